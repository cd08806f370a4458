//! What is no part of the report changes nothing that is read of it or said about it: comments, fences, tables of
//! contents, quotations, what a web site puts around a page. What is not read is said to be so: tables in HTML, lines
//! whose breaks are lost.

mod support;

use std::collections::BTreeMap;

use expect_test::{Expect, expect};
use gouji::analysis::Analysis;
use gouji::assist::formatting;
use gouji::report::lexicon::Lexicon;
use gouji::rules::{Diagnostic, Lang, Severity, TextEdit};
use gouji::text::{Encoding, Text};
use support::check::{fault, read, read_one};
use support::runner::{Written, in_every_shape};

const CLEAN: &str = include_str!("reports/markdown/clean.md");
const ROWS: &str = include_str!("reports/pipe-rows/clean.txt");

fn diagnostics(text: &str) -> Vec<Diagnostic> {
    Analysis::fresh(&Text::from(text), Lexicon::built_in()).diagnostics(Lang::Zh)
}

fn check(text: &str, expected: &Expect) {
    let lines = Text::from(text);
    let mut said = String::new();
    for diagnostic in diagnostics(text) {
        let place = lines.position(diagnostic.range.start, Encoding::Utf32);
        let rule = diagnostic.rule;
        said += &format!("{}:{} {rule} {}\n", place.line + 1, place.character + 1, diagnostic.message);
    }
    expected.assert_eq(&said);
}

/// The clean report with `from` replaced, which must stand in it.
fn with(from: &str, to: &str) -> String {
    assert!(CLEAN.contains(from), "{from}");
    CLEAN.replacen(from, to, 1)
}

fn apply(text: &str, mut edits: Vec<TextEdit>) -> String {
    let mut text = text.to_owned();
    edits.sort_by_key(|edit| edit.range.start);
    for edit in edits.into_iter().rev() {
        text.replace_range(edit.range.bytes(), &edit.new_text);
    }
    text
}

fn formatted(text: &str) -> String {
    let (rope, analysis) = (Text::from(text), Analysis::fresh(&Text::from(text), Lexicon::built_in()));
    apply(text, formatting::document(&rope, &analysis))
}

fn quoted(text: &str, mark: &str) -> String {
    let quote = |line: &str| match line.trim_end_matches(['\n', '\r']) {
        "" => format!("{}{line}", mark.trim_end()),
        _ => format!("{mark}{line}"),
    };
    text.split_inclusive('\n').map(quote).collect()
}

/// Rows that do not add up, and what looks like a report.
const OTHER: &str = "三、收到和处理政府信息公开申请情况\n| 一、本年新收政府信息公开申请数量 | 4 | 0 | 0 | 0 | 0 | 0 | 9 |\n\
    二、上年结转政府信息公开申请数量 7 0 0 0 0 0 1\n石桥镇人民政府2019年政府信息公开工作年度报告\n一、总体情况\n2019年，2019年，2019年。\n";

/// A table of contents.
fn contents(levels: usize, leader: &dyn Fn(usize) -> String) -> String {
    let sections = [
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ];
    let mut contents = "目 录\n".to_owned();
    for (at, section) in sections.iter().enumerate() {
        contents += &format!("{section}{}\n", leader(at + 1));
        let below: &[&str] = match at {
            0 => &["（一）主动公开情况", "（二）依申请公开情况", "（三）监督保障"],
            4 => &["（一）存在的主要问题", "（二）改进情况"],
            _ => &[],
        };
        for entry in below.iter().filter(|_| levels > 1) {
            contents += &format!("  {entry}{}\n", leader(at + 1));
        }
    }
    contents + "\n"
}

/// What leads from an entry of a table of contents to its page, by the page.
type Leader = Box<dyn Fn(usize) -> String>;

/// What leads to a page, by name.
fn leaders() -> Vec<(&'static str, Leader)> {
    vec![
        ("nothing", Box::new(|_| String::new())),
        ("ellipses", Box::new(|page| format!("……………{page}"))),
        ("spaced ellipses", Box::new(|page| format!(" …… {page}"))),
        ("dots", Box::new(|page| format!("........{page}"))),
        ("middle dots", Box::new(|page| format!("····· {page}"))),
        ("tab", Box::new(|page| format!("\t{page}"))),
        ("blanks", Box::new(|page| format!("      {page}"))),
        ("digits", Box::new(|page| format!("{page}"))),
        ("page", Box::new(|page| format!("（第{page}页）"))),
        ("bare page", Box::new(|page| format!(" 第 {page} 页"))),
        ("brackets", Box::new(|page| format!("（{page}）"))),
    ]
}

