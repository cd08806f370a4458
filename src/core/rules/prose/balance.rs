//! Whether the applications that a sentence counts add up.
//!
//! Invariant: only a sentence that itself states what was received, carried in, handled and carried over is judged,
//! each of them once.

use super::super::finding::{Finding, ProseFault};
use super::super::section_view::SectionView;
use super::super::{Rule, Severity};
use super::{Sentence, finding, sentences};
use crate::format::RowIndex;
use crate::prose::{Exactness, Figure};
use crate::span::InSection;

/// What a figure counts of applications.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Received,
    /// What was received, or that with what was carried in.
    ReceivedOrBoth,
    Both,
    CarriedIn,
    Handled,
    CarriedOut,
}

/// `text/balance`: the sentence itself states what came in and what went out, and they do not add up.
pub fn balance(view: &SectionView<'_>, rule: &Rule) -> Vec<Finding<InSection>> {
    let mut findings = Vec::new();
    for passage in view.prose() {
        for sentence in sentences(passage) {
            let parts: Vec<(Part, &Figure)> =
                sentence.figures.iter().filter_map(|figure| Some((part(view, figure)?, figure))).collect();
            if let Some(range) = handled_with_rest(&passage.running.text, &sentence, &parts) {
                let mut found = finding(rule, passage, &range, ProseFault::HandledWithRest);
                found.severity = Severity::Information.min(rule.severity);
                findings.push(found);
                continue;
            }
            let Some((coming, going, holds)) = sides(&parts) else { continue };
            if holds {
                continue;
            }
            let ends = coming.iter().chain(&going).map(|figure| &figure.number);
            let start = ends.clone().map(|number| number.range.start).min().unwrap_or(0);
            let end = ends.map(|number| number.whole.end).max().unwrap_or(start);
            let values = |side: &[&Figure]| side.iter().map(|figure| figure.number.value).collect();
            let fault = ProseFault::Balance { coming: values(&coming), going: values(&going) };
            let cells = coming.iter().chain(&going).flat_map(|figure| figure.tie.alternatives.first());
            let cells: Vec<_> = cells.flatten().copied().collect();
            let mut found = finding(rule, passage, &(start..end), fault).on(cells);
            found.cells.dedup();
            findings.push(found);
        }
    }
    findings
}

fn part(view: &SectionView<'_>, figure: &Figure) -> Option<Part> {
    if !figure.tie.is_certain() || figure.number.exactness != Exactness::Exact {
        return None;
    }
    let format = view.format;
    let applications = format.table("applications")?;
    let table = &format.tables[applications];
    let (received, carried_in) = (table.row("received")?, table.row("carried_in")?);
    let (handled, carried_out) = (table.row("handled_total")?, table.row("carried_out")?);
    let total = table.column("total")?;
    let rows = |at: usize| -> Option<Vec<RowIndex>> {
        let cells = figure.tie.alternatives.get(at)?;
        let own = cells.iter().all(|spot| spot.table == applications && spot.cell.column == total);
        own.then(|| cells.iter().map(|spot| spot.cell.row).collect())
    };
    let first = rows(0)?;
    match (first.as_slice(), figure.tie.alternatives.len()) {
        ([row], 1) if *row == received => Some(Part::Received),
        ([row], 2) if *row == received => Some(Part::ReceivedOrBoth),
        ([one, other], _) if [*one, *other] == [received, carried_in] => Some(Part::Both),
        ([row], _) if *row == carried_in => Some(Part::CarriedIn),
        ([row], 1) if *row == handled => Some(Part::Handled),
        ([row], _) if *row == carried_out => Some(Part::CarriedOut),
        _ => None,
    }
}

/// What came in, what went out, and whether they are the same; nothing where one of the four is lacking, or stands
/// there twice.
fn sides<'a>(parts: &[(Part, &'a Figure)]) -> Option<(Vec<&'a Figure>, Vec<&'a Figure>, bool)> {
    let only = |wanted: &[Part]| {
        let mut found = parts.iter().filter(|(part, _)| wanted.contains(part));
        match (found.next(), found.next()) {
            (Some((part, figure)), None) => Ok(Some((*part, *figure))),
            (None, _) => Ok(None),
            _ => Err(()),
        }
    };
    let received = only(&[Part::Received, Part::ReceivedOrBoth]).ok()?;
    let both = only(&[Part::Both]).ok()?;
    let carried_in = only(&[Part::CarriedIn]).ok()?;
    let (_, handled) = only(&[Part::Handled]).ok()??;
    let (_, carried_out) = only(&[Part::CarriedOut]).ok()??;
    let going = handled.number.value + carried_out.number.value;
    let out = vec![handled, carried_out];
    match (received, both, carried_in) {
        (Some((part, received)), _, Some((_, carried_in))) => {
            let sum = received.number.value + carried_in.number.value;
            let holds = sum == going || part == Part::ReceivedOrBoth && received.number.value == going;
            Some((vec![received, carried_in], out, holds))
        }
        (_, Some((_, both)), _) => Some((vec![both], out, both.number.value == going)),
        _ => None,
    }
}

/// 办结86件，其中结转下年度5件: what is carried over is not handled.
fn handled_with_rest(
    text: &str,
    sentence: &Sentence<'_>,
    parts: &[(Part, &Figure)],
) -> Option<std::ops::Range<usize>> {
    let (_, rest) = parts.iter().find(|(part, _)| *part == Part::CarriedOut)?;
    let at = sentence.figures.iter().position(|figure| std::ptr::eq(figure, *rest))?;
    let before = sentence.figures.get(at.checked_sub(1)?)?;
    let is_handled =
        parts.iter().any(|(part, figure)| *part == Part::Handled && std::ptr::eq(*figure, before));
    let between = &text[before.number.whole.end..rest.number.whole.start];
    let inside = between.strip_prefix(['（', '(']);
    let among = between.contains("其中") || inside.is_some_and(|inside| inside.starts_with('含'));
    (is_handled && among && rest.is_part && !between.contains(['另', '外']))
        .then(|| before.left.start..rest.right.end.max(rest.number.whole.end))
}
