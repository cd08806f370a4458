//! The command line.
//!
//! Invariant: the names of commands, options and values are promises to scripts; the help text may change. It stands
//! here in English, and in Chinese in [`super::help`].

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{ArgAction, Parser, Subcommand, ValueEnum};

use gouji_core::rules::{Lang, Severity};
use gouji_files::{Inputs, gather, listed};

/// Check annual reports of Chinese government bodies on information disclosure
#[derive(Debug, Parser)]
#[command(name = "gouji", version, arg_required_else_help = true)]
#[command(disable_help_flag = true, disable_version_flag = true, disable_help_subcommand = true)]
pub struct Args {
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub common: Common,
    /// Start the language server, as gouji lsp does
    #[arg(long)]
    pub stdio: bool,
    /// Print the version
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
}

/// What every command understands.
#[derive(Debug, Clone, clap::Args)]
pub struct Common {
    /// Language of messages; that of the system by default
    #[arg(long, global = true, value_name = "LANG")]
    lang: Option<LangName>,
    /// Settings of the project; the nearest gouji.toml upwards by default
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: ColorWhen,
    /// Print help
    #[arg(short, long, global = true, action = ArgAction::HelpShort)]
    help: Option<bool>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Start the language server on standard input and output
    Lsp {
        /// Editors add it of their own accord; it says what is the case anyway.
        #[arg(long, hide = true)]
        stdio: bool,
    },
    /// Check reports
    Check(CheckArgs),
    /// Align tables and tidy headings; no figure and no word changes
    Fmt(ChangeArgs),
    /// Fix what is certain, such as headings that are misspelt and figures that can only be one
    Fix(FixArgs),
    /// Write a whole report to fill in
    New(NewArgs),
    /// Read reports of Word, Excel and web pages as Markdown
    Import(ImportArgs),
    /// Write a report as an office document, as tables, as data, or as a page to print
    Export(ExportArgs),
    /// Put many reports into one table, with what does not agree between them
    Summary(SummaryArgs),
    /// Put two reports of one agency side by side, with what must agree and does not
    Compare(CompareArgs),
    /// Say what a rule means and how to mend what it finds, or what a cited document is
    Explain {
        /// Id of a rule such as totals/balance, or a citation as reports write it
        #[arg(value_name = "RULE")]
        rule: String,
    },
    /// List the rules
    Rules {
        /// Form of the output
        #[arg(long, value_name = "FORM", default_value = "text")]
        output: ListFormat,
    },
}

/// Which files a command is about.
#[derive(Debug, Clone, clap::Args)]
pub struct PathArgs {
    /// Files, folders, or - for standard input; the current folder by default
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Take paths from a file, one a line; - is standard input
    #[arg(long, value_name = "FILE")]
    files_from: Option<PathBuf>,
    /// Paths of --files-from end with NUL, not with the line
    #[arg(short = '0', long, requires = "files_from")]
    null: bool,
}

impl PathArgs {
    /// The files; the current folder's where nothing says which.
    pub fn gather(&self, lang: Lang) -> Result<Inputs, String> {
        let mut inputs = match (&self.files_from, self.paths.is_empty()) {
            (None, true) => gather(&[PathBuf::from(".")]),
            _ => gather(&self.paths),
        };
        if let Some(list) = &self.files_from {
            let listed = listed(list, self.null).map_err(|error| error.line(list, lang))?;
            inputs.add(&listed);
        }
        Ok(inputs)
    }
}

/// What `gouji check` understands.
#[derive(Debug, Clone, clap::Args)]
pub struct CheckArgs {
    #[command(flatten)]
    pub paths: PathArgs,
    /// Form of the output
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub output: OutputFormat,
    /// Least severity for exit status 1
    #[arg(long, value_name = "SEVERITY", default_value = "error")]
    pub fail_on: FailOn,
    /// Print nothing but findings
    #[arg(short, long)]
    pub quiet: bool,
    /// Print every finding, however many reports there are
    #[arg(short, long, conflicts_with = "quiet")]
    pub verbose: bool,
    /// List the figures of the text that were held against no cell
    #[arg(long)]
    pub unlinked: bool,
    /// Format of the report: a format file, or the id of a built-in one
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<String>,
}

