//! Results made by hand: a text with the places marked in it.
//!
//! `⟦…⟧` marks the finding's own place, `⟨…⟩` related ones, in the order of their messages.

use std::ops::Range;

use gouji::cli::OutputFormat;
use gouji::cli::output::Style;
use gouji::cli::result::{Checked, FileResult};
use gouji::rules::{Diagnostic, Fix, Lang, LogicalLocation, Related, Rule, Severity, TextEdit};
use gouji::span::Span;
use gouji::text::Text;

pub const RULES: &[Rule] = &[
    Rule {
        id: "totals/balance",
        severity: Severity::Error,
        summary_zh: "收到的与办理的相等",
        summary_en: "what came in equals what was handled",
        page_zh: "# totals/balance 收办平衡\n\n本年新收与上年结转之和，等于`总计`与**结转下年度**之和。\n\n```text\n1 + 0 = 1\n```\n",
        page_en: "# totals/balance\n\nWhat came in equals what was handled.\n",
        limit: None,
        optional: false,
    },
    Rule {
        id: "text/figure-mismatch",
        severity: Severity::Warning,
        summary_zh: "正文数字与表格一致",
        summary_en: "figures of the prose agree with the tables",
        page_zh: "# text/figure-mismatch\n",
        page_en: "# text/figure-mismatch\n",
        limit: None,
        optional: false,
    },
    Rule {
        id: "text/approximate-figure",
        severity: Severity::Hint,
        summary_zh: "“余”“多”等约数",
        summary_en: "approximate figures",
        page_zh: "# text/approximate-figure\n",
        page_en: "# text/approximate-figure\n",
        limit: None,
        optional: false,
    },
];

/// A text without its marks, the marked place and the related ones.
pub fn marked(fixture: &str) -> (String, Range<usize>, Vec<Range<usize>>) {
    let (mut text, mut own, mut related) = (String::new(), 0..0, Vec::new());
    for character in fixture.chars() {
        match character {
            '⟦' => own = text.len()..text.len(),
            '⟧' => own.end = text.len(),
            '⟨' => related.push(text.len()..text.len()),
            '⟩' => related.last_mut().expect("⟨ comes before ⟩").end = text.len(),
            other => text.push(other),
        }
    }
    (text, own, related)
}

/// One finding at the marks of a fixture.
pub fn finding(fixture: &str, message: &str, related: &[&str]) -> (String, Diagnostic) {
    let (text, range, places) = marked(fixture);
    assert_eq!(places.len(), related.len(), "as many places as messages");
    let related = places.into_iter().zip(related);
    let related =
        related.map(|(range, message)| Related { message: (*message).to_owned(), range: Span::new(range) });
    let diagnostic = Diagnostic {
        rule: "totals/balance",
        severity: Severity::Error,
        message: message.to_owned(),
        range: Span::new(range),
        place: None,
        expected: None,
        found: None,
        cells: Vec::new(),
        equations: Vec::new(),
        related: related.collect(),
        other: Vec::new(),
        fixes: Vec::new(),
    };
    (text, diagnostic)
}

/// A finding with all that a finding can have.
pub fn full(fixture: &str) -> FileResult {
    let (text, mut diagnostic) =
        finding(fixture, "四、结转下年度继续办理：1+0 = 1，总计填的是 0", &["自然人 1"]);
    diagnostic.place = Some(LogicalLocation {
        table: "applications".to_owned(),
        row: Some("carried_out".to_owned()),
        column: Some("total".to_owned()),
    });
    diagnostic.expected = Some("1.00".parse().unwrap());
    diagnostic.found = Some("0.5".parse().unwrap());
    let edit = |new_text: &str| TextEdit { range: diagnostic.range, new_text: new_text.to_owned() };
    diagnostic.fixes = vec![
        Fix { title: "总计改为 1".to_owned(), preferred: true, edits: vec![edit("1")] },
        Fix { title: "总计改为 10".to_owned(), preferred: false, edits: vec![edit("10")] },
    ];
    result("政务公开/2024 年报.txt", &text, vec![diagnostic])
}

pub fn result(path: &str, text: &str, diagnostics: Vec<Diagnostic>) -> FileResult {
    let checked = Checked {
        encoding: "UTF-8",
        text: Text::from(text),
        reports: 1,
        format: Some("annual-2021".to_owned()),
        title: Some("某县教育局2024年政府信息公开工作年度报告".to_owned()),
        agency: Some("某县教育局".to_owned()),
        year: Some(2024),
        diagnostics,
        ..Checked::default()
    };
    FileResult { path: path.into(), outcome: Ok(checked) }
}

pub fn style(form: OutputFormat) -> Style {
    Style { form, lang: Lang::Zh, color: false, width: 80, quiet: false, rules: RULES }
}
