//! What became of an input, and how many findings there are.
//!
//! Invariant: a [`FileResult`] is plain data, all that any output needs.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::AddAssign;
use std::path::PathBuf;

use gouji_core::config::{Hidden, HiddenBy};
use gouji_core::rules::coverage::Coverage;
use gouji_core::rules::{Diagnostic, Severity};
use gouji_core::span::{InText, Span};
use gouji_core::text::Text;
use gouji_files::{FileError, PassedOver};

use super::table::Table;
use super::{FailOn, TROUBLE};

/// What became of one input.
#[derive(Debug, Clone)]
pub struct FileResult {
    /// Its path as it was given or found, `-` for standard input.
    pub path: PathBuf,
    /// What was found, or why it could not be read.
    pub outcome: Result<Checked, FileError>,
}

/// A text that was checked.
#[derive(Debug, Clone, Default)]
pub struct Checked {
    /// The encoding it was read in.
    pub encoding: &'static str,
    /// The SHA-256 of the bytes it was read from, in hexadecimal.
    pub sha256: String,
    /// The text itself.
    pub text: Text,
    /// How many reports it holds.
    pub reports: usize,
    /// The id of the format of the first.
    pub format: Option<String>,
    /// The title of the first.
    pub title: Option<String>,
    /// The agency of the first.
    pub agency: Option<String>,
    /// The year of the first.
    pub year: Option<u16>,
    /// What is wrong, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
    /// Where what each finding is about stood in the file of another program that the text was made of, in words.
    pub origins: Vec<Option<String>>,
    /// Whether the text was made of a file of another program, which cannot be mended here.
    pub is_imported: bool,
    /// How much was read and checked.
    pub coverage: Coverage,
    /// The figures of the prose that were held against no cell, in the order of the text; none where nobody asked.
    pub unlinked: Option<Vec<Span<InText>>>,
    /// What was put aside.
    pub hidden: Vec<Hidden>,
    /// The reviews of it that speak of nothing any more: each the path of a `gouji.toml` and a line, from 1.
    pub unused: Vec<(String, usize)>,
}

/// How many of everything there are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Texts that were checked.
    pub files: usize,
    /// Reports in them.
    pub reports: usize,
    /// Inputs that could not be checked.
    pub failed: usize,
    /// Findings by severity.
    pub findings: BTreeMap<Severity, usize>,
    /// Texts by encoding, those in UTF-8 left out.
    pub encodings: BTreeMap<&'static str, usize>,
    /// How much of the texts was read and checked.
    pub coverage: Coverage,
    /// The files of folders that were not checked, by the reason.
    pub passed: PassedOver,
    /// Findings that were put aside because somebody has reviewed them.
    pub reviewed: usize,
    /// Findings that were put aside by comments in the texts.
    pub ignored: usize,
    /// Reviews that speak of nothing any more, by the path of their `gouji.toml`, with their lines.
    pub unused: BTreeMap<String, BTreeSet<usize>>,
    /// Findings that have a fix that is certain.
    pub fixable: usize,
    /// Findings that are counted, and not told one by one.
    pub untold: usize,
    /// How each report stands.
    pub table: Table,
}

impl Tally {
    /// The count of one result.
    pub fn of(result: &FileResult) -> Tally {
        let Ok(checked) = &result.outcome else {
            return Tally { failed: 1, ..Tally::default() };
        };
        let mut tally = Tally {
            files: 1,
            reports: checked.reports.max(1),
            coverage: checked.coverage,
            table: Table::of(result),
            ..Tally::default()
        };
        for diagnostic in &checked.diagnostics {
            *tally.findings.entry(diagnostic.severity).or_default() += 1;
            let is_fixable = !checked.is_imported && diagnostic.fixes.iter().any(|fix| fix.preferred);
            tally.fixable += usize::from(is_fixable);
        }
        let reviewed =
            checked.hidden.iter().filter(|hidden| matches!(hidden.by, HiddenBy::Review(_))).count();
        (tally.reviewed, tally.ignored) = (reviewed, checked.hidden.len() - reviewed);
        for (path, line) in &checked.unused {
            tally.unused.entry(path.clone()).or_default().insert(*line);
        }
        if checked.encoding != "UTF-8" {
            tally.encodings.insert(checked.encoding, 1);
        }
        tally
    }

    /// How many findings have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.get(&severity).copied().unwrap_or(0)
    }

    /// The exit status that these counts mean.
    pub fn status(&self, fail_on: FailOn) -> u8 {
        let worst = self.findings.keys().next_back();
        if self.failed > 0 {
            TROUBLE
        } else if fail_on.least().is_some_and(|least| worst.is_some_and(|worst| *worst >= least)) {
            1
        } else {
            0
        }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        self.files += other.files;
        self.reports += other.reports;
        self.failed += other.failed;
        self.coverage += other.coverage;
        self.passed += other.passed;
        self.reviewed += other.reviewed;
        self.ignored += other.ignored;
        self.fixable += other.fixable;
        self.untold += other.untold;
        self.table.add(other.table);
        for (path, lines) in other.unused {
            self.unused.entry(path).or_default().extend(lines);
        }
        for (severity, count) in other.findings {
            *self.findings.entry(severity).or_default() += count;
        }
        for (encoding, count) in other.encodings {
            *self.encodings.entry(encoding).or_default() += count;
        }
    }
}
