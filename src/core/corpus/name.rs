//! Names of agencies, as far as they say which agency it is.
//!
//! Invariant: two names are of one agency only where they are the same but for 人民政府, and for the places above it
//! that one of them leaves out.

use crate::format::openings;
use crate::report::normal::{half_width, is_blank};

/// A name in parts: 金华市云溪县教育局 is 教育局 below 云溪县 below 金华市.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Name {
    /// The places above it that it names, the highest first.
    pub above: Vec<String>,
    /// Its own part.
    pub own: String,
}

impl Name {
    /// The parts of a name as it is written.
    pub fn of(written: &str) -> Name {
        let plain: String = written.chars().filter(|c| !is_blank(*c)).map(half_width).collect();
        // 云溪县教育局（云溪县体育局）
        let plain = match plain.split_once('(') {
            Some((name, rest)) if rest.ends_with(')') && !name.is_empty() => name,
            _ => &plain,
        };
        let known = &openings::words().agency;
        let government = known.governments.iter().find_map(|end| plain.strip_suffix(end.as_str()));
        let is_place = |name: &str| {
            known.places.iter().any(|place| name.ends_with(place.as_str())) && name.chars().count() > 1
        };
        let mut rest = government.filter(|name| is_place(name)).unwrap_or(plain);
        let mut above = Vec::new();
        while let Some(end) = place_in_front(rest).filter(|end| *end < rest.len()) {
            above.push(rest[..end].to_owned());
            rest = &rest[end..];
        }
        Name { above, own: rest.to_owned() }
    }

    /// Whether it names a place that is hardly named alike elsewhere: that of a county or above it.
    pub fn is_full(&self) -> bool {
        !self.above.is_empty() || place_in_front(&self.own) == Some(self.own.len())
    }

    /// The whole of it.
    pub fn whole(&self) -> String {
        self.above.concat() + &self.own
    }
}

/// Where the first place in a name ends: 云溪县 in 云溪县教育局. A place has two characters before the word for its
/// kind at least.
fn place_in_front(name: &str) -> Option<usize> {
    const LEAST: usize = 2;
    let known = &openings::words().agency;
    let ends = name.char_indices().skip(LEAST).map(|(at, c)| at + c.len_utf8());
    let is_place = |end: &usize| known.above.iter().any(|kind| name[..*end].ends_with(kind.as_str()));
    let end = ends.into_iter().find(is_place)?;
    // 桐岭开发区 is one place, 开发区 is any.
    let says_nothing = known.not_above.iter().any(|word| match word.as_str() {
        "社区" | "校区" => name[..end].ends_with(word.as_str()),
        word => name[..end] == *word,
    });
    (!says_nothing).then_some(end)
}

/// The places that a folder is named after, and what it is besides years and the words for reports.
pub fn places_in(folder: &str) -> (Vec<String>, String) {
    const NOTHING: [&str; 9] =
        ["年度", "年报", "年", "报告", "政府信息公开", "信息公开", "工作", "历年", "年度报告"];
    let mut places = Vec::new();
    let mut home = Vec::new();
    for part in folder.split(['/', '\\']).filter(|part| !matches!(*part, "" | "." | "..")) {
        let mut bare: String = part.chars().filter(|c| !c.is_numeric()).collect();
        NOTHING.iter().for_each(|word| bare = bare.replace(word, ""));
        let bare = bare.trim_matches(|c: char| !c.is_alphanumeric());
        if bare.is_empty() {
            continue;
        }
        home.push(bare.to_owned());
        let name = Name::of(bare);
        places.extend(name.above);
        if place_in_front(&name.own) == Some(name.own.len()) {
            places.push(name.own);
        }
    }
    (places, home.join("/"))
}

/// Whether places that one name has above it may be those of another, which may leave out the highest: one list is the
/// end of the other.
pub fn agree(one: &[String], other: &[String]) -> bool {
    let shared = one.len().min(other.len());
    one[one.len() - shared..] == other[other.len() - shared..]
}

/// Whether two names as they are written may be those of one agency.
pub fn are_of_one_agency(one: &str, other: &str) -> bool {
    let (one, other) = (Name::of(one), Name::of(other));
    one.own == other.own && agree(&one.above, &other.above)
}

/// Whether a name is one of those that a pattern means, in which `*` stands for anything.
pub fn matches(pattern: &str, name: &Name, written: &str) -> bool {
    if !pattern.contains('*') {
        let pattern = Name::of(pattern);
        return pattern.own == name.own && agree(&pattern.above, &name.above);
    }
    fits(pattern, written) || fits(pattern, &name.whole())
}

fn fits(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| name.strip_prefix(first)) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, inner)) = parts.split_last() else { return rest.is_empty() };
    for part in inner {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_what_stands_above_it() {
        for (written, above, own) in [
            ("青石镇人民政府", &[][..], "青石镇"),
            ("青石镇", &[], "青石镇"),
            ("云溪县青石镇人民政府", &["云溪县"], "青石镇"),
            ("金华市云溪县教育局", &["金华市", "云溪县"], "教育局"),
            ("云溪县市场监督管理局", &["云溪县"], "市场监督管理局"),
            ("云溪县城市管理局", &["云溪县"], "城市管理局"),
            ("云溪县人民政府", &[], "云溪县"),
            ("云溪县 教育局（云溪县体育局）", &["云溪县"], "教育局"),
            ("青枫区白桦街道办事处", &["青枫区"], "白桦街道"),
            ("云溪县人民政府办公室", &["云溪县"], "人民政府办公室"),
        ] {
            let name = Name::of(written);
            assert_eq!(
                (name.above.as_slice(), &*name.own),
                (above.iter().map(|a| (*a).to_owned()).collect::<Vec<_>>().as_slice(), own),
                "{written}"
            );
        }
    }

    #[test]
    fn only_names_that_agree_are_of_one_agency() {
        assert!(are_of_one_agency("青石镇", "青石镇人民政府"));
        assert!(are_of_one_agency("青石镇人民政府", "云溪县青石镇人民政府"));
        assert!(are_of_one_agency("青枫区白桦街道", "青枫区白桦街道办事处"));
        assert!(!are_of_one_agency("棠溪县青石镇人民政府", "云溪县青石镇人民政府"));
        assert!(!are_of_one_agency("云溪县人民政府", "云溪县人民政府办公室"));
        assert!(!are_of_one_agency("云溪县教育局", "云溪县财政局"));
    }

    #[test]
    fn a_folder_is_more_than_its_year() {
        assert_eq!(places_in("2023"), (vec![], String::new()));
        assert_eq!(places_in("云溪县/2023年度报告"), (vec!["云溪县".to_owned()], "云溪县".to_owned()));
        assert_eq!(places_in("./青石镇/2024年"), (vec![], "青石镇".to_owned()));
    }

    #[test]
    fn a_pattern_stands_for_what_it_fits() {
        let fits = |pattern: &str, written: &str| matches(pattern, &Name::of(written), written);
        assert!(fits("云溪县*", "云溪县教育局"));
        assert!(fits("云溪县*局", "云溪县教育局"));
        assert!(fits("*教*局", "云溪县教育局"));
        assert!(!fits("云溪县*镇", "云溪县教育局"));
        assert!(!fits("棠溪县*", "云溪县教育局"));
        assert!(fits("云溪县", "云溪县人民政府"));
        assert!(fits("云溪县青石镇", "青石镇人民政府"));
    }
}
