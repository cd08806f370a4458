//! Tables to fill in.
//!
//! Invariant: a table is offered in the section that wants it and lacks it, and a part of it where it lacks that
//! part; every cell is a blank to fill in.

use super::about::About;
use super::insert::{CELL, Insert};
use super::layout::{is_pipe, is_separator};
use super::matching::{Name, Typed};
use super::site::Site;
use super::{Ask, Item, Kind, Offers, wants_prose};
use crate::assist::labels;
use crate::format::{self, ColumnIndex, RowIndex, TableIndex, template};
use crate::report::normal::normal;
use crate::report::{Shape, Table};

/// Offers the tables that the section of the cursor lacks, whole and in parts.
pub fn offer(site: &Site<'_>, ask: &Ask<'_>, offers: &mut Offers) {
    let Some((start, section)) = site.section() else { return };
    let Some(kind) = section.kind else { return };
    if site.head.contains('\t') || !site.is_last(&['|', '）', ')']) {
        return;
    }
    let head = site.whole_line().0;
    // A pipe in front begins a row.
    let typed = head.strip_prefix(is_pipe).unwrap_or(head);
    let Some(typed) = Typed::of(typed).filter(|_| !typed.contains(is_pipe)) else { return };
    let format = site.format().clone();
    for (index, table) in format.tables.indexed().filter(|(_, table)| table.section == kind) {
        let asked = Asked { site, index, table, typed: &typed, ask };
        match section.tables.iter().find(|table| table.kind == index) {
            Some(read) => asked.parts(start, read, offers),
            // What stands there is one already, if one that could not be read.
            None if asked.is_among_parts() => {}
            None => {
                asked.whole(wants_prose(&format, kind), offers);
                asked.headers(offers);
            }
        }
    }
}

struct Asked<'a> {
    site: &'a Site<'a>,
    index: TableIndex,
    table: &'a format::Table,
    typed: &'a Typed,
    ask: &'a Ask<'a>,
}

