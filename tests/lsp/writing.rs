//! What helps to write, as an editor asks for it.

use serde_json::{Value, json};

use crate::client::{Client, able_with, span};
use crate::sample::{CLEARED, URI};

const REPORT: &str = include_str!("../reports/markdown/clean.md");

/// What the server answers to a question about a place.
async fn ask(client: &mut Client, method: &str, line: usize, character: usize) -> Value {
    let position = json!({"line": line, "character": character});
    let context = json!({"includeDeclaration": false});
    let params = json!({"textDocument": {"uri": URI}, "position": position, "context": context});
    let id = client.request(method, params).await;
    client.result(id).await
}

/// The line of the sample that begins like this.
fn line(words: &str) -> usize {
    REPORT.lines().position(|line| line.starts_with(words)).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_heading_is_told_as_the_client_wants_it() {
    let heading = line("五、");
    let formats = [json!(["markdown", "plaintext"]), json!(["plaintext", "markdown"]), Value::Null];
    for (format, kind) in formats.into_iter().zip(["markdown", "plaintext", "plaintext"]) {
        let wants = json!({"capabilities": {"textDocument": {"hover": {"contentFormat": format}}}});
        let mut client = Client::real();
        client.initialize(able_with(wants)).await;
        client.open(URI, &REPORT.replace('\n', "\r\n")).await;
        let told = ask(&mut client, "textDocument/hover", heading, 3).await;
        assert_eq!(told["contents"]["kind"], kind);
        let title =
            if kind == "markdown" { "**五、存在的主要问题及改进情况**" } else { "五、" };
        assert!(told["contents"]["value"].as_str().unwrap().starts_with(title), "{told}");
        assert_eq!(told["range"], span((heading as u32, 0), (heading as u32, 14)));
        assert_eq!(ask(&mut client, "textDocument/hover", heading + 2, 3).await, Value::Null);
        client.caught_up(URI).await;
        assert_eq!(client.finish().await, [CLEARED]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_outline_is_a_tree_or_a_list() {
    for tree in [true, false] {
        let symbols = json!({"hierarchicalDocumentSymbolSupport": tree});
        let wants = json!({"capabilities": {"textDocument": {"documentSymbol": symbols}}});
        let mut client = Client::real();
        client.initialize(able_with(wants)).await;
        client.open(URI, REPORT).await;
        let outline = ask(&mut client, "textDocument/documentSymbol", 0, 0).await;
        if tree {
            assert_eq!(outline.as_array().unwrap().len(), 6);
            let row = &outline[2]["children"][0]["children"][0];
            assert_eq!(row["name"], "一、本年新收政府信息公开申请数量");
            assert_eq!(row["detail"], "9 2 0 0 0 1 12");
            assert_eq!(row["selectionRange"]["start"]["line"], line("| 一、本年新收"));
        } else {
            assert_eq!(outline.as_array().unwrap().len(), 6 + 3 + 6 + 25 + 3);
            assert_eq!(outline[3]["name"], "规章");
            assert_eq!(outline[3]["containerName"], "表二");
            assert_eq!(outline[3]["location"]["range"]["start"]["line"], line("| 规章"));
        }
        client.caught_up(URI).await;
        assert_eq!(client.finish().await, [CLEARED]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn folds_are_of_whole_lines_where_the_client_wants_that() {
    for whole in [true, false] {
        let wants = json!({"capabilities": {"textDocument": {"foldingRange": {"lineFoldingOnly": whole}}}});
        let mut client = Client::real();
        client.initialize(able_with(wants)).await;
        client.open(URI, REPORT).await;
        let folds = ask(&mut client, "textDocument/foldingRange", 0, 0).await;
        let first = &folds[0];
        assert_eq!(first["startLine"], line("一、"));
        assert_eq!(first["endLine"], line("（五）"));
        assert_eq!(first.get("startCharacter").is_none(), whole);
        assert_eq!(first.get("endCharacter").is_none(), whole);
        client.caught_up(URI).await;
        assert_eq!(client.finish().await, [CLEARED]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_figure_to_figure_in_the_units_of_the_editor() {
    for links in [true, false] {
        let wants = json!({"capabilities": {"textDocument": {"definition": {"linkSupport": links}}}});
        let mut client = Client::real();
        client.initialize(able_with(wants)).await;
        // The label is misspelt with a character that counts twice: what is behind it moves by one.
        client.open(URI, &REPORT.replace("| 未经复议直接起诉 |", "| 未经𠮷复议直接起诉 |")).await;
        let row = line("| 未经复议直接起诉");
        let before = "| 未经𠮷复议直接起诉 |        1 |        0 |        0 |        1 |    2";
        let total = before.encode_utf16().count();
        let marks = ask(&mut client, "textDocument/documentHighlight", row, total).await;
        let kinds: Vec<i64> =
            marks.as_array().unwrap().iter().map(|mark| mark["kind"].as_i64().unwrap()).collect();
        assert_eq!(kinds, [2, 2, 2, 2, 3]);
        let parts = ask(&mut client, "textDocument/definition", row, total).await;
        assert_eq!(parts.as_array().unwrap().len(), 4);
        let range = if links { &parts[0]["targetRange"] } else { &parts[0]["range"] };
        assert_eq!(range, &marks[0]["range"]);
        assert_eq!(parts[0].get("originSelectionRange").is_some(), links);
        let first = marks[0]["range"]["end"]["character"].as_u64().unwrap() as usize;
        let totals = ask(&mut client, "textDocument/references", row, first).await;
        // A sentence speaks of it too, and stands before the table.
        let totals = totals.as_array().unwrap();
        assert_eq!(totals.last(), Some(&json!({"uri": URI, "range": marks[4]["range"]})));
        assert_eq!(ask(&mut client, "textDocument/definition", row, first).await, Value::Null);
        client.caught_up(URI).await;
        assert_eq!(client.finish().await, [CLEARED]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_selection_grows_from_every_place_that_is_asked_for() {
    let mut client = Client::real();
    client.initialize(able_with(json!({}))).await;
    client.open(URI, REPORT).await;
    let row = line("| 行政许可");
    let positions = json!([{"line": row, "character": 0}, {"line": 9999, "character": 0}]);
    let params = json!({"textDocument": {"uri": URI}, "positions": positions});
    let id = client.request("textDocument/selectionRange", params).await;
    let grown = client.result(id).await;
    assert_eq!(grown.as_array().unwrap().len(), 2);
    // Before the label stands the table, and around it the section.
    assert_eq!(
        grown[0]["parent"]["range"]["start"],
        json!({"line": line("二、"), "character": 0}),
        "{grown}"
    );
    client.caught_up(URI).await;
    assert_eq!(client.finish().await, [CLEARED]);
}
