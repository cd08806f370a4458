//! What a line of prose is by itself.
//!
//! Invariant: nothing but the line is looked at.

use crate::report::normal::is_blank;

/// Where prose stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// Before the first section: what is numbered there and says nothing is an entry of a table of contents.
    Preamble,
    /// In a section of prose.
    Section,
    /// In a section that has tables: only whole sentences count, not what is left of a table.
    AroundTables,
}

/// Whether a line belongs to a table.
pub fn is_of_table(line: &str) -> bool {
    line.contains(['|', '｜', '│']) || line.contains('\t') && !line.contains('。')
}

/// Whether a paragraph ends with this line.
pub fn ends(said: &str) -> bool {
    if said.trim_end_matches(['*', '”', '）', ')']).ends_with(['。', '！', '？', '!', '?']) {
        return true;
    }
    // A heading has no stop: it is short and numbered.
    const LONGEST_HEADING: usize = 22;
    const ENDS: [&str; 18] = [
        "情况", "工作", "方面", "公开", "管理", "建设", "保障", "措施", "问题", "机制", "力度", "水平",
        "事项", "办理", "申请", "培训", "复议", "诉讼",
    ];
    is_item(said)
        && said.chars().count() <= LONGEST_HEADING
        && !said.contains(['，', '。', '；', '：', ',', ';', ':'])
        && ENDS.iter().any(|end| said.trim_end_matches('*').ends_with(end))
}

/// Whether a line begins with the mark or the number of an item.
pub fn is_item(line: &str) -> bool {
    let line = line.trim_start_matches(|c: char| matches!(c, '#' | '*' | '>') || is_blank(c));
    let numerals = |c: char| "一二三四五六七八九十".contains(c);
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    if digits.len() < line.len() {
        let rest = digits.strip_prefix(['.', '．', '、', ')', '）']);
        return rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()));
    }
    if let Some(rest) = line.strip_prefix(['（', '(']) {
        let after = rest.trim_start_matches(|c: char| numerals(c) || c.is_ascii_digit());
        return after.len() < rest.len() && after.starts_with(['）', ')']);
    }
    let after = line.trim_start_matches(numerals);
    line.starts_with(['-', '•', '●', '·', '①', '②', '③', '④', '⑤', '⑥', '⑦', '⑧', '⑨'])
        || after.len() < line.len() && after.starts_with(['、', '是'])
        || line.strip_prefix('第').is_some_and(|rest| {
            let after = rest.trim_start_matches(numerals);
            after.len() < rest.len() && after.starts_with(['，', ',', '、'])
        })
}
