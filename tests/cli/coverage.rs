//! How much was read and checked: nothing that was not looked at passes for right.

use std::fs;
use std::path::Path;
use std::process::Command;

use expect_test::{Expect, expect};
use gouji::analysis::Analysis;
use gouji::report::lexicon::Lexicon;
use gouji::rules::Lang;
use gouji::rules::coverage::Coverage;
use gouji::text::Text;
use serde_json::{Value, json};

const CLEAN: &str = include_str!("../reports/markdown/clean.md");

fn coverage(text: &str) -> Coverage {
    Analysis::fresh(&Text::from(text), Lexicon::built_in()).coverage()
}

/// The clean report with the cells of the row changed that begins like this; the label is the first cell.
fn changed(label: &str, change: impl Fn(&mut Vec<&str>)) -> String {
    let row = CLEAN.lines().find(|line| line.starts_with(&format!("| {label}"))).unwrap();
    let mut cells: Vec<&str> = row.trim_matches(['|', ' ']).split('|').map(str::trim).collect();
    change(&mut cells);
    let new = if cells.is_empty() { String::new() } else { format!("| {} |\n", cells.join(" | ")) };
    CLEAN.replace(&format!("{row}\n"), &new)
}

fn check(text: &str, expected: Expect) {
    let coverage = coverage(text);
    let cells = &coverage.cells;
    assert_eq!(cells.read + cells.blank + cells.missing + cells.unread, cells.expected);
    let equations = &coverage.equations;
    assert_eq!(equations.hold + equations.broken + equations.unevaluated(), equations.expected);
    expected.assert_eq(&format!("{}\n{}\n", coverage.words(Lang::Zh), coverage.words(Lang::En)));
}

fn gouji(folder: &Path, arguments: &[&str]) -> (String, i32) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    let output = command.current_dir(folder).env_clear().args(arguments).output().unwrap();
    (String::from_utf8(output.stdout).unwrap(), output.status.code().unwrap())
}

