//! Which figures are of the same thing.
//!
//! Invariant: two figures are of one fact only where the words that say of what are the same but for words that say
//! nothing, and where both are exact, of the year, and no part of another.

use rust_decimal::Decimal;

use super::{Exactness, Figure};
use crate::report::normal::is_ideograph;

/// What a figure and every other one of the same fact share: its cells; else the words before it without those that say
/// nothing, with its unit. None where nobody can tell.
pub fn fact(text: &str, figure: &Figure) -> Option<Box<str>> {
    let fact = counts(figure).then(|| words(text, figure)).flatten()?;
    Some((fact + " " + &figure.number.unit).into_boxed_str())
}

fn words(text: &str, figure: &Figure) -> Option<String> {
    if !figure.tie.alternatives.is_empty() {
        return Some(format!("{:?}", figure.tie.alternatives));
    }
    const LEAST: usize = 5;
    let (left, right) = (&text[figure.left.clone()], &text[figure.right.clone()]);
    if figure.left.is_empty() {
        return None;
    }
    // 96条信息中图片类7条: of these.
    let is_behind_figure = text[..figure.left.start].ends_with(is_ideograph);
    if is_behind_figure && left.contains('中') {
        return None;
    }
    // 12345热线 and 12328热线 are two.
    let mut words: String = left.chars().filter(|c| is_ideograph(*c) || c.is_ascii_alphanumeric()).collect();
    // 全年326条主动公开信息: the noun stands behind.
    if words.chars().count() < LEAST {
        // 18个乡镇建成专区7个: what stands behind is of the next figure.
        if text[figure.right.end..].starts_with(char::is_alphanumeric) {
            return None;
        }
        let noun: String = right.chars().take_while(|c| is_ideograph(*c)).collect();
        words += &noun;
    }
    const NOTHING: [&str; 34] = [
        "截至目前",
        "截止目前",
        "年度内",
        "本年度",
        "全年度",
        "全年",
        "本年",
        "今年",
        "年内",
        "累计",
        "合计",
        "共计",
        "总计",
        "一共",
        "我局",
        "我县",
        "我镇",
        "我市",
        "我区",
        "我乡",
        "全局",
        "全县",
        "全镇",
        "全市",
        "全区",
        "本机关",
        "本单位",
        "各类",
        "各种",
        "各项",
        "微信",
        "信息",
        "共",
        "在",
    ];
    for word in NOTHING {
        words = words.replace(word, "");
    }
    // What restricts it: 通过…, 上半年….
    const RESTRICTS: [&str; 18] = [
        "占", "分别", "各", "每", "其", "等", "另", "余", "再", "新增", "新建", "新开", "新设", "该", "此",
        "均", "同", "至",
    ];
    if RESTRICTS.iter().any(|word| words.contains(word)) {
        return None;
    }
    for verb in ["发布", "更新", "推送", "刊发", "刊载", "发表"] {
        words = words.replace(verb, "发");
    }
    for verb in ["举办", "组织", "召开"] {
        words = words.replace(verb, "办");
    }
    let is_digit = |c: char| c.is_ascii_digit() || "〇一二三四五六七八九".contains(c);
    let year = words.find('年').filter(|at| words[..*at].chars().all(is_digit));
    if let Some(at) = year {
        words = words[at + '年'.len_utf8()..].trim_start_matches('度').to_owned();
    }
    (words.chars().count() >= LEAST).then_some(words)
}

fn counts(figure: &Figure) -> bool {
    figure.is_current()
        && !figure.is_part
        && figure.depth == 0
        && figure.number.exactness == Exactness::Exact
        && !figure.number.is_percentage()
        && !figure.number.unit.is_empty()
        && figure.tie.is_certain()
        && figure.number.value > Decimal::ZERO
}
