//! What can be wrong with a format file.
//!
//! Invariant: a mistake is data; its words are made where the language of messages is known.

use std::ops::Range;

use super::slip::{Slip, slip};

/// A mistake in a format file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormatError {
    /// The line of the file, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub mistake: Mistake,
}

/// What is wrong.
#[allow(missing_docs)] // The words above each variant name its fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mistake {
    /// It is no TOML; `detail` are the words of the parser.
    Syntax { detail: String, slip: Option<Slip> },
    /// A key that is none, of those that can stand here.
    UnknownKey { key: String, known: Vec<String> },
    /// A key is lacking.
    MissingKey { key: String },
    /// A value is of another kind.
    WrongKind { wanted: Kind },
    /// A value that is none of those that can stand here.
    UnknownValue { value: String, known: Vec<String> },
    /// An id of another shape than `example`.
    NoId { written: String, example: &'static str },
    /// A name of a rule that is none.
    NoRule { written: String },
    /// A text that says nothing.
    EmptyText { key: &'static str, written: String },
    /// A text that cannot stand in a cell.
    NoCell { key: &'static str, written: String },
    /// A list of nothing.
    EmptyList { key: &'static str },
    /// Nothing has this name.
    Unknown { thing: Thing, name: String },
    /// The same name twice.
    Twice { thing: Thing, name: String },
    /// Two things that people cannot tell apart.
    SameLabel { thing: Thing, label: String },
    /// The format ends before it begins.
    Years { first: u16, last: u16 },
    /// Braces in the opening that hold none of what is known.
    Opening,
    /// Brackets or braces in a sentence that hold nothing that is known.
    Sentence { written: String },
    /// A row that has no such column.
    NotInRow { row: String, column: String },
    /// A table without rows.
    NoRows { table: String },
    /// A block without rows.
    EmptyBlock { block: String },
    /// A row that is in none of the blocks.
    NoBlock { row: String },
    /// A row that is to be replaced does not stand above the one that replaces it.
    NoRowAbove { row: String },
    /// A row that replaces others is to be replaced itself.
    StandsForOthers { row: String },
    /// A row that is to be replaced is in another block.
    OtherBlock { row: String },
    /// The place of an equation is none of its terms.
    NoTerm { at: String },
    /// A pattern of terms that fits nothing.
    NoMatch { thing: Thing, pattern: String },
    /// A term twice in one equation.
    TermTwice { thing: Thing, name: String },
    /// A row and those that it replaces are not on one side of an equation.
    Parted { row: String, others: Vec<String> },
    /// An equation that holds nowhere: no `thing` has all of its terms.
    Nowhere { thing: Thing },
}

/// A part of a format.
#[allow(missing_docs)] // Their names say what they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thing {
    Section,
    SectionNumber,
    Table,
    Block,
    Row,
    Column,
}

/// A kind of value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words in quotes.
    Words,
    /// A whole number.
    Number,
    /// `true` or `false`.
    YesOrNo,
    /// A list in brackets.
    List,
    /// A table.
    Table,
}

impl Mistake {
    /// What the reader of TOML says of the bytes at `range`.
    pub(super) fn of_reader(message: &str, file: &str, range: &Range<usize>) -> Mistake {
        let mut quoted = message.split('`').skip(1).step_by(2).map(str::to_owned);
        let first = quoted.next().unwrap_or_default();
        // The words are those of serde, the same for all that is read by it.
        match message.split_whitespace().take(2).collect::<Vec<_>>()[..] {
            ["unknown", "field"] => Mistake::UnknownKey { key: first, known: quoted.collect() },
            ["missing", "field"] => Mistake::MissingKey { key: first },
            ["unknown", "variant"] => Mistake::UnknownValue { value: first, known: quoted.collect() },
            ["invalid", "type:" | "value:" | "length"] => {
                let wanted = message.rsplit_once("expected ").map_or("", |(_, wanted)| wanted);
                Mistake::WrongKind { wanted: Kind::of(wanted) }
            }
            _ => Mistake::Syntax { detail: message.to_owned(), slip: slip(file, range, message) },
        }
    }
}

impl Kind {
    fn of(wanted: &str) -> Kind {
        match wanted {
            "u16" | "usize" => Kind::Number,
            "a boolean" => Kind::YesOrNo,
            "a sequence" => Kind::List,
            wanted if wanted.ends_with("string") => Kind::Words,
            _ => Kind::Table,
        }
    }
}
