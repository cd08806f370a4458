//! What is made of each report, kept as long as the report stays as it is.
//!
//! Invariants: what is kept is what would be made anew. Lines in it count from the first line of the report, so it
//! holds wherever the report is moved; where a report begins inside a line, characters do not, and it holds as long as
//! it begins at that character. It is made once for all who ask at the same time.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use lsp_types::{Position, SemanticToken};

use super::convert;
use super::lined::Lined;
use gouji_core::analysis::{Analysis, Part};
use gouji_core::assist::status::Status;
use gouji_core::rules::{Diagnostic, Finding};
use gouji_core::span::InReport;
use gouji_core::text::{Encoding, Text};

/// What is kept of the reports of a document, for one way to show them.
#[derive(Debug, Default)]
pub struct Kept {
    pub symbols: ByReport<Lined>,
    /// Of a report that is alone.
    pub symbols_alone: ByReport<Lined>,
    pub folds: ByReport<Lined>,
    pub lenses: ByReport<Lined>,
    pub tokens: ByReport<Tokens>,
    pub statuses: ByReport<Status>,
    pub articles: ByReport<Article>,
}

/// The tokens of a report; the first counts from the beginning of the line in which the report begins.
#[derive(Debug)]
pub struct Tokens {
    pub tokens: Vec<SemanticToken>,
    /// Where the last one stands.
    pub last: Position,
}

/// A report of the page, which itself is not kept: who asks for it again mostly has it.
#[derive(Debug)]
pub struct Article {
    /// Which report of the document it is: it says so.
    pub index: usize,
    /// What it was told to say; none where there was nothing.
    pub said: Option<Arc<Vec<Diagnostic<InReport>>>>,
    /// What it is known by: two that are the same have the same.
    pub id: String,
}

/// One thing that is made of reports.
#[derive(Debug)]
pub struct ByReport<T>(Mutex<HashMap<Key, Made<T>>>);

/// The address of the findings, which stands for a report and its text, and the character at which it begins.
type Key = (usize, u32);

/// The findings, held so that no others have their address, and what was made.
type Made<T> = (Arc<Vec<Finding>>, Arc<T>);

impl<T> Default for ByReport<T> {
    fn default() -> Self {
        ByReport(Mutex::default())
    }
}

impl<T> ByReport<T> {
    /// What is made of each report, with the line in which it begins. `make` is told that line as well.
    pub fn all(
        &self,
        analysis: &Analysis,
        text: &Text,
        encoding: Encoding,
        mut make: impl FnMut(Part<'_>, u32) -> T,
    ) -> Vec<(u32, Arc<T>)> {
        self.all_that_hold(analysis, text, encoding, |_, _, _| true, |_, part, line| make(part, line))
    }

    /// The same of what follows from more than the report: what is kept of a report, here told with its index, is made
    /// anew where it no longer `holds`.
    pub fn all_that_hold(
        &self,
        analysis: &Analysis,
        text: &Text,
        encoding: Encoding,
        holds: impl Fn(usize, Part<'_>, &T) -> bool,
        mut make: impl FnMut(usize, Part<'_>, u32) -> T,
    ) -> Vec<(u32, Arc<T>)> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut now = HashMap::with_capacity(kept.len());
        let mut all = Vec::with_capacity(kept.len());
        for (index, part) in analysis.parts().enumerate() {
            let start = convert::place(part.start, text, encoding);
            let key = (Arc::as_ptr(part.findings) as usize, start.character);
            let made = match kept.get(&key).filter(|(_, made)| holds(index, part, made)) {
                Some((_, made)) => made.clone(),
                None => Arc::new(make(index, part, start.line)),
            };
            now.insert(key, (part.findings.clone(), made.clone()));
            all.push((start.line, made));
        }
        // Nobody is to wait while it is dropped.
        let before = std::mem::replace(&mut *kept, now);
        drop(kept);
        drop(before);
        all
    }
}

/// What is kept of reports as one array.
pub fn array(reports: &[(u32, Arc<Lined>)]) -> Vec<u8> {
    Lined::array(reports.iter().map(|(line, lined)| (*line, &**lined)))
}
