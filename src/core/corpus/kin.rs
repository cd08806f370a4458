//! Which reports are of one agency.
//!
//! Invariants: reports of two projects are of two agencies; names decide, where they are not enough the folder, and what
//! is in doubt belongs to nobody. Reports of one year with the same figures are one; with different figures they count
//! as none.

use std::collections::{BTreeMap, HashMap};

use super::name::{agree, places_in};
use super::{Corpus, Document, Entry};

/// A report by its document and its place among the reports of that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Report {
    /// The key of the document.
    pub document: usize,
    /// Which of its reports.
    pub index: usize,
}

/// An agency with its reports.
#[derive(Debug, Default)]
pub struct Agency {
    /// Its reports by their year.
    pub years: BTreeMap<u16, Year>,
    /// Its project.
    pub project: usize,
}

/// The reports of an agency on a year.
#[derive(Debug)]
pub struct Year {
    /// All of them, the first of which stands for all.
    pub reports: Vec<Report>,
    /// Whether they have different figures.
    pub disputed: bool,
}

/// Which reports are of one agency.
#[derive(Debug, Default)]
pub struct Kin {
    /// The agencies.
    pub agencies: Vec<Agency>,
    of: HashMap<Report, usize>,
}

struct Candidate<'a> {
    report: Report,
    entry: &'a Entry,
    year: u16,
    above: Vec<String>,
    home: String,
    is_full: bool,
}

impl Kin {
    /// Which reports of a corpus are of one agency.
    pub fn of(corpus: &Corpus) -> Kin {
        let mut by_name: BTreeMap<(usize, &str), Vec<Candidate<'_>>> = BTreeMap::new();
        for (key, document) in corpus.documents() {
            for (index, entry) in document.entries.iter().enumerate() {
                let (Some(_), Some(year)) = (&entry.agency, entry.year) else { continue };
                let report = Report { document: key, index };
                let candidates = by_name.entry((document.project, &entry.name.own)).or_default();
                candidates.push(Candidate::of(report, entry, year, document));
            }
        }
        let mut kin = Kin::default();
        for ((project, _), candidates) in by_name {
            for cluster in clusters(&candidates) {
                kin.add(project, cluster);
            }
        }
        kin
    }

    fn add(&mut self, project: usize, cluster: Vec<&Candidate<'_>>) {
        let mut agency = Agency { project, ..Agency::default() };
        let mut fingerprints: BTreeMap<u16, u64> = BTreeMap::new();
        for Candidate { report, entry, year, .. } in cluster {
            let fingerprint = entry.figures.fingerprint();
            let known = *fingerprints.entry(*year).or_insert(fingerprint);
            let reports =
                agency.years.entry(*year).or_insert_with(|| Year { reports: Vec::new(), disputed: false });
            reports.reports.push(*report);
            reports.disputed |= known != fingerprint;
            self.of.insert(*report, self.agencies.len());
        }
        self.agencies.push(agency);
    }

    /// The agency of a report, where that is certain.
    pub fn agency(&self, report: Report) -> Option<usize> {
        self.of.get(&report).copied()
    }
}

impl<'a> Candidate<'a> {
    fn of(report: Report, entry: &'a Entry, year: u16, document: &Document) -> Candidate<'a> {
        let (places, home) = places_in(&document.folder);
        let mut above = entry.name.above.clone();
        // The folders say what the name leaves out: 金华市/云溪县 of 云溪县教育局, and of 教育局.
        let first = above.first().unwrap_or(&entry.name.own);
        let known = places.iter().position(|place| place == first).unwrap_or(places.len());
        above.splice(0..0, places[..known].iter().cloned());
        let is_full = entry.name.is_full() || !above.is_empty();
        Candidate { report, entry, year, above, home, is_full }
    }
}

/// Candidates of one name, those of one agency together, without those in doubt.
fn clusters<'c, 'a>(candidates: &'c [Candidate<'a>]) -> Vec<Vec<&'c Candidate<'a>>> {
    // The fullest lists of places are agencies; one that leaves out the highest places belongs to the only one it fits.
    let mut places: Vec<&[String]> =
        candidates.iter().filter(|one| one.is_full).map(|one| one.above.as_slice()).collect();
    places.sort_by_key(|above| std::cmp::Reverse(above.len()));
    places.dedup();
    let mut fullest: Vec<&[String]> = Vec::new();
    for above in places {
        if !fullest.iter().any(|known| agree(known, above)) {
            fullest.push(above);
        }
    }
    let mut full: Vec<Vec<&Candidate<'_>>> = fullest.iter().map(|_| Vec::new()).collect();
    let mut by_home: BTreeMap<&str, Vec<&Candidate<'_>>> = BTreeMap::new();
    let mut doubtful_homes: Vec<(&str, usize)> = Vec::new();
    for one in candidates {
        if !one.is_full {
            by_home.entry(&one.home).or_default().push(one);
            continue;
        }
        let fitting: Vec<usize> = (0..fullest.len()).filter(|at| agree(fullest[*at], &one.above)).collect();
        if let [only] = fitting[..] {
            full[only].push(one);
            doubtful_homes.push((&one.home, only));
        }
    }
    let mut found = Vec::new();
    for (home, bare) in by_home {
        // A bare name is that of the one full name beside it.
        let mut beside: Vec<usize> =
            doubtful_homes.iter().filter(|(other, _)| *other == home).map(|(_, at)| *at).collect();
        beside.sort_unstable();
        beside.dedup();
        match beside[..] {
            [] => found.push(bare),
            [only] => full[only].extend(bare),
            _ => {}
        }
    }
    found.extend(full);
    found.iter_mut().for_each(|cluster| cluster.sort_by_key(|one| one.report));
    found.retain(|cluster| !cluster.is_empty());
    found
}
