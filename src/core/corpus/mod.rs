//! What is known of many reports?
//!
//! Invariants: it is pure data, made of reports that were read and kept nowhere but here; what is said between reports
//! follows from it alone. Of a report there is kept what others are held against (agency, year, figures with their
//! places, what its prose says of growth, a fingerprint of each sentence), and not its text. Nothing is said between
//! reports that are not certainly of one agency, or of which two for one year have different figures.

mod between;
mod copied;
mod entry;
mod figures;
mod growth;
mod judging;
mod kin;
mod name;
mod relations;
mod sums;
mod years;

pub use between::Across;
pub use entry::{Entry, entries};
pub use figures::{Figures, Standing};
pub use name::are_of_one_agency;
pub use relations::Relations;
pub use sums::Sum;

use std::collections::BTreeMap;
use std::sync::Arc;

/// A document and the reports in it.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its path or address.
    pub name: Arc<str>,
    /// The folder it stands in, with `/` between its parts.
    pub folder: String,
    /// The project that governs it: reports of two projects have nothing to do with one another.
    pub project: usize,
    /// What is known of its reports, in their order.
    pub entries: Vec<Entry>,
}

/// What is known of many reports.
#[derive(Debug, Clone, Default)]
pub struct Corpus {
    documents: BTreeMap<usize, Arc<Document>>,
    revision: u64,
}

impl Corpus {
    /// What is known of the document with this key, from now on; documents stand in the order of their keys.
    pub fn put(&mut self, key: usize, document: Document) {
        self.documents.insert(key, Arc::new(document));
        self.revision += 1;
    }

    /// Forgets a document.
    pub fn remove(&mut self, key: usize) {
        self.revision += u64::from(self.documents.remove(&key).is_some());
    }

    /// A number that is another one after every change.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The documents, each with its key.
    pub fn documents(&self) -> impl Iterator<Item = (usize, &Document)> {
        self.documents.iter().map(|(key, document)| (*key, &**document))
    }

    /// How they hang together.
    pub fn relations(&self) -> Relations<'_> {
        Relations::of(self)
    }
}
