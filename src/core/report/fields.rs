//! Lines to fields: the words, figures and gaps of a table in any of its shapes, as one stream.
//!
//! Invariant: every figure, mark and word of the lines is in the stream, in order, with its exact range; only
//! page numbers on lines of their own and running heads are left out. Where the text itself separates rows (a
//! line of cells), the stream says so; where it does not, no row is invented.

use std::ops::Range;

use super::field::{Field, Source, push_cell};
use super::furniture::is_furniture;
use super::normal::{is_blank, trimmed, value};
use super::spaced;
use crate::syntax::Line;

/// The fields of `lines`, whose ranges are ranges of `text`.
pub fn fields(text: &str, lines: &[(Line, Range<usize>)]) -> Vec<Field> {
    let mut fields = Vec::with_capacity(lines.len() * 2);
    let mut in_cells = false;
    let mut bars = Bars::None;
    let mut blanks: Option<bool> = None;
    for (kind, lines_range) in lines {
        let range = content(text, lines_range.clone());
        if in_cells && !continue_cells(text, *kind, &range, &mut fields) {
            fields.push(Field::Close);
            in_cells = false;
        } else if in_cells {
            continue;
        }
        match kind {
            Line::Blank if bars == Bars::Open && stands_alone(fields.last()) => {
                let part = &text[lines_range.clone()];
                if part.contains(BLANKS_OF_A_CELL)
                    && *blanks.get_or_insert_with(|| blank_lines_are_cells(text, lines))
                {
                    let cells = part.split_inclusive('\n').filter(|line| line.contains(BLANKS_OF_A_CELL));
                    let start = |line: &str| line.as_ptr() as usize - part.as_ptr() as usize;
                    fields.extend(cells.map(|line| Field::Gap(lines_range.start + start(line))));
                }
            }
            Line::Blank | Line::Rule | Line::Aside => {}
            Line::Pipe => bars = pipe_line(text, range, bars, &mut fields),
            Line::Tab => tab_line(text, range, &mut fields),
            Line::Cell => {
                in_cells = true;
                fields.push(Field::Open(Source::Cells));
                push_cell(text, range, &mut fields);
            }
            Line::Heading | Line::Subheading | Line::Figures | Line::Text => {
                spaced::push_line(text, range, &mut fields)
            }
        }
        match kind {
            Line::Pipe | Line::Blank => {}
            Line::Rule => bars = Bars::None,
            _ => bars = Bars::Open,
        }
    }
    if in_cells {
        fields.push(Field::Close);
    }
    fields
}

/// How the last cell ended where a row may go on on the next line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bars {
    /// Nothing stands before.
    None,
    /// Its bar is still to come.
    Open,
    /// With a bar.
    Closed,
}

/// A line of one of these is a cell that was not filled in, where each cell has its line.
const BLANKS_OF_A_CELL: [char; 3] = [' ', '\u{a0}', '\u{3000}'];

/// Whether a field is all that stands on its line, as far as it tells.
fn stands_alone(field: Option<&Field>) -> bool {
    matches!(field, Some(Field::Words(_) | Field::Gap(_) | Field::Value { alone: true, .. }))
}

/// Whether lines of nothing but a blank are cells that were not filled in. They are not where most figures that
/// stand on lines of their own have one between them: then they only part the lines.
fn blank_lines_are_cells(text: &str, lines: &[(Line, Range<usize>)]) -> bool {
    let (mut with, mut without) = (0, 0);
    let mut spaced = None;
    for (kind, range) in lines {
        let content = &text[range.clone()];
        match kind {
            Line::Blank => spaced = spaced.map(|spaced| spaced || content.contains(BLANKS_OF_A_CELL)),
            Line::Figures if value(content).is_some() => match spaced.replace(false) {
                Some(true) => with += 1,
                Some(false) => without += 1,
                None => {}
            },
            _ => spaced = None,
        }
    }
    with <= without
}

/// A line without its line break.
fn content(text: &str, range: Range<usize>) -> Range<usize> {
    range.start..range.start + text[range.clone()].trim_end_matches(['\n', '\r']).len()
}

/// Reads a line that stands in or directly below a run of cell lines; false if it does not go on with the run.
fn continue_cells(text: &str, kind: Line, range: &Range<usize>, fields: &mut Vec<Field>) -> bool {
    match kind {
        Line::Cell => push_cell(text, range.clone(), fields),
        // The second line of a wrapped cell: 商业⏎企业.
        Line::Text | Line::Figures | Line::Heading | Line::Subheading => {
            let range = trimmed(text, range.clone());
            if is_furniture(&text[range.clone()]) {
                return true;
            }
            match fields.last_mut() {
                Some(Field::Words(words)) => words.end = range.end,
                Some(Field::Value { .. }) if text[range.clone()].chars().count() > 12 => return false,
                _ => push_cell(text, range, fields),
            }
        }
        _ => return false,
    }
    true
}

