//! What stands above the tables.
//!
//! Invariant: a lens has its command when it is given; there is nothing to resolve.

use std::ops::Range;

use serde_json::json;
use tower_lsp::lsp_types::{CodeLens, Command};

use super::commands;
use super::convert;
use super::engine::Engine;
use super::snapshot::{Analysed, Snapshot};
use crate::assist::lens;

/// A lens above each table that has equations; none where the user or the client wants none.
pub fn lenses<E: Engine>(snapshot: &Snapshot<E>, analysed: &Analysed<E>) -> Vec<CodeLens> {
    let settings = &snapshot.settings;
    if !settings.code_lens || !settings.shows_documents {
        return Vec::new();
    }
    let range = |bytes: Range<usize>| convert::range(&bytes, &analysed.text, settings.encoding);
    let lens = |lens: lens::Lens| CodeLens {
        range: range(lens.range),
        command: Some(Command {
            title: lens.title,
            command: commands::SHOW.to_owned(),
            arguments: Some(vec![json!(snapshot.uri), json!(range(lens.leads_to))]),
        }),
        data: None,
    };
    lens::lenses(analysed.analysis(), &analysed.text, settings.lang).into_iter().map(lens).collect()
}
