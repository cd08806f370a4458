//! The words of a clause, each with what it says of the figures beside it.
//!
//! Invariant: the words of a clause tile it; what is not in the vocabulary is unknown, and never left out.

use std::ops::Range;

use super::circle::Circle;
use crate::format::openings;
use crate::format::prose::{Tag, Vocabulary, Word};

/// A word of a clause.
#[derive(Debug, Clone)]
pub struct Token<'v> {
    /// Where it stands in the running text.
    pub range: Range<usize>,
    /// What it says.
    pub kind: Kind<'v>,
}

/// What a word says.
#[derive(Debug, Clone, Copy)]
pub enum Kind<'v> {
    /// A word of the vocabulary.
    Word(&'v Word),
    /// A time.
    Time(When),
    /// Something else.
    Unknown,
}

/// A time against the year of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum When {
    /// The year of the report.
    #[default]
    Own,
    /// Another time, or a part of the year.
    Other,
    /// A later year: what is said of it is still to come.
    Later,
    /// A time that only tells which things are meant: 2019年以来, 2023年12月31日前.
    Limit,
}

impl<'v> Token<'v> {
    /// Its tag, for a word of the vocabulary.
    pub fn tag(&self) -> Option<Tag> {
        match self.kind {
            Kind::Word(word) => Some(word.tag),
            _ => None,
        }
    }

    /// The word of the vocabulary, if it has this tag.
    pub fn word(&self, tag: Tag) -> Option<&'v Word> {
        match self.kind {
            Kind::Word(word) if word.tag == tag => Some(word),
            _ => None,
        }
    }

    /// Whether it is a word with this tag.
    pub fn is(&self, tag: Tag) -> bool {
        self.tag() == Some(tag)
    }

    /// Whether it is unknown.
    pub fn is_unknown(&self) -> bool {
        matches!(self.kind, Kind::Unknown)
    }
}

/// What the report is and of whom it speaks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Speaker {
    /// The year of the report.
    pub year: Option<u16>,
    /// What it may call its agency, the longest first.
    pub names: Vec<String>,
    /// What it may call it where nothing says of which place or kind that is: 医院, 学校.
    pub short_names: Vec<String>,
    /// Whether it may decide on reconsiderations itself.
    pub reconsiders: bool,
    /// Whether that is its work.
    pub is_of_justice: bool,
    /// The kind of the place that a government governs; none for other bodies, nothing where the agency is not known.
    place: Option<Option<&'static str>>,
    /// What else it is called together with others.
    circle: Circle,
}

/// Words for carrying over to a year.
const CARRIED: [&str; 6] = ["结转", "顺延", "延续", "延期", "转", "延"];

/// Kinds of places, the longest first.
const PLACES: [&str; 10] = ["街道", "苏木", "省", "市", "县", "区", "州", "旗", "镇", "乡"];

