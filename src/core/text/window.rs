//! A part of a text in which many places are looked up.
//!
//! Invariant: it says what [`Text`] says, with lines counted from the one in which the part begins: what is made of it
//! stays the same wherever the part moves.

use std::borrow::Cow;
use std::ops::Range;

use super::{Encoding, Position, Text};

/// A part of a text. Looking things up in it costs little, however long the text is around it.
pub struct Window<'a> {
    words: Cow<'a, str>,
    encoding: Encoding,
    /// Where it begins in the text.
    start: usize,
    /// How many units stand before it on its first line.
    before: u32,
    /// Where its lines begin in it.
    lines: Vec<usize>,
}

impl<'a> Window<'a> {
    /// These bytes of a text.
    pub fn of(text: &'a Text, range: Range<usize>, encoding: Encoding) -> Window<'a> {
        let (start, before) = (range.start, text.position(range.start, encoding).character);
        let words = text.slice(range);
        let bytes = words.as_bytes();
        let ends = bytes
            .iter()
            .enumerate()
            .filter(|(at, byte)| **byte == b'\n' || **byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
        let lines = std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect();
        Window { words, encoding, start, before, lines }
    }

    /// What stands in a range of the text, as far as it is in the part.
    pub fn slice(&self, range: impl Into<Range<usize>>) -> &str {
        let range = range.into();
        let start = self.own(range.start);
        &self.words[start..self.own(range.end).max(start)]
    }

    /// The position of a byte of the text, which is clamped to the part; lines are counted from its first one.
    pub fn position(&self, offset: usize) -> Position {
        self.position_after((self.start, Position { line: 0, character: self.before }), offset)
    }

    /// The same, where the position of a byte before it is known: what stands between them is all that is looked at.
    pub fn position_after(&self, (known, place): (usize, Position), offset: usize) -> Position {
        let (known, at) = (self.own(known), self.own(offset));
        let line = self.lines.partition_point(|start| *start <= at) - 1;
        let (from, character) = match line as u32 == place.line && known <= at {
            true => (known, place.character),
            false => (self.lines[line], if line == 0 { self.before } else { 0 }),
        };
        let units = self.encoding.length(&self.words[from..at]) as u32;
        Position { line: line as u32, character: character + units }
    }

    /// Where a byte of the text stands in the part.
    fn own(&self, offset: usize) -> usize {
        self.words.floor_char_boundary(offset.saturating_sub(self.start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_says_what_the_text_says() {
        let words = "𠮷一\r\n二\r三\n\n四五六";
        let text = Text::from(words);
        let cuts: Vec<usize> = words.char_indices().map(|(at, _)| at).chain([words.len()]).collect();
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            for start in cuts.iter().filter(|at| !words[**at..].starts_with("\n二")) {
                let window = Window::of(&text, *start..words.len(), encoding);
                let first = text.position(*start, encoding).line;
                let mut known = (*start, window.position(*start));
                for at in cuts.iter().filter(|at| *at >= start) {
                    let Position { line, character } = text.position(*at, encoding);
                    let place = Position { line: line - first, character };
                    assert_eq!(window.position(*at), place, "{start} {at}");
                    assert_eq!(window.position_after(known, *at), place, "{start} {at}");
                    assert_eq!(window.slice(*start..*at), &words[*start..*at]);
                    known = (*at, place);
                }
            }
        }
    }
}
