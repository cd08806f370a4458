//! A finding as data.
//!
//! Invariant: a finding holds all that its words need, in terms of the format; no words are made here.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::grid::Recount;
use super::repair::{Move, Repair};
use super::{LogicalLocation, Rule, Severity};
use crate::format::{CellIndex, ColumnIndex, Equation, Format, RowIndex, SectionIndex, TableIndex};
use crate::prose;
use crate::report::Doubt;
use crate::span::{InReport, InSection, Span};
use crate::text::Place;

/// What a rule found, in a report or in one section of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding<B = InReport> {
    /// The id of the rule.
    pub rule: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What is underlined.
    pub range: Span<B>,
    /// The table, row and column it is about.
    pub place: Option<Coordinates>,
    /// The figure that should stand there, where only one can.
    pub expected: Option<Decimal>,
    /// The figure that stands there.
    pub found: Option<Decimal>,
    /// All cells that it rests on, where it rests on figures.
    pub cells: Vec<Coordinates>,
    /// The broken equations that it explains, by their indices in the table of its place.
    pub equations: Vec<usize>,
    /// What exactly is wrong.
    pub detail: Detail,
    /// Other places that have to do with it.
    pub related: Vec<(Note, Span<B>)>,
    /// Places in other reports that it rests on.
    pub other: Vec<Elsewhere>,
    /// What would mend it, the likeliest first.
    pub suggestions: Vec<Suggestion<B>>,
    /// Of a rule with a limit, what is held against it.
    pub measure: Option<u32>,
    /// The reason, perhaps none, that a comment in the text gives for ignoring it, if there is such a comment.
    pub ignored: Option<String>,
}

impl<B> Finding<B> {
    /// A finding of `rule` at `range`, to which the rest is added.
    pub fn new(rule: &Rule, range: Span<B>, detail: Detail) -> Finding<B> {
        Finding {
            rule: rule.id,
            severity: rule.severity,
            range,
            place: None,
            expected: None,
            found: None,
            cells: Vec::new(),
            equations: Vec::new(),
            detail,
            related: Vec::new(),
            other: Vec::new(),
            suggestions: Vec::new(),
            measure: None,
            ignored: None,
        }
    }

    /// The same finding, resting on these cells; about the place where it is one.
    pub fn on(mut self, cells: impl IntoIterator<Item = prose::Spot>) -> Finding<B> {
        self.cells = cells
            .into_iter()
            .map(|spot| Coordinates {
                table: spot.table,
                row: Some(spot.cell.row),
                column: Some(spot.cell.column),
            })
            .collect();
        if let [only] = self.cells.as_slice() {
            self.place = Some(*only);
        }
        self
    }

    /// The same finding, about this place; of a cell it rests on that cell, unless it says on which ones.
    pub fn at(mut self, table: TableIndex, row: Option<RowIndex>, column: Option<ColumnIndex>) -> Finding<B> {
        let place = Coordinates { table, row, column };
        self.place = Some(place);
        if self.cells.is_empty() && row.is_some() && column.is_some() {
            self.cells.push(place);
        }
        self
    }

    /// The broken equations that it explains, in a report of this format.
    pub fn explains<'f>(&self, format: &'f Format) -> Vec<&'f Equation> {
        let Some(place) = self.place else { return Vec::new() };
        let all = &format.tables[place.table].equations;
        self.equations.iter().filter_map(|at| all.get(*at)).collect()
    }

    /// Whether `is_named` holds for its rule, or it is a slip and that holds for the rules of all equations that it
    /// explains: who wants to hear nothing of these wants no explanation.
    pub fn is_of(&self, format: &Format, is_named: &dyn Fn(&str) -> bool) -> bool {
        let is_slip = matches!(self.detail, Detail::Slip { .. });
        is_named(self.rule)
            || is_slip && self.explains(format).iter().all(|equation| is_named(&equation.rule))
    }

    /// The same finding, with this suggestion.
    pub fn suggest(
        mut self,
        kind: SuggestionKind,
        preferred: bool,
        edits: Vec<(Span<B>, String)>,
    ) -> Finding<B> {
        self.suggestions.push(Suggestion { kind, preferred, edits });
        self
    }
}

impl Finding<InSection> {
    /// The same in the report, in which the section begins at `start`.
    pub fn in_report(self, start: usize) -> Finding {
        let suggestion = |Suggestion { kind, preferred, edits }: Suggestion<InSection>| Suggestion {
            kind,
            preferred,
            edits: edits.into_iter().map(|(range, text)| (range.in_report(start), text)).collect(),
        };
        Finding {
            rule: self.rule,
            severity: self.severity,
            range: self.range.in_report(start),
            place: self.place,
            expected: self.expected,
            found: self.found,
            cells: self.cells,
            equations: self.equations,
            detail: self.detail,
            related: self.related.into_iter().map(|(note, range)| (note, range.in_report(start))).collect(),
            other: self.other,
            suggestions: self.suggestions.into_iter().map(suggestion).collect(),
            measure: self.measure,
            ignored: self.ignored,
        }
    }
}

