//! Labels in pieces: wrapped over several rows, cut in two cells, broken inside a cell.
//!
//! Invariant: pieces are joined only where together they are a whole label that begins in the first of them, and
//! where at most one of the rows has figures. No figure changes its row.

use std::ops::Range;

use super::field::Source;
use super::lexicon::Lexicon;
use super::normal::normal;
use super::raw::{RawRow, label_of};

/// A label is wrapped over at most so many rows.
const MOST_ROWS: usize = 8;

/// Mends rows whose label was cut: by a page number on a line of its own, or so that pieces of it stand in rows of
/// blanks above or below the row that has the figures.
pub fn rejoin(text: &str, mut rows: Vec<RawRow>, lexicon: &Lexicon) -> Vec<RawRow> {
    let mut joined: Vec<RawRow> = Vec::with_capacity(rows.len());
    let mut at = 0;
    while at < rows.len() {
        if let Some(label) = around_page_number(text, &rows[at..], lexicon) {
            let words = [rows[at].words.as_slice(), rows[at + 1].words.as_slice()].concat();
            joined.push(RawRow { words, label, ..std::mem::take(&mut rows[at + 1]) });
            at += 2;
        } else if let Some((count, label)) = over_rows(text, &rows[at..], lexicon) {
            let with_figures = (at..at + count).find(|row| rows[*row].filled() > 0).unwrap_or(at);
            joined.push(RawRow { label, in_pieces: true, ..std::mem::take(&mut rows[with_figures]) });
            at += count;
        } else {
            joined.push(std::mem::take(&mut rows[at]));
            at += 1;
        }
    }
    joined
}

/// The label of the first two of `rows`, which goes on behind a page number.
fn around_page_number(text: &str, rows: &[RawRow], lexicon: &Lexicon) -> Option<String> {
    let [row, next, ..] = rows else { return None };
    let page_number = row.cells.len() == 1 && row.cells[0].alone;
    if !page_number || lexicon.is_label(&row.label) || lexicon.is_label(&next.label) || next.label.is_empty()
    {
        return None;
    }
    let label = label_of(text, &[row.words.as_slice(), next.words.as_slice()].concat());
    lexicon.is_label(&label).then_some(label)
}

/// How many of the first of `rows` one label is wrapped over, and that label. One of them has figures.
fn over_rows(text: &str, rows: &[RawRow], lexicon: &Lexicon) -> Option<(usize, String)> {
    let mut with_figures = 0;
    for (at, row) in rows.iter().take(MOST_ROWS).enumerate() {
        let (count, filled) = (at + 1, row.filled() > 0);
        with_figures += usize::from(filled);
        // A row with figures and a whole label is complete.
        if row.words.is_empty() || with_figures > 1 || filled && lexicon.is_label(&row.label) {
            return None;
        }
        if count > 1
            && with_figures == 1
            && let Some(label) = joined(text, &rows[..count], lexicon)
        {
            return Some((count, label));
        }
    }
    None
}

/// The label that pieces are together, one row behind the other or one column behind the other.
fn joined(text: &str, rows: &[RawRow], lexicon: &Lexicon) -> Option<String> {
    let rest: usize = rows[1..].iter().map(|row| row.label.len()).sum();
    let by_rows: String = rows.iter().map(|row| row.label.as_str()).collect();
    if lexicon.is_label_beyond(&by_rows, rest) {
        return Some(by_rows);
    }
    let mut pieces: Vec<(usize, usize, &Range<usize>)> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        pieces.extend(row.words.iter().map(|words| (column(text, words), at, words)));
    }
    let last = pieces.iter().map(|(column, ..)| *column).max()?;
    if pieces.iter().all(|(column, ..)| *column == last) {
        return None;
    }
    pieces.sort_by_key(|(column, at, words)| (*column, *at, words.start));
    let by_columns: Vec<Range<usize>> = pieces.iter().map(|(.., words)| (*words).clone()).collect();
    let own = |(column, at, words): &(usize, usize, &Range<usize>)| {
        if *column == last && *at > 0 { normal(&text[(*words).clone()]).len() } else { 0 }
    };
    let label = label_of(text, &by_columns);
    // A label that stands whole in the first row goes on nowhere: it may be the head of a column.
    let rest: usize = pieces.iter().map(own).sum();
    (rest > 0 && lexicon.is_label_beyond(&label, rest)).then_some(label)
}

/// How many separators stand before words on their line.
fn column(text: &str, words: &Range<usize>) -> usize {
    line_before(text, words).matches(['|', '｜', '│', '\t']).count()
}

fn line_before<'a>(text: &'a str, words: &Range<usize>) -> &'a str {
    let line = text[..words.start].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    &text[line..words.start]
}

/// Which field of its line words are, in a row that is separated so. A pipe in front only frames the row.
pub fn field_of(text: &str, words: &Range<usize>, by: Source) -> usize {
    let is_framed =
        by == Source::Pipes && line_before(text, words).trim_start().starts_with(['|', '｜', '│']);
    column(text, words) - usize::from(is_framed)
}
