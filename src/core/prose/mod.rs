//! What do its sentences say of its figures?
//!
//! Invariants: a figure of the prose is tied to cells of the tables only by words that are understood, all of them
//! between the verb, the noun and the figure; a figure beside other words is tied to nothing. What may be meant, but is
//! not certain, is tied only where it agrees, so that nothing is made of a doubt. Ranges of a [`Passage`] count in its
//! running text.

mod apart;
mod applications;
mod before;
mod behind;
mod beside;
mod bind;
mod cells;
mod circle;
mod claim;
mod clause;
mod doubt;
mod ended;
mod fact;
pub mod kept;
mod line;
mod listing;
pub mod number;
mod outcome;
mod read;
mod rest;
pub mod running;
mod same;
mod scope;
mod setting;
mod source;
mod spoken;
mod statements;
mod subject;
mod together;
pub mod token;
mod topic;
pub mod written;

use std::cmp::Ordering;
use std::ops::{Deref, Range};
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::format::{CellIndex, TableIndex};
use crate::span::{InReport, InSection, Span};

pub use fact::{Fact, facts};
pub use number::{Exactness, Number};
pub use read::read;
pub use running::Running;
pub use source::Source;
pub use token::When;

/// The prose of one section, or of what stands before the first one, at its place in the report.
#[derive(Debug, Clone)]
pub struct Passage {
    /// The index of the section in the report; none for what stands before the first one.
    pub section: Option<usize>,
    /// Where the section begins in the report.
    pub start: usize,
    /// What it says.
    pub said: Arc<Said>,
}

impl Passage {
    /// Where a range of the running text stands in the section.
    pub fn place(&self, range: &Range<usize>) -> Span<InSection> {
        Span::new(self.running.source(range))
    }

    /// Where it stands in the report.
    pub fn place_in_report(&self, range: &Range<usize>) -> Span<InReport> {
        self.place(range).in_report(self.start)
    }
}

impl Deref for Passage {
    type Target = Said;

    fn deref(&self) -> &Said {
        &self.said
    }
}

/// What the prose of a section says, wherever the section stands.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// Its text.
    pub running: Running,
    /// Its sentences.
    pub sentences: Vec<Range<usize>>,
    /// Its figures, in their order.
    pub figures: Vec<Figure>,
    /// What it says without a figure, in its order.
    pub statements: Vec<Statement>,
}

/// A cell of the tables of the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Spot {
    /// The table.
    pub table: TableIndex,
    /// The cell.
    pub cell: CellIndex,
}

/// A figure in a sentence.
#[derive(Debug, Clone)]
pub struct Figure {
    /// The figure.
    pub number: Number,
    /// The index of its sentence.
    pub sentence: usize,
    /// The words before it, up to the figure or the stop before.
    pub left: Range<usize>,
    /// The words behind it, up to the next stop or figure.
    pub right: Range<usize>,
    /// The time of which it is said.
    pub when: When,
    /// Whether it is still to come.
    pub is_plan: bool,
    /// Whether it is a difference: 增加3件.
    pub is_change: bool,
    /// How many brackets are open around it.
    pub depth: usize,
    /// Whether it is a part of a figure before it: 其中, 分别为, in brackets.
    pub is_part: bool,
    /// What it is of.
    pub tie: Tie,
    /// What it shares with every other figure of the same fact; none where nobody can tell.
    pub fact: Option<Box<str>>,
}

/// What a figure or a statement is of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tie {
    /// What may be meant, the likeliest first: cells whose figures add up to what is said. Nothing for what is in no
    /// cell.
    pub alternatives: Vec<Vec<Spot>>,
    /// Whether it is in doubt: then it counts only where it agrees.
    pub is_doubtful: bool,
    /// Whether the words name a kind of what the cells count, of which there may be others: 交管行政许可.
    pub is_of_kind: bool,
    /// Of how much it may be beside its cells.
    pub extent: Extent,
}

/// Of how much a figure may be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Extent {
    /// Of what the cells count, and of nothing else.
    #[default]
    Same,
    /// Of all that there was, of which the cells count a part: 行政复议5件 may be of any matter. Then it may be more
    /// than the cells have, and cannot be less. Where the figure of which it is a part is no more than its own cells
    /// have, it is of the same.
    AtLeast(Option<Whole>),
}

