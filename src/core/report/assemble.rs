//! Segments of the tree to reports.
//!
//! Invariant: which segments make a report follows from the segments alone; a report whose parts are the same as before,
//! in the same places, is the report from before.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::content::Content;
use super::ignore::Ignore;
use super::lexicon::Lexicon;
use super::preamble::Said;
use super::section::Draft;
use super::segment::SegmentRead;
use super::title::Opening;
use super::{Report, Section, Title};
use crate::format::SectionIndex;
use crate::span::{InReport, InSection, Span};
use crate::syntax::Tree;
use crate::text::Text;

/// A report and where it begins.
#[derive(Debug, Clone)]
pub struct Placed {
    /// Its first byte.
    pub start: usize,
    /// The report.
    pub report: Arc<Report>,
    parts: Vec<Part>,
    opening: Arc<Opening>,
}

/// A segment or a piece of one, as a part of one report.
#[derive(Debug, Clone)]
struct Part {
    /// Where the segment begins: in the text, and in a report that was put together, in the report.
    start: isize,
    segment: Arc<SegmentRead>,
    /// Which of its sections belong to the report; of a table of contents none, but the empty range behind them.
    sections: Range<usize>,
}

/// A report has most of its sections once it has so many kinds of them.
const MOST: usize = 4;

/// Segments to reports. A new report begins at a heading 一、总体情况, or at another heading that comes again behind a
/// new title, if the report before it has most of its sections already; otherwise a section stands twice in one
/// report.
pub fn assemble(
    segments: &[(Range<usize>, Arc<SegmentRead>)],
    tree: &Tree,
    text: &Text,
    old: &[Placed],
    lexicon: &Lexicon,
) -> Vec<Placed> {
    // Reports keep their order: an old one is looked for where the last one was found.
    const NEARBY: usize = 4;
    let parts = parts(segments);
    let mut starts: Vec<usize> = vec![0];
    let mut kinds: Vec<SectionIndex> = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let first = part.segment.sections[part.sections.clone()].first();
        let begins = first
            .is_some_and(|(_, section)| part.sections.start > 0 || section.kind == Some(SectionIndex::FIRST));
        if begins && kinds.len() >= MOST {
            starts.push(at);
            kinds.clear();
        }
        add_kinds(&mut kinds, &part.segment.sections[part.sections.clone()]);
    }
    // A report begins with its title, which the tree counts to the report before it.
    let openings: Vec<Above<'_>> = starts.iter().map(|at| opening_above(&parts, *at)).collect();
    let begin = |report: usize| match (report, openings[report].title()) {
        (0, _) => 0,
        (_, Some(title)) => title.start,
        (_, None) => parts[starts[report]].section_start(0),
    };
    let mut next_old = 0;
    (0..starts.len())
        .map(|report| {
            let start = begin(report);
            let end = if report + 1 < starts.len() { begin(report + 1) } else { text.len() };
            let until = starts.get(report + 1).copied().unwrap_or(parts.len());
            let own: Vec<Part> = parts[starts[report].min(parts.len())..until]
                .iter()
                .map(|part| Part { start: part.start - start as isize, ..part.clone() })
                .collect();
            let opening = &*openings[report].opening;
            let title =
                openings[report].title().map(|range| Span::new(range.start - start..range.end - start));
            let same = |placed: &&Placed| {
                same_parts(&placed.parts, &own)
                    && placed.report.length == end - start
                    && placed.report.title.as_ref().map(|title| title.range) == title
                    && *placed.opening == *opening
            };
            let found = old.iter().enumerate().skip(next_old).take(NEARBY).find(|(_, placed)| same(placed));
            if let Some((at, placed)) = found {
                next_old = at + 1;
                let (report, opening) = (placed.report.clone(), placed.opening.clone());
                return Placed { start, report, parts: own, opening };
            }
            next_old += 1;
            let again = |range: Range<usize>, format: usize| {
                let range = start + range.start..start + range.end;
                Arc::new(Draft::new(&Content::of(tree, text, range), lexicon).read(format))
            };
            let read = report_of(&own, opening, title, end - start, lexicon, &again);
            Placed { start, report: Arc::new(read), parts: own, opening: Arc::new(opening.clone()) }
        })
        .collect()
}

