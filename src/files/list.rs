//! A list of paths → paths.
//!
//! Invariant: a name is taken as it stands, also where it is no UTF-8 and the system has such names.

use std::path::{Path, PathBuf};

use super::error::FileError;
use super::open::bytes;
use super::read::decode;

/// The paths that a file (`-` is standard input) lists: one a line, or each followed by a NUL.
///
/// # Errors
///
/// Where the list cannot be read, or is no text where names must be text.
pub fn listed(path: &Path, null: bool) -> Result<Vec<PathBuf>, FileError> {
    let bytes = bytes(path)?;
    if null {
        return Ok(paths(bytes.split(|byte| *byte == 0)));
    }
    // PowerShell writes lists in UTF-16. What is no UTF-8 elsewhere are names that the system has.
    if cfg!(windows) || bytes.contains(&0) || encoding_rs::Encoding::for_bom(&bytes).is_some() {
        let read = decode(&bytes)?;
        return Ok(paths(read.text.split(['\n', '\r']).map(str::as_bytes)));
    }
    Ok(paths(bytes.split(|byte| matches!(byte, b'\n' | b'\r'))))
}

fn paths<'a>(names: impl Iterator<Item = &'a [u8]>) -> Vec<PathBuf> {
    names.filter(|name| !name.is_empty()).map(path).collect()
}

#[cfg(unix)]
fn path(name: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt as _;
    PathBuf::from(std::ffi::OsStr::from_bytes(name))
}

#[cfg(not(unix))]
fn path(name: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(name).into_owned())
}