impl Asked<'_> {
    fn item(&self, label: String, detail: String, kind: Kind, text: &str) -> Item {
        let range = self.site.line;
        let about = About::Table(self.index).name(self.site.format());
        Item { label, detail, kind, range, insert: Insert::form(text), about }
    }

    /// Whether a line beside the cursor's holds nothing but labels of columns or pipes: a header a label a line.
    fn is_among_parts(&self) -> bool {
        let labels = self.table.columns.iter().map(|column| &column.label).chain([&self.table.head]);
        let labels: Vec<String> = labels.map(|label| normal(label)).collect();
        let is_part = |line: String| {
            let mut cells = line.split(is_separator).map(normal).filter(|cell| !cell.is_empty());
            match cells.next() {
                None => line.contains(is_pipe),
                Some(cell) => cells.next().is_none() && labels.contains(&cell),
            }
        };
        let number = self.site.number;
        let beside = [number.checked_sub(1), Some(number + 1)].into_iter().flatten();
        beside.filter_map(|number| self.site.line_of(number)).any(is_part)
    }

    /// The whole table.
    fn whole(&self, in_prose: bool, offers: &mut Offers) {
        let format = self.site.format();
        let section = &format.sections[self.table.section];
        let number = with_digit(self.table);
        let names = [
            Name::of(&self.table.name),
            Name::of(&number),
            Name::of("表格"),
            Name::of("插入表格"),
            Name::of(&section.heading()),
        ];
        let text = template::table(format, self.index, &|_| CELL.to_owned());
        let item = || {
            let label = format!("{} {}", self.table.name, section.title);
            self.item(
                label,
                labels::table_to_fill(self.ask.lang).to_owned(),
                Kind::Table,
                &self.site.set_apart(&text),
            )
        };
        match in_prose {
            true => offers.add_in_prose(self.typed, &names, item),
            false => offers.add(self.typed, &names, item),
        }
    }

    /// The header alone, with the rule below it; for a table in several parts that of each.
    fn headers(&self, offers: &mut Offers) {
        let blocks: Vec<Option<usize>> = match self.table.blocks.len() {
            0 => vec![None],
            count => (0..count).map(Some).collect(),
        };
        // Under the line of a block only its own.
        let above = self.site.above().find(|(_, line)| !super::site::is_empty(line));
        let is_named = |block: &Option<usize>| {
            let label = block.map(|block| normal(&self.table.blocks[block].label));
            label.is_some_and(|label| above.as_ref().is_some_and(|(_, line)| normal(line) == label))
        };
        let named: Vec<Option<usize>> = blocks.iter().copied().filter(is_named).collect();
        let chosen = if named.is_empty() { &blocks } else { &named };
        for block in chosen {
            let Some(row) = self.table.rows.find(|row| row.block == *block) else { continue };
            let label = |column: &ColumnIndex| self.table.columns[*column].label.clone();
            let columns = self.table.rows[row].columns.iter().map(label);
            let cells: Vec<String> = [self.table.head.clone()].into_iter().chain(columns).collect();
            let header = template::grid(&cells, &[]);
            let label = format!("| {} |", cells.join(" | "));
            let names: Vec<Name> = cells.iter().map(|cell| Name::of(cell)).collect();
            let (text, detail) = match block {
                Some(block) if named.is_empty() => {
                    let label = &self.table.blocks[*block].label;
                    (self.site.set_apart(&format!("{label}\n\n{header}")), label.clone())
                }
                _ => (header.trim_end().to_owned(), self.table.name.clone()),
            };
            offers.add(self.typed, &names, || self.item(label, detail, Kind::Header, &text));
        }
    }

    /// The parts that a table in several parts lacks at the cursor, each with its rows.
    fn parts(&self, start: usize, read: &Table, offers: &mut Offers) {
        if self.table.blocks.is_empty() || read.shape != Shape::Markdown || !read.readable {
            return;
        }
        let block = |row: &crate::report::Row| row.kind.and_then(|kind| self.table.rows[kind].block);
        let placed = read.rows.iter().filter_map(|row| Some((row.range.in_text(start), block(row)?)));
        let placed: Vec<_> = placed.collect();
        let above =
            placed.iter().rfind(|(range, _)| range.end <= self.site.line.start).map(|(_, block)| *block);
        let below =
            placed.iter().find(|(range, _)| range.start > self.site.line.end).map(|(_, block)| *block);
        let from = above.map_or(0, |above| above + 1);
        let until = below.unwrap_or(self.table.blocks.len());
        // Between the label of a block and its rows there is no place for another.
        let stands = |line: &str| self.table.blocks.iter().any(|block| normal(&block.label) == normal(line));
        let nearest = self.site.above().find(|(_, line)| !super::site::is_empty(line));
        if nearest.is_some_and(|(_, line)| stands(&line)) {
            return;
        }
        for block in from..until.max(from) {
            if placed.iter().any(|(_, other)| *other == block) {
                continue;
            }
            let of_block = |row: &RowIndex| self.table.rows[*row].block == Some(block);
            let rows: Vec<RowIndex> = self.table.rows.indices().filter(of_block).collect();
            let text = template::rows_of(self.table, &rows, &|_| CELL.to_owned());
            let labels: Vec<String> = rows.iter().map(|row| self.table.rows[*row].label.clone()).collect();
            let label = self.table.blocks[block].label.clone();
            let names: Vec<Name> = labels.iter().chain([&label]).map(|label| Name::of(label)).collect();
            offers.add(self.typed, &names, || {
                self.item(label, labels.join("、"), Kind::Table, &self.site.set_apart(&text))
            });
        }
    }
}

/// 表三 as 表3.
fn with_digit(table: &format::Table) -> String {
    const NUMERALS: &str = "一二三四五六七八九";
    let digit = |c: char| NUMERALS.chars().position(|numeral| numeral == c).map(|at| (at + 1).to_string());
    table.name.chars().map(|c| digit(c).unwrap_or_else(|| c.to_string())).collect()
}
