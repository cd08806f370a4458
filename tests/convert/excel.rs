//! Workbooks.

use std::fs;

use super::sample::{CLEAN, figures, gouji, package, text};

/// A workbook with these sheets: a name, and the content of `sheetData` and what follows it.
pub fn book(sheets: &[(&str, String)]) -> Vec<u8> {
    let mut parts: Vec<(String, String)> = vec![
        (
            "_rels/.rels".into(),
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#.into(),
        ),
        (
            "[Content_Types].xml".into(),
            r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#.into(),
        ),
    ];
    let (mut names, mut links) = (String::new(), String::new());
    for (index, (name, sheet)) in sheets.iter().enumerate() {
        names += &format!("<sheet name=\"{name}\" sheetId=\"{0}\" r:id=\"r{0}\"/>", index + 1);
        links += &format!(
            "<Relationship Id=\"r{0}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet{0}.xml\"/>",
            index + 1
        );
        let sheet = format!(
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">{sheet}</worksheet>"
        );
        parts.push((format!("xl/worksheets/sheet{}.xml", index + 1), sheet));
    }
    parts.push((
        "xl/workbook.xml".into(),
        format!("<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>{names}</sheets></workbook>"),
    ));
    parts.push((
        "xl/_rels/workbook.xml.rels".into(),
        format!("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{links}</Relationships>"),
    ));
    let parts: Vec<(&str, &str)> = parts.iter().map(|(name, part)| (name.as_str(), part.as_str())).collect();
    package(&parts)
}

/// The rows of a sheet, from this row on and from column B: words as text, digits as numbers.
fn rows(first: usize, rows: &[&[&str]]) -> String {
    let cell = |row: usize, column: usize, words: &str| {
        let at = format!("{}{row}", char::from(b'B' + column as u8));
        match words {
            "" => String::new(),
            words if words.parse::<f64>().is_ok() => format!("<c r=\"{at}\"><v>{words}</v></c>"),
            words => format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{words}</t></is></c>"),
        }
    };
    let row = |(at, cells): (usize, &&[&str])| {
        let number = first + at;
        let cells = cells.iter().enumerate().map(|(column, words)| cell(number, column, words));
        format!("<row r=\"{number}\">{}</row>", cells.collect::<String>())
    };
    format!("<sheetData>{}</sheetData>", rows.iter().enumerate().map(row).collect::<String>())
}

