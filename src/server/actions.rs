//! What the light bulb offers.
//!
//! Invariants: an action is made of what the server itself knows of the document as it now is, never of what the
//! client sends back; what costs much is done only when it is chosen, where the client can wait for it, and only
//! if the document is still the one for which it was offered.

use std::collections::HashMap;
use std::sync::Arc;

use lsp_types::{
    CodeAction, CodeActionContext, CodeActionDisabled, CodeActionKind, CodeActionOrCommand,
    CodeActionTriggerKind, DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier, Range,
    TextDocumentEdit, TextEdit, Url, WorkspaceEdit,
};
use serde::{Deserialize, Serialize};

use super::convert;
use super::refusal::{Refusal, Result};
use super::session::Session;
use super::snapshot::{Analysed, Snapshot};
use super::{requests, review};
use gouji_core::assist::actions::certain::{Known, preferred};
use gouji_core::assist::actions::fix_all::confirm;
use gouji_core::assist::actions::rewrite::Refused;
use gouji_core::assist::actions::{self, Action, Kind, Question, Work};
use gouji_core::assist::shapes::WRITABLE;
use gouji_core::rules::Diagnostic;

/// All fixes that are certain, as editors ask for on saving.
const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.gouji");
/// What brings the sentences along with the tables.
const FOLLOW: CodeActionKind = CodeActionKind::new("source.followTables.gouji");
/// What inserts something. VS Code lists kinds of `refactor` that it does not know under "more actions".
const INSERT: CodeActionKind = CodeActionKind::new("refactor.insert");

/// The kinds of actions that may be offered.
pub fn kinds() -> Vec<CodeActionKind> {
    vec![CodeActionKind::QUICKFIX, CodeActionKind::REFACTOR_REWRITE, INSERT, FIX_ALL, FOLLOW]
}

/// What can be done at `range`: first the fixes of what is wrong there.
pub fn offered(
    snapshot: &Snapshot,
    analysed: &Analysed,
    range: Range,
    context: &CodeActionContext,
) -> Vec<CodeActionOrCommand> {
    let settings = &snapshot.settings;
    if !settings.code_actions {
        return Vec::new();
    }
    let only = context.only.as_deref();
    let text = &analysed.text;
    let asked = convert::bytes(range, text, settings.encoding);
    let touched: Vec<&Diagnostic> = analysed
        .diagnostics()
        .iter()
        .filter(|found| found.range.start <= asked.end && asked.start <= found.range.end)
        .collect::<Vec<_>>();
    let mut offered = Vec::new();
    if wanted(&CodeActionKind::QUICKFIX, only) {
        offered.extend(quick_fixes(snapshot, analysed, &touched));
    }
    let question = Question {
        text,
        analysis: analysed.analysis(),
        diagnostics: analysed.diagnostics(),
        range: asked,
        lang: settings.lang,
        automatic: context.trigger_kind == Some(CodeActionTriggerKind::AUTOMATIC),
    };
    let others = actions::actions(&question, &|kind| wanted(&self::kind(kind), only));
    // Asked for by name, on saving.
    let by_name = only.is_some_and(|only| only.iter().any(|kind| kind.as_str().starts_with("source")));
    let fix_all = match by_name {
        true => {
            wanted(&FIX_ALL, only).then(|| actions::fix_everything(analysed.diagnostics(), settings.lang, 1))
        }
        // In the light bulb of what it fixes, and where it does more than the fix beside it.
        false => (wanted(&FIX_ALL, only)
            && touched.iter().any(|found| found.fixes.iter().any(|fix| fix.preferred)))
        .then(|| actions::fix_everything(analysed.diagnostics(), settings.lang, 2)),
    };
    let follow = (by_name && wanted(&FOLLOW, only))
        .then(|| actions::follow_tables(analysed.diagnostics(), settings.lang));
    let others = others.into_iter().chain(fix_all.flatten()).chain(follow.flatten());
    offered.extend(others.map(|action| code_action(snapshot, analysed, action)));
    if settings.disabled_actions && !question.automatic && wanted(&self::kind(Kind::Rewrite), only) {
        offered.extend(actions::refused(&question).into_iter().map(refused));
    }
    offered.into_iter().map(CodeActionOrCommand::CodeAction).collect()
}

