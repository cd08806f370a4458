//! What is said of characters that show nothing or only look like others.

use super::Speaker;
use crate::rules::Lang;

impl Speaker<'_> {
    pub(super) fn unusual_characters(&self, invisible: &[char], alike: &[(char, char)]) -> String {
        let zh = self.lang == Lang::Zh;
        let mut said = Vec::new();
        if let Some(first) = invisible.first() {
            let (count, number) = (invisible.len(), u32::from(*first));
            said.push(match (zh, count) {
                (true, _) => format!("{count} 个看不见的字符（如 U+{number:04X}）"),
                (false, 1) => format!("1 character that shows nothing (U+{number:04X})"),
                (false, _) => format!("{count} characters that show nothing (U+{number:04X})"),
            });
        }
        if let Some((first, ordinary)) = alike.first() {
            let (count, number) = (alike.len(), u32::from(*first));
            said.push(match (zh, count) {
                (true, _) => format!("{count} 个形近字（如“{first}”U+{number:04X}，应为“{ordinary}”）"),
                (false, 1) => format!("1 character that only looks like “{ordinary}” (U+{number:04X})"),
                (false, _) => {
                    format!("{count} characters that only look like others (U+{number:04X} for “{ordinary}”)")
                }
            });
        }
        match zh {
            true => format!("文中有 {}，多是复制时带来的；不影响核对，但会搜索不到这些字", said.join("和 ")),
            false => format!(
                "copied along: {}; nothing is read otherwise, but a search misses them",
                said.join(" and ")
            ),
        }
    }
}
