//! Headings numbered anew.
//!
//! Invariant: only the numbers of headings change. A section has the number of the format; subsections are counted
//! from their first one.

use std::ops::Range;

use super::{Action, Cursor, Kind, Question, Work, titles};
use crate::report::normal::is_blank;
use crate::rules::TextEdit;
use crate::span::{InSection, Span};
use crate::syntax::fold::fold;
use crate::syntax::{self, Line};

const NUMERALS: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

pub(super) fn actions(question: &Question<'_>, cursor: &Cursor) -> Vec<Action> {
    let mut actions = Vec::new();
    let mut offer = |edits: Vec<TextEdit>, title: String| {
        if !edits.is_empty() {
            let work = Work::Edits(edits);
            actions.push(Action { title, kind: Kind::Rewrite, preferred: false, work });
        }
    };
    let edits = sections(cursor);
    let title = titles::renumber_sections(edits.len(), question.lang);
    offer(edits, title);
    let edits = subsections(question, cursor);
    let title = titles::renumber_subsections(edits.len(), question.lang);
    offer(edits, title);
    actions
}

/// The numbers of the sections that the format knows.
fn sections(cursor: &Cursor) -> Vec<TextEdit> {
    let numbered = cursor.report.sections.iter().filter_map(|(at, section)| {
        let kind = section.kind?;
        let heading = &section.heading;
        let format = &cursor.report.format.sections[kind];
        let number = number(&heading.text);
        let right = format!("{}、", format.number);
        (heading.number != kind.number() && heading.accepted).then(|| TextEdit {
            range: Span::<InSection>::new(heading.range.start..heading.range.start + number)
                .in_text(cursor.start + at),
            new_text: right,
        })
    });
    numbered.collect()
}

/// How many bytes the number in front of a heading takes, with what follows it.
fn number(heading: &str) -> usize {
    let is_digit = |c: char| fold(c).is_some_and(|c| NUMERALS.contains(&c) || c.is_ascii_digit());
    let behind = heading.trim_start_matches(is_digit);
    if behind.len() == heading.len() {
        return 0;
    }
    let behind = behind.trim_start_matches(is_blank);
    let title = behind.strip_prefix(['、', '､', '.', '．', ',', '，', ':', '：']).unwrap_or(behind);
    heading.len() - title.trim_start_matches(is_blank).len()
}

/// The numbers of the subsections （一）（二）（四） of the section at the cursor, each run from its （一）.
fn subsections(question: &Question<'_>, cursor: &Cursor) -> Vec<TextEdit> {
    let Some(section) = cursor.section() else { return Vec::new() };
    let body = section.body.in_text(cursor.section_start);
    let in_table = |line: &Range<usize>| {
        let mut tables = section.tables.iter().map(|table| table.range.in_text(cursor.section_start));
        tables.any(|table| line.start < table.end && table.start < line.end)
    };
    let mut edits = Vec::new();
    let mut expected = 0;
    for (kind, line) in syntax::lines(question.analysis.tree(), body.bytes()) {
        if kind != Line::Subheading || in_table(&line) {
            continue;
        }
        let Some((place, count)) = bracketed(&question.text.slice(line.clone())) else { continue };
        match (count, expected) {
            (1, _) => expected = 2,
            // A run that does not begin at its beginning goes on from something that is not known.
            (_, 0) => {}
            (count, _) => {
                if count != expected {
                    edits.extend(numeral(expected).map(|numeral| TextEdit {
                        range: Span::new(line.start + place.start..line.start + place.end),
                        new_text: numeral,
                    }));
                }
                expected += 1;
            }
        }
    }
    edits
}

/// The numeral in the brackets at the start of a line, and what it counts.
fn bracketed(line: &str) -> Option<(Range<usize>, usize)> {
    let start = line.len() - line.trim_start_matches(|c| is_blank(c) || matches!(c, '#' | '*')).len();
    let inner = line[start..].strip_prefix(['（', '('])?;
    let from = line.len() - inner.len();
    let end = from + inner.find(['）', ')'])?;
    let count = count(line[from..end].trim_matches(is_blank))?;
    Some((from..end, count))
}

fn count(numeral: &str) -> Option<usize> {
    (1..20).find(|count| self::numeral(*count).as_deref() == Some(numeral))
}

fn numeral(count: usize) -> Option<String> {
    match count {
        1..=10 => Some(NUMERALS[count - 1].to_string()),
        11..=19 => Some(format!("十{}", NUMERALS[count - 11])),
        _ => None,
    }
}
