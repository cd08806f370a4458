//! What is shown between the words of a document.

use serde_json::{Value, json};

use crate::client::{Client, able_with, everything, span};
use crate::sample::{Document, Lines, URI, Unit, broken_by, chinese, line, ready, report, slip};

async fn hints(client: &mut Client, range: Value) -> Value {
    let params = json!({"textDocument": {"uri": URI}, "range": range});
    let id = client.request("textDocument/inlayHint", params).await;
    client.result(id).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sum_stands_at_the_end_of_its_row_in_every_encoding() {
    for unit in Unit::ALL {
        for line_break in ["\n", "\r\n", "\r"] {
            let text = broken_by(&slip().replace("| 四、结转", "| 𠮷四、结转"), line_break);
            let mut client = Client::real();
            client.initialize(chinese(unit)).await;
            Document::open(&mut client, URI, "gov-report", &text).await;
            let row = line(&text, "| 𠮷四、结转");
            let lines = Lines::of(&text);
            let given = hints(&mut client, lines.range(&row, unit)).await;
            let at = lines.position(row.end, unit);
            assert_eq!(
                given,
                json!([
                    {
                        "position": at,
                        "label": "合计应为 1",
                        "tooltip": "≠ 四、结转下年度继续办理：自然人 1 ≠ 总计 0",
                        "paddingLeft": true,
                    },
                    {
                        "position": at,
                        "label": "自然人应为 0",
                        "tooltip": "≠ 自然人：一、本年新收政府信息公开申请数量 2 + 二、上年结转政府信息公开申请数量 0 = 2 ≠ 3 = （七）总计 2 + 四、结转下年度继续办理 1",
                        "paddingLeft": true,
                    },
                ])
            );
            client.finish().await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn names_of_columns_stand_before_bare_figures() {
    let text = "二、主动公开政府信息情况\n规章\n0\n1\n6\n行政规范性文件\n0\n0\n3\n行政许可\n12\n行政处罚\n7\n行政强制\n0\n行政事业性收费\n0\n";
    let mut client = ready().await;
    client.open(URI, text).await;
    let given = hints(&mut client, span((3, 0), (3, 1))).await;
    assert_eq!(
        given,
        json!([{
            "position": {"line": 3, "character": 0},
            "label": "本年废止件数",
            "kind": 2,
            "paddingRight": true,
        }])
    );
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_user_switches_off_goes_at_once() {
    let mut client = Client::real();
    let refreshes = json!({"workspace": {"inlayHint": {"refreshSupport": true}}});
    client.initialize(able_with(json!({"capabilities": refreshes}))).await;
    client.open(URI, &report()).await;
    assert!(!hints(&mut client, everything()).await.as_array().unwrap().is_empty());
    let set = |hints: Value| json!({"settings": {"gouji": {"inlayHints": hints}}});
    client.notify("workspace/didChangeConfiguration", set(json!({"sums": false}))).await;
    assert_eq!(client.asked("workspace/inlayHint/refresh", Value::Null).await, Value::Null);
    assert_eq!(hints(&mut client, everything()).await, json!([]));
    // What is no switch is not understood; nothing changes and nothing is asked for.
    client.notify("workspace/didChangeConfiguration", set(json!({"sums": "yes", "columns": 1}))).await;
    assert_eq!(hints(&mut client, everything()).await, json!([]));
    client.notify("workspace/didChangeConfiguration", set(json!({"sums": true}))).await;
    client.asked("workspace/inlayHint/refresh", Value::Null).await;
    assert!(!hints(&mut client, everything()).await.as_array().unwrap().is_empty());
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_cannot_ask_again_is_not_told_to() {
    let mut client = Client::real();
    let options = json!({
        "initializationOptions": {"inlayHints": {"sums": false}, "codeLens": false},
    });
    client.initialize(able_with(options)).await;
    client.open(URI, &report()).await;
    assert_eq!(hints(&mut client, everything()).await, json!([]));
    let set = json!({"settings": {"inlayHints": {"sums": true}, "codeLens": true}});
    client.notify("workspace/didChangeConfiguration", set).await;
    assert!(!hints(&mut client, everything()).await.as_array().unwrap().is_empty());
    let said = client.finish().await;
    assert!(said.iter().all(|said| said.starts_with(URI)), "{said:?}");
}

/// The report with a sentence that does not say what the table does, and one that does.
fn mismatch() -> String {
    report().replacen(
        "本年度按规定办理。",
        "𠮷祥社区网站运行平稳。全年新收政府信息公开申请3件，予以公开2件。",
        1,
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_table_answers_a_sentence_in_every_encoding() {
    for unit in Unit::ALL {
        let text = mismatch();
        let mut client = Client::real();
        client.initialize(chinese(unit)).await;
        Document::open(&mut client, URI, "gov-report", &text).await;
        let lines = Lines::of(&text);
        let start = text.find("𠮷祥").unwrap();
        let end = start + text[start..].find("件，").unwrap() + "件".len();
        let given = hints(&mut client, lines.range(&(start..end), unit)).await;
        assert_eq!(
            given,
            json!([{
                "position": lines.position(end, unit),
                "label": "表格为 2",
                "tooltip": "表三：“一、本年新收政府信息公开申请数量”行“总计”栏 2",
                "paddingLeft": true,
            }])
        );
        client.finish().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn how_much_the_table_answers_is_for_the_user_to_say() {
    let mut client = ready().await;
    let text = mismatch();
    Document::open(&mut client, URI, "gov-report", &text).await;
    let start = text.find("全年新收").unwrap();
    let line = Lines::of(&text)
        .range(&(start..start + "全年新收政府信息公开申请3件，予以公开2件".len()), Unit::Utf16);
    let set = |hints: Value| json!({"settings": {"gouji": {"inlayHints": hints}}});
    for (prose, labels) in [
        ("off", vec![]),
        ("all", vec!["表格为 2", "✓"]),
        ("everything", vec!["表格为 2", "✓"]),
        ("mismatches", vec!["表格为 2"]),
    ] {
        client.notify("workspace/didChangeConfiguration", set(json!({"prose": prose}))).await;
        let given = hints(&mut client, line.clone()).await;
        let given = given.as_array().unwrap().iter().map(|hint| hint["label"].as_str().unwrap());
        assert_eq!(given.collect::<Vec<_>>(), labels, "{prose}");
    }
    client.finish().await;
}
