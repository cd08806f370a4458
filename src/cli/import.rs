//! Files of other programs as Markdown.
//!
//! Invariant: a file is read whole or not at all; one that is not keeps no other from being read, and no file that is
//! there is overwritten unasked.

use std::collections::HashSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use gouji_convert::{Imported, import, is_imported};
use gouji_core::report::lexicon::Lexicon;
use gouji_core::rules::Lang;
use gouji_files::{FileError, shown};

use super::args::{Common, ImportArgs};
use super::project::{Asked, Projects};
use super::save::{not_saved, save};
use super::{TROUBLE, complain, print};

/// `gouji import`.
pub fn run(options: &ImportArgs, common: &Common) -> u8 {
    let lang = common.lang();
    if options.files.len() > 1 && options.output.is_none() {
        return complain(match lang {
            Lang::Zh => "有几个文件，请用 -o 写明写入的文件夹",
            Lang::En => "there are several files: name a folder for them with -o",
        });
    }
    let asked = Asked { config: common.config.as_deref(), format: options.format.as_deref(), lang };
    let projects = match Projects::find(options.files.iter().map(PathBuf::as_path), asked) {
        Ok(projects) => projects,
        Err(message) => return complain(message),
    };
    let (mut status, mut taken) = (0, HashSet::new());
    for (at, file) in options.files.iter().enumerate() {
        let read = projects.of(at).map_err(str::to_owned);
        let read = read.and_then(|project| {
            let read = self::read(file, &project.lexicon, lang);
            read.map(|(imported, _)| imported).map_err(|error| error.line(file, lang))
        });
        let done = read.and_then(|imported| match &options.output {
            None => Ok(print(&imported.text, common)).map(|status| (status, imported)),
            Some(folder) => {
                put(folder, file, &imported, options.force, &mut taken, lang).map(|()| (0, imported))
            }
        });
        match done {
            Ok((0, imported)) if imported.unread > 0 => {
                writeln!(std::io::stderr(), "{}", unread(file, imported.unread, lang)).ok();
            }
            Ok((0, _)) => {}
            Ok((failed, _)) => status = failed,
            Err(message) => {
                complain(message);
                status = TROUBLE;
            }
        }
    }
    status
}

/// Reads a file of another program; with what was read come its bytes.
fn read(file: &Path, lexicon: &Lexicon, lang: Lang) -> Result<(Imported, Vec<u8>), FileError> {
    let bytes = gouji_files::bytes(file)?;
    let imported = import(file, &bytes, lexicon);
    imported.map(|imported| (imported, bytes)).map_err(|why| FileError::NotImported(why.message(lang)))
}

/// A file that was named, as text.
#[derive(Clone)]
pub struct Opened {
    /// Its text, or that which was made of it.
    pub text: String,
    /// The encoding in which it was read.
    pub encoding: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What is known of its text, where it is a file of another program.
    pub imported: Option<Imported>,
}

/// Reads a file that was named, be it one of another program.
pub fn open(file: &Path, lexicon: &Lexicon, lang: Lang) -> Result<Opened, FileError> {
    if is_imported(file) {
        let (imported, bytes) = read(file, lexicon, lang)?;
        let text = imported.text.clone();
        return Ok(Opened { text, encoding: "UTF-8", bytes, imported: Some(imported) });
    }
    let (read, bytes) = gouji_files::read_bytes(file)?;
    Ok(Opened { text: read.text.into_owned(), encoding: read.encoding, bytes, imported: None })
}

/// Writes what was read into a folder.
fn put(
    folder: &Path,
    file: &Path,
    imported: &Imported,
    force: bool,
    taken: &mut HashSet<PathBuf>,
    lang: Lang,
) -> Result<(), String> {
    let name = file.file_stem().unwrap_or(file.as_os_str());
    let mut path = folder.join(name).into_os_string();
    path.push(".md");
    let path = PathBuf::from(path);
    std::fs::create_dir_all(folder).map_err(|error| not_saved(&path, &error, lang))?;
    // Two files of one name must not become one.
    let force = force && !taken.contains(&path);
    save(&path, imported.text.as_bytes(), force).map_err(|error| not_saved(&path, &error, lang))?;
    taken.insert(path);
    Ok(())
}

/// What is said of what was not read.
fn unread(file: &Path, count: usize, lang: Lang) -> String {
    let file = shown(file);
    match lang {
        Lang::Zh => format!("{file}：有 {count} 处图片、公式或注释等未读入，文中已注明"),
        Lang::En => format!(
            "{file}: {count} pictures, formulas, notes or the like were not read; the text says where"
        ),
    }
}
