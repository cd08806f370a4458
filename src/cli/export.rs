//! A report as data.
//!
//! Invariants: one report is an object, several in one document are an array of such objects; a figure is
//! exported only where its place is certain, so cells of loose and ambiguous rows are absent; where a table or a
//! row stands twice, the first one counts. A unit that stands behind a figure is never lost: 240万元 are not 240元.

use std::collections::HashSet;
use std::sync::Arc;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::value::RawValue;

use gouji_core::analysis::Analysis;
use gouji_core::format::{self, RowIndex, TableIndex};
use gouji_core::prose::Fact;
use gouji_core::report::{Cell, Cells, Report, Table, Value};
use gouji_core::span::{self, InText};
use gouji_core::text::{Encoding, Text};

use super::json_output::{CellRef, Span, number};

/// The reports of a document as JSON.
pub fn json(text: &Text, analysis: &Analysis) -> String {
    let reports = analysis.reports();
    let mut reports = reports
        .iter()
        .map(|(start, report)| Exported::of(text, *start, report, analysis))
        .collect::<Vec<_>>();
    let json = match reports.len() {
        1 => serde_json::to_string_pretty(&reports.remove(0)),
        _ => serde_json::to_string_pretty(&reports),
    };
    json.expect("all keys are strings") + "\n"
}

/// The tables of a document as CSV, row by row as the form has them, for Excel: with a byte order mark, so that it is
/// read as UTF-8, and with nothing that would be taken for a formula.
pub fn csv(text: &Text, analysis: &Analysis) -> String {
    let mut out = "\u{feff}".to_owned();
    for (index, (start, report)) in analysis.reports().iter().enumerate() {
        if index > 0 {
            out += &record(&[]);
        }
        if let Some(title) = &report.title {
            out += &record(&[&title.text]);
        }
        for (kind, rows) in tables(report, *start) {
            let section = &report.format.sections[kind.section].title;
            out += &record(&[]);
            out += &record(&[&format!("{} {section}", kind.name)]);
            match rows {
                Rows::Unreadable => out += &record(&["（此表未能读出）"]),
                Rows::Read(rows) => out += &as_printed(text, kind, &rows),
            }
        }
    }
    out
}

