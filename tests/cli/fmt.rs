//! `gouji fmt`.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use encoding_rs::{BIG5, GB18030};
use expect_test::expect;
use gouji::cli::change::diff;

const UNTIDY: &str = "\
某县教育局2024年政府信息公开工作年度报告
一. 总体情况
本机关严格落实条例，“公开”为常态。
二、主动公开政府信息情况
|信息内容|本年制发件数|
|---|---|
|规章|0|
|行政规范性文件|12|
";
const TIDY: &str = "\
某县教育局2024年政府信息公开工作年度报告
一、总体情况
本机关严格落实条例，“公开”为常态。
二、主动公开政府信息情况
| 信息内容       | 本年制发件数 |
| -------------- | -----------: |
| 规章           |            0 |
| 行政规范性文件 |           12 |
";

fn gouji(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    command.current_dir(folder).env_clear().stdin(Stdio::null()).args(arguments);
    command
}

/// The status, what was printed and what was complained of.
fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    told(gouji(folder, arguments).output().expect("the program starts"))
}

fn told(output: Output) -> (Option<i32>, String, String) {
    let text = |bytes| String::from_utf8(bytes).expect("it is UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

fn said(status: i32, out: &str, err: &str) -> (Option<i32>, String, String) {
    (Some(status), out.to_owned(), err.to_owned())
}

#[test]
fn what_would_change_is_shown_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.md"), UNTIDY).unwrap();
    fs::write(folder.path().join("b.md"), TIDY).unwrap();
    let (status, shown, complaint) = run(folder.path(), &["fmt"]);
    assert_eq!((status, complaint.as_str()), (Some(0), ""));
    expect![[r#"
        --- a.md
        +++ a.md
        @@ -1,8 +1,8 @@
         某县教育局2024年政府信息公开工作年度报告
        -一. 总体情况
        +一、总体情况
         本机关严格落实条例，“公开”为常态。
         二、主动公开政府信息情况
        -|信息内容|本年制发件数|
        -|---|---|
        -|规章|0|
        -|行政规范性文件|12|
        +| 信息内容       | 本年制发件数 |
        +| -------------- | -----------: |
        +| 规章           |            0 |
        +| 行政规范性文件 |           12 |
    "#]]
    .assert_eq(&shown);
    assert_eq!(run(folder.path(), &["fmt", "--diff"]), said(0, &shown, ""));
    assert_eq!(run(folder.path(), &["fmt", "--check", "--diff"]), said(1, &shown, ""));
    assert_eq!(run(folder.path(), &["fmt", "--check"]), said(1, "a.md\n", ""));
    assert_eq!(run(folder.path(), &["fmt", "--check", "b.md"]), said(0, "", ""));
    assert_eq!(run(folder.path(), &["fmt", "b.md"]), said(0, "", ""));
    assert_eq!(fs::read_to_string(folder.path().join("a.md")).unwrap(), UNTIDY);
    assert_eq!(run(folder.path(), &["fmt", "--check", "--write"]).0, Some(2));
}

#[test]
fn a_diff_keeps_line_ends_that_can_be_shown() {
    assert_eq!(
        diff("a", "x\r\ny", "x\r\nz", false),
        "--- a\n+++ a\n@@ -1,2 +1,2 @@\n x\r\n-y\n\\ No newline at end of file\n+z\n\\ No newline at end of file\n"
    );
    assert_eq!(diff("a", "x\ry\r", "z\ry\r", false), "--- a\n+++ a\n@@ -1,2 +1,2 @@\n-x\n+z\n y\n");
    assert!(diff("a", "x\n", "z\n", true).contains("\x1b[31m-x\x1b[0m\n\x1b[32m+z\x1b[0m\n"));
}

#[test]
fn a_file_is_written_in_the_encoding_it_had() {
    let utf16 =
        |text: &str, bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let traditional = |text: &str| text.replace("总体情况", "總體情況").replace("某县", "某縣");
    type Encode<'a> = &'a dyn Fn(&str) -> Vec<u8>;
    let encodings: [(&str, Encode); 8] = [
        ("utf-8", &|text| text.into()),
        ("utf-8-mark", &|text| format!("\u{feff}{text}").into()),
        ("utf-16le", &|text| utf16(&format!("\u{feff}{text}"), u16::to_le_bytes)),
        ("utf-16be", &|text| utf16(&format!("\u{feff}{text}"), u16::to_be_bytes)),
        ("utf-16be-bare", &|text| utf16(text, u16::to_be_bytes)),
        ("gb18030", &|text| GB18030.encode(text).0.into()),
        ("gb18030-mark", &|text| GB18030.encode(&format!("\u{feff}{text}")).0.into()),
        ("crlf", &|text| text.replace('\n', "\r\n").into()),
    ];
    let folder = tempfile::tempdir().unwrap();
    for (name, encode) in encodings {
        let path = folder.path().join(name);
        fs::write(&path, encode(UNTIDY)).unwrap();
        assert_eq!(run(folder.path(), &["fmt", "--write", name]), said(0, &format!("{name}\n"), ""));
        assert_eq!(fs::read(&path).unwrap(), encode(TIDY), "{name}");
        assert_eq!(run(folder.path(), &["fmt", "--write", name]), said(0, "", ""), "{name}");
    }
    let path = folder.path().join("big5");
    let source =
        "政府資訊公開年度報告\n本年度收到申請十二件，均已辦結，並無結轉下年度繼續辦理之情形。\n".repeat(3);
    let table = "|規章|申請|\n|---|---|\n|件數|12|\n";
    fs::write(&path, BIG5.encode(&traditional(&format!("{source}{table}"))).0).unwrap();
    assert_eq!(run(folder.path(), &["fmt", "--write", "big5"]), said(0, "big5\n", ""));
    let tidy = format!("{source}| 規章 | 申請 |\n| ---- | ---: |\n| 件數 |   12 |\n");
    assert_eq!(fs::read(&path).unwrap(), &*BIG5.encode(&tidy).0);
    let left = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(left, encodings.len() + 1, "nothing else is left behind");
}

#[test]
fn what_cannot_be_read_is_one_line() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.md"), UNTIDY).unwrap();
    fs::write(folder.path().join("b.md"), &UNTIDY.as_bytes()[1..]).unwrap();
    fs::write(folder.path().join("c.md"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").unwrap();
    let (status, shown, complaint) = run(folder.path(), &["fmt", "--check", "没有.md", ".", "c.md"]);
    assert_eq!((status, shown.as_str()), (Some(2), "a.md\n"));
    let lines = complaint.lines().collect::<Vec<_>>();
    assert_eq!(lines.len(), 3, "{complaint}");
    assert_eq!(lines[0], "找不到文件：没有.md");
    fs::create_dir(folder.path().join("空")).unwrap();
    assert_eq!(run(folder.path(), &["fmt", "空"]), said(2, "", "文件夹里没有找到年度报告：空\n"));
}

#[test]
fn only_reports_of_a_folder_are_formatted_but_all_that_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let notes = "|a|b|\n|---|---|\n|c|1|\n";
    fs::write(folder.path().join("notes.md"), notes).unwrap();
    fs::write(folder.path().join("a.md"), UNTIDY).unwrap();
    let passed = "略过的文件：1 个不是年度报告\n";
    assert_eq!(run(folder.path(), &["fmt", "--write"]), said(0, "a.md\n", passed));
    assert_eq!(fs::read_to_string(folder.path().join("notes.md")).unwrap(), notes);
    assert_eq!(run(folder.path(), &["fmt", "--write", "notes.md"]), said(0, "notes.md\n", ""));
}

#[test]
fn what_is_passed_over_in_a_folder_is_said() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.md", "草稿.md", "旧/b.txt"] {
        fs::create_dir_all(folder.path().join(name).parent().unwrap()).unwrap();
        fs::write(folder.path().join(name), TIDY).unwrap();
    }
    fs::write(folder.path().join("notes.md"), "会议记录\n").unwrap();
    fs::write(folder.path().join(".ignore"), "草稿.md\n旧\n").unwrap();
    fs::File::create(folder.path().join("c.txt")).unwrap().set_len(101 << 20).unwrap();
    let zh = "略过的文件：1 个不是年度报告，2 个被 .gitignore 排除，1 个太大\n";
    for command in [&["fmt"][..], &["fmt", "--check"], &["fmt", "--write"], &["fix", "--check"]] {
        assert_eq!(run(folder.path(), command), said(0, "", zh), "{command:?}");
    }
    let nothing = format!("没有可以自动修正的问题\n{zh}");
    for command in [&["fix"][..], &["fix", "--write"]] {
        assert_eq!(run(folder.path(), command), said(0, "", &nothing), "{command:?}");
    }
    let en = "Passed over: 1 no annual report, 2 ignored by .gitignore, 1 too large\n";
    assert_eq!(run(folder.path(), &["fmt", "--lang", "en"]), said(0, "", en));
    assert_eq!(run(folder.path(), &["fix", "--quiet"]), said(0, "", ""));
    assert_eq!(run(folder.path(), &["fmt", "a.md"]), said(0, "", ""));
    // Where nothing is left, that is said too.
    fs::remove_file(folder.path().join("a.md")).unwrap();
    let none = format!("{zh}文件夹里没有找到年度报告：.\n");
    assert_eq!(run(folder.path(), &["fmt"]), said(2, "", &none));
}

#[test]
fn standard_input_is_formatted_to_standard_output() {
    let folder = tempfile::tempdir().unwrap();
    for (source, formatted) in [(UNTIDY, TIDY), (TIDY, TIDY)] {
        let mut command = gouji(folder.path(), &["fmt", "--write", "-"]);
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(source.as_bytes()).unwrap();
        assert_eq!(told(child.wait_with_output().unwrap()), said(0, formatted, ""));
    }
}

#[cfg(unix)]
#[test]
fn links_and_permissions_stay_and_a_file_that_may_not_be_written_is_not() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = tempfile::tempdir().unwrap();
    let (file, link) = (folder.path().join("a.md"), folder.path().join("link.md"));
    fs::write(&file, UNTIDY).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("a.md", &link).unwrap();
    assert_eq!(run(folder.path(), &["fmt", "--write", "link.md"]), said(0, "link.md\n", ""));
    assert!(link.is_symlink());
    assert_eq!(fs::read_to_string(&file).unwrap(), TIDY);
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);

    fs::write(&file, UNTIDY).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o440)).unwrap();
    let (status, shown, complaint) = run(folder.path(), &["fmt", "--write", "a.md"]);
    assert_eq!((status, shown.as_str()), (Some(2), ""));
    assert!(complaint.starts_with("未改写：a.md（") && complaint.lines().count() == 1, "{complaint}");
    assert_eq!(fs::read_to_string(&file).unwrap(), UNTIDY);
}
