//! What is found out once is known to all who ask, and what is kept of a document is what would be found out anew.

use std::sync::atomic::Ordering;

use serde_json::{Value, json};

use crate::chance::Chance;
use crate::client::{Client, able, everything, span};
use crate::sample::{Document, URI, broken_by, report, slip};
use crate::toy::Toy;

/// What an editor asks behind a keystroke, of everything in the document.
const REQUESTS: [&str; 5] = [
    "gouji/status",
    "textDocument/documentSymbol",
    "textDocument/foldingRange",
    "textDocument/codeLens",
    "textDocument/semanticTokens/full",
];

async fn request_all(client: &mut Client) -> Vec<i64> {
    let mut ids = Vec::new();
    for method in REQUESTS {
        ids.push(client.request(method, json!({"textDocument": {"uri": URI}})).await);
    }
    ids
}

async fn ask_all(client: &mut Client) -> Vec<Value> {
    let mut answers = Vec::new();
    for id in request_all(client).await {
        let mut answer = client.result(id).await;
        // Each client has its own numbers.
        answer.as_object_mut().map(|answer| answer.remove("resultId"));
        answers.push(answer);
    }
    answers
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_text_is_read_once_for_all_who_ask() {
    let toy = Toy::default();
    let mut client = Client::ready(&toy).await;
    client.open(URI, "HANG 9").await;
    let mut ids = request_all(&mut client).await;
    toy.gate.reached();
    ids.extend(request_all(&mut client).await);
    ids.push(client.request_fixes(URI, span((0, 0), (0, 1))).await);
    toy.gate.open();
    for id in ids {
        client.result(id).await;
    }
    assert_eq!(toy.read.load(Ordering::SeqCst), 1);
    // A fix that is called the right one is tried out: that is another text.
    client.fixes(URI, everything()).await;
    assert_eq!(toy.read.load(Ordering::SeqCst), 2);
    client.change(URI, 2, &[(span((0, 0), (0, 0)), "9")]).await;
    for id in request_all(&mut client).await {
        client.result(id).await;
    }
    assert_eq!(toy.read.load(Ordering::SeqCst), 3);
    client.expect_diagnostics(URI, 2, &["0:0-0:1 nine", "0:6-0:7 nine"]).await;
    assert_eq!(client.finish().await, ["file:///政务公开/年报.md null: 0"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_document_does_not_wait_for_another() {
    let toy = Toy::default();
    let mut client = Client::ready(&toy).await;
    client.open("file:///hung.md", "HANG").await;
    toy.gate.reached();
    client.open(URI, "9").await;
    client.expect_diagnostics(URI, 1, &["0:0-0:1 nine"]).await;
    client.close(URI).await;
    client.published(URI).await;
    toy.gate.open();
    client.settled("file:///hung.md", 1).await;
    assert_eq!(client.finish().await, ["file:///hung.md null: 0"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_kept_is_what_is_found_out_anew() {
    for (seed, line_break) in ["\n", "\r\n", "\r"].into_iter().enumerate() {
        let (mut client, mut anew) = (Client::real(), Client::real());
        client.initialize(able()).await;
        anew.initialize(able()).await;
        let reports = [slip(), report(), slip().replace("丁香镇", "白露镇"), report()];
        let text = broken_by(&reports.join("\n"), line_break);
        let mut document = Document::open(&mut client, URI, "gov-report", &text).await;
        let mut chance = Chance(seed as u64);
        for edit in 0..90 {
            let (range, new) = chance.edit(&document.text);
            let undo = document.replace(&mut client, range, &new).await;
            if edit % 3 > 0 {
                continue;
            }
            anew.open(URI, &document.text).await;
            let expected = ask_all(&mut anew).await;
            anew.caught_up(URI).await;
            assert_eq!(ask_all(&mut client).await, expected, "{:?}", document.text);
            // So that they stay several reports.
            document.replace(&mut client, undo.0, &undo.1).await;
        }
        document.lang = gouji::rules::Lang::En;
        document.expect_all(&mut client).await;
        anew.finish().await;
        client.finish().await;
    }
}