/// What `gouji fix` understands.
#[derive(Debug, Clone, clap::Args)]
pub struct FixArgs {
    #[command(flatten)]
    pub change: ChangeArgs,
    /// Only what this rule found; may be repeated
    #[arg(long = "rule", value_name = "RULE")]
    pub rules: Vec<String>,
    /// Do not say what was fixed
    #[arg(short, long)]
    pub quiet: bool,
}

/// What `gouji summary` understands.
#[derive(Debug, Clone, clap::Args)]
pub struct SummaryArgs {
    #[command(flatten)]
    pub paths: PathArgs,
    /// As what
    #[arg(long, value_name = "KIND")]
    pub to: SummaryFormat,
    /// Write to this file, whole or not at all
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Format of the report: a format file, or the id of a built-in one
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<String>,
}

/// What `gouji compare` understands.
#[derive(Debug, Clone, clap::Args)]
pub struct CompareArgs {
    /// The report of the earlier year; - is standard input
    #[arg(value_name = "LAST")]
    pub last: PathBuf,
    /// The report of the later year; - is standard input
    #[arg(value_name = "THIS")]
    pub this: PathBuf,
    /// Form of the output
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub output: ListFormat,
    /// Format of the report: a format file, or the id of a built-in one
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<String>,
}

/// What `gouji new` understands.
#[derive(Debug, Clone, clap::Args)]
pub struct NewArgs {
    /// Name of the agency
    #[arg(long, value_name = "NAME")]
    pub agency: String,
    /// Year reported
    #[arg(long, value_name = "YEAR", value_parser = year)]
    pub year: u16,
    /// Format of the report: a format file, or the id of a built-in one; that of the year by default
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<String>,
    /// Shape of the tables
    #[arg(long, value_name = "SHAPE", default_value = "markdown")]
    pub shape: String,
    /// Write to this file, which must not exist
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// What `gouji import` understands.
#[derive(Debug, Clone, clap::Args)]
pub struct ImportArgs {
    /// Files of Word (.docx), Excel (.xlsx) or the web (.html)
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// Write into this folder: a.docx becomes a.md; without it, one file is printed
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Overwrite files that are there
    #[arg(long, requires = "output")]
    pub force: bool,
    /// Format of the reports: a format file, or the id of a built-in one
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<String>,
}

/// What `gouji export` understands.
#[derive(Debug, Clone, clap::Args)]
pub struct ExportArgs {
    /// The report; - is standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// As what
    #[arg(long, value_name = "KIND")]
    pub to: DataFormat,
    /// Format of the report: a format file, or the id of a built-in one
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<String>,
    /// Write to this file, which must not exist
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Overwrite the file that is there
    #[arg(long, requires = "output")]
    pub force: bool,
}

/// What `gouji fmt` understands, and every command that changes files.
#[derive(Debug, Clone, clap::Args)]
pub struct ChangeArgs {
    #[command(flatten)]
    pub paths: PathArgs,
    /// List files that would change, and exit with 1 if there are any
    #[arg(long, conflicts_with = "write")]
    pub check: bool,
    /// Show what would change; the default
    #[arg(long, conflicts_with = "write")]
    pub diff: bool,
    /// Write the files; what came from standard input is printed
    #[arg(long)]
    pub write: bool,
}

/// The forms that `gouji check` can print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    /// For people
    Text,
    /// One JSON object
    Json,
    /// A JSON object a line
    Jsonl,
    /// SARIF 2.1.0
    Sarif,
    /// Annotations of GitHub Actions
    Github,
}

/// The forms that `gouji rules` and `gouji compare` can print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// For people
    Text,
    /// JSON
    Json,
}

