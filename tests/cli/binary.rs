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
        没有这个命令：frobnicate。可用的有 lsp、check、fmt、fix、new、import、export、summary、compare、explain、rules
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
        缺少 --files-from <文件>：从文件读取路径，每行一个；- 为标准输入
        用 gouji --help 或 gouji 命令 --help 查看用法

        $ gouji check --config
        --config <文件> 后面没有写明取值
        用 gouji --help 或 gouji 命令 --help 查看用法

        $ gouji lsp a.txt
        没有这个选项或参数：a.txt
        用 gouji --help 或 gouji 命令 --help 查看用法

        $ gouji explain
        缺少 <规则>：规则名称，如 totals/balance；或者文号、条款，如 条例第五十条
        用 gouji --help 或 gouji 命令 --help 查看用法

        $ gouji export a.txt
        缺少 --to <种类>：导出的种类（可选 csv、csv-long、docx、html、json、markdown、xlsx）
        用 gouji --help 或 gouji 命令 --help 查看用法

        $ gouji new --agency 丁香镇 --year 24
        --year <年份> 不能是 24（2000–2099）
        用 gouji --help 或 gouji 命令 --help 查看用法

        $ gouji rules a
        没有这个选项或参数：a
        用 gouji --help 或 gouji 命令 --help 查看用法

        $ gouji explain 条例第九十九条
        没有收录：条例第九十九条。可以查规则（gouji rules 列出全部），也可以查文号、条款，如 国办函〔2020〕109号、条例第五十条

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
fn a_folder_is_not_exported() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("空")).unwrap();
    fs::create_dir(folder.path().join("年报")).unwrap();
    fs::write(folder.path().join("年报/a.txt"), "某局2024年政府信息公开工作年度报告\n一、总体情况\n")
        .unwrap();
    let said = ["空", "年报"].map(|name| {
        let output = run(folder.path(), &["export", name, "--to", "csv"]);
        assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(2), ""));
        stderr(&output).replace('\\', "/")
    });
    expect![[r#"
        这是文件夹：空。一次导出一份报告，请写明文件
        这是文件夹：年报。一次导出一份报告，请写明文件，例如 年报/a.txt
    "#]]
    .assert_eq(&said.concat());
}

#[test]
fn a_part_of_the_name_of_a_rule_leads_to_those_that_have_it() {
    let folder = tempfile::tempdir().unwrap();
    let output = run(folder.path(), &["explain", "totals"]);
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""));
    expect![[r#"
        totals 这一类有 8 条规则：

        totals/slip                 错误  一处笔误使几条勾稽关系不成立
        totals/row-total            错误  各类申请人之和不等于总计
        totals/handled-total        错误  各项办理结果之和不等于（七）总计
        totals/balance              错误  新收加上年结转不等于办理总计加结转下年
        totals/group-total          错误  各种结果之和不等于该组总计
        totals/implausible          警告  现行有效件数小于制发减废止
        totals/unlikely-regulation  提示  一般无权制定规章的机关填报了规章
        totals/other-total          错误  自定义格式中的等式不成立

        查看一条规则的说明，例如 gouji explain totals/slip
    "#]]
    .assert_eq(&stdout(&output));
    assert_eq!(stdout(&run(folder.path(), &["explain", "totals/"])), stdout(&output));
    let output = run(folder.path(), &["explain", "total"]);
    assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(2), ""));
    expect![[r#"
        没有这条规则：total。名称相近的有：
          totals/slip
          totals/row-total
          totals/handled-total
          totals/balance
          totals/group-total
          totals/implausible
          totals/unlikely-regulation
          totals/other-total
    "#]]
    .assert_eq(&stderr(&output));
    let english = stderr(&run(folder.path(), &["explain", "--lang", "en", "row"]));
    expect![[r#"
        no such rule: row. There are:
          tables/missing-row
          tables/duplicate-row
          tables/row-order
          tables/unknown-row
          tables/row-label
          tables/unreadable-row
          totals/row-total
    "#]]
    .assert_eq(&english);
}

#[test]
fn help_is_in_one_language() {
    let folder = tempfile::tempdir().unwrap();
    let help = |arguments: &[&str], locale: &str| {
        let output = gouji(folder.path()).env("LANG", locale).args(arguments).output().unwrap();
        assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""));
        stdout(&output)
    };
    let is_chinese = |c: char| ('一'..='龥').contains(&c);
    for command in ["lsp", "check", "fmt", "fix", "new", "import", "export", "explain", "rules"] {
        let zh = help(&[command, "--help"], "zh_CN.UTF-8");
        assert!(!["OPTIONS", "Usage", "default", "possible"].iter().any(|word| zh.contains(word)), "{zh}");
        assert_eq!(help(&[command, "--help", "--lang", "zh"], "en_US.UTF-8"), zh);
        let en = help(&[command, "--help"], "en_US.UTF-8");
        assert!(!en.contains(is_chinese), "{en}");
        assert_eq!(help(&["--lang=en", command, "-h"], "zh_CN.UTF-8"), en);
    }
    expect![[r#"
        勾稽：检查政府信息公开工作年度报告

        用法：gouji [选项] [命令]

        命令:
          lsp      启动语言服务器，供编辑器使用
          check    检查报告
          fmt      对齐表格、整理标题；不改数字和文字
          fix      修正可以确定的问题，如写错的标题、只有一种可能的数字
          new      新建一份待填写的报告
          import   把 Word、Excel、网页中的报告读成 Markdown
          export   把报告导出为 Word 文档、表格、数据或可打印的网页
          summary  把许多报告汇总成一张表，并列出报告之间不一致的地方
          compare  逐格对照同一机关两年的报告，并列出应当衔接而不一致的数
          explain  说明一条规则，或者报告中引用的一份文件
          rules    列出全部规则

        选项:
              --lang <语言>    提示所用的语言，默认按系统的语言（可选 zh、en）
              --config <文件>  项目设置文件，默认从报告所在的文件夹向上查找 gouji.toml
              --color <何时>   何时使用颜色：输出到终端时、总是或从不（默认 auto；可选 auto、always、never）
          -h, --help           显示帮助
              --stdio          启动语言服务器，同 gouji lsp
          -V, --version        显示版本

        退出码：0 没有问题；1 有达到 --fail-on 的问题；2 命令、文件或格式有误，未能完成。
        例：gouji check 年报.txt    gouji check 年报文件夹 --output json    gouji explain totals/balance
    "#]]
    .assert_eq(&help(&["--help"], "zh_CN.UTF-8"));
    expect![[r#"
        新建一份待填写的报告

        用法：gouji new [选项] --agency <名称> --year <年份>

        选项:
              --agency <名称>  机关名称，如 丁香镇人民政府
              --year <年份>    报告的年份
              --format <格式>  报告的格式：格式文件，或内置格式的名称；默认按年份
              --shape <写法>   表格的写法，见下面的说明（默认 markdown）
          -o, --output <文件>  写入这个文件；文件已经存在的，不写
              --lang <语言>    提示所用的语言，默认按系统的语言（可选 zh、en）
              --config <文件>  项目设置文件，默认从报告所在的文件夹向上查找 gouji.toml
              --color <何时>   何时使用颜色：输出到终端时、总是或从不（默认 auto；可选 auto、always、never）
          -h, --help           显示帮助

        表格的写法（--shape）：
          markdown    Markdown 表格
          tsv         制表符分隔的表格
          pipe-rows   竖线分隔的表格
          pipe-cells  竖线分隔、一格一行的表格
          cells       一格一行、前有制表符的表格
          cells-bare  一格一行的表格
          pdf-rows    空格分隔的表格（PDF）
    "#]]
    .assert_eq(&help(&["new", "--help"], "zh_CN.UTF-8"));
    expect![[r#"
        Write a report as an office document, as tables, as data, or as a page to print

        Usage: gouji export [OPTIONS] --to <KIND> <FILE>

        Arguments:
          <FILE>  The report; - is standard input

        Options:
              --to <KIND>        As what [possible values: csv, csv-long, docx, html, json, markdown, xlsx]
              --format <FORMAT>  Format of the report: a format file, or the id of a built-in one
          -o, --output <FILE>    Write to this file, which must not exist
              --force            Overwrite the file that is there
              --lang <LANG>      Language of messages; that of the system by default [possible values: zh,
                                 en]
              --config <FILE>    Settings of the project; the nearest gouji.toml upwards by default
              --color <WHEN>     When to use colours [default: auto] [possible values: auto, always, never]
          -h, --help             Print help

        Kinds:
          csv       the tables row by row as the form has them, for Excel
          csv-long  one cell a line with the ids of its place, for programs
          docx      a document of Word in the official form, to be handed in
          html      a page that prints as the form does
          json      all of the report, for programs
          markdown  the text with its tables as Markdown
          xlsx      a workbook in the official form, with its sums as formulas
    "#]]
    .assert_eq(&help(&["export", "--help"], "en_US.UTF-8"));
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
    assert!(page.contains("缺少 5 个部分：“二、主动公开政府信息情况”"));
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
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(2), "文件夹里没有找到年度报告：.\n"));
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
        assert_eq!(stderr(&output), "文件夹里没有找到年度报告：.\n");
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
    gouji::cli::in_order::in_order(100, work, |index, result| {
        seen.push((index, result));
        if seen.len() == 60 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert_eq!(seen, (0..60).map(|index| (index, index * 2)).collect::<Vec<_>>());
    gouji::cli::in_order::in_order(0, |_| (), |_, ()| ControlFlow::Continue(()));
}
