//! What is known of the files in the folders that the user works in.
//!
//! Invariant: what is kept of a file holds as long as the file, its project and what it is judged by are as they were.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use lsp_types::{Diagnostic, Range, Url};

use super::projects::Project;
use super::status::DocumentStatus;
use super::stop::Stop;

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

/// How a file on disk stands.
#[derive(Debug)]
pub struct Standing {
    /// When it was changed last.
    pub modified: Option<SystemTime>,
    /// How many bytes it has.
    pub length: u64,
    /// The revision since which documents are judged as they are.
    pub judging: u64,
    /// What its project has decided.
    pub project: Option<Arc<Project>>,
}

/// What is known of a file on disk.
#[derive(Debug)]
struct Known {
    /// How everything around stood when it was last compared with the disk.
    surroundings: u64,
    /// How it stood then.
    standing: Standing,
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
    /// How it stands; nothing for a `gouji.toml`.
    pub status: Option<DocumentStatus>,
    /// How many of its findings can be mended with certainty.
    pub fixable: usize,
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

    /// What a file was found to be, nothing where it is no report, if the client would have told of any change since; the
    /// `surroundings` are those of now.
    pub fn untouched(&self, path: &Path, surroundings: u64) -> Option<Option<Found>> {
        let cache = self.cache();
        let known = cache.known.get(path).filter(|_| self.is_watched());
        known.filter(|known| known.surroundings == surroundings).map(|known| known.found.clone())
    }

    /// The same if it stands as it did.
    pub fn unchanged(&self, path: &Path, standing: &Standing, surroundings: u64) -> Option<Option<Found>> {
        let mut cache = self.cache();
        let known = cache.known.get_mut(path).filter(|known| known.standing.is_like(standing))?;
        known.surroundings = surroundings;
        Some(known.found.clone())
    }

    /// Keeps what a file that stands so was found to be.
    pub fn keep(&self, path: &Path, standing: Standing, surroundings: u64, found: Option<Found>) {
        self.cache().known.insert(path.to_owned(), Known { surroundings, standing, found });
    }

    /// The files in the folders that may be reports, each once; none if it was stopped.
    pub fn files(&self, folders: &[PathBuf], stop: &Stop) -> Option<Arc<Vec<PathBuf>>> {
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

impl Standing {
    /// Whether a file that stands so and one that stands like the other are judged alike.
    fn is_like(&self, other: &Standing) -> bool {
        (self.modified, self.length, self.judging) == (other.modified, other.length, other.judging)
            && match (&self.project, &other.project) {
                (Some(before), Some(now)) => before.judges_like(now),
                (None, None) => true,
                _ => false,
            }
    }
}