const RULES: [&[&str]; 3] = [
    &["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
    &["规章", "0", "0", "0"],
    &["行政规范性文件", "2", "", "11"],
];

#[test]
fn a_sheet_may_begin_anywhere_and_a_blank_is_no_zero() {
    let head: [&[&str]; 2] = [&["二、主动公开政府信息情况"], &["第二十条第（一）项"]];
    let sheet = rows(4, &[&head[..], &RULES].concat());
    let sheet = format!("{sheet}<mergeCells count=\"1\"><mergeCell ref=\"B5:E5\"/></mergeCells>");
    let read = text("a.xlsx", &book(&[("年报", sheet)]));
    assert!(
        read.starts_with("二、主动公开政府信息情况\n\n第二十条第（一）项\n\n| 信息内容       |"),
        "{read}"
    );
    let found = figures(&read);
    let figure = |row: &str, column: &str| found[&("disclosure".into(), row.into(), column.into())].clone();
    assert_eq!(figure("normative_documents", "issued"), "2");
    assert_eq!(figure("normative_documents", "repealed"), "");
    assert_eq!(figure("normative_documents", "in_force"), "11");
}

#[test]
fn each_table_may_have_a_sheet_of_its_own_whose_tab_names_it() {
    let disputes: [&[&str]; 4] = [
        &["类别", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计"],
        &["行政复议", "1", "0", "0", "0", "1"],
        &["未经复议直接起诉", "0", "0", "0", "0", "0"],
        &["复议后起诉", "0", "0", "0", "0", "0"],
    ];
    let sheets =
        [("二、主动公开政府信息情况", rows(1, &RULES)), ("四、行政复议、行政诉讼情况", rows(1, &disputes))];
    let read = text("a.xlsx", &book(&sheets));
    let found = figures(&read);
    assert_eq!(found.keys().filter(|(table, ..)| table == "disputes").count(), 15, "{read}");
    assert_eq!(found.keys().filter(|(table, ..)| table == "disclosure").count(), 6, "{read}");
}

#[test]
fn a_figure_says_in_which_cell_it_stood() {
    let head: [&[&str]; 1] = [&["二、主动公开政府信息情况"]];
    let bytes =
        book(&[("空", String::from("<sheetData/>")), ("表二", rows(4, &[&head[..], &RULES].concat()))]);
    let imported = super::sample::read("a.xlsx", &bytes).unwrap();
    let at = imported.text.find(" 11 |").unwrap() + 1;
    assert_eq!(imported.place(at..at + 2, gouji::rules::Lang::Zh).unwrap(), "工作表“表二”单元格 E7");
}

#[test]
fn what_excel_computed_is_read_without_the_noise_of_sums() {
    let sheet: [&[&str]; 2] = [&["二、主动公开政府信息情况"], &["行政事业性收费", "0.30000000000000004"]];
    assert!(text("a.xlsx", &book(&[("a", rows(1, &sheet))])).contains("0.3 |"));
}

#[test]
fn a_formula_that_nobody_computed_is_no_blank() {
    let sheet = "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>规章</t></is></c><c r=\"B1\"><f>1+1</f></c>\
                 <c r=\"C1\"><f>1+1</f><v>2</v></c></row></sheetData>";
    let imported = super::sample::read("a.xlsx", &book(&[("a", sheet.to_owned())])).unwrap();
    assert_eq!(imported.text.lines().next(), Some("| 规章 | 〔公式未读入〕 | 2 |"));
    assert_eq!(imported.unread, 1);
}

#[test]
fn a_sheet_of_very_many_rows_or_far_away_cells_is_refused_soon() {
    let row: &[&str] = &["甲", "1"];
    let many = book(&[("a", rows(1, &vec![row; 100_000]))]);
    let started = std::time::Instant::now();
    assert!(super::sample::read("a.xlsx", &many).is_err());
    let far = "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>1</v></c></row>\
               <row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row></sheetData>";
    assert!(super::sample::read("a.xlsx", &book(&[("a", far.to_owned())])).is_err());
    assert!(started.elapsed() < std::time::Duration::from_secs(5));
}

#[test]
fn sums_are_formulas_where_they_hold_and_figures_where_they_do_not() {
    let folder = tempfile::tempdir().unwrap();
    let sheet = |report: &str| {
        fs::write(folder.path().join("a.md"), report).unwrap();
        let arguments = ["export", "a.md", "--to", "xlsx", "-o", "a.xlsx", "--force"];
        assert!(gouji(folder.path(), &arguments).status.success());
        let bytes = fs::read(folder.path().join("a.xlsx")).unwrap();
        let mut package = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        std::io::read_to_string(package.by_name("xl/worksheets/sheet1.xml").unwrap()).unwrap()
    };
    let formulas = |sheet: &str| sheet.matches("<f>SUM(").count();
    // 25 rows, 6 columns besides that of totals, and 3 groups.
    let clean = sheet(CLEAN);
    assert_eq!(formulas(&clean), 25 + 6 + 3);
    let slip = CLEAN.replace(
        "|            0 |            0 |    1 |   12 |\n| 二",
        "|            0 |            0 |    1 |   13 |\n| 二",
    );
    assert_ne!(slip, CLEAN);
    let slip = sheet(&slip);
    assert_eq!(formulas(&slip), 25 + 6 + 3 - 1);
    assert!(slip.contains("<v>13</v>"));
}
