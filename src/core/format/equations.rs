//! Equations as they are written → equations of cells.

use toml::Spanned;

use super::checks::{Checked, find, matching, mistake, rule};
use super::file::{Each, EquationFile, SeriesFile, Text};
use super::mistake::{Mistake, Thing};
use super::{CellIndex, Column, ColumnIndex, Equation, IndexVec, Row, RowIndex, Series};

/// One equation for every row or column that has all the terms.
pub fn equation(
    file: EquationFile,
    rows: &IndexVec<RowIndex, Row>,
    columns: &IndexVec<ColumnIndex, Column>,
) -> Checked<Vec<Equation>> {
    rule(&file.rule)?;
    match file.each {
        Each::Row => {
            let ids = columns.iter().map(|column| column.id.as_str()).collect::<IndexVec<ColumnIndex, _>>();
            let terms = Terms::read(&file, &ids, Thing::Column)?;
            let place = |row, column| CellIndex { row, column };
            terms.of_each(&file, rows.indices(), Thing::Row, &place, rows)
        }
        Each::Column => {
            let ids = rows.iter().map(|row| row.id.as_str()).collect::<IndexVec<RowIndex, _>>();
            let terms = Terms::read(&file, &ids, Thing::Row)?;
            alternatives(&file.left, &terms.left, rows)?;
            alternatives(&file.right, &terms.right, rows)?;
            let place = |column, row| CellIndex { row, column };
            terms.of_each(&file, columns.indices(), Thing::Column, &place, rows)
        }
    }
}

/// One tie to the year before for every row or column that has all the terms.
pub fn series(
    file: SeriesFile,
    rows: &IndexVec<RowIndex, Row>,
    columns: &IndexVec<ColumnIndex, Column>,
) -> Checked<Vec<Series>> {
    rule(&file.rule)?;
    match file.each {
        Each::Row => {
            let ids = || columns.iter().map(|column| column.id.as_str());
            let term = |id: &Text| find::<ColumnIndex>(id, ids(), Thing::Column);
            let place = |row, column| CellIndex { row, column };
            series_of_each(&file, &term, rows.indices(), Thing::Row, &place, rows)
        }
        Each::Column => {
            let ids = || rows.iter().map(|row| row.id.as_str());
            let term = |id: &Text| find::<RowIndex>(id, ids(), Thing::Row);
            let place = |column, row| CellIndex { row, column };
            series_of_each(&file, &term, columns.indices(), Thing::Column, &place, rows)
        }
    }
}

fn series_of_each<E: Copy, I: Copy>(
    file: &SeriesFile,
    term: &dyn Fn(&Text) -> Checked<I>,
    each: impl Iterator<Item = E>,
    thing: Thing,
    place: &dyn Fn(E, I) -> CellIndex,
    rows: &IndexVec<RowIndex, Row>,
) -> Checked<Vec<Series>> {
    let terms = |ids: &[Text]| ids.iter().map(term).collect::<Checked<Vec<I>>>();
    let (at, last) = (term(&file.at)?, term(&file.last)?);
    let (plus, minus) = (terms(&file.plus)?, terms(&file.minus)?);
    let has = |cell: CellIndex| rows[cell.row].columns.contains(&cell.column);
    let tied = each
        .filter(|&each| [at, last].iter().chain(&plus).chain(&minus).all(|&term| has(place(each, term))))
        .map(|each| Series {
            rule: file.rule.as_ref().clone(),
            at: place(each, at),
            last: place(each, last),
            plus: plus.iter().map(|&term| place(each, term)).collect(),
            minus: minus.iter().map(|&term| place(each, term)).collect(),
        })
        .collect::<Vec<_>>();
    if tied.is_empty() {
        return mistake(&file.at, Mistake::Nowhere { thing });
    }
    Ok(tied)
}

/// The columns, or the rows, that an equation names.
struct Terms<I> {
    left: Vec<I>,
    right: Vec<I>,
    /// That of the cell which answers for it.
    at: I,
}

impl<I: Copy + PartialEq + From<usize> + Into<usize>> Terms<I> {
    fn read(file: &EquationFile, ids: &IndexVec<I, &str>, thing: Thing) -> Checked<Terms<I>> {
        let mut seen = Vec::new();
        let left = Self::side(&file.left, "left", ids, thing, &mut seen)?;
        let right = Self::side(&file.right, "right", ids, thing, &mut seen)?;
        let at = find(&file.at, ids.iter().copied(), thing)?;
        if !seen.contains(&at) {
            return mistake(&file.at, Mistake::NoTerm { at: file.at.as_ref().clone() });
        }
        Ok(Terms { left, right, at })
    }

    /// The indices that the terms of one side stand for.
    fn side(
        side: &Spanned<Vec<Text>>,
        key: &'static str,
        ids: &IndexVec<I, &str>,
        thing: Thing,
        seen: &mut Vec<I>,
    ) -> Checked<Vec<I>> {
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

    /// The equation of each of these rows, or columns, that has all of them; `place` gives the cell of both.
    fn of_each<E: Copy>(
        &self,
        file: &EquationFile,
        each: impl Iterator<Item = E>,
        thing: Thing,
        place: &dyn Fn(E, I) -> CellIndex,
        rows: &IndexVec<RowIndex, Row>,
    ) -> Checked<Vec<Equation>> {
        let has = |cell: CellIndex| rows[cell.row].columns.contains(&cell.column);
        let equations = each
            .filter(|&each| self.left.iter().chain(&self.right).all(|&term| has(place(each, term))))
            .map(|each| Equation {
                rule: file.rule.as_ref().clone(),
                left: self.left.iter().map(|&term| place(each, term)).collect(),
                right: self.right.iter().map(|&term| place(each, term)).collect(),
                at: place(each, self.at),
            })
            .collect::<Vec<_>>();
        if equations.is_empty() {
            return mistake(&file.left, Mistake::Nowhere { thing });
        }
        Ok(equations)
    }
}

/// Checks that a row and those it stands for are on the same side: a report has either the one or the others,
/// and the equation must hold for both.
fn alternatives(
    side: &Spanned<Vec<Text>>,
    terms: &[RowIndex],
    rows: &IndexVec<RowIndex, Row>,
) -> Checked<()> {
    for (index, row) in rows.indexed().filter(|(_, row)| !row.stands_for.is_empty()) {
        let here = |row: &RowIndex| terms.contains(row);
        if row.stands_for.iter().any(here) != here(&index) || row.stands_for.iter().all(here) != here(&index)
        {
            let others = row.stands_for.iter().map(|&row| rows[row].id.clone()).collect();
            return mistake(side, Mistake::Parted { row: row.id.clone(), others });
        }
    }
    Ok(())
}
