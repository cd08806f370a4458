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
    let words = lines.filter(|(kind, _)| {
        matches!(kind, Line::Text | Line::Figures | Line::Subheading | Line::Heading | Line::Tab)
    });
    words.map(|(_, range)| trimmed(text, range.clone())).filter(|range| !range.is_empty()).collect()
}

/// The title on the `count` lines from `at` on, and those above them if they name the agency.
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
        let named = agency_and_year(&compact(text, &lines[start..=end]));
        (agency, year) = (named.0, year.or(named.1));
    }
    // Or the year in brackets on the line below.
    let below = lines.get(end + 1).map(|line| compact(text, std::slice::from_ref(line)));
    let bracketed = below.filter(|below| below.starts_with(['(', '（']) && below.ends_with([')', '）']));
    let year = year.or_else(|| bracketed.and_then(|below| self::year(&below)).map(|(_, year)| year));
    let range = lines[start].start..lines[end].end;
    let title = compact(text, &lines[start..=end]).trim_matches(is_mark).to_owned();
    Some(Found { title: Title { text: title, range }, agency, year })
}

/// Marks around a title.
fn is_mark(c: char) -> bool {
    matches!(c, '#' | '＃' | '*' | '《' | '》')
}

fn is_title_line(line: &str) -> bool {
    let count = significant_count(line);
    let marked = line.trim_matches(|c| matches!(c, '#' | '＃' | '*') || is_blank(c));
    let line = marked.strip_prefix('《').and_then(|line| line.strip_suffix('》')).unwrap_or(line);
    (1..=LONGEST_LINE).contains(&count) && !line.contains(['。', '，', '；', '《', '：', '>', '|', '\t'])
}

fn significant_count(line: &str) -> usize {
    line.chars().filter(|c| significant(*c).is_some()).count()
}

/// The lines as one, without blanks.
fn compact(text: &str, lines: &[Range<usize>]) -> String {
    lines
        .iter()
        .flat_map(|range| text[range.clone()].trim_start_matches(['#', '＃', ' ']).chars())
        .filter(|c| !is_blank(*c))
        .map(half_width_digit)
        .collect()
}

fn half_width_digit(c: char) -> char {
    if half_width(c).is_ascii_digit() { half_width(c) } else { c }
}

const TOPICS: [&str; 4] = ["信息公开", "信息公開", "政务公开", "政務公開"];

fn names_report(words: &str) -> bool {
    let words = words.trim_matches(is_mark);
    // 现将…: the first line of a sentence.
    if ["现", "根据", "按照", "依据"].iter().any(|start| words.starts_with(start)) {
        return false;
    }
    let words = without_remark(words).trim_end_matches([')', '）']);
    let ends = |ends: &[&str]| ends.iter().any(|end| words.ends_with(end));
    TOPICS.iter().any(|topic| words.contains(topic))
        && (ends(&["年度报告", "年度報告", "年报", "年報"])
            // Other reports of the year are called so too, but these words alone are no title.
            || ends(&["公开工作报告", "公开工作情况报告", "公开工作情况的报告", "公開工作報告"]) && year(words).is_some())
}

/// A title without a remark in brackets behind it: （2024年度）, （公开稿）.
fn without_remark(words: &str) -> &str {
    const LONGEST: usize = 12;
    let remark = words.strip_suffix([')', '）']).and_then(|words| words.rfind(['(', '（']));
    match remark {
        Some(at) if at > 0 && words[at..].chars().count() <= LONGEST => &words[..at],
        _ => words,
    }
}

/// What stands before the year, or behind it, and the year.
fn agency_and_year(words: &str) -> (Option<String>, Option<u16>) {
    let words = words.trim_start_matches(is_mark);
    let topic = TOPICS.iter().filter_map(|topic| words.find(topic)).min().unwrap_or(words.len());
    let Some((at, year)) = year(words) else {
        return (non_empty(before_topic(&words[..topic])), None);
    };
    // The year may stand in front, or in brackets behind the title.
    let before = if at.start < topic { &words[..at.start] } else { before_topic(&words[..topic]) };
    let behind =
        || words.get(at.end..topic).map(|behind| before_topic(behind.trim_start_matches(['年', '度'])));
    let agency = non_empty(before).or_else(|| behind().and_then(non_empty));
    (agency, Some(year))
}

/// What stands before 信息公开 without the 政府 that belongs to it.
fn before_topic(words: &str) -> &str {
    if words.ends_with("人民政府") && !words.ends_with("人民政府政府") {
        return words;
    }
    words.strip_suffix("政府").unwrap_or(words)
}

