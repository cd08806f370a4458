//! The request `gouji/facts`: the figures of the prose, each in its words and with how it stands to the tables, for a
//! client that lists them.
//!
//! Invariant: they are those of the newest text, in its order; the client asks again when the text has changed.

use lsp_types::{Range, TextDocumentIdentifier};
use serde::{Deserialize, Serialize};

use super::convert;
use super::snapshot::{Analysed, Snapshot};
use gouji_core::assist::excerpt::{Excerpt, excerpt};
use gouji_core::prose;

/// Of which document it is asked.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FactsParams {
    pub text_document: TextDocumentIdentifier,
}

/// A figure of the prose, or words that say that there was none.
#[derive(Debug, Serialize)]
pub struct Fact {
    range: Range,
    text: String,
    /// `agrees`, `contradicts`, `open` or, where it was held against no cell, `unbound`.
    state: &'static str,
    /// What stands before it on its line, and behind it.
    before: String,
    behind: String,
}

/// The figures of a document.
pub fn facts(snapshot: &Snapshot, analysed: &Analysed) -> Vec<Fact> {
    let (text, encoding) = (&analysed.text, snapshot.settings.encoding);
    let fact = |(start, _, fact): (usize, _, &prose::Fact)| {
        let range = fact.range.in_text(start);
        let Excerpt { before, piece, behind } = excerpt(text, range);
        let (range, state) = (convert::range(range, text, encoding), fact.state.id());
        Fact { range, text: piece, state, before, behind }
    };
    analysed.analysis().facts().map(fact).collect()
}
