//! The program as it is run.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use expect_test::expect;
use gouji::cli::result::{FileResult, Tally};
use gouji::cli::{FailOn, locale};
use gouji::files::FileError;
use gouji::rules::{Lang, Severity};

use super::data::{finding, result};

fn gouji(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    command.current_dir(folder).env_clear().stdin(Stdio::null());
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    gouji(folder).args(arguments).output().expect("the program starts")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("messages are UTF-8")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("results are UTF-8")
}

#[test]
fn help_and_version_are_results() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [&["--help"][..], &["check", "-h"], &["-V"]] {
        let output = run(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert!(!output.stdout.is_empty() && output.stderr.is_empty(), "{arguments:?}");
    }
}

#[test]
fn a_wrong_command_line_is_2() {
    let folder = tempfile::tempdir().unwrap();
    let wrong = [
        &[][..],
        &["--lang", "zh"],
        &["frobnicate"],
        &["check", "--output", "xml"],
        &["export", "a.txt"],
        &["explain"],
        &["explain", "没有/这条"],
    ];
    for arguments in wrong {
        let output = run(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{arguments:?}");
    }
}

#[test]
fn a_mistake_in_the_command_line_is_told_in_chinese() {
    let folder = tempfile::tempdir().unwrap();
    let wrong = [
        "frobnicate",
        "chek",
        "check --ouput json",
        "check --output",
        "check --output jsn",
        "check --output=xml",
        "check a.txt --quiet=1",
        "fmt --check --write",
        "check --output json --output text",
        "check --quiet --quiet",
        "check -0",
        "check --config",
        "lsp a.txt",
        "explain",
        "export a.txt",
        "new --agency 丁香镇 --year 24",
        "rules a",
        "explain 条例第九十九条",
        "explain totals/balanc",
    ];
    let said = wrong.map(|line| {
        let arguments = line.split(' ').collect::<Vec<_>>();
        format!("$ gouji {line}\n{}", stderr(&run(folder.path(), &arguments)))
    });
    expect![[r#"
        $ gouji frobnicate
        没有这个命令：frobnicate
        用 gouji --help 或 gouji 命令 --help 查看用法

        $ gouji chek
        没有这个命令：chek。是不是 check？
        用 gouji --help 或 gouji 命令 --help 查看用法

        $ gouji check --ouput json
        没有这个选项或参数：--ouput。是不是 --output？
        用 gouji --help 或 gouji 命令 --help 查看用法

        $ gouji check --output
        --output <形式> 后面没有写明取值。可用的有 text、json、jsonl、sarif、github
        用 gouji --help 或 gouji 命令 --help 查看用法

        $ gouji check --output jsn
        --output <形式> 不能是 jsn。是不是 json？
        用 gouji --help 或 gouji 命令 --help 查看用法

        $ gouji check --output=xml
        --output <形式> 不能是 xml。可用的有 text、json、jsonl、sarif、github
        用 gouji --help 或 gouji 命令 --help 查看用法

        $ gouji check a.txt --quiet=1
        --quiet 后面多了 1
        用 gouji --help 或 gouji 命令 --help 查看用法

        $ gouji fmt --check --write
        --check 不能与 --write 同时使用
        用 gouji --help 或 gouji 命令 --help 查看用法

        $ gouji check --output json --output text
        --output <形式> 只能写一次
        用 gouji --help 或 gouji 命令 --help 查看用法

        $ gouji check --quiet --quiet
        --quiet 只能写一次
        用 gouji --help 或 gouji 命令 --help 查看用法

        $ gouji check -0
        缺少 --files-from <文件>
        用 gouji --help 或 gouji 命令 --help 查看用法

        $ gouji check --config
        --config <文件> 后面没有写明取值
        用 gouji --help 或 gouji 命令 --help 查看用法

        $ gouji lsp a.txt
        没有这个选项或参数：a.txt
        用 gouji --help 或 gouji 命令 --help 查看用法

        $ gouji explain
        缺少 <规则>
        用 gouji --help 或 gouji 命令 --help 查看用法

        $ gouji export a.txt
        缺少 --to <种类>
        用 gouji --help 或 gouji 命令 --help 查看用法

        $ gouji new --agency 丁香镇 --year 24
        --year <年份> 不能是 24（2000–2099）
        用 gouji --help 或 gouji 命令 --help 查看用法

        $ gouji rules a
        没有这个选项或参数：a
        用 gouji --help 或 gouji 命令 --help 查看用法

        $ gouji explain 条例第九十九条
        没有收录：条例第九十九条。可以查规则（gouji rules 列出），或引用的文号、条款，如 国办函〔2020〕109号、条例第五十条

        $ gouji explain totals/balanc
        没有这条规则：totals/balanc。是不是 totals/balance？
    "#]].assert_eq(&said.join("\n"));
    let english = stderr(&run(folder.path(), &["chek", "--lang", "en"]));
    assert!(english.starts_with("error: unrecognized subcommand 'chek'"), "{english}");
}

#[cfg(unix)]
#[test]
fn an_argument_that_is_no_utf8_is_told_in_chinese() {
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    let output = gouji(folder.path()).arg("explain").arg(std::ffi::OsStr::from_bytes(b"\xb1\xa8")).output();
    let output = output.unwrap();
    assert_eq!(output.status.code(), Some(2));
    expect![[r#"
        命令行中有无法识别的字符（不是 UTF-8）
        用 gouji --help 或 gouji 命令 --help 查看用法
    "#]]
    .assert_eq(&stderr(&output));
}

#[test]
fn what_is_no_report_is_not_exported() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("会议记录.txt"), "会议记录\n\n一、总体情况良好。\n").unwrap();
    for data in ["json", "csv", "html"] {
        let output = run(folder.path(), &["export", "会议记录.txt", "--to", data]);
        assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(2), ""));
        expect![[r#"
            不是政府信息公开工作年度报告，没有可以导出的内容：会议记录.txt
        "#]]
        .assert_eq(&stderr(&output));
    }
}

#[test]
fn a_missing_file_is_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let output = run(folder.path(), &["check", "没有.txt"]);
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(2), "找不到文件：没有.txt\n"));
    assert_eq!(stdout(&output), "");
    let output = run(folder.path(), &["export", "没有.txt", "--to", "csv", "--lang", "en"]);
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(2), "no such file: 没有.txt\n"));
    let output = run(folder.path(), &["check", "没有.txt", "--output", "jsonl"]);
    assert_eq!(stdout(&output), "{\"path\":\"没有.txt\",\"error\":\"找不到文件\"}\n");
}

