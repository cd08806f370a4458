//! The labels of the formats in normal form, ready to be compared with.
//!
//! Invariant: holds nothing that does not come from a format.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use super::head::head_words;
use super::normal::{normal, without_notes};
use crate::format::{ColumnIndex, Format, Formats, IndexVec, Layout, RowIndex, SectionIndex, TableIndex};

/// The labels of all formats.
#[derive(Debug, Clone)]
pub struct Lexicon {
    /// The formats, newest first, each with its labels.
    pub formats: Vec<(Arc<Format>, FormatWords)>,
    /// By their last characters: the labels of all rows, each with the numbers of columns that its rows have.
    labels: HashMap<char, Vec<(String, Vec<usize>)>>,
    /// The words of the heads of all tables, a line each.
    heads: String,
}

/// The words of one format in normal form.
#[derive(Debug, Clone)]
pub struct FormatWords {
    /// For each section the wordings of its heading, official first.
    pub wordings: IndexVec<SectionIndex, Vec<String>>,
    /// For each section the texts by which its heading is known.
    pub stems: IndexVec<SectionIndex, Vec<String>>,
    /// For each table its labels.
    pub tables: IndexVec<TableIndex, TableWords>,
    /// The texts that stand in this format only.
    pub signs: Vec<String>,
}

/// The words of one table in normal form.
#[derive(Debug, Clone)]
pub struct TableWords {
    /// For each row its labels, official first, with and without notes in brackets.
    pub rows: IndexVec<RowIndex, Vec<String>>,
    /// The same by their last characters, in the order of the rows.
    by_end: HashMap<char, Vec<(String, RowIndex)>>,
    /// The starts of the table.
    pub anchors: Vec<String>,
    /// For each row the labels of its groups, outermost first.
    pub groups: IndexVec<RowIndex, Vec<String>>,
    /// The official labels of its columns.
    pub columns: IndexVec<ColumnIndex, String>,
    /// All that its head can say.
    pub head: Vec<String>,
}

static BUILT_IN: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(Formats::built_in()));

impl Lexicon {
    /// The labels of the built-in formats.
    pub fn built_in() -> &'static Lexicon {
        &BUILT_IN
    }

    /// The labels of `formats`.
    pub fn new(formats: &Formats) -> Lexicon {
        let formats: Vec<_> =
            formats.all().iter().map(|format| (format.clone(), FormatWords::new(format))).collect();
        let mut labels: HashMap<char, Vec<(String, Vec<usize>)>> = HashMap::new();
        let tables = formats.iter().flat_map(|(format, words)| format.tables.iter().zip(&words.tables));
        let rows = tables.flat_map(|(table, words)| table.rows.iter().zip(&words.rows));
        for (label, width) in
            rows.flat_map(|(row, labels)| labels.iter().map(|label| (label, row.columns.len())))
        {
            let same_end = labels.entry(label.chars().next_back().unwrap_or_default()).or_default();
            match same_end.iter_mut().find(|(other, _)| other == label) {
                Some((_, widths)) => widths.push(width),
                None => same_end.push((label.clone(), vec![width])),
            }
        }
        let heads = formats.iter().flat_map(|(format, _)| &format.tables).flat_map(|table| {
            let of_columns = table
                .columns
                .iter()
                .flat_map(|column| [&column.label].into_iter().chain(&column.aliases).chain(&column.group));
            let of_rows = table.rows.iter().flat_map(|row| &row.groups);
            let of_blocks = table.blocks.iter().map(|block| &block.label);
            of_columns.chain(of_rows).chain(of_blocks).map(|words| normal(words))
        });
        let mut heads: Vec<String> = heads.collect();
        heads.sort();
        heads.dedup();
        Lexicon { heads: heads.join("\n"), formats, labels }
    }

    /// Whether words, in normal form, are those of the head of a table, or a part of them, or the label of a row.
    pub fn is_header(&self, said: &str) -> bool {
        self.is_label(said) || self.heads.contains(said)
    }

    /// Whether `label`, in normal form, ends with the label of a row of any format.
    pub fn is_label(&self, label: &str) -> bool {
        self.ends_of(label).next().is_some()
    }

    /// Whether a row whose label ends `label`, in normal form, has this number of columns in any format.
    pub fn takes(&self, label: &str, columns: usize) -> bool {
        let longest = self.ends_of(label).max_by_key(|(key, _)| key.len());
        longest.is_some_and(|(_, widths)| widths.contains(&columns))
    }

    /// Whether a row whose label ends `label`, in normal form, has more columns than this in any format.
    pub fn takes_more(&self, label: &str, columns: usize) -> bool {
        let longest = self.ends_of(label).max_by_key(|(key, _)| key.len());
        longest.is_some_and(|(_, widths)| widths.iter().any(|width| *width > columns))
    }

    /// Whether a table that has all its rows on one line, of which `head` is a column in normal form, has more figures
    /// on it than this, in any format.
    pub fn has_longer_line(&self, head: &str, figures: usize) -> bool {
        let mut tables =
            self.formats.iter().flat_map(|(format, words)| format.tables.iter().zip(&words.tables));
        tables.any(|(table, words)| {
            table.layout == Layout::OneLine
                && words.columns.iter().any(|column| column == head)
                && table.rows.iter().map(|row| row.columns.len()).sum::<usize>() > figures
        })
    }

    /// Whether `label`, in normal form, ends with the label of a row that is longer than `rest` bytes.
    pub fn is_label_beyond(&self, label: &str, rest: usize) -> bool {
        self.ends_of(label).any(|(key, _)| key.len() > rest)
    }

    /// Whether `next` goes on with the label of a row that began with the end of `label`; both in normal form.
    pub fn goes_on(&self, label: &str, next: &str) -> bool {
        const LEAST: usize = 2;
        let keys = self.labels.values().flatten();
        next.chars().count() >= LEAST
            && keys.map(|(key, _)| key).any(|key| {
                let cuts = key.char_indices().map(|(at, _)| at).skip(LEAST);
                cuts.filter(|cut| label.ends_with(&key[..*cut]))
                    .any(|cut| next.starts_with(&key[cut..]) || key[cut..].starts_with(next))
            })
    }

    /// The labels of rows, with their widths, that `label` ends with.
    fn ends_of<'a>(&'a self, label: &'a str) -> impl Iterator<Item = &'a (String, Vec<usize>)> {
        let same_end = label.chars().next_back().and_then(|last| self.labels.get(&last));
        same_end.into_iter().flatten().filter(move |(key, _)| label.ends_with(key.as_str()))
    }
}

