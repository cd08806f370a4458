//! Sentences made of the figures of the tables, in the words of the format.
//!
//! Invariant: a sentence says only what was read with certainty and adds up; where one of its figures is blank,
//! doubtful or stands twice there is no sentence. It is offered where a sentence begins and nowhere else.

use rust_decimal::Decimal;

use super::about::About;
use super::insert::Insert;
use super::layout::is_separator;
use super::matching::{Name, Typed, ordinal};
use super::site::{Site, is_empty};
use super::{Ask, Fit, Item, Kind, Offers, wants_prose};
use crate::assist::{labels, place};
use crate::format::CellIndex;
use crate::format::sentence::{Piece, Sentence};
use crate::report::normal::is_blank;
use crate::rules::grid::{Grid, Judged};
use crate::span::Span;

/// Offers the sentences that can be made where a sentence begins.
pub fn offer(site: &Site<'_>, ask: &Ask<'_>, offers: &mut Offers) {
    let kind = site.section().and_then(|(_, section)| section.kind);
    if !kind.is_some_and(|kind| wants_prose(site.format(), kind)) || !site.is_last(&['）', ')', '”']) {
        return;
    }
    let begin = site.head.char_indices().rev().find(|(_, c)| matches!(c, '。' | '；' | '！' | '？'));
    let begin = begin.map_or(0, |(at, c)| at + c.len_utf8());
    let before = &site.head[..begin];
    let words = site.head[begin..].trim_start_matches(is_blank);
    if words.contains(is_separator) {
        return;
    }
    let Some(typed) = Typed::of(words) else { return };
    // Asked for with nothing typed: at the beginning of a paragraph, behind its heading perhaps.
    if typed.is_empty() && !is_empty(before) && !is_heading(before) {
        return;
    }
    if is_empty(before) && runs_on(site) {
        return;
    }
    let start = site.offset - words.len();
    let report = site.report.clone();
    let grids = place::grids(&report);
    let above = || {
        site.above().find_map(|(_, line)| super::headings::numbered(&line).map(|(_, words)| words.to_owned()))
    };
    let heading = if is_empty(before) { above().unwrap_or_default() } else { before.to_owned() };
    let title = heading.split(['。', '：']).next().unwrap_or_default();
    let (first, others): (Vec<_>, Vec<_>) = (site.format().sentences.iter())
        .partition(|sentence| sentence.below.iter().any(|below| title.contains(below)));
    // Below a heading those that belong below others come only where they are asked for.
    let others = others.into_iter().filter(|_| heading.is_empty() || !typed.is_empty());
    for sentence in first.into_iter().chain(others) {
        let grid = grids[sentence.table].as_ref().filter(|grid| grid.own && grid.table.readable);
        let said = grid.and_then(|grid| Some((grid, say(sentence, grid)?)));
        let said = said.filter(|(_, said)| begins(&typed, said, &sentence.starts));
        let Some((grid, said)) = said else { continue };
        offers.0.push((
            Fit::Start,
            Item {
                detail: labels::from_table(&grid.format.name, ask.lang),
                kind: Kind::Sentence,
                range: Span::new(start..site.line.end),
                insert: Insert::text(&said),
                about: About::Sentence(&grid.format.id).name(site.format()),
                label: said,
            },
        ));
    }
}

/// Whether what was typed is the beginning of the sentence, or of a word by which it is asked for. A word or two
/// that begin many sentences are not enough.
fn begins(typed: &Typed, said: &str, starts: &[String]) -> bool {
    const LEAST: usize = 3;
    const LEAST_LETTERS: usize = 2;
    if typed.is_empty() {
        return true;
    }
    let is_enough = |words: &str| match typed.han() == typed.count() {
        true => typed.han() >= LEAST.min(words.chars().count()),
        false => typed.count() >= LEAST_LETTERS,
    };
    let fits = |words: &str| {
        is_enough(words) && !typed.is_number() && typed.fit(&Name::of(words)) == Some(Fit::Start)
    };
    fits(said) || starts.iter().any(|start| fits(start))
}

/// Whether the line above runs on into this one: a line of printed text, wrapped in the middle of a sentence.
fn runs_on(site: &Site<'_>) -> bool {
    let Some((_, above)) = site.above().next() else { return false };
    let above = above.trim_end_matches(is_blank);
    !above.is_empty()
        && !above.ends_with(['。', '；', '！', '？', '：', '”', '）', ')'])
        && super::headings::numbered(above).is_none()
}

/// Whether this is a heading that runs into its paragraph: （二）依申请公开。
fn is_heading(before: &str) -> bool {
    const LONGEST: usize = 24;
    let before = before.trim_matches(is_blank);
    let (number, words) = ordinal(before);
    let sentences = words.matches(['。', '；', '！', '？']).count();
    number.is_some() && sentences == 1 && before.chars().count() <= LONGEST && !words.contains('，')
}

/// What a sentence says of a table; none where a figure of it is not certain, or an equation of its figures is broken.
fn say(sentence: &Sentence, grid: &Grid<'_>) -> Option<String> {
    let mut cells = Vec::new();
    let mut said = Said::default();
    said.add(&sentence.text, grid, &mut cells)?;
    let is_broken = |judged: &Judged<'_>| {
        !judged.holds() && judged.left.iter().chain(&judged.right).all(|cell| cells.contains(cell))
    };
    if grid.judged.iter().any(is_broken) {
        return None;
    }
    match &sentence.zero {
        Some(zero) if !said.counts => Some(zero.clone()),
        _ => Some(said.words),
    }
}

/// What is said so far.
#[derive(Default)]
struct Said {
    words: String,
    /// Whether a figure of it is not 0.
    counts: bool,
}

impl Said {
    /// Says more, of figures that are put down in `cells`; none where one is not certain.
    fn add(&mut self, pieces: &[Piece], grid: &Grid<'_>, cells: &mut Vec<CellIndex>) -> Option<()> {
        for piece in pieces {
            match piece {
                Piece::Words(words) => self.words += words,
                Piece::Figure(of) => {
                    let first = cells.len();
                    cells.extend(of.iter().filter(|cell| grid.counts(cell.row)));
                    let figures = cells[first..].iter().map(|cell| grid.figure(*cell));
                    let sum = figures.sum::<Option<Decimal>>().filter(|_| cells.len() > first)?;
                    self.counts |= !sum.is_zero();
                    self.words += &labels::plain(sum);
                }
                Piece::Parts { parts, lenient } => {
                    let mut shown = Vec::new();
                    for part in parts {
                        let mut said = Said::default();
                        match said.add(part, grid, cells) {
                            Some(()) if said.counts => shown.push(said.words),
                            Some(()) => {}
                            None if *lenient => {}
                            None => return None,
                        }
                    }
                    self.counts |= !shown.is_empty();
                    self.words += &shown.join("、");
                }
            }
        }
        Some(())
    }
}
