//! Rules on sections: are they there, once, in order, under their headings?
//!
//! Invariant: a section is judged by what its heading says; headings inside a table are rows, not sections.

use super::Rule;
use super::finding::{Detail, Finding, Note, SuggestionKind};
use super::view::View;
use crate::format::{SectionIndex, template};
use crate::report::normal::is_blank;
use crate::report::{Shape, quotation};
use crate::span::{InReport, Span};

/// `structure/missing-section`: sections of the format are absent; those that belong at one place are one finding.
pub fn missing_section(view: &View<'_>, rule: &Rule) -> Vec<Finding> {
    // The sections are there, on one line.
    if view.report.has_lost_breaks() {
        return Vec::new();
    }
    if !has_sections(view) {
        let detail = Detail::NoSections { title: view.report.title.is_some() };
        let sections = view
            .format()
            .sections
            .indices()
            .map(|section| template::section(view.format(), section, &template::blank));
        let text = at_end(view, &sections.collect::<Vec<_>>().join("\n"));
        let end = view.report.length;
        let finding = Finding::new(rule, first_line(view), detail);
        return vec![finding.suggest(SuggestionKind::InsertAll, false, vec![(Span::new(end..end), text)])];
    }
    let missing = view.format().sections.indices().filter(|section| view.section(*section).is_none());
    let gaps: Vec<Gap> = missing.map(|section| Gap::of(view, section)).collect();
    gaps.chunk_by(Gap::is_at_one_place).map(|gaps| one_place(view, rule, gaps)).collect()
}

/// A section that is absent, and where it belongs.
struct Gap {
    section: SectionIndex,
    /// The table that stands there without its heading.
    orphan: Option<Orphan>,
    /// What shows the place, with what it has to do with it.
    shown: (Span<InReport>, Option<Note>),
    /// Where the section that follows begins; none at the end.
    before: Option<usize>,
}

impl Gap {
    fn of(view: &View<'_>, section: SectionIndex) -> Gap {
        let before = view.sections().find(|(_, other)| other.kind.is_some_and(|kind| kind > section));
        let after = view.sections().rfind(|(_, other)| other.kind.is_some_and(|kind| kind < section));
        let orphan = orphan_table(view, section);
        let shown = match (&before, &after) {
            _ if let Some(orphan) = &orphan => (orphan.first_row, Some(Note::BelongsBefore)),
            (Some((start, next)), _) => (next.heading.range.in_report(*start), Some(Note::BelongsBefore)),
            (None, Some((start, last))) => (last.heading.range.in_report(*start), Some(Note::BelongsAfter)),
            (None, None) => (first_line(view), None),
        };
        Gap { section, orphan, shown, before: before.map(|(start, _)| start) }
    }

    /// Whether what fills one gap stands right before what fills the other.
    fn is_at_one_place(&self, next: &Gap) -> bool {
        self.orphan.is_none()
            && next.orphan.is_none()
            && self.before == next.before
            && self.shown == next.shown
    }
}

/// The sections that are absent at one place, in the order of the format.
fn one_place(view: &View<'_>, rule: &Rule, gaps: &[Gap]) -> Finding {
    let Gap { orphan, shown: (range, note), before, .. } = &gaps[0];
    let sections: Vec<SectionIndex> = gaps.iter().map(|gap| gap.section).collect();
    let mut finding = Finding::new(rule, *range, Detail::MissingSections { sections: sections.clone() });
    finding.related.extend(note.clone().map(|note| (note, *range)));
    let (place, text) = match orphan {
        Some(orphan) => (orphan.line, heading_before(view, sections[0], orphan)),
        None => {
            let texts =
                sections.iter().map(|section| template::section(view.format(), *section, &template::blank));
            let text = texts.collect::<Vec<_>>().join("\n");
            match *before {
                Some(start) => {
                    let above = if is_blank_before(view, start) { "" } else { "\n" };
                    (start, format!("{above}{}\n\n", text.trim_end()))
                }
                None => (view.report.length, at_end(view, &text)),
            }
        }
    };
    let tables = orphan.is_none() && sections.iter().any(|section| has_table(view, *section));
    let what = SuggestionKind::InsertSections { sections, tables };
    // Blanks and notes are for the writer to fill in; only a heading alone is certainly right.
    let is_certain = orphan.as_ref().is_some_and(|orphan| orphan.is_certain);
    finding.suggest(what, is_certain, vec![(Span::new(place..place), text)])
}

/// Whether any section of the format is there.
fn has_sections(view: &View<'_>) -> bool {
    view.sections().any(|(_, section)| section.kind.is_some())
}

