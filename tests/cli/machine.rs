//! Output for programs.

use expect_test::expect;
use gouji::cli::OutputFormat;
use gouji::cli::output::whole;
use gouji::cli::result::FileResult;
use gouji::cli::sarif::uri;
use gouji::files::FileError;
use serde_json::{Value, json};

use super::data::{finding, full, result, style};

fn failed() -> FileResult {
    FileResult { path: "没有.txt".into(), outcome: Err(FileError::NotFound) }
}

/// A line with a character that takes two UTF-16 units before the finding.
const FIXTURE: &str = "一、总体情况\n| 𠮷、结转 | ⟨1⟩ | ⟦0⟧ |\n";

#[test]
fn json() {
    let results = [full(FIXTURE), failed(), result("b.md", "", Vec::new())];
    let output = whole(&style(OutputFormat::Json), &results);
    expect![[r#"
        {"version": "VERSION",
        "files": [
        {"path":"政务公开/2024 年报.txt","encoding":"UTF-8","sha256":"","format":"annual-2021","title":"某县教育局2024年政府信息公开工作年度报告","agency":"某县教育局","year":2024,"diagnostics":[{"rule":"totals/balance","severity":"error","message":"四、结转下年度继续办理：1+0 = 1，总计填的是 0","range":{"start":{"line":1,"character":14},"end":{"line":1,"character":15}},"table":"applications","row":"carried_out","column":"total","expected":1,"found":0.5,"cells":[],"related":[{"message":"自然人 1","range":{"start":{"line":1,"character":10},"end":{"line":1,"character":11}}}],"fixes":[{"title":"总计改为 1","preferred":true,"edits":[{"range":{"start":{"line":1,"character":14},"end":{"line":1,"character":15}},"newText":"1"}]},{"title":"总计改为 10","preferred":false,"edits":[{"range":{"start":{"line":1,"character":14},"end":{"line":1,"character":15}},"newText":"10"}]}]}],"coverage":{"cells":{"expected":0,"read":0,"blank":0,"missing":0,"unread":0},"equations":{"expected":0,"hold":0,"broken":0,"unevaluated":0},"figures":{"prose":0,"bound":0,"certain":0,"unbound":0}}},
        {"path":"没有.txt","error":"找不到文件"},
        {"path":"b.md","encoding":"UTF-8","sha256":"","format":"annual-2021","title":"某县教育局2024年政府信息公开工作年度报告","agency":"某县教育局","year":2024,"diagnostics":[],"coverage":{"cells":{"expected":0,"read":0,"blank":0,"missing":0,"unread":0},"equations":{"expected":0,"hold":0,"broken":0,"unevaluated":0},"figures":{"prose":0,"bound":0,"certain":0,"unbound":0}}}
        ],
        "summary": {"files":2,"errors":1,"warnings":0,"information":0,"hints":0,"reviewed":0,"ignored":0,"passed_over":{"no_report":0,"ignored":0,"too_large":0,"links":0}}}
    "#]].assert_eq(&output.replacen(env!("CARGO_PKG_VERSION"), "VERSION", 1));
    let value: Value = serde_json::from_str(&output).expect("it is JSON");
    let range = &value["files"][0]["diagnostics"][0]["range"];
    assert_eq!(range["start"], json!({"line": 1, "character": 14}));
}

#[test]
fn json_of_nothing_is_json() {
    for form in [OutputFormat::Json, OutputFormat::Sarif] {
        let output = whole(&style(form), &[]);
        serde_json::from_str::<Value>(&output).expect("it is JSON");
    }
}

#[test]
fn jsonl_is_an_object_a_line() {
    let output = whole(&style(OutputFormat::Jsonl), &[full(FIXTURE), failed()]);
    let lines = output.lines().map(|line| serde_json::from_str::<Value>(line).expect("it is JSON"));
    let paths = lines.map(|line| line["path"].as_str().map(str::to_owned)).collect::<Vec<_>>();
    assert_eq!(paths, [Some("政务公开/2024 年报.txt".to_owned()), Some("没有.txt".to_owned())]);
    assert!(output.ends_with("\n"));
}

#[test]
fn figures_are_exact() {
    let (text, mut diagnostic) = finding("⟦1⟧", "说明", &[]);
    for (figure, written) in [
        ("0", "0"),
        ("-3.00", "-3"),
        ("1234567890123456.78", "1234567890123456.78"),
        ("0.10", "0.1"),
        ("1000000000000000000000000", "1000000000000000000000000"),
    ] {
        diagnostic.expected = Some(figure.parse().unwrap());
        let output = whole(&style(OutputFormat::Jsonl), &[result("a.txt", &text, vec![diagnostic.clone()])]);
        assert!(output.contains(&format!("\"expected\":{written},\"found\":null")), "{output}");
    }
}

#[test]
fn sarif() {
    let fine = result("b.md", "", Vec::new());
    let output =
        whole(&style(OutputFormat::Sarif), &[fine.clone(), full(FIXTURE), fine, failed(), full(FIXTURE)]);
    let value: Value = serde_json::from_str(&output).expect("it is JSON");
    assert_eq!(value["version"], "2.1.0");
    let run = &value["runs"][0];
    assert_eq!(run["columnKind"], "utf16CodeUnits");
    assert_eq!(run["tool"]["driver"]["rules"][0]["id"], "totals/balance");
    assert_eq!(run["tool"]["driver"]["rules"][2]["defaultConfiguration"]["level"], "note");
    assert_eq!(run["results"].as_array().map(Vec::len), Some(2));
    let uri = "%E6%94%BF%E5%8A%A1%E5%85%AC%E5%BC%80/2024%20%E5%B9%B4%E6%8A%A5.txt";
    let file = json!({"uri": uri});
    let own = json!({"startLine": 2, "startColumn": 15, "endLine": 2, "endColumn": 16});
    let operand = json!({"startLine": 2, "startColumn": 11, "endLine": 2, "endColumn": 12});
    let fix = |title: &str, new_text: &str| {
        let replacement = json!({"deletedRegion": own, "insertedContent": {"text": new_text}});
        let change = json!({"artifactLocation": file, "replacements": [replacement]});
        json!({"description": {"text": title}, "artifactChanges": [change]})
    };
    let expected = json!({
        "ruleId": "totals/balance",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": "四、结转下年度继续办理：1+0 = 1，总计填的是 0"},
        "locations": [{"physicalLocation": {"artifactLocation": file, "region": own}}],
        "relatedLocations": [{
            "id": 0,
            "message": {"text": "自然人 1"},
            "physicalLocation": {"artifactLocation": file, "region": operand},
        }],
        "fixes": [fix("总计改为 1", "1"), fix("总计改为 10", "10")],
        "properties": {
            "severity": "error",
            "table": "applications",
            "row": "carried_out",
            "column": "total",
            "expected": 1,
            "found": 0.5,
        },
    });
    assert_eq!(run["results"][0], expected);
    let location = json!({"physicalLocation": {"artifactLocation": {"uri": "%E6%B2%A1%E6%9C%89.txt"}}});
    let notification = json!({"level": "error", "message": {"text": "找不到文件"}, "locations": [location]});
    let invocation = json!({"executionSuccessful": false, "toolExecutionNotifications": [notification]});
    assert_eq!(run["invocations"], json!([invocation]));
}

#[test]
fn addresses() {
    for (path, expected) in [
        ("a b/年报[1].md", "a%20b/%E5%B9%B4%E6%8A%A5%5B1%5D.md"),
        ("../c:d%.txt", "../c%3Ad%25.txt"),
        #[cfg(unix)]
        ("/x/y.txt", "file:///x/y.txt"),
    ] {
        assert_eq!(uri(path.as_ref()), expected);
    }
}

#[test]
fn github() {
    let (text, mut diagnostic) = finding("⟦| 规章 |\n| 0⟧ |", "占 100%，\r\n第二行", &[]);
    diagnostic.severity = gouji::rules::Severity::Hint;
    let odd = result("a:b,c%.txt", &text, vec![diagnostic]);
    expect![[r#"
        ::error file=政务公开/2024 年报.txt,line=2,endLine=2,col=14,endColumn=15,title=totals/balance::四、结转下年度继续办理：1+0 = 1，总计填的是 0%0A修正：总计改为 1
        ::notice file=a%3Ab%2Cc%25.txt,line=1,endLine=2,title=totals/balance::占 100%25，%0D%0A第二行
        ::error file=没有.txt,title=gouji::找不到文件
    "#]].assert_eq(&whole(&style(OutputFormat::Github), &[full(FIXTURE), odd, failed()]));
}
