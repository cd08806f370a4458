//! Which figures belong together, and the ways between them.

use expect_test::{Expect, expect};
use gouji::assist::definition::{definition, references};
use gouji::assist::highlight::highlights;
use gouji::assist::hover::{Markup, hover};
use gouji::assist::said;
use gouji::rules::Lang;
use gouji::span::{InText, Span};
use gouji::text::Text;

use crate::{analysed, at_cell, drawn, samples};

const REPORT: &str = include_str!("../reports/markdown/clean.md");

/// The figure at a place with its name.
fn named(text: &str, range: Span<InText>) -> String {
    let told = hover(&analysed(text), &Text::from(text), range.start, Lang::Zh, Markup::Plain).unwrap();
    format!("{} {}", &text[range.bytes()], told.text.lines().next().unwrap())
}

/// What is highlighted: totals behind `=`, parts behind `+`.
fn highlighted(text: &str, expected: &Expect) {
    let (text, at) = drawn(text);
    let marks = highlights(&analysed(&text), &Text::from(text.as_str()), at).into_iter();
    let show = |total: bool| if total { "=" } else { "+" };
    let lines = marks.map(|mark| format!("{} {}\n", show(mark.total), named(&text, mark.range)));
    expected.assert_eq(&lines.collect::<String>());
}

/// Where one gets from a figure.
fn ways(text: &str, expected: &Expect) {
    let (text, at) = drawn(text);
    let analysis = analysed(&text);
    let mut out = String::new();
    for (name, ways) in [("definition", definition(&analysis, at)), ("references", references(&analysis, at))]
    {
        let to = ways.map_or_else(Vec::new, |ways| ways.to);
        out += &format!("{name}: {}\n", to.len());
        to.iter().for_each(|range| out += &format!("  {}\n", named(&text, *range)));
    }
    expected.assert_eq(&out);
}

