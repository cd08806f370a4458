//! Tables as the form prints them: heads of several lines, and labels that several rows or columns share.
//!
//! Invariant: a figure stands under a column only where its place is certain; otherwise it stands with the others
//! of its row in one cell across the columns, in the order of the text.

mod cells;

use std::cell::Cell as Once;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use maud::{Markup, html};

use super::Sheet;
use super::notes::Marks;
use crate::assist::cells::{Sums, sums as sums_of};
use crate::assist::labels;
use crate::format::{self, Layout, RowIndex, TableIndex};
use crate::report::normal::normal;
use crate::report::{self, LabelMatch, Section, Shape, Table, is_page_mark};
use crate::rules::finding::Detail;
use crate::span::{InText, Span};
use crate::syntax::Line;

/// A row as it is printed.
#[derive(Clone, Copy)]
struct Printed<'a> {
    /// The row of the format; none for one that the format does not have.
    kind: Option<RowIndex>,
    /// The row of the text; none where it is missing.
    row: Option<&'a report::Row>,
    /// The labels that it shares with its neighbours, outermost first.
    groups: &'a [String],
    /// The block in which it stands.
    block: Option<usize>,
}

/// A table on its way to the page.
struct Form<'a> {
    sheet: &'a Sheet<'a>,
    /// Where its section begins.
    start: usize,
    table: &'a Table,
    format: &'a format::Table,
    rows: Vec<Printed<'a>>,
    /// Whether its cells can be filled in from the page: it is the one that is checked, or there is none.
    is_open: bool,
    /// What is said of the sums for which a figure answers.
    sums: HashMap<format::CellIndex, Vec<String>>,
    /// What blank totals would be.
    offers: Sums,
    /// Whether a figure can be focused already: the first one is reached by the keyboard, the others from it.
    focused: Once<bool>,
}

impl Sheet<'_> {
    /// A table of a section that begins at `start`.
    pub fn table(&self, start: usize, table: &Table) -> Markup {
        let format = &self.report.format.tables[table.kind];
        let range = table.range.in_text(start);
        if !table.readable {
            let marks = self.marks_at(range);
            let words = self.source.slice(range);
            let words = words.trim_matches(['\n', '\r']);
            return html! {
                pre.unread.(marks.class().unwrap_or_default()) title=[marks.title()] data-note=[marks.numbers()]
                    aria-label=(format.name) data-at=[self.at(range)] { "\n" (words) }
            };
        }
        let mut sums: HashMap<format::CellIndex, Vec<String>> = HashMap::new();
        let grid = self.grids[table.kind].as_ref().filter(|grid| std::ptr::eq(grid.table, table));
        for judged in grid.iter().flat_map(|grid| &grid.judged) {
            let at = judged.equation.at;
            if let Some(grid) = grid {
                sums.entry(at).or_default().push(labels::equation(grid, judged, at, self.manner.lang));
            }
        }
        let (rows, offers) = (printed(table, format), grid.map(sums_of).unwrap_or_default());
        let is_open = grid.is_some() && self.manner.positions.is_some();
        let focused = Once::new(false);
        Form { sheet: self, start, table, format, rows, is_open, sums, offers, focused }.whole(Some(range))
    }

    /// A table that the text lacks, to be filled in from the page; nothing on a page that stands alone.
    pub fn to_fill(&self, start: usize, kind: TableIndex) -> Markup {
        if self.manner.positions.is_none() {
            return html! {};
        }
        let format = &self.report.format.tables[kind];
        let table = &Table {
            kind,
            range: Span::new(0..0),
            head: Span::new(0..0),
            shape: Shape::Markdown,
            readable: true,
            rows: Vec::new(),
        };
        let (rows, focused) = (printed(table, format), Once::new(false));
        let (sums, offers) = (HashMap::new(), Sums::new());
        Form { sheet: self, start, table, format, rows, is_open: true, sums, offers, focused }.whole(None)
    }

    /// What stands among the lines of tables and is neither theirs nor the form's.
    pub fn beside(&self, start: usize, section: &Section, lines: &[(Line, Range<usize>)]) -> Markup {
        let mut taken: Vec<Span<InText>> = Vec::new();
        for table in &section.tables {
            if !table.readable {
                taken.push(table.range.in_text(start));
            }
            for row in &table.rows {
                taken.push(row.label_range.in_text(start));
                taken.extend(cells(row).iter().map(|cell| cell.range.in_text(start)));
            }
        }
        taken.sort_by_key(|range| (range.start, range.end));
        let mut first = 0;
        let mut left = Vec::new();
        for (_, line) in lines {
            // Labels may be wrapped around others, so ends are not in order: those long past are passed over.
            while first < taken.len() && taken[first..].iter().take(2).all(|range| range.end <= line.start) {
                first += 1;
            }
            let mut words = String::new();
            let mut from = line.start;
            for range in taken[first..].iter().take_while(|range| range.start < line.end) {
                if from < range.start {
                    words += self.source.slice(from..range.start);
                    words.push(' ');
                }
                from = from.max(range.end);
            }
            if from < line.end {
                words += self.source.slice(from..line.end);
            }
            let words = words.replace("&nbsp;", " ").replace("<br>", " ");
            let said = words.trim_matches(|c: char| c.is_whitespace() || matches!(c, '|' | '｜' | '│'));
            let is_form = section.tables.iter().any(|table| self.vocabulary[table.kind].covers(said));
            if !said.is_empty() && !is_form && !is_page_mark(said) {
                left.push((line.clone(), said.to_owned()));
            }
        }
        html! {
            @for (line, words) in left {
                p.beside title=(labels::beside(self.manner.lang)) data-at=[self.at(Span::new(line))] { (words) }
            }
        }
    }
}

