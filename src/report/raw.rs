//! Fields to rows: a label and the cells that follow it, before any comparison with the format.
//!
//! Invariant: a row ends where the text says so, or where words follow figures. No cell moves from one row to
//! another; how many cells a row should have is not asked here.

use std::ops::Range;

use super::fields::{Field, Source, is_slip};
use super::lexicon::Lexicon;
use super::normal::{half_width, is_blank, normal, push_normal};
use super::{Cell, Value};
use crate::format::Table;

/// A row as it was found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RawRow {
    /// The parts of its label.
    pub words: Vec<Range<usize>>,
    /// The normal form of the last parts of its label.
    pub label: String,
    /// Its cells; in a row without separators only figures and marks.
    pub cells: Vec<RawCell>,
    /// Where cells were left empty, in a row without separators.
    pub gaps: Vec<usize>,
    /// What separated its cells, and how many fields stood before the first of them.
    pub separated: Option<(Source, usize)>,
}

/// A cell, and how it stood on its line.
#[derive(Debug, Clone, PartialEq)]
pub struct RawCell {
    /// The cell.
    pub cell: Cell,
    /// Whether it was the first thing on its line.
    pub opens: bool,
    /// Whether nothing else stood on its line (as with a page number).
    pub alone: bool,
}

/// What a table is read from.
pub struct RawTable<'a> {
    /// The text of the section.
    pub text: &'a str,
    /// The rows found in it.
    pub rows: &'a [RawRow],
    /// The starts of the rule lines of Markdown tables.
    pub rules: &'a [usize],
}

impl RawRow {
    /// How many cells are not blank.
    pub fn filled(&self) -> usize {
        self.cells.iter().filter(|raw| raw.cell.value != Value::Blank).count()
    }

    /// From the first part of the label to the last cell.
    pub fn range(&self) -> Range<usize> {
        let start = self
            .words
            .first()
            .map(|words| words.start)
            .or(self.cells.first().map(|raw| raw.cell.range.start));
        let end =
            self.cells.last().map(|raw| raw.cell.range.end).or(self.words.last().map(|words| words.end));
        start.unwrap_or(0)..end.unwrap_or(0)
    }
}

/// A label is compared by its end, and none is longer than this many bytes in normal form.
const LONGEST_LABEL: usize = 480;

/// The rows in a stream of fields.
pub fn raw_rows(text: &str, fields: &[Field], lexicon: &Lexicon) -> Vec<RawRow> {
    let mut reader = Reader { text, lexicon, rows: Vec::new(), row: RawRow::default() };
    let mut at = 0;
    while at < fields.len() {
        if let Field::Open(source) = fields[at] {
            let length =
                fields[at..].iter().position(|field| *field == Field::Close).unwrap_or(fields.len() - at - 1);
            reader.separated_row(source, &fields[at + 1..at + length]);
            at += length + 1;
        } else {
            reader.stream_field(&fields[at]);
            at += 1;
        }
    }
    reader.close();
    reader.rows
}

struct Reader<'a> {
    text: &'a str,
    lexicon: &'a Lexicon,
    rows: Vec<RawRow>,
    row: RawRow,
}

