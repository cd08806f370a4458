//! What is said of what was left to fill in.

use super::{Speaker, quoted};
use crate::rules::Lang;
use crate::rules::finding::Leftover;

impl Speaker<'_> {
    pub(super) fn placeholder(&self, kind: Leftover, found: &str, count: usize) -> String {
        const SHOWN: usize = 24;
        let shown = match found.char_indices().nth(SHOWN) {
            Some((end, _)) => quoted(&format!("{}……", &found[..end])),
            None => quoted(found),
        };
        let zh = self.lang == Lang::Zh;
        let what = match (kind, zh) {
            (Leftover::Note, true) => "模板里的提示没有换成实际内容",
            (Leftover::Mark, true) => "占位的符号没有换成实际的数字或名称",
            (Leftover::Year, true) => "年份没有填完",
            (Leftover::Line, true) => "横线上没有填写",
            (Leftover::Unit, true) => "单位前面缺少数字",
            (Leftover::Note, false) => "a note of the template was not replaced",
            (Leftover::Mark, false) => "a mark stands for a number or a name that was not filled in",
            (Leftover::Year, false) => "a year was not filled in",
            (Leftover::Line, false) => "a line to fill in was left empty",
            (Leftover::Unit, false) => "a unit lacks its figure",
        };
        match (zh, count) {
            (true, 1) => format!("{shown}：{what}"),
            (true, _) => format!("有 {count} 处{what}，第一处是{shown}"),
            (false, 1) => format!("{shown}: {what}"),
            (false, _) => format!("{shown} and {} more: {what}", count - 1),
        }
    }
}
