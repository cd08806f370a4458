//! Where in a table the cursor stands, and which of its rows fit there.
//!
//! Invariant: a row fits only between the rows between which the form has it, and only where it is not in the table.

use super::layout::{Layout, is_pipe, is_separator};
use super::site::Site;
use crate::format::{self, ColumnIndex, RowIndex, TableIndex};
use crate::report::normal::{is_blank, normal};
use crate::report::{Row, Shape, Table};
use crate::span::{InText, Span};

/// Where in a table the cursor stands.
pub struct InTable<'a> {
    /// The index of the table in the format.
    pub kind: TableIndex,
    pub table: &'a format::Table,
    pub shape: Shape,
    /// How a row is written that stands on one line.
    pub layout: Option<Layout>,
    /// The rows that fit here, in order.
    pub rows: Vec<RowIndex>,
    /// The labels of groups that stand above the cursor on their own.
    pub given: Vec<String>,
    /// Whether no row stands below.
    pub is_last: bool,
}

/// What the cursor is to a table.
pub enum Found<'a> {
    /// Not in this table.
    Elsewhere,
    /// In it, where no row belongs.
    Inside,
    Rows(InTable<'a>),
}

/// A row of the format as it stands above or below the line of the cursor.
struct Near {
    row: RowIndex,
    range: Span<InText>,
    /// Where its first figure stands.
    first: Option<usize>,
    /// Whether it has all its figures.
    whole: bool,
}

pub fn in_table<'a>(
    site: &Site<'_>,
    start: usize,
    read: &Table,
    table: &'a format::Table,
    kind: TableIndex,
) -> Found<'a> {
    // Where all rows stand on one line none can be put below another.
    let line = |row: &Row| site.text.line_at(start + row.range.start);
    if table.layout == format::Layout::OneLine
        && read.rows.windows(2).any(|two| line(&two[0]) == line(&two[1]))
    {
        return Found::Elsewhere;
    }
    let mut present: Vec<RowIndex> = Vec::new();
    let (mut above, mut below): (Option<Near>, Option<Near>) = (None, None);
    for row in &read.rows {
        let cells = row.cells.as_slice();
        // What was typed on the line is no part of a row above, nor a row of its own.
        let elsewhere = |range: Span<InText>| range.end <= site.line.start || range.start > site.line.end;
        let label = row.label_range.in_text(start);
        if !elsewhere(label) && label.start >= site.line.start {
            // Its figures follow on lines of their own: with the row they would stand there twice.
            if cells.iter().any(|cell| start + cell.range.start > site.line.end) {
                return Found::Inside;
            }
            continue;
        }
        let Some(index) = row.kind else { continue };
        let cells: Vec<Span<InText>> =
            cells.iter().map(|cell| cell.range.in_text(start)).filter(|range| elsewhere(*range)).collect();
        let end = cells.last().map_or(label.end, |last| last.end.max(label.end));
        let start = label.start.min(cells.first().map_or(label.start, |first| first.start));
        let near = Near {
            row: index,
            range: Span::new(start..end),
            first: cells.first().map(|first| first.start),
            whole: cells.len() == table.rows[index].columns.len() && !label.is_empty(),
        };
        present.push(index);
        if near.range.end <= site.line.start {
            above = Some(near);
        } else if near.range.start > site.line.end {
            below = below.or(Some(near));
        } else {
            return Found::Inside;
        }
    }
    if !borders(site, read.shape, table, above.as_ref(), below.as_ref()) {
        // Below a block of a table in several parts another may begin.
        return Found::Elsewhere;
    }
    let by_line = matches!(read.shape, Shape::Markdown | Shape::PipeRows | Shape::Tsv);
    if !by_line && above.as_ref().is_none_or(|above| !above.whole) {
        return Found::Inside;
    }
    let (given, block) = between(site, table, above.as_ref());
    let block = block.or_else(|| above.as_ref().and_then(|above| table.rows[above.row].block));
    let is_between = |row: &RowIndex| {
        above.as_ref().is_none_or(|above| *row > above.row)
            && below.as_ref().is_none_or(|below| *row < below.row)
    };
    let headed = headed_below(site, table, below.as_ref());
    let replaced = |row: RowIndex| present.iter().any(|other| table.rows[*other].stands_for.contains(&row));
    let fits = |row: &RowIndex| {
        let this = &table.rows[*row];
        this.stands_for.is_empty()
            && !present.contains(row)
            && !replaced(*row)
            && (table.blocks.is_empty() || this.block == block)
            && given.iter().all(|group| this.groups.contains(group) || by_line)
            && !this.groups.iter().any(|group| headed.contains(group))
    };
    let rows: Vec<RowIndex> = table.rows.indices().filter(is_between).filter(fits).collect();
    let layout = by_line.then(|| layout(site, table, &rows, above.as_ref(), below.as_ref())).flatten();
    if by_line && layout.is_none() {
        return Found::Inside;
    }
    Found::Rows(InTable { kind, table, shape: read.shape, layout, rows, given, is_last: below.is_none() })
}

