//! A report as the official form prints it, as HTML.
//!
//! Invariants: every figure that was read stands in exactly one cell, with the text that it has there, and every
//! word of the prose is on the page; what was not read with certainty is shown as it stands, and said to be so. A
//! page needs nothing but itself: no script, no picture, no font. How a table is laid out follows from its format
//! alone. Whatever a text holds, it is text on the page and never markup.

mod notes;
mod prose;
mod table;
mod vocabulary;

use std::ops::Range;
use std::rc::Rc;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use self::notes::{Note, notes};
pub use self::vocabulary::Known;
use self::vocabulary::Vocabularies;
use super::{labels, place};
use crate::analysis::{Analysis, Part};
use crate::format::SectionIndex;
use crate::report::{Report, Section};
use crate::rules::finding::{Detail, Finding};
use crate::rules::grid::Grids;
use crate::rules::messages::diagnostic;
use crate::rules::{Diagnostic, Lang};
use crate::span::{InText, Span};
use crate::syntax::{self, Line};
use crate::text::{Encoding, Text, Window};

/// How all pages look. What colours they have is said by the variables at its head, which an editor may set to
/// those of its own theme.
pub const STYLE: &str = include_str!("style.css");

/// What a page depends on besides the text.
#[derive(Debug, Clone, Copy)]
pub struct Manner {
    /// The language of messages.
    pub lang: Lang,
    /// How the editor counts characters. With it the page shows beside the text: its parts say where in the text
    /// they stand (`data-at="line:character-line:character"`, from 0, the lines from the one in which the report
    /// begins), figures can be focused, and cells say which ones they are (`data-cell="table/row/column"`, by their
    /// ids), so that they can be filled in.
    pub positions: Option<Encoding>,
}

/// A page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// What it is called: the title of the first report.
    pub title: String,
    /// What stands between `<body>` and `</body>`.
    pub body: String,
}

/// The reports of a text, one behind the other. Of all that is wrong `shown` is said, in the order of the text and
/// in the language of the manner.
pub fn page(analysis: &Analysis, text: &Text, shown: &[Diagnostic], manner: Manner) -> Page {
    let (mut shown, mut known) = (shown, Known::default());
    let articles: Vec<Markup> = analysis
        .parts()
        .enumerate()
        .map(|(index, part)| sheet(analysis, text, (index, part), &mut shown, manner, &mut known))
        .collect();
    let body = html! { main.gouji { @for article in &articles { (article) } } };
    Page { title: title(analysis, manner.lang), body: body.into_string() }
}

/// What the page of a text is called.
pub fn title(analysis: &Analysis, lang: Lang) -> String {
    let title = analysis.parts().find_map(|part| part.report.title.as_ref());
    title.map_or(labels::untitled(lang), |title| title.text.trim()).to_owned()
}

/// One report of a page, the one of this index. Of all that is wrong with it `shown` is said, as by [`page`]; what
/// else is in there is passed over.
pub fn article(
    analysis: &Analysis,
    text: &Text,
    report: (usize, Part<'_>),
    mut shown: &[Diagnostic],
    manner: Manner,
    known: &mut Known,
) -> String {
    sheet(analysis, text, report, &mut shown, manner, known).into_string()
}

/// Prints a report, and takes from `shown` what is said of it.
fn sheet(
    analysis: &Analysis,
    text: &Text,
    (index, part): (usize, Part<'_>),
    shown: &mut &[Diagnostic],
    manner: Manner,
    known: &mut Known,
) -> Markup {
    let Part { start, report, .. } = part;
    let mut said = |finding: &Finding| {
        let worded = diagnostic(finding, &report.format, manner.lang);
        let range = worded.range.in_text(start);
        let is_same = |other: &Diagnostic| {
            other.range == range && other.rule == worded.rule && other.message == worded.message
        };
        let at = shown.iter().position(is_same)?;
        let (found, rest) = shown[at..].split_first()?;
        *shown = rest;
        Some(found)
    };
    let found: Vec<(&Finding, Option<&Diagnostic>)> =
        part.findings.iter().map(|finding| (finding, said(finding))).collect();
    let sheet = Sheet {
        analysis,
        source: part.window(text, manner.positions.unwrap_or_default()),
        manner,
        index,
        start,
        report,
        grids: place::grids(report),
        findings: found.iter().map(|(finding, _)| *finding).collect(),
        notes: notes(&found, report, index),
        vocabulary: known.of(&report.format),
    };
    sheet.article()
}

/// The reports of a text as a file that stands alone.
pub fn document(analysis: &Analysis, text: &Text, shown: &[Diagnostic], lang: Lang) -> String {
    let Page { title, body } = page(analysis, text, shown, Manner { lang, positions: None });
    let document = html! {
        (DOCTYPE)
        html lang="zh-CN" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="generator" content="gouji";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body { (PreEscaped(body)) }
        }
    };
    document.into_string() + "\n"
}

/// One report on the page.
struct Sheet<'a> {
    analysis: &'a Analysis,
    /// Its text.
    source: Window<'a>,
    manner: Manner,
    /// The index of the report in the text.
    index: usize,
    /// Where the report begins.
    start: usize,
    report: &'a Report,
    grids: Grids<'a>,
    /// Everything that is wrong, shown or not: what is known of the text does not depend on it.
    findings: Vec<&'a Finding>,
    notes: Vec<Note<'a>>,
    /// What the format's tables say besides figures.
    vocabulary: Rc<Vocabularies>,
}

