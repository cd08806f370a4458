//! Rules on headings: are they worded and numbered as the format has it, and whose are those that it does not know?
//!
//! Invariant: headings that went wrong in the same way are one finding with one fix; what is only misnumbered is mended
//! in its number alone.

use super::Rule;
use super::finding::{Detail, Finding, Note, SuggestionKind};
use super::view::View;
use crate::format::SectionIndex;
use crate::report::normal::normal;
use crate::report::{Heading, Section};

/// `structure/section-heading`: a heading is not worded, or not numbered, as the format has it.
pub fn section_heading(view: &View<'_>, rule: &Rule) -> Vec<Finding> {
    let complete = view.format().sections.indices().all(|section| view.section(section).is_some());
    let wrong: Vec<(usize, &Section, SectionIndex)> = view
        .sections()
        .filter_map(|(start, section)| {
            let kind = section.kind?;
            let heading = &section.heading;
            // Nobody knows where the heading ends.
            if section.run_in.is_some() {
                return None;
            }
            let misnumbered = complete && heading.number != 0 && heading.number != kind.number();
            (!heading.accepted || misnumbered).then_some((start, section, kind))
        })
        .collect();
    // Headings that slipped as a whole: their words are right, only the numbers are not.
    let (numbers, words): (Vec<_>, Vec<_>) =
        wrong.into_iter().partition(|(_, section, _)| section.heading.worded);
    let (numbers, single) = if numbers.len() > 1 { (numbers, Vec::new()) } else { (Vec::new(), numbers) };
    let mut findings: Vec<Finding> = single
        .into_iter()
        .chain(words)
        .map(|(start, section, kind)| {
            let heading = &section.heading;
            let range = heading.range.in_report(start);
            let official = view.format().sections[kind].heading();
            let detail = Detail::SectionHeading { section: kind, found: heading.text.clone() };
            let finding = Finding::new(rule, range, detail);
            finding.suggest(SuggestionKind::Heading { section: kind }, true, vec![(range, official)])
        })
        .collect();
    findings.extend(misnumbered(view, rule, &numbers));
    findings.sort_by_key(|finding| finding.range.start);
    findings
}

/// One finding for headings that have right words behind other numbers than the format's.
fn misnumbered(
    view: &View<'_>,
    rule: &Rule,
    headings: &[(usize, &Section, SectionIndex)],
) -> Option<Finding> {
    let (start, first, _) = headings.first()?;
    let found = headings.iter().map(|(_, section, kind)| (*kind, section.heading.text.clone())).collect();
    let mut finding =
        Finding::new(rule, first.heading.range.in_report(*start), Detail::HeadingNumbers { headings: found });
    finding.related.extend(headings.iter().skip(1).map(|(start, section, kind)| {
        (Note::NumberOf { section: *kind }, section.heading.range.in_report(*start))
    }));
    let edits = headings.iter().map(|(start, section, kind)| {
        let heading = &section.heading;
        let number = format!("{}、", view.format().sections[*kind].number);
        (heading.number_range().in_report(*start), number)
    });
    // A section that stands there twice is for the writer to decide on.
    let mut kinds: Vec<SectionIndex> = view.sections().filter_map(|(_, section)| section.kind).collect();
    let count = kinds.len();
    kinds.dedup();
    let in_order = kinds.len() == count && kinds.is_sorted();
    Some(finding.suggest(SuggestionKind::Numbers { count: headings.len() }, in_order, edits.collect()))
}

/// `structure/unknown-section`: a heading is none of the format's, though its number goes on where the sections
/// before it end.
pub fn unknown_section(view: &View<'_>, rule: &Rule) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (start, section) in view.sections() {
        let parts = parts_on_top(view, section);
        if let Some(finding) = misplaced(rule, start, section, &parts) {
            findings.push(finding);
        }
        let has_table = !section.tables.is_empty();
        let own = (section.kind.is_none() && section.heading.number > 0).then_some(&section.heading);
        let others = section.others.iter().filter(|heading| heading.kind.is_none());
        for heading in own.into_iter().chain(others) {
            if parts.iter().any(|part| part.range == heading.range) {
                continue;
            }
            let beyond = heading.number > view.format().sections.len();
            let next = section.kind.is_some_and(|kind| heading.number == kind.number() + 1) && !has_table;
            if beyond || next || section.kind.is_none() && !has_table {
                let detail = Detail::UnknownSection { found: heading.text.clone() };
                findings.push(Finding::new(rule, heading.range.in_report(start), detail));
            }
        }
    }
    findings
}

/// The headings in or above section one that are those of its own parts, though they are numbered as sections are:
/// at least three of them, in order.
fn parts_on_top<'a>(view: &View<'_>, section: &'a Section) -> Vec<&'a Heading> {
    const LEAST: usize = 3;
    let aspects = &view.format().sections[SectionIndex::FIRST].aspects;
    if aspects.is_empty() || section.kind.is_some_and(|kind| kind > SectionIndex::FIRST) {
        return Vec::new();
    }
    let own = (section.kind.is_none() && section.heading.number > 0).then_some(&section.heading);
    let mut parts = Vec::new();
    let mut last = None;
    for heading in own.into_iter().chain(&section.others) {
        let from = heading.title - heading.range.start;
        let words = normal(heading.text.get(from..).unwrap_or_default());
        let aspect = aspects.iter().rposition(|aspect| words.contains(normal(aspect).as_str()));
        if aspect.is_some() && aspect > last {
            parts.push(heading);
            last = aspect;
        }
    }
    if parts.len() >= LEAST { parts } else { Vec::new() }
}

/// One finding for the headings of parts of section one that are numbered as sections are.
fn misplaced(rule: &Rule, start: usize, section: &Section, parts: &[&Heading]) -> Option<Finding> {
    const NUMERALS: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
    let first = parts.first()?;
    let headings = parts.iter().map(|heading| heading.text.clone()).collect();
    let mut finding = Finding::new(
        rule,
        first.range.in_report(start),
        Detail::PartsOnTop { section: SectionIndex::FIRST, headings },
    );
    let others = parts.iter().skip(1);
    finding.related.extend(
        others.map(|heading| (Note::PartOf { section: SectionIndex::FIRST }, heading.range.in_report(start))),
    );
    if section.kind != Some(SectionIndex::FIRST) {
        // The heading above them is missing, which is said elsewhere.
        return Some(finding);
    }
    let edits = parts
        .iter()
        .zip(NUMERALS)
        .map(|(heading, numeral)| (heading.number_range().in_report(start), format!("（{numeral}）")));
    let count = parts.len();
    Some(finding.suggest(
        SuggestionKind::Parts { section: SectionIndex::FIRST, count },
        true,
        edits.collect(),
    ))
}
