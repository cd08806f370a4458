//! One section of a report, from its heading to the next section's.
//!
//! Invariant: what a section is follows from its own text alone, so that it is read again only when an edit
//! touches it.

use std::ops::Range;

use super::content::Content;
use super::head::head;
use super::heading::{Heading, heading, leads_to_page};
use super::ignore::{Ignore, covered};
use super::lexicon::Lexicon;
use super::normal::significant;
use super::pieces::rejoin;
use super::plain::Plain;
use super::preamble::Said;
use super::raw::{RawRow, RawTable};
use super::raw_rows::raw_rows;
use super::run_in::run_in;
use super::table::table;
use super::{Section, fields, title, years};
use crate::format::SectionIndex;
use crate::span::Span;
use crate::syntax::Line;

/// A section whose rows were found but not yet compared with a format.
pub struct Draft<'a> {
    text: &'a str,
    lines: &'a [(Line, Range<usize>)],
    ignores: &'a [Ignore],
    plain: Option<&'a Plain>,
    html: &'a [Range<usize>],
    lexicon: &'a Lexicon,
    rows: Vec<RawRow>,
    /// How many signs of each format stand in it.
    pub signs: Vec<usize>,
    /// The years named in it.
    pub years: Vec<u16>,
}

impl<'a> Draft<'a> {
    /// Finds the rows in a section, whose first line is its heading.
    pub fn new(content: &'a Content, lexicon: &'a Lexicon) -> Draft<'a> {
        let Content { text, lines, ignores, plain, html } = content;
        let body = lines.get(1..).unwrap_or_default();
        let rows = rejoin(text, raw_rows(text, &fields::fields(text, body), lexicon), lexicon);
        let stands = |sign: &String| rows.iter().any(|row| row.label.contains(sign.as_str()));
        let signs = match rows.iter().any(|row| !row.cells.is_empty()) {
            true => lexicon
                .formats
                .iter()
                .map(|(_, words)| words.signs.iter().filter(|sign| stands(sign)).count())
                .collect(),
            false => vec![0; lexicon.formats.len()],
        };
        const FAR: usize = 40;
        let years = years::named(text).map(|(_, year)| year).take(FAR).collect();
        Draft { text, lines, ignores, plain: plain.as_ref(), html, lexicon, rows, signs, years }
    }

    /// Compares the rows with the format of this index.
    pub fn read(self, format: usize) -> Section {
        let (layout, words) = &self.lexicon.formats[format];
        let line = |at: usize| self.lines.get(at).map(|(_, range)| range.clone());
        let next = self.lines.iter().skip(1).find(|(kind, _)| *kind != Line::Blank);
        let next = next.filter(|(kind, _)| *kind == Line::Text).map(|(_, range)| range.clone());
        let heading = heading(self.text, line(0).unwrap_or(0..0), next, words);
        let others = self.lines.iter().skip(1).filter(|(kind, _)| *kind == Line::Heading);
        // What is numbered as a paragraph and is no section's heading has no number: it is a paragraph.
        let others: Vec<Heading> = others
            .map(|(_, range)| super::heading::heading(self.text, range.clone(), None, words))
            .filter(|heading| heading.number > 0)
            .collect();
        let rules: Vec<usize> =
            self.lines.iter().filter(|(kind, _)| *kind == Line::Rule).map(|(_, range)| range.start).collect();
        let source = RawTable { text: self.text, rows: &self.rows, rules: &rules };
        let mut tables: Vec<super::Table> = Vec::new();
        if self.rows.iter().any(|row| !row.cells.is_empty() || !row.gaps.is_empty()) || heading.kind.is_some()
        {
            for (kind, in_format) in layout.tables.indexed() {
                let own = heading.kind == Some(in_format.section);
                tables.extend(table(&source, kind, in_format, &words.tables[kind], own));
            }
        }
        for table in &mut tables {
            let words = &words.tables[table.kind].head;
            table.head = Span::new(head(self.text, self.lines, heading.range.end, table.range.start, words));
        }
        let body = body(self.text, self.lines, &heading);
        // What runs on behind the heading's own words is prose too.
        let said = heading.range.end.min(body.start)..body.end;
        let ignores = self.ignores.iter().cloned().map(|comment| Ignore {
            covers: covered(self.text, self.lines, &tables, comment.range.end),
            ..comment
        });
        let section = Section {
            kind: heading.kind,
            ignores: ignores.collect(),
            html: self.html.iter().cloned().map(Span::new).collect(),
            run_in: run_in(self.text, self.lines, self.lexicon),
            listing: is_listing(self.text, below(self.lines, &heading)),
            others,
            prose: prose(self.text, self.lines, &heading, &tables),
            said: match heading.kind {
                Some(SectionIndex::FIRST) => Said::of_section(&self.text[said]),
                _ => Said::default(),
            },
            body: Span::new(body),
            heading,
            tables,
            format,
            signs: self.signs,
            years: self.years,
            next_title: title::last(self.text, self.lines.get(1..).unwrap_or_default()),
            length: self.text.len(),
        };
        match self.plain {
            Some(plain) => plain.section(section),
            None => section,
        }
    }
}