#[test]
fn all_is_read_and_holds() {
    check(
        CLEAN,
        expect![[r#"
        读到全部 200 格；42 条勾稽关系全部成立；正文有 26 个数，16 个与表格核对
        200 of 200 cells read; all 42 equations hold; 16 of 26 figures of the text held against them
    "#]],
    );
    assert!(coverage(CLEAN).is_complete());
}

#[test]
fn what_is_blank_missing_or_no_figure_keeps_equations_from_being_evaluated() {
    const ROW: &str = "二、上年结转";
    check(
        &changed(ROW, |cells| cells[7] = ""),
        expect![[r#"
            应有 200 格，读到 199 格，未填 1 格；42 条勾稽关系：40 条成立，2 条未核对（有未填的格）；正文有 26 个数，16 个与表格核对
            199 of 200 cells read, 1 blank; of 42 equations: 40 hold, 2 not evaluated (blank cells); 16 of 26 figures of the text held against them
        "#]],
    );
    check(
        &changed(ROW, |cells| cells[7] = "见附件"),
        expect![[r#"
            应有 200 格，读到 199 格，未能读出 1 格；42 条勾稽关系：40 条成立，2 条未核对（有未能读出的格）；正文有 26 个数，16 个与表格核对
            199 of 200 cells read, 1 not read; of 42 equations: 40 hold, 2 not evaluated (cells not read); 16 of 26 figures of the text held against them
        "#]],
    );
    // Which figures are lacking is not certain.
    check(
        &changed(ROW, |cells| drop(cells.drain(3..5))),
        expect![[r#"
            应有 200 格，读到 193 格，未能读出 7 格；42 条勾稽关系：34 条成立，8 条未核对（有未能读出的格）；正文有 26 个数，16 个与表格核对
            193 of 200 cells read, 7 not read; of 42 equations: 34 hold, 8 not evaluated (cells not read); 16 of 26 figures of the text held against them
        "#]],
    );
    check(
        &changed(ROW, |cells| cells.clear()),
        expect![[r#"
            应有 200 格，读到 193 格，缺少 7 格；42 条勾稽关系：34 条成立，8 条未核对（有缺少的格）；正文有 26 个数，16 个与表格核对
            193 of 200 cells read, 7 missing; of 42 equations: 34 hold, 8 not evaluated (missing cells); 16 of 26 figures of the text held against them
        "#]],
    );
    check(
        &changed("行政许可", |cells| cells[1] = ""),
        expect![[r#"
            应有 200 格，读到 199 格，未填 1 格；42 条勾稽关系全部成立；正文有 26 个数，16 个与表格核对
            199 of 200 cells read, 1 blank; all 42 equations hold; 16 of 26 figures of the text held against them
        "#]],
    );
}

#[test]
fn a_broken_sum_is_broken() {
    check(
        &changed("二、上年结转", |cells| cells[7] = "998"),
        expect![[r#"
        读到全部 200 格；42 条勾稽关系：40 条成立，2 条不成立；正文有 26 个数，16 个与表格核对
        200 of 200 cells read; of 42 equations: 40 hold, 2 broken; 16 of 26 figures of the text held against them
    "#]],
    );
}

#[test]
fn without_tables_everything_is_missing() {
    check(
        "某县教育局2024年政府信息公开工作年度报告\n\n一、总体情况\n\n按规定办理。\n",
        expect![[r#"
            应有 200 格，读到 0 格，缺少 200 格；42 条勾稽关系：42 条未核对（有缺少的格）
            0 of 200 cells read, 200 missing; of 42 equations: 42 not evaluated (missing cells)
        "#]],
    );
    check(
        "",
        expect![[r#"
            应有 200 格，读到 0 格，缺少 200 格；42 条勾稽关系：42 条未核对（有缺少的格）
            0 of 200 cells read, 200 missing; of 42 equations: 42 not evaluated (missing cells)
        "#]],
    );
}

#[test]
fn reports_of_one_text_are_counted_together() {
    let two = coverage(&format!("{CLEAN}\n\n{CLEAN}"));
    assert_eq!(two.cells.read, 2 * coverage(CLEAN).cells.read);
}

#[test]
fn the_output_ends_with_it() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.md"), CLEAN).unwrap();
    let (out, status) = gouji(folder.path(), &["check", "a.md"]);
    assert_eq!(status, 0);
    expect![[r#"
        ✓ 检查了 1 份报告，未发现问题
        读到全部 200 格；42 条勾稽关系全部成立；正文有 26 个数，16 个与表格核对
    "#]]
    .assert_eq(&out);
    let (out, _) = gouji(folder.path(), &["check", "a.md", "--output", "json"]);
    let out: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(out["version"], env!("CARGO_PKG_VERSION"));
    let file = &out["files"][0];
    assert_eq!(
        file["coverage"],
        json!({
            "cells": {"expected": 200, "read": 200, "blank": 0, "missing": 0, "unread": 0},
            "equations": {"expected": 42, "hold": 42, "broken": 0, "unevaluated": 0},
            "figures": {"prose": 26, "bound": 16, "certain": 16, "unbound": 10},
        })
    );
    let sum = Command::new("sha256sum").arg(folder.path().join("a.md")).output();
    if let Ok(sum) = sum {
        assert!(String::from_utf8(sum.stdout).unwrap().starts_with(file["sha256"].as_str().unwrap()));
    }
    assert_eq!(file["sha256"].as_str().unwrap().len(), 64);
    let (out, _) = gouji(folder.path(), &["check", "a.md", "--output", "sarif"]);
    let out: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(out["runs"][0]["properties"]["coverage"]["cells"]["read"], 200);
}

#[test]
fn nothing_found_is_not_said_of_what_was_not_checked() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("gouji.toml"), "[rules]\ntables = \"off\"\nstructure = \"off\"\n").unwrap();
    let without = CLEAN.split("\n三、").next().unwrap();
    fs::write(folder.path().join("a.md"), without).unwrap();
    let (out, status) = gouji(folder.path(), &["check", "a.md"]);
    assert_eq!(status, 0);
    expect![[r#"
        检查了 1 份报告，已核对的部分未发现问题
        应有 200 格，读到 10 格，缺少 190 格；42 条勾稽关系：42 条未核对（有缺少的格）；正文有 26 个数，16 个与表格核对
    "#]]
    .assert_eq(&out);
    let (out, _) = gouji(folder.path(), &["check", "a.md", "--lang", "en"]);
    expect![[r#"
        Checked 1 report, nothing wrong in what could be checked
        10 of 200 cells read, 190 missing; of 42 equations: 42 not evaluated (missing cells); 16 of 26 figures of the text held against them
    "#]]
    .assert_eq(&out);
}
