//! The command line.
//!
//! Invariant: the names of commands, options and values are promises to scripts; the help text may change.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{ArgAction, Parser, Subcommand, ValueEnum};

use gouji_core::rules::{Lang, Severity};
use gouji_files::{Inputs, gather, listed};

const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

/// 勾稽：检查政府信息公开工作年度报告（check annual disclosure reports of Chinese government bodies）
#[derive(Debug, Parser)]
#[command(name = "gouji", version, help_template = TEMPLATE, subcommand_help_heading = "命令")]
#[command(next_help_heading = "选项", arg_required_else_help = true, subcommand_value_name = "命令")]
#[command(disable_help_flag = true, disable_version_flag = true, disable_help_subcommand = true)]
#[command(after_help = "退出码：0 没有问题；1 有达到 --fail-on 的问题；2 命令、文件或格式有误，未能完成。\n\
                  例：gouji check 年报.txt    gouji check 年报目录 --output json    gouji explain totals/balance")]
pub struct Args {
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub common: Common,
    /// 启动语言服务器，同 gouji lsp（start the language server）
    #[arg(long)]
    pub stdio: bool,
    /// 显示版本（print version）
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
}

/// What every command understands.
#[derive(Debug, Clone, clap::Args)]
pub struct Common {
    /// 提示所用的语言，默认按系统语言（language of messages）
    #[arg(long, global = true, value_name = "语言")]
    lang: Option<LangName>,
    /// 项目设置文件，默认从报告所在目录向上查找 gouji.toml（settings; default: nearest gouji.toml）
    #[arg(long, global = true, value_name = "文件")]
    pub config: Option<PathBuf>,
    /// 是否用颜色（when to use colours）
    #[arg(long, global = true, value_name = "何时", default_value = "auto")]
    color: ColorWhen,
    /// 显示帮助（print help）
    #[arg(short, long, global = true, action = ArgAction::HelpShort)]
    help: Option<bool>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// 启动语言服务器（language server on standard input and output）
    #[command(help_template = TEMPLATE, next_help_heading = "选项")]
    Lsp {
        /// Editors add it of their own accord; it says what is the case anyway.
        #[arg(long, hide = true)]
        stdio: bool,
    },
    /// 检查报告（check reports）
    #[command(help_template = TEMPLATE, next_help_heading = "选项")]
    Check(CheckArgs),
    /// 对齐表格、整理标题，不改数字和文字（align tables, tidy headings; no figure or word changes）
    #[command(help_template = TEMPLATE, next_help_heading = "选项")]
    Fmt(ChangeArgs),
    /// 修正可以确定的问题，如标题的错字、只可能是某数的数字（apply the fixes that are certain）
    #[command(help_template = TEMPLATE, next_help_heading = "选项")]
    #[command(after_help = "退出码：0 完成；1 用了 --check 而有文件要改；2 命令或文件有误，未能完成。")]
    Fix(FixArgs),
    /// 写一份待填的报告（a whole report to fill in）
    #[command(help_template = TEMPLATE, next_help_heading = "选项")]
    New(NewArgs),
    /// 把报告导出为数据或可打印的网页（a report as data, or as a page to print）
    #[command(help_template = TEMPLATE, next_help_heading = "选项")]
    Export {
        /// 报告文件；- 为标准输入（the report; - is standard input）
        #[arg(value_name = "文件", help_heading = "参数")]
        file: PathBuf,
        /// 导出为何种形式（as what）
        #[arg(long, value_name = "种类")]
        to: DataFormat,
        /// 报告格式：格式文件或内置格式的名称（own format file, or id of a built-in format）
        #[arg(long, value_name = "格式")]
        format: Option<String>,
    },
    /// 说明一条规则或一份引用的文件（what a rule means, and how to mend what it finds; what a cited document is）
    #[command(help_template = TEMPLATE, next_help_heading = "选项")]
    Explain {
        /// 规则名称，如 totals/balance，或文号、条款，如 条例第五十条（id of the rule, or a citation）
        #[arg(value_name = "规则", help_heading = "参数")]
        rule: String,
    },
    /// 列出所有规则（list the rules）
    #[command(help_template = TEMPLATE, next_help_heading = "选项")]
    Rules {
        /// 输出形式（form of the output）
        #[arg(long, value_name = "形式", default_value = "text")]
        output: ListFormat,
    },
}