/// The cells of a line with pipes, and how the last of them ended. `bars` says how the one before the line ended.
fn pipe_line(text: &str, range: Range<usize>, bars: Bars, fields: &mut Vec<Field>) -> Bars {
    let line = &text[range.clone()];
    let mut cells: Vec<Range<usize>> = Vec::with_capacity(12);
    let mut start = 0;
    for (at, pipe) in line.match_indices(['|', '｜', '│']) {
        cells.push(range.start + start..range.start + at);
        start = at + pipe.len();
    }
    cells.push(range.start + start..range.end);
    let empty = |cell: &Range<usize>| text[cell.clone()].chars().all(is_blank);
    let ends = if cells.last().is_some_and(empty) { Bars::Closed } else { Bars::Open };
    // What stands after the last pipe is a cell only if something is there.
    if ends == Bars::Closed {
        cells.pop();
    }
    let filled = cells.iter().filter(|range| !empty(range)).count();
    // A line with one cell or none does not tell where its row ends: the cells may go on on the next line.
    // A long run of empty cells is a row that was not filled in, and so are blank cells behind words, below a row.
    let is_label = |cell: &Range<usize>| value(text[cell.clone()].trim_matches(is_blank)).is_none();
    let is_row = match filled {
        0 => cells.len() > LONG,
        1 => {
            let is_below_row = fields.last() == Some(&Field::Close);
            let has_blank = cells.last().is_some_and(empty);
            is_below_row && has_blank && cells.iter().any(|cell| !empty(cell) && is_label(cell))
        }
        _ => true,
    };
    // The first pipe ends the cell before the line, or frames a row, or ends a cell that is blank: where the one
    // before ended with a bar as well.
    if cells.first().is_some_and(empty) && (is_row || bars != Bars::Closed) {
        cells.remove(0);
    }
    if is_row {
        fields.push(Field::Open(Source::Pipes));
    }
    for range in cells {
        push_cell(text, range, fields);
    }
    if is_row {
        fields.push(Field::Close);
    }
    ends
}

/// A run of empty cells longer than this is a row that was not filled in.
const LONG: usize = 12;

