//! The rows that a table still lacks.
//!
//! Invariant: where figures are written no labels are offered.

use super::about::About;
use super::in_table::{Found, InTable, below_header, in_table};
use super::insert::{CELL, DRAWN_CELL, EMPTY_CELL, Insert};
use super::layout::{groups_before, is_separator};
use super::matching::{Name, Typed};
use super::site::{Site, is_empty};
use super::{Ask, Item, Kind, Offers};
use crate::assist::{labels, shapes};
use crate::format::{self, RowIndex, template};
use crate::report::Shape;
use crate::report::normal::{is_blank, normal, value};
use crate::span::{InText, Span};

/// Offers the rows that fit at the cursor. Says whether it stands in a table, where nothing else belongs.
pub fn offer(site: &Site<'_>, ask: &Ask<'_>, offers: &mut Offers) -> bool {
    let Some((start, section)) = site.section() else { return false };
    let Some(kind) = section.kind else { return false };
    let format = site.format().clone();
    for (index, table) in format.tables.indexed().filter(|(_, table)| table.section == kind) {
        let read = section.tables.iter().find(|table| table.kind == index);
        let found = match read {
            Some(read) if !read.readable => Found::Elsewhere,
            Some(read) => in_table(site, start, read, table, index),
            None => below_header(site, table, index),
        };
        match found {
            Found::Elsewhere => {}
            Found::Inside => return true,
            Found::Rows(here) => {
                rows(site, &here, ask, offers);
                return true;
            }
        }
    }
    false
}

/// What was typed of a row.
struct Label {
    typed: Typed,
    range: Span<InText>,
    /// Whether the figures of the row stand there already.
    alone: bool,
}

/// What was typed where a label belongs; none elsewhere.
fn label(site: &Site<'_>, here: &InTable<'_>) -> Option<Label> {
    if here.layout.is_none() {
        let typed = site.head.trim_start_matches(is_blank);
        let is_free = !typed.contains(is_separator) && site.is_last(&['）', ')']);
        return is_free.then(|| Some(Label { typed: Typed::of(typed)?, range: site.line, alone: false }))?;
    }
    // Before it only the labels of its groups may stand.
    let mut cells = site.head.split(is_separator);
    let typed = cells.next_back().unwrap_or_default();
    let is_group = |cell: &str| {
        let words = normal(cell);
        words.is_empty() && is_empty(cell)
            || here.table.rows.iter().flat_map(|row| &row.groups).any(|group| normal(group) == words)
    };
    if !cells.all(is_group) {
        return None;
    }
    if site.tail.chars().all(|c| is_blank(c) || is_separator(c) || matches!(c, '）' | ')')) {
        return Some(Label { typed: Typed::of(typed)?, range: site.line, alone: false });
    }
    // The figures are there: only the cell of the label is written.
    let end = site.tail.find(is_separator)?;
    let is_figure = |cell: &str| is_empty(cell) || value(cell).is_some();
    let is_free = site.tail[..end].chars().all(|c| is_blank(c) || matches!(c, '）' | ')'))
        && site.tail[end..].split(is_separator).all(is_figure)
        // Before the pipe that begins the row nothing belongs.
        && (site.head.contains(is_separator) || !is_empty(&site.head) || site.tail.starts_with('\t'));
    let start = site.offset - typed.trim_start_matches(is_blank).len();
    let padded = site.tail[..end].trim_end_matches(is_blank).len();
    let label = || {
        Some(Label { typed: Typed::of(typed)?, range: Span::new(start..site.offset + padded), alone: true })
    };
    is_free.then(label)?
}

fn rows(site: &Site<'_>, here: &InTable<'_>, ask: &Ask<'_>, offers: &mut Offers) {
    let Some(label) = label(site, here) else { return };
    let (table, format) = (here.table, site.format());
    if ask.trigger.is_some_and(|trigger| !is_apt(trigger, here.shape)) {
        return;
    }
    let written = |row: RowIndex| match (&here.layout, label.alone) {
        (Some(layout), true) => Some(layout.label(table, row, &here.given)),
        (Some(layout), false) => Some(layout.row(table, row, &here.given)),
        (None, _) => shaped(table, row, here),
    };
    let item = |row: RowIndex, text: &str| Item {
        label: table.rows[row].label.clone(),
        detail: labels::place_of_row(table, row),
        kind: Kind::Row,
        range: label.range,
        insert: Insert::form(text),
        about: About::Row(here.kind, row).name(format),
    };
    if here.layout.is_none() {
        group(site, here, &label, offers);
    }
    for (at, row) in here.rows.iter().enumerate() {
        let Some(text) = written(*row) else { return };
        let name = Name::of(&table.rows[*row].label).within(&table.rows[*row].groups);
        let aliases = table.rows[*row].aliases.iter().map(|alias| Name::of(alias));
        let names: Vec<Name> = [name].into_iter().chain(aliases).collect();
        offers.add(&label.typed, &names, || item(*row, &text));
        if at == 0 && here.rows.len() > 1 && !label.alone {
            rest(site, here, &label, ask, offers, &written);
        }
    }
}

