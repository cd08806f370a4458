//! Rules on tables: are their rows there, once, in order, and does each cell hold a figure?
//!
//! Invariant: nothing is said of the figures of a table or a row that could not be read, but that it could not.

use super::Rule;
use super::finding::{Coordinates, Detail, Finding, Instead, Note, SuggestionKind};
use super::grid::{Grid, Recount};
use super::separated::{Gap, gap, insertion, separator};
use super::view::View;
use crate::format::{CellIndex, ColumnIndex, Layout, RowIndex, SectionIndex, TableIndex, template};
use crate::report::head::{has_only, head_words};
use crate::report::normal::{is_blank, normal};
use crate::report::{self, Cells, LabelMatch, Row, quotation};
use crate::span::{InReport, Span};

/// `tables/missing-table`: a section that should hold a table holds none.
pub fn missing_table(view: &View<'_>, rule: &Rule) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (table, format) in view.format().tables.indexed() {
        let Some((start, section)) = view.section(format.section) else { continue };
        // In HTML, or on the line of its heading, it is there, but not read.
        if view.grids[table].is_some() || !section.html.is_empty() || section.run_in.is_some() {
            continue;
        }
        let below = view.quote(section.body.in_report(start));
        let below = report::own(&below);
        let has_header = || {
            let words = normal(&below);
            let labels = format.columns.iter().map(|column| &column.label).chain(&format.anchors);
            labels.map(|label| normal(label)).any(|label| words.contains(&label))
        };
        let is_picture = |line: &str| line.starts_with("![") || line.starts_with("<img");
        let nothing = below.lines().map(str::trim).filter(|line| !line.is_empty()).all(is_picture);
        let instead = match nothing {
            true => Instead::Nothing,
            false if has_header() => Instead::Header,
            false => Instead::Prose,
        };
        let detail = Detail::MissingTable { instead };
        let range = section.heading.range.in_report(start);
        let finding = Finding::new(rule, range, detail).at(table, None, None);
        let to_fill = template::table(view.format(), table, &template::blank);
        let head = head_words(format);
        let place = match instead {
            // The table has this head too: it takes its place.
            Instead::Header if below.lines().all(|line| has_only(line, &head)) => {
                section.body.in_report(start)
            }
            _ => {
                let end = start + section.body.end.max(section.heading.range.end);
                Span::new(end..end)
            }
        };
        let above = if place.is_empty() { "\n\n" } else { "" };
        // A line right below a Markdown table is a row of it.
        let rest = view.quote(Span::new(place.end..view.report.length));
        let mut next = rest.split_inclusive('\n').skip(1);
        let is_apart = next.next().is_none_or(|line| line[quotation(line)..].chars().all(is_blank));
        let apart = if is_apart { "" } else { "\n" };
        let text = format!("{above}{}{apart}", to_fill.trim_end());
        findings.push(finding.suggest(SuggestionKind::InsertTable, false, vec![(place, text)]));
    }
    findings
}

/// `tables/missing-row`: rows of the format are absent; rows that follow one another are one finding.
pub fn missing_row(view: &View<'_>, rule: &Rule) -> Vec<Finding> {
    let mut findings = Vec::new();
    let has_rows = |grid: &&Grid<'_>| grid.table.rows.iter().any(|row| row.kind.is_some());
    for grid in view.readable().filter(has_rows).filter(|grid| html(view, grid.format.section).is_none()) {
        let all = &grid.format.rows;
        let ordinary: Vec<RowIndex> = all.indices().filter(|row| all[*row].stands_for.is_empty()).collect();
        let is_missing = |row: &RowIndex| grid.row(*row).is_none() && grid.counts(*row);
        for run in ordinary.chunk_by(|a, b| is_missing(a) == is_missing(b)).filter(|run| is_missing(&run[0]))
        {
            let above = all.before(run[0]).rev().find_map(|row| grid.row(row));
            let below = all.behind(run[run.len() - 1]).find_map(|row| grid.row(row));
            let neighbour =
                above.map(|row| (row, Note::BelongsAfter)).or(below.map(|row| (row, Note::BelongsBefore)));
            let Some((beside, note)) = neighbour else { continue };
            let range = grid.label_range(beside);
            let only = (run.len() == 1).then(|| run[0]);
            let detail = Detail::MissingRows { rows: run.to_vec() };
            let mut finding = Finding::new(rule, range, detail);
            finding.related.push((note, range));
            findings.push(finding.at(grid.table.kind, only, None));
        }
    }
    findings
}

