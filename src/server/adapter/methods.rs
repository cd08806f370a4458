//! The methods of the protocol.
//!
//! Invariants: those that change state have no `.await`, and those that ask take their snapshot before the first one,
//! so that both hold in the order of the wire.

use std::sync::Arc;

use lsp_types::notification::{Notification, WorkDoneProgressCancel};
use lsp_types::*;
use serde_json::Value;
use tokio::task::JoinHandle;
use tower_lsp::jsonrpc::Result;
use tower_lsp::{ClientSocket, LanguageServer, LspService};

use super::client::Client;
use super::raw::{self, Raw};
use crate::cells::{self, CellsParams, Filled, PasteParams, SetParams, TableCells};
use crate::facts::{self, Fact, FactsParams};
use crate::insert::{self, FormAnswer, FormParams, InsertTable, NewReport, TableChoice, TablesParams};
use crate::preview::{self, Preview, PreviewParams};
use crate::review::{self, MarkParams};
use crate::reviewed::{self, Entry, ReviewedParams};
use crate::session::Session;
use crate::settings::Settings;
use crate::snapshot::{Analysed, Snapshot};
use crate::status::{self, DocumentStatus, StatusParams};
use crate::tokens::{self, Given};
use crate::{
    actions, ask, capabilities, commands, completion, figures, folders, formatting, hints, hover, lens,
    links, pull, reports, requests, structure, uris,
};

/// Answers for this session, and the way to its client.
pub fn service(session: &Arc<Session>) -> (LspService<Server>, ClientSocket) {
    LspService::build(|client| {
        let client = Client::from(client);
        let refresher = tokio::spawn(ask::refresh(session.clone(), client.clone()));
        Server { session: session.clone(), client, refresher, tokens: Given::default() }
    })
    .custom_method("gouji/cells", Server::cells)
    .custom_method("gouji/facts", Server::facts)
    .custom_method("gouji/mark", Server::mark)
    .custom_method("gouji/insertTable", Server::insert_table)
    .custom_method("gouji/newReport", Server::new_report)
    .custom_method("gouji/pasteCells", Server::paste_cells)
    .custom_method("gouji/preview", Server::preview)
    .custom_method("gouji/reviewed", Server::reviewed)
    .custom_method("gouji/setCells", Server::set_cells)
    .custom_method("gouji/status", Server::status)
    .custom_method("gouji/tables", Server::tables)
    .custom_method(raw::SYMBOLS.own, Server::symbols)
    .custom_method(raw::FOLDS.own, Server::folds)
    .custom_method(raw::LENSES.own, Server::lenses)
    .custom_method(raw::TOKENS.own, Server::all_tokens)
    .custom_method(WorkDoneProgressCancel::METHOD, Server::stop)
    .finish()
}

/// The methods of the protocol.
pub struct Server {
    session: Arc<Session>,
    client: Client,
    /// Has the client ask again.
    refresher: JoinHandle<()>,
    tokens: Given,
}

impl Server {
    /// The user wants work stopped whose progress is shown.
    async fn stop(&self, params: WorkDoneProgressCancelParams) {
        self.session.running.stop(&params.token);
    }

    async fn facts(&self, params: FactsParams) -> Result<Option<Vec<Fact>>> {
        self.answer(&params.text_document.uri, facts::facts).await
    }

    async fn mark(&self, params: MarkParams) -> Result<Option<WorkspaceEdit>> {
        let uri = params.text_document.uri.clone();
        let answer = self.answer(&uri, move |snapshot, analysed| review::mark(snapshot, analysed, &params));
        Ok(answer.await?.flatten())
    }

    async fn reviewed(&self, params: ReviewedParams) -> Result<Vec<Entry>> {
        Ok(reviewed::reviewed(&self.session, params).await?)
    }

    async fn preview(&self, params: PreviewParams) -> Result<Option<Preview>> {
        let PreviewParams { text_document, known } = params;
        self.answer(&text_document.uri, move |snapshot, analysed| {
            preview::preview(snapshot, analysed, &known)
        })
        .await
    }

    async fn set_cells(&self, params: SetParams) -> Result<Option<Filled>> {
        let uri = params.text_document.uri.clone();
        let answer = self.answer(&uri, move |snapshot, analysed| cells::set(snapshot, analysed, &params));
        Ok(answer.await?.transpose()?)
    }

    async fn paste_cells(&self, params: PasteParams) -> Result<Option<Filled>> {
        let uri = params.text_document.uri.clone();
        let answer = self.answer(&uri, move |snapshot, analysed| cells::paste(snapshot, analysed, &params));
        Ok(answer.await?.transpose()?.flatten())
    }

