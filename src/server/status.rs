//! The request `gouji/status`: which reports a document holds and how many findings, for a client that shows it.
//!
//! It is answered once the document is read as it stands, so a client also learns from it that the server lives
//! and has caught up.

use lsp_types::TextDocumentIdentifier;
use serde::{Deserialize, Serialize};

use super::settings::Settings;
use super::snapshot::{Analysed, Snapshot};
use gouji_core::analysis::Part;
use gouji_core::assist::status::{self, Status};
use gouji_core::rules::coverage::Coverage;
use gouji_core::rules::{Lang, Severity};

/// Of which document it is asked.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StatusParams {
    pub text_document: TextDocumentIdentifier,
}

/// How a document stands.
#[derive(Debug, Serialize)]
pub struct DocumentStatus {
    reports: Vec<ReportStatus>,
    errors: usize,
    warnings: usize,
    /// Findings of lower severities.
    notes: usize,
    coverage: CoverageStatus,
}

/// How much of it was read and checked.
#[derive(Debug, Serialize)]
pub struct CoverageStatus {
    /// Whether all of it was.
    complete: bool,
    words: String,
    cells: CellStatus,
    equations: EquationStatus,
    figures: FigureStatus,
}

#[derive(Debug, Serialize)]
struct FigureStatus {
    prose: usize,
    bound: usize,
    unbound: usize,
}

#[derive(Debug, Serialize)]
struct CellStatus {
    expected: usize,
    read: usize,
    blank: usize,
    missing: usize,
    unread: usize,
}

#[derive(Debug, Serialize)]
struct EquationStatus {
    expected: usize,
    hold: usize,
    broken: usize,
    unevaluated: usize,
}

impl DocumentStatus {
    /// How many errors and warnings there are.
    pub fn grave(&self) -> usize {
        self.errors + self.warnings
    }

    /// Whether all of it could be checked.
    pub fn is_complete(&self) -> bool {
        self.coverage.complete
    }
}

impl CoverageStatus {
    fn of(coverage: &Coverage, lang: Lang) -> CoverageStatus {
        let Coverage { cells, equations, figures } = coverage;
        CoverageStatus {
            complete: coverage.is_complete(),
            words: coverage.words(lang),
            cells: CellStatus {
                expected: cells.expected,
                read: cells.read,
                blank: cells.blank,
                missing: cells.missing,
                unread: cells.unread,
            },
            equations: EquationStatus {
                expected: equations.expected,
                hold: equations.hold,
                broken: equations.broken,
                unevaluated: equations.unevaluated(),
            },
            figures: FigureStatus { prose: figures.prose, bound: figures.bound, unbound: figures.unbound() },
        }
    }
}

/// A report; what could not be read is null.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReportStatus {
    agency: Option<String>,
    year: Option<u16>,
    format: String,
    shapes: Vec<&'static str>,
}

impl ReportStatus {
    fn of(report: &Status) -> ReportStatus {
        let Status { agency, year, format, shapes } = report.clone();
        ReportStatus { agency, year, format, shapes }
    }
}

/// How a document stands.
pub fn status(snapshot: &Snapshot, analysed: &Analysed) -> DocumentStatus {
    let Settings { encoding, lang, .. } = *snapshot.settings;
    let status = |part: Part<'_>, _| status::of_report(part.report, lang);
    let known = analysed.kept.statuses.all(analysed.analysis(), &analysed.text, encoding, status);
    let reports = known.iter().map(|(_, report)| ReportStatus::of(report)).collect();
    let (mut errors, mut warnings, mut notes) = (0, 0, 0);
    for severity in analysed.severities() {
        *match severity {
            Severity::Error => &mut errors,
            Severity::Warning => &mut warnings,
            Severity::Information | Severity::Hint => &mut notes,
        } += 1;
    }
    let coverage = CoverageStatus::of(&analysed.analysis().coverage(), lang);
    DocumentStatus { reports, errors, warnings, notes, coverage }
}
