//! A heading line: which section does it begin?
//!
//! Invariant: a section is known by the words of its heading, never by its number alone.

use std::ops::Range;

use super::lexicon::FormatWords;
use super::normal::{normal, trimmed};

/// What a heading says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The index of the section in the format, where the words are those of one.
    pub kind: Option<usize>,
    /// Whether the words are official or accepted ones.
    pub accepted: bool,
    /// Its ordinal, from 1; 0 where it has none that is understood.
    pub number: usize,
    /// The heading as written.
    pub text: String,
    /// Where it stands.
    pub range: Range<usize>,
}

const ORDINALS: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/// Reads the heading line `line` of `text`. The line after it, if it is words, may complete a wrapped heading.
pub fn heading(text: &str, line: Range<usize>, next: Option<Range<usize>>, words: &FormatWords) -> Heading {
    let line = trimmed(text, line);
    let content = &text[line.clone()];
    let marks =
        content.len() - content.trim_start_matches(['#', '＃', '*', ' ', '\u{3000}', '\u{feff}', '\t']).len();
    let digits = content[marks..].chars().take_while(|c| ORDINALS.contains(c)).collect::<Vec<_>>();
    let number = match digits.as_slice() {
        [one] => ORDINALS.iter().position(|c| c == one).map_or(0, |at| at + 1),
        ['十', one] => 10 + ORDINALS.iter().position(|c| c == one).map_or(0, |at| at + 1),
        _ => 0,
    };
    let after: usize = marks + digits.iter().map(|c| c.len_utf8()).sum::<usize>();
    let title_start = content[after..].chars().next().map_or(after, |separator| after + separator.len_utf8());
    // A heading may run into its first sentence: 一、总体情况。2024年…
    let sentence = content[title_start..].find(['。', '：', ':', '；']).map(|at| title_start + at);
    let title = &content[title_start..sentence.unwrap_or(content.len())];
    let mut heading = Heading {
        kind: None,
        accepted: false,
        number,
        text: content[marks..sentence.unwrap_or(content.len())].trim_end_matches(['*', '#', ' ']).to_owned(),
        range: line.start + marks..line.start + sentence.unwrap_or(content.len()),
    };
    recognise(&mut heading, &normal(title), words);
    if !heading.accepted
        && sentence.is_none()
        && let Some(next) = next
    {
        let next = trimmed(text, next);
        let whole = normal(title) + &normal(&text[next.clone()]);
        if let Some(kind) = words.wordings.iter().position(|wordings| wordings.contains(&whole)) {
            heading.kind = Some(kind);
            heading.accepted = true;
            heading.text.push_str(&text[next.clone()]);
            heading.range.end = next.end;
        }
    }
    heading
}

fn recognise(heading: &mut Heading, title: &str, words: &FormatWords) {
    if let Some(kind) =
        words.wordings.iter().position(|wordings| wordings.iter().any(|wording| wording == title))
    {
        heading.kind = Some(kind);
        heading.accepted = true;
        return;
    }
    const LONGEST: usize = 45;
    if title.chars().count() > LONGEST {
        heading.kind = words
            .wordings
            .iter()
            .position(|wordings| wordings.iter().any(|wording| title.starts_with(wording.as_str())));
        heading.accepted = heading.kind.is_some();
        return;
    }
    // Words that are nearly right need the right number beside them: section five often has headings of its own
    // (一、存在的主要问题; 二、改进措施).
    let by_stem = |kind: &usize| words.stems[*kind].iter().any(|stem| title.contains(stem.as_str()));
    let by_near = |kind: &usize| words.wordings[*kind].iter().any(|wording| is_near(wording, title));
    let numbered = heading.number.checked_sub(1).filter(|kind| *kind < words.stems.len());
    heading.kind = numbered
        .filter(|kind| by_stem(kind) || by_near(kind))
        .or_else(|| (0..words.stems.len()).find(by_near));
}

/// Whether two titles are the same but for a slip: they share most of their characters.
fn is_near(wording: &str, title: &str) -> bool {
    let shared = title.chars().filter(|c| wording.contains(*c)).count();
    let (a, b) = (wording.chars().count(), title.chars().count());
    b >= 3 && shared * 10 >= a.max(b) * 7
}
