//! Which `gouji.toml` governs a file, and which format it asks for.
//!
//! Invariants: the nearest one governs, at the file's folder or above it, and it alone; also one that cannot be read,
//! for what it decides is not what another above it decides. A format file that it names is one of the project's own
//! files.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use gouji_core::config::{FILE_NAME, FormatName, format_message};
use gouji_core::format::{self, Format, FormatError, Formats};
use gouji_core::report::lexicon::Lexicon;
use gouji_core::rules::Lang;

use super::error::{FileError, shown};
use super::open::read_settings;
use super::read::Read;

/// What `at` knows of the `gouji.toml` that governs the files in `folder`; it is asked for one path after the other,
/// and says none where there is no such file.
pub fn nearest<T>(folder: &Path, mut at: impl FnMut(&Path) -> Option<T>) -> Option<T> {
    folder.ancestors().find_map(|folder| at(&folder.join(FILE_NAME)))
}

/// What stands at the path of a `gouji.toml`; none where nothing does.
///
/// # Errors
///
/// Where something stands there that cannot be read, and be it a folder of this name.
pub fn settings_at(path: &Path) -> Option<Result<Read<'static>, FileError>> {
    path.symlink_metadata().is_ok().then(|| read_settings(path, None))
}

/// A format that a project asks for.
#[derive(Debug, Clone)]
pub struct OwnFormat {
    /// What it was made of: the same for the same format.
    source: String,
    /// It and the built-in formats behind it.
    pub formats: Formats,
    /// The labels of all of them.
    pub lexicon: Arc<Lexicon>,
}

/// Why a format file cannot be used; the path is that of the file.
#[derive(Debug)]
pub enum FormatMistake {
    /// It cannot be read.
    Unreadable(PathBuf, FileError),
    /// It cannot be understood.
    Wrong(PathBuf, FormatError),
}

/// What is wrong with a format file, in one line.
pub fn wrong_format(path: &Path, error: &FormatError, lang: Lang) -> String {
    format!("{}:{}: {}", shown(path), error.line, format_message(error, lang))
}

impl OwnFormat {
    /// The format that the `gouji.toml` in `folder` names; what was `known` is taken over where it is still the same.
    ///
    /// # Errors
    ///
    /// Where it names a file that is no format file, or none of the project's own.
    pub fn read(
        name: &FormatName,
        folder: &Path,
        known: Option<&OwnFormat>,
    ) -> Result<OwnFormat, FormatMistake> {
        let (source, path) = match name {
            FormatName::BuiltIn(id) => (id.clone(), None),
            FormatName::File(name) => {
                let path = folder.join(name);
                match read_settings(&path, Some(folder)) {
                    Ok(read) => (read.text.into_owned(), Some(path)),
                    Err(error) => return Err(FormatMistake::Unreadable(path, error)),
                }
            }
        };
        if let Some(same) = known.filter(|known| known.source == source) {
            return Ok(same.clone());
        }
        let format = match path {
            Some(path) => format::parse(&source).map_err(|error| FormatMistake::Wrong(path, error))?,
            // That there is one of this name was found out when the settings were read.
            None => Formats::built_in().get(&source).map_or_else(newest, |format| Format::clone(format)),
        };
        let formats = Formats::with(format);
        Ok(OwnFormat { source, lexicon: Arc::new(Lexicon::new(&formats)), formats })
    }
}

fn newest() -> Format {
    Format::clone(&Formats::built_in().all()[0])
}