fn non_empty(agency: &str) -> Option<String> {
    let from = agency
        .rfind(['-', '—', '_', '.'])
        .map_or(0, |at| at + agency[at..].chars().next().map_or(1, char::len_utf8));
    let agency = agency[from..]
        .trim_matches(is_mark)
        .trim_matches(['(', '（'])
        .trim_start_matches(|c: char| c.is_ascii());
    let agency = agency.strip_prefix("关于").unwrap_or(agency);
    // 云溪县教育局关于2024年度…
    let agency = agency.split("关于").next().filter(|agency| !agency.is_empty()).unwrap_or(agency);
    (!agency.is_empty()).then(|| agency.to_owned())
}

/// The year in a title and where it stands: `2024年`, `二〇二四年`, and `2024` before what the report is about.
fn year(words: &str) -> Option<(Range<usize>, u16)> {
    const DIGITS: &str = "〇一二三四五六七八九";
    let digit = |c: char| match c {
        '○' | '零' | 'Ｏ' | 'O' => Some(0),
        _ => c.to_digit(10).or_else(|| DIGITS.chars().position(|digit| digit == c).map(|at| at as u32)),
    };
    words.char_indices().find_map(|(at, _)| {
        let mut chars = words[at..].chars();
        let is_ascii = words.as_bytes()[at].is_ascii();
        let mut year = 0;
        for _ in 0..4 {
            year = year * 10 + digit(chars.next()?)?;
        }
        let rest = chars.as_str();
        let about = TOPICS.iter().any(|topic| rest.strip_prefix("政府").unwrap_or(rest).starts_with(topic));
        let before = words[..at].chars().next_back().filter(|c| c.is_ascii() == is_ascii);
        let alone = before.and_then(digit).is_none();
        let found = alone && (2000..2100).contains(&year) && (rest.starts_with('年') || about);
        found.then(|| (at..words.len() - rest.len(), year as u16))
    })
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
    fn a_title_may_be_worded_in_other_ways() {
        for (words, agency) in [
            ("云溪县2024年度政府信息公开工作报告", "云溪县"),
            ("云溪县2024年政府信息公开工作情况的报告", "云溪县"),
            ("云溪县教育局政府信息公开工作年度报告（2024年度）", "云溪县教育局"),
            ("云溪县2024年政府信息公开工作年度报告（公开稿）", "云溪县"),
            ("《云溪县2024年政府信息公开工作年度报告》", "云溪县"),
            ("关于云溪县政府2024年政府信息公开工作情况的报告", "云溪县政府"),
            ("云溪县教育局2024年政府\n信息公开工作年度报告", "云溪县教育局"),
            ("2024年云溪县人民\n政府信息公开工作年度报告", "云溪县人民政府"),
            ("云溪县人民政府\n政府信息公开工作年度报告\n（2024年）", "云溪县人民政府"),
            ("云溪县二〇二四年政府信息公开工作年度报告", "云溪县"),
            ("云溪县二○二四年度政府信息公开工作报告", "云溪县"),
            ("云溪县二零二四年政府信息公开工作年度报告", "云溪县"),
            ("云溪县2024政府信息公开工作年度报告", "云溪县"),
            ("2024年云溪县人民政府信息公开工作年度报告", "云溪县人民政府"),
            ("2024年度云溪县教育局政府信息公开工作年度报告", "云溪县教育局"),
            ("2024年度云溪县人民政府政府信息公开工作年度报告", "云溪县人民政府"),
            ("云溪县\n2024年度政府信息公开\n工作报告", "云溪县"),
        ] {
            let found = read(&format!("{words}\n\n一、总体情况\n")).map(|(_, agency, year)| (agency, year));
            assert_eq!(found, Some((Some(agency.to_owned()), Some(2024))), "{words}");
        }
    }

    #[test]
    fn a_sentence_about_a_report_is_no_title() {
        assert_eq!(read("现将云溪县2024年政府信息公开工作年度报告\n公布如下，请监督。\n"), None);
        assert_eq!(read("按时编制《云溪县2024年政府信息公开工作年度报告》\n并向社会公布。\n"), None);
        assert_eq!(read("向县人大常委会作了政府信息公开工作报告\n"), None);
        assert_eq!(read("现发布《丁香镇2024年政府信息公开工作年度报告》。本报告如下。\n"), None);
        assert_eq!(read("一、总体情况\n"), None);
        assert_eq!(read(""), None);
    }
}
