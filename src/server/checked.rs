//! The files whose lists are shown also when they are not open.
//!
//! Invariant: whoever changes them is told of which files another list may be to be shown.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use lsp_types::Url;

use super::uris;

/// The files whose lists are shown also when they are not open.
#[derive(Debug, Default)]
pub struct Checked(HashSet<PathBuf>);

impl Checked {
    /// Whether this is one of them.
    pub fn has(&self, path: &Path) -> bool {
        self.0.contains(path)
    }

    /// Those of them that are meant.
    pub fn those(&self, is_one: impl Fn(&Path) -> bool) -> Vec<Url> {
        self.0.iter().filter(|path| is_one(path)).filter_map(|path| uris::of_file(path)).collect()
    }

    /// Those that are in none of these folders are none of them any more.
    pub fn leave(&mut self, folders: &[PathBuf]) -> Vec<Url> {
        let is_left = |path: &PathBuf| !folders.iter().any(|folder| path.starts_with(folder));
        self.0.extract_if(is_left).filter_map(|path| uris::of_file(&path)).collect()
    }

    /// A file, or a folder with all that is below it, has another path now.
    pub fn rename(&mut self, from: &Path, to: &Path) {
        let below = self.0.iter().filter_map(|path| path.strip_prefix(from).ok());
        let renamed: Vec<PathBuf> = below
            .map(|rest| if rest.as_os_str().is_empty() { to.to_owned() } else { to.join(rest) })
            .collect();
        self.0.extend(renamed);
    }

    /// They are these from now on, and no longer others, or no longer others `within` a folder.
    pub fn replace(&mut self, within: Option<&Path>, files: HashSet<PathBuf>) -> Vec<Url> {
        let is_gone = |path: &PathBuf| within.is_none_or(|folder| path.starts_with(folder));
        let gone = self.0.extract_if(is_gone).collect::<HashSet<_>>();
        let both = gone.union(&files).filter_map(|path| uris::of_file(path)).collect();
        self.0.extend(files);
        both
    }
}
