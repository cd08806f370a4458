//! The head of a table: the lines above its first row that hold its columns.
//!
//! Invariant: a line is part of a head only if it holds nothing but words of the table's header, in whole or in
//! pieces, or is drawn as its columns are; what stands above it is text of its own, or another table.

use std::ops::Range;

use super::furniture::is_page_mark;
use super::normal::{is_blank, normal, value};
use crate::format::{Layout, Table};
use crate::syntax::Line;

/// The words that the head of a table has, in normal form: of its columns, what spans them, the corner, the blocks,
/// the texts that begin it, and the groups of its rows; where all rows stand on one line, their labels too.
pub fn head_words(table: &Table) -> Vec<String> {
    let columns = table
        .columns
        .iter()
        .flat_map(|column| [&column.label].into_iter().chain(&column.group).chain(&column.aliases));
    let one_line = table.layout == Layout::OneLine;
    let rows =
        table.rows.iter().filter(|_| one_line).flat_map(|row| [&row.label].into_iter().chain(&row.aliases));
    let groups = table.rows.iter().flat_map(|row| &row.groups);
    let spans = [&table.head].into_iter().chain(&table.corner).chain(&table.above);
    // A table that lost its heading may begin with a row: that is none of its head.
    let is_row = |anchor: &&String| table.rows.iter().any(|row| row.label == **anchor);
    let anchors = table.anchors.iter().filter(|anchor| one_line || !is_row(anchor));
    let blocks = table.blocks.iter().map(|block| &block.label);
    let words = columns.chain(rows).chain(groups).chain(spans).chain(anchors).chain(blocks);
    let mut words: Vec<String> = words.map(|words| normal(words)).collect();
    words.sort();
    words.dedup();
    words
}

/// The lines of the head above the line in which a table begins at `first`, none of which begins before `from`;
/// empty, at that line, where there are none.
pub fn head(
    text: &str,
    lines: &[(Line, Range<usize>)],
    from: usize,
    first: usize,
    words: &[String],
) -> Range<usize> {
    let row = lines.partition_point(|(_, line)| line.start <= first).saturating_sub(1);
    let end = lines.get(row).map_or(first, |(_, line)| line.start);
    let mut start = end;
    let mut is_under_rule = false;
    for (kind, line) in lines[..row].iter().rev().take_while(|(_, line)| line.start >= from) {
        let content = text[line.clone()].trim_end_matches(['\n', '\r']);
        let is_passed = *kind == Line::Blank || content.chars().all(separates) || is_page_mark(content);
        match (*kind, is_passed) {
            (Line::Rule, _) => is_under_rule = true,
            (_, true) => {}
            // What stands on the rule of a Markdown table is its head, whatever it says.
            (Line::Pipe, _) if std::mem::take(&mut is_under_rule) => start = line.start,
            (kind, _) if has_only(content, words) || is_row_of_words(kind, content, words) => {
                start = line.start
            }
            _ => break,
        }
    }
    start..end
}

fn separates(c: char) -> bool {
    is_blank(c) || matches!(c, '|' | '｜' | '│')
}

/// Whether a line holds nothing but these words, or parts of them where they are wrapped, and what separates them.
pub fn has_only(line: &str, words: &[String]) -> bool {
    line.split(separates).filter(|token| !token.is_empty()).all(|token| is_of(token, words))
}

/// Whether a line is cut into cells that hold no figure, of which at least half are words of the head: another column,
/// or another name for one, may be among them.
fn is_row_of_words(kind: Line, line: &str, words: &[String]) -> bool {
    let cells = line.split(['|', '｜', '│', '\t']).map(|cell| cell.trim_matches(is_blank));
    let cells: Vec<&str> = cells.filter(|cell| !cell.is_empty()).collect();
    let known = cells.iter().filter(|cell| has_only(cell, words)).count();
    matches!(kind, Line::Pipe | Line::Tab)
        && cells.len() > 1
        && 2 * known >= cells.len()
        && cells.iter().all(|cell| value(cell).is_none())
}

/// Whether a token is one of these words, a part of one, or several of them.
fn is_of(token: &str, words: &[String]) -> bool {
    let is_rule = |c: char| matches!(c, '-' | ':');
    if token.chars().all(is_rule) && token.contains("--") {
        return true;
    }
    if value(token).is_some() || token.chars().any(char::is_alphabetic) && normal(token).is_empty() {
        return false;
    }
    let token = normal(token);
    words.iter().any(|word| word.contains(&token)) || is_run(&token, words)
}

/// Whether the words stand behind one another; of the first one its end, of the last one its beginning may do.
fn is_run(token: &str, words: &[String]) -> bool {
    let mut reached = vec![false; token.len() + 1];
    reached[0] = true;
    for at in 0..token.len() {
        if !reached[at] || !token.is_char_boundary(at) {
            continue;
        }
        let rest = &token[at..];
        for word in words {
            if rest.starts_with(word.as_str()) {
                reached[at + word.len()] = true;
            }
            if word.starts_with(rest) {
                reached[token.len()] = true;
            }
            if at == 0 {
                let ends = word.char_indices().map(|(cut, _)| &word[cut..]);
                for end in ends.filter(|end| token.starts_with(*end)) {
                    reached[end.len()] = true;
                }
            }
        }
    }
    reached[token.len()]
}
