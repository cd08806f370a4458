//! What happens to a table while it is typed.

use serde_json::{Value, json};

use crate::client::Client;
use crate::sample::{Lines, URI, Unit, chinese};

async fn typed(client: &mut Client, text: &str, at: usize, ch: &str, unit: Unit) -> Value {
    let params = json!({
        "textDocument": {"uri": URI},
        "position": Lines::of(text).position(at, unit),
        "ch": ch,
        "options": {"tabSize": 4, "insertSpaces": true},
    });
    let id = client.request("textDocument/onTypeFormatting", params).await;
    client.result(id).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rows_are_aligned_and_begun_with_the_line_breaks_of_the_document() {
    for unit in Unit::ALL {
        for line_break in ["\n", "\r\n", "\r"] {
            let mut client = Client::real();
            client.initialize(chinese(unit)).await;
            let head = "二、主动公开政府信息情况\n\n| 𠮷内容 | 数量 |\n".replace('\n', line_break);
            client.open(URI, &head).await;
            let here = Lines::of(&head).position(head.len(), unit);
            assert_eq!(
                typed(&mut client, &head, head.len(), "\n", unit).await,
                json!([{
                    "range": {"start": here, "end": here},
                    "newText": format!("| ------ | ---: |{line_break}| "),
                }])
            );
            client.close(URI).await;

            let table = format!("{head}| ------ | ---: |{line_break}| 𠮷 | 6 |");
            client.open(URI, &table).await;
            let edits = typed(&mut client, &table, table.len(), "|", unit).await;
            let pipe = table.rfind("| 6").unwrap();
            let pipe = Lines::of(&table).range(&(pipe..pipe + 1), unit);
            assert_eq!(edits, json!([{"range": pipe, "newText": "    |   "}]));
            assert_eq!(typed(&mut client, &table, table.len(), "x", unit).await, json!([]));
            client.finish().await;
        }
    }
}
