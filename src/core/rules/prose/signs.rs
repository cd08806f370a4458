//! Signs and words that stand there twice or in another width.
//!
//! Invariant: what the language writes so (逐步逐步, 1月1日, ……) is no fault; nothing is said of signs inside numbers,
//! times and addresses.

use std::ops::Range;

use super::super::Rule;
use super::super::finding::{Detail, Finding, ProseFault, SuggestionKind};
use super::super::section_view::SectionView;
use super::{finding, said};
use crate::prose::Exactness;
use crate::report::normal::is_ideograph;
use crate::span::InSection;

/// `text/punctuation`: a sign stands twice, or a half-width one between ideographs.
pub fn punctuation(view: &SectionView<'_>, rule: &Rule) -> Vec<Finding<InSection>> {
    let mut findings = Vec::new();
    for passage in view.prose() {
        let wrong = wrong_signs(&passage.running.text);
        let Some((first, _)) = wrong.first() else { continue };
        let fault = ProseFault::Punctuation { found: said(passage, first).to_owned(), count: wrong.len() };
        let found = finding(rule, passage, first, fault);
        let edits: Vec<_> =
            wrong.iter().map(|(range, should)| (passage.place(range), should.clone())).collect();
        findings.push(found.suggest(SuggestionKind::Signs { places: edits.len() }, true, edits));
    }
    findings
}

/// All wrong signs of a report are one finding.
pub fn together(findings: Vec<Finding>) -> Vec<Finding> {
    let mut findings = findings.into_iter();
    let Some(mut first) = findings.next() else { return Vec::new() };
    let others = findings.flat_map(|finding| finding.suggestions).flat_map(|suggestion| suggestion.edits);
    if let [suggestion] = first.suggestions.as_mut_slice()
        && let Detail::Prose(fault) = &mut first.detail
        && let ProseFault::Punctuation { count, .. } = &mut **fault
    {
        suggestion.edits.extend(others);
        *count = suggestion.edits.len();
        suggestion.kind = SuggestionKind::Signs { places: *count };
    }
    vec![first]
}

/// The wrong signs of a text, each with what should stand there.
fn wrong_signs(text: &str) -> Vec<(Range<usize>, String)> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut wrong = Vec::new();
    let full = |c: char| match c {
        ',' => Some("，"),
        ';' => Some("；"),
        ':' => Some("："),
        _ => None,
    };
    let is_word = |c: Option<&(usize, char)>| {
        c.is_some_and(|(_, c)| is_ideograph(*c) || matches!(c, '”' | '》' | '）' | '“' | '《'))
    };
    let mut at = 0;
    while at < chars.len() {
        let (start, c) = chars[at];
        let before = at.checked_sub(1).and_then(|before| chars.get(before));
        let next = chars.get(at + 1);
        if matches!(c, '。' | '，' | '；' | '、') && next.is_some_and(|(_, next)| *next == c) {
            let run = chars[at..].iter().take_while(|(_, other)| *other == c).count();
            // 。。。 stands for ……
            if run == 2 {
                wrong.push((start..start + run * c.len_utf8(), c.to_string()));
            }
            at += run;
            continue;
        }
        if let Some(full) = full(c).filter(|_| is_word(before) && is_word(next)) {
            wrong.push((start..start + 1, full.to_owned()));
        }
        if c == '('
            && is_word(before)
            && let Some(close) = close_of(&chars, at)
        {
            wrong.push((start..start + 1, "（".to_owned()));
            wrong.push((chars[close].0..chars[close].0 + 1, "）".to_owned()));
        }
        at += 1;
    }
    wrong.sort_by_key(|(range, _)| range.start);
    wrong
}

/// The other half of a bracket, where nothing but words stands between.
fn close_of(chars: &[(usize, char)], at: usize) -> Option<usize> {
    const FAR: usize = 30;
    let inside = |c: char| is_ideograph(c) || matches!(c, '、' | '，' | '“' | '”');
    let words = chars[at + 1..].iter().take(FAR).take_while(|(_, c)| inside(*c)).count();
    let close = at + 1 + words;
    (words > 0 && chars.get(close).is_some_and(|(_, c)| *c == ')')).then_some(close)
}

/// `text/repeated-text`: a clause or a word stands there twice running.
pub fn repeated_text(view: &SectionView<'_>, rule: &Rule) -> Vec<Finding<InSection>> {
    let mut findings = Vec::new();
    for passage in view.prose() {
        let text = &passage.running.text;
        let ranges = twice_words(text).into_iter().chain(twice_clauses(text));
        // What stands apart, as the links of a site do, is no slip.
        let is_one = |range: &Range<usize>| {
            let source = &view.text()[passage.place(range).bytes()];
            !source.contains([' ', '\u{3000}', '\u{a0}', '\t'])
        };
        for range in ranges.filter(is_one) {
            let found = text[range.clone()].to_owned();
            findings.push(finding(rule, passage, &range, ProseFault::Twice { found }));
        }
    }
    findings
}

