//! The help in the language of the user.
//!
//! Invariant: it is in one language. English stands with the arguments; whatever is shown has words in Chinese here.

use clap::builder::StyledStr;
use clap::{Arg, Command, CommandFactory};

use gouji_core::assist::labels;
use gouji_core::assist::shapes::WRITABLE;
use gouji_core::rules::Lang;

use super::args::Args;

const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

/// What the commands do.
const COMMANDS: [(&str, &str); 12] = [
    ("gouji", "勾稽：检查政府信息公开工作年度报告"),
    ("lsp", "启动语言服务器，供编辑器使用"),
    ("check", "检查报告"),
    ("fmt", "对齐表格、整理标题；不改数字和文字"),
    ("fix", "修正可以确定的问题，如写错的标题、只有一种可能的数字"),
    ("new", "新建一份待填写的报告"),
    ("import", "把 Word、Excel、网页中的报告读成 Markdown"),
    ("export", "把报告导出为 Word 文档、表格、数据或可打印的网页"),
    ("summary", "把许多报告汇总成一张表，并列出报告之间不一致的地方"),
    ("compare", "逐格对照同一机关两年的报告，并列出应当衔接而不一致的数"),
    ("explain", "说明一条规则，或者报告中引用的一份文件"),
    ("rules", "列出全部规则"),
];

/// The arguments: id, behind that of the command where commands differ; name of the value; what it does.
const ARGUMENTS: [(&str, &str, &str); 36] = [
    ("stdio", "", "启动语言服务器，同 gouji lsp"),
    ("version", "", "显示版本"),
    ("lang", "语言", "提示所用的语言，默认按系统的语言"),
    ("config", "文件", "项目设置文件，默认从报告所在的文件夹向上查找 gouji.toml"),
    ("color", "何时", "何时使用颜色：输出到终端时、总是或从不"),
    ("help", "", "显示帮助"),
    ("files", "文件", "Word（.docx）、Excel（.xlsx）或网页（.html）文件"),
    ("import output", "文件夹", "写入这个文件夹，a.docx 写成 a.md；不写明的，只能读一个文件，输出结果"),
    ("export file", "文件", "报告文件；- 为标准输入"),
    ("export to", "种类", "导出的种类"),
    ("summary to", "种类", "汇总的种类"),
    ("export output", "文件", "写入这个文件；文件已经存在的，不写"),
    ("force", "", "文件已经存在的，改写它"),
    ("format", "格式", "报告的格式：格式文件，或内置格式的名称"),
    ("rule", "规则", "规则名称，如 totals/balance；或者文号、条款，如 条例第五十条"),
    ("paths", "路径", "文件、文件夹，或 -（标准输入）；默认为当前文件夹"),
    ("files_from", "文件", "从文件读取路径，每行一个；- 为标准输入"),
    ("null", "", "--files-from 的路径以空字符分隔，不按行"),
    ("output", "形式", "输出的形式"),
    ("fail_on", "程度", "有这种程度以上的问题时，退出码为 1"),
    ("check quiet", "", "只输出问题，没有问题时什么也不输出"),
    ("verbose", "", "无论有多少份报告，逐处列出问题"),
    ("unlinked", "", "列出正文中没有与表格核对的数字，供人工核对"),
    ("rules", "规则", "只修正这条规则发现的问题，可以多次使用"),
    ("fix quiet", "", "不说明修正了什么"),
    ("agency", "名称", "机关名称，如 丁香镇人民政府"),
    ("year", "年份", "报告的年份"),
    ("new format", "格式", "报告的格式：格式文件，或内置格式的名称；默认按年份"),
    ("shape", "写法", "表格的写法，见下面的说明"),
    ("summary output", "文件", "写入这个文件，写成才替换原有的文件"),
    ("last", "上年报告", "较早年度的报告；- 为标准输入"),
    ("this", "本年报告", "较晚年度的报告；- 为标准输入"),
    ("new output", "文件", "写入这个文件；文件已经存在的，不写"),
    ("check", "", "只列出需要修改的文件；有这样的文件时，退出码为 1"),
    ("diff", "", "显示如何修改，不改写文件；默认如此"),
    ("write", "", "改写文件；来自标准输入的，输出结果"),
];

