//! One field of a table's line: words, a figure, a gap.
//!
//! Invariant: a field has the exact range of what it holds, without blanks and markup around it.

use std::ops::Range;

use super::Value;
use super::normal::{is_blank, trimmed, value};
use super::slip::is_slip;

/// One field, or the edge of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Field {
    /// Words: a label, a part of one, a header, prose.
    Words(Range<usize>),
    /// A figure or a mark; `opens` if it is the first thing on its line, `alone` if it is the only one.
    Value { value: Value, range: Range<usize>, opens: bool, alone: bool },
    /// An empty cell, at the place where its figure belongs.
    Gap(usize),
    /// A row of separated cells begins.
    Open(Source),
    /// It ends.
    Close,
}

/// What separates the cells of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Pipes.
    Pipes,
    /// Tabs.
    Tabs,
    /// Line ends: a cell a line, each behind a tab.
    Cells,
}

/// One cell: a figure, several figures separated by blanks, words, or nothing.
pub fn push_cell(text: &str, range: Range<usize>, fields: &mut Vec<Field>) {
    let inner = without_markup(text, range.clone());
    let content = &text[inner.clone()];
    if content.is_empty() {
        let first_blank = text[range.clone()].chars().next().filter(|c| *c == ' ' && range.len() > 1);
        let at = if !text[range.clone()].chars().all(is_blank) {
            inner.start
        } else if text[range.clone()].contains('\t') {
            range.end
        } else {
            range.start + first_blank.map_or(0, char::len_utf8)
        };
        fields.push(Field::Gap(at));
    } else if let Some(value) = value(content) {
        fields.push(Field::Value { value, range: inner, opens: false, alone: false });
    } else if content.contains(is_blank)
        && content.split(is_blank).all(|word| word.is_empty() || value(word).is_some())
    {
        for word in words(text, inner) {
            if let Some(value) = value(&text[word.clone()]) {
                fields.push(Field::Value { value, range: word, opens: false, alone: false });
            }
        }
    } else {
        fields.push(Field::Words(inner));
    }
}

/// What stands in a cell without blanks around it, among them those that HTML writes out, and for a figure without
/// the stars or strokes that emphasize it.
fn without_markup(text: &str, range: Range<usize>) -> Range<usize> {
    const BLANKS: [&str; 9] =
        ["&nbsp;", "&emsp;", "&ensp;", "&thinsp;", "&#160;", "&#12288;", "<br>", "<br/>", "<br />"];
    const EMPHASIS: [&str; 6] = ["***", "___", "**", "__", "*", "_"];
    let mut inner = trimmed(text, range);
    while text[inner.clone()].contains(['&', '<']) {
        let content = &text[inner.clone()];
        if let Some(blank) = BLANKS.iter().find(|blank| content.starts_with(**blank)) {
            inner = trimmed(text, inner.start + blank.len()..inner.end);
        } else if let Some(blank) = BLANKS.iter().find(|blank| content.ends_with(**blank)) {
            inner = trimmed(text, inner.start..inner.end - blank.len());
        } else {
            break;
        }
    }
    let content = &text[inner.clone()];
    let emphasized = EMPHASIS.iter().find_map(|mark| {
        let plain = content.strip_prefix(mark)?.strip_suffix(mark).filter(|_| value(content).is_none())?;
        (value(plain).is_some() || is_slip(plain)).then_some(mark.len())
    });
    let mark = emphasized.unwrap_or(0);
    trimmed(text, inner.start + mark..inner.end - mark)
}

/// The ranges of the words of `text[range]` between blanks.
pub fn words(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let base = range.start;
    let part = &text[range];
    part.split(is_blank).filter(|word| !word.is_empty()).map(move |word| {
        let start = base + (word.as_ptr() as usize - part.as_ptr() as usize);
        start..start + word.len()
    })
}