#[test]
fn a_report_is_exported_as_a_page() {
    let folder = tempfile::tempdir().unwrap();
    let report = "某局2024年政府信息公开工作年度报告\r\n\r\n一、总体情况\r\n\r\n按<规定>办理。\r\n";
    fs::write(folder.path().join("年报.txt"), report).unwrap();
    let output = run(folder.path(), &["export", "年报.txt", "--to", "html", "--color", "always"]);
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""));
    let page = stdout(&output);
    assert!(page.starts_with("<!DOCTYPE html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\">"), "{page}");
    assert!(page.contains("<title>某局2024年政府信息公开工作年度报告</title>"));
    assert!(page.contains("<p>按&lt;规定&gt;办理。</p>"));
    assert!(page.contains("缺少“二、主动公开政府信息情况”"));
}

#[test]
fn a_binary_file_is_one_line() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("照 片.txt"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").unwrap();
    let output = run(folder.path(), &["check", "照 片.txt"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(stderr(&output), "不是文本文件，或编码无法识别：照 片.txt\n");
}

#[test]
fn a_binary_file_in_a_folder_is_no_report_but_a_broken_text_may_be_one() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), b"\0\0\0").unwrap();
    let output = run(folder.path(), &["check"]);
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(2), "目录里没有找到年度报告：.\n"));
    fs::write(folder.path().join("b.txt"), &"一、总体情况\n某局严格落实条例。\n".as_bytes()[1..]).unwrap();
    let output = run(folder.path(), &["check", "--quiet"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).starts_with("UTF-8 编码有损坏：b.txt（第 1 行）\n"), "{}", stderr(&output));
}

#[test]
fn one_bad_file_does_not_keep_the_others_from_being_checked() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("年报.txt"), "某局2024年政府信息公开工作年度报告\n一、总体情况\n").unwrap();
    let output = run(folder.path(), &["check", "没有.txt", "年报.txt", "--output", "jsonl"]);
    assert_eq!(output.status.code(), Some(2));
    let paths = stdout(&output)
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("it is JSON"))
        .map(|line| line["path"].as_str().map(str::to_owned))
        .collect::<Vec<_>>();
    assert_eq!(paths, [Some("没有.txt".to_owned()), Some("年报.txt".to_owned())]);
}

#[test]
fn a_folder_without_reports_is_2() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [&["check"][..], &["check", "."]] {
        let output = run(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(stderr(&output), "目录里没有找到年度报告：.\n");
        assert_eq!(stdout(&output), "");
    }
}

