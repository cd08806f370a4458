//! The request `gouji/status`: which reports a document holds, for a client that shows it.
//!
//! It is answered once the document is read as it stands, so a client also learns from it that the server lives
//! and has caught up.

use serde::{Deserialize, Serialize};
use tower_lsp::lsp_types::TextDocumentIdentifier;

use super::engine::Engine;
use super::session::{Analysed, Snapshot};
use crate::assist::status;

/// Of which document it is asked.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StatusParams {
    pub text_document: TextDocumentIdentifier,
}

/// A report; what could not be read is null.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReportStatus {
    agency: Option<String>,
    year: Option<u16>,
    format: String,
    shapes: Vec<&'static str>,
}

/// The reports of a document.
pub fn status<E: Engine>(snapshot: &Snapshot<E>, analysed: &Analysed<E>) -> Vec<ReportStatus> {
    let reports = status::status(analysed.analysis(), snapshot.settings.lang).into_iter();
    reports
        .map(|status::Status { agency, year, format, shapes }| ReportStatus { agency, year, format, shapes })
        .collect()
}
