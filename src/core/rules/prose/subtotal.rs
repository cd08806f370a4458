//! Lists of parts against their whole.
//!
//! Invariant: a list is held to add up only where it says that it is whole (分别为, or 包括 … 其他N条), and to be too
//! much only where its parts exclude one another by the way they are listed.

use std::ops::Range;

use rust_decimal::Decimal;

use super::super::Rule;
use super::super::finding::{Finding, ProseFault};
use super::super::section_view::SectionView;
use super::{Sentence, finding, said, sentences};
use crate::format::Format;
use crate::prose::{Exactness, Figure, Passage, Spot};
use crate::span::InSection;

/// `text/subtotal`: the parts that a sentence lists are not its total.
pub fn subtotal(view: &SectionView<'_>, rule: &Rule) -> Vec<Finding<InSection>> {
    let mut findings = Vec::new();
    for passage in view.prose() {
        for sentence in sentences(passage) {
            for list in lists(view.format, passage, &sentence) {
                let parts: Vec<Decimal> = list.parts.iter().map(|part| part.number.value).collect();
                let sum: Decimal = parts.iter().copied().sum();
                let whole = &list.whole.number;
                let is_wrong = match list.is_closed {
                    true => !whole.allows(sum),
                    false => list.excludes && whole.exactness == Exactness::Exact && sum > whole.value,
                };
                if !is_wrong || list.parts.iter().any(|part| part.number.exactness != Exactness::Exact) {
                    continue;
                }
                let last = list.parts[list.parts.len() - 1];
                let range = whole.range.start..last.number.whole.end;
                let fault = ProseFault::Subtotal { said: said(passage, &whole.whole).to_owned(), parts, sum };
                findings.push(finding(rule, passage, &range, fault));
            }
        }
    }
    findings
}

struct List<'a> {
    whole: &'a Figure,
    parts: Vec<&'a Figure>,
    /// Whether it says that nothing is left out.
    is_closed: bool,
    /// Whether no two parts can be of the same things.
    excludes: bool,
}

/// What begins a list, and whether it then is whole: in itself, or where it ends with the others.
const MARKS: [(&str, Option<bool>); 9] = [
    ("分别为", Some(true)),
    ("分别是", Some(true)),
    ("分别位于", Some(true)),
    ("分别设", Some(true)),
    ("具体为", Some(true)),
    ("其中", Some(false)),
    ("包括", Some(false)),
    ("包含", Some(false)),
    ("含", None),
];

/// The lists of a sentence: for each mark the figures behind it, by their units.
fn lists<'a>(format: &Format, passage: &'a Passage, sentence: &Sentence<'a>) -> Vec<List<'a>> {
    let figures = sentence.figures;
    let mut lists = Vec::new();
    for at in 1..figures.len() {
        let before = &figures[at - 1];
        let gap = said(passage, &(before.number.whole.end..figures[at].number.whole.start));
        // （含…）, （其中…）, or only brackets.
        let words = gap.trim_start_matches(['，', ',', '；', ';', '：', ':', '（', '(']);
        let mark = MARKS.iter().find(|(mark, _)| words.starts_with(mark) || starts_behind(gap, mark));
        let opens = figures[at].depth > before.depth;
        let Some(closes) = mark.map(|(_, closes)| *closes).or(opens.then_some(Some(false))) else { continue };
        let depth = figures[at].depth;
        let run = &figures[at..];
        // 18件，比2024年（21件）减少3件，其中…: of the 18, never of the difference.
        let differs = before.is_change;
        let beside =
            |figure: &Figure| figure.is_change || figure.depth > depth || figure.number.is_percentage();
        let Some(from) = (match differs {
            true => figures[..at].iter().rposition(|figure| !beside(figure)),
            false => at.checked_sub(2).or(Some(0)),
        }) else {
            continue;
        };
        let to = if differs { from + 1 } else { at };
        let before = &figures[to - 1];
        // 其中：第三方权益2件；内部事务1件, but of 其中第三方权益2件、内部事务1件；无法提供6件 the last is no part.
        let by_stops = |index: usize| {
            let gap = run[index - 1].number.whole.end..run[index].number.whole.start;
            said(passage, &gap).contains(['；', ';'])
        };
        let leads = gap.ends_with(['：', ':']) || gap.contains("：") && mark.is_some();
        let end = (1..run.len())
            .find(|index| {
                let figure = &run[*index];
                figure.depth < depth
                    || figure.depth == depth
                        && (ends_list(passage, &run[index - 1], figure)
                            || by_stops(*index) && !(leads && (1..*index).all(by_stops)))
            })
            .unwrap_or(run.len());
        let run: Vec<&Figure> = run[..end]
            .iter()
            .filter(|figure| figure.depth == depth && !figure.number.is_percentage())
            .collect();
        // What the list is of stands just before it, perhaps with how many persons that were.
        for whole in
            figures[from..to].iter().filter(|whole| whole.depth <= depth && !whole.number.is_percentage())
        {
            let parts: Vec<&Figure> = run
                .iter()
                .copied()
                .filter(|part| {
                    part.number.unit == whole.number.unit
                        || is_sheet(&part.number.unit) && is_sheet(&whole.number.unit)
                })
                .collect();
            let other_wholes =
                figures[from..to].iter().filter(|other| other.number.unit == whole.number.unit).count();
            let nearest = std::ptr::eq(whole, before)
                || other_wholes == 1 && before.number.unit != whole.number.unit && shares_unit(&run, before);
            if parts.len() < 2
                || !nearest
                || parts.iter().any(|part| part.is_change || part.when != whole.when)
            {
                continue;
            }
            // 预算30条、决算20条，分别为: the list may be of both.
            let of_both =
                figures[..at].iter().rposition(|other| std::ptr::eq(other, whole)).is_some_and(|index| {
                    let joins =
                        |gap: &str| gap.starts_with(['、', '和', '与', '及']) || gap.starts_with("以及");
                    index > 0
                        && figures[index - 1].number.unit == whole.number.unit
                        && joins(said(
                            passage,
                            &(figures[index - 1].number.whole.end..whole.number.whole.start),
                        ))
                });
            // 增加栏目3个，其中政策类2个、其他1个
            let sum: Decimal = parts.iter().map(|part| part.number.value).sum();
            let is_of_difference = differs && figures[from..at].iter().any(|one| one.number.value == sum);
            if of_both || is_of_difference || is_nested(format, &parts) {
                continue;
            }
            let last = parts[parts.len() - 1];
            let is_open = said(passage, &last.right).starts_with('等')
                || said(passage, &(last.number.whole.end..sentence.range.end)).starts_with("等");
            let ends_with_others =
                ["其他", "其它"].iter().any(|word| said(passage, &last.left).starts_with(word));
            let is_all = run.len() == parts.len()
                || std::ptr::eq(whole, before)
                    && shares_unit(&run, figures.get(at.wrapping_sub(2)).unwrap_or(before));
            // 其中甲4件，乙3件、其他1件: of the second level alone.
            let separator = |pair: &[&Figure]| {
                said(passage, &(pair[0].number.whole.end..pair[1].number.whole.start)).chars().next()
            };
            let is_even = parts.windows(3).all(|three| separator(&three[..2]) == separator(&three[1..]));
            let is_closed = !is_open
                && is_all
                && (closes == Some(true) || is_even)
                && match closes {
                    Some(true) => true,
                    Some(false) => ends_with_others,
                    None => false,
                };
            lists.push(List { whole, excludes: excludes(passage, &parts), parts, is_closed });
        }
    }
    lists
}

