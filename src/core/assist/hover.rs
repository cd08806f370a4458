//! What is told of the place under the pointer.
//!
//! Invariant: an equation is shown as it was judged; one that could not be judged is counted, not shown.

use super::links::{self, Cited};
use super::place::{self, Element, ElementKind};
use super::{labels, said};
use crate::analysis::Analysis;
use crate::format::{CellIndex, TableIndex, full_name};
use crate::rules::messages::in_words;
use crate::rules::{self, Lang};
use crate::span::{InText, Span};
use crate::text::Text;

/// How a text is marked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Markup {
    /// Markdown.
    Markdown,
    /// Not at all.
    #[default]
    Plain,
}

/// What is told of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hover {
    /// Paragraphs, in the markup that was asked for.
    pub text: String,
    /// The place it is about.
    pub range: Span<InText>,
}

/// What is told of `offset`: what stands there, what is wrong with it, and what is cited there.
pub fn hover(analysis: &Analysis, text: &Text, offset: usize, lang: Lang, markup: Markup) -> Option<Hover> {
    let element = place::at(analysis, offset);
    let mut page = Page::new(markup);
    if let Some(element) = &element {
        page.tell(element, lang);
    }
    let said = said::at(analysis, offset);
    if let Some(said) = &said {
        page.said(said, lang);
    }
    let mut told: Vec<&str> = Vec::new();
    let mut first = None;
    for (start, _, finding) in analysis.findings() {
        let range = finding.range.in_text(start);
        if place::touches(range, offset) && !told.contains(&finding.rule) {
            told.push(finding.rule);
            page.rule(finding.rule, lang);
            first = first.or(Some(range));
        }
    }
    let cited = links::at(text, offset);
    if let Some(Cited { citation, .. }) = &cited {
        page.title(&citation.name);
        page.text(links::about(citation, lang));
    }
    let said = said.map(|said| said.range);
    let range = element.map(|element| element.range).or(said).or(first).or(cited.map(|cited| cited.range))?;
    Some(Hover { text: page.whole(), range })
}

/// Paragraphs in a markup.
pub(super) struct Page {
    markup: Markup,
    paragraphs: Vec<String>,
}

impl Page {
    /// A page on which nothing stands.
    pub(super) fn new(markup: Markup) -> Page {
        Page { markup, paragraphs: Vec::new() }
    }

    /// All of it.
    pub(super) fn whole(self) -> String {
        self.paragraphs.join("\n\n")
    }

    fn tell(&mut self, element: &Element, lang: Lang) {
        let format = &element.report.format;
        match element.kind {
            ElementKind::Figure { table, cell, counts, .. } => {
                let columns = &format.tables[table].columns;
                let row = full_name(&format.tables[table], cell.row);
                self.title(&in_words(&row, &columns[cell.column].label, lang));
                if counts {
                    self.equations(element, table, cell, lang);
                }
            }
            ElementKind::Label { table, row } => {
                self.title(&full_name(&format.tables[table], row));
                self.text(&format.tables[table].rows[row].about);
            }
            ElementKind::Heading { section } => {
                self.title(&format.sections[section].heading());
                self.text(&format.sections[section].about);
            }
        }
    }

    /// The cells of which a sentence speaks, with their figures and what the sentence says.
    fn said(&mut self, said: &said::Said, lang: Lang) {
        let lines = labels::of_cells(said, lang);
        let sum = said.cells.iter().map(|cell| cell.found.as_ref().map(|(figure, _)| *figure)).sum();
        self.title(&labels::said(said.value, sum, said.state, lang));
        let mark = |line: &String| match self.markup {
            Markup::Markdown => format!("- {}", escaped(line)),
            Markup::Plain => line.clone(),
        };
        let lines: Vec<String> = lines.iter().map(mark).collect();
        if !lines.is_empty() {
            self.paragraphs.push(lines.join("\n"));
        }
    }

    fn equations(&mut self, element: &Element, table: TableIndex, cell: CellIndex, lang: Lang) {
        let grids = place::grids(&element.report);
        let Some(grid) = &grids[table] else { return };
        let judged: Vec<_> = grid.judged.iter().filter(|equation| equation.sign(cell) != 0).collect();
        let all = place::equations(grid)
            .filter(|equation| place::terms(grid, equation).any(|term| term == cell))
            .count();
        let mut lines: Vec<String> =
            judged.iter().map(|equation| labels::equation(grid, equation, cell, lang)).collect();
        if let Some(count) = all.checked_sub(judged.len()).filter(|count| *count > 0) {
            lines.push(labels::not_judged(count, lang));
        }
        let lines: Vec<String> = match self.markup {
            Markup::Markdown => lines.iter().map(|line| format!("- {}", escaped(line))).collect(),
            Markup::Plain => lines,
        };
        if !lines.is_empty() {
            self.paragraphs.push(lines.join("\n"));
        }
    }

    /// A rule with the first paragraph of its page.
    fn rule(&mut self, id: &str, lang: Lang) {
        let Some(rule) = rules::find(id) else { return };
        let page = if lang == Lang::Zh { rule.page_zh } else { rule.page_en };
        let mut lines =
            page.lines().map(str::trim).skip_while(|line| line.is_empty() || line.starts_with('#'));
        let first: Vec<&str> = lines.by_ref().take_while(|line| !line.is_empty()).collect();
        let joint = if lang == Lang::Zh { "" } else { " " };
        let first = first.join(joint);
        self.paragraphs.push(match self.markup {
            Markup::Markdown => format!("`{id}`{}{first}", labels::colon(lang)),
            Markup::Plain => format!("{id}{}{}", labels::colon(lang), first.replace(['`', '*'], "")),
        });
    }

    /// Adds words that stand out.
    pub(super) fn title(&mut self, words: &str) {
        self.paragraphs.push(match self.markup {
            Markup::Markdown => format!("**{}**", escaped(words)),
            Markup::Plain => words.to_owned(),
        });
    }

    /// Adds a paragraph.
    pub(super) fn text(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        self.paragraphs.push(match self.markup {
            Markup::Markdown => escaped(words),
            Markup::Plain => words.to_owned(),
        });
    }
}

/// Words as Markdown shows them as they are.
fn escaped(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for c in words.chars() {
        if matches!(c, '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '&' | '#' | '|' | '~') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
