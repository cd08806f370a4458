//! A table in another shape.
//!
//! Invariant: only a table that was read with certainty is rewritten, in which nothing stands but labels, figures,
//! headers and what separates them; every figure is written as it was, a blank stays a blank.

use super::pieces::smallest;
use super::{Action, Cursor, Kind, Question, Work, titles};
use crate::analysis::Analysis;

use crate::assist::shapes::{self, WRITABLE};
use crate::format;
use crate::report::head::{has_only, head_words};
use crate::report::normal::{is_blank, normal};
use crate::report::{Cell, Cells, LabelMatch, Section, Shape, Table, Value, is_furniture, quotation};
use crate::rules::TextEdit;
use crate::span::{InSection, InText, Span};
use crate::text::Text;

/// The shapes that are offered only where the report has them already: nobody would choose them.
const RARE: [Shape; 4] = [Shape::PipeCells, Shape::Cells, Shape::CellsBare, Shape::PdfRows];

pub(super) fn actions(question: &Question<'_>, cursor: &Cursor) -> Vec<Action> {
    let mut actions = Vec::new();
    let tables: Vec<(usize, &Table)> = tables(cursor.start, &cursor.report.sections);
    if let Some(table) = cursor.table() {
        let at = cursor.section_start + table.range.start;
        let used = |shape: Shape| tables.iter().any(|(_, other)| other.shape == shape);
        let format = &cursor.report.format.tables[table.kind];
        if let Some(whole) = whole(question.text, format, cursor.section_start, table) {
            let shapes = WRITABLE.into_iter().filter(|shape| *shape != table.shape);
            for shape in shapes.filter(|shape| !RARE.contains(shape) || used(*shape)) {
                if shapes::lines(format, shape, &whole.lines).is_some() {
                    let title = titles::rewrite(shape, &format.name, question.lang);
                    let work = Work::Rewrite(vec![at], shape);
                    actions.push(Action { title, kind: Kind::Rewrite, preferred: false, work });
                }
            }
        }
    }
    if question.automatic && cursor.table.is_none() {
        return actions;
    }
    let others: Vec<usize> = tables
        .iter()
        .filter(|(_, table)| table.shape != Shape::Markdown)
        .filter(|(start, table)| {
            let format = &cursor.report.format.tables[table.kind];
            whole(question.text, format, *start, table)
                .is_some_and(|whole| shapes::lines(format, Shape::Markdown, &whole.lines).is_some())
        })
        .map(|(start, table)| start + table.range.start)
        .collect();
    if others.len() > 1 {
        let title = titles::rewrite_all(others.len(), question.lang);
        let work = Work::Rewrite(others, Shape::Markdown);
        actions.push(Action { title, kind: Kind::Rewrite, preferred: false, work });
    }
    actions
}

/// A rewrite that is not offered as it cannot be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// What would be done.
    pub title: String,
    /// Why it cannot be.
    pub reason: String,
}

/// What stands in the way of a rewrite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// The table was not read by rows.
    Unreadable,
    /// A row, by its label, is none of the format's, or stands there without a label.
    UnknownRow(String),
    /// A row, by its label, has too few or too many figures.
    Count(String),
    /// A label cannot be told from its neighbours.
    Label(String),
    /// The table is quoted.
    Quoted,
    /// Other words stand in it.
    Words(String),
    /// A cell holds what the shape cannot hold.
    Cell,
}

/// Why the table at the cursor cannot be rewritten, for each shape that would be offered; nothing where it can be.
pub(super) fn refused(question: &Question<'_>, cursor: &Cursor) -> Vec<Refused> {
    let Some(table) = cursor.table().filter(|table| !table.rows.is_empty() || !table.readable) else {
        return Vec::new();
    };
    let format = &cursor.report.format.tables[table.kind];
    let whole = read_whole(question.text, format, cursor.section_start, table);
    let refused = |shape: Shape| {
        let obstacle = match &whole {
            Err(obstacle) => obstacle,
            Ok(whole) if shapes::lines(format, shape, &whole.lines).is_none() => &Obstacle::Cell,
            Ok(_) => return None,
        };
        let title = titles::rewrite(shape, &format.name, question.lang);
        Some(Refused { title, reason: titles::obstacle(obstacle, question.lang) })
    };
    let shapes = WRITABLE.into_iter().filter(|shape| *shape != table.shape && !RARE.contains(shape));
    shapes.filter_map(refused).collect()
}

/// The edits that write the tables which begin at these places in a shape, in order.
pub fn rewrite(text: &Text, analysis: &Analysis, places: &[usize], shape: Shape) -> Vec<TextEdit> {
    let mut edits = Vec::new();
    for (start, report) in analysis.reports() {
        for (section_start, table) in tables(start, &report.sections) {
            if !places.contains(&(section_start + table.range.start)) {
                continue;
            }
            let format = &report.format.tables[table.kind];
            let Some(whole) = whole(text, format, section_start, table) else { continue };
            let Some(written) = shapes::lines(format, shape, &whole.lines) else { continue };
            edits.extend(smallest(text, placed(text, whole.range, written.trim_end_matches('\n'), shape)));
        }
    }
    edits
}

fn tables(start: usize, sections: &[(usize, std::sync::Arc<Section>)]) -> Vec<(usize, &Table)> {
    let all =
        sections.iter().flat_map(|(at, section)| section.tables.iter().map(move |table| (start + at, table)));
    all.collect()
}

