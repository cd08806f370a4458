//! What the project of a document has decided.
//!
//! Invariants: the nearest `gouji.toml` at or above a document's folder holds for it, as it stands in the editor where
//! it is open there, otherwise as it is on disk. One with a mistake, or that cannot be read, changes nothing: what it
//! said when it was last understood holds on, and nothing where it never was. The disk is read only by work on the blocking pool, never by a handler.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use lsp_types::Diagnostic;

use super::convert;
use super::messages;
use super::settings::Settings;
use gouji_core::config::{self, Config, ConfigError, FILE_NAME};
use gouji_core::format::Formats;
use gouji_core::report::lexicon::Lexicon;
use gouji_core::span::Span;
use gouji_core::text::Text;
use gouji_files::{FileError, FormatMistake, OwnFormat};

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
    /// How they were when they were last read.
    last: HashMap<PathBuf, Arc<Project>>,
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
    /// Its text; none where it cannot be read.
    pub text: Option<Text>,
    /// What holds.
    pub config: Arc<Config>,
    format: Option<OwnFormat>,
    mistake: Option<Mistake>,
}

/// The formats that the reports of a project may have; without one, the built-in ones.
pub fn formats(project: Option<&Project>) -> &Formats {
    project.map_or(Formats::built_in(), Project::formats)
}

/// What is wrong with a `gouji.toml`.
#[derive(Debug)]
enum Mistake {
    /// It cannot be read.
    Unreadable(FileError),
    /// It cannot be understood.
    Config(ConfigError),
    /// The file with the format cannot be used.
    Format(FormatMistake),
}

impl Project {
    /// The folder that it stands in.
    pub fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(&self.path)
    }

    /// The labels of the formats to read with; none for the built-in ones in their order.
    pub fn lexicon(&self) -> Option<&Arc<Lexicon>> {
        self.format.as_ref().map(|format| &format.lexicon)
    }

    /// The formats that a report may have, that of the project before the built-in ones.
    pub fn formats(&self) -> &Formats {
        self.format.as_ref().map_or(Formats::built_in(), |format| &format.formats)
    }

    /// Whether texts are read and judged alike by both.
    pub fn judges_like(&self, other: &Project) -> bool {
        let lexicons = [self.lexicon(), other.lexicon()].map(|lexicon| lexicon.map(Arc::as_ptr));
        self.path == other.path && self.config == other.config && lexicons[0] == lexicons[1]
    }

    /// What is wrong with it, as the editor shows it.
    pub fn list(&self, settings: &Settings) -> Vec<Diagnostic> {
        let nothing = Text::default();
        let text = self.text.as_ref().unwrap_or(&nothing);
        self.mistake.iter().map(|mistake| mistake.shown(text, settings)).collect()
    }

    fn read(path: &Path, text: Result<Text, FileError>, before: Option<&Project>) -> Project {
        let (text, parsed) = match text {
            Ok(text) => {
                let parsed = config::parse(&text.to_string()).map_err(Mistake::Config);
                (Some(text), parsed)
            }
            Err(error) => (None, Err(Mistake::Unreadable(error))),
        };
        let (config, mut mistake) = match parsed {
            Ok(config) => (Arc::new(config), None),
            Err(mistake) => (before.map(|before| before.config.clone()).unwrap_or_default(), Some(mistake)),
        };
        let old = before.and_then(|before| before.format.as_ref());
        let folder = path.parent().unwrap_or(path);
        let format = match config.format.as_ref().map(|name| OwnFormat::read(name, folder, old)) {
            None => None,
            Some(Ok(format)) => Some(format),
            Some(Err(wrong)) => {
                mistake.get_or_insert(Mistake::Format(wrong));
                old.cloned()
            }
        };
        Project { path: path.to_owned(), text, config, format, mistake }
    }
}

impl Mistake {
    fn shown(&self, text: &Text, settings: &Settings) -> Diagnostic {
        let (range, message) = match self {
            Mistake::Unreadable(error) => (0..0, error.message(settings.lang)),
            Mistake::Config(mistake) => (mistake.range.clone(), mistake.message(settings.lang)),
            Mistake::Format(mistake) => (naming_format(text), messages::format(mistake, settings.lang)),
        };
        convert::mistake(Span::new(range), message, text, settings)
    }
}

/// The line that names the format.
fn naming_format(text: &Text) -> std::ops::Range<usize> {
    let lines = (0..text.line_count()).map(|line| text.line_range(line));
    lines.into_iter().find(|line| text.slice(line.clone()).starts_with("format")).unwrap_or(0..0)
}

/// Whether this is the path of a `gouji.toml`.
pub fn is_project(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == FILE_NAME)
}

/// What is wrong with `text`, which stands in the editor as the `gouji.toml` that was last read as `project`.
pub fn judged(text: &Text, project: Option<&Project>, settings: &Settings) -> Vec<Diagnostic> {
    let mistake = config::parse(&text.to_string()).err().map(Mistake::Config);
    let of_format = project.and_then(|project| project.mistake.as_ref());
    let of_format = of_format.filter(|mistake| matches!(mistake, Mistake::Format(_)));
    mistake.as_ref().or(of_format).iter().map(|mistake| mistake.shown(text, settings)).collect()
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

    /// Files have changed on disk; gives the paths of those that were known.
    pub fn forget(&self, is_one: &dyn Fn(&Path) -> bool) -> Vec<PathBuf> {
        let mut state = self.state();
        let looked_for = state.known.keys().chain(state.last.keys()).filter(|path| is_one(path));
        let forgotten: HashSet<PathBuf> = looked_for.cloned().collect();
        forgotten.iter().for_each(|path| state.forget(path));
        forgotten.into_iter().filter(|path| state.last.contains_key(path)).collect()
    }

    /// The one that holds for files in `folder`. This may read the disk.
    pub fn above(&self, folder: &Path) -> Option<Arc<Project>> {
        gouji_files::nearest(folder, |path| self.at(path))
    }

    /// The one with this path. This may read the disk.
    pub fn at(&self, path: &Path) -> Option<Arc<Project>> {
        let (changes, open, last) = {
            let mut state = self.state();
            if state.since.is_none_or(|since| since.elapsed() > BELIEVED) {
                state.known.clear();
                state.since = Some(Instant::now());
            }
            if let Some(known) = state.known.get(path) {
                return known.clone();
            }
            (state.changes, state.open.get(path).cloned(), state.last.get(path).cloned())
        };
        let text = open.map(Ok).or_else(|| on_disk(path));
        let project = text.map(|text| Arc::new(Project::read(path, text, last.as_deref())));
        let mut state = self.state();
        // What has changed meanwhile is read again when it is asked for next.
        if state.changes == changes {
            state.known.insert(path.to_owned(), project.clone());
            // What is gone holds no more, also not through a new file with a mistake.
            match &project {
                Some(project) => state.last.insert(path.to_owned(), project.clone()),
                None => state.last.remove(path),
            };
        }
        project
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn on_disk(path: &Path) -> Option<Result<Text, FileError>> {
    Some(gouji_files::settings_at(path)?.map(|read| Text::from(&*read.text)))
}

impl State {
    fn forget(&mut self, path: &Path) {
        self.known.remove(path);
        self.changes += 1;
    }
}