fn has_table(view: &View<'_>, section: SectionIndex) -> bool {
    view.format().tables.iter().any(|table| table.section == section)
}

/// A table that stands under the heading of another section, because its own is missing.
struct Orphan {
    /// Where its first line begins, its head included.
    line: usize,
    /// The label of its first row.
    first_row: Span<InReport>,
    /// Whether blank lines stand around a heading here: a heading on a Markdown table would be its head, and one
    /// below a row of one another row. Elsewhere as around the heading above.
    is_spaced: bool,
    /// Whether it begins there for certain: its head stands there, or nothing stands right above its first row.
    is_certain: bool,
}

fn orphan_table(view: &View<'_>, section: SectionIndex) -> Option<Orphan> {
    let grid = view.grids.iter().flatten().find(|grid| grid.format.section == section && !grid.own)?;
    let (start, holder) = view.sections().find(|(start, _)| *start == grid.start)?;
    let first_row = grid.label_range(grid.table.rows.first()?);
    let line = start + grid.table.head.start;
    let below_heading = view.quote(Span::new(start + holder.heading.range.end..start + holder.body.start));
    let has_pipes = line_before(view, line).contains(['|', '｜', '│']);
    let is_spaced =
        grid.table.shape == Shape::Markdown || has_pipes || below_heading.matches('\n').count() > 1;
    let is_certain = !grid.table.head.is_empty() || is_blank_before(view, line);
    Some(Orphan { line, first_row, is_spaced, is_certain })
}

/// The heading of a section, on lines that go before the line of a table.
fn heading_before(view: &View<'_>, section: SectionIndex, orphan: &Orphan) -> String {
    let heading = view.format().sections[section].heading();
    match (orphan.is_spaced, is_blank_before(view, orphan.line)) {
        (false, _) => format!("{heading}\n"),
        (true, true) => format!("{heading}\n\n"),
        (true, false) => format!("\n{heading}\n\n"),
    }
}

/// The line above the one that begins at `place`, without the marks of a quotation.
fn line_before(view: &View<'_>, place: usize) -> String {
    const FAR: usize = 2000;
    let above = view.quote(Span::new(place.saturating_sub(FAR)..place));
    let above = above.strip_suffix('\n').unwrap_or(&above);
    let above = above.strip_suffix('\r').unwrap_or(above);
    let line = &above[above.rfind(['\n', '\r']).map_or(0, |at| at + 1)..];
    line[quotation(line)..].to_owned()
}

/// Whether nothing stands in the line above the one that begins at `place`.
fn is_blank_before(view: &View<'_>, place: usize) -> bool {
    line_before(view, place).chars().all(is_blank)
}

/// Text to append to the report, on lines of its own.
fn at_end(view: &View<'_>, text: &str) -> String {
    let length = view.report.length;
    let end = view.quote(Span::new(length.saturating_sub(4)..length));
    let breaks = if end.trim().is_empty() && length == 0 || end.ends_with("\n\n") {
        ""
    } else if end.ends_with('\n') {
        "\n"
    } else {
        "\n\n"
    };
    format!("{breaks}{text}")
}

fn first_line(view: &View<'_>) -> Span<InReport> {
    const FAR: usize = 400;
    let from = view.report.ignores.iter().filter(|comment| comment.alone).fold(0, |from, comment| {
        let is_first = view.quote(Span::new(from..comment.range.start)).trim().is_empty();
        if is_first { comment.range.end } else { from }
    });
    let head = view.quote(Span::new(from..view.report.length.min(from + FAR)));
    let start = head.len() - head.trim_start().len();
    let line = head[start..].lines().next().unwrap_or_default().trim_end();
    const SHOWN: usize = 40;
    let length = line.char_indices().nth(SHOWN).map_or(line.len(), |(at, _)| at);
    Span::new(from + start..from + start + length)
}

/// `structure/duplicate-section`: a section stands there twice.
pub fn duplicate_section(view: &View<'_>, rule: &Rule) -> Vec<Finding> {
    let mut seen: Vec<(SectionIndex, Span<InReport>)> = Vec::new();
    let mut findings = Vec::new();
    for (start, section) in view.sections() {
        let Some(kind) = section.kind else { continue };
        let range = section.heading.range.in_report(start);
        match seen.iter().find(|(other, _)| *other == kind) {
            Some((_, first)) => {
                let mut finding = Finding::new(rule, range, Detail::DuplicateSection { section: kind });
                finding.related.push((Note::First, *first));
                findings.push(finding);
            }
            None => seen.push((kind, range)),
        }
    }
    findings
}

