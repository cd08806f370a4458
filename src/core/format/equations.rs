//! Equations as they are written → equations of cells.

use toml::Spanned;

use super::checks::{Checked, find, matching, mistake, rule};
use super::file::{Each, EquationFile, Text};
use super::mistake::{Mistake, Thing};
use super::{CellIndex, Column, Equation, Row};

/// One equation for every row or column that has all the terms.
pub fn equation(file: EquationFile, rows: &[Row], columns: &[Column]) -> Checked<Vec<Equation>> {
    rule(&file.rule)?;
    let ids = match file.each {
        Each::Row => columns.iter().map(|column| column.id.as_str()).collect::<Vec<_>>(),
        Each::Column => rows.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(),
    };
    let thing = match file.each {
        Each::Row => Thing::Column,
        Each::Column => Thing::Row,
    };
    let mut seen = Vec::new();
    let left = terms(&file.left, "left", &ids, thing, &mut seen)?;
    let right = terms(&file.right, "right", &ids, thing, &mut seen)?;
    let at = find(&file.at, ids.iter().copied(), thing)?;
    if !seen.contains(&at) {
        return mistake(&file.at, Mistake::NoTerm { at: file.at.as_ref().clone() });
    }
    if file.each == Each::Column {
        alternatives(&file.left, &left, rows)?;
        alternatives(&file.right, &right, rows)?;
    }

    let has = |row: usize, column: usize| rows[row].columns.contains(&column);
    let (count, place): (usize, fn(usize, usize) -> CellIndex) = match file.each {
        Each::Row => (rows.len(), |each, term| CellIndex { row: each, column: term }),
        Each::Column => (columns.len(), |each, term| CellIndex { row: term, column: each }),
    };
    let equations = (0..count)
        .filter(|&each| seen.iter().map(|&term| place(each, term)).all(|cell| has(cell.row, cell.column)))
        .map(|each| Equation {
            rule: file.rule.as_ref().clone(),
            left: left.iter().map(|&term| place(each, term)).collect(),
            right: right.iter().map(|&term| place(each, term)).collect(),
            at: place(each, at),
        })
        .collect::<Vec<_>>();
    if equations.is_empty() {
        let thing = match file.each {
            Each::Row => Thing::Row,
            Each::Column => Thing::Column,
        };
        return mistake(&file.left, Mistake::Nowhere { thing });
    }
    Ok(equations)
}

/// The indices that the terms of one side of an equation stand for.
fn terms(
    side: &Spanned<Vec<Text>>,
    key: &'static str,
    ids: &[&str],
    thing: Thing,
    seen: &mut Vec<usize>,
) -> Checked<Vec<usize>> {
    if side.as_ref().is_empty() {
        return mistake(side, Mistake::EmptyList { key });
    }
    let mut terms = Vec::new();
    for term in side.as_ref() {
        for index in matching(term, ids, thing)? {
            if seen.contains(&index) {
                return mistake(term, Mistake::TermTwice { thing, name: ids[index].to_owned() });
            }
            seen.push(index);
            terms.push(index);
        }
    }
    Ok(terms)
}

/// Checks that a row and those it stands for are on the same side: a report has either the one or the others,
/// and the equation must hold for both.
fn alternatives(side: &Spanned<Vec<Text>>, terms: &[usize], rows: &[Row]) -> Checked<()> {
    for (index, row) in rows.iter().enumerate().filter(|(_, row)| !row.stands_for.is_empty()) {
        let here = |row: &usize| terms.contains(row);
        if row.stands_for.iter().any(here) != here(&index) || row.stands_for.iter().all(here) != here(&index)
        {
            let others = row.stands_for.iter().map(|&row| rows[row].id.clone()).collect();
            return mistake(side, Mistake::Parted { row: row.id.clone(), others });
        }
    }
    Ok(())
}
