//! The reports in a text, by who reports and of when.
//!
//! Invariant: a report has a name also where its title lacks something, and no name is empty.

use std::ops::Range;

use super::place::moved;
use super::words;
use crate::analysis::Analysis;
use crate::rules::Lang;

/// A report by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The agency and the year, 云溪县丁香镇人民政府 2024年; the title where one of them is not known.
    pub name: String,
    /// The title; the start of the report where there is none.
    pub range: Range<usize>,
}

/// The reports in a text.
pub fn named(analysis: &Analysis, lang: Lang) -> Vec<Named> {
    let named = |(start, report): (usize, std::sync::Arc<crate::report::Report>)| {
        let title = report.title.as_ref();
        let name = match (&report.agency, report.year) {
            (Some(agency), Some(year)) => format!("{agency} {}", words::year(year, lang)),
            _ => title.map(|title| title.text.trim().to_owned()).unwrap_or_default(),
        };
        let name = if name.trim().is_empty() { words::untitled(lang).to_owned() } else { name };
        Named { name, range: title.map_or(start..start, |title| moved(start, &title.range)) }
    };
    analysis.reports().into_iter().map(named).collect()
}

/// Whether each word of `query` stands in one of these texts, in whatever case.
pub fn matches(query: &str, texts: &[&str]) -> bool {
    let texts: Vec<String> = texts.iter().map(|text| text.to_lowercase()).collect();
    query.to_lowercase().split_whitespace().all(|word| texts.iter().any(|text| text.contains(word)))
}
