//! The fingerprint of a finding: the values that it saw.
//!
//! Invariants: the values change whenever a figure changes that the finding speaks of; they are the same in every
//! language, in every shape of a table and in every version of the words, and people can read them.

use rust_decimal::Decimal;

use crate::format::{CellIndex, RowIndex, SectionIndex};
use crate::report::{Report, Value};
use crate::rules::Finding;
use crate::rules::finding::{Detail, Instead, Note, ProseFault, SeriesFault, Side};
use crate::rules::grid::Recount;
use crate::span::{InReport, Span};

/// The values that a finding in `report` saw; empty where it speaks of no value. `quote` gives the text of a range of the report.
pub fn fingerprint(finding: &Finding, report: &Report, quote: &dyn Fn(Span<InReport>) -> String) -> String {
    let format = &report.format;
    let section = |at: SectionIndex| format.sections[at].id.clone();
    let rows = |rows: &[RowIndex]| {
        let ids = rows
            .iter()
            .filter_map(|row| finding.place.map(|place| &format.tables[place.table].rows[*row].id));
        ids.cloned().collect::<Vec<_>>().join(", ")
    };
    let figure = || finding.found.map_or_else(String::new, plain);
    match &finding.detail {
        Detail::NoSections { .. } | Detail::MissingTitle | Detail::LostLineBreaks { .. } => String::new(),
        Detail::IgnoreComment { .. } => String::new(),
        Detail::Prose(fault) => match &**fault {
            ProseFault::Mismatch { said, sum, .. } => format!("{said}, {}", plain(*sum)),
            ProseFault::NotNone { cells, .. } => {
                cells.iter().map(|(_, figure)| plain(*figure)).collect::<Vec<_>>().join(", ")
            }
            ProseFault::Repeated { said, first } => format!("{first}, {said}"),
            ProseFault::Punctuation { found, .. } => found.clone(),
            ProseFault::WrongYear { own, .. } | ProseFault::Period { own } => own.to_string(),
            ProseFault::WrongAgency { own, .. } => own.clone(),
            // What is underlined holds all values.
            _ => String::new(),
        },
        Detail::Series(fault) => series(fault),
        Detail::Placeholder { .. } => {
            let places = [finding.range].into_iter().chain(finding.related.iter().map(|(_, range)| *range));
            places.map(quote).collect::<Vec<_>>().join(" ")
        }
        Detail::UnusualCharacters { invisible, alike } => {
            let mut numbers: Vec<u32> =
                invisible.iter().chain(alike.iter().map(|(c, _)| c)).map(|c| *c as u32).collect();
            numbers.sort_unstable();
            numbers.dedup();
            numbers.iter().map(|number| format!("U+{number:04X}")).collect::<Vec<_>>().join(" ")
        }
        Detail::MissingSections { sections } => {
            sections.iter().map(|at| section(*at)).collect::<Vec<_>>().join(", ")
        }
        Detail::DuplicateSection { section: at } => section(*at),
        Detail::SectionOrder { section: at, after } => format!("{}, {}", section(*after), section(*at)),
        Detail::SectionHeading { section: at, .. } => section(*at),
        Detail::HeadingNumbers { headings } => {
            headings.iter().map(|(at, _)| section(*at)).collect::<Vec<_>>().join(", ")
        }
        Detail::PartsOnTop { headings, .. } => headings.join(", "),
        Detail::UnknownSection { found } => found.clone(),
        Detail::EmptySection { .. } => {
            let own = report
                .sections
                .iter()
                .find(|(start, section)| start + section.heading.range.start == finding.range.start);
            own.map_or_else(String::new, |(start, section)| quote(section.body.in_report(*start)))
        }
        Detail::SupersededFormat { year, .. } => year.to_string(),
        Detail::SupersededRow { instead, .. } => rows(instead),
        Detail::MissingTable { instead } => match instead {
            Instead::Nothing => "nothing".to_owned(),
            Instead::Header => "header".to_owned(),
            Instead::Prose => "prose".to_owned(),
        },
        Detail::MissingRows { rows: missing } => rows(missing),
        Detail::RowOrder { row, after } => rows(&[*after, *row]),
        Detail::UnknownRow { found } | Detail::RowLabel { found, .. } => found.clone(),
        Detail::UnreadableTable | Detail::HtmlTable { .. } => digits(finding, report, quote),
        Detail::DuplicateRow { .. } | Detail::UnreadableRow { .. } | Detail::Unlikely { .. } => {
            cells(finding, report)
        }
        Detail::CellCount { recount: Some(Recount::Missing { figure, .. }), .. } => {
            format!("{}, {}", cells(finding, report), plain(*figure))
        }
        Detail::CellCount { .. } => cells(finding, report),
        Detail::BlankCells { columns, only, .. } => {
            let table = finding.place.map(|place| &format.tables[place.table]);
            let ids = columns.iter().filter_map(|column| Some(table?.columns[*column].id.clone()));
            let ids = ids.collect::<Vec<_>>().join(", ");
            only.map_or_else(|| ids.clone(), |only| format!("{ids} = {}", plain(only)))
        }
        Detail::NotANumber { found, .. } | Detail::OtherUnit { found, .. } => found.clone(),
        Detail::Negative { .. } | Detail::NotAnInteger { .. } => figure(),
        Detail::CellCounts { rows, found, expected } => format!("{rows} × {found}, {expected}"),
        Detail::BlankTable { count, .. } => count.to_string(),
        Detail::NotApplicable { marks, count } => format!("{count} × {}", marks.join(" ")),
        Detail::Slip { .. } => {
            let sums = finding.related.iter().filter_map(|(note, _)| match note {
                Note::Unequal { left, right, .. } => Some(format!("{}, {}", side(left), side(right))),
                _ => None,
            });
            sums.collect::<Vec<_>>().join("; ")
        }
        Detail::Unequal { left, right, .. } => format!("{}, {}", side(left), side(right)),
        Detail::TooSmall { others, .. } => {
            let others = others.iter().map(|(_, figure)| plain(*figure)).collect::<Vec<_>>();
            format!("{}, {}", others.join(", "), figure())
        }
    }
}

