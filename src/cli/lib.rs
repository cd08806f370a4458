//! The commands and what they print.
//!
//! Invariants: results go to standard output and nothing else does; every output is a pure function of data, so
//! that a test can read it without a file or a terminal; an input that cannot be read is told in one line and
//! never keeps the others from being checked.

#![forbid(unsafe_code)]

mod args;
mod batch;
pub mod change;
pub mod check;
pub mod compare;
pub mod explain;
pub mod export;
pub mod fix;
pub mod fmt;
mod format_choice;
pub mod github;
mod held;
mod help;
mod import;
pub mod in_order;
pub mod json_output;
pub mod new;
pub mod output;
mod project;
pub mod result;
pub mod sarif;
mod save;
pub mod summary;
mod table;
mod temporary;
pub mod text_output;
mod usage;

pub use args::{ColorWhen, FailOn, OutputFormat, locale};

use std::ffi::OsString;
use std::fmt::Display;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};
use clap::{CommandFactory, FromArgMatches};

use args::{Args, Command, Common, DataFormat, ExportArgs, ListFormat};
use gouji_core::analysis::Analysis;
use gouji_core::assist::page;
use gouji_core::config;
use gouji_core::rules::Lang;
use gouji_core::text::Text;
use project::{Asked, Projects};

/// The status that says that a command could not do its work.
pub const TROUBLE: u8 = 2;

/// Does what the arguments (the program's name first) ask for; `serve` is the language server.
pub fn run(args: impl IntoIterator<Item = OsString>, serve: fn() -> ExitCode) -> ExitCode {
    let args = with_check(args.into_iter().collect());
    let lang = args::lang_of(&args);
    let mut command = help::command(lang);
    let parsed = command.try_get_matches_from_mut(&args);
    let parsed = match parsed.and_then(|parsed| Args::from_arg_matches(&parsed)) {
        Ok(parsed) => parsed,
        Err(error) => {
            if let Some(mistake) = usage::mistake(&error, &command, lang) {
                return ExitCode::from(complain(mistake));
            }
            // A closed pipe is the only thing that can go wrong here, and then nobody reads on.
            error.print().ok();
            return ExitCode::from(error.exit_code() as u8);
        }
    };
    let common = parsed.common;
    let status = match parsed.command {
        Some(Command::Lsp { .. }) => return serve(),
        None if parsed.stdio => return serve(),
        None => complain(help::command(lang).render_help()),
        Some(Command::Check(options)) => check::run(&options, &common),
        Some(Command::Fmt(options)) => fmt::run(&options, &common),
        Some(Command::Fix(options)) => fix::run(&options, &common),
        Some(Command::New(options)) => new::run(&options, &common),
        Some(Command::Import(options)) => import::run(&options, &common),
        Some(Command::Export(options)) => run_export(&options, &common),
        Some(Command::Summary(options)) => summary::run(&options, &common),
        Some(Command::Compare(options)) => compare::run(&options, &common),
        Some(Command::Explain { rule }) => run_explain(&rule, &common),
        Some(Command::Rules { output }) => run_rules(output, &common),
    };
    ExitCode::from(status)
}

/// The arguments, with `check` where the first is a file and no command: that is what comes of files that are dropped
/// on the program.
fn with_check(mut args: Vec<OsString>) -> Vec<OsString> {
    let is_path = args.get(1).is_some_and(|first| {
        let is_command = Args::command().get_subcommands().any(|command| first == command.get_name());
        let is_option = first.to_string_lossy().starts_with('-');
        let path = std::path::Path::new(first);
        !is_command && !is_option && (path.exists() || gouji_files::may_be_report(path))
    });
    if is_path {
        args.insert(1, "check".into());
    }
    args
}

fn run_export(options: &ExportArgs, common: &Common) -> u8 {
    let (lang, file) = (common.lang(), &*options.file);
    if file.is_dir() {
        return complain(one_at_a_time(file, lang));
    }
    let exported = exported(options, common);
    match (exported, &options.output) {
        (Err(message), _) => complain(message),
        (Ok(data), None) => print(&data, common),
        (Ok(data), Some(path)) => match save::save(path, &data, options.force) {
            Ok(()) => 0,
            Err(error) => complain(save::not_saved(path, &error, lang)),
        },
    }
}

