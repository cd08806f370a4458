//! The rows that are offered are the rows that are lacking, in every shape.

use gouji::analysis::Analysis;
use gouji::assist::completion::{Ask, Item, Kind, completions};
use gouji::format::{Formats, RowIndex, TableIndex};
use gouji::report::lexicon::Lexicon;
use gouji::report::{LabelMatch, Report, Row};
use gouji::rules::Severity;
use gouji::text::Text;

use crate::completion::items_at;
use crate::support::real;
use crate::{analysed, samples};

/// The rows of a text: table and row of the format, whether as the form has them, and how many cells.
fn rows(analysis: &Analysis) -> Vec<(TableIndex, RowIndex, bool)> {
    let mut found = Vec::new();
    for (_, report) in analysis.reports() {
        for (_, section) in &report.sections {
            for table in &section.tables {
                for row in &table.rows {
                    let Some(kind) = row.kind else { continue };
                    found.push((table.kind, kind, row.label_match == LabelMatch::Exact && is_placed(row)));
                }
            }
        }
    }
    found.sort_unstable();
    found
}

fn is_placed(row: &Row) -> bool {
    matches!(row.cells, gouji::report::Cells::Placed(_))
}

fn errors(analysis: &Analysis) -> Vec<String> {
    let diagnostics = analysis.diagnostics(gouji::rules::Lang::Zh);
    let errors = diagnostics.into_iter().filter(|found| found.severity == Severity::Error);
    let mut rules: Vec<String> = errors
        .filter(|found| !found.rule.starts_with("totals/"))
        .map(|found| found.rule.to_owned())
        .collect();
    rules.sort_unstable();
    rules
}

/// A text without its rows `from..=until` of a table, and the place where they stood, on a line of its own.
fn without(
    text: &str,
    report: &Report,
    table: TableIndex,
    from: usize,
    count: usize,
) -> Option<(String, usize)> {
    let (start, table) = report.sections.iter().find_map(|(start, section)| {
        section.tables.iter().find(|found| found.kind == table).map(|table| (*start, table))
    })?;
    let first = table.rows.get(from)?;
    let last = table.rows.get(from + count - 1)?;
    let begin = start + first.range.start;
    let begin = text[..begin].rfind('\n').map_or(0, |end| end + 1);
    let end = match table.rows.get(from + count) {
        // Up to the line of the next row.
        Some(next) => text[..start + next.range.start].rfind('\n').map_or(0, |end| end + 1),
        None => start + last.range.end + text[start + last.range.end..].find('\n')? + 1,
    };
    (begin < end).then(|| (format!("{}\n{}", &text[..begin], &text[end..]), begin))
}

fn take(text: &str, item: &Item) -> String {
    format!("{}{}{}", &text[..item.range.start], item.insert.plain(), &text[item.range.end..])
}

