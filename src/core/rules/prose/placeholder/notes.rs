//! Notes that ask to fill in.
//!
//! Invariant: a note stands in brackets, and asks the writer for something, or names what belongs in its place; what a
//! reader is asked to do is none.

use std::ops::Range;

use crate::report::normal::is_blank;
use crate::rules::finding::Leftover;

/// What such a note begins with where it asks to fill in.
const ASKS: [&str; 5] = ["请", "此处", "在此", "这里", "待"];

/// What it asks for.
const ASKED: [&str; 4] = ["填", "补充", "写明", "插入"];

/// Notes that say no more than what belongs in their place.
const NAMED: [&str; 22] = [
    "具体网址",
    "具体数字",
    "具体数据",
    "具体数量",
    "具体名称",
    "具体时间",
    "具体日期",
    "具体地址",
    "具体情况",
    "具体内容",
    "具体电话",
    "具体单位",
    "机关名称",
    "单位名称",
    "部门名称",
    "年份",
    "网址",
    "待补",
    "待核实",
    "待定",
    "待完善",
    "待更新",
];

/// （请填写……）, 〔请填写……〕, （具体网址）.
pub fn notes(said: &str, places: &mut Vec<(Range<usize>, Leftover)>) {
    const LONGEST: usize = 60;
    let brackets = [
        ('（', '）'),
        ('(', ')'),
        ('〔', '〕'),
        ('[', ']'),
        ('［', '］'),
        ('【', '】'),
        ('<', '>'),
        ('＜', '＞'),
    ];
    if !said.contains(brackets.map(|(open, _)| open)) {
        return;
    }
    for (open, close) in brackets {
        for (start, _) in said.match_indices(open) {
            let inside = start + open.len_utf8();
            let Some(end) = said[inside..].find([open, close]).map(|end| inside + end) else { continue };
            let words = said[inside..end].trim_matches(is_blank);
            let asks = words.chars().count() <= LONGEST
                && ASKS.iter().any(|ask| words.starts_with(ask))
                && ASKED.iter().any(|asked| words.contains(asked))
                // （请登录……补充）: what a reader is asked to do.
                && !["登录", "登陆", "访问", "拨打", "联系", "咨询", "材料", "信函"].iter().any(|other| words.contains(other));
            if said[end..].starts_with(close) && (asks || NAMED.contains(&words)) {
                places.push((start..end + close.len_utf8(), Leftover::Note));
            }
        }
    }
}
