//! A tree to reports, and again after edits.
//!
//! Invariant: [`Reading::after`] equals [`Reading::fresh`] of the same tree and text. What is kept is keyed by
//! ranges that the edits did not touch: a unit (most often a whole report) whose text is the same is taken as it
//! is; in a unit that was touched, the sections that were not are.

use std::ops::Range;
use std::sync::Arc;

use super::lexicon::Lexicon;
use super::section::Draft;
use super::{Report, Section, heading, title};
use crate::syntax::{Line, Tree, Unit, UnitKind, lines, sections, units};
use crate::text::{ByteEdit, Text};

/// The reports of a text, with what is needed to read it again quickly.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    units: Vec<(Range<usize>, Arc<UnitRead>)>,
    reports: Vec<Placed>,
}

/// A report and where it begins.
#[derive(Debug, Clone)]
pub struct Placed {
    /// Its first byte.
    pub start: usize,
    /// The report.
    pub report: Arc<Report>,
    units: Vec<(usize, Arc<UnitRead>)>,
}

/// What was read in one unit of the tree. Ranges count from its start.
#[derive(Debug)]
struct UnitRead {
    /// The sections, each with its start.
    sections: Vec<(usize, Arc<Section>)>,
    /// The title, in a unit that stands before the first section.
    title: Option<title::Found>,
    /// The index of the format by which it was read.
    format: usize,
}

impl Reading {
    /// Reads everything.
    pub fn fresh(tree: &Tree, text: &Text, lexicon: &Lexicon) -> Reading {
        Reading::default().after(tree, text, &[], lexicon)
    }

    /// Reads what `edits`, made one after the other since this reading, have touched.
    pub fn after(&self, tree: &Tree, text: &Text, edits: &[ByteEdit], lexicon: &Lexicon) -> Reading {
        let mut kept = Kept::new(self, edits);
        let units: Vec<_> = merged(units(tree))
            .into_iter()
            .map(|unit| {
                let range = unit[0].range.start..unit[unit.len() - 1].range.end;
                let read = kept
                    .unit(&range)
                    .unwrap_or_else(|| Arc::new(read_unit(tree, text, &unit, &mut kept, lexicon)));
                (range, read)
            })
            .collect();
        let reports = assemble(&units, text.len(), &self.reports, lexicon);
        Reading { units, reports }
    }

    /// The reports in the order of the text: at least one.
    pub fn reports(&self) -> &[Placed] {
        &self.reports
    }
}

/// Sections that stand before the first one headed 一、总体情况 belong together: a unit of their own.
fn merged(units: Vec<Unit>) -> Vec<Vec<Unit>> {
    let mut merged: Vec<Vec<Unit>> = Vec::with_capacity(units.len());
    for unit in units {
        match merged.last_mut() {
            Some(last) if unit.kind == UnitKind::Section && last[0].kind == UnitKind::Section => {
                last.push(unit)
            }
            _ => merged.push(vec![unit]),
        }
    }
    merged
}

