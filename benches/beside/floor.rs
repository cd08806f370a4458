//! The floor: a server that stores the text, edits it, and finds nothing.

use std::collections::HashMap;
use std::sync::Mutex;

use gouji::text::{Encoding, Position, Text};
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{
    DidChangeTextDocumentParams, DidOpenTextDocumentParams, InitializeParams, InitializeResult,
    ServerCapabilities, TextDocumentSyncCapability, TextDocumentSyncKind, Url,
};
use tower_lsp::{Client, LanguageServer, LspService, Server};

/// With this argument the bench is the floor.
pub const ARGUMENT: &str = "floor";

struct Floor {
    client: Client,
    texts: Mutex<HashMap<Url, Text>>,
}

/// Serves on standard input and output until the client is gone.
pub fn serve() {
    let runtime = tokio::runtime::Runtime::new().expect("there are threads");
    runtime.block_on(async {
        let (service, socket) = LspService::new(|client| Floor { client, texts: Mutex::default() });
        Server::new(tokio::io::stdin(), tokio::io::stdout(), socket).serve(service).await;
    });
}

#[tower_lsp::async_trait]
impl LanguageServer for Floor {
    async fn initialize(&self, _: InitializeParams) -> Result<InitializeResult> {
        let sync = TextDocumentSyncCapability::Kind(TextDocumentSyncKind::INCREMENTAL);
        let capabilities =
            ServerCapabilities { text_document_sync: Some(sync), ..ServerCapabilities::default() };
        Ok(InitializeResult { capabilities, server_info: None })
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        let document = params.text_document;
        let text = Text::from(&*document.text);
        self.texts.lock().expect("nobody panics").insert(document.uri.clone(), text);
        self.client.publish_diagnostics(document.uri, Vec::new(), Some(document.version)).await;
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        let document = params.text_document;
        if let Some(text) = self.texts.lock().expect("nobody panics").get_mut(&document.uri) {
            for change in params.content_changes {
                let Some(range) = change.range else { continue };
                let [start, end] = [range.start, range.end].map(|at| {
                    text.offset(Position { line: at.line, character: at.character }, Encoding::Utf16)
                });
                text.replace(start..end, &change.text);
            }
        }
        self.client.publish_diagnostics(document.uri, Vec::new(), Some(document.version)).await;
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }
}
