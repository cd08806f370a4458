//! Checking all reports in the folders because the user said so.
//!
//! Invariant: the lists are shown by the one publisher, or asked for by the client; here they are only made known.

use std::collections::HashSet;
use std::sync::Arc;

use serde_json::{Value, json};
use tokio::sync::{mpsc, oneshot};
use tower_lsp::Client;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::request::WorkDoneProgressCreate;
use tower_lsp::lsp_types::{DiagnosticSeverity, MessageType, ProgressToken, WorkDoneProgressCreateParams};

use super::engine::Engine;
use super::progress::Progress;
use super::requests::{Stop, Waiting, failed};
use super::session::Session;
use super::words;
use super::workspace;

/// Checks all reports and says how many there are and how many of them have errors or warnings.
pub async fn check<E: Engine>(
    session: &Arc<Session<E>>,
    client: &Client,
    token: Option<ProgressToken>,
) -> Result<Value> {
    let waiting = Waiting::default();
    let (done, result) = oneshot::channel();
    let (session, client, stop) = (session.clone(), client.clone(), waiting.stop());
    // On a task of its own, for it asks the client, which must never be given up half-way.
    tokio::spawn(async move {
        let progress = begin(&session, &client, token, &stop).await;
        let _ = done.send(work(&session, &client, progress, stop).await);
    });
    result.await.unwrap_or_else(|_| Err(Error::internal_error()))
}

/// Begins to show the progress, in the place that the client has for it or in one that it is asked for.
async fn begin<E: Engine>(
    session: &Session<E>,
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
            client.send_request::<WorkDoneProgressCreate>(create).await.ok()?;
            token
        }
        None => return None,
    };
    session.running.add(token.clone(), stop.clone());
    Some(Progress::begin(client.clone(), token, words::checking(settings.lang)).await)
}

async fn work<E: Engine>(
    session: &Arc<Session<E>>,
    client: &Client,
    mut progress: Option<Progress>,
    stop: Stop,
) -> Result<Value> {
    let (tell, mut told) = mpsc::unbounded_channel();
    let surveyed = session.clone();
    let survey = tokio::task::spawn_blocking(move || {
        workspace::survey(&surveyed, &stop, |done, total, found| {
            let _ = tell.send((done, total, found));
        })
    });
    let (mut files, mut faulty) = (HashSet::new(), 0);
    while let Some((done, total, found)) = told.recv().await {
        if let Some(progress) = &mut progress {
            progress.report(done, total).await;
        }
        if let Some(found) = found {
            let grave = [Some(DiagnosticSeverity::ERROR), Some(DiagnosticSeverity::WARNING)];
            faulty += usize::from(found.judged.list.iter().any(|found| grave.contains(&found.severity)));
            files.insert(found.path);
        }
    }
    let complete = survey.await.map_err(|failure| failed("the folders", &failure))?;
    if let Some(progress) = progress {
        progress.end().await;
    }
    complete.ok_or_else(Error::request_cancelled)?;
    let reports = files.len();
    session.show_files(files);
    client.show_message(MessageType::INFO, words::checked(reports, faulty, session.settings().lang)).await;
    Ok(json!({"reports": reports, "faulty": faulty}))
}
