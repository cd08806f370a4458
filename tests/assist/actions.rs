//! What the light bulb offers, and what comes of it.

use expect_test::expect;
use gouji::analysis::Analysis;
use gouji::assist::actions::certain::Known;
use gouji::assist::actions::fix_all::fix_all;
use gouji::assist::actions::{Question, actions, refused};
use gouji::assist::shapes;
use gouji::format::{Formats, template};
use gouji::report::Shape;
use gouji::report::lexicon::Lexicon;
use gouji::rules::Lang;
use gouji::span::Span;
use gouji::text::Text;

use crate::{analysed, drawn};

/// The titles of what is offered at the cursor.
fn titles(text: &str) -> String {
    offered(text).into_iter().map(|(title, _)| title + "\n").collect()
}

/// What is offered at the cursor, each with the text that comes of it.
fn offered(text: &str) -> Vec<(String, String)> {
    let (text, at) = drawn(text);
    let (analysis, rope) = (analysed(&text), Text::from(text.as_str()));
    let diagnostics = analysis.diagnostics(Lang::Zh);
    let question = Question {
        text: &rope,
        analysis: &analysis,
        diagnostics: &diagnostics,
        range: Span::new(at..at),
        lang: Lang::Zh,
        automatic: false,
    };
    let done = |action: gouji::assist::actions::Action| {
        let edits = action.work.edits(&rope, &analysis, &diagnostics, &|_, _| known(&analysis));
        let mut text = text.clone();
        for edit in edits.iter().rev() {
            text.replace_range(edit.range.bytes(), &edit.new_text);
        }
        (action.title, text)
    };
    actions(&question, &|_| true).into_iter().map(done).collect()
}

/// The text after the action whose title begins like this.
fn done(text: &str, title: &str) -> String {
    let offered = offered(text);
    let found = offered.iter().find(|(other, _)| other.starts_with(title));
    found.unwrap_or_else(|| panic!("{title} is not offered, but {:?}", titles(text))).1.clone()
}

const DISPUTES: &str = "\
四、政府信息公开行政复议、行政诉讼情况
| 类别 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |
| --- | --- | --- | --- | --- | --- |
| 行政复议 | 1 | 0 | 0 | 2 | $0 |
| 未经复议直接起诉 | 0 | 0 | 0 | 0 | 0 |
| 复议后起诉 | 0 | 0 | 0 | 0 | 0 |
";

const PDF: &str = "\
二、主动公开政府信息情况
第二十条第（一）项
信息内容 本年制发件数 本年废止件数 现行有效件数
规章 0 0 0
行政规范性文件 $03 1 14
- 3 -
第二十条第（五）项
信息内容 本年处理决定数量
行政许可 18
第二十条第（六）项
信息内容 本年处理决定数量
行政处罚 0
行政强制 0
第二十条第（八）项
信息内容 本年收费金额（单位：万元）
行政事业性收费 12.50
以上数据截至年底。
";

