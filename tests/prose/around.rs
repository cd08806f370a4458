//! What stands in a report and is none of its prose is not read as such; a form to fill in says nothing.

use gouji::analysis::Analysis;
use gouji::format::{Formats, template};
use gouji::report::lexicon::Lexicon;
use gouji::rules::Lang;
use gouji::text::Text;

const CLEAN: &str = include_str!("../reports/markdown/clean.md");

/// The rules on prose that are broken.
fn told(text: &str) -> Vec<&'static str> {
    let found = Analysis::fresh(&Text::from(text), Lexicon::built_in()).diagnostics(Lang::Zh);
    found.iter().map(|one| one.rule).filter(|rule| rule.starts_with("text/")).collect()
}

/// Sentences that do not agree with the tables.
const WRONG: &str = "全年新收政府信息公开申请99件。所列数据的统计期限为2019年1月1日至2019年12月31日。";

/// The clean report with `more` in its preamble, in its first section and in its last one.
fn with(more: &str) -> Vec<String> {
    ["一、总体情况", "二、主动公开政府信息情况", "六、其他需要报告的事项"]
        .iter()
        .map(|heading| CLEAN.find(heading).expect("it stands there"))
        .chain([CLEAN.len()])
        .map(|at| format!("{}\n{more}\n\n{}", &CLEAN[..at], &CLEAN[at..]))
        .collect()
}

#[test]
fn what_is_said_in_prose_is_read() {
    for text in with(WRONG) {
        assert!(told(&text).contains(&"text/statistical-period"), "{text}");
    }
    let in_section = &with(WRONG)[1..];
    assert!(in_section.iter().all(|text| told(text).contains(&"text/figure-mismatch")));
}

#[test]
fn what_is_no_prose_is_not_read() {
    let asides = [
        format!("<!-- {WRONG} -->"),
        format!("<!--\n上年：\n{WRONG}\n-->"),
        format!("```\n{WRONG}\n```"),
        format!("~~~~ text\n{WRONG}\n~~~\n{WRONG}\n~~~~"),
        "版权所有：全年新收政府信息公开申请99件".to_owned(),
        "首页 > 收到政府信息公开申请 99件".to_owned(),
        "三、收到和处理政府信息公开申请情况……99\n".to_owned(),
        "（二）收到政府信息公开申请（第99页）".to_owned(),
        "（一）收到政府信息公开申请 5\n（二）行政复议 6\n（三）行政诉讼 6".to_owned(),
    ];
    for aside in &asides {
        for text in with(aside) {
            assert_eq!(told(&text), Vec::<&str>::new(), "{text}");
        }
    }
}

#[test]
fn a_fence_that_is_never_closed_hides_nothing() {
    for open in ["```", "~~~~", "~~~"] {
        let text = &with(&format!("{open}\n{WRONG}"))[1];
        assert!(told(text).contains(&"text/figure-mismatch"), "{text}");
    }
}

#[test]
fn the_next_report_speaks_for_itself() {
    for year in ["2023", "2019"] {
        let other = CLEAN.replace("2024", year);
        assert_eq!(told(&format!("{CLEAN}\n{other}\n{CLEAN}")), Vec::<&str>::new(), "{year}");
    }
}

#[test]
fn a_form_to_fill_in_says_nothing() {
    for format in Formats::built_in().all() {
        let text = template::report(format, "云溪县教育局", format.first_year);
        let told = told(&text);
        assert!(told.iter().all(|rule| *rule == "text/placeholder"), "{told:?}\n{text}");
        let filled = text.replace("（请填写", "（请补充填写");
        assert!(self::told(&filled).iter().all(|rule| *rule == "text/placeholder"), "{filled}");
    }
    for last in ["无", "无。", "暂无。", "（待补）", "（请填写本年度的情况）"] {
        let at = CLEAN.find("六、其他需要报告的事项").expect("it stands there");
        let text = format!("{}六、其他需要报告的事项\n\n{last}\n", &CLEAN[..at]);
        assert!(!told(&text).contains(&"text/fee-statement"), "{last}");
    }
}