/// The rows of a table in the order of the form, each behind its labels; a row that is not in the text is blank.
fn as_printed(text: &Text, kind: &format::Table, rows: &[PlacedRow<'_>]) -> String {
    let depth = 1 + kind.rows.iter().map(|row| row.groups.len()).max().unwrap_or(0);
    let found = |index: RowIndex| rows.iter().find(|row| std::ptr::eq(row.kind, &kind.rows[index]));
    let is_replaced = |index: RowIndex| {
        kind.rows
            .indices()
            .any(|other| kind.rows[other].stands_for.contains(&index) && found(other).is_some())
    };
    let mut out = String::new();
    let mut before: Option<&format::Row> = None;
    for (index, row) in kind.rows.indexed() {
        let placed = found(index);
        if is_replaced(index) || !row.stands_for.is_empty() && placed.is_none() {
            continue;
        }
        if before.is_none_or(|before| before.block != row.block || before.columns != row.columns) {
            if let Some(block) = row.block.filter(|block| before.is_none_or(|row| row.block != Some(*block)))
            {
                out += &record(&[&kind.blocks[block].label]);
            }
            let mut head = vec![""; depth];
            head[0] = &kind.head;
            head.extend(row.columns.iter().map(|column| kind.columns[*column].label.as_str()));
            out += &record(&head);
        }
        let same = before.map_or(0, |before| {
            before.groups.iter().zip(&row.groups).take_while(|(one, other)| one == other).count()
        });
        let mut fields = vec![String::new(); same];
        fields.extend(row.groups[same..].iter().cloned());
        fields.push(row.label.clone());
        fields.resize(depth, String::new());
        let cells = placed.iter().flat_map(|row| &row.cells);
        fields.extend(cells.map(|(_, cell, range)| value(text, cell, *range)));
        out += &record(&fields.iter().map(String::as_str).collect::<Vec<_>>());
        before = Some(row);
    }
    out
}

/// A line of CSV for a spreadsheet.
pub fn record(fields: &[&str]) -> String {
    let plain = |text: &&str| {
        let is_figure = text.parse::<rust_decimal::Decimal>().is_ok();
        match text.starts_with(['=', '+', '-', '@', '\t']) && text.len() > 1 && !is_figure {
            true => field(&format!("'{text}")),
            false => field(text),
        }
    };
    fields.iter().map(plain).collect::<Vec<_>>().join(",") + "\r\n"
}

/// What stands in a cell: its figure, where no unit stands behind it.
fn value(text: &Text, cell: &Cell, range: span::Span<InText>) -> String {
    let written = text.slice(range);
    match cell.value.figure() {
        Some(figure) if unit(&written).is_none() => figure.normalize().to_string(),
        None if cell.value == Value::Blank => String::new(),
        _ => written.into_owned(),
    }
}

/// The cells of a document's tables as CSV, one a line, with a byte order mark so that Excel reads it as UTF-8.
pub fn csv_long(text: &Text, analysis: &Analysis) -> String {
    let reports = analysis.reports();
    let mut out = "\u{feff}table,row,column,label,value,line\r\n".to_owned();
    for (start, report) in &reports {
        for (table, rows) in tables(report, *start) {
            let Rows::Read(rows) = rows else { continue };
            for row in rows {
                for (column, cell, range) in row.cells {
                    let groups = row.kind.groups.iter().map(String::as_str);
                    let labels = groups.chain([row.kind.label.as_str(), column.label.as_str()]);
                    let label = labels.collect::<Vec<_>>().join(" / ");
                    let value = value(text, cell, range);
                    let line = text.position(range.start, Encoding::Utf16).line + 1;
                    let fields =
                        [&*table.id, &*row.kind.id, &*column.id, &*label, &*value, &*line.to_string()];
                    out += &fields.map(field).join(",");
                    out += "\r\n";
                }
            }
        }
    }
    out
}

/// Whether there are tables to export.
pub fn has_tables(reports: &[(usize, Arc<Report>)]) -> bool {
    reports.iter().any(|(start, report)| !tables(report, *start).is_empty())
}

/// The unit that stands behind a figure.
fn unit(written: &str) -> Option<&str> {
    let (at, digit) = written.char_indices().rev().find(|(_, c)| c.is_numeric())?;
    let unit = written[at + digit.len_utf8()..].trim();
    unit.starts_with(char::is_alphabetic).then_some(unit)
}

/// A field of a CSV line, in quotes where it needs them.
fn field(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

/// What was read of a table of the format.
enum Rows<'a> {
    /// It is there, but not readable by rows.
    Unreadable,
    /// The rows whose cells have a certain place.
    Read(Vec<PlacedRow<'a>>),
}

struct PlacedRow<'a> {
    kind: &'a format::Row,
    /// Column, cell, and where the cell stands in the document.
    cells: Vec<(&'a format::Column, &'a Cell, span::Span<InText>)>,
}

/// The tables of a report that are in the text, in the order of the format. Of two that are of one kind the one in
/// the section where it belongs counts, as it does in a check.
fn tables(report: &Report, start: usize) -> Vec<(&format::Table, Rows<'_>)> {
    let in_text = |kind: TableIndex| {
        let sections = report
            .sections
            .iter()
            .flat_map(|(offset, section)| section.tables.iter().map(move |table| (*offset, section, table)));
        sections.filter(move |(_, _, table)| table.kind == kind)
    };
    let of_kind = |(kind, format): (TableIndex, &'_ format::Table)| {
        let own = in_text(kind).find(|(_, section, _)| section.kind == Some(format.section));
        own.or_else(|| in_text(kind).next()).map(|(offset, _, table)| (kind, offset, table))
    };
    let found: Vec<_> = report.format.tables.indexed().filter_map(of_kind).collect();
    found
        .into_iter()
        .map(|(kind, offset, table)| {
            let kind = &report.format.tables[kind];
            (kind, rows(kind, table, start + offset))
        })
        .collect()
}

fn rows<'a>(kind: &'a format::Table, table: &'a Table, start: usize) -> Rows<'a> {
    if !table.readable {
        return Rows::Unreadable;
    }
    let mut seen = HashSet::new();
    let rows = table.rows.iter().filter_map(|row| {
        let row_kind = &kind.rows[row.kind?];
        if !seen.insert(row.kind) {
            return None;
        }
        let Cells::Placed(cells) = &row.cells else { return None };
        let columns = row_kind.columns.iter().map(|column| &kind.columns[*column]);
        let cells = columns.zip(cells).map(|(column, cell)| {
            let range = cell.range.in_text(start);
            (column, cell, range)
        });
        Some(PlacedRow { kind: row_kind, cells: cells.collect() })
    });
    Rows::Read(rows.collect())
}

#[derive(Serialize)]
struct Exported<'a> {
    format: &'a str,
    title: Option<&'a str>,
    agency: Option<&'a str>,
    year: Option<u16>,
    sections: Vec<Section<'a>>,
    tables: Map<Option<Map<Map<Figure>>>>,
    facts: Vec<Said<'a>>,
}

