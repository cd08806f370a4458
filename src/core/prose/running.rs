//! Prose as running text.
//!
//! Invariants: hard-wrapped lines are joined and paragraphs are not; page numbers and running heads are skipped, and so
//! is what is no prose of the report: comments, fences, tables of contents, what a web site puts around a page; blanks and marks of Markdown are left out, characters are in their ordinary form, and every character is mapped
//! back to where it stands.

use std::ops::Range;

use super::line::{Manner, ends, is_item, is_of_table};
use super::listing::listing;
use crate::format::prose::Vocabulary;
use crate::report::normal::is_blank;
use crate::report::{is_furniture, is_navigation, own};
use crate::syntax::fold::fold;

/// A running text in which every character knows its place.
#[derive(Debug, Clone, Default)]
pub struct Running {
    /// The text; a line break ends each paragraph.
    pub text: String,
    runs: Vec<Run>,
}

/// Characters that stand side by side, here and in the source, and are as long there.
#[derive(Debug, Clone)]
struct Run {
    at: usize,
    length: usize,
    source: usize,
    source_length: usize,
}

impl Running {
    /// The prose of `source`; `vocabulary` has its units. What stands at the ranges of `aside`, tables and headings, is none of it and parts
    /// paragraphs; what goes on behind the first of them, a heading, is.
    pub fn of(vocabulary: &Vocabulary, source: &str, aside: &[Range<usize>], manner: Manner) -> Running {
        let words = own(source);
        let listing = listing(&words, manner);
        let strict = manner == Manner::AroundTables;
        let mut running = Running::default();
        let mut paragraph: Vec<Range<usize>> = Vec::new();
        let mut at = 0;
        let mut was_cut = false;
        for line in words.split_inclusive(['\n', '\r']) {
            let range = at..at + line.len();
            at = range.end;
            let content = trimmed(&words, range.clone());
            let said = &words[content.clone()];
            if said.is_empty() {
                continue;
            }
            if aside.iter().any(|aside| aside.start < content.end && content.start < aside.end)
                || is_of_table(said)
                || listing.binary_search_by_key(&content.start, |line| line.start).is_ok()
            {
                // What follows the heading's own words on its line is prose.
                let behind = aside.first().map(|heading| heading.end).filter(|end| content.contains(end));
                running.end(&words, &mut paragraph, strict);
                was_cut = true;
                if let Some(end) = behind.filter(|_| !is_of_table(said)) {
                    paragraph.push(trimmed(&words, end..content.end));
                    was_cut = false;
                }
                continue;
            }
            if is_furniture(said)
                || is_navigation(said)
                || is_lone_figure(said) && !goes_on_with_unit(vocabulary, &words[range.end..])
            {
                continue;
            }
            let indented = line.starts_with("\u{3000}\u{3000}");
            if was_cut
                || indented
                || is_item(said)
                || paragraph.last().is_some_and(|last| ends(&words[last.clone()]))
            {
                running.end(&words, &mut paragraph, strict);
            }
            was_cut = false;
            paragraph.push(content);
        }
        running.end(&words, &mut paragraph, strict);
        running
    }

    /// Ends a paragraph.
    fn end(&mut self, words: &str, lines: &mut Vec<Range<usize>>, strict: bool) {
        let mut lines = std::mem::take(lines);
        if strict {
            let last = lines.iter().rposition(|line| words[line.clone()].contains('。'));
            lines.truncate(last.map_or(0, |last| last + 1));
        }
        if lines.is_empty() {
            return;
        }
        for line in &lines {
            self.line(words, line.clone());
        }
        let end = lines[lines.len() - 1].end;
        self.push('\n', end, 0);
    }

    fn line(&mut self, words: &str, line: Range<usize>) {
        let said = &words[line.clone()];
        let marks =
            said.len() - said.trim_start_matches(|c| matches!(c, '#' | '-' | '+' | '>') || is_blank(c)).len();
        let mut spaced = false;
        for (at, c) in said.char_indices().skip_while(|(at, _)| *at < marks) {
            if matches!(c, '*' | '`') {
                continue;
            }
            if is_blank(c) {
                spaced = true;
                continue;
            }
            let Some(ordinary) = ordinary(c) else { continue };
            let place = line.start + at;
            let meets =
                ordinary.is_ascii_alphanumeric() && self.text.ends_with(|c: char| c.is_ascii_alphanumeric());
            if spaced && meets {
                self.push(' ', place, 0);
            }
            spaced = false;
            self.push(ordinary, place, c.len_utf8());
        }
    }

