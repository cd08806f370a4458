//! The sentences and reports that were given to the project, which lie beside the checkout, or nowhere.

use gouji::analysis::Analysis;
use gouji::report::lexicon::Lexicon;
use gouji::rules::{Diagnostic, Lang, Severity};
use gouji::text::Text;

use super::case::{Measures, cases};
use super::support::real::{folder, reports};

/// The bars of `prose.md`. What a template left is another rule's, which reads no figures.
#[test]
fn the_given_sentences_are_read_as_they_are_meant() {
    let Some(folder) = folder() else { return };
    let mut cases =
        cases(&std::fs::read_to_string(folder.join("prose.tsv")).expect("the sentences are there"));
    cases.retain(|case| case.rule != "text/placeholder");
    let measures = Measures::of(&cases);
    let Measures { cases, right, tied, read, agree, faults, found, false_alarms, said } = measures;
    let said = format!(
        "{}\n{right} of {cases} right, {agree} of {tied} figures ({read} read), {found} of {faults} faults, {false_alarms} false alarms",
        said.join("\n")
    );
    assert_eq!(false_alarms, 0, "{said}");
    assert!(100 * right >= 92 * cases, "{said}");
    assert!(100 * agree >= 98 * tied && 100 * agree >= 98 * read, "{said}");
    assert!(100 * found >= 98 * faults, "{said}");
}

fn check(text: &str) -> Vec<Diagnostic> {
    Analysis::fresh(&Text::from(text), Lexicon::built_in()).diagnostics(Lang::Zh)
}

/// Lists of parts from real reports: only one that cannot be right is told, be it short of its whole or beyond it.
#[test]
fn the_given_lists_of_parts_are_judged_as_they_say() {
    let Some(folder) = folder() else { return };
    let lists = std::fs::read_to_string(folder.join("subtotals.tsv")).expect("the lists are there");
    for line in lists.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [_, _, _, kind, verdict, sentence] = fields[..] else { panic!("six columns: {line}") };
        let report = format!("云溪县教育局2024年政府信息公开工作年度报告\n\n一、总体情况\n\n{sentence}\n");
        let found = check(&report).iter().filter(|one| one.rule == "text/subtotal").count();
        let is_wrong = verdict == "DIFFERS" && kind.starts_with("closed");
        assert_eq!(found, usize::from(is_wrong), "{line}");
    }
}

/// What is told of the prose of the real reports, hints and the statement on fees aside: all of it, each judged right.
#[test]
fn of_the_real_reports_only_what_is_wrong_is_told() {
    let known = [
        // A sentence of the year before: 2022年,本镇制定规范性文件0件.
        ("004.txt", "text/wrong-year"),
        // 20条 and 16条 for the same column of a site.
        ("025.txt", "text/repeated-figure"),
        // 一是, 二是, 三拓宽.
        ("seed-2.txt", "text/enumeration"),
    ];
    for (name, text) in reports() {
        let told: Vec<&str> = check(&text)
            .iter()
            .filter(|one| one.severity >= Severity::Information)
            .filter(|one| one.rule.starts_with("text/") || one.rule == "series/growth")
            .map(|one| one.rule)
            .filter(|rule| !matches!(*rule, "text/fee-statement" | "text/placeholder"))
            .collect();
        let expected: Vec<&str> =
            known.iter().filter(|(report, _)| *report == name).map(|(_, rule)| *rule).collect();
        assert_eq!(told, expected, "{name}");
    }
}

/// The same report through six extractors: its figures are sums over both groups of table four, and all agree where
/// that can be read.
#[test]
fn the_figures_of_a_report_are_tied_whatever_it_was_read_with() {
    for (name, text) in
        reports().into_iter().filter(|(name, _)| ("101.txt"..="106.txt").contains(&name.as_str()))
    {
        let analysis = Analysis::fresh(&Text::from(text.as_str()), Lexicon::built_in());
        let facts: Vec<_> = analysis.facts().map(|(_, _, fact)| fact).collect();
        let bound: Vec<String> = facts
            .iter()
            .filter(|fact| !fact.cells.is_empty())
            .map(|fact| fact.value.normalize().to_string())
            .collect();
        let expected =
            ["3119", "3050", "34", "103", "351", "72", "64", "178", "37", "46", "25", "5", "9", "7"];
        assert_eq!(bound, expected, "{name}");
        assert!(facts.iter().all(|fact| fact.state != gouji::prose::State::Contradicts), "{name}");
    }
}
