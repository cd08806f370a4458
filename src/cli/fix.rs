//! Mending files.
//!
//! Invariant: only fixes that are certain are made, the same as in an editor on saving.

use gouji_core::assist::actions::certain::Known;
use gouji_core::assist::actions::fix_all::{Fixed, fix_all};
use gouji_core::config;
use gouji_core::rules::{self, Lang};

use super::args::{Common, FixArgs};
use super::change::{self, Change, Done};
use super::{complain, explain};

/// `gouji fix`.
pub fn run(options: &FixArgs, common: &Common) -> u8 {
    let lang = common.lang();
    for id in &options.rules {
        if let Err(message) = explain::page(rules::all(), id, lang) {
            return complain(message);
        }
    }
    let is_wanted = |rule: &str| options.rules.is_empty() || options.rules.iter().any(|id| id == rule);
    let written = options.change.write;
    let told = |all: Done, lang: Lang| Some(told(all, written, lang));
    change::run(&options.change, common, options.quiet, &told, &|text, analysis, by| {
        let lang = by.judgement.lang;
        let known = Known::of(analysis, config::diagnostics(analysis, text, &by.judgement));
        let fixed = fix_all(text, known, &is_wanted, &by.judge(analysis));
        let note = (!options.quiet && !fixed.count.is_empty()).then(|| note(&fixed, written, lang));
        let places = fixed.count.values().sum();
        Change { edits: fixed.edits, note, places }
    })
}

/// What was done to all files, or would be.
fn told(all: Done, written: bool, lang: Lang) -> String {
    let Done { files, places } = all;
    match (lang, written) {
        (Lang::Zh, _) if files == 0 => "没有可以自动修正的问题".to_owned(),
        (Lang::Zh, true) => format!("已修正 {places} 处，改写了 {files} 个文件"),
        (Lang::Zh, false) => {
            format!("{files} 个文件有 {places} 处可以修正，文件尚未改动；加 --write 直接改写")
        }
        (Lang::En, _) if files == 0 => "nothing can be fixed with certainty".to_owned(),
        (Lang::En, true) => format!("{places} fixed, {files} {} written", noun(files)),
        (Lang::En, false) => {
            format!("{places} can be fixed in {files} {}; nothing was written: --write does it", noun(files))
        }
    }
}

fn noun(files: usize) -> &'static str {
    if files == 1 { "file" } else { "files" }
}

/// What was fixed, or can be: how many by rule, and each in a line of its own.
fn note(fixed: &Fixed, written: bool, lang: Lang) -> String {
    let total: usize = fixed.count.values().sum();
    let each = fixed.count.iter().map(|(rule, count)| format!("{rule} {count}")).collect::<Vec<_>>();
    let count = match (lang, written) {
        (Lang::Zh, true) => format!("修正了 {total} 处（{}）", each.join("，")),
        (Lang::Zh, false) => format!("可以修正 {total} 处（{}）", each.join("，")),
        (Lang::En, true) => format!("{total} fixed ({})", each.join(", ")),
        (Lang::En, false) => format!("{total} can be fixed ({})", each.join(", ")),
    };
    count + &fixed.made.iter().map(|one| format!("\n  {one}")).collect::<String>()
}
