//! Sentences made of the figures of the tables.
//!
//! Invariant: a sentence says only what was read with certainty and adds up; where one of its figures is blank,
//! doubtful or stands twice there is no sentence. It is offered where a sentence begins and nowhere else.

use rust_decimal::Decimal;

use super::about::About;
use super::insert::Insert;
use super::layout::is_separator;
use super::matching::{Name, Typed, ordinal};
use super::site::{Site, is_empty};
use super::{Ask, Fit, Item, Kind, Offers, wants_prose};
use crate::assist::{place, words};
use crate::format::Cell;
use crate::report::normal::{is_blank, without_notes};
use crate::rules::grid::Grid;

/// The tables of which sentences are made, each with words of the headings below which its sentence belongs first,
/// and words by which it is asked for besides its own first ones.
const STARTS: [(&str, &str, &[&str]); 3] = [
    ("disclosure", "主动公开", &["规范性文件", "行政规范性文件", "制发"]),
    ("applications", "依申请公开", &["收到", "申请", "依申请公开", "新收"]),
    ("disputes", "监督", &["行政复议", "行政诉讼", "被申请行政复议", "复议"]),
];

/// Offers the sentences that can be made where a sentence begins.
pub fn offer(site: &Site<'_>, ask: &Ask<'_>, offers: &mut Offers) {
    let kind = site.section().and_then(|(_, section)| section.kind);
    if !kind.is_some_and(|kind| wants_prose(site.format(), kind)) || !site.is_last(&['）', ')', '”']) {
        return;
    }
    let begin = site.head.char_indices().rev().find(|(_, c)| matches!(c, '。' | '；' | '！' | '？'));
    let begin = begin.map_or(0, |(at, c)| at + c.len_utf8());
    let before = &site.head[..begin];
    let words = site.head[begin..].trim_start_matches(is_blank);
    if words.contains(is_separator) {
        return;
    }
    let Some(typed) = Typed::of(words) else { return };
    // Asked for with nothing typed: at the beginning of a paragraph, behind its heading perhaps.
    if typed.is_empty() && !is_empty(before) && !is_heading(before) {
        return;
    }
    if is_empty(before) && runs_on(site) {
        return;
    }
    let start = site.offset - words.len();
    let report = site.report.clone();
    let grids = place::grids(&report);
    let above = || {
        site.above().find_map(|(_, line)| super::headings::numbered(&line).map(|(_, words)| words.to_owned()))
    };
    let heading = if is_empty(before) { above().unwrap_or_default() } else { before.to_owned() };
    let (first, others): (Vec<_>, Vec<_>) = STARTS.into_iter().partition(|(_, below, _)| {
        heading.split(['。', '：']).next().is_some_and(|heading| heading.contains(below))
    });
    // Below a heading those that belong below others come only where they are asked for.
    let others = others.into_iter().filter(|_| heading.is_empty() || !typed.is_empty());
    for (id, _, starts) in first.into_iter().chain(others) {
        let Some(index) = site.format().table(id) else { continue };
        let Some(grid) = grids[index].as_ref().filter(|grid| grid.own && grid.table.readable) else {
            continue;
        };
        let said = match id {
            "disclosure" => disclosure(grid),
            "applications" => applications(grid),
            _ => disputes(grid),
        };
        let Some(said) = said.filter(|said| begins(&typed, said, starts)) else { continue };
        offers.0.push((
            Fit::Start,
            Item {
                detail: words::from_table(&grid.format.name, ask.lang),
                kind: Kind::Sentence,
                range: start..site.line.end,
                insert: Insert::text(&said),
                about: About::Sentence(id).name(site.format()),
                label: said,
            },
        ));
    }
}

/// Whether what was typed is the beginning of the sentence, or of a word by which it is asked for. A word or two
/// that begin many sentences are not enough.
fn begins(typed: &Typed, said: &str, starts: &[&str]) -> bool {
    const LEAST: usize = 3;
    const LEAST_LETTERS: usize = 2;
    if typed.is_empty() {
        return true;
    }
    let is_enough = |words: &str| match typed.han() == typed.count() {
        true => typed.han() >= LEAST.min(words.chars().count()),
        false => typed.count() >= LEAST_LETTERS,
    };
    let fits = |words: &str| {
        is_enough(words) && !typed.is_number() && typed.fit(&Name::of(words)) == Some(Fit::Start)
    };
    fits(said) || starts.iter().any(|start| fits(start))
}

/// Whether the line above runs on into this one: a line of printed text, wrapped in the middle of a sentence.
fn runs_on(site: &Site<'_>) -> bool {
    let Some((_, above)) = site.above().next() else { return false };
    let above = above.trim_end_matches(is_blank);
    !above.is_empty()
        && !above.ends_with(['。', '；', '！', '？', '：', '”', '）', ')'])
        && super::headings::numbered(above).is_none()
}

/// Whether this is a heading that runs into its paragraph: （二）依申请公开。
fn is_heading(before: &str) -> bool {
    const LONGEST: usize = 24;
    let before = before.trim_matches(is_blank);
    let (number, words) = ordinal(before);
    let sentences = words.matches(['。', '；', '！', '？']).count();
    number.is_some() && sentences == 1 && before.chars().count() <= LONGEST && !words.contains('，')
}

/// The figure of a row and a column by their ids.
fn figure(grid: &Grid<'_>, row: &str, column: &str) -> Option<Decimal> {
    grid.figure(Cell { row: grid.format.row(row)?, column: grid.format.column(column)? })
}

