//! Checking all reports in the folders because the user said so.
//!
//! Invariant: the lists are shown by the one publisher, or asked for by the client; here they are only made known.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use lsp_types::notification::ShowMessage;
use lsp_types::request::WorkDoneProgressCreate;
use lsp_types::{
    Diagnostic, DiagnosticSeverity, MessageType, ProgressToken, Range, ShowMessageParams, Url,
    WorkDoneProgressCreateParams,
};
use serde::Serialize;
use serde_json::{Value, json};
use tokio::sync::{mpsc, oneshot};

use super::adapter::client::Client;
use super::messages;
use super::progress::Progress;
use super::refusal::{Refusal, Result, failed};
use super::session::Session;
use super::status::DocumentStatus;
use super::stop::{Stop, Waiting};
use super::survey;
use super::workspace::Found;

/// So long the client may take to make a place for the progress; then the work is done without.
const PATIENCE: Duration = Duration::from_secs(2);

/// How a report stands, as the client lists it.
#[derive(Serialize)]
struct Row<'a> {
    uri: &'a Url,
    /// The same as `gouji/status` says of it where it is open.
    status: &'a DocumentStatus,
    /// How many of its findings can be mended with certainty.
    fixable: usize,
    /// Where the first error or warning is; where there is none, the first note.
    first: Option<Range>,
}

/// Checks all reports, or those `within` a folder, and says of each how it stands.
pub async fn check(
    session: &Arc<Session>,
    client: &Client,
    within: Option<PathBuf>,
    token: Option<ProgressToken>,
) -> Result<Value> {
    let waiting = Waiting::default();
    let (done, result) = oneshot::channel();
    let (session, client, stop) = (session.clone(), client.clone(), waiting.stop());
    // On a task of its own, for it asks the client, which must never be given up half-way.
    tokio::spawn(async move {
        let progress = begin(&session, &client, token, &stop).await;
        let _ = done.send(work(&session, &client, within, progress, stop).await);
    });
    result.await.unwrap_or(Err(Refusal::Failed))
}

/// Begins to show the progress, in the place that the client has for it or in one that it is asked for.
async fn begin(
    session: &Session,
    client: &Client,
    token: Option<ProgressToken>,
    stop: &Stop,
) -> Option<Progress> {
    let settings = session.settings();
    let token = match token {
        Some(token) => token,
        None if settings.progress => {
            let token = session.running.token();
            let create = WorkDoneProgressCreateParams { token: token.clone() };
            // On a task of its own, for a question to the client must never be given up half-way, and some never answer.
            let asked = client.clone();
            let asked = tokio::spawn(async move { asked.ask::<WorkDoneProgressCreate>(create).await });
            tokio::time::timeout(PATIENCE, asked).await.ok()?.ok()?.ok()?;
            token
        }
        None => return None,
    };
    session.running.add(token.clone(), stop.clone());
    Some(Progress::begin(client.clone(), token, messages::checking(settings.lang)).await)
}

async fn work(
    session: &Arc<Session>,
    client: &Client,
    within: Option<PathBuf>,
    mut progress: Option<Progress>,
    stop: Stop,
) -> Result<Value> {
    let (tell, mut told) = mpsc::unbounded_channel();
    let (surveyed, folder) = (session.clone(), within.clone());
    // Files that have come just now are meant, too, before anybody tells of them.
    session.workspace.walk_again();
    let survey = tokio::task::spawn_blocking(move || {
        survey::survey(&surveyed, folder.as_deref(), &stop, |done, total, found| {
            let _ = tell.send((done, total, found));
        })
    });
    let (mut files, mut rows, mut faulty, mut partly) = (HashSet::new(), Vec::new(), 0, 0);
    while let Some((done, total, found)) = told.recv().await {
        if let Some(progress) = &mut progress {
            progress.report(done, total).await;
        }
        let Some(found) = found else { continue };
        if let Some(status) = &found.judged.status {
            faulty += usize::from(status.grave() > 0);
            partly += usize::from(!status.is_complete());
            rows.push(json!(row(&found, status)));
        }
        files.insert(found.path);
    }
    let complete = survey.await.map_err(|failure| failed("the folders", &failure))?;
    if let Some(progress) = progress {
        progress.end().await;
    }
    complete.ok_or(Refusal::Stopped)?;
    let reports = files.len();
    session.show_files(within.as_deref(), files);
    let message = messages::checked(reports, faulty, partly, session.settings().lang);
    client.tell::<ShowMessage>(ShowMessageParams { typ: MessageType::INFO, message }).await;
    Ok(json!({"reports": rows}))
}

fn row<'a>(found: &'a Found, status: &'a DocumentStatus) -> Row<'a> {
    let is_note = |one: &Diagnostic| one.severity > Some(DiagnosticSeverity::WARNING);
    let first = found.judged.list.iter().min_by_key(|one| (is_note(one), one.range.start));
    let first = first.map(|one| one.range);
    Row { uri: &found.uri, status, fixable: found.judged.fixable, first }
}