impl Speaker {
    /// The report of an agency on a year.
    pub fn new(agency: Option<&str>, year: Option<u16>) -> Speaker {
        let mut names: Vec<String> = Vec::new();
        let mut short_names: Vec<String> = Vec::new();
        let mut place = None;
        let mut reconsiders = false;
        let is_of_justice = agency.is_some_and(|agency| agency.contains("司法"));
        if let Some(agency) = agency {
            const GOVERNMENTS: [&str; 5] = ["人民政府", "政府", "办事处", "管委会", "管理委员会"];
            let governed = GOVERNMENTS.iter().find_map(|end| agency.strip_suffix(end)).unwrap_or(agency);
            let kind = governed.chars().next_back().unwrap_or(' ');
            reconsiders =
                agency.contains("司法") || governed.len() < agency.len() && "省市县区州旗".contains(kind);
            place = Some(PLACES.into_iter().find(|kind| governed.ends_with(kind)));
            names.push(agency.to_owned());
            // Without the place: 县农业农村局, 农业农村局. Of a government only a town's own name says no less than
            // the whole: 县政府 may be one of its bodies.
            let government = ["人民政府", "政府", "办事处"].iter().find_map(|end| agency.strip_suffix(end));
            let within = |name: &str| -> Vec<(usize, usize)> {
                let is_kind = |c: &char| matches!(c, '省' | '市' | '县' | '区' | '州' | '盟' | '旗');
                name.char_indices()
                    .filter(|(_, c)| is_kind(c))
                    .map(|(at, c)| (at, at + c.len_utf8()))
                    .collect()
            };
            const TOWNS: [&str; 4] = ["镇", "乡", "街道", "苏木"];
            match (
                government,
                government.and_then(|place| TOWNS.into_iter().find(|kind| place.ends_with(kind))),
            ) {
                (Some(place), Some(kind)) => {
                    let own = within(place).into_iter().map(|(_, end)| &place[end..]);
                    for own in own.chain([place, kind]) {
                        names.extend(
                            ["", "人民政府", "政府", "办事处", "办"].map(|end| format!("{own}{end}")),
                        );
                    }
                }
                (Some(place), None) => names.push(place.to_owned()),
                (None, _) => {
                    for (start, end) in within(agency) {
                        names.extend([agency[start..].to_owned(), agency[end..].to_owned()]);
                    }
                    let short = openings::words().agency.short.iter();
                    let is_own = |short: &&Vec<String>| short[1..].iter().any(|end| agency.ends_with(end));
                    short_names.extend(short.filter(is_own).map(|short| short[0].clone()));
                }
            }
            const LEAST_BYTES: usize = 6;
            names.retain(|name| name.len() >= LEAST_BYTES);
            names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        }
        let circle = agency.map(Circle::of).unwrap_or_default();
        Speaker { year, names, short_names, reconsiders, is_of_justice, place, circle }
    }

