//! Years that are not the report's.
//!
//! Invariant: a year is wrong only where the sentence itself says that it is the period reported: it presents the
//! report, dates its figures, or opens the account of the year. Years of documents, plans, comparisons and the past are
//! not looked at.

use std::ops::Range;

use super::super::Rule;
use super::super::finding::{Finding, ProseFault};
use super::super::section_view::SectionView;
use super::{Sentence, finding, sentences};
use crate::prose::Passage;
use crate::prose::token::year;
use crate::span::InSection;

/// `text/wrong-year`: a statement of the period, or the date of its figures, is of another year.
pub fn wrong_year(view: &SectionView<'_>, rule: &Rule) -> Vec<Finding<InSection>> {
    let Some(own) = view.year else { return Vec::new() };
    let mut findings = Vec::new();
    for passage in view.prose() {
        for sentence in sentences(passage) {
            if period(&passage.running.text, &sentence.range).is_some() {
                continue;
            }
            let wrong = presented(passage, &sentence, own)
                .or_else(|| dated(passage, &sentence, own))
                .or_else(|| told(passage, &sentence, own));
            let Some((range, found)) = wrong else { continue };
            findings.push(finding(rule, passage, &range, ProseFault::WrongYear { found, own }));
        }
    }
    findings
}

/// The years in a range of a text, each with its place, 年 and 度 included.
fn years(text: &str, range: &Range<usize>) -> Vec<(Range<usize>, u16)> {
    let digit = |c: char| c.is_ascii_digit() || "〇一二三四五六七八九".contains(c);
    text[range.clone()]
        .char_indices()
        .filter(|(_, c)| matches!(c, '1' | '2' | '一' | '二'))
        .filter_map(|(at, _)| {
            let at = range.start + at;
            let is_part =
                text[..at].chars().next_back().is_some_and(|c| digit(c) || matches!(c, '〔' | '-' | '—'));
            let (found, rest) = year(&text[at..range.end]).filter(|_| !is_part)?;
            let end = range.end - rest.strip_prefix('度').unwrap_or(rest).len();
            Some((at..end, found))
        })
        .collect()
}

/// 现将我局2023年度政府信息公开工作情况报告如下.
fn presented(passage: &Passage, sentence: &Sentence<'_>, own: u16) -> Option<(Range<usize>, u16)> {
    let text = &passage.running.text;
    let said = &text[sentence.range.clone()];
    let at = ["现将", "现把", "特将", "兹将"].iter().find_map(|word| said.find(word))?;
    let clause = &said[at..];
    let clause = &clause[..clause.find(['，', ',', '。', '；']).unwrap_or(clause.len())];
    let is_report = clause.contains("信息公开")
        && ["报告", "年报", "公布", "公开如下"].iter().any(|word| clause.contains(word));
    let range = sentence.range.start + at..sentence.range.start + at + clause.len();
    let mut years = years(text, &range).into_iter();
    let (place, found) = years.next().filter(|_| is_report)?;
    (found != own && years.next().is_none()).then_some((place, found))
}

/// 截至2023年12月31日: the last day of another year.
fn dated(passage: &Passage, sentence: &Sentence<'_>, own: u16) -> Option<(Range<usize>, u16)> {
    let text = &passage.running.text;
    let all = years(text, &sentence.range);
    let (place, found) = all.iter().find(|(place, found)| {
        let before = &text[sentence.range.start..place.start];
        let behind = &text[place.end..sentence.range.end];
        *found != own
            && ["截至", "截止", "截止到", "截至到"].iter().any(|word| before.ends_with(word))
            && behind.starts_with("12月31日")
            && !["前", "以前", "之前", "的"].iter().any(|word| behind["12月31日".len()..].starts_with(word))
    })?;
    // Beside its own year it is a comparison.
    if all.iter().any(|(_, year)| *year == own) || compares(&text[sentence.range.clone()]) {
        return None;
    }
    let day = place.start..place.end + "12月31日".len();
    Some((day, *found))
}

