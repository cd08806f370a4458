//! Is anything of a template left in the prose?
//!
//! Invariant: only what cannot be the writer's own words is found: notes that ask to fill in, marks that stand for a
//! number or a name, years with a digit open, a unit without its figure, the empty line of a form. Tables, comments,
//! code, addresses of the web and of mail are not looked at.

mod marks;
mod notes;
mod units;

use std::ops::Range;

use marks::marks;
use notes::notes;
use units::units;

use super::super::Rule;
use super::super::finding::{Detail, Finding, Leftover, Note};
use super::super::section_view::SectionView;
use crate::report;
use crate::span::{InSection, Span};

/// `text/placeholder`: something was left to fill in. What stands in one sentence is one finding.
pub fn placeholder(view: &SectionView<'_>, rule: &Rule) -> Vec<Finding<InSection>> {
    let of_sentence = |Sentence { kind, places }: Sentence| {
        let mut places = places.into_iter();
        let first = places.next()?;
        let others: Vec<_> = places.map(|place| (Note::Likewise, place)).collect();
        let found = view.text()[first.bytes()].to_owned();
        let mut finding =
            Finding::new(rule, first, Detail::Placeholder { kind, found, count: others.len() + 1 });
        finding.related = others;
        Some(finding)
    };
    found(view).into_iter().filter_map(of_sentence).collect()
}

/// Many of a kind are one finding.
pub fn together(findings: Vec<Finding>) -> Vec<Finding> {
    const MANY: usize = 6;
    let mut all = Vec::new();
    for kind in Leftover::ALL {
        let is_of_kind = |finding: &&Finding| matches!(finding.detail, Detail::Placeholder { kind: own, .. } if own == kind);
        let of_kind: Vec<&Finding> = findings.iter().filter(is_of_kind).collect();
        match of_kind.as_slice() {
            [first, others @ ..] if of_kind.len() >= MANY => {
                let mut first = (*first).clone();
                for other in others {
                    first.related.push((Note::Likewise, other.range));
                    first.related.extend(other.related.iter().cloned());
                }
                if let Detail::Placeholder { count, .. } = &mut first.detail {
                    *count = first.related.len() + 1;
                }
                all.push(first);
            }
            few => all.extend(few.iter().copied().cloned()),
        }
    }
    all
}

/// What was left to fill in in a sentence, all of one kind.
struct Sentence {
    kind: Leftover,
    places: Vec<Span<InSection>>,
}

fn found(view: &SectionView<'_>) -> Vec<Sentence> {
    let own = report::own(view.text());
    let tables = tables(view);
    let mut found: Vec<Sentence> = Vec::new();
    let mut start = 0;
    for line in own.split_inclusive(['\n', '\r']) {
        let range = start..start + line.len();
        start = range.end;
        let in_table = tables.iter().any(|table| range.start < table.end && table.start < range.end);
        if in_table {
            continue;
        }
        let mut sentence = range.start;
        for said in line.split_inclusive(['。', '；', '！', '？']) {
            let mut places = in_sentence(said);
            places.sort_by_key(|(place, _)| (place.start, std::cmp::Reverse(place.end)));
            let mut end = 0;
            places.retain(|(place, _)| {
                let is_free = place.start >= end;
                end = if is_free { place.end } else { end };
                is_free
            });
            for kind in Leftover::ALL {
                let of_kind = places.iter().filter(|(_, other)| *other == kind);
                let place = |place: &Range<usize>| Span::new(sentence + place.start..sentence + place.end);
                let places: Vec<_> = of_kind.map(|(range, _)| place(range)).collect();
                if !places.is_empty() {
                    found.push(Sentence { kind, places });
                }
            }
            sentence += said.len();
        }
    }
    found
}

/// Where tables stand, with their heads.
fn tables(view: &SectionView<'_>) -> Vec<Span<InSection>> {
    let Some(section) = view.section else { return Vec::new() };
    let read = section.tables.iter().map(|table| table.with_head());
    read.chain(section.html.iter().copied()).collect()
}

/// Whether something was left to fill in in a sentence.
pub fn is_left_open(said: &str) -> bool {
    !in_sentence(said).is_empty()
}

/// What was left to fill in in a sentence.
fn in_sentence(said: &str) -> Vec<(Range<usize>, Leftover)> {
    let mut places = Vec::new();
    notes(said, &mut places);
    marks(said, &mut places);
    units(said, &mut places);
    places
}