/// A text in every surrounding that changes nothing, each with its name.
fn surrounded(text: &str, line_end: &str) -> Vec<(String, String)> {
    let lines = |text: &str| text.replace('\n', line_end);
    let first = read_one(text).sections[0].0;
    let third = read_one(text).sections[2].clone();
    let below = third.0 + third.1.body.start;
    let below = text[..below].rfind('\n').map_or(below, |at| at + 1);
    let at = |place: usize, more: &str| format!("{}{}{}", &text[..place], lines(more), &text[place..]);
    let mut all = Vec::new();
    let asides = [
        ("comment", format!("<!-- 上年\n{OTHER}-->\n\n")),
        ("indented comment", format!("  <!--\n\n{OTHER}\n-->  \n\n")),
        ("fence", format!("```text\n{OTHER}```\n\n")),
        ("tilde fence", format!("~~~~\n{OTHER}~~~\n~~~~\n\n")),
    ];
    for (name, aside) in &asides {
        for (place, where_) in [(0, "above"), (first, "before"), (below, "inside"), (text.len(), "below")] {
            let aside = if place == text.len() { format!("\n{aside}") } else { aside.clone() };
            all.push((format!("{name} {where_}"), at(place, &aside)));
        }
    }
    for (name, leader) in leaders() {
        for levels in [1, 2] {
            let contents = contents(levels, &leader);
            all.push((format!("contents of {levels}, {name}"), at(first, &contents)));
        }
    }
    let links = "- [一、总体情况](#一总体情况)\n  - [（一）主动公开](#一主动公开)\n- [二、主动公开政府信息情况](#二)\n\n";
    all.push(("contents of links".into(), at(first, links)));
    let numbered =
        "1.总体情况\n2.主动公开政府信息情况\n3.收到和处理政府信息公开申请情况\n4.其他需要报告的事项\n\n";
    all.push(("numbered contents".into(), at(first, numbered)));
    for mark in ["> ", ">", ">> ", "> > "] {
        all.push((format!("quoted by {mark:?}"), quoted(text, mark)));
    }
    let navigation = "首页 > 政务公开 > 政府信息公开年报\n您的位置：首页>年报\n打印 关闭\n\n";
    all.push(("navigation above".into(), at(0, navigation)));
    let navigation =
        "\n【打印本页】【关闭窗口】\n上一篇：关于放假的通知\n下一篇：没有了\n版权所有：云溪县人民政府\n";
    all.push(("navigation below".into(), at(text.len(), navigation)));
    all
}

/// What is said, without places.
fn said(text: &str) -> Vec<(&'static str, String)> {
    diagnostics(text).into_iter().map(|diagnostic| (diagnostic.rule, diagnostic.message)).collect()
}

#[test]
fn what_stands_around_a_report_changes_nothing() {
    const REPORTS: usize = 2;
    in_every_shape("around", REPORTS, |Written { model, shape, line_end, text, .. }| {
        let bare = said(&text);
        surrounded(&text, line_end).into_iter().find_map(|(name, text)| {
            let reports = read(&text).reports().len();
            if reports != 1 {
                return Some((format!("{name}: {reports} reports"), text));
            }
            let fault = fault(&model, &text, &[shape], &BTreeMap::new());
            let fault = fault.or_else(|| {
                let said = said(&text);
                (said != bare).then(|| format!("{said:?} for {bare:?}"))
            });
            fault.map(|fault| (format!("{name}: {fault}"), text))
        })
    });
}

#[test]
fn what_is_never_closed_is_text() {
    for (open, close) in [("<!-- 上年", "-->"), ("```", "```"), ("~~~", "~~~")] {
        let text = with("二、主动公开", &format!("{open}\n\n二、主动公开"));
        assert_eq!(diagnostics(&text), [], "{open}");
        // Another one that is closed takes nothing of what stands between.
        let text = format!("{text}\n{open} 乙\n{OTHER}{close}\n");
        let rules: Vec<_> = diagnostics(&text).iter().map(|diagnostic| diagnostic.rule).collect();
        assert!(rules.is_empty(), "{open}: {rules:?}");
    }
    // Nor does one whose end is far away.
    let far = format!("<!-- {}-->\n{CLEAN}", "注\n".repeat(10_000));
    assert_eq!(read_one(&far).sections.len(), 6);
}