/// 2022年，全局认真贯彻…: the account of the year.
fn told(passage: &Passage, sentence: &Sentence<'_>, own: u16) -> Option<(Range<usize>, u16)> {
    let text = &passage.running.text;
    let said = &text[sentence.range.clone()];
    let first = years(text, &sentence.range).into_iter().next()?;
    let (place, found) = first;
    if place.start != sentence.range.start || found >= own || own - found > 3 {
        return None;
    }
    let rest = &text[place.end..sentence.range.end];
    let rest = rest.strip_prefix(['，', ','])?;
    let speaks = ["我", "本", "全"].iter().any(|word| rest.starts_with(word));
    let tells =
        ["认真贯彻", "严格落实", "深入贯彻", "全面贯彻", "认真落实", "坚持以", "严格按照", "贯彻落实"]
            .iter()
            .any(|word| rest.contains(word))
            || own - found == 1 && counts(rest) && sentence.figures.iter().any(|figure| !figure.is_change);
    // Who speaks of the report's year in the same paragraph compares.
    let paragraph_start = text[..sentence.range.start].rfind('\n').map_or(0, |at| at + 1);
    let paragraph_end =
        text[sentence.range.end..].find('\n').map_or(text.len(), |at| sentence.range.end + at);
    let names_own = years(text, &(paragraph_start..paragraph_end)).iter().any(|(_, year)| *year >= own);
    (speaks && tells && !names_own && !compares(said)).then_some((place, found))
}

/// Whether words count what a report counts.
fn counts(words: &str) -> bool {
    const COUNTED: [&str; 9] =
        ["公开", "收到", "受理", "申请", "规范性文件", "复议", "诉讼", "行政许可", "行政处罚"];
    COUNTED.iter().any(|word| words.contains(word))
}

fn compares(words: &str) -> bool {
    const WORDS: [&str; 18] = [
        "比",
        "较",
        "同期",
        "增至",
        "上升至",
        "下降至",
        "决算",
        "预算",
        "以来",
        "成立",
        "机构改革",
        "修订",
        "获评",
        "荣获",
        "评为",
        "获得",
        "授予",
        "表彰",
    ];
    WORDS.iter().any(|word| words.contains(word))
}

/// `text/statistical-period`: the period stated is not that of the report.
pub fn statistical_period(view: &SectionView<'_>, rule: &Rule) -> Vec<Finding<InSection>> {
    let Some(own) = view.year else { return Vec::new() };
    let mut findings = Vec::new();
    for passage in view.prose() {
        for sentence in sentences(passage) {
            let Some((range, first, last)) = period(&passage.running.text, &sentence.range) else { continue };
            if (first, last) == ((own, 1, 1), (own, 12, 31)) {
                continue;
            }
            let fault = ProseFault::Period { own };
            findings.push(finding(rule, passage, &range, fault));
        }
    }
    findings
}

type Day = (u16, u32, u32);

/// The period that a sentence says its figures to be of: where it stands, its first and its last day.
fn period(text: &str, sentence: &Range<usize>) -> Option<(Range<usize>, Day, Day)> {
    let said = &text[sentence.clone()];
    let (start, found) = years(text, sentence).into_iter().next()?;
    let lead = &said[..start.start - sentence.start];
    // The period of an inquiry is not the report's.
    const LEADS: [&str; 10] = [
        "统计期限",
        "统计时限",
        "统计时间",
        "统计期间",
        "统计时段",
        "统计周期",
        "统计区间",
        "数据期限",
        "数据时间",
        "所列数据",
    ];
    const OTHERS: [&str; 6] = ["评估", "问卷", "调查", "活动", "整治", "测评"];
    let is_led = LEADS.iter().any(|word| lead.contains(word))
        || ["数据", "统计"].iter().all(|word| lead.contains(word));
    if !is_led || OTHERS.iter().any(|word| said.contains(word)) {
        return None;
    }
    let rest = &text[start.start..sentence.end];
    let (_, after) = year(rest)?;
    let (month, day, after) = day(after)?;
    let first = (found, month, day);
    let after = after.trim_start_matches(['起', '开', '始', '，', ',', '（', '）']);
    let to = after.trim_start_matches(['至', '到', '-', '—', '–', '~', '～', '─']);
    if to.len() == after.len() {
        return None;
    }
    let (last_year, after) = match year(to) {
        Some(found) => found,
        None => (found, to.trim_start_matches("同年").trim_start_matches("当年")),
    };
    let (month, day, after) = self::day(after)?;
    let end = sentence.end - after.len();
    Some((start.start..end, first, (last_year, month, day)))
}

/// The day of a year with which a text begins: 1月1日.
fn day(text: &str) -> Option<(u32, u32, &str)> {
    let number = |text: &str| -> Option<(u32, usize)> {
        let length = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        Some((text[..length].parse().ok()?, length))
    };
    let (month, length) = number(text)?;
    let rest = text[length..].strip_prefix('月')?;
    let (day, length) = number(rest)?;
    let rest = rest[length..].strip_prefix(['日', '号'])?;
    Some((month, day, rest))
}
