//! Tables aligned, headings tidied.
//!
//! Invariants: only blanks, the pipes and rule lines of Markdown tables, and the marks that number a heading are
//! ever changed; no figure, no word and no line break is, no cell is added, and none moves. What is formatted
//! stays as it is when it is formatted again. Prose, comments, fences and tables of other shapes are left alone, and
//! so are the marks of a quotation before what is quoted.

use std::ops::Range;

use crate::analysis::Analysis;
use crate::format::aligned::{self, Content};
use crate::format::template::width;
use crate::report::normal::{is_blank, value};
use crate::report::{Value, quotation};
use crate::rules::TextEdit;
use crate::span::{InSection, InText, Span};
use crate::syntax::{Line, lines};
use crate::text::Text;

/// The edits that format a text, in order.
pub fn document(text: &Text, analysis: &Analysis) -> Vec<TextEdit> {
    together(pieces(text, analysis))
}

/// The edits that format the tables and headings which `range` touches, each whole.
pub fn range(text: &Text, analysis: &Analysis, range: Span<InText>) -> Vec<TextEdit> {
    let touched = |piece: &Piece| piece.range.start <= range.end && range.start <= piece.range.end;
    together(pieces(text, analysis).into_iter().filter(touched))
}

/// The edits of all pieces; two that touch each other are one.
fn together(pieces: impl IntoIterator<Item = Piece>) -> Vec<TextEdit> {
    let mut edits: Vec<TextEdit> = Vec::new();
    for edit in pieces.into_iter().flat_map(|piece| piece.edits) {
        match edits.last_mut() {
            Some(last) if last.range.end == edit.range.start => {
                last.range.end = edit.range.end;
                last.new_text += &edit.new_text;
            }
            _ => edits.push(edit),
        }
    }
    edits
}

/// What is formatted as a whole or not at all.
struct Piece {
    /// From its first to its last character, without the last line break.
    range: Span<InText>,
    edits: Vec<TextEdit>,
}

fn pieces(text: &Text, analysis: &Analysis) -> Vec<Piece> {
    let lines = lines(analysis.tree(), 0..text.len());
    let (headings, tables) = known(analysis);
    let reports = analysis.reports();
    let preambles: Vec<Span<InText>> =
        reports.iter().map(|(start, report)| Span::new(*start..start + report.preamble)).collect();
    let mut pieces = Vec::new();
    let mut run: Vec<Source> = Vec::new();
    for (kind, range) in lines {
        if matches!(kind, Line::Pipe | Line::Rule) {
            run.push(Source::of(text, kind, range));
            continue;
        }
        pieces.extend(table(&run));
        run.clear();
        let line = || Source::of(text, kind, range.clone());
        pieces.extend(match kind {
            Line::Heading => {
                let own = headings.iter().find(|heading| range.contains(&heading.start));
                own.map(|heading| section_heading(&line(), *heading))
            }
            // The labels of a table may look like subheadings, and so do the lines of a table of contents.
            Line::Subheading
                if tables
                    .iter()
                    .chain(&preambles)
                    .all(|other| !overlap(*other, Span::new(range.clone()))) =>
            {
                subheading(&line())
            }
            _ => None,
        });
    }
    pieces.extend(table(&run));
    pieces
}

