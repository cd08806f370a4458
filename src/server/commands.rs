//! The commands that the editor may have the server run.
//!
//! Invariant: what the client sends is checked before anything is done with it, and the client is never waited for.

use serde_json::Value;
use tower_lsp::Client;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::{ExecuteCommandParams, Range, ShowDocumentParams, Url};

/// Goes to a place: the address of a document and a range.
pub const SHOW: &str = "gouji.show";

/// All commands.
pub const ALL: &[&str] = &[SHOW];

/// Runs a command.
pub fn run(client: &Client, params: ExecuteCommandParams) -> Result<Option<Value>> {
    match params.command.as_str() {
        SHOW => show(client, params.arguments),
        other => Err(Error::invalid_params(format!("no such command: {other}"))),
    }
}

fn show(client: &Client, arguments: Vec<Value>) -> Result<Option<Value>> {
    let (uri, selection): (Url, Range) = serde_json::from_value(Value::Array(arguments))
        .map_err(|error| Error::invalid_params(format!("{SHOW} takes an address and a range: {error}")))?;
    let params =
        ShowDocumentParams { uri, external: None, take_focus: Some(true), selection: Some(selection) };
    let client = client.clone();
    tokio::spawn(async move {
        if let Err(error) = client.show_document(params).await {
            tracing::warn!("the client did not go to a place: {error}");
        }
    });
    Ok(None)
}
