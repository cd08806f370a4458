//! The reports in the folders that the user works in.
//!
//! Invariants: what is said of a file is what its text says that the user sees: that of the editor where it is open,
//! otherwise that of the disk, read as the terminal reads it. A file that has not changed since is not read again.
//! What is no report, or cannot be read, is passed over in silence. Files are looked at one after the other: the
//! cores are for the one who types.

use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use lsp_types::{Diagnostic, Range, Url};

use super::convert;
use super::projects::Project;
use super::pull;
use super::session::Session;
use super::snapshot::{Analysed, Snapshot};
use super::stop::Stop;
use super::uris;
use gouji_core::assist::reports;

/// What is known of the files, to be asked through the functions of this module.
#[derive(Debug, Default)]
pub struct Workspace {
    cache: Mutex<Cache>,
    /// Whether the client tells of files that come and go.
    watched: AtomicBool,
}

#[derive(Debug, Default)]
struct Cache {
    /// The files in the folders, until one may have come or gone.
    files: Option<Arc<Vec<PathBuf>>>,
    known: HashMap<PathBuf, Known>,
    /// How often `files` was given up.
    walks: u64,
}

/// What is known of a file on disk.
#[derive(Debug)]
struct Known {
    /// How everything around stood when it was last compared with the disk.
    surroundings: u64,
    modified: Option<SystemTime>,
    length: u64,
    /// The revision since which documents were judged as this one was.
    judging: u64,
    /// How its project stood.
    project: Option<Arc<Project>>,
    /// Nothing where it is no report.
    found: Option<Found>,
}

/// What is known of a report file.
#[derive(Debug)]
pub struct Judged {
    /// What is wrong with it.
    pub list: Vec<Diagnostic>,
    /// The same for the same list.
    pub id: String,
    /// The reports in it.
    pub reports: Vec<Named>,
    /// Whether all of it could be checked.
    pub complete: bool,
    /// The `gouji.toml` by which it was judged.
    pub project: Option<PathBuf>,
}

/// A report in a file.
#[derive(Debug)]
pub struct Named {
    /// Agency and year.
    pub name: String,
    /// Its title.
    pub range: Range,
}

/// A report file that was found.
#[derive(Debug, Clone)]
pub struct Found {
    /// Its path.
    pub path: PathBuf,
    /// Its address: that of the document where it is open.
    pub uri: Url,
    /// The version of the document where it is open.
    pub version: Option<i32>,
    /// What is known of it.
    pub judged: Arc<Judged>,
}

impl Workspace {
    /// The client tells of files from now on.
    pub fn watch(&self) {
        self.watched.store(true, Ordering::Relaxed);
    }

    /// Whether the client tells of files.
    pub fn is_watched(&self) -> bool {
        self.watched.load(Ordering::Relaxed)
    }

    /// Files may have come or gone.
    pub fn walk_again(&self) {
        let mut cache = self.cache();
        cache.files = None;
        cache.walks += 1;
    }

    /// Whether a file is one of those in the folders.
    pub fn holds(&self, path: &Path) -> bool {
        self.cache().files.as_ref().is_some_and(|files| files.iter().any(|file| file == path))
    }

    /// These files have changed, have come or gone.
    pub fn forget(&self, is_one: &dyn Fn(&Path) -> bool) {
        self.walk_again();
        self.cache().known.retain(|path, _| !is_one(path));
    }

    /// The files in the folders that may be reports, each once; none if it was stopped.
    fn files(&self, folders: &[PathBuf], stop: &Stop) -> Option<Arc<Vec<PathBuf>>> {
        let walks = {
            let cache = self.cache();
            if let Some(files) = cache.files.as_ref().filter(|_| self.is_watched()) {
                return Some(files.clone());
            }
            cache.walks
        };
        let mut seen = HashSet::new();
        let walked = folders.iter().flat_map(|folder| gouji_files::in_folder(folder, || stop.is_set()));
        let files: Arc<Vec<PathBuf>> = Arc::new(walked.filter(|path| seen.insert(path.clone())).collect());
        if stop.is_set() {
            return None;
        }
        let mut cache = self.cache();
        if cache.walks == walks {
            cache.known.retain(|path, _| seen.contains(path));
            cache.files = Some(files.clone());
        }
        Some(files)
    }

    fn cache(&self) -> MutexGuard<'_, Cache> {
        self.cache.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

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
    let id = pull::id(&serde_json::to_vec(&list).unwrap_or_default());
    let judged = Judged { id, list, reports: Vec::new(), complete: true, project: None };
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
    // A client that tells of files has told of this one.
    let surroundings = session.surroundings();
    if session.workspace.is_watched()
        && let Some(known) = session.workspace.cache().known.get(path)
        && known.surroundings == surroundings
    {
        return known.found.clone();
    }
    let uri = uris::of_file(path)?;
    let data = path.metadata().ok()?;
    let (modified, length) = (data.modified().ok(), data.len());
    let judging = session.judging();
    // Not all clients tell when it changes.
    let project = session.projects.above(path.parent()?);
    if let Some(known) = session.workspace.cache().known.get_mut(path)
        && (known.modified, known.length, known.judging) == (modified, length, judging)
        && match (&known.project, &project) {
            (Some(before), Some(now)) => before.judges_like(now),
            (None, None) => true,
            _ => false,
        }
    {
        known.surroundings = surroundings;
        return known.found.clone();
    }
    let judged = match gouji_files::read_path(path) {
        Ok(read) => {
            let mut snapshot = session.unopened(uri.clone(), &read.text);
            analysed(&mut snapshot).and_then(|analysed| judged(&snapshot, &analysed)).map(Arc::new)
        }
        Err(error) => {
            tracing::debug!("{} cannot be read: {error:?}", path.display());
            None
        }
    };
    let found = judged.map(|judged| Found { path: path.to_owned(), uri, version: None, judged });
    let known = Known { surroundings, modified, length, judging, project, found: found.clone() };
    session.workspace.cache().known.insert(path.to_owned(), known);
    found
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
        range: convert::range(&report.range, &analysed.text, settings.encoding),
    };
    analysed.is_report.then(|| {
        let id = pull::id(&analysed.list.bytes());
        let file = uris::file(&snapshot.uri);
        let file = file.as_deref().and_then(Path::file_stem).unwrap_or_default().to_string_lossy();
        let reports = reports::named(analysed.analysis(), &file, settings.lang).into_iter().map(named);
        let project = analysed.project.as_ref().map(|project| project.path.clone());
        let complete = analysed.analysis().coverage().is_complete();
        Judged { id, list: analysed.list.diagnostics(), reports: reports.collect(), complete, project }
    })
}
