//! `gouji fix`.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use expect_test::expect;

const WRONG: &str = "\
丁香镇人民政府2024年政府信息公开工作年度报告
一、总体情况况
本机关严格落实条例。
二、主动公开政府信息的情况况
";
const RIGHT: &str = "\
丁香镇人民政府2024年政府信息公开工作年度报告
一、总体情况
本机关严格落实条例。
二、主动公开政府信息情况
";

/// The status, what was printed and what was said beside it.
fn run(folder: &Path, arguments: &[&str], input: &str) -> (Option<i32>, String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_gouji"))
        .current_dir(folder)
        .env_clear()
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    child.stdin.take().unwrap().write_all(input.as_bytes()).ok();
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).expect("it is UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn what_would_be_fixed_is_shown_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.md");
    fs::write(&path, WRONG).unwrap();
    let (status, shown, said) = run(folder.path(), &["fix"], "");
    assert_eq!(status, Some(0));
    expect![[r#"
        --- a.md
        +++ a.md
        @@ -1,4 +1,4 @@
         丁香镇人民政府2024年政府信息公开工作年度报告
        -一、总体情况况
        +一、总体情况
         本机关严格落实条例。
        -二、主动公开政府信息的情况况
        +二、主动公开政府信息情况
    "#]]
    .assert_eq(&shown);
    expect![[r#"
        a.md：可以修正 2 处（structure/section-heading 2）
          标题改为“一、总体情况”
          标题改为“二、主动公开政府信息情况”
        1 个文件有 2 处可以修正，文件尚未改动；加 --write 直接改写
    "#]]
    .assert_eq(&said);
    assert_eq!(run(folder.path(), &["fix", "--diff", "--quiet"], ""), (Some(0), shown, String::new()));
    assert_eq!(
        run(folder.path(), &["fix", "--check", "--quiet"], ""),
        (Some(1), "a.md\n".into(), String::new())
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), WRONG);
}

#[test]
fn a_file_is_written_as_it_was_but_for_what_is_fixed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.md");
    let marked = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    fs::write(&path, marked(WRONG)).unwrap();
    let (status, shown, said) = run(folder.path(), &["fix", "--write", "a.md"], "");
    assert_eq!((status, shown.as_str()), (Some(0), "a.md\n"));
    expect![[r#"
        a.md：修正了 2 处（structure/section-heading 2）
          标题改为“一、总体情况”
          标题改为“二、主动公开政府信息情况”
        已修正 2 处，改写了 1 个文件
    "#]]
    .assert_eq(&said);
    assert_eq!(fs::read_to_string(&path).unwrap(), marked(RIGHT));
    let nothing = (Some(0), String::new(), "没有可以自动修正的问题\n".to_owned());
    assert_eq!(run(folder.path(), &["fix", "--write", "a.md"], ""), nothing);
    assert_eq!(run(folder.path(), &["fix"], ""), nothing);
    assert_eq!(run(folder.path(), &["fix", "--quiet"], "").2, "");
}

#[test]
fn standard_input_comes_out_fixed() {
    let folder = tempfile::tempdir().unwrap();
    let (status, fixed, _) = run(folder.path(), &["fix", "--write", "-"], WRONG);
    assert_eq!((status, fixed.as_str()), (Some(0), RIGHT));
    let (status, same, said) = run(folder.path(), &["fix", "--write", "-"], RIGHT);
    assert_eq!((status, same.as_str(), said.as_str()), (Some(0), RIGHT, ""));
}

#[test]
fn only_the_rules_that_are_named_are_fixed() {
    let folder = tempfile::tempdir().unwrap();
    let only = |rule: &str| run(folder.path(), &["fix", "--write", "--quiet", "--rule", rule, "-"], WRONG);
    assert_eq!(only("totals/balance"), (Some(0), WRONG.into(), String::new()));
    assert_eq!(only("structure/section-heading"), (Some(0), RIGHT.into(), String::new()));
    let (status, shown, said) = only("section-heding");
    assert_eq!((status, shown.as_str()), (Some(2), ""));
    expect![[r#"
        没有这条规则：section-heding。是不是 structure/section-heading？
    "#]]
    .assert_eq(&said);
}

/// A fix is called the right one only where it would be made: here it makes a sentence wrong that says another figure.
#[test]
fn what_is_not_made_is_not_called_the_fix() {
    let clean = include_str!("../reports/markdown/clean.md");
    let joined = clean.replacen("1 |   12 |", "112 |", 1);
    let denied = joined.replacen("全年新收政府信息公开申请12件", "全年新收政府信息公开申请15件", 1);
    for (text, is_made) in [(&joined, true), (&denied, false)] {
        let (_, fixed, _) = run(Path::new("."), &["fix", "--write", "-"], text);
        assert_eq!(fixed != *text, is_made);
        let (_, shown, _) = run(Path::new("."), &["check", "-"], text);
        let name = if is_made { "修正" } else { "可能的修正" };
        assert!(shown.contains(&format!("{name}: “112”分成 1 和 12\n")), "{shown}");
        let (_, shown, _) = run(Path::new("."), &["check", "--output", "github", "-"], text);
        assert_eq!(shown.contains("修正：“112”分成 1 和 12"), is_made, "{shown}");
        let (_, shown, _) = run(Path::new("."), &["check", "--output", "json", "-"], text);
        let json: serde_json::Value = serde_json::from_str(&shown).unwrap();
        assert_eq!(json["files"][0]["diagnostics"][0]["fixes"][0]["preferred"], is_made);
    }
}