#[cfg(unix)]
#[test]
fn a_path_need_not_be_utf8() {
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    let name = std::ffi::OsStr::from_bytes(b"\xb1\xa8.txt");
    fs::write(folder.path().join(name), b"\xff\xff\xff").unwrap();
    for form in ["text", "json", "jsonl", "sarif", "github"] {
        let output = gouji(folder.path()).args(["check", "--output", form, "."]).arg(name).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains("编码无法识别"), "{}", stderr(&output));
    }
}

#[test]
fn a_mistake_in_a_format_file_is_one_line() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("own.toml"), "这不是 TOML\n").unwrap();
    let output = run(folder.path(), &["check", "--format", "own.toml", "a.txt"]);
    assert_eq!(output.status.code(), Some(2));
    expect![[r#"
        own.toml:1: 设置项的名称用英文，例如 title = "总体情况"
    "#]]
    .assert_eq(&stderr(&output));
    let output = run(folder.path(), &["check", "--format", "own.toml", "a.txt", "--lang", "en"]);
    expect![[r#"
        own.toml:1: keys are in English: title = "总体情况"
    "#]]
    .assert_eq(&stderr(&output));
    let output = run(folder.path(), &["check", "--format", "没有.toml", "a.txt"]);
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(2), "找不到文件：没有.toml\n"));
}

#[test]
fn standard_input_is_an_input() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = gouji(folder.path())
        .args(["check", "-", "--output", "jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all("\0".as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(stdout(&output), "{\"path\":\"-\",\"error\":\"不是文本文件，或编码无法识别\"}\n");
}

#[test]
fn a_reader_who_leaves_is_no_error() {
    let folder = tempfile::tempdir().unwrap();
    let names = (0..3000).map(|number| format!("没有这样一个文件{number}.txt")).collect::<Vec<_>>();
    let mut child = gouji(folder.path())
        .args(["check", "--output", "jsonl"])
        .args(&names)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    std::thread::sleep(Duration::from_millis(10));
    let output = child.wait_with_output().unwrap();
    let messages = stderr(&output);
    assert!(!messages.contains("panicked") && !messages.contains("Broken pipe"), "{messages}");
    assert!(messages.lines().count() < names.len(), "it ends when nobody reads");
}

#[test]
fn the_status_follows_the_worst_finding() {
    let of = |severity: Option<Severity>| {
        let (text, mut diagnostic) = finding("⟦1⟧", "说明", &[]);
        let diagnostics = severity.map(|severity| {
            diagnostic.severity = severity;
            diagnostic
        });
        Tally::of(&result("a.txt", &text, diagnostics.into_iter().collect()))
    };
    let levels = [FailOn::Error, FailOn::Warning, FailOn::Information, FailOn::Hint, FailOn::Never];
    for (severity, statuses) in [
        (Some(Severity::Error), [1, 1, 1, 1, 0]),
        (Some(Severity::Warning), [0, 1, 1, 1, 0]),
        (Some(Severity::Information), [0, 0, 1, 1, 0]),
        (Some(Severity::Hint), [0, 0, 0, 1, 0]),
        (None, [0, 0, 0, 0, 0]),
    ] {
        assert_eq!(levels.map(|level| of(severity).status(level)), statuses, "{severity:?}");
    }
    let mut tally = of(Some(Severity::Error));
    tally += Tally::of(&FileResult { path: "b".into(), outcome: Err(FileError::Denied) });
    assert_eq!(levels.map(|level| tally.status(level)), [2; 5], "what was not checked is no pass");
}

#[test]
fn the_language_is_that_of_the_locale() {
    let with = |variables: &[(&str, &str)]| {
        let variables = variables.to_vec();
        locale(move |name| {
            variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        })
    };
    assert_eq!(with(&[]), Lang::Zh);
    assert_eq!(with(&[("LANG", "en_US.UTF-8")]), Lang::En);
    assert_eq!(with(&[("LC_ALL", "zh_CN.UTF-8"), ("LANG", "en_US.UTF-8")]), Lang::Zh);
    assert_eq!(with(&[("LC_ALL", ""), ("LC_MESSAGES", "en_GB"), ("LANG", "zh_CN")]), Lang::En);
    assert_eq!(with(&[("LANG", "C.UTF-8")]), Lang::Zh);
}

#[test]
fn results_come_in_order() {
    use std::ops::ControlFlow;
    let mut seen = Vec::new();
    let work = |index: usize| {
        std::thread::sleep(Duration::from_micros(((index * 7) % 5) as u64 * 200));
        index * 2
    };
    gouji::cli::check::in_order(100, work, |index, result| {
        seen.push((index, result));
        if seen.len() == 60 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert_eq!(seen, (0..60).map(|index| (index, index * 2)).collect::<Vec<_>>());
    gouji::cli::check::in_order(0, |_| (), |_, ()| ControlFlow::Continue(()));
}
