//! What stands above the tables of a document, and the way it leads.

use serde_json::{Value, json};

use crate::client::{Client, able, able_with};
use crate::sample::{Lines, URI, Unit, cell, line, report, slip};

async fn lenses(client: &mut Client) -> Value {
    let id = client.request("textDocument/codeLens", json!({"textDocument": {"uri": URI}})).await;
    client.result(id).await
}

fn titles(lenses: &Value) -> Vec<&str> {
    lenses.as_array().unwrap().iter().map(|lens| lens["command"]["title"].as_str().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lens_leads_to_the_first_figure_that_is_not_right() {
    let text = slip();
    let mut client = Client::real();
    client.initialize(able_with(json!({"locale": "zh-CN", "initializationOptions": null}))).await;
    client.open(URI, &text).await;
    let given = lenses(&mut client).await;
    assert_eq!(titles(&given), ["39 条勾稽关系，2 条不成立", "3 条勾稽关系全部成立"]);
    let lines = Lines::of(&text);
    let head = line(&text, "| 项目");
    assert_eq!(given[0]["range"], lines.range(&head, Unit::Utf16));
    let figure = lines.range(&cell(&text, "四、结转", 1), Unit::Utf16);
    assert_eq!(given[0]["command"]["arguments"][1], figure);

    let command = &given[0]["command"];
    let params = json!({"command": command["command"], "arguments": command["arguments"]});
    let id = client.request("workspace/executeCommand", params).await;
    assert_eq!(client.result(id).await, Value::Null);
    let shown = client.asked("window/showDocument", json!({"success": true})).await;
    assert_eq!(shown["selection"], figure);
    assert_eq!(shown["takeFocus"], true);
    assert_eq!(shown["uri"], URI);
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lenses_are_for_those_who_want_them_and_can_go_to_a_place() {
    let mut client = Client::real();
    let refreshes = json!({"workspace": {"codeLens": {"refreshSupport": true}}});
    client.initialize(able_with(json!({"capabilities": refreshes}))).await;
    client.open(URI, &report()).await;
    assert_eq!(titles(&lenses(&mut client).await), ["all 39 equations hold", "all 3 equations hold"]);
    let set = |on: bool| json!({"settings": {"codeLens": on}});
    client.notify("workspace/didChangeConfiguration", set(false)).await;
    client.asked("workspace/codeLens/refresh", Value::Null).await;
    assert_eq!(lenses(&mut client).await, json!([]));
    client.notify("workspace/didChangeConfiguration", set(true)).await;
    client.asked("workspace/codeLens/refresh", Value::Null).await;
    assert_eq!(lenses(&mut client).await.as_array().unwrap().len(), 2);
    client.finish().await;

    let mut client = Client::real();
    let offered = client.initialize(able_with(json!({"capabilities": {"window": null}}))).await;
    assert_eq!(offered["capabilities"].get("codeLensProvider"), None);
    client.open(URI, &report()).await;
    assert_eq!(lenses(&mut client).await, json!([]));
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_command_that_makes_no_sense_is_an_error() {
    let mut client = Client::real();
    client.initialize(able()).await;
    for (command, arguments) in [
        ("gouji.show", json!([])),
        ("gouji.show", json!(["file:///a.md", {"start": 1}])),
        (
            "gouji.show",
            json!(["年报", {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}]),
        ),
        ("gouji.gone", json!([])),
    ] {
        let id = client
            .request("workspace/executeCommand", json!({"command": command, "arguments": arguments}))
            .await;
        assert_eq!(client.error(id).await, -32602, "{command} {arguments}");
    }
    client.finish().await;
}
