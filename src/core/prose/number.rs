//! Figures in words.
//!
//! Invariant: a figure states a number of something. Years, dates, times, telephone numbers, the numbers of documents,
//! articles and lists are none; nor are numerals that are a part of a word (一方面, 三审三校).

use std::ops::Range;

use rust_decimal::Decimal;

use crate::format::prose::Vocabulary;

/// How exactly a figure is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exactness {
    /// As it is.
    Exact,
    /// At least this, and not much more: 余, 多, 以上.
    More,
    /// Nearly this: 近, 不足.
    Less,
    /// About this: 约, 左右.
    About,
}

/// A figure as it stands in a running text.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// Its digits or its numeral.
    pub range: Range<usize>,
    /// With what is said of its exactness and its unit.
    pub whole: Range<usize>,
    /// Its value, 万 counted in.
    pub value: Decimal,
    /// Half of the unit of its last place: what rounding may hide.
    pub half: Decimal,
    /// How exactly it is meant.
    pub exactness: Exactness,
    /// Its unit; empty where it has none, `%` for a percentage.
    pub unit: String,
}

impl Number {
    /// Whether it is a sum of money.
    pub fn is_money(&self) -> bool {
        self.unit.ends_with('元')
    }

    /// Whether it is a percentage.
    pub fn is_percentage(&self) -> bool {
        self.unit == "%"
    }

    /// Whether it may stand for `figure`.
    pub fn allows(&self, figure: Decimal) -> bool {
        let ten = Decimal::TEN;
        match self.exactness {
            Exactness::Exact => {
                figure == self.value || self.half > Decimal::ONE / Decimal::TWO && self.near(figure)
            }
            Exactness::More => {
                figure >= self.value && figure <= self.value + self.value / ten + self.half * ten
            }
            Exactness::Less => figure <= self.value && figure * Decimal::TWO >= self.value,
            Exactness::About => (figure - self.value).abs() <= self.value / ten + self.half,
        }
    }

    /// Whether it is `figure` when that is rounded to the places that it shows.
    pub fn near(&self, figure: Decimal) -> bool {
        (figure - self.value).abs() <= self.half
    }
}

const NUMERALS: [char; 15] =
    ['〇', '零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '两'];

fn is_numeral(c: char) -> bool {
    NUMERALS.contains(&c)
}

/// All figures of a text, in their order, with the units that `words` has.
pub fn numbers(words: &Vocabulary, text: &str) -> Vec<Number> {
    let mut numbers = Vec::new();
    let mut at = 0;
    while let Some((start, c)) = text[at..].char_indices().find(|(_, c)| c.is_ascii_digit() || is_numeral(*c))
    {
        let start = at + start;
        let end = match c.is_ascii_digit() {
            true => digits_end(text, start),
            false => start + text[start..].find(|c| !is_numeral(c)).unwrap_or(text.len() - start),
        };
        let number = match c.is_ascii_digit() {
            true => in_digits(words, text, start..end),
            false => in_numerals(words, text, start..end),
        };
        at = number.as_ref().map_or(end, |number| number.whole.end.max(end));
        numbers.extend(number);
    }
    numbers
}

/// Where the digits that begin at `start` end: with thousands separators and decimals.
fn digits_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let digits = |from: usize| from + bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut end = digits(start);
    if end - start <= 3 {
        while bytes.get(end) == Some(&b',') && digits(end + 1) == end + 4 {
            end += 4;
        }
        // A full-width comma separates thousands only where nothing else can be meant.
    }
    if bytes.get(end) == Some(&b'.') && digits(end + 1) > end + 1 {
        end = digits(end + 1);
    }
    end
}