impl TableWords {
    /// The row whose label is the longest with which `label`, in normal form, ends; of several the last.
    pub fn ended_by(&self, label: &str) -> Option<RowIndex> {
        let same_end = self.by_end.get(&label.chars().next_back()?)?;
        let found = same_end.iter().filter(|(key, _)| label.ends_with(key.as_str()));
        found.max_by_key(|(key, _)| key.len()).map(|(_, row)| *row)
    }
}

impl FormatWords {
    fn new(format: &Format) -> FormatWords {
        let all = |words: &[String]| words.iter().map(|words| normal(words)).collect::<Vec<_>>();
        FormatWords {
            wordings: format
                .sections
                .iter()
                .map(|section| [vec![normal(&section.title)], all(&section.wordings)].concat())
                .collect(),
            stems: format.sections.iter().map(|section| all(&section.stems)).collect(),
            tables: format
                .tables
                .iter()
                .map(|table| {
                    let rows: IndexVec<RowIndex, Vec<String>> = table.rows.iter().map(row_words).collect();
                    (table, rows)
                })
                .map(|(table, rows)| TableWords {
                    by_end: by_end(&rows),
                    rows,
                    anchors: all(&table.anchors),
                    groups: table.rows.iter().map(|row| all(&row.groups)).collect(),
                    columns: table.columns.iter().map(|column| normal(&column.label)).collect(),
                    head: head_words(table),
                })
                .collect(),
            signs: all(&format.signs),
        }
    }
}

fn by_end(rows: &IndexVec<RowIndex, Vec<String>>) -> HashMap<char, Vec<(String, RowIndex)>> {
    let mut by_end: HashMap<char, Vec<(String, RowIndex)>> = HashMap::new();
    for (row, labels) in rows.indexed() {
        for label in labels {
            let last = label.chars().next_back().unwrap_or_default();
            by_end.entry(last).or_default().push((label.clone(), row));
        }
    }
    by_end
}

fn row_words(row: &crate::format::Row) -> Vec<String> {
    let mut words = Vec::new();
    for label in std::iter::once(&row.label).chain(&row.aliases) {
        for label in [normal(label), normal(&without_notes(label))] {
            if !label.is_empty() && !words.contains(&label) {
                words.push(label);
            }
        }
    }
    words
}
