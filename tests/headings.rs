//! Headings and titles that are not written as the form has them.

use gouji::analysis::Analysis;
use gouji::report::lexicon::Lexicon;
use gouji::rules::{Diagnostic, Lang};
use gouji::text::Text;

const OFFICIAL: [&str; 6] = [
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
];

/// A report with these headings. Its tables are missing, which is no matter here.
fn report(headings: &[impl AsRef<str>]) -> String {
    let prose = "本机关公开信息十二条，内容及时更新，渠道保持畅通。";
    let section = |heading: &str| format!("{heading}\n\n{prose}\n\n");
    let title = "云溪县教育局2024年政府信息公开工作年度报告\n\n";
    title.to_owned() + &headings.iter().map(|heading| section(heading.as_ref())).collect::<String>()
}

/// The report with one of the official headings written in another way.
fn with(section: usize, heading: &str) -> String {
    let mut headings = OFFICIAL;
    headings[section] = heading;
    report(&headings)
}

/// The sections that were recognised, each with the text of its heading's range.
fn sections(content: &str) -> Vec<(usize, String)> {
    let reports = Analysis::fresh(&Text::from(content), Lexicon::built_in()).reports();
    assert_eq!(reports.len(), 1, "{content}");
    let (start, report) = &reports[0];
    let sections = report.sections.iter().filter_map(|(at, section)| {
        let range = &section.heading.range;
        Some((section.kind?.get(), content[start + at + range.start..start + at + range.end].to_owned()))
    });
    sections.collect()
}

fn structure(content: &str) -> Vec<Diagnostic> {
    let all = Analysis::fresh(&Text::from(content), Lexicon::built_in()).diagnostics(Lang::Zh);
    all.into_iter().filter(|diagnostic| diagnostic.rule.starts_with("structure/")).collect()
}

fn rules(content: &str) -> Vec<String> {
    structure(content).iter().map(|diagnostic| diagnostic.rule.to_string()).collect()
}

/// The heading is known as that of the section, and no fault.
fn assert_accepted(section: usize, heading: &str, range: &str) {
    let content = with(section, heading);
    let found = sections(&content);
    assert_eq!(found.iter().map(|(kind, _)| *kind).collect::<Vec<_>>(), [0, 1, 2, 3, 4, 5], "{heading}");
    assert_eq!(found[section].1, range, "{heading}");
    assert_eq!(rules(&content), Vec::<String>::new(), "{heading}");
}

/// The heading is known as that of the section, and what is official is offered.
fn assert_mended(section: usize, heading: &str, mended: &str) {
    let mut content = with(section, heading);
    assert_eq!(sections(&content).iter().map(|(kind, _)| *kind).collect::<Vec<_>>(), [0, 1, 2, 3, 4, 5]);
    let found = structure(&content);
    assert_eq!(rules(&content), ["structure/section-heading"], "{heading}");
    let edit = &found[0].fixes[0].edits[0];
    content.replace_range(edit.range.bytes(), &edit.new_text);
    assert_eq!(content, with(section, mended), "{heading}");
}

#[test]
fn a_heading_may_be_wrapped() {
    for (section, heading) in [
        (3, "四、因政府信息公开工作被申请行政复议、\n提起行政诉讼情况"),
        (3, "四、因政府信息公开工作被申请行政复议、\n\n提起行政诉讼情况"),
        (3, "四、因政府信息公开工作被申请行政复议、提起行政诉\r\n\r\n讼情况"),
        (3, "四、因政府信息公开工作\n\n被申请行政复议、\n\n提起行政诉讼情况"),
        (4, "五、政府信息公开工作存在的主要问题及改进\n\n情况"),
        (4, "五、政府信息公开工作存在的\n\n主要问题及改进情况"),
        (2, "三、收到和处理政府信息公开申\n\u{3000}\n请情况"),
    ] {
        assert_accepted(section, heading, heading);
    }
    // What belongs to the heading is no prose.
    let empty = with(4, "五、存在的主要\n\n问题及改进情况")
        .replace("改进情况\n\n本机关公开信息十二条，内容及时更新，渠道保持畅通。", "改进情况\n\n无。");
    assert_eq!(rules(&empty), ["structure/empty-section"]);
}

