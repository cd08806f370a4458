//! How files come to the program, and what is said of those that do not.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use expect_test::expect;

const CLEAN: &str = include_str!("../reports/markdown/clean.md");

fn gouji(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    command.current_dir(folder).env_clear().args(arguments).stdin(Stdio::null());
    command
}

fn run(folder: &Path, arguments: &[&str]) -> (String, String, i32) {
    told(gouji(folder, arguments).output().unwrap())
}

fn told(output: Output) -> (String, String, i32) {
    let words = |bytes| String::from_utf8(bytes).unwrap();
    (words(output.stdout), words(output.stderr), output.status.code().unwrap_or(-1))
}

fn fed(folder: &Path, arguments: &[&str], input: &[u8]) -> (String, String, i32) {
    let mut command = gouji(folder, arguments);
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    told(child.wait_with_output().unwrap())
}

/// A folder with these files, each a report without a fault unless it has other words.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (file, words) in files {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, if words.is_empty() { CLEAN } else { words }).unwrap();
    }
    folder
}

/// The paths of the files that are checked.
fn checked(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let (out, _, _) = run(folder, &[arguments, &["--output", "jsonl"]].concat());
    paths(&out)
}

fn paths(out: &str) -> Vec<String> {
    let lines = out.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    lines.map(|line| line["path"].as_str().unwrap().replace('\\', "/")).collect()
}

#[test]
fn wildcards_that_no_shell_has_replaced_are_replaced() {
    let folder =
        folder(&[("年报1.md", ""), ("年报2.md", ""), ("乙/年报[1].md", ""), ("乙/说明.md", "说明\n")]);
    let here = folder.path();
    assert_eq!(checked(here, &["check", "年报?.md"]), ["年报1.md", "年报2.md"]);
    assert_eq!(checked(here, &["check", "*/年报[1]*"]), ["乙/年报[1].md"]);
    assert_eq!(checked(here, &["check", "乙/年报[1].md"]), ["乙/年报[1].md"]);
    // A folder that is meant is looked through, and what is no report is none in it.
    assert_eq!(checked(here, &["check", "乙*"]), ["乙/年报[1].md"]);
    assert_eq!(
        run(here, &["check", "年鉴*.md"]),
        (String::new(), "没有找到相符的文件：年鉴*.md\n".to_owned(), 2)
    );
    assert_eq!(run(here, &["check", "年报*.md", "年鉴*.md"]).2, 2);
}

#[test]
fn a_file_that_is_dropped_on_the_program_is_checked() {
    let folder = folder(&[("年报.md", ""), ("check", ""), ("目录/a.md", "")]);
    let here = folder.path();
    assert_eq!(checked(here, &["年报.md"]), ["年报.md"]);
    assert_eq!(checked(here, &["目录", "年报.md"]), ["目录/a.md", "年报.md"]);
    assert_eq!(run(here, &["没有.md"]), (String::new(), "找不到文件：没有.md\n".to_owned(), 2));
    // The command wins over a file of its name.
    assert_eq!(checked(here, &["check", "年报.md"]), ["年报.md"]);
    assert!(run(here, &["frobnicate"]).1.starts_with("没有这个命令：frobnicate。可用的有 "));
}

#[test]
fn files_come_from_a_list() {
    let folder = folder(&[("年 报.md", ""), ("乙/b.md", ""), ("c.md", ""), ("list", "年 报.md\r\n\r\n乙\n")]);
    let here = folder.path();
    assert_eq!(checked(here, &["check", "--files-from", "list"]), ["年 报.md", "乙/b.md"]);
    assert_eq!(checked(here, &["check", "c.md", "--files-from", "list"]), ["c.md", "年 报.md", "乙/b.md"]);
    let arguments = ["check", "--output", "jsonl", "--files-from", "-"];
    assert_eq!(paths(&fed(here, &arguments, "乙/b.md\nc.md".as_bytes()).0), ["乙/b.md", "c.md"]);
    let null = [&arguments[..], &["-0"]].concat();
    assert_eq!(paths(&fed(here, &null, "乙/b.md\0c.md\0".as_bytes()).0), ["乙/b.md", "c.md"]);
    let utf16: Vec<u8> = "\u{feff}c.md\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(paths(&fed(here, &arguments, &utf16).0), ["c.md"]);
    // Nothing listed is nothing to do, and not the whole folder.
    assert_eq!(fed(here, &arguments, b""), (String::new(), String::new(), 0));
    assert_eq!(fed(here, &["fmt", "--check", "--files-from", "-"], b"").2, 0);
    assert_eq!(run(here, &["check", "--files-from", "没有"]).1, "找不到文件：没有\n");
    assert_eq!(run(here, &["check", "-0"]).2, 2);
}

