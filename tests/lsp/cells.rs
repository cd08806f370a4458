//! What the form puts into cells.

use expect_test::expect;
use serde_json::{Value, json};

use crate::client::Client;
use crate::sample::{Document, Lines, URI, Unit, cell, ready, report};

async fn asked(client: &mut Client, method: &str, own: Value) -> i64 {
    let mut params = json!({"textDocument": {"uri": URI}, "version": 1, "report": 0});
    params.as_object_mut().unwrap().extend(own.as_object().unwrap().clone());
    client.request(method, params).await
}

async fn set(client: &mut Client, cells: Value) -> Value {
    let id = asked(client, "gouji/setCells", json!({"table": "applications", "cells": cells})).await;
    client.result(id).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_figure_is_put_into_its_cell() {
    let mut client = ready().await;
    let document = Document::open(&mut client, URI, "gov-report", &report()).await;
    let filled =
        set(&mut client, json!([{"row": "granted", "column": "natural_person", "text": "１２"}])).await;
    assert_eq!(filled["version"], 1);
    let range = cell(&document.text, "（一）予以公开", 1);
    let [blank, figure] =
        [range.start - 1, range.start].map(|at| Lines::of(&document.text).position(at, Unit::Utf16));
    // As small as it can be: a blank before the figure makes room, so that the pipes stay below each other.
    assert_eq!(filled["edits"], json!([{"range": {"start": blank, "end": figure}, "newText": "1"}]));
    // What stands there already is not written again.
    let filled = set(&mut client, json!([{"row": "granted", "column": "natural_person", "text": "2"}])).await;
    assert_eq!(filled["edits"], json!([]));
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_put_there_is_said() {
    let mut client = ready().await;
    Document::open(&mut client, URI, "gov-report", &report()).await;
    let filled = set(&mut client, json!([{"row": "granted", "column": "total", "text": "若干"}])).await;
    assert_eq!(filled["edits"], Value::Null);
    expect!["“三、本年度办理结果 › （一）予以公开”行“总计”栏：“若干”不是数，没有填入"]
        .assert_eq(filled["refused"].as_str().unwrap());
    for (cells, code) in [
        (json!([{"row": "nowhere", "column": "total", "text": "1"}]), -32602),
        (json!([{"row": "granted"}]), -32602),
    ] {
        let id = asked(&mut client, "gouji/setCells", json!({"table": "applications", "cells": cells})).await;
        assert_eq!(client.error(id).await, code);
    }
    // Of another version, and of a report that is not there.
    for own in [json!({"version": 7}), json!({"report": 3})] {
        let mut params = json!({"table": "applications", "cells": []});
        params.as_object_mut().unwrap().extend(own.as_object().unwrap().clone());
        let id = asked(&mut client, "gouji/setCells", params).await;
        assert_eq!(client.error(id).await, -32801);
    }
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_block_is_pasted_from_a_cell_of_the_form_or_a_figure_of_the_text() {
    let mut client = ready().await;
    let document = Document::open(&mut client, URI, "gov-report", &report()).await;
    let at = json!({"table": "applications", "row": "received", "column": "natural_person"});
    let id = asked(&mut client, "gouji/pasteCells", json!({"at": at, "text": "5\t1\n3\t1\n"})).await;
    let from_form = client.result(id).await;
    assert_eq!(from_form["told"], "已粘贴 2 行，共 4 格");
    let range = cell(&document.text, "一、本年新收", 1);
    let position = Lines::of(&document.text).position(range.start, Unit::Utf16);
    let id =
        asked(&mut client, "gouji/pasteCells", json!({"position": position, "text": "5\t1\n3\t1\n"})).await;
    assert_eq!(client.result(id).await["edits"], from_form["edits"]);
    // In the title nothing can be pasted as figures.
    let top = json!({"line": 0, "character": 0});
    let id = asked(&mut client, "gouji/pasteCells", json!({"position": top, "text": "5"})).await;
    assert_eq!(client.result(id).await, Value::Null);
    let id =
        asked(&mut client, "gouji/pasteCells", json!({"at": at, "text": "1\t2\t3\t4\t5\t6\t7\t8"})).await;
    expect!["剪贴板里有 1 行 8 列，从这一格起只有 25 行 7 列，没有粘贴"]
        .assert_eq(client.result(id).await["refused"].as_str().unwrap());
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_cells_of_a_table_are_told_row_by_row() {
    let mut client = ready().await;
    let document = Document::open(&mut client, URI, "gov-report", &report()).await;
    let range = cell(&document.text, "一、本年新收", 1);
    let lines = Lines::of(&document.text);
    let [start, end] = [range.start, range.end].map(|at| lines.position(at, Unit::Utf16));
    let params = json!({"textDocument": {"uri": URI}, "position": start});
    let id = client.request("gouji/cells", params).await;
    let table = client.result(id).await;
    assert_eq!(table["version"], 1);
    let rows = table["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 25);
    assert!(rows.iter().all(|row| row.as_array().unwrap().len() == 7));
    assert_eq!(rows[0][0], json!({"column": "natural_person", "range": {"start": start, "end": end}}));
    // In the title there is none.
    let top = json!({"textDocument": {"uri": URI}, "position": {"line": 0, "character": 0}});
    let id = client.request("gouji/cells", top).await;
    assert_eq!(client.result(id).await, Value::Null);
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn totals_are_taken_together_with_what_they_follow_from() {
    let mut client = ready().await;
    let mut document = Document::open(&mut client, URI, "gov-report", &report()).await;
    for column in [1, 7] {
        let range = cell(&document.text, "（一）予以公开", column);
        document.replace(&mut client, range, "").await;
    }
    let cells = json!([{"row": "granted", "column": "natural_person", "text": "2"}]);
    let totals = json!([{"row": "granted", "column": "total"}]);
    let params = json!({"table": "applications", "cells": cells, "totals": totals, "version": 3});
    let id = asked(&mut client, "gouji/setCells", params).await;
    let filled = client.result(id).await;
    let edits = filled["edits"].as_array().unwrap();
    assert_eq!(edits.len(), 2, "{filled}");
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_page_says_which_cells_they_are_and_what_blank_totals_would_be() {
    let mut client = ready().await;
    let mut document = Document::open(&mut client, URI, "gov-report", &report()).await;
    let range = cell(&document.text, "（一）予以公开", 7);
    document.replace(&mut client, range, "").await;
    let id = client.request("gouji/preview", json!({"textDocument": {"uri": URI}})).await;
    let page = client.result(id).await;
    let body = page["reports"][0]["body"].as_str().unwrap();
    let at = body.find("data-cell=\"applications/granted/total\"").unwrap();
    let element = |at: usize| {
        let element = &body[body[..at].rfind('<').unwrap()..at + body[at..].find('>').unwrap()];
        element.split(" data-").collect::<Vec<_>>().join("\n")
    };
    // What is said of the row stands before its cells.
    expect![[r#"
        <tr class=""
        row="三、本年度办理结果 › （一）予以公开"
        about="申请的信息全部公开的件数：已经主动公开的，告知获取的方式和途径；可以公开的，提供信息。条例第三十六条第一项、第二项。""#]].assert_eq(&element(body[..at].rfind("<tr").unwrap() + 1));
    expect![[r#"
        <td class="figure warning blank" title="（一）予以公开：“总计”未填；按勾稽关系应为 2"
        note="1" aria-label="未填" aria-describedby="note-1-1"
        cell="applications/granted/total"
        column="总计"
        total
        sum="2"
        at="50:97-50:97" tabindex="-1""#]]
    .assert_eq(&element(at));
    client.finish().await;
}
