//! Sections, and the headings in them.
//!
//! Invariant: a heading is offered at the end of the section before it, or between those beside which the form
//! has it, and only while it is not there.

use super::about::About;
use super::insert::Insert;
use super::layout::is_separator;
use super::matching::{Name, Typed, ordinal};
use super::site::{Site, is_empty};
use super::{Ask, Item, Kind, Offers, wants_prose};
use crate::assist::labels;
use crate::format::{SectionIndex, template};
use crate::report::normal::{is_blank, normal};

/// Offers the sections that are lacking where the line stands, each with its heading, draft and tables.
pub fn sections(site: &Site<'_>, ask: &Ask<'_>, offers: &mut Offers) {
    if site.head.contains(is_separator) || !site.is_last(&['）', ')']) || !site.ends_section() {
        return;
    }
    let (typed, range) = site.whole_line();
    let Some(typed) = Typed::of(typed) else { return };
    let format = site.format().clone();
    let present: Vec<SectionIndex> = site.sections().filter_map(|(_, section)| section.kind).collect();
    let above = site.sections().rfind(|(start, section)| *start < site.line.start && section.kind.is_some());
    let below = site.sections().find(|(start, section)| *start > site.line.start && section.kind.is_some());
    let above = above.and_then(|(_, section)| section.kind);
    let below = below.and_then(|(_, section)| section.kind);
    // Before the title nothing belongs, and where there is nothing at all, first the title does.
    if above.is_none()
        && site.report.title.as_ref().is_some_and(|title| site.start + title.range.start > site.line.start)
    {
        return;
    }
    let is_bare = above.is_none() && site.report.title.is_none() && site.sections().next().is_none();
    if is_bare && typed.is_empty() {
        return;
    }
    let in_prose = above.is_none_or(|above| wants_prose(&format, above));
    let is_between = |index: &SectionIndex| {
        above.is_none_or(|above| above < *index) && below.is_none_or(|below| *index < below)
    };
    for index in format.sections.indices().filter(is_between).filter(|index| !present.contains(index)) {
        let section = &format.sections[index];
        let names = section.wordings.iter().map(|wording| Name::of(wording));
        let names: Vec<Name> = [Name::of(&section.heading())].into_iter().chain(names).collect();
        let item = || {
            let text = template::section(&format, index, &|_| super::insert::CELL.to_owned());
            let tables = format.tables.iter().filter(|table| table.section == index);
            let tables: Vec<&str> = tables.map(|table| table.name.as_str()).collect();
            Item {
                label: section.heading(),
                detail: labels::section_to_fill(&tables, ask.lang),
                kind: Kind::Section,
                range,
                insert: Insert::form(&site.set_apart(&format!("{}{text}", marks(site)))),
                about: About::Section(index).name(&format),
            }
        };
        match in_prose {
            true => offers.add_in_prose(&typed, &names, item),
            false => offers.add(&typed, &names, item),
        }
    }
}

/// The marks with which the headings of this report begin: `## `.
fn marks(site: &Site<'_>) -> String {
    let Some((start, section)) = site.section().or_else(|| site.next_section()) else { return String::new() };
    let before = site.text.slice(start..start + section.heading.range.start.min(16)).into_owned();
    if before.starts_with('#') && before.chars().all(|c| matches!(c, '#' | ' ')) {
        before
    } else {
        String::new()
    }
}

/// Offers the headings that the form asks for in a section and that are lacking where the line stands.
pub fn subheadings(site: &Site<'_>, offers: &mut Offers) {
    const FAR: usize = 400;
    let Some((_, section)) = site.section() else { return };
    let Some(kind) = section.kind else { return };
    let format = site.format().clone();
    let wanted = subheadings_of(&format.sections[kind].draft);
    if wanted.is_empty() || site.head.contains(is_separator) || !site.is_last(&['）', ')']) {
        return;
    }
    let (typed, _) = site.whole_line();
    let Some(typed) = Typed::of(typed) else { return };
    // The lines of the section, those near the cursor; what stands beyond is not looked at.
    let end = site.next_section().map_or(site.end(), |(start, _)| start);
    let below = (site.number + 1..=site.number + FAR)
        .take_while(|number| *number < site.text.line_count() && site.text.line_range(*number).start < end)
        .filter_map(|number| site.line_of(number));
    let above: Vec<String> = site.above().map(|(_, line)| line).collect();
    let below: Vec<String> = below.collect();
    let number = |line: &String| numbered(line).map(|(number, _)| number);
    let from = above.iter().find_map(number).unwrap_or(0);
    let until = below.iter().find_map(number).unwrap_or(usize::MAX);
    let stands = |title: &str| {
        let title = normal(title);
        let lines = above.iter().chain(&below).filter_map(|line| numbered(line));
        lines.into_iter().any(|(_, words)| normal(words).contains(&title))
    };
    // New paragraphs are indented as those beside them are.
    let beside = above.iter().chain(&below).find(|line| number(line).is_some());
    let indent = beside.map_or("", |line| &line[..line.len() - unmarked(line).len()]);
    let heads_prose = below.first().is_some_and(|line| !is_empty(line) && numbered(line).is_none());
    let typed_words = normal(&site.head);
    for (label, text) in wanted {
        let (own, title) = ordinal(&label);
        if own.is_none_or(|own| own <= from || until <= own) || stands(title) {
            continue;
        }
        // Above its paragraph the heading alone is lacking.
        let text = if heads_prose { format!("{indent}{label}") } else { format!("{indent}{text}") };
        if heads_prose && normal(&label) == typed_words {
            continue;
        }
        offers.add_in_prose(&typed, &[Name::of(&label)], || Item {
            label: label.clone(),
            detail: format.sections[kind].heading(),
            kind: Kind::Subheading,
            range: site.line,
            insert: Insert::form(&text),
            about: About::Section(kind).name(&format),
        });
    }
}

/// A line without blanks and marks before its words.
fn unmarked(line: &str) -> &str {
    line.trim_start_matches(|c: char| is_blank(c) || matches!(c, '#' | '*'))
}

/// The number and the words of a line that is numbered as such a heading is: （一）.
pub fn numbered(line: &str) -> Option<(usize, &str)> {
    let line = unmarked(line);
    let (number, words) = ordinal(line);
    number.filter(|_| line.starts_with(['（', '('])).map(|number| (number, words))
}

/// The headings in a draft, each with its paragraph: `（一）主动公开`.
fn subheadings_of(draft: &str) -> Vec<(String, String)> {
    let paragraphs = draft.lines().map(str::trim).filter(|line| line.starts_with('（'));
    let headed = paragraphs.filter_map(|line| {
        let heading = line.split(['。', '：']).next()?;
        ordinal(heading).0.map(|_| (heading.to_owned(), line.to_owned()))
    });
    headed.collect()
}
