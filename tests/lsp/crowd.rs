//! Very much at once: bursts of edits and many documents. Every question has one answer, and in the end everything is as
//! a fresh reading says.

use std::collections::HashSet;

use serde_json::json;

use crate::chance::Chance;
use crate::client::{Client, everything, message};
use crate::pipe::frame;
use crate::sample::{CLEARED, Document, URI, Unit, chinese, ready, report, slip};

const CONTENT_MODIFIED: i64 = -32801;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_burst_of_ten_thousand_edits_is_one_text_in_the_end() {
    let mut client = ready().await;
    let mut document = Document::open(&mut client, URI, "gov-report", &slip()).await;
    let whole = document.text.clone();
    let mut chance = Chance(1);
    let (mut bytes, mut asked) = (Vec::new(), HashSet::new());
    for number in 2..10_002 {
        // Lest it grow beyond reason.
        let (range, new) = match number % 500 {
            0 => (0..document.text.len(), whole.clone()),
            _ => chance.edit(&document.text),
        };
        bytes.extend(frame(&document.change(&range, &new, number)));
        document.text.replace_range(range, &new);
        if number % 10 == 0 {
            let method = ["textDocument/completion", "textDocument/hover", "gouji/status"][chance.below(3)];
            let place = json!({"line": chance.below(80), "character": chance.below(20)});
            let mut ask = message(method, json!({"textDocument": {"uri": URI}, "position": place}));
            ask["id"] = number.into();
            asked.insert(i64::from(number));
            bytes.extend(frame(&ask));
        }
    }
    client.send_bytes(&bytes).await;
    document.version = 10_001;
    for id in asked {
        let answer = client.answer(id).await;
        let code = answer["error"]["code"].as_i64();
        assert!(code.is_none_or(|code| code == CONTENT_MODIFIED), "{answer}");
    }
    document.expect_all(&mut client).await;
    document.replace(&mut client, 0..0, "# ").await;
    document.expect_all(&mut client).await;
    assert_eq!(client.finish().await, [CLEARED]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_documents_are_typed_into_at_once() {
    let names = (0..50).map(|number| format!("file:///年报/{number}.md")).collect::<Vec<_>>();
    let mut client = Client::real();
    client.initialize(chinese(Unit::Utf16)).await;
    let mut documents = Vec::new();
    for (number, name) in names.iter().enumerate() {
        let text = if number % 2 == 0 { slip() } else { report() };
        // The names live as long as the program.
        let name: &'static str = Box::leak(name.clone().into_boxed_str());
        documents.push(Document::open(&mut client, name, "gov-report", &text).await);
    }
    let mut chance = Chance(50);
    let mut asked = Vec::new();
    for _ in 0..1500 {
        let at = chance.below(documents.len());
        let document = &mut documents[at];
        let (range, new) = chance.edit(&document.text);
        document.replace(&mut client, range, &new).await;
        if chance.below(4) == 0 {
            let name = &names[chance.below(names.len())];
            asked.push(client.request_fixes(name, everything()).await);
        }
    }
    for id in asked {
        let answer = client.answer(id).await;
        let code = answer["error"]["code"].as_i64();
        assert!(code.is_none_or(|code| code == CONTENT_MODIFIED), "{answer}");
    }
    for document in &mut documents {
        document.expect_all(&mut client).await;
    }
    // Some are opened twice, some closed twice, and what is closed is not changed any more.
    for (number, document) in documents.into_iter().enumerate() {
        let name = names[number].clone();
        let again = document.text.clone();
        document.close(&mut client).await;
        match number % 3 {
            0 => client.close(&name).await,
            1 => client.change(&name, 3000, &[(everything(), "")]).await,
            _ => {
                client.open(&name, &again).await;
                client.caught_up(&name).await;
                client.close(&name).await;
                client.published(&name).await;
            }
        }
    }
    assert!(client.finish().await.is_empty());
}
