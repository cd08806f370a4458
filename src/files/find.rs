//! Arguments and folders → files.
//!
//! Invariants: the order is that of the arguments, and inside a folder that of the names, on every machine; no
//! file comes twice; a file that was named is an input whatever it is, a file found in a folder only if its name
//! ends like a report's.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::error::FileError;
use super::read::{Read, decode};

/// How the names of reports end.
pub const ENDINGS: [&str; 3] = ["md", "txt", "gkbg"];

/// The path that means standard input.
pub const STDIN: &str = "-";

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
}

/// Finds what the arguments mean; the current folder where there are none.
pub fn gather(paths: &[PathBuf]) -> Inputs {
    let here = [PathBuf::from(".")];
    let mut inputs = Inputs::default();
    let mut seen = HashMap::new();
    for path in if paths.is_empty() { &here } else { paths } {
        if path.is_dir() {
            let folder = inputs.folders.len();
            inputs.folders.push(path.clone());
            for (path, error) in walk(path, || false) {
                let input = Input { path, named: false, folder: Some(folder), error };
                add(input, &mut inputs.inputs, &mut seen);
            }
        } else {
            let input = Input { path: path.clone(), named: true, folder: None, error: None };
            add(input, &mut inputs.inputs, &mut seen);
        }
    }
    inputs
}

/// Reads an input as text.
pub fn read_path(path: &Path) -> Result<Read<'static>, FileError> {
    read_bytes(path).map(|(read, _)| read)
}

/// Reads an input as text, with the bytes it was made of.
pub fn read_bytes(path: &Path) -> Result<(Read<'static>, Vec<u8>), FileError> {
    let bytes = if path == Path::new(STDIN) {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes)?;
        bytes
    } else {
        std::fs::read(path)?
    };
    let read = decode(&bytes)?;
    let (encoding, mark) = (read.encoding, read.mark);
    let text = Cow::Owned(read.text.into_owned());
    Ok((Read { text, encoding, mark }, bytes))
}

fn add(input: Input, inputs: &mut Vec<Input>, seen: &mut HashMap<PathBuf, usize>) {
    let key = match input.path.to_str() {
        Some(STDIN) => input.path.clone(),
        _ => input.path.canonicalize().unwrap_or_else(|_| input.path.clone()),
    };
    match seen.get(&key) {
        Some(&earlier) => inputs[earlier].named |= input.named,
        None => {
            seen.insert(key, inputs.len());
            inputs.push(input);
        }
    }
}

/// The files of a folder that may be reports, by name, but for those that cannot be got at; no more once `stop` says so.
pub fn in_folder(folder: &Path, stop: impl Fn() -> bool) -> Vec<PathBuf> {
    walk(folder, stop).filter(|(_, error)| error.is_none()).map(|(path, _)| path).collect()
}

/// The files of a folder that may be reports, by name; hidden and ignored ones are passed over.
fn walk(folder: &Path, stop: impl Fn() -> bool) -> impl Iterator<Item = (PathBuf, Option<FileError>)> {
    let entries = WalkBuilder::new(folder).sort_by_file_name(|a, b| a.cmp(b)).build();
    entries.take_while(move |_| !stop()).filter_map(move |entry| match entry {
        Ok(entry) => {
            let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
            (is_file && may_be_report(entry.path())).then(|| (plain(entry.path()), None))
        }
        Err(error) => {
            let path = path_of(&error).unwrap_or(folder).to_owned();
            Some((path, Some(reason(error))))
        }
    })
}

fn may_be_report(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ENDINGS.iter().any(|one| ending.eq_ignore_ascii_case(one)))
}

/// A path without the `./` of a walk through the current folder.
fn plain(path: &Path) -> PathBuf {
    path.strip_prefix(".").unwrap_or(path).to_owned()
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
    let words = error.to_string();
    error.into_io_error().map_or(FileError::Unreadable(words), FileError::from)
}
