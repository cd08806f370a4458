//! `gouji new`.

use std::fs;
use std::path::Path;
use std::process::Command;

use expect_test::expect;
use gouji::analysis::Analysis;
use gouji::report::lexicon::Lexicon;
use gouji::rules::Severity;
use gouji::text::Text;

/// The status, what was printed and what was complained of.
fn run(folder: &Path, more: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_gouji"))
        .current_dir(folder)
        .env_clear()
        .args(["new", "--agency", "丁香镇人民政府"])
        .args(more)
        .output()
        .expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("it is UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn a_report_to_fill_in_has_no_error_in_any_shape_and_is_not_said_to_be_right() {
    let folder = tempfile::tempdir().unwrap();
    for year in ["2020", "2024"] {
        for shape in ["markdown", "tsv", "pipe-rows", "pipe-cells", "cells", "cells-bare", "pdf-rows"] {
            let (status, report, said) = run(folder.path(), &["--year", year, "--shape", shape]);
            assert_eq!((status, said.as_str()), (Some(0), ""));
            let text = Text::from(report.as_str());
            let analysis = Analysis::fresh(&text, Lexicon::built_in());
            assert!(analysis.is_report());
            let coverage = analysis.coverage().cells;
            assert_eq!((coverage.blank, coverage.read), (coverage.expected, 0), "{report}");
            assert!(analysis.findings().all(|(_, _, found)| found.severity == Severity::Warning), "{report}");
        }
    }
}

#[test]
fn what_is_to_be_filled_in_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let (_, report, _) = run(folder.path(), &["--year", "2024", "--shape", "pipe-cells"]);
    let name = "丁香镇2024年政府信息公开工作年度报告.txt";
    fs::write(folder.path().join(name), report).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_gouji"))
        .current_dir(folder.path())
        .env_clear()
        .args(["check", "--lang", "zh", "--color", "never"])
        .output()
        .expect("the program starts");
    expect![[r#"
        警告[text/placeholder]: 有 7 处模板里的提示没有换成实际内容，第一处是“（请填写主动公开的内容、数量和渠道）”
         --> 丁香镇2024年政府信息公开工作年度报告.txt:7:9
          |
        7 | （一）主动公开。（请填写主动公开的内容、数量和渠道）
          |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          |
          = 相关: 9:10 这里也是
                  11:11 这里也是
                  13:15 这里也是
                  15:9 这里也是
                  307:1 这里也是
                  311:1 这里也是

        警告[tables/blank-cell]: 表二各格都未填（10 格）；没有发生的应填 0
          --> 丁香镇2024年政府信息公开工作年度报告.txt:24:1
           |
        24 | 规章 |
           | ^^^^
           |
           = 可能的修正: 10 格都填 0

        警告[tables/blank-cell]: 表三各格都未填（175 格）；没有发生的应填 0
          --> 丁香镇2024年政府信息公开工作年度报告.txt:62:1
           |
        62 | 一、本年新收政府信息公开申请数量 |
           | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
           |
           = 可能的修正: 175 格都填 0

        警告[tables/blank-cell]: 表四各格都未填（15 格）；没有发生的应填 0
           --> 丁香镇2024年政府信息公开工作年度报告.txt:289:1
            |
        289 | __ |
            | ^^
            |
            = 可能的修正: 15 格都填 0

        检查了 1 份报告：4 处警告
        应有 200 格，读到 0 格，未填 200 格；42 条勾稽关系：42 条未核对（有未填的格）
    "#]].assert_eq(&String::from_utf8(output.stdout).unwrap());
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_file_is_made_and_none_is_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let (status, shown, said) = run(folder.path(), &["--year", "2024", "-o", "a.md"]);
    assert_eq!((status, shown.as_str()), (Some(0), ""));
    assert_eq!(said, "已写入：a.md。填写以后，用 gouji check a.md 检查\n");
    let written = fs::read_to_string(folder.path().join("a.md")).unwrap();
    assert!(written.starts_with("丁香镇人民政府2024年政府信息公开工作年度报告\n"));
    let (status, shown, said) = run(folder.path(), &["--year", "2023", "-o", "a.md"]);
    assert_eq!((status, shown.as_str()), (Some(2), ""));
    expect![[r#"
        未写入：a.md（文件已经存在）
    "#]]
    .assert_eq(&said);
    assert_eq!(fs::read_to_string(folder.path().join("a.md")).unwrap(), written);
    let (_, _, said) = run(folder.path(), &["--year", "2024", "-o", "没有/a.md"]);
    assert_eq!(said, "未写入：没有/a.md（没有这个文件夹）\n");
}

#[test]
fn what_is_not_there_is_told_with_what_is() {
    let folder = tempfile::tempdir().unwrap();
    let (status, _, said) = run(folder.path(), &["--year", "2024", "--shape", "html"]);
    assert_eq!(status, Some(2));
    expect![[r#"
        没有这种写法：html。可用的有 markdown、tsv、pipe-rows、pipe-cells、cells、cells-bare、pdf-rows
    "#]]
    .assert_eq(&said);
    let (status, _, said) = run(folder.path(), &["--year", "2024", "--format", "annual-2020"]);
    assert_eq!(status, Some(2));
    expect![[r#"
        没有这种格式：annual-2020。内置的有 annual-2021、annual-2019
    "#]]
    .assert_eq(&said);
    assert_eq!(run(folder.path(), &["--year", "24"]).0, Some(2));
}
