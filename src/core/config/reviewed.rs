//! What somebody has looked into and found right.
//!
//! Invariant: a review speaks of one rule, one place and the values that were seen there; where one of them is
//! another, it speaks of nothing.

use super::{Judgement, fingerprint, parse};
use crate::analysis::Analysis;
use crate::report::Report;
use crate::rules::{Diagnostic, Finding, Lang, TextEdit, messages};
use crate::span::{InReport, Span};
use crate::text::Text;

/// One entry `[[reviewed]]`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reviewed {
    /// The line in `gouji.toml`, from 1.
    pub line: usize,
    /// The id of the rule.
    pub rule: String,
    /// The file, as [`super::name_in`] has it.
    pub file: String,
    /// The title of the report, for a file that holds several.
    pub report: Option<String>,
    /// The table, by its id, where the finding is about one.
    pub table: Option<String>,
    /// The row.
    pub row: Option<String>,
    /// The column.
    pub column: Option<String>,
    /// What is underlined, where the finding is about no table.
    pub quote: Option<String>,
    /// The values.
    pub fingerprint: String,
    /// Why it is right, in the words of whoever looked into it.
    pub reason: String,
}

impl Reviewed {
    /// Whether this entry, of whichever file and for whichever reason, is about what `identity` is about.
    pub(super) fn speaks_of(&self, identity: &Reviewed) -> bool {
        self.rule == identity.rule
            && (identity.report.is_none() || self.report == identity.report)
            && self.table == identity.table
            && self.row == identity.row
            && self.column == identity.column
            && self.quote.as_deref().map(compact) == identity.quote
            && self.fingerprint == identity.fingerprint
    }
}

/// A finding as an entry without file and reason. The report is named where there are `several` in the text.
pub(super) fn identity(
    finding: &Finding,
    report: &Report,
    start: usize,
    text: &Text,
    several: bool,
) -> Reviewed {
    let quote = |range: Span<InReport>| compact(&text.slice(range.in_text(start)));
    let title = report.title.as_ref().map(|title| title.text.clone()).unwrap_or_default();
    let place = finding.place.map(|place| messages::location(place, &report.format));
    Reviewed {
        rule: finding.rule.to_owned(),
        report: several.then_some(title),
        quote: place.is_none().then(|| quote(finding.range)),
        row: place.as_ref().and_then(|place| place.row.clone()),
        column: place.as_ref().and_then(|place| place.column.clone()),
        table: place.map(|place| place.table),
        fingerprint: fingerprint::fingerprint(finding, report, &quote),
        ..Reviewed::default()
    }
}

/// Words on one line, however they were wrapped and spaced.
fn compact(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the action is called that writes an entry.
pub fn mark_title(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "标为已核实，不再提示",
        Lang::En => "Mark as reviewed, tell it no more",
    }
}

/// The edit of `existing`, the text of `gouji.toml` or nothing if there is none yet, that puts `diagnostic` aside for a
/// `reason`, which may be empty; none if the text has no name in the project, if there is no such finding, or if the
/// file has mistakes.
pub fn mark(
    analysis: &Analysis,
    text: &Text,
    judgement: &Judgement<'_>,
    diagnostic: &Diagnostic,
    reason: &str,
    existing: Option<&str>,
) -> Option<TextEdit> {
    let file = judgement.file?;
    let (start, report, finding, _) = judgement.findings(analysis).find(|(start, report, finding, _)| {
        finding.rule == diagnostic.rule
            && finding.range.in_text(*start) == diagnostic.range
            && messages::diagnostic(finding, &report.format, judgement.lang).message == diagnostic.message
    })?;
    let several = analysis.reports().len() > 1;
    let identity = identity(finding, report, start, text, several);
    let review = Reviewed { file: file.to_owned(), reason: reason.trim().to_owned(), ..identity };
    let entry = entry(&review, &diagnostic.message, judgement.lang);
    let before = existing.unwrap_or_default();
    let between = match before {
        "" => heading(judgement.lang),
        before if before.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    let new_text = format!("{between}{entry}");
    // A list in brackets cannot be gone on with at the end of the file.
    parse(&format!("{before}{new_text}")).ok()?;
    Some(TextEdit { range: Span::new(before.len()..before.len()), new_text })
}

fn heading(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "# 勾稽（gouji）的项目设置\n\n",
        Lang::En => "# Settings of gouji for this project\n\n",
    }
}

fn entry(review: &Reviewed, message: &str, lang: Lang) -> String {
    let keys = [
        ("rule", Some(&review.rule)),
        ("file", Some(&review.file)),
        ("report", review.report.as_ref()),
        ("table", review.table.as_ref()),
        ("row", review.row.as_ref()),
        ("column", review.column.as_ref()),
        ("quote", review.quote.as_ref()),
        ("seen", Some(&review.fingerprint).filter(|values| !values.is_empty())),
    ];
    let mut entry = "[[reviewed]]\n".to_owned();
    for line in message.lines() {
        entry += &format!("# {}\n", line.replace(char::is_control, " "));
    }
    for (key, value) in keys {
        if let Some(value) = value {
            entry += &format!("{key} = {}\n", toml::Value::from(value.as_str()));
        }
    }
    entry
        + &match lang {
            _ if !review.reason.is_empty() => format!("reason = {}\n", toml::Value::from(&*review.reason)),
            Lang::Zh => "reason = \"\" # 请在引号内写明理由\n".to_owned(),
            Lang::En => "reason = \"\" # say here why it is right\n".to_owned(),
        }
}

/// The edit of `existing`, the text of `gouji.toml`, that takes out the review that begins at `line`, from 1, with what
/// is said of it in comments; none if there is no such review, if it does not stand on lines of its own, or if the file
/// has mistakes.
pub fn unmark(existing: &str, line: usize) -> Option<TextEdit> {
    let before = parse(existing).ok()?.reviewed;
    before.iter().find(|review| review.line == line)?;
    let mut start = 0;
    let mut lines = existing.split_inclusive('\n').map(|line| {
        let range = start..start + line.len();
        start = range.end;
        (range, line.trim())
    });
    let (head, words) = lines.nth(line - 1)?;
    let of_entry = lines.take_while(|(_, words)| !words.starts_with('['));
    let own = of_entry.filter(|(_, words)| !words.is_empty() && !words.starts_with('#'));
    let end = own.last().map_or(head.end, |(range, _)| range.end);
    let mut start = head.start;
    // The line that set it off goes with it.
    let above = existing[..start].trim_end_matches([' ', '\t', '\r', '\n']).len();
    if existing[end..].trim().is_empty() && above > 0 {
        start = above + existing[above..].find('\n')? + 1;
    } else if let Some(blank) = existing[..start].strip_suffix('\n') {
        start -= usize::from(blank.ends_with('\n'));
    }
    let without = format!("{}{}", &existing[..start], &existing[end..]);
    let bare = |review: &Reviewed| Reviewed { line: 0, ..review.clone() };
    let rest = before.iter().filter(|review| review.line != line).map(bare);
    let after = parse(&without).ok().filter(|_| words.starts_with("[["))?.reviewed;
    after
        .iter()
        .map(bare)
        .eq(rest)
        .then(|| TextEdit { range: Span::new(start..end), new_text: String::new() })
}
