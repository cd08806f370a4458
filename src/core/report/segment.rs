//! One segment of the tree: its sections, read by one format.
//!
//! Invariant: what a segment is follows from its own text alone.

use std::ops::Range;
use std::sync::Arc;

use super::content::{self, Content};
use super::ignore::{Ignore, covered};
use super::lexicon::Lexicon;
use super::plain::Plain;
use super::run_in::{RunIn, run_in};
use super::section::Draft;
use super::title::{self, Opening};
use super::years::most_frequent;
use super::{Section, heading};
use crate::format::SectionIndex;
use crate::syntax::{Line, Segment, SegmentKind, Tree, lines, sections};
use crate::text::Text;

/// What was read in one segment of the tree. Ranges count from its start.
#[derive(Debug)]
pub struct SegmentRead {
    /// The sections, each with its start.
    pub sections: Vec<(usize, Arc<Section>)>,
    /// What a segment that stands before the first section says of the report.
    pub opening: Opening,
    /// The comments in such a segment.
    pub ignores: Vec<Ignore>,
    /// The first line of such a segment that has lost its line breaks.
    pub run_in: Option<RunIn>,
    /// The index of the format by which it was read.
    pub format: usize,
}

/// Reads a segment; `known` gives sections that need not be read again.
pub fn read_segment(
    tree: &Tree,
    text: &Text,
    segment: &[Segment],
    known: &dyn Fn(&Range<usize>) -> Option<Arc<Section>>,
    lexicon: &Lexicon,
) -> SegmentRead {
    let start = segment[0].range.start;
    let mut lost = None;
    let (groups, opening, ignores) = match segment[0].kind {
        SegmentKind::Loose => {
            let range = segment[0].range.clone();
            let groups = bracketed(tree, text, &range, lexicon);
            let range = range.start..groups.first().map_or(range.end, |first| first.start);
            let Content { text, lines, mut ignores, plain, .. } = Content::of(tree, text, range);
            for ignore in &mut ignores {
                ignore.covers = covered(&text, &lines, &[], ignore.range.end);
            }
            lost = run_in(&text, &lines, lexicon);
            let mut opening = title::first(&text, &lines);
            if let Some(lost) = &lost
                && opening.title.is_none()
            {
                opening = opening.or_nearer(lost.opening.clone());
            }
            if let Some(plain) = plain {
                ignores = ignores.into_iter().map(|ignore| plain.ignore(ignore)).collect();
                opening = plain.opening(opening);
                lost = lost.map(|lost| plain.run_in(lost));
            }
            (groups, opening, ignores)
        }
        _ => (groups(tree, text, segment, lexicon), Opening::default(), Vec::new()),
    };
    // What is known of each section: read before, or a draft of it.
    let sources: Vec<Source> = groups
        .into_iter()
        .map(|range| match known(&range) {
            Some(section) => (range, Known::Read(section)),
            None => {
                let content = Content::of(tree, text, range.clone());
                (range, Known::Content(content))
            }
        })
        .collect();
    let mut drafts: Vec<Option<Draft<'_>>> = sources
        .iter()
        .map(|(_, known)| match known {
            Known::Read(_) => None,
            Known::Content(content) => Some(Draft::new(content, lexicon)),
        })
        .collect();
    let format = choose_format(&sources, &drafts, lexicon);
    let mut read = Vec::with_capacity(sources.len());
    for (at, (range, known)) in sources.iter().enumerate() {
        let section = match known {
            Known::Read(section) if section.format == format => section.clone(),
            Known::Read(_) => {
                Arc::new(Draft::new(&Content::of(tree, text, range.clone()), lexicon).read(format))
            }
            Known::Content(_) => match drafts[at].take() {
                Some(draft) => Arc::new(draft.read(format)),
                None => continue,
            },
        };
        read.push((range.start - start, section));
    }
    SegmentRead { sections: read, opening, ignores, run_in: lost, format }
}

type Source = (Range<usize>, Known);

enum Known {
    Read(Arc<Section>),
    Content(Content),
}

