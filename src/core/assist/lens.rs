//! What stands above a table: how its equations stand, and the way to the first that does not hold.

use super::labels;
use super::place;
use crate::analysis::{Analysis, Part};
use crate::rules::Lang;
use crate::rules::grid::Grid;
use crate::span::{InReport, InText, Span};
use crate::text::Text;

/// A line above a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lens {
    /// The first line of the table.
    pub range: Span<InText>,
    /// What is said.
    pub title: String,
    /// Where it leads: to the first figure that is not right, or else the first that is lacking, or else the table.
    pub leads_to: Span<InText>,
}

/// A line above each table that has equations, in the order of the text.
pub fn lenses(analysis: &Analysis, text: &Text, lang: Lang) -> Vec<Lens> {
    analysis.parts().flat_map(|part| of_report(part, text, lang)).collect()
}

/// A line above each table of a report that has equations.
pub fn of_report(part: Part<'_>, text: &Text, lang: Lang) -> Vec<Lens> {
    let Part { start, report, .. } = part;
    let mut lenses = Vec::new();
    let grids = place::grids(report);
    for (at, section) in &report.sections {
        for table in section.tables.iter().filter(|table| table.readable) {
            let Some(grid) = &grids[table.kind] else { continue };
            let standing = place::standing(grid);
            if !std::ptr::eq(grid.table, table) || standing.all == 0 {
                continue;
            }
            let whole = place::table_range(start + at, table);
            let line = text.line_range(text.line_at(whole.start));
            let leads_to = broken(grid).or_else(|| lacking(grid)).map(|range| range.in_text(start));
            lenses.push(Lens {
                range: Span::new(whole.start..line.end.max(whole.start)),
                title: labels::standing(standing, lang),
                leads_to: leads_to.unwrap_or(whole),
            });
        }
    }
    lenses
}

/// The first figure of the text that answers for an equation which does not hold.
fn broken(grid: &Grid<'_>) -> Option<Span<InReport>> {
    let broken = grid.judged.iter().filter(|judged| !judged.holds());
    broken.filter_map(|judged| grid.range(judged.equation.at)).min_by_key(|range| range.start)
}

/// The first place of the text where an equation lacks a figure; the whole row where no cell has its place.
fn lacking(grid: &Grid<'_>) -> Option<Span<InReport>> {
    let terms = place::equations(grid).flat_map(|equation| place::terms(grid, equation));
    let places = terms
        .filter(|cell| grid.figure(*cell).is_none())
        .filter_map(|cell| grid.range(cell).or_else(|| grid.row(cell.row).map(|row| grid.row_range(row))));
    places.min_by_key(|range| range.start)
}