/// A table, a row or a cell, by the indices of the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coordinates {
    /// The table.
    pub table: TableIndex,
    /// The row.
    pub row: Option<RowIndex>,
    /// The column.
    pub column: Option<ColumnIndex>,
}

impl Coordinates {
    /// Those of a cell.
    pub fn of(table: TableIndex, cell: CellIndex) -> Coordinates {
        Coordinates { table, row: Some(cell.row), column: Some(cell.column) }
    }
}

/// What is wrong, by rule. Sections, rows and columns are indices of the format; the table is the finding's.
#[allow(missing_docs)] // The words above each variant name its fields.
#[derive(Debug, Clone, PartialEq)]
pub enum Detail {
    /// Sections that follow one another are absent.
    MissingSections { sections: Vec<SectionIndex> },
    /// No section of the format is there at all.
    NoSections { title: bool },
    /// A section stands there twice.
    DuplicateSection { section: SectionIndex },
    /// A section stands after one that it should precede.
    SectionOrder { section: SectionIndex, after: SectionIndex },
    /// A heading is not worded as the format has it.
    SectionHeading { section: SectionIndex, found: String },
    /// Headings have other numbers than the format gives them, or are numbered in another way.
    HeadingNumbers { headings: Vec<(SectionIndex, String)> },
    /// Headings are those of parts of a section but stand as those of sections.
    PartsOnTop { section: SectionIndex, headings: Vec<String> },
    /// A heading is none of the format's.
    UnknownSection { found: String },
    /// There is no title.
    MissingTitle,
    /// Lines have become one: the whole report, or a section with its table.
    LostLineBreaks { whole: bool },
    /// A section says nothing, or too little.
    EmptySection { section: SectionIndex },
    /// The layout is that of a format which no longer holds.
    SupersededFormat { name: String, year: u16, now: String, notice: String },
    /// One row stands where the format has several.
    SupersededRow { row: RowIndex, instead: Vec<RowIndex> },
    /// A table is absent.
    MissingTable { instead: Instead },
    /// Rows that follow one another are absent.
    MissingRows { rows: Vec<RowIndex> },
    /// A row stands there twice.
    DuplicateRow { row: RowIndex },
    /// A row stands after one that it should precede.
    RowOrder { row: RowIndex, after: RowIndex },
    /// A row is none of the format's.
    UnknownRow { found: String },
    /// A label is nearly the format's.
    RowLabel { row: RowIndex, found: String },
    /// A row, or a table on one line, has too few or too many figures; `recount` is what happened, where only one
    /// thing can have.
    CellCount { row: Option<RowIndex>, found: usize, expected: usize, recount: Option<Recount> },
    /// Cells beside one another were not filled in; `only` is the figure that the equations ask for, if it is one cell.
    BlankCells { row: RowIndex, columns: Vec<ColumnIndex>, only: Option<Decimal> },
    /// A cell holds something else than a figure; `meant` is the only one that it can be taken for.
    NotANumber { cell: CellIndex, found: String, meant: Option<Decimal> },
    /// A sum of money is written in 元 where the column is in 万元.
    OtherUnit { cell: CellIndex, found: String },
    /// A figure is below zero.
    Negative { cell: CellIndex },
    /// A count has decimals.
    NotAnInteger { cell: CellIndex },
    /// Most rows of a table, `rows` of them, have too few or too many figures, all so many.
    CellCounts { rows: usize, found: usize, expected: usize },
    /// Many cells of a table were not filled in; `whole` if none was.
    BlankTable { count: usize, whole: bool },
    /// Cells say "not applicable".
    NotApplicable { marks: Vec<String>, count: usize },
    /// A table cannot be read by rows.
    UnreadableTable,
    /// A table, or a part of it, is HTML, which is not read.
    HtmlTable { part: bool },
    /// A row can be read in more than one way.
    UnreadableRow { row: Option<RowIndex>, doubt: Doubt },
    /// One repair explains all that does not hold.
    Slip { repair: Repair },
    /// An equation does not hold.
    Unequal { cell: CellIndex, left: Side, right: Side },
    /// A figure is smaller than others allow.
    TooSmall { cell: CellIndex, others: Vec<(CellIndex, Decimal)>, least: Decimal },
    /// The agency can hardly have such figures.
    Unlikely { row: RowIndex, agency: String },
    /// There are characters that show nothing, and ideographs (before the ordinary one) that only look like one.
    UnusualCharacters { invisible: Vec<char>, alike: Vec<(char, char)> },
    /// What a sentence says is not what its cells hold.
    Prose(Box<ProseFault>),
    /// In the prose something was left to fill in, in so many places; `found` stands in the first of them.
    Placeholder { kind: Leftover, found: String, count: usize },
    /// It does not agree with another report.
    Series(Box<SeriesFault>),
    /// A comment that asks for findings to be ignored does not do what it says.
    IgnoreComment { fault: IgnoreFault },
}

