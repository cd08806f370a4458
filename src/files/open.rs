//! Files → bytes.
//!
//! Invariant: however much a file, a pipe or a device gives, no more of it is read than fits.

use std::borrow::Cow;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use super::error::{FileError, MEGABYTE};
use super::names::STDIN;
use super::read::{LARGEST, Read, decode};

/// Reads an input as text.
///
/// # Errors
///
/// Where it cannot be read, has more bytes than any report or is no text.
pub fn read_path(path: &Path) -> Result<Read<'static>, FileError> {
    read_bytes(path).map(|(read, _)| read)
}

/// Reads an input as text, with the bytes it was made of.
///
/// # Errors
///
/// Where it cannot be read, has more bytes than any report or is no text.
pub fn read_bytes(path: &Path) -> Result<(Read<'static>, Vec<u8>), FileError> {
    text(bytes(path)?)
}

/// The bytes of an input.
///
/// # Errors
///
/// Where it cannot be read, or has more bytes than any report.
pub fn bytes(path: &Path) -> Result<Vec<u8>, FileError> {
    if path == Path::new(STDIN) {
        at_most(LARGEST, std::io::stdin().lock())
    } else {
        at_most(LARGEST, File::open(path)?)
    }
}

/// Reads a file that settings are made of: a regular one of a size that such a file may have and, where settings that
/// came with somebody's files name it, one that really stands `below` their folder, whatever links lead to.
///
/// # Errors
///
/// Where it cannot be read, is no regular file, stands elsewhere, has more bytes than such a file may have or is no
/// text.
pub fn read_settings(path: &Path, below: Option<&Path>) -> Result<Read<'static>, FileError> {
    const MOST: u64 = MEGABYTE;
    if !path.metadata()?.is_file() {
        return Err(FileError::NotRegular);
    }
    if let Some(folder) = below
        && !path.canonicalize()?.starts_with(folder.canonicalize()?)
    {
        return Err(FileError::Outside);
    }
    text(at_most(MOST, File::open(path)?)?).map(|(read, _)| read)
}

fn text(bytes: Vec<u8>) -> Result<(Read<'static>, Vec<u8>), FileError> {
    let read = decode(&bytes)?;
    let (encoding, mark) = (read.encoding, read.mark);
    let text = Cow::Owned(read.text.into_owned());
    Ok((Read { text, encoding, mark }, bytes))
}

fn at_most(most: u64, source: impl std::io::Read) -> Result<Vec<u8>, FileError> {
    let mut bytes = Vec::new();
    source.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most { Err(FileError::TooLarge(most)) } else { Ok(bytes) }
}
