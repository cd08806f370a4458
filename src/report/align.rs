//! Rows to the rows of the format: which row of the form is this?
//!
//! Invariant: a row is given a place only on the strength of its words: the whole label, the label in two pieces
//! around the figures, a label with a few characters wrong between two rows that are sure, or (where a PDF has
//! displaced the labels) its place among rows that are sure, if the missing words stand around it and every row
//! is there.

use std::ops::Range;

use super::LabelMatch;
use super::lexicon::{Lexicon, TableWords};
use super::normal::{normal, without_notes};
use super::raw::{RawRow, label_of};
use crate::format;

/// The row of the format that a row of the text is, and how that is known.
pub type Match = Option<(usize, LabelMatch)>;

/// Labels farther apart than this part of their length are not near.
const NEAR: usize = 3;
/// So many unknown rows in one gap are not a slip but another table: they are left alone.
const GAP_LIMIT: usize = 64;

/// Mends rows whose label was cut: by a page number on a line of its own, or by a page break that moved the end of
/// the label into a row of blanks.
pub fn rejoin(text: &str, rows: Vec<RawRow>, lexicon: &Lexicon) -> Vec<RawRow> {
    let mut joined: Vec<RawRow> = Vec::with_capacity(rows.len());
    let mut rows = rows.into_iter().peekable();
    while let Some(mut row) = rows.next() {
        if let Some(next) = rows.peek()
            && !lexicon.is_label(&row.label)
            && !lexicon.is_label(&next.label)
            && !next.label.is_empty()
        {
            let page_number = row.cells.len() == 1 && row.cells[0].alone;
            let page_break = next.filled() == 0 && row.filled() > 0;
            if page_number || page_break {
                let words = [row.words.as_slice(), next.words.as_slice()].concat();
                let label = label_of(text, &words);
                if lexicon.is_label(&label)
                    && let Some(next) = rows.next()
                {
                    let kept = if page_number { next } else { row };
                    row = RawRow { words, label, ..kept };
                }
            }
        }
        joined.push(row);
    }
    joined
}

/// For each row its place in `table`.
pub fn align(text: &str, rows: &[RawRow], table: &format::Table, words: &TableWords) -> Vec<Match> {
    let mut found: Vec<Match> = rows.iter().map(|row| exact(text, row, words)).collect();
    drop_replaced(&mut found, table);
    if found.iter().all(Option::is_none) {
        return found;
    }
    let missing = missing_rows(&found, table);
    if !missing.is_empty() {
        for gap in gaps(rows, &found) {
            let open: Vec<usize> = missing
                .iter()
                .copied()
                .filter(|row| gap.above.is_none_or(|a| *row > a) && gap.below.is_none_or(|b| *row < b))
                .collect();
            fill(text, rows, table, words, &gap.range, &open, &mut found);
        }
    }
    found
}

/// The rows of the format that were not found, without alternatives and without those an alternative stands for.
pub fn missing_rows(found: &[Match], table: &format::Table) -> Vec<usize> {
    let mut present = vec![false; table.rows.len()];
    for (row, _) in found.iter().flatten() {
        present[*row] = true;
        for replaced in &table.rows[*row].stands_for {
            present[*replaced] = true;
        }
    }
    (0..table.rows.len()).filter(|row| !present[*row] && table.rows[*row].stands_for.is_empty()).collect()
}

fn exact(text: &str, row: &RawRow, words: &TableWords) -> Match {
    if row.label.is_empty() {
        return None;
    }
    let longest = |label: &str| {
        let matches = words.rows.iter().enumerate().flat_map(|(index, keys)| {
            keys.iter().filter(|key| label.ends_with(key.as_str())).map(move |key| (key.len(), index))
        });
        matches.max_by_key(|(length, _)| *length).map(|(_, index)| (index, LabelMatch::Exact))
    };
    longest(&row.label).or_else(|| {
        let label = row.words.last().map(|last| &text[last.clone()])?;
        label.contains(['(', '（']).then(|| longest(&normal(&without_notes(label)))).flatten()
    })
}

/// A group label such as （六）其他处理 is the alternative row only where the rows it stands for are absent.
fn drop_replaced(found: &mut [Match], table: &format::Table) {
    let has = |row: usize, found: &[Match]| found.iter().flatten().any(|(other, _)| *other == row);
    for alternative in 0..table.rows.len() {
        if table.rows[alternative].stands_for.iter().any(|row| has(*row, found)) {
            for place in found.iter_mut().filter(|place| place.is_some_and(|(row, _)| row == alternative)) {
                *place = None;
            }
        }
    }
}

