//! What the parts of a document are coloured as.

use expect_test::expect;
use serde_json::{Value, json};

use crate::client::{Client, able, able_with};
use crate::sample::{Document, Lines, URI, Unit, broken_by, chinese, line, report, slip};

async fn ask(client: &mut Client, method: &str, more: Value) -> Value {
    let mut params = json!({"textDocument": {"uri": URI}});
    params.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let id = client.request(&format!("textDocument/semanticTokens/{method}"), params).await;
    client.result(id).await
}

fn numbers(data: &Value) -> Vec<u64> {
    data.as_array().unwrap().iter().map(|number| number.as_u64().unwrap()).collect()
}

/// The tokens that numbers mean, each as it stands in the text.
fn drawn<'a>(text: &'a str, data: &[u64], unit: Unit) -> Vec<(&'a str, u64, u64)> {
    let lines = Lines::of(text);
    let (mut line, mut character) = (0, 0);
    let token = |token: &[u64]| {
        character = if token[0] == 0 { character + token[1] } else { token[1] };
        line += token[0];
        let place = |character| lines.offset(&json!({"line": line, "character": character}), unit);
        (&text[place(character)..place(character + token[2])], token[3], token[4])
    };
    data.chunks(5).map(token).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tokens_are_counted_in_the_unit_that_was_agreed() {
    for unit in Unit::ALL {
        for line_break in ["\n", "\r\n", "\r"] {
            let text = broken_by(&slip().replace("| 四、结转", "| 𠮷 四、结转"), line_break);
            let mut client = Client::real();
            let with_tokens = json!({"capabilities": {"general": {"positionEncodings": [unit.name()]}}});
            client.initialize(able_with(with_tokens)).await;
            client.open(URI, &text).await;
            let all = numbers(&ask(&mut client, "full", json!({})).await["data"]);
            let tokens = drawn(&text, &all, unit);
            assert_eq!(tokens[0], ("云溪县丁香镇人民政府2024年政府信息公开工作年度报告", 0, 0));
            assert!(tokens.contains(&("四、结转下年度继续办理", 2, 0)), "{tokens:?}");
            assert!(tokens.contains(&("第二十条第（一）项", 3, 0)) && tokens.contains(&("自然人", 4, 0)));

            let row = line(&text, "| 𠮷 四、结转");
            let range = Lines::of(&text).range(&row, unit);
            let part = numbers(&ask(&mut client, "range", json!({"range": range})).await["data"]);
            let figures: Vec<_> =
                drawn(&text, &part, unit).into_iter().filter(|token| token.1 == 5).collect();
            let zero = ("0", 5, 2);
            assert_eq!(figures, [("1", 5, 4), zero, zero, zero, zero, zero, ("0", 5, 7)]);
            client.finish().await;
        }
    }
}

/// A client that is told of changes only has what one that asks for everything has, whatever is typed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn differences_add_up_to_the_whole() {
    let mut client = Client::real();
    client.initialize(able()).await;
    let mut document = Document::open(&mut client, URI, "gov-report", &report()).await;
    let given = ask(&mut client, "full", json!({})).await;
    let (mut id, mut known) = (given["resultId"].clone(), numbers(&given["data"]));
    let mut seed = 11u64;
    let mut below = |bound: usize| {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) as usize % bound
    };
    let mut differed = 0;
    for round in 0..60 {
        for _ in 0..1 + below(2) {
            let at = below(document.text.len() + 1);
            let at = (0..=at).rev().find(|at| document.text.is_char_boundary(*at)).unwrap();
            let end = (at + below(12)).min(document.text.len());
            let end = (end..).find(|end| document.text.is_char_boundary(*end)).unwrap();
            let new = ["", "1", "\n", "| ", "𠮷", "\n六、其他需要报告的事项\n", "总计"][below(7)];
            let undo = document.replace(&mut client, at..end, new).await;
            if below(2) == 0 {
                document.replace(&mut client, undo.0, &undo.1).await;
            }
        }
        let mut given = ask(&mut client, "full/delta", json!({"previousResultId": id})).await;
        if round % 7 == 3 {
            // An answer that was lost: the client has what it had, and asks by that.
            given = ask(&mut client, "full/delta", json!({"previousResultId": id})).await;
            assert!(given.get("data").is_some(), "{given}");
        }
        match given.get("data") {
            Some(data) => known = numbers(data),
            None => {
                for edit in given["edits"].as_array().unwrap() {
                    let start = edit["start"].as_u64().unwrap() as usize;
                    let end = start + edit["deleteCount"].as_u64().unwrap() as usize;
                    known.splice(start..end, numbers(&edit["data"]));
                    differed += 1;
                }
            }
        }
        id = given["resultId"].clone();
        let mut fresh = Client::real();
        fresh.initialize(able()).await;
        fresh.open(URI, &document.text).await;
        assert_eq!(known, numbers(&ask(&mut fresh, "full", json!({})).await["data"]), "{:?}", document.text);
        fresh.finish().await;
    }
    assert!(differed > 10, "{differed}");
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn they_are_for_clients_that_colour_them() {
    let mut client = Client::real();
    let offered = client.initialize(able()).await;
    let legend = &offered["capabilities"]["semanticTokensProvider"];
    expect![[r#"{"legend":{"tokenTypes":["keyword","function","property","namespace","type","number"],"tokenModifiers":["total","zero","broken"]},"range":true,"full":{"delta":true}}"#]].assert_eq(&legend.to_string());
    // A document that was closed is another one when it is opened again.
    client.open(URI, &report()).await;
    let given = ask(&mut client, "full", json!({})).await;
    client.close(URI).await;
    client.open(URI, &report()).await;
    let again = ask(&mut client, "full/delta", json!({"previousResultId": given["resultId"]})).await;
    assert_eq!(again["data"], given["data"]);
    client.finish().await;

    let mut client = Client::real();
    let offered = client.initialize(chinese(Unit::Utf16)).await;
    assert!(offered["capabilities"].get("semanticTokensProvider").is_some());
    client.finish().await;
    let mut client = Client::real();
    let unable = json!({"capabilities": {"textDocument": {"semanticTokens": null}}});
    let offered = client.initialize(able_with(unable)).await;
    assert_eq!(offered["capabilities"].get("semanticTokensProvider"), None);
    client.finish().await;
}
