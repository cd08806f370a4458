//! Whole reports of many kinds of offices, in every shape, whose sentences all agree with their tables.
//!
//! Those that `whole.tsv` names are as most offices write them; the others are hard on purpose, and what they say is not
//! all read.

use std::collections::BTreeMap;
use std::path::Path;

use gouji::analysis::Analysis;
use gouji::report::lexicon::Lexicon;
use gouji::rules::{Lang, Severity};
use gouji::text::{Encoding, Position, Text};

#[test]
fn of_whole_reports_that_are_right_nothing_is_said() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/prose/whole");
    let mut read = 0;
    let mut told = Vec::new();
    for file in std::fs::read_dir(folder).expect("the reports are there") {
        let path = file.expect("the folder can be read").path();
        let content = std::fs::read_to_string(&path).expect("a report is UTF-8");
        let analysis = Analysis::fresh(&Text::from(content.as_str()), Lexicon::built_in());
        assert!(analysis.is_report(), "{}", path.display());
        read += 1;
        let of_prose = analysis.diagnostics(Lang::Zh).into_iter().filter(|diagnostic| {
            // Whether there were fees is a thing that a report leaves out, and no sentence of it is wrong.
            diagnostic.rule.starts_with("text/")
                && diagnostic.rule != "text/fee-statement"
                && diagnostic.severity >= Severity::Information
        });
        told.extend(of_prose.map(|diagnostic| format!("{}: {}", path.display(), diagnostic.message)));
    }
    assert!(read > 200, "only {read} reports");
    assert!(told.is_empty(), "{}", told.join("\n"));
}

/// A figure of a report, or words, that are of cells.
struct Label<'a> {
    line: u32,
    character: u32,
    words: String,
    /// Whether it may be left alone as well.
    is_optional: bool,
    /// The readings, each with its cells in their order.
    readings: Vec<Vec<&'a str>>,
}

#[test]
fn of_ordinary_reports_nearly_all_is_tied_and_nothing_to_other_cells() {
    const LEAST_TIED: f64 = 0.98;
    let mut labels: BTreeMap<&str, Vec<Label<'_>>> = BTreeMap::new();
    let lines = include_str!("whole.tsv").lines().filter(|line| !line.starts_with('#')).skip(1);
    for line in lines {
        let [report, line, character, words, tied, cells] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("six columns: {line}")
        };
        let reading = |cells: &'static str| -> Vec<&str> {
            let mut cells: Vec<&str> = cells.split('+').collect();
            cells.sort_unstable();
            cells
        };
        labels.entry(report).or_default().push(Label {
            line: line.parse::<u32>().unwrap() - 1,
            character: character.parse::<u32>().unwrap() - 1,
            words: words.replace("\\n", "\n"),
            is_optional: tied == "may",
            readings: cells.split('|').map(reading).collect(),
        });
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/prose/whole");
    let (mut known, mut tied, mut wrong) = (0, 0, Vec::new());
    let mut left_alone = Vec::new();
    for (report, labels) in labels {
        let content = std::fs::read_to_string(folder.join(report)).expect("the report is there");
        let text = Text::from(content.as_str());
        let analysis = Analysis::fresh(&text, Lexicon::built_in());
        let mut facts: Vec<_> = analysis
            .facts()
            .filter(|(.., fact)| !fact.cells.is_empty())
            .map(|(start, _, fact)| (start + fact.range.start..start + fact.range.end, fact))
            .collect();
        let format = &analysis.reports()[0].1.format;
        for label in labels {
            let start =
                text.offset(Position { line: label.line, character: label.character }, Encoding::Utf16);
            let range = start..start + label.words.len();
            assert_eq!(&content[range.clone()], label.words, "{report}:{}", label.line + 1);
            let own: Vec<_> =
                facts.extract_if(.., |(own, _)| own.start < range.end && range.start < own.end).collect();
            known += usize::from(!label.is_optional);
            if own.is_empty() {
                if !label.is_optional {
                    left_alone.push(format!("{report}:{} {}", label.line + 1, label.words));
                }
                continue;
            }
            let named = |cells: Vec<gouji::prose::Spot>| {
                let name = |spot: &gouji::prose::Spot| {
                    let table = &format.tables[spot.table];
                    let (row, column) = (&table.rows[spot.cell.row], &table.columns[spot.cell.column]);
                    format!("{}.{}.{}", table.id, row.id, column.id)
                };
                let mut cells: Vec<String> = cells.iter().map(name).collect();
                cells.sort_unstable();
                label.readings.iter().any(|reading| reading == &cells)
            };
            // 无行政复议，无行政诉讼 are two, and together what the label says.
            let is_right = match own.as_slice() {
                [(_, fact)] => fact.cells.iter().any(|cells| named(cells.clone())),
                several => named(several.iter().flat_map(|(_, fact)| fact.cells[0].clone()).collect()),
            };
            tied += usize::from(!label.is_optional && is_right);
            if !is_right {
                wrong.push(format!("{report}:{} {}", label.line + 1, label.words));
            }
        }
        wrong.extend(
            facts.iter().map(|(own, _)| format!("{report}: {} is of no cell", &content[own.clone()])),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let part = tied as f64 / known as f64;
    assert!(
        part >= LEAST_TIED,
        "{tied} of {known} are tied; these are left alone:\n{}",
        left_alone.join("\n")
    );
}
