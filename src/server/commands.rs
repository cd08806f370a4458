//! The commands that the client may have the server run.
//!
//! Invariant: what is offered is what is matched here; what the client sends is checked before anything is done with
//! it, and the client is never waited for.

use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::Value;
use tower_lsp::Client;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::{ExecuteCommandParams, Range, ShowDocumentParams, Url};

use super::check;
use super::engine::Engine;
use super::session::Session;
use super::settings::Settings;

/// Checks all reports in the folders.
const CHECK_WORKSPACE: &str = "gouji.checkWorkspace";
/// Goes to a place: the address of a document and a range.
pub const SHOW: &str = "gouji.show";

/// The commands that are of use to a client.
pub fn offered(settings: &Settings) -> Vec<String> {
    let commands = [(CHECK_WORKSPACE, true), (SHOW, settings.shows_documents)];
    commands.into_iter().filter(|(_, offered)| *offered).map(|(command, _)| command.to_owned()).collect()
}

/// Does what a command says.
pub async fn execute<E: Engine>(
    session: &Arc<Session<E>>,
    client: &Client,
    params: ExecuteCommandParams,
) -> Result<Option<Value>> {
    let token = params.work_done_progress_params.work_done_token;
    match params.command.as_str() {
        CHECK_WORKSPACE => check::check(session, client, token).await.map(Some),
        SHOW => {
            let what = "the address of a document and a range";
            let (uri, selection) = arguments(SHOW, what, Value::Array(params.arguments))?;
            show(client, uri, selection);
            Ok(None)
        }
        other => Err(Error::invalid_params(format!("no such command: {other}"))),
    }
}

/// The arguments of a command, which takes `what`.
fn arguments<T: DeserializeOwned>(command: &str, what: &str, given: Value) -> Result<T> {
    serde_json::from_value(given)
        .map_err(|error| Error::invalid_params(format!("{command} takes {what}: {error}")))
}

fn show(client: &Client, uri: Url, selection: Range) {
    let params =
        ShowDocumentParams { uri, external: None, take_focus: Some(true), selection: Some(selection) };
    let client = client.clone();
    tokio::spawn(async move {
        if let Err(error) = client.show_document(params).await {
            tracing::warn!("the client did not go to a place: {error}");
        }
    });
}