/// What is written in the place of a table. A Markdown table ends only at a blank line.
pub fn placed(text: &Text, range: Span<InText>, written: &str, shape: Shape) -> TextEdit {
    let apart = |line: Option<usize>| {
        let is_blank_line = |line: usize| text.slice(text.line_range(line)).trim_matches(is_blank).is_empty();
        line.is_some_and(|line| shape == Shape::Markdown && !is_blank_line(line))
    };
    let (first, last) = (text.line_at(range.start), text.line_at(range.end));
    let above = apart(first.checked_sub(1));
    let below = apart(Some(last + 1).filter(|line| *line < text.line_count()));
    let new_text = format!("{}{written}{}", if above { "\n" } else { "" }, if below { "\n" } else { "" });
    TextEdit { range, new_text }
}

/// A table with everything that belongs to it.
pub struct Whole {
    /// Its lines, without the last line break.
    pub range: Span<InText>,
    /// Its rows.
    pub lines: Vec<shapes::Line>,
}

/// The table with its header, if nothing in it would be lost.
pub fn whole(text: &Text, format: &format::Table, section_start: usize, table: &Table) -> Option<Whole> {
    read_whole(text, format, section_start, table).ok()
}

fn read_whole(
    text: &Text,
    format: &format::Table,
    section_start: usize,
    table: &Table,
) -> Result<Whole, Obstacle> {
    let is_written_by_rows = table.readable && !matches!(table.shape, Shape::PdfInside | Shape::PdfColumns);
    if !is_written_by_rows || table.rows.is_empty() {
        return Err(Obstacle::Unreadable);
    }
    let words = printed_words(format);
    // What is a cell or a label that is kept as it is.
    let mut kept: Vec<Span<InText>> = Vec::new();
    let mut lines = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let label = || row.label.trim().to_owned();
        let kind = row.kind.ok_or_else(|| Obstacle::UnknownRow(label()))?;
        let Cells::Placed(cells) = &row.cells else {
            return Err(Obstacle::Count(format.rows[kind].label.clone()));
        };
        if matches!(row.label_match, LabelMatch::Pieces | LabelMatch::Place | LabelMatch::None) {
            return Err(Obstacle::Label(format.rows[kind].label.clone()));
        }
        let written = |range: Span<InSection>| text.slice(range.in_text(section_start)).trim().to_owned();
        let own = own_label(&written(row.label_range), &format.rows[kind], &words)
            .ok_or_else(|| Obstacle::Label(format.rows[kind].label.clone()))?;
        if own.is_some() {
            kept.push(row.label_range.in_text(section_start));
        }
        kept.extend(cells.iter().map(|cell| cell.range.in_text(section_start)));
        // Each shape has its own way to leave a cell blank.
        let figure = |cell: &Cell| match cell.value {
            Value::Blank => String::new(),
            _ => written(cell.range),
        };
        let cells = cells.iter().map(figure).collect();
        lines.push(shapes::Line { row: kind, label: own, cells });
    }
    let range = lines_of(text, section_start, table);
    // What is quoted would lose its marks.
    if text.slice(range).lines().any(|line| quotation(line) > 0) {
        return Err(Obstacle::Quoted);
    }
    kept.sort_by_key(|range| range.start);
    let mut from = range.start;
    let mut rest = String::new();
    for part in kept {
        rest += text.slice(from..part.start).as_ref();
        rest.push('\u{0}');
        from = part.end.max(from);
    }
    rest += text.slice(from..range.end).as_ref();
    let lines_left = rest.split(['\n', '\r']).filter(|line| line.contains('\u{0}') || !is_furniture(line));
    let other = lines_left.map(|line| line.replace('\u{0}', " ")).find(|line| !has_only(line, &words));
    match other {
        Some(line) => Err(Obstacle::Words(excerpt(&line))),
        None => Ok(Whole { range, lines }),
    }
}

/// The words of a line, so many as are shown.
fn excerpt(line: &str) -> String {
    const MOST: usize = 20;
    let words = line.split(|c: char| is_blank(c) || "|｜│".contains(c)).filter(|word| !word.is_empty());
    let words = words.collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}……", &words[..end]),
        None => words,
    }
}

/// The label of a row where it is not the format's; none at all where it could not be told from that of a group.
#[allow(clippy::option_option)] // No label, the format's and one of its own are three things.
fn own_label(written: &str, row: &format::Row, words: &[String]) -> Option<Option<String>> {
    let lines = written.split(['\n', '\r']).filter(|line| !is_furniture(line.trim_matches(is_blank)));
    let label: String = lines.map(|line| line.trim_matches(is_blank)).collect();
    let own = normal(&label);
    if own.is_empty() || own.ends_with(&normal(&row.label)) && has_only(&label, words) {
        return Some(None);
    }
    let holds_group = row.groups.iter().any(|group| own.contains(&normal(group)));
    (!holds_group && !label.contains(['|', '｜', '│', '\t'])).then_some(Some(label))
}

/// The lines of a table: its head above it and what closes it below.
fn lines_of(text: &Text, section_start: usize, table: &Table) -> Span<InText> {
    let range = table.range.in_text(section_start);
    let mut last = text.line_at(range.end);
    let closes =
        |line: &str| !line.is_empty() && line.chars().all(|c| is_blank(c) || matches!(c, '|' | '｜' | '│'));
    let is_line = |line: usize| line < text.line_count();
    while is_line(last + 1) && closes(&text.slice(text.line_range(last + 1))) {
        last += 1;
    }
    Span::new(section_start + table.head.start..text.line_range(last).end)
}

/// The words that the printed form of a table has, in normal form.
fn printed_words(table: &format::Table) -> Vec<String> {
    let rows = table.rows.iter().flat_map(|row| [&row.label].into_iter().chain(&row.aliases));
    head_words(table).into_iter().chain(rows.map(|label| normal(label))).collect()
}
