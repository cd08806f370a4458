//! Which lines are those of a table of contents?
//!
//! Invariants: a line with a stop is none; below the first heading one line is an entry by itself only where dots or a
//! word lead to its page, else it takes some in a row whose pages do not fall.

use std::ops::Range;

use super::line::{Manner, is_item};
use crate::report::heading::leads_to_page;
use crate::report::normal::{half_width, is_blank, trimmed};

/// So many entries in a row are a table of contents.
const LEAST: usize = 3;
const LONGEST: usize = 60;

/// The lines of a table of contents in a text, without the blanks around them.
pub fn listing(words: &str, manner: Manner) -> Vec<Range<usize>> {
    let mut listing: Vec<Range<usize>> = Vec::new();
    // The entries in a row, with the page of the last.
    let mut run: Vec<Range<usize>> = Vec::new();
    let mut last = 0;
    let mut at = 0;
    let mut end_run = |run: &mut Vec<Range<usize>>| {
        let is_listing = run.len() >= LEAST;
        listing.extend(run.drain(..).filter(|line| {
            is_listing || {
                let line = &words[line.clone()];
                leads_to_page(line) && (is_item(line) || !line.ends_with('页'))
                    || manner == Manner::Preamble && is_item(line)
            }
        }));
    };
    for line in words.split_inclusive(['\n', '\r']) {
        let range = trimmed(words, at..at + line.len());
        at += line.len();
        let said = &words[range.clone()];
        if said.is_empty() {
            continue;
        }
        let page = page(said).filter(|page| *page >= last || run.is_empty());
        let entry = said.chars().count() <= LONGEST
            && !said.contains(['，', '。', '；', '：', ',', ';', ':', '|'])
            && (page.is_some() || manner == Manner::Preamble && is_item(said));
        if !entry {
            end_run(&mut run);
            continue;
        }
        last = page.unwrap_or(if run.is_empty() { 0 } else { last });
        run.push(range);
    }
    end_run(&mut run);
    listing
}

/// The page to which an entry leads: what is numbered, or set apart from its page.
fn page(line: &str) -> Option<u32> {
    let bare = line.trim_end_matches(['页', ')', '）', '*']).trim_end_matches(is_blank);
    let words = bare.trim_end_matches(|c| half_width(c).is_ascii_digit());
    let digits: String = bare[words.len()..].chars().map(half_width).collect();
    let is_apart =
        || words.ends_with(|c| is_blank(c) || matches!(c, '(' | '（' | '第')) || leads_to_page(line);
    let page = digits.parse().ok().filter(|page| (1..1000).contains(page))?;
    (words.chars().any(char::is_alphabetic) && (is_item(line) || is_apart())).then_some(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str, manner: Manner) -> Vec<&str> {
        listing(text, manner).into_iter().map(|line| &text[line]).collect()
    }

    #[test]
    fn what_leads_to_pages_is_a_table_of_contents() {
        for text in [
            "一、总体情况……1\n\n三、收到和处理政府信息公开申请情况……3",
            "一、总体情况1\n二、主动公开政府信息情况2\n三、收到和处理政府信息公开申请情况3",
            "总体情况 1\n  主动公开 1\n  收到和处理申请  （3）",
            "（一）依申请公开（第3页）",
        ] {
            assert_eq!(
                said(text, Manner::Section).len(),
                text.lines().filter(|line| !line.is_empty()).count(),
                "{text}"
            );
        }
        let numbered = "1.总体情况\n3.收到和处理政府信息公开申请情况\n本报告由本局编制。";
        assert_eq!(said(numbered, Manner::Preamble).len(), 2);
    }

    #[test]
    fn what_is_said_is_none() {
        for text in [
            "（一）主动公开情况\n收到申请3件。\n（二）依申请公开情况\n收到申请12",
            "（一）收到申请12\n件，办结\n13",
            "收到申请 30\n办结申请 12\n结转申请 18",
            "1.收到申请12件\n2.办结申请12件\n3.结转申请0件",
            "印发手册3页",
        ] {
            assert_eq!(said(text, Manner::Section), Vec::<&str>::new(), "{text}");
        }
        assert_eq!(
            said("本报告所列数据的统计期限为2024年\n1月1日至12月31日", Manner::Preamble),
            Vec::<&str>::new()
        );
    }
}