fn tab_line(text: &str, range: Range<usize>, fields: &mut Vec<Field>) {
    let line = &text[range.clone()];
    if line.chars().all(is_blank) && line.matches('\t').count() < LONG {
        return;
    }
    fields.push(Field::Open(Source::Tabs));
    let mut start = range.start;
    for part in text[range].split('\t') {
        push_cell(text, start..start + part.len(), fields);
        start += part.len() + 1;
    }
    fields.push(Field::Close);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::{lines, parse};
    use crate::text::Text;

    /// The fields of a text, drawn: words as they are, `=` before a value, `!` before one alone, `_` for a gap,
    /// square brackets around a row.
    fn draw(text: &str) -> String {
        let tree = parse(&Text::from(text));
        fields(text, &lines(&tree, 0..text.len()))
            .iter()
            .map(|field| match field {
                Field::Words(range) => text[range.clone()].replace('\n', "⏎"),
                Field::Value { range, alone, .. } => {
                    format!("{}{}", if *alone { '!' } else { '=' }, &text[range.clone()])
                }
                Field::Gap(_) => "_".into(),
                Field::Open(_) => "[".into(),
                Field::Close => "]".into(),
            })
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn every_shape_gives_the_same_stream_of_words_and_figures() {
        assert_eq!(draw("| 规章 | 0 | 1 | 6 |\n"), "[ 规章 =0 =1 =6 ]");
        assert_eq!(draw("规章 | 0 | 1 | 6 |\n行政许可 | 9 | ||\n"), "[ 规章 =0 =1 =6 ] [ 行政许可 =9 _ _ ]");
        assert_eq!(draw("规章\n|\n0\n|\n6 |\n||\n"), "规章 !0 =6 _ _");
        assert_eq!(draw("\t\t规章\t0\t\t6\n"), "[ _ _ 规章 =0 _ =6 ]");
        assert_eq!(draw("\t商业\n企业\n\t0\n\t\n\n\t规章\n"), "[ 商业⏎企业 =0 _ ] [ 规章 ]");
        assert_eq!(draw("规章\n0\n 6 \n"), "规章 !0 !6");
        assert_eq!(draw("一、本年新收数量3 0 0\n规 章 0 无 6\n"), "一、本年新收数量 =3 =0 =0 规 章 =0 无 =6");
    }

    #[test]
    fn a_figure_keeps_its_unit_and_sheds_its_markup() {
        assert_eq!(
            draw("行政事业性收费 12.68万元\n12.68 万元\n3件\n"),
            "行政事业性收费 =12.68万元 !12.68 万元 !3件"
        );
        assert_eq!(draw("（一）予以公开 41 3件 0 减少4项 1\n"), "（一）予以公开 =41 =3件 =0 =减少4项 =1");
        assert_eq!(draw("第 20 条第（一）项\n3 万件\n"), "第 20 条第（一）项 3 万件");
        assert_eq!(draw("| **规章** | **113** | *0* | __无__ |\n"), "[ **规章** =113 =0 无 ]");
        assert_eq!(draw("| 规章 | &nbsp; | <br> | &emsp;&nbsp; |\n"), "[ 规章 _ _ _ ]");
        assert_eq!(draw("| 规章<br> | 0&nbsp; | <br>**6** | **** |\n"), "[ 规章 =0 =6 **** ]");
    }

    #[test]
    fn the_line_of_a_form_is_a_cell() {
        assert_eq!(draw("| 规章 | __ | ____ | ＿＿ | ________ |\n"), "[ 规章 =__ =____ =＿＿ =________ ]");
        assert_eq!(draw("规章 |\n__ |\n6 |\n"), "规章 =__ =6");
        assert_eq!(draw("规章\n__\n6\n"), "规章 !__ !6");
        assert_eq!(draw("规章 __ 6 ____\n"), "规章 =__ =6 =____");
        assert_eq!(draw("规章\t__\t\t____件\n"), "[ 规章 =__ _ =____件 ]");
        assert_eq!(draw("联系电话：______\n主动公开 ____ 条\n"), "联系电话：______ 主动公开 ____ 条");
    }

    #[test]
    fn a_long_run_of_tabs_is_a_row_that_was_not_filled_in() {
        assert_eq!(draw(&format!("{}\n", "\t".repeat(14))), format!("[{} ]", " _".repeat(15)));
        assert_eq!(draw("\t\t\t\n"), "");
    }

    #[test]
    fn one_odd_word_amid_figures_is_a_cell() {
        assert_eq!(draw("（一）予以公开 0 0 无 0 O 0 0\n"), "（一）予以公开 =0 =0 无 =0 O =0 =0");
        assert_eq!(draw("（一）予以公开 0 0 待核实 0 0 0 0\n"), "（一）予以公开 =0 =0 =待核实 =0 =0 =0 =0");
        assert_eq!(draw("（一）予以公开 1Ｏ l 0 0 0 0 O\n"), "（一）予以公开 1Ｏ l =0 =0 =0 =0 O");
        assert_eq!(draw("4. 无 正当理由 0 0 0 0 0 0\n"), "4. 无 正当理由 =0 =0 =0 =0 =0 =0");
        assert_eq!(draw("规章 2024 年 5\n"), "规章 2024 年 =5");
    }

    #[test]
    fn two_separators_running_are_a_blank_cell() {
        assert_eq!(draw("规章\n|\n|\n0\n|\n|\n"), "规章 _ !0 _");
        assert_eq!(draw("规章 |\n|\n 6 |\n|\n"), "规章 _ =6 _");
        assert_eq!(draw("规章 | 4 |\n|\n|\n| 4 |\n"), "[ 规章 =4 ] _ _ _ =4");
        assert_eq!(draw("| 规章 |  | 4 |\n"), "[ 规章 _ =4 ]");
        assert_eq!(draw("| 规章 |\n\n| 行政许可 |\n"), "规章 _ 行政许可");
    }

    #[test]
    fn a_line_of_a_blank_is_a_cell_where_lines_are_cells() {
        assert_eq!(draw("规章\n\n \n\n0\n\n6\n\n \n"), "规章 _ !0 !6 _");
        assert_eq!(draw("规章\n \n0\n \n0\n \n6\n"), "规章 !0 !0 !6");
        assert_eq!(draw("规章 0 0 6\n \n行政许可 3\n"), "规章 =0 =0 =6 行政许可 =3");
    }

    #[test]
    fn errors_of_spreadsheets_stand_for_figures() {
        assert_eq!(draw("规章 0 #REF! 6\n规章 0 0 #N/A\n"), "规章 =0 #REF! =6 规章 =0 =0 #N/A");
    }

    #[test]
    fn page_numbers_and_running_heads_are_left_out() {
        assert_eq!(draw("规章 0\n- 5 -\n—6—\n第7页 共9页\nP. 9\n0 6\n"), "规章 =0 =0 =6");
        let pages = ["5 / 9", "5/9", "５／９", "5 of 9", "第 5 页/共 9 页", "· 5 ·", "[5]", "【5】"];
        for page in pages {
            assert_eq!(draw(&format!("规章 0\n{page}\n0 6\n")), "规章 =0 =0 =6", "{page}");
        }
        assert_eq!(draw("规章\n5\n0 / 0\n9 / 5\n"), "规章 !5 =0 =/ =0 =9 =/ =5");
        assert_eq!(draw("规章\n丁香镇人民政府2024年政府信息公开工作年度报告\n0\n"), "规章 !0");
        assert_eq!(draw("规章\n丁香鎮人民政府2024年政府信息公 開工作年 度報告\n0\n"), "规章 !0");
    }
}
