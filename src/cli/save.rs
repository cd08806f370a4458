//! Results that become files.
//!
//! Invariant: a file that is there is overwritten only where that was asked for, and none is ever left in part.

use std::io::{self, Write as _};
use std::path::Path;

use gouji_core::rules::Lang;
use gouji_files::{shown, why_not_written};

use super::temporary;

/// Writes a file, all of it or none; one that is there already only with `force`.
pub fn save(path: &Path, bytes: &[u8], force: bool) -> io::Result<()> {
    temporary::leave_none_behind();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut new = temporary::Temporary::open_in(folder.unwrap_or(Path::new(".")))?;
    let file = new.file();
    file.write_all(bytes)?;
    file.sync_all()?;
    if force { new.persist(path) } else { new.persist_new(path) }
}

/// What is said of a file that was not written.
pub fn not_saved(path: &Path, error: &io::Error, lang: Lang) -> String {
    let why = why_not_written(error, lang);
    match lang {
        Lang::Zh => format!("未写入：{}（{why}）", shown(path)),
        Lang::En => format!("not written: {} ({why})", shown(path)),
    }
}
