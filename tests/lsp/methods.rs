//! Every method that the server knows, asked as it should not be: a clean error, and nothing else happens.

use serde_json::{Value, json};

use crate::client::{Client, able, everything, message};
use crate::pipe::frame;
use crate::sample::{CLEARED, Document, URI, ready, slip};
use crate::toy::Toy;

const PARSE_ERROR: i64 = -32700;
const INVALID_REQUEST: i64 = -32600;
const METHOD_NOT_FOUND: i64 = -32601;
const INVALID_PARAMS: i64 = -32602;
const NOT_INITIALIZED: i64 = -32002;

/// The requests that the server answers, each with what it must be told at least.
fn requests() -> Vec<(&'static str, Value)> {
    let document = json!({"uri": URI});
    let place = json!({"line": 0, "character": 0});
    let at = json!({"textDocument": document, "position": place});
    let of = json!({"textDocument": document});
    let range = json!({"textDocument": document, "range": everything()});
    let options = json!({"tabSize": 4, "insertSpaces": true});
    let and = |mut params: Value, name: &str, value: Value| {
        params[name] = value;
        params
    };
    let version = and(of.clone(), "version", json!(1));
    let own = json!([{"row": "received", "column": "total", "text": "1"}]);
    let cells = and(and(version.clone(), "report", json!(0)), "table", json!("applications"));
    let block = and(and(version, "position", place.clone()), "text", json!("1"));
    vec![
        ("textDocument/completion", at.clone()),
        ("completionItem/resolve", json!({"label": "a"})),
        ("textDocument/hover", at.clone()),
        ("textDocument/definition", at.clone()),
        ("textDocument/references", and(at.clone(), "context", json!({"includeDeclaration": true}))),
        ("textDocument/documentHighlight", at.clone()),
        ("textDocument/documentSymbol", of.clone()),
        ("textDocument/codeAction", and(range.clone(), "context", json!({"diagnostics": []}))),
        ("codeAction/resolve", json!({"title": "a"})),
        ("textDocument/codeLens", of.clone()),
        ("textDocument/documentLink", of.clone()),
        ("textDocument/formatting", and(of.clone(), "options", options.clone())),
        ("textDocument/rangeFormatting", and(range.clone(), "options", options.clone())),
        ("textDocument/onTypeFormatting", and(and(at.clone(), "options", options), "ch", json!("\n"))),
        ("textDocument/foldingRange", of.clone()),
        ("textDocument/selectionRange", and(of.clone(), "positions", json!([place]))),
        ("textDocument/semanticTokens/full", of.clone()),
        ("textDocument/semanticTokens/full/delta", and(of.clone(), "previousResultId", json!("0"))),
        ("textDocument/semanticTokens/range", range.clone()),
        ("textDocument/inlayHint", range.clone()),
        ("textDocument/diagnostic", of.clone()),
        ("workspace/diagnostic", json!({"previousResultIds": []})),
        ("workspace/symbol", json!({"query": ""})),
        ("workspace/executeCommand", json!({"command": "gouji.checkWorkspace", "arguments": []})),
        ("gouji/cells", at.clone()),
        ("gouji/insertTable", and(at.clone(), "table", json!("disputes"))),
        // Of an empty document only, as this one is not.
        ("gouji/newReport", json!({"textDocument": {"uri": "file:///none.md"}, "agency": "a", "year": 2024})),
        ("gouji/facts", of.clone()),
        ("gouji/mark", and(and(range.clone(), "message", json!("")), "reason", json!(""))),
        ("gouji/pasteCells", block),
        ("gouji/reviewed", json!({"folder": "file:///none"})),
        ("gouji/setCells", and(cells, "cells", own)),
        ("gouji/preview", of.clone()),
        ("gouji/tables", at.clone()),
        ("gouji/status", of),
    ]
}

/// The same parameters with something wrong in one place of them, wherever that may be.
fn spoilt(params: &Value) -> Vec<Value> {
    let mut all = vec![
        Value::Null,
        json!(3),
        json!("a"),
        json!([]),
        json!([1, {"textDocument": 2}]),
        json!({"odd": true}),
    ];
    let Value::Object(members) = params else { return all };
    for (name, value) in members {
        let mut put = |other: Option<Value>| {
            let mut spoilt = members.clone();
            spoilt.remove(name);
            spoilt.extend(other.map(|other| (name.clone(), other)));
            all.push(Value::Object(spoilt));
        };
        put(None);
        for other in wrong(value) {
            put(Some(other));
        }
    }
    all
}

