//! The figures of the text that were held against no cell, for somebody to tick off by eye.

use std::fs;
use std::path::Path;
use std::process::Command;

use expect_test::{Expect, expect};
use serde_json::Value;

/// A report with no tables is enough to say what its sentences speak of.
const REPORT: &str = "\
石桥镇人民政府2024年政府信息公开工作年度报告

一、总体情况
2024年，办理人大代表建议12件，全年在政府网站发布信息1,204条，政务新媒体关注人数3.5万人，举办政策解读活动三场。
二、主动公开政府信息情况
三、收到和处理政府信息公开申请情况
四、政府信息公开行政复议、行政诉讼情况
五、存在的主要问题及改进情况
六、其他需要报告的事项
";

fn gouji(arguments: &[&str]) -> (String, String, i32) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), REPORT).unwrap();
    fs::write(
        folder.path().join("gouji.toml"),
        "[rules]\nstructure = \"off\"\ntables = \"off\"\ntext = \"off\"\n",
    )
    .unwrap();
    run(folder.path(), arguments)
}

fn run(folder: &Path, arguments: &[&str]) -> (String, String, i32) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    let output = command.current_dir(folder).env_clear().args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

fn check(arguments: &[&str], expected: Expect) {
    let (output, mistakes, status) = gouji(arguments);
    expected.assert_eq(&output);
    assert_eq!((mistakes.as_str(), status), ("", 0));
}

#[test]
fn each_is_shown_in_its_words() {
    check(
        &["check", "a.txt", "--quiet", "--unlinked"],
        expect![[r#"
        a.txt：正文中有 4 个数字未与表格核对，请人工核对：
          4:15  2024年，办理人大代表建议【12】件，全年在政府网站发布信息1,2…
          4:30  …议12件，全年在政府网站发布信息【1,204】条，政务新媒体关注人数3.5万人…
          4:46  …1,204条，政务新媒体关注人数【3.5】万人，举办政策解读活动三场。
          4:60  …人数3.5万人，举办政策解读活动【三】场。

    "#]],
    );
    check(
        &["check", "a.txt", "--quiet", "--unlinked", "--lang", "en"],
        expect![[r#"
        a.txt: 4 figures of the text held against no cell:
          4:15  2024年，办理人大代表建议【12】件，全年在政府网站发布信息1,2…
          4:30  …议12件，全年在政府网站发布信息【1,204】条，政务新媒体关注人数3.5万人…
          4:46  …1,204条，政务新媒体关注人数【3.5】万人，举办政策解读活动三场。
          4:60  …人数3.5万人，举办政策解读活动【三】场。

    "#]],
    );
    // Nobody asked.
    check(&["check", "a.txt", "--quiet"], expect![""]);
}

#[test]
fn programs_get_their_places() {
    let (output, _, _) = gouji(&["check", "a.txt", "--output", "jsonl", "--unlinked"]);
    let file: Value = serde_json::from_str(&output).unwrap();
    let lines: Vec<&str> = REPORT.lines().collect();
    let unlinked = file["unlinked"].as_array().unwrap();
    assert_eq!(unlinked.len() as u64, file["coverage"]["figures"]["unbound"].as_u64().unwrap());
    for figure in unlinked {
        let place = |end: &str, part: &str| figure["range"][end][part].as_u64().unwrap() as usize;
        let line: Vec<u16> = lines[place("start", "line")].encode_utf16().collect();
        let there =
            String::from_utf16(&line[place("start", "character")..place("end", "character")]).unwrap();
        assert_eq!(figure["text"], there);
    }
    let (output, _, _) = gouji(&["check", "a.txt", "--output", "jsonl"]);
    assert!(serde_json::from_str::<Value>(&output).unwrap().get("unlinked").is_none());
}

#[test]
fn forms_that_have_no_place_for_them_are_refused() {
    for form in ["sarif", "github"] {
        let (output, mistakes, status) = gouji(&["check", "a.txt", "--output", form, "--unlinked"]);
        assert_eq!((output.as_str(), status), ("", 2));
        assert_eq!(mistakes, "--unlinked 只能与 --output text、json 或 jsonl 一起使用\n");
    }
}
