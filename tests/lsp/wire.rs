//! Messages that are not quite as they should be.

use serde_json::{Value, json};

use crate::client::{Client, able, did_open, everything, message};
use crate::pipe::frame;
use crate::toy::Toy;

const URI: &str = "file:///a.md";

/// Shows that the server still serves.
async fn serves(client: &mut Client, uri: &str) {
    client.open(uri, "9").await;
    client.expect_diagnostics(uri, 1, &["0:0-0:1 nine"]).await;
    client.close(uri).await;
    client.published(uri).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_malformed_message_is_refused_and_the_next_is_served() {
    let toy = Toy::default();
    let mut client = Client::ready(&toy).await;
    for (bytes, code) in [
        (&b"Content-Length: 3\r\n\r\n{\"a"[..], -32700),
        (b"Content-Length: 4\r\n\r\n\"\xff\xfe\"", -32700),
        (b"Content-Length: many\r\n\r\n", -32700),
        (b"Content-Type: text\r\n\r\n", -32700),
        (b"A: 1\r\nB: 2\r\nC: 3\r\n\r\n", -32700),
        (b"\x00\xff\r\n\r\n", -32700),
        (b"Content-Length: 2\r\n\r\n[]", -32600),
        (b"Content-Length: 2\r\n\r\n17", -32600),
        (b"Content-Length: 14\r\n\r\n{\"method\":\"x\"}", -32600),
        (b"Content-Length: 31\r\n\r\n{\"jsonrpc\":\"2.0\",\"method\":null}", -32600),
    ] {
        client.send_bytes(bytes).await;
        let answer = client.next("a refusal", |message| message["id"].is_null()).await;
        assert_eq!(answer["error"]["code"], code, "{}", bytes.escape_ascii());
        serves(&mut client, URI).await;
    }
    assert!(client.finish().await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn unusual_headers_are_understood() {
    let toy = Toy::default();
    let mut client = Client::ready(&toy).await;
    for header in [
        "content-length: {}\r\n\r\n",
        "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: {}\r\n\r\n",
        "Content-Length:{}\r\nContent-Type: application/vscode-jsonrpc\r\nA: 1\r\nB: 2\r\n\r\n",
        "Content-Length: {}\n\n",
    ] {
        let body = did_open(URI, "gov-report", 1, "年9").to_string();
        client.send_bytes(header.replace("{}", &body.len().to_string()).as_bytes()).await;
        client.send_bytes(body.as_bytes()).await;
        client.expect_diagnostics(URI, 1, &["0:1-0:2 nine"]).await;
        client.close(URI).await;
        client.published(URI).await;
    }
    assert!(client.finish().await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_may_come_in_pieces() {
    let toy = Toy::default();
    let mut client = Client::ready(&toy).await;
    for byte in frame(&did_open(URI, "gov-report", 1, "年9")) {
        client.send_bytes(&[byte]).await;
        tokio::task::yield_now().await;
    }
    client.expect_diagnostics(URI, 1, &["0:1-0:2 nine"]).await;
    assert_eq!(client.finish().await, ["file:///a.md null: 0"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrong_parameters_and_unknown_methods_do_no_harm() {
    let toy = Toy::default();
    let mut client = Client::ready(&toy).await;
    for (method, params) in [
        ("textDocument/didOpen", json!({"textDocument": {"uri": URI}})),
        ("textDocument/didChange", json!({"textDocument": {"uri": URI, "version": -1.5}})),
        ("textDocument/didClose", json!(["a"])),
        ("textDocument/didSave", json!({"textDocument": {"uri": URI}})),
        ("$/cancelRequest", json!({"id": {}})),
        ("$/cancelRequest", json!({"id": 4711})),
        ("$/setTrace", json!({"value": "verbose"})),
        ("no/such/method", json!(null)),
        ("", json!(null)),
    ] {
        client.notify(method, params).await;
        serves(&mut client, URI).await;
    }
    for (method, code) in
        [("textDocument/codeAction", -32602), ("no/such/method", -32601), ("initialize", -32600)]
    {
        let id = client.request(method, json!({"odd": true})).await;
        assert_eq!(client.error(id).await, code, "{method}");
    }
    assert!(client.finish().await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_that_comes_before_the_answer_to_initialize() {
    let toy = Toy::default();
    let mut client = Client::start(&toy);
    let mut initialize = message("initialize", able());
    initialize["id"] = json!("first");
    let mut ask = message(
        "textDocument/codeAction",
        json!({"textDocument": {"uri": URI}, "range": everything(), "context": {"diagnostics": []}}),
    );
    ask["id"] = json!("second");
    let bytes = [initialize, message("initialized", json!({})), did_open(URI, "gov-report", 1, "9"), ask]
        .iter()
        .flat_map(frame)
        .collect::<Vec<_>>();
    client.send_bytes(&bytes).await;
    // The answer is the first thing that is said.
    let first = client.next("anything", |_| true).await;
    assert_eq!(first["id"], "first");
    let second = client.next("the second answer", |message| message["id"] == "second").await;
    assert_eq!(second["result"].as_array().unwrap().len(), 2);
    client.expect_diagnostics(URI, 1, &["0:0-0:1 nine"]).await;
    assert_eq!(client.finish().await, ["file:///a.md null: 0"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn before_initialize_and_after_shutdown_requests_are_refused() {
    let toy = Toy::default();
    let mut client = Client::start(&toy);
    client.open(URI, "9").await;
    let id = client.request_fixes(URI, everything()).await;
    assert_eq!(client.error(id).await, -32002);
    client.initialize(able()).await;
    serves(&mut client, URI).await;
    let id = client.request("shutdown", json!(null)).await;
    assert_eq!(client.result(id).await, Value::Null);
    client.open(URI, "9").await;
    let id = client.request_fixes(URI, everything()).await;
    assert_eq!(client.error(id).await, -32600);
    client.notify("exit", json!(null)).await;
    assert_eq!(client.ended().await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reply_that_nobody_waits_for_does_no_harm() {
    let toy = Toy::default();
    let mut client = Client::ready(&toy).await;
    for reply in [
        json!({"jsonrpc": "2.0", "id": 0, "result": null}),
        json!({"jsonrpc": "2.0", "id": "x", "error": {"code": -1, "message": "no"}}),
        json!({"jsonrpc": "2.0", "id": 1, "error": {"odd": true}}),
        json!({"jsonrpc": "2.0", "id": 1}),
        json!({}),
    ] {
        client.send_bytes(&frame(&reply)).await;
        serves(&mut client, URI).await;
    }
    assert!(client.finish().await.is_empty());
}