/// Whether the line of the cursor is one of a table between these rows, or follows or precedes it directly.
fn borders(
    site: &Site<'_>,
    shape: Shape,
    table: &format::Table,
    above: Option<&Near>,
    below: Option<&Near>,
) -> bool {
    let previous = site.number.checked_sub(1).and_then(|number| site.line_of(number)).unwrap_or_default();
    match shape {
        Shape::Markdown => under_rule(site),
        // What is typed on a line without a pipe cuts the table in two: below its rule it still is one.
        Shape::PipeRows => {
            under_rule(site) || previous.contains(is_pipe) && (above.is_some() || is_header(&previous, table))
        }
        Shape::Tsv => previous.contains('\t') && (above.is_some() || is_header(&previous, table)),
        Shape::PdfInside | Shape::PdfColumns => false,
        _ => {
            let Some(above) = above else { return false };
            // Behind the last row prose may follow.
            let last = site.text.line_at(above.range.end);
            let only_blank = || {
                (last + 1..site.number).all(|number| {
                    site.line_of(number).is_some_and(|line| line.chars().all(|c| is_blank(c) || is_pipe(c)))
                })
            };
            const NEAR: usize = 3;
            below.is_some() || site.number - last <= NEAR && only_blank()
        }
    }
}

/// Whether the line directly follows a pipe table, somewhere below its rule.
fn under_rule(site: &Site<'_>) -> bool {
    let mut lines = site.above().take_while(|(_, line)| line.contains(is_pipe));
    lines.any(|(_, line)| is_rule(&line))
}

fn is_rule(line: &str) -> bool {
    line.contains('-') && line.chars().all(|c| matches!(c, '-' | ':' | '|' | ' ' | '\t'))
}

/// Whether a line is the header of a table: at least two of its labels stand in it.
fn is_header(line: &str, table: &format::Table) -> bool {
    let cells: Vec<String> = line.split(is_separator).map(normal).collect();
    let labels = table.columns.iter().map(|column| &column.label).chain([&table.head]);
    labels.filter(|label| cells.contains(&normal(label))).count() >= 2
}

/// The labels of groups and of the block that stand on lines of their own between the row above and the cursor.
fn between(site: &Site<'_>, table: &format::Table, above: Option<&Near>) -> (Vec<String>, Option<usize>) {
    let last = above.map_or(0, |above| site.text.line_at(above.range.end));
    let (mut given, mut block) = (Vec::new(), None);
    for (_, line) in site.above().take_while(|(number, _)| *number > last) {
        let words = normal(&line);
        let is = |label: &String| normal(label) == words;
        block = block.or_else(|| table.blocks.iter().position(|block| is(&block.label)));
        given.extend(table.rows.iter().flat_map(|row| &row.groups).find(|group| is(group)).cloned());
    }
    (given, block)
}