fn overlap(a: Span<InText>, b: Span<InText>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Where the headings of sections of the format stand, and the tables.
fn known(analysis: &Analysis) -> (Vec<Span<InText>>, Vec<Span<InText>>) {
    let (mut headings, mut tables) = (Vec::new(), Vec::new());
    for (start, report) in analysis.reports() {
        for (at, section) in &report.sections {
            let place = |range: Span<InSection>| range.in_report(*at).in_text(start);
            headings.extend(section.kind.map(|_| place(section.heading.range)));
            tables.extend(section.tables.iter().map(|table| place(table.range)));
        }
    }
    (headings, tables)
}

// ---- lines

/// A line as it stands, without its line break, and without the marks of a quotation before it.
pub(super) struct Source {
    pub(super) kind: Line,
    pub(super) start: usize,
    pub(super) line: String,
    /// How many marks there are.
    pub(super) quoted: usize,
}

impl Source {
    pub(super) fn of(text: &Text, kind: Line, range: Range<usize>) -> Source {
        let mut line = text.slice(range.clone()).into_owned();
        line.truncate(line.trim_end_matches(['\n', '\r']).len());
        let marks: String = line.drain(..quotation(&line)).collect();
        // A blank behind them belongs to them.
        let blank = usize::from(!marks.is_empty() && line.starts_with(' '));
        line.drain(..blank);
        Source { kind, start: range.start + marks.len() + blank, line, quoted: marks.matches('>').count() }
    }

    /// The edit that puts `new` for a part of the line, no larger than it must be; none if that is what is there.
    pub(super) fn edit(&self, part: Range<usize>, new: &str) -> Option<TextEdit> {
        let old = &self.line[part.clone()];
        let same = |(a, b): &(char, char)| a == b;
        let sum = |pairs: &mut dyn Iterator<Item = (char, char)>| pairs.map(|(c, _)| c.len_utf8()).sum();
        let head: usize = sum(&mut old.chars().zip(new.chars()).take_while(same));
        let (old, new) = (&old[head..], &new[head..]);
        let tail: usize = sum(&mut old.chars().rev().zip(new.chars().rev()).take_while(same));
        let (old, new) = (&old[..old.len() - tail], &new[..new.len() - tail]);
        let start = self.start + part.start + head;
        (!old.is_empty() || !new.is_empty())
            .then(|| TextEdit { range: Span::new(start..start + old.len()), new_text: new.to_owned() })
    }
}

/// Blanks that only place a line or a cell. A form feed, which ends a page, is not among them.
fn is_padding(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{3000}' | '\u{a0}')
}

// ---- headings

const NUMERALS: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/// Blanks at both ends go, and a point or a comma behind the number becomes 、.
fn section_heading(source: &Source, heading: Span<InText>) -> Piece {
    let line = &source.line;
    let mut edits = Vec::new();
    let start = line.len() - line.trim_start_matches(is_padding).len();
    let end = line.trim_end_matches(is_padding).len().max(start);
    // A heading that runs into its first sentence is a paragraph too, and paragraphs are indented.
    let rest = line.get((heading.end - source.start).min(line.len())..end).unwrap_or_default();
    let is_alone = rest.chars().all(|c| is_blank(c) || matches!(c, '#' | '*'));
    if is_alone {
        edits.extend(source.edit(0..start, ""));
    }
    let title = line.get(heading.start - source.start..).unwrap_or_default();
    let behind = title.trim_start_matches(NUMERALS);
    let at = line.len() - behind.len();
    if behind.len() < title.len() && behind.starts_with(['.', '．', ',', '，']) {
        // A blank behind it belongs to the point.
        let mark = behind.chars().next().map_or(0, char::len_utf8);
        let blanks = behind[mark..].len() - behind[mark..].trim_start_matches(' ').len();
        edits.extend(source.edit(at..at + mark + blanks, "、"));
    }
    if is_alone {
        edits.extend(source.edit(end..line.len(), ""));
    }
    Piece { range: Span::new(source.start..source.start + line.len()), edits }
}

/// Blanks at both ends go, and the brackets around the number become those of Chinese text.
fn subheading(source: &Source) -> Option<Piece> {
    // What is longer, or is a sentence, is a paragraph that is numbered.
    const LONGEST: usize = 40;
    let line = &source.line;
    let words = line.trim_matches(is_padding);
    let is_sentence = words.contains(['。', '；', ';', '：', ':', '，', '！', '？']);
    if is_sentence || words.chars().count() > LONGEST || line.contains('\t') {
        return None;
    }
    let start = line.len() - line.trim_start_matches(is_padding).len();
    let mut edits = Vec::from_iter(source.edit(0..start, ""));
    let open = start + words.len() - words.trim_start_matches(['#', '*', ' ']).len();
    let number = line[open..].strip_prefix(['(', '（']);
    let close = number.map(|number| line.len() - number.trim_start_matches(NUMERALS).len());
    if let Some(close) = close.filter(|close| line[*close..].starts_with([')', '）'])) {
        for (at, bracket) in [(open, "（"), (close, "）")] {
            let length = line[at..].chars().next().map_or(0, char::len_utf8);
            edits.extend(source.edit(at..at + length, bracket));
        }
    }
    edits.extend(source.edit(start + words.len()..line.len(), ""));
    Some(Piece { range: Span::new(source.start..source.start + line.len()), edits })
}

// ---- tables

/// A wider table is left as it is: it is not read across in an editor, and the reading of a line, which looks at
/// its first characters only, must not come to depend on blanks.
const WIDEST: usize = 300;

/// The table in a run of lines with pipes, aligned; none if it is no Markdown table.
fn table(run: &[Source]) -> Option<Piece> {
    let drawn = Drawn::of(run)?;
    let edits = (0..drawn.run.len()).flat_map(|at| drawn.edits(at)).collect();
    let last = drawn.run.last()?;
    Some(Piece { range: Span::new(drawn.run[0].start..last.start + last.line.len()), edits })
}

/// A Markdown table as it is drawn.
pub(super) struct Drawn<'a> {
    /// Its lines.
    pub(super) run: &'a [Source],
    rows: Vec<Row>,
    rule: usize,
    columns: Vec<Column>,
    indent: &'a str,
}

