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
    parts: Vec<Part>,
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

/// A unit or a piece of one, as a part of one report.
#[derive(Debug, Clone)]
struct Part {
    /// Where the unit begins: in the text, and in a report that was put together, in the report.
    start: isize,
    unit: Arc<UnitRead>,
    /// Which of its sections belong to the report: none of those of a table of contents.
    sections: Range<usize>,
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
        let reports = assemble(&units, tree, text, &self.reports, lexicon);
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

/// A report has most of its sections once it has so many kinds of them.
const MOST: usize = 4;

/// Units to reports. A new report begins at a heading 一、总体情况, or at another heading that comes again behind a
/// new title, if the report before it has most of its sections already; otherwise a section stands twice in one
/// report.
fn assemble(
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
        let begins = part.sections.start > 0 || first.is_some_and(|(_, section)| section.kind == Some(0));
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
                let lines = shifted(lines(tree, range.clone()), range.start);
                Arc::new(Draft::new(&text.slice(range), &lines, lexicon).read(format))
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
        let until = if self.sections.is_empty() { self.unit.sections.len() } else { self.sections.end };
        let (at, section) = self.unit.sections.get(until.checked_sub(1)?)?;
        let title = section.next_title.as_ref()?;
        Some(((self.start + (at + title.title.range.start) as isize).max(0) as usize, title))
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
        let next = units.get(index + 1).map(|(_, next)| next);
        if next.is_some_and(|next| is_contents(unit, next)) {
            parts.push(Part { start: range.start as isize, unit: unit.clone(), sections: 0..0 });
            continue;
        }
        let mut from = 0;
        let mut kinds: Vec<usize> = Vec::new();
        for at in 1..unit.sections.len() {
            add_kinds(&mut kinds, &unit.sections[at - 1..at]);
            let again = unit.sections[at].1.kind.is_some_and(|kind| kinds.contains(&kind));
            if again && kinds.len() >= MOST && unit.sections[at - 1].1.next_title.is_some() {
                parts.push(Part { start: range.start as isize, unit: unit.clone(), sections: from..at });
                from = at;
                kinds.clear();
            }
        }
        parts.push(Part {
            start: range.start as isize,
            unit: unit.clone(),
            sections: from..unit.sections.len(),
        });
    }
    parts
}

/// Whether a unit is the table of contents of the one behind it: headings with nothing between them, at least
/// three, which come again there. Below the last of them the title may stand.
fn is_contents(unit: &UnitRead, next: &UnitRead) -> bool {
    const LEAST: usize = 3;
    let Some(((_, _), before)) = unit.sections.split_last() else { return false };
    let comes_again = |kind: Option<usize>| next.sections.iter().any(|(_, section)| section.kind == kind);
    unit.sections.len() >= LEAST
        && before.iter().all(|(_, section)| section.body.is_empty() && section.others.is_empty())
        && unit.sections.iter().all(|(_, section)| section.kind.is_some() && comes_again(section.kind))
        && unit.sections.iter().all(|(_, section)| section.tables.is_empty())
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
    let mut preamble = parts.iter().take_while(|part| part.sections.is_empty());
    match at {
        0 => preamble.find_map(Part::title),
        _ => parts[at - 1].title(),
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
