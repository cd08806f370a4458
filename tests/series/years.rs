//! This year's figures against those of the year before.

use expect_test::expect;
use gouji::config::Config;
use gouji::rules::Lang;

use super::{Folder, cases, report};

const TOWN: &str = "云溪县青石镇人民政府";

#[test]
fn what_was_carried_in_is_what_was_carried_out() {
    let folder = Folder::of(&[
        ("2023.md", report(TOWN, 2023, &cases(9, 0, 1), "")),
        ("2024.md", report(TOWN, 2024, &cases(5, 1, 0), "")),
    ]);
    assert_eq!(folder.said(), Vec::<String>::new());
}

#[test]
fn another_figure_is_told_once_with_both_places() {
    let folder = Folder::of(&[
        ("2023.md", report(TOWN, 2023, &cases(9, 0, 1), "")),
        ("2024.md", report(TOWN, 2024, &cases(5, 2, 0), "")),
    ]);
    expect![[r#"
        [
            "2024.md carried-in carried_in×natural_person “2” 2→1 | 2023.md carried_out×natural_person “1”",
        ]
    "#]]
    .assert_debug_eq(&folder.said());
    let words = |lang| folder.diagnostics(1, &Config::default(), lang).remove(0);
    expect![[r#"
        “二、上年结转政府信息公开申请数量”行“自然人”栏填 2，与云溪县青石镇人民政府2023年报告不一致：“四、结转下年度继续办理”行“自然人”栏为 1
        云溪县青石镇人民政府2023年报告：“四、结转下年度继续办理”行“自然人”栏为 1
        row “二、上年结转政府信息公开申请数量”, column “自然人” says 2, but the report of 云溪县青石镇人民政府 for 2023 has 1 in row “四、结转下年度继续办理”, column “自然人”
        the report of 云溪县青石镇人民政府 for 2023: row “四、结转下年度继续办理”, column “自然人” is 1
    "#]]
    .assert_eq(
        &[Lang::Zh, Lang::En].map(|lang| format!("{}\n{}\n", words(lang).message, words(lang).other[0].message)).concat(),
    );
}

#[test]
fn the_form_of_one_year_may_be_another() {
    let folder = Folder::of(&[
        ("2020.md", report(TOWN, 2020, &cases(9, 0, 3), "")),
        ("2021.md", report(TOWN, 2021, &cases(5, 1, 0), "")),
    ]);
    expect![[r#"
        [
            "2021.md carried-in carried_in×natural_person “1” 1→3 | 2020.md carried_out×natural_person “3”",
        ]
    "#]]
    .assert_debug_eq(&folder.said());
}

#[test]
fn nothing_is_said_over_a_gap() {
    let folder = Folder::of(&[
        ("2022.md", report(TOWN, 2022, &cases(9, 0, 3), "")),
        ("2024.md", report(TOWN, 2024, &cases(5, 1, 0), "")),
    ]);
    assert_eq!(folder.said(), Vec::<String>::new());
}

#[test]
fn a_figure_that_was_not_read_is_held_against_nothing() {
    let last = report(TOWN, 2023, &cases(9, 0, 3), "");
    let this = report(TOWN, 2024, &cases(5, 1, 0), "");
    let row = |text: &str, label: &str| text.lines().find(|line| line.contains(label)).unwrap().to_owned();
    let out = row(&last, "四、结转下年度继续办理");
    let blank = last.replace(&out, &out.replacen(" 3 ", "   ", 1));
    assert_ne!(blank, last);
    let folder = Folder::of(&[("2023.md", blank), ("2024.md", this)]);
    // The total was read on both sides, and nothing can say in which column the difference lies.
    expect![[r#"
        [
            "2024.md carried-in carried_in×total “1” 1→3 | 2023.md carried_out×total “3”",
        ]
    "#]]
    .assert_debug_eq(&folder.said());
}

#[test]
fn what_a_report_says_of_itself_is_not_said_again() {
    // 上年结转 is mistyped: its own equations tell that already.
    let mut figures = cases(5, 1, 0);
    figures.iter_mut().find(|one| one.1 == "carried_in" && one.2 == "natural_person").unwrap().3 = 4;
    let folder = Folder::of(&[
        ("2023.md", report(TOWN, 2023, &cases(9, 0, 1), "")),
        ("2024.md", report(TOWN, 2024, &figures, "")),
    ]);
    assert_eq!(folder.said(), Vec::<String>::new());
}

#[test]
fn what_is_in_force_follows_as_a_rule() {
    let documents = |issued, repealed, in_force| {
        [("issued", issued), ("repealed", repealed), ("in_force", in_force)]
            .map(|(column, figure)| ("disclosure", "normative_documents", column, figure))
    };
    let folder = |in_force| {
        Folder::of(&[
            ("2023.md", report(TOWN, 2023, &documents(1, 0, 5), "")),
            ("2024.md", report(TOWN, 2024, &documents(2, 1, in_force), "")),
        ])
    };
    assert_eq!(folder(6).said(), Vec::<String>::new());
    expect![[r#"
        [
            "2024.md in-force normative_documents×in_force “8” 8→6 | 2023.md normative_documents×in_force “5”",
        ]
    "#]]
    .assert_debug_eq(&folder(8).said());
    expect!["“行政规范性文件”行“现行有效件数”栏填 8，按上年推算为 6：云溪县青石镇人民政府2023年报告 5 + 本年制发件数 2 − 本年废止件数 1；如经清理或重新统计，可以不同"]
        .assert_eq(&folder(8).diagnostics(1, &Config::default(), Lang::Zh)[0].message);
    // Less than came within the year: that is told of the report alone.
    assert_eq!(folder(0).said(), Vec::<String>::new());
}
