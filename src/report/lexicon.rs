//! The labels of the formats in normal form, ready to be compared with.
//!
//! Invariant: holds nothing that does not come from a format.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use super::normal::{normal, without_notes};
use crate::format::{Format, Formats};

/// The labels of all formats.
#[derive(Debug, Clone)]
pub struct Lexicon {
    /// The formats, newest first, each with its labels.
    pub formats: Vec<(Arc<Format>, FormatWords)>,
    labels: HashMap<char, Vec<String>>,
}

/// The words of one format in normal form.
#[derive(Debug, Clone)]
pub struct FormatWords {
    /// For each section the wordings of its heading, official first.
    pub wordings: Vec<Vec<String>>,
    /// For each section the texts by which its heading is known.
    pub stems: Vec<Vec<String>>,
    /// For each table its labels.
    pub tables: Vec<TableWords>,
    /// The texts that stand in this format only.
    pub signs: Vec<String>,
}

/// The words of one table in normal form.
#[derive(Debug, Clone)]
pub struct TableWords {
    /// For each row its labels, official first, with and without notes in brackets.
    pub rows: Vec<Vec<String>>,
    /// The starts of the table.
    pub anchors: Vec<String>,
    /// For each row the labels of its groups, outermost first.
    pub groups: Vec<Vec<String>>,
    /// The official labels of its columns.
    pub columns: Vec<String>,
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
        let mut labels: HashMap<char, Vec<String>> = HashMap::new();
        let rows = formats
            .iter()
            .flat_map(|(_, words)| words.tables.iter().flat_map(|table| table.rows.iter().flatten()));
        for label in rows {
            let same_end = labels.entry(label.chars().next_back().unwrap_or_default()).or_default();
            if !same_end.contains(label) {
                same_end.push(label.clone());
            }
        }
        Lexicon { formats, labels }
    }

    /// Whether `label`, in normal form, ends with the label of a row of any format.
    pub fn is_label(&self, label: &str) -> bool {
        let same_end = label.chars().next_back().and_then(|last| self.labels.get(&last));
        same_end.is_some_and(|keys| keys.iter().any(|key| label.ends_with(key.as_str())))
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
                .map(|table| TableWords {
                    rows: table.rows.iter().map(row_words).collect(),
                    anchors: all(&table.anchors),
                    groups: table.rows.iter().map(|row| all(&row.groups)).collect(),
                    columns: table.columns.iter().map(|column| normal(&column.label)).collect(),
                })
                .collect(),
            signs: all(&format.signs),
        }
    }
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
