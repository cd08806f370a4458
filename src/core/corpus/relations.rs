//! How the reports of a corpus hang together.
//!
//! Invariant: it follows from the corpus alone, and says nothing of what its reports say.

use super::kin::{Kin, Report};
use super::{Corpus, Document, Entry};

/// How the reports of a corpus hang together.
pub struct Relations<'a> {
    pub(super) corpus: &'a Corpus,
    pub(super) kin: Kin,
}

impl<'a> Relations<'a> {
    pub(super) fn of(corpus: &'a Corpus) -> Relations<'a> {
        Relations { corpus, kin: Kin::of(corpus) }
    }

    /// Whether a document has a report that is not the same as one of a document before it.
    pub fn is_first(&self, document: usize) -> bool {
        let Some(own) = self.corpus.documents.get(&document) else { return true };
        own.entries.iter().enumerate().any(|(index, entry)| {
            let report = Report { document, index };
            let of_year = self.kin.agency(report).zip(entry.year);
            let of_year = of_year.and_then(|(agency, year)| self.kin.agencies[agency].years.get(&year));
            of_year.is_none_or(|of_year| of_year.reports[0] == report)
        })
    }

    pub(super) fn document(&self, report: Report) -> &'a Document {
        &self.corpus.documents[&report.document]
    }

    pub(super) fn entry(&self, report: Report) -> &'a Entry {
        &self.document(report).entries[report.index]
    }
}
