//! The figures of the prose, each with its cells, as others read them.
//!
//! Invariant: facts stand in the order of the text, and each figure is one fact.

use rust_decimal::Decimal;

use super::{Passage, Spot, State};
use crate::span::{InReport, Span};

/// A figure of the prose, or words that say that there was none.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// Its digits or its numeral, or the words; in the report.
    pub range: Span<InReport>,
    /// The same with what is said of its exactness and its unit.
    pub whole: Span<InReport>,
    /// Its value, in its unit.
    pub value: Decimal,
    /// Its unit; none for words and for a figure without one.
    pub unit: Option<String>,
    /// How it stands to its cells.
    pub state: State,
    /// The cells that may be meant: readings, each of them cells that are added up.
    pub cells: Vec<Vec<Spot>>,
    /// Whether it is of these cells in any case. What may be of something else is tied to them only while it agrees.
    pub is_certain: bool,
}

/// All facts of some passages; `figure` gives the figure of a cell.
pub fn facts(passages: &[Passage], figure: impl Fn(Spot) -> Option<Decimal>) -> Vec<Fact> {
    let mut facts = Vec::new();
    for passage in passages {
        for said in &passage.figures {
            let state = said.state(&figure);
            // A bare number may be a postcode, or one of another kind.
            if state == State::Unbound && said.number.unit.is_empty() {
                continue;
            }
            facts.push(Fact {
                range: passage.place_in_report(&said.number.range),
                whole: passage.place_in_report(&said.number.whole),
                value: said.number.value,
                unit: Some(said.number.unit.clone()).filter(|unit| !unit.is_empty()),
                cells: if state == State::Unbound { Vec::new() } else { said.tie.alternatives.clone() },
                is_certain: state != State::Unbound && said.tie.is_certain(),
                state,
            });
        }
        // What was none of something in no cell is no figure, and what is said of all is none.
        for said in passage.statements.iter().filter(|said| !said.of_all) {
            let state = said.state(&figure);
            if state != State::Unbound {
                facts.push(Fact {
                    range: passage.place_in_report(&said.words),
                    whole: passage.place_in_report(&said.words),
                    value: Decimal::ZERO,
                    unit: None,
                    state,
                    cells: said.tie.alternatives.clone(),
                    is_certain: said.tie.is_certain(),
                });
            }
        }
    }
    facts.sort_by_key(|fact| (fact.range.start, fact.range.end));
    facts
}
