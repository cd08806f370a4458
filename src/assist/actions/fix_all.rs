//! All fixes that are certain, or all of one kind.
//!
//! Invariant: an edit is made as one whole or not at all, of two that touch each other the earlier one wins, and
//! what was mended is read again before the next round; nothing is done after which there is a new error.

use std::collections::BTreeMap;
use std::ops::Range;

use super::pieces::Pieces;
use crate::rules::{Diagnostic, Fix, Severity, TextEdit};
use crate::text::{ByteEdit, Text};

/// A fix may open the way for another; so many rounds are enough for any report.
const ROUNDS: usize = 4;

/// What was done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fixed {
    /// The edits of the text, in order.
    pub edits: Vec<TextEdit>,
    /// How many fixes were made, by rule.
    pub count: BTreeMap<&'static str, usize>,
}

/// Says what is wrong with a text that came from the first one by these edits, made one after the other.
pub type Judge<'a> = dyn Fn(&Text, &[ByteEdit]) -> Vec<Diagnostic> + 'a;

/// Makes all certain fixes of the rules for which `wanted` holds.
pub fn fix_all(
    text: &Text,
    diagnostics: &[Diagnostic],
    wanted: &dyn Fn(&str) -> bool,
    judge: &Judge<'_>,
) -> Fixed {
    let mut fixed = Fixed::default();
    let mut pieces = Pieces::new(text);
    let mut before = diagnostics.to_vec();
    for _ in 0..ROUNDS {
        let chosen = apart(certain(&before).into_iter().filter(|(rule, _)| wanted(rule)));
        let chosen: Vec<(&'static str, Fix)> =
            chosen.into_iter().map(|(rule, fix)| (rule, fix.clone())).collect();
        if chosen.is_empty() {
            break;
        }
        let Some(round) = mend(&pieces, &chosen, &before, judge) else { break };
        round.rules.iter().for_each(|rule| *fixed.count.entry(rule).or_default() += 1);
        (pieces, before) = (round.pieces, round.after);
    }
    fixed.edits = pieces.edits();
    fixed
}

/// How many fixes are certain.
pub fn count(diagnostics: &[Diagnostic]) -> usize {
    apart(certain(diagnostics).into_iter()).len()
}

/// The fixes that may be made without anybody looking at each: those that are preferred, but of those that change a
/// figure because of a sum only the ones for which a second sum speaks. One sum alone does not tell which of its
/// figures is wrong.
fn certain(diagnostics: &[Diagnostic]) -> Vec<(&'static str, &Fix)> {
    let speaks_alone = |found: &Diagnostic| found.rule.starts_with("totals/") && found.equations.len() < 2;
    let fixes = diagnostics.iter().filter(|found| !speaks_alone(found));
    fixes.filter_map(|found| Some((found.rule, preferred(found)?))).collect()
}

/// The edits of all fixes of a rule that are certain or the only way, how many fixes they are, and whether all of
/// them are certain.
pub fn same_kind(diagnostics: &[Diagnostic], rule: &str) -> (Vec<TextEdit>, usize, bool) {
    let own = diagnostics.iter().filter(|found| found.rule == rule);
    let fixes = own.filter_map(|found| match found.fixes.as_slice() {
        [only] => Some((found.rule, only)),
        _ => Some((found.rule, preferred(found)?)),
    });
    let fixes = apart(fixes);
    let mut edits: Vec<TextEdit> = fixes.iter().flat_map(|(_, fix)| fix.edits.clone()).collect();
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let are_certain = fixes.iter().all(|(_, fix)| fix.preferred);
    (edits, fixes.len(), are_certain)
}

fn preferred(found: &Diagnostic) -> Option<&Fix> {
    found.fixes.iter().find(|fix| fix.preferred && !fix.edits.is_empty())
}

/// The fixes that do not touch an earlier one; one that mends several findings comes once.
fn apart<'a>(fixes: impl Iterator<Item = (&'static str, &'a Fix)>) -> Vec<(&'static str, &'a Fix)> {
    let mut chosen: Vec<(&'static str, &Fix)> = Vec::new();
    let mut taken: Vec<Range<usize>> = Vec::new();
    for (rule, fix) in fixes {
        let touches = |edit: &TextEdit| {
            taken.iter().any(|other| edit.range.start <= other.end && other.start <= edit.range.end)
        };
        if !fix.edits.iter().any(touches) {
            taken.extend(fix.edits.iter().map(|edit| edit.range.clone()));
            chosen.push((rule, fix));
        }
    }
    chosen
}

/// What came of a round.
struct Round {
    pieces: Pieces,
    rules: Vec<&'static str>,
    after: Vec<Diagnostic>,
}

/// Makes all of these fixes; where that leads to a new error, those that do not lead to one.
fn mend(
    pieces: &Pieces,
    fixes: &[(&'static str, Fix)],
    before: &[Diagnostic],
    judge: &Judge<'_>,
) -> Option<Round> {
    // Each is tried on its own only where there are not too many.
    const FEW: usize = 40;
    let try_out = |fixes: &[(&'static str, Fix)]| {
        let edits: Vec<TextEdit> = fixes.iter().flat_map(|(_, fix)| fix.edits.clone()).collect();
        let mut pieces = pieces.clone();
        pieces.make(&edits);
        let after = judge(&pieces.now, &pieces.made);
        let rules = fixes.iter().map(|(rule, _)| *rule).collect();
        (!has_new_error(before, &after)).then_some(Round { pieces, rules, after })
    };
    let all = try_out(fixes);
    if all.is_some() || fixes.len() > FEW {
        return all;
    }
    let mut sound: Vec<(&'static str, Fix)> = Vec::new();
    let mut round = None;
    for fix in fixes {
        sound.push(fix.clone());
        match try_out(&sound) {
            Some(better) => round = Some(better),
            None => {
                sound.pop();
            }
        }
    }
    round
}

/// Whether there is an error that was not there before.
fn has_new_error(before: &[Diagnostic], after: &[Diagnostic]) -> bool {
    let errors = |list: &[Diagnostic]| {
        let mut errors: Vec<String> = list
            .iter()
            .filter(|found| found.severity == Severity::Error)
            .map(|found| match &found.place {
                // Of a row that is at fault as a whole the column is only a guess.
                Some(place) if !found.rule.starts_with("totals/") => {
                    format!("{} {} {:?}", found.rule, place.table, place.row)
                }
                Some(place) => format!("{} {place:?}", found.rule),
                None => format!("{} {}", found.rule, found.message),
            })
            .collect();
        errors.sort();
        errors
    };
    let mut old = errors(before);
    errors(after).into_iter().any(|error| match old.iter().position(|other| *other == error) {
        Some(at) => {
            old.remove(at);
            false
        }
        None => true,
    })
}
