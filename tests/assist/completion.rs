//! What is offered while typing, and where.

use expect_test::{Expect, expect};
use gouji::analysis::Analysis;
use gouji::assist::completion::{Ask, Item, Kind, completions};
use gouji::format::Formats;
use gouji::report::lexicon::Lexicon;
use gouji::rules::Lang;
use gouji::text::Text;

use crate::{analysed, drawn, samples};

const REPORT: &str = include_str!("../reports/markdown/clean.md");

/// What is offered at a place.
pub fn items_at(text: &str, at: usize, ask: &Ask<'_>) -> Vec<Item> {
    let text = Text::from(text);
    let analysis = Analysis::fresh(&text, Lexicon::built_in());
    let items = completions(&text, &analysis, Formats::built_in(), at, ask);
    let line = text.line_range(text.line_at(at));
    for item in &items {
        let within = line.start <= item.range.start && item.range.start <= at && at <= item.range.end;
        assert!(within && item.range.end <= line.end, "{item:?} at {at} of {line:?}");
        assert!(
            !item.label.is_empty() && !item.insert.plain().contains(['\u{1}', '\u{2}', '\u{3}']),
            "{item:?}"
        );
    }
    items
}

/// What is offered at the cursor: each with its kind and the text that it replaces.
fn offered(text: &str, ask: &Ask<'_>) -> String {
    let (text, at) = drawn(text);
    let said = |item: &Item| {
        format!("{:?} {} — {} [{}]\n", item.kind, item.label, item.detail, &text[item.range.bytes()])
    };
    let items = items_at(&text, at, ask);
    if items.is_empty() { "nothing\n".to_owned() } else { items.iter().map(said).collect() }
}

fn check(text: &str, expected: &Expect) {
    expected.assert_eq(&offered(text, &Ask::default()));
}

/// The text after what is called `label` was taken at the cursor.
pub fn taken(text: &str, label: &str, ask: &Ask<'_>) -> String {
    let (text, at) = drawn(text);
    let items = items_at(&text, at, ask);
    let item = items.iter().find(|item| item.label.starts_with(label));
    let item = item.unwrap_or_else(|| panic!("{label} is not among {:?}", labels(&items)));
    format!("{}{}{}", &text[..item.range.start], item.insert.plain(), &text[item.range.end..])
}

pub fn labels(items: &[Item]) -> Vec<&str> {
    items.iter().map(|item| item.label.as_str()).collect()
}

/// [`REPORT`] with this line instead of the one that begins with `line`.
fn with(line: &str, instead: &str) -> String {
    let start = REPORT.find(line).unwrap_or_else(|| panic!("{line}"));
    let end = start + REPORT[start..].find('\n').unwrap();
    format!("{}{instead}{}", &REPORT[..start], &REPORT[end..])
}