/// A report with a slip that can be mended.
fn faulty() -> String {
    CLEAN.replacen("1 |   12 |", "2 |   12 |", 1)
}

#[test]
fn several_reports_end_with_a_table_of_them() {
    let (faulty, broken) = (faulty(), CLEAN.replacen("1 |   12 |", "|   12 |", 1));
    let folder = folder(&[("a.md", ""), ("b.md", &faulty), ("c.md", &broken)]);
    let (out, err, status) = run(folder.path(), &["check"]);
    assert_eq!((err.as_str(), status), ("", 1));
    let table = &out[out.find("机关  ").expect("there is a table")..];
    expect![[r#"
        机关                  年份  错误  警告  读到的格  勾稽关系  正文的数  文件
        云溪县丁香镇人民政府  2024     0     0   200/200     42/42     16/26  a.md
        云溪县丁香镇人民政府  2024     1     0   200/200     40/42     16/26  b.md
        云溪县丁香镇人民政府  2024     0     1   199/200     40/42     16/26  c.md

        检查了 3 份报告：1 处错误，1 处警告
        应有 600 格，读到 599 格，未填 1 格；126 条勾稽关系：122 条成立，2 条不成立，2 条未核对（有未填的格）；正文有 78 个数，48 个与表格核对
        可以自动修正的有 2 处：gouji fix 显示如何修正，gouji fix --write 直接改写
    "#]].assert_eq(table);
    let (out, ..) = run(folder.path(), &["check", "--lang", "en"]);
    let table = &out[out.find("agency  ").expect("there is a table")..];
    expect![[r#"
        agency                year  errors  warnings    cells  equations  figures  file
        云溪县丁香镇人民政府  2024       0         0  200/200      42/42    16/26  a.md
        云溪县丁香镇人民政府  2024       1         0  200/200      40/42    16/26  b.md
        云溪县丁香镇人民政府  2024       0         1  199/200      40/42    16/26  c.md

        Checked 3 reports: 1 error, 1 warning
        599 of 600 cells read, 1 blank; of 126 equations: 122 hold, 2 broken, 2 not evaluated (blank cells); 48 of 78 figures of the text held against them
        2 can be fixed: `gouji fix` shows how, `gouji fix --write` writes it
    "#]].assert_eq(table);
    // One report is a table in itself, and programs are not disturbed by what they did not ask for.
    for arguments in [&["check", "b.md"][..], &["check", "--quiet"], &["check", "--output", "github"]] {
        let (out, ..) = run(folder.path(), arguments);
        assert!(!out.contains("读到的格"), "{arguments:?}: {out}");
    }
}

#[test]
fn of_many_reports_the_findings_are_counted_and_told_where_that_is_asked_for() {
    let faulty = faulty();
    let names: Vec<String> = (0..11).map(|number| format!("{number:02}.md")).collect();
    let files = |count: usize| {
        let files = names[..count].iter().enumerate();
        files
            .map(|(at, name)| (name.as_str(), if at % 5 == 0 { faulty.as_str() } else { "" }))
            .collect::<Vec<_>>()
    };
    let (few, many) = (folder(&files(10)), folder(&files(11)));
    let told = |folder: &Path, arguments: &[&str]| run(folder, arguments).0.matches("错误[").count();
    assert_eq!(told(few.path(), &["check"]), 2);
    assert_eq!(told(many.path(), &["check"]), 0);
    for arguments in
        [&["check", "--verbose"][..], &["check", "-v"], &["check", "--quiet"], &["check", "--unlinked"]]
    {
        assert_eq!(told(many.path(), arguments), 3, "{arguments:?}");
    }
    let (out, _, status) = run(many.path(), &["check"]);
    assert_eq!((status, out.lines().count()), (1, 1 + 11 + 1 + 4), "{out}");
    expect![[r#"
        检查了 11 份报告：3 处错误
        读到全部 2200 格；462 条勾稽关系：456 条成立，6 条不成立；正文有 286 个数，176 个与表格核对
        可以自动修正的有 3 处：gouji fix 显示如何修正，gouji fix --write 直接改写
        报告较多，没有逐处列出问题；需要时加 --verbose，或只检查其中几份
    "#]]
    .assert_eq(&out.lines().skip(13).map(|line| format!("{line}\n")).collect::<String>());
    assert!(!run(many.path(), &["check", "-v"]).0.contains("--verbose"));
}

#[test]
fn of_very_many_reports_those_with_the_most_findings_are_listed() {
    let faulty = faulty();
    let names: Vec<String> = (0..250).map(|number| format!("{number:03}.md")).collect();
    let files =
        names.iter().map(|name| (name.as_str(), if name.ends_with("9.md") { faulty.as_str() } else { "" }));
    let folder = folder(&files.collect::<Vec<_>>());
    let (out, ..) = run(folder.path(), &["check"]);
    let rows: Vec<&str> = out.lines().filter(|line| line.ends_with(".md")).collect();
    assert_eq!(rows.len(), 100, "{out}");
    assert!(rows.is_sorted_by_key(|row| row.rsplit(' ').next()), "{out}");
    assert_eq!(rows.iter().filter(|row| row.ends_with("9.md")).count(), 25, "{out}");
    assert!(out.contains("\n共 250 份，这里列出问题最多的 100 份\n"), "{out}");
}

#[test]
fn what_is_passed_over_in_a_folder_is_said() {
    let folder =
        folder(&[("a.md", ""), ("说明.md", "说明\n"), ("旧/b.md", ""), ("旧/c.md", ""), ("图.png", "x")]);
    fs::write(folder.path().join(".ignore"), "旧\n").unwrap();
    let (out, err, status) = run(folder.path(), &["check"]);
    assert_eq!((err.as_str(), status), ("", 0));
    expect![[r#"
        ✓ 检查了 1 份报告，未发现问题
        读到全部 200 格；42 条勾稽关系全部成立；正文有 26 个数，16 个与表格核对
        略过的文件：1 个不是年度报告，2 个被 .gitignore 排除
    "#]]
    .assert_eq(&out);
    let (out, ..) = run(folder.path(), &["check", "--lang", "en"]);
    expect![[r#"Passed over: 1 no annual report, 2 ignored by .gitignore"#]]
        .assert_eq(out.lines().last().unwrap());
    let (out, ..) = run(folder.path(), &["check", "--output", "json"]);
    let out: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(
        out["summary"]["passed_over"],
        serde_json::json!({"no_report": 1, "ignored": 2, "too_large": 0, "links": 0})
    );
    let large = fs::File::create(folder.path().join("大.txt")).unwrap();
    large.set_len(101 << 20).unwrap();
    let (out, ..) = run(folder.path(), &["check"]);
    expect![[r#"略过的文件：1 个不是年度报告，2 个被 .gitignore 排除，1 个太大"#]]
        .assert_eq(out.lines().last().unwrap());
    let (_, err, status) = run(folder.path(), &["check", "大.txt"]);
    assert_eq!((err.as_str(), status), ("文件太大：大.txt（最多 100 MB）\n", 2));
}

#[cfg(unix)]
#[test]
fn links_to_files_are_read_and_links_to_folders_are_not_gone_into() {
    use std::os::unix::fs::symlink;
    let folder = folder(&[("报告/a.md", ""), ("别处/b.md", "")]);
    let here = folder.path();
    symlink(here.join("别处/b.md"), here.join("报告/b.md")).unwrap();
    symlink(here.join("报告/a.md"), here.join("报告/0.md")).unwrap();
    symlink(here.join("报告"), here.join("报告/圈")).unwrap();
    symlink(here.join("没有"), here.join("报告/断.md")).unwrap();
    assert_eq!(checked(here, &["check", "报告"]), ["报告/a.md", "报告/b.md"]);
    let (out, err, status) = run(here, &["check", "报告"]);
    assert_eq!((err.as_str(), status), ("", 0));
    expect![[r#"略过的文件：2 个是文件夹的链接或失效的链接"#]].assert_eq(out.lines().last().unwrap());
    symlink(here.join("报告"), here.join("链接")).unwrap();
    assert_eq!(checked(here, &["check", "链接/b.md", "链接"]), ["链接/b.md", "链接/a.md"]);
}

#[cfg(unix)]
#[test]
fn a_name_cannot_drive_the_terminal() {
    let name = "年报\u{1b}[31m\r\n\u{202e}.md";
    let folder = folder(&[(name, "某局2024年政府信息公开工作年度报告\n一、总体情况\n")]);
    for arguments in
        [&["check", "."][..], &["fmt", "--check", "."], &["check", name], &["check", "无\u{1b}.md"]]
    {
        let (out, err, _) = run(folder.path(), arguments);
        let all = out + &err;
        assert!(!all.contains(['\u{1b}', '\r', '\u{202e}']), "{arguments:?}: {all:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_in_words() {
    let folder = folder(&[("a.md", ""), ("坏.md", "某局2024年政府信息公开工作年度报告\n一、总体情况\n")]);
    let export = ["export", "a.md", "--to", "csv"];
    for arguments in [&["check", "坏.md"][..], &["rules"], &export, &["fmt", "--diff", "坏.md"]] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = gouji(folder.path(), arguments).stdout(full).output().unwrap();
        let (_, err, status) = told(output);
        if arguments[0] == "fmt" && err.is_empty() {
            continue; // nothing to format, nothing to print
        }
        assert_eq!((err.as_str(), status), ("结果未能写完（磁盘已满，系统错误 28）\n", 2), "{arguments:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_error_of_the_system_is_told_in_one_language() {
    let folder = folder(&[("a.md", "")]);
    let (_, err, status) = run(folder.path(), &["check", "a.md/b.md"]);
    assert_eq!((err.as_str(), status), ("无法读取：a.md/b.md（路径中有一段不是文件夹，系统错误 20）\n", 2));
    let long = format!("{}.md", "长".repeat(200));
    let (_, err, _) = run(folder.path(), &["check", &long]);
    assert!(err.ends_with("（文件名不符合系统的规定，系统错误 36）\n"), "{err}");
    let (_, err, _) = run(folder.path(), &["check", "--files-from", "."]);
    assert_eq!(err, "无法读取：.（这是文件夹，系统错误 21）\n");
    let (_, err, _) = run(folder.path(), &["check", "a.md/b.md", "--lang", "en"]);
    assert_eq!(err, "cannot read: a.md/b.md (a part of the path is no folder, error 20 of the system)\n");
}

#[cfg(target_os = "linux")]
#[test]
fn a_format_is_a_regular_file_below_the_folder_of_the_settings() {
    let folder = folder(&[("项目/a.md", "")]);
    let here = folder.path().join("项目");
    let own = include_str!("../../src/core/format/annual-2021.toml").replace("annual-2021", "own-2021");
    fs::write(folder.path().join("外.toml"), &own).unwrap();
    fs::write(here.join("内.toml"), &own).unwrap();
    std::os::unix::fs::symlink("/dev/zero", here.join("零.toml")).unwrap();
    std::os::unix::fs::symlink(folder.path().join("外.toml"), here.join("链.toml")).unwrap();
    fs::write(here.join("大.toml"), "#".repeat(2 << 20)).unwrap();
    let mut said = String::new();
    for name in ["内.toml", "../外.toml", "a/../../外.toml", "/dev/zero", "零.toml", "链.toml", "大.toml"]
    {
        fs::write(here.join("gouji.toml"), format!("format = \"{name}\"\n")).unwrap();
        let (_, err, status) = run(&here, &["check", "a.md"]);
        said += &format!("{name}: {status} {}\n", err.trim_end());
    }
    expect![[r#"
        内.toml: 0 
        ../外.toml: 2 gouji.toml:1: format 应写本文件所在文件夹之内的文件
        a/../../外.toml: 2 gouji.toml:1: format 应写本文件所在文件夹之内的文件
        /dev/zero: 2 gouji.toml:1: format 应写从本文件所在文件夹起的路径，用“/”分隔
        零.toml: 2 gouji.toml: 不是普通文件：零.toml
        链.toml: 2 gouji.toml: 不在 gouji.toml 所在的文件夹之内：链.toml
        大.toml: 2 gouji.toml: 文件太大：大.toml（最多 1 MB）
    "#]]
    .assert_eq(&said);
}

#[test]
fn a_year_is_read_as_people_write_it() {
    let folder = folder(&[]);
    let made = |year: &str| run(folder.path(), &["new", "--agency", "云溪县丁香镇人民政府", "--year", year]);
    let plain = made("2024");
    assert_eq!(plain.2, 0);
    for year in ["２０２４", "二〇二四", "二零二四年", "2024年", " 2024"] {
        assert_eq!(made(year), plain, "{year}");
    }
    for year in ["24", "二十四", "1999", "2100", "年", "20245"] {
        assert_eq!(made(year).2, 2, "{year}");
    }
}

#[test]
fn the_unit_of_an_amount_is_kept() {
    let fee = |amount: &str| {
        CLEAN.replacen(
            "行政事业性收费 |                          0 |",
            &format!("行政事业性收费 | {amount} |"),
            1,
        )
    };
    for (amount, value, unit) in
        [("240万元", "240", "万元"), ("184719元", "184719", "元"), ("2.40 万元", "2.4", "万元")]
    {
        let folder = folder(&[("a.md", &fee(amount))]);
        let (out, ..) = run(folder.path(), &["export", "a.md", "--to", "json"]);
        let out: serde_json::Value = serde_json::from_str(&out).unwrap();
        let tables = out["tables"].as_object().unwrap().values();
        let cells = tables
            .flat_map(|table| table.as_object().into_iter().flatten())
            .flat_map(|(_, row)| row.as_object().into_iter().flatten());
        let cell = cells.map(|(_, cell)| cell).find(|cell| cell["unit"] == unit).expect(amount);
        assert_eq!((cell["value"].to_string().as_str(), cell["text"].as_str()), (value, Some(amount)));
        let (out, ..) = run(folder.path(), &["export", "a.md", "--to", "csv-long"]);
        assert!(out.contains(&format!(",{},", amount)), "{out}");
        let (out, ..) = run(folder.path(), &["export", "a.md", "--to", "csv"]);
        assert!(out.contains(&format!("\r\n行政事业性收费,{amount}\r\n")), "{out}");
        let (out, ..) = run(folder.path(), &["export", "a.md", "--to", "html"]);
        assert!(out.contains(amount), "{amount}");
    }
}

/// It is killed at whatever it does: no outcome but this one is right.
#[cfg(unix)]
#[test]
fn no_temporary_file_is_left_behind() {
    let report = CLEAN.replace("| 规章           |            0 |", "| 规章 | 0 |");
    let alone = folder(&[("a.md", &report)]);
    run(alone.path(), &["fmt", "--write", "a.md"]);
    let tidy = fs::read_to_string(alone.path().join("a.md")).unwrap();
    assert_ne!(tidy, report);
    for signal in ["TERM", "INT", "HUP"] {
        let names: Vec<String> = (0..400).map(|number| format!("{number}.md")).collect();
        let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), report.as_str())).collect();
        let folder = folder(&files);
        let mut command = gouji(folder.path(), &["fmt", "--write", "."]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        // It has begun to write.
        let mut first = [0; 1];
        std::io::Read::read_exact(child.stdout.as_mut().unwrap(), &mut first).unwrap();
        Command::new("kill").args([format!("-{signal}"), child.id().to_string()]).status().unwrap();
        child.wait_with_output().unwrap();
        for entry in fs::read_dir(folder.path()).unwrap() {
            let path = entry.unwrap().path();
            assert!(path.extension().is_some_and(|end| end == "md"), "{signal}: {}", path.display());
            let text = fs::read_to_string(&path).unwrap();
            assert!(text == report || text == tidy, "{signal}: {} is half written", path.display());
        }
    }
}
