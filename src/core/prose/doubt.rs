//! What puts a figure in doubt that its own clause leaves clear: what stands around it, in its sentence or its paragraph.
//!
//! Invariant: a doubt takes cells or certainty away, and never gives any.

use std::ops::Range;

use rust_decimal::Decimal;

use super::source::Source;
use super::token::Token;
use super::topic::TOPIC;
use super::{Figure, Spot, Statement, Tie};
use crate::format::prose::Tag;
use crate::format::{Format, RowIndex, TableIndex};

/// 办理行政复议案件20件，其中涉及政府信息公开的3件: where some of the disputes of a paragraph are the report's, those before
/// them are of more.
pub fn set_apart_disputes(
    text: &str,
    sentences: &[Range<usize>],
    figures: &mut [Figure],
    table: Option<TableIndex>,
) {
    let mut figures = figures.iter_mut().rev().peekable();
    let mut start = text.len();
    while start > 0 {
        let end = start;
        start = text[..end].trim_end_matches('\n').rfind('\n').map_or(0, |at| at + 1);
        let paragraph = &text[start..end];
        let narrows = |at: &usize| {
            let before = &paragraph[..*at];
            let behind = &paragraph[at + TOPIC.len()..];
            let before = before.strip_suffix("政府").unwrap_or(before);
            before.ends_with(['涉', '类', '非', '与'])
                || before.ends_with("涉及")
                || before.ends_with("其中")
                || behind.starts_with('类')
        };
        let last =
            paragraph.match_indices(TOPIC).map(|(at, _)| at).filter(narrows).last().map(|at| start + at);
        while let Some(figure) = figures.next_if(|figure| figure.number.range.start >= start) {
            let of_disputes = figure.tie.alternatives.iter().flatten().any(|spot| Some(spot.table) == table);
            // …行政复议12件。其中维持9件: of what the sentence before says.
            let own = &sentences[figure.sentence];
            let goes_on = figure.sentence > 0 && text[own.start..].starts_with("其中") && own.start > start;
            let from = if goes_on { sentences[figure.sentence - 1].start } else { own.start };
            let said = from..figure.number.range.start;
            // 其中 stands before its topic, and so does what it is a part of.
            if of_disputes && last.is_some_and(|last| last > figure.right.end) && !text[said].contains(TOPIC)
            {
                figure.tie = Tie::default();
            }
        }
    }
}

/// Two figures of one sentence that would stand for the same cells, and are not the same: one of them is of less.
pub fn doubt_rivals(format: &Format, figures: &mut [Figure]) {
    for at in 1..figures.len() {
        let (before, rest) = figures.split_at_mut(at);
        let figure = &mut rest[0];
        if figure.tie.alternatives.is_empty() {
            continue;
        }
        let rivals = before.iter_mut().rev().take_while(|other| other.sentence == figure.sentence);
        for other in rivals {
            if other.tie.alternatives == figure.tie.alternatives && other.in_table() != figure.in_table() {
                // 行政许可127件（施工许可42件）: the kind alone is of less.
                let is_kind = figure.is_part && !other.is_part && figure.in_table() < other.in_table();
                other.tie.is_doubtful |= !(is_kind && is_decision(format, &figure.tie));
                figure.tie.is_doubtful = true;
            }
        }
    }
}

/// Whether it is of decisions: 行政许可, 行政处罚, 行政强制.
fn is_decision(format: &Format, tie: &Tie) -> bool {
    let table = |spot: &Spot| &format.tables[spot.table];
    tie.alternatives
        .iter()
        .flatten()
        .all(|spot| table(spot).id == "disclosure" && table(spot).columns[spot.cell.column].id == "decisions")
}

/// 交管行政许可12件 is all of them where the passage tells of decisions of other rows, too, and of these only once.
pub fn doubt_kinds(format: &Format, figures: &mut [Figure]) {
    let Some(table) = format.table("disclosure") else { return };
    // The decisions, and the fees that may be told beside them.
    let row_of = |figure: &Figure| -> Option<RowIndex> {
        let spot = figure.tie.alternatives.first()?.first().filter(|spot| spot.table == table)?;
        let id = format.tables[table].rows[spot.cell.row].id.as_str();
        matches!(id, "permits" | "penalties" | "coercion" | "fees").then_some(spot.cell.row)
    };
    let said: Vec<(RowIndex, Decimal)> =
        figures.iter().filter_map(|figure| Some((row_of(figure)?, figure.in_table()))).collect();
    for figure in figures.iter_mut().filter(|figure| figure.tie.is_of_kind) {
        let Some(row) = row_of(figure) else { continue };
        let is_one = said.iter().all(|(other, value)| *other != row || *value == figure.in_table());
        let tells_more = said.iter().any(|(other, _)| *other != row);
        figure.tie.is_doubtful |= !is_one || !tells_more;
    }
}

/// What a paragraph says of applications, where these may be of anything.
pub fn doubt_applications(figures: &mut [Figure], statements: &mut [Statement], table: Option<TableIndex>) {
    let of_applications = |tie: &Tie| tie.alternatives.iter().flatten().any(|spot| Some(spot.table) == table);
    // Who has neither applications nor disputes speaks of 公开, whatever the words.
    let alone = statements.len() == 1;
    let statements = statements.iter_mut().map(|said| &mut said.tie).filter(|_| alone);
    let ties = figures.iter_mut().map(|figure| &mut figure.tie).chain(statements);
    ties.filter(|tie| of_applications(tie)).for_each(|tie| tie.is_doubtful = true);
}

/// Whether a figure is an end of a range: 11件至30件.
pub fn is_of_range(text: &str, whole: &Range<usize>) -> bool {
    const TO: [char; 7] = ['至', '到', '—', '–', '-', '~', '～'];
    let is_digit = |c: char| c.is_ascii_digit();
    text[whole.end..].strip_prefix(TO).is_some_and(|behind| behind.starts_with(is_digit))
        || text[..whole.start].strip_suffix(TO).is_some_and(|before| {
            let unit = before.chars().next_back();
            unit.is_some_and(|unit| is_digit(unit) || before.trim_end_matches(unit).ends_with(is_digit))
        })
}

/// Whether a remark behind a figure may say that it is of more, or of less: 12件（不含乡镇）.
pub fn is_remarked(text: &str, at: usize, source: &Source<'_>) -> bool {
    let Some(inside) = text[at..].strip_prefix(['（', '(']) else { return false };
    let Some(end) = inside.find(['）', ')', '。', '\n']) else { return false };
    let start = text.len() - inside.len();
    let said = &inside[..end];
    let excludes =
        ["不含", "不包括", "未含", "未包括", "不计", "其他"].iter().any(|word| said.starts_with(word));
    let is_apart = |token: &Token| token.is_unknown() || token.is(Tag::Body);
    excludes
        || !said.contains(|c: char| c.is_ascii_digit())
            && source.tokens(text, start..start + end).iter().any(is_apart)
}
