//! A heading line: which section does it begin?
//!
//! Invariant: a section is known by the words of its heading, never by its number alone.

use std::ops::Range;

use super::lexicon::FormatWords;
use super::normal::{half_width, is_blank, normal, push_normal, trimmed};
use crate::format::SectionIndex;
use crate::span::{InSection, Span};
use crate::syntax::fold::fold;

/// What a heading says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The index of the section in the format, where the words are those of one.
    pub kind: Option<SectionIndex>,
    /// Whether it is as the form has it but for the number: official or accepted words behind 一、.
    pub accepted: bool,
    /// Whether its words are official or accepted ones, however they are numbered.
    pub worded: bool,
    /// Its ordinal, from 1; 0 where it has none that is understood.
    pub number: usize,
    /// The heading as written.
    pub text: String,
    /// Where it stands.
    pub range: Span<InSection>,
    /// Where its words begin, behind the number.
    pub title: usize,
}

const ORDINALS: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/// Marks of emphasis and of Markdown around a heading, and blanks.
fn is_mark(c: char) -> bool {
    matches!(c, '#' | '＃' | '*') || is_blank(c)
}

impl Heading {
    /// Where its number stands, and what is before its words.
    pub fn number_range(&self) -> Span<InSection> {
        Span::new(self.range.start..self.title)
    }

    /// Whether it stands there as the form has it: words and number.
    pub fn is_official(&self) -> bool {
        self.accepted && self.kind.is_some_and(|kind| self.number == kind.number())
    }
}

/// Reads the heading line `line` of `text`. Where it is wrapped, it goes on at `next`.
pub fn heading(text: &str, line: Range<usize>, next: Option<Range<usize>>, words: &FormatWords) -> Heading {
    let line = trimmed(text, line);
    let start = line.end - text[line.clone()].trim_start_matches(is_mark).len();
    let ordinal = ordinal(&text[start..line.end]);
    let title_start = start + ordinal.length;
    // A heading may run into its first sentence: 一、总体情况。2024年…
    // or into its first subsection: 一、总体情况 （一）主动公开。…
    let behind = &text[title_start..line.end];
    let subsection = [" （", "\u{3000}（", " (", "\u{3000}("].iter().filter_map(|open| behind.find(*open));
    let subsection = subsection.filter(|at| is_subsection(&behind[*at..])).min();
    let sentence = behind.find(['。', '：', ':', '；']).into_iter().chain(subsection).min();
    let sentence = sentence.map(|at| title_start + at);
    let title = without_page(&text[title_start..sentence.unwrap_or(line.end)]);
    let end = title_start + run_on(title, words).unwrap_or(title.len());
    let mut heading = Heading {
        kind: None,
        accepted: false,
        worded: false,
        number: ordinal.number,
        text: text[start..end].to_owned(),
        range: Span::new(start..end),
        title: title_start,
    };
    let mut title = normal(&text[title_start..end]);
    recognise(&mut heading, &title, words);
    if let Some(next) = next
        && !heading.accepted
        && sentence.is_none()
    {
        const MOST_MORE: usize = 2;
        let mut whole = heading.text.clone();
        let more = text[next.start..].split_inclusive(['\n', '\r']).scan(next.start, |end, line| {
            *end += line.len();
            Some(trimmed(text, *end - line.len()..*end))
        });
        for line in more.filter(|line| !line.is_empty()).take(MOST_MORE) {
            let words_of_line = text[line.clone()].trim_end_matches(is_mark);
            push_normal(&mut title, words_of_line);
            whole.push_str(words_of_line);
            if let Some(kind) = exact(&title, words) {
                heading.kind = Some(kind);
                heading.accepted = true;
                heading.text = whole;
                heading.range.end = line.start + words_of_line.len();
                break;
            }
        }
    }
    heading.worded = heading.accepted;
    if !ordinal.official {
        // Numbered as paragraphs are: without the words and the number of a section it is a paragraph.
        let fits =
            heading.accepted && heading.kind.is_some_and(|kind| [0, kind.number()].contains(&heading.number));
        heading.accepted = false;
        if !fits {
            heading.kind = None;
            heading.number = 0;
        }
    }
    heading
}

/// The ordinal in front of a title.
struct Ordinal {
    /// From 1; 0 where there is none that is understood.
    number: usize,
    /// Whether it is written as the form has it: 一、 and not 1., （一） or 第一部分.
    official: bool,
    /// How many bytes it takes.
    length: usize,
}

fn ordinal(heading: &str) -> Ordinal {
    let part = heading.strip_prefix('第');
    let bracketed = heading.strip_prefix(['（', '(']);
    let numbered = part.or(bracketed).unwrap_or(heading);
    let han = numbered.trim_start_matches(ORDINALS);
    let rest = match han.len() < numbered.len() {
        true => han,
        false => numbered.trim_start_matches(|c| half_width(c).is_ascii_digit()),
    };
    let number = number(&numbered[..numbered.len() - rest.len()]);
    let rest = rest.trim_start_matches(is_blank);
    let (rest, is_part) = match part.and_then(|_| rest.strip_prefix("部分")) {
        Some(rest) => (rest.trim_start_matches(is_blank), true),
        None => (rest, false),
    };
    if bracketed.is_some() {
        // （一）总体情况
        let title = rest.strip_prefix(['）', ')']).filter(|_| number > 0);
        let (number, title) =
            title.map_or((0, heading), |title| (number, title.trim_start_matches(is_blank)));
        return Ordinal { number, official: false, length: heading.len() - title.len() };
    }
    let title = rest.strip_prefix(|c| matches!(fold(c), Some('、' | '.' | ',' | ':')));
    let official = title.is_some() && part.is_none() && han.len() < numbered.len();
    if part.is_some() && !is_part {
        return Ordinal { number: 0, official: false, length: 0 };
    }
    Ordinal { number, official, length: heading.len() - title.unwrap_or(rest).len() }
}

