//! Lists of diagnostics for an editor that drops those of a version that is not the one it has.

use std::time::Duration;

use serde_json::{Value, json};

use crate::client::{Client, able_with, everything, listed, span};
use crate::toy::Toy;

const URI: &str = "file:///a.md";

/// An editor that says so, or says nothing of it.
async fn ready(toy: &Toy, drops: Value) -> Client {
    let capabilities = json!({"textDocument": {"publishDiagnostics": {"versionSupport": drops}}});
    Client::ready_with(toy, able_with(json!({"capabilities": capabilities}))).await
}

/// What the editor shows in the end: the last list that came with the version that it has.
async fn shown(client: &mut Client, version: i32) -> Vec<String> {
    listed(&client.settled(URI, version).await)
}

/// Long enough for whatever may still be sent.
async fn quiet() {
    tokio::time::sleep(Duration::from_millis(600)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_that_came_too_late_is_sent_again() {
    for drops in [json!(true), json!(null)] {
        let toy = Toy::default();
        let mut client = ready(&toy, drops).await;
        client.open(URI, "HANG 9").await;
        toy.gate.reached();
        // The list of the version before is on its way when this is typed, and stays as it is.
        client.change(URI, 2, &[(span((0, 6), (0, 6)), "年")]).await;
        toy.gate.open();
        assert_eq!(shown(&mut client, 2).await, ["0:5-0:6 nine"]);
        quiet().await;
        assert_eq!(client.finish().await, ["file:///a.md null: 0"]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn so_is_one_that_was_overtaken_on_its_way() {
    let toy = Toy::default();
    let mut client = ready(&toy, json!(true)).await;
    client.open(URI, "9\n").await;
    // The server had not heard of this when it sent the list; the editor has typed it before it read the list.
    client.settled(URI, 1).await;
    client.change(URI, 2, &[(span((1, 0), (1, 0)), "年")]).await;
    client.change(URI, 3, &[(span((1, 0), (1, 0)), "年")]).await;
    assert_eq!(shown(&mut client, 3).await, ["0:0-0:1 nine"]);
    // Nothing is wrong any more; that is heard of too.
    client.change(URI, 4, &[(span((0, 0), (0, 1)), "0")]).await;
    client.settled(URI, 4).await;
    client.change(URI, 5, &[(span((1, 0), (1, 0)), "年")]).await;
    assert!(shown(&mut client, 5).await.is_empty());
    assert_eq!(client.finish().await, ["file:///a.md null: 0"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn so_is_that_a_text_is_no_report_any_more() {
    let toy = Toy::default();
    let mut client = ready(&toy, json!(true)).await;
    client.open_as(URI, "markdown", "年度报告 9").await;
    client.settled(URI, 1).await;
    client.change(URI, 2, &[(span((0, 0), (0, 1)), "")]).await;
    client.change(URI, 3, &[(span((0, 0), (0, 1)), "")]).await;
    assert!(shown(&mut client, 3).await.is_empty());
    quiet().await;
    // What shows nothing need not be cleared.
    assert!(client.finish().await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fast_keys_cost_one_list_and_slow_ones_none() {
    let toy = Toy::default();
    let mut client = ready(&toy, json!(true)).await;
    client.open(URI, "9\n").await;
    client.settled(URI, 1).await;
    for version in 2..=40 {
        client.change(URI, version, &[(span((1, 0), (1, 0)), "年")]).await;
        client.caught_up(URI).await;
    }
    quiet().await;
    assert_eq!(client.published(URI).await["version"], 40);
    // It was read long ago when this is typed.
    tokio::time::sleep(Duration::from_millis(1000)).await;
    client.change(URI, 41, &[(span((1, 0), (1, 0)), "年")]).await;
    quiet().await;
    assert_eq!(client.finish().await, ["file:///a.md null: 0"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_editor_that_takes_every_list_is_sent_none_twice() {
    let toy = Toy::default();
    let mut client = ready(&toy, json!(false)).await;
    client.open(URI, "HANG 9").await;
    toy.gate.reached();
    client.change(URI, 2, &[(span((0, 6), (0, 6)), "年")]).await;
    toy.gate.open();
    client.settled(URI, 1).await;
    client.change(URI, 3, &[(everything(), "HANG 9")]).await;
    quiet().await;
    assert_eq!(client.finish().await, ["file:///a.md null: 0"]);
}
