//! What the prose says that something grew by since the year before.
//!
//! Invariant: only a figure whose cells are certain and agree is held against the year before, and only what the
//! sentence says of it right behind. Where the sentence states last year's figure too, it is held against that alone.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::entry::Entry;
use super::figures::Standing;
use crate::format::Format;
use crate::prose::{Exactness, Figure, Passage, Spot, State, When};
use crate::rules::finding::{GrowthIs, SeriesFault};
use crate::rules::percentage::{growth, round, says_only_growth, shows};
use crate::rules::view::View;
use crate::span::{InReport, Span};

/// What is said of one figure of the tables: by how much it is another than the year before.
#[derive(Debug, Clone)]
pub struct Claim {
    /// The cells of which it may be, each list added up.
    cells: Vec<Vec<Spot>>,
    /// What it is this year.
    now: Decimal,
    said: Vec<Said>,
}

/// A growth as it is said.
#[derive(Debug, Clone)]
struct Said {
    range: Span<InReport>,
    words: String,
    up: bool,
    number: crate::prose::Number,
}

/// What a report says of growth.
pub fn claims(view: &View<'_>) -> Vec<Claim> {
    let Some(year) = view.report.year else { return Vec::new() };
    let mut claims = Vec::new();
    for passage in view.prose() {
        for (index, _) in passage.sentences.iter().enumerate() {
            let from = passage.figures.partition_point(|figure| figure.sentence < index);
            let to = passage.figures.partition_point(|figure| figure.sentence <= index);
            let figures = &passage.figures[from..to];
            // What the year before was is said there, and held against it by the rules of one report.
            let names_last = figures.iter().any(|figure| figure.when == When::Other && !figure.is_change);
            if !names_last {
                (0..figures.len()).for_each(|at| claims.extend(claim(view, passage, figures, at, year)));
            }
        }
    }
    claims
}

/// What is said behind the figure at `at` of how it grew.
fn claim(view: &View<'_>, passage: &Passage, figures: &[Figure], at: usize, year: u16) -> Option<Claim> {
    let figure = &figures[at];
    let state = figure.state(|spot| view.figure(spot));
    let is_base = figure.is_current()
        && state == State::Agrees
        && figure.tie.is_certain()
        && figure.number.exactness == Exactness::Exact
        && !figure.is_money()
        && !figure.number.is_percentage();
    if !is_base {
        return None;
    }
    let sum = |cells: &&Vec<Spot>| cells.iter().map(|spot| view.figure(*spot)).sum::<Option<Decimal>>();
    let now = figure.number.value;
    let cells = figure.tie.alternatives.iter().filter(|cells| sum(cells) == Some(now)).cloned().collect();
    let mut said: Vec<Said> = Vec::new();
    for next in &figures[at + 1..] {
        let words = &passage.running.text[next.left.clone()];
        let is_growth = next.is_change || next.number.is_percentage();
        let Some(up) = growth(words).filter(|_| is_growth && !next.is_plan && says_only_growth(words)) else {
            break;
        };
        // 增加3件，增长8%: what the second is compared with stands before the first.
        let counts = next.number.exactness == Exactness::Exact
            && (!said.is_empty() || is_of_last_year(words, year))
            && (next.number.is_percentage() || next.number.unit == figure.number.unit)
            && !words.contains(['至', '到']);
        if !counts {
            break;
        }
        said.push(Said {
            range: passage.place_in_report(&next.number.whole),
            words: passage.running.text[next.left.start..next.number.whole.end].to_owned(),
            up,
            number: next.number.clone(),
        });
    }
    (!said.is_empty()).then_some(Claim { cells, now, said })
}

/// Whether words compare with the year before the report's: 较上年, 同比, 比2023年.
fn is_of_last_year(words: &str, year: u16) -> bool {
    let digits: String = words.chars().filter(char::is_ascii_digit).collect();
    if !digits.is_empty() {
        return digits.parse() == Ok(year - 1);
    }
    ["上年", "去年", "同比", "同期"].iter().any(|word| words.contains(word))
}

/// A growth that is not that of the two years.
pub struct Wrong {
    /// Where it is said.
    pub range: Span<InReport>,
    /// What is wrong.
    pub fault: SeriesFault,
    /// The cells of this year.
    pub cells: Vec<Spot>,
    /// Those of the year before.
    pub last: Vec<(Spot, Standing)>,
}

/// What `claim`, of a report in this format, says otherwise than the report of the year before has it.
pub fn judge(claim: &Claim, format: &Arc<Format>, last: &Entry) -> Option<Wrong> {
    // What may be meant must all be read, and may not hold of any of it.
    let readings = claim.cells.iter().map(|cells| {
        let of_last = cells.iter().map(|spot| {
            let own = last.figures.own(format, *spot)?;
            // What its own equations would change is in doubt.
            let is_certain = last.changes_at(own).next().is_none();
            last.figures.get(own).filter(|_| is_certain).map(|standing| (own, standing))
        });
        Some((cells, of_last.collect::<Option<Vec<_>>>()?))
    });
    let readings = readings.collect::<Option<Vec<_>>>()?;
    let before = |reading: &[(Spot, Standing)]| reading.iter().map(|(_, one)| one.figure).sum::<Decimal>();
    let wrong =
        |before: Decimal| claim.said.iter().find_map(|said| Some((said, said.is(before, claim.now)?)));
    if readings.iter().any(|(_, reading)| wrong(before(reading)).is_none()) {
        return None;
    }
    let (cells, reading) = readings.into_iter().next()?;
    let before = before(&reading);
    let (said, is) = wrong(before)?;
    let fault = SeriesFault::Growth { said: said.words.clone(), before, now: claim.now, is };
    Some(Wrong { range: said.range, fault, cells: cells.clone(), last: reading })
}

impl Said {
    /// What the growth is, where that is something else.
    fn is(&self, before: Decimal, now: Decimal) -> Option<GrowthIs> {
        let (by, said) = (now - before, self.number.value);
        let right_way = by.is_zero() || self.up == (by > Decimal::ZERO);
        if !self.number.is_percentage() {
            return (!right_way || by.abs() != said).then_some(GrowthIs::By(by));
        }
        if before.is_zero() {
            return (!said.is_zero() || !by.is_zero()).then_some(GrowthIs::FromNone);
        }
        let percent = by * Decimal::ONE_HUNDRED / before;
        let holds = right_way && shows(&self.number, percent.abs());
        (!holds).then(|| GrowthIs::Percent(round(percent, &self.number)))
    }
}
