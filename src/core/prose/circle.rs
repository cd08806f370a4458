//! What an agency is called together with others: 县政府及各部门, 全市税务系统, 市局机关及直属单位.
//!
//! Invariant: the agency that reports is one of those who are named; whether the others are of its report nobody knows.

use crate::format::prose::{Tag, Vocabulary};

/// The agency among others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Circle {
    /// Its name, for a bureau; empty for others.
    bureau: String,
    /// The kind of the place of which it is.
    place: Option<char>,
    /// Whether it is the government of that place, or the office that reports for it.
    governs: bool,
}

/// Who is called together with a bureau: 全市税务系统.
const ALL: [&str; 3] = ["系统", "机关", "部门"];

impl Circle {
    /// The circle of an agency.
    pub fn of(agency: &str) -> Circle {
        const OFFICES: [&str; 5] = ["人民政府", "政府", "人民政府办公室", "政府办公室", "人民政府办公厅"];
        // 市场 is no place.
        let places = agency.replace("市场", "");
        let kind = |name: &str| name.chars().rev().find(|c| "省市县区州盟旗镇乡".contains(*c));
        let governed = OFFICES.iter().find_map(|end| places.strip_suffix(end));
        match governed {
            Some(place) => Circle { bureau: String::new(), place: kind(place), governs: true },
            None => Circle { bureau: agency.to_owned(), place: kind(&places), governs: false },
        }
    }

    /// The length of what a text begins with, if that is the agency with others.
    pub fn begins(&self, words: &Vocabulary, text: &str) -> Option<usize> {
        let place = self.place?;
        let own = text.strip_prefix(place);
        match (own, self.governs) {
            (Some(behind), _) => {
                // 县政府及各部门 in the report of that government, 市局机关及直属单位 in that of a bureau.
                let is_own = match self.governs {
                    true => behind.starts_with("政府") || behind.starts_with("人民政府"),
                    false => {
                        behind.starts_with('局')
                            && self.bureau.ends_with('局')
                            && !self.bureau.ends_with("分局")
                    }
                };
                let (length, word) = words.longest(behind).filter(|_| is_own)?;
                (word.tag == Tag::Wider).then(|| place.len_utf8() + length)
            }
            (None, true) => None,
            (None, false) => {
                // 全市税务系统 in the report of 市税务局.
                let behind = text.strip_prefix('全')?.strip_prefix(place)?;
                let (at, end) =
                    ALL.iter().filter_map(|end| Some((behind.find(end)?, *end))).min_by_key(|(at, _)| *at)?;
                let matter = &behind[..at];
                const MOST: usize = 8;
                let is_own = matter.chars().count() >= 2
                    && matter.chars().count() <= MOST
                    && is_within(matter, &self.bureau);
                is_own.then(|| text.len() - behind.len() + at + end.len())
            }
        }
    }
}

/// Whether the characters of a short name stand in a name, in their order: 市场监管 in 市场监督管理局.
fn is_within(short: &str, name: &str) -> bool {
    let mut rest = name.chars();
    short.chars().all(|c| rest.any(|own| own == c))
}

#[cfg(test)]
mod tests {
    use super::Circle;
    use crate::format::prose::built_in;

    #[test]
    fn an_agency_is_known_among_others() {
        for (agency, text, length) in [
            ("青崖县人民政府", "县政府及各部门制发文件", "县政府及各部门"),
            ("青崖县人民政府", "市政府及各部门制发文件", ""),
            ("青崖县农业农村局", "县政府及各部门制发文件", ""),
            ("枫屿市税务局", "全市税务系统收到申请", "全市税务系统"),
            ("枫屿市市场监督管理局", "全市市场监管部门收到申请", "全市市场监管部门"),
            ("枫屿市税务局", "全市公安机关收到申请", ""),
            ("青崖县税务局", "全市税务系统收到申请", ""),
            ("枫屿市水务局", "全市信息系统12个", ""),
            ("枫屿市水务局", "市局机关及直属单位收到申请", "市局机关及直属单位"),
            ("枫屿市公安局青崖分局", "市局机关及直属单位收到申请", ""),
        ] {
            let begins = Circle::of(agency).begins(built_in(), text);
            assert_eq!(begins.unwrap_or_default(), length.len(), "{agency}: {text}");
        }
    }
}
