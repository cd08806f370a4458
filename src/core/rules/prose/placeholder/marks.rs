//! Marks that stand for a number or a name: XX, ××, ***, 202X, ____.
//!
//! Invariant: a mark is looked at as a whole run of letters, figures and marks; addresses, sizes, names that are not told
//! and what Markdown emphasizes are none.

use std::ops::Range;

use crate::report::normal::{half_width, is_blank};
use crate::rules::finding::Leftover;

/// What a mark that stands for something is written with, as one character for all its forms.
fn mark(c: char) -> Option<char> {
    match half_width(c) {
        'X' | 'x' => Some('X'),
        '×' | '✕' | '╳' => Some('×'),
        '*' => Some('*'),
        '_' => Some('_'),
        _ => None,
    }
}

/// Whether a character goes on with a word of letters, figures and marks.
fn is_of_word(c: char) -> bool {
    mark(c).is_some() || half_width(c).is_ascii_alphanumeric() || is_inner(c)
}

/// What stands inside such a word.
fn is_inner(c: char) -> bool {
    matches!(c, '-' | '.' | '/' | '@' | ':' | '%' | '&' | '=' | '#' | '~' | '+' | '?')
}

/// What follows a mark that stands for a number.
const AFTER_NUMBER: &str = "年月日条件份篇次起宗个项期场号人元万亿余户张家种类届位天时分";

/// What follows a mark that stands for a name.
const AFTER_NAME: &str = "省市县区镇乡村局委厅办街州盟旗站所院科处";

/// XX, ××, ***, 202X, ____.
pub fn marks(said: &str, places: &mut Vec<(Range<usize>, Leftover)>) {
    // Who asked and who sued whom is told without names.
    let is_anonymous = ["诉", "原告", "被告", "行初", "行终", "某某"].iter().any(|word| said.contains(word));
    let mut rest = 0;
    while let Some(start) = said[rest..].find(is_of_word).map(|at| rest + at) {
        let length = said[start..].find(|c| !is_of_word(c)).unwrap_or(said.len() - start);
        let word = Word { said, range: start..start + length };
        rest = start + length;
        let bare = word.text().trim_matches(is_inner);
        if bare.is_empty() || word.is_address() {
            continue;
        }
        let start = start + word.text().find(bare).unwrap_or(0);
        let word = Word { said, range: start..start + bare.len() };
        if let Some(year) = word.open_year() {
            places.push((year, Leftover::Year));
        } else if word.is_drawn_line() {
            places.push((word.range, Leftover::Line));
        } else if !is_anonymous && word.stands_for_something() {
            places.push((word.range, Leftover::Mark));
        }
    }
}

/// A run of letters, figures and marks in a sentence.
struct Word<'a> {
    said: &'a str,
    range: Range<usize>,
}

