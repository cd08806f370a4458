//! What the sentences around the title say of agency and year: 现将…年度报告公布如下, 本报告由…编制, the period of the figures.
//!
//! Invariant: only whole sentences of these kinds count; what names no agency of its own (我局) or one that may have
//! drawn up the report of another (政府办公室) gives none.

use std::ops::Range;

use super::agency;
use super::naming::agency_and_year;
use super::years;
use crate::format::openings;

/// What sentences say of the report in which they stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// The agencies whose report they call it.
    pub reporters: Vec<String>,
    /// The agencies that have drawn it up.
    pub compilers: Vec<String>,
    /// The agency of which the first sentence speaks.
    pub subject: Option<String>,
    /// The years of the report or of its figures that they state.
    pub stated: Vec<u16>,
    /// The years of which they speak.
    pub named: Vec<u16>,
}

/// What may be read of a text for this.
const MOST_CHARS: usize = 6000;

impl Said {
    /// What the lines of a preamble say. Such as stand by themselves are no part of a sentence.
    pub fn of_lines(text: &str, lines: &[Range<usize>], stands_alone: &dyn Fn(usize) -> bool) -> Said {
        let mut said = Said::default();
        let mut words = String::new();
        for (at, line) in lines.iter().enumerate() {
            let line = years::compact(&text[line.clone()]);
            if let Some((key, value)) = line.split_once([':', '：'])
                && openings::words().preamble.keys.iter().any(|known| known == key)
            {
                said.compilers.extend(agency::on_line(value));
            }
            let alone = stands_alone(at);
            if alone && !words.ends_with('。') {
                words.push('。');
            }
            if !alone {
                words.push_str(&line);
            }
            if words.len() > 3 * MOST_CHARS {
                break;
            }
        }
        said.read(&words);
        said
    }

    /// What the prose of section one says.
    pub fn of_section(body: &str) -> Said {
        let mut said = Said::default();
        let words: String = years::compact(body).chars().take(MOST_CHARS).collect();
        said.read(&words);
        said.subject = subject(&words);
        said
    }

    /// Adds what other sentences of the same report say.
    pub fn add(&mut self, other: &Said) {
        self.reporters.extend(other.reporters.iter().cloned());
        self.compilers.extend(other.compilers.iter().cloned());
        self.stated.extend(&other.stated);
        self.named.extend(&other.named);
        self.subject = self.subject.take().or_else(|| other.subject.clone());
    }

    fn read(&mut self, words: &str) {
        let known = &openings::words().preamble;
        for present in &known.present {
            for (at, _) in words.match_indices(present.as_str()) {
                if let Some(report) = report_in_front(&words[at + present.len()..]) {
                    let (agency, year) = agency_and_year(report);
                    self.reporters.extend(agency.filter(|agency| agency::is_certain(agency)));
                    self.stated.extend(year);
                }
            }
        }
        for verb in &known.compile {
            for (at, _) in words.match_indices(verb.as_str()) {
                let object =
                    words[at + verb.len()..].trim_start_matches(['了', '的', '出', '并', '《', '成']);
                let year = match ["本报告", "本年度报告", "此报告", "本年报"]
                    .iter()
                    .any(|report| object.starts_with(report))
                {
                    true => None,
                    false => match report_in_front(object).map(agency_and_year) {
                        Some((None, year)) => year,
                        _ => continue,
                    },
                };
                let clause = &words[..at];
                let start = clause.rfind(is_pause).map_or(0, |start| start + char_length(clause, start));
                let is_adverb = |rest: &str| known.adverbs.iter().any(|adverb| adverb == rest);
                if let Some(compiler) = agency::in_front(&clause[start..], is_adverb) {
                    self.compilers.push(compiler.to_owned());
                    self.stated.extend(year);
                }
            }
        }
        for (at, _) in words.match_indices("报告由").chain(words.match_indices("年报由")) {
            let behind = &words[at + "报告由".len()..];
            let is_by = |rest: &str| {
                rest.starts_with(['，', ',']) || known.by.iter().any(|by| rest.starts_with(by.as_str()))
            };
            self.compilers.extend(agency::in_front(behind, is_by).map(str::to_owned));
        }
        self.stated.extend(years::of_periods(words));
        self.named.extend(years::of_prose(words));
    }

    /// The agency that the sentences name, the report's own before those that drew it up; none where there are two.
    pub fn agency(&self) -> Option<String> {
        let only = |names: &[String]| {
            let longest = names.iter().max_by_key(|name| name.len())?;
            names.iter().all(|name| agency::are_related(name, longest)).then(|| longest.clone())
        };
        if !self.reporters.is_empty() {
            return only(&self.reporters);
        }
        let compiler = only(&self.compilers);
        if !self.compilers.is_empty() { compiler.filter(|name| !agency::is_office(name)) } else { None }
    }

    /// Whether it names an agency that cannot be `name`.
    pub fn denies(&self, name: &str) -> bool {
        self.reporters.iter().chain(&self.compilers).any(|other| !agency::are_related(other, name))
    }
}

