//! What is shown between the words of the text.

use expect_test::{Expect, expect};
use gouji::assist::hints::{Answers, Hint, Kind, Wanted, hints};
use gouji::rules::Lang;
use gouji::span::Span;
use gouji::text::Text;

use crate::{analysed, find, samples};

const ALL: Wanted = Wanted { sums: true, columns: true, prose: Answers::None };

fn all(text: &str, wanted: Wanted, lang: Lang) -> Vec<Hint> {
    let analysis = analysed(text);
    hints(&analysis, &Text::from(text), &analysis.diagnostics(lang), Span::new(0..text.len()), wanted, lang)
}

/// The text with its hints in ⟨⟩.
fn drawn(text: &str, hints: &[Hint]) -> String {
    let mut drawn = text.to_owned();
    for hint in hints.iter().rev() {
        drawn.insert_str(hint.at, &format!("⟨{}⟩", hint.label));
    }
    drawn
}

/// The lines of a text on which hints are shown; blanks in a row are one.
fn lines(text: &str, wanted: Wanted, lang: Lang) -> String {
    let drawn = drawn(text, &all(text, wanted, lang));
    let lines = drawn.lines().filter(|line| line.contains('⟨'));
    lines
        .map(|line| line.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ") + "\n")
        .collect()
}

fn check(text: &str, expected: &Expect) {
    expected.assert_eq(&lines(text, ALL, Lang::Zh));
}

fn sample(name: &str) -> String {
    samples().into_iter().find(|(other, _)| other == name).unwrap().1
}

#[test]
fn sums_stand_behind_the_rows_of_a_markdown_table() {
    check(
        &sample("markdown faulty"),
        &expect![[r#"
            | 一、本年新收政府信息公开申请数量 | 9 | 2 | 0 | 0 | 0 | 1 | 12 |⟨合计 12 ✓⟩
            | 二、上年结转政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |⟨合计 1 ✓⟩
            | 三、本年度办理结果（一）予以公开 | 5 | 1 | 0 | 0 | 0 | 0 | 6 |⟨合计 6 ✓⟩
            | （二）部分公开（区分处理的，只计这一情形，不计其他情形） | 1 | 0 | 0 | 0 | 0 | 0 | 1 |⟨合计 1 ✓⟩
            | 4.保护第三方合法权益 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |⟨合计 1 ✓⟩
            | （四）无法提供1.本机关不掌握相关政府信息 | 1 | 1 | 0 | 0 | 0 | 0 | 2 |⟨合计 2 ✓⟩
            | （五）不予处理1.信访举报投诉类申请 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |⟨合计 1 ✓⟩
            | （六）其他处理 | 0 | 0 | 0 | 0 | 0 | 1 | 1 |⟨合计 1 ✓⟩
            | （七）总计 | 9 | 2 | 0 | 0 | 0 | 1 | 12 |⟨合计 12 ✓⟩⟨各列相符 ✓⟩
            | 四、结转下年度继续办理 | 2 | 0 | 0 | 0 | 0 | 0 | 1 |⟨合计应为 2⟩⟨自然人应为 1⟩
            | 行政复议 | 1 | 0 | 0 | 0 | 0 |⟨合计应为 1⟩
            | 未经复议直接起诉 | 1 | 0 | 0 | 1 | 2 |⟨合计 2 ✓⟩
        "#]],
    );
    check(
        &sample("markdown clean"),
        &expect![[r#"
            | 一、本年新收政府信息公开申请数量 | 9 | 2 | 0 | 0 | 0 | 1 | 12 |⟨合计 12 ✓⟩
            | 二、上年结转政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |⟨合计 1 ✓⟩
            | 三、本年度办理结果（一）予以公开 | 5 | 1 | 0 | 0 | 0 | 0 | 6 |⟨合计 6 ✓⟩
            | （二）部分公开（区分处理的，只计这一情形，不计其他情形） | 1 | 0 | 0 | 0 | 0 | 0 | 1 |⟨合计 1 ✓⟩
            | 4.保护第三方合法权益 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |⟨合计 1 ✓⟩
            | （四）无法提供1.本机关不掌握相关政府信息 | 1 | 1 | 0 | 0 | 0 | 0 | 2 |⟨合计 2 ✓⟩
            | （五）不予处理1.信访举报投诉类申请 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |⟨合计 1 ✓⟩
            | 3.其他 | 0 | 0 | 0 | 0 | 0 | 1 | 1 |⟨合计 1 ✓⟩
            | （七）总计 | 9 | 2 | 0 | 0 | 0 | 1 | 12 |⟨合计 12 ✓⟩⟨各列相符 ✓⟩
            | 四、结转下年度继续办理 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |⟨合计 1 ✓⟩⟨各列相符 ✓⟩
            | 行政复议 | 1 | 0 | 0 | 0 | 1 |⟨合计 1 ✓⟩
            | 未经复议直接起诉 | 1 | 0 | 0 | 1 | 2 |⟨合计 2 ✓⟩
        "#]],
    );
    expect![[r#"
        | 一、本年新收政府信息公开申请数量 | 9 | 2 | 0 | 0 | 0 | 1 | 12 |⟨sum 12 ✓⟩
        | 二、上年结转政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |⟨sum 1 ✓⟩
        | 三、本年度办理结果（一）予以公开 | 5 | 1 | 0 | 0 | 0 | 0 | 6 |⟨sum 6 ✓⟩
        | （二）部分公开（区分处理的，只计这一情形，不计其他情形） | 1 | 0 | 0 | 0 | 0 | 0 | 1 |⟨sum 1 ✓⟩
        | 4.保护第三方合法权益 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |⟨sum 1 ✓⟩
        | （四）无法提供1.本机关不掌握相关政府信息 | 1 | 1 | 0 | 0 | 0 | 0 | 2 |⟨sum 2 ✓⟩
        | （五）不予处理1.信访举报投诉类申请 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |⟨sum 1 ✓⟩
        | （六）其他处理 | 0 | 0 | 0 | 0 | 0 | 1 | 1 |⟨sum 1 ✓⟩
        | （七）总计 | 9 | 2 | 0 | 0 | 0 | 1 | 12 |⟨sum 12 ✓⟩⟨columns agree ✓⟩
        | 四、结转下年度继续办理 | 2 | 0 | 0 | 0 | 0 | 0 | 1 |⟨sum should be 2⟩⟨自然人 should be 1⟩
        | 行政复议 | 1 | 0 | 0 | 0 | 0 |⟨sum should be 1⟩
        | 未经复议直接起诉 | 1 | 0 | 0 | 1 | 2 |⟨sum 2 ✓⟩
    "#]]
    .assert_eq(&lines(&sample("markdown faulty"), ALL, Lang::En));
}

#[test]
fn sums_and_columns_stand_beside_figures_on_lines_of_their_own() {
    let text = sample("cells faulty");
    let text = &text[..find(&text, "（三）不予公开", 0)];
    expect![[r#"
        ⟨本年制发件数⟩0
        ⟨本年废止件数⟩0
        ⟨现行有效件数⟩0
        ⟨本年制发件数⟩0
        ⟨本年废止件数⟩2
        ⟨现行有效件数⟩5
        ⟨本年处理决定数量⟩5120
        ⟨本年处理决定数量⟩386
        ⟨本年处理决定数量⟩12
        ⟨本年收费金额（单位：万元）⟩0
        ⟨自然人⟩26
        ⟨商业企业⟩8
        ⟨科研机构⟩0
        ⟨社会公益组织⟩0
        ⟨法律服务机构⟩4
        ⟨其他⟩1
        ⟨总计⟩39⟨合计 39 ✓⟩
        ⟨自然人⟩1
        ⟨商业企业⟩1
        ⟨科研机构⟩0
        ⟨社会公益组织⟩0
        ⟨法律服务机构⟩0
        ⟨其他⟩0
        ⟨总计⟩2⟨合计 2 ✓⟩
        ⟨自然人⟩9
        ⟨商业企业⟩3
        ⟨科研机构⟩0
        ⟨社会公益组织⟩0
        ⟨法律服务机构⟩2
        ⟨其他⟩0
        ⟨总计⟩14⟨合计 14 ✓⟩
        ⟨自然人⟩2
        ⟨商业企业⟩0
        ⟨科研机构⟩0
        ⟨社会公益组织⟩0
        ⟨法律服务机构⟩0
        ⟨其他⟩0
        ⟨总计⟩2⟨合计 2 ✓⟩
    "#]]
    .assert_eq(&lines(text, ALL, Lang::Zh).replace('\t', ""));
    let bare = sample("cells-bare clean");
    expect![[r#"
        18⟨合计 18 ✓⟩
        1⟨合计 1 ✓⟩
        7⟨合计 7 ✓⟩
        1⟨合计 1 ✓⟩
        3⟨合计 3 ✓⟩
        1⟨合计 1 ✓⟩
        4⟨合计 4 ✓⟩
        1⟨合计 1 ✓⟩
        1⟨合计 1 ✓⟩
        14⟨合计 14 ✓⟩
        2⟨合计 2 ✓⟩
        1⟨合计 1 ✓⟩
        1⟨合计 1 ✓⟩
        18⟨合计 18 ✓⟩
        1⟨相符 ✓⟩
        1⟨合计 1 ✓⟩
        1⟨合计 1 ✓⟩
        1⟨合计 1 ✓⟩
        1⟨合计 1 ✓⟩
    "#]]
    .assert_eq(&lines(&bare, Wanted { columns: false, ..ALL }, Lang::Zh));
    let pipes = sample("pipe-cells clean");
    let pipes = drawn(&pipes, &all(&pipes, ALL, Lang::Zh));
    expect![[r#"
        （七）总计
        |
        ⟨自然人⟩62⟨合计 62 ✓⟩
        |
        ⟨商业企业⟩17⟨合计 17 ✓⟩
        |
        ⟨科研机构⟩2⟨合计 2 ✓⟩
        |
        ⟨社会公益组织⟩1⟨合计 1 ✓⟩
        |
        ⟨法律服务机构⟩9⟨合计 9 ✓⟩
        |
        ⟨其他⟩0
        |
        ⟨总计⟩91⟨合计 91 ✓⟩
        |
        |||
        四、结转下年度继续办理
        |
        ⟨自然人⟩3⟨相符 ✓⟩
        |
        ⟨商业企业⟩1⟨相符 ✓⟩
        |
        ⟨科研机构⟩0
        |
        ⟨社会公益组织⟩0
        |
        ⟨法律服务机构⟩0
        |
        ⟨其他⟩0
        |
        ⟨总计⟩4⟨合计 4 ✓⟩
        |
        |||

        四、政府信息公开行政复议、行政诉讼情况

        行政复议
        |
        行政诉讼
        |
        ||||||||||||||
        结果维持
        |
        结果纠正
        |
        其他结果
        |
        尚未审结
        |
        总计
        |
        未经复议直接起诉
        |
        复议后起诉
        |
        |||||||||
        结果维持
        |
        结果纠正
        |
        其他结果
        |
        尚未审结
        |
        总计
        |
        结果维持
        |
        结果纠正
        |
        其他结果
        |
        尚未审结
        |
        总计
        |
        ||||||
        ⟨行政复议 › 结果维持⟩4
        |
        ⟨行政复议 › 结果纠正⟩1
        |
        ⟨行政复议 › 其他结果⟩1
        |
        ⟨行政复议 › 尚未审结⟩1
        |
        ⟨行政复议 › 总计⟩7⟨合计 7 ✓⟩
        |
        ⟨未经复议直接起诉 › 结果维持⟩2
        |
        ⟨未经复议直接起诉 › 结果纠正⟩0
        |
        ⟨未经复议直接起诉 › 其他结果⟩0
        |
        ⟨未经复议直接起诉 › 尚未审结⟩1
        |
        ⟨未经复议直接起诉 › 总计⟩3⟨合计 3 ✓⟩
        |
        ⟨复议后起诉 › 结果维持⟩1
        |
        ⟨复议后起诉 › 结果纠正⟩0
        |
        ⟨复议后起诉 › 其他结果⟩1
        |
        ⟨复议后起诉 › 尚未审结⟩0
        |
        ⟨复议后起诉 › 总计⟩2⟨合计 2 ✓⟩
        |
        |

    "#]]
    .assert_eq(&pipes[find(&pipes, "（七）总计", 0)..find(&pipes, "五、存在", 0)]);
}

#[test]
fn rows_of_any_other_shape_have_their_sums_at_the_end_of_their_lines() {
    check(
        &sample("pdf-rows faulty"),
        &expect![[r#"
            一、本年新收政府信息公开申请数量 1204 87 3 6 41 12 1353⟨合计 1353 ✓⟩
            二、上年结转政府信息公开申请数量 38 2 0 0 1 0 41⟨合计 41 ✓⟩
            （一）予以公开 52 40 3 2 18 5 589⟨合计应为 120⟩
            情形，不计其他情形） 96 8 0 0 4 0 108⟨合计 108 ✓⟩
            1.属于国家秘密 3 0 0 0 0 0 3⟨合计 3 ✓⟩
            2.其他法律行政法规禁止公开 7 1 0 0 0 0 8⟨合计 8 ✓⟩
            3.危及“三安全一稳定” 2 0 0 0 0 0 2⟨合计 2 ✓⟩
            4.保护第三方合法权益 11 3 0 0 0 0 14⟨合计 14 ✓⟩
            5.属于三类内部事务信息 9 0 0 0 1 0 10⟨合计 10 ✓⟩
            6.属于四类过程性信息 14 2 0 0 1 0 17⟨合计 17 ✓⟩
            7.属于行政执法案卷 16 3 0 0 2 1 22⟨合计 22 ✓⟩
            8.属于行政查询事项 63 4 0 0 3 0 70⟨合计 70 ✓⟩
            1.本机关不掌握相关政府信息 318 17 0 4 8 4 351⟨合计 351 ✓⟩
            2.没有现成信息需要另行制作 12 1 0 0 0 0 13⟨合计 13 ✓⟩
            3.补正后申请内容仍不明确 21 1 0 0 0 0 22⟨合计 22 ✓⟩
            1.信访举报投诉类申请 34 0 0 0 0 1 35⟨合计 35 ✓⟩
            2.重复申请 15 1 0 0 1 0 17⟨合计 17 ✓⟩
            3.要求提供公开出版物 1 0 0 0 0 0 1⟨合计 1 ✓⟩
            4.无正当理由大量反复申请 4 0 0 0 0 0 4⟨合计 4 ✓⟩
            信息 2 0 0 0 0 0 2⟨合计 2 ✓⟩
            机关不再处理其政府信息公开申请 26 3 0 0 2 0 31⟨合计 31 ✓⟩
            1⟨合计 1 ✓⟩
            3.其他 22 2 0 0 1 0 25⟨合计 25 ✓⟩
            （七）总计 1198 86 3 6 41 11 1345⟨合计 1345 ✓⟩⟨自然人应为 729⟩
            四、结转下年度继续办理 44 3 0 0 1 1 49⟨合计 49 ✓⟩⟨各列相符 ✓⟩
            31 12 19 6 68⟨合计 68 ✓⟩ 14 2 5 3 24⟨合计 24 ✓⟩ 9 1 2 4 16⟨合计 16 ✓⟩
        "#]],
    );
    check(
        &sample("tsv faulty"),
        &expect![[r#"
            一、本年新收政府信息公开申请数量			3	0	0	0	0	0	3⟨合计 3 ✓⟩
            三、本年度办理结果	（一）予以公开		2	0	0	0	0	0	2⟨合计 2 ✓⟩
            	（四）无法提供	1.本机关不掌握相关政府信息	1	0	0	0	0	0	1⟨合计 1 ✓⟩
            	（七）总计		3	0	0	0	0	0	3⟨合计 3 ✓⟩⟨各列相符 ✓⟩
            四、结转下年度继续办理			0	0	0	0	0	0	0⟨各列相符 ✓⟩
            					0	0	1	0	1⟨合计 1 ✓⟩	0	0	0	0	0
        "#]],
    );
}

#[test]
fn an_equation_is_told_with_its_numbers() {
    let hints = all(&sample("markdown faulty"), ALL, Lang::Zh);
    let told =
        hints.iter().map(|hint| format!("{}\n{}\n\n", hint.label, hint.about.clone().unwrap_or_default()));
    let told: Vec<String> = told.collect();
    expect![[r#"
        合计 12 ✓
        ✓ （七）总计：自然人 9 + 商业企业 2 + 其他 1 = 总计 12

        各列相符 ✓
        ✓ 自然人：（一）予以公开 5 + （二）部分公开 1 + 4.保护第三方合法权益 1 + 1.本机关不掌握相关政府信息 1 + 1.信访举报投诉类申请 1 = （七）总计 9
        ✓ 商业企业：（一）予以公开 1 + 1.本机关不掌握相关政府信息 1 = （七）总计 2
        ✓ 其他：（六）其他处理 1 = （七）总计 1
        ✓ 总计：（一）予以公开 6 + （二）部分公开 1 + 4.保护第三方合法权益 1 + 1.本机关不掌握相关政府信息 2 + 1.信访举报投诉类申请 1 + （六）其他处理 1 = （七）总计 12

        合计应为 2
        ≠ 四、结转下年度继续办理：自然人 2 ≠ 总计 1

        自然人应为 1
        ≠ 自然人：一、本年新收政府信息公开申请数量 9 + 二、上年结转政府信息公开申请数量 1 = 10 ≠ 11 = （七）总计 9 + 四、结转下年度继续办理 2

        合计应为 1
        ≠ 行政复议：结果维持 1 ≠ 总计 0

        合计 2 ✓
        ✓ 行政诉讼 › 未经复议直接起诉：结果维持 1 + 尚未审结 1 = 总计 2

    "#]].assert_eq(&told[told.len() - 6..].concat());
}

/// What many columns lack is told in short.
#[test]
fn many_columns_are_counted() {
    let mut text = sample("markdown clean");
    let row = find(&text, "| （七）总计", 0);
    let end = row + text[row..].find('\n').unwrap();
    text.replace_range(row..end, "| （七）总计 | 1 | 1 | 1 | 1 | 1 | 1 | 6 |");
    let shown = lines(&text, ALL, Lang::Zh);
    expect!["| （七）总计 | 1 | 1 | 1 | 1 | 1 | 1 | 6 |⟨合计 6 ✓⟩⟨自然人应为 9，商业企业应为 2，科研机构应为 0 等 6 列⟩"].assert_eq(shown.lines().find(|line| line.contains("（七）")).unwrap());
    let shown = lines(&text, ALL, Lang::En);
    expect!["| （七）总计 | 1 | 1 | 1 | 1 | 1 | 1 | 6 |⟨sum 6 ✓⟩⟨自然人 should be 9, 商业企业 should be 2, 科研机构 should be 0, in all 6 columns⟩"].assert_eq(shown.lines().find(|line| line.contains("（七）")).unwrap());
}

#[test]
fn nothing_is_shown_of_zeros_or_of_what_is_not_certain() {
    // A table of zeros.
    let zeros = "四、政府信息公开行政复议、行政诉讼情况\n\n| 类别 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |\n\
                 | --- | --- | --- | --- | --- | --- |\n| 行政复议 | 0 | 0 | 0 | 0 | 0 |\n\
                 | 未经复议直接起诉 | 0 | 0 | 0 | 0 | 0 |\n| 复议后起诉 | 0 | 0 | 0 | 0 | 0 |\n";
    check(zeros, &expect![[""]]);
    // A blank cell, a cell too few, words, a row twice: nothing of these rows, nor of the columns.
    let with = |row: &str| zeros.replace("| 复议后起诉 | 0 | 0 | 0 | 0 | 0 |", row);
    check(&with("| 复议后起诉 | 1 |  | 0 | 0 | 1 |"), &expect![[""]]);
    check(&with("| 复议后起诉 | 1 | 0 | 0 | 1 |"), &expect![[""]]);
    check(&with("| 复议后起诉 | 1 | 无 | 0 | 0 | 1 |"), &expect![[""]]);
    check(&with("| 复议后起诉 | 1 | 0 | 0 | 0 | 1 |\n| 复议后起诉 | 2 | 0 | 0 | 0 | 2 |"), &expect![[""]]);
    check(
        &with("| 复议后起诉 | 1 | 0 | 0 | 0 | 2 |"),
        &expect![[r#"
            | 复议后起诉 | 1 | 0 | 0 | 0 | 2 |⟨合计应为 1⟩
        "#]],
    );
}

#[test]
fn columns_are_named_where_one_types_also_among_zeros_and_blanks() {
    let clean = sample("cells clean");
    let zero = |line: &str| if line.trim().parse::<f64>().is_ok() { "\t0" } else { line }.to_owned();
    let first = clean[..find(&clean, "三、收到", 0)].lines().map(zero).collect::<Vec<_>>().join("\n");
    let shown = |text: &str| lines(text, ALL, Lang::Zh).replace('\t', "");
    let zeros = shown(&first);
    expect![[r#"
        ⟨本年制发件数⟩0
        ⟨本年废止件数⟩0
        ⟨现行有效件数⟩0
        ⟨本年制发件数⟩0
        ⟨本年废止件数⟩0
        ⟨现行有效件数⟩0
        ⟨本年处理决定数量⟩0
        ⟨本年处理决定数量⟩0
        ⟨本年处理决定数量⟩0
        ⟨本年收费金额（单位：万元）⟩0
    "#]]
    .assert_eq(&zeros);
    let blank = shown(&first.replacen("\t0\n", "\t\n", 1));
    assert_eq!(blank, zeros.replacen('0', "", 1));
}

#[test]
fn only_what_is_wanted_and_asked_for_is_given() {
    for (name, text) in samples() {
        for text in [text.clone(), text.replace('\n', "\r\n"), text.replace('\n', "\r")] {
            let (analysis, rope) = (analysed(&text), Text::from(&*text));
            let whole = hints(&analysis, &rope, &[], Span::new(0..text.len()), ALL, Lang::Zh);
            assert!(whole.windows(2).all(|two| two[0].at <= two[1].at), "{name}");
            assert!(
                whole.iter().all(|hint| text.is_char_boundary(hint.at) && !hint.label.is_empty()),
                "{name}"
            );
            for part in [0..0, 0..text.len() / 2, text.len() / 3..text.len() / 2, text.len()..text.len()] {
                let given = hints(&analysis, &rope, &[], Span::new(part.clone()), ALL, Lang::Zh);
                let due = whole.iter().filter(|hint| part.start <= hint.at && hint.at <= part.end);
                assert_eq!(given.iter().collect::<Vec<_>>(), due.collect::<Vec<_>>(), "{name}");
            }
            let one = |wanted| hints(&analysis, &rope, &[], Span::new(0..text.len()), wanted, Lang::Zh).len();
            let sums = one(Wanted { columns: false, ..ALL });
            let columns = one(Wanted { sums: false, ..ALL });
            assert_eq!(sums + columns, whole.len(), "{name}");
            assert!(sums > 0 && one(Wanted::default()) == 0, "{name}");
            assert_eq!(columns > 0, name.starts_with("cells") || name.starts_with("pipe-cells"), "{name}");
        }
    }
}

// ---- the prose

/// Sentences of the overview with what the tables have behind them; sums and columns are not wanted.
fn said(text: &str, prose: Answers) -> String {
    let hints = all(text, Wanted { prose, ..Wanted::default() }, Lang::Zh);
    assert!(hints.iter().all(|hint| hint.kind == Kind::Said));
    let drawn = drawn(text, &hints);
    drawn.split_inclusive(['。', '；', '，', '、', '\n']).filter(|said| said.contains('⟨')).collect()
}

#[test]
fn the_table_answers_where_a_sentence_says_something_else() {
    let clean = sample("markdown clean");
    assert_eq!(said(&clean, Answers::Mismatches), "");
    let wrong = clean
        .replacen("制发行政规范性文件2件", "制发行政规范性文件３件", 1)
        .replacen("被提起行政诉讼2件", "未发生行政诉讼", 1)
        .replacen("政府信息公开申请12件", "政府信息公开申请15余件", 1);
    expect![
        "制发行政规范性文件３件⟨表格为 2⟩，全年新收政府信息公开申请15余件⟨表格为 12⟩，未发生行政诉讼⟨表格为 2⟩，"
    ]
    .assert_eq(&said(&wrong, Answers::Mismatches));
    assert_eq!(said(&wrong, Answers::None), "");
}

#[test]
fn on_request_the_table_answers_every_figure_that_it_has() {
    let text = sample("markdown clean").replacen("废止1件", "废止7件", 1);
    expect!["制发行政规范性文件2件⟨✓⟩，废止7件⟨表格为 1⟩，全年新收政府信息公开申请12件⟨✓⟩，上年结转1件⟨✓⟩。本年度办结12件⟨✓⟩，其中予以公开6件⟨✓⟩、部分公开1件⟨✓⟩、不予公开1件⟨✓⟩、无法提供2件⟨✓⟩、不予处理1件⟨✓⟩、其他处理1件⟨✓⟩；结转下年度继续办理1件⟨✓⟩。因政府信息公开工作被申请行政复议1件⟨✓⟩，被提起行政诉讼2件⟨✓⟩，1件⟨✓⟩维持，1件⟨✓⟩尚未审结。"]
    .assert_eq(&said(&text, Answers::All));
    let hints = all(&text, Wanted { prose: Answers::All, ..Wanted::default() }, Lang::Zh);
    expect![[r#"
        表二：“行政规范性文件”行“本年制发件数”栏 2
        表二：“行政规范性文件”行“本年废止件数”栏 1"#]]
    .assert_eq(&hints[..2].iter().filter_map(|hint| hint.about.clone()).collect::<Vec<_>>().join("\n"));
}

#[test]
fn what_the_table_itself_has_wrong_answers_nothing() {
    let wrong = sample("markdown clean")
        .replacen("政府信息公开申请12件", "政府信息公开申请15件", 1)
        .replacen("|    1 |   12 |", "|    1 |   14 |", 1);
    assert_eq!(said(&wrong, Answers::Mismatches), "");
    // What was put aside is no finding any more.
    let aside = sample("markdown clean").replacen("制发行政规范性文件2件", "制发行政规范性文件3件", 1);
    let (analysis, rope) = (analysed(&aside), Text::from(aside.as_str()));
    let wanted = Wanted { prose: Answers::Mismatches, ..Wanted::default() };
    assert_eq!(hints(&analysis, &rope, &[], Span::new(0..aside.len()), wanted, Lang::Zh), []);
}
