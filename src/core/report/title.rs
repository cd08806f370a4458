//! The title: which agency reports on which year?
//!
//! Invariant: a title is words on one to three short lines that name the report; a sentence that mentions the
//! report is none. What ranks first: a title that names both, the nearest to the first heading; then a title whose
//! agency or year stands on lines of their own beside it; then what the sentences of the preamble say. Where two are
//! as good and differ, there is none.

use std::ops::Range;

use super::agency;
use super::naming::{agency_and_year, without_remark};
use super::normal::{is_blank, significant, trimmed};
use super::preamble::Said;
use super::years::{self, half_width_digit};
use crate::format::openings;
use crate::syntax::Line;

/// A title may be spread over so many lines.
const MOST_LINES: usize = 3;
/// A line of a title has at most so many characters that count.
const LONGEST_LINE: usize = 48;

/// A title, and where it stands as the ranges of the lines count in which it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundTitle {
    /// Its words, on one line.
    pub text: String,
    /// Where it stands.
    pub range: Range<usize>,
}

/// What stands above the first section of a report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Opening {
    /// The title.
    pub title: Option<FoundTitle>,
    /// The agency that the title names, or the lines beside it.
    pub agency: Option<String>,
    /// Whether a sentence that names another agency is to be believed as much: the agency stands on a line apart,
    /// or the title names no year.
    pub doubtful: bool,
    /// The year that the title names, or the lines beside it.
    pub year: Option<u16>,
    /// What the sentences say.
    pub said: Said,
}

/// What stands on `lines` before the first section.
pub fn first(text: &str, lines: &[(Line, Range<usize>)]) -> Opening {
    const FAR: usize = 60;
    // Among many lines it stands near the first, or near the heading that follows.
    let near = lines.len().saturating_sub(FAR).max(FAR.min(lines.len()));
    let lines = word_lines(text, lines[..FAR.min(lines.len())].iter().chain(&lines[near..]));
    opening(text, &lines, true)
}

/// The opening of a report that follows, among the last of `lines`, where a title stands there.
pub fn last(text: &str, lines: &[(Line, Range<usize>)]) -> Option<Opening> {
    const FAR: usize = 24;
    let lines = word_lines(text, lines[lines.len().saturating_sub(FAR)..].iter());
    let mut opening = opening(text, &lines, false);
    // The sentences above the title are those of the report before.
    let below = opening.title.as_ref()?.range.end;
    let below = &lines[lines.partition_point(|line| line.start < below)..];
    opening.said = said(text, below);
    Some(opening)
}

impl Opening {
    /// The agency, `one` being what section one says.
    pub fn agency(&self, one: &Said) -> Option<String> {
        let denied = |name: &String| self.doubtful && self.said.denies(name);
        match &self.agency {
            Some(name) => Some(name.clone()).filter(|name| !denied(name)),
            None => {
                let named = self.said.agency().or_else(|| one.agency());
                named.or_else(|| {
                    one.subject.clone().filter(|name| !self.said.denies(name) && !one.denies(name))
                })
            }
        }
    }

    /// The year, `one` being what section one says.
    pub fn year(&self, one: &Said) -> Option<u16> {
        if self.year.is_some() {
            return self.year;
        }
        let stated = [&self.said.stated, &one.stated].into_iter().find(|years| !years.is_empty());
        match stated {
            Some(years) => years::only(years),
            None => years::most_frequent(&[one.named.as_slice(), &self.said.named].concat()),
        }
    }

    /// How much it says: both agency and year, one of them, or a title alone.
    fn weight(&self) -> usize {
        usize::from(self.agency.is_some()) + usize::from(self.year.is_some())
    }

    /// The best of two, of which `self` stands further above.
    pub fn or_nearer(self, nearer: Opening) -> Opening {
        if self.title.is_none() {
            return Opening { said: joined(self.said, &nearer.said), ..nearer };
        }
        if nearer.title.is_none() {
            return Opening { said: joined(self.said, &nearer.said), ..self };
        }
        let differs = |one: Option<u16>, other: Option<u16>| one.is_some() && other.is_some() && one != other;
        let other_agency = matches!((&self.agency, &nearer.agency), (Some(one), Some(other)) if !agency::are_related(one, other));
        let further =
            self.weight() == 2 && nearer.weight() < 2 && !differs(self.year, nearer.year) && !other_agency;
        // A year says more of a report than a name, which a part of a site has as well.
        let says_more = self.year.is_some() && nearer.weight() == 0;
        let said = joined(self.said.clone(), &nearer.said);
        Opening { said, ..if further || says_more { self } else { nearer } }
    }
}

fn joined(mut one: Said, other: &Said) -> Said {
    one.add(other);
    one
}

/// What `lines` say; `begins` where nothing stands above them, so that what does is not the end of another report.
fn opening(text: &str, lines: &[Range<usize>], begins: bool) -> Opening {
    let mut found = Opening::default();
    // Most sections end without the title of another report: then no line needs a closer look.
    let all = compact(text, lines);
    let may_be_title = openings::words().title.topics.iter().any(|topic| all.contains(topic.as_str()));
    for end in 0..if may_be_title { lines.len() } else { 0 } {
        let title = (1..=MOST_LINES.min(end + 1))
            .find_map(|count| title_at(text, lines, end + 1 - count, count, begins));
        if let Some(title) = title {
            found = found.or_nearer(title);
        }
    }
    if begins {
        found.said = said(text, lines);
    }
    found
}

