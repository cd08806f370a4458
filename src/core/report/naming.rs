//! Which agency and which year do the words of a title name?
//!
//! Invariant: only what the words themselves say counts, not what stands beside them.

use super::agency;
use super::years;
use crate::format::openings;

/// The agency and the year that the words of a title name. The agency stands before the year, or between the year
/// and the topic, or in brackets behind all.
pub fn agency_and_year(words: &str) -> (Option<String>, Option<u16>) {
    let words = words.trim_matches(agency::is_mark);
    // The name of an agency may have the topic in itself; then what comes last is the topic.
    let known = &openings::words().title.topics;
    let topic = known.iter().filter_map(|topic| without_remark(words).rfind(topic.as_str())).max();
    let topic = topic.unwrap_or(words.len());
    let named = years::of_title(words);
    let year = named.as_ref().map(|(_, year)| *year);
    let before = match &named {
        Some((at, _)) if at.start < topic => &words[..at.start],
        _ => before_topic(&words[..topic]),
    };
    let of_words = |words: &str| agency::name(words).or_else(|| agency::name(before_first_topic(words)?));
    let behind = || {
        let (at, _) = named.as_ref()?;
        let behind = words.get(at.end..topic)?;
        let behind = behind.strip_prefix('年').unwrap_or(behind);
        // 2024年度假区…
        let behind = behind.strip_prefix('度').filter(|behind| !behind.starts_with('假')).unwrap_or(behind);
        of_words(before_topic(behind.trim_start_matches(agency::is_mark)))
    };
    let in_remark =
        || remark(words).and_then(|remark| agency::on_line(remark.trim_matches(['(', ')', '（', '）'])));
    (of_words(before).or_else(behind).or_else(in_remark), year)
}

/// What stands before 信息公开 without the 政府 that belongs to it.
fn before_topic(words: &str) -> &str {
    if words.ends_with("人民政府") && !words.ends_with("人民政府政府") {
        return words;
    }
    words.strip_suffix("政府").unwrap_or(words)
}

/// What stands before the first topic: 云溪县 in 云溪县政务公开暨政府.
fn before_first_topic(words: &str) -> Option<&str> {
    let topics = &openings::words().title.topics;
    let first = topics.iter().filter_map(|topic| words.find(topic.as_str())).min()?;
    Some(before_topic(&words[..first]))
}

/// A title without a remark in brackets behind it: （2024年度）, （公开稿）.
pub fn without_remark(words: &str) -> &str {
    match remark(words) {
        Some(remark) => &words[..words.len() - remark.len()],
        None => words,
    }
}

/// The remark in brackets, brackets included, at the end of a title.
fn remark(words: &str) -> Option<&str> {
    const LONGEST: usize = 24;
    let at = words.strip_suffix([')', '）']).and_then(|words| words.rfind(['(', '（']))?;
    (at > 0 && words[at..].chars().count() <= LONGEST).then_some(&words[at..])
}
