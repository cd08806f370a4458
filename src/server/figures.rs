//! Which figures belong together, and the ways between them.

use lsp_types::{
    DocumentHighlight, DocumentHighlightKind, GotoDefinitionResponse, Location, LocationLink, Position,
};

use super::convert;
use super::snapshot::{Analysed, Snapshot};
use gouji_core::assist::definition::{self, Ways};
use gouji_core::assist::highlight;
use gouji_core::span::{InText, Span};

/// Totals as what is written, parts as what is read.
pub fn highlights(snapshot: &Snapshot, analysed: &Analysed, position: Position) -> Vec<DocumentHighlight> {
    let encoding = snapshot.settings.encoding;
    let offset = convert::offset(position, &analysed.text, encoding);
    let marks = highlight::highlights(analysed.analysis(), &analysed.text, offset).into_iter();
    let mark = marks.map(|mark| DocumentHighlight {
        range: convert::range(mark.range, &analysed.text, encoding),
        kind: Some(if mark.total { DocumentHighlightKind::WRITE } else { DocumentHighlightKind::READ }),
    });
    mark.collect()
}

/// From a total to its parts.
pub fn definition(
    snapshot: &Snapshot,
    analysed: &Analysed,
    position: Position,
) -> Option<GotoDefinitionResponse> {
    let encoding = snapshot.settings.encoding;
    let offset = convert::offset(position, &analysed.text, encoding);
    let ways = definition::definition(analysed.analysis(), offset)?;
    if !snapshot.settings.definition_links {
        return Some(GotoDefinitionResponse::Array(locations(snapshot, analysed, &ways)));
    }
    let range = |bytes| convert::range(bytes, &analysed.text, encoding);
    let link = |to: &Span<InText>| LocationLink {
        origin_selection_range: Some(range(ways.from)),
        target_uri: snapshot.uri.clone(),
        target_range: range(*to),
        target_selection_range: range(*to),
    };
    Some(GotoDefinitionResponse::Link(ways.to.iter().map(link).collect()))
}

/// From a part to its totals; the part too where the client asks for what it is declared by.
pub fn references(
    snapshot: &Snapshot,
    analysed: &Analysed,
    position: Position,
    with_itself: bool,
) -> Option<Vec<Location>> {
    let offset = convert::offset(position, &analysed.text, snapshot.settings.encoding);
    let mut ways = definition::references(analysed.analysis(), offset)?;
    if with_itself {
        ways.to.insert(0, ways.from);
    }
    Some(locations(snapshot, analysed, &ways))
}

fn locations(snapshot: &Snapshot, analysed: &Analysed, ways: &Ways) -> Vec<Location> {
    let range = |bytes| convert::range(bytes, &analysed.text, snapshot.settings.encoding);
    ways.to.iter().map(|to| Location { uri: snapshot.uri.clone(), range: range(*to) }).collect()
}
