//! Changes that come after others that were made later: some clients send each on its own, in any order.
//!
//! Invariants: a version that was left out may still come; then what was changed since is changed once more, in the
//! order of the versions. Versions need not follow one another, so nothing is waited for: until then the text is as if
//! nothing was missing.

use std::collections::BTreeMap;

use lsp_types::TextDocumentContentChangeEvent as Change;

use gouji_core::text::Text;

/// How many changes later one that is missing may come.
const MOST: usize = 16;

/// What may still be missing in a document.
#[derive(Debug, Default)]
pub struct Late(Option<Since>);

/// All changes since a version was left out.
#[derive(Debug)]
struct Since {
    /// The version before, and the text.
    version: i32,
    text: Text,
    changes: BTreeMap<i32, Vec<Change>>,
}

impl Late {
    /// What is to be changed in a text in version `now` when these changes come, and the version that it has then.
    pub fn ordered(
        &mut self,
        text: &Text,
        now: i32,
        version: i32,
        changes: Vec<Change>,
    ) -> (i32, Vec<Change>) {
        match &mut self.0 {
            Some(since) if version < now && since.misses(version) => {
                since.changes.insert(version, changes);
                let before = Change { range: None, range_length: None, text: since.text.to_string() };
                let all = since.changes.values().flatten().cloned();
                let anew = std::iter::once(before).chain(all).collect();
                if since.is_complete() {
                    self.0 = None;
                }
                return (now, anew);
            }
            Some(since) if version > now && since.changes.len() < MOST => {
                since.changes.insert(version, changes.clone());
            }
            _ => {
                self.0 = now.checked_add(1).is_some_and(|next| version > next).then(|| {
                    let changes = BTreeMap::from([(version, changes.clone())]);
                    Since { version: now, text: text.clone(), changes }
                });
            }
        }
        (version, changes)
    }
}

impl Since {
    fn misses(&self, version: i32) -> bool {
        version > self.version && !self.changes.contains_key(&version)
    }

    fn is_complete(&self) -> bool {
        let last = self.changes.keys().next_back().copied().unwrap_or(self.version);
        usize::try_from(i64::from(last) - i64::from(self.version)) == Ok(self.changes.len())
    }
}
