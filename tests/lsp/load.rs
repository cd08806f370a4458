//! Order and cancelling hold under load. Each of these failed, or hung for good, with tower-lsp's own scheduler.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use serde_json::json;
use tokio::time::timeout;

use crate::client::{Client, NEVER, did_open, everything, listed, message, span};
use crate::pipe::frame;
use crate::toy::Toy;

const URI: &str = "file:///a.md";
/// The time between two keystrokes of a fast typist, so to speak.
const KEYSTROKE: Duration = Duration::from_millis(2);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn edits_land_in_order_and_cancels_cancel_behind_hung_requests() {
    let toy = Toy::default();
    let mut client = Client::ready(&toy).await;
    client.open_as("file:///hung.md", "markdown", "HANG").await;
    client.open(URI, "SHOW\n").await;
    let mut hung = Vec::new();
    for _ in 0..30 {
        hung.push(client.request_fixes("file:///hung.md", everything()).await);
    }
    // Each edit is right only after the one before it.
    let mut model = "SHOW\n".to_owned();
    for edit in 0..2000u32 {
        let digit = (b'0' + (edit % 8) as u8) as char;
        client
            .change(URI, edit as i32 + 2, &[(span((1, edit), (1, edit)), digit.encode_utf8(&mut [0; 4]))])
            .await;
        model.push(digit);
    }
    for id in &hung {
        client.notify("$/cancelRequest", json!({"id": id})).await;
    }
    for id in hung {
        assert_eq!(client.error(id).await, -32800);
    }
    client.change(URI, 3000, &[(span((1, 2000), (1, 2000)), "9")]).await;
    let actions = client.fixes(URI, everything()).await;
    let edits = &actions[0]["edit"]["documentChanges"][0]["edits"];
    assert_eq!(edits[0]["range"], span((1, 2000), (1, 2001)));
    toy.gate.open();
    assert_eq!(client.text(URI, 3000).await, model + "9");
    assert_eq!(client.finish().await, ["file:///a.md null: 0"]);
}

/// More edits than are kept: then the text is read anew, and each answer is about the text that it was asked of.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn very_many_edits_may_come_while_the_text_is_read() {
    let toy = Toy::default();
    let mut client = Client::ready(&toy).await;
    client.open(URI, "SHOW HANG\n").await;
    toy.gate.reached();
    let mut model = "SHOW HANG\n".to_owned();
    let mut asked = Vec::new();
    for edit in 0..25_000u32 {
        let digit = (b'0' + (edit % 8) as u8) as char;
        let typed = [(span((1, edit), (1, edit)), &*digit.to_string())];
        client.change(URI, edit as i32 + 2, &typed).await;
        model.push(digit);
        if edit % 1000 == 0 {
            asked.push(client.request_fixes(URI, everything()).await);
        }
    }
    assert_eq!(toy.read.load(Ordering::SeqCst), 1);
    toy.gate.open();
    assert_eq!(client.text(URI, 25_001).await, model);
    for id in asked {
        assert_eq!(client.error(id).await, -32801);
    }
    client.change(URI, 25_002, &[(span((1, 0), (1, 25_000)), "9")]).await;
    client.expect_diagnostics(URI, 25_002, &["0:0-0:4 SHOW HANG\n9", "1:0-1:1 nine"]).await;
    assert_eq!(toy.read_anew.load(Ordering::SeqCst), 2);
    assert_eq!(client.finish().await, ["file:///a.md null: 0"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_newest_version_of_a_burst_is_shown_last() {
    /// How many findings the last version has, and no other.
    const LAST: usize = 7;
    let toy = Toy::default();
    let mut client = Client::ready(&toy).await;
    let mut burst = frame(&did_open(URI, "gov-report", 1, ""));
    for version in 2..=500 {
        let count = if version == 500 { LAST } else { version as usize % LAST };
        let text = "9\n".repeat(count);
        let document = json!({"uri": URI, "version": version});
        let params = json!({"textDocument": document, "contentChanges": [{"text": text}]});
        burst.extend(frame(&message("textDocument/didChange", params)));
    }
    client.send_bytes(&burst).await;
    let last = client.settled(URI, 500).await;
    assert_eq!(listed(&last).len(), LAST);
    assert_eq!(client.finish().await, ["file:///a.md null: 0"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn typing_without_a_pause_is_judged_again_and_again() {
    let toy = Toy::default();
    let mut client = Client::ready(&toy).await;
    client.open(URI, "SLOW\n9").await;
    client.settled(URI, 1).await;
    // Each list is overtaken while it is made, and yet three must come while the typing goes on.
    let begin = Instant::now();
    let mut version = 1;
    for _ in 0..3 {
        loop {
            assert!(begin.elapsed() < NEVER, "nothing is shown");
            version += 1;
            client.change(URI, version, &[(span((0, 0), (0, 0)), "\n")]).await;
            // Where the typist was held up, a list may be that of the last keystroke: it is not counted.
            if let Ok(shown) = timeout(KEYSTROKE, client.published(URI)).await
                && shown["version"].as_i64().unwrap() < version.into()
            {
                break;
            }
        }
    }
    // One more, so that it is not shown yet.
    version += 1;
    client.change(URI, version, &[(span((0, 0), (0, 0)), "\n")]).await;
    let last = client.settled(URI, version).await;
    assert_eq!(listed(&last), [format!("{version}:0-{version}:1 nine")]);
    assert_eq!(client.finish().await, ["file:///a.md null: 0"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_large_document_is_opened() {
    let toy = Toy::default();
    let mut client = Client::ready(&toy).await;
    let text = "政务公开\n".repeat(9 * 1024 * 1024 / 13) + "9";
    client.open(URI, &text).await;
    let lines = text.matches('\n').count();
    client.expect_diagnostics(URI, 1, &[&format!("{lines}:0-{lines}:1 nine")]).await;
    assert_eq!(client.finish().await, ["file:///a.md null: 0"]);
}
