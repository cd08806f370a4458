//! What is written in a shape is read back as it was meant.

use std::collections::BTreeMap;

use expect_test::expect;
use gouji::assist::shapes::{WRITABLE, row, table};
use gouji::format::template::BLANK;
use gouji::format::{CellIndex, Format, Formats, RowIndex, TableIndex};
use gouji::report::{Cells, LabelMatch, Shape};

use crate::analysed;
use crate::support::check::read_one;
use crate::support::model::{Model, Place, Random};

/// A report whose tables are written in these shapes.
fn report(model: &Model, shapes: &[Shape], rows: &[Vec<(RowIndex, Vec<String>)>]) -> String {
    let format = &model.format;
    let mut text = format!("{}{}年{}\n\n", model.agency, model.year, format.title);
    for (index, section) in format.sections.indexed() {
        text += &format!("{}\n\n", section.heading());
        if section.least_prose > 0 {
            text += "本机关按照条例要求推进公开工作，办理流程进一步规范。\n\n";
        }
        if section.about.contains("信息处理费") {
            text += "本年度没有收取信息处理费。\n\n";
        }
        for kind in format.tables.indices().filter(|kind| format.tables[*kind].section == index) {
            text += &table(format, kind, shapes[kind.get() % shapes.len()], &rows[kind.get()]).unwrap();
            text += "\n";
        }
    }
    text
}

/// The rows of all tables as the model has them.
fn rows(model: &Model) -> Vec<Vec<(RowIndex, Vec<String>)>> {
    let figure = |table: TableIndex, row: RowIndex| {
        let columns = &model.format.tables[table].rows[row].columns;
        let places = columns.iter().map(|column| Place { table, cell: CellIndex { row, column: *column } });
        places.map(|place| model.get(place).unwrap().to_string()).collect()
    };
    let tables = model.format.tables.indices();
    tables.map(|table| model.rows(table).into_iter().map(|row| (row, figure(table, row))).collect()).collect()
}

/// Everything that was read, by table and row, with the cells as they are written.
fn read(text: &str, shapes: &[Shape]) -> BTreeMap<(TableIndex, RowIndex), Vec<String>> {
    let report = read_one(text);
    let mut found = BTreeMap::new();
    for (start, section) in &report.sections {
        for table in &section.tables {
            assert!(table.readable, "{text}");
            assert_eq!(table.shape, shapes[table.kind.get() % shapes.len()], "{text}");
            for row in &table.rows {
                assert_eq!(row.label_match, LabelMatch::Exact, "{row:?}\n{text}");
                let Cells::Placed(cells) = &row.cells else { panic!("{row:?}\n{text}") };
                // The line of a form is how some shapes have a blank.
                let written = cells
                    .iter()
                    .map(|cell| &text[start + cell.range.start..start + cell.range.end])
                    .map(|cell| if cell == BLANK { String::new() } else { cell.to_owned() })
                    .collect();
                assert_eq!(found.insert((table.kind, row.kind.unwrap()), written), None);
            }
        }
    }
    found
}

fn meant(rows: &[Vec<(RowIndex, Vec<String>)>]) -> BTreeMap<(TableIndex, RowIndex), Vec<String>> {
    let tables = rows.iter().enumerate().map(|(table, rows)| (TableIndex::from(table), rows));
    tables
        .flat_map(|(table, rows)| rows.iter().map(move |(row, cells)| ((table, *row), cells.clone())))
        .collect()
}

#[test]
fn what_is_written_in_any_shape_is_read_back_without_a_finding() {
    for seed in 0..30 {
        let mut random = Random(seed);
        let model = Model::random(&mut random);
        for shape in WRITABLE {
            let shapes = if seed % 3 == 0 { vec![shape, *random.pick(&WRITABLE)] } else { vec![shape] };
            let rows = rows(&model);
            for line_end in ["\n", "\r\n"] {
                let text = report(&model, &shapes, &rows).replace('\n', line_end);
                assert_eq!(read(&text, &shapes), meant(&rows), "{text}");
                let wrong: Vec<_> =
                    analysed(&text).findings().map(|(_, _, found)| found.detail.clone()).collect();
                assert!(
                    wrong.iter().all(|wrong| matches!(wrong, gouji::rules::finding::Detail::Unlikely { .. })),
                    "{shape:?} {wrong:?}\n{text}"
                );
            }
        }
    }
}