/// Rows without a place between two rows that have one.
struct Gap {
    range: Range<usize>,
    above: Option<usize>,
    below: Option<usize>,
}

fn gaps(rows: &[RawRow], found: &[Match]) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let mut start = 0;
    let mut above = None;
    for at in 0..=rows.len() {
        let here = found.get(at).copied().flatten().map(|(row, _)| row);
        if here.is_some() || at == rows.len() {
            if at > start {
                gaps.push(Gap { range: start..at, above, below: here });
            }
            start = at + 1;
            above = here.or(above);
        }
    }
    gaps
}

/// Finds places for the rows `range`, none of which has one, among the rows `open` of the format.
fn fill(
    text: &str,
    rows: &[RawRow],
    table: &format::Table,
    words: &TableWords,
    range: &Range<usize>,
    open: &[usize],
    found: &mut [Match],
) {
    let candidates: Vec<usize> = range.clone().filter(|at| rows[*at].filled() > 0).collect();
    if open.is_empty() || candidates.is_empty() || candidates.len() > GAP_LIMIT {
        return;
    }
    split_labels(rows, words, &candidates, open, found);
    let left = |row: &usize, found: &[Match]| !found.iter().flatten().any(|(other, _)| other == row);
    let still_open: Vec<usize> = open.iter().copied().filter(|row| left(row, found)).collect();
    let unknown: Vec<usize> = candidates.iter().copied().filter(|at| found[*at].is_none()).collect();
    near(rows, words, &unknown, &still_open, found);
    by_place(text, rows, table, words, &candidates, open, found);
}

