//! What is wrong, found out after every change and told to clients that do not ask.
//!
//! Invariants: a client that asks is told nothing here. A document is judged on its newest state, at once and by one
//! thread, which all who ask about that state wait for; its list goes out before their answers. What is overtaken is
//! dropped, unless nothing was shown for [`NOT_LONGER`]; a list that the client may have dropped is sent again when
//! nobody types any more. Of a file that was checked with its folder the list is shown also when it is closed, and then
//! it is that of the disk.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Weak};
use std::time::Duration;

use lsp_types::{Diagnostic, Url};
use tokio::runtime::Handle;

use super::projects::is_project;
use super::publisher::{NEVER_OPENED, NOTHING};
use super::session::{Session, Worker};
use super::settings::Settings;
use super::snapshot::Snapshot;
use super::survey;
use super::turns::Work;
use super::uris;

/// While someone types without a pause, something is shown at least this often.
const NOT_LONGER: Duration = Duration::from_millis(300);
/// A list that may have been dropped is sent again when nothing was typed for so long.
const PAUSE: Duration = Duration::from_millis(300);

/// Does the work that a session gives out on the blocking pool of this runtime, for it may take long and wait for the
/// client.
pub fn worker(runtime: Handle) -> Worker {
    Box::new(move |session, work| {
        let session = session.clone();
        runtime.spawn_blocking(move || self::work(&session, work));
    })
}

fn work(session: &Arc<Session>, work: Work) {
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
    session.publisher.repeat(&uri, version, || session.revision(&uri) == Some(revision)).await;
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
        // What overtook it is judged next; of what was closed meanwhile nothing is shown.
        let is_wanted = now.is_some_and(|now| {
            now.revision == *revision || !session.publisher.has_shown(uri, *opened, NOT_LONGER)
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
        true => survey::of_project(session, &path),
        false => survey::of_closed(session, &path),
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
