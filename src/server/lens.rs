//! What stands above the tables.
//!
//! Invariant: a lens has its command when it is given; there is nothing to resolve.

use lsp_types::{CodeLens, Command};
use serde_json::json;

use super::commands;
use super::convert;
use super::kept;
use super::lined::Lined;
use super::snapshot::{Analysed, Snapshot};
use gouji_core::analysis::Part;
use gouji_core::assist::lens;

/// A lens above each table that has equations, written; none where the user or the client wants none.
pub fn lenses(snapshot: &Snapshot, analysed: &Analysed) -> Vec<u8> {
    let settings = &snapshot.settings;
    if !settings.code_lens || !settings.shows_documents {
        return b"[]".to_vec();
    }
    let (analysis, text, encoding) = (analysed.analysis(), &analysed.text, settings.encoding);
    let of_report = |part: Part<'_>, _| {
        let window = part.window(text, encoding);
        let range = |bytes| convert::range_in(bytes, &window);
        let lens = |lens: lens::Lens| CodeLens {
            range: range(lens.range),
            command: Some(Command {
                title: lens.title,
                command: commands::SHOW.to_owned(),
                arguments: Some(vec![json!(snapshot.uri), json!(range(lens.leads_to))]),
            }),
            data: None,
        };
        let lenses = lens::of_report(part, text, settings.lang).into_iter().map(lens);
        Lined::of(&lenses.collect::<Vec<_>>())
    };
    kept::array(&analysed.kept.lenses.all(analysis, text, encoding, of_report))
}