impl<'a> Drawn<'a> {
    /// The table in a run of lines with pipes; none if it is no Markdown table, or one that is left as it is.
    pub(super) fn of(run: &'a [Source]) -> Option<Drawn<'a>> {
        let rule = (1..run.len()).find(|&at| run[at].kind == Line::Rule)?;
        let mut rows: Vec<Row> = run.iter().map(|source| Row::of(&source.line)).collect();
        if !is_rule(&run[rule].line, &rows[rule]) {
            return None;
        }
        // Above its head only what has pipes at both ends surely belongs to the table.
        let above = (0..rule - 1).rev().take_while(|&at| rows[at].framed).count();
        let first = rule - 1 - above;
        let (run, rows, rule) = (&run[first..], rows.split_off(first), rule - first);
        let is_odd = |source: &Source| {
            let indent = &source.line[..source.line.len() - source.line.trim_start_matches(is_blank).len()];
            source.line.contains(['｜', '│'])
                || source.quoted != run[0].quoted
                // With a comment that goes on below.
                || source.line.contains(['\n', '\r'])
                || indent.contains(|c| !matches!(c, ' ' | '\t'))
        };
        if run.iter().any(is_odd) {
            return None;
        }
        let columns = columns(run, &rows, rule);
        let total = columns.iter().map(|column| column.widest + 3).sum::<usize>();
        let head = &run[rule - 1].line;
        let indent = &head[..head.len() - head.trim_start().len()];
        (total + indent.len() <= WIDEST).then_some(Drawn { run, rows, rule, columns, indent })
    }

    /// The same with columns no narrower than they are drawn now: for one line among others that stay.
    pub(super) fn kept_wide(mut self) -> Drawn<'a> {
        for (cell, column) in self.rows[self.rule].cells.iter().zip(&mut self.columns) {
            column.width = column.width.max(cell.len());
        }
        self
    }

    /// The edits that align a line of the table.
    pub(super) fn edits(&self, at: usize) -> Vec<TextEdit> {
        let (source, row) = (&self.run[at], &self.rows[at]);
        let mut edits = Vec::new();
        if at == self.rule {
            edits.extend(source.edit(0..source.line.len(), &self.rule_line()));
        } else {
            align(source, row, &self.columns, self.indent, &mut edits);
        }
        edits
    }

    /// The line under its head.
    pub(super) fn rule_line(&self) -> String {
        let line = &self.run[self.rule].line;
        let drawn = self.rows[self.rule].cells.iter().zip(&self.columns).map(|(cell, column)| {
            let dashes = "-".repeat(column.width);
            let (left, right) = column.colons(&line[cell.clone()]);
            let middle = &dashes[usize::from(left) + usize::from(right)..];
            format!("| {}{middle}{} ", if left { ":" } else { "" }, if right { ":" } else { "" })
        });
        format!("{}{}|", self.indent, drawn.collect::<String>())
    }
}

/// The edits of what stands around the cells of a row.
fn align(source: &Source, row: &Row, columns: &[Column], indent: &str, edits: &mut Vec<TextEdit>) {
    let widths: Vec<usize> = columns.iter().map(|column| column.width).collect();
    let paddings = aligned::paddings(row.cells.iter().map(|cell| width(&source.line[cell.clone()])), &widths);
    let mut around = indent.to_owned();
    let mut from = 0;
    for ((cell, column), padding) in row.cells.iter().zip(columns).zip(paddings) {
        let content = &source.line[cell.clone()];
        let padding = " ".repeat(padding);
        around += "| ";
        if column.right {
            around += &padding;
        }
        if !content.is_empty() {
            edits.extend(source.edit(from..cell.start, &around));
            around.clear();
            from = cell.end;
        }
        if !column.right {
            around += &padding;
        }
        around += " ";
    }
    // Whoever knows no escapes takes `\|` at the end for the pipe that ends the row; behind another one there would
    // be an empty cell.
    if source.line.trim_end_matches(is_blank).ends_with("\\|") {
        around.truncate(around.trim_end().len());
    } else {
        around += "|";
    }
    edits.extend(source.edit(from..source.line.len(), &around));
}

