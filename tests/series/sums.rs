//! A whole and its parts.

use expect_test::expect;
use gouji::config::Config;
use gouji::rules::Lang;

use super::{Folder, cases, report, sum};

const COUNTY: &str = "云溪县人民政府";

fn folder(whole: (u32, u32, u32)) -> Folder {
    Folder::of(&[
        ("县.md", report(COUNTY, 2024, &cases(whole.0, whole.1, whole.2), "")),
        ("教育.md", report("云溪县教育局", 2024, &cases(5, 0, 1), "")),
        ("青石.md", report("云溪县青石镇人民政府", 2024, &cases(7, 2, 0), "")),
        ("别县.md", report("棠溪县教育局", 2024, &cases(70, 0, 0), "")),
    ])
}

#[test]
fn a_whole_is_the_sum_of_its_parts() {
    let config = sum(COUNTY, &["云溪县*"]);
    assert_eq!(folder((12, 2, 1)).said_with(&config), [""; 0]);
    assert_eq!(folder((99, 9, 9)).said(), [""; 0], "nobody has said that it sums up others");
    expect![[r#"
        [
            "县.md whole received×natural_person “13” 13→12 | 教育.md received×natural_person “5”, 青石.md received×natural_person “7”",
            "县.md whole granted×natural_person “14” 14→13 | 教育.md granted×natural_person “4”, 青石.md granted×natural_person “9”",
        ]
    "#]]
    .assert_debug_eq(&folder((13, 2, 1)).said_with(&config));
    expect!["“一、本年新收政府信息公开申请数量”行“自然人”栏填 13，2 份所含报告之和为 5+7 = 12"]
        .assert_eq(&folder((13, 2, 1)).diagnostics(0, &config, Lang::Zh)[0].message);
}

#[test]
fn one_part_left_out_is_told_once() {
    let found = folder((7, 2, 0)).diagnostics(0, &sum(COUNTY, &["云溪县*局", "云溪县*镇"]), Lang::Zh);
    assert_eq!(found.len(), 1);
    expect!["各项数字都等于所含报告之和减去云溪县教育局：可能没有计入云溪县教育局"]
        .assert_eq(&found[0].message);
    assert!(found[0].other.iter().all(|other| &*other.document == "教育.md"));
}

#[test]
fn a_part_without_a_report_is_named_and_nothing_is_summed() {
    let mut folder = folder((99, 2, 1));
    folder.add("财政.md", &report("云溪县财政局", 2022, &cases(5, 0, 0), ""), 0);
    folder.add("审计.md", &report("云溪县审计局", 2023, &cases(5, 0, 0), ""), 0);
    let found = folder.diagnostics(0, &sum(COUNTY, &["云溪县*"]), Lang::Zh);
    expect![[r#"
        [
            (
                "series/missing-part",
                "没有找到 2 个所含机关 2024 年的报告，未核对汇总数：云溪县财政局、云溪县审计局",
            ),
        ]
    "#]]
    .assert_debug_eq(&found.iter().map(|one| (one.rule, &one.message)).collect::<Vec<_>>());
}

#[test]
fn two_reports_of_a_part_leave_the_sum_open() {
    let mut folder = folder((99, 2, 1));
    folder.add("教育2.md", &report("云溪县教育局", 2024, &cases(6, 0, 1), ""), 0);
    assert_eq!(folder.said_with(&sum(COUNTY, &["云溪县*"])), [""; 0]);
}

#[test]
fn a_slip_in_a_part_is_told_there() {
    let mut figures = cases(5, 0, 1);
    figures.iter_mut().find(|one| one.1 == "received" && one.2 == "natural_person").unwrap().3 = 6;
    let folder = Folder::of(&[
        ("县.md", report(COUNTY, 2024, &cases(5, 0, 1), "")),
        ("教育.md", report("云溪县教育局", 2024, &figures, "")),
    ]);
    assert_eq!(folder.said_with(&sum(COUNTY, &["云溪县教育局"])), [""; 0]);
}

#[test]
fn without_parts_nothing_is_said() {
    assert_eq!(folder((1, 0, 0)).said_with(&sum(COUNTY, &["云溪县*院"])), [""; 0]);
    assert_eq!(folder((1, 0, 0)).said_with(&Config::default()), [""; 0]);
}