/// Offers the label of the group that begins with the next row, in shapes where it may stand on its own.
fn group(site: &Site<'_>, here: &InTable<'_>, label: &Label, offers: &mut Offers) {
    let Some(row) = here.rows.first() else { return };
    let Some(group) = groups_before(here.table, *row).iter().find(|group| !here.given.contains(group)) else {
        return;
    };
    let text = match here.shape {
        Shape::Cells => format!("\t{group}"),
        Shape::PipeCells => format!("{group} |"),
        _ => group.clone(),
    };
    // Where nothing was typed the row itself, which brings it along, is enough.
    if !label.typed.is_empty() {
        offers.add(&label.typed, &[Name::of(group)], || Item {
            label: group.clone(),
            detail: here.table.name.clone(),
            kind: Kind::Group,
            range: label.range,
            insert: Insert::text(&text),
            about: About::Table(here.kind).name(site.format()),
        });
    }
}

/// Whether a label can begin with this character in a table of this shape.
fn is_apt(trigger: char, shape: Shape) -> bool {
    match trigger {
        '|' => matches!(shape, Shape::Markdown | Shape::PipeRows),
        '\t' => matches!(shape, Shape::Tsv | Shape::Cells),
        _ => true,
    }
}

/// Offers all rows that are lacking from here on as one.
fn rest(
    site: &Site<'_>,
    here: &InTable<'_>,
    label: &Label,
    ask: &Ask<'_>,
    offers: &mut Offers,
    written: &dyn Fn(RowIndex) -> Option<String>,
) {
    let apart = if here.shape == Shape::Cells { "\n\n" } else { "\n" };
    let lines: Vec<String> = here.rows.iter().filter_map(|row| written(*row)).collect();
    if lines.len() < here.rows.len() {
        return;
    }
    let mut count = lines.len();
    let mut text = lines.join(apart);
    let block = here.rows.first().and_then(|row| here.table.rows[*row].block);
    if here.shape == Shape::Markdown
        && here.is_last
        && let Some(block) = block
    {
        let all = &here.table.rows;
        let behind: Vec<RowIndex> = all.indices().filter(|row| all[*row].block > Some(block)).collect();
        if !behind.is_empty() {
            count += behind.len();
            let blocks = template::rows_of(here.table, &behind, &|_| CELL.to_owned());
            text += &format!("\n\n{}", blocks.trim_end());
        }
    }
    let names = [Name::of("补齐其余"), Name::of("其余"), Name::of(&here.table.name)];
    offers.add(&label.typed, &names, || Item {
        label: labels::remaining_rows(count, ask.lang),
        detail: here.table.name.clone(),
        kind: Kind::Table,
        range: label.range,
        insert: Insert::form(&text),
        about: About::Table(here.kind).name(site.format()),
    });
}

/// A row with cells to fill in, in a shape in which it takes several lines or has no separators.
fn shaped(table: &format::Table, row: RowIndex, here: &InTable<'_>) -> Option<String> {
    let columns = table.rows[row].columns.len();
    let mut text = shapes::row(table, row, here.shape, &vec!["0".to_owned(); columns])?;
    let blank = if here.shape == Shape::Cells { EMPTY_CELL } else { DRAWN_CELL };
    // Behind its label a row holds nothing but these zeros, which only mark the places.
    let mut end = text.len();
    for _ in 0..columns {
        end = text[..end].rfind('0')?;
        text.replace_range(end..=end, blank);
    }
    let is_given = |line: &&str| here.given.iter().any(|group| normal(group) == normal(line));
    Some(text.lines().skip_while(is_given).collect::<Vec<_>>().join("\n"))
}
