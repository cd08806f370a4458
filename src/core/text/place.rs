//! A place for those who have the text no more.
//!
//! Invariant: it says in every encoding what [`Text::position`] said of the text at the time.

use std::ops::Range;

use super::{Encoding, Position, Text};

/// A place in a text that is on one line, as editors count it in every encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    line: u32,
    /// Where it begins in the line: in bytes, UTF-16 units and characters.
    start: [u32; 3],
    /// How long it is in these, as far as it is on the line.
    length: [u32; 3],
}

/// A place that takes little memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Small {
    line: u32,
    start: [u16; 3],
    length: [u8; 3],
}

impl From<Small> for Place {
    fn from(small: Small) -> Place {
        let Small { line, start, length } = small;
        Place { line, start: start.map(u32::from), length: length.map(u32::from) }
    }
}

const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

impl Place {
    /// The place of a range of bytes; of one over several lines, what is on the first.
    pub fn of(text: &Text, range: impl Into<Range<usize>>) -> Place {
        let range = range.into();
        let line = text.line_at(range.start);
        let whole = text.line_range(line);
        let (before, words) =
            (text.slice(whole.start..range.start), text.slice(range.start..range.end.min(whole.end)));
        let lengths = |words: &str| ENCODINGS.map(|encoding| encoding.length(words) as u32);
        Place { line: line as u32, start: lengths(&before), length: lengths(&words) }
    }

    /// How many bytes it has.
    pub fn bytes(&self) -> usize {
        self.length[0] as usize
    }

    /// The same in less memory; none where it stands far behind on its line, or is long.
    pub fn small(&self) -> Option<Small> {
        let start = self.start.map(u16::try_from);
        let length = self.length.map(u8::try_from);
        let ([Ok(a), Ok(b), Ok(c)], [Ok(x), Ok(y), Ok(z)]) = (start, length) else { return None };
        Some(Small { line: self.line, start: [a, b, c], length: [x, y, z] })
    }

    /// Where it begins and where it ends.
    pub fn positions(&self, encoding: Encoding) -> (Position, Position) {
        let at = ENCODINGS.iter().position(|one| *one == encoding).unwrap_or_default();
        let character = self.start[at];
        let position = |character| Position { line: self.line, character };
        (position(character), position(character + self.length[at]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_counted_as_the_text_counts() {
        let text = Text::from("甲\n𠮷、结转 12 件\n乙");
        let start = text.to_string().find("12").unwrap();
        let place = Place::of(&text, start..start + 2);
        for encoding in ENCODINGS {
            let expected = (text.position(start, encoding), text.position(start + 2, encoding));
            assert_eq!(place.positions(encoding), expected, "{encoding:?}");
            assert_eq!(place.small().map(Place::from), Some(place));
        }
        let over_lines = Place::of(&text, start..text.len()).positions(Encoding::Utf32);
        assert_eq!((over_lines.0.line, over_lines.1.line), (1, 1));
        assert_eq!(over_lines.1.character - over_lines.0.character, 4, "“12 件”");
    }
}
