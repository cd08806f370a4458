//! Arguments, lists and folders → files.
//!
//! Invariants: the order is that of the arguments, and inside a folder that of the names, on every machine; no
//! file comes twice; a file that was named is an input whatever it is, a file found in a folder only if its name
//! ends like a report's. Links to files are read, links to folders are not gone into, so no walk runs in circles. What
//! is passed over is counted.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::error::FileError;
use super::names::{STDIN, may_be_report, plain};
use super::passed::PassedOver;
use super::read::LARGEST;

/// One thing to check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Its path, `-` for standard input.
    pub path: PathBuf,
    /// Whether an argument names it: then it is checked even if it does not look like a report.
    pub named: bool,
    /// The index in [`Inputs::folders`] of the folder it was found in.
    pub folder: Option<usize>,
    /// Why the walk could not get at it.
    pub error: Option<FileError>,
}

/// All things to check.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inputs {
    /// The inputs in order.
    pub inputs: Vec<Input>,
    /// The folders that were named.
    pub folders: Vec<PathBuf>,
    /// What was passed over in them.
    pub passed: PassedOver,
    /// The files that are among the inputs, each with its index.
    seen: HashMap<PathBuf, usize>,
}

/// Finds what paths mean. Names with `*` and `?` that no shell has replaced mean all files of such names.
pub fn gather(paths: &[PathBuf]) -> Inputs {
    let mut inputs = Inputs::default();
    for path in paths {
        match wildcards(path) {
            None => inputs.add_path(path),
            Some(found) if found.is_empty() => {
                let error = Some(FileError::NoMatch);
                inputs.put(Input { path: path.clone(), named: true, folder: None, error });
            }
            Some(found) => inputs.add(&found),
        }
    }
    inputs
}

impl Inputs {
    /// Adds what paths mean as they stand.
    pub fn add(&mut self, paths: &[PathBuf]) {
        paths.iter().for_each(|path| self.add_path(path));
    }

    fn add_path(&mut self, path: &Path) {
        if !path.is_dir() {
            return self.put(Input { path: path.to_owned(), named: true, folder: None, error: None });
        }
        let folder = self.folders.len();
        self.folders.push(path.to_owned());
        let walked = walk(path, || false);
        let found: HashSet<&Path> = walked.files.iter().map(|(path, _)| &**path).collect();
        self.passed += walked.passed;
        self.passed += super::passed::ignored(path, &found);
        for (path, error) in walked.files {
            self.put(Input { path, named: false, folder: Some(folder), error });
        }
    }

    /// Adds an input that is not there yet.
    fn put(&mut self, input: Input) {
        let key = match input.path.to_str() {
            Some(STDIN) => input.path.clone(),
            _ => input.path.canonicalize().unwrap_or_else(|_| input.path.clone()),
        };
        match self.seen.get(&key) {
            Some(&earlier) => self.inputs[earlier].named |= input.named,
            None => {
                self.seen.insert(key, self.inputs.len());
                self.inputs.push(input);
            }
        }
    }
}

/// What a path with wildcards means; none for a path without, and for one that is there as it is written.
fn wildcards(path: &Path) -> Option<Vec<PathBuf>> {
    let written = path.to_str().filter(|written| written.contains(['*', '?']))?;
    if path.exists() {
        return None;
    }
    // Brackets stand in names of files, 年报[1].txt, and mean themselves where nothing but * and ? is asked for.
    let pattern = written.replace('[', "[[]");
    let found = glob::glob(&pattern).ok().into_iter().flatten().filter_map(Result::ok);
    Some(found.collect())
}

/// The files of a folder that may be reports, by name, but for those that cannot be got at; no more once `stop` says so.
pub fn in_folder(folder: &Path, stop: impl Fn() -> bool) -> Vec<PathBuf> {
    let files = walk(folder, stop).files.into_iter();
    files.filter(|(_, error)| error.is_none()).map(|(path, _)| path).collect()
}

/// What a walk through a folder finds.
#[derive(Default)]
struct Walked {
    /// The files that may be reports, with what keeps them from being read.
    files: Vec<(PathBuf, Option<FileError>)>,
    passed: PassedOver,
}

/// The files of a folder that may be reports, by name; hidden and ignored ones are passed over.
fn walk(folder: &Path, stop: impl Fn() -> bool) -> Walked {
    let mut walked = Walked::default();
    let mut links = Vec::new();
    for entry in WalkBuilder::new(folder).sort_by_file_name(|a, b| a.cmp(b)).build().take_while(|_| !stop()) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = path_of(&error).unwrap_or(folder).to_owned();
                walked.files.push((path, Some(reason(error))));
                continue;
            }
        };
        let is_link = entry.depth() > 0 && entry.path_is_symlink();
        if !is_link && !may_be_report(entry.path()) {
            continue;
        }
        // Of a link, what it leads to.
        let Ok(data) = entry.path().metadata() else {
            walked.passed.links += usize::from(is_link && may_be_report(entry.path()));
            continue;
        };
        if is_link && data.is_dir() {
            walked.passed.links += 1;
        } else if data.is_file() && may_be_report(entry.path()) {
            if data.len() > LARGEST {
                walked.passed.too_large += 1;
                continue;
            }
            if is_link {
                links.push(walked.files.len());
            }
            walked.files.push((plain(entry.path()), None));
        }
    }
    without_doubles(&mut walked.files, &links);
    walked
}

/// Takes out links to files that were found themselves.
fn without_doubles(files: &mut Vec<(PathBuf, Option<FileError>)>, links: &[usize]) {
    if links.is_empty() {
        return;
    }
    let real = |path: &Path| path.canonicalize().ok();
    let own: HashSet<PathBuf> = (0..files.len())
        .filter(|at| links.binary_search(at).is_err())
        .filter_map(|at| real(&files[at].0))
        .collect();
    let mut at = 0;
    files.retain(|(path, _)| {
        at += 1;
        links.binary_search(&(at - 1)).is_err() || real(path).is_none_or(|target| !own.contains(&target))
    });
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        ignore::Error::Loop { child, .. } => Some(child),
        _ => None,
    }
}

fn reason(error: ignore::Error) -> FileError {
    error.into_io_error().map_or(FileError::Unreadable(std::io::ErrorKind::Other, None), FileError::from)
}