#[test]
fn a_total_is_highlighted_with_its_parts() {
    highlighted(
        &at_cell(REPORT, "| 一、本年新收", 7),
        &expect![[r#"
            + 9 “一、本年新收政府信息公开申请数量”行“自然人”栏
            + 2 “一、本年新收政府信息公开申请数量”行“商业企业”栏
            + 0 “一、本年新收政府信息公开申请数量”行“科研机构”栏
            + 0 “一、本年新收政府信息公开申请数量”行“社会公益组织”栏
            + 0 “一、本年新收政府信息公开申请数量”行“法律服务机构”栏
            + 1 “一、本年新收政府信息公开申请数量”行“其他”栏
            = 12 “一、本年新收政府信息公开申请数量”行“总计”栏
        "#]],
    );
    highlighted(
        &at_cell(REPORT, "| 四、结转下年度", 2),
        &expect![[r#"
            + 2 “一、本年新收政府信息公开申请数量”行“商业企业”栏
            + 2 “三、本年度办理结果 › （七）总计”行“商业企业”栏
            = 0 “四、结转下年度继续办理”行“商业企业”栏
        "#]],
    );
    highlighted(
        &at_cell(REPORT, "| 未经复议直接起诉", 5),
        &expect![[r#"
            + 1 “行政诉讼 › 未经复议直接起诉”行“结果维持”栏
            + 0 “行政诉讼 › 未经复议直接起诉”行“结果纠正”栏
            + 0 “行政诉讼 › 未经复议直接起诉”行“其他结果”栏
            + 1 “行政诉讼 › 未经复议直接起诉”行“尚未审结”栏
            = 2 “行政诉讼 › 未经复议直接起诉”行“总计”栏
        "#]],
    );
}

#[test]
fn a_part_is_highlighted_with_its_totals() {
    highlighted(
        &at_cell(REPORT, "| 5.属于三类内部事务信息", 2),
        &expect![[r#"
            + 0 “三、本年度办理结果 › （三）不予公开 › 5.属于三类内部事务信息”行“商业企业”栏
            = 2 “三、本年度办理结果 › （七）总计”行“商业企业”栏
        "#]],
    );
    highlighted(
        &at_cell(REPORT, "| 复议后起诉", 1),
        &expect![[r#"
            + 0 “行政诉讼 › 复议后起诉”行“结果维持”栏
        "#]],
    );
}

#[test]
fn on_a_zero_no_other_zero_is_highlighted() {
    for (name, text) in samples() {
        let (analysis, rope) = (analysed(&text), Text::from(text.as_str()));
        for (at, _) in text.match_indices('0') {
            let marks = highlights(&analysis, &rope, at);
            let own = marks.iter().filter(|mark| mark.range.contains(at)).count();
            assert_eq!(own, 1, "{name} at {at}");
            if marks.iter().any(|mark| mark.range.contains(at) && &text[mark.range.bytes()] == "0") {
                let zeros = marks.iter().filter(|mark| &text[mark.range.bytes()] == "0").count();
                assert_eq!(zeros, 1, "{name} at {at}");
            }
        }
    }
}

#[test]
fn a_figure_that_belongs_to_no_other_is_highlighted_alone() {
    highlighted(
        &at_cell(REPORT, "| 行政许可 |", 1),
        &expect![[r#"
        + 36 “行政许可”行“本年处理决定数量”栏
    "#]],
    );
    let (text, at) = drawn(&REPORT.replace("信息186条", "信息1$086条"));
    let marks = highlights(&analysed(&text), &Text::from(text.as_str()), at);
    assert_eq!(marks.iter().map(|mark| &text[mark.range.bytes()]).collect::<Vec<_>>(), ["186"]);
}

#[test]
fn nothing_else_is_highlighted() {
    highlighted(&at_cell(REPORT, "| 四、结转下年度", 0), &expect![[""]]);
    highlighted(&REPORT.replace("六、其他", "六、$0其他"), &expect![[""]]);
}

#[test]
fn from_a_total_one_gets_to_its_parts_and_from_a_part_to_its_totals() {
    ways(
        &at_cell(REPORT, "| （七）总计", 2),
        &expect![[r#"
            definition: 21
              1 “三、本年度办理结果 › （一）予以公开”行“商业企业”栏
              0 “三、本年度办理结果 › （二）部分公开（区分处理的，只计这一情形，不计其他情形）”行“商业企业”栏
              0 “三、本年度办理结果 › （三）不予公开 › 1.属于国家秘密”行“商业企业”栏
              0 “三、本年度办理结果 › （三）不予公开 › 2.其他法律行政法规禁止公开”行“商业企业”栏
              0 “三、本年度办理结果 › （三）不予公开 › 3.危及‘三安全一稳定’”行“商业企业”栏
              0 “三、本年度办理结果 › （三）不予公开 › 4.保护第三方合法权益”行“商业企业”栏
              0 “三、本年度办理结果 › （三）不予公开 › 5.属于三类内部事务信息”行“商业企业”栏
              0 “三、本年度办理结果 › （三）不予公开 › 6.属于四类过程性信息”行“商业企业”栏
              0 “三、本年度办理结果 › （三）不予公开 › 7.属于行政执法案卷”行“商业企业”栏
              0 “三、本年度办理结果 › （三）不予公开 › 8.属于行政查询事项”行“商业企业”栏
              1 “三、本年度办理结果 › （四）无法提供 › 1.本机关不掌握相关政府信息”行“商业企业”栏
              0 “三、本年度办理结果 › （四）无法提供 › 2.没有现成信息需要另行制作”行“商业企业”栏
              0 “三、本年度办理结果 › （四）无法提供 › 3.补正后申请内容仍不明确”行“商业企业”栏
              0 “三、本年度办理结果 › （五）不予处理 › 1.信访举报投诉类申请”行“商业企业”栏
              0 “三、本年度办理结果 › （五）不予处理 › 2.重复申请”行“商业企业”栏
              0 “三、本年度办理结果 › （五）不予处理 › 3.要求提供公开出版物”行“商业企业”栏
              0 “三、本年度办理结果 › （五）不予处理 › 4.无正当理由大量反复申请”行“商业企业”栏
              0 “三、本年度办理结果 › （五）不予处理 › 5.要求行政机关确认或重新出具已获取信息”行“商业企业”栏
              0 “三、本年度办理结果 › （六）其他处理 › 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请”行“商业企业”栏
              0 “三、本年度办理结果 › （六）其他处理 › 2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请”行“商业企业”栏
              0 “三、本年度办理结果 › （六）其他处理 › 3.其他”行“商业企业”栏
            references: 2
              12 “三、本年度办理结果 › （七）总计”行“总计”栏
              0 “四、结转下年度继续办理”行“商业企业”栏
        "#]],
    );
    ways(
        &at_cell(REPORT, "| 二、上年结转", 1),
        &expect![[r#"
            definition: 0
            references: 2
              1 “二、上年结转政府信息公开申请数量”行“总计”栏
              1 “四、结转下年度继续办理”行“自然人”栏
        "#]],
    );
    ways(
        &at_cell(REPORT, "| 四、结转下年度", 7),
        &expect![[r#"
            definition: 9
              12 “一、本年新收政府信息公开申请数量”行“总计”栏
              1 “二、上年结转政府信息公开申请数量”行“总计”栏
              12 “三、本年度办理结果 › （七）总计”行“总计”栏
              1 “四、结转下年度继续办理”行“自然人”栏
              0 “四、结转下年度继续办理”行“商业企业”栏
              0 “四、结转下年度继续办理”行“科研机构”栏
              0 “四、结转下年度继续办理”行“社会公益组织”栏
              0 “四、结转下年度继续办理”行“法律服务机构”栏
              0 “四、结转下年度继续办理”行“其他”栏
            references: 1
              1 ✓ 正文 1，与表格一致
        "#]],
    );
    ways(
        &at_cell(REPORT, "| 行政许可 |", 1),
        &expect![[r#"
        definition: 0
        references: 0
    "#]],
    );
}

/// Which of two equal rows is meant is not certain, so neither counts.
#[test]
fn a_row_that_stands_there_twice_belongs_to_nothing() {
    let row = REPORT.lines().find(|line| line.starts_with("| 二、上年结转")).unwrap();
    let text = REPORT.replace(row, &format!("{row}\n{row}"));
    highlighted(
        &at_cell(&text, "| 二、上年结转", 1),
        &expect![[r#"
        + 1 “二、上年结转政府信息公开申请数量”行“自然人”栏
    "#]],
    );
    ways(
        &at_cell(&text, "| 四、结转下年度", 1),
        &expect![[r#"
            definition: 2
              9 “一、本年新收政府信息公开申请数量”行“自然人”栏
              9 “三、本年度办理结果 › （七）总计”行“自然人”栏
            references: 1
              1 “四、结转下年度继续办理”行“总计”栏
        "#]],
    );
}

/// The totals of every shape have as many parts as the format says.
#[test]
fn every_shape_has_the_same_ways() {
    for (name, text) in samples().into_iter().filter(|(name, _)| name.ends_with("clean")) {
        for text in [text.clone(), text.replace('\n', "\r\n"), format!("𠮷\n{text}")] {
            let analysis = analysed(&text);
            let mut found: Vec<(usize, usize)> = Vec::new();
            for (at, _) in text.char_indices() {
                // What sentences say leads to the tables too.
                let in_table = said::at(&analysis, at).is_none();
                let ways = definition(&analysis, at).filter(|ways| in_table && ways.from.start == at);
                if let Some(ways) = ways {
                    found.push((ways.from.start, ways.to.len()));
                }
            }
            let count = |parts: usize| found.iter().filter(|(_, other)| *other == parts).count();
            // Rows of table 三, its results by applicant and altogether, what is carried out, table 四.
            assert_eq!(
                [count(6), count(21), count(27), count(3), count(9), count(4)],
                [23, 6, 1, 6, 1, 3],
                "{name}"
            );
        }
    }
}

/// The clean report with a cursor behind the first of these words.
fn in_prose(words: &str) -> String {
    let at = crate::find(REPORT, words, 0) + words.len();
    format!("{}$0{}", &REPORT[..at], &REPORT[at..])
}

#[test]
fn what_a_sentence_says_leads_to_its_cells() {
    ways(
        &in_prose("新收政府信息公开申请1"),
        &expect![[r#"
            definition: 1
              12 “一、本年新收政府信息公开申请数量”行“总计”栏
            references: 0
        "#]],
    );
    highlighted(
        &in_prose("被提起行政诉讼"),
        &expect![[r#"
            = 2 ✓ 正文 2，与表格一致
            + 2 “行政诉讼 › 未经复议直接起诉”行“总计”栏
            + 0 “行政诉讼 › 复议后起诉”行“总计”栏
        "#]],
    );
    // What is in no cell leads nowhere.
    ways(
        &in_prose("发布信息186"),
        &expect![[r#"
        definition: 0
        references: 0
    "#]],
    );
}

#[test]
fn a_cell_leads_to_the_sentences_that_speak_of_it() {
    ways(
        &at_cell(REPORT, "| 未经复议直接起诉", 5),
        &expect![[r#"
            definition: 4
              1 “行政诉讼 › 未经复议直接起诉”行“结果维持”栏
              0 “行政诉讼 › 未经复议直接起诉”行“结果纠正”栏
              0 “行政诉讼 › 未经复议直接起诉”行“其他结果”栏
              1 “行政诉讼 › 未经复议直接起诉”行“尚未审结”栏
            references: 1
              2 ✓ 正文 2，与表格一致
        "#]],
    );
}

#[test]
fn a_sentence_that_says_another_figure_is_shown_beside_its_cells() {
    let wrong = REPORT.replacen("被提起行政诉讼2件", "被提起行政诉讼3件", 1);
    let at = crate::find(&wrong, "被提起行政诉讼3", 0) + "被提起行政诉讼".len();
    let told = hover(&analysed(&wrong), &Text::from(&*wrong), at, Lang::Zh, Markup::Plain).unwrap();
    expect![[r#"
        ≠ 正文 3，表格 2

        表四：“行政诉讼 › 未经复议直接起诉”行“总计”栏 2
        表四：“行政诉讼 › 复议后起诉”行“总计”栏 0

        text/figure-mismatch：正文和表格说的是同一件事，数应当一样。不一样，往往是表格改了正文没跟上，或者正文沿用了上年的数。读报告的人先看正文，看出一处不符，就会怀疑全部数据。"#]].assert_eq(&told.text);
}