/// The format whose signs stand in the text; where none do, the one for the year most often named; else the newest.
fn choose_format(sources: &[Source], drafts: &[Option<Draft<'_>>], lexicon: &Lexicon) -> usize {
    let mut signs = vec![0; lexicon.formats.len()];
    let mut years: Vec<u16> = Vec::new();
    for ((_, known), draft) in sources.iter().zip(drafts) {
        let (of_signs, of_years) = match (known, draft) {
            (Known::Read(section), _) => (&section.signs, &section.years),
            (_, Some(draft)) => (&draft.signs, &draft.years),
            (_, None) => continue,
        };
        signs.iter_mut().zip(of_signs).for_each(|(sum, count)| *sum += count);
        years.extend(of_years);
    }
    let most = signs.iter().copied().max().unwrap_or(0);
    if most > 0 {
        return signs.iter().position(|count| *count == most).unwrap_or(0);
    }
    let by_year = most_frequent(&years)
        .and_then(|year| lexicon.formats.iter().position(|(format, _)| format.covers(year)));
    by_year.unwrap_or(0)
}

/// The sections of the report, each with the headings that are not sections' (rows of a table, numbered
/// paragraphs) which follow it. Where a heading is there as the form has it, words and number, others with words
/// like it are paragraphs: section one may well speak of 一、主动公开政府信息情况.
fn groups(tree: &Tree, text: &Text, segment: &[Segment], lexicon: &Lexicon) -> Vec<Range<usize>> {
    let read = |range: Range<usize>| {
        let heading = heading_of(text, &range, lexicon);
        (range, heading)
    };
    let all: Vec<_> = segment.iter().flat_map(|segment| sections(tree, segment)).map(read).collect();
    let official: Vec<SectionIndex> =
        all.iter().filter_map(|(_, heading)| heading.kind.filter(|_| heading.is_official())).collect();
    let mut groups: Vec<Range<usize>> = Vec::new();
    for (range, heading) in all {
        let is_section = heading.kind.is_some_and(|kind| heading.is_official() || !official.contains(&kind));
        match groups.last_mut() {
            Some(group) if !is_section => group.end = range.end,
            _ => groups.push(range),
        }
    }
    groups
}

/// The sections in what the tree takes for loose lines, where all their headings are numbered as （一）总体情况: most
/// of the sections of a format, each by its words and its number.
fn bracketed(tree: &Tree, text: &Text, segment: &Range<usize>, lexicon: &Lexicon) -> Vec<Range<usize>> {
    const MOST: usize = 4;
    let subheadings = lines(tree, segment.clone()).into_iter().filter(|(kind, _)| *kind == Line::Subheading);
    let mut starts: Vec<(usize, SectionIndex)> = Vec::new();
    for (_, line) in subheadings {
        let kind = heading_of(text, &(line.start..segment.end), lexicon).kind;
        let is_next = |kind: &SectionIndex| starts.last().is_none_or(|(_, last)| kind > last);
        starts.extend(kind.filter(is_next).map(|kind| (line.start, kind)));
    }
    if starts.len() < MOST || starts[0].1 != SectionIndex::FIRST {
        return Vec::new();
    }
    let ends = starts.iter().skip(1).map(|(start, _)| *start).chain([segment.end]);
    starts.iter().zip(ends).map(|((start, _), end)| *start..end).collect()
}

/// The heading of the section of the tree at `range`, by the first format that knows it.
fn heading_of(text: &Text, range: &Range<usize>, lexicon: &Lexicon) -> heading::Heading {
    const FAR: usize = 600;
    let head = text.slice(range.start..range.end.min(range.start + FAR));
    let head = Plain::of(&head).map_or(head, |plain| plain.text.into());
    let head = content::own(&head);
    let mut ends = head.split_inclusive(['\n', '\r']).scan(0, |end, line| {
        *end += line.len();
        Some(*end)
    });
    let first = ends.next().unwrap_or(head.len());
    let next = ends.find(|end| !head[first..*end].trim().is_empty()).map(|end| first..end);
    let by = |words| heading::heading(&head, 0..first, next.clone(), words);
    let mut known =
        lexicon.formats.iter().map(|(_, words)| by(words)).filter(|heading| heading.kind.is_some());
    known.next().unwrap_or_else(|| by(&lexicon.formats[0].1))
}