    async fn cells(&self, params: CellsParams) -> Result<Option<TableCells>> {
        let CellsParams { text_document, position } = params;
        let answer = self.answer(&text_document.uri, move |snapshot, analysed| {
            cells::places(snapshot, analysed, position)
        });
        Ok(answer.await?.flatten())
    }

    async fn insert_table(&self, params: FormParams<InsertTable>) -> Result<Option<FormAnswer>> {
        Ok(insert::form(&self.session, params, insert::table).await?)
    }

    async fn new_report(&self, params: FormParams<NewReport>) -> Result<Option<FormAnswer>> {
        Ok(insert::form(&self.session, params, insert::report).await?)
    }

    async fn status(&self, params: StatusParams) -> Result<Option<DocumentStatus>> {
        self.answer(&params.text_document.uri, status::status).await
    }

    async fn tables(&self, params: TablesParams) -> Result<Option<Vec<TableChoice>>> {
        Ok(insert::tables(&self.session, params).await?)
    }

    async fn symbols(&self, params: DocumentSymbolParams) -> Result<Option<Raw>> {
        self.written(params.text_document.uri, structure::symbols).await
    }

    async fn folds(&self, params: FoldingRangeParams) -> Result<Option<Raw>> {
        self.written(params.text_document.uri, structure::folds).await
    }

    async fn lenses(&self, params: CodeLensParams) -> Result<Option<Raw>> {
        self.written(params.text_document.uri, lens::lenses).await
    }

    async fn all_tokens(&self, params: SemanticTokensParams) -> Result<Option<Raw>> {
        let uri = params.text_document.uri;
        let data = self.answer(&uri, |snapshot, analysed| tokens::tokens(snapshot, analysed, None));
        Ok(data.await?.map(|data| Raw::of(&self.tokens.whole(uri, data))))
    }

    /// An answer from all that is known of a document; none if it is not open or is no report.
    async fn answer<T, F>(&self, uri: &Url, compute: F) -> Result<Option<T>>
    where
        T: Send + 'static,
        F: FnOnce(&Snapshot, &Analysed) -> T + Send + 'static,
    {
        Ok(requests::answer(&self.session, uri, compute).await?)
    }

    /// An answer that is written in `compute`, with the address of the document as the client knows it.
    async fn written<F>(&self, uri: Url, compute: F) -> Result<Option<Raw>>
    where
        F: FnOnce(&Snapshot, &Analysed) -> Vec<u8> + Send + 'static,
    {
        let session = self.session.clone();
        self.answer(&uri, move |snapshot, analysed| {
            Raw::written(session.publisher.spelled(compute(snapshot, analysed), &snapshot.uri))
        })
        .await
    }
}