/// A report as it was asked for.
fn exported(options: &ExportArgs, common: &Common) -> Result<Vec<u8>, String> {
    let (lang, file) = (common.lang(), &*options.file);
    let is_for_programs = matches!(options.to, DataFormat::Docx | DataFormat::Xlsx);
    if is_for_programs && options.output.is_none() && io::stdout().is_terminal() {
        return Err(not_for_terminals(lang));
    }
    let asked = Asked { config: common.config.as_deref(), format: options.format.as_deref(), lang };
    let projects = Projects::find(std::iter::once(file), asked)?;
    let project = projects.of(0)?;
    let opened = import::open(file, &project.lexicon, lang).map_err(|error| error.line(file, lang))?;
    let text = Text::from(&*opened.text);
    let analysis = Analysis::fresh(&text, &project.lexicon);
    if !analysis.is_report() && !export::has_tables(&analysis.reports()) {
        return Err(no_report(file, lang));
    }
    Ok(match options.to {
        DataFormat::Json => export::json(&text, &analysis).into_bytes(),
        DataFormat::Csv => export::csv(&text, &analysis).into_bytes(),
        DataFormat::CsvLong => export::csv_long(&text, &analysis).into_bytes(),
        DataFormat::Docx => gouji_convert::docx(&analysis, &text),
        DataFormat::Xlsx => gouji_convert::xlsx(&analysis, &text).map_err(|why| too_long(&why, lang))?,
        DataFormat::Markdown => gouji_convert::markdown(&analysis, &text).into_bytes(),
        DataFormat::Html => {
            let lang = common.lang_in(projects.lang());
            let name = project.name(file);
            let judgement = &project.governing(name.as_deref(), lang, None).judgement;
            let found = config::diagnostics(&analysis, &text, judgement);
            page::document(&analysis, &text, &found, lang).into_bytes()
        }
    })
}

/// What is said where a cell of a sheet cannot hold what stands in the report.
fn too_long(why: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("报告中有文字超出 Excel 一格的上限，未导出（{why}）"),
        Lang::En => format!("a cell of a sheet cannot hold what stands in the report; not exported ({why})"),
    }
}

/// What is said where a document would be printed to a terminal.
fn not_for_terminals(lang: Lang) -> String {
    match lang {
        Lang::Zh => "这种文件不能显示在终端里，请用 -o 写明文件名".to_owned(),
        Lang::En => "such a file cannot be shown in a terminal: name a file with -o".to_owned(),
    }
}

fn no_report(file: &std::path::Path, lang: Lang) -> String {
    let file = gouji_files::shown(file);
    match lang {
        Lang::Zh => format!("不是政府信息公开工作年度报告，没有可以导出的内容：{file}"),
        Lang::En => format!("nothing to export, for this is no annual report: {file}"),
    }
}

/// What is said of a folder where one report is asked for.
fn one_at_a_time(folder: &std::path::Path, lang: Lang) -> String {
    let first = gouji_files::gather(&[folder.to_owned()]).inputs.into_iter().next();
    let folder = gouji_files::shown(folder);
    let first = first.map(|input| gouji_files::shown(&input.path));
    match (lang, first) {
        (Lang::Zh, Some(first)) => {
            format!("这是文件夹：{folder}。一次导出一份报告，请写明文件，例如 {first}")
        }
        (Lang::Zh, None) => format!("这是文件夹：{folder}。一次导出一份报告，请写明文件"),
        (Lang::En, Some(first)) => {
            format!(
                "this is a folder: {folder}. One report is exported at a time: name its file, for example {first}"
            )
        }
        (Lang::En, None) => {
            format!("this is a folder: {folder}. One report is exported at a time: name its file")
        }
    }
}

fn run_explain(id: &str, common: &Common) -> u8 {
    let lang = common.lang();
    if let Some(list) = explain::category(gouji_core::rules::all(), id, lang, common.colored()) {
        return print(&list, common);
    }
    let cited = explain::citation(id, lang);
    match cited.map_or_else(|| explain::page(gouji_core::rules::all(), id, lang).map(str::to_owned), Ok) {
        Ok(page) if common.colored() => print(&explain::styled(&page), common),
        Ok(page) => print(&format!("{}\n", page.trim_end()), common),
        Err(message) => complain(message),
    }
}

fn run_rules(output: ListFormat, common: &Common) -> u8 {
    let rules = gouji_core::rules::all();
    match output {
        ListFormat::Text => print(&explain::list(rules, common.lang(), common.colored()), common),
        ListFormat::Json => print(&explain::list_json(rules, common.lang()), common),
    }
}

/// Prints a result; the status is [`TROUBLE`] where that fails for another reason than a reader who has left.
fn print(result: &(impl AsRef<[u8]> + ?Sized), common: &Common) -> u8 {
    match print_bytes(result.as_ref(), common) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => complain(not_printed(&error, common.lang())),
        _ => 0,
    }
}

fn print_bytes(result: &[u8], common: &Common) -> io::Result<()> {
    let mut out = stdout(common);
    out.write_all(result).and_then(|()| out.flush())
}

/// Standard output, which understands colours wherever they are wanted.
fn stdout(common: &Common) -> AutoStream<io::Stdout> {
    let choice = if common.colored() { ColorChoice::Always } else { ColorChoice::Never };
    // Bytes must pass untouched where no colour was written: `Never` would look for escapes in a report's text.
    match choice {
        ColorChoice::Never => AutoStream::always_ansi(io::stdout()),
        choice => AutoStream::new(io::stdout(), choice),
    }
}

/// Why a result did not come out whole.
fn not_printed(error: &io::Error, lang: Lang) -> String {
    let why = gouji_files::why_not_written(error, lang);
    match lang {
        Lang::Zh => format!("结果未能写完（{why}）"),
        Lang::En => format!("the output is not complete ({why})"),
    }
}

/// Says in one line on standard error what went wrong.
fn complain(message: impl Display) -> u8 {
    writeln!(io::stderr(), "{message}").ok();
    TROUBLE
}