#[test]
fn common_wordings_are_known() {
    for (section, heading) in [
        (0, "一、概述"),
        (0, "一、总体概述"),
        (1, "二、主动公开情况"),
        (1, "二、主动公开政府信息的情况"),
        (2, "三、依申请公开情况"),
        (2, "三、依申请公开政府信息情况"),
        (3, "四、行政复议、行政诉讼情况"),
        (3, "四、行政复议和诉讼情况"),
        (4, "五、存在的问题及改进措施"),
        (4, "五、存在问题和改进措施"),
        (5, "六、其他事项"),
        (5, "六、其他需要说明的事项"),
    ] {
        assert_mended(section, heading, OFFICIAL[section]);
    }
}

#[test]
fn headings_inside_a_section_are_not_those_of_sections() {
    for heading in [
        "一、存在的主要问题",
        "二、主动公开政府信息不够及时",
        "三、依申请公开政府信息答复不够规范",
        "1.存在的主要问题",
        "2.主动公开情况",
        "1.主动公开政府信息情况",
        "（一）总体情况",
        "### 主动公开政府信息情况",
        "6.其他需要报告的事项较多",
        "第一部分 主动公开政府信息情况",
    ] {
        let content = with(4, &format!("{}\n{heading}", OFFICIAL[4]));
        assert_eq!(
            sections(&content).iter().map(|(kind, _)| *kind).collect::<Vec<_>>(),
            [0, 1, 2, 3, 4, 5],
            "{heading}"
        );
        assert_eq!(rules(&content), Vec::<String>::new(), "{heading}");
    }
    // Near the second section's words, with the number of the second section, but of the third.
    let wrong = with(1, "二、依申请公开政府信息情况");
    assert!(sections(&wrong).iter().all(|(kind, _)| *kind != 1));
}

#[test]
fn a_heading_may_be_numbered_in_another_way() {
    for (section, heading, mended) in [
        (0, "1.总体情况", "一、总体情况"),
        (0, "1、总体情况", "一、总体情况"),
        (0, "第一部分 总体情况", "一、总体情况"),
        (0, "第一部分：总体情况", "一、总体情况"),
        (0, "一 总体情况", "一、总体情况"),
        (0, "## 总体情况", "## 一、总体情况"),
        (1, "２．主动公开政府信息情况", OFFICIAL[1]),
        (1, "2. 行政机关主动公开政府信息情况", OFFICIAL[1]),
        (2, "三\u{3000}收到和处理政府信息公开申请情况", OFFICIAL[2]),
        (3, "4.因政府信息公开工作被申请行政复议、\n\n提起行政诉讼情况", OFFICIAL[3]),
        (4, "**五 存在的主要问题及改进情况**", "**五、存在的主要问题及改进情况**"),
        (5, "第六部分 其他需要报告的事项", OFFICIAL[5]),
    ] {
        assert_mended(section, heading, mended);
    }
    let part = ["一", "二", "三", "四", "五", "六"];
    let others = [
        OFFICIAL.iter().enumerate().map(|(at, heading)| format!("{}.{}", at + 1, &heading[6..])).collect(),
        OFFICIAL
            .iter()
            .enumerate()
            .map(|(at, heading)| format!("第{}部分 {}", part[at], &heading[6..]))
            .collect::<Vec<_>>(),
    ];
    for headings in others {
        assert_renumbered(&headings, &OFFICIAL);
    }
    let marked = OFFICIAL.map(|heading| format!("## {}", &heading[6..]));
    assert_renumbered(&marked, &OFFICIAL.map(|heading| format!("## {heading}")));
    let bracketed: Vec<String> =
        OFFICIAL.iter().zip(part).map(|(heading, number)| format!("（{number}）{}", &heading[6..])).collect();
    assert_renumbered(&bracketed, &OFFICIAL);
    assert_renumbered(
        &bracketed.iter().map(|heading| format!("## {heading}")).collect::<Vec<_>>(),
        &OFFICIAL.map(|heading| format!("## {heading}")),
    );
}

