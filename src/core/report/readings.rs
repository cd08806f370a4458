//! The readings of a line: where its label ends, and which of its words are cells that hold no figure.
//!
//! Invariant: what separates the fields of a row is believed first, then how the rows beside it lie, then how many
//! columns the label asks for; only then what the words are. Nothing here says which figure a cell should hold.

use std::ops::Range;

use super::field::{Field, Source};
use super::lexicon::Lexicon;
use super::normal::{ends_unit, half_width, is_blank, normal, value};
use super::raw::{begins_with_number, label_of};
use super::slip::is_slip;

/// How the separated rows of a section lie: rows of as many fields have their figures in the same of them.
#[derive(Debug, Default)]
pub struct Grids(Vec<Grid>);

/// How rows of one length lie.
#[derive(Debug)]
struct Grid {
    source: Source,
    length: usize,
    /// The columns of the rows that are full, and how many such rows there are; none where they differ.
    columns: Option<Range<usize>>,
    full: usize,
    /// Behind which fields their labels end.
    label_ends: Vec<usize>,
    /// The column of remarks, by its header.
    note: Option<usize>,
}

impl Grids {
    /// Learns from all separated rows that have as many figures as their labels ask for.
    pub fn new(text: &str, fields: &[Field], lexicon: &Lexicon) -> Grids {
        let mut grids = Grids::default();
        let mut at = 0;
        while at < fields.len() {
            if let Field::Open(source) = fields[at] {
                let row = row_from(fields, at + 1);
                grids.learn(text, source, row, lexicon);
                at += row.len();
            }
            at += 1;
        }
        grids
    }

    fn learn(&mut self, text: &str, source: Source, row: &[Field], lexicon: &Lexicon) {
        let at = match self.find(source, row.len()) {
            Some(at) => at,
            None => {
                self.0.push(Grid {
                    source,
                    length: row.len(),
                    columns: None,
                    full: 0,
                    label_ends: Vec::new(),
                    note: None,
                });
                self.0.len() - 1
            }
        };
        let grid = &mut self.0[at];
        let is_value = |field: &Field| matches!(field, Field::Value { .. });
        let Some(first) = row.iter().position(is_value) else {
            let is_note = |field: &Field| {
                matches!(field, Field::Words(range)
                    if matches!(normal(&text[range.clone()]).as_str(), "备注" | "说明" | "附注"))
            };
            grid.note = row.iter().position(is_note).or(grid.note);
            return;
        };
        let without_note = &row[..grid.note.unwrap_or(row.len())];
        let end = without_note.iter().rposition(is_value).map_or(first, |last| last + 1);
        let label = || {
            let words = row[..first].iter().filter_map(|field| match field {
                Field::Words(range) => Some(range.clone()),
                _ => None,
            });
            label_of(text, &words.collect::<Vec<_>>())
        };
        if row[first..end].iter().all(is_value) && lexicon.takes(&label(), end - first) {
            let agrees = grid.full == 0 || grid.columns.as_ref() == Some(&(first..end));
            grid.columns = agrees.then_some(first..end);
            grid.full += 1;
            grid.label_ends.push(label_end(&row[..first]));
        }
    }

    fn find(&self, source: Source, length: usize) -> Option<usize> {
        self.0.iter().position(|grid| (grid.source, grid.length) == (source, length))
    }

    /// The columns of a row that has words among its figures, or blanks, where the rows beside it tell: the rest of
    /// it is label and remark. `is_header` says of words in normal form whether they head a column.
    pub fn columns(
        &self,
        text: &str,
        source: Source,
        row: &[Field],
        is_header: &dyn Fn(&str) -> bool,
    ) -> Option<Range<usize>> {
        const LEAST: usize = 2;
        let grid = &self.0[self.find(source, row.len())?];
        let columns = grid.columns.clone().filter(|_| grid.full >= LEAST)?;
        let has_label = row[..columns.start].iter().any(|field| matches!(field, Field::Words(_)));
        let is_label_only =
            row[..columns.start].iter().all(|field| matches!(field, Field::Words(_) | Field::Gap(_)));
        let is_figure = |field: &Field| match field {
            Field::Value { .. } => true,
            Field::Words(range) => is_slip(&text[range.clone()]),
            _ => false,
        };
        let can_stand = |field: &Field| match field {
            Field::Words(range) => stands_for_figure(&text[range.clone()], is_header),
            _ => true,
        };
        let cells = &row[columns.clone()];
        // A blank behind the label may belong to it or be the first cell, if no full row has its label there.
        let is_gap = |field: Option<&Field>| matches!(field, Some(Field::Gap(_)));
        let end = label_end(&row[..columns.start]);
        if end < columns.start
            && (is_gap(cells.first()) || is_gap(cells.last()))
            && !grid.label_ends.contains(&end)
        {
            return None;
        }
        (has_label && is_label_only && cells.iter().any(is_figure) && cells.iter().all(can_stand))
            .then_some(columns)
    }

