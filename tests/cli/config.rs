//! `gouji.toml` as the terminal finds and minds it.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use expect_test::{Expect, expect};
use gouji::format::Formats;
use serde_json::Value;

use super::filled;

/// Standard output, standard error and exit status.
fn run(folder: &Path, arguments: &[&str]) -> (String, String, Option<i32>) {
    let output = Command::new(env!("CARGO_BIN_EXE_gouji"))
        .current_dir(folder)
        .env_clear()
        .stdin(Stdio::null())
        .args(arguments)
        .output()
        .expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it is UTF-8");
    (text(output.stdout), text(output.stderr), output.status.code())
}

/// What `gouji check` says: severity and rule of each finding by file, then the summary, then standard error.
fn check(folder: &Path, arguments: &[&str], expect: Expect) {
    let (out, err, status) = run(folder, &[&["check", "--output", "json"], arguments].concat());
    let json: Value = serde_json::from_str(&out).unwrap_or(Value::Null);
    let mut said = String::new();
    for file in json["files"].as_array().into_iter().flatten() {
        said += file["path"].as_str().unwrap();
        for found in file["diagnostics"].as_array().into_iter().flatten() {
            said += &format!(" {}[{}]", found["severity"].as_str().unwrap(), found["rule"].as_str().unwrap());
        }
        said += &format!(" {}\n", file["error"].as_str().unwrap_or_default());
    }
    let summary = &json["summary"];
    said +=
        &format!("reviewed {} ignored {} status {status:?}\n{err}", summary["reviewed"], summary["ignored"]);
    let lines: Vec<_> = said.lines().map(str::trim_end).collect();
    expect.assert_eq(&(lines.join("\n") + "\n"));
}

/// A folder with these files; for each name without content a report in which 四、结转 of 自然人 and 结果维持 of
/// 行政复议 are 1 and not 0.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, if content.is_empty() { report() } else { (*content).to_owned() }).unwrap();
    }
    folder
}

fn report() -> String {
    let said = "本年度按规定办理，问题已改进，没有收取信息处理费。";
    let text = filled::report(&Formats::built_in().all()[0], said);
    let wrong = |text: String, row: &str| {
        let row = text.lines().find(|line| line.contains(row)).unwrap();
        text.replacen(row, &row.replacen("0 |", "1 |", 1), 1)
    };
    wrong(wrong(text, "四、结转下年度继续办理"), "| 行政复议")
}

const REVIEW: &str = r#"
[[reviewed]]
rule = "totals/slip"
file = "政务公开/2024 年报.md"
table = "applications"
row = "carried_out"
column = "natural_person"
seen = "1+0+0+0+0+0 = 1, 0; 0+0 = 0, 0+1 = 1"
reason = "与台账核对无误"
"#;

