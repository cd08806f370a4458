//! Which files, what text is in them, and which `gouji.toml` governs them?
//!
//! Invariants: the terminal and the language server find the same files and read the same text in them; a text is
//! read exactly or not at all, and never more of it than fits. Nothing is written here.

#![forbid(unsafe_code)]

mod error;
mod find;
mod list;
mod names;
mod open;
mod passed;
mod project;
mod read;

pub use error::{FileError, harmless, shown, why_not_written};
pub use find::{Input, Inputs, gather, in_folder};
pub use list::listed;
pub use names::{ENDINGS, STDIN, may_be_report};
pub use open::{bytes, read_bytes, read_path, read_settings};
pub use passed::PassedOver;
pub use project::{FormatMistake, OwnFormat, nearest, settings_at, wrong_format};
pub use read::{Read, decode};
