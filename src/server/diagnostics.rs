//! What is underlined, told to clients that do not ask.
//!
//! Invariants: a client that asks is told nothing here. A document is judged on its newest state, at once and by one
//! thread, which all who ask about that state wait for; its list goes out before their answers. What is overtaken is
//! dropped, unless nothing was shown for [`NOT_LONGER`]. A list is sent when it differs from the one that is shown, and
//! once more when the client may have dropped it and nobody types any more; a document that is closed or is no report
//! shows none; of a file that was checked with its folder the list is shown also when it is closed, and then it is that
//! of the disk. Lists wait while the client does not read: there are never more than one for each document.

use std::collections::HashMap;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

use lsp_types::{Diagnostic, Url};
use tokio::runtime::Handle;
use tokio::sync::mpsc;

use super::projects::is_project;
use super::session::Session;
use super::settings::Settings;
use super::snapshot::Snapshot;
use super::turns::Work;
use super::uris::{self, Uris};
use super::workspace;

/// While someone types without a pause, something is shown at least this often.
const NOT_LONGER: Duration = Duration::from_millis(300);
/// Some clients drop a list when they have another version already. One that the server hears of later than this after
/// it sent the list was made when the list had been read.
const ON_ITS_WAY: Duration = Duration::from_secs(1);
/// A list that may have been dropped is sent again when nothing was typed for so long.
const PAUSE: Duration = Duration::from_millis(300);
/// A file that is not open has never been opened.
const NEVER_OPENED: u64 = 0;
const NOTHING: &[u8] = b"[]";

/// What the client shows, and the way to it.
#[derive(Debug)]
pub struct Publisher {
    state: Mutex<State>,
    messages: mpsc::Sender<Vec<u8>>,
    uris: Arc<Uris>,
}

#[derive(Debug, Default)]
struct State {
    shown: HashMap<Url, Shown>,
    closed: bool,
}

/// What the client shows for a document.
#[derive(Debug)]
struct Shown {
    /// The revision of the opening for which it holds.
    opened: u64,
    /// None where it is no report any more, and shows nothing.
    list: Option<Vec<u8>>,
    /// The version with which it was sent last, and when.
    version: Option<i32>,
    at: Instant,
    /// Whether the client may have dropped it.
    in_doubt: bool,
}

impl Publisher {
    /// Nothing is shown yet. Each of the `messages` is the body of a message to the client, in which documents have
    /// the addresses that it knows.
    pub fn new(messages: mpsc::Sender<Vec<u8>>, uris: Arc<Uris>) -> Publisher {
        Publisher { state: Mutex::default(), messages, uris }
    }

    /// Shows nothing any more, for good.
    pub async fn close(&self) {
        let shown = {
            let mut state = self.state();
            state.closed = true;
            std::mem::take(&mut state.shown)
        };
        for uri in shown.into_iter().filter(|(_, shown)| !shown.is_clear()).map(|(uri, _)| uri) {
            let _ = self.messages.send(self.message(&uri, NOTHING, None)).await;
        }
    }

    /// A message about a document, with its address as the client knows it.
    pub fn spelled(&self, message: Vec<u8>, uri: &Url) -> Vec<u8> {
        self.uris.restore_bytes(message, uri)
    }

    /// Shows a list for a document, unless it is shown already. This may wait for the client.
    fn publish(&self, uri: &Url, list: Vec<u8>, version: Option<i32>, opened: u64) {
        if self.state().shows(uri, opened, &list) {
            return;
        }
        let message = self.message(uri, &list, version);
        self.send(message, |shown| {
            let now = Shown { opened, list: Some(list), version, at: Instant::now(), in_doubt: false };
            shown.insert(uri.clone(), now);
        });
    }

    /// Shows nothing any more for a document of which this version is no report.
    fn hide(&self, uri: &Url, version: i32) {
        if self.state().shown.get(uri).is_some_and(|shown| shown.list.is_some()) {
            let version = Some(version);
            self.send(self.message(uri, NOTHING, version), |shown| {
                if let Some(shown) = shown.get_mut(uri) {
                    let (list, at) = (None, Instant::now());
                    *shown = Shown { list, version, at, in_doubt: false, ..*shown };
                }
            });
        }
    }

