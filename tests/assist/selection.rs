//! What a selection grows to.

use expect_test::{Expect, expect};
use gouji::assist::selection::selections;

use crate::{analysed, at_cell, drawn};

const REPORT: &str = include_str!("../reports/markdown/clean.md");

/// Each range by its first and last words.
fn check(text: &str, expected: &Expect) {
    let (text, at) = drawn(text);
    let show = |words: &str| {
        const MOST: usize = 30;
        let words: Vec<char> = words.split_whitespace().flat_map(str::chars).collect();
        let part = |chars: &[char]| chars.iter().collect::<String>();
        match words.len() <= MOST {
            true => part(&words),
            false => format!("{} … {}", part(&words[..10]), part(&words[words.len() - 10..])),
        }
    };
    let grown = selections(&analysed(&text), at).into_iter();
    expected.assert_eq(&grown.map(|range| show(&text[range.bytes()]) + "\n").collect::<String>());
}

#[test]
fn from_a_figure_it_grows_to_its_row_table_section_and_report() {
    let text = REPORT.replace('\n', "\r\n");
    check(
        &at_cell(&text, "| （七）总计", 7),
        &expect![[r#"
        12
        （七）总计|9|2|0|0|0|1|12
        |项目|自然人|商业 … |0|0|0|0|1
        三、收到和处理政府信 … 0|0|0|0|1|
        云溪县丁香镇人民政府 … 有其他事项需要说明。
    "#]],
    );
}

#[test]
fn from_a_label_a_heading_and_from_prose_it_grows_too() {
    check(
        &at_cell(REPORT, "| 行政复议", 0),
        &expect![[r#"
        行政复议
        行政复议|1|0|0|0|1
        |类别|结果维持|结 … |0|0|0|0|0
        四、政府信息公开行政 … 0|0|0|0|0|
        云溪县丁香镇人民政府 … 有其他事项需要说明。
    "#]],
    );
    check(
        &REPORT.replace("六、其他", "六、$0其他"),
        &expect![[r#"
        六、其他需要报告的事项
        六、其他需要报告的事 … 有其他事项需要说明。
        云溪县丁香镇人民政府 … 有其他事项需要说明。
    "#]],
    );
    check(
        &REPORT.replace("收回210份", "收回$0210份"),
        &expect![[r#"
        一、总体情况（一）主 … 需要追究责任的情形。
        云溪县丁香镇人民政府 … 有其他事项需要说明。
    "#]],
    );
    assert_eq!(selections(&analysed(""), 0).len(), 1);
}
