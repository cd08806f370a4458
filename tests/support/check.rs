//! What was read, against what is known.

use std::collections::BTreeMap;
use std::sync::Arc;

use gouji::analysis::Analysis;
use gouji::assist::actions::certain::Known;
use gouji::assist::actions::fix_all::fix_all;
use gouji::format::CellIndex;
use gouji::report::lexicon::Lexicon;
use gouji::report::read::Reading;
use gouji::report::{Cells, Report, Shape, Value};
use gouji::rules::Lang;
use gouji::syntax::parse;
use gouji::text::{ByteEdit, Text};
use rust_decimal::Decimal;

use super::model::{Model, Place};

/// Reads a text from the beginning.
pub fn read(text: &str) -> Reading {
    let text = Text::from(text);
    Reading::fresh(&parse(&text), &text, Lexicon::built_in())
}

/// The one report of a text.
pub fn read_one(text: &str) -> Arc<Report> {
    let reading = read(text);
    assert_eq!(reading.reports().len(), 1, "one report was written");
    reading.reports()[0].report.clone()
}

/// The text after everything that is certain was mended.
pub fn fixed(text: &str) -> String {
    let rope = Text::from(text);
    let analysis = Analysis::fresh(&rope, Lexicon::built_in());
    let known = Known::of(&analysis, analysis.diagnostics(Lang::Zh));
    let judge = |text: &Text, edits: &[ByteEdit]| {
        let after = analysis.after(text, edits, Lexicon::built_in());
        let diagnostics = after.diagnostics(Lang::Zh);
        Known::of(&after, diagnostics)
    };
    let mut fixed = text.to_owned();
    for edit in fix_all(&rope, known, &|_| true, &judge).edits.iter().rev() {
        fixed.replace_range(edit.range.bytes(), &edit.new_text.replace('\n', rope.line_break()));
    }
    fixed
}

/// What was read at a place: the value, and its words in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    pub value: Value,
    pub written: String,
    pub start: usize,
}

/// All values that were given a place, by place. Two at one place are both there.
pub fn placed(report: &Report, text: &str) -> BTreeMap<Place, Vec<Placed>> {
    let mut values: BTreeMap<Place, Vec<Placed>> = BTreeMap::new();
    for (start, section) in &report.sections {
        for table in &section.tables {
            for row in &table.rows {
                let (Some(kind), Cells::Placed(cells)) = (row.kind, &row.cells) else { continue };
                let columns = &report.format.tables[table.kind].rows[kind].columns;
                assert_eq!(columns.len(), cells.len(), "one cell for each column");
                for (column, cell) in columns.iter().zip(cells) {
                    let place = Place { table: table.kind, cell: CellIndex { row: kind, column: *column } };
                    let range = start + cell.range.start..start + cell.range.end;
                    let written = text[range.clone()].to_owned();
                    let read = Placed { value: cell.value.clone(), written, start: range.start };
                    values.entry(place).or_default().push(read);
                }
            }
        }
    }
    values
}

/// How a place is called in a message.
pub fn name(model: &Model, place: Place) -> String {
    let table = &model.format.tables[place.table];
    format!("{} {} {}", table.id, table.rows[place.cell.row].id, table.columns[place.cell.column].id)
}

/// The first figure that stands where it does not belong, except at places for which `touched` holds.
pub fn wrong_figure(model: &Model, text: &str, touched: &dyn Fn(Place) -> bool) -> Option<String> {
    let report = read_one(text);
    placed(&report, text).into_iter().filter(|(place, _)| !touched(*place)).find_map(|(place, values)| {
        let known = model.get(place);
        let wrong = values.iter().find(|read| read.value.figure().is_some_and(|f| Some(f) != known))?;
        Some(format!("{}: {} for {known:?}", name(model, place), wrong.written))
    })
}

/// How many figures were read into their places.
pub fn right_figures(model: &Model, text: &str) -> usize {
    let read = placed(&read_one(text), text);
    let right = |(place, figure): &(Place, Decimal)| {
        read.get(place).is_some_and(|values| values.iter().all(|read| read.value.figure() == Some(*figure)))
    };
    model.figures().filter(right).count()
}

/// The first thing that is not as it must be where everything can be read and the tables have these shapes, or all
/// of them the only one. Cells named in `marks` hold something else than the model's figure.
pub fn fault(model: &Model, text: &str, shapes: &[Shape], marks: &BTreeMap<Place, Value>) -> Option<String> {
    let report = read_one(text);
    let kinds: Vec<_> = report.sections.iter().map(|(_, section)| section.kind).collect();
    if kinds != model.format.sections.indices().map(Some).collect::<Vec<_>>() {
        return Some(format!("sections {kinds:?}"));
    }
    if report.agency.as_ref() != Some(&model.agency) || report.year != Some(model.year) {
        return Some(format!("{:?} {:?} in {:?}", report.agency, report.year, report.title));
    }
    let tables: Vec<_> = report.sections.iter().flat_map(|(_, section)| &section.tables).collect();
    if tables.iter().map(|table| table.kind).ne(model.format.tables.indices()) {
        return Some(format!("tables {:?}", tables.iter().map(|table| table.kind).collect::<Vec<_>>()));
    }
    for table in &tables {
        let id = &model.format.tables[table.kind].id;
        if !table.readable {
            return Some(format!("{id} is unreadable"));
        }
        if table.shape != shapes[table.kind.get() % shapes.len()] {
            return Some(format!("{id} is {:?}", table.shape));
        }
        let unplaced =
            |row: &&gouji::report::Row| row.kind.is_none() || !matches!(row.cells, Cells::Placed(_));
        if let Some(row) = table.rows.iter().find(unplaced) {
            return Some(format!("{id}: {row:?}"));
        }
    }
    let read = placed(&report, text);
    for (place, figure) in model.figures() {
        let expected = marks.get(&place).cloned().unwrap_or(Value::Figure(figure));
        match read.get(&place).map(Vec::as_slice) {
            Some([one]) if one.value == expected => {
                if expected == Value::Blank && !one.written.is_empty() {
                    return Some(format!("{}: a blank is {:?}", name(model, place), one.written));
                }
            }
            other => return Some(format!("{}: {other:?} for {expected:?}", name(model, place))),
        }
    }
    let extra = read.keys().find(|place| model.get(**place).is_none());
    extra.map(|place| format!("{}: nothing stands there", name(model, *place)))
}
