//! What is put into the text when something offered is taken.
//!
//! Invariant: the plain text and the snippet say the same; only the snippet stops at what is to be filled in.

use std::fmt::Write;

use crate::format::template::BLANK;

/// A text with places to fill in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Insert {
    pieces: Vec<Piece>,
    stops: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    /// A place to fill in, with its number from 1; places of one number are filled in together.
    Stop(usize, String),
}

/// Stands for a cell between pipes while a table is laid out: it is as wide as the blank that takes its place.
pub const CELL: &str = "\u{1}";

/// Stands for a cell behind a tab, where nothing need stand.
pub const EMPTY_CELL: &str = "\u{4}";

/// Stands for a cell where only something that stands there can be one: the line of a form takes its place.
pub const DRAWN_CELL: &str = "\u{5}";

/// The cells, each with what takes its place until it is filled in. Nobody knows the figures: none is a zero.
const CELLS: [(&str, &str); 3] = [(CELL, " "), (EMPTY_CELL, ""), (DRAWN_CELL, BLANK)];

impl Insert {
    /// A text that stops nowhere.
    pub fn text(text: &str) -> Insert {
        let mut insert = Insert::default();
        insert.push(text);
        insert
    }

    /// A text whose cells, each a [`CELL`] or one of its kin, and notes of what to write, （请…）, are places to fill
    /// in.
    pub fn form(text: &str) -> Insert {
        let mut insert = Insert::default();
        insert.push_form(text);
        insert
    }

    /// Adds text.
    pub fn push(&mut self, text: &str) {
        match self.pieces.last_mut() {
            Some(Piece::Text(last)) => last.push_str(text),
            _ if text.is_empty() => {}
            _ => self.pieces.push(Piece::Text(text.to_owned())),
        }
    }

    /// Adds text with cells and notes, as [`Insert::form`] reads it.
    pub fn push_form(&mut self, text: &str) {
        const NOTE: &str = "（请";
        let marks = || CELLS.iter().map(|(mark, _)| *mark).chain([NOTE]);
        let mut rest = text;
        while let Some(at) = marks().filter_map(|mark| rest.find(mark)).min() {
            self.push(&rest[..at]);
            rest = &rest[at..];
            let cell = CELLS.iter().find(|(mark, _)| rest.starts_with(mark));
            let (length, default) = match cell {
                Some((mark, blank)) => (mark.len(), *blank),
                None => {
                    let length = rest.find('）').map_or(rest.len(), |end| end + '）'.len_utf8());
                    (length, &rest[..length])
                }
            };
            self.push_stop(default);
            rest = &rest[length..];
        }
        self.push(rest);
    }

    /// Adds a place to fill in; `default` stands there until then. Returns its number.
    pub fn push_stop(&mut self, default: &str) -> usize {
        self.stops += 1;
        self.pieces.push(Piece::Stop(self.stops, default.to_owned()));
        self.stops
    }

    /// Adds a place that is filled in together with the one of this number.
    pub fn push_same(&mut self, stop: usize, default: &str) {
        self.pieces.push(Piece::Stop(stop, default.to_owned()));
    }

    /// As text, with the defaults.
    pub fn plain(&self) -> String {
        let text = |piece: &'_ Piece| -> String {
            match piece {
                Piece::Text(text) | Piece::Stop(_, text) => text.clone(),
            }
        };
        self.pieces.iter().map(text).collect()
    }

    /// As a snippet: `本机关新收${1:0}件`.
    pub fn snippet(&self) -> String {
        let mut snippet = String::new();
        let mut seen = 0;
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => snippet.push_str(&escaped(text)),
                // Said once: where it comes again it is what stands in the first place.
                Piece::Stop(number, default) if *number <= seen || default.is_empty() => {
                    seen = seen.max(*number);
                    let _ = write!(snippet, "${{{number}}}");
                }
                Piece::Stop(number, default) => {
                    seen = *number;
                    let _ = write!(snippet, "${{{number}:{}}}", escaped(default));
                }
            }
        }
        snippet
    }

    /// Whether there is anything to fill in.
    pub fn has_stops(&self) -> bool {
        self.stops > 0
    }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '$' | '}') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snippet_stops_where_something_is_to_be_filled_in() {
        let mut insert = Insert::default();
        let agency = insert.push_stop("丁香镇");
        insert.push("2024年$报告\\");
        insert.push_same(agency, "丁香镇");
        insert.push_form("| a} | \u{1} |（请填写内容）。");
        assert_eq!(insert.plain(), "丁香镇2024年$报告\\丁香镇| a} |   |（请填写内容）。");
        assert_eq!(insert.snippet(), r"${1:丁香镇}2024年\$报告\\${1}| a\} | ${2: } |${3:（请填写内容）}。");
        let insert = Insert::form("规章\t\u{4}\n规章 |\n\u{5} |");
        assert_eq!(insert.plain(), "规章\t\n规章 |\n__ |");
        assert_eq!(insert.snippet(), "规章\t${1}\n规章 |\n${2:__} |");
        assert!(insert.has_stops() && !Insert::text("$").has_stops());
        assert_eq!(Insert::text("$").snippet(), r"\$");
    }
}
