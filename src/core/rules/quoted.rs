//! Suggestions for what is quoted.
//!
//! Invariant: lines that a suggestion puts between lines of a quotation are quoted as these are.

use super::finding::Finding;
use super::view::View;
use crate::report::quotation;
use crate::span::Span;

/// Puts the marks of a quotation before the lines that suggestions add to it.
pub fn keep_marks(view: &View<'_>, findings: &mut [Finding]) {
    let edits = findings
        .iter_mut()
        .flat_map(|finding| &mut finding.suggestions)
        .flat_map(|suggestion| &mut suggestion.edits);
    for (range, text) in edits.filter(|(_, text)| text.contains('\n')) {
        let (marks, begins_line) = marks_at(view, range.start);
        if !marks.is_empty() {
            *text = marked(text, &marks, begins_line);
        }
    }
}

/// The marks before the line at a place, with the blank behind them, and whether the place is before them.
fn marks_at(view: &View<'_>, place: usize) -> (String, bool) {
    let length = view.report.length;
    let above = view.quote(Span::new(0..place));
    let begins_line = above.is_empty() || above.ends_with(['\n', '\r']);
    // At the end of the text the line before tells.
    let shown = if begins_line && place == length { above.trim_end().len() } else { place };
    let start = above[..shown].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let line = view.quote(Span::new(start..length));
    let marks = quotation(line.split(['\n', '\r']).next().unwrap_or_default());
    let blank = usize::from(marks > 0 && line[marks..].starts_with(' '));
    (line[..marks + blank].to_owned(), begins_line)
}

/// A text with marks before its lines; before its first one where it begins a line.
fn marked(text: &str, marks: &str, begins_line: bool) -> String {
    let mut marked = String::new();
    for (at, line) in text.split('\n').enumerate() {
        let is_last = text.split('\n').count() == at + 1;
        if at > 0 {
            marked.push('\n');
        }
        // Behind the last break goes on what stands there already.
        let own = if begins_line { !is_last } else { at > 0 };
        if own {
            marked += if line.is_empty() && !is_last { marks.trim_end() } else { marks };
        }
        marked += line;
    }
    marked
}

#[cfg(test)]
mod tests {
    use super::marked;

    #[test]
    fn added_lines_are_quoted_as_those_around_them() {
        assert_eq!(marked("甲\n\n", "> ", true), "> 甲\n>\n");
        assert_eq!(marked("\n\n甲", "> ", false), "\n>\n> 甲");
        assert_eq!(marked("甲\n", "> ", false), "甲\n> ");
    }
}
