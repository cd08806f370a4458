//! The title: which agency reports on which year?
//!
//! Invariant: a title is words on one to three short lines that name the report; a sentence that mentions the
//! report is none.

use std::ops::Range;

use super::Title;
use super::normal::{half_width, is_blank, significant, trimmed};
use crate::syntax::Line;

/// A title may be spread over so many lines.
const MOST_LINES: usize = 3;
/// A line of a title has at most so many characters that count.
const LONGEST_LINE: usize = 48;

/// What a title says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The title itself, its range as the lines' ranges are.
    pub title: Title,
    /// The agency.
    pub agency: Option<String>,
    /// The year.
    pub year: Option<u16>,
}

/// The first title among `lines`.
pub fn first(text: &str, lines: &[(Line, Range<usize>)]) -> Option<Found> {
    const FAR: usize = 60;
    let lines = word_lines(text, lines.iter().take(FAR));
    (1..=MOST_LINES).find_map(|count| (0..lines.len()).find_map(|at| title_at(text, &lines, at, count)))
}

/// The last title among the last of `lines`: that of a report which follows.
pub fn last(text: &str, lines: &[(Line, Range<usize>)]) -> Option<Found> {
    const FAR: usize = 24;
    let lines = word_lines(text, lines[lines.len().saturating_sub(FAR)..].iter());
    (1..=MOST_LINES).find_map(|count| (0..lines.len()).rev().find_map(|at| title_at(text, &lines, at, count)))
}

fn word_lines<'a>(text: &str, lines: impl Iterator<Item = &'a (Line, Range<usize>)>) -> Vec<Range<usize>> {
    let words = lines
        .filter(|(kind, _)| matches!(kind, Line::Text | Line::Figures | Line::Subheading | Line::Heading));
    words.map(|(_, range)| trimmed(text, range.clone())).filter(|range| !range.is_empty()).collect()
}

/// The title on the `count` lines from `at` on, and the one above them if that names the agency.
fn title_at(text: &str, lines: &[Range<usize>], at: usize, count: usize) -> Option<Found> {
    let end = at + count - 1;
    if !lines.get(at..=end)?.iter().all(|range| is_title_line(&text[range.clone()])) {
        return None;
    }
    let words = compact(text, &lines[at..=end]);
    if !names_report(&words) {
        return None;
    }
    let (mut agency, mut year) = agency_and_year(&words);
    let mut start = at;
    // Agency and year may stand above, on one line or on two.
    while agency.is_none()
        && let Some(above) = start.checked_sub(1)
        && end - above <= MOST_LINES
        && is_title_line(&text[lines[above].clone()])
        && significant_count(&text[lines[above].clone()]) >= 2
    {
        start = above;
        let words = compact(text, &lines[above..=above]);
        let words = words.trim_start_matches(['#', '*']);
        (agency, year) = match years(words).next() {
            Some((at, found)) if year.is_none() => (non_empty(&words[..at]), Some(found)),
            _ => (Some(words.to_owned()), year),
        };
    }
    let range = lines[start].start..lines[end].end;
    let title = compact(text, &lines[start..=end]).trim_matches(['#', '*']).to_owned();
    Some(Found { title: Title { text: title, range }, agency, year })
}

fn is_title_line(line: &str) -> bool {
    let count = significant_count(line);
    (1..=LONGEST_LINE).contains(&count) && !line.contains(['。', '，', '；', '《', '：', '>', '|', '\t'])
}

fn significant_count(line: &str) -> usize {
    line.chars().filter(|c| significant(*c).is_some()).count()
}

/// The lines as one, without blanks.
fn compact(text: &str, lines: &[Range<usize>]) -> String {
    lines
        .iter()
        .flat_map(|range| text[range.clone()].chars())
        .filter(|c| !is_blank(*c))
        .map(half_width_digit)
        .collect()
}

fn half_width_digit(c: char) -> char {
    if half_width(c).is_ascii_digit() { half_width(c) } else { c }
}

fn names_report(words: &str) -> bool {
    let words = words.trim_end_matches(['#', '*', ')', '）']);
    ["年度报告", "年度報告", "年报", "年報"].iter().any(|end| words.ends_with(end))
        && ["信息公开", "信息公開", "政务公开", "政務公開"].iter().any(|topic| words.contains(topic))
}

/// What stands before the year, and the year.
fn agency_and_year(words: &str) -> (Option<String>, Option<u16>) {
    let Some((at, year)) = years(words).next() else {
        let agency = words.split(['政', '信']).next().unwrap_or_default();
        let body = words.find("信息公开").and_then(|at| words[..at].strip_suffix("政府")).unwrap_or(agency);
        return (non_empty(body), None);
    };
    (non_empty(&words[..at]), Some(year))
}

fn non_empty(agency: &str) -> Option<String> {
    let from = agency
        .rfind(['-', '—', '_', '.'])
        .map_or(0, |at| at + agency[at..].chars().next().map_or(1, char::len_utf8));
    let agency =
        agency[from..].trim_matches(['#', '*', '(', '（']).trim_start_matches(|c: char| c.is_ascii());
    let agency = agency.strip_prefix("关于").unwrap_or(agency);
    (!agency.is_empty()).then(|| agency.to_owned())
}

/// The years named in `text` as `2024年`, with blanks between digits and 年 allowed, each with its place.
pub fn years(text: &str) -> impl Iterator<Item = (usize, u16)> {
    text.match_indices("20").filter_map(|(at, _)| {
        let digits = text.get(at..at + 4)?;
        let before = text[..at].bytes().next_back();
        let after = text[at + 4..].trim_start_matches([' ', '\u{a0}', '\u{3000}']);
        let alone = before.is_none_or(|byte| !byte.is_ascii_digit()) && after.starts_with('年');
        if alone { digits.parse().ok().map(|year| (at, year)) } else { None }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::{lines, parse};
    use crate::text::Text;

    fn read(text: &str) -> Option<(String, Option<String>, Option<u16>)> {
        let tree = parse(&Text::from(text));
        first(text, &lines(&tree, 0..text.len())).map(|found| (found.title.text, found.agency, found.year))
    }

    #[test]
    fn a_title_names_agency_and_year_on_one_line_or_more() {
        let title =
            |words: &str, agency: &str, year| Some((words.to_owned(), Some(agency.to_owned()), Some(year)));
        let expected = title("丁香镇人民政府2024年政府信息公开工作年度报告", "丁香镇人民政府", 2024);
        assert_eq!(read("丁香镇人民政府2024年政府信息公开工作年度报告\n"), expected);
        assert_eq!(read("\n# 丁香镇人民政府\n\n２０２４ 年政府信息公开工作\n年度报告\n"), expected);
        assert_eq!(read("丁香镇人民政府2024年\n政府信息公开工作年度报告\n"), expected);
        assert_eq!(read("丁香镇人民政府\n2024年\n政府信息公开工作年度报告\n"), expected);
        for agency in ["云麓海关", "于溪县", "关河镇人民政府"] {
            let words = format!("{agency}2024年政府信息公开工作年度报告");
            assert_eq!(read(&format!("{words}\n")), title(&words, agency, 2024));
        }
        assert_eq!(
            read("Page 8 - 丁香镇人民政府2024年政府信息公开工作年度报告\n").and_then(|found| found.1),
            Some("丁香镇人民政府".into())
        );
    }

    #[test]
    fn a_sentence_about_a_report_is_no_title() {
        assert_eq!(read("现发布《丁香镇2024年政府信息公开工作年度报告》。本报告如下。\n"), None);
        assert_eq!(read("一、总体情况\n"), None);
        assert_eq!(read(""), None);
    }
}
