//! The report among what a site puts around it.
//!
//! Invariants: from its title to the end of the element that holds all its headings nothing of a report is left out;
//! a page in which no report is found is read whole.

use gouji_core::analysis::{Analysis, Part};
use gouji_core::report::is_navigation;
use gouji_core::report::lexicon::Lexicon;
use gouji_core::text::Text;

use super::tree::{Id, Tree};
use super::{blocks, encoding};
use crate::document::{Block, Document, Kind, Paragraph, Run};
use crate::draft::Draft;
use crate::refusal::Refusal;

/// The report of a page.
pub fn read(bytes: &[u8], lexicon: &Lexicon) -> Result<Document, Refusal> {
    let page = encoding::text(bytes)?;
    if !is_page(&page) {
        return Err(Refusal::Misnamed(None));
    }
    let tree = Tree::parse(&page);
    if let Some(refusal) = tree.refusal {
        return Err(refusal);
    }
    let blocks = blocks::placed(&tree, tree.body());
    Ok(Document { blocks: report(&tree, blocks, lexicon) })
}

/// Whether this is a page at all.
fn is_page(text: &str) -> bool {
    const TAGS: [&str; 7] = ["<html", "<!doctype html", "<body", "<table", "<div", "<p>", "<p "];
    let text = text.to_ascii_lowercase();
    TAGS.iter().any(|tag| text.contains(tag))
}

fn report(tree: &Tree, blocks: Vec<(Id, Block)>, lexicon: &Lexicon) -> Vec<Block> {
    let mut draft = Draft::default();
    let mut starts = Vec::with_capacity(blocks.len());
    for (_, block) in &blocks {
        starts.push(draft.text.len());
        draft.flow(vec![block.clone()]);
    }
    let text = Text::from(draft.text.as_str());
    let analysis = Analysis::fresh(&text, lexicon);
    let known =
        |part: &Part<'_>| part.report.sections.iter().filter(|(_, section)| section.kind.is_some()).count();
    let part = analysis.parts().max_by_key(known).filter(|_| analysis.is_report());
    let Some(part) = part else { return blocks.into_iter().map(|(_, block)| block).collect() };
    let block_at = |at: usize| starts.partition_point(|start| *start <= at).saturating_sub(1);
    let sections = part.report.sections.iter().filter(|(_, section)| section.kind.is_some());
    let headings: Vec<usize> =
        sections.map(|(at, section)| block_at(part.start + at + section.heading.range.start)).collect();
    let title = part.report.title.as_ref().map(|title| block_at(title.range.in_text(part.start).start));
    let first = headings.iter().copied().min();
    let around = around(tree, headings.iter().map(|heading| blocks[*heading].0));
    let is_inside = |id: Id| around.is_none_or(|around| ancestors(tree, id).any(|above| above == around));
    // Without a title it begins where the element around its headings does.
    let start = title.or_else(|| blocks.iter().position(|(id, _)| is_inside(*id))).unwrap_or(0);
    let (first, last) = (first.unwrap_or(start), headings.iter().copied().max().unwrap_or(start));
    let mut kept = Vec::new();
    if title.is_none() {
        kept.extend(named(tree, &part));
    }
    for (at, (id, block)) in blocks.into_iter().enumerate().skip(start) {
        let is_site = match &block {
            Block::Paragraph(paragraph) => paragraph.text().lines().all(is_navigation),
            Block::Table(_) => false,
        };
        let is_inside = is_inside(id);
        if at > last && (is_site || !is_inside) {
            break;
        }
        // Before the first heading the element around them need not have begun.
        if at == start || (is_inside || at < first) && !(is_site && at < first) {
            kept.push(block);
        }
    }
    kept
}

/// The title that only the window of a browser shows.
fn named(tree: &Tree, part: &Part<'_>) -> Option<Block> {
    let title = tree.title()?;
    let words = title
        .split(['_', '|', '-', '—'])
        .map(str::trim)
        .find(|words| words.contains(part.report.format.title.as_str()))?;
    let runs = vec![Run { text: words.to_owned(), strong: false }];
    Some(Block::Paragraph(Paragraph { kind: Kind::Title, runs }))
}

/// The innermost element around all of these.
fn around(tree: &Tree, ids: impl Iterator<Item = Id>) -> Option<Id> {
    ids.map(|id| ancestors(tree, id).collect::<Vec<_>>())
        .reduce(|one, other| one.into_iter().filter(|id| other.contains(id)).collect())
        .and_then(|shared| shared.first().copied())
}

/// An element and those around it, from the inside.
fn ancestors(tree: &Tree, id: Id) -> impl Iterator<Item = Id> + '_ {
    std::iter::successors(Some(id), |id| tree.parent(*id))
}