/// The values of both reports.
fn series(fault: &SeriesFault) -> String {
    let each = |figures: &[Decimal]| figures.iter().map(|one| plain(*one)).collect::<Vec<_>>().join("+");
    match fault {
        SeriesFault::Follows { found, last, plus, minus } => {
            let term = |sign: char| move |(_, one): &(CellIndex, Decimal)| format!("{sign}{}", plain(*one));
            let terms: String = plus.iter().map(term('+')).chain(minus.iter().map(term('-'))).collect();
            format!("{}{terms}, {}", plain(*last), plain(*found))
        }
        SeriesFault::Growth { said, before, now, .. } => {
            format!("{}, {}, {said}", plain(*before), plain(*now))
        }
        SeriesFault::Copied { share, .. } => format!("{share}%"),
        SeriesFault::Whole { found, parts } => format!("{}, {}", each(parts), plain(*found)),
        SeriesFault::WholeWithout { part } => part.clone(),
        SeriesFault::MissingParts { year, parts } => format!("{year}: {}", parts.join(", ")),
    }
}

/// The figures of a table that has no rows, as they stand in the text.
fn digits(finding: &Finding, report: &Report, quote: &dyn Fn(Span<InReport>) -> String) -> String {
    let places = report.sections.iter().flat_map(|(start, section)| {
        section.tables.iter().map(|table| (table.kind, table.range.in_report(*start)))
    });
    let of_kind = places.filter(|(kind, _)| finding.place.is_some_and(|place| place.table == *kind));
    let texts = of_kind.map(|(_, range)| quote(range)).collect::<Vec<_>>().join(" ");
    let figures = texts.split(|c: char| !c.is_numeric() && c != '.').filter(|figure| !figure.is_empty());
    figures.collect::<Vec<_>>().join(" ")
}

/// One side of an equation: `1+0+0 = 1`.
fn side(side: &Side) -> String {
    let term = |(_, figure): &(CellIndex, Decimal)| plain(*figure);
    let terms = side.terms.iter().map(term).collect::<Vec<_>>().join("+");
    if side.terms.len() == 1 { terms } else { format!("{terms} = {}", plain(side.sum)) }
}

/// What stands in the cells of the row that a finding is about, or of its whole table.
fn cells(finding: &Finding, report: &Report) -> String {
    let Some(place) = finding.place else { return String::new() };
    let tables = report.sections.iter().flat_map(|(_, section)| &section.tables);
    let rows = tables.filter(|table| table.kind == place.table).flat_map(|table| &table.rows);
    let rows = rows.filter(|row| place.row.is_none() || row.kind == place.row).map(|row| {
        let cells = row.cells.as_slice();
        cells.iter().map(|cell| value(&cell.value)).collect::<Vec<_>>().join(" ")
    });
    rows.collect::<Vec<_>>().join("; ")
}

fn value(value: &Value) -> String {
    match value {
        Value::Figure(figure) => plain(*figure),
        Value::Blank => "_".to_owned(),
        Value::NotApplicable(words) | Value::Other(words) => words.clone(),
    }
}

/// A figure without needless zeros.
fn plain(figure: Decimal) -> String {
    figure.normalize().to_string()
}