/// What an earlier reading knows, at its places after the edits; what they touched is left out.
struct Kept<'a> {
    units: Vec<(Range<usize>, &'a Arc<UnitRead>)>,
    touched: Vec<(Range<usize>, &'a Arc<Section>)>,
    next_unit: usize,
}

impl<'a> Kept<'a> {
    fn new(reading: &'a Reading, edits: &[ByteEdit]) -> Kept<'a> {
        let mut kept =
            Kept { units: Vec::with_capacity(reading.units.len()), touched: Vec::new(), next_unit: 0 };
        for (range, unit) in &reading.units {
            match moved(range.clone(), edits) {
                Some(range) => kept.units.push((range, unit)),
                None => kept.touched.extend(unit.sections.iter().filter_map(|(start, section)| {
                    let start = range.start + start;
                    moved(start..start + section.length, edits).map(|range| (range, section))
                })),
            }
        }
        kept
    }

    /// The unit that stood at this range; asked for in the order of the text.
    fn unit(&mut self, range: &Range<usize>) -> Option<Arc<UnitRead>> {
        while self.units.get(self.next_unit).is_some_and(|(old, _)| old.start < range.start) {
            self.next_unit += 1;
        }
        let (old, unit) = self.units.get(self.next_unit)?;
        (old == range).then(|| (*unit).clone())
    }

    /// The section that stood at this range.
    fn section(&self, range: &Range<usize>) -> Option<Arc<Section>> {
        let at = self.touched.binary_search_by_key(&range.start, |(old, _)| old.start).ok()?;
        let (old, section) = &self.touched[at];
        (old == range).then(|| (*section).clone())
    }
}

/// Where a range stands after edits; nothing if one of them touched it or its edges.
fn moved(mut range: Range<usize>, edits: &[ByteEdit]) -> Option<Range<usize>> {
    for edit in edits {
        if edit.old_end < range.start {
            range.start = range.start - edit.old_end + edit.new_end;
            range.end = range.end - edit.old_end + edit.new_end;
        } else if edit.start <= range.end {
            return None;
        }
    }
    Some(range)
}

fn read_unit(tree: &Tree, text: &Text, unit: &[Unit], kept: &mut Kept<'_>, lexicon: &Lexicon) -> UnitRead {
    let start = unit[0].range.start;
    if unit[0].kind == UnitKind::Loose {
        let range = unit[0].range.clone();
        let content = text.slice(range.clone());
        let lines = shifted(lines(tree, range.clone()), range.start);
        return UnitRead { sections: Vec::new(), title: title::first(&content, &lines), format: 0 };
    }
    let groups = groups(tree, text, unit, lexicon);
    // What is known of each section: read before, or a draft of it.
    let sources: Vec<Source> = groups
        .into_iter()
        .map(|range| match kept.section(&range) {
            Some(section) => (range, Some(section), String::new(), Vec::new()),
            None => {
                let lines = shifted(lines(tree, range.clone()), range.start);
                let content = text.slice(range.clone()).into_owned();
                (range, None, content, lines)
            }
        })
        .collect();
    let mut drafts: Vec<Option<Draft<'_>>> = sources
        .iter()
        .map(|(_, section, content, lines)| section.is_none().then(|| Draft::new(content, lines, lexicon)))
        .collect();
    let format = choose_format(&sources, &drafts, lexicon);
    let mut read = Vec::with_capacity(sources.len());
    for (at, (range, section, _, _)) in sources.iter().enumerate() {
        let section = match section {
            Some(section) if section.format == format => section.clone(),
            Some(_) => {
                let lines = shifted(lines(tree, range.clone()), range.start);
                Arc::new(Draft::new(&text.slice(range.clone()), &lines, lexicon).read(format))
            }
            None => match drafts[at].take() {
                Some(draft) => Arc::new(draft.read(format)),
                None => continue,
            },
        };
        read.push((range.start - start, section));
    }
    UnitRead { sections: read, title: None, format }
}

type Source = (Range<usize>, Option<Arc<Section>>, String, Vec<(Line, Range<usize>)>);

/// The format whose signs stand in the text; where none do, the one for the year most often named; else the newest.
fn choose_format(sources: &[Source], drafts: &[Option<Draft<'_>>], lexicon: &Lexicon) -> usize {
    let mut signs = vec![0; lexicon.formats.len()];
    let mut years: Vec<u16> = Vec::new();
    for ((_, section, _, _), draft) in sources.iter().zip(drafts) {
        let (of_signs, of_years) = match (section, draft) {
            (Some(section), _) => (&section.signs, &section.years),
            (None, Some(draft)) => (&draft.signs, &draft.years),
            (None, None) => continue,
        };
        signs.iter_mut().zip(of_signs).for_each(|(sum, count)| *sum += count);
        years.extend(of_years);
    }
    let most = signs.iter().copied().max().unwrap_or(0);
    if most > 0 {
        return signs.iter().position(|count| *count == most).unwrap_or(0);
    }
    let by_year = most_frequent(&years)
        .and_then(|year| lexicon.formats.iter().position(|(format, _)| format.covers(year)));
    by_year.unwrap_or(0)
}

/// The sections of the report, each with the headings that are not sections' (rows of a table, numbered
/// paragraphs) which follow it.
fn groups(tree: &Tree, text: &Text, unit: &[Unit], lexicon: &Lexicon) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    for range in unit.iter().flat_map(|unit| sections(tree, unit)) {
        let is_section = || {
            const FAR: usize = 600;
            let head = text.slice(range.start..range.end.min(range.start + FAR));
            let mut ends = head.split_inclusive(['\n', '\r']).scan(0, |end, line| {
                *end += line.len();
                Some(*end)
            });
            let first = ends.next().unwrap_or(head.len());
            let next = ends.find(|end| !head[first..*end].trim().is_empty()).map(|end| first..end);
            let known = |words| heading::heading(&head, 0..first, next.clone(), words).kind.is_some();
            lexicon.formats.iter().any(|(_, words)| known(words))
        };
        match groups.last_mut() {
            Some(group) if !is_section() => group.end = range.end,
            _ => groups.push(range),
        }
    }
    groups
}

fn shifted(mut lines: Vec<(Line, Range<usize>)>, by: usize) -> Vec<(Line, Range<usize>)> {
    for (_, range) in &mut lines {
        *range = range.start - by..range.end - by;
    }
    lines
}

/// Units to reports. A new report begins at a unit headed 一、总体情况 if the one before it has most of its
/// sections already; otherwise the heading stands twice in one report.
fn assemble(
    units: &[(Range<usize>, Arc<UnitRead>)],
    length: usize,
    old: &[Placed],
    lexicon: &Lexicon,
) -> Vec<Placed> {
    const MOST: usize = 4;
    // Reports keep their order: an old one is looked for where the last one was found.
    const NEARBY: usize = 4;
    let mut starts: Vec<usize> = vec![0];
    let mut kinds: Vec<usize> = Vec::new();
    for (at, (_, unit)) in units.iter().enumerate() {
        let begins = unit.sections.first().is_some_and(|(_, section)| section.kind == Some(0));
        if begins && kinds.len() >= MOST {
            starts.push(at);
            kinds.clear();
        }
        for kind in unit.sections.iter().filter_map(|(_, section)| section.kind) {
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
    }
    // A report begins with its title, which the tree counts to the report before it.
    let titles: Vec<Option<(usize, &title::Found)>> =
        starts.iter().map(|at| title_before(units, *at)).collect();
    let begin = |report: usize| match (report, &titles[report]) {
        (0, _) => 0,
        (_, Some((start, _))) => *start,
        (_, None) => units[starts[report]].0.start,
    };
    let mut next_old = 0;
    (0..starts.len())
        .map(|report| {
            let start = begin(report);
            let end = if report + 1 < starts.len() { begin(report + 1) } else { length };
            let until = starts.get(report + 1).copied().unwrap_or(units.len());
            let own: Vec<(usize, Arc<UnitRead>)> = units[starts[report].min(units.len())..until]
                .iter()
                .map(|(range, unit)| (range.start.saturating_sub(start), unit.clone()))
                .collect();
            let title = titles[report].map(|(at, found)| (at - start, found));
            let same = |placed: &&Placed| {
                same_units(&placed.units, &own)
                    && placed.report.length == end - start
                    && same_title(placed, title)
            };
            let found = old.iter().enumerate().skip(next_old).take(NEARBY).find(|(_, placed)| same(placed));
            if let Some((at, placed)) = found {
                next_old = at + 1;
                return Placed { start, report: placed.report.clone(), units: own };
            }
            next_old += 1;
            Placed { start, report: Arc::new(report_of(&own, title, end - start, lexicon)), units: own }
        })
        .collect()
}

fn same_units(a: &[(usize, Arc<UnitRead>)], b: &[(usize, Arc<UnitRead>)]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.0 == b.0 && Arc::ptr_eq(&a.1, &b.1))
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

/// The title of the report whose first unit is `at`, with its place in the text: in the preamble, or at the end of
/// the section before.
fn title_before(units: &[(Range<usize>, Arc<UnitRead>)], at: usize) -> Option<(usize, &title::Found)> {
    let found = |unit: usize| {
        let (range, unit) = units.get(unit)?;
        let title = unit.title.as_ref()?;
        Some((range.start + title.title.range.start, title))
    };
    if at == 0 {
        return found(0);
    }
    let (range, unit) = &units[at - 1];
    let (start, section) = unit.sections.last()?;
    let title = section.next_title.as_ref()?;
    Some((range.start + start + title.title.range.start, title))
}

fn report_of(
    units: &[(usize, Arc<UnitRead>)],
    title: Option<(usize, &title::Found)>,
    length: usize,
    lexicon: &Lexicon,
) -> Report {
    let sections: Vec<(usize, Arc<Section>)> = units
        .iter()
        .flat_map(|(start, unit)| {
            unit.sections.iter().map(move |(at, section)| (start + at, section.clone()))
        })
        .collect();
    let largest = units.iter().max_by_key(|(_, unit)| unit.sections.len());
    let format = largest.map_or(0, |(_, unit)| unit.format);
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
        preamble: sections.first().map_or(length, |(start, _)| *start),
        sections,
        length,
    }
}

/// The year named most often, the earlier one of two.
fn most_frequent(years: &[u16]) -> Option<u16> {
    let count = |year: &u16| years.iter().filter(|other| *other == year).count();
    years.iter().max_by_key(|year| (count(year), std::cmp::Reverse(**year))).copied()
}
