//! The figures of a row, with what is said of them.
//!
//! Invariant: a figure says all that was found at it, and no other does.

use maud::{Markup, html};

use super::{Form, Printed, cells, meet};
use crate::assist::labels;
use crate::assist::page::notes::Marks;
use crate::format::{self, ColumnIndex, Layout, RowIndex, full_name};
use crate::report::{self, Cells, Value};
use crate::rules::finding::Detail;
use crate::rules::grid::Recount;
use crate::span::{InText, Span};

/// What is said of a row of cells that can be filled in.
#[derive(Default)]
pub(super) struct About<'a> {
    /// Its full name.
    pub name: Option<String>,
    /// What is counted there, and the article behind it.
    pub counts: Option<&'a str>,
}

/// What is said of a cell that can be filled in.
#[derive(Default)]
struct Own<'a> {
    /// Its ids: table, row and column.
    cell: Option<String>,
    /// What is said of its row, where that does not stand before it.
    row: About<'a>,
    /// The label of its column.
    column: Option<&'a str>,
    /// Whether it is a total: what its parts add up to.
    is_total: bool,
    /// What it would be, where it is a blank total.
    sum: Option<String>,
}

impl Form<'_> {
    /// The figures of a row, which take `units` columns.
    pub(super) fn figures(&self, printed: &Printed<'_>, units: usize) -> Markup {
        let columns = printed.kind.map_or(&[][..], |kind| &self.format.rows[kind].columns);
        let colspan = Some(units / columns.len().max(1)).filter(|colspan| *colspan > 1);
        let Some((row, kind)) = printed.row.zip(printed.kind) else {
            return match printed.row {
                Some(_) => self.across_columns(printed, units),
                None => html! {
                    @for column in columns {
                        @let own = printed.kind.map(|row| self.own(format::CellIndex { row, column: *column }));
                        (self.lacking(own, colspan, &Marks::default()))
                    }
                },
            };
        };
        match &row.cells {
            Cells::Placed(cells) => html! {
                @for (column, cell) in columns.iter().zip(cells) {
                    (self.figure(format::CellIndex { row: kind, column: *column }, cell, colspan, self.is_placed(printed)))
                }
            },
            Cells::Loose(cells) => match self.missing(row, kind).filter(|_| cells.len() + 1 == columns.len())
            {
                Some(missing) => html! {
                    @for (at, column) in columns.iter().enumerate() {
                        @let place = format::CellIndex { row: kind, column: *column };
                        @if *column == missing {
                            @let marks = self.about_cell(place, row.range.in_text(self.start));
                            (self.lacking(Some(self.own(place)), colspan, &marks))
                        } @else {
                            @let behind = columns[..at].contains(&missing);
                            (self.figure(place, &cells[at - usize::from(behind)], colspan, true))
                        }
                    }
                },
                None => self.across_columns(printed, units),
            },
            Cells::Ambiguous(..) => self.across_columns(printed, units),
        }
    }

    /// The column whose figure is missing in a row, where only one can be.
    fn missing(&self, row: &report::Row, kind: RowIndex) -> Option<ColumnIndex> {
        let range = row.range.in_text(self.start);
        self.sheet.findings.iter().find_map(|finding| match finding.detail {
            Detail::CellCount {
                row: Some(row), recount: Some(Recount::Missing { position, .. }), ..
            } if row == kind
                && finding.place.is_some_and(|place| place.table == self.table.kind)
                && meet(finding.range.in_text(self.sheet.start), range) =>
            {
                Some(self.format.rows[kind].columns[position])
            }
            _ => None,
        })
    }

    fn across_columns(&self, row: &Printed<'_>, units: usize) -> Markup {
        let title = labels::uncertain(self.sheet.manner.lang);
        html! { td.uncertain colspan=(units) title=(title) { (self.loose(row)) } }
    }

    /// Figures whose columns are not certain, as they stand.
    pub(super) fn loose(&self, row: &Printed<'_>) -> Markup {
        html! {
            @for (at, cell) in row.row.map_or(&[][..], cells).iter().filter(|cell| !cell.range.is_empty()).enumerate() {
                @let range = cell.range.in_text(self.start);
                @if at > 0 { " " }
                span.figure data-at=[self.sheet.at(range)] tabindex=[self.tab()] { (self.text(range)) }
            }
        }
    }

    fn figure(
        &self,
        at: format::CellIndex,
        cell: &report::Cell,
        colspan: Option<usize>,
        is_placed: bool,
    ) -> Markup {
        let range = cell.range.in_text(self.start);
        let marks = self.about_cell(at, range);
        let sums = self.sums.get(&at).filter(|_| is_placed).into_iter().flatten().cloned();
        let told: Vec<String> = marks.title().into_iter().chain(sums).collect();
        let told = (!told.is_empty()).then(|| told.join("\n"));
        let Own { cell: name, row, column, is_total, sum } =
            if is_placed { self.own(at) } else { Own::default() };
        let is_blank = cell.value == Value::Blank;
        let blank = is_blank.then(|| labels::blank(self.sheet.manner.lang));
        html! {
            td.figure.blank[is_blank].(marks.class().unwrap_or_default()) colspan=[colspan] title=[told]
                data-note=[marks.numbers()] aria-label=[blank] aria-describedby=[marks.ids()]
                data-cell=[name] data-row=[row.name] data-about=[row.counts] data-column=[column]
                data-total[is_total] data-sum=[sum]
                data-at=[self.sheet.at(range)] tabindex=[self.tab()] { @if !is_blank { (self.text(range)) } }
        }
    }

    /// A cell that the text lacks.
    fn lacking(&self, own: Option<Own<'_>>, colspan: Option<usize>, marks: &Marks<'_>) -> Markup {
        let Own { cell, row, column, is_total, sum } = own.unwrap_or_default();
        let tab = cell.as_ref().and_then(|_| self.tab());
        html! {
            td.missing.figure[cell.is_some()].(marks.class().unwrap_or_default()) colspan=[colspan] title=[marks.title()]
                data-note=[marks.numbers()] data-cell=[cell] data-row=[row.name] data-about=[row.counts] data-column=[column]
                data-total[is_total] data-sum=[sum]
                tabindex=[tab] {}
        }
    }

    /// What is said of a cell that can be filled in; nothing of others.
    fn own(&self, at: format::CellIndex) -> Own<'_> {
        if !self.is_open {
            return Own::default();
        }
        let (row, column) = (&self.format.rows[at.row], &self.format.columns[at.column]);
        Own {
            cell: Some(format!("{}/{}/{}", self.format.id, row.id, column.id)),
            row: if self.format.layout == Layout::OneLine { self.about(at.row) } else { About::default() },
            column: Some(&column.label),
            is_total: self
                .format
                .equations
                .iter()
                .any(|equation| equation.left == [at] || equation.right == [at]),
            sum: self.offers.get(&at).map(|sum| labels::plain(*sum)),
        }
    }

    /// What is said of a row whose cells can be filled in; nothing of others.
    pub(super) fn about(&self, row: RowIndex) -> About<'_> {
        if !self.is_open {
            return About::default();
        }
        let counts = Some(self.format.rows[row].about.as_str()).filter(|counts| !counts.is_empty());
        About { name: Some(full_name(self.format, row)), counts }
    }

    fn about_cell(&self, at: format::CellIndex, range: Span<InText>) -> Marks<'_> {
        self.sheet.marks(|note| {
            let Some(place) = note.finding.place.filter(|place| place.table == self.table.kind) else {
                return false;
            };
            match &note.finding.detail {
                Detail::BlankCells { row, columns, .. } => {
                    *row == at.row && columns.contains(&at.column) && meet(note.range, range)
                }
                Detail::MissingRows { .. } | Detail::MissingTable { .. } => false,
                _ if place.row.is_none() => note.range.start < range.end && range.start < note.range.end,
                _ => place.row == Some(at.row) && place.column == Some(at.column) && meet(note.range, range),
            }
        })
    }

    /// The text of a cell, on one line.
    fn text(&self, range: Span<InText>) -> String {
        self.sheet.source.slice(range).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn tab(&self) -> Option<&'static str> {
        self.sheet.manner.positions?;
        Some(if self.focused.replace(true) { "-1" } else { "0" })
    }
}