impl Sheet<'_> {
    fn article(&self) -> Markup {
        let sections: Vec<(usize, &Section)> =
            self.report.sections.iter().map(|(at, section)| (self.start + at, &**section)).collect();
        let first = self.start + self.report.preamble;
        let index = self.manner.positions.map(|_| self.index);
        html! {
            article data-report=[index] {
                (self.title())
                (self.preamble(self.start..first))
                (self.list(None))
                @for (at, (start, section)) in sections.iter().enumerate() {
                    @let before = sections[..at].iter().filter_map(|(_, section)| section.kind).max();
                    @if let Some(kind) = section.kind { (self.absent(before, Some(kind))) }
                    (self.section(at, *start, section))
                }
                (self.absent(sections.iter().filter_map(|(_, section)| section.kind).max(), None))
            }
        }
    }

    fn title(&self) -> Markup {
        let Some(title) = &self.report.title else {
            let marks = self.marks(|note| matches!(note.finding.detail, Detail::MissingTitle));
            return html! {
                @if let Some(class) = marks.class() {
                    h1.absent.(class) title=[marks.title()] data-note=[marks.numbers()] {
                        (labels::untitled(self.manner.lang))
                    }
                }
            };
        };
        let range = title.range.in_text(self.start);
        let marks = self.marks_at(range);
        html! {
            h1 class=[marks.class()] title=[marks.title()] data-note=[marks.numbers()] data-at=[self.at(range)] {
                (title.text.trim())
            }
        }
    }

    /// What stands between the title and the first section.
    fn preamble(&self, range: Range<usize>) -> Markup {
        let title = self.report.title.as_ref().map(|title| title.range.in_text(self.start));
        let is_title = |line: &Range<usize>| {
            title.as_ref().is_some_and(|title| line.start < title.end && title.start < line.end)
        };
        let lines = self.lines(range).into_iter().filter(|(_, line)| !is_title(line));
        self.prose(&lines.collect::<Vec<_>>())
    }

    /// The headings of sections that are absent and belong behind section `after` and before section `before`,
    /// each with what is said of it.
    fn absent(&self, after: Option<SectionIndex>, before: Option<SectionIndex>) -> Markup {
        let belongs = |section: &SectionIndex| {
            after.is_none_or(|after| after < *section) && before.is_none_or(|before| *section < before)
        };
        let missing = self.notes.iter().filter_map(|note| match &note.finding.detail {
            Detail::MissingSections { sections } => {
                let here: Vec<SectionIndex> = sections.iter().copied().filter(belongs).collect();
                (!here.is_empty()).then_some((note, here))
            }
            _ => None,
        });
        html! {
            @for (note, sections) in missing {
                section.absent {
                    @for section in sections { h2 { (self.report.format.sections[section].heading()) } }
                    (self.gap(note))
                }
            }
        }
    }

    fn section(&self, index: usize, start: usize, section: &Section) -> Markup {
        let end = (start + section.length).min(self.start + self.report.length);
        let heading = section.heading.range.in_text(start);
        let marks = self.marks_at(heading);
        let missing = self.notes.iter().filter(|note| {
            note.section == Some(index) && matches!(note.finding.detail, Detail::MissingTable { .. })
        });
        html! {
            section data-at=[self.at(Span::new(start..end))] {
                h2 class=[marks.class()] title=[marks.title()] data-note=[marks.numbers()] data-at=[self.at(heading)] {
                    (section.heading.text.trim())
                }
                (self.body(start, section, heading.end, end))
                @for note in missing {
                    (self.gap(note))
                    @if let Some(place) = note.finding.place { (self.to_fill(start, place.table)) }
                }
                (self.list(Some(index)))
            }
        }
    }

    /// What stands below a heading, in the order of the text.
    fn body(&self, start: usize, section: &Section, heading_end: usize, end: usize) -> Markup {
        let lines = self.lines(heading_end..end);
        let owners = self.owners(start, section, &lines);
        let mut parts = Vec::new();
        let mut printed = vec![false; section.tables.len()];
        let mut from = 0;
        while from < lines.len() {
            let owner = owners[from];
            let until = from + owners[from..].iter().take_while(|other| **other == owner).count();
            parts.push(match owner {
                Some(table) => {
                    let again = std::mem::replace(&mut printed[table], true);
                    let table = (!again).then(|| self.table(start, &section.tables[table]));
                    html! { @if let Some(table) = table { (table) } (self.beside(start, section, &lines[from..until])) }
                }
                None => self.prose(&lines[from..until]),
            });
            from = until;
        }
        // A table all of whose lines are another's too.
        let others = section.tables.iter().zip(&printed).filter(|(_, printed)| !**printed);
        parts.extend(others.map(|(table, _)| self.table(start, table)));
        html! { @for part in &parts { (part) } }
    }

    /// For each line of a section the index of the table in which it stands, or whose head it is.
    fn owners(&self, start: usize, section: &Section, lines: &[(Line, Range<usize>)]) -> Vec<Option<usize>> {
        let ranges: Vec<Span<InText>> =
            section.tables.iter().map(|table| table.range.in_text(start)).collect();
        let owner = |(_, line): &(Line, Range<usize>)| {
            ranges.iter().position(|range| line.start < range.end && range.start < line.end)
        };
        let mut owners: Vec<Option<usize>> = lines.iter().map(owner).collect();
        // The lines of a head stand right above their table.
        for at in (0..lines.len().saturating_sub(1)).rev() {
            let (None, Some(table)) = (owners[at], owners[at + 1]) else { continue };
            let (kind, line) = &lines[at];
            let vocabulary = &self.vocabulary[section.tables[table].kind];
            if matches!(kind, Line::Blank | Line::Aside) || vocabulary.covers(self.source.slice(line.clone()))
            {
                owners[at] = Some(table);
            }
        }
        owners
    }

    /// The lines of a part of the text, each as far as it is in it.
    fn lines(&self, range: Range<usize>) -> Vec<(Line, Range<usize>)> {
        if range.is_empty() {
            return Vec::new();
        }
        let lines = syntax::lines(self.analysis.tree(), range.clone()).into_iter();
        let within = lines.map(|(kind, line)| (kind, line.start.max(range.start)..line.end.min(range.end)));
        within.filter(|(_, line)| !line.is_empty()).collect()
    }

    /// What is said of a part of the report that is not there.
    fn gap(&self, note: &Note<'_>) -> Markup {
        html! { p.gap.(note.class()) lang=[self.foreign()] data-at=[self.at(note.range)] { (note.message) } }
    }

    /// What is said of what stands in a section, or above the first one, by numbers.
    fn list(&self, section: Option<usize>) -> Markup {
        let notes: Vec<&Note<'_>> =
            self.notes.iter().filter(|note| note.section == section && note.number.is_some()).collect();
        html! {
            @if !notes.is_empty() {
                ol.notes lang=[self.foreign()] {
                    @for note in notes {
                        li.(note.class()) #(note.id) value=[note.number] data-at=[self.at(note.range)] { (note.message) }
                    }
                }
            }
        }
    }

    /// The language of what is said, where it is not that of the page.
    fn foreign(&self) -> Option<&'static str> {
        (self.manner.lang == Lang::En).then_some("en")
    }

    /// Where a part of the text stands, for the editor.
    fn at(&self, range: Span<InText>) -> Option<String> {
        self.manner.positions?;
        let (start, end) = (self.source.position(range.start), self.source.position(range.end));
        Some(format!("{}:{}-{}:{}", start.line, start.character, end.line, end.character))
    }
}
