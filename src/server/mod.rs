//! The language server.
//!
//! Messages come in through `framing` and `transport`, change the documents in `session` or ask about them by way
//! of `requests`, and `diagnostics` says on its own what is wrong. Only this folder knows the protocol;
//! what it answers comes from the [`engine`].

mod actions;
mod capabilities;
mod convert;
mod diagnostics;
pub mod engine;
mod figures;
mod formatting;
mod framing;
mod hover;
mod log;
mod mend;
mod parent;
mod preview;
mod requests;
mod session;
mod settings;
mod structure;
mod transport;
mod uris;

use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::task::JoinHandle;
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{
    CodeActionParams, CodeActionResponse, DidChangeConfigurationParams, DidChangeTextDocumentParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, DocumentFormattingParams, DocumentHighlight,
    DocumentHighlightParams, DocumentRangeFormattingParams, DocumentSymbolParams, DocumentSymbolResponse,
    FoldingRange, FoldingRangeParams, GotoDefinitionParams, GotoDefinitionResponse, Hover, HoverParams,
    InitializeParams, InitializeResult, Location, ReferenceParams, SelectionRange, SelectionRangeParams,
    ServerInfo, TextEdit,
};
use tower_lsp::{LanguageServer, LspService};

use engine::{Engine, Gouji};
use preview::{Preview, PreviewParams};
use session::Session;
use settings::Settings;

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
    let service = LspService::build(|client| {
        let publisher = tokio::spawn(diagnostics::publish(session.clone(), client));
        Server { session, publisher: Mutex::new(Some(publisher)) }
    });
    let (service, socket) = service.custom_method("gouji/preview", Server::preview).finish();
    transport::serve(input, output, service, socket).await
}

/// The methods of the protocol. Those that change state have no `.await`.
struct Server<E: Engine> {
    session: Arc<Session<E>>,
    publisher: Mutex<Option<JoinHandle<()>>>,
}

/// What the protocol does not know.
impl<E: Engine> Server<E> {
    async fn preview(&self, params: PreviewParams) -> Result<Option<Preview>> {
        requests::answer(&self.session, &params.text_document.uri, preview::preview).await
    }
}

#[tower_lsp::async_trait]
impl<E: Engine> LanguageServer for Server<E> {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        self.session.configure(|settings| *settings = Settings::agreed(&params));
        Ok(InitializeResult {
            capabilities: capabilities::offered(&self.session.settings()),
            server_info: Some(ServerInfo {
                name: env!("CARGO_PKG_NAME").to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
        })
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        self.session.configure(|settings| settings.set(&params.settings));
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
        self.session.close(params.text_document.uri);
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let CodeActionParams { text_document, range, context, .. } = params;
        requests::answer(&self.session, &text_document.uri, move |snapshot, analysed| {
            actions::quick_fixes(snapshot, analysed, range, context.only.as_deref())
        })
        .await
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
    }
}
