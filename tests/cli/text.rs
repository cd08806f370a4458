//! Output for people. The excerpts are meant to be looked at in a font with full-width Chinese characters.

use expect_test::{Expect, expect};
use gouji::cli::OutputFormat;
use gouji::cli::output::whole;
use gouji::cli::result::{FileResult, Tally};
use gouji::cli::text_output::{file, summary};
use gouji::files::FileError;
use gouji::rules::{Fix, Lang, Related, Severity};
use gouji::span::Span;

use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

use super::data::{finding, full, result, style};

fn check(fixture: &str, related: &[&str], expected: Expect) {
    let (text, diagnostic) = finding(fixture, "说明", related);
    expected.assert_eq(&file(&result("a.txt", &text, vec![diagnostic]), Lang::Zh, false, 80));
}

#[test]
fn a_finding_with_everything() {
    let result = full("一、总体情况\n| 四、结转下年度继续办理 | ⟨1⟩ | 0 | ⟦0⟧ |\n");
    expect![[r#"
        错误[totals/balance]: 四、结转下年度继续办理：1+0 = 1，总计填的是 0
         --> 政务公开/2024 年报.txt:2:25
          |
        2 | | 四、结转下年度继续办理 | 1 | 0 | 0 |
          |                            -       ^
          |                            |
          |                            自然人 1
          |
          = 修正: 总计改为 1（另有 1 种修正）

        检查了 1 份报告：1 处错误
        可以自动修正的有 1 处：gouji fix 显示如何修正，gouji fix --write 直接改写
    "#]]
    .assert_eq(&whole(&style(OutputFormat::Text), std::slice::from_ref(&result)));
    expect![[r#"
        error[totals/balance]: 四、结转下年度继续办理：1+0 = 1，总计填的是 0
         --> 政务公开/2024 年报.txt:2:25
          |
        2 | | 四、结转下年度继续办理 | 1 | 0 | 0 |
          |                            -       ^
          |                            |
          |                            自然人 1
          |
          = fix: 总计改为 1 (and 1 other)

    "#]]
    .assert_eq(&file(&result, Lang::En, false, 80));
}

#[test]
fn wide_and_narrow_characters() {
    check(
        "“双随机”——𠮷村…①收到 ⟦12⟧ 件，ｆｕｌｌ\n",
        &[],
        expect![[r#"
        错误[totals/balance]: 说明
         --> a.txt:1:15
          |
        1 | “双随机”——𠮷村…①收到 12 件，ｆｕｌｌ
          |                      ^^

    "#]],
    );
}

#[test]
fn tabs() {
    check(
        "（一）予以公开\t\t⟨12⟩\t3\t⟦15⟧\t\n",
        &["自然人"],
        expect![[r#"
        错误[totals/balance]: 说明
         --> a.txt:1:15
          |
        1 | （一）予以公开        12    3    15    
          |                       --         ^^
          |                       |
          |                       自然人

    "#]],
    );
}

#[test]
fn line_breaks_of_all_kinds() {
    check(
        "一\r二\r\n三\n四 ⟦4⟧\r\n五",
        &[],
        expect![[r#"
        错误[totals/balance]: 说明
         --> a.txt:4:3
          |
        4 | 四 4
          |    ^

    "#]],
    );
    check(
        "一\r二 ⟦2⟧\r三",
        &[],
        expect![[r#"
        错误[totals/balance]: 说明
         --> a.txt:2:3
          |
        2 | 二 2
          |    ^

    "#]],
    );
}

#[test]
fn empty_places() {
    check(
        "| 四、结转下年度 | ⟦⟧ | 0 |",
        &[],
        expect![[r#"
        错误[totals/balance]: 说明
         --> a.txt:1:13
          |
        1 | | 四、结转下年度 |  | 0 |
          |                    ^

    "#]],
    );
    check(
        "四、结转下年度⟦⟧\n下一行\n",
        &[],
        expect![[r#"
        错误[totals/balance]: 说明
         --> a.txt:1:8
          |
        1 | 四、结转下年度
          |               ^

    "#]],
    );
    check(
        "文末没有换行⟦⟧",
        &[],
        expect![[r#"
        错误[totals/balance]: 说明
         --> a.txt:1:7
          |
        1 | 文末没有换行
          |             ^

    "#]],
    );
    check(
        "⟦⟧",
        &[],
        expect![[r#"
        错误[totals/balance]: 说明
         --> a.txt:1:1
          |
        1 |
          | ^

    "#]],
    );
}

#[test]
fn several_lines() {
    check(
        "表一\n⟦| 规章 | 0 |\n| 规范性文件 | 0 |\n⟧尾\n",
        &[],
        expect![[r#"
        错误[totals/balance]: 说明
         --> a.txt:2:1
          |
        2 | / | 规章 | 0 |
        3 | | | 规范性文件 | 0 |
          | |__________________^

    "#]],
    );
    let rows = (1..30).map(|row| format!("| 第{row}行 | 0 |\n")).collect::<String>();
    check(
        &format!("⟦{rows}⟧"),
        &[],
        expect![[r#"
        错误[totals/balance]: 说明
          --> a.txt:1:1
           |
         1 | / | 第1行 | 0 |
         2 | | | 第2行 | 0 |
         3 | | | 第3行 | 0 |
         4 | | | 第4行 | 0 |
        ...  |
        28 | | | 第28行 | 0 |
        29 | | | 第29行 | 0 |
           | |______________^

    "#]],
    );
}

#[test]
fn a_long_line_is_cut_around_the_figure() {
    let before = "本机关认真贯彻落实条例要求，".repeat(20);
    let after = "依法依规办理。".repeat(20);
    check(
        &format!("{before}收到申请 ⟦12⟧ 件，{after}"),
        &[],
        expect![[r#"
        错误[totals/balance]: 说明
         --> a.txt:1:286
          |
        1 | ... 关认真贯彻落实条例要求，收到申请 12 件，依法依规办理。依法依规办理。...
          |                                      ^^

    "#]],
    );
    check(
        &format!("{before}收到申请 ⟦12⟧ 件，{after}共 ⟨13⟩ 件{after}"),
        &["此处为 13"],
        expect![[r#"
        错误[totals/balance]: 说明
         --> a.txt:1:286
          |
        1 | ... 关认真贯彻落实条例要求，收到申请 12 件，依法依规办理。依法依规办理。...
          |                                      ^^
          |
         ::: a.txt:1:433
          |
        1 | ... 依规办理。依法依规办理。共 13 件依法依规办理。依法依规办理。依法依规...
          |                                -- 此处为 13

    "#]],
    );
}

#[test]
fn a_related_place_far_away() {
    let between = "正文。\n".repeat(100);
    check(
        &format!("收到 ⟦12⟧ 件\n{between}| 一、本年新收 | ⟨13⟩ |\n"),
        &["表中为 13"],
        expect![[r#"
        错误[totals/balance]: 说明
           --> a.txt:1:4
            |
          1 | 收到 12 件
            |      ^^
            |
           ::: a.txt:102:12
            |
        102 | | 一、本年新收 | 13 |
            |                  -- 表中为 13

    "#]],
    );
}

#[test]
fn many_related_places_are_listed() {
    check(
        "| 一、本年新收 | ⟨9⟩ |\n| 四、结转 | ⟨1⟩ | ⟨2⟩ | ⟨3⟩ | ⟨4⟩ | ⟨5⟩ | ⟦7⟧ |\n",
        &["新收", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构"],
        expect![[r#"
            错误[totals/balance]: 说明
             --> a.txt:2:30
              |
            2 | | 四、结转 | 1 | 2 | 3 | 4 | 5 | 7 |
              |              -   -   -   -   -   ^
              |
              = 相关: 1:12 新收
                      2:10 自然人
                      2:14 商业企业
                      2:18 科研机构
                      2:22 社会公益组织
                      2:26 法律服务机构

        "#]],
    );
}

#[test]
fn no_certain_fix() {
    let (text, mut diagnostic) = finding("| ⟦7⟧ |", "说明", &[]);
    diagnostic.severity = Severity::Information;
    let fix = |title: &str| Fix { title: title.to_owned(), preferred: false, edits: Vec::new() };
    diagnostic.fixes = vec![fix("改为 1"), fix("改为 2"), fix("改为 3")];
    expect![[r#"
        提示[totals/balance]: 说明
         --> a.txt:1:3
          |
        1 | | 7 |
          |   ^
          |
          = 可能的修正: 改为 1（另有 2 种修正）

    "#]]
    .assert_eq(&file(&result("a.txt", &text, vec![diagnostic]), Lang::Zh, false, 80));
}

#[test]
fn another_encoding_is_named_once() {
    let (text, diagnostic) = finding("| ⟦7⟧ |", "说明", &[]);
    let mut result = result("a.txt", &text, vec![diagnostic.clone(), diagnostic]);
    result.outcome.as_mut().unwrap().encoding = "GB18030";
    expect![[r#"
        错误[totals/balance]: 说明
         --> a.txt:1:3
          |
        1 | | 7 |
          |   ^
          |
          = 说明: 文件编码为 GB18030

        错误[totals/balance]: 说明
         --> a.txt:1:3
          |
        1 | | 7 |
          |   ^

        检查了 1 份报告（1 份为 GB18030）：2 处错误
    "#]]
    .assert_eq(&whole(&style(OutputFormat::Text), &[result]));
}

#[test]
fn nothing_wrong() {
    let fine = result("a.txt", "一、总体情况", Vec::new());
    let failed = FileResult { path: "b.txt".into(), outcome: Err(FileError::NotFound) };
    let mut style = style(OutputFormat::Text);
    expect![[r#"
        检查了 1 份报告，未发现问题；另有 1 个文件未能检查
    "#]]
    .assert_eq(&whole(&style, &[fine.clone(), failed.clone()]));
    style.quiet = true;
    assert_eq!(whole(&style, &[fine]), "");
    style.quiet = false;
    assert_eq!(whole(&style, &[failed]), "");
}

#[test]
fn summaries() {
    let mut tally = Tally { files: 11, reports: 12, ..Tally::default() };
    expect![[r#"
        ✓ Checked 12 reports, nothing wrong
    "#]]
    .assert_eq(&summary(&tally, Lang::En, false));
    tally.findings = [(Severity::Error, 3), (Severity::Warning, 1), (Severity::Hint, 2)].into();
    tally.encodings = [("GB18030", 2), ("UTF-16LE", 1)].into();
    expect![[r#"
        检查了 12 份报告（2 份为 GB18030，1 份为 UTF-16LE）：3 处错误，1 处警告，2 处建议
    "#]]
    .assert_eq(&summary(&tally, Lang::Zh, false));
    expect![[r#"
        Checked 12 reports (2 in GB18030, 1 in UTF-16LE): 3 errors, 1 warning, 2 hints
    "#]]
    .assert_eq(&summary(&tally, Lang::En, false));
}

#[test]
fn colours_are_only_added() {
    let result = full("| 四、结转下年度继续办理 | ⟨1⟩ | 0 | ⟦0⟧ |\n");
    let (plain, colored) = (file(&result, Lang::Zh, false, 80), file(&result, Lang::Zh, true, 80));
    assert!(colored.contains("\x1b["));
    assert_eq!(anstream::adapter::strip_str(&colored).to_string(), plain);
}

/// Pieces of text that have gone wrong somewhere: wide, narrow, without width, joined, breaking lines.
fn words() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "收到",
        "（一）",
        "ab ",
        "1",
        "|",
        "\t",
        "“",
        "—",
        "…",
        "𠮷",
        "①",
        "，",
        "\u{3000}",
        "\u{200b}",
        "e\u{301}",
        "👩‍👧",
        "\u{feff}",
        "\u{2028}",
        "\u{b}",
        "\n",
        "\r\n",
        "\r",
    ];
    prop::collection::vec(prop::sample::select(PIECES), 0..150).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_places_in_any_text_can_be_drawn(
        text in words(),
        places in prop::collection::vec((0..3000usize, 0..3000usize), 1..9),
        width in 60..160usize,
        color: bool,
    ) {
        let (_, mut diagnostic) = finding("⟦⟧", "说明", &[]);
        // Also places beyond the text and inside characters: findings may be at fault, the drawing not.
        let mut ranges = places.iter().map(|(one, other)| *one.min(other)..*one.max(other)).collect::<Vec<_>>();
        diagnostic.range = Span::new(ranges.pop().unwrap());
        let related = ranges.into_iter().map(|range| Related { message: "相关".to_owned(), range: Span::new(range) });
        diagnostic.related = related.collect();
        prop_assert!(!file(&result("a.txt", &text, vec![diagnostic]), Lang::Zh, color, width).is_empty());
    }

    #[test]
    fn the_mark_is_below_the_figure(before in words(), after in words(), width in 60..160usize) {
        let fixture = format!("{before}⟦〖9〗⟧{after}");
        let (text, diagnostic) = finding(&fixture, "说明", &[]);
        let output = file(&result("a.txt", &text, vec![diagnostic]), Lang::Zh, false, width);
        let lines = output.lines().collect::<Vec<_>>();
        let at = lines.iter().position(|line| line.contains("〖9〗")).expect("the figure is shown");
        let figure = lines[at].find("〖9〗").unwrap();
        let mark = lines[at + 1].find('^').expect("it is underlined");
        prop_assert_eq!(lines[at][..figure].width(), mark, "{}", output);
        prop_assert_eq!(lines[at + 1].matches('^').count(), "〖9〗".width());
        prop_assert!(lines[at].width() <= width + 4, "{}", output);
    }
}
