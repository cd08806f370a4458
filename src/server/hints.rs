//! What is shown between the words of the text.

use lsp_types::{InlayHint, InlayHintKind, InlayHintLabel, InlayHintTooltip, Range};

use super::convert;
use super::snapshot::{Analysed, Snapshot};
use gouji_core::assist::hints::{self, Answers, Hint, Kind};
use gouji_core::span::Span;

/// The hints in a range, of the kinds that the user wants.
pub fn hints(snapshot: &Snapshot, analysed: &Analysed, range: Range) -> Vec<InlayHint> {
    let (settings, text) = (&snapshot.settings, &analysed.text);
    let range = convert::bytes(range, text, settings.encoding);
    let found = if settings.hints.prose == Answers::None { &[] } else { analysed.diagnostics() };
    let hints = hints::hints(analysed.analysis(), text, found, range, settings.hints, settings.lang);
    let shown = |Hint { at, label, about, kind }| InlayHint {
        position: convert::range(Span::new(at..at), text, settings.encoding).start,
        label: InlayHintLabel::String(label),
        kind: (kind == Kind::Column).then_some(InlayHintKind::PARAMETER),
        text_edits: None,
        tooltip: about.map(InlayHintTooltip::String),
        padding_left: (kind != Kind::Column).then_some(true),
        padding_right: (kind == Kind::Column).then_some(true),
        data: None,
    };
    hints.into_iter().map(shown).collect()
}
