//! Units of the tree to reports.
//!
//! Invariant: which units make a report follows from the units alone; a report whose parts are the same as before,
//! in the same places, is the report from before.

use std::ops::Range;
use std::sync::Arc;

use super::content::Content;
use super::ignore::Ignore;
use super::lexicon::Lexicon;
use super::section::Draft;
use super::unit::{UnitRead, most_frequent};
use super::{Report, Section, title};
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
}

/// A unit or a piece of one, as a part of one report.
#[derive(Debug, Clone)]
struct Part {
    /// Where the unit begins: in the text, and in a report that was put together, in the report.
    start: isize,
    unit: Arc<UnitRead>,
    /// Which of its sections belong to the report; of a table of contents none, but the empty range behind them.
    sections: Range<usize>,
}

/// A report has most of its sections once it has so many kinds of them.
const MOST: usize = 4;

/// Units to reports. A new report begins at a heading 一、总体情况, or at another heading that comes again behind a
/// new title, if the report before it has most of its sections already; otherwise a section stands twice in one
/// report.
pub fn assemble(
    units: &[(Range<usize>, Arc<UnitRead>)],
    tree: &Tree,
    text: &Text,
    old: &[Placed],
    lexicon: &Lexicon,
) -> Vec<Placed> {
    // Reports keep their order: an old one is looked for where the last one was found.
    const NEARBY: usize = 4;
    let parts = parts(units);
    let mut starts: Vec<usize> = vec![0];
    let mut kinds: Vec<usize> = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let first = part.unit.sections[part.sections.clone()].first();
        let begins = first.is_some_and(|(_, section)| part.sections.start > 0 || section.kind == Some(0));
        if begins && kinds.len() >= MOST {
            starts.push(at);
            kinds.clear();
        }
        add_kinds(&mut kinds, &part.unit.sections[part.sections.clone()]);
    }
    // A report begins with its title, which the tree counts to the report before it.
    let titles: Vec<Option<(usize, &title::Found)>> =
        starts.iter().map(|at| title_before(&parts, *at)).collect();
    let begin = |report: usize| match (report, &titles[report]) {
        (0, _) => 0,
        (_, Some((start, _))) => *start,
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
            let title = titles[report].map(|(at, found)| (at - start, found));
            let same = |placed: &&Placed| {
                same_parts(&placed.parts, &own)
                    && placed.report.length == end - start
                    && same_title(placed, title)
            };
            let found = old.iter().enumerate().skip(next_old).take(NEARBY).find(|(_, placed)| same(placed));
            if let Some((at, placed)) = found {
                next_old = at + 1;
                return Placed { start, report: placed.report.clone(), parts: own };
            }
            next_old += 1;
            let again = |range: Range<usize>, format: usize| {
                let range = start + range.start..start + range.end;
                Arc::new(Draft::new(&Content::of(tree, text, range), lexicon).read(format))
            };
            let read = report_of(&own, title, end - start, lexicon, &again);
            Placed { start, report: Arc::new(read), parts: own }
        })
        .collect()
}

impl Part {
    /// Where the section of this index among those of the part begins.
    fn section_start(&self, index: usize) -> usize {
        let at = self.unit.sections.get(self.sections.start + index).map_or(0, |(at, _)| *at);
        (self.start + at as isize).max(0) as usize
    }

    /// The title in it, with its place in the text: that of a preamble, or the one below its last section.
    fn title(&self) -> Option<(usize, &title::Found)> {
        if let Some(title) = &self.unit.title {
            return Some(((self.start + title.title.range.start as isize).max(0) as usize, title));
        }
        let (at, section) = self.unit.sections.get(self.sections.end.checked_sub(1)?)?;
        let title = section.next_title.as_ref()?;
        Some(((self.start + (at + title.title.range.start) as isize).max(0) as usize, title))
    }

    /// The comments in a part without sections.
    fn ignores(&self) -> impl Iterator<Item = Ignore> {
        let start = self.start.max(0) as usize;
        let moved = move |range: &Range<usize>| start + range.start..start + range.end;
        self.unit.ignores.iter().map(move |ignore| Ignore {
            range: moved(&ignore.range),
            rules: ignore.rules.iter().map(|(name, place)| (name.clone(), moved(place))).collect(),
            reason: ignore.reason.clone(),
            alone: ignore.alone,
            covers: ignore.covers.as_ref().map(moved),
        })
    }

    /// The line in a part without sections that has lost its line breaks.
    fn run_in(&self) -> Option<Range<usize>> {
        let start = self.start.max(0) as usize;
        self.unit.run_in.as_ref().map(|run_in| start + run_in.range.start..start + run_in.range.end)
    }

    fn own(&self) -> impl Iterator<Item = (usize, &Arc<Section>)> {
        self.unit.sections[self.sections.clone()]
            .iter()
            .map(|(at, section)| ((self.start + *at as isize).max(0) as usize, section))
    }
}