/// `structure/section-order`: a section stands after one that it should precede.
pub fn section_order(view: &View<'_>, rule: &Rule) -> Vec<Finding> {
    let mut last: Option<(SectionIndex, Span<InReport>)> = None;
    let mut seen = Vec::new();
    let mut findings = Vec::new();
    for (start, section) in view.sections() {
        let Some(kind) = section.kind.filter(|kind| !seen.contains(kind)) else { continue };
        seen.push(kind);
        let range = section.heading.range.in_report(start);
        match &last {
            Some((after, place)) if *after > kind => {
                let detail = Detail::SectionOrder { section: kind, after: *after };
                let mut finding = Finding::new(rule, range, detail);
                finding.related.push((Note::BelongsBefore, *place));
                findings.push(finding);
            }
            _ => last = Some((kind, range)),
        }
    }
    findings
}

/// `structure/missing-title`: no title stands above the first section.
pub fn missing_title(view: &View<'_>, rule: &Rule) -> Vec<Finding> {
    match view.report.title {
        Some(_) => Vec::new(),
        // Where no section is there either, that says it all.
        None if !has_sections(view) => Vec::new(),
        None if view.report.has_lost_breaks() => Vec::new(),
        None => vec![Finding::new(rule, first_line(view), Detail::MissingTitle)],
    }
}

/// `structure/lost-line-breaks`: lines have become one, so that what stands in it was not read.
pub fn lost_line_breaks(view: &View<'_>, rule: &Rule) -> Vec<Finding> {
    let in_sections =
        view.sections().filter_map(|(start, section)| Some(section.run_in.as_ref()?.range.in_report(start)));
    let mut lines = view.report.run_in.into_iter().chain(in_sections).map(|line| beginning(view, line));
    let Some(first) = lines.next() else { return Vec::new() };
    let detail = Detail::LostLineBreaks { whole: view.report.has_lost_breaks() };
    let mut finding = Finding::new(rule, first, detail);
    finding.related.extend(lines.map(|line| (Note::Likewise, line)));
    vec![finding]
}

/// The first words of a line.
fn beginning(view: &View<'_>, line: Span<InReport>) -> Span<InReport> {
    const SHOWN: usize = 24;
    let words = view.quote(line);
    let start = quotation(&words);
    let start = words.len() - words[start..].trim_start().len();
    let end = words[start..].char_indices().nth(SHOWN).map_or(words.trim_end().len(), |(at, _)| start + at);
    Span::new(line.start + start..line.start + end.max(start))
}

/// `structure/empty-section`: a section of prose says nothing, or too little.
pub fn empty_section(view: &View<'_>, rule: &Rule) -> Vec<Finding> {
    let short = view.sections().filter(|(_, section)| section.run_in.is_none()).filter(|(_, section)| {
        section.kind.is_some_and(|kind| section.prose < view.format().sections[kind].least_prose)
    });
    short
        .filter_map(|(start, section)| {
            let detail = Detail::EmptySection { section: section.kind? };
            Some(Finding::new(rule, section.heading.range.in_report(start), detail))
        })
        .collect()
}

/// `structure/superseded-format`: the layout is that of a format which no longer held in the report's year, as a
/// whole or in one row.
pub fn superseded_format(view: &View<'_>, rule: &Rule) -> Vec<Finding> {
    let format = view.format();
    let mut findings = Vec::new();
    let signed =
        |(_, section): &(usize, &crate::report::Section)| section.signs.iter().any(|count| *count > 0);
    if let Some(year) = view.report.year
        && format.last_year.is_some_and(|last| year > last)
        && let Some((start, section)) = view.sections().find(signed)
        && let Some(now) = crate::format::Formats::built_in().all().iter().find(|other| other.covers(year))
    {
        let detail = Detail::SupersededFormat {
            name: format.name.clone(),
            year,
            now: now.name.clone(),
            notice: now.notice.clone(),
        };
        let range = section.heading.range.in_report(start);
        findings.push(Finding::new(rule, range, detail));
    }
    for grid in view.readable() {
        for row in &grid.table.rows {
            let Some(kind) = row.kind.filter(|kind| !grid.format.rows[*kind].stands_for.is_empty()) else {
                continue;
            };
            let instead = grid.format.rows[kind].stands_for.clone();
            let detail = Detail::SupersededRow { row: kind, instead };
            let finding = Finding::new(rule, grid.label_range(row), detail);
            findings.push(finding.at(grid.table.kind, Some(kind), None));
        }
    }
    findings
}
