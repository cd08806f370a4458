//! What does not agree between reports: of one agency for years running, and of a whole and its parts.

#![allow(missing_docs)]

#[path = "../support/mod.rs"]
mod support;

mod agencies;
mod chain;
mod generated;
mod kept;
mod prose;
mod sums;
mod years;

use std::sync::Arc;

use gouji::analysis::Analysis;
use gouji::config::{Config, Judgement, diagnostics};
use gouji::corpus::{Corpus, Document, Sum, entries};
use gouji::format::{CellIndex, Formats, TableIndex, template};
use gouji::report::lexicon::Lexicon;
use gouji::rules::{Diagnostic, Lang};
use gouji::text::{Encoding, Text};

/// Reports that are held against one another.
#[derive(Default)]
pub struct Folder {
    corpus: Corpus,
    texts: Vec<(String, Text, Analysis)>,
}

impl Folder {
    pub fn of(documents: &[(&str, String)]) -> Folder {
        let mut folder = Folder::default();
        documents.iter().for_each(|(path, text)| folder.add(path, text, 0));
        folder
    }

    pub fn add(&mut self, path: &str, text: &str, project: usize) {
        let text = Text::from(text);
        let analysis = Analysis::fresh(&text, Lexicon::built_in());
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let document = Document {
            name: Arc::from(path),
            folder: folder.to_owned(),
            project,
            entries: entries(&analysis, &text),
        };
        self.corpus.put(self.texts.len(), document);
        self.texts.push((path.to_owned(), text, analysis));
    }

    /// What is said of the document at `index` by the rules `series/`, with what the project has decided.
    pub fn diagnostics(&self, index: usize, config: &Config, lang: Lang) -> Vec<Diagnostic> {
        let across = self.corpus.relations().between(index, &config.sums);
        let (path, text, analysis) = &self.texts[index];
        let judgement = Judgement { config, file: Some(path), lang, across: Some(&across) };
        let all = diagnostics(analysis, text, &judgement);
        // Those of the rules that look at one report alone have no other place.
        all.into_iter().filter(|one| one.rule.starts_with("series/")).collect()
    }

    /// Each finding on a line: file, rule, what is underlined, the cell, what stands there and should; the other places.
    pub fn said_with(&self, config: &Config) -> Vec<String> {
        let of_each = (0..self.texts.len()).flat_map(|index| {
            let (path, text, _) = &self.texts[index];
            self.diagnostics(index, config, Lang::Zh).into_iter().map(move |found| {
                let cell = found.place.as_ref().map_or(String::new(), |place| {
                    let part = |part: &Option<String>| part.clone().unwrap_or_default();
                    format!(" {}×{}", part(&place.row), part(&place.column))
                });
                let figure = |figure: Option<rust_decimal::Decimal>| {
                    figure.map_or("-".to_owned(), |figure| figure.normalize().to_string())
                };
                let others = found.other.iter().map(|other| {
                    let (_, there, _) =
                        self.texts.iter().find(|(path, ..)| **path == *other.document).unwrap();
                    let (from, to) = other.place.positions(Encoding::Utf16);
                    let at = |position| there.offset(position, Encoding::Utf16);
                    let cells = other.cells.iter().map(|cell| {
                        format!(
                            " {}×{}",
                            cell.row.as_deref().unwrap_or_default(),
                            cell.column.as_deref().unwrap_or_default()
                        )
                    });
                    format!(
                        "{}{} “{}”",
                        other.document,
                        cells.collect::<String>(),
                        there.slice(at(from)..at(to))
                    )
                });
                let others: Vec<String> = others.collect();
                format!(
                    "{path} {}{cell} “{}” {}→{} | {}",
                    found.rule.trim_start_matches("series/"),
                    text.slice(found.range),
                    figure(found.found),
                    figure(found.expected),
                    others.join(", ")
                )
            })
        });
        of_each.collect()
    }

    pub fn said(&self) -> Vec<String> {
        self.said_with(&Config::default())
    }
}

/// A sum as a project writes it.
pub fn sum(whole: &str, parts: &[&str]) -> Config {
    let parts = parts.iter().map(|part| (*part).to_owned()).collect();
    Config { sums: vec![Sum { whole: whole.to_owned(), parts }], ..Config::default() }
}

/// A report whose tables hold these figures, each by table, row and column, and zeros; `said` is its overview.
pub fn report(agency: &str, year: u16, figures: &[(&str, &str, &str, u32)], said: &str) -> String {
    let format = Formats::built_in().for_year(year);
    let figure = |table: TableIndex, cell: CellIndex| {
        let in_format = &format.tables[table];
        let is = |(of, row, column, _): &&(&str, &str, &str, u32)| {
            *of == in_format.id
                && *row == in_format.rows[cell.row].id
                && *column == in_format.columns[cell.column].id
        };
        figures.iter().find(is).map_or("0".to_owned(), |(.., figure)| figure.to_string())
    };
    let tables = |table: TableIndex| template::table(format, table, &|cell| figure(table, cell));
    let report = template::report_with(format, agency, year, &tables);
    let start = report.find("一、总体情况").unwrap() + "一、总体情况".len();
    let end = start + report[start..].find("二、").unwrap();
    let end = report[..end].rfind('\n').unwrap() + 1;
    format!("{}\n\n{said}\n\n{}", &report[..start], &report[end..])
}

/// So many cases received, carried in, granted and carried out, all by natural persons.
pub fn cases(
    received: u32,
    carried_in: u32,
    carried_out: u32,
) -> Vec<(&'static str, &'static str, &'static str, u32)> {
    let granted = received + carried_in - carried_out;
    let rows = [
        ("received", received),
        ("carried_in", carried_in),
        ("granted", granted),
        ("handled_total", granted),
        ("carried_out", carried_out),
    ];
    let both = rows
        .map(|(row, figure)| ["natural_person", "total"].map(|column| ("applications", row, column, figure)));
    both.concat()
}