/// Makes the edits of an action that was offered without them.
pub async fn resolve(session: &Arc<Session>, mut action: CodeAction) -> Result<CodeAction> {
    let Some(data) = action.data.clone().filter(|_| action.edit.is_none()) else { return Ok(action) };
    let Later { uri, version, work } =
        Later::deserialize(&data).map_err(|error| Refusal::Invalid(error.to_string()))?;
    if session.snapshot(&uri).is_none_or(|snapshot| snapshot.version != version) {
        return Err(Refusal::Modified);
    }
    let edit = requests::answer(session, &uri, move |snapshot, analysed| {
        workspace_edit(snapshot, edits(snapshot, analysed, &work.into()))
    });
    action.edit = edit.await?;
    Ok(action)
}

/// An action whose edits are made when it is chosen.
#[derive(Serialize, Deserialize)]
struct Later {
    uri: Url,
    version: i32,
    work: LaterWork,
}

/// What is then to be done.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum LaterWork {
    FixAll,
    Rewrite { tables: Vec<usize>, shape: String },
}

impl LaterWork {
    fn of(work: &Work) -> Option<LaterWork> {
        match work {
            Work::Edits(_) => None,
            Work::FixAll => Some(LaterWork::FixAll),
            Work::Rewrite(tables, shape) => {
                Some(LaterWork::Rewrite { tables: tables.clone(), shape: shape.id().to_owned() })
            }
        }
    }
}

impl From<LaterWork> for Work {
    fn from(work: LaterWork) -> Work {
        match work {
            LaterWork::FixAll => Work::FixAll,
            LaterWork::Rewrite { tables, shape } => {
                match WRITABLE.into_iter().find(|other| other.id() == shape) {
                    Some(shape) => Work::Rewrite(tables, shape),
                    None => Work::Edits(Vec::new()),
                }
            }
        }
    }
}

fn kind(kind: Kind) -> CodeActionKind {
    match kind {
        Kind::QuickFix => CodeActionKind::QUICKFIX,
        Kind::FixAll => FIX_ALL,
        Kind::Follow => FOLLOW,
        Kind::Rewrite => CodeActionKind::REFACTOR_REWRITE,
        Kind::Insert => INSERT,
    }
}

/// An action that cannot be done, as the protocol has it.
fn refused(Refused { title, reason }: Refused) -> CodeAction {
    CodeAction {
        title,
        kind: Some(kind(Kind::Rewrite)),
        disabled: Some(CodeActionDisabled { reason }),
        ..CodeAction::default()
    }
}

/// An action as the protocol has it.
fn code_action(snapshot: &Snapshot, analysed: &Analysed, action: Action) -> CodeAction {
    let later = LaterWork::of(&action.work).filter(|_| snapshot.settings.resolve_edits).map(|work| Later {
        uri: snapshot.uri.clone(),
        version: snapshot.version,
        work,
    });
    let edit = match later {
        Some(_) => None,
        None => Some(workspace_edit(snapshot, edits(snapshot, analysed, &action.work))),
    };
    CodeAction {
        title: action.title,
        kind: Some(kind(action.kind)),
        is_preferred: action.preferred.then_some(true),
        edit,
        data: later.and_then(|later| serde_json::to_value(later).ok()),
        ..CodeAction::default()
    }
}

fn edits(snapshot: &Snapshot, analysed: &Analysed, work: &Work) -> Vec<TextEdit> {
    let judge = |text: &_, edits: &_| snapshot.judge(analysed, text, edits);
    let edits = work.edits(&analysed.text, analysed.analysis(), analysed.diagnostics(), &judge);
    convert::edits(&edits, &analysed.text, snapshot.settings.encoding)
}

/// The fixes of everything that was found here; one that mends several findings is offered once.
fn quick_fixes(snapshot: &Snapshot, analysed: &Analysed, touched: &[&Diagnostic]) -> Vec<CodeAction> {
    let settings = &snapshot.settings;
    let text = &analysed.text;
    let mut actions: Vec<CodeAction> = Vec::new();
    for found in &confirmed(snapshot, analysed, touched) {
        let diagnostic = convert::diagnostic(found, &snapshot.uri, text, settings);
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
    actions.extend(review::actions(snapshot, analysed, touched));
    actions
}

/// These findings, of whose fixes those are preferred that may be made without a look.
fn confirmed(snapshot: &Snapshot, analysed: &Analysed, touched: &[&Diagnostic]) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = touched.iter().map(|found| (*found).clone()).collect();
    if found.iter().any(|found| preferred(found).is_some()) {
        let known = Known::of(analysed.analysis(), analysed.diagnostics().to_vec());
        let judge = |text: &_, edits: &_| snapshot.judge(analysed, text, edits);
        confirm(&mut found, &analysed.text, &known, &judge);
    }
    found
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
pub fn workspace_edit(snapshot: &Snapshot, edits: Vec<TextEdit>) -> WorkspaceEdit {
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
