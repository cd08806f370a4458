//! What the overview says in all.

use gouji::analysis::Analysis;
use gouji::config::{Judgement, diagnostics, parse};
use gouji::report::lexicon::Lexicon;
use gouji::rules::{Lang, Severity};
use gouji::text::Text;

const CLEAN: &str = include_str!("../reports/markdown/clean.md");

/// The clean report with this overview.
fn report(overview: &str) -> String {
    let start = CLEAN.find("（一）主动公开").expect("the overview has parts");
    let end = CLEAN.find("二、主动公开政府信息情况").expect("a section follows");
    format!("{}{overview}\n\n{}", &CLEAN[..start], &CLEAN[end..])
}

/// What is said of a text by these rules, under these settings.
fn told(text: &str, settings: &str, lang: Lang) -> Vec<(Severity, String)> {
    let config = parse(settings).expect("the settings are understood");
    let analysis = Analysis::fresh(&Text::from(text), Lexicon::built_in());
    let judgement = Judgement { config: &config, file: Some("a.md"), lang, across: None };
    let found = diagnostics(&analysis, &Text::from(text), &judgement);
    let own = found.into_iter().filter(|one| one.rule.contains("/overview-"));
    own.map(|one| {
        assert_eq!(&text[one.range.bytes()], "一、总体情况");
        (one.severity, one.message)
    })
    .collect()
}

/// What is not spoken of in an overview.
fn lacking(overview: &str) -> Vec<String> {
    let told = told(&report(overview), "", Lang::Zh);
    told.into_iter().map(|(_, message)| message.trim_start_matches("“总体情况”没有写到").to_owned()).collect()
}

/// Words of every aspect, each without those of the others.
const PARTS: [(&str, &str); 5] = [
    (
        "主动公开",
        "本年在县里公开信息一百八十六条，其中惠农补贴发放四十一条、财政预决算六条、其他一百三十九条。",
    ),
    ("依申请公开", "全年没有人依申请获取过资料，也没有结转的，往年的都已经答复完毕，申请人没有异议。"),
    ("政府信息管理", "拟稿时先定公开属性，每季度核对一遍，撤下内容失效的页面九个，重新归类的十二个。"),
    (
        "政府信息公开平台建设",
        "县政府网站上的镇级板块由一人维护，十四个村都设了公示牌，赶集日有人解答群众询问。",
    ),
    ("监督保障", "年终考核占三分，村民代表填写问卷二百一十份，没有人需要追究，全年开会两次。"),
];

#[test]
fn an_aspect_of_which_nothing_is_said_is_named() {
    let all: String = PARTS.iter().map(|(_, said)| *said).collect();
    assert_eq!(lacking(&all), [""; 0]);
    for (name, said) in PARTS {
        assert_eq!(lacking(&all.replace(said, "")), [name]);
    }
    let (first, last) = (PARTS[0].1, PARTS[4].1);
    assert_eq!(lacking(&all.replace(first, "").replace(last, "")), ["主动公开、监督保障"]);
    let told = told(&report(&all.replace(last, "")), "", Lang::En);
    assert_eq!(told, [(Severity::Hint, "总体情况 does not speak of 监督保障".to_owned())]);
}

#[test]
fn where_no_aspects_are_gone_by_nothing_is_said() {
    let all: String = PARTS.iter().map(|(_, said)| *said).collect();
    for overview in [
        // Few words.
        "全年公开信息一百八十六条。",
        "无",
        "",
        // Something is left to fill in.
        &all.replace(PARTS[4].1, "（请填写监督保障）"),
        // It speaks of something else.
        &"天气晴朗，万里无云，河水清澈，两岸的稻子黄了，赶集的人很多，卖瓜的也不少。".repeat(4),
    ] {
        assert_eq!(lacking(overview), [""; 0], "{overview}");
    }
    assert_eq!(told(CLEAN, "", Lang::Zh), []);
    // Headings count, and so do wrapped lines.
    let wrapped = all.replace(PARTS[4].1, "（五）监督\n保障\n没有什么可写的。");
    assert_eq!(lacking(&wrapped), [""; 0]);
}

#[test]
fn the_length_is_measured_where_a_project_asks_for_it() {
    let ask = "[rules]\n\"text/overview-length\" = \"warning\"\n";
    // 字 are what is written, with its stops, without blanks and line ends.
    let long = |count: usize| {
        report(&format!("{}\n 　{}。", PARTS[0].1, "公".repeat(count - 1 - PARTS[0].1.chars().count())))
    };
    let own = |text: &str, settings: &str| -> Vec<_> {
        told(text, settings, Lang::Zh).into_iter().filter(|(_, message)| message.contains("字")).collect()
    };
    let over = |count: usize| vec![(Severity::Warning, format!("“总体情况”有 {count} 字，超过限定的字数"))];
    assert_eq!(own(&long(1000), ask), []);
    assert_eq!(own(&long(1001), ask), over(1001));
    let limited = format!("{ask}\n[limits]\n\"text/overview-length\" = 300\n");
    assert_eq!(own(&long(300), &limited), []);
    assert_eq!(own(&long(301), &limited), over(301));
    // Nobody has asked.
    for settings in ["", "[rules]\ntext = \"warning\"\n", "[rules]\n\"text/overview-length\" = \"off\"\n"] {
        assert_eq!(own(&long(2000), settings), [], "{settings}");
    }
    let analysis = Analysis::fresh(&Text::from(&*long(2000)), Lexicon::built_in());
    assert!(analysis.diagnostics(Lang::Zh).iter().all(|one| one.rule != "text/overview-length"));
}