/// What is wrong with a sentence.
#[allow(missing_docs)] // The words above each variant name its fields.
#[derive(Debug, Clone, PartialEq)]
pub enum ProseFault {
    /// It says another figure than the cells; or, with `none`, that there was none.
    Mismatch { said: String, cells: Vec<(prose::Spot, Decimal)>, sum: Decimal },
    /// It says that there was none, or of all that it was so.
    NotNone { said: String, cells: Vec<(prose::Spot, Decimal)>, of_all: bool },
    /// What came in is not what went out.
    Balance { coming: Vec<Decimal>, going: Vec<Decimal> },
    /// What is carried over is said to be a part of what was handled.
    HandledWithRest,
    /// A percentage is not that of its two figures, which is `is`.
    Percentage { part: Decimal, whole: Decimal, said: Decimal, is: Decimal },
    /// A share is more than the whole.
    OverWhole { percentage: Decimal },
    /// A growth is not that between its two figures, which is `is`, below zero for a decline.
    Growth { before: Decimal, now: Decimal, is: Decimal },
    /// What something grew by is not the difference of its two figures, which is `by`.
    Difference { before: Decimal, now: Decimal, by: Decimal },
    /// A growth in percent from nothing.
    GrowthFromNone { percentage: Decimal },
    /// The sign of a percentage is lost.
    LostSign { said: Decimal },
    /// The same fact was stated with another figure.
    Repeated { said: String, first: String },
    /// The parts do not add up to the whole.
    Subtotal { said: String, parts: Vec<Decimal>, sum: Decimal },
    /// The period is of another year.
    WrongYear { found: u16, own: u16 },
    /// The period of the figures is not the year.
    Period { own: u16 },
    /// Another agency is named, or another kind of one.
    WrongAgency { found: String, own: String },
    /// A document is cited with another number, or the number is written otherwise.
    Citation { found: String, should: String },
    /// A number of a list does not follow.
    Enumeration { found: String, expected: String },
    /// So many parts are stated, and others named.
    Parts { stated: usize, named: usize },
    /// Nothing is said of fees for handling information.
    NoFeeStatement,
    /// Signs stand twice or are half as wide, in so many places.
    Punctuation { found: String, count: usize },
    /// Words stand twice running.
    Twice { found: String },
    /// A figure that is exact is called approximate.
    Approximate { said: String },
    /// The overview has so many characters.
    OverviewLength { section: String, characters: usize },
    /// The overview does not speak of these.
    OverviewAspects { section: String, lacking: Vec<String> },
}

/// What does not agree with another report.
#[allow(missing_docs)] // The words above each variant name its fields.
#[derive(Debug, Clone, PartialEq)]
pub enum SeriesFault {
    /// A figure is not what follows from that of the year before: `last`, and what came and went within the year.
    Follows {
        found: Decimal,
        last: Decimal,
        plus: Vec<(CellIndex, Decimal)>,
        minus: Vec<(CellIndex, Decimal)>,
    },
    /// A growth is not that of the two years.
    Growth { said: String, before: Decimal, now: Decimal, is: GrowthIs },
    /// So many percent of the text are as they were; with `stale`, among them figures of the year before or the year.
    Copied { share: u32, stale: bool },
    /// A figure is not the sum of those of the parts.
    Whole { found: Decimal, parts: Vec<Decimal> },
    /// All figures are those of the parts without this one.
    WholeWithout { part: String },
    /// These parts have no report of this year.
    MissingParts { year: u16, parts: Vec<String> },
}

/// What a growth is instead of what is said.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum GrowthIs {
    /// By so many more, or less below zero.
    By(Decimal),
    /// By so many percent.
    Percent(Decimal),
    /// From nothing, so there is no percentage.
    FromNone,
}

