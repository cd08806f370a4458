//! Growth whose two years are both stated in the sentence.
//!
//! Invariant: only a sentence that states one figure of each year, in the same unit, is judged.

use super::super::Rule;
use super::super::finding::{Finding, ProseFault};
use super::super::section_view::SectionView;
use super::percentage::{growth, says_only_growth, two_years};
use super::{finding, said, sentences};
use crate::prose::Exactness;
use crate::span::InSection;

/// `series/growth`, within a sentence: what something grew by is not the difference of the two years, or it shrank.
pub fn within(view: &SectionView<'_>, rule: &Rule) -> Vec<Finding<InSection>> {
    let mut findings = Vec::new();
    for passage in view.prose() {
        for sentence in sentences(passage) {
            let figures = sentence.figures;
            for (at, figure) in figures.iter().enumerate() {
                let left = said(passage, &figure.left);
                let Some(up) = growth(left).filter(|_| says_only_growth(left)) else { continue };
                let reaches = ["至", "到"].iter().any(|word| left.contains(word));
                let upto = if reaches { at + 1 } else { at };
                let Some((before, now)) = two_years(&figures[..upto]) else { continue };
                let number = &figure.number;
                let (was, is) = (before.number.value, now.number.value);
                let wrong_way = was != is && up != (is > was);
                let range = if reaches && std::ptr::eq(now, figure) && wrong_way {
                    figure.left.clone()
                } else if figure.is_change
                    && number.unit == now.number.unit
                    && number.exactness == Exactness::Exact
                    && (wrong_way || (is - was).abs() != number.value)
                {
                    number.whole.clone()
                } else {
                    continue;
                };
                let by = is - was;
                findings.push(finding(
                    rule,
                    passage,
                    &range,
                    ProseFault::Difference { before: was, now: is, by },
                ));
            }
        }
    }
    findings
}
