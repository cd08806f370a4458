//! The figures of the prose, as a client lists them.

use serde_json::{Value, json};

use crate::client::Client;
use crate::sample::{Document, Lines, URI, Unit, broken_by, chinese, ready, report};

/// The report with sentences of which one is of the tables, and another of nothing in them.
fn text() -> String {
    let said = "全年新收政府信息公开申请2件。𠮷祥社区举办政策解读活动三场，在政府网站发布信息1,204条。";
    report().replacen("本年度按规定办理。", said, 1)
}

async fn facts(client: &mut Client, uri: &str) -> Value {
    let id = client.request("gouji/facts", json!({"textDocument": {"uri": uri}})).await;
    client.result(id).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_is_told_in_its_words_and_with_its_place_in_every_encoding() {
    for unit in Unit::ALL {
        for line_break in ["\n", "\r\n"] {
            let text = broken_by(&text(), line_break);
            let mut client = Client::real();
            client.initialize(chinese(unit)).await;
            let document = Document::open(&mut client, URI, "gov-report", &text).await;
            let facts = facts(&mut client, URI).await;
            let told = facts.as_array().unwrap();
            let said =
                told.iter().map(|fact| (fact["text"].as_str().unwrap(), fact["state"].as_str().unwrap()));
            let said = said.collect::<Vec<_>>();
            let at = said.iter().position(|(figure, _)| *figure == "三").unwrap();
            assert_eq!(said[at - 1..=at + 1], [("2", "agrees"), ("三", "unbound"), ("1,204", "unbound")]);
            let words = [&told[at]["before"], &told[at]["behind"]];
            assert_eq!(words, ["…请2件。𠮷祥社区举办政策解读活动", "场，在政府网站发布信息1,204…"]);
            for fact in told {
                let [start, end] = ["start", "end"].map(|end| {
                    let place = &fact["range"][end];
                    Lines::of(&document.text).offset(place, unit)
                });
                assert_eq!(document.text[start..end], fact["text"]);
            }
            client.finish().await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn they_follow_the_text_and_only_reports_have_any() {
    let mut client = ready().await;
    let mut document = Document::open(&mut client, URI, "gov-report", &text()).await;
    let start = document.text.find("三场").unwrap();
    let before = facts(&mut client, URI).await.as_array().unwrap().len();
    document.replace(&mut client, start..start + "三".len(), "若干").await;
    assert_eq!(facts(&mut client, URI).await.as_array().unwrap().len(), before - 1);
    client.open_as("file:///b.md", "markdown", "# 别的：3件").await;
    assert_eq!(facts(&mut client, "file:///b.md").await, Value::Null);
    assert_eq!(facts(&mut client, "file:///none.md").await, Value::Null);
    client.finish().await;
}