#[test]
fn blanks_marks_and_missing_rows_are_read_back_where_the_shape_can_say_them() {
    for seed in 0..60 {
        let mut random = Random(seed + 7000);
        let model = Model::random(&mut random);
        for shape in WRITABLE {
            let mut rows = rows(&model);
            let place = |table: &str, row: &str| model.place(table, row, "natural_person").cell.row;
            let (first, last) = (place("applications", "received"), place("applications", "carried_out"));
            for (_, cells) in rows.iter_mut().flatten() {
                match random.below(12) {
                    0 => cells.fill(String::new()),
                    1 => *cells.last_mut().unwrap() = String::new(),
                    2 => cells[0] = String::new(),
                    3 => cells[0] = "/".to_owned(),
                    _ => {}
                }
            }
            for (kind, rows) in rows.iter_mut().enumerate() {
                let keeps = |row: RowIndex| kind != 1 || row == first || row == last;
                rows.retain(|(row, _)| keeps(*row) || !random.chance(15));
            }
            // What cannot be written is not; the rest of the table is.
            for (kind, rows) in rows.iter_mut().enumerate() {
                rows.retain(|(at, cells)| {
                    row(&model.format.tables[TableIndex::from(kind)], *at, shape, cells).is_some()
                });
            }
            if rows[0].len() < 4 || rows[1].len() < 15 || rows[2].len() < 3 {
                continue;
            }
            let text = report(&model, &[shape], &rows);
            assert_eq!(read(&text, &[shape]), meant(&rows), "{shape:?}\n{text}");
        }
    }
}

#[test]
fn both_formats_are_written_in_every_shape() {
    for format in Formats::built_in().all() {
        for shape in WRITABLE {
            let mut model = Model::random(&mut Random(3));
            (model.format, model.year) = (format.clone(), format.first_year);
            let zeros = |table: &gouji::format::Table| -> Vec<(RowIndex, Vec<String>)> {
                let own = table.rows.indices().filter(|row| table.rows[*row].stands_for.is_empty());
                own.map(|row| (row, vec!["0".to_owned(); table.rows[row].columns.len()])).collect()
            };
            let rows: Vec<_> = format.tables.iter().map(zeros).collect();
            let text = report(&model, &[shape], &rows);
            assert_eq!(read(&text, &[shape]), meant(&rows), "{text}");
            assert_eq!(analysed(&text).findings().count(), 0, "{text}");
            // The rows of table four stand on one line only where all are there.
            let mut some = rows.clone();
            some[2].remove(1);
            let text = report(&model, &[shape], &some);
            assert_eq!(read(&text, &[shape]), meant(&some), "{text}");
        }
    }
}

fn format() -> &'static Format {
    Formats::built_in().get("annual-2021").unwrap()
}

fn drawn(table: &str, id: &str, cells: &[&str]) -> String {
    let table = &format().tables[format().table(table).unwrap()];
    let cells: Vec<String> = cells.iter().map(|cell| (*cell).to_owned()).collect();
    let row_of = |shape| row(table, table.row(id).unwrap(), shape, &cells);
    let shapes = WRITABLE.into_iter().chain([Shape::PdfInside]);
    shapes
        .map(|shape| match row_of(shape) {
            Some(row) => format!("{shape:?}\n{}\n", row.replace('\t', "→")),
            None => format!("{shape:?}\n(cannot be written)\n"),
        })
        .collect()
}

#[test]
fn a_row_is_drawn_as_its_table_is() {
    expect![[r#"
        Markdown
        | 行政许可 | 12 |
        Tsv
        行政许可→12→→
        PipeRows
        行政许可 | 12 |
        PipeCells
        行政许可 |
        12 |
        Cells
        →行政许可
        →12
        CellsBare
        行政许可
        12
        PdfRows
        行政许可 12
        PdfInside
        (cannot be written)
    "#]]
    .assert_eq(&drawn("disclosure", "permits", &["12"]));
    expect![[r#"
        Markdown
        | 三、本年度办理结果（一）予以公开 | 1 |  | 0 | 0 | 0 | 0 | 1 |
        Tsv
        三、本年度办理结果→（一）予以公开→→1→→0→0→0→0→1
        PipeRows
        三、本年度办理结果 | （一）予以公开 | 1 |  | 0 | 0 | 0 | 0 | 1 |
        PipeCells
        三、本年度办理结果 |
        （一）予以公开 |
        1 |
        __ |
        0 |
        0 |
        0 |
        0 |
        1 |
        Cells
        →三、本年度办理结果
        →（一）予以公开
        →1
        →
        →0
        →0
        →0
        →0
        →1
        CellsBare
        三、本年度办理结果
        （一）予以公开
        1
        __
        0
        0
        0
        0
        1
        PdfRows
        三、本年度办理结果
        （一）予以公开 1 __ 0 0 0 0 1
        PdfInside
        (cannot be written)
    "#]]
    .assert_eq(&drawn("applications", "granted", &["1", "", "0", "0", "0", "0", "1"]));
    expect![[r#"
        Markdown
        | 未经复议直接起诉 | 1 | 0 | 0 | / | 1 |
        Tsv
        未经复议直接起诉→1→0→0→/→1
        PipeRows
        未经复议直接起诉 | 1 | 0 | 0 | / | 1 |
        PipeCells
        未经复议直接起诉 |
        1 |
        0 |
        0 |
        / |
        1 |
        Cells
        →未经复议直接起诉
        →1
        →0
        →0
        →/
        →1
        CellsBare
        未经复议直接起诉
        1
        0
        0
        /
        1
        PdfRows
        未经复议直接起诉 1 0 0 / 1
        PdfInside
        (cannot be written)
    "#]]
    .assert_eq(&drawn("disputes", "litigation_direct", &["1", "0", "0", "/", "1"]));
}
