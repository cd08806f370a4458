//! What a printed page carries besides the report: its number and its running head.
//!
//! Invariant: such a line stands by itself and says nothing of the report, wherever the page was cut.

use super::normal::{half_width, is_blank, normal};

/// Whether a line is a page number or a running head, which may stand anywhere, also inside a table.
pub fn is_furniture(line: &str) -> bool {
    line.len() <= 180 && (is_page_mark(line) || is_running_head(line))
}

/// Whether a line is a page number: `- 5 -`, `第5页 共9页`.
pub fn is_page_mark(line: &str) -> bool {
    if !line.contains(|c: char| half_width(c).is_ascii_digit()) {
        return false;
    }
    if line.len() > 60 {
        return false;
    }
    let compact: String = line.chars().map(half_width).filter(|c| !is_blank(*c)).collect();
    let stroke = |c: char| matches!(c, '-' | '—' | '–' | '─' | '·' | '・' | '~' | '•' | '−');
    let number = compact.trim_matches(stroke);
    let is_number = |text: &str| (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if is_number(number) && compact.starts_with(stroke) && compact.ends_with(stroke) {
        return true;
    }
    let bracketed = [('[', ']'), ('【', '】'), ('〔', '〕')]
        .iter()
        .find_map(|(open, close)| compact.strip_prefix(*open)?.strip_suffix(*close));
    if bracketed.is_some_and(is_number) {
        return true;
    }
    // 5/9 is a page of nine; 0/0 is not.
    let pages = number.split_once('/').or_else(|| number.split_once("of"));
    let page = |text: &str| text.parse::<u16>().ok().filter(|page| is_number(text) && *page > 0);
    if pages.is_some_and(|(number, all)| page(number).is_some() && page(number) <= page(all)) {
        return true;
    }
    let page = compact.strip_prefix('第').and_then(|rest| rest.split_once('页'));
    if let Some((number, rest)) = page {
        return is_number(number) && (rest.is_empty() || rest.contains('共'));
    }
    ["P.", "Page", "page"].iter().any(|word| {
        compact.strip_prefix(word).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    })
}

/// A line that says what the title says: agency, year, 政府信息公开工作年度报告.
fn is_running_head(line: &str) -> bool {
    if !line.contains('度') || line.contains('。') {
        return false;
    }
    let words = normal(line);
    words.ends_with("年度报告")
        && words.contains("信息公开")
        && words.contains("20")
        && words.chars().count() <= 40
}
