//! Putting aside what somebody has looked into and found right.
//!
//! Invariant: what is written is read back as this very finding; where there is no `gouji.toml` yet, one is offered
//! only to clients that can make files, and where there is one that cannot be read, nothing is.

use std::collections::HashMap;
use std::path::Path;

use lsp_types::{
    CodeAction, CodeActionKind, CreateFile, CreateFileOptions, DocumentChangeOperation, DocumentChanges,
    OneOf, OptionalVersionedTextDocumentIdentifier, Range, ResourceOp, TextDocumentEdit,
    TextDocumentIdentifier, TextEdit, Url, WorkspaceEdit,
};
use serde::Deserialize;

use super::convert;
use super::snapshot::{Analysed, Snapshot};
use super::uris;
use gouji_core::config::{self, FILE_NAME, Judgement};
use gouji_core::rules::{Diagnostic, Lang};
use gouji_core::text::Text;

/// Which finding of which document is put aside, and why.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MarkParams {
    pub text_document: TextDocumentIdentifier,
    range: Range,
    message: String,
    /// Why it is right; it may be empty.
    reason: String,
}

/// The edit that puts a finding aside; none where there is no such finding, or where it cannot be put aside.
pub fn mark(snapshot: &Snapshot, analysed: &Analysed, params: &MarkParams) -> Option<WorkspaceEdit> {
    let path = uris::file(&snapshot.uri)?;
    let range = convert::bytes(params.range, &analysed.text, snapshot.settings.encoding);
    let is_meant = |found: &&Diagnostic| found.range == range && found.message == params.message;
    let found = analysed.diagnostics().iter().find(is_meant)?;
    edit(snapshot, analysed, &path, found, &params.reason)
}

/// For each of these findings the action that puts it aside.
pub fn actions(snapshot: &Snapshot, analysed: &Analysed, found: &[&Diagnostic]) -> Vec<CodeAction> {
    let Some(path) = uris::file(&snapshot.uri) else { return Vec::new() };
    let lang = snapshot.settings.lang;
    let action = |found: &&Diagnostic| {
        let diagnostic = convert::diagnostic(found, &snapshot.uri, &analysed.text, &snapshot.settings);
        Some(CodeAction {
            title: config::mark_title(lang).to_owned(),
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: Some(vec![diagnostic]),
            edit: Some(edit(snapshot, analysed, &path, found, "")?),
            is_preferred: Some(false),
            ..CodeAction::default()
        })
    };
    let mut actions: Vec<_> = found.iter().filter_map(action).collect();
    if actions.len() > 1 {
        // Which is which.
        let colon = if lang == Lang::Zh { "：" } else { ": " };
        for action in &mut actions {
            let messages = action.diagnostics.iter().flatten().map(|diagnostic| &*diagnostic.message);
            action.title = [&*action.title, colon].into_iter().chain(messages).collect();
        }
    }
    actions
}

/// The edit of the project's `gouji.toml` that puts a finding in the file at `path` aside.
fn edit(
    snapshot: &Snapshot,
    analysed: &Analysed,
    path: &Path,
    found: &Diagnostic,
    reason: &str,
) -> Option<WorkspaceEdit> {
    let settings = &snapshot.settings;
    let project = analysed.project.as_deref();
    snapshot.judged_by(project, |judgement| {
        let mark = |judgement: &Judgement<'_>, existing| {
            config::mark(analysed.analysis(), &analysed.text, judgement, found, reason, existing)
        };
        if let Some(project) = project {
            let text = project.text.as_ref()?;
            let marked = mark(judgement, Some(&text.to_string()))?;
            let edits = convert::edits(&[marked], text, settings.encoding);
            return Some(changed(uris::of_file(&project.path)?, edits, settings.versioned_edits));
        }
        let folder = snapshot.folder_of(path).or(path.parent())?;
        let name = config::name_in(folder, path);
        let marked = mark(&Judgement { file: Some(&name), ..*judgement }, None)?;
        let edits = convert::edits(&[marked], &Text::default(), settings.encoding);
        settings.makes_files.then(|| Some(made(uris::of_file(&folder.join(FILE_NAME))?, edits)))?
    })
}

/// Edits of a file that is there.
fn changed(uri: Url, edits: Vec<TextEdit>, as_document: bool) -> WorkspaceEdit {
    if as_document {
        let changes = DocumentChanges::Edits(vec![document(uri, edits)]);
        return WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() };
    }
    WorkspaceEdit { changes: Some(HashMap::from([(uri, edits)])), ..WorkspaceEdit::default() }
}

/// Makes a file, unless it is there by now, and edits it.
fn made(uri: Url, edits: Vec<TextEdit>) -> WorkspaceEdit {
    let options = CreateFileOptions { overwrite: None, ignore_if_exists: Some(true) };
    let make = CreateFile { uri: uri.clone(), options: Some(options), annotation_id: None };
    let changes = DocumentChanges::Operations(vec![
        DocumentChangeOperation::Op(ResourceOp::Create(make)),
        DocumentChangeOperation::Edit(document(uri, edits)),
    ]);
    WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() }
}

fn document(uri: Url, edits: Vec<TextEdit>) -> TextDocumentEdit {
    let text_document = OptionalVersionedTextDocumentIdentifier { uri, version: None };
    TextDocumentEdit { text_document, edits: edits.into_iter().map(OneOf::Left).collect() }
}
