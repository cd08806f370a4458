//! The structure of a document as the editor shows it: outline, folds, and what a selection grows to.

use tower_lsp::lsp_types::{
    DocumentSymbol, DocumentSymbolResponse, FoldingRange, Location, Position, SelectionRange,
    SymbolInformation, SymbolKind, Url,
};

use super::convert;
use super::engine::Engine;
use super::snapshot::{Analysed, Snapshot};
use crate::assist::symbols::{self, Kind, Symbol};
use crate::assist::{folding, selection};
use crate::text::{Encoding, Text};

/// The outline: a tree where the client can show one, otherwise a list.
pub fn symbols<E: Engine>(snapshot: &Snapshot<E>, analysed: &Analysed<E>) -> DocumentSymbolResponse {
    let settings = &snapshot.settings;
    let text = &analysed.text;
    let symbols = symbols::symbols(analysed.analysis(), text, settings.lang);
    if settings.symbol_tree {
        let nested = symbols.into_iter().map(|symbol| nested(symbol, text, settings.encoding));
        return DocumentSymbolResponse::Nested(nested.collect());
    }
    let mut list = Vec::new();
    for symbol in &symbols {
        flatten(symbol, None, &snapshot.uri, text, settings.encoding, &mut list);
    }
    DocumentSymbolResponse::Flat(list)
}

#[allow(deprecated)] // the struct has no other way to be made
fn nested(symbol: Symbol, text: &Text, encoding: Encoding) -> DocumentSymbol {
    let children: Vec<DocumentSymbol> =
        symbol.children.into_iter().map(|child| nested(child, text, encoding)).collect();
    DocumentSymbol {
        name: symbol.name,
        detail: symbol.detail,
        kind: kind(symbol.kind),
        tags: None,
        deprecated: None,
        range: convert::range(&symbol.range, text, encoding),
        selection_range: convert::range(&symbol.selection, text, encoding),
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
        location: Location { uri: uri.clone(), range: convert::range(&symbol.range, text, encoding) },
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

/// What can be folded; whole lines where the client can do no more.
pub fn folds<E: Engine>(snapshot: &Snapshot<E>, analysed: &Analysed<E>) -> Vec<FoldingRange> {
    let settings = &snapshot.settings;
    let folds = folding::folds(analysed.analysis(), &analysed.text);
    let fold = |bytes| {
        let range = convert::range(bytes, &analysed.text, settings.encoding);
        let character = |character| (!settings.whole_lines).then_some(character);
        FoldingRange {
            start_line: range.start.line,
            start_character: character(range.start.character),
            end_line: range.end.line,
            end_character: character(range.end.character),
            ..FoldingRange::default()
        }
    };
    folds.iter().map(fold).collect()
}

/// What a selection grows to, for each position that is asked for.
pub fn selections<E: Engine>(
    snapshot: &Snapshot<E>,
    analysed: &Analysed<E>,
    positions: &[Position],
) -> Vec<SelectionRange> {
    let encoding = snapshot.settings.encoding;
    let one = |position: &Position| {
        let offset = convert::offset(*position, &analysed.text, encoding);
        let ranges = selection::selections(analysed.analysis(), offset);
        let mut chain: Option<SelectionRange> = None;
        for bytes in ranges.iter().rev() {
            let range = convert::range(bytes, &analysed.text, encoding);
            chain = Some(SelectionRange { range, parent: chain.map(Box::new) });
        }
        let here = convert::range(&(offset..offset), &analysed.text, encoding);
        chain.unwrap_or(SelectionRange { range: here, parent: None })
    };
    positions.iter().map(one).collect()
}
