//! The report as the form prints it.

use std::collections::HashMap;

use expect_test::{Expect, expect};
use gouji::analysis::Analysis;
use gouji::assist::page::{Manner, Page, STYLE, document, page};
use gouji::format::{Formats, template};
use gouji::report::Report;
use gouji::report::lexicon::Lexicon;
use gouji::report::normal::normal;
use gouji::rules::{Lang, Severity};
use gouji::text::{Encoding, Text};
use scraper::{ElementRef, Html, Node, Selector};

use crate::support::real;
use crate::{analysed, samples};

const REPORT: &str = include_str!("../reports/markdown/clean.md");

/// The page beside a text, whose positions are counted in bytes.
fn beside(text: &str) -> Page {
    let analysis = analysed(text);
    let manner = Manner { lang: Lang::Zh, positions: Some(Encoding::Utf8) };
    page(&analysis, &Text::from(text), &analysis.diagnostics(Lang::Zh), manner)
}

/// The page that stands alone.
fn alone(text: &str) -> String {
    let analysis = analysed(text);
    document(&analysis, &Text::from(text), &analysis.diagnostics(Lang::Zh), Lang::Zh)
}

/// A page as a browser reads it, which finds no mistake in it.
fn parsed(page: &str) -> Html {
    let html = Html::parse_document(page);
    assert_eq!(html.errors, Vec::<std::borrow::Cow<str>>::new(), "{page}");
    html
}

fn read(text: &str) -> Html {
    parsed(&format!(
        "<!DOCTYPE html><html><head><title>.</title></head><body>{}</body></html>",
        beside(text).body
    ))
}

fn all<'a>(html: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    html.select(&Selector::parse(selector).unwrap()).collect()
}

fn words(element: ElementRef<'_>) -> String {
    element.text().collect()
}

/// What is seen: a line for each block, a table with a line for each row. `=` is a head, `2×3` its width and height,
/// `!` what is marked, `_` a blank cell, `?` one whose figures have no certain column, `~` what is missing.
fn seen(html: &Html, within: &str) -> String {
    let mut drawn = String::new();
    let blocks = ["h1", "h2", "h3", "p", "pre", "tr", "li"].map(|block| format!("{within} {block}"));
    for element in all(html, &blocks.join(", ")) {
        let marks = |element: ElementRef<'_>| {
            let has = |class: &str| element.value().classes().any(|other| other == class);
            let sign = |sign: &'static str, is: bool| if is { sign } else { "" };
            [
                sign("!", has("error") || has("warning") || has("information")),
                sign("?", has("uncertain")),
                sign("~", has("missing") || has("absent")),
            ]
            .concat()
        };
        let name = element.value().name();
        if name != "tr" {
            drawn += &format!("{name}{} {}\n", marks(element), inline(element));
            continue;
        }
        let cells = element.child_elements().map(|cell| {
            let size = |name: &str| cell.attr(name).map_or("1", |size| size);
            let size = match (size("colspan"), size("rowspan")) {
                ("1", "1") => String::new(),
                (width, height) => format!("{width}×{height} "),
            };
            let head = if cell.value().name() == "th" { "=" } else { "" };
            let said = inline(cell);
            let said = if said.is_empty() && head.is_empty() { "_".to_owned() } else { said };
            format!("{head}{size}{}{said}", marks(cell))
        });
        drawn += &format!("| {}\n", cells.collect::<Vec<_>>().join(" | "));
    }
    drawn
}

/// Words, with what is marked in brackets and what is bold between stars.
fn inline(element: ElementRef<'_>) -> String {
    let mut said = String::new();
    for child in element.children() {
        match child.value() {
            Node::Text(words) => said += words,
            Node::Element(other) => {
                let inner = inline(ElementRef::wrap(child).unwrap());
                said += &match other.name() {
                    "mark" => format!("[{inner}]"),
                    "strong" => format!("*{inner}*"),
                    _ => inner,
                };
            }
            _ => {}
        }
    }
    said
}

