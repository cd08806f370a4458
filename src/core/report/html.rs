//! Tables that stand in a text as HTML.
//!
//! Invariant: a table is what its own tags enclose; words that only speak of tags are none.

use std::ops::Range;

const OPEN: &str = "<table";
const CLOSE: &str = "</table";

/// Where the tables stand that are not inside others.
pub fn tables(text: &str) -> Vec<Range<usize>> {
    let mut tables = Vec::new();
    let mut from = 0;
    while let Some(start) = tag(text, from, OPEN) {
        let end = end(text, start);
        from = end.unwrap_or(start + OPEN.len());
        tables.extend(end.map(|end| start..end));
    }
    tables
}

/// Where the table that begins at `start` ends. One that is not closed ends behind its last cell; without cells it
/// is none.
fn end(text: &str, start: usize) -> Option<usize> {
    let (mut at, mut depth) = (start + OPEN.len(), 1);
    loop {
        let (open, close) = (tag(text, at, OPEN), tag(text, at, CLOSE));
        match (open, close) {
            (Some(open), Some(close)) if open < close => (at, depth) = (open + OPEN.len(), depth + 1),
            (_, Some(close)) => {
                at = close + CLOSE.len();
                depth -= 1;
                if depth == 0 {
                    return Some(behind(text, at));
                }
            }
            (_, None) => break,
        }
    }
    let cell = ["</td", "</th", "</tr"].iter().filter_map(|close| last_tag(text, start, close)).max();
    cell.map(|cell| behind(text, cell))
}

/// Behind the `>` that ends the tag at `at`.
fn behind(text: &str, at: usize) -> usize {
    text[at..].find('>').map_or(text.len(), |end| at + end + 1)
}

/// Where the next tag of this name begins.
fn tag(text: &str, from: usize, name: &str) -> Option<usize> {
    text[from..].match_indices('<').map(|(at, _)| from + at).find(|at| is_tag(text, *at, name))
}

fn last_tag(text: &str, from: usize, name: &str) -> Option<usize> {
    text[from..].rmatch_indices('<').map(|(at, _)| from + at).find(|at| is_tag(text, *at, name))
}

fn is_tag(text: &str, at: usize, name: &str) -> bool {
    let end = at + name.len();
    text.get(at..end).is_some_and(|tag| tag.eq_ignore_ascii_case(name))
        && text[end..].starts_with(|c: char| c == '>' || c == '/' || c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        tables(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn a_table_is_what_its_tags_enclose() {
        assert_eq!(found("甲<table><tr><td>1</td></tr></table>乙"), ["<table><tr><td>1</td></tr></table>"]);
        assert_eq!(found("<TABLE border=1>\n<tr></TABLE >\n"), ["<TABLE border=1>\n<tr></TABLE >"]);
        assert_eq!(found("<table>1<table>2</table>3</table>4<table/></table>").len(), 2);
        // Without an end it goes to its last cell.
        assert_eq!(found("<table><tr><td>1</td>\n六、其他"), ["<table><tr><td>1</td>"]);
        for none in ["<tablet></tablet>", "<table>", "&lt;table&gt;", "表 <b>一</b>", "</table>"] {
            assert!(found(none).is_empty(), "{none}");
        }
    }
}
