//! A document that is open.
//!
//! Invariants: its text is what its changes say, in their order. An edit is kept until an analysis knows of it, unless
//! there are so many that reading anew is no more work; what was found out takes the place of what was known only where
//! it is of a later revision.

use std::sync::Arc;

use lsp_types::{TextDocumentContentChangeEvent, Url};
use tokio::sync::watch;

use super::convert;
use super::late::Late;
use super::snapshot::{Analysed, Around, Judged, Kind, Snapshot};
use gouji_core::span::Span;
use gouji_core::text::{ByteEdit, Encoding, Text};

/// How many edits are kept for an analysis. Only where the client says very much in a moment, or reads nothing of what
/// it is told, are there more.
const MOST_EDITS: usize = 10_000;

/// A document that is open.
pub struct Document {
    kind: Kind,
    text: Text,
    version: i32,
    /// The revision of the last change of the text or of what it is judged by.
    pub revision: u64,
    /// The revision of the last change of the text.
    pub edited: u64,
    /// The revision of the opening.
    opened: u64,
    analysed: Option<Arc<Analysed>>,
    /// The edits since `analysed`, with their revisions.
    edits: Vec<(u64, ByteEdit)>,
    /// The revision of the last edit that was not kept: what is known of the text before leads to no other.
    dropped: u64,
    late: Late,
    judged: watch::Sender<Judged>,
}

impl Document {
    /// A document that was opened at this revision.
    pub fn opened(kind: Kind, text: Text, version: i32, revision: u64) -> Document {
        Document {
            kind,
            text,
            version,
            revision,
            edited: revision,
            opened: revision,
            analysed: None,
            edits: Vec::new(),
            dropped: 0,
            late: Late::default(),
            judged: watch::Sender::default(),
        }
    }

    /// It was changed at this revision, by one change after the other, each of the text as the one before left it.
    pub fn change(
        &mut self,
        uri: &Url,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
        encoding: Encoding,
        revision: u64,
    ) {
        if version <= self.version {
            tracing::warn!("{uri} was changed from version {} to {version}", self.version);
        }
        let (version, changes) = self.late.ordered(&self.text, self.version, version, changes);
        for change in changes {
            let range = match change.range {
                Some(range) => convert::bytes(range, &self.text, encoding),
                None => Span::new(0..self.text.len()),
            };
            let edit = self.text.replace(range, &change.text);
            if self.kind.may_be_report() {
                self.edits.push((revision, edit));
            }
        }
        if self.edits.len() > MOST_EDITS {
            self.edits = Vec::new();
            self.analysed = None;
            self.dropped = revision;
        }
        self.version = version;
        self.revision = revision;
        self.edited = revision;
    }

    /// Its text, if it is a `gouji.toml`.
    pub fn as_project(&self) -> Option<&Text> {
        (self.kind == Kind::Project).then_some(&self.text)
    }

    /// It as it now is.
    pub fn snapshot(&self, uri: &Url, around: Around) -> Snapshot {
        let Around { settings, projects, folders, engine } = around;
        Snapshot {
            settings,
            projects,
            folders,
            engine,
            uri: uri.clone(),
            version: self.version,
            revision: self.revision,
            edited: self.edited,
            opened: self.opened,
            kind: self.kind,
            text: self.text.clone(),
            analysed: self.analysed.clone(),
            edits: self.edits.iter().map(|(_, edit)| *edit).collect(),
            judged: self.judged.subscribe(),
        }
    }

    /// Keeps what was found out, to build on it, unless more is known already; returns what it takes the place of.
    pub fn keep(&mut self, analysed: &Arc<Analysed>) -> Option<Arc<Analysed>> {
        let known = self.analysed.as_ref().map_or(0, |known| known.revision);
        if analysed.revision < self.opened.max(self.dropped) || analysed.revision <= known {
            return None;
        }
        self.edits.retain(|(revision, _)| *revision > analysed.revision);
        self.analysed.replace(analysed.clone())
    }

    /// It is judged as it was in this snapshot, or that has failed.
    pub fn found_out(&self, snapshot: &Snapshot, failed: bool) {
        if self.opened == snapshot.opened {
            self.judged.send_replace(Judged { revision: snapshot.revision, failed });
        }
    }
}
