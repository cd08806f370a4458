//! Names of agencies in words.
//!
//! Invariant: a name is what stands in the text, without blanks and marks around it; what a report calls itself (我局,
//! 本机关), parts of a site (首页, 政务公开专栏) and places to fill in are no names.

use super::normal::is_ideograph;
use crate::format::openings;

/// Marks around names and titles.
pub fn is_mark(c: char) -> bool {
    matches!(c, '#' | '＃' | '*' | '《' | '》' | '"' | '\'' | '“' | '”' | '`')
}

/// The name in what stands in front of a title's topic, or in a line that it has to itself; `words` are compact.
pub fn name(words: &str) -> Option<String> {
    let from = words
        .rfind(['-', '—', '_', '.', ':', '：', '>', '»'])
        .map_or(0, |at| at + words[at..].chars().next().map_or(1, char::len_utf8));
    let mut name = without_bracket(
        words[from..].trim_start_matches(|c: char| c.is_ascii_punctuation() && c != '[' && c != '('),
    );
    // A list's mark or the number of a page; digits alone may begin a name: 120急救中心.
    name = name.trim_start_matches(|c: char| !is_ideograph(c) && !c.is_ascii_digit());
    name = name.trim_matches(is_mark).trim_matches(['(', '（']);
    let leads = &openings::words().title.leads;
    while let Some(rest) = leads.iter().find_map(|lead| name.strip_prefix(lead.as_str())) {
        name = rest;
    }
    // 云溪县教育局关于2024年度…
    name = name.split("关于").next().filter(|name| !name.is_empty()).unwrap_or(name);
    while let Some(rest) = leads
        .iter()
        .map(String::as_str)
        .chain(["的", "向社会", "现"])
        .find_map(|lead| name.strip_suffix(lead))
    {
        name = rest;
    }
    let name = name.trim_matches(is_mark).trim_end_matches(['·', '、']);
    is_name(name).then(|| name.to_owned())
}

/// Words without what stands in brackets in front of them; where nothing else is there, without the brackets.
fn without_bracket(words: &str) -> &str {
    let open = words.trim_start_matches(['【', '[', '(', '（']);
    if open.len() == words.len() {
        return words;
    }
    match open.split_once(['】', ']', ')', '）']) {
        Some((_, rest)) if !rest.is_empty() => rest,
        Some((inside, _)) => inside,
        None => open,
    }
}

/// Whether the words may be the name of an agency.
fn is_name(name: &str) -> bool {
    const LONGEST: usize = 40;
    let known = &openings::words().agency;
    let count = name.chars().count();
    let is_inner = |c: char| {
        is_ideograph(c)
            || c.is_ascii_alphanumeric()
            || matches!(c, '（' | '）' | '(' | ')' | '、' | '·' | '“' | '”' | '"')
    };
    let is_topic = || {
        openings::words().title.topics.iter().any(|topic| name.contains(topic.as_str()))
            && !ends_as_agency(name)
    };
    (2..=LONGEST).contains(&count)
        && name.chars().all(is_inner)
        && name.chars().filter(|c| is_ideograph(*c)).count() >= 2
        && !name.ends_with(['年', '第'])
        && !name.contains("XX")
        && !name.contains("xx")
        && super::years::of_title(name).is_none()
        && !known.never.iter().any(|never| never == name)
        && !known.not_in.iter().any(|word| name.contains(word.as_str()))
        && !is_own(name)
        && !is_topic()
}

/// Whether the words are what a report calls its own agency, or others together: 我局, 本机关, 全县.
fn is_own(name: &str) -> bool {
    let known = &openings::words().agency;
    known.own.iter().any(|own| {
        name.strip_prefix(own.as_str()).is_some_and(|rest| {
            // 本溪市, 全州县 are places.
            known.kinds.iter().any(|kind| rest.starts_with(kind.as_str()))
        })
    })
}

/// Whether the name ends as that of an organ or a place.
fn ends_as_agency(name: &str) -> bool {
    let name = without_last_bracket(name);
    let known = &openings::words().agency;
    known.organs.iter().chain(&known.places).any(|end| name.ends_with(end.as_str()))
}

fn without_last_bracket(name: &str) -> &str {
    match (name.ends_with([')', '）']), name.rfind(['(', '（'])) {
        (true, Some(at)) if at > 0 => &name[..at],
        _ => name,
    }
}

/// Whether the name is certainly that of an organ or a place, wherever it stands: more than the word for its kind.
pub fn is_certain(name: &str) -> bool {
    let known = &openings::words().agency;
    ends_in(name, &known.organs) || ends_in(name, &known.places)
}

/// Whether that holds of a name that does not stand in a title's own line: parts of a site are called much the same.
pub fn is_certain_apart(name: &str) -> bool {
    is_certain(name) && !openings::words().agency.not_apart.iter().any(|word| name.contains(word.as_str()))
}

