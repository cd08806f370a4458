//! What was typed, compared with what can be offered.
//!
//! Invariant: the same words are found however they are typed: in Han characters, simplified or traditional, in
//! full or half width, in pinyin, or by the numbers of the form.

use super::pinyin;
use crate::report::normal::{half_width, is_blank, normal, significant, without_notes};

/// How well something fits what was typed, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// It begins like that, with or without its number, or has that number.
    Start,
    /// It holds it further on.
    Inside,
    /// The group to which it belongs begins like that.
    Group,
}

/// What was typed.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// In half width and lower case, simplified, without blanks.
    folded: Vec<char>,
    /// The Han characters and digits in it.
    normal: String,
    letters: bool,
    han: usize,
    /// Ordinals, where nothing else was typed: `3.2`.
    path: Option<Vec<usize>>,
}

/// Nothing that is offered is so long, in characters.
const LONGEST: usize = 80;

impl Typed {
    /// Looks at what was typed; none for what is too long to be a name of anything.
    pub fn of(text: &str) -> Option<Typed> {
        let folded: Vec<char> = fold(text).take(LONGEST + 1).collect();
        if folded.len() > LONGEST {
            return None;
        }
        let normal = normal(text);
        let path = path(&folded);
        let letters = folded.iter().any(char::is_ascii_alphabetic);
        let han = folded.iter().filter(|c| is_han(**c)).count();
        Some(Typed { folded, normal, letters, han, path })
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.folded.is_empty()
    }

    /// Whether only digits and points were typed, which may be a figure.
    pub fn is_number(&self) -> bool {
        self.path.is_some()
    }

    /// Whether a sentence was typed, or a part of one, and no name.
    pub fn is_sentence(&self) -> bool {
        self.folded.iter().any(|c| matches!(c, '。' | '；' | ';' | ',' | '！' | '？')) && self.path.is_none()
    }

    /// Whether only what counts in a comparison was typed: （三 is a number and not a word.
    fn is_words(&self) -> bool {
        self.folded.iter().all(|c| significant(*c).is_some())
    }

    /// How many Han characters were typed.
    pub fn han(&self) -> usize {
        self.han
    }

    /// How many letters, digits and Han characters were typed.
    pub fn count(&self) -> usize {
        self.folded.iter().filter(|c| c.is_ascii_alphanumeric() || is_han(**c)).count()
    }

    /// How `name` fits: a number and words.
    pub fn fit(&self, name: &Name) -> Option<Fit> {
        if self.is_empty() {
            return Some(Fit::Start);
        }
        if let Some(path) = &self.path {
            let by_path = name.path.starts_with(path);
            // 1.属于国家秘密
            let by_label = name.folded.starts_with(&self.folded);
            return match (by_path && name.path.len() == path.len() || by_label, by_path) {
                (true, _) => Some(Fit::Start),
                (false, true) => Some(Fit::Group),
                (false, false) => None,
            };
        }
        // （, （三: as it is written.
        let written = |words: &[char]| words.starts_with(&self.folded);
        if written(&name.folded) || self.begins(&name.normal) || self.begins(&name.words) {
            return Some(Fit::Start);
        }
        const LEAST_LETTERS: usize = 3;
        let inside = match self.letters {
            false => self.han > 0 && self.is_words() && contains(&name.normal, &self.normal),
            true => {
                self.folded.len() >= LEAST_LETTERS
                    && (1..name.normal.len()).any(|at| self.begins(&name.normal[at..]))
            }
        };
        if inside {
            return Some(Fit::Inside);
        }
        let grouped = |group: &Name| {
            let by_words = || self.begins(&group.normal) || self.begins(&group.words);
            written(&group.folded) || self.count() >= 2 && by_words()
        };
        name.groups.iter().any(grouped).then_some(Fit::Group)
    }

    /// Whether `words`, in normal form, begin with what was typed.
    fn begins(&self, words: &[char]) -> bool {
        match self.letters {
            true => {
                let typed: Vec<char> =
                    self.folded.iter().copied().filter(|c| c.is_ascii_alphanumeric() || is_han(*c)).collect();
                pinyin::begins(&typed, words)
            }
            false => {
                !self.normal.is_empty()
                    && self.folded.iter().all(|c| significant(*c).is_some() || !c.is_alphanumeric())
                    && self.normal.chars().eq(words.iter().copied().take(self.normal.chars().count()))
            }
        }
    }
}

/// What something that can be offered is called.
#[derive(Debug, Clone, Default)]
pub struct Name {
    folded: Vec<char>,
    /// Its characters that count, with its number.
    normal: Vec<char>,
    /// The same without its number.
    words: Vec<char>,
    path: Vec<usize>,
    groups: Vec<Name>,
}

