//! Which reports a text holds, in a few words for the status bar.
//!
//! Invariant: one entry for each report, in the order of the text; what could not be read is left out.

use super::labels;
use crate::analysis::Analysis;
use crate::report::Report;
use crate::rules::Lang;

/// What a report is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// The agency that reports.
    pub agency: Option<String>,
    /// The year reported.
    pub year: Option<u16>,
    /// The name of the format it follows, in the report's language.
    pub format: String,
    /// The shapes of its tables in the order of the text, each once.
    pub shapes: Vec<&'static str>,
}

/// The reports of a text.
pub fn status(analysis: &Analysis, lang: Lang) -> Vec<Status> {
    analysis.parts().map(|part| of_report(part.report, lang)).collect()
}

/// What one report is.
pub fn of_report(report: &Report, lang: Lang) -> Status {
    let mut shapes = Vec::new();
    for table in report.sections.iter().flat_map(|(_, section)| &section.tables) {
        let shape = labels::shape(table.shape, lang);
        if !shapes.contains(&shape) {
            shapes.push(shape);
        }
    }
    Status { agency: report.agency.clone(), year: report.year, format: report.format.name.clone(), shapes }
}