impl Part {
    /// Where the section of this index among those of the part begins.
    fn section_start(&self, index: usize) -> usize {
        let at = self.segment.sections.get(self.sections.start + index).map_or(0, |(at, _)| *at);
        (self.start + at as isize).max(0) as usize
    }

    /// What stands in it above a report, with the place from which its ranges count: what a preamble says, or what
    /// stands below its last section.
    fn opening(&self) -> Option<(usize, &Opening)> {
        if self.sections.is_empty() && self.segment.sections.is_empty() {
            return Some((self.start.max(0) as usize, &self.segment.opening));
        }
        let (at, section) = self.segment.sections.get(self.sections.end.checked_sub(1)?)?;
        Some(((self.start + *at as isize).max(0) as usize, section.next_title.as_ref()?))
    }

    /// The comments in a part without sections.
    fn ignores(&self) -> impl Iterator<Item = Ignore> {
        let start = self.start.max(0) as usize;
        // What stands before the first section counts from the start of the report.
        let moved = move |span: &Span<InSection>| Span::new(span.in_report(start).bytes());
        self.segment.ignores.iter().map(move |ignore| Ignore {
            range: moved(&ignore.range),
            rules: ignore.rules.iter().map(|(name, place)| (name.clone(), moved(place))).collect(),
            reason: ignore.reason.clone(),
            alone: ignore.alone,
            covers: ignore.covers.as_ref().map(moved),
        })
    }

    /// The line in a part without sections that has lost its line breaks.
    fn run_in(&self) -> Option<Span<InReport>> {
        let start = self.start.max(0) as usize;
        self.segment.run_in.as_ref().map(|run_in| run_in.range.in_report(start))
    }

    fn own(&self) -> impl Iterator<Item = (usize, &Arc<Section>)> {
        self.segment.sections[self.sections.clone()]
            .iter()
            .map(|(at, section)| ((self.start + *at as isize).max(0) as usize, section))
    }
}

fn add_kinds(kinds: &mut Vec<SectionIndex>, sections: &[(usize, Arc<Section>)]) {
    for kind in sections.iter().filter_map(|(_, section)| section.kind) {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
}

/// Segments to parts: cut where a new title stands before sections that come again, without the sections of a table of
/// contents.
fn parts(segments: &[(Range<usize>, Arc<SegmentRead>)]) -> Vec<Part> {
    let mut parts = Vec::with_capacity(segments.len());
    for (index, (range, segment)) in segments.iter().enumerate() {
        let next = segments.get(index + 1).map_or(&[][..], |(_, next)| &next.sections);
        let part = |sections| Part { start: range.start as isize, segment: segment.clone(), sections };
        let mut from = contents(&segment.sections, next);
        if from > 0 {
            parts.push(part(from..from));
            if from == segment.sections.len() {
                continue;
            }
        }
        let mut kinds: Vec<SectionIndex> = Vec::new();
        for at in from + 1..segment.sections.len() {
            add_kinds(&mut kinds, &segment.sections[at - 1..at]);
            let again = segment.sections[at].1.kind.is_some_and(|kind| kinds.contains(&kind));
            if again && kinds.len() >= MOST && segment.sections[at - 1].1.next_title.is_some() {
                parts.push(part(from..at));
                from = at;
                kinds.clear();
            }
        }
        parts.push(part(from..segment.sections.len()));
    }
    parts
}

/// How many of the first sections of a segment are a table of contents: at least three, with nothing between them but
/// its lines, which come again below, in the segment or in the next one. Below the last of them anything may stand that
/// comes before a report.
fn contents(sections: &[(usize, Arc<Section>)], next: &[(usize, Arc<Section>)]) -> usize {
    const LEAST: usize = 3;
    let mut kinds: Vec<SectionIndex> = Vec::new();
    for (_, section) in sections {
        match section.kind {
            Some(kind) if !kinds.contains(&kind) => kinds.push(kind),
            Some(_) => break,
            None => return 0,
        }
    }
    let (listed, below) = sections.split_at(kinds.len());
    let comes_again =
        |kind: &SectionIndex| below.iter().chain(next).any(|(_, section)| section.kind == Some(*kind));
    let is_contents = listed.len() >= LEAST
        && listed[..listed.len() - 1].iter().all(|(_, section)| section.listing)
        && listed.iter().all(|(_, section)| section.tables.is_empty() && section.run_in.is_none())
        && kinds.iter().all(comes_again);
    if is_contents { listed.len() } else { 0 }
}

fn same_parts(a: &[Part], b: &[Part]) -> bool {
    let same = |a: &Part, b: &Part| {
        a.start == b.start && a.sections == b.sections && Arc::ptr_eq(&a.segment, &b.segment)
    };
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
}

/// What stands above a report.
struct Above<'a> {
    /// From where the ranges in it count.
    from: usize,
    opening: Cow<'a, Opening>,
}

