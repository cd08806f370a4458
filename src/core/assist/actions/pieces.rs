//! Edits made one after the other, as edits of the text that stood there first.
//!
//! Invariant: what the edits do not touch is the first text's own, byte for byte; what is given back changes
//! whole lines or less, never a line that stays as it is.

use std::ops::Range;

use crate::rules::TextEdit;
use crate::span::Span;
use crate::text::{ByteEdit, Text};

/// A text in the making: pieces of the first text and what was put between them.
#[derive(Clone)]
pub struct Pieces {
    first: Text,
    /// The text as it now is.
    pub now: Text,
    /// The edits that led to it, one after the other.
    pub made: Vec<ByteEdit>,
    pieces: Vec<Piece>,
}

#[derive(Clone)]
enum Piece {
    Old(Range<usize>),
    New(String),
}

impl Piece {
    fn len(&self) -> usize {
        match self {
            Piece::Old(range) => range.len(),
            Piece::New(text) => text.len(),
        }
    }

    /// The part of the piece from byte `start` to byte `end` of it.
    fn part(&self, start: usize, end: usize) -> Piece {
        match self {
            Piece::Old(range) => Piece::Old(range.start + start..range.start + end),
            Piece::New(text) => Piece::New(text.get(start..end).unwrap_or_default().to_owned()),
        }
    }
}

impl Pieces {
    /// A text that nothing was done to yet.
    pub fn new(text: &Text) -> Pieces {
        Pieces {
            first: text.clone(),
            now: text.clone(),
            made: Vec::new(),
            pieces: vec![Piece::Old(0..text.len())],
        }
    }

    /// Makes edits of the text as it now is, which do not overlap; lines break as the text's own do.
    pub fn make(&mut self, edits: &[TextEdit]) {
        let line_break = self.first.line_break();
        let mut edits: Vec<&TextEdit> = edits.iter().collect();
        edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        for edit in edits.into_iter().rev() {
            let new = edit.new_text.replace('\n', line_break);
            let made = self.now.replace(edit.range, &new);
            self.pieces = spliced(&self.pieces, made.start..made.old_end, new);
            self.made.push(made);
        }
    }

    /// What was done, as edits of the first text with `\n` for line breaks, in order.
    pub fn edits(&self) -> Vec<TextEdit> {
        let line_break = self.first.line_break();
        let mut edits = Vec::new();
        let (mut end, mut new) = (0, String::new());
        let rest = Piece::Old(self.first.len()..self.first.len());
        for piece in self.pieces.iter().chain([&rest]) {
            match piece {
                Piece::New(text) => new += text,
                Piece::Old(range) => {
                    let edit =
                        TextEdit { range: Span::new(end..range.start), new_text: std::mem::take(&mut new) };
                    edits.extend(minimal(&self.first, edit));
                    end = range.end;
                }
            }
        }
        edits.iter_mut().for_each(|edit| edit.new_text = edit.new_text.replace(line_break, "\n"));
        edits
    }
}

fn spliced(pieces: &[Piece], range: Range<usize>, new: String) -> Vec<Piece> {
    let mut spliced = Vec::with_capacity(pieces.len() + 2);
    let mut new = Some(new);
    let mut start = 0;
    for piece in pieces {
        let end = start + piece.len();
        if start < range.start {
            spliced.push(piece.part(0, range.start.min(end) - start));
        }
        if end >= range.start
            && let Some(new) = new.take_if(|_| end > range.start || range.is_empty())
        {
            spliced.push(Piece::New(new));
        }
        if end > range.end {
            spliced.push(piece.part(range.end.max(start) - start, end - start));
        }
        start = end;
    }
    spliced.extend(new.map(Piece::New));
    spliced
}

/// The edit without the lines at both ends that stay as they are, and within one line without the characters
/// that do; none if it changes nothing.
fn minimal(text: &Text, edit: TextEdit) -> Option<TextEdit> {
    let old = text.slice(edit.range).into_owned();
    let new = edit.new_text.as_str();
    if old == new {
        return None;
    }
    let is_long = old.contains(['\n', '\r']) || new.contains(['\n', '\r']);
    let (head, tail) = match is_long {
        true => same_ends(&old, new, |text| text.split_inclusive('\n').collect()),
        false => same_ends(&old, new, |text| text.split_inclusive(|_| true).collect()),
    };
    let range = Span::new(edit.range.start + head..edit.range.end - tail);
    Some(TextEdit { range, new_text: new[head..new.len() - tail].to_owned() })
}

/// How many bytes are the same at both ends, counted in parts that stay whole.
fn same_ends(old: &str, new: &str, parts: fn(&str) -> Vec<&str>) -> (usize, usize) {
    let (old, new) = (parts(old), parts(new));
    let same = |(a, b): &(&&str, &&str)| a == b;
    let head = old.iter().zip(&new).take_while(same).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(same).count();
    let length = |parts: &[&str]| parts.iter().map(|part| part.len()).sum();
    (length(&old[..head]), length(&old[old.len() - tail..]))
}

/// One edit of a text with `\n` for line breaks, made as small as it can be.
pub fn smallest(text: &Text, edit: TextEdit) -> Option<TextEdit> {
    let line_break = text.line_break();
    let edit = TextEdit { new_text: edit.new_text.replace('\n', line_break), ..edit };
    let edit = minimal(text, edit)?;
    Some(TextEdit { new_text: edit.new_text.replace(line_break, "\n"), ..edit })
}
