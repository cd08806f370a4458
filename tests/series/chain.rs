//! Random reports for years running, in which all agrees.

use gouji::format::{CellIndex, ColumnIndex, RowIndex};
use rust_decimal::Decimal;

use super::support::model::{Model, Place, Random};

/// The cell of table three in this row and column.
pub fn at(model: &Model, row: &str, column: ColumnIndex) -> Place {
    let table = model.format.table("applications").unwrap();
    let row: RowIndex = model.format.tables[table].row(row).unwrap();
    Place { table, cell: CellIndex { row, column } }
}

/// The columns of table three without the total.
pub fn applicants(model: &Model) -> Vec<ColumnIndex> {
    let table = &model.format.tables[model.format.table("applications").unwrap()];
    table.columns.before(table.column("total").unwrap()).collect()
}

/// Adds to a figure of table three, and to the total of its row.
pub fn add(model: &mut Model, row: &str, column: ColumnIndex, by: i64) {
    let total = model.place("applications", row, "total").cell.column;
    for column in [column, total] {
        let place = at(model, row, column);
        let figure = model.get(place).unwrap() + Decimal::from(by);
        model.set(place, figure);
    }
}

/// A report of an agency on a year that agrees with `last`, if there is one.
pub fn next(random: &mut Random, agency: &str, year: u16, last: Option<&Model>) -> Model {
    let mut model = Model::random(random);
    model.agency = agency.to_owned();
    model.year = year;
    let Some(last) = last else { return model };
    for column in applicants(&model) {
        let get =
            |model: &Model, row: &str| i64::try_from(model.get(at(model, row, column)).unwrap()).unwrap();
        let carried = get(last, "carried_out");
        add_to(&mut model, "carried_in", column, carried);
        let received = get(&model, "handled_total") + get(&model, "carried_out") - carried;
        // Where more was carried in than went out, more was granted.
        let more = (-received).max(0);
        add(&mut model, "granted", column, more);
        add(&mut model, "handled_total", column, more);
        add_to(&mut model, "received", column, received + more);
    }
    for row in ["rules", "normative_documents"] {
        let place = |column: &str| model.place("disclosure", row, column);
        let [issued, repealed, in_force] = ["issued", "repealed", "in_force"].map(place);
        let before = last.get(in_force).unwrap();
        let left = before + model.get(issued).unwrap() - model.get(repealed).unwrap();
        if left < Decimal::ZERO {
            model.set(repealed, 0);
        }
        let repealed = model.get(repealed).unwrap();
        model.set(in_force, before + model.get(issued).unwrap() - repealed);
    }
    assert!(model.broken().is_empty());
    model
}

/// Writes a figure of table three, and brings the total of its row along.
fn add_to(model: &mut Model, row: &str, column: ColumnIndex, figure: i64) {
    let now = i64::try_from(model.get(at(model, row, column)).unwrap()).unwrap();
    add(model, row, column, figure - now);
}

/// A report whose figures are the sums of those of others.
pub fn whole(random: &mut Random, agency: &str, parts: &[Model]) -> Model {
    let mut model = Model::random(random);
    model.agency = agency.to_owned();
    model.year = parts[0].year;
    let places: Vec<Place> = model.figures().map(|(place, _)| place).collect();
    for place in places {
        model.set(place, parts.iter().filter_map(|part| part.get(place)).sum::<Decimal>());
    }
    model
}