fn check(text: &str, expected: &Expect) {
    expected.assert_eq(&seen(&read(text), "article"));
}

/// What is seen of the sections that are there.
fn check_sections(text: &str, expected: &Expect) {
    expected.assert_eq(&seen(
        &read(&format!("某局2024年政府信息公开工作年度报告\n\n{text}")),
        "section:not(.absent)",
    ));
}

/// A part of the clean report, from one line to another.
fn part(from: &str, to: &str) -> String {
    let start = REPORT.find(from).unwrap();
    let end = start + REPORT[start..].find(to).unwrap();
    REPORT[start..end].to_owned()
}

#[test]
fn table_two_is_one_table_in_blocks() {
    check_sections(
        &part("二、主动公开", "三、收到"),
        &expect![[r#"
            h2 二、主动公开政府信息情况
            | =4×1 第二十条第（一）项
            | =信息内容 | =本年制发件数 | =本年废止件数 | =现行有效件数
            | =规章 | 0 | 0 | 0
            | =行政规范性文件 | 2 | 1 | 11
            | =4×1 第二十条第（五）项
            | =信息内容 | =3×1 本年处理决定数量
            | =行政许可 | 3×1 36
            | =4×1 第二十条第（六）项
            | =信息内容 | =3×1 本年处理决定数量
            | =行政处罚 | 3×1 14
            | =行政强制 | 3×1 0
            | =4×1 第二十条第（八）项
            | =信息内容 | =3×1 本年收费金额（单位：万元）
            | =行政事业性收费 | 3×1 0
        "#]],
    );
}

#[test]
fn table_three_has_a_head_of_three_lines_and_shared_labels() {
    check_sections(
        &part("三、收到", "四、政府信息"),
        &expect![[r#"
            h2 三、收到和处理政府信息公开申请情况
            | =3×3 （本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） | =7×1 申请人情况
            | =1×2 自然人 | =5×1 法人或其他组织 | =1×2 总计
            | =商业企业 | =科研机构 | =社会公益组织 | =法律服务机构 | =其他
            | =3×1 一、本年新收政府信息公开申请数量 | 9 | 2 | 0 | 0 | 0 | 1 | 12
            | =3×1 二、上年结转政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 1
            | =1×22 三、本年度办理结果 | =2×1 （一）予以公开 | 5 | 1 | 0 | 0 | 0 | 0 | 6
            | =2×1 （二）部分公开（区分处理的，只计这一情形，不计其他情形） | 1 | 0 | 0 | 0 | 0 | 0 | 1
            | =1×8 （三）不予公开 | =1.属于国家秘密 | 0 | 0 | 0 | 0 | 0 | 0 | 0
            | =2.其他法律行政法规禁止公开 | 0 | 0 | 0 | 0 | 0 | 0 | 0
            | =3.危及“三安全一稳定” | 0 | 0 | 0 | 0 | 0 | 0 | 0
            | =4.保护第三方合法权益 | 1 | 0 | 0 | 0 | 0 | 0 | 1
            | =5.属于三类内部事务信息 | 0 | 0 | 0 | 0 | 0 | 0 | 0
            | =6.属于四类过程性信息 | 0 | 0 | 0 | 0 | 0 | 0 | 0
            | =7.属于行政执法案卷 | 0 | 0 | 0 | 0 | 0 | 0 | 0
            | =8.属于行政查询事项 | 0 | 0 | 0 | 0 | 0 | 0 | 0
            | =1×3 （四）无法提供 | =1.本机关不掌握相关政府信息 | 1 | 1 | 0 | 0 | 0 | 0 | 2
            | =2.没有现成信息需要另行制作 | 0 | 0 | 0 | 0 | 0 | 0 | 0
            | =3.补正后申请内容仍不明确 | 0 | 0 | 0 | 0 | 0 | 0 | 0
            | =1×5 （五）不予处理 | =1.信访举报投诉类申请 | 1 | 0 | 0 | 0 | 0 | 0 | 1
            | =2.重复申请 | 0 | 0 | 0 | 0 | 0 | 0 | 0
            | =3.要求提供公开出版物 | 0 | 0 | 0 | 0 | 0 | 0 | 0
            | =4.无正当理由大量反复申请 | 0 | 0 | 0 | 0 | 0 | 0 | 0
            | =5.要求行政机关确认或重新出具已获取信息 | 0 | 0 | 0 | 0 | 0 | 0 | 0
            | =1×3 （六）其他处理 | =1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请 | 0 | 0 | 0 | 0 | 0 | 0 | 0
            | =2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请 | 0 | 0 | 0 | 0 | 0 | 0 | 0
            | =3.其他 | 0 | 0 | 0 | 0 | 0 | 1 | 1
            | =2×1 （七）总计 | 9 | 2 | 0 | 0 | 0 | 1 | 12
            | =3×1 四、结转下年度继续办理 | 1 | 0 | 0 | 0 | 0 | 0 | 1
        "#]],
    );
}

#[test]
fn table_four_is_one_line() {
    check_sections(
        &part("四、政府信息", "五、存在"),
        &expect![[r#"
            h2 四、政府信息公开行政复议、行政诉讼情况
            | =5×2 行政复议 | =10×1 行政诉讼
            | =5×1 未经复议直接起诉 | =5×1 复议后起诉
            | =结果维持 | =结果纠正 | =其他结果 | =尚未审结 | =总计 | =结果维持 | =结果纠正 | =其他结果 | =尚未审结 | =总计 | =结果维持 | =结果纠正 | =其他结果 | =尚未审结 | =总计
            | 1 | 0 | 0 | 0 | 1 | 1 | 0 | 0 | 1 | 2 | 0 | 0 | 0 | 0 | 0
        "#]],
    );
}

#[test]
fn table_two_of_the_older_format_fills_its_width() {
    let format = Formats::built_in().get("annual-2019").unwrap();
    let text = template::section(format, format.section("disclosure").unwrap(), &|_| "0".to_owned());
    check_sections(
        &text,
        &expect![[r#"
            h2! 二、主动公开政府信息情况
            | =7×1 第二十条第（一）项
            | =信息内容 | =2×1 本年新制作数量 | =2×1 本年新公开数量 | =2×1 对外公开总数量
            | =规章 | 2×1 0 | 2×1 0 | 2×1 0
            | =规范性文件 | 2×1 0 | 2×1 0 | 2×1 0
            | =7×1 第二十条第（五）项
            | =信息内容 | =2×1 上一年项目数量 | =2×1 本年增/减 | =2×1 处理决定数量
            | =行政许可 | 2×1 0 | 2×1 0 | 2×1 0
            | =其他对外管理服务事项 | 2×1 0 | 2×1 0 | 2×1 0
            | =7×1 第二十条第（六）项
            | =信息内容 | =2×1 上一年项目数量 | =2×1 本年增/减 | =2×1 处理决定数量
            | =行政处罚 | 2×1 0 | 2×1 0 | 2×1 0
            | =行政强制 | 2×1 0 | 2×1 0 | 2×1 0
            | =7×1 第二十条第（八）项
            | =信息内容 | =3×1 上一年项目数量 | =3×1 本年增/减
            | =行政事业性收费 | 3×1 0 | 3×1 0
            | =7×1 第二十条第（九）项
            | =信息内容 | =3×1 采购项目数量 | =3×1 采购总金额
            | =政府集中采购 | 3×1 0 | 3×1 0
            li! 2024 年的报告用了2019年格式（试行）；应按2021年格式（国办公开办函〔2021〕30号）编制
        "#]],
    );
}

#[test]
fn what_is_wrong_is_marked_and_said_below() {
    let text = part("三、收到", "四、政府信息");
    let line = |start: &str| text.lines().find(|line| line.starts_with(start)).unwrap().to_owned();
    // A sum that does not hold, a blank, too few figures, a row too many, a label with a slip, a row that is gone.
    let text = text
        .replace(&line("| 一、"), "| 一、本年新收政府信息公开申请数量 | 8 | 2 | 0 | 0 | 0 | 1 | 12 |")
        .replace(&line("| 2.其他法律"), "| 2.其他法律行政法规禁止公开 | 0 | 0 |  | 0 | 0 | 0 | 0 |")
        .replace(&line("| 3.危及"), "| 3.危及“三安全一稳定” | 0 | 0 | 0 |")
        .replace(&line("| 4.保护"), "| 4.保护第三者合法权益 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |")
        .replace(&line("| 6.属于"), "")
        .replace(&line("| 7.属于"), "| 属于其他情形 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n| 7.属于行政执法案卷 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |")
        .replace("\n\n|", "\n|");
    check_sections(
        &text,
        &expect![[r#"
            h2 三、收到和处理政府信息公开申请情况
            | =3×3 （本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） | =7×1 申请人情况
            | =1×2 自然人 | =5×1 法人或其他组织 | =1×2 总计
            | =商业企业 | =科研机构 | =社会公益组织 | =法律服务机构 | =其他
            | =3×1 一、本年新收政府信息公开申请数量 | !8 | 2 | 0 | 0 | 0 | 1 | 12
            | =3×1 二、上年结转政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 1
            | =1×23 三、本年度办理结果 | =2×1 （一）予以公开 | 5 | 1 | 0 | 0 | 0 | 0 | 6
            | =2×1 （二）部分公开（区分处理的，只计这一情形，不计其他情形） | 1 | 0 | 0 | 0 | 0 | 0 | 1
            | =1×9 （三）不予公开 | =1.属于国家秘密 | 0 | 0 | 0 | 0 | 0 | 0 | 0
            | =2.其他法律行政法规禁止公开 | 0 | 0 | !_ | 0 | 0 | 0 | 0
            | =!3.危及“三安全一稳定” | 7×1 ?0 0 0
            | =!4.保护第三者合法权益 | 1 | 0 | 0 | 0 | 0 | 0 | 1
            | =5.属于三类内部事务信息 | 0 | 0 | 0 | 0 | 0 | 0 | 0
            | =!属于其他情形 | 7×1 ?0 0 0 0 0 0 0
            | =!6.属于四类过程性信息 | ~_ | ~_ | ~_ | ~_ | ~_ | ~_ | ~_
            | =7.属于行政执法案卷 | 0 | 0 | 0 | 0 | 0 | 0 | 0
            | =8.属于行政查询事项 | 0 | 0 | 0 | 0 | 0 | 0 | 0
            | =1×3 （四）无法提供 | =1.本机关不掌握相关政府信息 | 1 | 1 | 0 | 0 | 0 | 0 | 2
            | =2.没有现成信息需要另行制作 | 0 | 0 | 0 | 0 | 0 | 0 | 0
            | =3.补正后申请内容仍不明确 | 0 | 0 | 0 | 0 | 0 | 0 | 0
            | =1×5 （五）不予处理 | =1.信访举报投诉类申请 | 1 | 0 | 0 | 0 | 0 | 0 | 1
            | =2.重复申请 | 0 | 0 | 0 | 0 | 0 | 0 | 0
            | =3.要求提供公开出版物 | 0 | 0 | 0 | 0 | 0 | 0 | 0
            | =4.无正当理由大量反复申请 | 0 | 0 | 0 | 0 | 0 | 0 | 0
            | =5.要求行政机关确认或重新出具已获取信息 | 0 | 0 | 0 | 0 | 0 | 0 | 0
            | =1×3 （六）其他处理 | =1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请 | 0 | 0 | 0 | 0 | 0 | 0 | 0
            | =2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请 | 0 | 0 | 0 | 0 | 0 | 0 | 0
            | =3.其他 | 0 | 0 | 0 | 0 | 0 | 1 | 1
            | =2×1 （七）总计 | 9 | 2 | 0 | 0 | 0 | 1 | 12
            | =3×1 四、结转下年度继续办理 | 1 | 0 | 0 | 0 | 0 | 0 | 1
            li! “一、本年新收政府信息公开申请数量”行“自然人”栏应为 9，填的是 8；修正后相关的 29 条勾稽关系全部成立
            li! 2.其他法律行政法规禁止公开：“科研机构”未填，涉及的勾稽关系未核对；没有发生的应填 0
            li! 3.危及“三安全一稳定”：应有 7 个数，只有 3 个，涉及的勾稽关系未核对
            li! 行标签“4.保护第三者合法权益”有误，应为“4.保护第三方合法权益”
            li! 表三缺少“6.属于四类过程性信息”这一行
            li! 格式中没有“属于其他情形”这一行
        "#]],
    );
}

#[test]
fn what_is_missing_is_a_gap() {
    check(
        "一、总体情况\n\n按规定办理。\n\n四、政府信息公开行政复议、行政诉讼情况\n\n没有。\n",
        &expect![[r#"
            h1!~ （无标题）
            li! 没有标题；标题应写明机关名称、年份和“政府信息公开工作年度报告”
            h2 一、总体情况
            p 按规定办理。
            h2 二、主动公开政府信息情况
            h2 三、收到和处理政府信息公开申请情况
            p! 缺少 2 个部分：“二、主动公开政府信息情况”“三、收到和处理政府信息公开申请情况”
            h2 四、政府信息公开行政复议、行政诉讼情况
            p 没有。
            p! 缺少表四：这一部分有文字，没有表格
            | =5×2 行政复议 | =10×1 行政诉讼
            | =5×1 未经复议直接起诉 | =5×1 复议后起诉
            | =结果维持 | =结果纠正 | =其他结果 | =尚未审结 | =总计 | =结果维持 | =结果纠正 | =其他结果 | =尚未审结 | =总计 | =结果维持 | =结果纠正 | =其他结果 | =尚未审结 | =总计
            | ~_ | ~_ | ~_ | ~_ | ~_ | ~_ | ~_ | ~_ | ~_ | ~_ | ~_ | ~_ | ~_ | ~_ | ~_
            h2 五、存在的主要问题及改进情况
            h2 六、其他需要报告的事项
            p! 缺少 2 个部分：“五、存在的主要问题及改进情况”“六、其他需要报告的事项”
        "#]],
    );
}

#[test]
fn a_table_that_cannot_be_read_is_shown_as_it_stands() {
    check_sections(
        "四、政府信息公开行政复议、行政诉讼情况\n行政复议\n结果维持\n1 2 3 4 5 6 7\n未经复议直接起诉\n3 4 5\n总计\n3\n\n五、存在的主要问题及改进情况\n",
        &expect![[r#"
            h2 四、政府信息公开行政复议、行政诉讼情况
            pre! 行政复议
            结果维持
            1 2 3 4 5 6 7
            未经复议直接起诉
            3 4 5
            总计
            3
            li! 表四：表格文字无法按行读取，未检查勾稽关系
            h2! 五、存在的主要问题及改进情况
            li! “五、存在的主要问题及改进情况”没有实质内容
        "#]],
    );
}

#[test]
fn prose_is_joined_where_the_page_was_too_narrow() {
    check_sections(
        "# 一、总体情况\n\n　　本县按照《中华人民共和国政府信息公开条例》的规定，公开\n各类信息1204条，回应群众关切的问题，其中 2024\n年制发文件3件。\n- 2 -\n（一）主动公开\n本县公开**应公开**的信息。\n## （二）依申请公开\n1.收到申请\n2.办结申请\n",
        &expect![[r#"
            h2 一、总体情况
            p 本县按照《中华人民共和国政府信息公开条例》的规定，公开各类信息1204条，回应群众关切的问题，其中 2024年制发文件3件。
            h3 （一）主动公开
            p 本县公开*应公开*的信息。
            h3 （二）依申请公开
            p 1.收到申请
            p 2.办结申请
        "#]],
    );
}

/// What a project has put aside is not said; what matters more or less to it looks so.
#[test]
fn only_what_is_shown_is_said() {
    let row = "| 一、本年新收政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 2 |";
    let text = format!(
        "三、收到和处理政府信息公开申请情况\n\n{row}\n| 四、结转下年度继续办理 | 1 | 0 | 0 | 0 | 0 | 0 | 2 |\n"
    );
    let analysis = analysed(&text);
    let mut shown = analysis.diagnostics(Lang::Zh);
    shown.retain(|diagnostic| diagnostic.rule.starts_with("totals/"));
    shown.truncate(1);
    shown[0].severity = Severity::Hint;
    let manner = Manner { lang: Lang::Zh, positions: None };
    let page = page(&analysis, &Text::from(text.as_str()), &shown, manner).body;
    assert_eq!(page.matches("<li").count(), 1);
    assert!(page.contains("<td class=\"figure hint\""), "{page}");
    assert!(!page.contains("absent"));
}

#[test]
fn words_stand_as_words() {
    let text = "<script>alert(1)</script>\"&amp;'局2024年政府信息公开工作年度报告\n\n一、总体情况\n\n<img src=x onerror=\"alert('1')\"> & </p></style><!--\n\n三、收到和处理政府信息公开申请情况\n\n| 一、本年新收政府信息公开申请数量 | <b>1</b> | \"2\" | 0 | 0 | 0 | 1 | 12 |\n| <script>x</script> | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n| 二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n";
    let html = parsed(&alone(text));
    assert!(all(&html, "script, img, b").is_empty());
    let said = words(html.root_element());
    for words in [
        "<script>alert(1)</script>\"&amp;'局",
        "<img src=x onerror=\"alert('1')\"> & </p></style><!--",
        "<script>x</script>",
    ] {
        assert!(said.contains(words), "{words}");
    }
}

#[test]
fn a_page_that_stands_alone_needs_nothing_else() {
    let page = alone(REPORT);
    let html = parsed(&page);
    assert_eq!(words(all(&html, "title")[0]), "云溪县丁香镇人民政府2024年政府信息公开工作年度报告");
    assert!(all(&html, "script, link, img, [src], [href], [data-at], [tabindex]").is_empty());
    assert!(!STYLE.contains("url(") && !STYLE.contains("@import") && !STYLE.contains('<'));
    assert!(page.contains(STYLE));
}

#[test]
fn reports_stand_one_behind_the_other() {
    let text = format!("{REPORT}\n{}", REPORT.replace("丁香镇", "芦荡乡"));
    let html = read(&text);
    let titles: Vec<String> = all(&html, "article h1").into_iter().map(words).collect();
    assert_eq!(titles.len(), 2);
    assert!(titles[1].contains("芦荡乡"));
}

#[test]
fn sums_are_told_where_a_figure_answers_for_them() {
    let html = read(REPORT);
    let told: Vec<&str> = all(&html, "td[title]").into_iter().filter_map(|cell| cell.attr("title")).collect();
    expect![[r#"
        ✓ 一、本年新收政府信息公开申请数量：自然人 9 + 商业企业 2 + 其他 1 = 总计 12

        ✓ 二、上年结转政府信息公开申请数量：自然人 1 = 总计 1

        ✓ （一）予以公开：自然人 5 + 商业企业 1 = 总计 6"#]]
    .assert_eq(&told[..3].join("\n\n"));
    assert_eq!(told.len(), 25 + 6 + 6 + 3);
}

#[test]
fn totals_are_told_from_other_cells_also_where_nothing_is_filled_in() {
    let blank =
        |cell: &str| if cell.trim().parse::<u32>().is_ok() { " ".to_owned() } else { cell.to_owned() };
    let row = |line: &str| line.split('|').map(blank).collect::<Vec<_>>().join("|") + "\n";
    let text: String = REPORT.lines().map(row).collect();
    for text in [REPORT, &text] {
        let html = read(text);
        let totals = all(&html, "td[data-total]");
        assert_eq!(totals.len(), 25 + 6 + 3);
        let is_named = |cell: &ElementRef<'_>| {
            let name = cell.attr("data-cell").unwrap();
            name.ends_with("/total") || name.contains("/handled_total/")
        };
        assert!(totals.iter().all(is_named));
    }
}

/// Everything that is read of a text is on its page.
fn check_whole(name: &str, text: &str) {
    let html = read(text);
    let rope = Text::from(text);
    let mut shown: HashMap<(usize, String), Vec<String>> = HashMap::new();
    assert!(all(&html, ".figure").iter().all(|cell| cell.attr("tabindex").is_some()));
    // What the text lacks has no place in it, and can be filled in.
    assert!(all(&html, ".figure.missing").iter().all(|cell| cell.attr("data-cell").is_some()));
    for (index, article) in all(&html, "article").into_iter().enumerate() {
        assert_eq!(article.attr("data-report"), Some(index.to_string().as_str()));
        for cell in article.select(&Selector::parse(".figure:not(.missing)").unwrap()) {
            let place = cell.attr("data-at").unwrap().to_owned();
            shown.entry((index, place)).or_default().push(words(cell));
        }
    }
    let mut count = 0;
    for (index, (start, report)) in
        Analysis::fresh(&rope, Lexicon::built_in()).reports().into_iter().enumerate()
    {
        let first = rope.line_at(start);
        for range in figures(&report, start) {
            let [from, to] = [range.start, range.end].map(|at| {
                let position = rope.position(at, Encoding::Utf8);
                format!("{}:{}", position.line as usize - first, position.character)
            });
            let place = (index, format!("{from}-{to}"));
            let stands = text[range].split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(shown.get(&place).map(Vec::as_slice), Some(&[stands][..]), "{name} {place:?}");
            count += 1;
        }
    }
    let filled = all(&html, ".figure:not(.blank, .missing)").len();
    assert_eq!(filled, count, "{name}");
    // Every sentence is there, however its lines were broken.
    let said = normal(&words(html.root_element()));
    let is_sentence = |line: &&str| {
        // What the head and the labels of table three say is no sentence.
        let is_form = line.contains(['|', '\t'])
            || ["第一项加", "第三项加", "不计其他"].iter().any(|words| line.contains(words));
        !is_form && (line.contains('，') || line.trim_end().ends_with('。'))
    };
    let sentences = text.lines().filter(is_sentence);
    for line in sentences {
        assert!(said.contains(&normal(line)), "{name}: {line}");
    }
}

/// Where the cells stand that hold something.
fn figures(report: &Report, start: usize) -> Vec<std::ops::Range<usize>> {
    let mut figures = Vec::new();
    for (at, section) in &report.sections {
        for row in section.tables.iter().flat_map(|table| &table.rows) {
            let cells = row.cells.as_slice();
            for cell in cells.iter().filter(|cell| !cell.range.is_empty()) {
                figures.push(start + at + cell.range.start..start + at + cell.range.end);
            }
        }
    }
    figures
}

#[test]
fn every_figure_and_every_sentence_is_on_the_page() {
    for (name, text) in samples() {
        for text in [text.clone(), text.replace('\n', "\r\n"), format!("𠮷\n{text}\n{text}")] {
            check_whole(&name, &text);
        }
    }
}

#[test]
fn every_figure_of_real_reports_is_on_the_page() {
    for (name, text) in real::reports().iter().filter(|(name, _)| name.ends_with(".txt")) {
        check_whole(name, text);
    }
}
