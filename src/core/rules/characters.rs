//! Characters that say the same as ordinary ones, or nothing at all.
//!
//! Invariant: what is found here changes nothing of what is read, and neither does its fix: both are what
//! [`crate::syntax::fold`] does anyway.

use super::Rule;
use super::finding::{Detail, Finding, SuggestionKind};
use super::section_view::SectionView;
use crate::span::{InSection, Span};
use crate::syntax::fold::{is_nothing, is_ordinary, twin};

/// `text/unusual-characters`: between the characters stand some that show nothing, or ideographs are written as
/// radicals or compatibility ideographs.
pub fn unusual(view: &SectionView<'_>, rule: &Rule) -> Vec<Finding<InSection>> {
    let text = view.text();
    let opens_report = view.section.is_none();
    let mut edits: Vec<(Span<InSection>, String)> = Vec::new();
    let (mut invisible, mut alike) = (Vec::new(), Vec::new());
    let mut before = None;
    for (at, c) in text.char_indices() {
        let after = || text[at + c.len_utf8()..].chars().next();
        if is_ordinary(c) {
            before = Some(c);
            continue;
        }
        let ordinary = match twin(c) {
            Some(twin) => {
                alike.push((c, twin));
                Some(twin)
            }
            None if is_nothing(c)
                && !(at == 0 && opens_report && c == BYTE_ORDER_MARK)
                && !belongs(c, before, after) =>
            {
                invisible.push(c);
                None
            }
            None => {
                before = Some(c);
                continue;
            }
        };
        before = Some(c);
        match edits.last_mut() {
            Some((range, text)) if range.end == at => {
                range.end = at + c.len_utf8();
                text.extend(ordinary);
            }
            _ => {
                edits.push((Span::new(at..at + c.len_utf8()), ordinary.map(String::from).unwrap_or_default()))
            }
        }
    }
    let Some((first, _)) = edits.first() else { return Vec::new() };
    let range = word(text, *first);
    let detail = Detail::UnusualCharacters { invisible, alike };
    let ordinary = SuggestionKind::Ordinary { places: edits.len() };
    vec![Finding::new(rule, range, detail).suggest(ordinary, true, edits)]
}

/// All such characters of a report are one finding.
pub fn together(findings: Vec<Finding>) -> Vec<Finding> {
    let mut findings = findings.into_iter();
    let Some(mut first) = findings.next() else { return Vec::new() };
    for finding in findings {
        if let Detail::UnusualCharacters { invisible, alike } = &mut first.detail
            && let Detail::UnusualCharacters { invisible: others, alike: other_pairs } = finding.detail
        {
            invisible.extend(others);
            alike.extend(other_pairs);
        }
        if let [suggestion] = first.suggestions.as_mut_slice() {
            suggestion.edits.extend(finding.suggestions.into_iter().flat_map(|suggestion| suggestion.edits));
            suggestion.kind = SuggestionKind::Ordinary { places: suggestion.edits.len() };
        }
    }
    vec![first]
}

const BYTE_ORDER_MARK: char = '\u{feff}';

/// Whether a character that shows nothing belongs to the one before it or joins it to the one after: the variant of
/// an ideograph or a picture, the parts of a picture.
fn belongs(c: char, before: Option<char>, after: impl Fn() -> Option<char>) -> bool {
    let is_picture = |c: char| matches!(c, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1ffff}');
    match c {
        '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => before.is_some(),
        '\u{e0020}'..='\u{e007f}' => true,
        '\u{200d}' => {
            before.is_some_and(|c| is_picture(c) || c == '\u{fe0f}') && after().is_some_and(is_picture)
        }
        _ => false,
    }
}

/// The word in which `range` stands, as far as it is near.
fn word(text: &str, range: Span<InSection>) -> Span<InSection> {
    const FAR: usize = 12;
    let is_of_word = |c: &char| !c.is_whitespace() && !matches!(c, '|' | '｜' | '│');
    let length = |chars: &mut dyn Iterator<Item = char>| -> usize {
        chars.take_while(is_of_word).take(FAR).map(char::len_utf8).sum()
    };
    let before = length(&mut text[..range.start].chars().rev());
    Span::new(range.start - before..range.end + length(&mut text[range.end..].chars()))
}
