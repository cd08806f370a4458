//! What is underlined, told to clients that do not ask.
//!
//! Invariants: a client that asks is told nothing here. One worker publishes, so lists arrive in the order of the versions they hold for. It works on the
//! newest state there is, begins at once and drops what is overtaken, unless nothing was shown for
//! [`NOT_LONGER`]. A list is sent when it differs from the one that is shown; a document that is closed or is no
//! report shows none; of a file that was checked with its folder the list is shown also when it is closed, and then
//! it is that of the disk.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tower_lsp::Client;
use tower_lsp::lsp_types::{Diagnostic, Url};

use super::convert;
use super::engine::Engine;
use super::projects::is_project;
use super::session::Session;
use super::snapshot::Snapshot;
use super::uris;
use super::workspace;

/// While someone types without a pause, something is shown at least this often.
const NOT_LONGER: Duration = Duration::from_millis(300);

/// What the client shows for a document.
struct Shown {
    /// The revision of the opening for which it holds.
    opened: u64,
    list: Vec<Diagnostic>,
    at: Instant,
}

/// Publishes until the session is closed; then nothing is shown any more.
pub async fn publish<E: Engine>(session: Arc<Session<E>>, client: Client) {
    let mut publisher = Publisher { session: session.clone(), client, shown: HashMap::new() };
    tokio::select! {
        biased;
        () = session.closed.notified() => {}
        () = publisher.run() => {}
    }
    for uri in std::mem::take(&mut publisher.shown).into_keys() {
        publisher.client.publish_diagnostics(uri, Vec::new(), None).await;
    }
}

struct Publisher<E: Engine> {
    session: Arc<Session<E>>,
    client: Client,
    shown: HashMap<Url, Shown>,
}

impl<E: Engine> Publisher<E> {
    async fn run(&mut self) {
        loop {
            self.session.changed.notified().await;
            while let Some(uri) = self.session.next_changed() {
                match self.session.snapshot(&uri) {
                    _ if self.session.settings().pulls => {}
                    Some(snapshot) if snapshot.may_be_report() => self.show(snapshot).await,
                    Some(other) => self.show_project(other).await,
                    None => self.show_file(uri).await,
                }
            }
        }
    }

    async fn show(&mut self, mut snapshot: Snapshot<E>) {
        let Snapshot { uri, version, revision, opened, .. } = snapshot.clone();
        let judged = tokio::task::spawn_blocking(move || {
            let analysed = snapshot.analyse();
            let list = snapshot.list(&analysed);
            (analysed, list)
        });
        let (analysed, list) = match judged.await {
            Ok(judged) => judged,
            Err(failure) => return tracing::error!("{uri} could not be judged: {failure}"),
        };
        self.session.keep(&uri, &analysed);
        let shown = self.shown.get(&uri).filter(|shown| shown.opened == opened);
        let overtaken = self.session.revision(&uri) != Some(revision);
        // What overtook it stands in the queue.
        if overtaken && shown.is_some_and(|shown| shown.at.elapsed() < NOT_LONGER) {
            return;
        }
        if !analysed.is_report {
            return self.hide(uri, Some(version)).await;
        }
        self.publish(uri, list, version, opened).await;
        // A mistake in the project's file is worth knowing where it has nobody's eye.
        let project = analysed.project.as_ref().and_then(|project| uris::of_file(&project.path));
        if let Some(project) = project.filter(|project| self.session.revision(project).is_none()) {
            self.show_file(project).await;
        }
    }

    /// Shows what is wrong with a document that is a `gouji.toml`; nothing of any other.
    async fn show_project(&mut self, snapshot: Snapshot<E>) {
        let Snapshot { uri, version, opened, .. } = snapshot.clone();
        match tokio::task::spawn_blocking(move || snapshot.as_project()).await {
            Ok(Some(list)) => self.publish(uri, list, version, opened).await,
            Ok(None) => self.hide(uri, Some(version)).await,
            Err(failure) => tracing::error!("{uri} could not be judged: {failure}"),
        }
    }

    /// Shows a list of a document that is open, unless it is shown already.
    async fn publish(&mut self, uri: Url, list: Vec<Diagnostic>, version: i32, opened: u64) {
        if self.shown.get(&uri).is_some_and(|shown| shown.opened == opened && shown.list == list) {
            return;
        }
        let mut stamped = list.clone();
        stamped.iter_mut().for_each(|diagnostic| convert::stamp(diagnostic, version));
        self.shown.insert(uri.clone(), Shown { opened, list, at: Instant::now() });
        self.client.publish_diagnostics(uri, stamped, Some(version)).await;
    }

    /// Shows what is wrong with a file that is not open, if it is to be shown then.
    async fn show_file(&mut self, uri: Url) {
        let to_show = |path: &PathBuf| is_project(path) || self.session.shows_file(path);
        let Some(path) = uris::file(&uri).filter(to_show) else { return self.hide(uri, None).await };
        let session = self.session.clone();
        let found = tokio::task::spawn_blocking(move || match is_project(&path) {
            true => workspace::of_project(&session, &path),
            false => workspace::of_closed(&session, &path),
        });
        let Some(found) = found.await.ok().flatten() else { return self.hide(uri, None).await };
        // What was opened meanwhile stands in the queue.
        if found.version.is_some() || self.session.revision(&uri).is_some() {
            return;
        }
        let list = found.judged.list.clone();
        const NEVER_OPENED: u64 = 0;
        let shown = self.shown.get(&uri).filter(|shown| shown.opened == NEVER_OPENED);
        if shown.map_or(list.is_empty() && !self.shown.contains_key(&uri), |shown| shown.list == list) {
            return;
        }
        let now = Shown { opened: NEVER_OPENED, list: list.clone(), at: Instant::now() };
        self.shown.insert(uri.clone(), now);
        self.client.publish_diagnostics(uri, list, None).await;
    }

    /// Shows nothing any more; `version` is the one that is no report, none where the document is closed.
    async fn hide(&mut self, uri: Url, version: Option<i32>) {
        if self.shown.contains_key(&uri) {
            self.client.publish_diagnostics(uri.clone(), Vec::new(), version).await;
            self.shown.remove(&uri);
        }
    }
}
