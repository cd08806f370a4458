//! Fields to rows: a label and the cells that follow it, before any comparison with the format.
//!
//! Invariant: a row ends where the text says so, or where words follow figures. No cell moves from one row to
//! another; how many cells a row should have is not asked here.

use std::ops::Range;

use super::field::{Field, Source};
use super::lexicon::Lexicon;
use super::normal::{is_blank, normal, push_normal, value};
use super::raw::{RawCell, RawRow, begins_with_number, by_lines, label_of};
use super::readings::{Grids, is_remarked_figure, label_before, stands_for_figure};
use super::slip::is_slip;
use super::{Cell, Value};
use crate::span::Span;

/// So many figures behind no label are the line of a table whose form has all rows on one line.
const MANY_CELLS: usize = 4;

/// Words that stand for a figure are not longer than this many bytes.
const LONGEST_WORD: usize = 60;

/// The rows in a stream of fields.
pub fn raw_rows(text: &str, fields: &[Field], lexicon: &Lexicon) -> Vec<RawRow> {
    let grids = Grids::new(text, fields, lexicon);
    let mut reader = Reader { text, lexicon, grids, rows: Vec::new(), row: RawRow::default() };
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
    grids: Grids,
    rows: Vec<RawRow>,
    row: RawRow,
}

impl Reader<'_> {
    fn stream_field(&mut self, field: &Field) {
        match field {
            Field::Words(range) if self.expects_figure() && self.is_cell(range) => {
                self.push_cell(Value::Other(self.text[range.clone()].to_owned()), range.clone());
            }
            Field::Words(range) => {
                if !self.row.cells.is_empty() || !self.row.gaps.is_empty() && self.is_whole_before(range) {
                    self.close();
                }
                self.row.gaps.clear();
                self.row.words.push(range.clone());
                self.split_slip(range);
                self.split_figures(range);
            }
            Field::Value { value, range, opens, alone } => {
                let cell = Cell { value: value.clone(), range: Span::new(range.clone()) };
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

    /// Whether words that stand on their own where a figure may come are a cell: those that say so themselves, and
    /// a few others where the row lacks figures.
    fn is_cell(&self, range: &Range<usize>) -> bool {
        let words = &self.text[range.clone()];
        if is_slip(words) || words.len() > LONGEST_WORD {
            return is_slip(words);
        }
        let (label, count) = (label_of(self.text, &self.row.words), self.row.cells.len());
        let lacks = match self.lexicon.is_label(&label) {
            true => self.lexicon.takes_more(&label, count) && !self.lexicon.goes_on(&label, &normal(words)),
            false => {
                let head = self.row.words.last().map(|head| normal(&self.text[head.clone()]));
                count >= MANY_CELLS && head.is_some_and(|head| self.lexicon.has_longer_line(&head, count))
            }
        };
        lacks && stands_for_figure(words, &|said| self.lexicon.is_header(said))
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

    /// Takes figures off the end of a label that is whole without them, where a word stands among them or behind
    /// them and the row has so many columns: `规章 0 0 待补`. A remark behind all of them is left out.
    fn split_figures(&mut self, range: &Range<usize>) {
        if !self.row.cells.is_empty() {
            return;
        }
        let before = &self.row.words[..self.row.words.len() - 1];
        let label =
            |words: &Range<usize>| label_of(self.text, &[before, std::slice::from_ref(words)].concat());
        let is_label = |words: &Range<usize>| self.lexicon.is_label(&label(words));
        let only_one = || {
            label_before(self.text, range, true, is_label).filter(|(_, cells)| {
                let word = |cell: &Range<usize>| &self.text[cell.clone()];
                cells.len() == 1 && stands_for_figure(word(&cells[0]), &|said| self.lexicon.is_header(said))
            })
        };
        let found = label_before(self.text, range, false, is_label).or_else(only_one);
        let Some((whole, cells)) = found else { return };
        let label = &label(&whole);
        let is_value = |range: &Range<usize>| value(&self.text[range.clone()]).is_some();
        let all = self.lexicon.takes(label, cells.len());
        let has_remark = !all
            && self.lexicon.takes(label, cells.len() - 1)
            && cells[..cells.len() - 1].iter().all(is_value);
        if all || has_remark {
            self.row.words.pop();
            self.row.words.push(whole);
            for cell in &cells[..cells.len() - usize::from(has_remark)] {
                let words = &self.text[cell.clone()];
                let value = value(words).unwrap_or_else(|| Value::Other(words.to_owned()));
                self.push_cell(value, cell.clone());
            }
        }
    }

    /// A row whose cells are separated: the leading words are its label, the rest are its cells.
    fn separated_row(&mut self, source: Source, fields: &[Field]) {
        let has_words = fields.iter().any(|field| matches!(field, Field::Words(_)));
        if has_words || !self.row.cells.is_empty() {
            self.close();
        }
        let columns = self.grids.columns(self.text, source, fields, &|said| self.lexicon.is_header(said));
        let mut cells_from =
            columns.as_ref().map_or_else(|| self.label_length(fields), |columns| columns.start);
        let note = self.grids.note(source, fields.len());
        for field in &fields[..cells_from] {
            if let Field::Words(range) = field {
                self.row.words.push(range.clone());
            }
        }
        let last_value = fields
            .iter()
            .rposition(|field| self.is_figure(field))
            .unwrap_or(if cells_from > 0 { fields.len() } else { 0 });
        let mut blanks = self.blanks_behind(fields, cells_from);
        self.row.separated = Some((source, cells_from));
        for (index, field) in fields.iter().enumerate().skip(cells_from) {
            let is_column = columns.as_ref().is_some_and(|columns| columns.contains(&index));
            match field {
                _ if note == Some(index) => {}
                Field::Words(range) if is_column => {
                    self.push_cell(Value::Other(self.text[range.clone()].to_owned()), range.clone());
                }
                Field::Words(range) => {
                    let words = &self.text[range.clone()];
                    let label = normal(words);
                    let is_note = index > last_value
                        && words.chars().count() > 3
                        && !is_remarked_figure(words)
                        && !self.lacks_one();
                    let is_behind_blanks = blanks == Some(index);
                    if self.lexicon.is_label(&label) || is_note || is_behind_blanks {
                        // The blank line between two rows is lost, or a note follows the last cell.
                        self.close();
                        self.row.words.push(range.clone());
                        cells_from = index + 1;
                        blanks = self.blanks_behind(fields, cells_from);
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
        let is_figure = |field: &Field| self.is_figure(field);
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
                let before = label.len();
                push_normal(&mut label, &self.text[range.clone()]);
                if label.len() > before && self.lexicon.is_label(&label) {
                    whole = index + 1;
                    if self.blanks_behind(fields, whole).is_some() {
                        return whole;
                    }
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

    /// Where the blank cells behind the label of a row end, if they are as many as its columns and words stand behind
    /// them: the blank line between two rows is lost, and the first was not filled in.
    fn blanks_behind(&self, fields: &[Field], label: usize) -> Option<usize> {
        let words = fields[..label].iter().filter_map(|field| match field {
            Field::Words(range) => Some(range.clone()),
            _ => None,
        });
        let words: Vec<Range<usize>> = words.collect();
        let count = fields[label..].iter().take_while(|field| matches!(field, Field::Gap(_))).count();
        let is_row = count > 0
            && matches!(fields.get(label + count), Some(Field::Words(_)))
            && self.lexicon.takes(&label_of(self.text, &words), count);
        is_row.then_some(label + count)
    }

    /// Whether a field is a figure, a mark or what stands for one.
    fn is_figure(&self, field: &Field) -> bool {
        match field {
            Field::Value { .. } => true,
            Field::Words(range) => is_slip(&self.text[range.clone()]),
            _ => false,
        }
    }

    /// Whether the row being read lacks exactly one figure, by its label.
    fn lacks_one(&self) -> bool {
        self.lexicon.takes(&label_of(self.text, &self.row.words), self.row.filled() + 1)
    }

    /// Whether words can be meant for a figure: few of them (`待核实`), or a figure with a remark
    /// (`1427（含注销35）`), and nothing that heads a column.
    fn stands_for_figure(&self, words: &str) -> bool {
        const FEW: usize = 5;
        let said = normal(words);
        let heads =
            || ["数", "量", "额", "况", "果", "称", "型", "别", "注"].iter().any(|end| said.ends_with(end));
        is_remarked_figure(words)
            || said.chars().count() <= FEW
                && !heads()
                && !begins_with_number(words)
                && !self.lexicon.is_header(&said)
    }

    fn push_cell(&mut self, value: Value, range: Range<usize>) {
        self.row.cells.push(RawCell::new(value, range));
    }

    /// Whether the words so far are a whole label, with which the words that come next do not go on.
    fn is_whole_before(&self, next: &Range<usize>) -> bool {
        let label = label_of(self.text, &self.row.words);
        self.lexicon.is_label(&label) && !self.lexicon.goes_on(&label, &normal(&self.text[next.clone()]))
    }

    /// Whether the words so far are a whole label.
    fn is_label(&self) -> bool {
        self.lexicon.is_label(&label_of(self.text, &self.row.words))
    }

    fn close(&mut self) {
        let mut row = std::mem::take(&mut self.row);
        if row.words.is_empty() && row.cells.is_empty() && row.gaps.is_empty() {
            return;
        }
        row.label = label_of(self.text, &row.words);
        if !self.lexicon.is_label(&row.label) {
            match row.separated {
                None => self.take_cells(&mut row),
                Some(_) => {
                    let label = by_lines(self.text, &row.words);
                    row.label = label.filter(|label| self.lexicon.is_label(label)).unwrap_or(row.label);
                }
            }
        }
        self.rows.push(row);
    }

    /// Takes words off the end of the label of a row that is not separated, where the label is whole without them
    /// and the row lacks so many figures: `1.属于国家秘密 待补 0 0 0 0 0 0`.
    fn take_cells(&self, row: &mut RawRow) {
        let Some(last) = row.words.last().cloned().filter(|_| !row.cells.is_empty()) else { return };
        let before = &row.words[..row.words.len() - 1];
        let with = |words: &Range<usize>| [before, std::slice::from_ref(words)].concat();
        let is_label = |words: &Range<usize>| self.lexicon.is_label(&label_of(self.text, &with(words)));
        let Some((label, cells)) = label_before(self.text, &last, true, is_label) else { return };
        let words = with(&label);
        let label = label_of(self.text, &words);
        if self.lexicon.takes(&label, cells.len() + row.cells.len()) {
            let cells = cells.into_iter().map(|range| {
                let words = &self.text[range.clone()];
                let value = value(words).unwrap_or_else(|| Value::Other(words.to_owned()));
                RawCell::new(value, range)
            });
            row.cells.splice(0..0, cells);
            (row.words, row.label) = (words, label);
        }
    }
}