/// A place in another report.
#[derive(Debug, Clone, PartialEq)]
pub struct Elsewhere {
    /// The document, by its path or address.
    pub document: Arc<str>,
    /// Whose report it is.
    pub agency: Arc<str>,
    /// Its year.
    pub year: u16,
    /// Where in the document.
    pub place: Place,
    /// The cells that stand there, by the ids of its format, each with its labels and its figure.
    pub cells: Vec<CellElsewhere>,
}

/// A cell of another report.
#[derive(Debug, Clone, PartialEq)]
pub struct CellElsewhere {
    /// Its place.
    pub location: LogicalLocation,
    /// The label of its row.
    pub row: String,
    /// The label of its column.
    pub column: String,
    /// Its figure.
    pub figure: Decimal,
}

/// Why a comment does not do what it says.
#[allow(missing_docs)] // The words above each variant name its fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IgnoreFault {
    /// Something else stands in its line.
    NotAlone,
    /// It names no rule.
    NoRule,
    /// It names a rule that is none.
    UnknownRule { found: String, near: Option<&'static str> },
    /// There is nothing to ignore by this rule.
    Idle { rule: String },
}

/// What stands where a table should.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Instead {
    /// Nothing at all.
    Nothing,
    /// Its header, without rows.
    Header,
    /// Prose.
    Prose,
}

/// What was left to fill in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leftover {
    /// A note that says what to write: （请填写……）.
    Note,
    /// A mark that stands for a number or a name: XX.
    Mark,
    /// A year with a digit open: 202X.
    Year,
    /// The line of a form: ____.
    Line,
    /// A unit without its figure: 共公开政府信息条.
    Unit,
}

impl Leftover {
    /// All of them.
    pub const ALL: [Leftover; 5] =
        [Leftover::Note, Leftover::Mark, Leftover::Year, Leftover::Line, Leftover::Unit];
}

/// One side of an equation.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// Its addends.
    pub terms: Vec<(CellIndex, Decimal)>,
    /// What they add up to.
    pub sum: Decimal,
}

/// What a place has to do with a finding.
#[allow(missing_docs)] // The words above each variant name its fields.
#[derive(Debug, Clone, PartialEq)]
pub enum Note {
    /// It is an addend of the equation that cell `of` answers for.
    Addend { cell: CellIndex, figure: Decimal, of: CellIndex },
    /// The equation that it answers for does not hold.
    Unequal { cell: CellIndex, left: Side, right: Side },
    /// What is missing belongs before it.
    BelongsBefore,
    /// What is missing belongs behind it.
    BelongsAfter,
    /// It is the first of two.
    First,
    /// It is a heading that should have the number of this section.
    NumberOf { section: SectionIndex },
    /// It is a heading of a part of this section.
    PartOf { section: SectionIndex },
    /// It is as the first one is.
    Likewise,
    /// It is a cell of which a sentence speaks.
    Cell { spot: prose::Spot, figure: Decimal },
}

/// A way to mend a finding.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion<B = InReport> {
    /// What it does.
    pub kind: SuggestionKind,
    /// Whether it is certainly the right one.
    pub preferred: bool,
    /// The edits, which do not overlap.
    pub edits: Vec<(Span<B>, String)>,
}

/// What a suggestion does.
#[allow(missing_docs)] // The words above each variant name its fields.
#[derive(Debug, Clone, PartialEq)]
pub enum SuggestionKind {
    /// Inserts sections that follow one another, some of them with their tables.
    InsertSections { sections: Vec<SectionIndex>, tables: bool },
    /// Inserts all sections.
    InsertAll,
    /// Writes the official heading.
    Heading { section: SectionIndex },
    /// Writes the numbers of the format before so many headings.
    Numbers { count: usize },
    /// Numbers so many headings as parts of a section: （一）.
    Parts { section: SectionIndex, count: usize },
    /// Inserts a table to fill in.
    InsertTable,
    /// Writes the official label.
    Label { row: RowIndex },
    /// Inserts the figure that is missing.
    InsertFigure { column: ColumnIndex, figure: Decimal },
    /// Writes the figure that is meant.
    Figure { figure: Decimal },
    /// Writes ordinary characters, in so many places.
    Ordinary { places: usize },
    /// Writes zeros.
    Zeros { count: usize },
    /// Writes ordinary signs, in so many places.
    Signs { places: usize },
    /// Writes something else into a sentence.
    Say { figure: String },
    /// Writes what a sentence says into its cell, after which so many equations that hold do not.
    Fill { spot: prose::Spot, figure: Decimal, breaks: usize },
    /// Parts figures that ran together, joins one that was cut, or leaves out one too many.
    Recount { recount: Recount },
    /// Moves the figures of a row into the next one.
    Move { what: Move },
    /// Changes figures so that equations hold.
    Change { repair: Repair },
}
