//! Units without their figures: 共主动公开政府信息条.
//!
//! Invariant: a unit lacks its figure only right behind what is counted, at the end of a clause; a unit with which words
//! end as well only behind a word of counting.

use std::ops::Range;

use crate::report::normal::{half_width, is_blank};
use crate::rules::finding::Leftover;

/// What is counted in a report, and what is done with it: behind these a unit needs its figure.
const COUNTED: [&str; 40] = [
    "政府信息",
    "公开信息",
    "各类信息",
    "信息",
    "申请",
    "规范性文件",
    "公文",
    "材料",
    "资料",
    "动态",
    "公告",
    "解读",
    "意见",
    "建议",
    "提案",
    "议案",
    "留言",
    "咨询",
    "公报",
    "推文",
    "文章",
    "新闻",
    "图解",
    "视频",
    "举报",
    "诉讼",
    "复议",
    "答复",
    "活动",
    "培训",
    "会议",
    "栏目",
    "公开",
    "发布",
    "受理",
    "收到",
    "办理",
    "办结",
    "制发",
    "更新",
];

/// Units that no word ends with behind these.
const PLAIN_UNITS: [&str; 4] = ["万余条", "余条", "万条", "条"];

/// Units with which words end as well (受理件, 解读篇): only behind a word of counting do they lack a figure.
const OTHER_UNITS: [&str; 15] = [
    "余件", "件次", "件", "余份", "份", "余篇", "篇", "余次", "人次", "场次", "次", "起", "宗", "余场", "场",
];

/// Whether there is a word of counting: 共, 累计; but not 公共, 共同.
fn is_counting(words: &str) -> bool {
    let is_one = |(at, _): (usize, &str)| {
        let before = words[..at].chars().next_back();
        let after = words[at..].chars().nth(1);
        !before.is_some_and(|c| "公中".contains(c))
            && !after.is_some_and(|c| "同享建治和产识青商融赢性用存".contains(c))
    };
    ["累计", "总计", "合计", "总数为", "数量为"].iter().any(|counting| words.contains(counting))
        || words.match_indices('共').any(is_one)
}

/// 共主动公开政府信息条，: a unit right behind what is counted, at the end of a clause.
pub fn units(said: &str, places: &mut Vec<(Range<usize>, Leftover)>) {
    let ends = |c: char| matches!(half_width(c), ',' | ';' | ':' | '、' | '。' | ')');
    let mut start = 0;
    for clause in said.split_inclusive(ends) {
        let from = start;
        start += clause.len();
        let Some(end) = clause.rfind(ends) else { continue };
        let words = &clause[..end];
        let counting = is_counting(words);
        let units = PLAIN_UNITS.iter().chain(OTHER_UNITS.iter().filter(|_| counting));
        let lacking = units
            .filter_map(|unit| {
                let before = words.strip_suffix(unit)?.trim_end_matches(is_blank);
                let counted = COUNTED
                    .iter()
                    .filter(|counted| before.ends_with(**counted))
                    .max_by_key(|counted| counted.len())?;
                Some(before.len() - counted.len())
            })
            .min();
        let Some(counted) = lacking else { continue };
        // With what is done with it: 公开政府信息条.
        let verbs = ["公开", "发布", "受理", "收到", "办理", "答复", "制发", "更新"];
        let verb = verbs.iter().find(|verb| words[..counted].ends_with(**verb)).map_or(0, |verb| verb.len());
        places.push((from + counted - verb..from + end, Leftover::Unit));
    }
}
