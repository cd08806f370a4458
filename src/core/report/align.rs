//! Rows to the rows of the format: which row of the form is this?
//!
//! Invariant: a row is given a place only on the strength of its words: the whole label, the label in two pieces
//! around the figures, a label with a few characters wrong between two rows that are sure, or (where a PDF has
//! displaced the labels) its place among rows that are sure, if the missing words stand around it and every row
//! is there.

use std::ops::Range;

use super::lexicon::TableWords;
use super::normal::{half_width, normal, without_notes};
use super::raw::RawRow;
use super::{LabelMatch, distance};
use crate::format::{self, IndexVec, RowIndex};

/// The row of the format that a row of the text is, and how that is known.
pub type Match = Option<(RowIndex, LabelMatch)>;

/// So many unknown rows in one gap are not a slip but another table: they are left alone.
const GAP_LIMIT: usize = 64;

/// For each row its place in `table`.
pub fn align(text: &str, rows: &[RawRow], table: &format::Table, words: &TableWords) -> Vec<Match> {
    let mut found: Vec<Match> = rows.iter().map(|row| exact(text, row, words)).collect();
    drop_replaced(&mut found, table);
    drop_other_tables(rows, &mut found, table);
    if found.iter().all(Option::is_none) {
        return found;
    }
    let missing = missing_rows(&found, table);
    if !missing.is_empty() {
        for gap in gaps(rows, &found) {
            let open: Vec<RowIndex> = missing
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
pub fn missing_rows(found: &[Match], table: &format::Table) -> Vec<RowIndex> {
    let mut present: IndexVec<RowIndex, bool> = table.rows.iter().map(|_| false).collect();
    for (row, _) in found.iter().flatten() {
        present[*row] = true;
        for replaced in &table.rows[*row].stands_for {
            present[*replaced] = true;
        }
    }
    table.rows.indices().filter(|row| !present[*row] && table.rows[*row].stands_for.is_empty()).collect()
}

fn exact(text: &str, row: &RawRow, words: &TableWords) -> Match {
    if row.label.is_empty() || is_sentence(text, row) {
        return None;
    }
    let longest = |label: &str| words.ended_by(label).map(|row| (row, LabelMatch::Exact));
    longest(&row.label).or_else(|| {
        // A note in brackets, a footnote mark, a unit: 规章（设区的市填写）, 7.属于行政执法案卷[1], 行政处罚（件）.
        let label = row.words.last().map(|last| &text[last.clone()])?;
        let bare = label.trim_end_matches([')', '）', ']', '］', '】', '〕']);
        let open =
            bare.rfind(['(', '（', '[', '［', '【', '〔']).filter(|at| bare.len() < label.len() && *at > 0);
        let without_tail = open.and_then(|at| longest(&normal(&label[..at])));
        without_tail.or_else(|| {
            label.contains(['(', '（']).then(|| longest(&normal(&without_notes(label)))).flatten()
        })
    })
}

/// A group label such as （六）其他处理 is the alternative row only where the rows it stands for are absent.
fn drop_replaced(found: &mut [Match], table: &format::Table) {
    let has = |row: RowIndex, found: &[Match]| found.iter().flatten().any(|(other, _)| *other == row);
    for (alternative, row) in table.rows.indexed() {
        if row.stands_for.iter().any(|row| has(*row, found)) {
            for place in found.iter_mut().filter(|place| place.is_some_and(|(row, _)| row == alternative)) {
                *place = None;
            }
        }
    }
}

/// Rows of a small table of results before or behind the table itself are not rows of it: they come again in it,
/// and there are several of them, or none has as many figures as its row should.
fn drop_other_tables(rows: &[RawRow], found: &mut [Match], table: &format::Table) {
    const SEVERAL: usize = 3;
    let is_full = |at: usize, row: RowIndex| rows[at].filled() >= table.rows[row].columns.len();
    let placed: Vec<(usize, RowIndex)> =
        found.iter().enumerate().filter_map(|(at, place)| place.map(|(row, _)| (at, row))).collect();
    let mut seen: IndexVec<RowIndex, bool> = table.rows.iter().map(|_| false).collect();
    if !placed.iter().any(|(_, row)| std::mem::replace(&mut seen[*row], true)) {
        return;
    }
    let Some(chain) = best_chain(&placed, table, &is_full) else { return };
    let (first, last) = (placed[chain[0]].0, placed[chain[chain.len() - 1]].0);
    let in_chain = |row: RowIndex| chain.iter().any(|at| placed[*at].1 == row);
    let outside: [Vec<usize>; 2] = [
        placed.iter().filter(|(at, row)| *at < first && in_chain(*row)).map(|(at, _)| *at).collect(),
        placed.iter().filter(|(at, row)| *at > last && in_chain(*row)).map(|(at, _)| *at).collect(),
    ];
    for others in outside {
        let full = others.iter().any(|at| found[*at].is_some_and(|(row, _)| is_full(*at, row)));
        if others.len() >= SEVERAL || !full {
            others.iter().for_each(|at| found[*at] = None);
        }
    }
}

/// The longest run of rows that keeps the order of the format, full rows counting twice: indices into `placed`.
fn best_chain(
    placed: &[(usize, RowIndex)],
    table: &format::Table,
    is_full: &dyn Fn(usize, RowIndex) -> bool,
) -> Option<Vec<usize>> {
    // For each row of the format the best chain that ends with it: its weight and its last member.
    let mut ending: IndexVec<RowIndex, (usize, Option<usize>)> =
        table.rows.iter().map(|_| (0, None)).collect();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(placed.len());
    for (index, (at, row)) in placed.iter().enumerate() {
        let ended = ending.before(*row).map(|other| ending[other]);
        let (weight, last) = ended.max_by_key(|(weight, _)| *weight).unwrap_or((0, None));
        before.push(last);
        let weight = weight + 1 + usize::from(is_full(*at, *row));
        if weight > ending[*row].0 {
            ending[*row] = (weight, Some(index));
        }
    }
    let mut next = ending.iter().max_by_key(|(weight, _)| *weight)?.1;
    let mut chain = Vec::new();
    while let Some(index) = next {
        chain.push(index);
        next = before[index];
    }
    chain.reverse();
    (!chain.is_empty()).then_some(chain)
}

/// Rows without a place between two rows that have one.
struct Gap {
    range: Range<usize>,
    above: Option<RowIndex>,
    below: Option<RowIndex>,
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
    open: &[RowIndex],
    found: &mut [Match],
) {
    let candidates: Vec<usize> = range.clone().filter(|at| rows[*at].filled() > 0).collect();
    if open.is_empty() || candidates.is_empty() || candidates.len() > GAP_LIMIT {
        return;
    }
    split_labels(rows, words, &candidates, open, found);
    let left = |row: &RowIndex, found: &[Match]| !found.iter().flatten().any(|(other, _)| other == row);
    let still_open: Vec<RowIndex> = open.iter().copied().filter(|row| left(row, found)).collect();
    let unknown: Vec<usize> = candidates.iter().copied().filter(|at| found[*at].is_none()).collect();
    near(text, rows, words, &unknown, &still_open, found);
    only_one(text, rows, table, words, &candidates, open, found);
    by_place(text, rows, table, words, &candidates, open, found);
}

/// Gives places to labels with a few characters wrong: the cheapest way to do so that keeps the order.
fn near(
    text: &str,
    rows: &[RawRow],
    words: &TableWords,
    candidates: &[usize],
    open: &[RowIndex],
    found: &mut [Match],
) {
    const SKIP: usize = 1000;
    let distances: Vec<Vec<Option<usize>>> = candidates
        .iter()
        .map(|at| {
            open.iter()
                .map(|row| {
                    words.rows[*row].iter().filter_map(|key| label_distance(text, key, &rows[*at])).min()
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

/// Whether a row is a piece of a wrapped sentence: its words go on behind what they count. 作出行政许可93件、行政强制
fn is_sentence(text: &str, row: &RawRow) -> bool {
    const UNITS: [&str; 9] = ["件", "万元", "元", "起", "宗", "份", "条", "项", "次"];
    let goes_on = |behind: &str| {
        let behind = UNITS.iter().find_map(|unit| behind.trim_start().strip_prefix(unit));
        behind.is_some_and(|behind| behind.trim_start().starts_with(['、', '，', '；', '。']))
    };
    let is_digit = |c: char| half_width(c).is_ascii_digit() || c == '.';
    let counts = |words: &str| {
        words.match_indices(is_digit).any(|(at, _)| goes_on(words[at..].trim_start_matches(is_digit)))
    };
    row.words.last().is_some_and(|last| counts(&text[last.clone()]))
}

/// How far the label of a row is from `key`: at its end, or by a few characters more behind it.
fn label_distance(text: &str, key: &str, row: &RawRow) -> Option<usize> {
    if is_sentence(text, row) {
        return None;
    }
    let last = || row.words.last().map(|last| normal(&text[last.clone()])).unwrap_or_default();
    distance::near(key, &row.label).or_else(|| distance::lengthened(key, &last()))
}

/// Gives the one missing row to the one unknown row between two that are sure, if it is full and its words are
/// mostly those of the form: 1.信访类申请.
fn only_one(
    text: &str,
    rows: &[RawRow],
    table: &format::Table,
    words: &TableWords,
    candidates: &[usize],
    open: &[RowIndex],
    found: &mut [Match],
) {
    let taken = |row: RowIndex| found.iter().flatten().any(|(other, _)| *other == row);
    let unknown: Vec<usize> = candidates.iter().copied().filter(|at| found[*at].is_none()).collect();
    let missing: Vec<RowIndex> = open.iter().copied().filter(|row| !taken(*row)).collect();
    if let ([at], [row]) = (unknown.as_slice(), missing.as_slice())
        && rows[*at].filled() == table.rows[*row].columns.len()
        && let Some(last) = rows[*at].words.last()
    {
        let label = normal(&text[last.clone()]);
        let group = words.groups[*row]
            .iter()
            .rev()
            .find_map(|group| label.rfind(group.as_str()).map(|at| at + group.len()));
        let label = &label[group.unwrap_or(0)..];
        let shared = |key: &String| label.chars().filter(|c| key.contains(*c)).count();
        let is_like = |key: &String| {
            5 * shared(key) >= 3 * label.chars().count() && 2 * shared(key) >= key.chars().count()
        };
        if label.chars().count() > 3 && words.rows[*row].iter().any(is_like) {
            found[*at] = Some((*row, LabelMatch::Alike));
        }
    }
}

/// Gives places to labels that stand in two pieces, before and after their figures.
fn split_labels(
    rows: &[RawRow],
    words: &TableWords,
    candidates: &[usize],
    open: &[RowIndex],
    found: &mut [Match],
) {
    for &at in candidates {
        if found[at].is_some() || rows[at].separated.is_some() {
            continue;
        }
        let Some(next) = rows.get(at + 1) else { continue };
        let taken = |row: RowIndex, found: &[Match]| found.iter().flatten().any(|(other, _)| *other == row);
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
    open: &[RowIndex],
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
        let above = (0..run[0]).rev().find_map(|row| placed(Some(row)));
        let below = (run[run.len() - 1] + 1..rows.len()).find(|row| found[*row].is_some());
        let wanted: Vec<RowIndex> = open
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
            if wanted.iter().all(|row| words.rows[*row].iter().any(|key| distance::stands_in(key, &around))) {
                for (row, wanted) in run.iter().zip(&wanted) {
                    found[*row] = Some((*wanted, LabelMatch::Place));
                }
            }
        }
        at += run.len();
    }
}
