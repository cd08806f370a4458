//! A figure is put into a cell, as the form puts it there: in every shape, also where the text lacks the cell.

use std::collections::BTreeMap;

use expect_test::{Expect, expect};
use gouji::analysis::Analysis;
use gouji::assist::cells::{Put, Reader, Refusal, Target, paste, rows, set, set_with_totals};
use gouji::assist::shapes::{WRITABLE, report};
use gouji::format::{CellIndex, Format, Formats, RowIndex, TableIndex};
use gouji::report::Value;
use gouji::report::lexicon::Lexicon;
use gouji::rules::{Lang, TextEdit};
use gouji::text::{ByteEdit, Text};

use crate::support::check::{placed, read_one};
use crate::support::model::{Model, Place, Random};
use crate::support::render::{self, Manner};
use crate::{analysed, samples};

fn format() -> &'static Format {
    Formats::built_in().get("annual-2021").unwrap()
}

fn edits(text: &str, table: TableIndex, puts: &[Put]) -> Result<Vec<TextEdit>, Refusal> {
    let rope = Text::from(text);
    let analysis = analysed(text);
    reading(&analysis, |reader| set(&rope, &analysis, reader, Target { report: 0, table }, puts))
}

/// Reads as the server does.
fn reading<T>(analysis: &Analysis, with: impl FnOnce(&Reader<'_>) -> T) -> T {
    let after = |text: &Text, edits: &[ByteEdit]| analysis.after(text, edits, Lexicon::built_in());
    let fresh = |text: &Text| Analysis::fresh(text, Lexicon::built_in());
    with(&Reader { after: &after, fresh: &fresh })
}

fn made(text: &str, edits: &[TextEdit]) -> String {
    let rope = Text::from(text);
    let mut made = text.to_owned();
    for edit in edits.iter().rev() {
        made.replace_range(edit.range.bytes(), &edit.new_text.replace('\n', rope.line_break()));
    }
    made
}

fn put(table: &str, row: &str, column: &str, text: &str) -> (TableIndex, Put) {
    let kind = format().table(table).unwrap();
    let of = &format().tables[kind];
    let cell = CellIndex { row: of.row(row).unwrap(), column: of.column(column).unwrap() };
    (kind, Put { cell, text: text.to_owned() })
}

/// What stands at each place.
fn values(text: &str) -> BTreeMap<Place, Vec<Value>> {
    let read = placed(&read_one(text), text);
    read.into_iter().map(|(place, read)| (place, read.into_iter().map(|read| read.value).collect())).collect()
}

/// The lines that change when this is put into a text of these lines.
#[track_caller]
fn check(lines: &str, table: &str, cells: &[(&str, &str, &str)], expect: Expect) {
    let text = format!(
        "云麓市2024年政府信息公开工作年度报告\n\n{}\n{lines}",
        format().sections[section(table)].heading()
    );
    let puts: Vec<Put> = cells.iter().map(|(row, column, text)| put(table, row, column, text).1).collect();
    let kind = format().table(table).unwrap();
    let said = match edits(&text, kind, &puts) {
        Ok(edits) => {
            let made = made(&text, &edits);
            let body = made.split_once('\n').unwrap().1.trim_start().split_once('\n').unwrap().1;
            body.replace('\t', "→").lines().map(|line| format!("{line}⏎\n")).collect()
        }
        Err(refusal) => format!("✗ {}\n", refusal.words(Lang::Zh)),
    };
    expect.assert_eq(&said);
}

fn section(table: &str) -> gouji::format::SectionIndex {
    format().tables[format().table(table).unwrap()].section
}

#[test]
fn the_pipes_stay_below_each_other() {
    let body = |permits: &str| {
        format!(
            "第二十条第（五）项\n\n| 信息内容 | 本年处理决定数量 |\n| -------- | ---------------: |\n| 行政许可 | {permits:>16} |\n"
        )
    };
    check(
        &body("12"),
        "disclosure",
        &[("permits", "decisions", "7")],
        expect![[r#"
        第二十条第（五）项⏎
        ⏎
        | 信息内容 | 本年处理决定数量 |⏎
        | -------- | ---------------: |⏎
        | 行政许可 |                7 |⏎
    "#]],
    );
    check(
        &body(""),
        "disclosure",
        &[("permits", "decisions", "１２３")],
        expect![[r#"
        第二十条第（五）项⏎
        ⏎
        | 信息内容 | 本年处理决定数量 |⏎
        | -------- | ---------------: |⏎
        | 行政许可 |              123 |⏎
    "#]],
    );
    check(
        &body("12"),
        "disclosure",
        &[("permits", "decisions", "")],
        expect![[r#"
        第二十条第（五）项⏎
        ⏎
        | 信息内容 | 本年处理决定数量 |⏎
        | -------- | ---------------: |⏎
        | 行政许可 |                  |⏎
    "#]],
    );
}

#[test]
fn what_is_no_figure_is_refused() {
    let text = report(format(), "青禾镇人民政府", 2024, WRITABLE[0]).unwrap();
    let (kind, put) = put("applications", "received", "natural_person", "若干");
    let refusal = edits(&text, kind, &[put]).unwrap_err();
    expect!["“一、本年新收政府信息公开申请数量”行“自然人”栏：“若干”不是数，没有填入"]
        .assert_eq(&refusal.words(Lang::Zh));
}

/// Puts figures into random cells of a text, and sees that they stand there and all else as it did.
fn random_puts(text: &str, table: TableIndex, random: &mut Random, most: usize) -> String {
    let of = &format().tables[table];
    let mut puts: BTreeMap<CellIndex, String> = BTreeMap::new();
    for _ in 0..random.between(1, most) {
        let row = RowIndex::from(random.below(of.rows.len()));
        if !of.rows[row].stands_for.is_empty() {
            continue;
        }
        let column = *random.pick(&of.rows[row].columns);
        let typed = match random.below(8) {
            0 => String::new(),
            1 => "0".to_owned(),
            2 => "/".to_owned(),
            _ => random.below(3000).to_string(),
        };
        puts.insert(CellIndex { row, column }, typed);
    }
    let list: Vec<Put> = puts.iter().map(|(cell, text)| Put { cell: *cell, text: text.clone() }).collect();
    let edits = edits(text, table, &list).unwrap_or_else(|refusal| panic!("{refusal:?} {list:?}\n{text}"));
    let after = made(text, &edits);
    let (before, now) = (values(text), values(&after));
    for (place, values) in &now {
        let put = puts.get(&place.cell).filter(|_| place.table == table);
        let value = match put.map(String::as_str) {
            Some("") => Value::Blank,
            Some("/") => Value::NotApplicable("/".to_owned()),
            Some(figure) => Value::Figure(figure.parse().unwrap()),
            None => before.get(place).map_or(Value::Blank, |values| values[0].clone()),
        };
        assert_eq!(values, &vec![value], "{place:?} {list:?}\n{text}\n=>\n{after}");
    }
    assert!(before.keys().all(|place| now.contains_key(place)), "{after}");
    assert!(puts.keys().all(|cell| now.contains_key(&Place { table, cell: *cell })), "{after}");
    after
}

#[test]
fn a_blank_report_of_every_shape_is_filled_in() {
    for shape in WRITABLE {
        for line_end in ["\n", "\r\n"] {
            let mut random = Random(11);
            let mut text = report(format(), "青禾镇人民政府", 2024, shape).unwrap().replace('\n', line_end);
            for _ in 0..6 {
                for table in format().tables.indices() {
                    text = random_puts(&text, table, &mut random, 12);
                }
            }
        }
    }
}

#[test]
fn figures_are_put_into_reports_as_others_write_them() {
    for seed in 0..12 {
        let mut random = Random(seed);
        let model = Model::random(&mut random);
        for manner in [
            Manner::Markdown,
            Manner::PipeRows,
            Manner::PipeCells,
            Manner::Tsv,
            Manner::Cells,
            Manner::CellsBare,
            Manner::PdfRows,
        ] {
            let mut text = render::report(&model, manner, "\n", &mut random);
            for table in format().tables.indices() {
                text = random_puts(&text, table, &mut random, 4);
            }
        }
    }
}

#[test]
fn what_stands_there_already_changes_nothing() {
    for (name, text) in samples().into_iter().filter(|(name, _)| name.ends_with("clean")) {
        for (place, values) in values(&text) {
            let Some(figure) = values[0].figure() else { continue };
            let put = Put { cell: place.cell, text: figure.to_string() };
            assert_eq!(edits(&text, place.table, &[put]), Ok(Vec::new()), "{name}");
        }
    }
}

#[test]
fn a_row_or_a_table_that_is_not_there_is_written_first() {
    let whole = report(format(), "青禾镇人民政府", 2024, WRITABLE[0]).unwrap();
    let mut random = Random(5);
    // Without one row.
    let label = "（七）总计";
    let lacking: String = whole.split_inclusive('\n').filter(|line| !line.contains(label)).collect();
    assert_ne!(lacking, whole);
    let (kind, one) = put("applications", "handled_total", "natural_person", "3");
    let after = made(&lacking, &edits(&lacking, kind, &[one]).unwrap());
    assert!(after.lines().any(|line| line.contains(label) && line.contains("| 3 |")), "{after}");
    // Without the table.
    let lacking: String = whole.split_inclusive('\n').filter(|line| !line.starts_with('|')).collect();
    for table in format().tables.indices() {
        random_puts(&lacking, table, &mut random, 5);
    }
    // Without the section.
    let none = whole.split("三、").next().unwrap();
    let (kind, one) = put("applications", "received", "natural_person", "3");
    let refusal = edits(none, kind, &[one]).unwrap_err();
    expect!["报告里没有“三、收到和处理政府信息公开申请情况”，请先补上这一部分"]
        .assert_eq(&refusal.words(Lang::Zh));
}

// ---- a block from elsewhere

fn pasted(text: &str, table: &str, row: &str, column: &str, block: &str) -> Result<String, String> {
    let (kind, at) = put(table, row, column, "");
    let (rope, analysis) = (Text::from(text), analysed(text));
    let target = Target { report: 0, table: kind };
    let pasted = reading(&analysis, |reader| paste(&rope, &analysis, reader, target, at.cell, &rows(block)));
    pasted.map(|pasted| made(text, &pasted.edits)).map_err(|refusal| refusal.words(Lang::Zh))
}

/// The figures of table three of a model, a row a line between tabs, and the rows.
fn figures(model: &Model, labels: bool) -> String {
    let kind = model.format.table("applications").unwrap();
    let table = &model.format.tables[kind];
    let row = |row: RowIndex| {
        let cells = table.rows[row].columns.iter().map(|column| {
            model.get(Place { table: kind, cell: CellIndex { row, column: *column } }).unwrap().to_string()
        });
        let label = labels.then(|| table.rows[row].label.clone());
        label.into_iter().chain(cells).collect::<Vec<_>>().join("\t")
    };
    model.rows(kind).into_iter().map(row).collect::<Vec<_>>().join("\r\n") + "\r\n"
}

#[test]
fn a_whole_table_is_pasted_into_every_shape_with_labels_and_without() {
    for shape in WRITABLE {
        for labels in [false, true] {
            let model = Model::random(&mut Random(7));
            let text = report(format(), "青禾镇人民政府", 2024, shape).unwrap();
            let after = pasted(&text, "applications", "received", "natural_person", &figures(&model, labels));
            let after = after.unwrap_or_else(|refusal| panic!("{shape:?} {refusal}"));
            let now = values(&after);
            let kind = format().table("applications").unwrap();
            for (place, figure) in model.figures().filter(|(place, _)| place.table == kind) {
                assert_eq!(now[&place], vec![Value::Figure(figure)], "{shape:?} {place:?}\n{after}");
            }
        }
    }
}

#[test]
fn a_block_as_spreadsheets_copy_it_is_put_where_its_labels_say() {
    let text = report(format(), "青禾镇人民政府", 2024, WRITABLE[0]).unwrap();
    // Merged cells are copied as blanks, and a label that is broken in its cell between quotation marks.
    let block = "三、本年度办理结果\t（一）予以公开\t\t3\t0\t0\t0\t0\t0\t3\r\n\t\"（二）部分公开（区分处理的，只计这一情形，\n不计其他情形）\"\t\t1\t0\t0\t0\t0\t0\t1\r\n";
    let after = pasted(&text, "applications", "received", "natural_person", block).unwrap();
    let changed: String =
        after.lines().zip(text.lines()).filter(|(a, b)| a != b).map(|(a, _)| format!("{a}\n")).collect();
    expect![[r#"
        | 三、本年度办理结果（一）予以公开         |      3 |        0 |        0 |            0 |            0 |    0 |    3 |
        | （二）部分公开（区分处理的，只计这一情形，不计其他情形） |  1 |  0 |  0 |            0 |            0 |    0 |    1 |
    "#]].assert_eq(&changed);
}

/// A page of print has its figures, and its labels, between blanks.
#[test]
fn lines_of_a_page_of_print_are_pasted_into_every_shape_with_labels_and_without() {
    for shape in WRITABLE {
        for labels in [false, true] {
            let model = Model::random(&mut Random(11));
            let text = report(format(), "青禾镇人民政府", 2024, shape).unwrap();
            let lines = figures(&model, labels).replace('\t', " ");
            let after = pasted(&text, "applications", "received", "natural_person", &lines);
            let after = after.unwrap_or_else(|refusal| panic!("{shape:?} {labels} {refusal}"));
            let now = values(&after);
            let kind = format().table("applications").unwrap();
            for (place, figure) in model.figures().filter(|(place, _)| place.table == kind) {
                assert_eq!(now[&place], vec![Value::Figure(figure)], "{shape:?} {place:?}\n{after}");
            }
        }
    }
}

#[test]
fn what_stands_between_blanks_is_cut_only_where_every_line_says_so() {
    assert_eq!(rows("1 2\u{3000}3\r\n4  5 6\r\n"), [["1", "2", "3"], ["4", "5", "6"]]);
    // The blank may stand within a figure.
    assert_eq!(rows("1 234\n5\n"), [["1 234"], ["5"]]);
    assert_eq!(rows("收到 3 件\n"), [["收到 3 件"]]);
    assert_eq!(rows("1\t2 3\n"), [["1", "2 3"]]);
}

#[test]
fn figures_alone_go_to_the_right_and_down_from_the_cell() {
    let text = report(format(), "青禾镇人民政府", 2024, WRITABLE[0]).unwrap();
    let after = pasted(&text, "disputes", "reconsideration", "corrected", "1\t2\t3\t6\t4").unwrap();
    let changed: String =
        after.lines().zip(text.lines()).filter(|(a, b)| a != b).map(|(a, _)| format!("{a}\n")).collect();
    expect![[r#"
        | 行政复议         |          |        1 |        2 |        3 |    6 |
        | 未经复议直接起诉 |        4 |          |          |          |      |
    "#]]
    .assert_eq(&changed);
}

#[test]
fn a_block_that_does_not_fit_is_refused_as_a_whole() {
    let text = report(format(), "青禾镇人民政府", 2024, WRITABLE[0]).unwrap();
    let mut said = String::new();
    for block in [
        "1\t2\t3\t4\t5\t6\t7\t8",
        "1\n2\n3",
        "收到 3 件",
        "",
        "甲\t1\n乙\t2",
        "一、本年新收政府信息公开申请数量\t1\t0\t0\t0\t0\t0\t1\n说不清的一行\t1\t0\t0\t0\t0\t0\t1",
    ] {
        let at = if block.contains("2\n3") { "carried_out" } else { "received" };
        let refused = pasted(&text, "applications", at, "natural_person", block);
        said += &format!("{block:?}: {}\n", refused.unwrap_err());
    }
    expect![[r#"
        "1\t2\t3\t4\t5\t6\t7\t8": 剪贴板里有 1 行 8 列，从这一格起只有 25 行 7 列，没有粘贴
        "1\n2\n3": 剪贴板里有 3 行 1 列，从这一格起只有 1 行 7 列，没有粘贴
        "收到 3 件": 剪贴板里没有数
        "": 剪贴板里没有数
        "甲\t1\n乙\t2": 剪贴板里的“甲”不是数，也不是这张表的行名，没有粘贴
        "一、本年新收政府信息公开申请数量\t1\t0\t0\t0\t0\t0\t1\n说不清的一行\t1\t0\t0\t0\t0\t0\t1": 剪贴板里的“说不清的一行”行对不上这张表的任何一行，没有粘贴
    "#]].assert_eq(&said);
}

#[test]
fn blank_totals_are_offered_once_their_parts_are_there() {
    let model = Model::random(&mut Random(9));
    let text = report(format(), "青禾镇人民政府", 2024, WRITABLE[0]).unwrap();
    let whole = pasted(&text, "applications", "received", "natural_person", &figures(&model, true)).unwrap();
    let kind = format().table("applications").unwrap();
    let table = &format().tables[kind];
    let total = table.column("total").unwrap();
    let rows = model.rows(kind);
    let sums = |text: &str| {
        let report = read_one(text);
        let grids = gouji::assist::place::grids(&report);
        gouji::assist::cells::sums(grids[kind].as_ref().unwrap())
    };
    assert_eq!(sums(&whole).len(), 0);
    assert_eq!(sums(&text).len(), 0);
    // All totals emptied, of rows and of columns: each is offered as it was.
    let handled = table.row("handled_total").unwrap();
    let blank: Vec<Put> = rows
        .iter()
        .flat_map(|row| {
            table.rows[*row].columns.iter().map(|column| CellIndex { row: *row, column: *column })
        })
        .filter(|cell| cell.column == total || cell.row == handled)
        .map(|cell| Put { cell, text: String::new() })
        .collect();
    let emptied = made(&whole, &edits(&whole, kind, &blank).unwrap());
    let offered = sums(&emptied);
    for put in &blank {
        let figure = model.get(Place { table: kind, cell: put.cell });
        assert_eq!(offered.get(&put.cell).copied(), figure, "{:?}", put.cell);
    }
}

#[test]
fn zeros_and_the_totals_that_follow_from_them_are_one_change() {
    for shape in WRITABLE {
        let text = report(format(), "青禾镇人民政府", 2024, shape).unwrap();
        let kind = format().table("disputes").unwrap();
        let table = &format().tables[kind];
        let all = |row: &str, columns: &[&str]| -> Vec<CellIndex> {
            let row = table.row(row).unwrap();
            columns.iter().map(|column| CellIndex { row, column: table.column(column).unwrap() }).collect()
        };
        let parts = all("reconsideration", &["upheld", "corrected", "other", "pending"]);
        let puts: Vec<Put> = parts.iter().map(|cell| Put { cell: *cell, text: "2".to_owned() }).collect();
        // The second has parts that are blank still.
        let totals = [all("reconsideration", &["total"]), all("litigation_direct", &["total"])].concat();
        let (rope, analysis) = (Text::from(text.as_str()), analysed(&text));
        let target = Target { report: 0, table: kind };
        let edits =
            reading(&analysis, |reader| set_with_totals(&rope, &analysis, reader, target, &puts, &totals));
        let now = values(&made(&text, &edits.unwrap()));
        let at = |cell: &CellIndex| &now[&Place { table: kind, cell: *cell }];
        assert_eq!(at(&totals[0]), &vec![Value::Figure(8.into())], "{shape:?}");
        assert_eq!(at(&totals[1]), &vec![Value::Blank], "{shape:?}");
    }
}