fn number(ordinal: &str) -> usize {
    let unit = |c: &char| ORDINALS.iter().position(|ordinal| ordinal == c).map_or(0, |at| at + 1);
    match ordinal.chars().collect::<Vec<_>>().as_slice() {
        [one] if ORDINALS.contains(one) => unit(one),
        ['十', one] => 10 + unit(one),
        _ => ordinal.chars().map(half_width).collect::<String>().parse().unwrap_or(0),
    }
}

/// Where the words of a section end in a title behind which, after a blank, text runs on: 六、其他需要报告的事项 无.
fn run_on(title: &str, words: &FormatWords) -> Option<usize> {
    let blanks = title.char_indices().filter(|(_, c)| is_blank(*c));
    blanks.map(|(at, _)| at).find(|at| exact(&normal(&title[..*at]), words).is_some())
}

/// Whether `words` begin with a number in brackets: ` （一）`.
fn is_subsection(words: &str) -> bool {
    let number = words.trim_start_matches(is_blank).trim_start_matches(['（', '(']);
    let behind = number.trim_start_matches(ORDINALS);
    behind.len() < number.len() && behind.starts_with(['）', ')'])
}

/// Whether a line ends in a page to which it leads, as those of a table of contents do.
pub fn leads_to_page(line: &str) -> bool {
    let line = line.trim_end_matches(is_mark);
    without_page(line).len() < line.len()
}

/// A title without the marks behind it, nor the page to which the dots or the tab of a contents list lead, or which
/// it calls one.
fn without_page(title: &str) -> &str {
    let title = title.trim_end_matches(is_mark);
    let bracketed = title.trim_end_matches([')', '）']);
    let number = bracketed.strip_suffix('页').unwrap_or(bracketed).trim_end_matches(is_blank);
    let before = number.trim_end_matches(|c| half_width(c).is_ascii_digit());
    let is_page = number.len() < bracketed.len() && before.len() < number.len();
    let before = before.trim_end_matches(is_blank);
    let before = if is_page { before.strip_suffix('第').unwrap_or(before) } else { before };
    let before = before.trim_end_matches(['(', '（']);
    let is_dot = |c: char| matches!(c, '.' | '．' | '…' | '⋯' | '·' | '・' | '•' | '─' | '-' | '—' | '_');
    let bare = before.trim_end_matches(|c| is_dot(c) || is_blank(c));
    let leader = &before[bare.len()..];
    let leads = leader.contains(['…', '⋯', '\t']) || leader.chars().filter(|c| is_dot(*c)).count() > 1;
    if leads || is_page { bare } else { title }
}

/// The section of which `title`, in normal form, is an official or accepted wording.
fn exact(title: &str, words: &FormatWords) -> Option<SectionIndex> {
    words.wordings.find(|wordings| wordings.iter().any(|wording| wording == title))
}

fn recognise(heading: &mut Heading, title: &str, words: &FormatWords) {
    if let Some(kind) = exact(title, words) {
        heading.kind = Some(kind);
        heading.accepted = true;
        return;
    }
    const LONGEST: usize = 45;
    if title.chars().count() > LONGEST {
        heading.kind = words
            .wordings
            .find(|wordings| wordings.iter().any(|wording| title.starts_with(wording.as_str())));
        heading.accepted = heading.kind.is_some();
        return;
    }
    // Words that are nearly right need the right number beside them: section five often has headings of its own
    // (一、存在的主要问题; 二、改进措施).
    let by_stem = |kind: &SectionIndex| words.stems[*kind].iter().any(|stem| title.contains(stem.as_str()));
    // 依申请公开政府信息情况 is near 主动公开政府信息情况, but has the stem of another section.
    let by_near = |kind: &SectionIndex| {
        words.wordings[*kind].iter().any(|wording| is_near(wording, title))
            && !words.stems.indices().any(|other| other != *kind && by_stem(&other))
    };
    // The first words of a wording: 二、主动公开; 三、依申请公开.
    const LEAST: usize = 4;
    let by_start = |kind: &SectionIndex| {
        let begins = |whole: &String| title.chars().count() >= LEAST && whole.starts_with(title);
        words.wordings[*kind].iter().chain(&words.stems[*kind]).any(begins)
    };
    let numbered = SectionIndex::of_number(heading.number).filter(|_| heading.number <= words.stems.len());
    heading.kind = numbered
        .filter(|kind| by_stem(kind) || by_near(kind) || by_start(kind))
        .or_else(|| words.stems.indices().find(by_near));
}

/// Whether two titles are the same but for a slip: they share most of their characters.
fn is_near(wording: &str, title: &str) -> bool {
    let shared = title.chars().filter(|c| wording.contains(*c)).count();
    let (a, b) = (wording.chars().count(), title.chars().count());
    b >= 3 && shared * 10 >= a.max(b) * 7
}