/// The rows of a table in the order of the form; what the form does not have stands where it does in the text.
fn printed<'a>(table: &'a Table, format: &'a format::Table) -> Vec<Printed<'a>> {
    let first = |kind: RowIndex| table.rows.iter().find(|row| row.kind == Some(kind));
    let replaced = |kind: RowIndex| {
        let mut others = format.rows.indexed();
        others.any(|(other, row)| row.stands_for.contains(&kind) && first(other).is_some())
    };
    let mut rows: Vec<Printed<'a>> = Vec::new();
    for (kind, in_format) in format.rows.indexed() {
        let row = first(kind);
        if row.is_some() || in_format.stands_for.is_empty() && !replaced(kind) {
            rows.push(Printed { kind: Some(kind), row, groups: &in_format.groups, block: in_format.block });
        }
    }
    let mut seen = HashSet::new();
    let mut before: Option<&report::Row> = None;
    for row in &table.rows {
        if row.kind.is_none_or(|kind| !seen.insert(kind)) {
            let is_before =
                |other: &Printed<'_>| other.row.zip(before).is_some_and(|(a, b)| std::ptr::eq(a, b));
            let at = rows.iter().position(is_before).map_or(0, |at| at + 1);
            // What both neighbours share, a row between them shares too.
            let around = [at.checked_sub(1).and_then(|at| rows.get(at)), rows.get(at)];
            let groups = match around {
                [Some(above), Some(below)] => {
                    let shared = above.groups.iter().zip(below.groups).take_while(|(a, b)| a == b).count();
                    &above.groups[..shared]
                }
                _ => &[],
            };
            let block = around.into_iter().flatten().next().and_then(|neighbour| neighbour.block);
            rows.insert(at, Printed { kind: row.kind, row: Some(row), groups, block });
        }
        before = Some(row);
    }
    rows
}

fn cells(row: &report::Row) -> &[report::Cell] {
    row.cells.as_slice()
}

// ---- heads and bodies

