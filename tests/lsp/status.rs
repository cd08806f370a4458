//! How a document stands, as a client asks for it.

use serde_json::{Value, json};

use crate::client::{Client, able, everything};
use crate::sample::{CLEARED, URI};

const FAULTY: &str = include_str!("../reports/markdown/faulty.md");
const REPORT: &str = include_str!("../reports/markdown/clean.md");

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_report_says_what_it_is_and_another_text_nothing() {
    let mut client = Client::real();
    client.initialize(able()).await;
    client.open(URI, REPORT).await;
    let params = json!({"textDocument": {"uri": URI}});
    let id = client.request("gouji/status", params.clone()).await;
    let told = client.result(id).await;
    assert_eq!(told["reports"][0]["year"], 2024);
    assert_eq!(told["reports"][0]["shapes"], json!(["Markdown table"]));
    assert_eq!([&told["errors"], &told["warnings"], &told["notes"]], [0, 0, 0]);
    assert_eq!(told["coverage"]["complete"], true);
    let words =
        "200 of 200 cells read; all 42 equations hold; 16 of 26 figures of the text held against them";
    assert_eq!(told["coverage"]["words"], words);
    client.change(URI, 2, &[(everything(), FAULTY)]).await;
    let id = client.request("gouji/status", params).await;
    let told = client.result(id).await;
    assert_eq!([&told["errors"], &told["warnings"], &told["notes"]], [2, 1, 0]);
    let equations = &told["coverage"]["equations"];
    assert!(equations["broken"].as_u64() > Some(0), "{equations}");
    let other = "file:///notes.md";
    client.open_as(other, "markdown", "# Notes\n").await;
    let id = client.request("gouji/status", json!({"textDocument": {"uri": other}})).await;
    assert_eq!(client.result(id).await, Value::Null);
    client.caught_up(URI).await;
    assert_eq!(client.finish().await, [CLEARED]);
}