/// A figure of the prose.
#[derive(Serialize)]
struct Said<'a> {
    range: Span,
    text: String,
    value: Box<RawValue>,
    unit: Option<String>,
    state: &'static str,
    /// What may be meant: each a list of cells whose sum the words state.
    cells: Vec<Vec<CellRef<'a>>>,
    /// False where it may be of something else, and is tied to the cells only as it agrees.
    certain: bool,
}

#[derive(Serialize)]
struct Section<'a> {
    /// Null where the heading is not one of the format.
    id: Option<&'a str>,
    heading: &'a str,
    /// The whole section, heading included.
    range: Span,
}

#[derive(Serialize)]
struct Figure {
    value: Option<Box<RawValue>>,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    range: Span,
}

/// A JSON object whose members keep their order.
struct Map<T>(Vec<(String, T)>);

impl<T: Serialize> Serialize for Map<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        self.0.iter().try_for_each(|(key, value)| map.serialize_entry(key, value))?;
        map.end()
    }
}

impl<'a> Exported<'a> {
    fn of(text: &Text, start: usize, report: &'a Report, analysis: &Analysis) -> Exported<'a> {
        let sections = report.sections.iter().map(|(offset, section)| Section {
            id: section.kind.map(|kind| report.format.sections[kind].id.as_str()),
            heading: &section.heading.text,
            range: Span::of(text, span::Span::new(start + offset..start + offset + section.length)),
        });
        let tables = tables(report, start).into_iter().map(|(kind, rows)| match rows {
            Rows::Unreadable => (kind.id.clone(), None),
            Rows::Read(rows) => {
                let rows = rows.into_iter().map(|row| {
                    let cells = row.cells.into_iter().map(|(column, cell, range)| {
                        let written = text.slice(range).into_owned();
                        let value = cell.value.figure();
                        let figure = Figure {
                            value: value.map(number),
                            unit: value.and_then(|_| unit(&written)).map(str::to_owned),
                            text: written,
                            range: Span::of(text, range),
                        };
                        (column.id.clone(), figure)
                    });
                    (row.kind.id.clone(), Map(cells.collect()))
                });
                (kind.id.clone(), Some(Map(rows.collect())))
            }
        });
        Exported {
            format: &report.format.id,
            title: report.title.as_ref().map(|title| title.text.as_str()),
            agency: report.agency.as_deref(),
            year: report.year,
            sections: sections.collect(),
            tables: Map(tables.collect()),
            facts: facts(text, start, report, analysis),
        }
    }
}

/// The figures of the prose of a report that begins at `start`.
fn facts<'a>(text: &Text, start: usize, report: &'a Report, analysis: &Analysis) -> Vec<Said<'a>> {
    let said = |fact: &Fact| {
        let range = fact.range.in_text(start);
        let named = |spot: &gouji_core::prose::Spot| {
            let table = &report.format.tables[spot.table];
            CellRef {
                table: &table.id,
                row: Some(&table.rows[spot.cell.row].id),
                column: Some(&table.columns[spot.cell.column].id),
            }
        };
        Said {
            text: text.slice(range).into_owned(),
            range: Span::of(text, range),
            value: number(fact.value),
            unit: fact.unit.clone(),
            state: fact.state.id(),
            cells: fact.cells.iter().map(|cells| cells.iter().map(named).collect()).collect(),
            certain: fact.is_certain,
        }
    };
    let own = analysis.facts().filter(|(report_start, ..)| *report_start == start);
    own.map(|(_, _, fact)| said(fact)).collect()
}
