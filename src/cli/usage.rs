//! What is wrong with a command line, in the user's words.
//!
//! Invariant: help and version are printed as they are, on standard output; a mistake is told on standard error, with
//! what may have been meant and where to read on.

use std::error::Error as _;

use clap::Command;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use gouji_core::rules::Lang;

/// A mistake in a line for `command`, in Chinese; none for what is no mistake, and where the language is not Chinese, for which the parser has
/// its own words.
pub fn mistake(error: &clap::Error, command: &Command, lang: Lang) -> Option<String> {
    if !error.use_stderr() || lang != Lang::Zh {
        return None;
    }
    let of = |kind| error.get(kind).map(shown).unwrap_or_default();
    let (argument, value) = (of(ContextKind::InvalidArg), of(ContextKind::InvalidValue));
    let said = match error.kind() {
        ErrorKind::UnknownArgument => format!("没有这个选项或参数：{argument}"),
        ErrorKind::InvalidSubcommand => {
            let named = of(ContextKind::InvalidSubcommand);
            match error.get(ContextKind::SuggestedSubcommand) {
                Some(_) => format!("没有这个命令：{named}"),
                None => format!("没有这个命令：{named}。可用的有 {}", names(command).join("、")),
            }
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} 后面没有写明取值"),
        ErrorKind::InvalidValue => format!("{argument} 不能是 {value}"),
        ErrorKind::ValueValidation => {
            let why = error.source().map_or_else(String::new, |why| format!("（{why}）"));
            format!("{argument} 不能是 {value}{why}")
        }
        ErrorKind::MissingRequiredArgument => format!("缺少 {}", lacking(error, command)),
        ErrorKind::ArgumentConflict => match of(ContextKind::PriorArg) {
            prior if prior.is_empty() || prior == argument => format!("{argument} 只能写一次"),
            prior => format!("{argument} 不能与 {prior} 同时使用"),
        },
        ErrorKind::TooManyValues => format!("{argument} 后面多了 {value}"),
        ErrorKind::InvalidUtf8 => "命令行中有无法识别的字符（不是 UTF-8）".to_owned(),
        // What is shown then is the help.
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => return None,
        _ => "命令的写法有误".to_owned(),
    };
    let suggested =
        [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    let meant = suggested.map(of).into_iter().find(|meant| !meant.is_empty());
    let meant = meant.map_or_else(String::new, |meant| format!("。是不是 {meant}？"));
    let valid = match (of(ContextKind::ValidValue), meant.is_empty()) {
        (values, true) if !values.is_empty() => format!("。可用的有 {values}"),
        _ => String::new(),
    };
    Some(format!("{said}{meant}{valid}\n用 gouji --help 或 gouji 命令 --help 查看用法"))
}

/// The names of the commands.
fn names(command: &Command) -> Vec<&str> {
    let mut commands: Vec<&Command> = command.get_subcommands().collect();
    commands.sort_by_key(|command| command.get_display_order());
    commands.into_iter().map(Command::get_name).collect()
}

/// The arguments that are lacking, each with what it is.
fn lacking(error: &clap::Error, command: &Command) -> String {
    let Some(ContextValue::Strings(lacking)) = error.get(ContextKind::InvalidArg) else {
        return String::new();
    };
    let known = || command.get_subcommands().flat_map(Command::get_arguments);
    let about = |shown: &String| {
        let argument = known().find(|argument| argument.to_string() == *shown)?;
        Some(format!("{shown}：{}", argument.get_help()?))
    };
    let each = lacking.iter().map(|one| about(one).unwrap_or_else(|| one.clone()));
    each.collect::<Vec<_>>().join("\n缺少 ")
}

fn shown(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(values) => values.join("、"),
        other => other.to_string(),
    }
}
