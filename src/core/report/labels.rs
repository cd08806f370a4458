//! The words of a label in the text.
//!
//! Invariant: the range of a label covers the row's own words, not the headers and group labels before them.

use std::ops::Range;

use super::lexicon::TableWords;
use super::normal::{half_width, normal, significant};
use super::raw::RawRow;
use super::{LabelMatch, distance};
use crate::format::RowIndex;

/// How many of the last characters of a label are the row's own words, by the labels `keys` of the row.
fn own_length(
    text: &str,
    raw: &RawRow,
    label_match: LabelMatch,
    keys: &[String],
    groups: &[String],
) -> usize {
    let total = raw.label.chars().count();
    match label_match {
        LabelMatch::Exact | LabelMatch::Pieces => {
            let key = keys.iter().filter(|key| raw.label.ends_with(key.as_str())).max_by_key(|key| key.len());
            key.map_or(total, |key| key.chars().count())
        }
        LabelMatch::Near(_) | LabelMatch::Alike => {
            // What stands behind the label of the row's group is its own.
            let behind = groups
                .iter()
                .rev()
                .find_map(|group| raw.label.rfind(group.as_str()).map(|at| at + group.len()));
            let own = behind.map_or(0, |at| raw.label[at..].chars().count());
            if own > 0 && keys.first().is_some_and(|key| own <= 2 * key.chars().count()) {
                return own;
            }
            if label_match == LabelMatch::Alike {
                return raw.words.last().map_or(total, |last| normal(&text[last.clone()]).chars().count());
            }
            let parts = raw.words.iter().rev().map(|part| normal(&text[part.clone()]).chars().count());
            let mut parts: Vec<usize> = parts.take(8).collect();
            // A group label may stand before it in the same part: the row's own words begin at its ordinal.
            if let Some(own) = raw.words.last().and_then(|last| from_last_ordinal(&text[last.clone()])) {
                let own = normal(own).chars().count();
                parts.splice(
                    ..1.min(parts.len()),
                    [own, parts.first().map_or(0, |part| part.saturating_sub(own))],
                );
            }
            keys.first().map_or(total, |key| distance::own_length(key, &raw.label, &parts))
        }
        LabelMatch::Place | LabelMatch::None => {
            total.min(keys.first().map_or(total, |key| key.chars().count()))
        }
    }
}

/// Where the own words of the label of a row stand, which is row `kind` of the format.
pub fn label_range(
    text: &str,
    raw: &RawRow,
    kind: RowIndex,
    label_match: LabelMatch,
    words: &TableWords,
) -> Range<usize> {
    if raw.in_pieces {
        // The piece beside the figures: the others stand in other rows.
        return raw.words.last().cloned().unwrap_or(raw.range().start..raw.range().start);
    }
    end_of_label(text, raw, own_length(text, raw, label_match, &words.rows[kind], &words.groups[kind]))
}

/// The end of `words` from its last ordinal on: （一）…, 1.…
fn from_last_ordinal(words: &str) -> Option<&str> {
    let is_number = |c: char| "一二三四五六七八九十".contains(c) || half_width(c).is_ascii_digit();
    let mut starts = words.char_indices().filter(|(at, c)| {
        let rest = &words[at + c.len_utf8()..];
        let number = rest.trim_start_matches(is_number);
        match half_width(*c) {
            '(' => number.len() < rest.len() && number.starts_with(['）', ')']),
            '0'..='9' => number.starts_with(['.', '．', '、']),
            _ => false,
        }
    });
    starts.next_back().map(|(at, _)| &words[at..])
}

/// Where the last `length` characters that count of a label stand, without group labels and headers before them.
fn end_of_label(text: &str, raw: &RawRow, length: usize) -> Range<usize> {
    let Some(last) = raw.words.last() else {
        let start = raw.range().start;
        return start..start;
    };
    let characters =
        raw.words.iter().rev().flat_map(|range| {
            text[range.clone()].char_indices().rev().map(move |(at, c)| (range.start + at, c))
        });
    let mut counted = 0;
    let mut start = last.end;
    for (at, c) in characters {
        if significant(c).is_some() {
            if counted == length {
                break;
            }
            counted += 1;
            start = at;
        } else if matches!(c, '（' | '(') && start == at + c.len_utf8() {
            // The bracket of the ordinal that begins the label: （一）.
            start = at;
        }
    }
    start..last.end
}
