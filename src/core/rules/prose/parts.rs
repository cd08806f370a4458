//! What a report says of its own parts, and what its last part must say.
//!
//! Invariant: parts are counted only in a list that names nothing but parts of the format.

use super::super::Rule;
use super::super::finding::{Detail, Finding, ProseFault};
use super::super::section_view::SectionView;
use super::super::view::View;
use super::placeholder::is_left_open;
use super::{finding, sentences};
use crate::prose::Passage;
use crate::span::InSection;

const NUMERALS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

/// `text/stated-parts`: the report says that it has another number of parts than it then names.
pub fn stated_parts(view: &SectionView<'_>, rule: &Rule) -> Vec<Finding<InSection>> {
    let mut titles: Vec<&str> = Vec::new();
    for section in &view.format.sections {
        titles.push(&section.title);
        titles.extend(section.wordings.iter().map(String::as_str));
    }
    titles.sort_by_key(|title| std::cmp::Reverse(title.len()));
    let mut findings = Vec::new();
    for passage in view.prose() {
        for sentence in sentences(passage) {
            let words = &passage.running.text[sentence.range.clone()];
            let Some((range, stated)) = stated(words) else { continue };
            let Some(named) = named(words, &titles) else { continue };
            if named != stated {
                let range = sentence.range.start + range.start..sentence.range.start + range.end;
                findings.push(finding(rule, passage, &range, ProseFault::Parts { stated, named }));
            }
        }
    }
    findings
}

/// 六部分, 五个部分: where it stands, and how many.
fn stated(words: &str) -> Option<(std::ops::Range<usize>, usize)> {
    words.match_indices("部分").find_map(|(at, part)| {
        let before = words[..at].strip_suffix(['个', '大']).unwrap_or(&words[..at]);
        let (index, numeral) =
            NUMERALS.iter().enumerate().find(|(_, numeral)| before.ends_with(**numeral))?;
        let start = before.len() - numeral.len();
        (!words[..start].ends_with('第')).then_some((start..at + part.len(), index + 1))
    })
}

/// How many parts a list names, with nothing else between them.
fn named(words: &str, titles: &[&str]) -> Option<usize> {
    const LEAST: usize = 3;
    let mut count = 0;
    let mut at = words.find(|_| true)?;
    let mut begun = false;
    while at < words.len() {
        let rest = &words[at..];
        if let Some(title) = titles.iter().find(|title| rest.starts_with(**title)) {
            count += 1;
            begun = true;
            at += title.len();
            continue;
        }
        let c = rest.chars().next()?;
        if begun && !matches!(c, '、' | '，' | ',' | '；' | ';' | '和' | '及' | '以' | '“' | '”' | '与')
        {
            break;
        }
        at += c.len_utf8();
    }
    // What goes on with another name was no part of the format.
    let ends = words[at.min(words.len())..]
        .starts_with(['等', '共', '。', '六', '五', '四', '七', '组', '\n', '，'])
        || at >= words.len();
    (count >= LEAST && ends && titles.iter().all(|title| !words[at.min(words.len())..].contains(title)))
        .then_some(count)
}

/// `text/fee-statement`: the last section does not say whether fees for handling information were taken.
pub fn fee_statement(view: &View<'_>, rule: &Rule) -> Vec<Finding> {
    let format = view.format();
    let Some(kind) = format.section("other_matters") else { return Vec::new() };
    // Where no notice asks for it, or the section is not there, nothing is said.
    let is_asked = format.sections[kind].about.contains("信息处理费");
    let Some((start, section)) = view.section(kind).filter(|_| is_asked && !view.report.has_lost_breaks())
    else {
        return Vec::new();
    };
    let own = view.prose().iter().find(|passage| {
        passage.section.is_some_and(|index| std::ptr::eq(&*view.report.sections[index].1, section))
    });
    let is_own = |passage: &Passage| own.is_some_and(|own| std::ptr::eq(own, passage));
    let is_stated = view.prose().iter().any(|passage| states_fees(&passage.running.text, is_own(passage)));
    // What is still to be written says nothing yet, nor does a word (无).
    const LEAST_CHARS: usize = 5;
    let is_written = |passage: &Passage| {
        let words = &passage.running.text;
        words.chars().filter(|c| c.is_alphanumeric()).count() >= LEAST_CHARS
            && !passage.sentences.iter().any(|sentence| is_left_open(&words[sentence.clone()]))
    };
    match own {
        Some(passage) if !is_stated && is_written(passage) => {
            let range = match passage.sentences.first() {
                Some(first) => passage.place_in_report(first),
                None => section.heading.range.in_report(start),
            };
            vec![Finding::new(rule, range, Detail::Prose(Box::new(ProseFault::NoFeeStatement)))]
        }
        _ => Vec::new(),
    }
}

/// Whether a text says what became of the fees for handling information: by their name, or, in the section where that
/// is to be said, in other words (未收取任何费用, 收费0元), which elsewhere must speak of applications.
fn states_fees(text: &str, is_own: bool) -> bool {
    // Those of table two are others.
    let speaks = |sentence: &str| {
        let others = sentence.replace("行政事业性收费", "");
        ["收费", "费用", "收取"].iter().any(|word| others.contains(word))
            && (is_own || others.contains("申请"))
    };
    text.contains("处理费") || text.split(['。', '\n']).any(speaks)
}