/// The cells of a line, each without the blanks that place it.
pub(super) struct Row {
    pub(super) cells: Vec<Range<usize>>,
    /// Whether there is a pipe at both ends.
    pub(super) framed: bool,
}

impl Row {
    pub(super) fn of(line: &str) -> Row {
        let mut cells = Vec::new();
        let (mut start, mut escaped) = (0, false);
        for (at, c) in line.char_indices() {
            if c == '|' && !escaped {
                cells.push(start..at);
                start = at + 1;
            }
            escaped = c == '\\' && !escaped;
        }
        cells.push(start..line.len());
        // What stands before the first pipe and after the last is a cell only if something is there.
        let is_empty =
            |cell: Option<&Range<usize>>| cell.is_some_and(|cell| line[cell.clone()].chars().all(is_blank));
        let (head, tail) = (is_empty(cells.first()), cells.len() > 1 && is_empty(cells.last()));
        if tail {
            cells.pop();
        }
        if head && !cells.is_empty() {
            cells.remove(0);
        }
        for cell in &mut cells {
            let content = &line[cell.clone()];
            let start = cell.start + content.len() - content.trim_start_matches([' ', '\t']).len();
            *cell = start..(cell.start + content.trim_end_matches([' ', '\t']).len()).max(start);
        }
        Row { cells, framed: head && tail }
    }
}

/// Whether this is the line under a head, and not a row of strokes that say "not applicable".
fn is_rule(line: &str, row: &Row) -> bool {
    let is_cell = |cell: &Range<usize>| {
        let content = &line[cell.clone()];
        let content = content.strip_prefix(':').unwrap_or(content);
        let content = content.strip_suffix(':').unwrap_or(content);
        !content.is_empty() && content.bytes().all(|byte| byte == b'-')
    };
    let is_plain = line.contains("--") || line.contains(':') || !line.trim().contains(' ');
    is_plain && !row.cells.is_empty() && row.cells.iter().all(is_cell)
}

/// How a column is drawn.
struct Column {
    width: usize,
    /// How wide the widest that stands in it is; a row may overrun.
    widest: usize,
    figures: bool,
    right: bool,
}

impl Column {
    /// Whether its rule cell, now `rule`, gets a colon at its left and right end. Where no figures stand the
    /// writer's own are kept.
    fn colons(&self, rule: &str) -> (bool, bool) {
        if self.figures { (false, true) } else { (rule.starts_with(':'), rule.ends_with(':')) }
    }
}

fn columns(run: &[Source], rows: &[Row], rule: usize) -> Vec<Column> {
    let count = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let content = |row: usize, at: usize| rows[row].cells.get(at).map(|cell| &run[row].line[cell.clone()]);
    let figures = |at: usize| {
        let body = (rule + 1..rows.len()).filter_map(|row| content(row, at));
        let (figures, words): (Vec<&str>, Vec<&str>) =
            body.filter(|content| !content.is_empty()).partition(|content| is_figure(content));
        figures.len() > words.len()
    };
    let is_right = |at: usize, figures: bool| {
        figures || content(rule, at).is_some_and(|rule| !rule.starts_with(':') && rule.ends_with(':'))
    };
    let drawn: Vec<(bool, bool)> =
        (0..count).map(figures).enumerate().map(|(at, figures)| (figures, is_right(at, figures))).collect();
    // Labels are what stands before the first figures.
    let labels = drawn.iter().position(|(_, right)| *right).unwrap_or(0);
    let column = |(at, (figures, right)): (usize, (bool, bool))| {
        let others = (0..rows.len()).filter(|&row| row != rule);
        let widths: Vec<usize> = others.filter_map(|row| content(row, at)).map(width).collect();
        let kind = if at < labels { Content::Labels } else { Content::Others };
        let width = aligned::column(kind, widths.iter().copied());
        let widest = widths.into_iter().fold(width, usize::max);
        Column { width, widest, figures, right }
    };
    drawn.into_iter().enumerate().map(column).collect()
}

pub(super) fn is_figure(content: &str) -> bool {
    let is_one = |content: &str| {
        matches!(value(content), Some(Value::Figure(_) | Value::NotApplicable(_) | Value::Blank))
    };
    is_one(content) || is_one(content.trim_matches(['*', '_']))
}
