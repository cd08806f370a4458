//! The sentences of a format, which a project's own may have, too.

use expect_test::{Expect, expect};
use gouji::analysis::Analysis;
use gouji::assist::completion::{Ask, Kind, completions};
use gouji::format::{Formats, parse};
use gouji::report::lexicon::Lexicon;
use gouji::text::Text;

use crate::support::filled;

const FILE_2021: &str = include_str!("../../src/core/format/annual-2021.toml");
const FILE_2019: &str = include_str!("../../src/core/format/annual-2019.toml");

/// The sentences that are offered below a heading of a report in the format of `file`, in whose tables these figures
/// stand: each is `row, the figures of the row`.
fn offered(file: &str, heading: &str, figures: &[(&str, &str)]) -> String {
    let formats = Formats::with(parse(file).expect("no mistake"));
    const SAID: &str = "按规定办理。";
    let mut text = filled::report(&formats.all()[0], SAID);
    for (row, figures) in figures {
        let is_row = |line: &&str| line.starts_with('|') && line.contains(row);
        let line = text.lines().find(is_row).expect(row).to_owned();
        let label = line.split('|').nth(1).unwrap().to_owned();
        text = text.replace(&line, &format!("|{label}| {} |", figures.replace(' ', " | ")));
    }
    let text = text.replace(&format!("{heading}{SAID}"), &format!("{heading}$0"));
    let at = text.find("$0").expect("the heading is there");
    let text = Text::from(&*text.replace("$0", ""));
    let analysis = Analysis::fresh(&text, &Lexicon::new(&formats));
    let items = completions(&text, &analysis, &formats, at, &Ask::default());
    let sentences = items.iter().filter(|item| item.kind == Kind::Sentence);
    sentences.map(|item| format!("{} — {}\n", item.label, item.detail)).collect()
}

/// All sentences of a report in the format of `file`, in the format that is built in and in a copy of it.
fn check(file: &str, figures: &[(&str, &str)], expected: &Expect) {
    let said = |file: &str| {
        ["（一）主动公开。", "（二）依申请公开。", "（五）监督保障。"]
            .map(|heading| offered(file, heading, figures))
            .concat()
    };
    let id = file.lines().find(|line| line.starts_with("id = ")).unwrap();
    expected.assert_eq(&said(file));
    assert_eq!(said(&file.replacen(id, "id = \"own\"", 1)), said(file));
}

#[test]
fn a_copy_of_a_format_offers_its_sentences() {
    check(
        FILE_2021,
        &[],
        &expect![[r#"
        本年制发行政规范性文件0件，废止0件，现行有效0件。 — 数字取自表二
        本年未收到政府信息公开申请，没有上年结转的申请。 — 数字取自表三
        本年没有因政府信息公开工作被申请行政复议、提起行政诉讼的情况。 — 数字取自表四
    "#]],
    );
    let applications = [
        ("一、本年新收", "3 0 0 0 0 0 3"),
        ("（二）部分公开", "1 0 0 0 0 0 1"),
        ("1.属于国家秘密", "1 0 0 0 0 0 1"),
        ("（七）总计", "2 0 0 0 0 0 2"),
        ("四、结转", "1 0 0 0 0 0 1"),
    ];
    let others = [
        ("规章", "1 0 3"),
        ("行政处罚", "7"),
        ("行政事业性收费", "1.50"),
        ("行政复议", "1 0 0 1 2"),
        ("未经复议", "0 1 0 0 1"),
        ("复议后", "0 2 0 0 2"),
    ];
    check(
        FILE_2021,
        &[&applications[..], &others].concat(),
        &expect![[r#"
        本年制发规章1件，废止0件，现行有效3件；制发行政规范性文件0件，废止0件，现行有效0件；作出行政处罚处理决定7件；行政事业性收费1.5万元。 — 数字取自表二
        本年新收政府信息公开申请3件，上年结转政府信息公开申请0件；本年度办结2件，其中部分公开1件、不予公开1件；结转下年度继续办理1件。 — 数字取自表三
        本年因政府信息公开工作被申请行政复议2件，其中结果维持1件、尚未审结1件；被提起行政诉讼3件，其中结果纠正3件。 — 数字取自表四
    "#]],
    );
    check(
        FILE_2021,
        &[("行政事业性收费", ""), ("行政复议", "1 0 0 1 1")],
        &expect![[r#"
        本年制发行政规范性文件0件，废止0件，现行有效0件。 — 数字取自表二
        本年未收到政府信息公开申请，没有上年结转的申请。 — 数字取自表三
    "#]],
    );
    let others = [("规章", "1 2 3"), ("行政许可", "5 0 7"), ("行政强制", "5 0 1")];
    check(
        FILE_2019,
        &[&applications[..], &others].concat(),
        &expect![[r#"
        本年新制作规章1件，新公开2件，对外公开总数量3件；新制作规范性文件0件，新公开0件，对外公开总数量0件；作出行政许可处理决定7件、行政强制处理决定1件。 — 数字取自表二
        本年新收政府信息公开申请3件，上年结转政府信息公开申请0件；本年度办结2件，其中部分公开1件、不予公开1件；结转下年度继续办理1件。 — 数字取自表三
        本年没有因政府信息公开工作被申请行政复议、提起行政诉讼的情况。 — 数字取自表四
    "#]],
    );
}

#[test]
fn a_format_may_have_sentences_of_its_own() {
    let own = r#"
[[sentence]]
table = "applications"
below = ["平台"]
text = "公民提出申请{received+carried_in/natural_person}件[，[没有公开{denied.*/total}件|没有信息{unavailable.*/total}件]]。"
zero = "没有人提出申请。"
"#;
    let file = FILE_2021.replace("id = \"annual-2021\"", "id = \"own\"") + own;
    let platform = "（四）政府信息公开平台建设。";
    expect![[r#"
        没有人提出申请。 — 数字取自表三
    "#]]
    .assert_eq(&offered(&file, platform, &[]));
    let figures = [("一、本年新收", "3 0 0 0 0 0 3"), ("2.没有现成", "2 0 0 0 0 0 2")];
    expect![[r#"
        公民提出申请3件，没有信息2件。 — 数字取自表三
    "#]]
    .assert_eq(&offered(&file, platform, &figures));
}