/// What is not of the kind of `value`, or is so in a part of it only.
fn wrong(value: &Value) -> Vec<Value> {
    match value {
        Value::Object(members) => {
            let mut all = spoilt(value);
            if members.contains_key("line") {
                for line in [json!(-1), json!(0.5), json!(4_294_967_296_u64), json!("0"), json!(1e300)] {
                    all.push(json!({"line": line, "character": 0}));
                }
            }
            all
        }
        Value::Array(_) => vec![json!({}), json!("a"), json!(7)],
        Value::String(_) => vec![json!(7), json!({}), json!([])],
        Value::Bool(_) => vec![json!("true"), json!({})],
        _ => vec![json!({}), json!("a")],
    }
}

/// Whether a method takes what is not as it should be.
fn is_taken(method: &str, params: &Value, right: &Value) -> bool {
    let mut mended = params.clone();
    match method {
        // The diagnostics may be another server's and hold anything.
        "textDocument/codeAction" => {
            if let Some(diagnostics) = mended.pointer_mut("/context/diagnostics") {
                *diagnostics = json!([]);
            }
            mended == *right
        }
        "workspace/executeCommand" => params["arguments"].is_null() && params["command"] == right["command"],
        _ => false,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrong_parameters_are_refused_in_every_method() {
    let mut client = ready().await;
    let mut document = Document::open(&mut client, URI, "gov-report", &slip()).await;
    document.expect_all(&mut client).await;
    for (method, params) in requests() {
        for spoilt in spoilt(&params) {
            if is_taken(method, &spoilt, &params) {
                continue;
            }
            let id = client.request(method, spoilt.clone()).await;
            let answer = client.answer(id).await;
            assert_eq!(answer["error"]["code"], INVALID_PARAMS, "{method} {spoilt}: {answer}");
        }
        // No parameters at all.
        let body = format!(r#"{{"jsonrpc":"2.0","id":"none","method":"{method}"}}"#);
        client.send_bytes(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes()).await;
        let answer = client.next(method, |message| message["id"] == "none").await;
        assert_eq!(answer["error"]["code"], INVALID_PARAMS, "{method}: {answer}");
    }
    // And as they should be they are answered, but for those that begin long work.
    let long = ["workspace/executeCommand", "workspace/diagnostic"];
    for (method, params) in requests().into_iter().filter(|(method, _)| !long.contains(method)) {
        let id = client.request(method, params).await;
        client.result(id).await;
    }
    document.expect_all(&mut client).await;
    assert_eq!(client.finish().await, [CLEARED]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrong_notifications_are_ignored() {
    let mut client = ready().await;
    let mut document = Document::open(&mut client, URI, "gov-report", &slip()).await;
    document.expect_all(&mut client).await;
    let held = json!({"uri": URI, "languageId": "gov-report", "version": 2, "text": ""});
    let changed = json!({"uri": URI, "version": 2});
    for (method, params) in [
        ("textDocument/didOpen", json!({"textDocument": held})),
        (
            "textDocument/didChange",
            json!({"textDocument": changed, "contentChanges": [{"range": everything(), "text": ""}]}),
        ),
        ("textDocument/didClose", json!({"textDocument": {"uri": URI}})),
        ("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": "file:///a.md", "type": 1}]})),
        ("workspace/didDeleteFiles", json!({"files": [{"uri": "file:///a.md"}]})),
        ("workspace/didRenameFiles", json!({"files": [{"oldUri": "file:///a", "newUri": "file:///b"}]})),
        ("workspace/didChangeWorkspaceFolders", json!({"event": {"added": [], "removed": []}})),
        ("window/workDoneProgress/cancel", json!({"token": 1})),
    ] {
        for spoilt in spoilt(&params) {
            client.notify(method, spoilt).await;
        }
    }
    for (method, params) in [("$/unknown", json!({})), ("unknown", json!([])), ("exit/", Value::Null)] {
        client.notify(method, params).await;
    }
    document.replace(&mut client, 0..0, "# ").await;
    document.expect_all(&mut client).await;
    assert_eq!(client.finish().await, [CLEARED]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_request_is_answered_whatever_it_is_called() {
    let mut client = ready().await;
    for method in ["unknown", "", "$/unknown", "$/cancelRequest", "gouji/", "textDocument/", "职责"] {
        for params in [Value::Null, json!({}), json!([1])] {
            let id = client.request(method, params).await;
            let code = client.error(id).await;
            assert!([METHOD_NOT_FOUND, INVALID_REQUEST].contains(&code), "{method}: {code}");
        }
    }
    // What is told and not asked has no answer, so it cannot be asked.
    for method in ["textDocument/didOpen", "textDocument/didChange", "textDocument/didClose", "initialized"] {
        let id = client.request(method, json!({"textDocument": {"uri": URI}})).await;
        assert_eq!(client.error(id).await, INVALID_REQUEST, "{method}");
    }
    // What is asked and not told is not even looked at.
    for (method, params) in requests() {
        client.notify(method, params).await;
    }
    client.notify("initialize", able()).await;
    client.notify("shutdown", Value::Null).await;
    let mut document = Document::open(&mut client, URI, "gov-report", &slip()).await;
    document.expect_all(&mut client).await;
    assert_eq!(client.finish().await, [CLEARED]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn before_the_beginning_and_after_the_end_no_request_is_served() {
    let unknown = [("unknown", json!({})), ("$/unknown", json!({})), ("shutdown", Value::Null)];
    let all = || requests().into_iter().chain(unknown.clone());
    let mut client = Client::real();
    for (method, params) in all() {
        let id = client.request(method, params).await;
        assert_eq!(client.error(id).await, NOT_INITIALIZED, "{method}");
    }
    client.initialize(able()).await;
    let mut document = Document::open(&mut client, URI, "gov-report", &slip()).await;
    document.lang = gouji::rules::Lang::En;
    document.expect_all(&mut client).await;
    let id = client.request("initialize", able()).await;
    assert_eq!(client.error(id).await, INVALID_REQUEST);
    let id = client.request("shutdown", Value::Null).await;
    client.result(id).await;
    client.published(URI).await;
    for (method, params) in all().chain([("initialize", able())]) {
        let id = client.request(method, params).await;
        assert_eq!(client.error(id).await, INVALID_REQUEST, "{method}");
    }
    client.notify("exit", Value::Null).await;
    assert_eq!(client.ended().await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_may_have_any_id_and_has_one_answer() {
    let toy = Toy::default();
    let mut client = Client::ready(&toy).await;
    client.open("file:///a.md", "HANG 9").await;
    let ask = |id: Value| {
        let mut ask = message("gouji/status", json!({"textDocument": {"uri": "file:///a.md"}}));
        ask["id"] = id;
        frame(&ask)
    };
    // While one is answered another of the same name is refused, and the first is answered all the same.
    client.send_bytes(&[ask(json!("twice")), ask(json!("twice"))].concat()).await;
    let refused = client.next("a refusal", |message| message["id"] == "twice").await;
    assert_eq!(refused["error"]["code"], INVALID_REQUEST);
    toy.gate.open();
    let answer = client.next("the answer", |message| message["id"] == "twice").await;
    assert!(answer["result"].is_object(), "{answer}");
    client.settled("file:///a.md", 1).await;
    for id in [json!(0), json!(-7), json!(i64::MAX), json!(""), json!("年报"), json!("7")] {
        client.send_bytes(&ask(id.clone())).await;
        let answer = client.next("the answer", |message| message["id"] == id).await;
        assert!(answer["result"].is_object(), "{answer}");
    }
    // What cannot be a name is none.
    for id in [json!(1.5), json!(true), json!({}), json!([1]), json!(1e300)] {
        client.send_bytes(&ask(id)).await;
        let answer = client.next("a refusal", |message| message["id"].is_null()).await;
        assert_eq!(answer["error"]["code"], INVALID_REQUEST, "{answer}");
    }
    assert_eq!(client.finish().await, ["file:///a.md null: 0"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_nested_without_end_is_refused() {
    let mut client = Client::ready(&Toy::default()).await;
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        for depth in [200, 100_000] {
            let body = format!("{}0{}", open.repeat(depth), close.repeat(depth));
            client.send_bytes(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes()).await;
            let answer = client.next("a refusal", |message| message["id"].is_null()).await;
            assert_eq!(answer["error"]["code"], PARSE_ERROR);
        }
    }
    assert!(client.finish().await.is_empty());
}
