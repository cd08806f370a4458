//! A tree to reports, and again after edits.
//!
//! Invariant: [`Reading::after`] equals [`Reading::fresh`] of the same tree and text. What is kept is keyed by
//! ranges that the edits did not touch: a segment (most often a whole report) whose text is the same is taken as it
//! is; in a segment that was touched, the sections that were not are.

use std::ops::Range;
use std::sync::Arc;

use super::Section;
use super::assemble::{Placed, assemble};
use super::lexicon::Lexicon;
use super::segment::{SegmentRead, read_segment};
use crate::syntax::{Segment, SegmentKind, Tree, segments};
use crate::text::{ByteEdit, Text};

/// The reports of a text, with what is needed to read it again quickly.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    segments: Vec<(Range<usize>, Arc<SegmentRead>)>,
    reports: Vec<Placed>,
}

impl Reading {
    /// Reads everything.
    pub fn fresh(tree: &Tree, text: &Text, lexicon: &Lexicon) -> Reading {
        Reading::default().after(tree, text, &[], lexicon)
    }

    /// Reads what `edits`, made one after the other since this reading, have touched.
    pub fn after(&self, tree: &Tree, text: &Text, edits: &[ByteEdit], lexicon: &Lexicon) -> Reading {
        let mut kept = Kept::new(self, edits);
        let segments: Vec<_> = merged(segments(tree))
            .into_iter()
            .map(|segment| {
                let range = segment[0].range.start..segment[segment.len() - 1].range.end;
                let read = kept.segment(&range).unwrap_or_else(|| {
                    Arc::new(read_segment(tree, text, &segment, &|range| kept.section(range), lexicon))
                });
                (range, read)
            })
            .collect();
        let reports = assemble(&segments, tree, text, &self.reports, lexicon);
        Reading { segments, reports }
    }

    /// The reports in the order of the text: at least one.
    pub fn reports(&self) -> &[Placed] {
        &self.reports
    }
}

/// Sections that stand before the first one headed 一、总体情况 belong together: a segment of their own.
fn merged(segments: Vec<Segment>) -> Vec<Vec<Segment>> {
    let mut merged: Vec<Vec<Segment>> = Vec::with_capacity(segments.len());
    for segment in segments {
        match merged.last_mut() {
            Some(last) if segment.kind == SegmentKind::Section && last[0].kind == SegmentKind::Section => {
                last.push(segment)
            }
            _ => merged.push(vec![segment]),
        }
    }
    merged
}

/// What an earlier reading knows, at its places after the edits; what they touched is left out.
struct Kept<'a> {
    segments: Vec<(Range<usize>, &'a Arc<SegmentRead>)>,
    touched: Vec<(Range<usize>, &'a Arc<Section>)>,
    next_segment: usize,
}

impl<'a> Kept<'a> {
    fn new(reading: &'a Reading, edits: &[ByteEdit]) -> Kept<'a> {
        let mut kept = Kept {
            segments: Vec::with_capacity(reading.segments.len()),
            touched: Vec::new(),
            next_segment: 0,
        };
        for (range, segment) in &reading.segments {
            match ByteEdit::moved(range.clone(), edits) {
                Some(range) => kept.segments.push((range, segment)),
                None => kept.touched.extend(segment.sections.iter().filter_map(|(start, section)| {
                    let start = range.start + start;
                    ByteEdit::moved(start..start + section.length, edits).map(|range| (range, section))
                })),
            }
        }
        kept
    }

    /// The segment that stood at this range; asked for in the order of the text.
    fn segment(&mut self, range: &Range<usize>) -> Option<Arc<SegmentRead>> {
        while self.segments.get(self.next_segment).is_some_and(|(old, _)| old.start < range.start) {
            self.next_segment += 1;
        }
        let (old, segment) = self.segments.get(self.next_segment)?;
        (old == range).then(|| (*segment).clone())
    }

    /// The section that stood at this range.
    fn section(&self, range: &Range<usize>) -> Option<Arc<Section>> {
        let at = self.touched.binary_search_by_key(&range.start, |(old, _)| old.start).ok()?;
        let (old, section) = &self.touched[at];
        (old == range).then(|| (*section).clone())
    }
}
