//! Years in words: 2024年, 二〇二四年.
//!
//! Invariant: a year is four digits of one kind that stand alone, of this century. Which year a report is about is
//! weighed by those who ask; here it is only said which years cannot be it.

use std::ops::Range;

use super::normal::is_blank;
use crate::format::openings;

/// Words as one line, without blanks, with half-width digits.
pub fn compact(text: &str) -> String {
    text.chars().filter(|c| !is_blank(*c)).map(half_width_digit).collect()
}

/// A full-width digit as an ordinary one.
pub fn half_width_digit(c: char) -> char {
    let half = super::normal::half_width(c);
    if half.is_ascii_digit() { half } else { c }
}

fn digit(c: char) -> Option<u32> {
    const DIGITS: &str = "〇一二三四五六七八九";
    match c {
        '○' | '◯' | '零' | 'Ｏ' | 'O' => Some(0),
        _ => c.to_digit(10).or_else(|| DIGITS.chars().position(|digit| digit == c).map(|at| at as u32)),
    }
}

/// The four digits at the start of `words` as a year, and what stands behind them.
fn four_digits(words: &str) -> Option<(u16, &str)> {
    let mut chars = words.chars();
    let mut year = 0;
    for _ in 0..4 {
        year = year * 10 + digit(chars.next()?)?;
    }
    (2000..2100).contains(&year).then_some((year as u16, chars.as_str()))
}

/// The numbers in `words`, which are compact, that could be years, each with its place.
fn numbers(words: &str) -> impl Iterator<Item = (Range<usize>, u16)> {
    words.char_indices().filter(|(_, c)| matches!(c, '2' | '二')).filter_map(|(at, c)| {
        let (year, rest) = four_digits(&words[at..])?;
        let same_kind = |other: &char| other.is_ascii() == c.is_ascii() && digit(*other).is_some();
        let alone = !words[..at].chars().next_back().is_some_and(|before| same_kind(&before));
        alone.then(|| (at..words.len() - rest.len(), year))
    })
}

/// The year that the words of a title name, and where it stands: `2024年`, `2024` before what the report is about,
/// `（2024）`. None where it is the year of a date, or where there are two.
pub fn of_title(words: &str) -> Option<(Range<usize>, u16)> {
    let named = |(range, _): &(Range<usize>, u16)| {
        let (before, rest) = (&words[..range.start], &words[range.end..]);
        let topics = &openings::words().title.topics;
        let about = |rest: &str| topics.iter().any(|topic| rest.starts_with(topic.as_str()));
        let bracketed = before.ends_with(['(', '（', '〔', '[']) && rest.starts_with([')', '）', '〕', ']']);
        let in_range = before.ends_with(['-', '—', '－', '~', '～', '至', '到']);
        let in_year = rest.strip_prefix('年').is_some_and(|rest| !begins_with_month(rest));
        !in_range && (in_year || about(rest.strip_prefix("政府").unwrap_or(rest)) || bracketed)
    };
    let mut all = numbers(words).filter(named);
    let first = all.next()?;
    all.all(|(_, year)| year == first.1).then_some(first)
}

/// The year of a line that says nothing else: `2024年`, `（2024年度）`, `——2024年度`.
pub fn of_line(words: &str) -> Option<u16> {
    let bare = words.trim_matches(|c| matches!(c, '(' | ')' | '（' | '）' | '—' | '-' | '－' | '#' | '*'));
    let (year, rest) = four_digits(bare)?;
    let bracketed = rest.is_empty() && bare.len() < words.len();
    (bracketed || matches!(rest, "年" | "年度")).then_some(year)
}

/// Whether a day or a month of a year follows: 1月20日.
fn begins_with_month(rest: &str) -> bool {
    let digits = rest.trim_start_matches(|c: char| digit(c).is_some() || c == '十');
    digits.len() < rest.len() && digits.starts_with('月')
}

fn in_december(rest: &str) -> bool {
    rest.starts_with("12月") || rest.starts_with("十二月")
}

/// The years that `words`, compact prose, is about: not those of other dates, of comparisons, of plans, of other
/// reports and of documents.
pub fn of_prose(words: &str) -> Vec<u16> {
    let known = &openings::words().year;
    let is_end = |c: char| matches!(c, '。' | '；' | '！');
    let is_evidence = |(range, _): &(Range<usize>, u16)| {
        let (before, rest) = (&words[..range.start], &words[range.end..]);
        let Some(rest) = rest.strip_prefix('年') else { return false };
        if begins_with_month(rest) {
            return in_december(rest);
        }
        let rest = rest.strip_prefix('度').unwrap_or(rest);
        let sentence = &rest[..rest.find(is_end).unwrap_or(rest.len())];
        let clause = &sentence[..sentence.find(['，', ',']).unwrap_or(sentence.len())];
        // A report by its name is last year's as well as this one.
        let is_report = openings::words().title.topics.iter().any(|topic| {
            clause.strip_prefix("政府").unwrap_or(clause).starts_with(topic.as_str())
                && openings::words().title.ends.iter().any(|end| clause.contains(end.as_str()))
        });
        !is_report
            && !known.not_behind.iter().any(|word| before.ends_with(word.as_str()))
            && !known
                .not_before
                .iter()
                .any(|word| rest.starts_with(word.as_str()) || clause.ends_with(word.as_str()))
            && !known.plans.iter().any(|word| sentence.contains(word.as_str()))
    };
    numbers(words).filter(is_evidence).map(|(_, year)| year).collect()
}