    /// The words of `text[range]`, as `words` has them.
    pub fn tokens<'v>(&self, words: &'v Vocabulary, text: &str, range: Range<usize>) -> Vec<Token<'v>> {
        let mut tokens: Vec<Token<'v>> = Vec::new();
        let mut at = range.start;
        while at < range.end {
            let rest = &text[at..range.end];
            let (length, kind) = match self.short_name(rest).filter(|_| may_lead(tokens.last())) {
                Some(length) => (length, Kind::Word(&words.meant.speaker)),
                None => self.first(words, rest),
            };
            let end = at + length;
            match tokens.last_mut() {
                Some(last) if last.is_unknown() && matches!(kind, Kind::Unknown) => last.range.end = end,
                _ => tokens.push(Token { range: at..end, kind }),
            }
            at = end;
        }
        tokens
    }

    /// The first word of a text, and its length.
    fn first<'v>(&self, words: &'v Vocabulary, rest: &str) -> (usize, Kind<'v>) {
        // What a title names is not what is counted.
        if rest.starts_with('《')
            && let Some(end) = rest.find('》')
        {
            return (end + '》'.len_utf8(), Kind::Word(&words.meant.plain));
        }
        // Most words begin with no digit, and so with no year and no month.
        let begin = rest.chars().next().unwrap_or(' ');
        let is_dated = digit(begin).is_some();
        if (is_dated || CARRIED.iter().any(|word| word.starts_with(begin)))
            && let Some(found) = self.carried(words, rest)
        {
            return found;
        }
        if is_dated && let Some((length, when)) = self.time(rest) {
            return (length, Kind::Time(when));
        }
        if let Some(length) = self.circle.begins(words, rest) {
            return (length, Kind::Word(&words.meant.wider));
        }
        if let Some(name) = self.names.iter().find(|name| rest.starts_with(name.as_str())) {
            return (name.len(), Kind::Word(&words.meant.speaker));
        }
        if let Some(length) = self.other_place(rest) {
            return (length, Kind::Word(&words.meant.body));
        }
        match words.longest(rest) {
            Some((length, word)) if word.tag == Tag::Own => (length, Kind::Time(When::Own)),
            Some((length, word)) if word.tag == Tag::Other => (length, Kind::Time(When::Other)),
            Some((length, word)) => (length, Kind::Word(word)),
            None => {
                let first = rest.chars().next().unwrap_or(' ');
                let kind =
                    if first.is_alphanumeric() { Kind::Unknown } else { Kind::Word(&words.meant.plain) };
                (first.len_utf8(), kind)
            }
        }
    }

    /// The length of the short name of the agency with which a text begins.
    fn short_name(&self, rest: &str) -> Option<usize> {
        self.short_names.iter().find(|name| rest.starts_with(name.as_str())).map(String::len)
    }

    /// 全县, 我县 in the report of one of its bureaus, 全系统: more than the agency itself.
    fn other_place(&self, rest: &str) -> Option<usize> {
        let own = self.place?;
        let behind = ["全", "我", "本"].iter().find_map(|whose| rest.strip_prefix(whose))?;
        let kind = PLACES.into_iter().chain(["系统"]).find(|kind| behind.starts_with(kind))?;
        // 全区域 and 本市场 are other words.
        let is_word = behind[kind.len()..].starts_with(['域', '场', '间']);
        (own != Some(kind) && !is_word).then(|| rest.len() - behind.len() + kind.len())
    }

    /// 2023年结转, 结转至2025年办理: the years are those before and after the report's.
    fn carried<'v>(&self, words: &'v Vocabulary, rest: &str) -> Option<(usize, Kind<'v>)> {
        let length = |end: &str| rest.len() - end.len();
        if let Some((year, after)) = year(rest)
            && let Some(after) = after.trim_start_matches('度').strip_prefix("结转")
            && self.year.is_none_or(|own| year + 1 == own)
        {
            // 2023年结转至本年度办理
            let into = ["至", "到"]
                .iter()
                .find_map(|to| after.strip_prefix(to))
                .and_then(|into| ["本年度", "本年"].iter().find_map(|year| into.strip_prefix(year)));
            let after = into.map_or(after, |into| into.strip_prefix("办理").unwrap_or(into));
            let after =
                ["过来", "而来", "来"].iter().find_map(|way| after.strip_prefix(way)).unwrap_or(after);
            return Some((length(after), Kind::Word(&words.meant.carried_in)));
        }
        let after = CARRIED.iter().find_map(|word| rest.strip_prefix(word))?;
        let after = ["至", "到", "入", ""].iter().find_map(|word| after.strip_prefix(word))?;
        let (year, after) = year(after)?;
        // 结转到2024年 in the report on that year: from the year before.
        if self.year == Some(year) {
            return Some((length(after), Kind::Word(&words.meant.carried_in)));
        }
        if self.year.is_some_and(|own| year != own + 1) {
            return None;
        }
        let after = after.trim_start_matches('度').trim_start_matches("继续");
        let after = ["办理", "答复"].iter().find_map(|word| after.strip_prefix(word)).unwrap_or(after);
        Some((length(after), Kind::Word(&words.meant.carried_out)))
    }

    /// The time with which a text begins.
    fn time(&self, rest: &str) -> Option<(usize, When)> {
        // 2020—2024年, 2023至2024年度
        if let Some((first, behind)) = rest.split_at_checked(4)
            && first.bytes().all(|byte| byte.is_ascii_digit())
            && let Some(behind) =
                ["—", "-", "–", "至", "到", "~", "～", "、"].iter().find_map(|to| behind.strip_prefix(to))
            && let Some((_, after)) = year(behind.trim_start_matches('—'))
        {
            return Some((rest.len() - after.trim_start_matches('度').len(), When::Other));
        }
        let (mut when, mut after) = match year(rest) {
            Some((year, after)) => {
                let after = after.strip_prefix('度').unwrap_or(after);
                let when = match self.year {
                    Some(own) if year > own => When::Later,
                    Some(own) if year < own => When::Other,
                    _ => When::Own,
                };
                (when, after)
            }
            None => (When::Own, rest),
        };
        let mut has_month = false;
        if let Some((first, month, rest)) = months(after) {
            has_month = true;
            let day = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            let is_last = month == 12 && (rest.starts_with("31日") || rest.starts_with(['底', '末']));
            let is_first = month == 1 && rest.starts_with("1日");
            let is_all = (first, month) == (1, 12);
            after = day.strip_prefix(['日', '号', '份', '底', '末']).unwrap_or(day);
            if when == When::Own && !is_last && !is_first && !is_all {
                when = When::Other;
            }
        } else if after.len() == rest.len() {
            return None;
        } else {
            after = after.strip_prefix(['底', '末', '内']).unwrap_or(after);
        }
        for word in ["以前", "之前", "前", "以来", "以后", "起", "至今", "同期", "至", "—", "-"]
        {
            let Some(rest) = after.strip_prefix(word) else { continue };
            let is_before = matches!(word, "以前" | "之前" | "前") && !has_month;
            // 2024年以来 is the year itself, and so is what was done until its last day.
            if when == When::Own && word != "同期" && !is_before {
                continue;
            }
            // 自2019年以来 is a time of its own; 2023年12月31日前 only tells which things are meant.
            when = if matches!(word, "以来" | "至今" | "同期") { When::Other } else { When::Limit };
            after = rest;
            break;
        }
        Some((rest.len() - after.len(), when))
    }
}

