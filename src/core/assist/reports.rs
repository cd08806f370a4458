//! The reports in a text, by who reports and of when.
//!
//! Invariant: a report has a name also where it has no title, and no name is empty.

use std::sync::Arc;

use super::labels;
use crate::analysis::Analysis;
use crate::report::Report;
use crate::rules::Lang;
use crate::span::{InText, Span};

/// A report by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The agency and the year, 云溪县丁香镇人民政府 2024年. Where one of them is not known, the title, and where there
    /// is none the name of the file.
    pub name: String,
    /// The title; the start of the report where there is none.
    pub range: Span<InText>,
}

/// The reports in the text of a file with this name.
pub fn named(analysis: &Analysis, file: &str, lang: Lang) -> Vec<Named> {
    let named = |(start, report): (usize, Arc<Report>)| {
        let title = report.title.as_ref();
        let name = match (&report.agency, report.year) {
            (Some(agency), Some(year)) => format!("{agency} {}", labels::year(year, lang)),
            _ => title.map_or(file, |title| &title.text).trim().to_owned(),
        };
        let name = if name.is_empty() { labels::untitled(lang).to_owned() } else { name };
        Named { name, range: title.map_or(Span::new(start..start), |title| title.range.in_text(start)) }
    };
    analysis.reports().into_iter().map(named).collect()
}

/// Whether each word of `query` stands in one of these texts, in whatever case.
pub fn matches(query: &str, texts: &[&str]) -> bool {
    let texts: Vec<String> = texts.iter().map(|text| text.to_lowercase()).collect();
    query.to_lowercase().split_whitespace().all(|word| texts.iter().any(|text| text.contains(word)))
}