fn add_kinds(kinds: &mut Vec<usize>, sections: &[(usize, Arc<Section>)]) {
    for kind in sections.iter().filter_map(|(_, section)| section.kind) {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
}

/// Units to parts: cut where a new title stands before sections that come again, without the sections of a table of
/// contents.
fn parts(units: &[(Range<usize>, Arc<UnitRead>)]) -> Vec<Part> {
    let mut parts = Vec::with_capacity(units.len());
    for (index, (range, unit)) in units.iter().enumerate() {
        let next = units.get(index + 1).map_or(&[][..], |(_, next)| &next.sections);
        let part = |sections| Part { start: range.start as isize, unit: unit.clone(), sections };
        let mut from = contents(&unit.sections, next);
        if from > 0 {
            parts.push(part(from..from));
            if from == unit.sections.len() {
                continue;
            }
        }
        let mut kinds: Vec<usize> = Vec::new();
        for at in from + 1..unit.sections.len() {
            add_kinds(&mut kinds, &unit.sections[at - 1..at]);
            let again = unit.sections[at].1.kind.is_some_and(|kind| kinds.contains(&kind));
            if again && kinds.len() >= MOST && unit.sections[at - 1].1.next_title.is_some() {
                parts.push(part(from..at));
                from = at;
                kinds.clear();
            }
        }
        parts.push(part(from..unit.sections.len()));
    }
    parts
}

/// How many of the first sections of a unit are a table of contents: at least three, with nothing between them but
/// its lines, which come again below, in the unit or in the next one. Below the last of them anything may stand that
/// comes before a report.
fn contents(sections: &[(usize, Arc<Section>)], next: &[(usize, Arc<Section>)]) -> usize {
    const LEAST: usize = 3;
    let mut kinds: Vec<usize> = Vec::new();
    for (_, section) in sections {
        match section.kind {
            Some(kind) if !kinds.contains(&kind) => kinds.push(kind),
            Some(_) => break,
            None => return 0,
        }
    }
    let (listed, below) = sections.split_at(kinds.len());
    let comes_again = |kind: &usize| below.iter().chain(next).any(|(_, section)| section.kind == Some(*kind));
    let is_contents = listed.len() >= LEAST
        && listed[..listed.len() - 1].iter().all(|(_, section)| section.listing)
        && listed.iter().all(|(_, section)| section.tables.is_empty() && section.run_in.is_none())
        && kinds.iter().all(comes_again);
    if is_contents { listed.len() } else { 0 }
}

fn same_parts(a: &[Part], b: &[Part]) -> bool {
    let same =
        |a: &Part, b: &Part| a.start == b.start && a.sections == b.sections && Arc::ptr_eq(&a.unit, &b.unit);
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
}

fn same_title(placed: &Placed, title: Option<(usize, &title::Found)>) -> bool {
    match (&placed.report.title, title) {
        (None, None) => true,
        (Some(old), Some((start, new))) => {
            old.text == new.title.text && old.range == (start..start + new.title.range.len())
        }
        _ => false,
    }
}

/// The title of the report whose first part is `at`, with its place in the text: in the preamble or below a table
/// of contents, or at the end of the section before.
fn title_before(parts: &[Part], at: usize) -> Option<(usize, &title::Found)> {
    match at {
        0 => parts.iter().take_while(|part| part.sections.is_empty()).find_map(Part::title),
        _ => {
            let contents = parts[..at].iter().rev().take_while(|part| part.sections.is_empty()).count();
            parts[at - 1 - contents..at].iter().find_map(Part::title)
        }
    }
}

/// Puts a report together. Its parts may have been read by different formats; `again` reads a section by another.
fn report_of(
    parts: &[Part],
    title: Option<(usize, &title::Found)>,
    length: usize,
    lexicon: &Lexicon,
    again: &dyn Fn(Range<usize>, usize) -> Arc<Section>,
) -> Report {
    let largest = parts.iter().max_by_key(|part| part.sections.len());
    let format = largest.map_or(0, |part| part.unit.format);
    let sections: Vec<(usize, Arc<Section>)> = parts
        .iter()
        .flat_map(Part::own)
        .map(|(start, section)| match section.format == format {
            true => (start, section.clone()),
            false => (start, again(start..start + section.length, format)),
        })
        .collect();
    let years: Vec<u16> = sections
        .iter()
        .filter(|(_, section)| section.kind == Some(0))
        .flat_map(|(_, section)| section.years.iter().copied())
        .collect();
    let year = title.and_then(|(_, found)| found.year).or_else(|| most_frequent(&years));
    Report {
        format: lexicon.formats[format].0.clone(),
        title: title.map(|(start, found)| super::Title {
            text: found.title.text.clone(),
            range: start..start + found.title.range.len(),
        }),
        agency: title.and_then(|(_, found)| found.agency.clone()),
        year,
        ignores: parts.iter().flat_map(Part::ignores).collect(),
        run_in: parts.iter().find_map(Part::run_in),
        preamble: sections.first().map_or(length, |(start, _)| *start),
        sections,
        length,
    }
}
