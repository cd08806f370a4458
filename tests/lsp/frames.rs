//! Frames that are cut, glued and measured wrongly: what was sent whole before and after them is served.

use serde_json::{Value, json};

use crate::chance::Chance;
use crate::client::{Client, able, did_open, message};
use crate::pipe::frame;
use crate::sample::{CLEARED, Document, URI, ready, slip};
use crate::toy::Toy;

const OTHER: &str = "file:///b.md";

/// Shows that the server still serves, whatever it has refused meanwhile.
async fn serves(client: &mut Client) -> usize {
    client.open(OTHER, "9").await;
    client.expect_diagnostics(OTHER, 1, &["0:0-0:1 nine"]).await;
    client.close(OTHER).await;
    client.published(OTHER).await;
    // What was refused before is answered before.
    client.caught_up(OTHER).await;
    client.refusals()
}

fn with_header(header: &str, body: &str) -> Vec<u8> {
    format!("{header}\r\n\r\n{body}").into_bytes()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_length_costs_the_message_and_at_most_the_next() {
    let toy = Toy::default();
    let mut client = Client::ready(&toy).await;
    let body = did_open("file:///lost.md", "gov-report", 1, "年9").to_string();
    let length = body.len();
    for length in [0, 1, 2, length / 2, length - 1, length + 1, length + 2, length + 20, length + 40] {
        client.send_bytes(&with_header(&format!("Content-Length: {length}"), &body)).await;
        // What is too long takes the beginning of the next with it, which is this one.
        client.notify("$/nothing", Value::Null).await;
        assert!(serves(&mut client).await <= 2, "{length}");
    }
    for header in [
        "Content-Length: -5",
        "Content-Length: 1e3",
        "Content-Length: 0x10",
        "Content-Length: 99999999999999999999999999",
        "Content-Length: 18446744073709551615",
        "Content-Length: 2000000000",
        "Content-Length:",
        "Content-Length",
        "Content-Length: ",
        "Content-Type: application/vscode-jsonrpc; charset=utf-8",
        "",
    ] {
        client.send_bytes(&with_header(header, &body)).await;
        client.notify("$/nothing", Value::Null).await;
        assert!(serves(&mut client).await <= 2, "{header}");
    }
    assert!(client.finish().await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_several_lengths_the_last_counts() {
    let toy = Toy::default();
    let mut client = Client::ready(&toy).await;
    let body = did_open("file:///a.md", "gov-report", 1, "年9").to_string();
    let right = format!("Content-Length: {}", body.len());
    for headers in [
        format!("{right}\r\n{right}"),
        format!("Content-Length: 7\r\n{right}"),
        format!("Content-Length: 0\r\nX: y\r\n{right}"),
        format!("{right}\r\nContent-Length: many"),
    ] {
        client.send_bytes(&with_header(&headers, &body)).await;
        client.expect_diagnostics("file:///a.md", 1, &["0:1-0:2 nine"]).await;
        client.close("file:///a.md").await;
        client.published("file:///a.md").await;
    }
    assert!(client.finish().await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_header_without_end_is_no_burden() {
    let toy = Toy::default();
    let mut client = Client::ready(&toy).await;
    let line = "x".repeat(64 * 1024);
    for _ in 0..64 {
        client.send_bytes(line.as_bytes()).await;
    }
    for _ in 0..20_000 {
        client.send_bytes(b"Name: value\r\n").await;
    }
    client.send_bytes(b"\r\n").await;
    assert_eq!(serves(&mut client).await, 1);
    assert!(client.finish().await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn messages_may_be_cut_and_glued_anywhere() {
    let mut client = ready().await;
    let mut document = Document::open(&mut client, URI, "gov-report", &slip()).await;
    let mut chance = Chance(3);
    let (mut bytes, mut version) = (Vec::new(), 1);
    for _ in 0..200 {
        let (range, new) = chance.edit(&document.text);
        version += 1;
        bytes.extend(frame(&document.change(&range, &new, version)));
        document.text.replace_range(range, &new);
        if chance.below(5) == 0 {
            bytes.extend(frame(&message("$/nothing", json!({"年": "𠮷"}))));
        }
    }
    let mut rest = &bytes[..];
    while !rest.is_empty() {
        let most = *[1, 2, 13, 300, 9000].get(chance.below(5)).unwrap();
        let (piece, behind) = rest.split_at((1 + chance.below(most)).min(rest.len()));
        client.send_bytes(piece).await;
        tokio::task::yield_now().await;
        rest = behind;
    }
    document.version = version;
    document.expect_all(&mut client).await;
    assert_eq!(client.finish().await, [CLEARED]);
}

/// Whatever stands between messages, those that are whole and begin a line are served.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn noise_between_messages_is_skipped() {
    let toy = Toy::default();
    let mut client = Client::ready(&toy).await;
    let mut chance = Chance(11);
    let good = frame(&message("initialize", able()));
    for round in 0..60 {
        let mut noise = match round % 4 {
            0 => (0..chance.below(200)).map(|_| chance.below(256) as u8).collect(),
            1 => good[..chance.below(good.len())].to_vec(),
            2 => good[chance.below(good.len())..].to_vec(),
            _ => [&good[..20], &good[30..]].concat(),
        };
        noise.extend(b"\r\n\r\n");
        client.send_bytes(&noise).await;
        // A length that stood in the noise is that of what follows: these are lost to it.
        let padding = frame(&message("$/nothing", json!(" ".repeat(3000))));
        client.send_bytes(&padding).await;
        client.send_bytes(&padding).await;
        serves(&mut client).await;
    }
    assert!(client.finish().await.is_empty());
}
