//! What is done while someone writes a Markdown table: the row is aligned, the next one begun.
//!
//! Invariants: only the row that was just ended changes, and only its blanks and pipes; what is inserted are pipes
//! and the line under a head. What was typed stays, and nothing behind the cursor is touched.

use std::ops::Range;

use super::formatting::{Drawn, Row, Source, is_figure};
use super::place;
use crate::analysis::Analysis;
use crate::report::Row as ReportRow;
use crate::rules::TextEdit;
use crate::syntax::{Line, lines};
use crate::text::Text;

/// The edits after a pipe was typed, which ends before `offset`: the row is aligned if the pipe ended it.
pub fn after_pipe(text: &Text, analysis: &Analysis, offset: usize) -> Vec<TextEdit> {
    let line = text.line_range(text.line_at(offset));
    let (before, behind) = (text.slice(line.start..offset), text.slice(offset..line.end));
    let ends_row = before.ends_with('|') && Row::of(&before).framed && behind.trim().is_empty();
    if !ends_row || before.trim() == "|" {
        return Vec::new();
    }
    let mut edits = aligned(&run_around(text, analysis, &line), line.start);
    edits.retain(|edit| edit.range.end < offset);
    edits
}

/// The edits after a line was begun, on which `offset` stands: the row above is aligned and the next one begun. A
/// row that is only a pipe ends the table instead.
pub fn after_enter(text: &Text, analysis: &Analysis, offset: usize) -> Vec<TextEdit> {
    let number = text.line_at(offset);
    let here = text.line_range(number);
    if number == 0 || !text.slice(here.clone()).trim().is_empty() {
        return Vec::new();
    }
    let line = text.line_range(number - 1);
    let above = run_above(text, analysis, &line);
    let Some(row) = above.last().filter(|row| row.start == line.start) else { return Vec::new() };
    if row.line.trim() == "|" && above.iter().rev().nth(1).is_some_and(is_row) {
        return Vec::from_iter(row.edit(0..row.line.len(), ""));
    }
    if !is_row(row) {
        return Vec::new();
    }
    let below = run_below(text, analysis, here.end);
    if below.first().is_some_and(|line| line.kind == Line::Rule) {
        return Vec::new();
    }
    let begun = Source::of(text, Line::Blank, here.start..offset.clamp(here.start, here.end));
    let indent = &row.line[..row.line.len() - row.line.trim_start().len()];
    let cells = Row::of(&row.line);
    let is_head = above.len() == 1 && below.is_empty() && heads(&row.line, &cells);
    let mut edits;
    if is_head {
        let rule = format!("{indent}| --- {}|", "| ---: ".repeat(cells.cells.len() - 1));
        let rule = Source { kind: Line::Rule, start: row.start + row.line.len(), line: rule, quoted: 0 };
        let run = [Source { line: row.line.clone(), ..*row }, rule];
        let Some(drawn) = Drawn::of(&run) else { return Vec::new() };
        edits = drawn.edits(0);
        edits.extend(begun.edit(0..begun.line.len(), &format!("{}\n{indent}| ", drawn.rule_line())));
    } else {
        let start = row.start;
        let is_last = is_last(analysis, &line);
        let next = format!("{indent}| ");
        let run: Vec<Source> = above.into_iter().chain(below).collect();
        edits = aligned(&run, start);
        if !is_last {
            edits.extend(begun.edit(0..begun.line.len(), &next));
        }
    }
    edits
}

/// The edits that align the line that begins at `start`.
fn aligned(run: &[Source], start: usize) -> Vec<TextEdit> {
    let Some(drawn) = Drawn::of(run).map(Drawn::kept_wide) else { return Vec::new() };
    let row = drawn.run.iter().position(|line| line.start == start);
    row.map_or_else(Vec::new, |row| drawn.edits(row))
}

/// Whether a line is one of a table that has pipes at both ends of its rows: where each cell has a line, pipes stand
/// alone.
fn is_row(line: &Source) -> bool {
    let row = Row::of(&line.line);
    row.framed && row.cells.iter().any(|cell| !cell.is_empty())
}

/// Whether a row can be the head of a table: words in at least two cells, and no figure.
fn heads(line: &str, row: &Row) -> bool {
    let words = |cell: &Range<usize>| !cell.is_empty() && !is_figure(&line[cell.clone()]);
    row.cells.len() > 1 && row.cells.iter().all(words)
}

/// Whether the row on this line is the last one that its table has in the format.
fn is_last(analysis: &Analysis, line: &Range<usize>) -> bool {
    let last = || {
        let (start, report) = place::report_at(analysis, line.start)?;
        let (at, section) = place::section_at(start, &report, line.start)?;
        let touches = |row: &&ReportRow| {
            let range = row.range.in_text(at);
            range.start <= line.end && line.start < range.end
        };
        let mut rows = section.tables.iter().flat_map(|table| table.rows.iter().map(move |row| (table, row)));
        let (table, row) = rows.find(|(_, row)| touches(row))?;
        let rows = &report.format.tables[table.kind].rows;
        let kind = row.kind?;
        let next = rows.behind(kind).find(|row| rows[*row].stands_for.is_empty());
        Some(next.is_none_or(|next| rows[next].block != rows[kind].block))
    };
    last().unwrap_or(false)
}

/// Longer tables are left alone, so that a keystroke costs the same in any text.
const MOST_LINES: usize = 200;

/// The lines with pipes around a line, itself among them.
fn run_around(text: &Text, analysis: &Analysis, line: &Range<usize>) -> Vec<Source> {
    let mut run = run_above(text, analysis, line);
    run.extend(run_below(text, analysis, line.end));
    run
}

/// The lines with pipes that end with a line.
fn run_above(text: &Text, analysis: &Analysis, line: &Range<usize>) -> Vec<Source> {
    let first = text.line_at(line.start).saturating_sub(MOST_LINES);
    let from = text.line_range(first).start;
    let before = lines(analysis.tree(), from..line.end.max(line.start + 1)).into_iter().rev();
    let mut run: Vec<Source> = piped(text, before).collect();
    run.reverse();
    run
}

/// The lines with pipes that follow the line that ends at `end`.
fn run_below(text: &Text, analysis: &Analysis, end: usize) -> Vec<Source> {
    let line = text.line_at(end);
    if line + 1 >= text.line_count() {
        return Vec::new();
    }
    let from = text.line_range(line + 1).start;
    let to = text.line_range(line + MOST_LINES).end;
    let behind = lines(analysis.tree(), from..to).into_iter().skip_while(|(_, range)| range.start < from);
    piped(text, behind).collect()
}

/// The first of these lines as long as they have pipes.
fn piped(text: &Text, lines: impl Iterator<Item = (Line, Range<usize>)>) -> impl Iterator<Item = Source> {
    let piped = lines.take_while(|(kind, _)| matches!(kind, Line::Pipe | Line::Rule));
    piped.map(|(kind, range)| Source::of(text, kind, range))
}