fn in_digits(words: &Vocabulary, text: &str, range: Range<usize>) -> Option<Number> {
    let (before, after) = (&text[..range.start], &text[range.end..]);
    let last = before.chars().next_back();
    let is_part = |c: char| {
        c.is_ascii_alphabetic()
            || matches!(
                c,
                '.' | '/'
                    | '-'
                    | '_'
                    | '@'
                    | ':'
                    | '：'
                    | '第'
                    | '〔'
                    | '['
                    | '【'
                    | '﹝'
                    | '×'
                    | '—'
                    | '–'
                    | '~'
            )
    };
    // 同比：12件 and 收到：12件 are figures; 9:00 is a time.
    let colon = matches!(last, Some(':' | '：'))
        && !before.trim_end_matches([':', '：']).ends_with(|c: char| c.is_ascii_digit());
    if last.is_some_and(is_part) && !colon {
        return None;
    }
    let no_figure = [
        '年', '月', '日', '号', '时', '版', '〕', ']', '】', '﹞', ':', '：', '-', '/', '×', '@', '—', '–',
        '~',
    ];
    let first = after.chars().next();
    let next_is_digit = after.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
    if first.is_some_and(|c| {
        no_figure.contains(&c) && (!matches!(c, ':' | '：' | '-' | '—') || next_is_digit)
            || c.is_ascii_alphabetic()
            || c == '.' && !after[1..].is_empty() && !after[1..].starts_with(['\n', '。'])
    }) {
        return None;
    }
    // （1）, 1、 at the start of an item.
    let opens_line = before.is_empty() || before.ends_with(['\n', '。', '；', '：', '，', ';', ':']);
    if before.ends_with(['（', '(']) && after.starts_with(['）', ')'])
        || opens_line && after.starts_with(['、', '）', ')'])
    {
        return None;
    }
    let digits = text[range.clone()].replace(',', "");
    let whole = digits.split('.').next().unwrap_or_default();
    const MOST_DIGITS: usize = 12;
    if whole.len() > MOST_DIGITS || whole.len() > 1 && whole.starts_with('0') {
        return None;
    }
    let places = digits.split_once('.').map_or(0, |(_, places)| places.len() as u32);
    let value: Decimal = digits.parse().ok()?;
    finish(words, text, range, value, Decimal::new(5, places + 1))
}

fn in_numerals(words: &Vocabulary, text: &str, range: Range<usize>) -> Option<Number> {
    let before = &text[..range.start];
    const NO_FIGURE_BEHIND: [char; 16] =
        ['第', '唯', '每', '逐', '进', '统', '之', '万', '同', '专', '单', '某', '任', '哪', '星', '周'];
    if before.ends_with(NO_FIGURE_BEHIND) || before.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    // 未发生一起: not one.
    const NONE: [&str; 8] =
        ["未发生", "没有发生", "未出现", "没有出现", "未产生", "没有产生", "未收到", "没有收到"];
    if &text[range.clone()] == "一" && NONE.iter().any(|none| before.ends_with(none)) {
        return None;
    }
    let value = chinese(&text[range.clone()])?;
    let number = finish(words, text, range.clone(), value, Decimal::new(5, 1))?;
    if number.unit.is_empty() || number.unit == "%" {
        return None;
    }
    let unit_and_rest = &text[number.whole.end - number.unit.len()..];
    const NO_UNIT: [&str; 26] = [
        "期间",
        "个季度",
        "件事",
        "次性",
        "条龙",
        "起来",
        "起做",
        "起推",
        "本账",
        "张网",
        "张图",
        "站式",
        "站通",
        "个重要",
        "部分",
        "类事",
        "次又",
        "块屏",
        "种方式",
        "家人",
        "项项",
        "件件",
        "个个",
        "条条",
        "次次",
        "名义",
    ];
    // 这两项 is what was said before.
    if number.unit == "项" && ["这", "上述", "以上", "前"].iter().any(|word| before.ends_with(word)) {
        return None;
    }
    let is_word = NO_UNIT.iter().any(|word| unit_and_rest.starts_with(word))
        // Three 类 of matters are the form's own words; 科室 and 审 count nothing here.
        || matches!(number.unit.as_str(), "类" | "科" | "种" | "面" | "万" | "天" | "点")
        // 两项合计 adds up what was said.
        || ["合计", "共计", "相加", "之和", "指标"].iter().any(|word| text[number.whole.end..].starts_with(word));
    (!is_word).then_some(number)
}