/// A figure that says how many there were, of which others are parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whole {
    /// What it says.
    pub value: Decimal,
    /// Its cells.
    pub cells: Vec<Spot>,
}

/// Words without a figure that say that there is none, or of all that it was so.
#[derive(Debug, Clone)]
pub struct Statement {
    /// The words.
    pub words: Range<usize>,
    /// The index of their sentence.
    pub sentence: usize,
    /// The time of which they are said.
    pub when: When,
    /// Whether they speak of all (均已办结) and not of none (未收到申请).
    pub of_all: bool,
    /// The cells that must be zero.
    pub tie: Tie,
}

impl Figure {
    /// Whether it is a sum of money.
    pub fn is_money(&self) -> bool {
        self.number.is_money()
    }

    /// Its value as the tables count: sums of money in 万元.
    pub fn in_table(&self) -> Decimal {
        self.number.value * self.scale()
    }

    fn scale(&self) -> Decimal {
        match self.number.unit.as_str() {
            "元" => Decimal::new(1, 4),
            "亿元" => Decimal::from(10_000),
            _ => Decimal::ONE,
        }
    }

    /// How a sum of the tables stands to it: equal where it may stand for it. A sum of money may be rounded.
    pub fn compare(&self, sum: Decimal) -> Ordering {
        let sum = sum / self.scale();
        if self.number.allows(sum) || self.is_money() && self.number.near(sum) {
            return Ordering::Equal;
        }
        sum.cmp(&self.number.value)
    }

    /// How it stands to its cells, of which `figure` gives the figures.
    pub fn state(&self, figure: impl Fn(Spot) -> Option<Decimal>) -> State {
        self.tie.state(|sum| self.compare(sum), figure)
    }

    /// Whether it says how it is in the year of the report, and of how much.
    pub fn is_current(&self) -> bool {
        self.when == When::Own && !self.is_plan && !self.is_change
    }
}

/// How a figure stands to its cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// One of its readings has the value.
    Agrees,
    /// None has, and all could be read.
    Contradicts,
    /// It is of cells of which one cannot be read.
    Open,
    /// It is in no cell.
    Unbound,
}

impl State {
    /// Its name for programs.
    pub fn id(self) -> &'static str {
        match self {
            State::Agrees => "agrees",
            State::Contradicts => "contradicts",
            State::Open => "open",
            State::Unbound => "unbound",
        }
    }
}

impl Statement {
    /// How it stands to the cells that must be zero, of which `figure` gives the figures.
    pub fn state(&self, figure: impl Fn(Spot) -> Option<Decimal>) -> State {
        self.tie.state(|sum| sum.cmp(&Decimal::ZERO), figure)
    }
}

impl Tie {
    /// Whether it is of what its cells count, and of nothing else.
    pub fn is_certain(&self) -> bool {
        !self.is_doubtful && self.extent == Extent::Same
    }

    /// How what is said stands to the cells: `compare` says how a sum stands to it, `figure` gives the figure of a
    /// cell.
    fn state(
        &self,
        compare: impl Fn(Decimal) -> Ordering,
        figure: impl Fn(Spot) -> Option<Decimal>,
    ) -> State {
        if self.alternatives.is_empty() {
            return State::Unbound;
        }
        let sum = |cells: &Vec<Spot>| cells.iter().map(|spot| figure(*spot)).sum::<Option<Decimal>>();
        let sums: Vec<Option<Decimal>> = self.alternatives.iter().map(sum).collect();
        let stands = |ordering| sums.iter().flatten().any(|sum| compare(*sum) == ordering);
        if stands(Ordering::Equal) {
            return State::Agrees;
        }
        let may_be_more = match &self.extent {
            Extent::Same => false,
            Extent::AtLeast(whole) => {
                whole.as_ref().is_none_or(|whole| sum(&whole.cells) != Some(whole.value))
            }
        };
        if self.is_doubtful || may_be_more && stands(Ordering::Less) {
            return State::Unbound;
        }
        match sums.iter().all(Option::is_some) {
            true => State::Contradicts,
            false => State::Open,
        }
    }
}