/// The years of statements of a period from the first to the last day of a year: 自2024年1月1日起至12月31日止.
pub fn of_periods(words: &str) -> Vec<u16> {
    const FIRST: [&str; 4] = ["年1月1日", "年01月01日", "年一月一日", "年1月1号"];
    const LAST: [&str; 3] = ["12月31日", "十二月三十一日", "12月31号"];
    let period = |(range, year): (Range<usize>, u16)| {
        let rest = &words[range.end..];
        let rest = FIRST.iter().find_map(|first| rest.strip_prefix(first))?;
        let rest = rest.trim_start_matches(['起', '开', '始', '（', '(', '）', ')', '，', ',']);
        let to = rest.trim_start_matches(['至', '到', '-', '—', '－', '–', '~', '～', '─']);
        let last = match four_digits(to) {
            Some((last, rest)) => rest.strip_prefix('年').filter(|_| last == year)?,
            None => to.trim_start_matches("同年").trim_start_matches("当年"),
        };
        (to.len() < rest.len() && LAST.iter().any(|day| last.starts_with(day))).then_some(year)
    };
    numbers(words).filter_map(period).collect()
}

/// The years named in `text` as `2024年`, with blanks between digits and 年 allowed, each with its place.
pub fn named(text: &str) -> impl Iterator<Item = (usize, u16)> {
    text.match_indices("20").filter_map(|(at, _)| {
        let digits = text.get(at..at + 4)?;
        let before = text[..at].bytes().next_back();
        let after = text[at + 4..].trim_start_matches([' ', '\u{a0}', '\u{3000}']);
        let alone = before.is_none_or(|byte| !byte.is_ascii_digit()) && after.starts_with('年');
        if alone { digits.parse().ok().map(|year| (at, year)) } else { None }
    })
}

/// The year that stands there more often than any other.
pub fn most_frequent(years: &[u16]) -> Option<u16> {
    let count = |year: &u16| years.iter().filter(|other| *other == year).count();
    let most = years.iter().max_by_key(|year| count(year))?;
    years.iter().all(|year| year == most || count(year) < count(most)).then_some(*most)
}

/// The only year among `years`.
pub fn only(years: &[u16]) -> Option<u16> {
    let (first, rest) = years.split_first()?;
    rest.iter().all(|year| year == first).then_some(*first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_four_digits_of_one_kind_that_stand_alone() {
        for words in
            ["2024年政府信息公开", "二〇二四年", "二○二四年度", "二零二四年", "（2024）", "2024政府信息公开"]
        {
            assert_eq!(of_title(words).map(|(_, year)| year), Some(2024), "{words}");
        }
        for words in
            ["12024年", "2024年1月20日", "2023-2024年", "2023年和2024年", "1999年", "2024", "二十四年", ""]
        {
            assert_eq!(of_title(words), None, "{words}");
        }
        for (line, year) in
            [("2024年", Some(2024)), ("（2024年度）", Some(2024)), ("（2024）", Some(2024)), ("2024", None)]
        {
            assert_eq!(of_line(line), year, "{line}");
        }
    }

    #[test]
    fn prose_speaks_of_other_years_too() {
        for (words, years) in [
            ("2024年，我局公开信息。", vec![2024]),
            ("截至2024年12月31日，共公开3条。", vec![2024]),
            ("比2022年增加3件，较2021年下降，与2020年相比持平。", vec![]),
            ("2025年，我局将继续做好公开工作。", vec![]),
            ("2024年，云溪县将公开列入议程。", vec![2024]),
            ("按照2019年修订的条例，自2008年起公开。", vec![]),
            ("按时公布2023年政府信息公开工作年度报告。", vec![]),
            ("2025年1月20日公布。", vec![]),
        ] {
            assert_eq!(of_prose(words), years, "{words}");
        }
    }

    #[test]
    fn a_period_is_a_whole_year() {
        for (words, years) in [
            ("统计期限自2024年1月1日起至2024年12月31日止", vec![2024]),
            ("（2024年1月1日—12月31日）", vec![2024]),
            ("二〇二四年一月一日至二〇二四年十二月三十一日", vec![2024]),
            ("自2023年1月1日起至2024年12月31日止", vec![]),
            ("自2024年1月1日起至2024年6月30日止", vec![]),
            ("自2024年1月1日起施行", vec![]),
        ] {
            assert_eq!(of_periods(words), years, "{words}");
        }
    }

    #[test]
    fn a_tie_gives_no_year() {
        assert_eq!(most_frequent(&[2023, 2024, 2024]), Some(2024));
        assert_eq!(most_frequent(&[2023, 2024]), None);
        assert_eq!(most_frequent(&[]), None);
        assert_eq!(only(&[2024, 2024]), Some(2024));
        assert_eq!(only(&[2024, 2023]), None);
    }
}
