//! What a rule means, what a cited document is, and which rules there are.
//!
//! Invariant: a page is printed as it was written; colours add to it and take nothing away but marks of Markdown.

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use gouji_core::assist::links;
use gouji_core::rules::nearest::nearest;
use gouji_core::rules::{Lang, Rule, Severity};

use super::text_output::word;

const BOLD: &str = "\x1b[1m";
const DIM: &str = "\x1b[2m";
const CYAN: &str = "\x1b[36m";
const RESET: &str = "\x1b[0m";

/// The page of a rule, or a line that says which rule may have been meant.
///
/// # Errors
///
/// Where there is no such rule; the line says which is meant perhaps.
pub fn page(rules: &'static [Rule], id: &str, lang: Lang) -> Result<&'static str, String> {
    if let Some(rule) = rules.iter().find(|rule| rule.id == id) {
        return Ok(if lang == Lang::Zh { rule.page_zh } else { rule.page_en });
    }
    if !id.is_ascii() {
        return Err(match lang {
            Lang::Zh => format!(
                "没有收录：{id}。可以查规则（gouji rules 列出全部），也可以查文号、条款，如 国办函〔2020〕109号、条例第五十条"
            ),
            Lang::En => {
                format!("nothing is known of {id}. `gouji rules` lists the rules; 条例第五十条 is a citation")
            }
        });
    }
    let alike = alike(rules, id);
    if alike.len() > 1 {
        let alike = alike.iter().map(|id| format!("\n  {id}")).collect::<String>();
        return Err(match lang {
            Lang::Zh => format!("没有这条规则：{id}。名称相近的有：{alike}"),
            Lang::En => format!("no such rule: {id}. There are:{alike}"),
        });
    }
    Err(match (nearest(rules.iter().map(|rule| rule.id), id), lang) {
        (Some(near), Lang::Zh) => format!("没有这条规则：{id}。是不是 {near}？"),
        (Some(near), Lang::En) => format!("no such rule: {id}. Did you mean {near}?"),
        (None, Lang::Zh) => format!("没有这条规则：{id}。gouji rules 列出全部规则"),
        (None, Lang::En) => format!("no such rule: {id}. `gouji rules` lists them all"),
    })
}

/// The rules that begin with `part`; where none does, those in whose names it begins a word.
fn alike(rules: &[Rule], part: &str) -> Vec<&'static str> {
    let part = part.to_lowercase();
    if part.is_empty() {
        return Vec::new();
    }
    let begin = |is_meant: &dyn Fn(&str) -> bool| -> Vec<&'static str> {
        rules.iter().map(|rule| rule.id).filter(|id| is_meant(id)).collect()
    };
    let first = begin(&|id| id.starts_with(&part));
    match first.is_empty() {
        false => first,
        true => begin(&|id| {
            id.match_indices(&part)
                .any(|(at, _)| matches!(id.as_bytes().get(at.wrapping_sub(1)), Some(b'/' | b'-')))
        }),
    }
}

/// The rules of a category, each with what it asks; none where the name is that of no category.
pub fn category(rules: &[Rule], name: &str, lang: Lang, color: bool) -> Option<String> {
    let name = name.trim_end_matches('/');
    let in_it = |rule: &&Rule| rule.id.split_once('/').is_some_and(|(category, _)| category == name);
    let of: Vec<&Rule> = rules.iter().filter(in_it).collect();
    if of.is_empty() {
        return None;
    }
    let count = of.len();
    let (example, list) = (of[0].id, table(&of, lang, color));
    Some(match lang {
        Lang::Zh => {
            format!(
                "{name} 这一类有 {count} 条规则：\n\n{list}\n查看一条规则的说明，例如 gouji explain {example}\n"
            )
        }
        Lang::En => {
            format!("{name} has {count} rules:\n\n{list}\nWhat one of them means: gouji explain {example}\n")
        }
    })
}

