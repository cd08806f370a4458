//! Whatever is typed, the last list is what a fresh reading of the text says.

use std::ops::Range;

use crate::chance::{Chance, can_be_named};
use crate::client::Client;
use crate::real;
use crate::sample::{CLEARED, Document, URI, Unit, broken_by, chinese, ready, report, rules, slip};

/// Whether an editor can make these edits, one after the other.
fn can_be_made(text: &str, edits: &[(Range<usize>, String)]) -> bool {
    let mut text = text.to_owned();
    edits.iter().all(|(range, new)| {
        let can = can_be_named(&text, range.start) && can_be_named(&text, range.end);
        text.replace_range(range.clone(), new);
        can
    })
}

/// Types into a document: `changes` changes of some edits each, some of which are undone.
async fn type_at_random(client: &mut Client, document: &mut Document, chance: &mut Chance, changes: usize) {
    let whole = document.text.clone();
    for _ in 0..changes {
        let count = *chance.of(&[&1, &1, &1, &2, &5]);
        let mut batch: Vec<(Range<usize>, String)> = Vec::new();
        let mut text = document.text.clone();
        for _ in 0..count {
            let edit = chance.edit(&text);
            assert!(can_be_made(&text, std::slice::from_ref(&edit)), "{edit:?}");
            text.replace_range(edit.0.clone(), &edit.1);
            batch.push(edit);
        }
        let mut undo = document.edit(client, &batch).await;
        undo.reverse();
        if chance.below(3) == 0 && can_be_made(&document.text, &undo) {
            document.edit(client, &undo).await;
        }
        match chance.below(60) {
            0..20 => document.expect_all(client).await,
            // Everything is replaced at once, also lest it grows beyond reason.
            20 => {
                let all = 0..document.text.len();
                document.replace(client, all, &whole).await;
            }
            _ => {}
        }
    }
    document.expect_all(client).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_last_list_is_that_of_the_text() {
    for (seed, (unit, line_break, language_id)) in [
        (Unit::Utf16, "\n", "gov-report"),
        (Unit::Utf16, "\r\n", "gov-report"),
        (Unit::Utf8, "\n", "plaintext"),
        (Unit::Utf32, "\r\n", "markdown"),
        (Unit::Utf16, "\r", "gov-report"),
        (Unit::Utf16, "\n", "plaintext"),
    ]
    .into_iter()
    .enumerate()
    {
        let mut client = if seed == 0 { Client::process() } else { Client::real() };
        client.initialize(chinese(unit)).await;
        let text = broken_by(&slip(), line_break);
        let mut document = Document::open(&mut client, URI, language_id, &text).await;
        document.unit = unit;
        type_at_random(&mut client, &mut document, &mut Chance(seed as u64), 300).await;
        document.close(&mut client).await;
        assert!(client.finish().await.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_last_list_is_that_of_the_text_in_real_reports() {
    let mut client = ready().await;
    for (seed, (_, text)) in real::reports().into_iter().enumerate() {
        let mut document = Document::open(&mut client, URI, "gov-report", &text).await;
        type_at_random(&mut client, &mut document, &mut Chance(seed as u64), 30).await;
        document.close(&mut client).await;
    }
    assert!(client.finish().await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_last_list_of_a_large_compilation_is_right_after_a_burst() {
    let one = report();
    let count = 5 * 1024 * 1024 / one.len() + 1;
    let text = (0..count)
        .map(|number| one.replace("云溪县丁香镇", &format!("云溪县第{number}镇")) + "\n")
        .collect::<String>();
    assert!(text.len() > 5 * 1024 * 1024);
    let mut client = ready().await;
    let mut document = Document::open(&mut client, URI, "plaintext", &text).await;
    let mut chance = Chance(5);
    for edit in 0..120 {
        let at = chance.place(&document.text);
        let (range, new) = match edit % 10 {
            // A heading goes; the others are slips in figures.
            0 => {
                let heading = "五、存在的主要问题及改进情况";
                let at = document.text[..at].rfind(heading).unwrap();
                (at..at + heading.len(), "")
            }
            _ => {
                let at = document.text[..at].rfind(" 0 |").unwrap() + 1;
                (at..at + 1, chance.of(&["1", "7", "12"]))
            }
        };
        document.replace(&mut client, range, new).await;
    }
    document.expect_all(&mut client).await;
    let found = rules(&document.shown(&mut client).await).len();
    assert!(found > 100, "{found}");
    assert_eq!(client.finish().await, [CLEARED]);
}