#[test]
fn the_nearest_file_holds_alone() {
    let folder = folder(&[
        ("gouji.toml", "[rules]\ntotals = \"off\"\n"),
        ("a.md", ""),
        ("乙/gouji.toml", "[rules]\n\"totals/slip\" = \"hint\"\n"),
        ("乙/丙/b.md", ""),
    ]);
    check(
        folder.path(),
        &[],
        expect![[r#"
        a.md
        乙/丙/b.md hint[totals/slip] error[totals/group-total]
        reviewed 0 ignored 0 status Some(1)
    "#]],
    );
    check(
        &folder.path().join("乙/丙"),
        &["../../a.md", "b.md", "./b.md"],
        expect![[r#"
        ../../a.md
        b.md hint[totals/slip] error[totals/group-total]
        reviewed 0 ignored 0 status Some(1)
    "#]],
    );
    check(
        folder.path(),
        &["--config", "乙/gouji.toml", "a.md"],
        expect![[r#"
        a.md hint[totals/slip] error[totals/group-total]
        reviewed 0 ignored 0 status Some(1)
    "#]],
    );
    let quiet = run(folder.path(), &["check", "--config", "没有.toml"]);
    assert_eq!(quiet, (String::new(), "找不到文件：没有.toml\n".to_owned(), Some(2)));
}

#[test]
fn a_review_is_found_by_any_path() {
    let folder = folder(&[("gouji.toml", REVIEW), ("政务公开/2024 年报.md", ""), ("2023.md", "")]);
    check(
        folder.path(),
        &[],
        expect![[r#"
        2023.md error[totals/slip] error[totals/group-total]
        政务公开/2024 年报.md error[totals/group-total]
        reviewed 1 ignored 0 status Some(1)
    "#]],
    );
    let inside = folder.path().join("政务公开");
    let absolute = inside.join("2024 年报.md");
    for path in ["2024 年报.md", "./2024 年报.md", "../政务公开/2024 年报.md", absolute.to_str().unwrap()]
    {
        let (out, _, _) = run(&inside, &["check", "--output", "json", path]);
        assert!(out.contains(r#""reviewed":1"#), "{path}: {out}");
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&inside, folder.path().join("链接")).unwrap();
        let (out, _, _) = run(folder.path(), &["check", "--output", "json", "链接/2024 年报.md"]);
        assert!(out.contains(r#""reviewed":1"#), "{out}");
    }
    let windows = REVIEW.replace("\"政务公开/2024 年报.md\"", "'.\\政务公开\\2024 年报.md'");
    fs::write(folder.path().join("gouji.toml"), windows).unwrap();
    let (out, _, _) = run(folder.path(), &["check", "--output", "json"]);
    assert!(out.contains(r#""reviewed":1"#), "{out}");
}

#[test]
fn people_are_told_what_was_put_aside() {
    let text = report();
    let head = text.lines().find(|line| line.contains("自然人")).unwrap();
    let changed = text.replacen(head, &format!("<!-- gouji-ignore totals: 旧账 -->\n\n{head}"), 1);
    let folder = folder(&[("gouji.toml", REVIEW), ("政务公开/2024 年报.md", "")]);
    let last = |arguments: &[&str]| {
        let (out, err, _) = run(folder.path(), &[&["check"], arguments].concat());
        assert_eq!(err, "");
        let coverage = |line: &&str| line.starts_with("读到") || line.contains(" cells read");
        let lines: Vec<_> = out.lines().filter(|line| !line.starts_with(' ') && !coverage(line)).collect();
        lines[lines.len().saturating_sub(2)..].join("\n") + "\n"
    };
    expect![[r#"

        检查了 1 份报告：1 处错误（已核实 1 处）
    "#]]
    .assert_eq(&last(&[]));
    expect![[r#"

        Checked 1 report: 1 error (1 reviewed)
    "#]]
    .assert_eq(&last(&["--lang", "en"]));
    let stale = REVIEW.replace("= 1, 0;", "= 2, 0;");
    fs::write(folder.path().join("gouji.toml"), stale).unwrap();
    expect![[r#"
        检查了 1 份报告：2 处错误
        gouji.toml 中有 1 条核实记录与报告不再相符：第 2 行
    "#]]
    .assert_eq(&last(&[]));
    expect![[r#"
        Checked 1 report: 2 errors
        gouji.toml: 1 review no longer in line with the reports: line 2
    "#]]
    .assert_eq(&last(&["--lang", "en"]));
    fs::write(folder.path().join("政务公开/2024 年报.md"), changed).unwrap();
    expect![[r#"
        Checked 1 report: 1 error (1 ignored by comments)
        gouji.toml: 1 review no longer in line with the reports: line 2
    "#]]
    .assert_eq(&last(&["--lang", "en"]));
}

#[test]
fn sarif_lists_what_was_put_aside() {
    let folder = folder(&[("gouji.toml", REVIEW), ("政务公开/2024 年报.md", "")]);
    let (out, _, _) = run(folder.path(), &["check", "--output", "sarif"]);
    let sarif: Value = serde_json::from_str(&out).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let said: Vec<_> =
        results.iter().map(|one| format!("{} {}\n", one["ruleId"], one["suppressions"])).collect();
    expect![[r#"
        "totals/group-total" null
        "totals/slip" [{"kind":"external","justification":"与台账核对无误"}]
    "#]]
    .assert_eq(&said.concat());
}

#[test]
fn a_file_with_a_mistake_is_told_once_and_holds_for_nothing() {
    let folder = folder(&[
        ("a.md", ""),
        ("乙/gouji.toml", "[rules]\n# 口径\ntotals = \"no\"\n"),
        ("乙/b.md", ""),
        ("乙/丙/c.md", ""),
        ("乙/说明.md", "# 说明\n"),
    ]);
    check(
        folder.path(),
        &[],
        expect![[r#"
        a.md error[totals/slip] error[totals/group-total]
        乙/b.md 设置有误，未检查（乙/gouji.toml:3: totals 不能是 no，可以是 off、hint、information、warning、error）
        乙/丙/c.md 设置有误，未检查（乙/gouji.toml:3: totals 不能是 no，可以是 off、hint、information、warning、error）
        reviewed 0 ignored 0 status Some(2)
        乙/gouji.toml:3: totals 不能是 no，可以是 off、hint、information、warning、error
    "#]],
    );
    let alone = run(folder.path(), &["check", "乙"]);
    assert_eq!(alone.2, Some(2));
    expect![[r#"
        略过的文件：1 个不是年度报告
        乙/gouji.toml:3: totals 不能是 no，可以是 off、hint、information、warning、error
    "#]]
    .assert_eq(&(alone.0 + &alone.1));
    let (out, err, status) = run(folder.path(), &["fmt", "--write"]);
    expect![[r#"
        乙/gouji.toml:3: totals 不能是 no，可以是 off、hint、information、warning、error
        Some(2)
    "#]]
    .assert_eq(&format!("{out}{err}{status:?}\n"));
    let (_, err, status) =
        run(folder.path(), &["check", "a.md", "--config", "乙/gouji.toml", "--lang", "en"]);
    expect![[r#"
        乙/gouji.toml:3: totals cannot be no; it can be off, hint, information, warning, error
        Some(2)
    "#]]
    .assert_eq(&format!("{err}{status:?}\n"));
    let (out, err, status) = run(folder.path(), &["export", "乙/b.md", "--to", "json"]);
    assert_eq!((out.as_str(), status), ("", Some(2)));
    assert!(err.starts_with("乙/gouji.toml:3: "), "{err}");
}

#[test]
fn the_command_line_goes_before_language_and_format() {
    let own = include_str!("../../src/core/format/annual-2021.toml").replace("annual-2021", "own-2021");
    let folder = folder(&[
        ("gouji.toml", "language = \"en\"\nformat = \"格式/own.toml\"\n"),
        ("格式/own.toml", &own),
        ("a.md", ""),
    ]);
    let format = |arguments: &[&str]| {
        let (out, err, _) =
            run(folder.path(), &[&["check", "--output", "jsonl", "a.md"], arguments].concat());
        let json: Value = serde_json::from_str(&out).expect(&err);
        let message = json["diagnostics"][0]["message"]
            .as_str()
            .unwrap()
            .split(['；', ';'])
            .next()
            .unwrap_or("")
            .to_owned();
        format!("{} {message}\n", json["format"].as_str().unwrap())
    };
    expect![[r#"
        own-2021 row “四、结转下年度继续办理”, column “自然人” should be 0, not 1
    "#]]
    .assert_eq(&format(&[]));
    expect![[r#"
        annual-2021 “四、结转下年度继续办理”行“自然人”栏应为 0，填的是 1
    "#]]
    .assert_eq(&format(&["--lang", "zh", "--format", "annual-2021"]));
    let (out, _, _) = run(folder.path(), &["export", "a.md", "--to", "json"]);
    assert!(out.contains("\"format\": \"own-2021\""), "{out}");
    fs::write(folder.path().join("格式/own.toml"), "id = 1\n").unwrap();
    let (_, err, status) = run(folder.path(), &["check", "a.md"]);
    assert_eq!(status, Some(2));
    assert!(err.starts_with("gouji.toml: 格式/own.toml:1: "), "{err}");
    fs::remove_file(folder.path().join("格式/own.toml")).unwrap();
    assert_eq!(run(folder.path(), &["check", "a.md"]).1, "gouji.toml: 找不到文件：格式/own.toml\n");
}

#[test]
fn standard_input_goes_by_the_current_folder() {
    let folder = folder(&[("gouji.toml", "[rules]\ntotals = \"off\"\n"), ("a.md", "")]);
    let run = |folder: &Path, file: &Path| {
        let input = fs::File::open(file).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
        let command = command.current_dir(folder).env_clear().stdin(input).args(["check", "-"]);
        command.output().unwrap().status.code()
    };
    let file = folder.path().join("a.md");
    assert_eq!(run(folder.path(), &file), Some(0));
    fs::write(folder.path().join("gouji.toml"), "").unwrap();
    assert_eq!(run(folder.path(), &file), Some(1));
}

/// What cannot be read is no reason to go by the settings above it.
#[test]
fn a_file_that_cannot_be_read_governs_too() {
    let folder = folder(&[
        ("gouji.toml", "[rules]\ntotals = \"off\"\n"),
        ("a.md", ""),
        ("乙/b.md", ""),
        ("丙/c.md", ""),
    ]);
    fs::create_dir(folder.path().join("乙/gouji.toml")).unwrap();
    fs::write(folder.path().join("丙/gouji.toml"), b"\0\xff\xfe\0\x01").unwrap();
    check(
        folder.path(),
        &[],
        expect![[r#"
        a.md
        丙/c.md 设置有误，未检查（不是文本文件，或编码无法识别：丙/gouji.toml）
        乙/b.md 设置有误，未检查（不是普通文件：乙/gouji.toml）
        reviewed 0 ignored 0 status Some(2)
        不是文本文件，或编码无法识别：丙/gouji.toml
        不是普通文件：乙/gouji.toml
    "#]],
    );
}

/// What the file names is told as the file's, for nobody has named it on the command line.
#[test]
fn a_format_that_cannot_be_read_is_told_with_the_file_that_names_it() {
    let folder = folder(&[("gouji.toml", "format = \"own.toml\"\n"), ("a.md", "")]);
    let (out, err, status) = run(folder.path(), &["check", "a.md"]);
    expect![[r#"
        gouji.toml: 找不到文件：own.toml
        Some(2)
    "#]]
    .assert_eq(&format!("{out}{err}{status:?}\n"));
}