/// `tables/duplicate-row`: a row stands there twice.
pub fn duplicate_row(view: &View<'_>, rule: &Rule) -> Vec<Finding> {
    let mut findings = Vec::new();
    for grid in view.readable() {
        for row in &grid.table.rows {
            let Some(kind) = row.kind else { continue };
            let Some(first) = grid.row(kind).filter(|first| !std::ptr::eq(*first, row)) else { continue };
            let mut finding = Finding::new(rule, grid.label_range(row), Detail::DuplicateRow { row: kind });
            finding.related.push((Note::First, grid.label_range(first)));
            findings.push(finding.at(grid.table.kind, Some(kind), None));
        }
    }
    findings
}

/// `tables/row-order`: a row stands after one that it should precede.
pub fn row_order(view: &View<'_>, rule: &Rule) -> Vec<Finding> {
    let mut findings = Vec::new();
    for grid in view.readable().filter(|grid| grid.format.layout == Layout::Rows) {
        let mut last: Option<(RowIndex, &Row)> = None;
        for row in &grid.table.rows {
            let Some(kind) =
                row.kind.filter(|kind| grid.row(*kind).is_some_and(|first| std::ptr::eq(first, row)))
            else {
                continue;
            };
            match last {
                Some((after, place)) if after > kind => {
                    let detail = Detail::RowOrder { row: kind, after };
                    let mut finding = Finding::new(rule, grid.label_range(row), detail);
                    finding.related.push((Note::BelongsBefore, grid.label_range(place)));
                    findings.push(finding.at(grid.table.kind, Some(kind), None));
                }
                _ => last = Some((kind, row)),
            }
        }
    }
    findings
}

/// `tables/unknown-row`: a row is none of the format's.
pub fn unknown_row(view: &View<'_>, rule: &Rule) -> Vec<Finding> {
    view.rows()
        .filter(|(_, row)| row.kind.is_none() && !row.label.is_empty())
        .map(|(grid, row)| {
            let detail = Detail::UnknownRow { found: row.label.clone() };
            Finding::new(rule, grid.label_range(row), detail).at(grid.table.kind, None, None)
        })
        .collect()
}

/// `tables/row-label`: a label is nearly the format's.
pub fn row_label(view: &View<'_>, rule: &Rule) -> Vec<Finding> {
    view.rows()
        .filter(|(_, row)| matches!(row.label_match, LabelMatch::Near(_) | LabelMatch::Alike))
        .filter_map(|(grid, row)| {
            let kind = row.kind?;
            let range = grid.label_range(row);
            let official = grid.format.rows[kind].label.clone();
            let detail = Detail::RowLabel { row: kind, found: row.label.clone() };
            let finding = Finding::new(rule, range, detail).at(grid.table.kind, Some(kind), None);
            // A label in pieces is whole in none of them: written there it would stand in part twice.
            let is_whole = !view.quote(range).contains(['\n', '\r', '\t', '|', '｜', '│', '<']);
            Some(match is_whole {
                true => finding.suggest(SuggestionKind::Label { row: kind }, true, vec![(range, official)]),
                false => finding,
            })
        })
        .collect()
}

