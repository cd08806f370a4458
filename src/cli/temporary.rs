//! The file that is written before it takes its place, which may be that of another.
//!
//! Invariant: however the program ends, short of being killed outright, no such file is left behind: those that there
//! are at the moment are known, and a signal that ends the program removes them first.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

use tempfile::{Builder, NamedTempFile};

/// Those that there are at the moment.
static PRESENT: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// A file that is removed unless it takes its place.
pub struct Temporary {
    file: Option<NamedTempFile>,
    path: PathBuf,
}

impl Temporary {
    /// A new file in `folder` that nobody else may read.
    pub fn secret_in(folder: &Path) -> io::Result<Temporary> {
        Temporary::made(&Builder::new(), folder)
    }

    /// A new file in `folder` that may be read by those who may read what is made there.
    pub fn open_in(folder: &Path) -> io::Result<Temporary> {
        #[cfg_attr(not(unix), allow(unused_mut))]
        let mut builder = Builder::new();
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        Temporary::made(&builder, folder)
    }

    fn made(builder: &Builder<'_, '_>, folder: &Path) -> io::Result<Temporary> {
        let mut present = present();
        let file = builder.tempfile_in(folder)?;
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

    /// Puts it at `path`, where there must be nothing yet.
    pub fn persist_new(mut self, path: &Path) -> io::Result<()> {
        let Some(file) = self.file.take() else { return Ok(()) };
        let Err(failed) = file.persist_noclobber(path) else { return Ok(()) };
        match failed.error.kind() {
            io::ErrorKind::AlreadyExists => Err(failed.error),
            _ if path.symlink_metadata().is_ok() => Err(io::ErrorKind::AlreadyExists.into()),
            // Some file systems of memory sticks can do this only without looking.
            _ => failed.file.persist(path).map(drop).map_err(|error| error.error),
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