#[test]
fn what_a_comment_hides_is_missing() {
    let start = CLEAN.find("四、政府信息公开行政复议").unwrap();
    let end = CLEAN.find("五、存在的").unwrap();
    for (open, close) in [("<!--\n", "-->\n"), ("```\n", "```\n")] {
        check(
            &format!("{}{open}{}{close}{}", &CLEAN[..start], &CLEAN[start..end], &CLEAN[end..]),
            &expect![[r#"
                85:1 structure/missing-section 缺少“四、政府信息公开行政复议、行政诉讼情况”
            "#]],
        );
    }
}

#[test]
fn a_comment_within_a_line_is_a_blank() {
    let text = with("一、总体情况", "一、总体情况 <!-- 待\n二、主动公开政府信息情况\n核对 -->");
    check(&text, &expect![""]);
    assert_eq!(read_one(&text).sections[0].1.heading.text.trim_end(), "一、总体情况");
    assert_eq!(formatted(&text).matches("<!-- 待\n二、主动公开政府信息情况\n核对 -->").count(), 1);
}

#[test]
fn two_reports_are_no_report_with_its_contents() {
    let second = CLEAN.replace("2024", "2023");
    assert_eq!(read(&format!("{CLEAN}\n{second}")).reports().len(), 2);
    // Each may have its own contents.
    let contents = contents(2, &|page| format!("……{page}"));
    let place = CLEAN.find("一、总体情况").unwrap();
    let with_contents = |text: &str| format!("{}{contents}{}", &text[..place], &text[place..]);
    let both = format!("{}\n{}", with_contents(CLEAN), with_contents(&second));
    let reading = read(&both);
    let years: Vec<_> = reading.reports().iter().map(|placed| placed.report.year).collect();
    assert_eq!(years, [Some(2024), Some(2023)]);
    assert_eq!(diagnostics(&both), []);
    let tidy = [CLEAN, &second].map(|report| with_contents(&formatted(report)));
    assert_eq!(formatted(&both), tidy.join("\n"));
}

#[test]
fn a_quotation_is_formatted_within_its_marks() {
    for mark in ["> ", ">> ", "> > "] {
        let messy = CLEAN.replace("| 规章 ", "|规章").replace("| 行政许可 ", "|  行政许可");
        assert_ne!(messy, CLEAN);
        assert_eq!(formatted(&quoted(&messy, mark)), quoted(&formatted(&messy), mark), "{mark}");
        let once = formatted(&quoted(&messy, mark));
        assert_eq!(formatted(&once), once);
    }
    // One table of many.
    let table = CLEAN.split("\n\n").find(|block| block.contains("| 规章")).unwrap();
    let text = with(table, &quoted(&table.replace("| 规章 ", "|规章"), "> "));
    check(&text, &expect![""]);
    assert_eq!(formatted(&text), formatted(CLEAN).replacen(table, &quoted(table, "> "), 1));
}

#[test]
fn asides_are_left_as_they_are_by_the_formatter() {
    for aside in ["<!--\n|a|b|\n|-|-|\n|1|2|\n-->", "```\n|a|b|\n|-|-|\n|1|2|\n```"] {
        let behind = format!("{aside}\n\n二、主动公开");
        let text = with("二、主动公开", &behind);
        assert_eq!(formatted(&text), formatted(CLEAN).replacen("二、主动公开", &behind, 1));
        check(&text, &expect![""]);
    }
}

#[test]
fn a_mend_of_a_quotation_is_quoted() {
    let start = CLEAN.find("四、政府信息公开行政复议").unwrap();
    let end = CLEAN.find("五、存在的").unwrap();
    let text = quoted(&format!("{}{}", &CLEAN[..start], &CLEAN[end..]), "> ");
    let missing = diagnostics(&text);
    let [missing] = missing.as_slice() else { panic!("{missing:?}") };
    assert_eq!(missing.rule, "structure/missing-section");
    let mended = apply(&text, missing.fixes[0].edits.clone());
    assert!(mended.lines().all(|line| line.starts_with('>')), "{mended}");
    assert!(diagnostics(&mended).iter().all(|diagnostic| diagnostic.rule != missing.rule), "{mended}");
}

#[test]
fn what_looks_like_a_quotation_and_is_none_is_read_as_it_is() {
    let prose = "首页 > 政务公开栏目更新 12 条。\n＞ 这不是引用。";
    check(&with("二、主动公开", &format!("{prose}\n\n二、主动公开")), &expect![""]);
    let text = with("一、总体情况", "＞ 一、总体情况");
    assert!(said(&text).iter().any(|(rule, _)| *rule == "structure/missing-section"));
}

#[test]
fn navigation_hides_no_empty_section() {
    let (head, _) = ROWS.split_once("六、其他需要报告的事项").unwrap();
    let empty = format!("{head}六、其他需要报告的事项\n");
    assert!(said(&empty).iter().any(|(rule, _)| *rule == "structure/empty-section"));
    let navigation =
        "打印 关闭\n上一篇：关于组织学习政府信息公开条例的通知\n版权所有：云溪县丁香镇人民政府办公室\n";
    assert_eq!(said(&format!("{empty}{navigation}")), said(&empty));
}

/// Table three, or table two, as HTML.
fn html(rows: &[&str]) -> String {
    let cells = |row: &&str| {
        let cells: String = row.split_whitespace().map(|cell| format!("<td>{cell}</td>\n")).collect();
        format!("<tr>\n{cells}</tr>\n")
    };
    format!("<table border=\"1\">\n{}</table>", rows.iter().map(cells).collect::<String>())
}

#[test]
fn a_table_in_html_is_said_not_to_be_read() {
    let start = CLEAN.find("| 项目").unwrap();
    let end = CLEAN.find("\n\n四、").or_else(|| CLEAN.find("\n\n## 四、")).unwrap();
    let table =
        html(&["项目 自然人 总计", "一、本年新收政府信息公开申请数量 1 0 0 0 0 0 2", "三、本年度办理结果 5"]);
    let text = format!("{}{table}{}", &CLEAN[..start], &CLEAN[end..]);
    check(
        &text,
        &expect![[r#"
            47:1 tables/unreadable-table 表三：此表是 HTML 代码，无法读取，未检查勾稽关系
        "#]],
    );
    assert!(
        diagnostics(&text).iter().all(|said| said.severity == Severity::Information && said.fixes.is_empty())
    );
    assert_eq!(read_one(&text).sections.iter().flat_map(|(_, section)| &section.tables).count(), 2);
    // Elsewhere it is no table of the report.
    let text = with("二、主动公开", &format!("{}\n\n二、主动公开", html(&["规章 1 2 3"])));
    check(&text, &expect![""]);
    // Words about tags are no table.
    let text = with("二、主动公开", "网页中的 <table> 标签已清理。\n\n二、主动公开");
    check(&text, &expect![""]);
}

/// A text on one line, as a field of a form gives it.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_report_on_one_line_is_known_and_told_what_it_lost() {
    for text in
        [ROWS, include_str!("reports/tsv/clean.txt"), include_str!("reports/pdf-rows/clean.txt"), CLEAN]
    {
        let line = one_line(text);
        let rules: Vec<_> = diagnostics(&line).iter().map(|said| said.rule).collect();
        assert_eq!(rules, ["structure/lost-line-breaks"], "{line}");
        let analysis = Analysis::fresh(&Text::from(line.as_str()), Lexicon::built_in());
        assert!(analysis.is_report());
        let (one, whole) = (read_one(&line), read_one(text));
        assert_eq!((&one.agency, one.year), (&whole.agency, whole.year));
        // The title may have kept its line.
        let (title, rest) = text.trim_start().split_once('\n').unwrap();
        let rules: Vec<_> =
            diagnostics(&format!("{title}\n\n{}", one_line(rest))).iter().map(|said| said.rule).collect();
        assert_eq!(rules, ["structure/lost-line-breaks"]);
    }
}

#[test]
fn sections_on_one_line_each_are_told_what_they_lost() {
    let starts: Vec<usize> = read_one(ROWS).sections.iter().map(|(start, _)| *start).collect();
    let mut text = ROWS[..starts[0]].to_owned();
    for (at, start) in starts.iter().enumerate() {
        let end = starts.get(at + 1).copied().unwrap_or(ROWS.len());
        text += &one_line(&ROWS[*start..end]);
        text += "\n";
    }
    let rules: Vec<_> = diagnostics(&text).iter().map(|said| said.rule).collect();
    assert!(rules.contains(&"structure/lost-line-breaks"), "{rules:?}");
    assert!(rules.iter().all(|rule| !rule.starts_with("tables/missing")), "{rules:?}");
}

#[test]
fn long_lines_have_lost_nothing() {
    let long = "本镇按照条例的要求，持续公开各类信息，答复前集体讨论，公开前逐件审查。".repeat(20);
    let headings = "本报告分为一、总体情况，二、主动公开政府信息情况，三、收到和处理政府信息公开申请情况。";
    check(&with("二、主动公开", &format!("{long}\n\n{headings}\n\n二、主动公开")), &expect![""]);
}
