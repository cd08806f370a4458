//! What is told under the pointer.

use expect_test::{Expect, expect};
use gouji::assist::hover::{Markup, hover};
use gouji::rules::Lang;
use gouji::text::Text;

use crate::{analysed, at_cell, drawn, samples};

const REPORT: &str = include_str!("../reports/markdown/clean.md");

/// The words under the pointer and what is told of them.
fn told(text: &str, lang: Lang, markup: Markup) -> String {
    let (text, at) = drawn(text);
    match hover(&analysed(&text), &Text::from(&*text), at, lang, markup) {
        Some(told) => format!("[{}]\n{}\n", &text[told.range.bytes()], told.text),
        None => "nothing\n".to_owned(),
    }
}

fn check(text: &str, expected: &Expect) {
    expected.assert_eq(&told(text, Lang::Zh, Markup::Markdown));
}

#[test]
fn a_figure_is_named_and_its_equations_are_shown() {
    check(
        &at_cell(REPORT, "| 5.属于三类内部事务信息", 2),
        &expect![[r#"
            [0]
            **“三、本年度办理结果 › （三）不予公开 › 5.属于三类内部事务信息”行“商业企业”栏**

            - ✓ 5.属于三类内部事务信息：商业企业 0 = 总计 0
            - ✓ 商业企业：（一）予以公开 1 + 5.属于三类内部事务信息 0 + 1.本机关不掌握相关政府信息 1 = （七）总计 2
        "#]],
    );
    check(
        &at_cell(REPORT, "| 四、结转下年度", 1),
        &expect![[r#"
            [1]
            **“四、结转下年度继续办理”行“自然人”栏**

            - ✓ 四、结转下年度继续办理：自然人 1 = 总计 1
            - ✓ 自然人：一、本年新收政府信息公开申请数量 9 + 二、上年结转政府信息公开申请数量 1 = （七）总计 9 + 四、结转下年度继续办理 1
        "#]],
    );
    check(
        &at_cell(REPORT, "| 未经复议直接起诉", 5),
        &expect![[r#"
            [2]
            **“行政诉讼 › 未经复议直接起诉”行“总计”栏**

            - ✓ 行政诉讼 › 未经复议直接起诉：结果维持 1 + 尚未审结 1 = 总计 2
        "#]],
    );
    check(
        &at_cell(REPORT, "| 行政许可 |", 1),
        &expect![[r#"
            [36]
            **“行政许可”行“本年处理决定数量”栏**
        "#]],
    );
}

#[test]
fn an_equation_that_does_not_hold_is_shown_with_its_rule() {
    let line = "| 四、结转下年度继续办理                   |      1 ";
    let text = REPORT.replace(line, "| 四、结转下年度继续办理 | 2 ");
    check(
        &at_cell(&text, "| 四、结转下年度", 1),
        &expect![[r#"
            [2]
            **“四、结转下年度继续办理”行“自然人”栏**

            - ≠ 四、结转下年度继续办理：自然人 2 ≠ 总计 1
            - ≠ 自然人：一、本年新收政府信息公开申请数量 9 + 二、上年结转政府信息公开申请数量 1 = 10 ≠ 11 = （七）总计 9 + 四、结转下年度继续办理 2

            `totals/slip`：表里的数互相牵连：一个数填错，它所在的行、列和上下平衡往往同时不成立。如果修正某一处，所有不成立的关系就都成立，又不破坏别的关系，而且只有这一种修正，那里就是笔误。gouji 只报这一处，受它影响的合计列在相关位置里。
        "#]],
    );
    let english = told(&at_cell(&text, "| 四、结转下年度", 7), Lang::En, Markup::Plain);
    expect![[r#"
        [1]
        row “四、结转下年度继续办理”, column “总计”

        ≠ 四、结转下年度继续办理: 自然人 2 ≠ 总计 1
        ✓ 总计: 一、本年新收政府信息公开申请数量 12 + 二、上年结转政府信息公开申请数量 1 = （七）总计 12 + 四、结转下年度继续办理 1
    "#]].assert_eq(&english);
}

#[test]
fn an_equation_that_lacks_a_figure_is_counted() {
    let line = "| 二、上年结转政府信息公开申请数量         |      1 ";
    let text = REPORT.replace(line, "| 二、上年结转政府信息公开申请数量 |  ");
    check(
        &at_cell(&text, "| 一、本年新收", 1),
        &expect![[r#"
            [9]
            **“一、本年新收政府信息公开申请数量”行“自然人”栏**

            - ✓ 一、本年新收政府信息公开申请数量：自然人 9 + 商业企业 2 + 其他 1 = 总计 12
            - 另有 1 条勾稽关系缺少数字，未核对
        "#]],
    );
}

#[test]
fn a_label_and_a_heading_say_what_belongs_there() {
    check(
        &at_cell(REPORT, "| 7.属于行政执法案卷", 0),
        &expect![[r#"
        [7.属于行政执法案卷]
        **三、本年度办理结果 › （三）不予公开 › 7.属于行政执法案卷**

        因属于行政执法案卷信息而不予公开的件数。条例第十六条第二款。
    "#]],
    );
    check(
        &REPORT.replace("五、存在的", "五、存$0在的"),
        &expect![[r#"
        [五、存在的主要问题及改进情况]
        **五、存在的主要问题及改进情况**

        既写本年度工作中存在的主要问题，也写已经采取和准备采取的改进措施，不能只写其一。要求见条例第五十条第四项。
    "#]],
    );
    check(
        &REPORT.replace("五、存在的", "五、存$0在问"),
        &expect![[r#"
        [五、存在问主要问题及改进情况]
        **五、存在的主要问题及改进情况**

        既写本年度工作中存在的主要问题，也写已经采取和准备采取的改进措施，不能只写其一。要求见条例第五十条第四项。

        `structure/section-heading`：六个部分的标题由国办公开办函〔2021〕30号的格式规定。写法统一，上级汇总和群众查找才方便。常见的是凭记忆打字，把“及”写成“和”，多字少字，或者编号写错。
    "#]],
    );
}

#[test]
fn prose_is_left_alone() {
    check(
        &REPORT.replace("收回210份", "收回2$010份"),
        &expect![[r#"
        nothing
    "#]],
    );
    check(
        "$0",
        &expect![[r#"
        []
        `structure/missing-section`：年度报告的六个部分是固定的，依据是条例第五十条和国办公开办函〔2021〕30号：一、总体情况；二、主动公开政府信息情况；三、收到和处理政府信息公开申请情况；四、政府信息公开行政复议、行政诉讼情况；五、存在的主要问题及改进情况；六、其他需要报告的事项。少一个部分，报告就不完整。常见的原因是从 Word 或网页粘贴时漏选了一段，或者删旧年份内容时连标题一起删了。
    "#]],
    );
}

/// The figure of the received total is told in every shape, also with CRLF and behind characters of four bytes.
#[test]
fn figures_are_told_in_every_shape() {
    for (name, text) in samples().into_iter().filter(|(name, _)| name.ends_with("clean")) {
        for text in [text.clone(), text.replace('\n', "\r\n"), format!("𠮷\n{text}")] {
            let (analysis, rope) = (analysed(&text), Text::from(&*text));
            let named = |words: &str| {
                let starts = text.char_indices().map(|(at, _)| at);
                let mut told = starts.filter_map(|at| hover(&analysis, &rope, at, Lang::Zh, Markup::Plain));
                told.any(|told| told.text.starts_with(words))
            };
            assert!(named("“四、结转下年度继续办理”行“总计”栏\n\n✓ 四、结转下年度继续办理："), "{name}");
        }
    }
}
