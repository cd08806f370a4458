//! All fixes that are certain, or all of one kind.
//!
//! Invariant: an edit is made as one whole or not at all, of two that touch each other the earlier one wins, and
//! what was mended is read again before the next round; nothing is done for which the law of certain fixes does not
//! hold ([`super::certain`]).

use std::collections::BTreeMap;

use super::certain::{self, Judge, Known, certain, preferred};
use super::pieces::Pieces;
use crate::rules::{Diagnostic, Fix, TextEdit};
use crate::span::{InText, Span};
use crate::text::Text;

/// A fix may open the way for another; so many rounds are enough for any report.
const ROUNDS: usize = 4;

/// What was done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fixed {
    /// The edits of the text, in order.
    pub edits: Vec<TextEdit>,
    /// How many fixes were made, by rule.
    pub count: BTreeMap<&'static str, usize>,
    /// What each of them did, in words, in the order in which they were made.
    pub made: Vec<String>,
}

/// Makes all certain fixes of the rules for which `wanted` holds, in a text of which this is known; `judge` finds out
/// the same of it once some are made.
pub fn fix_all(text: &Text, known: Known, wanted: &dyn Fn(&str) -> bool, judge: &Judge<'_>) -> Fixed {
    let mut fixed = Fixed::default();
    let mut pieces = Pieces::new(text);
    let mut before = known;
    for _ in 0..ROUNDS {
        let chosen = apart(certain(&before.diagnostics).into_iter().filter(|(found, _)| wanted(found.rule)));
        let chosen: Vec<(Diagnostic, Fix)> =
            chosen.into_iter().map(|(found, fix)| (found.clone(), fix.clone())).collect();
        if chosen.is_empty() {
            break;
        }
        let Some(round) = mend(&pieces, &chosen, &before, judge) else { break };
        for (found, fix) in round.made {
            *fixed.count.entry(found.rule).or_default() += 1;
            fixed.made.push(fix.title);
        }
        (pieces, before) = (round.pieces, round.after);
    }
    fixed.edits = pieces.edits();
    fixed
}

/// Takes the preference from the fixes of these findings for which the law does not hold; where they are many, from
/// all of them unless it holds for all together.
pub fn confirm(found: &mut [Diagnostic], text: &Text, known: &Known, judge: &Judge<'_>) {
    let pieces = Pieces::new(text);
    let holds = |fixes: &[(&Diagnostic, &Fix)]| {
        let fixes: Vec<_> = fixes.iter().map(|(found, fix)| ((*found).clone(), (*fix).clone())).collect();
        try_out(&pieces, &fixes, known, judge).is_some()
    };
    let fixes: Vec<(usize, &Fix)> =
        found.iter().enumerate().filter_map(|(at, found)| Some((at, preferred(found)?))).collect();
    let refused: Vec<usize> = if fixes.len() <= FEW {
        fixes.iter().filter(|(at, fix)| !holds(&[(&found[*at], *fix)])).map(|(at, _)| *at).collect()
    } else if holds(&apart(fixes.iter().map(|(at, fix)| (&found[*at], *fix)))) {
        Vec::new()
    } else {
        fixes.iter().map(|(at, _)| *at).collect()
    };
    for at in refused {
        found[at].fixes.iter_mut().for_each(|fix| fix.preferred = false);
    }
}

/// How many fixes are certain.
pub fn count(diagnostics: &[Diagnostic]) -> usize {
    apart(certain(diagnostics).into_iter()).len()
}

/// The edits of all fixes of a rule that are certain or the only way, how many fixes they are, and whether all of
/// them are certain.
pub fn same_kind(diagnostics: &[Diagnostic], rule: &str) -> (Vec<TextEdit>, usize, bool) {
    let own = diagnostics.iter().filter(|found| found.rule == rule);
    let fixes = own.filter_map(|found| match found.fixes.as_slice() {
        [only] => Some((found, only)),
        _ => Some((found, preferred(found)?)),
    });
    let fixes = apart(fixes);
    let mut edits: Vec<TextEdit> = fixes.iter().flat_map(|(_, fix)| fix.edits.clone()).collect();
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let are_certain = fixes.iter().all(|(_, fix)| fix.preferred);
    (edits, fixes.len(), are_certain)
}

/// The fixes that do not touch an earlier one; one that mends several findings comes once.
fn apart<'a>(fixes: impl Iterator<Item = (&'a Diagnostic, &'a Fix)>) -> Vec<(&'a Diagnostic, &'a Fix)> {
    let mut chosen: Vec<(&Diagnostic, &Fix)> = Vec::new();
    let mut taken: Vec<Span<InText>> = Vec::new();
    for (found, fix) in fixes {
        let touches = |edit: &TextEdit| {
            taken.iter().any(|other| edit.range.start <= other.end && other.start <= edit.range.end)
        };
        if !fix.edits.iter().any(touches) {
            taken.extend(fix.edits.iter().map(|edit| edit.range));
            chosen.push((found, fix));
        }
    }
    chosen
}

/// What came of a round.
struct Round {
    pieces: Pieces,
    made: Vec<(Diagnostic, Fix)>,
    after: Known,
}

/// Each is tried on its own only where there are not too many.
const FEW: usize = 40;

/// Makes all of these fixes; where the law does not hold for all together, those for which it does.
fn mend(pieces: &Pieces, fixes: &[(Diagnostic, Fix)], before: &Known, judge: &Judge<'_>) -> Option<Round> {
    let all = try_out(pieces, fixes, before, judge);
    if all.is_some() || fixes.len() > FEW {
        return all;
    }
    let mut sound: Vec<(Diagnostic, Fix)> = Vec::new();
    let mut round = None;
    for fix in fixes {
        sound.push(fix.clone());
        match try_out(pieces, &sound, before, judge) {
            Some(better) => round = Some(better),
            None => {
                sound.pop();
            }
        }
    }
    round
}

/// Makes these fixes if the law holds for them.
fn try_out(pieces: &Pieces, fixes: &[(Diagnostic, Fix)], before: &Known, judge: &Judge<'_>) -> Option<Round> {
    let edits: Vec<TextEdit> = fixes.iter().flat_map(|(_, fix)| fix.edits.clone()).collect();
    let mut pieces = pieces.clone();
    pieces.make(&edits);
    let after = judge(&pieces.now, &pieces.made);
    certain::holds(before, &after, fixes).then(|| Round { pieces, made: fixes.to_vec(), after })
}
