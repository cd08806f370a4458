//! Is anything of a template left in the prose?
//!
//! Invariant: only what cannot be the writer's own words is found: notes that ask to fill in, marks that stand for a
//! number or a name, years with a digit open, a unit without its figure, the empty line of a form. Tables, comments,
//! code, addresses of the web and of mail are not looked at.

use std::ops::Range;

use super::super::Rule;
use super::super::finding::{Detail, Finding, Leftover, Note};
use super::super::grid::at;
use super::super::section_view::SectionView;
use crate::report;
use crate::report::normal::{half_width, is_blank};

/// `text/placeholder`: something was left to fill in. What stands in one sentence is one finding.
pub fn placeholder(view: &SectionView<'_>, rule: &Rule) -> Vec<Finding> {
    let of_sentence = |Sentence { kind, places }: Sentence| {
        let mut places = places.into_iter();
        let first = places.next()?;
        let others: Vec<_> = places.map(|place| (Note::Likewise, place)).collect();
        let found = view.text()[first.clone()].to_owned();
        let mut finding =
            Finding::new(rule, first, Detail::Placeholder { kind, found, count: others.len() + 1 });
        finding.related = others;
        Some(finding)
    };
    found(view).into_iter().filter_map(of_sentence).collect()
}

/// Many of a kind are one finding.
pub fn together(findings: Vec<Finding>) -> Vec<Finding> {
    const MANY: usize = 6;
    let mut all = Vec::new();
    for kind in Leftover::ALL {
        let is_of_kind = |finding: &&Finding| matches!(finding.detail, Detail::Placeholder { kind: own, .. } if own == kind);
        let of_kind: Vec<&Finding> = findings.iter().filter(is_of_kind).collect();
        match of_kind.as_slice() {
            [first, others @ ..] if of_kind.len() >= MANY => {
                let mut first = (*first).clone();
                for other in others {
                    first.related.push((Note::Likewise, other.range.clone()));
                    first.related.extend(other.related.iter().cloned());
                }
                if let Detail::Placeholder { count, .. } = &mut first.detail {
                    *count = first.related.len() + 1;
                }
                all.push(first);
            }
            few => all.extend(few.iter().copied().cloned()),
        }
    }
    all
}

/// What was left to fill in in a sentence, all of one kind.
struct Sentence {
    kind: Leftover,
    places: Vec<Range<usize>>,
}

fn found(view: &SectionView<'_>) -> Vec<Sentence> {
    let own = report::own(view.text());
    let tables = tables(view);
    let mut found: Vec<Sentence> = Vec::new();
    let mut start = 0;
    for line in own.split_inclusive(['\n', '\r']) {
        let range = start..start + line.len();
        start = range.end;
        let in_table = tables.iter().any(|table| range.start < table.end && table.start < range.end);
        if in_table {
            continue;
        }
        let mut sentence = range.start;
        for said in line.split_inclusive(['。', '；', '！', '？']) {
            let mut places = in_sentence(said);
            places.sort_by_key(|(place, _)| (place.start, std::cmp::Reverse(place.end)));
            let mut end = 0;
            places.retain(|(place, _)| {
                let is_free = place.start >= end;
                end = if is_free { place.end } else { end };
                is_free
            });
            for kind in Leftover::ALL {
                let of_kind = places.iter().filter(|(_, other)| *other == kind);
                let places: Vec<Range<usize>> = of_kind.map(|(place, _)| at(sentence, place)).collect();
                if !places.is_empty() {
                    found.push(Sentence { kind, places });
                }
            }
            sentence += said.len();
        }
    }
    found
}

/// Where tables stand, with their heads.
fn tables(view: &SectionView<'_>) -> Vec<Range<usize>> {
    let Some(section) = view.section else { return Vec::new() };
    let read = section.tables.iter().map(|table| table.head.start.min(table.range.start)..table.range.end);
    read.chain(section.html.iter().cloned()).collect()
}

/// Whether something was left to fill in in a sentence.
pub fn is_left_open(said: &str) -> bool {
    !in_sentence(said).is_empty()
}

/// What was left to fill in in a sentence.
fn in_sentence(said: &str) -> Vec<(Range<usize>, Leftover)> {
    let mut places = Vec::new();
    notes(said, &mut places);
    marks(said, &mut places);
    units(said, &mut places);
    places
}

// ---- notes

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
fn notes(said: &str, places: &mut Vec<(Range<usize>, Leftover)>) {
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

// ---- marks

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
fn marks(said: &str, places: &mut Vec<(Range<usize>, Leftover)>) {
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

// ---- units

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
fn units(said: &str, places: &mut Vec<(Range<usize>, Leftover)>) {
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