impl Reader<'_> {
    fn stream_field(&mut self, field: &Field) {
        match field {
            Field::Words(range) if self.expects_figure() && is_slip(&self.text[range.clone()]) => {
                self.push_cell(Value::Other(self.text[range.clone()].to_owned()), range.clone());
            }
            Field::Words(range) => {
                if !self.row.cells.is_empty() || !self.row.gaps.is_empty() && self.is_label() {
                    self.close();
                }
                self.row.gaps.clear();
                self.row.words.push(range.clone());
                self.split_slip(range);
            }
            Field::Value { value, range, opens, alone } => {
                let cell = Cell { value: value.clone(), range: range.clone() };
                self.row.cells.push(RawCell { cell, opens: *opens, alone: *alone });
            }
            Field::Gap(at) => self.row.gaps.push(*at),
            Field::Open(_) | Field::Close => {}
        }
    }

    /// Whether a figure may come next: after a whole label, or after a figure.
    fn expects_figure(&self) -> bool {
        !self.row.cells.is_empty() || self.is_label()
    }

    /// Takes words that stand for figures off the end of a label that is whole without them: `行政强制 无`.
    fn split_slip(&mut self, range: &Range<usize>) {
        let text = self.text;
        let mut whole = range.clone();
        let mut slips = Vec::new();
        while let Some((label, slip)) = text[whole.clone()].rsplit_once(is_blank)
            && is_slip(slip)
        {
            slips.push(whole.end - slip.len()..whole.end);
            whole.end = whole.start + label.trim_end_matches(is_blank).len();
        }
        if !slips.is_empty() && self.lexicon.is_label(&label_of(text, std::slice::from_ref(&whole))) {
            self.row.words.pop();
            self.row.words.push(whole);
            for slip in slips.into_iter().rev() {
                self.push_cell(Value::Other(text[slip.clone()].to_owned()), slip);
            }
        }
    }

    /// A row whose cells are separated: the leading words are its label, the rest are its cells.
    fn separated_row(&mut self, source: Source, fields: &[Field]) {
        let has_words = fields.iter().any(|field| matches!(field, Field::Words(_)));
        if has_words || !self.row.cells.is_empty() {
            self.close();
        }
        let mut cells_from = self.label_length(fields);
        for field in &fields[..cells_from] {
            if let Field::Words(range) = field {
                self.row.words.push(range.clone());
            }
        }
        let last_value = fields
            .iter()
            .rposition(|field| matches!(field, Field::Value { .. }))
            .unwrap_or(if cells_from > 0 { fields.len() } else { 0 });
        self.row.separated = Some((source, cells_from));
        for (index, field) in fields.iter().enumerate().skip(cells_from) {
            match field {
                Field::Words(range) => {
                    let words = &self.text[range.clone()];
                    let label = normal(words);
                    let is_note =
                        index > last_value && words.chars().count() > 3 && !is_remarked_figure(words);
                    if self.lexicon.is_label(&label) || is_note {
                        // The blank line between two rows is lost, or a note follows the last cell.
                        self.close();
                        self.row.words.push(range.clone());
                        cells_from = index + 1;
                        self.row.separated = Some((source, cells_from));
                    } else {
                        self.push_cell(Value::Other(words.to_owned()), range.clone());
                    }
                }
                Field::Value { value, range, .. } => self.push_cell(value.clone(), range.clone()),
                Field::Gap(at) => self.push_cell(Value::Blank, *at..*at),
                Field::Open(_) | Field::Close => {}
            }
        }
        self.close();
    }

    /// How many leading fields of a separated row are its label.
    ///
    /// Words before the first figure are label words, unless the ones before them are a whole label already and
    /// the rest stand where figures belong (规章, 无, 0, 6).
    fn label_length(&self, fields: &[Field]) -> usize {
        let is_figure = |field: &Field| match field {
            Field::Value { .. } => true,
            Field::Words(range) => is_slip(&self.text[range.clone()]),
            _ => false,
        };
        // Before a label there may be the number of its row; two figures are cells of a row without a label.
        let leading = fields.iter().take_while(|field| is_figure(field)).count();
        if leading > 1 {
            return 0;
        }
        let first_value = fields.iter().position(is_figure).filter(|at| *at > 0);
        let words_until = first_value.unwrap_or(fields.len());
        let all = fields[..words_until]
            .iter()
            .rposition(|field| matches!(field, Field::Words(_)))
            .map_or(0, |at| at + 1);
        let mut label = String::new();
        let mut whole = 0;
        for (index, field) in fields[..all].iter().enumerate() {
            if let Field::Words(range) = field {
                push_normal(&mut label, &self.text[range.clone()]);
                if self.lexicon.is_label(&label) {
                    whole = index + 1;
                }
            }
        }
        // Without a figure the row may be a header.
        let stand_for_figures = || {
            fields[whole..all].iter().all(|field| match field {
                Field::Words(range) => self.stands_for_figure(&self.text[range.clone()]),
                _ => true,
            })
        };
        if whole == 0 || first_value.is_none() && !stand_for_figures() {
            return all;
        }
        // （六）其他处理 is a whole label in one format and the label of a group in another, before the first row
        // of the group: 1.申请人…
        let is_numbered = |field: &Field| matches!(field, Field::Words(range) if begins_with_number(&self.text[range.clone()]));
        whole + fields[whole..all].iter().take_while(|field| is_numbered(field)).count()
    }

    /// Whether words can be meant for a figure: few of them (`待核实`), or a figure with a remark
    /// (`1427（含注销35）`), and nothing that heads a column.
    fn stands_for_figure(&self, words: &str) -> bool {
        const FEW: usize = 5;
        let said = normal(words);
        let heads =
            || ["数", "量", "额", "况", "果", "称", "型", "别", "注"].iter().any(|end| said.ends_with(end));
        is_remarked_figure(words)
            || said.chars().count() <= FEW && !heads() && !begins_with_number(words) && !self.is_header(&said)
    }

    /// Whether words, in normal form, are those of the head of a table.
    fn is_header(&self, said: &str) -> bool {
        let formats = self.lexicon.formats.iter();
        let in_table = |table: &Table| {
            let of_columns = table.columns.iter().flat_map(|column| {
                std::iter::once(&column.label).chain(&column.aliases).chain(column.group.as_ref())
            });
            let of_rows = table.rows.iter().flat_map(|row| &row.groups);
            of_columns.chain(of_rows).any(|words| normal(words).contains(said))
        };
        self.lexicon.is_label(said) || formats.flat_map(|(format, _)| &format.tables).any(in_table)
    }

    fn push_cell(&mut self, value: Value, range: Range<usize>) {
        self.row.cells.push(RawCell { cell: Cell { value, range }, opens: false, alone: false });
    }

    /// Whether the words so far are a whole label.
    fn is_label(&self) -> bool {
        self.lexicon.is_label(&label_of(self.text, &self.row.words))
    }

    fn close(&mut self) {
        let mut row = std::mem::take(&mut self.row);
        if row.words.is_empty() && row.cells.is_empty() {
            return;
        }
        row.label = label_of(self.text, &row.words);
        self.rows.push(row);
    }
}

