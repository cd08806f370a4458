//! The page beside the text.

use serde_json::{Value, json};

use crate::client::{Client, span};
use crate::sample::{Document, Lines, URI, Unit, broken_by, cell, chinese, ready, report, slip};
use crate::toy::Toy;

async fn ask(client: &mut Client, uri: &str) -> i64 {
    client.request("gouji/preview", json!({"textDocument": {"uri": uri}})).await
}

async fn preview(client: &mut Client, uri: &str) -> Value {
    let id = ask(client, uri).await;
    client.result(id).await
}

/// What stands on the page in place of its only report.
fn body(page: &Value) -> &str {
    assert_eq!(page["reports"].as_array().unwrap().len(), 1);
    page["reports"][0]["body"].as_str().unwrap()
}

/// The element that says it stands at `place`, from its tag to its text.
fn element<'a>(body: &'a str, place: &str) -> Vec<&'a str> {
    let named = format!("data-at=\"{place}\"");
    let of = |at: usize| {
        let start = body[..at].rfind('<').unwrap();
        &body[start..at + body[at..].find("</").unwrap()]
    };
    body.match_indices(&named).map(|(at, _)| of(at)).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn figures_say_where_they_stand_in_every_encoding() {
    for unit in Unit::ALL {
        for line_break in ["\n", "\r\n", "\r"] {
            let text = broken_by(&format!("𠮷\n{}", slip()), line_break);
            let mut client = Client::real();
            client.initialize(chinese(unit)).await;
            let document = Document::open(&mut client, URI, "gov-report", &text).await;
            let page = preview(&mut client, URI).await;
            assert_eq!(page["version"], 1);
            assert_eq!(page["title"], "云溪县丁香镇人民政府2024年政府信息公开工作年度报告");
            let range = cell(&document.text, "四、结转", 1);
            let [start, end] =
                [range.start, range.end].map(|at| Lines::of(&document.text).position(at, unit));
            let at = |position: &Value| format!("{}:{}", position["line"], position["character"]);
            let place = format!("{}-{}", at(&start), at(&end));
            let found = element(body(&page), &place);
            // The figure, and below what is said of it.
            assert!(
                found[0].starts_with("<td class=\"figure error\"") && found[0].ends_with(">1"),
                "{found:?}"
            );
            assert!(found[1..].iter().all(|other| other.starts_with("<li class=\"error\"")), "{found:?}");
            client.finish().await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_page_follows_the_text() {
    let mut client = ready().await;
    let mut document = Document::open(&mut client, URI, "gov-report", &slip()).await;
    let before = preview(&mut client, URI).await;
    assert!(body(&before).contains("class=\"figure error\""));
    let range = cell(&document.text, "四、结转", 1);
    document.replace(&mut client, range, "0").await;
    let after = preview(&mut client, URI).await;
    assert!(!body(&after).contains("class=\"figure error\""));
    assert_eq!(after["version"], 2);
    assert_eq!(before["style"], after["style"]);
    client.finish().await;
}

/// The reports of a page: the line in which each begins, and what it is where that was given.
fn reports(page: &Value) -> Vec<(u64, String, Option<String>)> {
    let one = |report: &Value| {
        let body = report.get("body").map(|body| body.as_str().unwrap().to_owned());
        (report["line"].as_u64().unwrap(), report["id"].as_str().unwrap().to_owned(), body)
    };
    page["reports"].as_array().unwrap().iter().map(one).collect()
}

async fn knowing(client: &mut Client, known: &[String]) -> Value {
    let params = json!({"textDocument": {"uri": URI}, "known": known});
    let id = client.request("gouji/preview", params).await;
    client.result(id).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_reports_only_those_are_given_that_the_client_has_not() {
    let mut client = ready().await;
    // All of them differ: the same twice would be known by the same.
    let text: Vec<String> = (1..=4).map(|at| slip().replace("丁香镇", &format!("第{at}镇"))).collect();
    let mut document = Document::open(&mut client, URI, "gov-report", &text.join("\n")).await;
    let first = reports(&preview(&mut client, URI).await);
    assert_eq!(first.len(), 4);
    assert!(first.iter().all(|(_, _, body)| body.is_some()));
    assert_eq!(first[0].0, 0);
    let ids = |reports: &[(u64, String, Option<String>)]| -> Vec<String> {
        reports.iter().map(|(_, id, _)| id.clone()).collect()
    };
    // Nothing has changed.
    let same = reports(&knowing(&mut client, &ids(&first)).await);
    assert_eq!(ids(&same), ids(&first));
    assert!(same.iter().all(|(_, _, body)| body.is_none()));
    // A line more in the second report: the others move, and are the same.
    let at = document.text.find("第2镇").unwrap();
    let at = at + document.text[at..].find("二、").unwrap();
    document.replace(&mut client, at..at, "另有说明。\n").await;
    let after = reports(&knowing(&mut client, &ids(&first)).await);
    let given: Vec<bool> = after.iter().map(|(_, _, body)| body.is_some()).collect();
    assert_eq!(given, [false, true, false, false]);
    assert!(after[1].2.as_ref().unwrap().contains("另有说明。"));
    let moved: Vec<u64> = after.iter().zip(&first).map(|(after, first)| after.0 - first.0).collect();
    assert_eq!(moved, [0, 0, 1, 1]);
    // Who has lost them is given them again, and they are what a fresh reading gives.
    let whole = reports(&preview(&mut client, URI).await);
    assert_eq!(ids(&whole), ids(&after));
    client.open("file:///other.md", &document.text).await;
    assert_eq!(reports(&preview(&mut client, "file:///other.md").await), whole);
    // One report fewer: those behind it are others now, for they are counted.
    let second = document.text.find("第2镇").unwrap()..document.text.find("第3镇").unwrap();
    let line = |at: usize| document.text[..at].rfind('\n').unwrap() + 1;
    let second = line(second.start)..line(second.end);
    document.replace(&mut client, second, "").await;
    let fewer = reports(&knowing(&mut client, &ids(&whole)).await);
    let given: Vec<bool> = fewer.iter().map(|(_, _, body)| body.is_some()).collect();
    assert_eq!(given, [false, true, true]);
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_reports_that_are_open_have_a_page() {
    let mut client = ready().await;
    assert_eq!(preview(&mut client, "file:///none.md").await, Value::Null);
    for (uri, language_id, text, shown) in [
        ("file:///a.md", "gov-report", "", true),
        ("file:///b.md", "markdown", "# 别的", false),
        ("file:///c.rs", "rust", &report(), false),
    ] {
        client.open_as(uri, language_id, text).await;
        assert_eq!(preview(&mut client, uri).await.is_object(), shown, "{uri}");
        client.close(uri).await;
    }
    let id = client.request("gouji/preview", json!({})).await;
    assert_eq!(client.error(id).await, -32602);
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_of_a_text_that_has_changed_is_not_given() {
    let toy = Toy::default();
    let mut client = Client::ready(&toy).await;
    client.open(URI, "HANG 9").await;
    let id = ask(&mut client, URI).await;
    client.change(URI, 2, &[(span((0, 0), (0, 4)), "年")]).await;
    // The change is made when this is answered.
    assert_eq!(preview(&mut client, "file:///none.md").await, Value::Null);
    toy.gate.open();
    assert_eq!(client.error(id).await, -32801);
    client.finish().await;
}
