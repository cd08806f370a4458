//! What is known of one report.
//!
//! Invariant: it follows from the analysis of its text alone.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::copied::Sentences;
use super::figures::Figures;
use super::growth::{self, Claim};
use super::name::Name;
use crate::analysis::{Analysis, Part};
use crate::format::TableIndex;
use crate::prose::Spot;
use crate::rules::coverage::Coverage;
use crate::rules::finding::{Detail, SuggestionKind};
use crate::rules::repair::Repair;
use crate::rules::view::View;
use crate::rules::{Finding, find};
use crate::span::{InReport, Span};
use crate::text::{Place, Text};

/// What is known of one report.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Where it begins in its document.
    pub start: usize,
    /// The agency as it is written.
    pub agency: Option<Arc<str>>,
    /// The year reported.
    pub year: Option<u16>,
    /// Its figures.
    pub figures: Figures,
    /// How much of it was read and checked.
    pub coverage: Coverage,
    /// Its title, or its first line.
    pub head: Head,
    pub(super) name: Name,
    /// The figures that would mend what its own equations say is wrong: these slips are told already.
    pub(super) mended: Vec<(Spot, Decimal)>,
    pub(super) claims: Vec<Claim>,
    pub(super) sentences: Sentences,
}

/// Where a report begins to say what it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Head {
    /// In the report.
    pub range: Span<InReport>,
    /// In the document.
    pub place: Place,
}

/// What is known of each report of a text.
pub fn entries(analysis: &Analysis, text: &Text) -> Vec<Entry> {
    analysis.parts().map(|part| entry(&part, text)).collect()
}

fn entry(part: &Part<'_>, text: &Text) -> Entry {
    let report = part.report;
    let quote = |span: Span<InReport>| text.slice(span.in_text(part.start));
    let view = View::new(report, &quote).knowing(Some(part.prose));
    let range = report.title.as_ref().map_or_else(|| first_line(text, part.start), |title| title.range);
    Entry {
        start: part.start,
        agency: report.agency.as_deref().map(Arc::from),
        year: report.year,
        name: report.agency.as_deref().map(Name::of).unwrap_or_default(),
        figures: Figures::of(&view, text, part.start),
        coverage: part.coverage,
        head: Head { range, place: Place::of(text, range.in_text(part.start)) },
        mended: part.findings.iter().flat_map(mended).collect(),
        claims: growth::claims(&view),
        sentences: Sentences::of(&view, part, text),
    }
}

fn first_line(text: &Text, start: usize) -> Span<InReport> {
    let line = text.line_range(text.line_at(start));
    Span::new(0..line.end.saturating_sub(start))
}

/// The figures that would mend a finding.
fn mended(finding: &Finding) -> Vec<(Spot, Decimal)> {
    let Some(place) = finding.place else { return Vec::new() };
    let of_detail = match &finding.detail {
        Detail::Slip { repair } => Some(repair),
        _ => None,
    };
    let offered = finding.suggestions.iter().filter_map(|suggestion| match &suggestion.kind {
        SuggestionKind::Change { repair } => Some(repair),
        _ => None,
    });
    of_detail.into_iter().chain(offered).flat_map(|repair| changes(place.table, repair)).collect()
}

fn changes(table: TableIndex, repair: &Repair) -> impl Iterator<Item = (Spot, Decimal)> + '_ {
    repair.changes.iter().map(move |change| (Spot { table, cell: change.cell }, change.to))
}

impl Entry {
    /// Takes it for a report of this agency, as somebody has said.
    pub fn set_agency(&mut self, agency: Option<Arc<str>>) {
        self.name = agency.as_deref().map(Name::of).unwrap_or_default();
        self.agency = agency;
    }

    /// Whether its own findings say already that this figure should stand there.
    pub(super) fn is_told(&self, spot: Spot, figure: Decimal) -> bool {
        self.mended.contains(&(spot, figure))
    }

    /// What may be mended in a cell, and by how much it would change.
    pub(super) fn changes_at(&self, spot: Spot) -> impl Iterator<Item = Decimal> + '_ {
        let now = self.figures.get(spot).map(|standing| standing.figure);
        let there = self.mended.iter().filter(move |(at, _)| *at == spot);
        there.filter_map(move |(_, to)| Some(*to - now?))
    }
}

/// The rule of this id, which a format names; where there is none, that on what is carried in.
pub(super) fn rule(id: &str) -> &'static crate::rules::Rule {
    find(id).unwrap_or(crate::rules::across::CARRIED_IN)
}
