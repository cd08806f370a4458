//! The server's text is the editor's text, whatever the editor counts in and however it batches.

use serde_json::{Value, json};

use crate::client::{Client, able_with, everything, listed, span};
use crate::toy::Toy;

const URI: &str = "file:///a.md";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn positions_count_in_the_encoding_that_was_agreed() {
    for (offered, agreed, nine, emoji) in [
        (json!(["utf-16", "utf-32", "utf-8"]), "utf-8", 4 + 3, 4),
        (json!(["utf-16", "utf-32"]), "utf-32", 2, 1),
        (json!(["utf-16"]), "utf-16", 3, 2),
        (json!([]), "utf-16", 3, 2),
        (Value::Null, "utf-16", 3, 2),
        (json!(["utf-7"]), "utf-16", 3, 2),
    ] {
        let toy = Toy::default();
        let mut client = Client::start(&toy);
        let general = json!({"capabilities": {"general": {"positionEncodings": offered}}});
        let answer = client.initialize(able_with(general)).await;
        assert_eq!(answer["capabilities"]["positionEncoding"], agreed);
        client.open(URI, "年报\r\n𠮷报9\r\n9").await;
        let second = format!("1:{nine}-1:{} nine", nine + 1);
        client.expect_diagnostics(URI, 1, &[&second, "2:0-2:1 nine"]).await;
        // Between 𠮷 and 报.
        client.change(URI, 2, &[(span((1, emoji), (1, emoji)), "\r\n9")]).await;
        let third = format!("2:{0}-2:{1} nine", nine - emoji + 1, nine - emoji + 2);
        client.expect_diagnostics(URI, 2, &["2:0-2:1 nine", &third, "3:0-3:1 nine"]).await;
        assert_eq!(client.finish().await, ["file:///a.md null: 0"]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_change_of_a_batch_is_of_the_text_that_the_one_before_left() {
    let toy = Toy::default();
    let mut client = Client::ready(&toy).await;
    client.open(URI, "SHOW\n一二三\n四五六\n").await;
    assert_eq!(client.text(URI, 1).await, "SHOW\n一二三\n四五六\n");
    // As Neovim sends it: lines come and go, and the lines below are counted after that.
    let edits = [
        (span((1, 0), (1, 0)), "甲\n𠮷乙\n"),
        (span((2, 2), (2, 3)), ""),
        (span((3, 3), (4, 1)), "\n"),
        (span((0, 4), (1, 0)), "\r\n"),
        (span((4, 2), (4, 2)), "七"),
    ];
    client.change(URI, 2, &edits).await;
    assert_eq!(client.text(URI, 2).await, "SHOW\r\n甲\n𠮷\n一二三\n五六七\n");
    let changes = json!([
        {"range": span((0, 0), (0, 0)), "text": "lost"},
        {"text": "SHOW 新"},
        {"range": span((0, 6), (0, 6)), "rangeLength": 0, "text": "的"},
    ]);
    let params = json!({"textDocument": {"uri": URI, "version": 3}, "contentChanges": changes});
    client.notify("textDocument/didChange", params).await;
    assert_eq!(client.text(URI, 3).await, "SHOW 新的");
    assert_eq!(client.finish().await, ["file:///a.md null: 0"]);
}

/// Some clients send each change from a task of its own, and the tasks overtake each other.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn changes_that_overtake_each_other_are_made_in_the_order_of_their_versions() {
    let toy = Toy::default();
    let mut client = Client::ready(&toy).await;
    client.open(URI, "SHOW\n甲\n乙").await;
    assert_eq!(client.text(URI, 1).await, "SHOW\n甲\n乙");
    let line = (span((1, 0), (2, 0)), "");
    let above = (span((0, 4), (0, 4)), "\n");
    let first = (span((1, 0), (1, 0)), "j");
    let second = (span((1, 1), (1, 1)), "z");
    for (version, edit) in [(3, &above), (2, &line), (5, &second), (4, &first)] {
        client.change(URI, version, std::slice::from_ref(edit)).await;
    }
    let last = client.caught_up(URI).await.pop().unwrap();
    assert_eq!((&last["version"], listed(&last)), (&json!(5), vec!["0:0-0:4 SHOW\njz\n乙".to_owned()]));
    // Several at once, and one with the whole text.
    let whole = json!({"textDocument": {"uri": URI, "version": 7}, "contentChanges": [{"text": "SHOW\n"}]});
    client.change(URI, 9, &[second]).await;
    client.change(URI, 8, &[first]).await;
    client.notify("textDocument/didChange", whole).await;
    client.change(URI, 6, &[(everything(), "lost")]).await;
    client.change(URI, 10, &[(span((1, 2), (1, 2)), "b")]).await;
    let last = client.caught_up(URI).await.pop().unwrap();
    assert_eq!(listed(&last), ["0:0-0:4 SHOW\njzb"]);
    // What cannot have been overtaken is made as it comes: a client may count anew, or in steps.
    client.change(URI, 1, &[(span((1, 3), (1, 3)), "1")]).await;
    client.change(URI, 20, &[(span((1, 4), (1, 4)), "2")]).await;
    client.change(URI, 30, &[(span((1, 5), (1, 5)), "3")]).await;
    client.change(URI, 30, &[(span((1, 6), (1, 6)), "4")]).await;
    let last = client.caught_up(URI).await.pop().unwrap();
    assert_eq!(listed(&last), ["0:0-0:4 SHOW\njzb1234"]);
    assert_eq!(client.finish().await, ["file:///a.md null: 0"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn positions_beyond_the_text_are_clamped() {
    let toy = Toy::default();
    let mut client = Client::ready(&toy).await;
    client.open(URI, "SHOW\r\n𠮷").await;
    client.text(URI, 1).await;
    let far = u32::MAX;
    let edits = [
        (span((far, far), (far, far)), "尾"),
        (span((0, far), (0, far)), "头"),
        // Inside the surrogate pair is its start; a range that is the wrong way round is turned.
        (span((1, 9), (1, 1)), "体"),
    ];
    client.change(URI, 2, &edits).await;
    assert_eq!(client.text(URI, 2).await, "SHOW头\r\n体");
    assert_eq!(client.fixes(URI, span((far, far), (far, far))).await, json!([]));
    assert_eq!(client.finish().await, ["file:///a.md null: 0"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_edit_that_splits_a_surrogate_pair_keeps_the_positions() {
    let toy = Toy::default();
    let mut client = Client::ready(&toy).await;
    client.open(URI, "SHOW 9").await;
    client.text(URI, 1).await;
    let body = format!(
        r#"{{"jsonrpc":"2.0","method":"textDocument/didChange","params":{{"textDocument":{{"uri":"{URI}","version":2}},
        "contentChanges":[{{"range":{},"text":"\ud842"}}]}}}}"#,
        span((0, 5), (0, 5))
    );
    client.send_bytes(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes()).await;
    let shown = client.settled(URI, 2).await;
    assert_eq!(listed(&shown), ["0:0-0:4 SHOW \u{FFFD}9", "0:6-0:7 nine"]);
    assert_eq!(client.finish().await, ["file:///a.md null: 0"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_comes_twice_or_without_an_opening_is_harmless() {
    let toy = Toy::default();
    let mut client = Client::ready(&toy).await;
    client.change(URI, 5, &[(everything(), "SHOW")]).await;
    client.close(URI).await;
    assert_eq!(client.fixes(URI, everything()).await, Value::Null);
    client.open(URI, "SHOW 旧").await;
    assert_eq!(client.text(URI, 1).await, "SHOW 旧");
    client.open(URI, "SHOW 新").await;
    assert_eq!(client.text(URI, 1).await, "SHOW 新");
    client.change(URI, 2, &[(span((0, 6), (0, 6)), "的")]).await;
    assert_eq!(client.text(URI, 2).await, "SHOW 新的");
    client.close(URI).await;
    client.close(URI).await;
    assert_eq!(listed(&client.published(URI).await), [""; 0]);
    assert!(client.finish().await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn addresses_come_back_as_they_were_sent() {
    for uri in [
        "file:///c%3A/%E6%94%BF%E5%8A%A1%E5%85%AC%E5%BC%80/2024%E5%B9%B4%E6%8A%A5.md",
        "file:///C:/政务公开/2024年报.md",
        "file:///政务 公开/年报 [1] (终稿)#2.md",
        "file:///a[1].md",
        "untitled:年报",
        "untitled:Untitled-1",
        "vscode-notebook-cell:/a.ipynb#W0",
        "年报.md",
    ] {
        let toy = Toy::default();
        let mut client = Client::ready(&toy).await;
        client.open(uri, "9").await;
        let published = client.settled(uri, 1).await;
        let related = &published["diagnostics"][0]["relatedInformation"][0];
        assert_eq!(related["location"]["uri"], uri);
        let fixes = client.fixes(uri, everything()).await;
        assert_eq!(fixes[0]["edit"]["documentChanges"][0]["textDocument"]["uri"], uri);
        client.change(uri, 2, &[(everything(), "")]).await;
        client.expect_diagnostics(uri, 2, &[]).await;
        client.close(uri).await;
        assert_eq!(client.published(uri).await["uri"], uri);
        assert!(client.finish().await.is_empty());

        let plain = json!({"capabilities": {"workspace": {"workspaceEdit": {"documentChanges": false}}}});
        let mut client = Client::ready_with(&toy, able_with(plain)).await;
        client.open(uri, "9").await;
        client.settled(uri, 1).await;
        let fixes = client.fixes(uri, everything()).await;
        assert_eq!(fixes[0]["edit"]["changes"].as_object().unwrap().keys().collect::<Vec<_>>(), [uri]);
        assert_eq!(client.finish().await, [format!("{uri} null: 0")]);
    }
}
