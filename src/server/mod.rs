//! The language server.
//!
//! Messages come in through `framing` and `transport`, change the documents in `session` or ask about them by way
//! of `requests`; what is wrong is asked for by `pull` or said by `diagnostics`, and `workspace` knows the files that
//! are not open. Only this folder knows the protocol; what it answers comes from the [`engine`].

mod actions;
mod arguments;
mod ask;
mod capabilities;
mod check;
mod commands;
mod completion;
mod convert;
mod diagnostics;
pub mod engine;
mod figures;
mod folders;
mod formatting;
mod framing;
mod hints;
mod hover;
mod insert;
mod lens;
mod links;
mod log;
mod mend;
mod parent;
mod preview;
mod progress;
mod projects;
mod pull;
mod reports;
mod requests;
mod review;
mod session;
mod settings;
mod snapshot;
mod status;
mod structure;
mod tokens;
mod transport;
mod uris;
mod words;
mod workspace;

use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::task::JoinHandle;
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::notification::{Notification, WorkDoneProgressCancel};
use tower_lsp::lsp_types::*;
use tower_lsp::{Client, LanguageServer, LspService};

use engine::{Engine, Gouji};
use preview::{Preview, PreviewParams};
use session::Session;
use settings::Settings;
use status::{DocumentStatus, StatusParams};
use tokens::Given;

/// Serves the editor on standard input and output until it is gone.
pub fn run() -> ExitCode {
    log::to_standard_error();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            tracing::error!("{error}");
            return ExitCode::from(2);
        }
    };
    let code = runtime.block_on(serve(tokio::io::stdin(), tokio::io::stdout(), Gouji));
    // Standard input may still be open, and an analysis may still be running: neither is waited for.
    runtime.shutdown_background();
    ExitCode::from(code)
}

/// Serves one client and returns the exit code: 0 if the client asked for the shutdown first, otherwise 1.
pub async fn serve<I, O, E>(input: I, output: O, engine: E) -> u8
where
    I: AsyncRead + Unpin,
    O: AsyncWrite + Unpin + Send + 'static,
    E: Engine,
{
    let session = Arc::new(Session::new(engine));
    let (service, socket) = LspService::build(|client| {
        let publisher = tokio::spawn(diagnostics::publish(session.clone(), client.clone()));
        let refresher = tokio::spawn(ask::refresh(session.clone(), client.clone()));
        Server {
            session,
            client,
            publisher: Mutex::new(Some(publisher)),
            refresher,
            tokens: Given::default(),
        }
    })
    .custom_method("gouji/preview", Server::preview)
    .custom_method("gouji/status", Server::status)
    .custom_method(WorkDoneProgressCancel::METHOD, Server::stop)
    .finish();
    transport::serve(input, output, service, socket).await
}

/// The methods of the protocol. Those that change state have no `.await`.
struct Server<E: Engine> {
    session: Arc<Session<E>>,
    client: Client,
    publisher: Mutex<Option<JoinHandle<()>>>,
    refresher: JoinHandle<()>,
    tokens: Given,
}

impl<E: Engine> Server<E> {
    /// The user wants work stopped whose progress is shown.
    async fn stop(&self, params: WorkDoneProgressCancelParams) {
        self.session.running.stop(&params.token);
    }

    async fn preview(&self, params: PreviewParams) -> Result<Option<Preview>> {
        requests::answer(&self.session, &params.text_document.uri, preview::preview).await
    }

    async fn status(&self, params: StatusParams) -> Result<Option<DocumentStatus>> {
        requests::answer(&self.session, &params.text_document.uri, status::status).await
    }
}

