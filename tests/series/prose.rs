//! What the prose says of the year before, and what of it is as it was.

use gouji::config::{Config, parse};
use gouji::rules::Lang;

use super::{Folder, cases, report};

/// What is said of a growth where 36 (or `before`) came in last year and 39 this year.
fn growth_from(before: u32, said: &str) -> Vec<String> {
    let folder = Folder::of(&[
        ("2023.md", report("云溪县教育局", 2023, &cases(before, 0, 0), "")),
        ("2024.md", report("云溪县教育局", 2024, &cases(39, 0, 0), said)),
    ]);
    let found = folder.diagnostics(1, &Config::default(), Lang::Zh).into_iter();
    found
        .filter(|one| one.rule == "series/growth")
        .map(|one| {
            assert_eq!(one.other.len(), 1, "{one:?}");
            one.message
        })
        .collect()
}

#[test]
fn a_growth_is_held_against_last_years_table() {
    for right in [
        "全年收到政府信息公开申请39件，较上年增加3件。",
        "全年收到政府信息公开申请39件，较上年增加3件，增长8.3%。",
        "全年收到政府信息公开申请39件（比上年增加3件）。",
        "全年收到政府信息公开申请39件，同比增长8.33%。",
        "全年收到政府信息公开申请39件，比2023年增加3件。",
        // Of what it grew is not said of this figure, or of another year, or it is still to come.
        "全年收到政府信息公开申请39件，网站访问量较上年增加5万次。",
        "全年收到政府信息公开申请39件，比2022年增加8件。",
        "全年收到政府信息公开申请39件，较上年增加约5件。",
        "全年收到政府信息公开申请39件，召开会议较上年增加5次。",
        "全年收到政府信息公开申请40件，较上年增加9件。",
    ] {
        assert_eq!(growth_from(36, right), [""; 0], "{right}");
    }
    for (wrong, is) in [
        ("全年收到政府信息公开申请39件，较上年增加4件。", "增加 3"),
        ("全年收到政府信息公开申请39件，较上年减少3件。", "增加 3"),
        ("全年收到政府信息公开申请39件（同比增长9%）。", "增长 8.3%"),
        ("全年收到政府信息公开申请39件，较上年增加5件，增长14%。", "增加 3"),
        ("全年收到政府信息公开申请39件，较上年增加3件，增长9.3%。", "增长 8.3%"),
        ("全年收到政府信息公开申请39件，比2023年下降8.3%。", "增长 8.3%"),
    ] {
        let found = growth_from(36, wrong);
        assert!(found.len() == 1 && found[0].ends_with(is), "{wrong}: {found:?}");
    }
    let none = growth_from(0, "全年收到政府信息公开申请39件，同比增长100%。");
    assert!(none.len() == 1 && none[0].ends_with("上年为 0，不能计算增长率"), "{none:?}");
    assert_eq!(growth_from(0, "全年收到政府信息公开申请39件，较上年增加39件。"), [""; 0]);
}

#[test]
fn what_last_year_was_is_said_in_the_sentence_and_judged_by_it() {
    let said = "2024年收到政府信息公开申请39件，2023年收到政府信息公开申请30件，同比增加9件。";
    assert_eq!(growth_from(36, said), [""; 0]);
}

const OLD: &str = "（一）主动公开。{year}年，我局通过网站公开栏发布信息318条，安排专人逐条核对发布内容。\
    每周由办公室汇总各科室报送的材料，经分管负责人审签后统一上网。\n\n\
    （二）依申请公开。设置了当面、信函和网上三种申请渠道，在办事大厅摆放申请表和填写样例。\
    对申请内容不明确的，电话联系申请人了解需要，一次告知补正事项。\n\n\
    （三）监督保障。聘请了社会监督员，请他们每季度浏览网站并提出意见，对提出的意见逐条答复。";

const NEW: &str = "（一）主动公开。{year}年，我局把家长关心的招生政策做成问答，在学校门口和网站同时张贴。\
    招生期间安排值班电话，每天答复来电，并把问得最多的问题补进问答。\n\n\
    （二）依申请公开。与各校约定了查找材料的时限，答复前由法律顾问看一遍文书，减少了补正和复议。\
    对重复来件的申请人，约到单位当面说明已经公开的内容和查阅的办法。\n\n\
    （三）监督保障。把信息公开列入校长会议的议题，对发布不及时的学校约谈了负责人。";

fn copied(config: &str, last: &str, this: &str) -> Vec<String> {
    let text =
        |said: &str, year: u16| report("云溪县教育局", year, &[], &said.replace("{year}", &year.to_string()));
    let folder = Folder::of(&[("2023.md", text(last, 2023)), ("2024.md", text(this, 2024))]);
    let config = parse(config).unwrap();
    let found = folder.diagnostics(1, &config, Lang::Zh).into_iter();
    found.filter(|one| one.rule == "series/copied-text").map(|one| one.message).collect()
}

#[test]
fn text_that_stays_is_told_with_its_share() {
    assert_eq!(copied("", OLD, NEW), [""; 0]);
    let same = OLD.replace("318", "402");
    let found = copied("", OLD, &same);
    assert_eq!(found, ["正文有 100% 与云溪县教育局2023年报告相同（数字不计），内容雷同"]);
    assert_eq!(copied("[rules]\n\"series/copied-text\" = \"off\"", OLD, &same), [""; 0]);
    let half = format!("{}\n\n{}", NEW.split("\n\n").next().unwrap(), same.split_once("\n\n").unwrap().1);
    assert_eq!(copied("", OLD, &half).len(), 1, "more than half of it is as it was");
    assert_eq!(copied("[limits]\n\"series/copied-text\" = 80", OLD, &half), [""; 0]);
}

#[test]
fn a_sentence_with_last_years_figure_is_told_whatever_the_share() {
    let one = OLD.split("安排专人").next().unwrap();
    let stale = format!("{one}安排专人逐条核对发布内容。{}", NEW.split_once('。').unwrap().1);
    // The year is this one's, the figure last year's.
    let stale = stale.replace("{year}年，", "");
    let last = OLD.replace("{year}年，", "");
    let found = copied("[limits]\n\"series/copied-text\" = 90", &last, &stale);
    assert!(found.len() == 1 && found[0].starts_with("这一句与云溪县教育局2023年报告一字不差"), "{found:?}");
    let found = copied("", &OLD.replace("318", "12"), &NEW.replace("{year}年，我局", "2023年，我局"));
    assert_eq!(found, [""; 0], "the sentence is another one");
}