    /// Shows nothing any more for a document that is closed.
    fn clear(&self, uri: &Url) {
        let mut state = self.state();
        if state.shown.get(uri).is_some_and(Shown::is_clear) {
            state.shown.remove(uri);
        }
        let is_shown = state.shown.contains_key(uri);
        drop(state);
        if is_shown {
            self.send(self.message(uri, NOTHING, None), |shown| {
                shown.remove(uri);
            });
        }
    }

    /// A document is now in this version, of which the server has just heard; none where it is closed.
    fn overtake(&self, uri: &Url, version: Option<i32>) {
        let mut state = self.state();
        let shown =
            state.shown.get_mut(uri).filter(|shown| shown.version.is_some() && shown.version != version);
        if let Some(shown) = shown.filter(|shown| shown.at.elapsed() < ON_ITS_WAY) {
            shown.in_doubt = true;
        }
    }

    fn is_in_doubt(&self, uri: &Url) -> bool {
        self.state().shown.get(uri).is_some_and(|shown| shown.in_doubt)
    }

    /// Sends the list that may have been dropped again, for a version for which it holds too.
    async fn repeat(&self, uri: &Url, version: i32) {
        let Ok(place) = self.messages.reserve().await else { return };
        let mut state = self.state();
        // After the end nothing is shown any more.
        let Some(shown) = state.shown.get_mut(uri).filter(|shown| shown.in_doubt) else { return };
        place.send(self.message(uri, shown.list.as_deref().unwrap_or(NOTHING), Some(version)));
        shown.version = Some(version);
        shown.at = Instant::now();
        shown.in_doubt = false;
    }

    /// Sends a message and notes what is shown then, both or, after the end, neither.
    fn send(&self, message: Vec<u8>, note: impl FnOnce(&mut HashMap<Url, Shown>)) {
        let Ok(place) = Handle::current().block_on(self.messages.reserve()) else { return };
        let mut state = self.state();
        if !state.closed {
            note(&mut state.shown);
            place.send(message);
        }
    }