#[test]
fn a_table_from_a_pdf_becomes_markdown() {
    expect![[r#"
        二、主动公开政府信息情况

        第二十条第（一）项

        | 信息内容       | 本年制发件数 | 本年废止件数 | 现行有效件数 |
        | -------------- | -----------: | -----------: | -----------: |
        | 规章           |            0 |            0 |            0 |
        | 行政规范性文件 |            3 |            1 |           14 |

        第二十条第（五）项

        | 信息内容 | 本年处理决定数量 |
        | -------- | ---------------: |
        | 行政许可 |               18 |

        第二十条第（六）项

        | 信息内容 | 本年处理决定数量 |
        | -------- | ---------------: |
        | 行政处罚 |                0 |
        | 行政强制 |                0 |

        第二十条第（八）项

        | 信息内容       | 本年收费金额（单位：万元） |
        | -------------- | -------------------------: |
        | 行政事业性收费 |                      12.50 |

        以上数据截至年底。
    "#]]
    .assert_eq(&done(PDF, "整理成对齐的表格（Markdown）"));
    let with_more = PDF.replace("行政强制 0", "行政强制 0\n（含委托执法）");
    expect![[r#""#]].assert_eq(&titles(&with_more));
    expect![[r#"
        整理成对齐的表格（Markdown）：表二
        改为可粘贴到 Excel 的表格（制表符分隔）：表二
        改为竖线分隔的表格：表二
    "#]]
    .assert_eq(&titles(PDF));
}

#[test]
fn totals_are_computed_anew() {
    expect![[r#"
        改为可粘贴到 Excel 的表格（制表符分隔）：表四
        改为竖线分隔的表格：表四
        重新计算本行总计：填 3
    "#]]
    .assert_eq(&titles(DISPUTES));
    expect![[r#"
        四、政府信息公开行政复议、行政诉讼情况
        | 类别 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |
        | --- | --- | --- | --- | --- | --- |
        | 行政复议 | 1 | 0 | 0 | 2 | 3 |
        | 未经复议直接起诉 | 0 | 0 | 0 | 0 | 0 |
        | 复议后起诉 | 0 | 0 | 0 | 0 | 0 |
    "#]]
    .assert_eq(&done(DISPUTES, "重新计算本行"));
}

#[test]
fn blanks_are_filled_where_the_writer_says_so() {
    let text = "\
二、主动公开政府信息情况
| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
| --- | --- | --- | --- |
| 规章 | $0 | 0 | |
| 行政规范性文件 | 3 | | 14 |
";
    expect![[r#"
        修正同类问题：表格有空白格未填（3 处，修正后须逐处核实）
        改为可粘贴到 Excel 的表格（制表符分隔）：表二
        改为竖线分隔的表格：表二
        本行空白格都填 0（2 格）
        表二空白格都填 0（3 格）
    "#]]
    .assert_eq(&titles(text));
    expect![[r#"
        二、主动公开政府信息情况
        | 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
        | --- | --- | --- | --- |
        | 规章 | 0 | 0 |0 |
        | 行政规范性文件 | 3 | | 14 |
    "#]]
    .assert_eq(&done(text, "本行空白格"));
}

#[test]
fn blanks_of_the_table_are_filled_from_any_of_its_rows() {
    let text = "\
四、政府信息公开行政复议、行政诉讼情况
| 类别 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |
| --- | --- | --- | --- | --- | --- |
| 行政复议 | 1 | | 2 | | |
| 未经复议直接起诉 | | | | | |
| 复议后起诉 | | $0 | | | |
";
    expect![[r#"
        修正同类问题：表格有空白格未填（4 处，修正后须逐处核实）
        改为可粘贴到 Excel 的表格（制表符分隔）：表四
        改为竖线分隔的表格：表四
        表四空白格都填 0，合计按各项相加（13 格）
    "#]]
    .assert_eq(&titles(text));
    // Totals are what the others add up to; a blank that is no total is 0.
    expect![[r#"
        四、政府信息公开行政复议、行政诉讼情况
        | 类别 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |
        | --- | --- | --- | --- | --- | --- |
        | 行政复议 | 1 |0 | 2 |0 |3 |
        | 未经复议直接起诉 |0 |0 |0 |0 |0 |
        | 复议后起诉 |0 | 0 |0 |0 |0 |
    "#]]
    .assert_eq(&done(text, "表四空白格"));
    // A total whose parts are unknown stays blank.
    let text = text.replace("| 1 | | 2", "| 1 | ／ | 2");
    expect![[r#"
        四、政府信息公开行政复议、行政诉讼情况
        | 类别 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |
        | --- | --- | --- | --- | --- | --- |
        | 行政复议 | 1 | ／ | 2 |0 | |
        | 未经复议直接起诉 |0 |0 |0 |0 |0 |
        | 复议后起诉 |0 | 0 |0 |0 |0 |
    "#]]
    .assert_eq(&done(&text, "表四空白格"));
}

#[test]
fn headings_are_numbered_anew() {
    let text = "\
一、总体情况
（一）主动公开。全年发布信息。
（二）依申请公开。没有申请。
（四）平台建$0设。网站运行平稳。
三、主动公开政府信息情况
三、收到和处理政府信息公开申请情况
";
    expect![[r#"
        重排各部分序号（1 处有变化）
        重排本部分小标题序号（1 处有变化）
    "#]]
    .assert_eq(&titles(text));
    expect![[r#"
        一、总体情况
        （一）主动公开。全年发布信息。
        （二）依申请公开。没有申请。
        （四）平台建设。网站运行平稳。
        二、主动公开政府信息情况
        三、收到和处理政府信息公开申请情况
    "#]]
    .assert_eq(&done(text, "重排各部分"));
    expect![[r#"
        一、总体情况
        （一）主动公开。全年发布信息。
        （二）依申请公开。没有申请。
        （三）平台建设。网站运行平稳。
        三、主动公开政府信息情况
        三、收到和处理政府信息公开申请情况
    "#]]
    .assert_eq(&done(text, "重排本部分"));
}

#[test]
fn a_table_is_inserted_where_it_belongs() {
    let text = "\
一、总体情况
本机关全年发布信息。
四、政府信息公开行政复议、行政诉讼情况
$0
五、存在的主要问题及改进情况
";
    expect![[r#"
        一、总体情况
        本机关全年发布信息。
        四、政府信息公开行政复议、行政诉讼情况

        | 类别             | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |
        | ---------------- | -------: | -------: | -------: | -------: | ---: |
        | 行政复议         |          |          |          |          |      |
        | 未经复议直接起诉 |          |          |          |          |      |
        | 复议后起诉       |          |          |          |          |      |

        五、存在的主要问题及改进情况
    "#]]
    .assert_eq(&done(text, "插入表格"));
}

fn known(analysis: &Analysis) -> Known {
    Known::of(analysis, analysis.diagnostics(Lang::Zh))
}

#[test]
fn fixing_all_is_one_step_and_leaves_the_rest_alone() {
    for line_end in ["\n", "\r\n", "\r"] {
        let text = "一、总体情况况\n全年发布信息。  \n二、主动公开政府信息的情况况\n".replace('\n', line_end);
        let analysis = analysed(&text);
        let judge = |text: &Text, edits: &[_]| known(&analysis.after(text, edits, Lexicon::built_in()));
        let fixed = fix_all(&Text::from(text.as_str()), known(&analysis), &|_| true, &judge);
        let mut now = text.clone();
        for edit in fixed.edits.iter().rev() {
            now.replace_range(edit.range.bytes(), &edit.new_text);
        }
        assert_eq!(now, "一、总体情况\n全年发布信息。  \n二、主动公开政府信息情况\n".replace('\n', line_end));
        assert_eq!(fixed.count.values().sum::<usize>(), 2);
    }
}

#[test]
fn a_new_report_is_the_same_in_every_way_of_writing_it() {
    for format in Formats::built_in().all() {
        let (agency, year) = ("丁香镇人民政府", format.first_year);
        assert_eq!(
            shapes::report(format, agency, year, Shape::Markdown).unwrap(),
            template::report(format, agency, year)
        );
        for shape in shapes::WRITABLE {
            let text = shapes::report(format, agency, year, shape).unwrap();
            let left = analysed(&text).findings().map(|(_, _, found)| found.rule).collect::<Vec<_>>();
            let to_fill = |rule: &&str| matches!(*rule, "tables/blank-cell" | "text/placeholder");
            assert!(left.len() == 4 && left.iter().all(to_fill), "{left:?}\n{text}");
        }
    }
}

#[test]
fn a_figure_is_changed_unseen_only_if_two_sums_speak_for_it() {
    let clean = include_str!("../reports/markdown/clean.md");
    let slip = |row: &str, from: &str, to: &str| {
        let at = clean.find(row).unwrap();
        format!("{}{}", &clean[..at], clean[at..].replacen(from, to, 1))
    };
    let mended = |text: &str| {
        let analysis = analysed(text);
        let found = analysis.diagnostics(Lang::Zh);
        assert!(found.iter().any(|found| found.fixes.iter().any(|fix| fix.preferred)), "{found:?}");
        let judge = |text: &Text, edits: &[_]| known(&analysis.after(text, edits, Lexicon::built_in()));
        let mut mended = text.to_owned();
        for edit in fix_all(&Text::from(text), known(&analysis), &|_| true, &judge).edits.iter().rev() {
            mended.replace_range(edit.range.bytes(), &edit.new_text);
        }
        mended
    };
    // 四、结转下年度: the row and the column are wrong by it.
    assert_eq!(mended(&slip("| 四、结转下年度", " 1 ", " 3 ")), clean);
    // 行政复议: only its own sum speaks of it.
    let (row, other) = ("|        1 |        0 |        0 |        0 |    1 |", "| 10 | 1 | 0 | 0 | 0 |");
    let alone = slip("| 行政复议 ", row, other);
    assert_eq!(mended(&alone), alone);
}

#[test]
fn a_figure_with_its_unit_is_written_in_digits() {
    for (written, digits) in [("18件", "18"), ("１８", "18"), ("1,234", "1234"), ("18 件", "18"), ("〇", "0")]
    {
        let text = PDF.replace("行政许可 18", &format!("行政许可 {written}")).replace("$0", "");
        let text = text.replace(&format!("行政许可 {written}"), &format!("行政许可 $0{written}"));
        let now = done(&text, &format!("只写数字：{digits}"));
        assert!(now.contains(&format!("行政许可 {digits}\n")), "{now}");
    }
    let several = PDF.replace("行政许可 18", "行政许可 18件").replace("规章 0 0 0", "规章 0件 0 0");
    let several = several.replace("$03", "$03项");
    let now = done(&several, "表二各格只写数字（3 格）");
    assert!(now.contains("规章 0 0 0\n行政规范性文件 3 1 14\n") && now.contains("行政许可 18\n"), "{now}");
    // Plain figures, and sums of money with their unit, are left.
    assert!(!titles(PDF).contains("只写数字"));
    let money = PDF.replace("$0", "").replace("12.50", "$012.50万元");
    assert!(!titles(&money).contains("只写数字"));
}

// ---- what cannot be done

/// The rewrites that cannot be done at the cursor, each with the reason.
fn refusals(text: &str) -> String {
    let (text, at) = drawn(text);
    let (analysis, rope) = (analysed(&text), Text::from(text.as_str()));
    let range = Span::new(at..at);
    let question = Question {
        text: &rope,
        analysis: &analysis,
        diagnostics: &[],
        range,
        lang: Lang::Zh,
        automatic: false,
    };
    refused(&question).into_iter().map(|one| format!("{} — {}\n", one.title, one.reason)).collect()
}

#[test]
fn a_rewrite_that_cannot_be_done_says_why() {
    assert_eq!(refusals(DISPUTES), "");
    assert_eq!(refusals(PDF), "");
    // Elsewhere nothing is missed.
    assert_eq!(refusals("$0一、总体情况\n\n本年度收到申请 2 件。\n"), "");
    let words = PDF.replace("- 3 -", "以下数据由各科室报送。");
    expect![[r#"
        整理成对齐的表格（Markdown）：表二 — 表中夹有别的文字“以下数据由各科室报送。”，改写会丢失；请先移到表外
        改为可粘贴到 Excel 的表格（制表符分隔）：表二 — 表中夹有别的文字“以下数据由各科室报送。”，改写会丢失；请先移到表外
        改为竖线分隔的表格：表二 — 表中夹有别的文字“以下数据由各科室报送。”，改写会丢失；请先移到表外
    "#]]
    .assert_eq(&refusals(&words));
    expect![[r#"
        整理成对齐的表格（Markdown）：表二 — “规章”行的数字多了或少了，不能确定各在哪一栏；请先修正这一行
        改为可粘贴到 Excel 的表格（制表符分隔）：表二 — “规章”行的数字多了或少了，不能确定各在哪一栏；请先修正这一行
        改为竖线分隔的表格：表二 — “规章”行的数字多了或少了，不能确定各在哪一栏；请先修正这一行
    "#]]
    .assert_eq(&refusals(&PDF.replace("规章 0 0 0", "规章 0 0")));
    let other = DISPUTES.replace("| 复议后", "| 其中检察院转来的 | 0 | 0 | 0 | 0 | 0 |\n| 复议后");
    expect![[r#"
        改为可粘贴到 Excel 的表格（制表符分隔）：表四 — 表中的“其中检察院转来的”不是格式规定的行，改写会丢失；请先修正行标签
        改为竖线分隔的表格：表四 — 表中的“其中检察院转来的”不是格式规定的行，改写会丢失；请先修正行标签
    "#]]
    .assert_eq(&refusals(&other));
    let quoted = DISPUTES.lines().map(|line| format!("> {line}\n")).collect::<String>();
    expect![[r#"
        改为可粘贴到 Excel 的表格（制表符分隔）：表四 — 这张表在引用（>）之中，不能改写；请先去掉行首的“>”
        改为竖线分隔的表格：表四 — 这张表在引用（>）之中，不能改写；请先去掉行首的“>”
    "#]]
    .assert_eq(&refusals(&quoted));
}
