//! Which reports a text holds.

use expect_test::{Expect, expect};
use gouji::assist::status::status;
use gouji::rules::Lang;

use crate::analysed;

const MARKDOWN: &str = include_str!("../reports/markdown/clean.md");
const TABS: &str = include_str!("../reports/tsv/clean.txt");

fn check(text: &str, lang: Lang, expected: &Expect) {
    let mut out = String::new();
    for report in status(&analysed(text), lang) {
        let agency = report.agency.as_deref().unwrap_or("-");
        let year = report.year.map_or_else(|| "-".to_owned(), |year| year.to_string());
        out += &format!("{agency}, {year}, {}, {}\n", report.format, report.shapes.join(" + "));
    }
    expected.assert_eq(&out);
}

#[test]
fn a_report_is_told_by_agency_year_format_and_shape() {
    check(
        MARKDOWN,
        Lang::Zh,
        &expect![[r#"
        云溪县丁香镇人民政府, 2024, 2021年格式, Markdown 表格
    "#]],
    );
    check(
        MARKDOWN,
        Lang::En,
        &expect![[r#"
        云溪县丁香镇人民政府, 2024, 2021年格式, Markdown table
    "#]],
    );
}

#[test]
fn every_report_of_a_text_is_told() {
    check(
        &format!("{MARKDOWN}\n{TABS}"),
        Lang::Zh,
        &expect![[r#"
            云溪县丁香镇人民政府, 2024, 2021年格式, Markdown 表格
            鹤汀县芦荡乡人民政府, 2024, 2021年格式, 制表符分隔的表格
        "#]],
    );
}

#[test]
fn what_cannot_be_read_is_left_out() {
    check(
        "一、总体情况\n\n二、主动公开政府信息情况\n",
        Lang::Zh,
        &expect![[r#"
        -, -, 2021年格式, 
    "#]],
    );
}