impl Name {
    /// What is called `label`, which may begin with a number.
    pub fn of(label: &str) -> Name {
        let label = without_notes(label);
        let (number, words) = ordinal(&label);
        Name {
            folded: fold(&label).collect(),
            normal: normal(&label).chars().collect(),
            words: normal(words).chars().collect(),
            path: number.into_iter().collect(),
            groups: Vec::new(),
        }
    }

    /// The same in groups, which have names and numbers of their own, the outermost first.
    pub fn within(mut self, groups: &[String]) -> Name {
        self.groups = groups.iter().map(|group| Name::of(group)).collect();
        // What has no number of its own is not found by those of its groups.
        if !self.path.is_empty() {
            let outer = self.groups.iter().flat_map(|group| group.path.clone());
            self.path = outer.chain(self.path).collect();
        }
        self
    }
}

const ORDINALS: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/// The number in front of a label, and the rest: `三、`, `（三）`, `5.`.
pub fn ordinal(label: &str) -> (Option<usize>, &str) {
    let inner = label.trim_start_matches(['（', '(']);
    let rest = inner.trim_start_matches(|c: char| ORDINALS.contains(&c) || half_width(c).is_ascii_digit());
    let digits = &inner[..inner.len() - rest.len()];
    let behind = rest.trim_start_matches(['）', ')', '、', '.', '．']);
    if digits.is_empty() || behind.len() == rest.len() {
        return (None, label);
    }
    (number(digits), behind)
}

fn number(digits: &str) -> Option<usize> {
    let unit = |c: char| ORDINALS.iter().position(|ordinal| *ordinal == c).map(|at| at + 1);
    match digits.chars().collect::<Vec<_>>().as_slice() {
        [one] if ORDINALS.contains(one) => unit(*one),
        ['十', one] => unit(*one).map(|one| 10 + one),
        _ => digits.chars().map(half_width).collect::<String>().parse().ok(),
    }
}

/// The ordinals of `3.3.5`.
fn path(folded: &[char]) -> Option<Vec<usize>> {
    let text: String = folded.iter().collect();
    let text = text.trim_end_matches(['.', '。', '、', '-']);
    let mut path = Vec::new();
    for part in text.split(['.', '。', '、', '-']) {
        path.push(part.parse().ok().filter(|_| part.bytes().all(|byte| byte.is_ascii_digit()))?);
    }
    (folded.len() <= 12).then_some(path)
}

fn fold(text: &str) -> impl Iterator<Item = char> {
    text.chars()
        .filter(|c| !is_blank(*c))
        .map(|c| half_width(significant(c).unwrap_or(c)).to_ascii_lowercase())
}

fn is_han(c: char) -> bool {
    significant(c).is_some_and(|c| !c.is_ascii_digit())
}

fn contains(words: &[char], part: &str) -> bool {
    let part: Vec<char> = part.chars().collect();
    words.windows(part.len().max(1)).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(typed: &str, label: &str, groups: &[&str]) -> Option<Fit> {
        let groups: Vec<String> = groups.iter().map(|group| (*group).to_owned()).collect();
        Typed::of(typed).and_then(|typed| typed.fit(&Name::of(label).within(&groups)))
    }

    #[test]
    fn a_label_is_found_however_it_is_typed() {
        let groups = ["三、本年度办理结果", "（三）不予公开"];
        let label = "5.属于三类内部事务信息";
        for typed in [
            "",
            "5",
            "5.",
            "５．",
            "3.3.5",
            "3。3。5",
            "属于三类",
            "屬於三類",
            "sysl",
            "shuyu",
            "属ysan",
            "5.sysl",
            "5sy",
        ] {
            assert_eq!(fit(typed, label, &groups), Some(Fit::Start), "{typed}");
        }
        for typed in ["内部事务", "部", "nbsw", "neibu"] {
            assert_eq!(fit(typed, label, &groups), Some(Fit::Inside), "{typed}");
        }
        for typed in ["3.3", "3", "不予公开", "bygk", "（三）", "(三"] {
            assert_eq!(fit(typed, label, &groups), Some(Fit::Group), "{typed}");
        }
        for typed in ["3.4", "3.3.6", "6", "syl", "nb", "公平", "x", "0", "。", "属于三类内部事务信息是"]
        {
            assert_eq!(fit(typed, label, &groups), None, "{typed}");
        }
    }

    #[test]
    fn a_heading_is_found_by_its_number_in_every_way() {
        let heading = "二、主动公开政府信息情况";
        for typed in
            ["二", "2", "er", "二、", "zdgk", "二、zdgk", "erzdgk", "主动公开", "主動公開", "二、主动"]
        {
            assert_eq!(fit(typed, heading, &[]), Some(Fit::Start), "{typed}");
        }
        for typed in ["三", "3", "2.1", "san"] {
            assert_eq!(fit(typed, heading, &[]), None, "{typed}");
        }
    }
}
