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
use gouji_core::rules::Finding;
use gouji_core::rules::coverage::Coverage;
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
    pub standings: ByReport<Standing>,
}

/// What a report is, and how much of it was read and checked.
#[derive(Debug)]
pub struct Standing {
    pub report: Status,
    pub coverage: Coverage,
}

/// The tokens of a report; the first counts from the beginning of the line in which the report begins.
#[derive(Debug)]
pub struct Tokens {
    pub tokens: Vec<SemanticToken>,
    /// Where the last one stands.
    pub last: Position,
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
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut now = HashMap::with_capacity(kept.len());
        let mut all = Vec::with_capacity(kept.len());
        for part in analysis.parts() {
            let start = convert::place(part.start, text, encoding);
            let key = (Arc::as_ptr(part.findings) as usize, start.character);
            let made = match kept.get(&key) {
                Some((_, made)) => made.clone(),
                None => Arc::new(make(part, start.line)),
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
