//! Where is it?
//!
//! Invariants: inside the program a place is a byte offset into the text; a [`Position`] exists only at the
//! edge and is made and read here, by one converter, in the encoding that was negotiated. A line ends at `\n`,
//! `\r\n` or a lone `\r` and at nothing else, as LSP says. Positions beyond the text are clamped, never refused.

mod place;
mod window;

use std::borrow::Cow;
use std::ops::Range;

use ropey::Rope;

pub use place::{Place, Small};
pub use window::Window;

/// The unit in which [`Position::character`] counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units, what LSP clients use unless something else was agreed.
    #[default]
    Utf16,
    /// Unicode scalar values.
    Utf32,
}

impl Encoding {
    /// How long words are in this unit.
    pub fn length(self, words: &str) -> usize {
        match self {
            Encoding::Utf8 => words.len(),
            Encoding::Utf16 => words.chars().map(char::len_utf16).sum(),
            Encoding::Utf32 => words.chars().count(),
        }
    }
}

/// A place as an editor counts it: line and character, both from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Position {
    /// The line.
    pub line: u32,
    /// The character in the line, in units of an [`Encoding`].
    pub character: u32,
}

/// One edit that has been applied: the bytes `start..old_end` of the text before it are `start..new_end` after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ByteEdit {
    /// Where the edit begins.
    pub start: usize,
    /// Where the removed bytes ended, in the old text.
    pub old_end: usize,
    /// Where the inserted bytes end, in the new text.
    pub new_end: usize,
}

impl ByteEdit {
    /// Where a range stands after edits that were made one after the other; none if one of them touched it or its
    /// edges.
    pub fn moved(range: Range<usize>, edits: &[ByteEdit]) -> Option<Range<usize>> {
        edits.iter().try_fold(range, |range, edit| {
            if edit.old_end < range.start {
                let moved = |at: usize| at - edit.old_end + edit.new_end;
                Some(moved(range.start)..moved(range.end))
            } else {
                (edit.start > range.end).then_some(range)
            }
        })
    }
}

/// The text of a document. Cloning is cheap: the rope shares its chunks.
#[derive(Debug, Clone, Default)]
pub struct Text {
    rope: Rope,
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Text { rope: Rope::from_str(text) }
    }
}

impl std::fmt::Display for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.rope.chunks().try_for_each(|chunk| f.write_str(chunk))
    }
}

impl Text {
    /// The length in bytes.
    pub fn len(&self) -> usize {
        self.rope.len_bytes()
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of lines; an empty text has one.
    pub fn line_count(&self) -> usize {
        self.rope.len_lines()
    }

    /// The bytes of `range`, clamped to the text and to character boundaries.
    pub fn slice(&self, range: impl Into<Range<usize>>) -> Cow<'_, str> {
        let range = range.into();
        let start = self.floor(range.start);
        let end = self.floor(range.end).max(start);
        Cow::from(self.rope.byte_slice(start..end))
    }

    /// The rest of the chunk that holds byte `offset`, empty at the end: how the parser reads.
    pub fn chunk_from(&self, offset: usize) -> &[u8] {
        if offset >= self.len() {
            return &[];
        }
        let (chunk, start, _, _) = self.rope.chunk_at_byte(offset);
        &chunk.as_bytes()[offset - start..]
    }

    /// The range of bytes of a line without its line break; the last line for a line beyond the text.
    pub fn line_range(&self, line: usize) -> Range<usize> {
        let line = line.min(self.line_count() - 1);
        let start = self.rope.line_to_byte(line);
        let content = self.rope.line(line);
        let breaks = content
            .bytes_at(content.len_bytes())
            .reversed()
            .take_while(|b| matches!(b, b'\n' | b'\r'))
            .count();
        start..start + content.len_bytes() - breaks
    }

    /// The line that holds byte `offset`.
    pub fn line_at(&self, offset: usize) -> usize {
        self.rope.byte_to_line(self.floor(offset))
    }

    /// The line break the text uses: that of its first line, `\n` where there is none.
    pub fn line_break(&self) -> &'static str {
        let end = self.line_range(0).end;
        match &*self.slice(end..(end + 2).min(self.len())) {
            "\r\n" => "\r\n",
            rest if rest.starts_with('\r') => "\r",
            _ => "\n",
        }
    }

    /// The position of byte `offset`, which is clamped to the text and moved down to a character boundary.
    pub fn position(&self, offset: usize, encoding: Encoding) -> Position {
        let offset = self.floor(offset);
        let line = self.rope.byte_to_line(offset);
        let before = self.rope.byte_slice(self.rope.line_to_byte(line)..offset);
        let character = match encoding {
            Encoding::Utf8 => before.len_bytes(),
            Encoding::Utf16 => before.len_utf16_cu(),
            Encoding::Utf32 => before.len_chars(),
        };
        Position { line: line as u32, character: character as u32 }
    }

    /// The byte offset of a position. A line beyond the text is its end, a character beyond the line is the end
    /// of the line (before the line break), a character inside a surrogate pair or a UTF-8 sequence is its start.
    pub fn offset(&self, position: Position, encoding: Encoding) -> usize {
        let line = position.line as usize;
        if line >= self.line_count() {
            return self.len();
        }
        let range = self.line_range(line);
        let content = self.rope.byte_slice(range.clone());
        let character = position.character as usize;
        range.start
            + match encoding {
                Encoding::Utf8 => {
                    let wanted = character.min(content.len_bytes());
                    content.char_to_byte(content.byte_to_char(wanted))
                }
                Encoding::Utf16 => {
                    content.char_to_byte(content.utf16_cu_to_char(character.min(content.len_utf16_cu())))
                }
                Encoding::Utf32 => content.char_to_byte(character.min(content.len_chars())),
            }
    }

    /// Replaces the bytes of `range` (clamped, moved down to character boundaries) with `new`.
    pub fn replace(&mut self, range: impl Into<Range<usize>>, new: &str) -> ByteEdit {
        let range = range.into();
        let start = self.floor(range.start);
        let old_end = self.floor(range.end).max(start);
        let chars = self.rope.byte_to_char(start)..self.rope.byte_to_char(old_end);
        self.rope.remove(chars.clone());
        self.rope.insert(chars.start, new);
        ByteEdit { start, old_end, new_end: start + new.len() }
    }

    /// Replaces what stands between two positions; positions in the wrong order are swapped.
    pub fn replace_between(
        &mut self,
        from: Position,
        to: Position,
        encoding: Encoding,
        new: &str,
    ) -> ByteEdit {
        let (a, b) = (self.offset(from, encoding), self.offset(to, encoding));
        self.replace(a.min(b)..a.max(b), new)
    }

    /// The nearest character boundary at or before `offset`, at most the length.
    fn floor(&self, offset: usize) -> usize {
        let offset = offset.min(self.len());
        self.rope.char_to_byte(self.rope.byte_to_char(offset))
    }
}