/// `tables/cell-count`: a row has too few or too many figures. Where most rows of a table are alike in this, a whole
/// column is at fault and that is one finding.
pub fn cell_count(view: &View<'_>, rule: &Rule) -> Vec<Finding> {
    const MANY: usize = 6;
    let mut findings = Vec::new();
    for grid in view.readable().filter(|grid| !grid.is_blank()) {
        let own: Vec<(usize, Finding)> = grid
            .table
            .rows
            .iter()
            .filter_map(|row| match &row.cells {
                Cells::Loose(cells) => Some((cells.len(), row_count(view, grid, row, cells, rule)?)),
                _ => None,
            })
            .collect();
        let usual = own.first().map_or(0, |(count, _)| *count);
        let alike = own.iter().all(|(count, finding)| *count == usual && finding.suggestions.is_empty());
        if own.len() >= MANY && alike && 2 * own.len() > grid.table.rows.len() {
            let (_, mut finding) = own[0].clone();
            let first = grid.table.rows.iter().find(|row| matches!(row.cells, Cells::Loose(_)));
            if let Some([first, .., last]) = first.map(|row| row.cells.as_slice()) {
                finding.range = first.range.through(last.range).in_report(grid.start);
            }
            if let Detail::CellCount { expected, .. } = finding.detail {
                finding.detail = Detail::CellCounts { rows: own.len(), found: usual, expected };
            }
            findings.push(finding.at(grid.table.kind, None, None));
        } else {
            findings.extend(own.into_iter().map(|(_, finding)| finding));
        }
    }
    findings
}

fn row_count(
    view: &View<'_>,
    grid: &Grid<'_>,
    row: &Row,
    cells: &[report::Cell],
    rule: &Rule,
) -> Option<Finding> {
    let all = || grid.format.rows.iter().map(|row| row.columns.len()).sum();
    // A row that the format does not have is another rule's.
    let expected = match row.kind {
        Some(kind) => grid.format.rows[kind].columns.len(),
        None if row.label.is_empty() => all(),
        None => return None,
    };
    let first = |kind: RowIndex| grid.row(kind).is_some_and(|first| std::ptr::eq(first, row));
    let recount = row.kind.filter(|kind| first(*kind)).and_then(|kind| Some((kind, grid.recount(kind)?)));
    let happened = recount.map(|(_, recount)| recount);
    let (range, note) = count_place(view, grid, row, cells, expected, happened);
    let detail = Detail::CellCount { row: row.kind, found: cells.len(), expected, recount: happened };
    let mut finding = Finding::new(rule, range, detail);
    finding.related.extend(note.map(|note| (note, range)));
    let Some((kind, recount)) = recount else {
        return Some(finding.at(grid.table.kind, row.kind, None));
    };
    Some(recounted(view, grid, cells, kind, recount, finding))
}

/// What is marked of a row with too few or too many figures: the place of the one that is lacking or the ones that are
/// too many; where that is not known, the end of a row that is short, and all figures of one that is long.
fn count_place(
    view: &View<'_>,
    grid: &Grid<'_>,
    row: &Row,
    cells: &[report::Cell],
    expected: usize,
    recount: Option<Recount>,
) -> (Span<InReport>, Option<Note>) {
    let Some(last) = cells.len().checked_sub(1) else { return (grid.label_range(row), None) };
    let of = |first: usize, last: usize| cells[first].range.through(cells[last].range).in_report(grid.start);
    let lacking = match recount {
        Some(Recount::Missing { position, .. }) => Some(position),
        Some(Recount::Joined { position, .. } | Recount::Extra { position, .. }) => {
            return (of(position, position), None);
        }
        Some(Recount::Cut { position, .. }) => return (of(position, position + 1), None),
        None => (cells.len() < expected).then_some(cells.len()),
    };
    let is_known = recount.is_some();
    match lacking.and_then(|position| gap(&|range| view.quote(range), grid, cells, position)) {
        Some(Gap::Open(place)) => (place, None),
        Some(Gap::Behind(figure)) => (figure, is_known.then_some(Note::BelongsAfter)),
        Some(Gap::Before(figure)) => (figure, is_known.then_some(Note::BelongsBefore)),
        None => (of(0, last), None),
    }
}