/// Whether a name ends in one of these words and has more before it.
fn ends_in(name: &str, ends: &[String]) -> bool {
    const LEAST: usize = 3;
    let name = without_last_bracket(name);
    let ends = ends.iter().filter(|end| name.ends_with(end.as_str()));
    let own = ends.max_by_key(|end| end.len()).map(|end| &name[..name.len() - end.len()]);
    own.is_some_and(|own| !own.is_empty()) && name.chars().count() >= LEAST
}

/// Whether the name, in a sentence, is certainly that of an organ.
fn is_organ(name: &str) -> bool {
    let known = &openings::words().agency;
    ends_in(name, &known.in_sentence) && !known.not_before.iter().any(|word| name.starts_with(word.as_str()))
}

/// The agency on a line that says nothing else, `words` compact: 云溪县教育局, 云溪县教育局文件.
pub fn on_line(words: &str) -> Option<String> {
    let bare = words.trim_matches(is_mark);
    let (bare, issued) = bare.strip_suffix("文件").map_or((bare, false), |bare| (bare, true));
    let whole = name(bare).filter(|name| *name == bare.trim_matches(is_mark) && is_certain_apart(name))?;
    // What heads the paper may be the office that sends the report of another.
    (!(issued && is_office(&whole))).then_some(whole)
}

/// Whether an agency of this name may have drawn up the report of another.
pub fn is_office(name: &str) -> bool {
    openings::words().agency.offices.iter().any(|office| name.ends_with(office.as_str()))
}

/// The organ with which `words`, compact, begin, where what stands behind it is one of `next`, or nothing where that
/// is among them. Where that is so of several, the longest.
pub fn in_front(words: &str, is_next: impl Fn(&str) -> bool) -> Option<&str> {
    const LONGEST: usize = 30;
    let ends = words.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST);
    let own = |end: &usize| {
        let organ = &words[..*end];
        is_organ(organ) && is_name(organ) && !begins_with_kind(organ) && is_next(&words[*end..])
    };
    ends.filter(own).last().map(|end| &words[..end])
}

/// Whether a name begins with the kind of a place instead of the place: 县教育局, 市政府.
fn begins_with_kind(name: &str) -> bool {
    name.starts_with(['省', '市', '县', '区', '州', '镇', '乡', '盟', '旗'])
}

/// Whether two names may be those of one agency: one is part of the other.
pub fn are_related(one: &str, other: &str) -> bool {
    let plain = |name: &str| name.replace("人民政府", "政府");
    let (one, other) = (plain(one), plain(other));
    one.contains(&other) || other.contains(&one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_without_what_stands_around_it() {
        for (words, expected) in [
            ("云溪县教育局", "云溪县教育局"),
            ("关于云溪县教育局的", "云溪县教育局"),
            ("云溪县教育局关于", "云溪县教育局"),
            ("云溪县教育局发布", "云溪县教育局"),
            ("【年报】云溪县教育局", "云溪县教育局"),
            ("【云溪县教育局】", "云溪县教育局"),
            ("Page8-云溪县教育局", "云溪县教育局"),
            ("云溪县教育局（云溪县体育局）", "云溪县教育局（云溪县体育局）"),
            ("120急救中心", "120急救中心"),
            ("云溪县第七中学", "云溪县第七中学"),
            ("本溪市人民政府", "本溪市人民政府"),
            ("全州县", "全州县"),
            ("云溪县政府信息公开中心", "云溪县政府信息公开中心"),
            ("丰年镇", "丰年镇"),
        ] {
            assert_eq!(name(words).as_deref(), Some(expected), "{words}");
        }
        for words in [
            "首页",
            "年",
            "我局",
            "本机关",
            "本单位",
            "全县",
            "政府信息公开",
            "XX县",
            "云溪县门户网站",
            "",
            "第",
            "2023年云溪县",
            "政府信息公开专栏",
            "（机关名称）",
        ] {
            assert_eq!(name(words), None, "{words}");
        }
    }

    #[test]
    fn an_agency_on_its_own_line_ends_as_one() {
        for words in
            ["云溪县教育局", "云溪县", "丁香街道办事处", "云溪海关", "云溪县第一小学", "云溪水务有限公司"]
        {
            assert_eq!(on_line(words).as_deref(), Some(words));
        }
        assert_eq!(on_line("云溪县教育局文件").as_deref(), Some("云溪县教育局"));
        for words in [
            "首页",
            "政务公开",
            "走进云溪",
            "办事大厅",
            "新闻中心",
            "县政府",
            "云溪县人民政府办公室文件",
            "2025年1月20日",
        ] {
            assert_eq!(on_line(words), None, "{words}");
        }
    }
}
