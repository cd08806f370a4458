//! Comments that ask for findings to be ignored: `<!-- gouji-ignore totals/balance: 理由 -->`.
//!
//! Invariant: what a comment covers follows from its section alone: the block below it, to the next blank line, or
//! the whole table there.

use std::ops::Range;

use super::Table;
use crate::span::{InSection, Span};
use crate::syntax::Line;

/// A comment that asks for findings to be ignored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ignore {
    /// Where it stands.
    pub range: Span<InSection>,
    /// The rules that it names, as they are written, with their places.
    pub rules: Vec<(String, Span<InSection>)>,
    /// The reason that it gives, perhaps none.
    pub reason: String,
    /// Whether it has its line to itself, and ends there.
    pub alone: bool,
    /// What it covers; none where nothing stands below it in the section, so that it is about the next heading.
    pub covers: Option<Span<InSection>>,
}

const NAME: &str = "gouji-ignore";

/// The comment in a line that begins at `start`.
pub fn comment(line: &str, start: usize) -> Option<Ignore> {
    let name = line.find(NAME)?;
    let open = line[..name].trim_end().strip_suffix("<!--")?.len();
    let from = name + NAME.len();
    let close = line[from..].find("-->").map(|at| from + at);
    let inside = from..close.unwrap_or(from + line[from..].trim_end().len());
    let said = &line[inside.clone()];
    if !said.is_empty() && !said.starts_with([' ', '\t', '\u{3000}', ':', '：']) {
        return None;
    }
    let end = close.map_or(inside.end, |close| close + "-->".len());
    let colon = said.find([':', '：']);
    let (named, reason) = said.split_at(colon.unwrap_or(said.len()));
    let mut at = start + inside.start;
    let mut rules = Vec::new();
    for piece in named.split_inclusive(|c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、')) {
        let rule = piece.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、'));
        if !rule.is_empty() {
            rules.push((rule.to_owned(), Span::new(at..at + rule.len())));
        }
        at += piece.len();
    }
    Some(Ignore {
        range: Span::new(start + open..start + end),
        rules,
        reason: reason.trim_start_matches([':', '：']).trim().to_owned(),
        alone: close.is_some() && line[..open].trim().is_empty() && line[end..].trim().is_empty(),
        covers: None,
    })
}

/// What a comment that ends at `end` covers among the lines of its section.
pub fn covered(
    text: &str,
    lines: &[(Line, Range<usize>)],
    tables: &[Table],
    end: usize,
) -> Option<Span<InSection>> {
    let is_blank =
        |(kind, range): &&(Line, Range<usize>)| *kind == Line::Blank || text[range.clone()].trim().is_empty();
    let below = &lines[lines.partition_point(|(_, range)| range.end <= end)..];
    // The comment's own line is blank too.
    let below = &below[below.iter().take_while(is_blank).count()..];
    let block = below.iter().take_while(|line| !is_blank(line));
    let mut block = below.first()?.1.start..block.last()?.1.end;
    // Between its head and its rows a table may have blank lines, but no sentence and no heading.
    let is_head = |(kind, range): &(Line, Range<usize>)| {
        !matches!(kind, Line::Heading | Line::Subheading) && !text[range.clone()].contains('。')
    };
    let table =
        tables.iter().filter(|table| table.range.start >= block.start).min_by_key(|table| table.range.start);
    if let Some(table) = table
        && below.iter().take_while(|(_, line)| line.end <= table.range.start).all(is_head)
    {
        block.end = block.end.max(table.range.end);
    }
    Some(Span::new(block))
}