/// What `gouji export` can make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DataFormat {
    /// The tables row by row as the form has them, for Excel
    Csv,
    /// One cell a line with the ids of its table, row and column, for programs
    CsvLong,
    /// A document of Word in the official form
    Docx,
    /// A page that prints as the form does
    Html,
    /// All of the report, for programs
    Json,
    /// The text with its tables in the canonical shape
    Markdown,
    /// A workbook of Excel in the official form, with its sums as formulas
    Xlsx,
}

/// What `gouji summary` can make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SummaryFormat {
    /// A line a report, for Excel
    Csv,
    /// A page that can be sorted and needs nothing else
    Html,
    /// All of it, for programs
    Json,
    /// A workbook, with what does not agree on a second sheet
    Xlsx,
}

/// The least severity at which `gouji check` exits with 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Errors
    Error,
    /// Warnings
    Warning,
    /// Notes
    Information,
    /// Hints
    Hint,
    /// Never
    Never,
}

impl FailOn {
    /// The severity from which on a finding counts; none where no finding does.
    pub fn least(self) -> Option<Severity> {
        match self {
            FailOn::Error => Some(Severity::Error),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Information => Some(Severity::Information),
            FailOn::Hint => Some(Severity::Hint),
            FailOn::Never => None,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum LangName {
    /// Chinese
    Zh,
    /// English
    En,
}

/// When colours are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorWhen {
    /// On a terminal; NO_COLOR turns it off
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl Common {
    /// The language of messages where no project has a say.
    pub fn lang(&self) -> Lang {
        self.lang_in(None)
    }

    /// The language of messages in a project that asks for `of_project`.
    pub fn lang_in(&self, of_project: Option<Lang>) -> Lang {
        match self.lang {
            Some(LangName::Zh) => Lang::Zh,
            Some(LangName::En) => Lang::En,
            None => of_project.unwrap_or_else(|| locale(|name| std::env::var(name).ok())),
        }
    }

    /// Whether standard output gets colours.
    pub fn colored(&self) -> bool {
        match self.color {
            ColorWhen::Always => true,
            ColorWhen::Never => false,
            // Asks whether it is a terminal, and minds NO_COLOR, CLICOLOR and TERM=dumb.
            ColorWhen::Auto => {
                anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never
            }
        }
    }
}

/// A year as people write it: 2024, ２０２４, 二〇二四, with 年 or without.
fn year(written: &str) -> Result<u16, &'static str> {
    const WRONG: &str = "2000–2099";
    let digit = |c: char| match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_digit(c as u32 - '０' as u32, 10),
        _ => "零一二三四五六七八九"
            .chars()
            .zip('0'..)
            .find(|(numeral, _)| *numeral == c)
            .map(|(_, digit)| digit),
    };
    let written = written.trim().trim_end_matches('年').trim_end();
    let digits = written.chars().map(|c| digit(if matches!(c, '〇' | '○' | 'Ｏ') { '零' } else { c }));
    let year = digits.collect::<Option<String>>().and_then(|digits| digits.parse().ok());
    year.filter(|year| (2000..=2099).contains(year)).ok_or(WRONG)
}

/// The language of messages about a command line that could not be understood.
pub fn lang_of(args: &[OsString]) -> Lang {
    let asked = args.windows(2).find(|pair| pair[0] == "--lang").map(|pair| pair[1].to_string_lossy());
    let inline = args.iter().find_map(|arg| arg.to_str()?.strip_prefix("--lang="));
    match asked.as_deref().or(inline) {
        Some("zh") => Lang::Zh,
        Some("en") => Lang::En,
        _ => locale(|name| std::env::var(name).ok()),
    }
}

/// The language of the locale: English where the first variable that is set says so, else Chinese.
pub fn locale(variable: impl Fn(&str) -> Option<String>) -> Lang {
    let name = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| variable(name).filter(|value| !value.is_empty()));
    match name {
        Some(name) if name.starts_with("en") => Lang::En,
        _ => Lang::Zh,
    }
}
