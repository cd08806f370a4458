//! Which documents have changed, and who judges them.
//!
//! Invariants: a document is judged by one thread at a time, and after its last change once more. A document that is
//! open waits for no other; files that are not open are judged one after the other, for the cores are for the one who
//! types.

use std::collections::{HashSet, VecDeque};

use lsp_types::Url;

/// The documents that have changed, and those that are being judged.
#[derive(Debug, Default)]
pub struct Turns {
    /// Changed since it was last begun to judge them.
    changed: HashSet<Url>,
    busy: HashSet<Url>,
    /// Not open, and nobody judges them yet.
    files: VecDeque<Url>,
    /// Whether someone goes through `files`.
    sweeping: bool,
}

/// What is to be begun on a thread.
#[derive(Debug, PartialEq, Eq)]
pub enum Work {
    /// To judge this document until it stays as it is.
    Document(Url),
    /// To judge the files that are not open until there is none left.
    Files,
}

impl Turns {
    /// A document has changed; what is to be begun now.
    pub fn add(&mut self, uri: Url, is_open: bool) -> Option<Work> {
        let is_new = self.changed.insert(uri.clone());
        if self.busy.contains(&uri) {
            return None;
        }
        if is_open {
            self.busy.insert(uri.clone());
            return Some(Work::Document(uri));
        }
        if is_new {
            self.files.push_back(uri);
        }
        (!std::mem::replace(&mut self.sweeping, true)).then_some(Work::Files)
    }

    /// Whether a document has changed since it was last asked for by the one who judges it, who otherwise is done.
    pub fn has_changed(&mut self, uri: &Url) -> bool {
        let changed = self.changed.remove(uri);
        if !changed {
            self.busy.remove(uri);
        }
        changed
    }

    /// The next file to judge for the one who goes through them, who otherwise is done.
    pub fn next_file(&mut self) -> Option<Url> {
        while let Some(uri) = self.files.pop_front() {
            // Others were opened meanwhile, and have been judged as documents.
            if self.changed.contains(&uri) && self.busy.insert(uri.clone()) {
                return Some(uri);
            }
        }
        self.sweeping = false;
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(name: &str) -> Url {
        Url::parse(&format!("file:///{name}")).unwrap()
    }

    #[test]
    fn a_document_is_judged_by_one_at_a_time_and_after_its_last_change() {
        let mut turns = Turns::default();
        assert_eq!(turns.add(url("a"), true), Some(Work::Document(url("a"))));
        assert!(turns.has_changed(&url("a")));
        assert_eq!(turns.add(url("a"), true), None);
        assert_eq!(turns.add(url("a"), false), None);
        // Another waits for nobody.
        assert_eq!(turns.add(url("b"), true), Some(Work::Document(url("b"))));
        assert!(turns.has_changed(&url("a")));
        assert!(!turns.has_changed(&url("a")));
        assert_eq!(turns.add(url("a"), true), Some(Work::Document(url("a"))));
    }

    #[test]
    fn files_are_judged_one_after_the_other_and_not_once_more_as_documents() {
        let mut turns = Turns::default();
        assert_eq!(turns.add(url("a"), false), Some(Work::Files));
        assert_eq!(["b", "b", "c"].map(|name| turns.add(url(name), false)), [None, None, None]);
        assert_eq!(turns.next_file(), Some(url("a")));
        assert!(turns.has_changed(&url("a")) && !turns.has_changed(&url("a")));
        assert_eq!(turns.add(url("b"), true), Some(Work::Document(url("b"))));
        assert!(turns.has_changed(&url("b")));
        assert_eq!(turns.next_file(), Some(url("c")));
        assert_eq!(turns.add(url("c"), true), None);
        assert!(turns.has_changed(&url("c")) && !turns.has_changed(&url("c")));
        assert_eq!(turns.next_file(), None);
        assert_eq!(turns.add(url("a"), false), Some(Work::Files));
    }
}