/// The lines with words, without what is written before a title: 标题：.
fn word_lines<'a>(text: &str, lines: impl Iterator<Item = &'a (Line, Range<usize>)>) -> Vec<Range<usize>> {
    let words = lines.filter(|(kind, _)| {
        matches!(kind, Line::Text | Line::Figures | Line::Subheading | Line::Heading | Line::Tab | Line::Cell)
    });
    let ranges = words.map(|(_, range)| trimmed(text, range.clone())).filter(|range| !range.is_empty());
    ranges.map(|range| without_key(text, range)).collect()
}

fn without_key(text: &str, line: Range<usize>) -> Range<usize> {
    const LONGEST_KEY: usize = 40;
    let words = &text[line.clone()];
    let Some(at) = words.find([':', '：']).filter(|at| *at <= LONGEST_KEY) else { return line };
    let key = years::compact(&words[..at]).to_lowercase();
    match openings::words().title.keys.iter().any(|known| *known == key.trim_matches(agency::is_mark)) {
        true => {
            trimmed(text, line.start + at + words[at..].chars().next().map_or(1, char::len_utf8)..line.end)
        }
        false => line,
    }
}

/// The title on the `count` lines from `at` on, with what the lines beside it say.
fn title_at(text: &str, lines: &[Range<usize>], at: usize, count: usize, begins: bool) -> Option<Opening> {
    let end = at + count - 1;
    if !lines.get(at..=end)?.iter().all(|range| is_title_line(&text[range.clone()])) {
        return None;
    }
    // A year below stands beside the title.
    if count > 1 && years::of_line(&compact(text, &lines[end..=end])).is_some() {
        return None;
    }
    let words = compact(text, &lines[at..=end]);
    if !names_report(&words) || is_in_sentence(text, lines, at, end) {
        return None;
    }
    let (mut agency, mut year) = agency_and_year(&words);
    let mut start = at;
    let mut doubtful = false;
    // Agency and year may stand above, on one line or on two.
    let mut above = start;
    while agency.is_none()
        && let Some(next) = above.checked_sub(1)
        && end - next <= MOST_LINES
        && is_title_line(&text[lines[next].clone()])
        && significant_count(&text[lines[next].clone()]) >= 2
    {
        above = next;
        let (joined, with) = agency_and_year(&compact(text, &lines[above..=end]));
        if joined.as_deref().is_some_and(agency::is_certain_apart) {
            (agency, year) = (joined, year.or(with));
            (start, doubtful) = (above, true);
        } else if year.is_none() && years::of_line(&compact(text, &lines[above..=above])).is_some() {
            (start, year) = (above, with);
        }
    }
    // The place may stand above the organ.
    if let Some(name) = agency.as_ref().filter(|_| doubtful)
        && let Some(place) = start.checked_sub(1).map(|above| compact(text, &lines[above..=above]))
        && end - start < MOST_LINES
        && is_place_of(&place, name)
    {
        start -= 1;
        agency = Some(format!("{place}{name}"));
    }
    if year.is_none() {
        year = year_beside(text, lines, at, end);
    }
    if agency.is_none() && year.is_some() {
        doubtful = true;
        agency = agency_beside(text, lines, at, end, begins);
    }
    let range = lines[start].start..lines[end].end;
    let title = compact(text, &lines[start..=end]).trim_matches(agency::is_mark).to_owned();
    Some(Opening {
        title: Some(FoundTitle { text: title, range }),
        agency,
        doubtful: doubtful || year.is_none(),
        year,
        said: Said::default(),
    })
}

/// The year on the line above a title or below it, where that says nothing else.
fn year_beside(text: &str, lines: &[Range<usize>], at: usize, end: usize) -> Option<u16> {
    let of = |line: &Range<usize>| years::of_line(&compact(text, std::slice::from_ref(line)));
    let above = at.checked_sub(1).and_then(|above| of(&lines[above]));
    let below = lines.get(end + 1).and_then(of);
    match (above, below) {
        (Some(above), Some(below)) if above != below => None,
        (above, below) => above.or(below),
    }
}

/// The agency that has a line to itself above the title or below it; none where both have one that differ.
fn agency_beside(text: &str, lines: &[Range<usize>], at: usize, end: usize, begins: bool) -> Option<String> {
    const FAR: usize = 4;
    let words = |line: &Range<usize>| compact(text, std::slice::from_ref(line));
    let nearest = |lines: &mut dyn Iterator<Item = &Range<usize>>| {
        lines.take(FAR).map(words).find(|line| !is_passed_over(line)).and_then(|line| agency::on_line(&line))
    };
    // At the end of another report stands who signed that.
    let above = if begins { nearest(&mut lines[..at].iter().rev()) } else { None };
    let below = nearest(&mut lines[end + 1..].iter());
    match (above, below) {
        (Some(above), Some(below)) if above != below => None,
        (above, below) => above.or(below),
    }
}

