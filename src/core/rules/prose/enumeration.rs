//! Lists whose numbers do not follow one another.
//!
//! Invariant: a list is at fault only where at least two of its numbers stand in order before the one that does not;
//! a list that begins anew is another list.

use std::ops::Range;

use super::super::Rule;
use super::super::finding::{Finding, ProseFault};
use super::super::section_view::SectionView;
use super::{finding, opens_clause};
use crate::report::normal::is_ideograph;
use crate::span::InSection;

/// `text/enumeration`: a number of a list is left out, stands twice or lacks its word.
pub fn enumeration(view: &SectionView<'_>, rule: &Rule) -> Vec<Finding<InSection>> {
    let mut findings = Vec::new();
    for passage in view.prose() {
        let text = &passage.running.text;
        for (marks, expected) in breaks(text) {
            let fault = ProseFault::Enumeration { found: text[marks.clone()].to_owned(), expected };
            findings.push(finding(rule, passage, &marks, fault));
        }
    }
    findings
}

/// The form of a list's numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// 一是
    Is,
    /// （一）
    Brackets,
    /// （1）
    Digits,
    /// ①
    Circled,
    /// 第一，
    Nth,
    /// 1.
    Stop,
}

const NUMERALS: [&str; 12] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];

/// The numbers that do not follow, each with what should stand there.
fn breaks(text: &str) -> Vec<(Range<usize>, String)> {
    let mut breaks = Vec::new();
    for form in [Form::Is, Form::Brackets, Form::Digits, Form::Circled, Form::Nth, Form::Stop] {
        // A list of 一是 ends with its paragraph, others go on over paragraphs.
        let mut last: Option<(usize, usize, usize)> = None;
        for (range, number) in numbers(text, form) {
            if let Some((before, run, end)) = last {
                let between = &text[end..range.start];
                // 将一是…，二是…: it began anew within a clause.
                let apart = matches!(form, Form::Is | Form::Nth) && between.contains('\n')
                    || form == Form::Is && between.contains("一是");
                let follows = number == before + 1;
                if !apart && !follows && number != 1 && run >= 2 && number.abs_diff(before + 1) <= 2 {
                    breaks.push((range.clone(), name(form, before + 1)));
                }
                let run = if follows { run + 1 } else { 1 };
                last = Some((number, run, range.end));
            } else {
                last = (number == 1).then_some((1, 1, range.end));
                continue;
            }
            if form == Form::Is
                && let Some((before, run, end)) = last
                && run >= 2
                && let Some(missing) = bare(text, end, before + 1)
            {
                breaks.push((missing, name(form, before + 1)));
            }
        }
    }
    breaks
}

fn name(form: Form, number: usize) -> String {
    let numeral = NUMERALS.get(number - 1).copied().unwrap_or_default();
    match form {
        Form::Is => format!("{numeral}是"),
        Form::Brackets => format!("（{numeral}）"),
        Form::Digits => format!("（{number}）"),
        Form::Circled => char::from_u32(0x2460 + number as u32 - 1).map(String::from).unwrap_or_default(),
        Form::Nth => format!("第{numeral}"),
        Form::Stop => format!("{number}."),
    }
}

/// The numbers of one form at the beginnings of clauses, in their order; the range shows a little of what follows.
fn numbers(text: &str, form: Form) -> Vec<(Range<usize>, usize)> {
    let mut numbers = Vec::new();
    for (at, c) in text.char_indices() {
        let starts = match form {
            Form::Is => is_numeral(c),
            Form::Brackets | Form::Digits => matches!(c, '（' | '('),
            Form::Circled => ('①'..='⑳').contains(&c),
            Form::Nth => c == '第',
            Form::Stop => c.is_ascii_digit(),
        };
        if !starts || !opens_clause(text, at) {
            continue;
        }
        let rest = &text[at..];
        let read = match form {
            Form::Is => numeral(rest).and_then(|(number, length)| {
                rest[length..].starts_with('是').then_some((number, length + '是'.len_utf8()))
            }),
            Form::Brackets => {
                let inside = &rest[c.len_utf8()..];
                numeral(inside).and_then(|(number, length)| {
                    let close = inside[length..].chars().next().filter(|c| matches!(c, '）' | ')'))?;
                    Some((number, c.len_utf8() + length + close.len_utf8()))
                })
            }
            Form::Digits => {
                let inside = &rest[c.len_utf8()..];
                let length = inside.len() - inside.trim_start_matches(|c: char| c.is_ascii_digit()).len();
                let close = inside[length..].chars().next().filter(|c| matches!(c, '）' | ')'));
                let number = inside[..length].parse().ok().filter(|number| (1..30).contains(number));
                number.zip(close).map(|(number, close)| (number, c.len_utf8() + length + close.len_utf8()))
            }
            Form::Circled => Some((c as usize - '①' as usize + 1, c.len_utf8())),
            Form::Nth => numeral(&rest[c.len_utf8()..]).and_then(|(number, length)| {
                let length = c.len_utf8() + length;
                rest[length..].starts_with(['，', ',', '、', '：']).then_some((number, length))
            }),
            Form::Stop => {
                let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
                let stop = rest[digits..].chars().next().filter(|c| matches!(c, '.' | '．' | '、'));
                let behind = stop.and_then(|stop| rest[digits + stop.len_utf8()..].chars().next());
                let number = rest[..digits].parse().ok().filter(|number| (1..30).contains(number));
                number
                    .filter(|_| behind.is_some_and(is_ideograph))
                    .map(|number| (number, digits + stop.map_or(0, char::len_utf8)))
            }
        };
        if let Some((number, length)) = read {
            numbers.push((at..at + length, number));
        }
    }
    numbers
}

fn is_numeral(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

/// The numeral with which a text begins, and its length.
fn numeral(text: &str) -> Option<(usize, usize)> {
    let found = NUMERALS.iter().enumerate().rev().find(|(_, numeral)| text.starts_with(**numeral))?;
    Some((found.0 + 1, found.1.len()))
}

/// 三业务培训不够系统, where 三是 is due: a numeral that opens a sentence and counts nothing.
fn bare(text: &str, from: usize, number: usize) -> Option<Range<usize>> {
    let numeral = NUMERALS.get(number - 1)?;
    let end = from + text[from..].find('\n').unwrap_or(text.len() - from);
    let rest = &text[from..end];
    // Where the next one of the list stands, it is not lacking.
    if rest.contains(&format!("{numeral}是")) {
        return None;
    }
    let (at, _) = rest
        .match_indices(['。', '；', ';'])
        .map(|(at, stop)| (at + stop.len(), stop))
        .find(|(at, _)| rest[*at..].starts_with(numeral))?;
    let behind = &rest[at + numeral.len()..];
    const COUNTS: &str = "、）)是个项次件年月日季级类种方大重届者位条起宗份部期场名人户批处家公审农届中来则要十百千万点线带体化网站楼层号";
    let next =
        behind.chars().next().filter(|c| is_ideograph(*c) && !COUNTS.contains(*c) && !is_numeral(*c))?;
    let shown = numeral.len() + behind.char_indices().nth(2).map_or(next.len_utf8(), |(at, _)| at);
    Some(from + at..from + at + shown)
}
