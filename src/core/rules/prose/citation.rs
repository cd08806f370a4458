//! Documents by their numbers.
//!
//! Invariant: only the notice of the format and the regulation are looked at, whose numbers are certain; other
//! documents are cited as they may be.

use super::super::Rule;
use super::super::finding::{Finding, ProseFault, SuggestionKind};
use super::super::section_view::SectionView;
use super::finding;
use crate::span::InSection;

/// `text/citation`: the number of the notice or of the regulation is wrong, or written otherwise.
pub fn citation(view: &SectionView<'_>, rule: &Rule) -> Vec<Finding<InSection>> {
    let mut findings = Vec::new();
    for passage in view.prose() {
        let text = &passage.running.text;
        for sentence in &passage.sentences {
            let words = &text[sentence.clone()];
            let mut faults = Vec::new();
            if view.year.is_none_or(|year| view.format.covers(year)) {
                faults.extend(notices(words, &view.format.notice));
            }
            faults.extend(orders(words));
            for (at, found, should) in faults {
                let range = sentence.start + at..sentence.start + at + found.len();
                let edit = (passage.place(&range), should.clone());
                let fault = ProseFault::Citation { found, should: should.clone() };
                findings.push(finding(rule, passage, &range, fault).suggest(
                    SuggestionKind::Say { figure: should },
                    true,
                    vec![edit],
                ));
            }
        }
    }
    findings
}

const OPEN: [char; 7] = ['〔', '[', '（', '(', '【', '﹝', '［'];
const CLOSE: [char; 7] = ['〕', ']', '）', ')', '】', '﹞', '］'];

/// Numbers that are nearly that of the notice, or that of a notice which it has replaced.
fn notices(words: &str, notice: &str) -> Vec<(usize, String, String)> {
    let mut faults = Vec::new();
    let Some((_, number)) = number(notice) else { return faults };
    for (at, head) in words.match_indices("国办") {
        // Another document of that number is cited for something else.
        if !words[at + head.len()..].starts_with("公开") && !words.contains("格式") {
            continue;
        }
        let Some((length, cited)) = number_at(&words[at..]) else { continue };
        let found = &words[at..at + length];
        if found == notice {
            continue;
        }
        let replaced = cited == ("2019".to_owned(), "60".to_owned());
        let gone = ["不再", "废止", "替代", "代替", "原", "同时"].iter().any(|word| words.contains(word));
        // A slip in its number, where the report is said to be written by it.
        let slips = cited.0 == number.0
            && is_near(&cited.1, &number.1)
            && words[at..].starts_with("国办公开办函")
            && ["格式", "年度报告", "编制"].iter().any(|word| words.contains(word));
        // Only the notice's own number written otherwise, or the one that came before it.
        if cited == number || slips || replaced && !gone && words.contains("格式") {
            faults.push((at, found.to_owned(), notice.to_owned()));
        }
    }
    faults
}

/// The year and the number of a document.
fn number(document: &str) -> Option<(usize, (String, String))> {
    let at = document.find(OPEN)?;
    number_at(document).map(|(_, number)| (at, number))
}

/// The document with whose number a text begins: its length, its year and its number.
fn number_at(words: &str) -> Option<(usize, (String, String))> {
    const LONGEST_HEAD: usize = 8;
    let open = words.char_indices().take(LONGEST_HEAD).find(|(_, c)| OPEN.contains(c))?;
    let inside = open.0 + open.1.len_utf8();
    let close = inside + words[inside..].find(CLOSE)?;
    let year = &words[inside..close];
    let rest = &words[close..];
    let rest = &rest[rest.chars().next()?.len_utf8()..];
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let number = &rest[..digits];
    let end = words.len() - rest.len() + digits;
    let end = end + if words[end..].starts_with('号') { '号'.len_utf8() } else { 0 };
    let is_number = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()) && !number.is_empty();
    is_number.then(|| (end, (year.to_owned(), number.to_owned())))
}

/// Whether a number is another one but for a digit.
fn is_near(number: &str, other: &str) -> bool {
    let differ = number.chars().zip(other.chars()).filter(|(one, other)| one != other).count();
    match number.len().abs_diff(other.len()) {
        0 => differ == 1,
        1 => number.starts_with(other) || other.starts_with(number),
        _ => false,
    }
}

/// The order of the State Council that the regulation is, with another number or word.
fn orders(words: &str) -> Vec<(usize, String, String)> {
    const ORDER: &str = "国务院令第711号";
    let mut faults = Vec::new();
    if !words.contains("信息公开条例") || words.contains("修订前") || words.contains("原条例") {
        return faults;
    }
    for (at, lead) in words.match_indices("国务院令第") {
        let rest = &words[at + lead.len()..];
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let word = rest[digits..].chars().next().unwrap_or(' ');
        let end = at
            + lead.len()
            + digits
            + if matches!(word, '号' | '条' | '令') { word.len_utf8() } else { 0 };
        let found = &words[at..end];
        // Right behind the regulation's name any other number is a slip.
        let name = words[..at].trim_end_matches("中华人民共和国").trim_end_matches(['（', '(', '》']);
        let known = matches!(&rest[..digits], "711" | "492")
            || name.ends_with("信息公开条例") && is_near(&rest[..digits], "711");
        if known && found != ORDER {
            faults.push((at, found.to_owned(), ORDER.to_owned()));
        }
    }
    faults
}