    /// The column of remarks among rows of this length.
    pub fn note(&self, source: Source, length: usize) -> Option<usize> {
        self.0[self.find(source, length)?].note
    }
}

/// Behind which of the fields before the columns the label ends.
fn label_end(fields: &[Field]) -> usize {
    fields.iter().rposition(|field| matches!(field, Field::Words(_))).map_or(0, |at| at + 1)
}

/// The fields of the row that begins at `from`.
fn row_from(fields: &[Field], from: usize) -> &[Field] {
    let length = fields[from..].iter().position(|field| *field == Field::Close);
    &fields[from..length.map_or(fields.len(), |length| from + length)]
}

/// Whether the words of a cell can stand where a figure belongs, by what they are.
pub fn stands_for_figure(words: &str, is_header: &dyn Fn(&str) -> bool) -> bool {
    const FEW: usize = 8;
    let said = || normal(words);
    let is_numbered = || begins_with_number(words) || half_width(words.chars().next().unwrap_or(' ')) == '(';
    let is_unit = || words.chars().all(ends_unit);
    is_slip(words)
        || is_remarked_figure(words)
        || words.chars().count() <= FEW
            && !is_unit()
            && !is_numbered()
            && !said().is_empty()
            && !is_header(&said())
}

/// Whether words are a figure with a remark: `1427（含注销35）`, `约1400`. A date or a numbered item is none, nor is what
/// a wrapped sentence ends with: `17 件。`
pub fn is_remarked_figure(words: &str) -> bool {
    const LONGEST: usize = 20;
    let about = ["约", "近", "共", "超", "逾"];
    let figure = about.iter().find_map(|word| words.strip_prefix(word)).unwrap_or(words);
    let digits =
        |text: &str| text.len() - text.trim_start_matches(|c: char| half_width(c).is_ascii_digit()).len();
    let whole = digits(figure);
    let decimals = figure[whole..].strip_prefix('.').map_or(0, digits);
    let rest = &figure[whole + if decimals > 0 { decimals + 1 } else { 0 }..];
    rest.len() < figure.len()
        && words.chars().count() <= LONGEST
        && !rest.starts_with(['.', '．', '、', '年', '月', '日', '-', '/'])
        && !rest.split(['（', '(']).next().is_some_and(|unit| unit.contains(['。', '，', '；', '、']))
}

/// A word that is short enough to stand for a figure on a line of figures.
fn is_short(word: &str) -> bool {
    const LONGEST: usize = 5;
    word.chars().count() <= LONGEST && !word.contains(['（', '(', '）', ')', '。', '，', '；', '、', '：'])
}

/// A line without separators that begins with a label and goes on with cells, some of which are words: the label,
/// and the cells. `is_label` says whether words are a whole label; `before_figures`, whether figures follow the line,
/// so that it needs none itself.
pub fn label_before(
    text: &str,
    line: &Range<usize>,
    before_figures: bool,
    is_label: impl Fn(&Range<usize>) -> bool,
) -> Option<(Range<usize>, Vec<Range<usize>>)> {
    const LONGEST: usize = 240;
    const MOST_CELLS: usize = 16;
    let content = &text[line.clone()];
    let has_digit = || content.contains(|c| half_width(c).is_ascii_digit());
    if content.len() > LONGEST || !before_figures && !has_digit() {
        return None;
    }
    let is_cell = |word: &str| value(word).is_some() || is_slip(word) || is_short(word);
    let mut cells: Vec<Range<usize>> = Vec::new();
    let mut rest = line.clone();
    let mut found = None;
    while let Some((before, word)) = text[rest.clone()].rsplit_once(is_blank)
        && is_cell(word)
        && cells.len() < MOST_CELLS
    {
        cells.push(rest.end - word.len()..rest.end);
        rest.end = rest.start + before.trim_end_matches(is_blank).len();
        let opens_with_figure = value(word).is_some() || is_slip(word);
        let has_figure = before_figures || cells.iter().any(|cell| value(&text[cell.clone()]).is_some());
        if has_figure && (opens_with_figure || found.is_none()) && is_label(&rest) {
            found = Some((rest.clone(), cells.len()));
            if opens_with_figure {
                break;
            }
        }
    }
    let (label, count) = found?;
    cells.truncate(count);
    cells.reverse();
    Some((label, cells))
}
