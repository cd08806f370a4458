//! How far long work has come, and how the client stops it.
//!
//! Invariant: a progress that was begun is ended, also when the work is stopped or fails.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use lsp_types::notification::Progress as ProgressNotification;
use lsp_types::{
    ProgressParams, ProgressParamsValue, ProgressToken, WorkDoneProgress, WorkDoneProgressBegin,
    WorkDoneProgressEnd, WorkDoneProgressReport,
};

use super::adapter::client::Client;
use super::stop::Stop;

/// The progress of one piece of work.
pub struct Progress {
    client: Client,
    token: Option<ProgressToken>,
    percentage: u32,
}

impl Progress {
    /// Begins to show it.
    pub async fn begin(client: Client, token: ProgressToken, title: &str) -> Progress {
        let begin = WorkDoneProgressBegin {
            title: title.to_owned(),
            cancellable: Some(true),
            message: None,
            percentage: Some(0),
        };
        say(&client, token.clone(), WorkDoneProgress::Begin(begin)).await;
        Progress { client, token: Some(token), percentage: 0 }
    }

    /// So much is done of so much. It is said where it shows.
    pub async fn report(&mut self, done: usize, total: usize) {
        let percentage = (done * 100 / total.max(1)) as u32;
        let Some(token) = self.token.clone().filter(|_| percentage > self.percentage) else { return };
        self.percentage = percentage;
        let report = WorkDoneProgressReport {
            cancellable: Some(true),
            message: Some(format!("{done}/{total}")),
            percentage: Some(percentage),
        };
        say(&self.client, token, WorkDoneProgress::Report(report)).await;
    }

    /// Shows it no more.
    pub async fn end(mut self) {
        if let Some(token) = self.token.take() {
            say(&self.client, token, WorkDoneProgress::End(WorkDoneProgressEnd::default())).await;
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let (Some(token), Ok(runtime)) = (self.token.take(), tokio::runtime::Handle::try_current()) {
            let client = self.client.clone();
            runtime.spawn(async move {
                say(&client, token, WorkDoneProgress::End(WorkDoneProgressEnd::default())).await;
            });
        }
    }
}

async fn say(client: &Client, token: ProgressToken, value: WorkDoneProgress) {
    let value = ProgressParamsValue::WorkDone(value);
    client.tell::<ProgressNotification>(ProgressParams { token, value }).await;
}

/// The work whose progress is shown, by its token.
#[derive(Debug, Default)]
pub struct Running {
    work: Mutex<Vec<(ProgressToken, Stop)>>,
    tokens: AtomicU64,
}

impl Running {
    /// A token that the client has not seen.
    pub fn token(&self) -> ProgressToken {
        ProgressToken::String(format!("gouji/{}", self.tokens.fetch_add(1, Ordering::Relaxed)))
    }

    /// Work has begun.
    pub fn add(&self, token: ProgressToken, stop: Stop) {
        let mut work = self.work();
        work.retain(|(_, stop)| !stop.is_last());
        work.push((token, stop));
    }

    /// The client wants work stopped.
    pub fn stop(&self, token: &ProgressToken) {
        self.work().iter().filter(|(of, _)| of == token).for_each(|(_, stop)| stop.set());
    }

    fn work(&self) -> MutexGuard<'_, Vec<(ProgressToken, Stop)>> {
        self.work.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