/// Whether a line between a title and the agency tells nothing: the title again, a year, a date, a number.
fn is_passed_over(line: &str) -> bool {
    let again = || names_report(line) && agency_and_year(line).0.is_none();
    years::of_line(line).is_some() || is_dated(line) || again()
}

/// Whether a line is a date, the number of a document or of a page: 2025年1月20日, 云教〔2025〕3号, - 1 -.
fn is_dated(line: &str) -> bool {
    let digits = line.chars().filter(char::is_ascii_digit).count();
    let words = line.chars().filter(|c| significant(*c).is_some()).count();
    let is_number = line.ends_with('号') && line.contains(['〔', '[', '（', '(']);
    let is_date = line.ends_with(['日', '月']) && line.contains('年') && words - digits.min(words) <= 10;
    is_number || is_date || digits == words
}

/// Whether `place` is the place of the organ `name`, which is written without it.
fn is_place_of(place: &str, name: &str) -> bool {
    const LONGEST: usize = 10;
    let is_place = openings::words().agency.places.iter().any(|end| place.ends_with(end.as_str()));
    is_place
        && place.chars().count() <= LONGEST
        && !name.starts_with(place)
        && agency::on_line(place).is_some()
        && agency::on_line(&format!("{place}{name}")).is_some()
}

/// Whether the lines are the middle of a sentence that mentions a report.
fn is_in_sentence(text: &str, lines: &[Range<usize>], at: usize, end: usize) -> bool {
    let known = &openings::words().title;
    let below = lines.get(end + 1).map(|line| compact(text, std::slice::from_ref(line)));
    let goes_on =
        below.is_some_and(|below| known.goes_on.iter().any(|word| below.starts_with(word.as_str())));
    let above = at.checked_sub(1).map(|above| &text[lines[above].clone()]);
    let is_open = |line: &str| {
        let begins = known.sentence.iter().any(|word| line.starts_with(word.as_str()));
        (begins || line.contains(['，', '。']))
            && !line.ends_with(['。', '：', ':', '！', '；', '）', ')', '》', '”'])
    };
    goes_on || above.is_some_and(is_open)
}

/// What the sentences on `lines` say: lines that stand by themselves are no part of one.
fn said(text: &str, lines: &[Range<usize>]) -> Said {
    Said::of_lines(text, lines, &|at| {
        let line = compact(text, &lines[at..=at]);
        let is_title = names_report(&line) && !is_in_sentence(text, lines, at, at);
        is_title || agency::on_line(&line).is_some() || is_dated(&line) || years::of_line(&line).is_some()
    })
}

fn is_title_line(line: &str) -> bool {
    let count = significant_count(line);
    let marked = line.trim_matches(|c| agency::is_mark(c) && !matches!(c, '《' | '》') || is_blank(c));
    let line = marked.strip_prefix('《').and_then(|line| line.strip_suffix('》')).unwrap_or(line);
    (1..=LONGEST_LINE).contains(&count) && !line.contains(['。', '，', '；', '《', '：', '>', '|', '\t'])
}

fn significant_count(line: &str) -> usize {
    line.chars().filter(|c| significant(*c).is_some()).count()
}

/// The lines as one, without blanks, list marks and the number of a page in front.
fn compact(text: &str, lines: &[Range<usize>]) -> String {
    let plain = |range: &Range<usize>| {
        let line = text[range.clone()].trim_start_matches(['#', '＃', ' ']);
        // 8 云溪县…, but 2 0 2 4 年.
        let behind = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let words = behind.trim_start_matches(is_blank);
        let is_page = behind.len() < line.len()
            && words.len() < behind.len()
            && !words.starts_with(|c: char| half_width_digit(c).is_ascii_digit() || c == '年');
        years::compact(if is_page { words } else { line })
    };
    lines.iter().map(plain).collect()
}

fn names_report(words: &str) -> bool {
    let known = &openings::words().title;
    let words = words.trim_matches(agency::is_mark);
    // 现将…: the first line of a sentence.
    if known.sentence.iter().any(|start| words.starts_with(start.as_str())) {
        return false;
    }
    let words = without_remark(words).trim_end_matches([')', '）']).trim_end_matches(agency::is_mark);
    let words = words.strip_suffix("全文").unwrap_or(words);
    let ends = |ends: &[String]| ends.iter().any(|end| words.ends_with(end.as_str()));
    known.topics.iter().any(|topic| words.contains(topic.as_str()))
        && (ends(&known.ends)
            // Other reports of the year are called so too, but these words alone are no title.
            || ends(&known.ends_with_year) && years::of_title(words).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::{lines, parse};
    use crate::text::Text;

    fn read(text: &str) -> Option<(String, Option<String>, Option<u16>)> {
        let tree = parse(&Text::from(text));
        let found = first(text, &lines(&tree, 0..text.len()));
        found.title.map(|title| (title.text, found.agency, found.year))
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