/// The lines below the heading, which may be wrapped.
fn below<'a>(lines: &'a [(Line, Range<usize>)], heading: &Heading) -> &'a [(Line, Range<usize>)] {
    let wrapped = lines.iter().skip(1).take_while(|(_, range)| range.start < heading.range.end).count();
    lines.get(1 + wrapped..).unwrap_or_default()
}

/// Whether lines are those of a table of contents: short and numbered, or leading to a page.
fn is_listing(text: &str, lines: &[(Line, Range<usize>)]) -> bool {
    const LONGEST: usize = 60;
    lines.iter().all(|(kind, range)| {
        let line = text[range.clone()].trim();
        let numbered = || {
            let number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十附第".contains(c);
            line.trim_start_matches(['（', '(', '-', '*', '[', ' ']).starts_with(number)
        };
        line.is_empty()
            || matches!(kind, Line::Text | Line::Figures | Line::Tab | Line::Subheading | Line::Heading)
                && line.chars().count() <= LONGEST
                && !line.contains(['。', '；'])
                && (numbered() || leads_to_page(line))
    })
}

/// From the first to the last line below the heading that is not blank; empty, at the end of the heading's line,
/// where there is none.
fn body(text: &str, lines: &[(Line, Range<usize>)], heading: &Heading) -> Range<usize> {
    let filled = |(kind, range): &&(Line, Range<usize>)| {
        *kind != Line::Blank && !text[range.clone()].trim().is_empty()
    };
    let below = below(lines, heading);
    match (below.iter().find(filled), below.iter().rfind(filled)) {
        (Some(first), Some(last)) => super::normal::trimmed(text, first.1.start..last.1.end),
        _ => {
            let end =
                lines.first().map_or(0, |(_, range)| range.start + text[range.clone()].trim_end().len());
            let end = end.max(heading.range.end);
            end..end
        }
    }
}

/// How many characters that count stand outside tables, at most a few hundred: enough to know an empty section.
fn prose(text: &str, lines: &[(Line, Range<usize>)], heading: &Heading, tables: &[super::Table]) -> usize {
    const ENOUGH: usize = 400;
    let in_table = |range: &Range<usize>| {
        tables.iter().any(|table| range.start < table.range.end && range.end > table.range.start)
    };
    let mut count = 0;
    // What runs on behind the heading's own words is prose too.
    let behind =
        lines.first().and_then(|(_, range)| text.get(heading.range.end..range.end)).unwrap_or_default();
    count += behind.chars().filter(|c| significant(*c).is_some()).take(ENOUGH).count();
    for (kind, range) in below(lines, heading) {
        if count >= ENOUGH {
            break;
        }
        if matches!(kind, Line::Text | Line::Figures | Line::Subheading | Line::Heading) && !in_table(range) {
            count += text[range.clone()].chars().filter(|c| significant(*c).is_some()).take(ENOUGH).count();
        }
    }
    count
}