/// The value of a word that is one well-formed Chinese numeral and nothing else, also digit by digit (二〇); none
/// where a reader might take it for two counts (一千二).
pub fn count(numeral: &str) -> Option<Decimal> {
    let digits: Option<Vec<u64>> = numeral.chars().map(digit).collect();
    match digits.as_deref() {
        Some([]) => return None,
        Some([one]) => return Some(Decimal::from(*one)),
        Some([0, ..]) => return None,
        Some(digits) => {
            let value =
                digits.iter().try_fold(0u64, |value, digit| value.checked_mul(10)?.checked_add(*digit));
            return value.map(Decimal::from);
        }
        None => {}
    }
    let mut lower_than = u64::MAX;
    let mut before: Option<u64> = None;
    for (at, c) in numeral.chars().enumerate() {
        match (digit(c), scale(c)) {
            (Some(next), _) => {
                let follows = before.is_none_or(|before| before == 0);
                if !follows || at == 0 && next == 0 {
                    return None;
                }
                before = Some(next);
            }
            (None, Some(scale)) => {
                let has_digit = before.is_some_and(|digit| digit > 0) || at == 0 && scale == 10;
                if !has_digit || scale >= lower_than {
                    return None;
                }
                (lower_than, before) = (scale, None);
            }
            (None, None) => return None,
        }
    }
    // What follows a thousand without a zero may be hundreds.
    let is_open = before == Some(0) || before.is_some() && numeral.chars().rev().nth(1) == Some('千');
    (!is_open).then(|| chinese(numeral))?
}

fn digit(c: char) -> Option<u64> {
    match c {
        '〇' | '零' => Some(0),
        '两' => Some(2),
        _ => "一二三四五六七八九".chars().position(|digit| digit == c).map(|at| at as u64 + 1),
    }
}

fn scale(c: char) -> Option<u64> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        _ => None,
    }
}

/// The value of a Chinese numeral.
fn chinese(numeral: &str) -> Option<Decimal> {
    // 二〇二四: digit by digit.
    if numeral.chars().count() > 1 && numeral.chars().all(|c| digit(c).is_some()) {
        return None;
    }
    let (mut total, mut part) = (0u64, 0u64);
    for c in numeral.chars() {
        let Some(scale) = scale(c) else {
            part = digit(c)?;
            continue;
        };
        total += part.max(1) * scale;
        part = 0;
    }
    // 一百二 is 120.
    if part > 0 && numeral.chars().rev().nth(1) == Some('百') {
        part *= 10;
    }
    Some(Decimal::from(total + part))
}