/// Words of two or more characters twice running.
fn twice_words(text: &str) -> Vec<Range<usize>> {
    const LONGEST: usize = 12;
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut twice = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let first = chars[at].1;
        let ahead = &chars[(at + 2).min(chars.len())..(at + LONGEST + 1).min(chars.len())];
        if !ahead.iter().any(|(_, c)| *c == first) || !is_ideograph(first) {
            at += 1;
            continue;
        }
        let comes_again = |length: &usize| chars.get(at + length).is_some_and(|(_, c)| *c == first);
        let found = (2..=LONGEST).rev().filter(comes_again).find(|length| {
            let (Some(one), Some(two)) =
                (chars.get(at..at + length), chars.get(at + length..at + 2 * length))
            else {
                return false;
            };
            one.iter().map(|(_, c)| c).eq(two.iter().map(|(_, c)| c))
                && one.iter().all(|(_, c)| is_ideograph(*c))
                && one.iter().any(|(_, c)| *c != one[0].1)
                && !is_of_language(&chars, at, *length)
        });
        let Some(length) = found else {
            at += 1;
            continue;
        };
        // However often it stands there, it is one slip.
        let mut times = 2;
        while chars.get(at + (times + 1) * length - 1).is_some()
            && (0..length).all(|of| chars[at + of].1 == chars[at + times * length + of].1)
        {
            times += 1;
        }
        let end = chars.get(at + times * length).map_or(text.len(), |(end, _)| *end);
        twice.push(chars[at].0..end);
        at += times * length;
    }
    twice
}

/// Whether the language has words that read so: two numerals, a verb twice, or a word that goes on (政府政府信息,
/// 公开公开栏, 工作工作人员).
fn is_of_language(chars: &[(usize, char)], at: usize, length: usize) -> bool {
    let word: String = chars[at..at + length].iter().map(|(_, c)| *c).collect();
    let counts = word.contains(|c: char| "一二三四五六七八九十百千两几".contains(c));
    const VERBS: [&str; 14] = [
        "逐步", "研究", "讨论", "学习", "商量", "沟通", "考虑", "检查", "整理", "了解", "介绍", "层层",
        "时时", "非常",
    ];
    let next = chars.get(at + 2 * length).map(|(_, c)| *c);
    // A short word that goes on may be the beginning of another one.
    let ends = next.is_none_or(|c| !is_ideograph(c) || matches!(c, '的' | '和' | '中' | '及' | '等' | '与'));
    counts || VERBS.contains(&word.as_str()) || length == 2 && !ends
}

/// Clauses of ten or more characters twice in a row.
fn twice_clauses(text: &str) -> Vec<Range<usize>> {
    const LEAST: usize = 10;
    let mut twice = Vec::new();
    let mut last: Option<Range<usize>> = None;
    let mut start = 0;
    for (at, c) in text.char_indices() {
        if !matches!(c, '，' | ',' | '。' | '；' | ';' | '\n') {
            continue;
        }
        let clause = start..at;
        if let Some(before) = &last
            && text[before.clone()] == text[clause.clone()]
            && text[clause.clone()].chars().filter(|c| is_ideograph(*c)).count() >= LEAST
        {
            twice.push(before.start..clause.end);
        }
        if !clause.is_empty() {
            last = Some(clause);
        }
        start = at + c.len_utf8();
    }
    twice
}

/// `text/approximate-figure`: 余 or 多 behind a figure that is exact to its last place.
pub fn approximate(view: &SectionView<'_>, rule: &Rule) -> Vec<Finding<InSection>> {
    let mut findings = Vec::new();
    for passage in view.prose() {
        for figure in &passage.figures {
            let number = &figure.number;
            let digits = said(passage, &number.range);
            let behind = &said(passage, &number.whole)[number.range.end - number.whole.start..];
            let is_exact = digits.len() >= 2
                && digits.bytes().all(|byte| byte.is_ascii_digit())
                && !digits.ends_with('0');
            if number.exactness == Exactness::More
                && is_exact
                && behind.starts_with(['余', '多'])
                && !behind.contains('万')
            {
                let fault = ProseFault::Approximate { said: said(passage, &number.whole).to_owned() };
                findings.push(finding(rule, passage, &number.whole, fault));
            }
        }
    }
    findings
}