/// Gives places to labels with a few characters wrong: the cheapest way to do so that keeps the order.
fn near(rows: &[RawRow], words: &TableWords, candidates: &[usize], open: &[usize], found: &mut [Match]) {
    const SKIP: usize = 1000;
    let distances: Vec<Vec<Option<usize>>> = candidates
        .iter()
        .map(|at| {
            open.iter()
                .map(|row| {
                    words.rows[*row].iter().filter_map(|key| near_distance(key, &rows[*at].label)).min()
                })
                .collect()
        })
        .collect();
    // costs[i][j]: the least cost of placing the candidates from i on among the open rows from j on.
    let (n, m) = (candidates.len(), open.len());
    let mut costs = vec![vec![0usize; m + 1]; n + 1];
    for i in (0..n).rev() {
        costs[i][m] = SKIP * (n - i);
        for j in (0..m).rev() {
            let take = distances[i][j].map_or(usize::MAX, |distance| distance + costs[i + 1][j + 1]);
            costs[i][j] = take.min(costs[i + 1][j] + SKIP).min(costs[i][j + 1]);
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < n && j < m {
        match distances[i][j] {
            Some(distance) if costs[i][j] == distance + costs[i + 1][j + 1] => {
                found[candidates[i]] = Some((open[j], LabelMatch::Near(distance.min(255) as u8)));
                i += 1;
                j += 1;
            }
            _ if costs[i][j] == costs[i][j + 1] => j += 1,
            _ => i += 1,
        }
    }
}

/// How many characters of `label`'s end differ from `key`, if that is few enough to be a slip.
fn near_distance(key: &str, label: &str) -> Option<usize> {
    let key: Vec<char> = key.chars().collect();
    let label: Vec<char> =
        label.chars().rev().take(key.len() * 2).collect::<Vec<_>>().into_iter().rev().collect();
    let distance = suffix_distance(&key, &label);
    (distance <= (key.len() / NEAR).max(1) && distance < key.len()).then_some(distance)
}

/// How many of the last characters of a label that is near `key` are the row's own.
pub fn own_length(key: &str, label: &str) -> usize {
    let label: Vec<char> = label.chars().collect();
    let reversed: Vec<char> = key.chars().rev().collect();
    let far = (reversed.len() + reversed.len() / NEAR + 1).min(label.len());
    let shortest = (reversed.len() - reversed.len() / NEAR).saturating_sub(1).min(far);
    let distance = |length: &usize| {
        let end: Vec<char> = label[label.len() - length..].iter().rev().copied().collect();
        edit_distance(&reversed, &end)
    };
    (shortest..=far).min_by_key(distance).unwrap_or(far)
}

fn edit_distance(a: &[char], b: &[char]) -> usize {
    let mut previous: Vec<usize> = (0..=b.len()).collect();
    for (i, expected) in a.iter().enumerate() {
        let mut current = vec![i + 1; b.len() + 1];
        for (j, found) in b.iter().enumerate() {
            current[j + 1] =
                (previous[j] + usize::from(found != expected)).min(previous[j + 1] + 1).min(current[j] + 1);
        }
        previous = current;
    }
    previous[b.len()]
}

/// Whether `key` stands in `words`, whole or, if it is long, with a few other characters between its parts.
pub fn stands_in(key: &str, words: &str) -> bool {
    const LONG: usize = 12;
    if words.contains(key) {
        return true;
    }
    let key: Vec<char> = key.chars().collect();
    let words: Vec<char> = words.chars().collect();
    key.len() >= LONG
        && suffix_distances(&key, &words).into_iter().min().is_some_and(|distance| distance * 6 <= key.len())
}

/// The edit distance between `key` and the best suffix of `label`.
fn suffix_distance(key: &[char], label: &[char]) -> usize {
    suffix_distances(key, label)[label.len()]
}

/// For each start of `label` the edit distance between `key` and its best suffix.
fn suffix_distances(key: &[char], label: &[char]) -> Vec<usize> {
    let mut previous = vec![0; label.len() + 1];
    for (i, expected) in key.iter().enumerate() {
        let mut current = vec![i + 1; label.len() + 1];
        for (j, found) in label.iter().enumerate() {
            current[j + 1] =
                (previous[j] + usize::from(found != expected)).min(previous[j + 1] + 1).min(current[j] + 1);
        }
        previous = current;
    }
    previous
}

/// Gives places to labels that stand in two pieces, before and after their figures.
fn split_labels(
    rows: &[RawRow],
    words: &TableWords,
    candidates: &[usize],
    open: &[usize],
    found: &mut [Match],
) {
    for &at in candidates {
        if found[at].is_some() || rows[at].separated.is_some() {
            continue;
        }
        let Some(next) = rows.get(at + 1) else { continue };
        let taken = |row: usize, found: &[Match]| found.iter().flatten().any(|(other, _)| *other == row);
        let place = open.iter().copied().find(|row| {
            !taken(*row, found)
                && words.rows[*row].iter().any(|key| is_split(key, &rows[at].label, &next.label))
        });
        if let Some(row) = place {
            found[at] = Some((row, LabelMatch::Place));
        }
    }
}

/// Whether `before` ends with the first part of `key` and `after` begins with the rest of it.
fn is_split(key: &str, before: &str, after: &str) -> bool {
    const LEAST: usize = 2;
    let cuts: Vec<usize> = key.char_indices().map(|(at, _)| at).collect();
    cuts.len() > 2 * LEAST
        && cuts[LEAST..cuts.len() - LEAST + 1]
            .iter()
            .any(|cut| before.ends_with(&key[..*cut]) && after.starts_with(&key[*cut..]))
}

/// Gives places by order where a PDF displaced the labels: between two rows that are sure, as many complete rows
/// as are missing, all of whose words stand around them.
fn by_place(
    text: &str,
    rows: &[RawRow],
    table: &format::Table,
    words: &TableWords,
    candidates: &[usize],
    open: &[usize],
    found: &mut [Match],
) {
    let mut at = 0;
    while at < candidates.len() {
        let run: Vec<usize> =
            candidates[at..].iter().copied().take_while(|row| found[*row].is_none()).collect();
        if run.is_empty() {
            at += 1;
            continue;
        }
        let placed = |row: Option<usize>| row.and_then(|row| found[row]).map(|(row, _)| row);
        let above =
            placed(run[0].checked_sub(1)).or_else(|| (0..run[0]).rev().find_map(|row| placed(Some(row))));
        let below = (run[run.len() - 1] + 1..rows.len()).find(|row| found[*row].is_some());
        let wanted: Vec<usize> = open
            .iter()
            .copied()
            .filter(|row| above.is_none_or(|a| *row > a) && placed(below).is_none_or(|b| *row < b))
            .filter(|row| !found.iter().flatten().any(|(other, _)| other == row))
            .collect();
        let complete = wanted.len() == run.len()
            && run.iter().zip(&wanted).all(|(row, wanted)| {
                rows[*row].separated.is_none() && rows[*row].filled() == table.rows[*wanted].columns.len()
            });
        if complete && below.is_some() {
            let around: Vec<Range<usize>> = rows[run[0]..=below.unwrap_or(run[0])]
                .iter()
                .flat_map(|row| row.words.iter().cloned())
                .collect();
            let around: String = around.iter().map(|range| normal(&text[range.clone()])).collect();
            if wanted.iter().all(|row| words.rows[*row].iter().any(|key| stands_in(key, &around))) {
                for (row, wanted) in run.iter().zip(&wanted) {
                    found[*row] = Some((*wanted, LabelMatch::Place));
                }
            }
        }
        at += run.len();
    }
}
