//! What stands where.

use gouji::syntax::Line::{Blank, Heading, Text as Plain};
use gouji::syntax::{SegmentKind, lines, parse, sections, segments};
use gouji::text::Text;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::PIECES;

proptest! {
    /// What was derived from a section holds as long as its text does.
    #[test]
    fn units_tile_the_text_and_a_section_reads_the_same_alone(pieces in vec(select(&PIECES[..]), 0..60)) {
        let text = Text::from(pieces.concat().as_str());
        let tree = parse(&text);
        let mut end = 0;
        for segment in segments(&tree) {
            prop_assert_eq!(segment.range.start, end);
            end = segment.range.end;
            let sections = sections(&tree, &segment);
            if segment.kind != SegmentKind::Loose {
                prop_assert_eq!(sections[0].start, segment.range.start);
                prop_assert_eq!(sections.last().unwrap().end, segment.range.end);
            }
            for section in sections {
                let alone = Text::from(&*text.slice(section.clone()));
                let here: Vec<_> = lines(&tree, section.clone())
                    .into_iter()
                    .map(|(line, range)| (line, range.start - section.start..range.end - section.start))
                    .collect();
                prop_assert_eq!(here[0].0, Heading);
                prop_assert_eq!(here, lines(&parse(&alone), 0..alone.len()));
            }
        }
        prop_assert_eq!(end, text.len());
    }
}

#[test]
fn units_are_reports_loose_sections_and_what_stands_before() {
    let text = Text::from(
        "标题\n\n（一）甲乙\n二、主动公开政府信息情况\n0\n一、总体情况\n甲\n三、收到和处理\n一、总体情况\n",
    );
    let tree = parse(&text);
    let found: Vec<_> = segments(&tree)
        .iter()
        .map(|segment| {
            (segment.kind, text.slice(segment.range.clone()).lines().count(), sections(&tree, segment).len())
        })
        .collect();
    assert_eq!(
        found,
        [
            (SegmentKind::Loose, 3, 0),
            (SegmentKind::Section, 2, 1),
            (SegmentKind::Report, 3, 2),
            (SegmentKind::Report, 1, 1)
        ]
    );
}

#[test]
fn lines_are_those_that_overlap_the_range() {
    let text = Text::from("甲\n\n乙丙\n丁");
    let tree = parse(&text);
    assert_eq!(lines(&tree, 5..6), [(Plain, 5..12)]);
    assert_eq!(lines(&tree, 4..5), [(Blank, 4..5)]);
    assert_eq!(lines(&tree, 8..13), [(Plain, 5..12), (Plain, 12..15)]);
    assert_eq!(lines(&tree, 12..99), [(Plain, 12..15)]);
    assert_eq!(lines(&tree, 5..5), []);
    assert_eq!(lines(&tree, 15..15), []);
}
