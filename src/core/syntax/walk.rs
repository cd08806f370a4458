//! What stands where in a tree.
//!
//! Invariant: nothing here is asked of the whole document but [`segments`], which looks at the outermost nodes
//! only; the rest goes straight to a place and costs what is found there.

use std::ops::Range;

use tree_sitter::{Node, Tree, TreeCursor};

use super::language::{KINDS, Line};

/// One of the outermost things in a document. Segments tile the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// What it is.
    pub kind: SegmentKind,
    /// The bytes it covers: whole lines.
    pub range: Range<usize>,
}

/// What a [`Segment`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SegmentKind {
    /// From a heading 一、总体情况 to the next one.
    Report,
    /// A section that has no such heading before it.
    Section,
    /// What stands before the first section.
    Loose,
}

/// The segments of a document, in order.
pub fn segments(tree: &Tree) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    let mut cursor = tree.walk();
    let mut more = cursor.goto_first_child();
    while more {
        let node = cursor.node();
        let kind = match node.kind_id() {
            id if id == KINDS.report => SegmentKind::Report,
            id if id == KINDS.section => SegmentKind::Section,
            _ => SegmentKind::Loose,
        };
        match segments.last_mut() {
            Some(last) if kind == SegmentKind::Loose && last.kind == kind => last.range.end = node.end_byte(),
            _ => segments.push(Segment { kind, range: node.byte_range() }),
        }
        more = cursor.goto_next_sibling();
    }
    segments
}

/// The sections of a segment, in order: those of a report, a loose section itself, none of what is loose. Each
/// begins with its heading; those of a report tile it.
pub fn sections(tree: &Tree, segment: &Segment) -> Vec<Range<usize>> {
    match segment.kind {
        SegmentKind::Loose => Vec::new(),
        SegmentKind::Section => vec![segment.range.clone()],
        SegmentKind::Report => {
            let mut cursor = tree.walk();
            cursor.goto_first_child_for_byte(segment.range.start);
            let mut sections = Vec::new();
            let mut more = cursor.goto_first_child();
            while more {
                sections.push(cursor.node().byte_range());
                more = cursor.goto_next_sibling();
            }
            sections
        }
    }
}

/// The lines that overlap a range, in order, each whole and with its line break.
pub fn lines(tree: &Tree, range: Range<usize>) -> Vec<(Line, Range<usize>)> {
    let mut lines = Vec::new();
    let mut cursor = tree.walk();
    while cursor.goto_first_child_for_byte(range.start).is_some() {}
    loop {
        let node: Node = cursor.node();
        if node.start_byte() >= range.end {
            break;
        }
        lines.extend(KINDS.line(node).map(|line| (line, node.byte_range())));
        if !next_leaf(&mut cursor) {
            break;
        }
    }
    lines
}

/// Moves on to the next node without children; false at the end of the tree.
fn next_leaf(cursor: &mut TreeCursor) -> bool {
    while !cursor.goto_next_sibling() {
        if !cursor.goto_parent() {
            return false;
        }
    }
    while cursor.goto_first_child() {}
    true
}
