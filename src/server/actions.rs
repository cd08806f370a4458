//! What the light bulb offers.
//!
//! Invariant: an action is made of what the server itself knows of the document as it now is, never of what the
//! client sends back.

use std::collections::HashMap;

use tower_lsp::lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, DocumentChanges, OneOf,
    OptionalVersionedTextDocumentIdentifier, Range, TextDocumentEdit, TextEdit, WorkspaceEdit,
};

use super::convert;
use super::engine::Engine;
use super::review;
use super::session::{Analysed, Snapshot};

/// The fixes of everything that is wrong in or at `range`; one that mends several findings is offered once.
pub fn quick_fixes<E: Engine>(
    snapshot: &Snapshot<E>,
    analysed: &Analysed<E>,
    range: Range,
    only: Option<&[CodeActionKind]>,
) -> Vec<CodeActionOrCommand> {
    let settings = &snapshot.settings;
    if !settings.code_actions || !wanted(&CodeActionKind::QUICKFIX, only) {
        return Vec::new();
    }
    let text = &analysed.text;
    let asked = convert::bytes(range, text, settings.encoding);
    let touched = analysed
        .diagnostics
        .iter()
        .filter(|found| found.range.start <= asked.end && asked.start <= found.range.end)
        .collect::<Vec<_>>();
    let mut actions: Vec<CodeAction> = Vec::new();
    for found in &touched {
        let mut diagnostic = convert::diagnostic(found, &snapshot.uri, text, settings);
        convert::stamp(&mut diagnostic, snapshot.version);
        for fix in &found.fixes {
            let edit = Some(workspace_edit(snapshot, convert::edits(&fix.edits, text, settings.encoding)));
            let same = actions.iter_mut().find(|action| action.title == fix.title && action.edit == edit);
            let Some(same) = same else {
                actions.push(CodeAction {
                    title: fix.title.clone(),
                    kind: Some(CodeActionKind::QUICKFIX),
                    diagnostics: Some(vec![diagnostic.clone()]),
                    edit,
                    is_preferred: Some(fix.preferred),
                    ..CodeAction::default()
                });
                continue;
            };
            same.diagnostics.get_or_insert_default().push(diagnostic.clone());
            same.is_preferred = Some(same.is_preferred == Some(true) || fix.preferred);
        }
    }
    actions.extend(review::actions(snapshot, analysed, &touched));
    actions.into_iter().map(CodeActionOrCommand::CodeAction).collect()
}

/// Whether the client asks for this kind, by its own name or by that of a kind above it.
fn wanted(kind: &CodeActionKind, only: Option<&[CodeActionKind]>) -> bool {
    only.is_none_or(|only| {
        only.iter().any(|asked| match kind.as_str().strip_prefix(asked.as_str()) {
            Some(rest) => asked.as_str().is_empty() || rest.is_empty() || rest.starts_with('.'),
            None => false,
        })
    })
}

/// The edits of a document, bound to its version where the client looks at it.
fn workspace_edit<E: Engine>(snapshot: &Snapshot<E>, edits: Vec<TextEdit>) -> WorkspaceEdit {
    let uri = snapshot.uri.clone();
    if snapshot.settings.versioned_edits {
        let text_document = OptionalVersionedTextDocumentIdentifier { uri, version: Some(snapshot.version) };
        let edits = edits.into_iter().map(OneOf::Left).collect();
        let document = TextDocumentEdit { text_document, edits };
        return WorkspaceEdit {
            document_changes: Some(DocumentChanges::Edits(vec![document])),
            ..WorkspaceEdit::default()
        };
    }
    WorkspaceEdit { changes: Some(HashMap::from([(uri, edits)])), ..WorkspaceEdit::default() }
}