fn is_pause(c: char) -> bool {
    matches!(c, '，' | ',' | '。' | '；' | ';' | '：' | ':' | '、' | '！' | '）' | ')' | '》')
}

fn char_length(words: &str, at: usize) -> usize {
    words[at..].chars().next().map_or(1, char::len_utf8)
}

/// The title of the report with which `words` begin, up to what it is about and 报告: 云溪县2024年政府信息公开工作年度报告.
fn report_in_front(words: &str) -> Option<&str> {
    const FAR: usize = 60;
    let known = &openings::words().title;
    let end = words.char_indices().nth(FAR).map_or(words.len(), |(at, _)| at);
    let end = words[..end].find(['。', '，', ',', '；']).unwrap_or(end);
    let near = &words[..end];
    let topic = known.topics.iter().filter_map(|topic| near.find(topic.as_str())).min()?;
    let ends = ["报告", "報告", "年报", "年報"]
        .iter()
        .filter_map(|end| near[topic..].find(end).map(|at| topic + at + end.len()));
    Some(near[..ends.min()?].trim_start_matches(['《', '“']))
}

/// The agency that the first sentence is about: 2024年，云溪县教育局认真贯彻….
fn subject(words: &str) -> Option<String> {
    let subject = &openings::words().preamble.subject;
    let sentence = &words[..words.find(['。', '；']).unwrap_or(words.len())];
    let leads = ["在", "根据", "按照", "依据", "为"];
    let is_next = |rest: &str| subject.iter().any(|word| rest.starts_with(word.as_str()));
    for clause in sentence.split(['，', ',']) {
        let dated = years::of_prose(clause).len() == 1;
        let clause = match (dated, clause.find('年')) {
            (true, Some(at)) => {
                let rest = &clause[at + '年'.len_utf8()..];
                rest.strip_prefix('度').filter(|rest| !rest.starts_with('假')).unwrap_or(rest)
            }
            _ => clause,
        };
        // Before the subject stands only when, under whom and by what it acts.
        let goes_before = clause.is_empty() || leads.iter().any(|lead| clause.starts_with(lead));
        let named = agency::in_front(clause, is_next).filter(|name| !agency::is_office(name));
        if named.is_some() || !goes_before {
            return named.map(str::to_owned);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &str) -> Said {
        let line = 0..words.len();
        Said::of_lines(words, std::slice::from_ref(&line), &|_| false)
    }

    #[test]
    fn the_sentence_that_presents_a_report_names_agency_and_year() {
        for (words, agency, years) in [
            (
                "依照条例，现将云溪县教育局2024年度政府信息公开工作年度报告予以公布。",
                Some("云溪县教育局"),
                vec![2024],
            ),
            ("现将2024年度云溪县教育局政府信息公开工作情况报告如下：", Some("云溪县教育局"), vec![2024]),
            (
                "现将《云溪县教育局2024年政府信息公开工作年度报告》公布如下。",
                Some("云溪县教育局"),
                vec![2024],
            ),
            ("现将我镇2024年度政府信息公开工作报告如下：", None, vec![2024]),
            (
                "根据《条例》的要求，云溪县教育局编制了2024年度政府信息公开工作年度报告。",
                Some("云溪县教育局"),
                vec![2024],
            ),
            ("本报告由云溪县教育局依据《条例》编制。", Some("云溪县教育局"), vec![]),
            ("本报告由云溪县人民政府办公室依据《条例》编制。", None, vec![]),
            ("按照云溪县人民政府要求编制本报告。", None, vec![]),
            ("云溪县林业局编制本报告，云溪县教育局编制本报告。", None, vec![]),
            ("编制单位：云溪县教育局", Some("云溪县教育局"), vec![]),
            ("发布机构：云溪县教育局", None, vec![]),
        ] {
            let said = read(words);
            assert_eq!((said.agency().as_deref(), said.stated), (agency, years), "{words}");
        }
    }

    #[test]
    fn the_first_sentence_may_be_about_the_agency() {
        for (words, agency) in [
            ("2024年，云溪县教育局认真贯彻《条例》。", Some("云溪县教育局")),
            ("2024年度云溪县教育局在县委的领导下，公开信息。", Some("云溪县教育局")),
            ("2024年，在云溪县人民政府的正确领导下，云溪县教育局扎实工作。", Some("云溪县教育局")),
            ("2024年，我局认真贯彻《条例》。", None),
            ("2024年，县教育局认真贯彻《条例》。", None),
            ("2024年，县委县政府高度重视。", None),
            ("2024年，依托云溪县融媒体中心积极公开信息。", None),
            ("2024年，召开全县推进会认真学习，云溪县教育局积极参加。", None),
            ("2024年，云溪县人民政府办公室认真指导。", None),
        ] {
            assert_eq!(Said::of_section(words).subject.as_deref(), agency, "{words}");
        }
    }
}
