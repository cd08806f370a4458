//! What "format document" and "format selection" do.

use serde_json::{Value, json};

use crate::client::{Client, span};
use crate::sample::{Document, Lines, URI, Unit, broken_by, chinese, ready, report};
use crate::toy::Toy;

/// Asks for the edits of a whole document, or of a part.
async fn ask(client: &mut Client, uri: &str, range: Option<Value>) -> i64 {
    let mut params = json!({
        "textDocument": {"uri": uri},
        "options": {"tabSize": 8, "insertSpaces": false, "trimTrailingWhitespace": true},
    });
    match range {
        None => client.request("textDocument/formatting", params).await,
        Some(range) => {
            params["range"] = range;
            client.request("textDocument/rangeFormatting", params).await
        }
    }
}

async fn edits(client: &mut Client, uri: &str, range: Option<Value>) -> Value {
    let id = ask(client, uri, range).await;
    client.result(id).await
}

/// The text after edits, which do not overlap.
fn applied(text: &str, edits: &Value, unit: Unit) -> String {
    let lines = Lines::of(text);
    let place = |edit: &Value| {
        let [start, end] = ["start", "end"].map(|end| lines.offset(&edit["range"][end], unit));
        (start..end, edit["newText"].as_str().unwrap().to_owned())
    };
    let mut edits = edits.as_array().unwrap().iter().map(place).collect::<Vec<_>>();
    edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    let mut text = text.to_owned();
    edits.iter().for_each(|(range, new)| text.replace_range(range.clone(), new));
    text
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_out_of_line_is_put_back_in_every_encoding() {
    for unit in Unit::ALL {
        for line_break in ["\n", "\r\n", "\r"] {
            let tidy = broken_by(&report(), line_break);
            let untidy = tidy.replace("| 规章 ", "|𠮷规章").replace("一、总体情况", "  一.总体情况 ");
            let tidy = tidy.replace("| 规章   ", "| 𠮷规章 ");
            assert_ne!(tidy, untidy);
            let mut client = Client::real();
            client.initialize(chinese(unit)).await;
            let document = Document::open(&mut client, URI, "gov-report", &untidy).await;
            let found = edits(&mut client, URI, None).await;
            assert_eq!(applied(&document.text, &found, unit), tidy, "{line_break:?}");
            let texts = found.as_array().unwrap().iter().map(|edit| edit["newText"].as_str().unwrap());
            assert!(texts.clone().count() > 1 && texts.clone().all(|text| !text.contains(['\n', '\r'])));

            let heading = Lines::of(&untidy).position(untidy.find("一.").unwrap(), unit);
            let found = edits(&mut client, URI, Some(json!({"start": heading, "end": heading}))).await;
            let part = untidy.replace("  一.总体情况 ", "一、总体情况");
            assert_eq!(applied(&document.text, &found, unit), part);
            client.finish().await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_changed_where_nothing_is_out_of_line() {
    let mut client = Client::real();
    client.initialize(chinese(Unit::Utf16)).await;
    Document::open(&mut client, URI, "gov-report", &report()).await;
    assert_eq!(edits(&mut client, URI, None).await, json!([]));
    assert_eq!(edits(&mut client, URI, Some(span((0, 0), (0, 0)))).await, json!([]));
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_reports_that_are_open_are_formatted() {
    let mut client = ready().await;
    let none = edits(&mut client, "file:///none.md", None).await;
    assert_eq!(none, Value::Null);
    for (uri, language_id, formatted) in [
        ("file:///a.md", "gov-report", true),
        ("file:///b.md", "markdown", false),
        ("file:///c.rs", "rust", false),
    ] {
        client.open_as(uri, language_id, "一.总体情况\n\n本年度按规定办理。\n").await;
        for range in [None, Some(span((0, 0), (0, 1)))] {
            let found = edits(&mut client, uri, range).await;
            assert_eq!(found.as_array().map_or(0, Vec::len), usize::from(formatted), "{uri}");
        }
        client.close(uri).await;
    }
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn edits_of_a_text_that_has_changed_are_not_given() {
    let toy = Toy::default();
    let mut client = Client::ready(&toy).await;
    client.open(URI, "HANG 9").await;
    let id = ask(&mut client, URI, None).await;
    client.change(URI, 2, &[(span((0, 0), (0, 4)), "年")]).await;
    // The change is made when this is answered.
    assert_eq!(edits(&mut client, "file:///none.md", None).await, Value::Null);
    toy.gate.open();
    assert_eq!(client.error(id).await, -32801);
    client.finish().await;
}