#[test]
fn a_row_that_was_taken_out_is_offered_and_comes_back() {
    let mut back = std::collections::BTreeMap::<String, (usize, usize)>::new();
    for (name, text) in samples().into_iter().filter(|(name, _)| name.ends_with("clean")) {
        let whole = analysed(&text);
        let report = whole.reports()[0].1.clone();
        for (table, rows_of) in [(0, 6), (1, 25), (2, 3)] {
            for from in 0..rows_of {
                let Some((text, at)) = without(&text, &report, table.into(), from, 1) else { continue };
                let before = analysed(&text);
                let lacking = rows(&whole).len() - rows(&before).len();
                if lacking != 1 {
                    continue;
                }
                let items = items_at(&text, at, &Ask::default());
                let offered: Vec<&Item> = items.iter().filter(|item| item.kind == Kind::Row).collect();
                let count = back.entry(format!("{name} {table}")).or_default();
                count.1 += 1;
                count.0 += usize::from(!offered.is_empty());
                assert!(offered.len() <= 1, "{name} {table} {from}: {items:?}");
                for item in offered {
                    let after = analysed(&take(&text, item));
                    let (now, mut then) = (rows(&after), rows(&whole));
                    // It comes back as the form has it, however its label was wrapped before.
                    let missing = |row: &(TableIndex, RowIndex, bool)| {
                        !rows(&before).iter().any(|other| (other.0, other.1) == (row.0, row.1))
                    };
                    then.iter_mut().filter(|row| missing(row)).for_each(|row| row.2 = true);
                    assert_eq!(now, then, "{name} {table} {from}: {}", item.insert.plain());
                    assert_eq!(
                        errors(&after),
                        errors(&whole),
                        "{name} {table} {from}: {}",
                        item.insert.plain()
                    );
                }
            }
        }
    }
    expect_test::expect![[r#"
        {
            "cells clean 0": (
                4,
                6,
            ),
            "cells clean 1": (
                24,
                25,
            ),
            "cells-bare clean 0": (
                4,
                6,
            ),
            "cells-bare clean 1": (
                24,
                25,
            ),
            "markdown clean 0": (
                6,
                6,
            ),
            "markdown clean 1": (
                25,
                25,
            ),
            "markdown clean 2": (
                3,
                3,
            ),
            "pdf-rows clean 0": (
                4,
                6,
            ),
            "pdf-rows clean 1": (
                24,
                25,
            ),
            "pipe-cells clean 0": (
                4,
                6,
            ),
            "pipe-cells clean 1": (
                24,
                25,
            ),
            "pipe-rows clean 0": (
                6,
                6,
            ),
            "pipe-rows clean 1": (
                25,
                25,
            ),
            "tsv clean 0": (
                6,
                6,
            ),
            "tsv clean 1": (
                25,
                25,
            ),
        }
    "#]]
    .assert_debug_eq(&back);
}

/// At every line start of a report that lacks rows, whatever is offered adds its row and nothing else.
#[test]
fn every_row_that_is_offered_anywhere_adds_itself() {
    for (name, text) in samples() {
        let report = analysed(&text).reports()[0].1.clone();
        for (table, from, count) in [(0, 1, 2), (1, 3, 4), (1, 21, 3), (2, 1, 1)] {
            let Some((text, _)) = without(&text, &report, table.into(), from, count) else { continue };
            check_lines(&name, &text);
        }
    }
}

/// The same for reports as they really are.
#[test]
fn every_row_that_is_offered_in_a_real_report_adds_itself() {
    let reports = real::reports();
    if reports.is_empty() {
        return;
    }
    let mut offered = 0;
    for (name, text) in reports.iter().filter(|(name, _)| name.ends_with(".txt")) {
        let text = text.replace("\r\n", "\n");
        offered += check_lines(name, &text);
        let report = analysed(&text).reports()[0].1.clone();
        for (table, from, count) in [(0, 1, 1), (1, 5, 3)] {
            let Some((text, _)) = without(&text, &report, table.into(), from, count) else { continue };
            offered += check_lines(name, &text);
        }
    }
    assert!(offered > 50, "{offered}");
}

/// The text after `new` was put in the place of `range`, and what is known of it.
fn edited(text: &Text, analysis: &Analysis, range: std::ops::Range<usize>, new: &str) -> (Text, Analysis) {
    let mut text = text.clone();
    let edit = text.replace(range, new);
    let analysis = analysis.after(&text, &[edit], Lexicon::built_in());
    (text, analysis)
}

/// Looks at every line, and at a line opened before it; says how many rows were offered.
fn check_lines(name: &str, text: &str) -> usize {
    let before = Text::from(text);
    let read = analysed(text);
    let mut count = 0;
    for line in 0..before.line_count() {
        let start = before.line_range(line).start;
        for opened in [false, true] {
            let (text, analysis) = edited(&before, &read, start..start, if opened { "\n" } else { "" });
            let items = completions(&text, &analysis, Formats::built_in(), start, &Ask::default());
            let (known, faults) = (rows(&analysis), errors(&analysis));
            for item in items.iter().filter(|item| item.kind == Kind::Row) {
                count += 1;
                let (_, after) = edited(&text, &analysis, item.range.bytes(), &item.insert.plain());
                let mut added = rows(&after);
                for row in &known {
                    let at = added.iter().position(|other| (other.0, other.1) == (row.0, row.1));
                    let put = item.insert.plain();
                    let at = at.unwrap_or_else(|| panic!("{name}:{line}: {row:?} is gone with {put}"));
                    added.remove(at);
                }
                let put = item.insert.plain();
                assert!(matches!(added.as_slice(), [(_, _, true)]), "{name}:{line}: {added:?} with {put:?}");
                let new: Vec<String> =
                    errors(&after).into_iter().filter(|rule| !faults.contains(rule)).collect();
                assert!(new.is_empty(), "{name}:{line}: {new:?} with {put}");
            }
        }
    }
    count
}

/// A label whose figures follow on lines of their own brings no others along.
#[test]
fn a_row_that_stands_on_several_lines_is_not_put_in_a_second_time() {
    let bare = include_str!("../reports/cells-bare/clean.txt");
    let piped = include_str!("../reports/pipe-cells/clean.txt");
    let tabbed = include_str!("../reports/cells/clean.txt");
    for text in [bare, piped, tabbed] {
        let label = "2.重复申请";
        let end = text.find(label).expect("the sample has the row") + label.len();
        for at in [end - "申请".len(), end] {
            let items = items_at(text, at, &Ask::default());
            assert!(items.is_empty(), "{items:?}");
        }
    }
}
