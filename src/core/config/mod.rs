//! What has the project decided?
//!
//! A file `gouji.toml` beside the reports says which rules matter how much, which format holds, and which findings
//! somebody has looked into and found right. Invariants: nothing here reads or writes files; a file is either
//! understood as a whole or an error that names the line, so nobody works with half of their settings; a finding is
//! put aside only with the very figures that somebody saw. What is found does not depend on any of this: other
//! decisions need no other reading and no other judging.

mod fingerprint;
mod format_message;
mod mistake;
mod parse;
mod paths;
mod reviewed;
mod shown;

pub use format_message::format_message;
pub use mistake::{ConfigError, Mistake};
pub use parse::parse;
pub use paths::name_in;
pub use reviewed::{Reviewed, mark, mark_title, unmark};
pub use shown::{Shown, by_report};

use std::collections::BTreeMap;

use crate::analysis::Analysis;
use crate::corpus::{Across, Sum};
use crate::report::Report;
use crate::rules::{self, Diagnostic, Finding, Lang, Severity, messages};
use crate::span::InReport;
use crate::text::Text;

/// The name of the file.
pub const FILE_NAME: &str = "gouji.toml";

/// What a project has decided. Without a file it is the default: nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Config {
    /// The language of messages.
    pub lang: Option<Lang>,
    /// The format of the reports.
    pub format: Option<FormatName>,
    /// How much rules matter, by the id of a rule or of a category, `totals/balance` or `totals`.
    pub rules: BTreeMap<String, Level>,
    /// The limits of rules that measure something, by the id of the rule.
    pub limits: BTreeMap<String, u32>,
    /// Whose reports sum up those of others.
    pub sums: Vec<Sum>,
    /// What somebody has looked into and found right.
    pub reviewed: Vec<Reviewed>,
}

/// The format that a project names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormatName {
    /// A built-in format, by its id.
    BuiltIn(String),
    /// A format file, by its path from the folder of `gouji.toml`, with `/`.
    File(String),
}

/// How much a rule matters to a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Not at all.
    Off,
    /// So much.
    As(Severity),
}

impl Level {
    /// The level of this word: `off`, or that of a severity.
    pub fn from_word(word: &str) -> Option<Level> {
        let severity = Severity::ALL.into_iter().find(|severity| severity.id() == word);
        severity.map(Level::As).or_else(|| (word == "off").then_some(Level::Off))
    }

    /// All words.
    pub fn words() -> impl Iterator<Item = &'static str> + Clone {
        std::iter::once("off").chain(Severity::ALL.into_iter().rev().map(Severity::id))
    }
}

impl Config {
    /// Whether a finding is wanted that is measured: its rule is named, where it is off until then, and the measure is
    /// above the limit.
    fn is_above_limit(&self, finding: &Finding) -> bool {
        let Some(measure) = finding.measure else { return true };
        let limit = self.limits.get(finding.rule).copied();
        let rule = rules::find(finding.rule);
        let limit = limit.or_else(|| rule?.limit).unwrap_or_default();
        let is_asked = !rule.is_some_and(|rule| rule.optional) || self.rules.contains_key(finding.rule);
        is_asked && measure > limit
    }

    /// How much the findings of a rule matter that have this severity by default; none if they are not wanted. What
    /// is said of the rule itself goes before what is said of its category.
    pub fn severity(&self, rule: &str, default: Severity) -> Option<Severity> {
        if self.rules.is_empty() {
            return Some(default);
        }
        let of_category = || rule.split_once('/').and_then(|(category, _)| self.rules.get(category));
        match self.rules.get(rule).or_else(of_category) {
            Some(Level::Off) => None,
            Some(Level::As(severity)) => Some(*severity),
            None => Some(default),
        }
    }
}

/// By what a text is judged.
#[derive(Debug, Clone, Copy)]
pub struct Judgement<'a> {
    /// What the project has decided.
    pub config: &'a Config,
    /// The path of the text from the folder of `gouji.toml`, as [`name_in`] has it; none for a text without one.
    pub file: Option<&'a str>,
    /// The language of messages.
    pub lang: Lang,
    /// What was found in the text by holding it against others; none where it was held against none.
    pub across: Option<&'a [Across]>,
}

