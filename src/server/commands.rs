//! The commands that the client may have the server run.
//!
//! Invariant: what is offered is what is matched here; what the client sends is checked before anything is done with
//! it, and the client is never waited for.

use std::path::PathBuf;
use std::sync::Arc;

use lsp_types::request::ShowDocument;
use lsp_types::{ExecuteCommandParams, Range, ShowDocumentParams, Url};
use serde_json::Value;

use super::adapter::client::Client;
use super::arguments::{invalid, read};
use super::insert::{INSERT_TABLE, NEW_REPORT};
use super::refusal::Result;
use super::session::Session;
use super::settings::Settings;
use super::{check, insert, uris};
use gouji_core::rules::Lang;

/// `folder?`: checks all reports in the folders, or in one folder within them, by its address.
const CHECK_WORKSPACE: &str = "gouji.checkWorkspace";
/// Goes to a place: the address of a document and a range.
pub const SHOW: &str = "gouji.show";
/// The commands that are of use to a client.
pub fn offered(settings: &Settings) -> Vec<String> {
    let commands = [
        (CHECK_WORKSPACE, true),
        (SHOW, settings.shows_documents),
        (INSERT_TABLE, settings.apply_edits),
        (NEW_REPORT, settings.apply_edits),
    ];
    commands.into_iter().filter(|(_, offered)| *offered).map(|(command, _)| command.to_owned()).collect()
}

/// Does what a command says.
pub async fn execute(
    session: &Arc<Session>,
    client: &Client,
    params: ExecuteCommandParams,
) -> Result<Option<Value>> {
    let token = params.work_done_progress_params.work_done_token;
    match params.command.as_str() {
        CHECK_WORKSPACE => {
            let folder = folder(params.arguments, session.settings().lang)?;
            check::check(session, client, folder, token).await.map(Some)
        }
        SHOW => {
            let (uri, selection) = read(Value::Array(params.arguments), SHOW, session.settings().lang)?;
            show(client, uri, selection);
            Ok(None)
        }
        INSERT_TABLE | NEW_REPORT => {
            let edit = insert::edit(session, &params.command, params.arguments).await?;
            insert::apply(client, edit);
            Ok(None)
        }
        other => Err(invalid(session.settings().lang, other, "没有这个命令", "no such command")),
    }
}

/// The folder that is to be checked; none where all are.
fn folder(arguments: Vec<Value>, lang: Lang) -> Result<Option<PathBuf>> {
    let Some(argument) = arguments.into_iter().next() else { return Ok(None) };
    let Some(folder) = read::<Option<Url>>(argument, CHECK_WORKSPACE, lang)? else { return Ok(None) };
    let path = uris::file(&folder);
    let wrong =
        || invalid(lang, CHECK_WORKSPACE, "只能检查磁盘上的文件夹", "only folders on disk can be checked");
    path.map(Some).ok_or_else(wrong)
}

fn show(client: &Client, uri: Url, selection: Range) {
    let params =
        ShowDocumentParams { uri, external: None, take_focus: Some(true), selection: Some(selection) };
    let client = client.clone();
    tokio::spawn(async move {
        if let Err(error) = client.ask::<ShowDocument>(params).await {
            tracing::warn!("the client did not go to a place: {error}");
        }
    });
}
