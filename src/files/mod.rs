//! Which files, and what text is in them?
//!
//! Invariants: the terminal and the language server find the same files and read the same text in them; a text is
//! read exactly or not at all. Nothing is written here.

mod error;
mod find;
mod read;

pub use error::{FileError, shown, why_not_written};
pub use find::{ENDINGS, Input, Inputs, STDIN, gather, in_folder, read_bytes, read_path};
pub use read::{Read, decode};
