//! What stands above the tables.

use expect_test::{Expect, expect};
use gouji::assist::lens::lenses;
use gouji::rules::Lang;
use gouji::text::Text;

use crate::{analysed, samples};

/// Each lens above its line, and where it leads.
fn shown(text: &str, lang: Lang) -> String {
    let rope = Text::from(text);
    let lens = |lens: gouji::assist::lens::Lens| {
        let leads_to = &text[lens.leads_to.bytes()];
        let from = rope.line_at(lens.leads_to.start);
        let words: String = leads_to.chars().take(12).collect();
        let line: String = text[lens.range.bytes()].split_whitespace().take(3).collect::<Vec<_>>().join(" ");
        format!("{}\n{line}\n→ {from} {words:?}\n", lens.title)
    };
    lenses(&analysed(text), &rope, lang).into_iter().map(lens).collect()
}

fn check(text: &str, expected: &Expect) {
    expected.assert_eq(&shown(text, Lang::Zh));
}

#[test]
fn a_sound_table_says_so_and_others_lead_to_the_first_fault() {
    let of = |name: &str| samples().into_iter().find(|(other, _)| other == name).unwrap().1;
    check(
        &of("markdown clean"),
        &expect![[r#"
        39 条勾稽关系全部成立
        | 项目 |
        → 46 "| 项目        "
        3 条勾稽关系全部成立
        | 类别 |
        → 76 "| 类别        "
    "#]],
    );
    check(
        &of("markdown faulty"),
        &expect![[r#"
        37 条勾稽关系，2 条不成立
        | 项目 |
        → 70 "2"
        3 条勾稽关系，1 条不成立
        | 类别 |
        → 76 "0"
    "#]],
    );
    expect![[r#"
        37 equations, 2 do not hold
        | 项目 |
        → 70 "2"
        3 equations, 1 does not hold
        | 类别 |
        → 76 "0"
    "#]]
    .assert_eq(&shown(&of("markdown faulty"), Lang::En));
    check(
        &of("cells faulty"),
        &expect![[r#"
            39 条勾稽关系，3 条未核对
            （本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）
            → 332 "（七）总计\n\t27\n\t8"
            3 条勾稽关系，1 条不成立
            行政复议
            → 400 "4"
        "#]],
    );
    check(
        &of("pdf-rows faulty"),
        &expect![[r#"
            39 条勾稽关系，2 条不成立
            （本列数据的勾稽关系为：第一项加第二项之和，
            → 56 "589"
            3 条勾稽关系全部成立
            行政复议 行政诉讼
            → 98 "行政复议 行政诉讼\n结果"
        "#]],
    );
}

#[test]
fn what_lacks_figures_leads_to_the_first_that_is_lacking() {
    let table = "四、政府信息公开行政复议、行政诉讼情况\n\n| 类别 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |\n\
                 | --- | --- | --- | --- | --- | --- |\n| 行政复议 | 0 | 0 | 0 | 0 | 0 |\n\
                 | 未经复议直接起诉 | 0 | 0 |  | 0 | 0 |\n| 复议后起诉 | 0 | 0 | 0 | 0 | 0 |\n";
    check(
        table,
        &expect![[r#"
        3 条勾稽关系，1 条未核对
        | 类别 |
        → 5 ""
    "#]],
    );
    check(
        &table.replace("| 0 | 0 |  | 0 | 0 |", "| 0 | 0 | 0 | 0 |"),
        &expect![[r#"
        3 条勾稽关系，1 条未核对
        | 类别 |
        → 5 "未经复议直接起诉 | 0"
    "#]],
    );
    check(
        &table.replace(" 0 ", "  "),
        &expect![[r#"
            3 条勾稽关系均未核对
            | 类别 |
            → 4 ""
        "#]],
    );
    check(
        &table.replace("总计", "无"),
        &expect![[r#"
        3 条勾稽关系，1 条未核对
        | 类别 |
        → 5 ""
    "#]],
    );
}

#[test]
fn a_figure_that_can_only_be_one_is_counted_as_the_findings_count_it() {
    let of = |name: &str| samples().into_iter().find(|(other, _)| other == name).unwrap().1;
    let sound = of("markdown clean");
    let row = sound.lines().find(|line| line.contains("（七）总计")).unwrap();
    let last = row.trim_end_matches('|').rfind('|').unwrap();
    let faulty = sound.replace(row, &row[..=last]);
    check(
        &faulty,
        &expect![[r#"
        39 条勾稽关系，3 条未核对
        | 项目 |
        → 71 "（七）总计       "
        3 条勾稽关系全部成立
        | 类别 |
        → 76 "| 类别        "
    "#]],
    );
}
