//! What the program says of a case, against what is right for it.

use gouji::cli::change::diff;
use gouji::syntax::fold::fold;
use serde_json::Value;

use super::cases::{Case, Expected, Mended};
use super::program;

/// What is known of a file before or after it was mended.
pub struct Seen {
    pub text: String,
    pub checked: Value,
    pub report: Value,
}

/// All that is not as it should be in the reading and the findings.
pub fn reading(case: &Case, seen: &Seen) -> Vec<String> {
    let Seen { checked, report, .. } = seen;
    let mut faults = Vec::new();
    let mut expect = |what: &str, is: String, right: String| {
        if is != right {
            faults.push(format!("{what} is {is}, right is {right}"));
        }
    };
    if report.is_array() {
        return vec!["it is more than one report".to_owned()];
    }
    expect("agency", format!("{:?}", checked["agency"].as_str()), format!("{:?}", case.agency));
    expect("year", format!("{:?}", checked["year"].as_i64()), format!("{:?}", case.year));
    let year = checked["year"].to_string();
    let names_both = |title: &str| {
        title.contains(word(checked, "agency")) && title.contains(&year) && title.ends_with("年度报告")
    };
    let title = checked["title"].as_str();
    expect(
        "title",
        format!("{title:?}, {}", title.is_some_and(names_both)),
        format!("{title:?}, {}", case.has_title),
    );
    if let Some(figures) = case.figures {
        expect("figures", checked["coverage"]["cells"]["read"].to_string(), figures.to_string());
    }
    for (id, words) in &case.rows {
        expect(id, program::row(report, id).join(" "), words.join(" "));
    }
    let found = checked["diagnostics"].as_array();
    let mut equations: Vec<String> = found
        .into_iter()
        .flatten()
        .filter(|finding| finding["rule"] == "totals/slip")
        .flat_map(|finding| finding["equations"].as_array().into_iter().flatten())
        .map(|equation| {
            format!("{}@{}", word(equation, "rule").trim_start_matches("totals/"), place(equation))
        })
        .collect();
    let mut right: Vec<String> = case.equations.iter().map(|equation| (*equation).to_owned()).collect();
    equations.sort();
    right.sort();
    expect("equations", equations.join(" "), right.join(" "));
    faults.extend(findings(&case.findings, checked));
    faults
}

fn word<'a>(of: &'a Value, key: &str) -> &'a str {
    of[key].as_str().unwrap_or("-")
}

fn place(of: &Value) -> String {
    format!("{}×{}", word(of, "row"), word(of, "column"))
}

/// What is said too much or too little.
fn findings(expected: &[Expected], checked: &Value) -> Vec<String> {
    let mut found: Vec<&Value> = checked["diagnostics"].as_array().into_iter().flatten().collect();
    let mut faults = Vec::new();
    for right in expected {
        let is_it = |finding: &&Value| {
            let what = format!("{}:{}", word(finding, "severity"), word(finding, "rule"));
            what == right.what
                && right.row.is_none_or(|row| word(finding, "row") == row)
                && right.column.is_none_or(|column| word(finding, "column") == column)
                && right.words.iter().all(|words| word(finding, "message").contains(words))
        };
        let count = found.iter().filter(|finding| is_it(finding)).count();
        if !(right.least..=right.most).contains(&count) {
            faults.push(format!("said {count} times: {} {:?} {:?}", right.what, right.row, right.words));
        }
        found.retain(|finding| !is_it(finding));
    }
    faults.extend(found.into_iter().map(|finding| {
        let (severity, rule) = (word(finding, "severity"), word(finding, "rule"));
        format!("said too much: {severity}:{rule}@{} {}", place(finding), word(finding, "message"))
    }));
    // None of the texts has pages.
    let pages = checked.to_string().contains("页码").then(|| "page numbers are spoken of".to_owned());
    faults.extend(pages);
    faults
}

/// All that is not as it should be after `gouji fix --write`.
pub fn mending(case: &Case, before: &Seen, after: &Seen) -> Vec<String> {
    let mut faults = Vec::new();
    if !case.fixes.iter().any(|right| is_mended(&before.text, &after.text, right)) {
        let right = case.fixes.last().and_then(|right| replaced(&before.text, right));
        let shown = |text: &str| diff("fixed", &before.text, text, false);
        let right = right.map_or_else(|| "nothing changes\n".to_owned(), |right| shown(&right));
        faults.push(format!("fixed it is\n{}right is\n{right}", shown(&after.text)));
    }
    if before.text == after.text {
        return faults;
    }
    faults.extend(findings(&case.left, &after.checked).into_iter().map(|fault| format!("fixed: {fault}")));
    // Only a slip is a figure that is to change.
    if case.equations.is_empty() {
        let now = program::figures(&after.report);
        let lost = program::figures(&before.report).into_iter().find(|figure| !now.contains(figure));
        faults.extend(lost.map(|(place, figure)| format!("fixed: {figure} is no more at {place}")));
    }
    faults
}

fn is_mended(before: &str, after: &str, right: &Mended) -> bool {
    let folded = |text: &str| text.chars().filter_map(fold).collect::<String>();
    match right {
        Mended::Same => after == before,
        Mended::Ordinary => folded(after) == folded(before),
        Mended::Replaced(_) => {
            replaced(before, right).is_some_and(|right| single_spaced(&right) == single_spaced(after))
        }
    }
}

fn replaced(text: &str, right: &Mended) -> Option<String> {
    let Mended::Replaced(edits) = right else { return None };
    let replace = |text: String, (before, after): &(String, String)| {
        assert_eq!(text.matches(before.as_str()).count(), 1, "it is clear what to replace: {before}");
        text.replace(before, after)
    };
    Some(edits.iter().fold(text.to_owned(), replace))
}

/// How many empty lines follow each other is no matter.
fn single_spaced(text: &str) -> String {
    let mut spaced = text.to_owned();
    while spaced.contains("\n\n\n") {
        spaced = spaced.replace("\n\n\n", "\n\n");
    }
    spaced
}