/// Whether a short name is that of the agency where it stands: 全年医院收到, but not 县中医医院, 村民委员会, 下辖的学校.
fn may_lead(before: Option<&Token<'_>>) -> bool {
    before.is_none_or(|before| matches!(before.kind, Kind::Time(_)))
}

/// Whether a word says nothing of what is counted.
pub fn is_filler(token: &Token<'_>) -> bool {
    is_plain(token) || [Tag::And, Tag::More, Tag::SoFar].into_iter().any(|tag| token.is(tag))
}

/// Whether a word is one of a statement, and says nothing of what is counted.
pub fn is_plain(token: &Token<'_>) -> bool {
    const TAGS: [Tag; 10] = [
        Tag::Plain,
        Tag::Speaker,
        Tag::Wider,
        Tag::Cause,
        Tag::Object,
        Tag::Public,
        Tag::Ask,
        Tag::Happen,
        Tag::Except,
        Tag::Now,
    ];
    TAGS.into_iter().any(|tag| token.is(tag))
}

/// The year with which a text begins, `2024年` or `二〇二四年`, and what stands behind it.
pub fn year(text: &str) -> Option<(u16, &str)> {
    let mut chars = text.chars();
    let mut year = 0;
    for _ in 0..4 {
        year = year * 10 + digit(chars.next()?)?;
    }
    let rest = chars.as_str().strip_prefix('年')?;
    (1980..2100).contains(&year).then_some((year, rest))
}

/// A digit of a year.
fn digit(c: char) -> Option<u16> {
    Some(match c {
        '0'..='9' => c as u16 - '0' as u16,
        '○' | '零' | '〇' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// The first and the last of the months with which a text begins, and what stands behind them: `6月`, `1—6月`, `1月至6月`.
fn months(text: &str) -> Option<(u32, u32, &str)> {
    let number = |text: &str| -> Option<(u32, usize)> {
        let length = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let month: u32 = text[..length].parse().ok()?;
        (1..=12).contains(&month).then_some((month, length))
    };
    let (first, length) = number(text)?;
    let rest = &text[length..];
    let behind = rest.strip_prefix('月');
    let to = ["—", "-", "至", "~", "–"].iter().find_map(|to| behind.unwrap_or(rest).strip_prefix(to));
    if let Some(to) = to
        && let Some((last, length)) = number(to)
        && let Some(after) = to[length..].strip_prefix('月')
    {
        return Some((first, last, after));
    }
    behind.map(|after| (first, first, after))
}
