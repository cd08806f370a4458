//! The file that is written before it takes the place of another.
//!
//! Invariant: however the program ends, short of being killed outright, no such file is left behind: those that there
//! are at the moment are known, and a signal that ends the program removes them first.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

use tempfile::NamedTempFile;

/// Those that there are at the moment.
static PRESENT: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// A file that is removed unless it takes its place.
pub struct Temporary {
    file: Option<NamedTempFile>,
    path: PathBuf,
}

impl Temporary {
    /// A new file in `folder`.
    pub fn new_in(folder: &Path) -> io::Result<Temporary> {
        let mut present = present();
        let file = NamedTempFile::new_in(folder)?;
        let path = file.path().to_owned();
        present.push(path.clone());
        Ok(Temporary { file: Some(file), path })
    }

    /// The file, to be written.
    pub fn file(&mut self) -> &mut File {
        self.file.as_mut().expect("it is there until it is put in place").as_file_mut()
    }

    /// Puts it in the place of `path`.
    pub fn persist(mut self, path: &Path) -> io::Result<()> {
        match self.file.take() {
            Some(file) => file.persist(path).map(drop).map_err(|error| error.error),
            None => Ok(()),
        }
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        self.file = None;
        present().retain(|path| *path != self.path);
    }
}

/// From now on a signal that ends the program removes the files that are being written.
pub fn leave_none_behind() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let handled = ctrlc::set_handler(|| {
            // It is held until the end, so that no other file comes into being.
            let present = present();
            present.iter().for_each(|path| drop(std::fs::remove_file(path)));
            std::process::exit(STOPPED);
        });
        if let Err(error) = handled {
            tracing::debug!("signals are not handled: {error}");
        }
    });
}

/// The status of a program that was stopped from outside.
const STOPPED: i32 = 130;

fn present() -> MutexGuard<'static, Vec<PathBuf>> {
    PRESENT.lock().unwrap_or_else(PoisonError::into_inner)
}
