//! Where Tab and Enter lead in a table of the text: every figure and every blank, in every shape.

use expect_test::{Expect, expect};
use gouji::assist::figures::{self, Figures};
use gouji::assist::shapes::{WRITABLE, report};
use gouji::format::{Format, Formats};
use gouji::report::Shape;
use gouji::text::Text;

use crate::{analysed, drawn, find, samples};

fn format() -> &'static Format {
    Formats::built_in().get("annual-2021").unwrap()
}

fn at(text: &str, offset: usize) -> Option<Figures> {
    figures::at(&Text::from(text), &analysed(text), offset)
}

/// The rows of the table at the cursor, each figure in ⟨⟩ with the lines that it stands in, blanks drawn as ·.
#[track_caller]
fn check(text: &str, expect: Expect) {
    let (text, offset) = drawn(text);
    let Some(found) = at(&text, offset) else { return expect.assert_eq("no table\n") };
    let mut marked = text.clone();
    for figure in found.rows.iter().flatten().rev() {
        let range = figure.range.bytes();
        marked.replace_range(range.clone(), &format!("⟨{}⟩", &text[range]));
    }
    let lines = marked.lines().filter(|line| line.contains('⟨'));
    expect.assert_eq(&lines.map(|line| format!("{}\n", line.replace('\t', "→"))).collect::<String>());
}

#[test]
fn a_figure_is_all_that_is_replaced_and_a_blank_is_where_it_belongs() {
    check(
        "四、政府信息公开行政复议、行政诉讼情况\n\n| 类别 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |\n| --- | ---: | ---: | ---: | ---: | ---: |\n| 行政复议$0 | 12 |  3 |  |   |||\n| 未经复议直接起诉 |1|2|3 |__| 6 件 |\n",
        expect![[r#"
            | 行政复议 | ⟨12⟩ |  ⟨3⟩ | ⟨⟩ |  ⟨⟩ |⟨⟩|⟨⟩|
            | 未经复议直接起诉 |⟨1⟩|⟨2⟩|⟨3⟩ |⟨__⟩| ⟨6 件⟩ |
        "#]],
    );
    check(
        "四、政府信息公开行政复议、行政诉讼情况\n\n类别\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\n行政复议\t1\t\t3\t\t$0\n",
        expect![[r#"
            行政复议→⟨1⟩→⟨⟩→⟨3⟩→⟨⟩→⟨⟩
        "#]],
    );
}

#[test]
fn a_row_that_lacks_a_cell_is_gone_through_all_the_same() {
    check(
        "三、收到和处理政府信息公开申请情况\n\n一、本年新收政府信息公开申请数量 | 5 | 1 | 0 | 6 |\n二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | $00 | 0 |\n",
        expect![[r#"
            一、本年新收政府信息公开申请数量 | ⟨5⟩ | ⟨1⟩ | ⟨0⟩ | ⟨6⟩ |
            二、上年结转政府信息公开申请数量 | ⟨0⟩ | ⟨0⟩ | ⟨0⟩ | ⟨0⟩ | ⟨0⟩ | ⟨0⟩ | ⟨0⟩ |
        "#]],
    );
}

#[test]
fn outside_of_tables_there_is_nowhere_to_go() {
    for text in ["$0", "云麓市2024年政府信息公开工作年度报告\n\n一、总体情况\n收到$0 3 件。\n"]
    {
        check(text, expect![["no table\n"]]);
    }
}

#[test]
fn in_a_report_to_fill_in_every_cell_of_every_shape_is_reached_in_its_order() {
    for shape in WRITABLE {
        let text = report(format(), "青禾镇人民政府", 2024, shape).unwrap();
        for (heading, columns) in [("三、收到", vec![7; 25]), ("四、政府信息公开行政复议", vec![5; 3])]
        {
            let last = text[find(&text, heading, 0)..].find("总计").unwrap() + find(&text, heading, 0);
            let found = at(&text, last).unwrap_or_else(|| panic!("{shape:?} {heading}"));
            let all: Vec<_> = found.rows.iter().flatten().collect();
            let is_in_order = all.windows(2).all(|two| two[0].range.end < two[1].range.start);
            // Where a blank is behind a tab, its place ends where that of the next begins.
            let touch = matches!(shape, Shape::Tsv | Shape::Cells);
            assert!(is_in_order || touch, "{shape:?} {all:?}");
            assert_eq!(all.len(), columns.iter().sum::<usize>(), "{shape:?}");
            assert!(all.iter().all(|figure| figure.column.is_some()), "{shape:?}");
            // One row of cells, where all stand on one line.
            let rows: Vec<usize> = found.rows.iter().map(Vec::len).collect();
            assert!(rows == columns || rows == [15], "{shape:?} {rows:?}");
        }
    }
}

#[test]
fn every_figure_of_the_samples_is_one_that_is_gone_to() {
    for (name, text) in samples() {
        let analysis = analysed(&text);
        let mut count = 0;
        for (start, report) in analysis.reports() {
            for (section_start, section) in &report.sections {
                for table in &section.tables {
                    let inside = start + section_start + table.range.start;
                    let found = figures::at(&Text::from(text.as_str()), &analysis, inside).unwrap();
                    count += found.rows.iter().flatten().count();
                    for figure in found.rows.iter().flatten() {
                        let words = &text[figure.range.bytes()];
                        assert!(!words.contains(['\n', '|', '\t']), "{name}: {words:?}");
                    }
                }
            }
        }
        assert!(count >= 180, "{name}: {count}");
    }
}
