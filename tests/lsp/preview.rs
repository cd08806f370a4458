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
            let found = element(page["body"].as_str().unwrap(), &place);
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
    assert!(before["body"].as_str().unwrap().contains("class=\"figure error\""));
    let range = cell(&document.text, "四、结转", 1);
    document.replace(&mut client, range, "0").await;
    let after = preview(&mut client, URI).await;
    assert!(!after["body"].as_str().unwrap().contains("class=\"figure error\""));
    assert_eq!(after["version"], 2);
    assert_eq!(before["style"], after["style"]);
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
