//! What people and their editors do to a text, at random and yet the same each time.

use std::ops::Range;

/// Numbers that look like chance and come again with the same seed.
pub struct Chance(pub u64);

impl Chance {
    /// A number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % bound as u64) as usize
    }

    /// One of these.
    pub fn of<'a, T: ?Sized>(&mut self, choices: &[&'a T]) -> &'a T {
        choices[self.below(choices.len())]
    }

    /// A place in a text that an editor can name.
    pub fn place(&mut self, text: &str) -> usize {
        let at = self.below(text.len() + 1);
        (0..=at).rev().find(|at| can_be_named(text, *at)).unwrap()
    }

    /// A line of a text with its line break.
    fn line(&mut self, text: &str) -> Range<usize> {
        let at = self.place(text);
        let start = text[..at].rfind(['\r', '\n']).map_or(0, |end| end + 1);
        let ends =
            (at + 1..text.len()).find(|end| can_be_named(text, *end) && text[..*end].ends_with(['\r', '\n']));
        start..ends.unwrap_or(text.len())
    }

    /// An edit as people and their editors make them.
    pub fn edit(&mut self, text: &str) -> (Range<usize>, String) {
        match self.below(10) {
            // A figure is corrected, or spoilt.
            0..4 => {
                let from = self.place(text);
                let digit = |c: char| c.is_ascii_digit();
                let at = text[from..].find(digit).map(|at| from + at).or_else(|| text.find(digit));
                let at = at.unwrap_or(0);
                let new = self.of(&["0", "1", "2", "10", "3", "", "-1", "0.5", "无", "1 2", "\t"]);
                (at..at + usize::from(text[at..].starts_with(digit)), new.to_owned())
            }
            4..6 => {
                let at = self.place(text);
                let typed = [
                    "0",
                    "1",
                    "。",
                    "𠮷",
                    " ",
                    "|",
                    "\t",
                    "\n",
                    "\r\n",
                    "\r",
                    "\n\n",
                    "一、总体情况\n",
                    "\n六、其他需要报告的事项\n",
                    "（七）总计",
                    "\n| 重复申请 | 1 | 0 |\n",
                    "# ",
                    "\u{feff}",
                    "—",
                    "云溪县丁香镇人民政府2023年政府信息公开工作年度报告\n",
                    "\nPage 3\n",
                    "总计",
                    "第二十条第（一）项\n",
                ];
                (at..at, self.of(&typed).to_owned())
            }
            // Some characters are deleted; sometimes many.
            6..8 => {
                let most = self.of(&[&3, &3, &3, &40, &600]);
                let from = self.place(text);
                let to = from + self.below(*most);
                let to = (to..=text.len()).find(|at| can_be_named(text, *at));
                (from..to.unwrap_or(text.len()), String::new())
            }
            // A line is copied over another, or put before it.
            _ => {
                let (copied, over) = (self.line(text), self.line(text));
                let end = if self.below(2) == 0 { over.start } else { over.end };
                (over.start..end, text[copied].to_owned())
            }
        }
    }
}

/// Whether an editor can name a place: between characters, and not inside a line break.
pub fn can_be_named(text: &str, at: usize) -> bool {
    text.is_char_boundary(at) && !(text[..at].ends_with('\r') && text[at..].starts_with('\n'))
}