/// Rows whose figures fill several lines of `width` figures each, as rows of one line: in a PDF the label of the
/// second may stand below its figures, so that no words come between.
pub fn split_full_lines(rows: &[RawRow], width: usize) -> Vec<RawRow> {
    let mut split = Vec::with_capacity(rows.len());
    for row in rows {
        let full = |line: &[RawCell]| line.len() == width && line.iter().skip(1).all(|raw| !raw.opens);
        let lines: Vec<&[RawCell]> = row.cells.chunks(width).collect();
        let several = lines.len() > 1 && width > 1 && row.separated.is_none();
        if several && lines.iter().all(|line| full(line)) && lines[1..].iter().all(|line| line[0].opens) {
            split.push(RawRow { cells: lines[0].to_vec(), ..row.clone() });
            split.extend(lines[1..].iter().map(|line| RawRow { cells: line.to_vec(), ..RawRow::default() }));
        } else {
            split.push(row.clone());
        }
    }
    split
}

/// Whether words begin as the label of a row in a group does: `1.属于国家秘密`.
fn begins_with_number(words: &str) -> bool {
    let rest = words.trim_start_matches(|c: char| half_width(c).is_ascii_digit());
    rest.len() < words.len() && rest.starts_with(['.', '．', '、'])
}

/// Whether words are a figure with a remark: `1427（含注销35）`, `约1400`. A date or a numbered item is none.
fn is_remarked_figure(words: &str) -> bool {
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
}

/// The normal form of the last parts of a label.
pub fn label_of(text: &str, words: &[Range<usize>]) -> String {
    let mut from = words.len();
    let mut length = 0;
    while from > 0 && length < LONGEST_LABEL {
        from -= 1;
        length += words[from].len();
    }
    let mut label = String::with_capacity(length.min(2 * LONGEST_LABEL));
    for range in &words[from..] {
        let part = &text[range.clone()];
        let cut = part.len().saturating_sub(LONGEST_LABEL);
        push_normal(&mut label, &part[(cut..).find(|at| part.is_char_boundary(*at)).unwrap_or(0)..]);
    }
    label
}