/// The groups whose labels stand on their own between the cursor and the row below.
fn headed_below(site: &Site<'_>, table: &format::Table, below: Option<&Near>) -> Vec<String> {
    let Some(below) = below else { return Vec::new() };
    const FAR: usize = 40;
    let until = site.text.line_at(below.range.start);
    let lines = (site.number + 1..until).take(FAR).filter_map(|number| site.line_of(number));
    let groups = |line: String| {
        let words = normal(&line);
        table.rows.iter().flat_map(|row| &row.groups).find(|group| normal(group) == words).cloned()
    };
    lines.filter_map(groups).collect()
}

/// How a row is written here: as the nearest row that has as many figures, or as the header.
fn layout(
    site: &Site<'_>,
    table: &format::Table,
    rows: &[RowIndex],
    above: Option<&Near>,
    below: Option<&Near>,
) -> Option<Layout> {
    let columns = table.rows[*rows.first()?].columns.len();
    const FAR: usize = 60;
    let beside = |number: usize| {
        let above = (0..number).rev().take(FAR).map_while(|other| site.line_of(other));
        let mut above = above.take_while(|line| line.contains(is_separator));
        let rule = above.find(|line| is_rule(line)).filter(|line| line.contains("| "));
        if rule.is_some() {
            return rule;
        }
        let others = [number.checked_sub(1), Some(number + 1)].into_iter().flatten();
        others
            .filter(|other| *other != site.number)
            .filter_map(|other| site.line_of(other))
            .find(|line| line.contains(is_separator))
    };
    let near = |near: &Near| {
        let number = site.text.line_at(near.range.start);
        let first = near.first?.checked_sub(site.text.line_range(number).start)?;
        let is_alike = table.rows[near.row].columns.len() == columns
            && table.rows[near.row].block == table.rows[rows[0]].block;
        let line = is_alike.then(|| site.line_of(number)).flatten()?;
        (first <= line.len()).then(|| Layout::of(&line, columns, Some(first), beside(number).as_deref()))?
    };
    let header = || {
        let (number, line) = site.above().next()?;
        Layout::of(&line, columns, None, beside(number).as_deref())
    };
    above.and_then(near).or_else(|| below.and_then(near)).or_else(header)
}

/// The place under a header to which no rows belong yet.
pub fn below_header<'a>(site: &Site<'_>, table: &'a format::Table, kind: TableIndex) -> Found<'a> {
    let mut above = site.above();
    let Some((number, nearest)) = above.next() else { return Found::Elsewhere };
    let (shape, header) = match nearest.chars().find(|c| is_separator(*c)) {
        Some(_) if is_rule(&nearest) => match above.next() {
            Some((_, header)) => (Shape::Markdown, header),
            None => return Found::Elsewhere,
        },
        Some('\t') => (Shape::Tsv, nearest.clone()),
        Some(_) => (Shape::PipeRows, nearest.clone()),
        None => return Found::Elsewhere,
    };
    if !is_header(&header, table) {
        return Found::Elsewhere;
    }
    let (given, named) = between(site, table, None);
    let cells: Vec<String> = header.split(is_separator).map(normal).collect();
    let fits = |row: &&format::Row| {
        let has = |column: &ColumnIndex| cells.contains(&normal(&table.columns[*column].label));
        row.stands_for.is_empty() && row.columns.iter().all(has)
    };
    let block = named.or_else(|| table.rows.iter().find(fits).and_then(|row| row.block));
    let fits_here = |row: &RowIndex| {
        let row = &table.rows[*row];
        fits(&row) && (table.blocks.is_empty() || row.block == block)
    };
    let rows: Vec<RowIndex> = table.rows.indices().filter(fits_here).collect();
    let Some(first) = rows.first() else { return Found::Elsewhere };
    let header_above = site.line_of(number.saturating_sub(1)).filter(|line| line.contains(is_separator));
    let layout = Layout::of(&nearest, table.rows[*first].columns.len(), None, header_above.as_deref());
    Found::Rows(InTable { kind, table, shape, layout, rows, given, is_last: true })
}