/// What can be exported, and as what.
const KINDS: [(&str, &str, &str); 7] = [
    (
        "csv",
        "各表按规定格式一行一行排列，可用 Excel 打开",
        "the tables row by row as the form has them, for Excel",
    ),
    (
        "csv-long",
        "每格一行，附表、行、列的名称和行号，供程序使用",
        "one cell a line with the ids of its place, for programs",
    ),
    (
        "docx",
        "按规定格式排好的 Word 文档，可直接报送",
        "a document of Word in the official form, to be handed in",
    ),
    ("html", "按规定格式排好的网页，可直接打印", "a page that prints as the form does"),
    ("json", "报告的全部内容，供程序使用", "all of the report, for programs"),
    ("markdown", "全文，表格改为 Markdown 表格", "the text with its tables as Markdown"),
    (
        "xlsx",
        "按规定格式排好的 Excel 表格，合计为公式",
        "a workbook in the official form, with its sums as formulas",
    ),
];

/// What a summary can be.
const SUMMARIES: [(&str, &str, &str); 4] = [
    ("csv", "每份报告一行，可用 Excel 打开", "a line a report, for Excel"),
    ("html", "一个可以排序的网页，不需要网络，可以转发", "a page that can be sorted and needs nothing else"),
    ("json", "全部内容，供程序使用", "all of it, for programs"),
    (
        "xlsx",
        "Excel 工作簿，报告之间不一致的在第二张表",
        "a workbook, with what does not agree on a second sheet",
    ),
];

/// The command line with its help.
pub fn command(lang: Lang) -> Command {
    let mut command = behind(Args::command(), lang);
    if lang == Lang::Zh {
        command = in_chinese(command);
        command.build();
        command = with_usage(command);
    }
    command
}