/// Adds to a figure what stands around it.
fn finish(
    words: &Vocabulary,
    text: &str,
    range: Range<usize>,
    mut value: Decimal,
    mut half: Decimal,
) -> Option<Number> {
    let mut exactness = Exactness::Exact;
    let mut start = range.start;
    let leads = [
        ("大约", Exactness::About),
        ("约", Exactness::About),
        ("近", Exactness::Less),
        ("将近", Exactness::Less),
        ("不足", Exactness::Less),
        ("不到", Exactness::Less),
        ("超过", Exactness::More),
        ("超", Exactness::More),
        ("逾", Exactness::More),
        ("至少", Exactness::More),
    ];
    if let Some((lead, meant)) = leads.iter().find(|(lead, _)| text[..start].ends_with(lead)) {
        // 最近, 附近 and 节约 are words of their own.
        let before = text[..start - lead.len()].chars().next_back();
        if !before.is_some_and(|c| matches!(c, '最' | '附' | '节' | '邻' | '接' | '集')) {
            exactness = *meant;
            start -= lead.len();
        }
    }
    let mut end = range.end;
    let take = |word: &str, end: &mut usize| {
        let found = text[*end..].starts_with(word);
        *end += if found { word.len() } else { 0 };
        found
    };
    let mut scale = |end: &mut usize| {
        for (word, by) in [("万", 10_000u64), ("亿", 100_000_000)] {
            // 万元 is the unit of table two.
            if text[*end..].starts_with(word) && !text[*end..].starts_with("万元") && take(word, end) {
                value *= Decimal::from(by);
                half *= Decimal::from(by);
            }
        }
    };
    let more = |end: &mut usize| take("余", end) || take("多", end) || take("来", end);
    scale(&mut end);
    if more(&mut end) {
        exactness = Exactness::More;
    }
    scale(&mut end);
    let rest = &text[end..];
    let unit = match rest.strip_prefix(['%', '％']) {
        Some(_) => "%".to_owned(),
        None if rest.starts_with("个百分点")
            || rest.starts_with("个工作日")
            || rest.starts_with("个月")
            || rest.starts_with("个小时")
            || rest.starts_with("周年")
            || rest.starts_with("岁")
            || rest.starts_with("月") =>
        {
            return None;
        }
        None => words.unit(rest).unwrap_or_default().to_owned(),
    };
    // 件（次）
    let written = unit.len();
    let unit = match rest[unit.len()..].strip_prefix(['（', '(']) {
        Some(inside) if inside.starts_with('次') => format!("{unit}次"),
        _ => unit,
    };
    if unit == "条" && rest.starts_with("条例") {
        return None;
    }
    let digits_only = text[range.clone()].starts_with(|c: char| c.is_ascii_digit());
    if unit.is_empty() {
        // Without a unit only what ends its clause is a figure.
        let ends =
            rest.is_empty() || rest.starts_with(['，', ',', '；', ';', '。', '、', '）', ')', '\n', '.']);
        if !digits_only || !ends {
            return None;
        }
    }
    end += written;
    if !unit.is_empty() && exactness == Exactness::Exact {
        for (word, meant) in [
            ("左右", Exactness::About),
            ("以上", Exactness::More),
            ("以内", Exactness::Less),
            ("以下", Exactness::Less),
            ("多", Exactness::More),
        ] {
            if take(word, &mut end) {
                exactness = meant;
                break;
            }
        }
    }
    Some(Number { range, whole: start..end, value, half, exactness, unit })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::prose::built_in;

    fn said(text: &str) -> Vec<String> {
        numbers(built_in(), text)
            .iter()
            .map(|number| format!("{}{}", number.value.normalize(), number.unit))
            .collect()
    }

    #[test]
    fn figures_are_numbers_of_something() {
        for (text, figures) in [
            ("收到申请12件，办结1,238件", vec!["12件", "1238件"]),
            ("三起，两件，十二件，一百零五条，二十余条", vec!["3起", "2件", "12件", "105条", "20条"]),
            ("3.5万件，35万余次，96.5万元", vec!["35000件", "350000次", "96.5万元"]),
            ("占72%，7，公开1", vec!["72%", "7", "1"]),
            ("2024年12月31日第20条，一方面，三审三校，第一项", vec![]),
            ("12345热线，9:00至17:30，010-1234567，5G，两个维护的第三科室", vec!["2个"]),
            ("国办公开办函〔2021〕30号", vec![]),
            ("（1）甲；2、乙；3.丙", vec![]),
            ("“高效办成一件事”，一次性告知", vec![]),
            ("十四五期间，头三个季度", vec![]),
            ("约30件，近1500份，100条以上", vec!["30件", "1500份", "100条"]),
        ] {
            assert_eq!(said(text), figures, "{text}");
        }
    }

    #[test]
    fn what_is_not_exact_allows_a_range() {
        let allows = |text: &str, figure: i64| numbers(built_in(), text)[0].allows(Decimal::from(figure));
        for (text, yes, no) in [
            ("12件", 12, 13),
            ("30余件", 31, 29),
            ("近30件", 28, 31),
            ("约30件", 29, 40),
            ("1.2万件", 12_060, 12_560),
        ] {
            assert!(allows(text, yes) && !allows(text, no), "{text}");
        }
    }
}