impl<'a> Judgement<'a> {
    /// What somebody has looked into in this text.
    fn reviews(&self) -> impl Iterator<Item = &'a Reviewed> {
        let Judgement { config, file, .. } = *self;
        config.reviewed.iter().filter(move |review| file.is_some_and(|file| review.file == file))
    }

    /// All that was found in a text, also by holding it against others, each with the start of its report, the report,
    /// and the reason that a comment gives for ignoring it, if there is such a comment.
    fn findings<'f>(
        &self,
        analysis: &'f Analysis,
    ) -> impl Iterator<Item = (usize, &'f Report, &'f Finding, Option<String>)>
    where
        'a: 'f,
    {
        let own = analysis.all_findings();
        let own = own.map(|(start, report, finding)| (start, report, finding, finding.ignored.clone()));
        let across = self.across.into_iter().flatten().filter_map(|Across { start, finding }| {
            let part = analysis.parts().find(|part| part.start == *start)?;
            Some((*start, &**part.report, finding, rules::reason(part.report, finding)))
        });
        own.chain(across)
    }

    /// A finding of a report in words; none where its rule is not wanted.
    fn worded(&self, finding: &Finding, report: &Report) -> Option<Diagnostic<InReport>> {
        let is_off = |rule: &str| self.config.severity(rule, finding.severity).is_none();
        if finding.is_of(&report.format, &is_off) || !self.config.is_above_limit(finding) {
            return None;
        }
        let severity = self.config.severity(finding.rule, finding.severity)?;
        Some(Diagnostic { severity, ..messages::diagnostic(finding, &report.format, self.lang) })
    }
}

/// What is to be said of a text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Verdict {
    /// What is wrong, in the order of the text.
    pub shown: Vec<Diagnostic>,
    /// What would be wrong if nobody had looked into it, in the order of the text.
    pub hidden: Vec<Hidden>,
    /// The lines in `gouji.toml`, from 1, of the reviews of this file that speak of nothing in it any more.
    pub unused: Vec<usize>,
}

/// A finding that is not shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Hidden {
    /// The finding.
    pub diagnostic: Diagnostic,
    /// What puts it aside.
    pub by: HiddenBy,
    /// The reason that was given, perhaps none.
    pub reason: String,
}

/// What puts a finding aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HiddenBy {
    /// A review in `gouji.toml`, by its line, from 1.
    Review(usize),
    /// A comment in the text.
    Comment,
}

/// What is wrong with a text after all that the project has decided, in the order of the text.
pub fn diagnostics(analysis: &Analysis, text: &Text, judgement: &Judgement<'_>) -> Vec<Diagnostic> {
    verdict(analysis, text, judgement).shown
}

/// What is to be said of a text after all that the project has decided.
pub fn verdict(analysis: &Analysis, text: &Text, judgement: &Judgement<'_>) -> Verdict {
    let reviews: Vec<&Reviewed> = judgement.reviews().collect();
    let mut used = vec![false; reviews.len()];
    let mut verdict = Verdict::default();
    let reports = if reviews.is_empty() { 0 } else { analysis.reports().len() };
    for (start, report, finding, ignored) in judgement.findings(analysis) {
        let Some(diagnostic) = judgement.worded(finding, report) else { continue };
        let diagnostic = diagnostic.in_text(start);
        if let Some(reason) = ignored {
            verdict.hidden.push(Hidden { diagnostic, by: HiddenBy::Comment, reason });
            continue;
        }
        let review = reviews.iter().any(|review| review.rule == finding.rule).then(|| {
            let identity = reviewed::identity(finding, report, start, text, reports > 1);
            reviews.iter().position(|review| review.speaks_of(&identity))
        });
        match review.flatten() {
            Some(at) => {
                used[at] = true;
                verdict.hidden.push(Hidden {
                    diagnostic,
                    by: HiddenBy::Review(reviews[at].line),
                    reason: reviews[at].reason.clone(),
                });
            }
            None => verdict.shown.push(diagnostic),
        }
    }
    verdict.shown.sort_by_key(|shown| (shown.range.start, shown.range.end));
    // What others would show is not known where there are none.
    let is_known = |review: &Reviewed| judgement.across.is_some() || !rules::is_across(&review.rule);
    let unused = reviews.iter().zip(used).filter(|(review, used)| !used && is_known(review));
    verdict.unused = unused.map(|(review, _)| review.line).collect();
    verdict
}