impl Above<'_> {
    /// The same with ranges that count from the start of the text.
    fn placed(self) -> Opening {
        let mut opening = self.opening.into_owned();
        if let Some(title) = &mut opening.title {
            title.range = self.from + title.range.start..self.from + title.range.end;
        }
        opening
    }

    /// Where the title stands in the text.
    fn title(&self) -> Option<Range<usize>> {
        let title = self.opening.title.as_ref()?;
        Some(self.from + title.range.start..self.from + title.range.end)
    }
}

/// What stands above the report whose first part is `at`: in the preamble and below a table of contents, or at the
/// end of the section before.
fn opening_above(parts: &[Part], at: usize) -> Above<'_> {
    let is_empty = |part: &&Part| part.sections.is_empty();
    let mut above: Vec<(usize, &Opening)> = if at == 0 {
        parts.iter().take_while(is_empty).filter_map(Part::opening).collect()
    } else {
        let contents = parts[..at].iter().rev().take_while(is_empty).count();
        parts[(at - contents).saturating_sub(1)..at].iter().filter_map(Part::opening).collect()
    };
    if at == 0 {
        // Where the headings of the sections are no more than those of paragraphs, what is above them is in one part
        // with them.
        let first = parts.iter().find(|part| !part.sections.is_empty());
        above.extend(first.map(|part| (part.start.max(0) as usize, &part.segment.opening)));
    }
    let above = above.into_iter().map(|(from, opening)| Above { from, opening: Cow::Borrowed(opening) });
    let joined = above.reduce(|above, nearer| {
        let opening = above.placed().or_nearer(nearer.placed());
        Above { from: 0, opening: Cow::Owned(opening) }
    });
    joined.unwrap_or_else(|| Above { from: 0, opening: Cow::Owned(Opening::default()) })
}

/// Puts a report together. Its parts may have been read by different formats; `again` reads a section by another.
fn report_of(
    parts: &[Part],
    opening: &Opening,
    title: Option<Span<InReport>>,
    length: usize,
    lexicon: &Lexicon,
    again: &dyn Fn(Range<usize>, usize) -> Arc<Section>,
) -> Report {
    let nothing = Said::default();
    let own = || parts.iter().flat_map(Part::own);
    let one = own()
        .find(|(_, section)| section.kind == Some(SectionIndex::FIRST))
        .map_or(&nothing, |(_, section)| &section.said);
    let year = opening.year(one);
    let largest = parts.iter().max_by_key(|part| part.sections.len());
    let format = largest.map_or(0, |part| part.segment.format);
    // Where no sign of a format stands in the tables, the year of the title tells more than those in the prose.
    let is_signed = own().any(|(_, section)| section.signs.iter().any(|count| *count > 0));
    let by_year = year.and_then(|year| lexicon.formats.iter().position(|(format, _)| format.covers(year)));
    let format = by_year.filter(|_| !is_signed).unwrap_or(format);
    let sections: Vec<(usize, Arc<Section>)> = own()
        .map(|(start, section)| match section.format == format {
            true => (start, section.clone()),
            false => (start, again(start..start + section.length, format)),
        })
        .collect();
    Report {
        format: lexicon.formats[format].0.clone(),
        title: title.and_then(|range| Some(Title { text: opening.title.as_ref()?.text.clone(), range })),
        agency: opening.agency(one),
        year,
        ignores: parts.iter().flat_map(Part::ignores).collect(),
        run_in: parts.iter().find_map(Part::run_in),
        preamble: sections.first().map_or(length, |(start, _)| *start),
        sections,
        length,
    }
}
