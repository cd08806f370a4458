//! What is wrong with it?
//!
//! Invariants: a rule is data about itself and one pure function; a finding is typed data, and its words are
//! made in one place ([`messages`]), in Chinese and in English. An error is a thing that is certain; nothing is
//! said of what could not be read.

mod by_section;
mod cells;
mod characters;
pub mod coverage;
pub mod diagnostic;
pub mod finding;
pub mod grid;
mod headings;
mod ignores;
mod likelihood;
mod meant;
pub mod messages;
mod moved;
pub mod nearest;
mod prose;
mod quoted;
mod recount;
mod registry;
pub mod repair;
mod repairs;
mod section_view;
pub mod separated;
mod structure;
mod tables;
mod totals;
pub mod view;

pub use diagnostic::{Diagnostic, Elsewhere, Equation, Fix, LogicalLocation, Related, TextEdit};
pub use finding::Finding;
pub use ignores::reason;
pub(crate) use prose::percentage;
pub use registry::{across, is_across};

use std::borrow::Cow;
use std::sync::Arc;

use crate::prose::Fact;
use crate::prose::kept::Prose;
use crate::report::Report;
use crate::span::{InReport, Span};
use by_section::BySection;
use coverage::Coverage;
use registry::Check;
use view::View;

/// The language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth a look.
    Hint,
    /// A doubt.
    Information,
    /// Very likely wrong.
    Warning,
    /// Certainly wrong.
    Error,
}

impl Severity {
    /// All severities, the worst first.
    pub const ALL: [Severity; 4] =
        [Severity::Error, Severity::Warning, Severity::Information, Severity::Hint];

    /// The word that scripts and settings use, `error`.
    pub fn id(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Information => "information",
            Severity::Hint => "hint",
        }
    }
}

/// What a rule says about itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Its id, `totals/balance`: the diagnostic's code, the settings' key, the page's name.
    pub id: &'static str,
    /// The severity of its findings unless settings say otherwise.
    pub severity: Severity,
    /// What it checks, in one line of Chinese.
    pub summary_zh: &'static str,
    /// What it checks, in one line of English.
    pub summary_en: &'static str,
    /// Its page in Chinese: Markdown with the cause, an example and the way to mend it.
    pub page_zh: &'static str,
    /// Its page in English.
    pub page_en: &'static str,
    /// Of a rule that measures, the measure above which it speaks unless a project says otherwise.
    pub limit: Option<u32>,
    /// Whether it is off until a project asks for it.
    pub optional: bool,
}

/// All rules, in the order of their pages.
pub fn all() -> &'static [Rule] {
    registry::RULES
}

/// The categories of the rules, what stands before the `/` of their ids, each once.
pub fn categories() -> Vec<&'static str> {
    let mut categories: Vec<_> = all().iter().filter_map(|rule| Some(rule.id.split_once('/')?.0)).collect();
    categories.dedup();
    categories
}

/// The rule with this id.
pub fn find(id: &str) -> Option<&'static Rule> {
    all().iter().find(|rule| rule.id == id)
}

/// What was found in a report.
#[derive(Debug, Clone)]
pub struct Checked {
    /// Everything that is wrong with it, in the order of the text.
    pub findings: Arc<Vec<Finding>>,
    /// The figures of its prose, in the order of the text.
    pub facts: Vec<Fact>,
    /// How much of it was read and checked.
    pub coverage: Coverage,
    /// Its prose, as it was read.
    pub prose: Prose,
    by_section: BySection,
}

/// Checks a report; `quote` gives the text of a range of it, `known` is what was found before an edit.
pub fn check<'a>(
    report: &'a Report,
    quote: &'a dyn Fn(Span<InReport>) -> Cow<'a, str>,
    known: Option<&'a Checked>,
) -> Checked {
    let view = View::new(report, quote).knowing(known.map(|known| &known.prose));
    let nothing = BySection::default();
    let by_section = BySection::of(&view, known.map_or(&nothing, |known| &known.by_section));
    let by_rule = registry::CHECKS.iter().flat_map(|(rule, check)| match check {
        Check::Report(check) => check(&view, rule),
        Check::Section(_) => by_section.findings(rule.id).collect(),
        Check::Joined(_, join) => join(by_section.findings(rule.id).collect()),
        Check::Across => Vec::new(),
    });
    let mut findings: Vec<Finding> = by_rule.collect();
    ignores::apply(&view, &mut findings, registry::ignore_comment());
    quoted::keep_marks(&view, &mut findings);
    findings.sort_by_key(|finding| (finding.range.start, finding.range.end));
    let facts = crate::prose::facts(view.prose(), |spot| view.figure(spot));
    let coverage = coverage::coverage(&view, &facts);
    Checked { findings: Arc::new(findings), facts, coverage, prose: view.into_prose(), by_section }
}
