//! Looking at the reports in the folders that the user works in.
//!
//! Invariants: what is said of a file is what its text says that the user sees: that of the editor where it is open,
//! otherwise that of the disk, read as the terminal reads it. A file that has not changed since is not read again.
//! What is no report, or cannot be read, is passed over in silence. Files are looked at one after the other: the
//! cores are for the one who types.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lsp_types::Url;

use super::session::Session;
use super::snapshot::{Analysed, Snapshot};
use super::stop::Stop;
use super::workspace::{Found, Judged, Named, Standing};
use super::{convert, list, status, uris};
use gouji_core::assist::actions::fix_all;
use gouji_core::assist::reports;

/// Looks at all files of the folders, or of one folder `within` them, one after the other; `each` is told how many
/// were looked at, of how many, and what the last one is. None if it was stopped.
pub fn survey(
    session: &Session,
    within: Option<&Path>,
    stop: &Stop,
    mut each: impl FnMut(usize, usize, Option<Found>),
) -> Option<()> {
    let files = session.workspace.files(&session.folders(), stop)?;
    let open = session.open_files();
    let wanted = |path: &&PathBuf| within.is_none_or(|folder| path.starts_with(folder));
    let files = files.iter().filter(wanted).collect::<Vec<_>>();
    for (at, path) in files.iter().enumerate() {
        if stop.is_set() {
            return None;
        }
        each(at + 1, files.len(), look(session, path, open.get(*path)));
    }
    Some(())
}

/// Looks at a `gouji.toml`; none if there is none any more.
pub fn of_project(session: &Session, path: &Path) -> Option<Found> {
    let project = session.projects.at(path)?;
    let open = session.open_files().remove(path).and_then(|uri| session.snapshot(&uri));
    let list = project.list(&session.settings());
    let id = list::id(&serde_json::to_vec(&list).unwrap_or_default());
    let judged = Judged { id, list, reports: Vec::new(), status: None, fixable: 0, project: None };
    let (uri, version) = match open {
        Some(snapshot) => (snapshot.uri, Some(snapshot.version)),
        None => (uris::of_file(path)?, None),
    };
    Some(Found { path: path.to_owned(), uri, version, judged: Arc::new(judged) })
}

/// Looks at a file, which may be open as a document; none if it is no report.
fn look(session: &Session, path: &Path, open: Option<&Url>) -> Option<Found> {
    match open.and_then(|uri| session.snapshot(uri)) {
        Some(snapshot) => of_open(session, path, snapshot),
        None => of_closed(session, path),
    }
}

fn of_open(session: &Session, path: &Path, mut snapshot: Snapshot) -> Option<Found> {
    if !snapshot.may_be_report() {
        return None;
    }
    let analysed = analysed(&mut snapshot)?;
    session.keep(&snapshot.uri, &analysed);
    let judged = Arc::new(judged(&snapshot, &analysed)?);
    Some(Found { path: path.to_owned(), version: Some(snapshot.version), uri: snapshot.uri, judged })
}

/// Looks at a file that is not open; none if it is no report.
pub fn of_closed(session: &Session, path: &Path) -> Option<Found> {
    let surroundings = session.surroundings();
    if let Some(found) = session.workspace.untouched(path, surroundings) {
        return found;
    }
    let uri = uris::of_file(path)?;
    // A pipe or a device would be waited for, perhaps for ever.
    let data = path.metadata().ok().filter(std::fs::Metadata::is_file)?;
    let standing = Standing {
        modified: data.modified().ok(),
        length: data.len(),
        judging: session.judging(),
        // Not all clients tell when it changes.
        project: session.projects.above(path.parent()?),
    };
    if let Some(found) = session.workspace.unchanged(path, &standing, surroundings) {
        return found;
    }
    let read = read_closed(session, path, &uri);
    let judged = read.and_then(|(snapshot, analysed)| judged(&snapshot, &analysed)).map(Arc::new);
    let found = judged.map(|judged| Found { path: path.to_owned(), uri, version: None, judged });
    session.workspace.keep(path, standing, surroundings, found.clone());
    found
}

/// All that is known of a file, which may be open; none if it cannot be read.
pub fn read(session: &Session, path: &Path) -> Option<(Snapshot, Arc<Analysed>)> {
    let open = session.open_files().remove(path).and_then(|uri| session.snapshot(&uri));
    let Some(mut snapshot) = open else { return read_closed(session, path, &uris::of_file(path)?) };
    let analysed = analysed(&mut snapshot)?;
    Some((snapshot, analysed))
}

fn read_closed(session: &Session, path: &Path, uri: &Url) -> Option<(Snapshot, Arc<Analysed>)> {
    let read = gouji_files::read_path(path);
    let read =
        read.inspect_err(|error| tracing::debug!("{} cannot be read: {error:?}", path.display())).ok()?;
    let mut snapshot = session.unopened(uri, &read.text);
    let analysed = analysed(&mut snapshot)?;
    Some((snapshot, analysed))
}

/// Finds out all about a document; none where that fails, so that the other files are looked at all the same.
fn analysed(snapshot: &mut Snapshot) -> Option<Arc<Analysed>> {
    let analysed = catch_unwind(AssertUnwindSafe(|| snapshot.analyse()));
    analysed.inspect_err(|_| tracing::error!("{} could not be judged", snapshot.uri)).ok()
}

fn judged(snapshot: &Snapshot, analysed: &Analysed) -> Option<Judged> {
    let settings = &snapshot.settings;
    let named = |report: reports::Named| Named {
        name: report.name,
        range: convert::range(report.range, &analysed.text, settings.encoding),
    };
    analysed.is_report.then(|| {
        let id = list::id(&analysed.list.bytes());
        let file = uris::file(&snapshot.uri);
        let file = file.as_deref().and_then(Path::file_stem).unwrap_or_default().to_string_lossy();
        let reports = reports::named(analysed.analysis(), &file, settings.lang).into_iter().map(named);
        let project = analysed.project.as_ref().map(|project| project.path.clone());
        Judged {
            id,
            list: analysed.list.diagnostics(),
            reports: reports.collect(),
            status: Some(status::status(snapshot, analysed)),
            fixable: fix_all::count(analysed.diagnostics()),
            project,
        }
    })
}
