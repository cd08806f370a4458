//! What the light bulb offers.

use serde_json::{Value, json};

use crate::client::{Client, able_with, everything, span};
use crate::pipe::frame;
use crate::sample::{Lines, Unit, cell, ready, report};
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
    assert_eq!(
        titles(&actions),
        ["Make it 0", "Break the line", "Fix all of this kind (2)", "Fix everything that is certain (2)"]
    );
    assert_eq!(actions[0]["kind"], "quickfix");
    assert_eq!(actions[0]["isPreferred"], true);
    assert_eq!(actions[1]["isPreferred"], false);
    assert_eq!(actions[0]["diagnostics"], json!([published["diagnostics"][0]]));
    let change = &actions[0]["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"], json!({"uri": URI, "version": 1}));
    assert_eq!(applied("年9报9", &change["edits"]), "年0报9");
    assert_eq!(titles(&client.fixes(URI, span((0, 2), (0, 2))).await).len(), 4);
    assert_eq!(titles(&client.fixes(URI, span((0, 0), (0, 0))).await).len(), 0);
    assert_eq!(titles(&client.fixes(URI, everything()).await).len(), 6);
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
        (json!(["source.fixAll"]), 1),
        (json!(["source.fixAll.gouji"]), 1),
        (json!(["source.organizeImports"]), 0),
        (json!(["refactor.rewrite"]), 0),
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_costs_much_is_done_when_it_is_chosen() {
    let toy = Toy::default();
    let actions = json!({"dataSupport": true, "resolveSupport": {"properties": ["edit"]}});
    let waits = json!({"capabilities": {"textDocument": {"codeAction": actions}}});
    let mut client = Client::start(&toy);
    let offered = client.initialize(able_with(waits)).await;
    assert_eq!(offered["capabilities"]["codeActionProvider"]["resolveProvider"], true);
    client.open(URI, "年9报9").await;
    client.settled(URI, 1).await;
    let context = json!({"diagnostics": [], "only": ["source.fixAll"]});
    let params = json!({"textDocument": {"uri": URI}, "range": span((0, 0), (0, 0)), "context": context});
    let id = client.request("textDocument/codeAction", params).await;
    let actions = client.result(id).await;
    assert_eq!(titles(&actions), ["Fix everything that is certain (2)"]);
    assert_eq!(actions[0]["kind"], "source.fixAll.gouji");
    assert!(actions[0].get("edit").is_none());
    let id = client.request("codeAction/resolve", actions[0].clone()).await;
    let resolved = client.result(id).await;
    let change = &resolved["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"], json!({"uri": URI, "version": 1}));
    assert_eq!(applied("年9报9", &change["edits"]), "年0报0");
    // What was offered for a text that has changed since is not done.
    client.change(URI, 2, &[(span((0, 0), (0, 0)), "年")]).await;
    let id = client.request("codeAction/resolve", actions[0].clone()).await;
    assert_eq!(client.error(id).await, -32801);
    let mut odd = actions[0].clone();
    odd["data"] = json!({"uri": 3});
    let id = client.request("codeAction/resolve", odd).await;
    assert_eq!(client.error(id).await, -32602);
    client.settled(URI, 2).await;
    assert_eq!(client.finish().await, ["file:///a.md null: 0"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tables_and_reports_are_inserted_by_command() {
    let toy = Toy::default();
    let mut client = Client::start(&toy);
    let offered =
        client.initialize(able_with(json!({"capabilities": {"workspace": {"applyEdit": true}}}))).await;
    let commands = &offered["capabilities"]["executeCommandProvider"]["commands"];
    for command in ["gouji.insertTable", "gouji.newReport"] {
        assert!(commands.as_array().unwrap().contains(&json!(command)), "{commands}");
    }
    client.open(URI, "\r\n").await;
    client.settled(URI, 1).await;
    let at = json!({"line": 0, "character": 0});
    for (command, argument, begin) in [
        (
            "gouji.newReport",
            json!({"uri": URI, "agency": "丁香镇人民政府", "year": 2024}),
            "丁香镇人民政府2024年",
        ),
        ("gouji.insertTable", json!({"uri": URI, "position": at, "table": "applications"}), "| 项目"),
        (
            "gouji.insertTable",
            json!({"uri": URI, "position": at, "table": "disclosure", "format": "annual-2019"}),
            "第二十条第（一）项\r\n\r\n| 信息内容",
        ),
    ] {
        let params = json!({"command": command, "arguments": [argument]});
        let id = client.request("workspace/executeCommand", params).await;
        assert_eq!(client.result(id).await, Value::Null);
        let asked = client.next("the edit", |message| message["method"] == "workspace/applyEdit").await;
        let change = &asked["params"]["edit"]["documentChanges"][0];
        assert_eq!(change["textDocument"]["version"], 1);
        assert!(change["edits"][0]["newText"].as_str().unwrap().starts_with(begin), "{change}");
        let answer = json!({"jsonrpc": "2.0", "id": asked["id"], "result": {"applied": true}});
        client.send_bytes(&frame(&answer)).await;
    }
    // As requests they answer with the same, and with the places to fill in.
    let document = json!({"uri": URI});
    for (method, params, begin) in [
        (
            "gouji/newReport",
            json!({"textDocument": document, "agency": "丁香镇人民政府", "year": 2024}),
            "丁香镇人民政府2024年",
        ),
        (
            "gouji/insertTable",
            json!({"textDocument": document, "position": at, "table": "disputes"}),
            "| 类别             | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |\r\n",
        ),
    ] {
        let id = client.request(method, params).await;
        let form = client.result(id).await;
        assert_eq!(form["version"], 1);
        let snippet = form["snippet"].as_str().unwrap();
        assert!(snippet.starts_with(begin), "{snippet}");
        assert!(snippet.contains("       ${1: } |") || snippet.contains("${1:（请填写"), "{snippet}");
    }
    let id = client.request("gouji/newReport", json!({"textDocument": document, "year": 2024})).await;
    assert_eq!(client.error(id).await, -32602);
    for (command, argument, message) in [
        ("gouji.none", json!({"uri": URI}), "gouji.none: no such command"),
        ("gouji.newReport", json!({"uri": "file:///b.md"}), "gouji.newReport: uri is no open document"),
        (
            "gouji.newReport",
            json!({"uri": URI, "year": 2024}),
            "gouji.newReport: wrong arguments: missing field `agency`",
        ),
        (
            "gouji.insertTable",
            json!({"uri": URI, "position": at, "table": "two"}),
            "gouji.insertTable: no such table; there are disclosure, applications, disputes",
        ),
        (
            "gouji.insertTable",
            json!({"uri": URI, "position": at, "table": "disputes", "format": "annual"}),
            "gouji.insertTable: no such format; there are annual-2021, annual-2019",
        ),
    ] {
        let params = json!({"command": command, "arguments": [argument]});
        let id = client.request("workspace/executeCommand", params).await;
        let answer = client.answer(id).await;
        assert_eq!(answer["error"], json!({"code": -32602, "message": message}));
    }
    assert_eq!(client.finish().await, ["file:///a.md null: 0"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_makes_no_edits_is_told_so() {
    let toy = Toy::default();
    let mut client = Client::ready(&toy).await;
    let params = json!({"command": "gouji.newReport", "arguments": []});
    let id = client.request("workspace/executeCommand", params).await;
    assert_eq!(client.error(id).await, -32803);
    assert!(client.finish().await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sentences_are_brought_along_by_name_and_never_with_what_is_certain() {
    let said = "全年新收政府信息公开申请三件，予以公开５件，不予公开0件。";
    let then = "全年新收政府信息公开申请两件，予以公开２件，不予公开0件。";
    let text = report().replacen("本年度按规定办理。", said, 1);
    let mut client = ready().await;
    client.open_as(URI, "gov-report", &text).await;
    let ask = async |client: &mut Client, only: Value, range: Value| {
        let context = json!({"diagnostics": [], "only": only});
        let params = json!({"textDocument": {"uri": URI}, "range": range, "context": context});
        let id = client.request("textDocument/codeAction", params).await;
        client.result(id).await
    };
    let title = "按表格修正正文（2 处）";
    let lines = Lines::of(&text);
    for only in ["source.followTables.gouji", "source.followTables", "source"] {
        let actions = ask(&mut client, json!([only]), span((0, 0), (0, 0))).await;
        assert_eq!(titles(&actions), [title], "{only}");
        assert_eq!(actions[0]["kind"], "source.followTables.gouji");
        assert_eq!(actions[0].get("isPreferred"), None);
        let mut now = text.clone();
        for edit in actions[0]["edit"]["documentChanges"][0]["edits"].as_array().unwrap().iter().rev() {
            let [start, end] = ["start", "end"].map(|end| lines.offset(&edit["range"][end], Unit::Utf16));
            now.replace_range(start..end, edit["newText"].as_str().unwrap());
        }
        assert_eq!(now, text.replacen(said, then, 1));
    }
    // On saving nobody looks: then the sentences stay as they are.
    for only in ["source.fixAll", "source.fixAll.gouji", "source.organizeImports"] {
        assert_eq!(titles(&ask(&mut client, json!([only]), everything()).await), [""; 0], "{only}");
    }
    let at_cell = lines.range(&cell(&text, "（一）予以公开", 7), Unit::Utf16);
    let actions = ask(&mut client, json!(["quickfix"]), at_cell).await;
    assert!(titles(&actions).contains(&title), "{actions}");
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rewrite_that_cannot_be_done_is_shown_with_the_reason_where_the_client_can() {
    let text = include_str!("../reports/tsv/clean.txt").replace("规章\t0\t0\t0", "规章\t0\t0");
    let line = text.lines().position(|line| line.starts_with("规章")).unwrap() as u32;
    for (able, shown) in [(true, true), (false, false)] {
        let mut client = Client::real();
        let actions = json!({"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}, "disabledSupport": able});
        client
            .initialize(able_with(json!({"capabilities": {"textDocument": {"codeAction": actions}}})))
            .await;
        client.open_as(URI, "gov-report", &text).await;
        client.settled(URI, 1).await;
        let offered = client.fixes(URI, span((line, 0), (line, 0))).await;
        let refused: Vec<&Value> =
            offered.as_array().unwrap().iter().filter(|action| !action["disabled"].is_null()).collect();
        assert_eq!(!refused.is_empty(), shown, "{offered}");
        assert!(refused.iter().all(|action| action["edit"].is_null()));
        client.finish().await;
    }
}
