//! What the server says it can do.
//!
//! Invariant: nothing is offered that does nothing, and nothing that the client cannot take.

use lsp_types::*;
use serde_json::json;

use super::settings::Settings;
use super::{actions, commands, completion, formatting, settings, tokens};

/// Of which files and folders the client tells when they are deleted or get another name: clients that watch files do
/// not tell of each one in a folder.
fn file_operations() -> WorkspaceFileOperationsServerCapabilities {
    let all = FileOperationFilter {
        scheme: Some("file".to_owned()),
        pattern: FileOperationPattern { glob: "**".to_owned(), matches: None, options: None },
    };
    let all = Some(FileOperationRegistrationOptions { filters: vec![all] });
    WorkspaceFileOperationsServerCapabilities {
        did_delete: all.clone(),
        did_rename: all,
        ..WorkspaceFileOperationsServerCapabilities::default()
    }
}

/// What is offered to a client with which this was agreed.
pub fn offered(settings: &Settings) -> ServerCapabilities {
    ServerCapabilities {
        position_encoding: Some(settings::kind(settings.encoding)),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            ..TextDocumentSyncOptions::default()
        })),
        code_action_provider: settings.code_actions.then(|| {
            CodeActionProviderCapability::Options(CodeActionOptions {
                code_action_kinds: Some(actions::kinds()),
                resolve_provider: settings.resolve_edits.then_some(true),
                ..CodeActionOptions::default()
            })
        }),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(completion::TRIGGERS.map(str::to_owned).to_vec()),
            resolve_provider: Some(true),
            ..CompletionOptions::default()
        }),
        document_formatting_provider: Some(OneOf::Left(true)),
        document_range_formatting_provider: Some(OneOf::Left(true)),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        document_symbol_provider: Some(OneOf::Left(true)),
        folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
        selection_range_provider: Some(SelectionRangeProviderCapability::Simple(true)),
        document_highlight_provider: Some(OneOf::Left(true)),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        diagnostic_provider: settings.pulls.then(|| {
            DiagnosticServerCapabilities::Options(DiagnosticOptions {
                identifier: Some("gouji".to_owned()),
                inter_file_dependencies: false,
                workspace_diagnostics: true,
                ..DiagnosticOptions::default()
            })
        }),
        workspace_symbol_provider: Some(OneOf::Left(true)),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: commands::offered(settings),
            ..ExecuteCommandOptions::default()
        }),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            file_operations: settings.tells_of_folders.then(file_operations),
        }),
        document_on_type_formatting_provider: Some(DocumentOnTypeFormattingOptions {
            first_trigger_character: formatting::TYPED[0].to_owned(),
            more_trigger_character: Some(
                formatting::TYPED[1..].iter().map(|typed| (*typed).to_owned()).collect(),
            ),
        }),
        document_link_provider: Some(DocumentLinkOptions {
            resolve_provider: Some(false),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        }),
        semantic_tokens_provider: settings.tokens.then(|| {
            SemanticTokensServerCapabilities::SemanticTokensOptions(SemanticTokensOptions {
                legend: tokens::legend(),
                range: Some(true),
                full: Some(SemanticTokensFullOptions::Delta { delta: Some(true) }),
                ..SemanticTokensOptions::default()
            })
        }),
        inlay_hint_provider: Some(OneOf::Left(true)),
        // A lens leads to a place, so it is for clients that can go to one.
        code_lens_provider: settings
            .shows_documents
            .then_some(CodeLensOptions { resolve_provider: Some(false) }),
        // What the protocol does not know: `gouji/preview`.
        experimental: Some(json!({ "gouji": { "preview": true } })),
        ..ServerCapabilities::default()
    }
}
