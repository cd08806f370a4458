//! Places that there are not in a document: an answer about the nearest one, or none.

use serde_json::{Value, json};

use crate::client::{Client, able_with, span};
use crate::sample::{CLEARED, Document, Lines, URI, Unit, broken_by, chinese, slip};

/// A report in which characters of two UTF-16 units stand.
fn text() -> String {
    slip().replacen("本年度按规定办理。", "𠮷祥社区𠮷按规定办理𠮷。", 1)
}

/// Places of which many are none.
fn places(text: &str) -> Vec<(u32, u32)> {
    let lines = text.lines().count() as u32;
    let line = text.lines().position(|line| line.contains('𠮷')).unwrap() as u32;
    let far = [0, 1, 7, 1000, u32::MAX - 1, u32::MAX];
    let mut places: Vec<(u32, u32)> = far.iter().map(|character| (line, *character)).collect();
    for beyond in [lines - 1, lines, lines + 1, lines + 1000, u32::MAX] {
        places.extend(far.map(|character| (beyond, character)));
    }
    // Every unit of the line, so also those inside of a character.
    places.extend((0..40).map(|character| (line, character)));
    places
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_question_about_a_place_is_answered() {
    for (unit, line_break) in [(Unit::Utf16, "\n"), (Unit::Utf8, "\r\n"), (Unit::Utf32, "\r")] {
        let mut client = Client::real();
        let takes_all = json!({"capabilities": {"textDocument": {"codeAction": {"codeActionLiteralSupport":
            {"codeActionKind": {"valueSet": ["quickfix", "refactor", "source"]}}}}}});
        let mut able = chinese(unit);
        able["capabilities"]["textDocument"]["codeAction"] =
            able_with(takes_all)["capabilities"]["textDocument"]["codeAction"].clone();
        client.initialize(able).await;
        let text = broken_by(&text(), line_break);
        let mut document = Document::open(&mut client, URI, "gov-report", &text).await;
        document.unit = unit;
        document.expect_all(&mut client).await;
        let places = places(&text);
        for (at, (line, character)) in places.iter().enumerate() {
            let place = json!({"line": line, "character": character});
            let other = places[(at * 7 + 3) % places.len()];
            // Every second range is the wrong way round.
            let range = span((*line, *character), other);
            let common = json!({
                "textDocument": {"uri": URI},
                "position": place,
                "positions": [place, place],
                "range": range,
                "context": {"diagnostics": [], "includeDeclaration": true},
                "options": {"tabSize": 4, "insertSpaces": true},
                "ch": "\n",
            });
            for method in [
                "textDocument/completion",
                "textDocument/hover",
                "textDocument/definition",
                "textDocument/references",
                "textDocument/documentHighlight",
                "textDocument/selectionRange",
                "textDocument/codeAction",
                "textDocument/rangeFormatting",
                "textDocument/onTypeFormatting",
                "textDocument/semanticTokens/range",
                "textDocument/inlayHint",
            ] {
                let mut params = common.clone();
                if method == "textDocument/completion" {
                    params["context"] = Value::Null;
                }
                let id = client.request(method, params).await;
                let answer = client.answer(id).await;
                assert!(answer.get("error").is_none(), "{method} at {place} of {range}: {answer}");
            }
        }
        document.expect_all(&mut client).await;
        assert_eq!(client.finish().await, [CLEARED]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_edit_at_no_place_is_made_at_the_nearest_one() {
    for unit in Unit::ALL {
        let mut client = Client::real();
        client.initialize(chinese(unit)).await;
        let mut document = Document::open(&mut client, URI, "gov-report", &text()).await;
        document.unit = unit;
        let rare = document.text.find('𠮷').unwrap();
        let place = Lines::of(&document.text).position(rare, unit);
        let [line, character] = ["line", "character"].map(|name| place[name].as_u64().unwrap() as u32);
        let end = rare + document.text[rare..].find('\n').unwrap();
        let lines = document.text.matches('\n').count() as u32;
        // Beyond the line is its end, beyond the text the end of that, inside a character its start.
        let inside = (unit != Unit::Utf32).then_some((line, character + 1, rare));
        let edits = [(lines + 5, 3, document.text.len()), (line, u32::MAX, end)];
        let mut version = 1;
        for (line, character, at) in edits.into_iter().chain(inside) {
            version += 1;
            client.change(URI, version, &[(span((line, character), (line, character)), "、")]).await;
            document.text.insert(at, '、');
            document.version = version;
        }
        document.expect_all(&mut client).await;
        assert_eq!(client.finish().await, [CLEARED]);
    }
}