/// All sections are known, one finding speaks of all headings, and its fix writes nothing but the numbers.
fn assert_renumbered(headings: &[impl AsRef<str>], right: &[impl AsRef<str>]) {
    for line_break in ["\n", "\r\n"] {
        let content = report(headings).replace('\n', line_break);
        assert_eq!(sections(&content).iter().map(|(kind, _)| *kind).collect::<Vec<_>>(), [0, 1, 2, 3, 4, 5]);
        assert_eq!(mended(&content), report(right).replace('\n', line_break));
    }
}

/// The text after the preferred fix of its only finding on structure. Nothing is left to say then.
fn mended(content: &str) -> String {
    let found = structure(content);
    assert_eq!(found.len(), 1, "{content}\n{found:#?}");
    assert!(found[0].fixes[0].preferred, "{found:#?}");
    let mut edits = found[0].fixes[0].edits.clone();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.range.start));
    let mut text = content.to_owned();
    for edit in edits {
        text.replace_range(edit.range.bytes(), &edit.new_text);
    }
    assert_eq!(rules(&text), Vec::<String>::new(), "{text}");
    text
}

#[test]
fn headings_whose_numbers_are_shifted_are_one_finding() {
    let number = |heading: &str, number: &str| format!("{number}{}", &heading[3..]);
    let numbered = |numbers: [&str; 6]| {
        OFFICIAL.iter().zip(numbers).map(|(heading, to)| number(heading, to)).collect::<Vec<_>>()
    };
    for numbers in [
        ["一", "一", "二", "三", "四", "五"],
        ["一", "二", "四", "五", "六", "七"],
        ["一", "二", "二", "三", "四", "五"],
        ["二", "三", "四", "五", "六", "七"],
        ["一", "二", "三", "三", "四", "六"],
    ] {
        assert_renumbered(&numbered(numbers), &OFFICIAL);
    }
    let content = report(&numbered(["一", "一", "二", "三", "四", "五"]));
    let found = &structure(&content)[0];
    assert_eq!(found.rule, "structure/section-heading");
    assert_eq!(&content[found.range.bytes()], "一、主动公开政府信息情况");
    assert_eq!(found.related.len(), 4);
    assert!(found.message.starts_with("5 个标题的编号与格式不同"), "{}", found.message);
    // Accepted words stay as they are.
    let mut accepted = numbered(["一", "一", "二", "三", "四", "五"]);
    accepted[4] = "四、存在问题及改进情况".into();
    let mut right = OFFICIAL;
    right[4] = "五、存在问题及改进情况";
    assert_renumbered(&accepted, &right);
    // One alone is mended as a heading; where a section is missing, that comes first.
    assert_mended(5, "五、其他需要报告的事项", OFFICIAL[5]);
    assert_eq!(
        rules(&report(&numbered(["一", "一", "二", "三", "四", "五"])[..5])),
        ["structure/missing-section"]
    );
}

#[test]
fn the_aspects_of_section_one_are_no_sections() {
    let aspects =
        ["主动公开情况", "依申请公开情况", "政府信息管理情况", "政府信息公开平台建设情况", "监督保障情况"];
    let numerals = ["一", "二", "三", "四", "五", "六"];
    let prose = "内容及时更新，渠道保持畅通。";
    let with = |from: usize, mark: fn(&str) -> String| -> String {
        let lines = aspects
            .iter()
            .zip(&numerals[from..])
            .map(|(aspect, number)| format!("{}{aspect}\n{prose}\n", mark(number)));
        lines.collect()
    };
    let bracketed = with(0, |number| format!("（{number}）"));
    let below = |aspects: &str| {
        let prose = "本机关公开信息十二条，内容及时更新，渠道保持畅通。";
        report(&OFFICIAL).replacen(prose, aspects, 1)
    };
    for from in [0, 1] {
        let content = below(&with(from, |number| format!("{number}、")));
        assert_eq!(sections(&content).iter().map(|(kind, _)| *kind).collect::<Vec<_>>(), [0, 1, 2, 3, 4, 5]);
        let found = &structure(&content)[0];
        assert_eq!(found.rule, "structure/unknown-section");
        assert!(aspects.iter().all(|aspect| found.message.contains(aspect)), "{}", found.message);
        assert!(
            found.message.contains(OFFICIAL[0]) && !found.message.contains(OFFICIAL[5]),
            "{}",
            found.message
        );
        assert_eq!(mended(&content), below(&bracketed));
    }
    // Where they stand in its stead, its heading is missing; they are still one finding.
    let instead = below(&with(0, |number| format!("{number}、"))).replace("一、总体情况\n\n", "");
    let mut found = rules(&instead);
    found.sort();
    assert_eq!(found, ["structure/missing-section", "structure/unknown-section"]);
    // Two headings are not enough to tell, and what is none of them is told by itself.
    assert_eq!(rules(&below(&bracketed)), Vec::<String>::new());
    let beyond = report(&[OFFICIAL.as_slice(), &["七、下一年工作安排"]].concat());
    assert_eq!(rules(&beyond), ["structure/unknown-section"]);
}

