//! Whole reports of many kinds of offices, in every shape, whose sentences all agree with their tables.

use std::path::Path;

use gouji::analysis::Analysis;
use gouji::report::lexicon::Lexicon;
use gouji::rules::{Lang, Severity};
use gouji::text::Text;

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
    assert!(read > 90, "only {read} reports");
    assert!(told.is_empty(), "{}", told.join("\n"));
}