#[tower_lsp::async_trait]
impl LanguageServer for Server {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        self.session.agree(Settings::agreed(&params), folders::at_start(&params));
        Ok(InitializeResult {
            capabilities: capabilities::offered(&self.session.settings()),
            server_info: Some(ServerInfo {
                name: "gouji".to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
        })
    }

    async fn initialized(&self, _: InitializedParams) {
        ask::register(&self.session, &self.client);
        ask::configuration(&self.session, &self.client);
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        self.session.configure(|settings| settings.set(&params.settings));
        ask::configuration(&self.session, &self.client);
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        self.session.set_folders(|now| folders::change(now, &params.event));
        ask::configuration(&self.session, &self.client);
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        let paths = params.changes.iter().filter_map(|change| uris::file(&change.uri));
        self.session.touch(&paths.collect::<Vec<_>>());
    }

    async fn did_delete_files(&self, params: DeleteFilesParams) {
        let paths = params.files.iter().filter_map(|gone| uris::file(&Url::parse(&gone.uri).ok()?));
        self.session.touch(&paths.collect::<Vec<_>>());
    }

    async fn did_rename_files(&self, params: RenameFilesParams) {
        for renamed in &params.files {
            let path = |uri: &str| uris::file(&Url::parse(uri).ok()?);
            if let (Some(from), Some(to)) = (path(&renamed.old_uri), path(&renamed.new_uri)) {
                self.session.rename(&from, &to);
            }
        }
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        let document = params.text_document;
        self.session.open(document.uri, &document.language_id, document.version, &document.text);
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        let document = params.text_document;
        self.session.change(document.uri, document.version, params.content_changes);
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.tokens.forget(&params.text_document.uri);
        self.session.close(params.text_document.uri);
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let CodeActionParams { text_document, range, context, .. } = params;
        self.answer(&text_document.uri, move |snapshot, analysed| {
            actions::offered(snapshot, analysed, range, &context)
        })
        .await
    }

    async fn code_action_resolve(&self, action: CodeAction) -> Result<CodeAction> {
        Ok(actions::resolve(&self.session, action).await?)
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let CompletionParams { text_document_position: place, context, .. } = params;
        let at = place.position;
        let wanted = move |snapshot: &_, analysed: &_| completion::is_wanted(snapshot, analysed, at);
        // Whoever types fast would otherwise be offered nothing: editors filter by what was typed meanwhile.
        let answer = requests::answer_as_asked(
            &self.session,
            &place.text_document.uri,
            wanted,
            move |snapshot, analysed| completion::list(snapshot, analysed, at, context.as_ref()),
        );
        Ok(answer.await?.map(CompletionResponse::List))
    }

    async fn completion_resolve(&self, item: CompletionItem) -> Result<CompletionItem> {
        Ok(completion::resolved(item, &self.session))
    }

    async fn formatting(&self, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        self.answer(&params.text_document.uri, |snapshot, analysed| {
            formatting::edits(snapshot, analysed, None)
        })
        .await
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let at = params.text_document_position_params;
        let answer = self.answer(&at.text_document.uri, move |snapshot, analysed| {
            hover::hover(snapshot, analysed, at.position)
        });
        Ok(answer.await?.flatten())
    }

    async fn selection_range(&self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        self.answer(&params.text_document.uri, move |snapshot, analysed| {
            structure::selections(snapshot, analysed, &params.positions)
        })
        .await
    }

    async fn range_formatting(&self, params: DocumentRangeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        let DocumentRangeFormattingParams { text_document, range, .. } = params;
        self.answer(&text_document.uri, move |snapshot, analysed| {
            formatting::edits(snapshot, analysed, Some(range))
        })
        .await
    }

    async fn document_highlight(
        &self,
        params: DocumentHighlightParams,
    ) -> Result<Option<Vec<DocumentHighlight>>> {
        let at = params.text_document_position_params;
        self.answer(&at.text_document.uri, move |snapshot, analysed| {
            figures::highlights(snapshot, analysed, at.position)
        })
        .await
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        let at = params.text_document_position_params;
        let answer = self.answer(&at.text_document.uri, move |snapshot, analysed| {
            figures::definition(snapshot, analysed, at.position)
        });
        Ok(answer.await?.flatten())
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let at = params.text_document_position;
        let with_itself = params.context.include_declaration;
        let answer = self.answer(&at.text_document.uri, move |snapshot, analysed| {
            figures::references(snapshot, analysed, at.position, with_itself)
        });
        Ok(answer.await?.flatten())
    }

    async fn on_type_formatting(
        &self,
        params: DocumentOnTypeFormattingParams,
    ) -> Result<Option<Vec<TextEdit>>> {
        let DocumentOnTypeFormattingParams { text_document_position: at, ch, .. } = params;
        self.answer(&at.text_document.uri, move |snapshot, analysed| {
            formatting::on_type(snapshot, analysed, &ch, at.position)
        })
        .await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        self.answer(&params.text_document.uri, links::links).await
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        let uri = params.text_document.uri;
        let data = self.answer(&uri, |snapshot, analysed| tokens::tokens(snapshot, analysed, None));
        Ok(data.await?.map(|data| self.tokens.difference(uri, &params.previous_result_id, data)))
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        let SemanticTokensRangeParams { text_document, range, .. } = params;
        let data = self.answer(&text_document.uri, move |snapshot, analysed| {
            tokens::tokens(snapshot, analysed, Some(range))
        });
        Ok(data.await?.map(|data| SemanticTokens { result_id: None, data }.into()))
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        let InlayHintParams { text_document, range, .. } = params;
        self.answer(&text_document.uri, move |snapshot, analysed| hints::hints(snapshot, analysed, range))
            .await
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        Ok(pull::document(&self.session, params).await?.into())
    }

    async fn workspace_diagnostic(
        &self,
        params: WorkspaceDiagnosticParams,
    ) -> Result<WorkspaceDiagnosticReportResult> {
        Ok(pull::workspace(&self.session, &self.client, params).await?.into())
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<Vec<SymbolInformation>>> {
        Ok(Some(reports::symbols(&self.session, params.query).await?))
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<Value>> {
        Ok(commands::execute(&self.session, &self.client, params).await?)
    }

    /// Closes everything; the answer comes when no diagnostics are shown any more.
    async fn shutdown(&self) -> Result<()> {
        self.session.shut_down();
        self.session.publisher.close().await;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.refresher.abort();
    }
}
