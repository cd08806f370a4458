//! The words between the tables.
//!
//! Invariant: every word stands there once and in its order. Where lines were broken by the width of a page they
//! are joined again; page numbers, comments, fences and the marks of a quotation are left out, and so are lines that
//! repeat the title.

use std::ops::Range;

use maud::{Markup, html};

use super::Sheet;
use super::notes::Marks;
use crate::report::normal::{is_blank, normal, trimmed};
use crate::report::{is_page_mark, quotation};
use crate::span::Span;
use crate::syntax::Line;

/// A run of lines that is shown as one.
struct Block {
    kind: Kind,
    lines: Vec<Range<usize>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Paragraph,
    Heading,
    /// A table that is none of the format's.
    Lines,
}

impl Sheet<'_> {
    /// Lines outside of tables.
    pub fn prose(&self, lines: &[(Line, Range<usize>)]) -> Markup {
        html! {
            @for Block { kind, lines } in self.blocks(lines) {
                @let range = lines[0].start..lines[lines.len() - 1].end;
                @match kind {
                    Kind::Paragraph => p data-at=[self.at(Span::new(range))] { (self.joined(&lines)) },
                    Kind::Heading => h3 data-at=[self.at(Span::new(range))] { (self.joined(&lines)) },
                    Kind::Lines => pre data-at=[self.at(Span::new(range))] {
                        @for (at, line) in lines.iter().enumerate() {
                            @if at > 0 { "\n" }
                            (self.inline(line.clone(), false))
                        }
                    },
                }
            }
        }
    }

    fn blocks(&self, lines: &[(Line, Range<usize>)]) -> Vec<Block> {
        let title = self.report.title.as_ref().map(|title| normal(&title.text));
        let mut blocks: Vec<Block> = Vec::new();
        for (line, range) in lines {
            let source = self.source.slice(range.clone());
            let words = trimmed(source, quotation(source)..source.len());
            let said = &source[words.clone()];
            let repeats = || title.as_ref().is_some_and(|title| !title.is_empty() && normal(said) == *title);
            let is_aside = *line == Line::Aside;
            if is_aside || !said.contains(char::is_alphanumeric) || is_page_mark(said) || repeats() {
                continue;
            }
            let kind = match line {
                Line::Pipe | Line::Rule => Kind::Lines,
                Line::Heading | Line::Subheading | Line::Text if is_heading(said, *line) => Kind::Heading,
                _ => Kind::Paragraph,
            };
            let is_indented = source[..words.start].ends_with(['\u{3000}', '\t']) || source.starts_with("  ");
            let words = range.start + words.start..range.start + words.end;
            match blocks.last_mut() {
                Some(last) if last.kind == Kind::Lines && kind == Kind::Lines => last.lines.push(words),
                Some(last)
                    if last.kind == Kind::Paragraph
                        && kind == Kind::Paragraph
                        && !is_indented
                        && !is_item(said)
                        && self.goes_on(last) =>
                {
                    last.lines.push(words)
                }
                _ => blocks.push(Block { kind, lines: vec![words] }),
            }
        }
        blocks
    }

    /// Whether the width of the page, and not the writer, ended a paragraph.
    fn goes_on(&self, block: &Block) -> bool {
        const NARROWEST: usize = 20;
        const ENDS: [char; 12] = ['。', '！', '？', '；', '：', '.', '!', '?', ';', ':', '”', '）'];
        block.lines.last().is_some_and(|line| {
            let line = self.source.slice(line.clone());
            line.chars().count() >= NARROWEST && !line.trim_end_matches('*').ends_with(ENDS)
        })
    }

    /// Lines that are one paragraph.
    fn joined(&self, lines: &[Range<usize>]) -> Markup {
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let spaced = |at: usize| {
            let (before, line) =
                (self.source.slice(lines[at - 1].clone()), self.source.slice(lines[at].clone()));
            latin(before.chars().next_back()) && latin(line.chars().next())
        };
        html! {
            @for (at, line) in lines.iter().enumerate() {
                @if at > 0 && spaced(at) { " " }
                @if lines.len() > 1 && self.manner.positions.is_some() {
                    span data-at=[self.at(Span::new(line.clone()))] { (self.inline(line.clone(), true)) }
                } @else {
                    (self.inline(line.clone(), true))
                }
            }
        }
    }

    /// A piece of text with its marks; with `markup` the marks of Markdown for headings and bold words go.
    fn inline(&self, range: Range<usize>, markup: bool) -> Markup {
        let source = self.source.slice(range.clone());
        let skipped = match markup {
            true => source.len() - source.trim_start_matches(|c| c == '#' || is_blank(c)).len(),
            false => 0,
        };
        let stars: Vec<usize> = source.match_indices("**").map(|(at, _)| at).collect();
        let is_bold = markup && stars.len().is_multiple_of(2);
        let about = self.marks_at(Span::new(range.clone())).0;
        let mut cuts = vec![skipped, source.len()];
        if is_bold {
            cuts.extend(stars.iter().flat_map(|at| [*at, at + 2]));
        }
        for note in &about {
            cuts.extend(
                [note.range.start, note.range.end].map(|end| end.clamp(range.start, range.end) - range.start),
            );
        }
        cuts.retain(|cut| *cut >= skipped && source.is_char_boundary(*cut));
        cuts.sort_unstable();
        cuts.dedup();
        let runs = cuts.windows(2).map(|cut| cut[0]..cut[1]);
        html! {
            @for run in runs.filter(|run| !is_bold || !stars.contains(&run.start)) {
                @let place = range.start + run.start..range.start + run.end;
                @let touching = about.iter().copied().filter(|note| {
                    note.range.start < place.end && place.start < note.range.end
                });
                @let marks = Marks(touching.collect());
                @let words = &source[run.clone()];
                @let is_strong = is_bold && !stars.iter().filter(|at| **at < run.start).count().is_multiple_of(2);
                @let is_last = marks.0.iter().any(|note| note.range.end <= place.end);
                @match (marks.class(), is_strong) {
                    (None, false) => (words),
                    (None, true) => strong { (words) },
                    (Some(class), _) => mark.(class) .strong[is_strong] title=[marks.title()]
                        data-note=[marks.numbers().filter(|_| is_last)] { (words) },
                }
            }
        }
    }
}

/// Whether a line is a heading below those of sections: a short one that is no sentence.
fn is_heading(words: &str, line: Line) -> bool {
    const LONGEST: usize = 40;
    let is_marked = words.starts_with('#') || line != Line::Text;
    is_marked && words.chars().count() <= LONGEST && !words.contains(['。', '；', '：', '，', '！', '？'])
}

/// Whether a line is an item of a list.
fn is_item(words: &str) -> bool {
    let rest = words.trim_start_matches('*');
    let numbered = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.starts_with(['（', '(', '-', '•', '·', '●', '①', '②', '③', '④', '⑤', '⑥', '⑦', '⑧', '⑨'])
        || numbered.len() < rest.len() && numbered.starts_with(['.', '．', '、', ')', '）'])
        || words.starts_with("* ")
}
