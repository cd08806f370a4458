//! What the light bulb offers besides the fixes of a finding.
//!
//! Invariants: an action is offered only where it changes something and all that it rests on is certain; it does
//! what its title says and nothing else; no figure is lost. Its edits are as small as they can be and make one
//! step.

pub mod certain;
mod digits;
mod fill;
pub mod fix_all;
mod follow;
pub mod insert;
pub(super) mod pieces;
pub(super) mod recompute;
mod renumber;
pub mod rewrite;
mod titles;

use std::sync::Arc;

use super::place;
use crate::analysis::Analysis;
use crate::report::{Report, Section, Shape, Table};
use crate::rules::{Diagnostic, Lang, TextEdit};
use crate::span::{InText, Span};
use crate::text::Text;

/// What kind of action it is, by what a writer would look for it under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It mends what is wrong.
    QuickFix,
    /// It mends all that can be mended with certainty.
    FixAll,
    /// It changes how something is written, or figures that follow from others.
    Rewrite,
    /// It brings the sentences along with the tables.
    Follow,
    /// It inserts what is not there.
    Insert,
}

/// One thing that can be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// What it does.
    pub title: String,
    /// What kind it is.
    pub kind: Kind,
    /// Whether it is certainly what the writer wants.
    pub preferred: bool,
    /// How it is done.
    pub work: Work,
}

/// How an action is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Work {
    /// By these edits, in order.
    Edits(Vec<TextEdit>),
    /// By [`fix_all::fix_all`], which reads the text again.
    FixAll,
    /// By [`rewrite::rewrite`]: the tables that begin at these places, in this shape.
    Rewrite(Vec<usize>, Shape),
}

/// What is asked.
pub struct Question<'a> {
    /// The text.
    pub text: &'a Text,
    /// What is known of it.
    pub analysis: &'a Analysis,
    /// What is wrong with it.
    pub diagnostics: &'a [Diagnostic],
    /// Where the cursor or the selection is.
    pub range: Span<InText>,
    /// The language of titles.
    pub lang: Lang,
    /// Whether nobody has asked: then only what belongs to the very place is offered.
    pub automatic: bool,
}

impl Question<'_> {
    /// What is wrong at the cursor or the selection: whose fixes are offered there.
    fn touched(&self) -> impl Iterator<Item = &Diagnostic> {
        let touches =
            |found: &&Diagnostic| found.range.start <= self.range.end && self.range.start <= found.range.end;
        self.diagnostics.iter().filter(touches)
    }
}

impl Work {
    /// The edits, in order; `judge` says what is wrong with the text once some of them are made.
    pub fn edits(
        &self,
        text: &Text,
        analysis: &Analysis,
        diagnostics: &[Diagnostic],
        judge: &certain::Judge<'_>,
    ) -> Vec<TextEdit> {
        match self {
            Work::Edits(edits) => edits.clone(),
            Work::FixAll => {
                let known = certain::Known::of(analysis, diagnostics.to_vec());
                fix_all::fix_all(text, known, &|_| true, judge).edits
            }
            Work::Rewrite(places, shape) => rewrite::rewrite(text, analysis, places, *shape),
        }
    }
}

/// Everything that can be done at a place, of the kinds that are wanted; the likeliest first.
pub fn actions(question: &Question<'_>, wanted: &dyn Fn(Kind) -> bool) -> Vec<Action> {
    let mut actions = Vec::new();
    if wanted(Kind::QuickFix) {
        actions.extend(same_kind(question));
    }
    let Some(cursor) = Cursor::at(question) else { return actions };
    if wanted(Kind::QuickFix) {
        actions.extend(follow::actions(question, &cursor));
    }
    if wanted(Kind::Rewrite) {
        actions.extend(rewrite::actions(question, &cursor));
        actions.extend(recompute::actions(question, &cursor));
        actions.extend(fill::actions(question, &cursor));
        actions.extend(digits::actions(question, &cursor));
        if !question.automatic {
            actions.extend(renumber::actions(question, &cursor));
        }
    }
    if wanted(Kind::Insert) && !question.automatic {
        actions.extend(insert::actions(question, &cursor));
    }
    actions
}

/// The rewrites that somebody might look for at a place and that cannot be done there, each with the reason.
pub fn refused(question: &Question<'_>) -> Vec<rewrite::Refused> {
    Cursor::at(question).map_or_else(Vec::new, |cursor| rewrite::refused(question, &cursor))
}

/// The action that makes all fixes that are certain; none where there are fewer than `least`.
pub fn fix_everything(diagnostics: &[Diagnostic], lang: Lang, least: usize) -> Option<Action> {
    let count = fix_all::count(diagnostics);
    (count >= least).then(|| Action {
        title: titles::fix_all(count, lang),
        kind: Kind::FixAll,
        preferred: false,
        work: Work::FixAll,
    })
}

/// The action that brings all sentences along with the tables; none where none is left behind.
pub fn follow_tables(diagnostics: &[Diagnostic], lang: Lang) -> Option<Action> {
    follow::everywhere(diagnostics, lang)
}

/// For each rule that found something here, the fixes of all that it found.
fn same_kind(question: &Question<'_>) -> Vec<Action> {
    let mut rules: Vec<&'static str> = Vec::new();
    for found in question.touched() {
        // Of the sentences that the tables leave behind all are brought along in one way.
        let is_own = found.rule != follow::RULE;
        if is_own && !found.fixes.is_empty() && !rules.contains(&found.rule) {
            rules.push(found.rule);
        }
    }
    let of = |rule: &'static str| {
        let (edits, count, are_certain) = fix_all::same_kind(question.diagnostics, rule);
        let title = titles::same_kind(rule, count, are_certain, question.lang);
        (count > 1).then_some(Action {
            title,
            kind: Kind::QuickFix,
            preferred: false,
            work: Work::Edits(edits),
        })
    };
    rules.into_iter().filter_map(of).collect()
}

/// Where the cursor is.
struct Cursor {
    start: usize,
    report: Arc<Report>,
    section_start: usize,
    /// The index of the section in the report; none above the first.
    section: Option<usize>,
    /// The index of the table in the section.
    table: Option<usize>,
}

impl Cursor {
    fn at(question: &Question<'_>) -> Option<Cursor> {
        let offset = question.range.start;
        let (start, report) = place::report_at(question.analysis, offset)?;
        let section = report.sections.iter().rposition(|(at, _)| start + at <= offset);
        let section_start = section.map_or(start, |at| start + report.sections[at].0);
        let mut cursor = Cursor { start, report, section_start, section, table: None };
        cursor.table = cursor.section().and_then(|section| {
            let mut tables = section.tables.iter();
            tables.position(|table| {
                let head = || place::table_range(section_start, table);
                place::touches(table.range.in_text(section_start), offset) || place::touches(head(), offset)
            })
        });
        Some(cursor)
    }

    fn section(&self) -> Option<&Section> {
        Some(&self.report.sections[self.section?].1)
    }

    fn table(&self) -> Option<&Table> {
        self.section()?.tables.get(self.table?)
    }
}