/// The same finding of a row, with what happened to it.
fn recounted(
    view: &View<'_>,
    grid: &Grid<'_>,
    cells: &[report::Cell],
    row: RowIndex,
    recount: Recount,
    mut finding: Finding,
) -> Finding {
    let columns = &grid.format.rows[row].columns;
    let place = |column: &ColumnIndex| Coordinates::of(grid.table.kind, CellIndex { row, column: *column });
    finding.cells = columns.iter().map(place).collect();
    let is_asked = |cell: &CellIndex| match recount {
        Recount::Missing { position, .. } => cell.row == row && columns[position] == cell.column,
        _ => cell.row == row,
    };
    let equations = grid.format.equations.iter().enumerate();
    let asking = equations.filter(|(_, one)| one.left.iter().chain(&one.right).any(is_asked));
    finding.equations = asking.map(|(at, _)| at).collect();
    let place = |finding: Finding, column| finding.at(grid.table.kind, Some(row), column);
    let range =
        |first: usize, last: usize| cells[first].range.through(cells[last].range).in_report(grid.start);
    let between = separator(&|range| view.quote(range), grid, cells);
    match recount {
        Recount::Missing { position, figure } => {
            finding.expected = Some(figure);
            let column = columns[position];
            let edit = insertion(grid, cells, position, &figure.to_string(), &between);
            let what = SuggestionKind::InsertFigure { column, figure };
            place(finding, Some(column)).suggest(what, true, edit.into_iter().collect())
        }
        Recount::Joined { position, figures: [first, second] } => {
            let edit = (range(position, position), format!("{first}{between}{second}"));
            place(finding, None).suggest(SuggestionKind::Recount { recount }, true, vec![edit])
        }
        // Two figures that stand become one: certain only if others than zeros speak for it.
        Recount::Cut { position, figure, .. } => {
            let edit = (range(position, position + 1), figure.to_string());
            place(finding, None).suggest(SuggestionKind::Recount { recount }, true, vec![edit])
        }
        // A figure that stands is never left out without somebody looking.
        Recount::Extra { position, .. } => {
            let (from, to) = match position {
                0 => (cells[0].range.start, cells[1].range.start),
                _ => (cells[position - 1].range.end, cells[position].range.end),
            };
            let edit = (Span::new(grid.start + from..grid.start + to), String::new());
            place(finding, None).suggest(SuggestionKind::Recount { recount }, false, vec![edit])
        }
    }
}

/// `tables/unreadable-table`: a table cannot be read by rows.
pub fn unreadable_table(view: &View<'_>, rule: &Rule) -> Vec<Finding> {
    let first_line = |range: Span<InReport>| {
        let text = view.quote(range);
        let line = text.lines().next().unwrap_or_default().trim_end().len();
        Span::new(range.start..range.start + line)
    };
    let unreadable = |table: TableIndex| {
        let grid = view.grids[table].as_ref();
        if let Some(grid) = grid.filter(|grid| !grid.table.readable) {
            return Some((grid.table.range.in_report(grid.start), Detail::UnreadableTable));
        }
        let html = html(view, view.format().tables[table].section)?;
        let is_missing = |grid: &Grid<'_>| {
            let is_missing = |row: RowIndex| grid.row(row).is_none() && grid.counts(row);
            let mut rows = grid.format.rows.indexed();
            rows.any(|(index, row)| row.stands_for.is_empty() && is_missing(index))
        };
        grid.is_none_or(is_missing).then(|| (html, Detail::HtmlTable { part: grid.is_some() }))
    };
    let found = |table: TableIndex| {
        let (range, detail) = unreadable(table)?;
        Some(Finding::new(rule, first_line(range), detail).at(table, None, None))
    };
    view.grids.indices().filter_map(found).collect()
}

/// The first table in HTML of a section of the format.
fn html(view: &View<'_>, section: SectionIndex) -> Option<Span<InReport>> {
    let (start, section) = view.section(section)?;
    section.html.first().map(|range| range.in_report(start))
}

/// `tables/unreadable-row`: a row can be read in more than one way.
pub fn unreadable_row(view: &View<'_>, rule: &Rule) -> Vec<Finding> {
    view.rows()
        .filter_map(|(grid, row)| {
            let Cells::Ambiguous(cells, doubt) = &row.cells else { return None };
            let range = cells.first()?.range.through(cells.last()?.range).in_report(grid.start);
            let detail = Detail::UnreadableRow { row: row.kind, doubt: *doubt };
            Some(Finding::new(rule, range, detail).at(grid.table.kind, row.kind, None))
        })
        .collect()
}
