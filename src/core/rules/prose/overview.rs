//! What the overview says in all: how long it is, and of what it does not speak.
//!
//! Invariant: both look at the prose of the section alone, its own headings with it. Of what an overview does not speak
//! is said of none that is not written yet, or is a few words only.

use super::super::Rule;
use super::super::finding::{Detail, Finding, ProseFault};
use super::super::section_view::SectionView;
use super::placeholder::is_left_open;
use crate::format::Section;
use crate::prose::Passage;
use crate::span::{InSection, Span};

/// `text/overview-length`: the overview is longer than a project allows.
pub fn length(view: &SectionView<'_>, rule: &Rule) -> Vec<Finding<InSection>> {
    let find = |(section, at, passage): (&Section, _, &Passage)| {
        let characters = passage.running.text.chars().filter(|c| !c.is_whitespace()).count();
        let fault = ProseFault::OverviewLength { section: section.title.clone(), characters };
        let mut finding = Finding::new(rule, at, Detail::Prose(Box::new(fault)));
        finding.measure = u32::try_from(characters).ok();
        finding
    };
    overview(view).map(find).into_iter().collect()
}

/// `structure/overview-aspects`: the overview does not speak of one of its aspects.
pub fn aspects(view: &SectionView<'_>, rule: &Rule) -> Vec<Finding<InSection>> {
    // Whoever writes less goes by no aspects.
    const LEAST: usize = 100;
    let Some((section, at, passage)) = overview(view) else { return Vec::new() };
    let words = &passage.running.text;
    let is_written = words.chars().filter(|c| c.is_alphanumeric()).count() >= LEAST
        && !passage.sentences.iter().any(|sentence| is_left_open(&words[sentence.clone()]));
    let speaks = |aspect: &Vec<String>| aspect.iter().any(|word| words.contains(word.as_str()));
    let lacking: Vec<String> = section
        .aspect_words
        .iter()
        .filter(|aspect| !speaks(aspect))
        .map(|aspect| aspect[0].clone())
        .collect();
    // What speaks of none of them is something else.
    if !is_written || lacking.is_empty() || lacking.len() == section.aspect_words.len() {
        return Vec::new();
    }
    let fault = ProseFault::OverviewAspects { section: section.title.clone(), lacking };
    vec![Finding::new(rule, at, Detail::Prose(Box::new(fault)))]
}

/// The section that has aspects, where its heading stands, and its prose; none for any other one.
fn overview<'v>(view: &'v SectionView<'_>) -> Option<(&'v Section, Span<InSection>, &'v Passage)> {
    let section = view.section?;
    let own = &view.format.sections[section.kind?];
    let passage = view.prose().first()?;
    (!own.aspect_words.is_empty()).then_some((own, section.heading.range, passage))
}
