//! How much of the text is as it was the year before.
//!
//! Invariants: of a sentence a fingerprint is kept, and not its words; what every report says by order (its title and
//! preamble, its tables) is not counted.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::entry::Entry;
use crate::analysis::Part;
use crate::prose::{Exactness, Figure, State};
use crate::report::normal::is_ideograph;
use crate::rules::view::View;
use crate::span::{InReport, Span};
use crate::text::{Place, Text};

/// The sentences of a report.
#[derive(Debug, Clone, Default)]
pub struct Sentences {
    all: Vec<Sentence>,
    /// How many characters they have.
    length: usize,
    /// Those that hold what is of their year.
    dated: Vec<Dated>,
}

/// A sentence, by its words without its numbers.
#[derive(Debug, Clone, Copy)]
struct Sentence {
    words: u64,
    length: u32,
}

/// A sentence that holds a figure, or names a year.
#[derive(Debug, Clone, Copy)]
struct Dated {
    /// By its words with its numbers.
    words: u64,
    range: Span<InReport>,
    place: Place,
    /// Whether it names the year before, or holds a figure that no table has.
    may_be_stale: bool,
}

/// Shorter sentences say nothing: 一是, 无.
const LEAST_CHARACTERS: usize = 8;

/// Of less text nobody can say that it is copied.
const LEAST_TEXT: usize = 150;

impl Sentences {
    /// The sentences of a report's sections.
    pub fn of(view: &View<'_>, part: &Part<'_>, text: &Text) -> Sentences {
        let mut sentences = Sentences::default();
        for passage in view.prose().iter().filter(|passage| passage.section.is_some()) {
            for (index, range) in passage.sentences.iter().enumerate() {
                let words = &passage.running.text[range.clone()];
                let length = words.chars().filter(|c| is_ideograph(*c)).count();
                if length < LEAST_CHARACTERS {
                    continue;
                }
                sentences.length += length;
                sentences.all.push(Sentence { words: fingerprint(words, false), length: length as u32 });
                let from = passage.figures.partition_point(|figure| figure.sentence < index);
                let to = passage.figures.partition_point(|figure| figure.sentence <= index);
                let figures = &passage.figures[from..to];
                let names_year = view.report.year.map(|year| begins_with_year(words, year));
                if figures.iter().any(is_great) || names_a_year(words) {
                    let range = passage.place_in_report(range);
                    let is_told = part
                        .findings
                        .iter()
                        .any(|finding| finding.range.start < range.end && range.start < finding.range.end);
                    let unknown = figures.iter().any(|figure| is_telling(figure) && !agrees(view, figure));
                    sentences.dated.push(Dated {
                        words: fingerprint(words, true),
                        range,
                        place: Place::of(text, range.in_text(part.start)),
                        may_be_stale: !is_told && (unknown || names_year == Some(true)),
                    });
                }
            }
        }
        sentences.all.shrink_to_fit();
        sentences.dated.shrink_to_fit();
        sentences
    }
}

/// A sentence begins with the year before: 2023年，我局…
fn begins_with_year(words: &str, year: u16) -> bool {
    let Some(rest) = words.strip_prefix(&format!("{}年", year - 1)) else { return false };
    let rest = rest.strip_prefix('度').unwrap_or(rest);
    rest.starts_with(['，', ',', '我', '本', '全', '以'])
}

/// A sentence begins with a year.
fn names_a_year(words: &str) -> bool {
    words.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with('年')
}

/// Whether a figure is hardly the same two years running by chance.
fn is_great(figure: &Figure) -> bool {
    const LEAST: u32 = 20;
    figure.number.exactness == Exactness::Exact
        && !figure.number.unit.is_empty()
        && !figure.number.is_percentage()
        && figure.number.value >= LEAST.into()
}

/// Whether it is so and states how many there were this year.
fn is_telling(figure: &Figure) -> bool {
    figure.is_current() && is_great(figure)
}

fn agrees(view: &View<'_>, figure: &Figure) -> bool {
    figure.state(|spot| view.figure(spot)) == State::Agrees
}

/// A number that is the same for the same words, with their numbers or without.
fn fingerprint(words: &str, with_numbers: bool) -> u64 {
    const NUMERALS: [char; 12] = ['〇', '零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
    let mut hasher = DefaultHasher::new();
    let counts = |c: &char| is_ideograph(*c) || c.is_alphanumeric();
    for c in words.chars().filter(counts).filter(|c| with_numbers || !c.is_numeric() && !NUMERALS.contains(c))
    {
        c.hash(&mut hasher);
    }
    hasher.finish()
}

/// What of a report is as it was the year before.
#[derive(Debug, Clone, PartialEq)]
pub struct Copied {
    /// How many percent of its text.
    pub share: u32,
    /// The sentences, and where they stood the year before, that still hold figures of that year, or name it.
    pub stale: Vec<(Span<InReport>, Place)>,
}

/// What of a report is as it was in the one of the year before; nothing where one of them is too short.
pub fn copied(this: &Entry, last: &Entry) -> Option<Copied> {
    let (this, last) = (&this.sentences, &last.sentences);
    if this.length < LEAST_TEXT || last.length < LEAST_TEXT {
        return None;
    }
    let known: std::collections::HashSet<u64> = last.all.iter().map(|sentence| sentence.words).collect();
    let same = this.all.iter().filter(|sentence| known.contains(&sentence.words));
    let same: usize = same.map(|sentence| sentence.length as usize).sum();
    let stale = this.dated.iter().filter(|one| one.may_be_stale);
    let stale = stale.filter_map(|one| {
        let before = last.dated.iter().find(|other| other.words == one.words)?;
        Some((one.range, before.place))
    });
    Some(Copied { share: (same * 100 / this.length) as u32, stale: stale.collect() })
}
