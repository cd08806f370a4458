//! What an editor is offered while its user types.

use serde_json::{Value, json};

use crate::client::{Client, able_with, span};
use crate::sample::{Document, Lines, URI, Unit, broken_by, chinese, report};
use crate::toy::Toy;

/// What an editor says that takes snippets.
fn with_snippets(unit: Unit) -> Value {
    let item = json!({
        "snippetSupport": true,
        "documentationFormat": ["markdown"],
        "insertTextModeSupport": {"valueSet": [1, 2]},
    });
    let mut params = chinese(unit);
    params["capabilities"]["textDocument"]["completion"] = json!({"completionItem": item});
    params
}

async fn ask(client: &mut Client, uri: &str, at: Value, context: Value) -> i64 {
    let params = json!({"textDocument": {"uri": uri}, "position": at, "context": context});
    client.request("textDocument/completion", params).await
}

async fn offered(client: &mut Client, uri: &str, at: Value) -> Value {
    let id = ask(client, uri, at, json!({"triggerKind": 1})).await;
    client.result(id).await
}

/// The text with `typed` instead of the line that begins with `line`, and the place behind what was typed.
fn typing(text: &str, line: &str, typed: &str) -> (String, usize) {
    let start = text.find(line).unwrap();
    let end = start + text[start..].find(['\r', '\n']).unwrap();
    (format!("{}{typed}{}", &text[..start], &text[end..]), start + typed.len())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_row_is_put_in_place_of_what_was_typed_in_every_encoding() {
    for unit in Unit::ALL {
        for line_break in ["\n", "\r\n", "\r"] {
            let (text, at) = typing(&broken_by(&report(), line_break), "| 二、上年", "| 上年jz");
            let mut client = Client::real();
            client.initialize(with_snippets(unit)).await;
            let document = Document::open(&mut client, URI, "gov-report", &text).await;
            let lines = Lines::of(&document.text);
            let list = offered(&mut client, URI, lines.position(at, unit)).await;
            assert_eq!(list["isIncomplete"], true);
            let item = &list["items"][0];
            let edit = &item["textEdit"];
            let [start, end] = ["start", "end"].map(|end| lines.offset(&edit["range"][end], unit));
            assert_eq!(&text[start..end], "| 上年jz");
            assert_eq!(item["filterText"], "| 上年jz");
            assert_eq!(item["label"], "二、上年结转政府信息公开申请数量");
            assert_eq!((&item["insertTextFormat"], &item["insertTextMode"]), (&json!(2), &json!(1)));
            let new = edit["newText"].as_str().unwrap();
            assert!(
                new.starts_with("| 二、上年结转政府信息公开申请数量 ") && new.ends_with("${7: } |"),
                "{new}"
            );
            assert_eq!(list["items"].as_array().unwrap().len(), 1);
            client.finish().await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_editor_without_snippets_gets_plain_text() {
    let text = report();
    let start = text.find("二、主动公开").unwrap();
    let end = text.find("三、收到和处理").unwrap();
    let text = broken_by(&format!("{}er\n\n{}", &text[..start], &text[end..]), "\r\n");
    let at = text.find("er\r\n").unwrap() + 2;
    let mut client = Client::real();
    client.initialize(chinese(Unit::Utf16)).await;
    let document = Document::open(&mut client, URI, "gov-report", &text).await;
    let at = Lines::of(&document.text).position(at, Unit::Utf16);
    let list = offered(&mut client, URI, at).await;
    let item = &list["items"][0];
    assert_eq!((&item["insertTextFormat"], item.get("insertTextMode")), (&json!(1), None));
    let new = item["textEdit"]["newText"].as_str().unwrap();
    assert!(new.starts_with("二、主动公开政府信息情况\r\n\r\n第二十条第（一）项\r\n\r\n| 信息内容"), "{new}");
    assert!(!new.contains('$') && !new.replace("\r\n", "").contains('\n'));
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_offered_is_explained_when_it_is_asked_for() {
    let (text, at) = typing(&report(), "| 7.属于行政执法", "7");
    let mut client = Client::real();
    client.initialize(with_snippets(Unit::Utf16)).await;
    let document = Document::open(&mut client, URI, "gov-report", &text).await;
    let at = Lines::of(&document.text).position(at, Unit::Utf16);
    let list = offered(&mut client, URI, at).await;
    let item = list["items"][0].clone();
    assert_eq!(item.get("documentation"), None);
    // It is explained from its data alone: the document may be another by then, or closed.
    client.close(URI).await;
    let id = client.request("completionItem/resolve", item.clone()).await;
    let resolved = client.result(id).await;
    assert_eq!(
        resolved["documentation"],
        json!({
            "kind": "markdown",
            "value": "**三、本年度办理结果 › （三）不予公开 › 7.属于行政执法案卷**\n\n因属于行政执法案卷信息而不予公开的件数。条例第十六条第二款。",
        })
    );
    for data in [
        json!(null),
        json!({}),
        json!({"about": 3}),
        json!({"about": "annual-1999/row/x/y"}),
        json!({"about": "annual-2021/row/applications/gone"}),
    ] {
        let mut stale = item.clone();
        stale["data"] = data;
        let id = client.request("completionItem/resolve", stale.clone()).await;
        let resolved = client.result(id).await;
        assert_eq!((resolved.get("documentation"), &resolved["label"]), (None, &stale["label"]));
    }
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_character_alone_brings_up_labels_only_where_labels_belong() {
    let (text, at) = typing(&report(), "| 7.属于行政执法", "|");
    let mut client = Client::real();
    client.initialize(with_snippets(Unit::Utf16)).await;
    let document = Document::open(&mut client, URI, "gov-report", &text).await;
    let lines = Lines::of(&document.text);
    let context = |character: &str| json!({"triggerKind": 2, "triggerCharacter": character});
    let id = ask(&mut client, URI, lines.position(at, Unit::Utf16), context("|")).await;
    assert_eq!(client.result(id).await["items"].as_array().unwrap().len(), 1);
    let figure = text.find("|      2").unwrap() + 8;
    let id = ask(&mut client, URI, lines.position(figure, Unit::Utf16), context("2")).await;
    assert_eq!(client.result(id).await["items"], json!([]));
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_empty_file_with_the_name_of_a_report_may_become_one() {
    const NAMED: &str = "file:///%E4%BA%91%E6%BA%AA%E5%8E%BF/%E4%BA%91%E6%BA%AA%E5%8E%BF%E6%95%99%E8%82%B2%E5%B1%802024%E5%B9%B4%E6%94%BF%E5%BA%9C%E4%BF%A1%E6%81%AF%E5%85%AC%E5%BC%80%E5%B7%A5%E4%BD%9C%E5%B9%B4%E5%BA%A6%E6%8A%A5%E5%91%8A.md";
    let mut client = Client::real();
    client.initialize(with_snippets(Unit::Utf16)).await;
    for (uri, language_id, text, count) in [
        (NAMED, "markdown", "", 2),
        (NAMED, "plaintext", "nb", 2),
        (NAMED, "markdown", "会议通知", 0),
        ("file:///notes.md", "markdown", "", 0),
        ("file:///notes.md", "markdown", "nb", 0),
        (NAMED, "rust", "", 0),
    ] {
        client.open_as(uri, language_id, text).await;
        let end = json!({"line": 0, "character": text.chars().count()});
        let list = offered(&mut client, uri, end).await;
        let items = list["items"].as_array().cloned().unwrap_or_default();
        assert_eq!(items.len(), count, "{uri} {text}");
        if let Some(first) = items.first() {
            let new = first["textEdit"]["newText"].as_str().unwrap();
            assert!(
                new.starts_with("${1:云溪县教育局}${2:2024}年政府信息公开工作年度报告\n\n本报告由${1}依据"),
                "{new}"
            );
        }
        client.close(uri).await;
    }
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_types_on_is_offered_what_was_asked_for() {
    let toy = Toy::default();
    let mut client = Client::ready_with(&toy, able_with(json!({}))).await;
    client.open(URI, "丁香镇2024年政府信息公开工作年度报告\n\n总体情况 HANG\n\n").await;
    let id = ask(&mut client, URI, json!({"line": 4, "character": 0}), json!({"triggerKind": 1})).await;
    client.change(URI, 2, &[(span((4, 0), (4, 0)), "二")]).await;
    // What was sent before has been taken in when this is answered.
    assert_eq!(
        offered(&mut client, "file:///none.md", json!({"line": 9, "character": 9})).await,
        Value::Null
    );
    toy.gate.open();
    assert_eq!(client.result(id).await["items"][0]["label"], "一、总体情况");
    client.finish().await;
}
