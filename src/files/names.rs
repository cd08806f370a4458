//! What files are called.

use std::path::{Path, PathBuf};

/// How the names of reports end.
pub const ENDINGS: [&str; 3] = ["md", "txt", "gkbg"];

/// The path that means standard input.
pub const STDIN: &str = "-";

/// Whether a file has the name of a report.
pub fn may_be_report(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ENDINGS.iter().any(|one| ending.eq_ignore_ascii_case(one)))
}

/// A path without the `./` of a walk through the current folder.
pub fn plain(path: &Path) -> PathBuf {
    path.strip_prefix(".").unwrap_or(path).to_owned()
}
