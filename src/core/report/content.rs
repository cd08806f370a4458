//! What of a text is the report's own?
//!
//! Invariants: whoever reads the lines of a report finds blanks in place of what is no part of it (comments, fenced
//! code, the marks of a quotation, tables in HTML, what a web site puts around a page), and all else where it stands.
//! What is set aside in a section follows from the section alone.

use std::borrow::Cow;
use std::ops::Range;

use super::ignore::{Ignore, comment};
use super::normal::is_blank;
use super::plain::Plain;
use super::{html, navigation};
use crate::syntax::{Line, Tree, lines};
use crate::text::Text;

/// The content of a range of a text. All ranges count from its start, in the plain text.
pub struct Content {
    /// Its text, plain and with blanks in place of what was set aside.
    pub text: String,
    /// Where the text stands, if it is not the text as it is.
    pub plain: Option<Plain>,
    /// Its lines; what was set aside as a whole is blank.
    pub lines: Vec<(Line, Range<usize>)>,
    /// The comments that ask for something; what they cover is not yet known.
    pub ignores: Vec<Ignore>,
    /// Where tables in HTML stand.
    pub html: Vec<Range<usize>>,
}

/// What a comment, a tag, a fence or the mark of a quotation begins or ends with.
const MARKS: [char; 4] = ['<', '>', '`', '~'];

impl Content {
    /// What stands at `range`.
    pub fn of(tree: &Tree, text: &Text, range: Range<usize>) -> Content {
        let start = range.start;
        let mut lines = lines(tree, range.clone());
        for (_, range) in &mut lines {
            *range = range.start - start..range.end - start;
        }
        let text = text.slice(range).into_owned();
        let mut content = Content { text, plain: None, lines, ignores: Vec::new(), html: Vec::new() };
        content.make_plain();
        if content.text.contains(MARKS) {
            (0..content.lines.len()).for_each(|at| content.set_comments_aside(at));
            content.set_html_aside();
        }
        content.set_navigation_aside();
        content
    }

    fn make_plain(&mut self) {
        let Some(mut plain) = Plain::of(&self.text) else { return };
        for (_, line) in &mut self.lines {
            *line = plain.place(line.start)..plain.place(line.end);
        }
        self.text = std::mem::take(&mut plain.text);
        self.plain = Some(plain);
    }

    /// Comments, fences and the marks of a quotation in a line.
    fn set_comments_aside(&mut self, at: usize) {
        let (kind, line) = self.lines[at].clone();
        blank_quote_marks(&mut self.text, line.clone());
        // What stands in a fence asks for nothing.
        let is_fence = kind == Line::Aside
            && self.text[line.clone()].trim_start_matches(is_blank).starts_with(['`', '~']);
        let mut from = if is_fence { line.end } else { line.start };
        while let Some(asked) = self.text[from..line.end].find(COMMENT.0).map(|at| from + at) {
            let closed = comment_at(&self.text[..line.end], asked);
            let ignore =
                comment(&self.text[line.clone()], line.start).filter(|ignore| ignore.range.start == asked);
            let Some(range) = closed.or(ignore.as_ref().map(|ignore| ignore.range.bytes())) else {
                from = asked + COMMENT.0.len();
                continue;
            };
            if ignore.as_ref().is_some_and(|ignore| ignore.alone) {
                self.lines[at].0 = Line::Blank;
            }
            self.ignores.extend(ignore);
            // A line that goes on behind the comment is one line.
            blank(&mut self.text, range.clone(), kind == Line::Aside);
            from = range.end;
        }
        if kind == Line::Aside {
            blank(&mut self.text, line, true);
            self.lines[at].0 = Line::Blank;
        }
    }

    fn set_html_aside(&mut self) {
        self.html = html::tables(&self.text);
        for range in &self.html {
            blank(&mut self.text, range.clone(), true);
            for (kind, line) in &mut self.lines {
                if line.start < range.end
                    && range.start < line.end
                    && self.text[line.clone()].chars().all(is_blank_or_break)
                {
                    *kind = Line::Blank;
                }
            }
        }
    }

    fn set_navigation_aside(&mut self) {
        for (kind, line) in &mut self.lines {
            if matches!(kind, Line::Text | Line::Pipe | Line::Figures | Line::Tab)
                && navigation::is_navigation(&self.text[line.clone()])
            {
                *kind = Line::Blank;
                blank(&mut self.text, line.clone(), true);
            }
        }
    }
}

