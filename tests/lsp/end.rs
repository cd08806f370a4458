//! The server ends when the client is gone, whatever is still running.

use serde_json::{Value, json};

use crate::client::{Client, everything};
use crate::toy::Toy;

/// A server whose worker and one request hang.
async fn hung() -> (Client, i64) {
    let mut client = Client::ready(&Toy::default()).await;
    client.open("file:///a.md", "HANG").await;
    let id = client.request_fixes("file:///a.md", everything()).await;
    (client, id)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn exit_ends_while_the_input_is_open() {
    let (mut client, _) = hung().await;
    client.notify("exit", Value::Null).await;
    assert_eq!(client.ended().await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn shutdown_is_answered_and_exit_ends_while_a_request_hangs() {
    let (mut client, hung) = hung().await;
    let shutdown = client.request("shutdown", Value::Null).await;
    assert_eq!(client.result(shutdown).await, Value::Null);
    assert_eq!(client.error(hung).await, -32801);
    client.notify("exit", Value::Null).await;
    assert_eq!(client.ended().await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn shutdown_may_come_with_any_empty_parameters() {
    for params in [Value::Null, json!({}), json!([])] {
        let mut client = Client::ready(&Toy::default()).await;
        let id = client.request("shutdown", params).await;
        assert_eq!(client.result(id).await, Value::Null);
        client.notify("exit", json!({})).await;
        assert_eq!(client.ended().await, 0);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_end_of_the_input_ends_the_server() {
    let (mut client, _) = hung().await;
    client.hang_up();
    assert_eq!(client.ended().await, 1);

    let mut client = Client::start(&Toy::default());
    client.hang_up();
    assert_eq!(client.ended().await, 1);

    let mut client = Client::ready(&Toy::default()).await;
    client.send_bytes(b"Content-Length: 100\r\n\r\n{").await;
    client.hang_up();
    assert_eq!(client.ended().await, 1);

    let (mut client, hung) = hung().await;
    let shutdown = client.request("shutdown", Value::Null).await;
    client.result(shutdown).await;
    // What it was asked about is closed: nobody waits for that any more.
    assert_eq!(client.error(hung).await, -32801);
    client.hang_up();
    assert_eq!(client.ended().await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn exit_without_initialize_ends_with_1() {
    let mut client = Client::start(&Toy::default());
    let id = client.request("shutdown", Value::Null).await;
    assert_eq!(client.error(id).await, -32002);
    client.notify("exit", Value::Null).await;
    assert_eq!(client.ended().await, 1);
}
