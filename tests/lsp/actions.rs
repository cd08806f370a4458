//! What the light bulb offers.

use serde_json::{Value, json};

use crate::client::{Client, able_with, everything, span};
use crate::toy::Toy;

const URI: &str = "file:///a.md";

/// The titles of the actions.
fn titles(actions: &Value) -> Vec<&str> {
    actions.as_array().unwrap().iter().map(|action| action["title"].as_str().unwrap()).collect()
}

/// The text after the edits of an action, on a text of one line without surrogate pairs.
fn applied(text: &str, edits: &Value) -> String {
    let mut text = text.chars().collect::<Vec<_>>();
    for edit in edits.as_array().unwrap().iter().rev() {
        let [start, end] =
            ["start", "end"].map(|end| edit["range"][end]["character"].as_u64().unwrap() as usize);
        text.splice(start..end, edit["newText"].as_str().unwrap().chars());
    }
    text.into_iter().collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fix_is_offered_at_what_it_mends() {
    let toy = Toy::default();
    let mut client = Client::ready(&toy).await;
    client.open(URI, "年9报9").await;
    let published = client.settled(URI, 1).await;
    let actions = client.fixes(URI, span((0, 1), (0, 1))).await;
    assert_eq!(titles(&actions), ["Make it 0", "Break the line"]);
    assert_eq!(actions[0]["kind"], "quickfix");
    assert_eq!(actions[0]["isPreferred"], true);
    assert_eq!(actions[1]["isPreferred"], false);
    assert_eq!(actions[0]["diagnostics"], json!([published["diagnostics"][0]]));
    let change = &actions[0]["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"], json!({"uri": URI, "version": 1}));
    assert_eq!(applied("年9报9", &change["edits"]), "年0报9");
    assert_eq!(titles(&client.fixes(URI, span((0, 2), (0, 2))).await).len(), 2);
    assert_eq!(titles(&client.fixes(URI, span((0, 0), (0, 0))).await).len(), 0);
    assert_eq!(titles(&client.fixes(URI, everything()).await).len(), 4);
    assert_eq!(client.finish().await, ["file:///a.md null: 0"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fix_is_of_the_text_as_it_now_is() {
    let toy = Toy::default();
    let mut client = Client::ready(&toy).await;
    client.open(URI, "9").await;
    let stale = client.settled(URI, 1).await["diagnostics"].take();
    client.change(URI, 2, &[(span((0, 0), (0, 0)), "年")]).await;
    // What the client still shows is sent back, and something of another server's that is no diagnostic at all.
    let params = json!({
        "textDocument": {"uri": URI},
        "range": everything(),
        "context": {"diagnostics": [stale[0], {"code": {}, "message": 3}], "only": ["quickfix"]},
    });
    let id = client.request("textDocument/codeAction", params).await;
    let actions = client.result(id).await;
    let change = &actions[0]["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"]["version"], 2);
    assert_eq!(applied("年9", &change["edits"]), "年0");
    client.expect_diagnostics(URI, 2, &["0:1-0:2 nine"]).await;
    assert_eq!(client.finish().await, ["file:///a.md null: 0"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_the_kinds_that_are_asked_for_are_offered() {
    let toy = Toy::default();
    let mut client = Client::ready(&toy).await;
    client.open(URI, "9").await;
    client.settled(URI, 1).await;
    for (only, count) in [
        (json!(null), 2),
        (json!(["quickfix"]), 2),
        (json!([""]), 2),
        (json!(["refactor", "quickfix"]), 2),
        (json!(["quick"]), 0),
        (json!(["quickfix.other"]), 0),
        (json!(["source.fixAll"]), 0),
        (json!([]), 0),
    ] {
        let context = json!({"diagnostics": [], "only": only});
        let params = json!({"textDocument": {"uri": URI}, "range": everything(), "context": context});
        let id = client.request("textDocument/codeAction", params).await;
        assert_eq!(titles(&client.result(id).await).len(), count, "{only}");
    }
    assert_eq!(client.finish().await, ["file:///a.md null: 0"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn edits_are_as_the_client_wants_them_and_break_lines_as_the_document_does() {
    let toy = Toy::default();
    let plain = json!({"capabilities": {"workspace": null}});
    let mut client = Client::ready_with(&toy, able_with(plain)).await;
    for (text, line_break) in [("9", "\n"), ("9\n", "\n"), ("9\r\n", "\r\n"), ("9\r", "\r")] {
        client.open(URI, text).await;
        client.settled(URI, 1).await;
        let actions = client.fixes(URI, everything()).await;
        assert!(actions[0]["edit"].get("documentChanges").is_none());
        assert_eq!(actions[1]["edit"]["changes"][URI][0]["newText"], line_break);
    }
    assert_eq!(client.finish().await, ["file:///a.md null: 0"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_that_was_overtaken_is_not_given() {
    let toy = Toy::default();
    let mut client = Client::ready(&toy).await;
    client.open(URI, "HANG 9").await;
    let changed = client.request_fixes(URI, everything()).await;
    client.change(URI, 2, &[(everything(), "9")]).await;
    client.open("file:///b.md", "HANG 9").await;
    let closed = client.request_fixes("file:///b.md", everything()).await;
    client.close("file:///b.md").await;
    // The changes are made when this is answered.
    let barrier = client.fixes("file:///none.md", everything()).await;
    assert_eq!(barrier, Value::Null);
    toy.gate.open();
    assert_eq!(client.error(changed).await, -32801);
    assert_eq!(client.error(closed).await, -32801);
    client.expect_diagnostics(URI, 2, &["0:0-0:1 nine"]).await;
    assert_eq!(client.finish().await, ["file:///a.md null: 0"]);
}