const COMMENT: (&str, &str) = ("<!--", "-->");

/// The comment that begins at `start`, if it is closed in `line` before another one begins.
fn comment_at(line: &str, start: usize) -> Option<Range<usize>> {
    let inside = start + COMMENT.0.len();
    let end = line[inside..].find(COMMENT.1)?;
    let next = line[inside..].find(COMMENT.0);
    next.is_none_or(|next| end < next).then(|| start..inside + end + COMMENT.1.len())
}

fn is_blank_or_break(c: char) -> bool {
    matches!(c, '\n' | '\r') || is_blank(c)
}

/// Blanks in place of `range`, as many bytes; with `lines` its line breaks stay.
fn blank(text: &mut String, range: Range<usize>, lines: bool) {
    let byte = |byte: u8| if lines && matches!(byte, b'\n' | b'\r') { char::from(byte) } else { ' ' };
    let blanks: String = text[range.clone()].bytes().map(byte).collect();
    text.replace_range(range, &blanks);
}

/// The length of the blanks and the marks of a quotation before a line; 0 where there is no mark.
pub fn quotation(line: &str) -> usize {
    let marked = line.len() - line.trim_start_matches(|c| c == '>' || is_blank(c)).len();
    line[..marked].rfind('>').map_or(0, |mark| mark + 1)
}

/// Blanks in place of the marks before each line of `range`.
fn blank_quote_marks(text: &mut String, range: Range<usize>) {
    let mut start = range.start;
    while start < range.end {
        let line = &text[start..range.end];
        let end = start + line.find(['\n', '\r']).map_or(line.len(), |at| at + 1);
        let marks = start + quotation(&text[start..end]);
        if marks > start {
            blank(text, start..marks, true);
        }
        start = end;
    }
}

/// Lines without comments, fences and the marks of a quotation, every byte in its place.
pub fn own(words: &str) -> Cow<'_, str> {
    if !words.contains(MARKS) {
        return Cow::Borrowed(words);
    }
    let mut own = words.to_owned();
    blank_quote_marks(&mut own, 0..words.len());
    for fence in fences(&own) {
        blank(&mut own, fence, true);
    }
    let mut from = 0;
    while let Some(start) = own[from..].find(COMMENT.0).map(|at| from + at) {
        let comment = comment_at(&own, start);
        from = comment.as_ref().map_or(start + COMMENT.0.len(), |comment| comment.end);
        if let Some(comment) = comment {
            blank(&mut own, comment, false);
        }
    }
    Cow::Owned(own)
}

/// The mark of which a fence is made, how many of them a line begins with, and what stands behind them.
fn fence_mark(line: &str) -> Option<(char, usize, &str)> {
    let line = line.trim_matches(is_blank_or_break);
    let mark = line.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let behind = line.trim_start_matches(mark);
    let marks = line.len() - behind.len();
    (marks >= 3).then_some((mark, marks, behind))
}

/// Fences with all their lines, as the grammar has them: one that is not closed nearby is none.
fn fences(words: &str) -> Vec<Range<usize>> {
    const MOST_MARKS: usize = 8;
    const FAR_CHARS: usize = 4096;
    let mut fences = Vec::new();
    let mut start = 0;
    while start < words.len() {
        let end = line_end(words, start);
        let opens = fence_mark(&words[start..end])
            .filter(|(mark, marks, behind)| *marks <= MOST_MARKS && (*mark == '~' || !behind.contains('`')));
        let close = opens.and_then(|(mark, least, _)| {
            let mut at = end;
            while at < words.len() {
                let end = line_end(words, at);
                match fence_mark(&words[at..end]) {
                    Some((other, marks, "")) if other == mark && marks >= least => return Some(end),
                    // Where another one opens, this one was not closed.
                    Some((other, _, behind)) if other == mark && !behind.is_empty() => return None,
                    _ => at = end,
                }
            }
            None
        });
        let close = close.filter(|close| words[end..*close].chars().count() <= FAR_CHARS);
        fences.extend(close.map(|close| start..close));
        start = close.unwrap_or(end);
    }
    fences
}

/// Where the line that begins at `start` ends, its line break included.
fn line_end(words: &str, start: usize) -> usize {
    words[start..].find(['\n', '\r']).map_or(words.len(), |at| start + at + 1)
}