    fn message(&self, uri: &Url, list: &[u8], version: Option<i32>) -> Vec<u8> {
        let mut message = Vec::with_capacity(list.len() + 256);
        let written = (|| {
            message.write_all(
                br#"{"jsonrpc":"2.0","method":"textDocument/publishDiagnostics","params":{"uri":"#,
            )?;
            serde_json::to_writer(&mut message, uri)?;
            if let Some(version) = version {
                write!(message, r#","version":{version}"#)?;
            }
            message.write_all(br#","diagnostics":"#)?;
            message.write_all(list)?;
            message.write_all(b"}}")
        })();
        debug_assert!(written.is_ok(), "memory takes everything");
        self.spelled(message, uri)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shown {
    /// Whether the client surely shows nothing.
    fn is_clear(&self) -> bool {
        self.list.is_none() && !self.in_doubt
    }
}

impl State {
    fn shows(&self, uri: &Url, opened: u64, list: &[u8]) -> bool {
        match self.shown.get(uri) {
            Some(shown) => shown.opened == opened && shown.list.as_deref() == Some(list),
            None => opened == NEVER_OPENED && list == NOTHING,
        }
    }
}

/// Does work that [`super::turns`] gives out; it may take long and wait for the client.
pub fn work(session: &Arc<Session>, work: Work) {
    match work {
        Work::Document(uri) => judge_changes(session, &uri),
        Work::Files => {
            while let Some(uri) = session.next_file() {
                judge_changes(session, &uri);
            }
        }
    }
}

fn judge_changes(session: &Arc<Session>, uri: &Url) {
    while session.has_changed(uri) {
        if catch_unwind(AssertUnwindSafe(|| judge(session, uri))).is_err() {
            tracing::error!("{uri} could not be judged");
            // Nobody is to wait for it for ever.
            if let Some(snapshot) = session.snapshot(uri) {
                session.found_out(&snapshot, true);
            }
        }
    }
}

fn judge(session: &Arc<Session>, uri: &Url) {
    let Settings { pulls, drops_lists, .. } = *session.settings();
    let snapshot = session.snapshot(uri);
    let now = snapshot.as_ref().map(|now| (now.version, now.revision));
    if drops_lists {
        session.publisher.overtake(uri, now.map(|(version, _)| version));
    }
    match snapshot {
        Some(snapshot) if snapshot.may_be_report() => of_document(session, snapshot),
        _ if pulls => {}
        Some(snapshot) => match snapshot.as_project() {
            Some(list) => {
                session.publisher.publish(uri, bytes(&list), Some(snapshot.version), snapshot.opened);
            }
            None => session.publisher.hide(uri, snapshot.version),
        },
        // At the end no document is open any more, but what it showed is not that of its file.
        None if session.is_closed() => {}
        None => of_file(session, uri),
    }
    if let Some((version, revision)) = now.filter(|_| session.publisher.is_in_doubt(uri)) {
        let (session, uri) = (Arc::downgrade(session), uri.clone());
        Handle::current().spawn(repeat_after_pause(session, uri, version, revision));
    }
}

/// Sends the list of a document again if it still is as it was `revision`, and the list may still have been dropped.
async fn repeat_after_pause(session: Weak<Session>, uri: Url, version: i32, revision: u64) {
    tokio::time::sleep(PAUSE).await;
    let Some(session) = session.upgrade() else { return };
    if session.revision(&uri) == Some(revision) {
        session.publisher.repeat(&uri, version).await;
    }
}

/// Finds out all about a document and shows what is wrong with it.
fn of_document(session: &Arc<Session>, mut snapshot: Snapshot) {
    let found_out = catch_unwind(AssertUnwindSafe(|| snapshot.analyse()));
    let Ok(analysed) = found_out else {
        tracing::error!("{} could not be judged", snapshot.uri);
        return session.found_out(&snapshot, true);
    };
    // What was known before is dropped at the end: that takes its time, and nobody is to wait for it.
    let before = session.keep(&snapshot.uri, &analysed);
    if !snapshot.settings.pulls {
        let Snapshot { uri, version, revision, opened, .. } = &snapshot;
        let now = session.snapshot(uri).filter(|now| now.opened == *opened);
        let lately = |shown: &Shown| shown.opened == *opened && shown.at.elapsed() < NOT_LONGER;
        // What overtook it is judged next; of what was closed meanwhile nothing is shown.
        let is_wanted = now.is_some_and(|now| {
            now.revision == *revision || !session.publisher.state().shown.get(uri).is_some_and(lately)
        });
        if is_wanted {
            match analysed.is_report {
                true => session.publisher.publish(uri, analysed.list.bytes(), Some(*version), *opened),
                false => session.publisher.hide(uri, *version),
            }
        }
    }
    session.found_out(&snapshot, false);
    // A mistake in the project's file is worth knowing where it has nobody's eye.
    let known = before.as_ref().and_then(|before| before.project.as_ref());
    let project = analysed.project.as_ref();
    let project = project.filter(|project| known.is_none_or(|known| !Arc::ptr_eq(known, project)));
    if let Some(uri) = project.and_then(|project| uris::of_file(&project.path)) {
        session.look_at(uri);
    }
}

/// Shows what is wrong with a file that is not open, if it is to be shown then.
fn of_file(session: &Arc<Session>, uri: &Url) {
    let to_show = |path: &PathBuf| is_project(path) || session.shows_file(path);
    let found = uris::file(uri).filter(to_show).and_then(|path| match is_project(&path) {
        true => workspace::of_project(session, &path),
        false => workspace::of_closed(session, &path),
    });
    match found {
        None => session.publisher.clear(uri),
        // What was opened meanwhile is judged next.
        Some(found) if found.version.is_some() || session.revision(uri).is_some() => {}
        Some(found) => session.publisher.publish(uri, bytes(&found.judged.list), None, NEVER_OPENED),
    }
}

fn bytes(list: &[Diagnostic]) -> Vec<u8> {
    serde_json::to_vec(list).unwrap_or_else(|_| NOTHING.to_vec())
}
