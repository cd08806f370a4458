//! The real reports that were given to the project: what is certain of them is said, and nothing else.
//!
//! They are not part of the project. Where the folder is absent these tests say so and check nothing, but fail where
//! `CI` is set.

mod support;

use gouji::analysis::Analysis;
use gouji::report::lexicon::Lexicon;
use gouji::rules::{Diagnostic, Lang, Severity};
use gouji::text::Text;
use support::real::{self, folder};

fn check(name: &str) -> Option<Vec<Diagnostic>> {
    let bytes = std::fs::read(folder()?.join(name)).expect("the report is there");
    let text = Text::from(String::from_utf8(bytes).expect("the report is UTF-8").as_str());
    Some(Analysis::fresh(&text, Lexicon::built_in()).diagnostics(Lang::Zh))
}

/// Rule, place and figures of what was found at or above `least`.
fn found(name: &str, least: Severity) -> Option<Vec<String>> {
    let findings = check(name)?.into_iter().filter(|diagnostic| diagnostic.severity >= least);
    let told = findings.map(|diagnostic| {
        let place = diagnostic.place.map(|place| {
            let part = |part: Option<String>| part.unwrap_or_else(|| "-".into());
            format!(" {} {} {}", place.table, part(place.row), part(place.column))
        });
        let figure =
            |figure: Option<rust_decimal::Decimal>| figure.map_or("-".into(), |figure| figure.to_string());
        let figures = format!(" {} → {}", figure(diagnostic.found), figure(diagnostic.expected));
        format!("{}{}{figures}", diagnostic.rule, place.unwrap_or_default())
    });
    Some(told.collect())
}

#[test]
fn three_of_the_given_reports_have_no_error() {
    for name in ["seed-0.txt", "seed-1.txt", "seed-2.txt"] {
        let Some(found) = found(name, Severity::Warning) else { return };
        assert_eq!(found, Vec::<String>::new(), "{name}");
    }
}

#[test]
fn the_fourth_has_a_lost_cell_and_one_slip() {
    let Some(found) = found("seed-3.txt", Severity::Warning) else { return };
    assert_eq!(
        found,
        [
            "tables/cell-count applications handled_total total - → 2",
            "totals/slip applications carried_out natural_person 1 → 0",
        ]
    );
    for diagnostic in check("seed-3.txt").unwrap_or_default().iter().filter(|d| d.rule.starts_with("totals/"))
    {
        let preferred: Vec<_> = diagnostic.fixes.iter().filter(|fix| fix.preferred).collect();
        assert_eq!(preferred.len(), 1, "{}", diagnostic.message);
        assert_eq!(preferred[0].edits.len(), 1);
        assert_eq!(preferred[0].edits[0].new_text, "0");
        assert!(
            diagnostic.message.ends_with("应为 0，填的是 1；修正后 39 条勾稽关系全部成立"),
            "{}",
            diagnostic.message
        );
    }
}

#[test]
fn mending_the_fourth_leaves_nothing_to_say_of_its_figures() {
    let Some(folder) = folder() else { return };
    let mut content = std::fs::read_to_string(folder.join("seed-3.txt")).expect("the report is there");
    for _ in 0..2 {
        let text = Text::from(content.as_str());
        let diagnostics = Analysis::fresh(&text, Lexicon::built_in()).diagnostics(Lang::Zh);
        let fix =
            diagnostics.iter().flat_map(|d| &d.fixes).find(|fix| fix.preferred).expect("a certain repair");
        for edit in fix.edits.iter().rev() {
            content.replace_range(edit.range.bytes(), &edit.new_text);
        }
    }
    let text = Text::from(content.as_str());
    let left = Analysis::fresh(&text, Lexicon::built_in()).diagnostics(Lang::Zh);
    // A clause that stands there twice, and nothing on fees: neither is mended with a figure.
    let rules: Vec<&str> = left.iter().map(|one| one.rule).collect();
    assert_eq!(rules, ["text/repeated-text", "text/fee-statement"]);
}

#[test]
fn the_fifth_has_one_run_of_blanks_and_no_arithmetic() {
    let Some(found) = found("seed-4.txt", Severity::Hint) else { return };
    assert_eq!(found, ["tables/blank-cell disputes reconsideration - - → -"]);
}

#[test]
fn a_report_pasted_from_a_pdf_by_rows_is_clean() {
    let Some(found) = found("101.txt", Severity::Hint) else { return };
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn both_broken_groups_are_found_in_every_extraction_that_keeps_them_together() {
    for name in ["107.txt", "108.txt", "109.txt", "111.txt", "112.txt"] {
        let Some(found) = found(name, Severity::Error) else { return };
        assert_eq!(
            found,
            [
                "totals/group-total disputes reconsideration total 0 → 11",
                "totals/group-total disputes litigation_after_reconsideration total 0 → 5",
            ],
            "{name}"
        );
    }
}

/// Which sums are broken is known of every report; nothing else may be said of sums in any of them.
#[test]
fn no_arithmetic_is_claimed_that_is_not_certain() {
    let certain = [
        ("seed-3.txt", 1),
        ("107.txt", 2),
        ("108.txt", 2),
        ("109.txt", 2),
        ("111.txt", 2),
        ("112.txt", 2),
        // 行政规范性文件 1 issued, 0 repealed, 0 in force.
        ("022.txt", 1),
    ];
    for (name, _) in real::reports() {
        let claims: Vec<String> = check(&name)
            .unwrap_or_default()
            .into_iter()
            .filter(|diagnostic| diagnostic.rule.starts_with("totals/"))
            .map(|diagnostic| diagnostic.message)
            .collect();
        let expected = certain.iter().find(|(report, _)| *report == name).map_or(0, |(_, count)| *count);
        assert_eq!(claims.len(), expected, "{name}: {claims:#?}");
    }
}

/// How many figures of table 三 are read in each extraction of the same three reports.
#[test]
fn figures_inside_wrapped_labels_are_read_where_they_are_certain() {
    let Some(folder) = folder() else { return };
    for (name, rows) in [
        ("102.txt", 25),
        ("105.txt", 25),
        ("108.txt", 23),
        ("111.txt", 23),
        ("114.txt", 23),
        ("117.txt", 23),
        ("103.txt", 25),
        ("109.txt", 23),
        ("115.txt", 23),
    ] {
        let content = std::fs::read_to_string(folder.join(name)).expect("the report is there");
        let text = Text::from(content.as_str());
        let reports = Analysis::fresh(&text, Lexicon::built_in()).reports();
        let (_, report) = &reports[0];
        let table = report
            .sections
            .iter()
            .flat_map(|(_, section)| &section.tables)
            .find(|table| table.kind.get() == 1);
        let read = table.map_or(0, |table| {
            table
                .rows
                .iter()
                .filter(|row| row.kind.is_some() && matches!(row.cells, gouji::report::Cells::Placed(_)))
                .count()
        });
        assert_eq!(read, rows, "{name}");
    }
}
