//! Outputs that are held until all files were read.
//!
//! Invariant: however many they are, they take little memory: what is more goes into a temporary file without a name.

use std::collections::VecDeque;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};

use tempfile::SpooledTempFile;

/// So many bytes are kept in memory.
const IN_MEMORY: usize = 8 * 1024 * 1024;

/// Outputs of files, in their order.
pub struct Held {
    bytes: SpooledTempFile,
    /// The files that are held, each with where its output ends.
    files: VecDeque<(usize, u64)>,
    /// Where the output of the first of them begins.
    start: u64,
    /// Where the next one begins.
    end: u64,
}

impl Held {
    /// None yet.
    pub fn new() -> Held {
        Held { bytes: SpooledTempFile::new(IN_MEMORY), files: VecDeque::new(), start: 0, end: 0 }
    }

    /// Whether none is held.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Holds the output of the file at `index`, which stands behind all that are held.
    pub fn push(&mut self, index: usize, output: &str) -> io::Result<()> {
        self.bytes.seek(SeekFrom::Start(self.end))?;
        self.bytes.write_all(output.as_bytes())?;
        self.end += output.len() as u64;
        self.files.push_back((index, self.end));
        Ok(())
    }

    /// Gives the first file that is held, if it stands before the one at `index`, and its output.
    pub fn pop_before(&mut self, index: usize) -> Option<(usize, io::Result<String>)> {
        let (own, end) = *self.files.front().filter(|(own, _)| *own < index)?;
        self.files.pop_front();
        let start = std::mem::replace(&mut self.start, end);
        let mut read = || {
            let mut output = vec![0; (end - start) as usize];
            self.bytes.seek(SeekFrom::Start(start))?;
            self.bytes.read_exact(&mut output)?;
            String::from_utf8(output).map_err(io::Error::other)
        };
        Some((own, read()))
    }

    /// Drops the file at `index`, if it is the first that is held.
    pub fn drop_first(&mut self, index: usize) {
        if let Some((_, end)) = self.files.pop_front_if(|(own, _)| *own == index) {
            self.start = end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outputs_come_out_as_they_went_in_however_many_they_are() {
        let mut held = Held::new();
        let long = "甲".repeat(IN_MEMORY / 4);
        for (index, output) in [(1, "一"), (4, ""), (5, &*long), (7, &*long), (9, "九")] {
            held.push(index, output).unwrap();
        }
        let mut pop = |index| held.pop_before(index).map(|(own, output)| (own, output.unwrap()));
        assert_eq!(pop(1), None);
        assert_eq!(pop(5), Some((1, "一".to_owned())));
        assert_eq!(pop(5), Some((4, String::new())));
        assert_eq!(pop(5), None);
        held.drop_first(4);
        held.drop_first(5);
        assert_eq!(held.pop_before(8).map(|(own, output)| (own, output.unwrap())), Some((7, long)));
        held.push(12, "又").unwrap();
        let rest =
            std::iter::from_fn(|| held.pop_before(usize::MAX)).map(|(own, output)| (own, output.unwrap()));
        assert_eq!(rest.collect::<Vec<_>>(), [(9, "九".to_owned()), (12, "又".to_owned())]);
        assert!(held.is_empty());
    }
}