#[test]
fn a_row_that_is_lacking_is_found_however_it_is_typed() {
    let expected = expect![[r#"
        Row 一、本年新收政府信息公开申请数量 — 表三 []
    "#]];
    for typed in [
        "$0",
        "|$0",
        "| bnxs$0",
        "bnxs$0",
        "| bennianxinshou$0 |",
        "| 新收$0",
        "1$0",
        "一$0",
        "| 本年xs$0",
        "｜bnxs$0",
    ] {
        if typed == "$0" {
            check(&with("| 一、本年新收", typed), &expected);
        }
        let items = offered(&with("| 一、本年新收", typed), &Ask::default());
        assert!(items.contains("Row 一、本年新收政府信息公开申请数量"), "{typed}: {items}");
        assert_eq!(items.lines().count(), 1, "{typed}: {items}");
    }
    for typed in ["| 一、本年新收政府信息公开申请数量 | 1$0", "| 2$0", "| x$0", "bnxt$0", "| 规章$0"]
    {
        check(&with("| 一、本年新收", typed), &expect![["nothing\n"]]);
    }
}

#[test]
fn a_row_is_written_as_its_neighbours_are() {
    let after = taken(&with("| 一、本年新收", "bnxs$0"), "一、", &Ask::default());
    let blanks = with(
        "| 一、本年新收",
        "| 一、本年新收政府信息公开申请数量         |        |          |          |              |              |      |      |",
    );
    assert_eq!(after, blanks);
    let after = taken(&with("| （三）不予公开1.", "| 3.3.1$0 |"), "1.", &Ask::default());
    assert_eq!(after.lines().count(), REPORT.lines().count());
    let line = after.lines().find(|line| line.contains("属于国家秘密")).unwrap();
    let blank =
        REPORT.lines().find(|line| line.contains("属于国家秘密")).map(|line| line.replace("0 |", "  |"));
    assert_eq!(Some(line), blank.as_deref());
}

#[test]
fn rows_come_in_the_order_of_the_form_and_the_rest_as_one() {
    let start = REPORT.find("| 3.补正后").unwrap();
    let end = REPORT.find("| （七）总计").unwrap();
    let text = format!("{}$0\n{}", &REPORT[..start], &REPORT[end..]);
    check(
        &text,
        &expect![[r#"
        Row 3.补正后申请内容仍不明确 — 表三 › 三、本年度办理结果 › （四）无法提供 []
        Table 补齐其余 9 行 — 表三 []
        Row 1.信访举报投诉类申请 — 表三 › 三、本年度办理结果 › （五）不予处理 []
        Row 2.重复申请 — 表三 › 三、本年度办理结果 › （五）不予处理 []
        Row 3.要求提供公开出版物 — 表三 › 三、本年度办理结果 › （五）不予处理 []
        Row 4.无正当理由大量反复申请 — 表三 › 三、本年度办理结果 › （五）不予处理 []
        Row 5.要求行政机关确认或重新出具已获取信息 — 表三 › 三、本年度办理结果 › （五）不予处理 []
        Row 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请 — 表三 › 三、本年度办理结果 › （六）其他处理 []
        Row 2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请 — 表三 › 三、本年度办理结果 › （六）其他处理 []
        Row 3.其他 — 表三 › 三、本年度办理结果 › （六）其他处理 []
    "#]],
    );
    check(
        &text.replace("$0", "| 5$0"),
        &expect![[r#"
        Row 5.要求行政机关确认或重新出具已获取信息 — 表三 › 三、本年度办理结果 › （五）不予处理 [| 5]
    "#]],
    );
    check(
        &text.replace("$0", "| bycl$0"),
        &expect![[r#"
        Row 1.信访举报投诉类申请 — 表三 › 三、本年度办理结果 › （五）不予处理 [| bycl]
        Row 2.重复申请 — 表三 › 三、本年度办理结果 › （五）不予处理 [| bycl]
        Row 3.要求提供公开出版物 — 表三 › 三、本年度办理结果 › （五）不予处理 [| bycl]
        Row 4.无正当理由大量反复申请 — 表三 › 三、本年度办理结果 › （五）不予处理 [| bycl]
        Row 5.要求行政机关确认或重新出具已获取信息 — 表三 › 三、本年度办理结果 › （五）不予处理 [| bycl]
    "#]],
    );
    let all = taken(&text, "补齐", &Ask::default());
    let rows = |text: &str| {
        analysed(text).reports()[0]
            .1
            .sections
            .iter()
            .flat_map(|(_, section)| section.tables.iter().map(|table| table.rows.len()))
            .collect::<Vec<_>>()
    };
    assert_eq!(rows(&all), rows(REPORT));
}

#[test]
fn the_first_row_follows_the_header() {
    let table = REPORT.find("| 项目").unwrap();
    let rows = REPORT.find("| 一、本年新收").unwrap();
    let end = REPORT.find("四、政府信息公开行政复议").unwrap();
    let empty = |typed: &str| format!("{}{typed}\n\n{}", &REPORT[..rows], &REPORT[end..]);
    check(
        &empty("| bn$0"),
        &expect![[r#"
            Row 一、本年新收政府信息公开申请数量 — 表三 [| bn]
        "#]],
    );
    let lacking = |typed: &str| format!("{}{typed}\n\n{}", &REPORT[..table], &REPORT[end..]);
    for typed in ["$0", "bg$0", "表三$0", "biao3$0", "biaosan$0", "表$0"] {
        let items = offered(&lacking(typed), &Ask::default());
        assert!(items.starts_with("Table 表三 收到和处理政府信息公开申请情况 — "), "{typed}: {items}");
    }
    assert_eq!(offered(&lacking("|$0"), &Ask::default()).lines().count(), 2);
    for typed in ["| xm$0", "项目$0"] {
        let items = offered(&lacking(typed), &Ask::default());
        assert!(items.starts_with("Header | 项目 | 自然人 | 商业企业 | "), "{typed}: {items}");
        assert_eq!(items.lines().count(), 1, "{typed}: {items}");
    }
    let whole = taken(&lacking("biao3$0"), "表三", &Ask::default());
    assert_eq!(whole.lines().count(), REPORT.lines().count());
    let header = taken(&lacking("| xm$0"), "| 项目", &Ask::default());
    assert!(header.contains("| 项目 | 自然人 | 商业企业 |"), "{header}");
}

#[test]
fn a_table_in_parts_is_offered_part_by_part() {
    let from = REPORT.find("第二十条第（五）项").unwrap();
    let to = REPORT.find("第二十条第（六）项").unwrap();
    let text = format!("{}$0\n\n{}", &REPORT[..from], &REPORT[to..]);
    check(
        &text,
        &expect![[r#"
        Table 第二十条第（五）项 — 行政许可 []
    "#]],
    );
    assert_eq!(
        taken(&text, "第二十条第（五）项", &Ask::default())
            .replace("       0 |", "      36 |")
            .lines()
            .count(),
        REPORT.lines().count()
    );
    let rows = with("| 行政强制", "| xzqz$0");
    check(
        &rows,
        &expect![[r#"
        Row 行政强制 — 表二 [| xzqz]
    "#]],
    );
}

#[test]
fn in_the_middle_of_a_header_no_table_is_offered() {
    let header = "申请人情况\n|\n自然人\n|\n法人或其他组织\n|\n商业企业\n|\n总计\n|\n";
    let report = |header: &str| {
        let title = "丁香镇2024年政府信息公开工作年度报告";
        format!(
            "{title}\n\n一、总体情况\n\n三、收到和处理政府信息公开申请情况\n\n{header}\n四、政府信息公开行政复议、行政诉讼情况\n"
        )
    };
    for line in ["自然人\n|$0\n", "自然人$0\n", "$0\n商业企业"] {
        let without = line.replace("$0", "");
        check(&report(&header.replacen(without.trim_start(), line, 1)), &expect![["nothing\n"]]);
    }
    let empty = offered(&report("$0\n"), &Ask::default());
    assert!(empty.starts_with("Table 表三"), "{empty}");
}

#[test]
fn sections_are_offered_between_those_beside_which_they_belong() {
    let from = REPORT.find("二、主动公开政府信息情况").unwrap();
    let to = REPORT.find("四、政府信息公开行政复议").unwrap();
    let text = |typed: &str| format!("{}{typed}\n\n{}", &REPORT[..from], &REPORT[to..]);
    check(
        &text("$0"),
        &expect![[r#"
        Section 二、主动公开政府信息情况 — 标题和表二 []
        Section 三、收到和处理政府信息公开申请情况 — 标题和表三 []
        Sentence 本年因政府信息公开工作被申请行政复议1件，其中结果维持1件；被提起行政诉讼2件，其中结果维持1件、尚未审结1件。 — 数字取自表四 []
    "#]],
    );
    for typed in ["er$0", "二$0", "2$0", "zdgk$0", "二、$0", "主动公开$0", "二、主动公开政府信息情况$0"]
    {
        let items = offered(&text(typed), &Ask::default());
        let typed = typed.trim_end_matches("$0");
        assert_eq!(items, format!("Section 二、主动公开政府信息情况 — 标题和表二 [{typed}]\n"));
    }
    for typed in ["五$0", "公开$0", "年$0"] {
        check(&text(typed), &expect![["nothing\n"]]);
    }
    let after = taken(
        &taken(&text("er$0"), "二、", &Ask::default())
            .replace("四、政府信息公开行政", "$0\n\n四、政府信息公开行政"),
        "三、",
        &Ask::default(),
    );
    let left = analysed(&after).findings().map(|(_, _, found)| found.rule).collect::<Vec<_>>();
    assert_eq!(left, ["tables/blank-cell"; 2]);
}

#[test]
fn headings_in_a_section_are_offered_while_they_are_lacking() {
    let from = REPORT.find("（三）政府信息管理").unwrap();
    let to = REPORT.find("（五）监督保障").unwrap();
    let text = |typed: &str| format!("{}{typed}\n\n{}", &REPORT[..from], &REPORT[to..]);
    check(
        &text("$0"),
        &expect![[r#"
            Subheading （三）政府信息管理 — 一、总体情况 []
            Subheading （四）政府信息公开平台建设 — 一、总体情况 []
            Sentence 本年新收政府信息公开申请12件，上年结转政府信息公开申请1件；本年度办结12件，其中予以公开6件、部分公开1件、不予公开1件、无法提供2件、不予处理1件、其他处理1件；结转下年度继续办理1件。 — 数字取自表三 []
        "#]],
    );
    check(
        &text("（三$0）"),
        &expect![[r#"
        Subheading （三）政府信息管理 — 一、总体情况 [（三）]
    "#]],
    );
    check(
        &text("zfxxgl$0"),
        &expect![[r#"
        Subheading （三）政府信息管理 — 一、总体情况 [zfxxgl]
    "#]],
    );
    check(&text("管理$0"), &expect![["nothing\n"]]);
    // Above a paragraph that is there already, the heading comes without the note of what to write.
    let above = |typed: &str| text(&format!("{typed}\n全年清理文件3件，更新指南1次。"));
    let after = taken(&above("zfxxgl$0"), "（三）政府信息管理", &Ask::default());
    assert!(after.contains("\n（三）政府信息管理\n全年清理文件3件"), "{after}");
    check(&above("（三）政府信息管理：$0"), &expect![["nothing\n"]]);
}

#[test]
fn an_empty_document_may_become_a_whole_report() {
    check(
        "$0",
        &expect![[r#"
            Report 年度报告全文（2021年格式） — 国办公开办函〔2021〕30号 []
            Report 年度报告全文（2019年格式（试行）） — 国办公开办函〔2019〕60号 []
            Title （机关名称）（年份）年政府信息公开工作年度报告 — 标题 []
        "#]],
    );
    for typed in ["nb$0", "ndbg$0", "年报$0", "zfxxgkgzndbg$0"] {
        let items = offered(typed, &Ask::default());
        assert!(items.starts_with("Report 年度报告全文（2021年格式） — "), "{typed}: {items}");
    }
    let names = ["丁香镇2024年政府信息公开工作年度报告.md".to_owned()];
    let ask = Ask { names: &names, ..Ask::default() };
    expect![[r#"
        Report 年度报告全文（2021年格式） — 国办公开办函〔2021〕30号 [nb]
        Report 年度报告全文（2019年格式（试行）） — 国办公开办函〔2019〕60号 [nb]
        Title 丁香镇2024年政府信息公开工作年度报告 — 标题 [nb]
    "#]]
    .assert_eq(&offered("nb$0", &ask));
    let names = ["报告.md".to_owned(), "2020年".to_owned(), "云溪县教育局".to_owned()];
    let ask = Ask { names: &names, lang: Lang::En, ..Ask::default() };
    expect![[r#"
        Report whole annual report (2019年格式（试行）) — 国办公开办函〔2019〕60号 []
        Report whole annual report (2021年格式) — 国办公开办函〔2021〕30号 []
        Title 云溪县教育局2020年政府信息公开工作年度报告 — title []
    "#]]
    .assert_eq(&offered("$0", &ask));
    check(
        "云溪县教育局2024年政府信息公开工作年度报告\n\n$0",
        &expect![[r#"
        Report 年度报告全文（2021年格式） — 国办公开办函〔2021〕30号 []
        Report 年度报告全文（2019年格式（试行）） — 国办公开办函〔2019〕60号 []
        Section 一、总体情况 — 标题和提示 []
        Section 二、主动公开政府信息情况 — 标题和表二 []
        Section 三、收到和处理政府信息公开申请情况 — 标题和表三 []
        Section 四、政府信息公开行政复议、行政诉讼情况 — 标题和表四 []
        Section 五、存在的主要问题及改进情况 — 标题和提示 []
        Section 六、其他需要报告的事项 — 标题和提示 []
    "#]],
    );
    check(
        "$0\n\n一、总体情况\n",
        &expect![[r#"
        Title （机关名称）（年份）年政府信息公开工作年度报告 — 标题 []
    "#]],
    );
    check(
        "本报告依据条例编制。\n\n$0",
        &expect![[r#"
            nothing
        "#]],
    );
}

#[test]
fn a_sentence_says_what_the_tables_say() {
    let paragraph = |typed: &str| {
        REPORT.replace("（二）依申请公开。全年新收", &format!("（二）依申请公开。{typed}\n\n全年新收"))
    };
    check(
        &paragraph("$0"),
        &expect![[r#"
            Sentence 本年新收政府信息公开申请12件，上年结转政府信息公开申请1件；本年度办结12件，其中予以公开6件、部分公开1件、不予公开1件、无法提供2件、不予处理1件、其他处理1件；结转下年度继续办理1件。 — 数字取自表三 []
        "#]],
    );
    // What belongs below other headings comes where it is asked for.
    check(&REPORT.replace("（三）政府信息管理。", "（三）政府信息管理。$0\n\n"), &expect![["nothing\n"]]);
    for typed in ["bnxs$0", "收到$0", "申请$0", "本年新$0", "本年新收政府信息$0"] {
        let items = offered(&paragraph(typed), &Ask::default());
        assert!(items.starts_with("Sentence 本年新收政府信息公开申请12件，"), "{typed}: {items}");
        assert_eq!(items.lines().count(), 1, "{typed}: {items}");
    }
    check(
        &paragraph("行政复议$0"),
        &expect![[r#"
        Sentence 本年因政府信息公开工作被申请行政复议1件，其中结果维持1件；被提起行政诉讼2件，其中结果维持1件、尚未审结1件。 — 数字取自表四 [行政复议]
    "#]],
    );
    check(
        &paragraph("全年平稳。规范性文件$0"),
        &expect![[r#"
        Sentence 本年制发行政规范性文件2件，废止1件，现行有效11件；作出行政许可处理决定36件、行政处罚处理决定14件。 — 数字取自表二 [规范性文件]
    "#]],
    );
    for typed in ["本年$0", "全年平稳。$0", "全年平稳，收到$0", "本年度$0", "收到的$0", "收到$0申请"]
    {
        check(&paragraph(typed), &expect![["nothing\n"]]);
    }
}

#[test]
fn a_sentence_is_made_of_certain_figures_only() {
    let paragraph = REPORT.replace("（二）依申请公开。全年新收", "（二）依申请公开。收到$0\n\n全年新收");
    let total = paragraph.rfind("（七）总计").unwrap();
    let end = total + paragraph[total..].find('\n').unwrap();
    let figures = paragraph[total..end].rfind("12 |").unwrap() + total;
    for figure in ["  ", " /", "13"] {
        let text = format!("{}{figure}{}", &paragraph[..figures], &paragraph[figures + 2..]);
        check(&text, &expect![["nothing\n"]]);
    }
}

/// Whoever writes prose is left alone: nothing comes up inside a sentence, whatever is typed.
#[test]
fn prose_is_left_alone() {
    const LINES: usize = 12;
    for (name, text) in samples() {
        let (rope, whole) = (Text::from(text.as_str()), analysed(&text));
        let ask = Ask::default();
        let (start, report) = whole.reports().remove(0);
        let prose = report
            .sections
            .iter()
            .filter(|(_, section)| section.kind.is_some_and(|kind| [1, 5, 6].contains(&kind.number())));
        for (at, section) in prose {
            let begin = start + at + section.body.start;
            let lines = text[begin..start + at + section.body.end].split_inclusive('\n').take(LINES);
            let lines = lines.scan(begin, |end, line| {
                *end += line.len();
                Some((*end - line.len(), line.trim_end_matches('\n')))
            });
            for (from, line) in lines {
                for (at, c) in line.char_indices() {
                    let at = from + at + c.len_utf8();
                    // As it is being typed: nothing stands behind the cursor on its line yet.
                    let mut typed = rope.clone();
                    let edit = typed.replace(at..from + line.len(), "");
                    let analysis = whole.after(&typed, &[edit], Lexicon::built_in());
                    let items = completions(&typed, &analysis, Formats::built_in(), at, &ask);
                    let begun = text[from..at].rsplit(['。', '；']).next().unwrap_or_default();
                    let begun = begun.trim_start_matches('\u{3000}');
                    // The first words of a sentence that states figures, and a heading that is written out again.
                    let states = |item: &Item| item.kind == Kind::Sentence && item.label.starts_with(begun);
                    let is_apt = items.iter().all(|item| states(item) || begun.starts_with(['（', '(']));
                    assert!(is_apt || begun.chars().count() <= 4, "{name}: {begun} {:?}", labels(&items));
                    // And when it stands there.
                    let items = completions(&rope, &whole, Formats::built_in(), at, &ask);
                    assert!(items.is_empty() || at == from + line.len(), "{name}: {:?}", labels(&items));
                }
            }
        }
    }
}

#[test]
fn a_character_that_is_typed_brings_up_only_what_it_can_begin() {
    let triggered = |text: &str| {
        let (_, at) = drawn(text);
        let trigger = text[..at].chars().next_back();
        offered(text, &Ask { trigger, ..Ask::default() })
    };
    for (typed, count) in [
        ("|$0", 1),
        ("1$0", 1),
        ("| 一、本年新收政府信息公开申请数量 |$0", 0),
        ("| 一、本年新收政府信息公开申请数量 | 1$0", 0),
    ] {
        let offered = triggered(&with("| 一、本年新收", typed));
        assert_eq!(offered.lines().filter(|line| *line != "nothing").count(), count, "{typed}: {offered}");
    }
    for text in ["（二）依申请公开。1$0", "（二）依申请公开。（$0", "（二）依申请公开。本年|$0", "|$0"]
    {
        assert_eq!(triggered(&with("（二）依申请公开", text)), "nothing\n", "{text}");
    }
    assert_eq!(triggered(&REPORT.replace("|      9 |        2", "|      9$0 |        2")), "nothing\n");
}

#[test]
fn what_is_offered_fits_documents_with_other_line_breaks() {
    for line_break in ["\r\n", "\r"] {
        let text = with("| 一、本年新收", "bnxs$0").replace('\n', line_break);
        let items = offered(&text, &Ask::default());
        assert!(items.starts_with("Row 一、本年新收") && items.ends_with("[bnxs]\n"), "{items}");
    }
    assert!(
        items_at("", 0, &Ask::default()).iter().all(|item| matches!(item.kind, Kind::Report | Kind::Title))
    );
}
