//! What the client shows, and the way to it.
//!
//! Invariants: a list is sent when it differs from the one that is shown, and once more when the client may have dropped
//! it; a document that is closed or is no report shows none. Lists wait while the client does not read: there are never
//! more than one for each document.

use std::collections::HashMap;
use std::io::Write;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use lsp_types::Url;
use tokio::runtime::Handle;
use tokio::sync::mpsc;

use super::uris::Uris;

/// Some clients drop a list when they have another version already. One that the server hears of later than this after
/// it sent the list was made when the list had been read.
const ON_ITS_WAY: Duration = Duration::from_secs(1);
/// A file that is not open has never been opened.
pub const NEVER_OPENED: u64 = 0;
/// A list of nothing.
pub const NOTHING: &[u8] = b"[]";

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
    pub fn publish(&self, uri: &Url, list: Vec<u8>, version: Option<i32>, opened: u64) {
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
    pub fn hide(&self, uri: &Url, version: i32) {
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
    pub fn clear(&self, uri: &Url) {
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
    pub fn overtake(&self, uri: &Url, version: Option<i32>) {
        let mut state = self.state();
        let shown =
            state.shown.get_mut(uri).filter(|shown| shown.version.is_some() && shown.version != version);
        if let Some(shown) = shown.filter(|shown| shown.at.elapsed() < ON_ITS_WAY) {
            shown.in_doubt = true;
        }
    }

    /// Whether something was shown for a document as it was `opened` since so long ago.
    pub fn has_shown(&self, uri: &Url, opened: u64, since: Duration) -> bool {
        let lately = |shown: &Shown| shown.opened == opened && shown.at.elapsed() < since;
        self.state().shown.get(uri).is_some_and(lately)
    }

    /// Whether the client may have dropped the list of a document.
    pub fn is_in_doubt(&self, uri: &Url) -> bool {
        self.state().shown.get(uri).is_some_and(|shown| shown.in_doubt)
    }

    /// Sends the list that may have been dropped again, for a version for which it holds too if it still `holds` when
    /// there is room for it.
    pub async fn repeat(&self, uri: &Url, version: i32, holds: impl FnOnce() -> bool) {
        let Ok(place) = self.messages.reserve().await else { return };
        let mut state = self.state();
        // After the end nothing is shown any more.
        let shown = state.shown.get_mut(uri).filter(|shown| shown.in_doubt);
        let Some(shown) = shown.filter(|_| holds()) else { return };
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