#[tower_lsp::async_trait]
impl<E: Engine> LanguageServer for Server<E> {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        self.session.agree(Settings::agreed(&params), folders::at_start(&params));
        Ok(InitializeResult {
            capabilities: capabilities::offered(&self.session.settings()),
            server_info: Some(ServerInfo {
                name: env!("CARGO_PKG_NAME").to_owned(),
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
        requests::answer(&self.session, &text_document.uri, move |snapshot, analysed| {
            actions::offered(snapshot, analysed, range, &context)
        })
        .await
    }

    async fn code_action_resolve(&self, action: CodeAction) -> Result<CodeAction> {
        actions::resolve(&self.session, action).await
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
        Ok(completion::resolved(item, &self.session.settings()))
    }

    async fn formatting(&self, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        requests::answer(&self.session, &params.text_document.uri, |snapshot, analysed| {
            formatting::edits(snapshot, analysed, None)
        })
        .await
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let at = params.text_document_position_params;
        let answer = requests::answer(&self.session, &at.text_document.uri, move |snapshot, analysed| {
            hover::hover(snapshot, analysed, at.position)
        });
        Ok(answer.await?.flatten())
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        requests::answer(&self.session, &params.text_document.uri, structure::symbols).await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        requests::answer(&self.session, &params.text_document.uri, structure::folds).await
    }

    async fn selection_range(&self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        requests::answer(&self.session, &params.text_document.uri, move |snapshot, analysed| {
            structure::selections(snapshot, analysed, &params.positions)
        })
        .await
    }

    async fn range_formatting(&self, params: DocumentRangeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        let DocumentRangeFormattingParams { text_document, range, .. } = params;
        requests::answer(&self.session, &text_document.uri, move |snapshot, analysed| {
            formatting::edits(snapshot, analysed, Some(range))
        })
        .await
    }

    async fn document_highlight(
        &self,
        params: DocumentHighlightParams,
    ) -> Result<Option<Vec<DocumentHighlight>>> {
        let at = params.text_document_position_params;
        requests::answer(&self.session, &at.text_document.uri, move |snapshot, analysed| {
            figures::highlights(snapshot, analysed, at.position)
        })
        .await
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        let at = params.text_document_position_params;
        let answer = requests::answer(&self.session, &at.text_document.uri, move |snapshot, analysed| {
            figures::definition(snapshot, analysed, at.position)
        });
        Ok(answer.await?.flatten())
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let at = params.text_document_position;
        let with_itself = params.context.include_declaration;
        let answer = requests::answer(&self.session, &at.text_document.uri, move |snapshot, analysed| {
            figures::references(snapshot, analysed, at.position, with_itself)
        });
        Ok(answer.await?.flatten())
    }

    async fn on_type_formatting(
        &self,
        params: DocumentOnTypeFormattingParams,
    ) -> Result<Option<Vec<TextEdit>>> {
        let DocumentOnTypeFormattingParams { text_document_position: at, ch, .. } = params;
        requests::answer(&self.session, &at.text_document.uri, move |snapshot, analysed| {
            formatting::on_type(snapshot, analysed, &ch, at.position)
        })
        .await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        requests::answer(&self.session, &params.text_document.uri, links::links).await
    }

    async fn semantic_tokens_full(
        &self,
        params: SemanticTokensParams,
    ) -> Result<Option<SemanticTokensResult>> {
        let uri = params.text_document.uri;
        let data = requests::answer(&self.session, &uri, |snapshot, analysed| {
            tokens::tokens(snapshot, analysed, None)
        });
        Ok(data.await?.map(|data| self.tokens.whole(uri, data).into()))
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        let uri = params.text_document.uri;
        let data = requests::answer(&self.session, &uri, |snapshot, analysed| {
            tokens::tokens(snapshot, analysed, None)
        });
        Ok(data.await?.map(|data| self.tokens.difference(uri, &params.previous_result_id, data)))
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        let SemanticTokensRangeParams { text_document, range, .. } = params;
        let data = requests::answer(&self.session, &text_document.uri, move |snapshot, analysed| {
            tokens::tokens(snapshot, analysed, Some(range))
        });
        Ok(data.await?.map(|data| SemanticTokens { result_id: None, data }.into()))
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        let InlayHintParams { text_document, range, .. } = params;
        requests::answer(&self.session, &text_document.uri, move |snapshot, analysed| {
            hints::hints(snapshot, analysed, range)
        })
        .await
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        requests::answer(&self.session, &params.text_document.uri, lens::lenses).await
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        pull::document(&self.session, params).await.map(DocumentDiagnosticReportResult::Report)
    }

    async fn workspace_diagnostic(
        &self,
        params: WorkspaceDiagnosticParams,
    ) -> Result<WorkspaceDiagnosticReportResult> {
        pull::workspace(&self.session, &self.client, params)
            .await
            .map(WorkspaceDiagnosticReportResult::Report)
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<Vec<SymbolInformation>>> {
        reports::symbols(&self.session, params.query).await.map(Some)
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<Value>> {
        commands::execute(&self.session, &self.client, params).await
    }

    /// Closes everything; the answer comes when no diagnostics are shown any more.
    async fn shutdown(&self) -> Result<()> {
        self.session.shut_down();
        let publisher = self.publisher.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(publisher) = publisher {
            let _ = publisher.await;
        }
        Ok(())
    }
}

impl<E: Engine> Drop for Server<E> {
    fn drop(&mut self) {
        if let Some(publisher) = self.publisher.get_mut().unwrap_or_else(PoisonError::into_inner) {
            publisher.abort();
        }
        self.refresher.abort();
    }
}