#[test]
fn what_stands_behind_a_heading_is_no_fault() {
    for heading in ["一、总体情况……1", "一、总体情况……（1）", "一、总体情况······12"]
    {
        assert_accepted(0, heading, "一、总体情况");
    }
    for heading in
        ["**一、总体情况**", "# 一、总体情况 #", "一、总体情况：", "一、总体情况。", "## **一、总体情况** ##"]
    {
        assert_accepted(0, heading, "一、总体情况");
    }
    assert_mended(0, "**一、总体的情况**", "**一、总体情况**");
    assert_mended(1, "## 二、主动公开情况 ##", "## 二、主动公开政府信息情况 ##");
    // Lines of a contents list that end in a figure of their own are no headings.
    for line in ["一、总体情况 ...... 1", "一、总体情况 …… 12", "一、总体情况\t1"] {
        let content = format!("{line}\n\n{}", report(&OFFICIAL));
        assert_eq!(rules(&content), Vec::<String>::new(), "{line}");
    }
}

#[test]
fn a_title_in_another_wording_names_agency_and_year() {
    for (title, agency) in [
        ("云溪县2024年度政府信息公开工作报告", "云溪县"),
        ("《云溪县2024年政府信息公开工作年度报告（公开稿）》", "云溪县"),
        ("云溪县二〇二四年政府信息公开工作情况的报告", "云溪县"),
        ("2024年云溪县人民政府信息公开工作年度报告", "云溪县人民政府"),
    ] {
        let content = report(&OFFICIAL).replace("云溪县教育局2024年政府信息公开工作年度报告", title);
        let (_, report) = &Analysis::fresh(&Text::from(content.as_str()), Lexicon::built_in()).reports()[0];
        assert_eq!(report.agency.as_deref(), Some(agency), "{title}");
        assert_eq!(report.year, Some(2024), "{title}");
        assert_eq!(rules(&content), Vec::<String>::new(), "{title}");
    }
}

/// Whether a figure of 规章 is doubtful is a matter of what kind of body reports.
#[test]
fn only_bodies_that_cannot_make_rules_are_doubted() {
    let doubted = |agency: &str| {
        let table = "| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n|---|---|---|---|\n\
                     | 规章 | 1 | 0 | 3 |\n| 行政规范性文件 | 0 | 0 | 0 |\n";
        let content = report(&OFFICIAL).replace("云溪县教育局2024年", &format!("{agency}2024年")).replace(
            &format!("{}\n", OFFICIAL[1]),
            &format!("{}\n\n第二十条第（一）项\n\n{table}", OFFICIAL[1]),
        );
        let all = Analysis::fresh(&Text::from(content.as_str()), Lexicon::built_in()).diagnostics(Lang::Zh);
        all.iter().any(|diagnostic| diagnostic.rule == "totals/unlikely-regulation")
    };
    for agency in [
        "景德镇市人民政府",
        "镇江市人民政府",
        "新乡市",
        "萍乡市人民政府",
        "住房和城乡建设部",
        "国家乡村振兴局",
        "广西壮族自治区人民政府",
        "云溪省人民政府",
        "云溪市人民政府",
    ] {
        assert!(!doubted(agency), "{agency}");
    }
    for agency in [
        "丁香镇",
        "云溪县丁香镇人民政府",
        "石桥乡人民政府",
        "丁香街道办事处",
        "云溪县教育局",
        "云溪县住房和城乡建设局",
        "景德镇市云溪区人民政府",
        "新乡市新乡县",
        "广西壮族自治区云溪县",
        "云溪经济技术开发区管理委员会",
    ] {
        assert!(doubted(agency), "{agency}");
    }
}
