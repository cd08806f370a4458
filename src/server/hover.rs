//! What is shown under the pointer.

use lsp_types::{Hover, HoverContents, MarkupContent, MarkupKind, Position};

use super::convert;
use super::snapshot::{Analysed, Snapshot};
use gouji_core::assist::hover::{self, Markup};

/// What is told of a place; nothing where there is nothing to tell.
pub fn hover(snapshot: &Snapshot, analysed: &Analysed, position: Position) -> Option<Hover> {
    let settings = &snapshot.settings;
    let text = &analysed.text;
    let offset = convert::offset(position, text, settings.encoding);
    let told = hover::hover(analysed.analysis(), text, offset, settings.lang, settings.markup)?;
    let kind = match settings.markup {
        Markup::Markdown => MarkupKind::Markdown,
        Markup::Plain => MarkupKind::PlainText,
    };
    Some(Hover {
        contents: HoverContents::Markup(MarkupContent { kind, value: told.text }),
        range: Some(convert::range(told.range, text, settings.encoding)),
    })
}