/// Whether one of the parts has parts of its own among them: 直接起诉4件，维持3件.
fn is_nested(format: &Format, parts: &[&Figure]) -> bool {
    let cells = |part: &Figure| part.tie.alternatives.first().cloned().unwrap_or_default();
    parts.windows(2).any(|pair| {
        let (whole, part) = (cells(pair[0]), cells(pair[1]));
        let in_rows = |spot: &Spot| {
            let same_row = |other: &Spot| other.table == spot.table && other.cell.row == spot.cell.row;
            whole.iter().any(same_row) && !whole.contains(spot)
        };
        let is_total = |spot: &Spot| format.tables[spot.table].columns[spot.cell.column].id == "total";
        let of_row = whole.iter().all(is_total) && part.iter().all(in_rows);
        let of_reason = part.len() < whole.len() && part.iter().all(|spot| whole.contains(spot));
        !part.is_empty() && (of_row || of_reason)
    })
}

/// Whether a mark stands behind the words that end the whole: 条公开信息，其中.
fn starts_behind(gap: &str, mark: &str) -> bool {
    gap.split(['，', ',', '；', '：', ':']).skip(1).take(1).any(|clause| clause.starts_with(mark))
}

fn shares_unit(run: &[&Figure], figure: &Figure) -> bool {
    run.iter().any(|part| part.number.unit == figure.number.unit)
}

/// Units of what is published, which mix in one list.
fn is_sheet(unit: &str) -> bool {
    matches!(unit, "条" | "篇" | "则")
}

/// Whether a figure stands in another statement than the list before it.
fn ends_list(passage: &Passage, before: &Figure, figure: &Figure) -> bool {
    let left = said(passage, &figure.left);
    const BEGINS: [&str; 24] = [
        "其中", "包括", "分别", "具体", "另", "此外", "同时", "全年", "共", "累计", "本年", "通过", "同比",
        "较", "比", "增", "下降", "减", "占", "平均", "点击", "阅读", "开展", "组织",
    ];
    let gap = said(passage, &(before.number.whole.end..figure.number.whole.start));
    BEGINS.iter().any(|word| left.starts_with(word))
        || gap.contains(['。', '\n'])
        || left.is_empty() && figure.number.unit.is_empty()
}

/// Whether parts are listed as such: with 、 or 和 between them all, or in brackets.
fn excludes(passage: &Passage, parts: &[&Figure]) -> bool {
    // One thing may have been published by several channels.
    const CHANNELS: [&str; 11] =
        ["网", "号", "微", "平台", "媒体", "客户端", "栏", "渠道", "屏", "多种", "同时"];
    let by_channel = |part: &&Figure| CHANNELS.iter().any(|word| said(passage, &part.left).contains(word));
    if parts.iter().any(by_channel) {
        return false;
    }
    parts.windows(2).all(|pair| {
        let gap: Range<usize> = pair[0].number.whole.end..pair[1].number.whole.start;
        let gap = said(passage, &gap);
        gap.starts_with('、') || gap.starts_with('和') || gap.starts_with("及")
    })
}