impl Word<'_> {
    fn text(&self) -> &str {
        &self.said[self.range.clone()]
    }

    fn before(&self) -> Option<char> {
        self.said[..self.range.start].chars().next_back()
    }

    fn after(&self) -> Option<char> {
        self.said[self.range.end..].chars().next()
    }

    /// Whether it is an address of the web or of mail.
    fn is_address(&self) -> bool {
        let text: String = self.text().chars().map(|c| half_width(c).to_ascii_lowercase()).collect();
        let is_label = |part: &str| part.len() > 1 && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let is_domain = || {
            let parts: Vec<&str> = text.split(['.', '/']).collect();
            parts.windows(2).any(|two| {
                is_label(two[0]) && ["com", "cn", "gov", "net", "org", "html", "htm"].contains(&two[1])
            })
        };
        text.contains("://") || text.contains("www.") || text.contains('@') || is_domain()
    }

    /// 202X, 20XX, 20**, 20__ where a year stands; with the brackets around it.
    fn open_year(&self) -> Option<Range<usize>> {
        let text: Vec<char> = self.text().chars().map(half_width).collect();
        let open = text.iter().rev().take_while(|c| mark(**c).is_some()).count();
        let digits = &text[..text.len() - open];
        let is_year = (1..=2).contains(&open)
            && digits.len() + open == 4
            && (digits.starts_with(&['2', '0']) || digits.starts_with(&['1', '9']))
            && digits.iter().all(char::is_ascii_digit);
        let bracketed = match (self.before(), self.after()) {
            (
                Some(before @ ('〔' | '[' | '［' | '【' | '（' | '(')),
                Some(after @ ('〕' | ']' | '］' | '】' | '）' | ')')),
            ) => Some(self.range.start - before.len_utf8()..self.range.end + after.len_utf8()),
            _ => None,
        };
        let is_followed = bracketed.is_some() || self.after().is_some_and(|c| c == '年' || c == '—');
        (is_year && is_followed).then(|| bracketed.unwrap_or_else(|| self.range.clone()))
    }

    /// The line of a form, with a unit or a name behind it or nothing.
    fn is_drawn_line(&self) -> bool {
        const LEAST: usize = 2;
        const LONG: usize = 4;
        let count = self.text().chars().count();
        if !self.text().chars().all(|c| half_width(c) == '_') {
            return false;
        }
        // Alone on its line it parts paragraphs.
        let is_alone = self.said.chars().all(|c| half_width(c) == '_' || is_blank(c));
        let is_wide = self.text().starts_with('＿');
        !is_alone && (count >= LONG || (is_wide || count >= LEAST) && !self.is_emphasis())
    }

    /// Whether it stands for a number or a name.
    fn stands_for_something(&self) -> bool {
        let chars: Vec<char> = self.text().chars().collect();
        let kinds: Vec<char> = chars.iter().filter_map(|c| mark(*c)).collect();
        let Some(kind) = kinds.first().copied().filter(|kind| kinds.iter().all(|other| other == kind)) else {
            return false;
        };
        let others: Vec<char> = chars.iter().copied().filter(|c| mark(*c).is_none()).collect();
        let parts: Vec<usize> =
            chars.split(|c| mark(*c).is_none()).map(<[char]>::len).filter(|length| *length > 0).collect();
        let longest = parts.iter().copied().max().unwrap_or(0);
        let is_after = |set: &str| self.after().is_some_and(|c| set.contains(c));
        // A telephone number: ***-*******, XXXX-XXXXXXX.
        let is_telephone =
            parts.len() > 1 && longest > 2 && others.iter().all(|c| matches!(half_width(*c), '-' | '—'));
        if is_telephone {
            return !self.is_alone();
        }
        // 1XX件. But no number of which some figures are not told (138****1234), no size (2×3), no letters (XXL).
        if !others.is_empty() {
            let behind = chars.iter().rev().take_while(|c| mark(**c).is_some()).count();
            let is_open = behind > 1 && behind + others.len() == chars.len() && kind != '*';
            return is_open
                && others.iter().all(|c| half_width(*c).is_ascii_digit())
                && is_after(AFTER_NUMBER);
        }
        match (kind, longest) {
            ('_', _) => false,
            ('*', 1..=2) => false,
            ('*', _) => {
                !self.is_alone() && !self.is_emphasis() && (is_after(AFTER_NUMBER) || is_after(AFTER_NAME))
            }
            // 2024年X月X日, 公开X条; but X射线, 2米×3米.
            (_, 1) => {
                is_after("年月日条件份篇次期个项") && !self.before().is_some_and(|c| "米寸尺".contains(c))
            }
            _ => {
                !self.before().is_some_and(|c| SURNAMES.contains(c))
                    || is_after(AFTER_NUMBER)
                    || is_after(AFTER_NAME)
            }
        }
    }

    /// Whether nothing else stands in its line.
    fn is_alone(&self) -> bool {
        self.said.chars().all(|c| mark(c).is_some() || is_blank(c) || half_width(c) == '-')
    }

    /// Whether it begins or ends words that are emphasized as Markdown does: another run of the same marks, with words
    /// between them.
    fn is_emphasis(&self) -> bool {
        let run = self.text();
        let is_whole = |at: usize| {
            let before = self.said[..at].chars().next_back();
            let after = self.said[at + run.len()..].chars().next();
            let own = run.chars().next();
            before != own && after != own
        };
        let runs: Vec<usize> =
            self.said.match_indices(run).map(|(at, _)| at).filter(|at| is_whole(*at)).collect();
        let Some(place) = runs.iter().position(|at| *at == self.range.start) else { return false };
        let other = if place % 2 == 0 { runs.get(place + 1) } else { runs.get(place - 1) };
        other.is_some_and(|other| {
            let between = other.min(&self.range.start) + run.len()..*other.max(&self.range.start);
            // ***条，其中***县: both stand for something.
            let goes_on = |at: usize| {
                let after = self.said[at + run.len()..].chars().next();
                after.is_some_and(|c| AFTER_NUMBER.contains(c) || AFTER_NAME.contains(c))
            };
            self.said[between].chars().count() > 1 && !(goes_on(self.range.start) && goes_on(*other))
        })
    }
}

/// The commonest surnames: what stands behind one is a name that is not told.
const SURNAMES: &str = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余于杜叶程魏苏吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵";
