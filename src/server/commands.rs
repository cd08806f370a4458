//! What the client can have done by name.
//!
//! Invariant: what is offered is what is matched here.

use std::sync::Arc;

use serde_json::Value;
use tower_lsp::Client;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::ExecuteCommandParams;

use super::check;
use super::engine::Engine;
use super::session::Session;

/// Checks all reports in the folders.
const CHECK_WORKSPACE: &str = "gouji.checkWorkspace";

/// All commands.
pub const ALL: &[&str] = &[CHECK_WORKSPACE];

/// Does what a command says.
pub async fn execute<E: Engine>(
    session: &Arc<Session<E>>,
    client: &Client,
    params: ExecuteCommandParams,
) -> Result<Option<Value>> {
    let token = params.work_done_progress_params.work_done_token;
    match params.command.as_str() {
        CHECK_WORKSPACE => check::check(session, client, token).await.map(Some),
        other => Err(Error::invalid_params(format!("no such command: {other}"))),
    }
}
