//! What comments in the text ask to be ignored.
//!
//! Invariant: a comment hides findings that begin in what it covers, and nothing else; one that hides nothing is told.

use super::finding::{Detail, Finding, IgnoreFault};
use super::nearest::nearest;
use super::view::View;
use super::{Rule, all, categories};
use crate::report::{Ignore, Report};
use crate::span::{InReport, InSection, Span};

/// `config/ignore-comment`: a comment names no rule or one that is none, or it stands in the middle of a line.
pub fn ignore_comment(view: &View<'_>, rule: &Rule) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (start, ignore, _) in comments(view.report) {
        let mut tell = |range: Span<InSection>, fault| {
            findings.push(Finding::new(rule, range.in_report(start), Detail::IgnoreComment { fault }));
        };
        if !ignore.alone {
            tell(ignore.range, IgnoreFault::NotAlone);
        } else if ignore.rules.is_empty() {
            tell(ignore.range, IgnoreFault::NoRule);
        }
        for (name, place) in ignore.rules.iter().filter(|(name, _)| !is_known(name)) {
            let near = nearest(all().iter().map(|rule| rule.id), name);
            tell(*place, IgnoreFault::UnknownRule { found: name.clone(), near });
        }
    }
    findings
}

/// Marks what comments ask to be ignored; adds a finding of `rule` for each name that hides nothing.
pub fn apply(view: &View<'_>, findings: &mut Vec<Finding>, rule: &Rule) {
    let mut idle = Vec::new();
    for (start, ignore, covers) in comments(view.report).into_iter().filter(|(_, ignore, _)| ignore.alone) {
        let is_named = |id: &str| ignore.rules.iter().any(|(name, _)| names(name, id));
        let mut hidden: Vec<String> = Vec::new();
        for finding in findings.iter_mut().filter(|finding| {
            covers.as_ref().is_some_and(|covers| covers.contains(finding.range.start))
                && finding.is_of(view.format(), &is_named)
        }) {
            finding.ignored.get_or_insert_with(|| ignore.reason.clone());
            hidden.push(finding.rule.to_owned());
            hidden.extend(finding.explains(view.format()).iter().map(|equation| equation.rule.clone()));
        }
        for (name, place) in ignore.rules.iter().filter(|(name, _)| is_known(name)) {
            // What only other reports tell may be hidden by it, too.
            let may_hide_more = all().iter().any(|rule| names(name, rule.id) && super::is_across(rule.id));
            if !may_hide_more && !hidden.iter().any(|id| names(name, id)) {
                let fault = IgnoreFault::Idle { rule: name.clone() };
                idle.push(Finding::new(rule, place.in_report(start), Detail::IgnoreComment { fault }));
            }
        }
    }
    findings.extend(idle);
}

/// The reason, perhaps none, for which a comment in a report asks for a finding to be ignored that was made later.
pub fn reason(report: &Report, finding: &Finding) -> Option<String> {
    let hides = |(_, ignore, covers): &(usize, &Ignore, Option<Span<InReport>>)| {
        ignore.alone
            && covers.as_ref().is_some_and(|covers| covers.contains(finding.range.start))
            && ignore.rules.iter().any(|(name, _)| names(name, finding.rule))
    };
    comments(report).iter().find(|one| hides(one)).map(|(_, ignore, _)| ignore.reason.clone())
}

/// Whether `name` is that of a rule or of its category.
fn names(name: &str, id: &str) -> bool {
    id == name || id.split_once('/').is_some_and(|(of, _)| of == name)
}

fn is_known(name: &str) -> bool {
    super::find(name).is_some() || categories().contains(&name)
}

/// The comments of a report, each with the start of its section and what it covers in the report.
fn comments<'r>(report: &'r Report) -> Vec<(usize, &'r Ignore, Option<Span<InReport>>)> {
    let mut comments = Vec::new();
    let mut add = |start: usize, ignores: &'r [Ignore], next: usize| {
        for ignore in ignores.iter().filter(|ignore| start + ignore.range.start < report.length) {
            // With nothing below it, it is about the heading that comes next.
            let next =
                report.sections.get(next).map(|(start, section)| section.heading.range.in_report(*start));
            comments.push((start, ignore, ignore.covers.map(|range| range.in_report(start)).or(next)));
        }
    };
    add(0, &report.ignores, 0);
    for (index, (start, section)) in report.sections.iter().enumerate() {
        add(*start, &section.ignores, index + 1);
    }
    comments
}
