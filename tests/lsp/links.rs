//! The pages of what is cited in a document.

use serde_json::{Value, json};

use crate::client::{Client, able_with};
use crate::sample::{Lines, URI, Unit, ready, report};

async fn links(client: &mut Client) -> Value {
    let id = client.request("textDocument/documentLink", json!({"textDocument": {"uri": URI}})).await;
    client.result(id).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_cited_leads_to_its_page_where_there_are_pages() {
    let text = report();
    let mut client = Client::real();
    let options = json!({"ruleBase": "https://example.org/pages/", "language": "zh"});
    let able = json!({"textDocument": {"documentLink": {"tooltipSupport": true}}});
    client.initialize(able_with(json!({"capabilities": able, "initializationOptions": options}))).await;
    client.open(URI, &text).await;
    let given = links(&mut client).await;
    let notice = text.find("国办公开办函").unwrap();
    let notice = notice..notice + "国办公开办函〔2021〕30号".len();
    assert_eq!(
        given[1],
        json!({
            "range": Lines::of(&text).range(&notice, Unit::Utf16),
            "target": "https://example.org/pages/citations/form-2021.md",
            "tooltip": "国办公开办函〔2021〕30号：2021年9月26日印发的年度报告格式，2021年起的年度报告使用",
        })
    );
    let pages: Vec<&str> =
        given.as_array().unwrap().iter().map(|link| link["target"].as_str().unwrap()).collect();
    let names: Vec<&str> = pages.iter().map(|page| page.rsplit('/').next().unwrap()).collect();
    assert_eq!(
        names,
        ["regulation.md", "form-2021.md", "article-20.md", "article-20.md", "article-20.md", "article-20.md"]
    );
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn there_are_no_links_where_there_are_no_pages() {
    let mut client = ready().await;
    client.open(URI, &report()).await;
    assert_eq!(links(&mut client).await, json!([]));
    let set = json!({"settings": {"ruleBase": "https://example.org"}});
    client.notify("workspace/didChangeConfiguration", set).await;
    assert_eq!(links(&mut client).await.as_array().unwrap().len(), 6);
    client.finish().await;
}
