//! The real reports that were given to the project. They are not part of it: they lie beside the checkout, or nowhere.
//!
//! Invariant: what is tried with made reports does not depend on whether the real ones are there. Where they are not,
//! that is said on standard error whatever the test's outcome, and where `CI` is set it is a failure.

use std::io::Write as _;
use std::path::{Path, PathBuf};

/// The folder, if it is there. With none a test over the real reports has nothing to check.
pub fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/reports");
    if folder.is_dir() {
        return Some(folder);
    }
    let test = std::thread::current().name().unwrap_or_default().to_owned();
    let said = format!("{test}: NOT CHECKED, the real reports are not in {}", folder.display());
    assert!(std::env::var_os("CI").is_none_or(|ci| ci.is_empty()), "{said}");
    // Not `eprintln!`, which is kept back where a test passes.
    writeln!(std::io::stderr(), "{said}").ok();
    None
}

/// The reports with their names, in the order of these; none where the folder is absent.
pub fn reports() -> Vec<(String, String)> {
    let Some(folder) = folder() else { return Vec::new() };
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let reports = files.filter(|file| file.extension().is_some_and(|end| end == "txt" || end == "html"));
    let mut reports: Vec<(String, String)> = reports
        .map(|file| {
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(file).unwrap())
        })
        .collect();
    reports.sort();
    assert!(reports.len() > 40, "only {} reports are there", reports.len());
    reports
}
