//! What does not agree between reports.
//!
//! Invariant: what is found in a document rests on what its reports say and on those of the same agency, of the year
//! before, or of the parts that one of them sums up, and on nothing else.

use super::judging::Judging;
use super::kin::Report;
use super::relations::Relations;
use super::{Entry, Sum, copied, growth, sums, years};
use crate::rules::finding::{Detail, Note, SeriesFault};
use crate::rules::{Finding, across};

/// What was found in a report, which begins at `start` of its document, by holding it against others.
#[derive(Debug, Clone, PartialEq)]
pub struct Across {
    /// Where the report begins.
    pub start: usize,
    /// What was found.
    pub finding: Finding,
}

impl Relations<'_> {
    /// What does not agree between the reports of a document and others; `sums` are those of its project. Of reports
    /// that say the same twice each has it.
    pub fn between(&self, document: usize, sums: &[Sum]) -> Vec<Across> {
        let Some(own) = self.corpus.documents.get(&document) else { return Vec::new() };
        let of_each = own.entries.iter().enumerate().flat_map(|(index, entry)| {
            let findings = self.of_report(Report { document, index }, entry, sums);
            findings.into_iter().map(|finding| Across { start: entry.start, finding })
        });
        of_each.collect()
    }

    /// Whether there is a report against which one of a document is held: that of the year before, or of a part of what
    /// it sums up.
    pub fn has_others(&self, document: usize, sums: &[Sum]) -> bool {
        let Some(own) = self.corpus.documents.get(&document) else { return false };
        own.entries.iter().enumerate().any(|(index, entry)| {
            let agency = self.kin.agency(Report { document, index }).zip(entry.year);
            let has_last =
                |(agency, year): (usize, u16)| self.kin.agencies[agency].years.contains_key(&(year - 1));
            agency.is_some_and(has_last) || sums.iter().any(|sum| sums::is_whole(entry, sum))
        })
    }

    fn of_report(&self, report: Report, this: &Entry, sums: &[Sum]) -> Vec<Finding> {
        let (Some(agency), Some(year)) = (self.kin.agency(report), this.year) else { return Vec::new() };
        let years = &self.kin.agencies[agency].years;
        if years.get(&year).is_none_or(|own| own.disputed) {
            return Vec::new();
        }
        let mut findings = Vec::new();
        if let Some(last) = years.get(&(year - 1)).filter(|last| !last.disputed) {
            let last = last.reports[0];
            let judging =
                Judging { this, last: self.entry(last), document: self.document(last), year: year - 1 };
            findings.extend(judging.findings());
        }
        findings.extend(sums.iter().flat_map(|sum| sums::of_whole(self, report, year, sum)));
        findings.sort_by_key(|finding| (finding.range.start, finding.range.end));
        findings
    }
}

impl Judging<'_> {
    fn findings(&self) -> Vec<Finding> {
        let mut findings = years::follows(self);
        findings.extend(self.this.claims.iter().filter_map(|claim| self.growth(claim)));
        findings.extend(self.copied());
        findings
    }

    fn growth(&self, claim: &growth::Claim) -> Option<Finding> {
        let wrong = growth::judge(claim, &self.this.figures.format, self.last)?;
        let mut finding = Finding::new(across::GROWTH, wrong.range, Detail::Series(Box::new(wrong.fault)));
        finding = finding.on(wrong.cells);
        finding.other.extend(wrong.last.iter().filter_map(|(spot, one)| self.elsewhere(*spot, one)));
        Some(finding)
    }

    fn copied(&self) -> Option<Finding> {
        let copied = copied::copied(self.this, self.last)?;
        let stale = !copied.stale.is_empty();
        let fault = SeriesFault::Copied { share: copied.share, stale };
        let mut places = copied.stale.iter();
        let (range, place) = places.next().copied().unwrap_or((self.this.head.range, self.last.head.place));
        let mut finding = Finding::new(across::COPIED_TEXT, range, Detail::Series(Box::new(fault)));
        finding.related = places.clone().map(|(range, _)| (Note::Likewise, *range)).collect();
        let others = places.map(|(_, place)| *place);
        finding.other = [place].into_iter().chain(others).filter_map(|place| self.whole(place)).collect();
        // What still says what was true the year before is told however much there is of it.
        finding.measure = (!stale).then_some(copied.share);
        Some(finding)
    }
}
