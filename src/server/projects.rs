//! What the project of a document has decided.
//!
//! Invariants: the nearest `gouji.toml` at or above a document's folder holds for it, as it stands in the editor where
//! it is open there, otherwise as it is on disk. One with a mistake changes nothing: what it said when it was last
//! understood holds on. The disk is read only by work on the blocking pool, never by a handler.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tower_lsp::lsp_types::Diagnostic;

use super::convert;
use super::settings::Settings;
use crate::config::{self, Config, ConfigError, FILE_NAME};
use crate::files::{self, FileError};
use crate::text::Text;

/// So long what was seen on disk is believed where nobody tells of changes.
const BELIEVED: Duration = Duration::from_secs(2);

/// All `gouji.toml` that were asked for.
#[derive(Debug, Default)]
pub struct Projects {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// Those that are open, by their paths.
    open: HashMap<PathBuf, Text>,
    /// Those that were looked for, by their paths; nothing where there is none.
    known: HashMap<PathBuf, Option<Arc<Project>>>,
    /// What they said when they were last understood.
    understood: HashMap<PathBuf, Arc<Config>>,
    /// Since when something is known.
    since: Option<Instant>,
    /// How often something has changed.
    changes: u64,
}

/// A `gouji.toml`.
#[derive(Debug)]
pub struct Project {
    /// Its path.
    pub path: PathBuf,
    /// Its text.
    pub text: Text,
    /// What holds.
    pub config: Arc<Config>,
    /// What is wrong with the text.
    pub mistake: Option<ConfigError>,
}

impl Project {
    /// The folder that it stands in.
    pub fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(&self.path)
    }

    /// What is wrong with it, as the editor shows it.
    pub fn list(&self, settings: &Settings) -> Vec<Diagnostic> {
        mistakes(self.mistake.as_ref(), &self.text, settings)
    }
}

/// Whether this is the path of a `gouji.toml`.
pub fn is_project(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == FILE_NAME)
}

/// What is wrong with the text of a `gouji.toml`, as the editor shows it.
pub fn judged(text: &Text, settings: &Settings) -> Vec<Diagnostic> {
    mistakes(config::parse(&text.to_string()).err().as_ref(), text, settings)
}

fn mistakes(mistake: Option<&ConfigError>, text: &Text, settings: &Settings) -> Vec<Diagnostic> {
    mistake.iter().map(|mistake| convert::mistake(mistake, text, settings)).collect()
}

impl Projects {
    /// A `gouji.toml` stands like this in the editor; nothing when it is not open any more.
    pub fn hold(&self, path: &Path, text: Option<Text>) {
        let mut state = self.state();
        state.forget(path);
        match text {
            Some(text) => state.open.insert(path.to_owned(), text),
            None => state.open.remove(path),
        };
    }

    /// A `gouji.toml` has changed on disk.
    pub fn forget(&self, path: &Path) {
        self.state().forget(path);
    }

    /// The one that holds for files in `folder`. This may read the disk.
    pub fn above(&self, folder: &Path) -> Option<Arc<Project>> {
        folder.ancestors().find_map(|folder| self.at(&folder.join(FILE_NAME)))
    }

    /// The one with this path. This may read the disk.
    pub fn at(&self, path: &Path) -> Option<Arc<Project>> {
        let changes = {
            let mut state = self.state();
            if state.since.is_none_or(|since| since.elapsed() > BELIEVED) {
                state.known.clear();
                state.since = Some(Instant::now());
            }
            if let Some(known) = state.known.get(path) {
                return known.clone();
            }
            if let Some(text) = state.open.get(path).cloned() {
                return state.learn(path, Some(text));
            }
            state.changes
        };
        let text = match files::read_path(path) {
            Ok(read) => Some(Text::from(&*read.text)),
            Err(FileError::NotFound) => None,
            Err(error) => {
                tracing::debug!("{} cannot be read: {error:?}", path.display());
                None
            }
        };
        let mut state = self.state();
        match state.changes == changes {
            true => state.learn(path, text),
            // What is read now may be old already; it is asked for again.
            false => text.map(|text| state.read(path, text)),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn forget(&mut self, path: &Path) {
        self.known.remove(path);
        self.changes += 1;
    }

    fn learn(&mut self, path: &Path, text: Option<Text>) -> Option<Arc<Project>> {
        let project = text.map(|text| self.read(path, text));
        self.known.insert(path.to_owned(), project.clone());
        project
    }

    fn read(&mut self, path: &Path, text: Text) -> Arc<Project> {
        let (config, mistake) = match config::parse(&text.to_string()) {
            Ok(config) => {
                let config = Arc::new(config);
                self.understood.insert(path.to_owned(), config.clone());
                (config, None)
            }
            Err(mistake) => (self.understood.get(path).cloned().unwrap_or_default(), Some(mistake)),
        };
        Arc::new(Project { path: path.to_owned(), text, config, mistake })
    }
}
