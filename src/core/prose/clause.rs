//! A sentence in pieces: words, figures and stops.
//!
//! Invariant: the pieces tile the sentence, but for quotation marks inside which there are no stops.

use std::ops::Range;

use super::number::Number;

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Words(Range<usize>),
    /// The figure of this index.
    Figure(usize),
    /// A stop, and where.
    Stop(char, usize),
}

/// The sentences of a text.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut quoted = 0usize;
    for (at, c) in text.char_indices() {
        match c {
            '“' | '《' => quoted += 1,
            '”' | '》' => quoted = quoted.saturating_sub(1),
            _ => {}
        }
        if c == '\n' || quoted == 0 && matches!(c, '。' | '！' | '？') {
            let end = at + c.len_utf8();
            if text[start..end].chars().any(char::is_alphanumeric) {
                sentences.push(start..end);
            }
            start = end;
            quoted = 0;
        }
    }
    if text[start..].chars().any(char::is_alphanumeric) {
        sentences.push(start..text.len());
    }
    sentences
}

/// The pieces of a sentence; `numbers` are those of the whole text.
pub fn pieces(text: &str, sentence: &Range<usize>, numbers: &[Number]) -> Vec<Piece> {
    let first = numbers.partition_point(|number| number.range.start < sentence.start);
    let mut pieces = Vec::new();
    let mut at = sentence.start;
    for (index, number) in numbers.iter().enumerate().skip(first) {
        if number.range.start >= sentence.end {
            break;
        }
        words(text, at..number.whole.start, &mut pieces);
        pieces.push(Piece::Figure(index));
        at = number.whole.end;
    }
    words(text, at..sentence.end, &mut pieces);
    pieces
}

/// Words with the stops in them.
fn words(text: &str, range: Range<usize>, pieces: &mut Vec<Piece>) {
    if range.is_empty() {
        return;
    }
    let mut start = range.start;
    let mut quoted = 0usize;
    let mut in_name = false;
    for (offset, c) in text[range.clone()].char_indices() {
        let at = range.start + offset;
        match c {
            '“' | '《' => quoted += 1,
            '”' | '》' => quoted = quoted.saturating_sub(1),
            _ => {}
        }
        // 县（区） is one word.
        match c {
            '（' | '(' if of_places(&text[at..range.end]) || of_office(text, at) => in_name = true,
            '）' | ')' if in_name => {
                in_name = false;
                continue;
            }
            _ => {}
        }
        let is_stop = quoted == 0
            && !in_name
            && match c {
                '，' | ',' | '；' | ';' | '：' | ':' | '。' | '！' | '？' | '（' | '(' | '）' | ')'
                | '\n' | '…' => true,
                // Between names it parts nothing.
                // 其中2件予以公开、1件无法提供
                '、' if at + c.len_utf8() == range.end => true,
                '、' => {
                    start == at
                        && matches!(pieces.last(), Some(Piece::Figure(_) | Piece::Stop(')' | '）', _)))
                }
                '.' => text[at + 1..].starts_with(['\n', '）']) || at + 1 == text.len(),
                _ => false,
            };
        if is_stop {
            if start < at {
                pieces.push(Piece::Words(start..at));
            }
            pieces.push(Piece::Stop(c, at));
            start = at + c.len_utf8();
        }
    }
    if start < range.end {
        pieces.push(Piece::Words(start..range.end));
    }
}

/// Whether brackets say that a government is meant with its office: 县政府（含办公室）.
fn of_office(text: &str, at: usize) -> bool {
    let inside = text[at..].trim_start_matches(['（', '(']);
    text[..at].ends_with("政府")
        && ["含办公室", "含政府办公室", "含政府办"]
            .iter()
            .any(|office| inside.strip_prefix(office).is_some_and(|rest| rest.starts_with(['）', ')'])))
}

/// Whether a text begins with brackets that name kinds of places and nothing else: 县（市、区）, 乡镇（街道）.
fn of_places(text: &str) -> bool {
    const KINDS: &str = "省市县区州盟旗镇乡街道场园办、";
    let inside = text.trim_start_matches(['（', '(']);
    let end = inside.find(['）', ')']);
    end.is_some_and(|end| end > 0 && inside[..end].chars().all(|c| KINDS.contains(c)))
}