/// Puts behind the help of the commands what there is to choose from.
fn behind(command: Command, lang: Lang) -> Command {
    let listed = |title: &str, lines: Vec<(&str, &str)>| {
        let width = lines.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
        let lines = lines.iter().map(|(name, about)| format!("\n  {name:width$}  {about}"));
        format!("{title}{}", lines.collect::<String>())
    };
    let zh = lang == Lang::Zh;
    let shapes = WRITABLE.iter().map(|shape| (shape.id(), labels::shape(*shape, lang)));
    let shapes = listed(if zh { "表格的写法（--shape）：" } else { "Shapes:" }, shapes.collect());
    let in_words = |title, kinds: &[(&'static str, &'static str, &'static str)]| {
        let kinds = kinds
            .iter()
            .map(|(kind, in_chinese, in_english)| (*kind, if zh { *in_chinese } else { *in_english }));
        listed(title, kinds.collect())
    };
    let (kinds, summaries) = (
        in_words(if zh { "导出的种类（--to）：" } else { "Kinds:" }, &KINDS),
        in_words(if zh { "汇总的种类（--to）：" } else { "Kinds:" }, &SUMMARIES),
    );
    let (whole, fix) = match lang {
        Lang::Zh => (
            "退出码：0 没有问题；1 有达到 --fail-on 的问题；2 命令、文件或格式有误，未能完成。\n\
             例：gouji check 年报.txt    gouji check 年报文件夹 --output json    gouji explain totals/balance",
            "退出码：0 完成；1 用了 --check 且有文件需要修改；2 命令或文件有误，未能完成。",
        ),
        Lang::En => (
            "Exit status: 0 nothing wrong; 1 findings from --fail-on up; 2 the work could not be done.\n\
             For example: gouji check report.txt    gouji check reports --output json    gouji explain totals/balance",
            "Exit status: 0 done; 1 files would change, with --check; 2 the work could not be done.",
        ),
    };
    command
        .after_help(whole)
        .mut_subcommand("fix", |fix_command| fix_command.after_help(fix))
        .mut_subcommand("new", |new| new.after_help(shapes))
        .mut_subcommand("export", |export| export.after_help(kinds))
        .mut_subcommand("summary", |summary| summary.after_help(summaries))
}

fn in_chinese(command: Command) -> Command {
    let name = command.get_name().to_owned();
    let about = COMMANDS.iter().find(|(id, _)| *id == name).map_or("", |(_, about)| about);
    command
        .about(about)
        .help_template(TEMPLATE)
        .subcommand_help_heading("命令")
        .subcommand_value_name("命令")
        .mut_args(|argument| argument_in_chinese(argument, &name))
        .mut_subcommands(in_chinese)
}

fn argument_in_chinese(argument: Arg, command: &str) -> Arg {
    let id = argument.get_id().to_string();
    let of = |id: &str| ARGUMENTS.iter().find(|(known, ..)| *known == id);
    let Some((_, value, about)) = of(&format!("{command} {id}")).or_else(|| of(&id)) else { return argument };
    let heading = if argument.is_positional() { "参数" } else { "选项" };
    if !argument.get_action().takes_values() {
        return argument.help(*about).help_heading(heading);
    }
    let default = argument.get_default_values().first().map(|value| value.to_string_lossy().into_owned());
    let possible = argument.get_possible_values();
    let possible = possible.iter().map(|value| value.get_name()).collect::<Vec<_>>().join("、");
    let chosen = [
        default.map(|default| format!("默认 {default}")),
        (!possible.is_empty()).then(|| format!("可选 {possible}")),
    ];
    let chosen = chosen.into_iter().flatten().collect::<Vec<_>>().join("；");
    let about = if chosen.is_empty() { (*about).to_owned() } else { format!("{about}（{chosen}）") };
    argument
        .help(about)
        .help_heading(heading)
        .value_name(*value)
        .hide_default_value(true)
        .hide_possible_values(true)
}

/// The line that says how a command is used, in Chinese.
fn with_usage(mut command: Command) -> Command {
    let usage = command.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ").replace("[OPTIONS]", "[选项]");
    command.override_usage(StyledStr::from(usage)).mut_subcommands(with_usage)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The commands and all that are below them.
    fn all(command: &Command) -> Vec<&Command> {
        [command].into_iter().chain(command.get_subcommands().flat_map(all)).collect()
    }

    #[test]
    fn the_command_line_is_consistent() {
        for lang in [Lang::Zh, Lang::En] {
            command(lang).debug_assert();
        }
    }

    #[test]
    fn all_that_is_shown_is_in_one_language() {
        let is_chinese = |text: &str| text.chars().any(|c| ('一'..='龥').contains(&c));
        for of in all(&command(Lang::Zh)) {
            assert!(is_chinese(&of.get_about().unwrap().to_string()), "{}", of.get_name());
            for argument in of.get_arguments().filter(|argument| !argument.is_hide_set()) {
                let about = argument.get_help().unwrap().to_string();
                assert!(is_chinese(&about), "{}: {about}", of.get_name());
            }
        }
        for mut of in all(&command(Lang::En)).into_iter().cloned() {
            let help = of.render_help().to_string();
            assert!(!is_chinese(&help), "{help}");
        }
    }

    #[test]
    fn what_can_be_exported_is_told() {
        use super::super::args::{DataFormat, SummaryFormat};
        use clap::ValueEnum;
        fn names<V: ValueEnum>() -> Vec<String> {
            let known = V::value_variants().iter().filter_map(ValueEnum::to_possible_value);
            let mut known: Vec<String> = known.map(|value| value.get_name().to_owned()).collect();
            known.sort();
            known
        }
        assert_eq!(KINDS.map(|(kind, ..)| kind.to_owned()).to_vec(), names::<DataFormat>());
        assert_eq!(SUMMARIES.map(|(kind, ..)| kind.to_owned()).to_vec(), names::<SummaryFormat>());
    }
}