/// The page of a cited document, by its id or as it is written: `国办函〔2020〕109号`, `条例第五十条`.
pub fn citation(words: &str, lang: Lang) -> Option<String> {
    let citation = links::named(words)?;
    Some(format!("# {}\n\n{}\n", citation.name, links::about(citation, lang)))
}

/// A page for a terminal: headings bold, code coloured, blocks of code dim.
pub fn styled(page: &str) -> String {
    let mut out = String::new();
    let mut in_code = false;
    for line in page.trim_end().lines() {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        } else if in_code {
            out += &format!("    {DIM}{line}{RESET}\n");
        } else if line.starts_with('#') {
            out += &format!("{BOLD}{}{RESET}\n", line.trim_start_matches('#').trim_start());
        } else {
            out += &inline(line);
            out.push('\n');
        }
    }
    out
}

/// A line with `code` and **strong** words styled; marks without a partner stay as they are.
fn inline(line: &str) -> String {
    let pieces = line.split('`').collect::<Vec<_>>();
    if pieces.len() % 2 == 0 {
        return strong(line);
    }
    let pieces = pieces.iter().enumerate().map(|(index, piece)| match index % 2 {
        0 => strong(piece),
        _ => format!("{CYAN}{piece}{RESET}"),
    });
    pieces.collect()
}

fn strong(text: &str) -> String {
    let pieces = text.split("**").collect::<Vec<_>>();
    if pieces.len() % 2 == 0 {
        return text.to_owned();
    }
    let pieces = pieces.iter().enumerate().map(|(index, piece)| match index % 2 {
        0 => (*piece).to_owned(),
        _ => format!("{BOLD}{piece}{RESET}"),
    });
    pieces.collect()
}

/// All rules, one a line: id, severity, summary.
pub fn list(rules: &[Rule], lang: Lang, color: bool) -> String {
    table(&rules.iter().collect::<Vec<_>>(), lang, color)
}

fn table(rules: &[&Rule], lang: Lang, color: bool) -> String {
    let id_width = rules.iter().map(|rule| rule.id.width()).max().unwrap_or(0);
    let word_width = rules.iter().map(|rule| level(rule, lang).width()).max().unwrap_or(0);
    let lines = rules.iter().map(|rule| {
        let word = level(rule, lang);
        let (id_pad, word_pad) = (pad(rule.id, id_width), pad(word, word_width));
        let paint = if color { paint(rule.severity) } else { "" };
        let reset = if color { RESET } else { "" };
        format!("{}{id_pad}  {paint}{word}{reset}{word_pad}  {}\n", rule.id, summary(rule, lang))
    });
    lines.collect()
}

/// How much a rule matters by default.
fn level(rule: &Rule, lang: Lang) -> &'static str {
    match (rule.optional, lang) {
        (false, _) => word(rule.severity, lang),
        (true, Lang::Zh) => "关闭",
        (true, Lang::En) => "off",
    }
}

/// All rules as JSON.
pub fn list_json(rules: &[Rule], lang: Lang) -> String {
    #[derive(Serialize)]
    struct Listed<'a> {
        id: &'a str,
        severity: &'a str,
        summary: &'a str,
    }
    let list = rules.iter().map(|rule| Listed {
        id: rule.id,
        severity: if rule.optional { "off" } else { rule.severity.id() },
        summary: summary(rule, lang),
    });
    serde_json::to_string_pretty(&list.collect::<Vec<_>>()).expect("all keys are strings") + "\n"
}

fn summary(rule: &Rule, lang: Lang) -> &'static str {
    if lang == Lang::Zh { rule.summary_zh } else { rule.summary_en }
}

fn pad(text: &str, width: usize) -> String {
    " ".repeat(width.saturating_sub(text.width()))
}

fn paint(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "\x1b[31m",
        Severity::Warning => "\x1b[33m",
        Severity::Information => "\x1b[34m",
        Severity::Hint => CYAN,
    }
}
