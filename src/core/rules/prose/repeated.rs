//! One fact in two places.
//!
//! Invariant: of each fact the first figure is held against those that follow.

use std::collections::HashMap;

use super::super::Rule;
use super::super::finding::{Detail, Finding, Note, ProseFault};
use super::super::view::View;
use super::said;
use crate::prose::{Figure, Passage};

/// `text/repeated-figure`: the same fact is stated twice, with different figures.
pub fn repeated(view: &View<'_>, rule: &Rule) -> Vec<Finding> {
    let mut known: HashMap<&str, (usize, &Figure)> = HashMap::new();
    let mut findings: Vec<Finding> = Vec::new();
    for (index, passage) in view.prose().iter().enumerate() {
        for figure in &passage.figures {
            let Some(fact) = figure.fact.as_deref() else { continue };
            let Some((first_in, first)) = known.get(fact) else {
                known.insert(fact, (index, figure));
                continue;
            };
            let (was, is) = (first.number.value, figure.number.value);
            let first_passage = &view.prose()[*first_in];
            if was == is || agree(first_passage, first, passage, figure) {
                continue;
            }
            let fault = ProseFault::Repeated {
                said: said(passage, &figure.number.whole).to_owned(),
                first: said(first_passage, &first.number.whole).to_owned(),
            };
            let range = passage.place_in_report(&figure.number.whole);
            let mut found = Finding::new(rule, range, Detail::Prose(Box::new(fault)));
            if let Some(cells) = figure.tie.alternatives.first() {
                found = found.on(cells.iter().copied());
            }
            found.related.push((Note::First, first_passage.place_in_report(&first.number.whole)));
            findings.push(found);
        }
    }
    findings
}

/// Whether two figures of different statements may both be right: 新收 beside 收到 with what was carried in.
fn agree(first_passage: &Passage, first: &Figure, passage: &Passage, figure: &Figure) -> bool {
    let (left, other) = (said(first_passage, &first.left), said(passage, &figure.left));
    first.tie.alternatives.len() > 1 && left != other && other.contains('新')
}
