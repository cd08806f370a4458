//! The forms of output, as one thing with a beginning, a piece for each file and an end.
//!
//! Invariant: a piece depends on nothing but its own result, so pieces are made on all cores and written as soon
//! as those before them are; no form needs the whole list in memory.

use gouji_core::rules::{Lang, Rule};

use super::args::OutputFormat;
use super::result::{FileResult, Tally};
use super::{github, json_output, sarif, text_output};

/// What the making of an output depends on besides the results.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// The form.
    pub form: OutputFormat,
    /// The language of messages.
    pub lang: Lang,
    /// Whether there are colours.
    pub color: bool,
    /// How many columns a line of text may take.
    pub width: usize,
    /// Whether nothing is said where nothing is wrong.
    pub quiet: bool,
    /// The rules that findings may name.
    pub rules: &'static [Rule],
}

/// What comes before the first file.
pub fn begin(style: &Style) -> String {
    match style.form {
        OutputFormat::Json => json_output::begin(),
        OutputFormat::Sarif => sarif::begin(style.rules, style.lang),
        OutputFormat::Text | OutputFormat::Jsonl | OutputFormat::Github => String::new(),
    }
}

/// What one file adds; may be empty.
pub fn piece(style: &Style, result: &FileResult) -> String {
    match style.form {
        OutputFormat::Text => text_output::file(result, style.lang, style.color, style.width),
        OutputFormat::Json => json_output::file(result, style.lang),
        OutputFormat::Jsonl => json_output::file(result, style.lang) + "\n",
        OutputFormat::Sarif => sarif::results(result, style.rules).join(",\n"),
        OutputFormat::Github => github::file(result, style.lang),
    }
}

/// What stands between two pieces that are not empty.
pub fn between(style: &Style) -> &'static str {
    match style.form {
        OutputFormat::Json | OutputFormat::Sarif => ",\n",
        OutputFormat::Text | OutputFormat::Jsonl | OutputFormat::Github => "",
    }
}

/// What comes after the last file; `failures` are the files that could not be checked.
pub fn end(style: &Style, tally: &Tally, failures: &[FileResult]) -> String {
    match style.form {
        OutputFormat::Text if style.quiet => String::new(),
        OutputFormat::Text => text_output::summary(tally, style.lang, style.color),
        OutputFormat::Json => json_output::end(tally),
        OutputFormat::Sarif => sarif::end(tally, failures, style.lang),
        OutputFormat::Jsonl | OutputFormat::Github => String::new(),
    }
}

/// The whole output, for those who have all results at hand.
pub fn whole(style: &Style, results: &[FileResult]) -> String {
    let mut tally = Tally::default();
    results.iter().for_each(|result| tally += Tally::of(result));
    let failures = results.iter().filter(|result| result.outcome.is_err()).cloned().collect::<Vec<_>>();
    let pieces = results.iter().map(|result| piece(style, result)).filter(|piece| !piece.is_empty());
    let pieces = pieces.collect::<Vec<_>>().join(between(style));
    begin(style) + &pieces + &end(style, &tally, &failures)
}
