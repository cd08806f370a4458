//! The structure of a document as the editor shows it: outline, folds, and what a selection grows to.

use lsp_types::{
    DocumentSymbol, FoldingRange, Location, Position, SelectionRange, SymbolInformation, SymbolKind, Url,
};

use super::convert;
use super::kept;
use super::lined::Lined;
use super::snapshot::{Analysed, Snapshot};
use gouji_core::analysis::Part;
use gouji_core::assist::symbols::{self, Kind, Symbol};
use gouji_core::assist::{folding, selection};
use gouji_core::span::{InText, Span};
use gouji_core::text::{Encoding, Text, Window};

/// The outline, written: a tree where the client can show one, otherwise a list.
pub fn symbols(snapshot: &Snapshot, analysed: &Analysed) -> Vec<u8> {
    let settings = &snapshot.settings;
    let (analysis, text, encoding) = (analysed.analysis(), &analysed.text, settings.encoding);
    if !settings.symbol_tree {
        let mut list = Vec::new();
        for symbol in &symbols::symbols(analysis, text, settings.lang) {
            flatten(symbol, None, &snapshot.uri, text, encoding, &mut list);
        }
        return serde_json::to_vec(&list).unwrap_or_default();
    }
    // A report that is alone is shown otherwise than one of several.
    let several = analysis.parts().nth(1).is_some();
    let kept = if several { &analysed.kept.symbols } else { &analysed.kept.symbols_alone };
    let of_report = |part: Part<'_>, _| {
        let window = part.window(text, encoding);
        let symbols = symbols::of_report(part, several, text, settings.lang);
        let symbols = symbols.into_iter().map(|symbol| nested(symbol, &window));
        Lined::of(&symbols.collect::<Vec<_>>())
    };
    kept::array(&kept.all(analysis, text, encoding, of_report))
}

/// A symbol with lines counted from the first one of its report.
#[allow(deprecated)] // the struct has no other way to be made
fn nested(symbol: Symbol, report: &Window<'_>) -> DocumentSymbol {
    let children: Vec<DocumentSymbol> =
        symbol.children.into_iter().map(|child| nested(child, report)).collect();
    let range = |bytes| convert::range_in(bytes, report);
    DocumentSymbol {
        name: symbol.name,
        detail: symbol.detail,
        kind: kind(symbol.kind),
        tags: None,
        deprecated: None,
        range: range(symbol.range),
        selection_range: range(symbol.selection),
        children: (!children.is_empty()).then_some(children),
    }
}

#[allow(deprecated)] // the struct has no other way to be made
fn flatten(
    symbol: &Symbol,
    container: Option<&str>,
    uri: &Url,
    text: &Text,
    encoding: Encoding,
    list: &mut Vec<SymbolInformation>,
) {
    list.push(SymbolInformation {
        name: symbol.name.clone(),
        kind: kind(symbol.kind),
        tags: None,
        deprecated: None,
        location: Location { uri: uri.clone(), range: convert::range(symbol.range, text, encoding) },
        container_name: container.map(str::to_owned),
    });
    for child in &symbol.children {
        flatten(child, Some(&symbol.name), uri, text, encoding, list);
    }
}

/// The nearest of the kinds that every client knows.
fn kind(kind: Kind) -> SymbolKind {
    match kind {
        Kind::Report => SymbolKind::MODULE,
        Kind::Section => SymbolKind::NAMESPACE,
        Kind::Table => SymbolKind::ARRAY,
        Kind::Row => SymbolKind::FIELD,
    }
}

/// What can be folded, written; whole lines where the client can do no more.
pub fn folds(snapshot: &Snapshot, analysed: &Analysed) -> Vec<u8> {
    let settings = &snapshot.settings;
    let (analysis, text, encoding) = (analysed.analysis(), &analysed.text, settings.encoding);
    let of_report = |part: Part<'_>, _| {
        let window = part.window(text, encoding);
        let fold = |bytes: &Span<InText>| {
            let range = convert::range_in(*bytes, &window);
            let character = |character| (!settings.whole_lines).then_some(character);
            FoldingRange {
                start_line: range.start.line,
                start_character: character(range.start.character),
                end_line: range.end.line,
                end_character: character(range.end.character),
                ..FoldingRange::default()
            }
        };
        Lined::of(&folding::of_report(analysis, part, text).iter().map(fold).collect::<Vec<_>>())
    };
    kept::array(&analysed.kept.folds.all(analysis, text, encoding, of_report))
}

/// What a selection grows to, for each position that is asked for.
pub fn selections(snapshot: &Snapshot, analysed: &Analysed, positions: &[Position]) -> Vec<SelectionRange> {
    let encoding = snapshot.settings.encoding;
    let one = |position: &Position| {
        let offset = convert::offset(*position, &analysed.text, encoding);
        let ranges = selection::selections(analysed.analysis(), offset);
        let mut chain: Option<SelectionRange> = None;
        for bytes in ranges.into_iter().rev() {
            let range = convert::range(bytes, &analysed.text, encoding);
            chain = Some(SelectionRange { range, parent: chain.map(Box::new) });
        }
        let here = convert::range(Span::new(offset..offset), &analysed.text, encoding);
        chain.unwrap_or(SelectionRange { range: here, parent: None })
    };
    positions.iter().map(one).collect()
}
