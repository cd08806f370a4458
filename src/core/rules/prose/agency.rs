//! Words of another agency.
//!
//! Invariant: only what a report calls itself (我镇), and whose report it says it is, is held against its agency; who
//! else is named is no fault.

use super::super::Rule;
use super::super::finding::{Finding, ProseFault};
use super::super::section_view::SectionView;
use super::finding;
use crate::report::normal::is_ideograph;
use crate::span::InSection;

/// Kinds of agencies, by the ends of their names, with what such an agency calls itself and never would.
const KINDS: [(&[&str], &str, &[&str]); 5] = [
    (&["镇人民政府", "镇政府", "镇"], "镇", &["我乡", "我街道", "我局"]),
    (&["乡人民政府", "乡政府", "乡"], "乡", &["我镇", "我街道", "我局"]),
    (&["街道办事处", "街道"], "街道", &["我镇", "我乡", "我局"]),
    (&["局"], "局", &["我镇", "我乡", "我街道"]),
    (&["县人民政府", "市人民政府", "区人民政府"], "", &["我镇", "我乡", "我街道"]),
];

/// `text/wrong-agency`: the report calls itself by another kind of agency, or is said to be another's.
pub fn wrong_agency(view: &SectionView<'_>, rule: &Rule) -> Vec<Finding<InSection>> {
    let Some(agency) = view.agency else { return Vec::new() };
    let mut findings = Vec::new();
    let kind = KINDS.iter().find(|(ends, ..)| ends.iter().any(|end| agency.ends_with(end)));
    for passage in view.prose() {
        let text = &passage.running.text;
        let mut add = |range: std::ops::Range<usize>| {
            let fault =
                ProseFault::WrongAgency { found: text[range.clone()].to_owned(), own: agency.to_owned() };
            findings.push(finding(rule, passage, &range, fault));
        };
        for sentence in &passage.sentences {
            let words = &text[sentence.clone()];
            if let Some((_, own, others)) = kind {
                for other in *others {
                    // 我镇 in 我镇江市 is another word; 自我局限 is none of these.
                    // What others say is quoted.
                    let is_own = |at: usize| {
                        let quoted = words[..at].matches('“').count() > words[..at].matches('”').count();
                        let behind = &words[at + other.len()..];
                        !quoted
                            && !words[..at].ends_with('自')
                            && !["江", "村振", "限", "镇", "愁"].iter().any(|rest| behind.starts_with(rest))
                    };
                    if let Some((at, _)) = words.match_indices(other).find(|(at, _)| is_own(*at)) {
                        let at = sentence.start + at;
                        add(at..at + other.len());
                    }
                }
                if let Some((at, length)) = other_government(words, own) {
                    add(sentence.start + at..sentence.start + at + length);
                }
            }
            if let Some((at, length)) = presented(words, agency) {
                add(sentence.start + at..sentence.start + at + length);
            }
        }
    }
    findings
}

/// 乡党委、乡政府 in the report of a 镇: where it stands, and its length.
fn other_government(words: &str, own: &str) -> Option<(usize, usize)> {
    const TOWNS: [(&str, [&str; 2]); 3] =
        [("镇", ["镇党委", "镇政府"]), ("乡", ["乡党委", "乡政府"]), ("街道", ["街道党工委", "街道办事处"])];
    TOWNS.iter().find(|(kind, _)| *kind == own)?;
    // 由原云溪乡、禾渡乡合并而成，乡党委时期: of what was before.
    if ["原", "合并", "撤乡", "时期"].iter().any(|word| words.contains(word)) {
        return None;
    }
    let others = TOWNS.iter().filter(|(kind, _)| *kind != own).flat_map(|(_, names)| names);
    let begins = |at: usize| {
        words[..at]
            .chars()
            .next_back()
            .is_none_or(|c| !is_ideograph(c) || matches!(c, '在' | '由' | '经' | '和' | '受'))
    };
    let mut places: Vec<(usize, &str)> =
        others.flat_map(|name| words.match_indices(name)).filter(|(at, _)| begins(*at)).collect();
    places.sort_unstable();
    let (first, name) = *places.first()?;
    let mut end = first + name.len();
    if let Some((next, name)) = places.get(1)
        && *next == end + '、'.len_utf8()
    {
        end = next + name.len();
    }
    Some((first, end - first))
}

/// 现将青崖县教育局2024年…报告公布如下 in the report of another body.
fn presented(words: &str, agency: &str) -> Option<(usize, usize)> {
    let lead = ["现将", "现把", "特将"].iter().find_map(|lead| Some(words.find(lead)? + lead.len()))?;
    let rest = &words[lead..];
    let end =
        rest.find(|c: char| c.is_ascii_digit() || matches!(c, '二' | '政' | '，' | ',' | '《' | '。'))?;
    let name = rest[..end].trim_start_matches('《');
    let is_report = rest.contains("信息公开") && rest.contains("报告");
    const ENDS: [&str; 9] = ["局", "委员会", "人民政府", "办公室", "办事处", "中心", "厅", "管委会", "支队"];
    const LEAST: usize = 5;
    let is_name = name.chars().count() >= LEAST
        && name.chars().all(is_ideograph)
        && ENDS.iter().any(|end| name.ends_with(end));
    let plain = |name: &str| name.replace("人民政府", "").replace("办事处", "").replace("办公室", "");
    let (other, own) = (plain(name), plain(agency));
    let related = other.contains(&own) || own.contains(&other) || own.ends_with(&other) || other.is_empty();
    (is_report && is_name && !related).then_some((lead, name.len()))
}