    fn push(&mut self, c: char, source: usize, source_length: usize) {
        let (at, length) = (self.text.len(), c.len_utf8());
        self.text.push(c);
        if let Some(last) = self.runs.last_mut()
            && last.length == last.source_length
            && last.source + last.source_length == source
            && length == source_length
        {
            last.length += length;
            last.source_length += length;
            return;
        }
        self.runs.push(Run { at, length, source, source_length });
    }

    /// Where a range of the running text stands.
    pub fn source(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.place(range.start).0;
        if range.is_empty() {
            return start..start;
        }
        let last = self.text[..range.end].char_indices().next_back().map_or(0, |(at, _)| at);
        start..self.place(last).1
    }

    /// Where the character at `at` begins and ends in the source.
    fn place(&self, at: usize) -> (usize, usize) {
        let next = self.runs.partition_point(|run| run.at <= at);
        let Some(run) = next.checked_sub(1).map(|index| &self.runs[index]) else { return (0, 0) };
        if run.length != run.source_length {
            return (run.source, run.source + run.source_length);
        }
        let start = run.source + (at - run.at).min(run.length);
        (start, start + self.text[at..].chars().next().map_or(0, char::len_utf8))
    }
}

/// A character as the words of sentences are compared: digits, letters and ideographs in their ordinary form, signs
/// as they are written.
fn ordinary(c: char) -> Option<char> {
    match c {
        '％' => Some('%'),
        '．' => Some('.'),
        _ => {
            let folded = fold(c)?;
            Some(if folded.is_ascii() && !folded.is_ascii_alphanumeric() { c } else { folded })
        }
    }
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    crate::report::normal::trimmed(text, range)
}

/// Whether figures are all that stands on a line.
fn is_lone_figure(line: &str) -> bool {
    line.chars()
        .all(|c| is_blank(c) || ordinary(c).is_some_and(|c| c.is_ascii_digit() || matches!(c, '.' | ',')))
}

/// Whether the next line that is not blank begins with a unit: what stands above it alone is its figure.
fn goes_on_with_unit(vocabulary: &Vocabulary, rest: &str) -> bool {
    vocabulary.unit(rest.trim_start()).is_some()
}

#[cfg(test)]
mod tests {
    use super::super::line::Manner;
    use super::Running;
    use crate::format::prose::built_in;

    fn of(source: &str) -> Running {
        Running::of(built_in(), source, &[], Manner::Section)
    }

    #[test]
    fn wrapped_lines_are_joined_and_paragraphs_are_not() {
        for (source, text) in [
            ("本年度收到申\n请15件，办\n\n结13件。", "本年度收到申请15件，办结13件。\n"),
            ("收到申请3件。\n综上，收到3件。", "收到申请3件。\n综上，收到3件。\n"),
            ("（二）依申请公开情况\n2024 年收到３件", "（二）依申请公开情况\n2024年收到3件\n"),
            ("共收到申请\n- 5 -\n3件", "共收到申请3件\n"),
            ("共收到\n15\n件。", "共收到15件。\n"),
            ("共收到1\n5件。", "共收到15件。\n"),
            ("**一是**收到 3 件。\n| 甲 | 1 |\n乙", "一是收到3件。\n乙\n"),
        ] {
            assert_eq!(of(source).text, text, "{source}");
        }
    }

    #[test]
    fn every_character_knows_its_place() {
        let source = "收到申\n请 １５ 件，办結2件";
        let running = of(source);
        for (words, written) in [("申请15件", "申\n请 １５ 件"), ("15", "１５"), ("办结", "办結"), ("2", "2")]
        {
            let at = running.text.find(words).unwrap();
            assert_eq!(&source[running.source(&(at..at + words.len()))], written);
        }
    }
}
