//! The request `gouji/preview`: the report as the official form prints it, for a view beside the text.
//!
//! Invariant: a page is answered with the version of the text that it shows, and its parts say where in that text
//! they stand, in the encoding that was agreed. The client asks again when the text has changed.

use lsp_types::TextDocumentIdentifier;
use serde::{Deserialize, Serialize};

use super::convert;
use super::snapshot::{Analysed, Snapshot};
use gouji_core::assist::page::{self, Manner};

/// What is asked.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PreviewParams {
    /// The document to show.
    pub text_document: TextDocumentIdentifier,
}

/// What is answered.
#[derive(Debug, Serialize)]
pub struct Preview {
    /// The version of the document that is shown.
    pub version: i32,
    /// The title of the page.
    pub title: String,
    /// Its style, which is always the same: it need be put in place but once.
    pub style: &'static str,
    /// What stands in its body.
    pub body: String,
}

/// The page of a document.
pub fn preview(snapshot: &Snapshot, analysed: &Analysed) -> Preview {
    let settings = &snapshot.settings;
    let position = |offset: usize| convert::place(offset, &analysed.text, settings.encoding);
    let manner = Manner { lang: settings.lang, positions: Some(&position) };
    let page = page::page(analysed.analysis(), &analysed.text, analysed.diagnostics(), &manner);
    Preview { version: snapshot.version, title: page.title, style: page::STYLE, body: page.body }
}