impl Form<'_> {
    /// The table as it is laid out; `range` is where it stands in the text.
    fn whole(&self, range: Option<Span<InText>>) -> Markup {
        let Form { sheet, format, .. } = self;
        html! {
            div.table {
                table.blocks[!format.blocks.is_empty()].line[format.layout == Layout::OneLine]
                    data-table=[self.is_open.then_some(&format.id)]
                    data-at=[range.and_then(|range| sheet.at(range))] {
                    caption { (format.name) " " (sheet.report.format.sections[format.section].title) }
                    @match format.layout {
                        Layout::OneLine => (self.one_line()),
                        Layout::Rows if format.blocks.is_empty() => (self.rows()),
                        Layout::Rows => (self.blocks()),
                    }
                }
            }
        }
    }

    /// A table with a row a line, under one head.
    fn rows(&self) -> Markup {
        let columns = &self.format.columns;
        let depth = 1 + self.rows.iter().map(|row| row.groups.len()).max().unwrap_or(0);
        let corner = self.format.corner.as_ref().unwrap_or(&self.format.head);
        let grouped = 1 + usize::from(columns.iter().any(|column| column.group.is_some()));
        let height = grouped + usize::from(self.format.above.is_some());
        let corner = html! { th colspan=(depth) rowspan=(height) { (corner) } };
        let runs: Vec<&[format::Column]> =
            columns.chunk_by(|a, b| a.group.is_some() && a.group == b.group).collect();
        let rows: Vec<&Printed<'_>> = self.rows.iter().collect();
        html! {
            thead {
                @if let Some(head) = &self.format.above {
                    tr { (corner) th colspan=(columns.len()) scope="colgroup" { (head) } }
                }
                tr {
                    @if self.format.above.is_none() { (corner) }
                    @for run in &runs {
                        @match &run[0].group {
                            Some(group) => th colspan=(run.len()) scope="colgroup" { (group) },
                            None => th rowspan=(grouped) scope="col" { (run[0].label) },
                        }
                    }
                }
                @if grouped > 1 {
                    tr {
                        @for column in columns.iter().filter(|column| column.group.is_some()) {
                            th scope="col" { (column.label) }
                        }
                    }
                }
            }
            tbody { (self.lines(&rows, depth, columns.len())) }
        }
    }

    /// A table in blocks, each with a head of its own.
    fn blocks(&self) -> Markup {
        let columns = |block: usize| {
            let row = self.format.rows.iter().find(|row| row.block == Some(block));
            row.map_or(&[][..], |row| &row.columns)
        };
        let blocks = self.format.blocks.iter().enumerate();
        // As many columns as let every block fill the width.
        let units =
            blocks.clone().map(|(block, _)| columns(block).len().max(1)).fold(1, least_common_multiple);
        html! {
            @for (index, block) in blocks {
                @let rows: Vec<&Printed<'_>> = self.rows.iter().filter(|row| row.block == Some(index)).collect();
                @let depth = 1 + rows.iter().map(|row| row.groups.len()).max().unwrap_or(0);
                tbody {
                    tr { th colspan=(depth + units) scope="rowgroup" { (block.label) } }
                    tr {
                        th colspan=(depth) scope="col" { (self.format.head) }
                        @for column in columns(index) {
                            th colspan=(units / columns(index).len()) scope="col" {
                                (self.format.columns[*column].label)
                            }
                        }
                    }
                    (self.lines(&rows, depth, units))
                }
            }
        }
    }

    /// Rows behind their labels, which take `depth` columns; the figures take `units`.
    fn lines(&self, rows: &[&Printed<'_>], depth: usize, units: usize) -> Markup {
        let same = |a: usize, b: usize, level: usize| {
            rows[a].groups.get(..=level).is_some_and(|groups| Some(groups) == rows[b].groups.get(..=level))
        };
        html! {
            @for (at, row) in rows.iter().enumerate() {
                @let about = row.kind.map(|kind| self.about(kind)).unwrap_or_default();
                tr.missing[row.row.is_none()].other[row.kind.is_none()]
                    data-row=[about.name] data-about=[about.counts] {
                    @for (level, group) in row.groups.iter().enumerate() {
                        @if at == 0 || !same(at, at - 1, level) {
                            @let rowspan = (at..rows.len()).take_while(|other| same(at, *other, level)).count();
                            th rowspan=(rowspan) scope="rowgroup" { (group) }
                        }
                    }
                    (self.label(row, depth - row.groups.len()))
                    (self.figures(row, units))
                }
            }
        }
    }

    /// A table all of whose rows stand one behind the other, under a head of several lines.
    fn one_line(&self) -> Markup {
        let rows = &self.format.rows;
        let kinds: Vec<&Printed<'_>> = self.rows.iter().filter(|row| self.is_placed(row)).collect();
        let others = self.rows.iter().filter(|row| !self.is_placed(row));
        let width = rows.iter().map(|row| row.columns.len()).sum::<usize>();
        let is_absent = kinds.iter().all(|row| row.row.is_none());
        let grouped = 1 + usize::from(rows.iter().any(|row| !row.groups.is_empty()));
        html! {
            thead {
                tr {
                    @for run in rows.chunk_by(|a, b| !a.groups.is_empty() && a.groups == b.groups) {
                        @let colspan = run.iter().map(|row| row.columns.len()).sum::<usize>();
                        @match run[0].groups.first() {
                            Some(group) => th colspan=(colspan) scope="colgroup" { (group) },
                            None => (self.across(&kinds, &run[0], grouped)),
                        }
                    }
                }
                @if grouped > 1 {
                    tr { @for row in rows.iter().filter(|row| !row.groups.is_empty()) { (self.across(&kinds, row, 1)) } }
                }
                tr {
                    @for row in rows { @for column in &row.columns {
                        th scope="col" { (self.format.columns[*column].label) }
                    } }
                }
            }
            tbody {
                @if !is_absent || self.table.rows.is_empty() {
                    tr { @for row in &kinds { (self.figures(row, row.kind.map_or(1, |kind| rows[kind].columns.len()))) } }
                }
                @for row in others {
                    tr.other {
                        td.uncertain colspan=(width) title=(labels::uncertain(self.sheet.manner.lang)) {
                            @if let Some(label) = row.row.map(|row| row.label.trim()).filter(|label| !label.is_empty()) {
                                (label) " "
                            }
                            (self.loose(row))
                        }
                    }
                }
            }
        }
    }

    /// Whether this is the row of the text that has the place of its kind.
    fn is_placed(&self, row: &Printed<'_>) -> bool {
        let Some(kind) = row.kind else { return false };
        let first = self.table.rows.iter().find(|other| other.kind == Some(kind));
        match (first, row.row) {
            (Some(first), Some(row)) => std::ptr::eq(first, row),
            _ => true,
        }
    }

    // ---- labels

    /// The label of a row at its left.
    fn label(&self, row: &Printed<'_>, colspan: usize) -> Markup {
        let marks = self.about_row(row);
        html! {
            th.(marks.class().unwrap_or_default()) colspan=(colspan) scope="row" title=[marks.title()]
                data-note=[marks.numbers()] data-at=[self.label_at(row)] { (self.words(row)) }
        }
    }

    /// The label of a row above its figures.
    fn across(&self, kinds: &[&Printed<'_>], row: &format::Row, rowspan: usize) -> Markup {
        let printed = kinds
            .iter()
            .find(|printed| printed.kind.is_some_and(|kind| std::ptr::eq(&self.format.rows[kind], row)));
        let marks = printed.map(|printed| self.about_row(printed)).unwrap_or_default();
        let (colspan, words) = (row.columns.len(), printed.map(|printed| self.words(printed)));
        html! {
            th.(marks.class().unwrap_or_default()) colspan=(colspan) rowspan=(rowspan) scope="colgroup"
                title=[marks.title()] data-note=[marks.numbers()]
                data-at=[printed.and_then(|printed| self.label_at(printed))] {
                (words.unwrap_or_else(|| row.label.clone()))
            }
        }
    }

    fn label_at(&self, row: &Printed<'_>) -> Option<String> {
        let range = row.row?.label_range;
        self.sheet.at(range.in_text(self.start)).filter(|_| !range.is_empty())
    }

    /// The label as the form has it where the text says the same, otherwise as it was written.
    fn words(&self, row: &Printed<'_>) -> String {
        let official = row.kind.map(|kind| &self.format.rows[kind].label);
        let written = row.row.map_or("", |row| row.label.trim()).replace("**", "");
        match (official, row.row) {
            (None, _) if written.is_empty() => labels::unknown(self.sheet.manner.lang).to_owned(),
            (None, _) => written,
            (Some(official), Some(row)) => {
                // Where a label is wrapped around figures, its words are not on their own.
                let is_wrapped = self.table.rows.iter().flat_map(cells).any(|cell| {
                    !cell.range.is_empty()
                        && row.label_range.start < cell.range.end
                        && cell.range.start < row.label_range.end
                });
                let is_official = written.is_empty()
                    || is_wrapped
                    || matches!(row.label_match, LabelMatch::Pieces | LabelMatch::Place)
                    || normal(&written) == normal(official);
                if is_official { official.clone() } else { written }
            }
            (Some(official), None) => official.clone(),
        }
    }

    /// What is said of a row as a whole.
    fn about_row(&self, printed: &Printed<'_>) -> Marks<'_> {
        let Some(row) = printed.row else {
            return self.sheet.marks(|note| {
                let of_table = note.finding.place.is_some_and(|place| place.table == self.table.kind);
                let missing = match &note.finding.detail {
                    Detail::MissingRows { rows } => printed.kind.is_some_and(|kind| rows.contains(&kind)),
                    _ => false,
                };
                of_table && missing
            });
        };
        let range = row.range.in_text(self.start);
        let label = row.label_range.in_text(self.start);
        self.sheet.marks(|note| {
            let Some(place) = note.finding.place.filter(|place| place.table == self.table.kind) else {
                return false;
            };
            if matches!(
                note.finding.detail,
                Detail::MissingRows { .. } | Detail::MissingTable { .. } | Detail::BlankCells { .. }
            ) {
                return false;
            }
            let of_row = place.row.is_some() && place.row == printed.kind && place.column.is_none();
            let of_words =
                place.row.is_none() && note.range.start < label.end && label.start < note.range.end;
            of_row && meet(note.range, range) || of_words
        })
    }
}

/// Whether two ranges overlap or touch.
fn meet(a: Span<InText>, b: Span<InText>) -> bool {
    a.start <= b.end && b.start <= a.end
}

fn least_common_multiple(a: usize, b: usize) -> usize {
    let (mut divisor, mut rest) = (a, b);
    while rest > 0 {
        (divisor, rest) = (rest, divisor % rest);
    }
    a / divisor * b
}
