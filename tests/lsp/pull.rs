//! What is wrong, told to an editor that asks.

use std::sync::atomic::Ordering;

use expect_test::expect;
use serde_json::{Value, json};

use crate::client::{Client, able_with, everything, listed, span};
use crate::folder::{Folder, ask};
use crate::toy::Toy;

const URI: &str = "file:///政务公开/年报.md";

fn pulling() -> Value {
    able_with(json!({"capabilities": {
        "textDocument": {"diagnostic": {}},
        "workspace": {"diagnostics": {"refreshSupport": true}},
    }}))
}

async fn pull(client: &mut Client, uri: &str, known: &Value) -> Value {
    let params = json!({"textDocument": {"uri": uri}, "previousResultId": known["resultId"]});
    let id = client.request("textDocument/diagnostic", params).await;
    client.result(id).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_editor_that_asks_is_told_nothing_unasked() {
    let toy = Toy::default();
    let mut client = Client::start(&toy);
    let answer = client.initialize(pulling()).await;
    expect![[r#"{"identifier":"gouji","interFileDependencies":false,"workspaceDiagnostics":true}"#]]
        .assert_eq(&answer["capabilities"]["diagnosticProvider"].to_string());
    client.open(URI, "9\n").await;
    let first = pull(&mut client, URI, &Value::Null).await;
    assert_eq!((listed(&first), &first["kind"]), (vec!["0:0-0:1 nine".into()], &json!("full")));
    assert_eq!(first["items"][0].get("data"), None, "nothing is read back");
    // The same list in another version is not sent again.
    client.change(URI, 2, &[(span((1, 0), (1, 0)), "年")]).await;
    let second = pull(&mut client, URI, &first).await;
    assert_eq!(second, json!({"kind": "unchanged", "resultId": first["resultId"]}));
    client.change(URI, 3, &[(span((1, 0), (1, 0)), "9")]).await;
    let third = pull(&mut client, URI, &second).await;
    assert_eq!(listed(&third), ["0:0-0:1 nine", "1:0-1:1 nine"]);
    client.change(URI, 4, &[(everything(), "")]).await;
    assert_eq!(listed(&pull(&mut client, URI, &third).await), [""; 0]);
    // What is no report, and what is not open.
    client.open_as("file:///readme.md", "markdown", "9").await;
    client.open_as("file:///main.rs", "rust", "年度报告 9").await;
    for uri in ["file:///readme.md", "file:///main.rs", "file:///none.md", "untitled:none"] {
        assert_eq!(listed(&pull(&mut client, uri, &Value::Null).await), [""; 0], "{uri}");
    }
    client.close(URI).await;
    assert!(client.finish().await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_that_is_overtaken_is_asked_for_again() {
    let toy = Toy::default();
    let mut client = Client::ready_with(&toy, pulling()).await;
    client.open(URI, "HANG 9").await;
    let id = client.request("textDocument/diagnostic", json!({"textDocument": {"uri": URI}})).await;
    toy.gate.reached();
    client.change(URI, 2, &[(everything(), "9")]).await;
    // The change is made when this is answered.
    assert_eq!(client.fixes("file:///none.md", everything()).await, Value::Null);
    toy.gate.open();
    let error = client.answer(id).await["error"].take();
    assert_eq!((&error["code"], &error["data"]), (&json!(-32802), &json!({"retriggerRequest": true})));
    assert_eq!(listed(&pull(&mut client, URI, &Value::Null).await), ["0:0-0:1 nine"]);
    assert!(client.finish().await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_reports_of_the_folders_are_judged_open_or_not() {
    let folder = Folder::of(&[
        ("a [1] (终稿).md", "年度报告\n9"),
        ("b.txt", "年度报告"),
        ("readme.md", "9"),
        ("ignored.md", "年度报告 9"),
        (".ignore", "ignored.md\n"),
        ("main.rs", "// 年度报告 9"),
        ("云溪县/丁香 镇.md", "年度报告 9"),
        ("图.txt", "\0\u{1}\u{2}\0"),
    ]);
    let gb18030 = encoding_rs::GB18030.encode("年度报告 9").0.into_owned();
    folder.write("国标.txt", gb18030);
    let utf16 = "\u{feff}年度报告 99".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    folder.write("双字节.txt", utf16);
    let toy = Toy::default();
    let mut client = Client::ready_with(&toy, folder.pulling()).await;
    client.open_as(&folder.uri("云溪县/丁香 镇.md"), "markdown", "年度报告").await;
    let id = ask(&mut client, &Value::Null).await;
    let first = client.result(id).await["items"].take();
    assert_eq!(
        folder.told(&first),
        [
            "a [1] (终稿).md null: 1:0-1:1 nine",
            "b.txt null: ",
            "云溪县/丁香 镇.md 1: ",
            "双字节.txt null: 0:5-0:6 nine, 0:6-0:7 nine",
            "国标.txt null: 0:5-0:6 nine",
        ]
    );
    let read = toy.read_anew.load(Ordering::SeqCst);
    // A request without news waits. An edit, a new file and one that is gone are news, and nothing else is read.
    let id = ask(&mut client, &first).await;
    client.change(&folder.uri("云溪县/丁香 镇.md"), 2, &[(span((0, 0), (0, 0)), "9")]).await;
    let second = client.result(id).await["items"].take();
    assert_eq!(
        folder.told(&second),
        [
            "云溪县/丁香 镇.md 2: 0:0-0:1 nine",
            "a [1] (终稿).md null: =",
            "b.txt null: =",
            "双字节.txt null: =",
            "国标.txt null: =",
        ]
    );
    assert_eq!(toy.read_anew.load(Ordering::SeqCst), read);
    folder.write("新.md", "年度报告 9");
    folder.remove("b.txt");
    let id = ask(&mut client, &second).await;
    let third = client.result(id).await["items"].take();
    assert_eq!(
        folder.told(&third)[..3],
        ["新.md null: 0:5-0:6 nine", "b.txt null: ", "a [1] (终稿).md null: ="]
    );
    assert_eq!(third[1].get("resultId"), None, "nothing is left to build on");
    assert_eq!(toy.read_anew.load(Ordering::SeqCst), read + 1);
    // A closed file that is asked for by itself.
    let alone = pull(&mut client, &folder.uri("新.md"), &Value::Null).await;
    assert_eq!(listed(&alone), ["0:5-0:6 nine"]);
    assert!(client.finish().await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_waiting_request_is_cancelled_and_a_changed_setting_is_news() {
    let folder = Folder::of(&[("a.md", "年度报告 9"), ("b.md", "年度报告")]);
    let toy = Toy::default();
    let mut client = Client::ready_with(&toy, folder.pulling()).await;
    let id = ask(&mut client, &Value::Null).await;
    let known = client.result(id).await["items"].take();
    let id = ask(&mut client, &known).await;
    client.cancel(id).await;
    assert_eq!(client.error(id).await, -32800);
    let id = ask(&mut client, &known).await;
    let settings = json!({"settings": {"gouji": {"language": "zh"}}});
    client.notify("workspace/didChangeConfiguration", settings).await;
    let news = client.result(id).await["items"].take();
    assert_eq!(folder.told(&news), ["a.md null: 0:5-0:6 九", "b.md null: ="]);
    let refresh = client.told("workspace/diagnostic/refresh").await;
    client.reply(&refresh, Value::Null).await;
    assert!(client.finish().await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_reports_come_in_parts_with_progress() {
    let folder = Folder::of(&[]);
    (0..200).for_each(|n| folder.write(&format!("{n:03}.md"), format!("年度报告 {}", n % 10)));
    let toy = Toy::default();
    let mut client = Client::ready_with(&toy, folder.pulling()).await;
    let params = json!({"previousResultIds": [], "partialResultToken": "部分", "workDoneToken": 7});
    let id = client.request("workspace/diagnostic", params).await;
    let (mut items, mut parts, mut progress) = (Vec::new(), Vec::new(), Vec::new());
    while items.len() < 200 || progress.last() != Some(&"end".to_owned()) {
        let told = client.told("$/progress").await["params"].take();
        match told["token"].as_str() {
            Some("部分") => {
                parts.push(told["value"]["items"].as_array().unwrap().len());
                items.extend(folder.told(&told["value"]["items"]));
            }
            _ => progress.push(match told["value"]["kind"].as_str().unwrap() {
                "report" => told["value"]["percentage"].to_string(),
                other => other.to_owned(),
            }),
        }
    }
    assert_eq!(client.result(id).await, json!({"items": []}));
    assert_eq!(parts, [20; 10]);
    let expected = |n| format!("{n:03}.md null: {}", if n % 10 == 9 { "0:5-0:6 nine" } else { "" });
    assert_eq!(items, (0..200).map(expected).collect::<Vec<_>>());
    let percentages = (1..=100).map(|percent| percent.to_string());
    assert_eq!(
        progress,
        ["begin".to_owned()].into_iter().chain(percentages).chain(["end".to_owned()]).collect::<Vec<_>>()
    );
    assert!(client.finish().await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cancelling_stops_the_work() {
    let folder = Folder::of(&[("000.md", "年度报告 HANG")]);
    (1..200).for_each(|n| folder.write(&format!("{n:03}.md"), "年度报告 9"));
    for method in ["workspace/diagnostic", "workspace/symbol", "workspace/executeCommand"] {
        let toy = Toy::default();
        let mut client = Client::ready_with(&toy, folder.pulling()).await;
        let params = json!({"previousResultIds": [], "query": "", "command": "gouji.checkWorkspace"});
        let id = client.request(method, params).await;
        toy.gate.reached();
        client.cancel(id).await;
        assert_eq!(client.error(id).await, -32800);
        toy.gate.open();
        client.open(URI, "9").await;
        pull(&mut client, URI, &Value::Null).await;
        assert!(client.finish().await.is_empty());
        assert_eq!(toy.read_anew.load(Ordering::SeqCst), 2, "{method} has read on");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_report_that_cannot_be_judged_does_not_keep_the_others_from_it() {
    let folder = Folder::of(&[("a.md", "年度报告 PANIC"), ("b.md", "年度报告 9")]);
    let toy = Toy::default();
    let mut client = Client::ready_with(&toy, folder.pulling()).await;
    let id = ask(&mut client, &Value::Null).await;
    assert_eq!(folder.told(&client.result(id).await["items"]), ["b.md null: 0:5-0:6 nine"]);
    assert!(client.finish().await.is_empty());
}

/// What is no file is not waited for, and what cannot be read is no report.
#[cfg(unix)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_lies_in_a_folder_and_is_no_file_is_in_nobodys_way() {
    use std::os::unix::fs::symlink;
    let folder = Folder::of(&[("a.md", "年度报告 9")]);
    let fifo = std::process::Command::new("mkfifo").arg(folder.path("管道.md")).status().unwrap();
    assert!(fifo.success());
    let _socket = std::os::unix::net::UnixListener::bind(folder.path("s.md")).unwrap();
    symlink("圈.md", folder.path("圈.md")).unwrap();
    symlink(".", folder.path("自己")).unwrap();
    symlink("/dev/zero", folder.path("零.md")).unwrap();
    symlink("/proc/self/mem", folder.path("无法读取.md")).unwrap();
    let toy = Toy::default();
    let mut client = Client::ready_with(&toy, folder.pulling()).await;
    let id = ask(&mut client, &Value::Null).await;
    let items = client.result(id).await;
    assert_eq!(folder.told(&items["items"]), ["a.md null: 0:5-0:6 nine"]);
    for name in ["管道.md", "s.md", "圈.md", "自己", "零.md", "无法读取.md", "没有.md"] {
        assert_eq!(listed(&pull(&mut client, &folder.uri(name), &Value::Null).await), [""; 0], "{name}");
    }
    assert!(client.finish().await.is_empty());
}
