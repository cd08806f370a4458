//! Places in a text as editors count them.
//!
//! They are counted here anew, from the text alone, so that a mistake of the server's is not made twice.

use std::ops::Range;

use serde_json::{Value, json};

/// In what the characters of a line are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Utf8,
    Utf16,
    Utf32,
}

impl Unit {
    pub const ALL: [Unit; 3] = [Unit::Utf8, Unit::Utf16, Unit::Utf32];

    /// What the protocol calls it.
    pub fn name(self) -> &'static str {
        match self {
            Unit::Utf8 => "utf-8",
            Unit::Utf16 => "utf-16",
            Unit::Utf32 => "utf-32",
        }
    }

    fn count(self, text: &str) -> usize {
        match self {
            Unit::Utf8 => text.len(),
            Unit::Utf16 => text.encode_utf16().count(),
            Unit::Utf32 => text.chars().count(),
        }
    }
}

/// Where the lines of a text begin.
pub struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    pub fn of(text: &'a str) -> Lines<'a> {
        let bytes = text.as_bytes();
        let ends_line =
            |at: &usize| bytes[*at] == b'\n' || bytes[*at] == b'\r' && bytes.get(at + 1) != Some(&b'\n');
        let ends = (0..bytes.len()).filter(ends_line).map(|at| at + 1);
        Lines { text, starts: [0].into_iter().chain(ends).collect() }
    }

    pub fn position(&self, offset: usize, unit: Unit) -> Value {
        let line = self.starts.partition_point(|start| *start <= offset) - 1;
        json!({"line": line, "character": unit.count(&self.text[self.starts[line]..offset])})
    }

    pub fn range(&self, range: &Range<usize>, unit: Unit) -> Value {
        json!({"start": self.position(range.start, unit), "end": self.position(range.end, unit)})
    }

    /// The byte at a position that [`Lines::position`] gives.
    pub fn offset(&self, position: &Value, unit: Unit) -> usize {
        let start = self.starts[position["line"].as_u64().unwrap() as usize];
        let wanted = position["character"].as_u64().unwrap() as usize;
        let ends = self.text[start..].char_indices().map(|(at, _)| start + at).chain([self.text.len()]);
        ends.into_iter().find(|end| unit.count(&self.text[start..*end]) == wanted).unwrap()
    }
}