/// Which files a command is about.
#[derive(Debug, Clone, clap::Args)]
pub struct PathArgs {
    /// 文件、目录或 -（标准输入），默认为当前目录（files, folders, or - for standard input）
    #[arg(value_name = "路径", help_heading = "参数")]
    paths: Vec<PathBuf>,
    /// 从文件读取路径，每行一个；- 为标准输入（take paths from a file, one a line; - is standard input）
    #[arg(long, value_name = "文件")]
    files_from: Option<PathBuf>,
    /// --files-from 的路径以空字符分隔，不按行（paths of --files-from end with NUL, not with the line）
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
    /// 输出形式（form of the output）
    #[arg(long, value_name = "形式", default_value = "text")]
    pub output: OutputFormat,
    /// 有何种程度的问题时退出码为 1（least severity for exit status 1）
    #[arg(long, value_name = "程度", default_value = "error")]
    pub fail_on: FailOn,
    /// 没有问题时什么也不输出（print nothing but findings）
    #[arg(short, long)]
    pub quiet: bool,
    /// 列出正文中未与表格核对的数字，供人工核对（list the figures of the text that were held against no cell）
    #[arg(long)]
    pub unlinked: bool,
    /// 报告格式：格式文件或内置格式的名称（own format file, or id of a built-in format）
    #[arg(long, value_name = "格式")]
    pub format: Option<String>,
}

/// What `gouji fix` understands.
#[derive(Debug, Clone, clap::Args)]
pub struct FixArgs {
    #[command(flatten)]
    pub change: ChangeArgs,
    /// 只修正这条规则发现的问题，可多次使用（only what this rule found; may be repeated）
    #[arg(long = "rule", value_name = "规则")]
    pub rules: Vec<String>,
    /// 不说修正了什么（do not say what was fixed）
    #[arg(short, long)]
    pub quiet: bool,
}

/// What `gouji new` understands.
#[derive(Debug, Clone, clap::Args)]
pub struct NewArgs {
    /// 机关名称，如 丁香镇人民政府（name of the agency）
    #[arg(long, value_name = "名称")]
    pub agency: String,
    /// 报告的年份（year reported）
    #[arg(long, value_name = "年份", value_parser = year)]
    pub year: u16,
    /// 报告格式：格式文件或内置格式的名称，默认按年份（own format file, or id of a built-in format）
    #[arg(long, value_name = "格式")]
    pub format: Option<String>,
    /// 表格的写法（shape of the tables）
    #[arg(long, value_name = "写法", default_value = "markdown")]
    pub shape: String,
    /// 写入文件，文件已存在则不写（write to this file, which must not exist）
    #[arg(short, long, value_name = "文件")]
    pub output: Option<PathBuf>,
}

/// What `gouji fmt` understands, and every command that changes files.
#[derive(Debug, Clone, clap::Args)]
pub struct ChangeArgs {
    #[command(flatten)]
    pub paths: PathArgs,
    /// 只列出要改的文件，有则退出码为 1（list files that would change, and exit with 1 if there are any）
    #[arg(long, conflicts_with = "write")]
    pub check: bool,
    /// 显示要改之处，不写文件；默认如此（show what would change; the default）
    #[arg(long, conflicts_with = "write")]
    pub diff: bool,
    /// 改写文件；标准输入则输出结果（write the files; what came from standard input is printed）
    #[arg(long)]
    pub write: bool,
}

/// The forms that `gouji check` can print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    /// 供人阅读（for people）
    Text,
    /// 一个 JSON 对象（one JSON object）
    Json,
    /// 每个文件一行 JSON（a JSON object a line）
    Jsonl,
    /// SARIF 2.1.0
    Sarif,
    /// GitHub Actions 注解（annotations）
    Github,
}

/// The forms that `gouji rules` can print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// 供人阅读（for people）
    Text,
    /// JSON
    Json,
}

/// What `gouji export` can make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DataFormat {
    /// JSON
    Json,
    /// Excel 可直接打开的 CSV（CSV that Excel opens）
    Csv,
    /// 可打印的网页，版式同规定格式（a page that prints as the form does）
    Html,
}

/// The least severity at which `gouji check` exits with 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// 错误
    Error,
    /// 警告
    Warning,
    /// 提示
    Information,
    /// 建议
    Hint,
    /// 从不（never）
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
    /// 中文
    Zh,
    /// English
    En,
}

/// When colours are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorWhen {
    /// 输出到终端时（on a terminal; NO_COLOR turns it off）
    Auto,
    /// 总是（always）
    Always,
    /// 从不（never）
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        use clap::CommandFactory;
        Args::command().debug_assert();
    }
}
