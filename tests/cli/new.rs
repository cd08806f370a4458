//! `gouji new`.

use std::fs;
use std::path::Path;
use std::process::Command;

use expect_test::expect;
use gouji::analysis::Analysis;
use gouji::report::lexicon::Lexicon;
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
fn a_report_to_fill_in_has_no_finding_in_any_shape() {
    let folder = tempfile::tempdir().unwrap();
    for year in ["2020", "2024"] {
        for shape in ["markdown", "tsv", "pipe-rows", "pipe-cells", "cells", "cells-bare", "pdf-rows"] {
            let (status, report, said) = run(folder.path(), &["--year", year, "--shape", shape]);
            assert_eq!((status, said.as_str()), (Some(0), ""));
            let text = Text::from(report.as_str());
            let analysis = Analysis::fresh(&text, Lexicon::built_in());
            assert!(analysis.is_report());
            assert_eq!(analysis.findings().count(), 0, "{report}");
        }
    }
}

#[test]
fn a_file_is_made_and_none_is_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let (status, shown, said) = run(folder.path(), &["--year", "2024", "-o", "a.md"]);
    assert_eq!((status, shown.as_str(), said.as_str()), (Some(0), "", ""));
    let written = fs::read_to_string(folder.path().join("a.md")).unwrap();
    assert!(written.starts_with("丁香镇人民政府2024年政府信息公开工作年度报告\n"));
    let (status, shown, said) = run(folder.path(), &["--year", "2023", "-o", "a.md"]);
    assert_eq!((status, shown.as_str()), (Some(2), ""));
    expect![[r#"
        没有写入：a.md（文件已经存在）
    "#]]
    .assert_eq(&said);
    assert_eq!(fs::read_to_string(folder.path().join("a.md")).unwrap(), written);
    let (_, _, said) = run(folder.path(), &["--year", "2024", "-o", "没有/a.md"]);
    assert_eq!(said, "没有写入：没有/a.md（没有这个文件夹）\n");
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