/// 本年新收政府信息公开申请2件，上年结转政府信息公开申请0件；本年度办结2件，其中予以公开2件；…
fn applications(grid: &Grid<'_>) -> Option<String> {
    let of = |row: &str| figure(grid, row, "total");
    let (received, before, handled, after) =
        (of("received")?, of("carried_in")?, of("handled_total")?, of("carried_out")?);
    let column = grid.format.column("total")?;
    let at = Cell { row: grid.format.row("handled_total")?, column };
    let equation = place::equations(grid)
        .find(|equation| equation.at == at && equation.left.iter().all(|cell| cell.column == column))?;
    // The results by their outermost heading below 三、本年度办理结果, in the order of the form.
    let mut results: Vec<(String, Decimal)> = Vec::new();
    for cell in equation.left.iter().filter(|cell| grid.counts(cell.row)) {
        let row = &grid.format.rows[cell.row];
        let name = without_notes(ordinal(row.groups.get(1).unwrap_or(&row.label)).1);
        let count = grid.figure(*cell)?;
        match results.last_mut() {
            Some((last, sum)) if *last == name => *sum += count,
            _ => results.push((name, count)),
        }
    }
    let sum: Decimal = results.iter().map(|(_, count)| *count).sum();
    if sum != handled || received + before != handled + after {
        return None;
    }
    if (received + before + after).is_zero() {
        return Some("本年未收到政府信息公开申请，没有上年结转的申请。".to_owned());
    }
    let mut said = format!(
        "本年新收政府信息公开申请{}件，上年结转政府信息公开申请{}件；",
        words::plain(received),
        words::plain(before)
    );
    let counted = counted(&results);
    if !counted.is_empty() {
        said += &format!("本年度办结{}件，其中{counted}；", words::plain(handled));
    }
    Some(said + &format!("结转下年度继续办理{}件。", words::plain(after)))
}

/// 予以公开1件、部分公开1件: what is not zero.
fn counted(results: &[(String, Decimal)]) -> String {
    let shown = results.iter().filter(|(_, count)| !count.is_zero());
    shown.map(|(name, count)| format!("{name}{}件", words::plain(*count))).collect::<Vec<_>>().join("、")
}

/// 因政府信息公开工作被申请行政复议1件，其中结果维持1件；被提起行政诉讼0件。
fn disputes(grid: &Grid<'_>) -> Option<String> {
    let total = grid.format.column("total")?;
    let kinds = |is_kind: &dyn Fn(&str) -> bool| {
        let rows = (0..grid.format.rows.len()).filter(|row| is_kind(&grid.format.rows[*row].id));
        let rows: Vec<usize> = rows.collect();
        let sum = |column: usize| {
            rows.iter().map(|row| grid.figure(Cell { row: *row, column })).sum::<Option<Decimal>>()
        };
        let outcomes = (0..grid.format.columns.len()).filter(|column| *column != total);
        let outcomes = outcomes.map(|column| Some((grid.format.columns[column].label.clone(), sum(column)?)));
        let outcomes: Vec<(String, Decimal)> = outcomes.collect::<Option<_>>()?;
        let all = sum(total)?;
        let adds_up = outcomes.iter().map(|(_, count)| *count).sum::<Decimal>() == all;
        (adds_up && !rows.is_empty()).then_some((all, outcomes))
    };
    let (reviews, review_outcomes) = kinds(&|id| id == "reconsideration")?;
    let (suits, suit_outcomes) = kinds(&|id| id.starts_with("litigation"))?;
    if (reviews + suits).is_zero() {
        return Some("本年没有因政府信息公开工作被申请行政复议、提起行政诉讼的情况。".to_owned());
    }
    let counted = |outcomes: &[(String, Decimal)]| match counted(outcomes) {
        counted if counted.is_empty() => counted,
        counted => format!("，其中{counted}"),
    };
    Some(format!(
        "本年因政府信息公开工作被申请行政复议{}件{}；被提起行政诉讼{}件{}。",
        words::plain(reviews),
        counted(&review_outcomes),
        words::plain(suits),
        counted(&suit_outcomes)
    ))
}

/// 本年制发行政规范性文件2件，废止1件，现行有效11件；作出行政许可处理决定36件。
fn disclosure(grid: &Grid<'_>) -> Option<String> {
    const VERBS: [[(&str, &str); 3]; 2] = [
        [("issued", "制发"), ("repealed", "废止"), ("in_force", "现行有效")],
        [("made", "新制作"), ("published", "新公开"), ("public_total", "对外公开总数量")],
    ];
    let format = grid.format;
    let verbs = VERBS.iter().find(|verbs| format.column(verbs[0].0).is_some())?;
    let mut clauses = Vec::new();
    for id in ["rules", "normative_documents"] {
        let counts: Vec<Decimal> =
            verbs.iter().map(|(column, _)| figure(grid, id, column)).collect::<Option<_>>()?;
        if id == "rules" && counts.iter().all(Decimal::is_zero) {
            continue;
        }
        let label = &format.rows[format.row(id)?].label;
        let said = verbs.iter().zip(&counts).enumerate().map(|(at, ((_, verb), count))| {
            let label = if at == 0 { label } else { "" };
            format!("{verb}{label}{}件", words::plain(*count))
        });
        clauses.push(said.collect::<Vec<_>>().join("，"));
    }
    let decisions = format.column("decisions")?;
    let mut made = Vec::new();
    for (index, row) in format.rows.iter().enumerate().filter(|(_, row)| row.columns.contains(&decisions)) {
        made.push((format!("{}处理决定", row.label), grid.figure(Cell { row: index, column: decisions })?));
    }
    let made = counted(&made);
    if !made.is_empty() {
        clauses.push(format!("作出{made}"));
    }
    if let Some(fees) = figure(grid, "fees", "amount").filter(|fees| !fees.is_zero()) {
        clauses.push(format!("行政事业性收费{}万元", words::plain(fees)));
    }
    Some(format!("本年{}。", clauses.join("；")))
}
