//! The folders that the user works in.

use serde_json::{Value, json};

use crate::client::{Client, everything, listed};
use crate::folder::{Folder, ask, published};
use crate::sample::report;
use crate::toy::Toy;

const NOTHING: [&str; 0] = [];

/// Runs the command that checks all reports, or those of a folder; the client shows its progress.
async fn check(client: &mut Client, folder: Option<&str>) -> (Value, String) {
    let command = json!({"command": "gouji.checkWorkspace", "arguments": Vec::from_iter(folder)});
    let id = client.request("workspace/executeCommand", command).await;
    let create = client.told("window/workDoneProgress/create").await;
    client.reply(&create, Value::Null).await;
    loop {
        let told = client.told("$/progress").await["params"].take();
        assert_eq!(told["token"], create["params"]["token"]);
        match told["value"]["kind"].as_str().unwrap() {
            "begin" => assert_eq!(told["value"]["cancellable"], true),
            "report" => {}
            _ => break,
        }
    }
    let said = client.told("window/showMessage").await;
    (client.result(id).await, said["params"]["message"].as_str().unwrap().to_owned())
}

/// The reports that a check has found.
fn uris(result: &Value) -> Vec<&str> {
    result["reports"].as_array().unwrap().iter().map(|row| row["uri"].as_str().unwrap()).collect()
}

fn shows_progress() -> Value {
    json!({"capabilities": {"window": {"workDoneProgress": true}}, "initializationOptions": {"language": "zh"}})
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_check_shows_the_lists_of_closed_files_and_keeps_them_up() {
    let folder = Folder::of(&[
        ("a.md", "年度报告 9"),
        ("b.md", "年度报告"),
        ("c.md", "年度报告\n9"),
        ("readme.md", "9"),
    ]);
    let toy = Toy::default();
    let mut client = Client::ready_with(&toy, folder.able(shows_progress())).await;
    let (result, said) = check(&mut client, None).await;
    let at = |line: u32, character: u32| json!({"line": line, "character": character});
    let first = json!([
        {"uri": folder.uri("a.md"), "errors": 1, "first": {"start": at(0, 5), "end": at(0, 6)}},
        {"uri": folder.uri("b.md"), "errors": 0, "first": null},
        {"uri": folder.uri("c.md"), "errors": 1, "first": {"start": at(1, 0), "end": at(1, 1)}},
    ]);
    let rows = result["reports"].as_array().unwrap().iter();
    let rows =
        rows.map(|row| json!({"uri": row["uri"], "errors": row["status"]["errors"], "first": row["first"]}));
    assert_eq!(Value::from_iter(rows), first);
    assert_eq!(said, "检查了 3 份报告，2 份有问题，3 份有未填、缺少或未能读出的格");
    let lists = published(&mut client, 2).await;
    assert_eq!(lists["a.md"], ["0:5-0:6 九"]);
    assert_eq!(lists["c.md"], ["1:0-1:1 九"]);
    // While it is open it is what is typed, afterwards what is saved.
    client.open_as(&folder.uri("a.md"), "markdown", "年度报告").await;
    assert_eq!(listed(&client.settled(&folder.uri("a.md"), 1).await), NOTHING);
    client.close(&folder.uri("a.md")).await;
    let closed = client.published(&folder.uri("a.md")).await;
    assert_eq!((listed(&closed), closed.get("version")), (vec!["0:5-0:6 九".into()], None));
    // Changed, made right, made something else, deleted by somebody else.
    folder.write("a.md", "年度报告 99");
    folder.changed(&mut client, &["a.md"]).await;
    assert_eq!(listed(&client.published(&folder.uri("a.md")).await).len(), 2);
    folder.remove("a.md");
    folder.write("b.md", "年度报告\n\n9");
    folder.write("c.md", "9");
    folder.changed(&mut client, &["a.md", "b.md", "c.md", "readme.md", "没有.md"]).await;
    let lists = published(&mut client, 3).await;
    assert_eq!(lists.values().map(Vec::len).collect::<Vec<_>>(), [0, 1, 0]);
    // Another setting holds for what is not open too.
    let settings = json!({"settings": {"gouji": {"language": "en"}}});
    client.notify("workspace/didChangeConfiguration", settings).await;
    assert_eq!(listed(&client.published(&folder.uri("b.md")).await), ["2:0-2:1 nine"]);
    assert_eq!(client.finish().await, [format!("{} null: 0", folder.uri("b.md"))]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_check_says_of_each_report_what_the_terminal_and_the_status_say() {
    const FAULTY: &str = include_str!("../reports/markdown/faulty.md");
    // What stands in the editor goes before what is saved.
    let folder = Folder::of(&[("a.md", "# 会议记录"), ("b.md", FAULTY)]);
    let mut client = Client::real();
    client.initialize(folder.able(json!({}))).await;
    client.open_as(&folder.uri("a.md"), "markdown", FAULTY).await;
    let id = client.request("workspace/executeCommand", json!({"command": "gouji.checkWorkspace"})).await;
    let result = client.result(id).await;
    assert_eq!(uris(&result), [folder.uri("a.md"), folder.uri("b.md")]);
    let id = client.request("gouji/status", json!({"textDocument": {"uri": folder.uri("a.md")}})).await;
    let status = client.result(id).await;
    for row in result["reports"].as_array().unwrap() {
        assert_eq!(row["status"], status);
        assert_eq!([&row["status"]["errors"], &row["status"]["warnings"], &row["fixable"]], [2, 1, 1]);
        assert_eq!(row["status"]["reports"][0]["year"], 2024);
        // The first thing in the text is the warning.
        assert_eq!(row["first"]["start"], json!({"line": 68, "character": 2}));
    }
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_check_finds_what_has_just_come_before_it_is_told() {
    let folder = Folder::of(&[("a.md", "年度报告 9")]);
    let toy = Toy::default();
    let mut client = Client::ready_with(&toy, folder.able(shows_progress())).await;
    let (result, _) = check(&mut client, None).await;
    assert_eq!(uris(&result), [folder.uri("a.md")]);
    folder.write("b.md", "年度报告 9");
    let (result, _) = check(&mut client, None).await;
    assert_eq!(uris(&result), [folder.uri("a.md"), folder.uri("b.md")]);
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_check_of_one_folder_leaves_the_lists_of_the_others() {
    let folder = Folder::of(&[
        ("东/a.md", "年度报告 9"),
        ("东/深/b.md", "年度报告"),
        ("东湖/c.md", "年度报告 9"),
        ("d.md", "年度报告 9"),
    ]);
    let toy = Toy::default();
    let mut client = Client::ready_with(&toy, folder.able(shows_progress())).await;
    let (result, said) = check(&mut client, Some(&folder.uri("东"))).await;
    let expected = "检查了 2 份报告，1 份有问题，2 份有未填、缺少或未能读出的格";
    assert_eq!(uris(&result), [folder.uri("东/a.md"), folder.uri("东/深/b.md")]);
    assert_eq!(said, expected);
    assert_eq!(published(&mut client, 1).await["a.md"], ["0:5-0:6 九"]);
    check(&mut client, Some(&folder.uri("东湖"))).await;
    assert_eq!(published(&mut client, 1).await["c.md"], ["0:5-0:6 九"]);
    // What has gone since is taken back with the next check of its folder.
    folder.remove("东/a.md");
    let (_, said) = check(&mut client, Some(&folder.uri("东"))).await;
    // Nothing was found, but neither was a table.
    assert_eq!(said, "检查了 1 份报告，已核对的部分未发现问题，1 份有未填、缺少或未能读出的格");
    assert_eq!(published(&mut client, 1).await["a.md"], NOTHING);
    let wrong = json!({"command": "gouji.checkWorkspace", "arguments": ["untitled:东"]});
    let id = client.request("workspace/executeCommand", wrong).await;
    assert_eq!(client.error(id).await, -32602);
    // Only now the other folder's list is taken back.
    assert_eq!(client.finish().await, [format!("{} null: 0", folder.uri("东湖/c.md"))]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_said_of_a_folder_goes_with_it() {
    // Watchers tell of the folder alone, or the client does because the user has done it there.
    for told in ["workspace/didChangeWatchedFiles", "workspace/didDeleteFiles", "workspace/didRenameFiles"] {
        let folder = Folder::of(&[
            ("东/a.md", "年度报告 9"),
            ("东/深/b.md", "年度报告 9"),
            ("东湖/c.md", "年度报告 9"),
        ]);
        let toy = Toy::default();
        let mut client = Client::ready_with(&toy, folder.able(shows_progress())).await;
        check(&mut client, None).await;
        assert_eq!(published(&mut client, 3).await.len(), 3);
        let gone = folder.uri("东");
        match told {
            "workspace/didChangeWatchedFiles" => {
                std::fs::remove_dir_all(folder.path("东")).unwrap();
                client.notify(told, json!({"changes": [{"uri": gone, "type": 3}]})).await;
            }
            "workspace/didDeleteFiles" => {
                std::fs::remove_dir_all(folder.path("东")).unwrap();
                client.notify(told, json!({"files": [{"uri": gone}]})).await;
            }
            _ => {
                std::fs::rename(folder.path("东"), folder.path("西")).unwrap();
                let new = folder.uri("西");
                client.notify(told, json!({"files": [{"oldUri": gone, "newUri": new}]})).await;
            }
        }
        let renamed = told == "workspace/didRenameFiles";
        for _ in 0..(if renamed { 4 } else { 2 }) {
            let list = client.told("textDocument/publishDiagnostics").await["params"].take();
            let uri = list["uri"].as_str().unwrap();
            assert!(uri.starts_with(&gone) || uri.starts_with(&folder.uri("西")), "{told}: {uri}");
            assert!(!uri.starts_with(&folder.uri("东湖")), "{told}: {uri}");
            assert_eq!(listed(&list).is_empty(), uri.starts_with(&gone), "{told}: {uri}");
        }
        assert_eq!(client.finish().await.len(), if renamed { 3 } else { 1 }, "{told}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_asked_of_a_folder_goes_with_it() {
    let folder = Folder::of(&[("东/a.md", "年度报告 9"), ("b.md", "年度报告 9")]);
    let toy = Toy::default();
    let mut client = Client::ready_with(&toy, folder.pulling()).await;
    let id = client.request("workspace/diagnostic", json!({"previousResultIds": []})).await;
    let first = client.result(id).await["items"].take();
    let known = first.as_array().unwrap().iter();
    let known: Vec<Value> =
        known.map(|item| json!({"uri": item["uri"], "value": item["resultId"]})).collect();
    assert_eq!(known.len(), 2);
    let id = client.request("workspace/diagnostic", json!({"previousResultIds": known})).await;
    std::fs::remove_dir_all(folder.path("东")).unwrap();
    client.notify("workspace/didDeleteFiles", json!({"files": [{"uri": folder.uri("东")}]})).await;
    let second = client.result(id).await["items"].take();
    let gone = second.as_array().unwrap().iter().find(|item| item["uri"] == folder.uri("东/a.md")).unwrap();
    assert_eq!(gone["items"], json!([]));
    assert!(client.finish().await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_check_does_not_wait_for_a_client_that_never_answers() {
    let folder = Folder::of(&[("a.md", "年度报告 9")]);
    let toy = Toy::default();
    let mut client = Client::ready_with(&toy, folder.able(shows_progress())).await;
    let id = client.request("workspace/executeCommand", json!({"command": "gouji.checkWorkspace"})).await;
    client.told("window/workDoneProgress/create").await;
    assert_eq!(uris(&client.result(id).await), [folder.uri("a.md")]);
    client.told("window/showMessage").await;
    assert_eq!(published(&mut client, 1).await["a.md"], ["0:5-0:6 九"]);
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_check_is_stopped_by_its_progress() {
    let folder = Folder::of(&[("a.md", "年度报告 HANG"), ("b.md", "年度报告 9")]);
    let toy = Toy::default();
    let mut client = Client::ready_with(&toy, folder.able(shows_progress())).await;
    let id = client.request("workspace/executeCommand", json!({"command": "gouji.checkWorkspace"})).await;
    let create = client.told("window/workDoneProgress/create").await;
    client.reply(&create, Value::Null).await;
    toy.gate.reached();
    let token = json!({"token": create["params"]["token"]});
    client.notify("window/workDoneProgress/cancel", token).await;
    client.notify("window/workDoneProgress/cancel", json!({"token": "another"})).await;
    // What was sent before has been taken in when this is answered.
    assert_eq!(client.fixes("file:///none.md", everything()).await, Value::Null);
    toy.gate.open();
    assert_eq!(client.error(id).await, -32800);
    let kind = client.told("$/progress").await["params"]["value"]["kind"].take();
    assert_eq!(kind, "begin");
    while client.told("$/progress").await["params"]["value"]["kind"] != "end" {}
    assert!(client.finish().await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_check_of_nothing_says_so() {
    let toy = Toy::default();
    let mut client = Client::ready(&toy).await;
    let id = client.request("workspace/executeCommand", json!({"command": "gouji.checkWorkspace"})).await;
    assert_eq!(client.result(id).await, json!({"reports": []}));
    let said = client.told("window/showMessage").await;
    assert_eq!(said["params"]["message"], "No annual report in the folders");
    let id = client.request("workspace/executeCommand", json!({"command": "gouji.none"})).await;
    assert_eq!(client.error(id).await, -32602);
    assert!(client.finish().await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn folders_come_and_go() {
    let (first, second) = (Folder::of(&[("a.md", "年度报告 9")]), Folder::of(&[("b.md", "年度报告 9")]));
    let toy = Toy::default();
    let mut client = Client::ready_with(&toy, first.pulling()).await;
    let id = ask(&mut client, &Value::Null).await;
    let known = client.result(id).await["items"].take();
    assert_eq!(first.told(&known), ["a.md null: 0:5-0:6 nine"]);
    let event = json!({"added": [second.as_workspace_folder()], "removed": [first.as_workspace_folder()]});
    client.notify("workspace/didChangeWorkspaceFolders", json!({"event": event})).await;
    let id = ask(&mut client, &known).await;
    let items = client.result(id).await["items"].take();
    assert_eq!(second.told(&json!([items[0]])), ["b.md null: 0:5-0:6 nine"]);
    assert_eq!(first.told(&json!([items[1]])), ["a.md null: "]);
    assert!(client.finish().await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_folder_that_is_left_shows_nothing_any_more() {
    let folder = Folder::of(&[("a.md", "年度报告 9")]);
    let toy = Toy::default();
    let mut client = Client::ready_with(&toy, folder.able(shows_progress())).await;
    check(&mut client, None).await;
    assert_eq!(published(&mut client, 1).await["a.md"], ["0:5-0:6 九"]);
    let event = json!({"added": [], "removed": [folder.as_workspace_folder()]});
    client.notify("workspace/didChangeWorkspaceFolders", json!({"event": event})).await;
    assert_eq!(published(&mut client, 1).await["a.md"], NOTHING);
    assert!(client.finish().await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn older_editors_name_one_root() {
    let folder = Folder::of(&[("a.md", "年度报告 9")]);
    for root in [
        json!({"rootUri": folder.uri("")}),
        json!({"rootPath": folder.path("").to_str().unwrap()}),
        json!({"rootUri": folder.uri(""), "workspaceFolders": null}),
    ] {
        let toy = Toy::default();
        let mut params = root.clone();
        params["capabilities"] = json!({"textDocument": {"diagnostic": {}}});
        let mut client = Client::ready_with(&toy, params).await;
        let id = ask(&mut client, &Value::Null).await;
        assert_eq!(folder.told(&client.result(id).await["items"]), ["a.md null: 0:5-0:6 九"], "{root}");
        assert!(client.finish().await.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn reports_are_found_by_agency_and_year() {
    let folder = Folder::of(&[("丁香镇.md", &report()), ("readme.md", "云溪县丁香镇人民政府 2024年")]);
    folder
        .write("梨川县.md", report().replace("云溪县丁香镇人民政府", "梨川县水利局").replace("2024", "2023"));
    // Without a title the file's name must do.
    let untitled = report().split_once('\n').unwrap().1.replace("云溪县丁香镇人民政府", "本机关");
    folder.write("补遗.md", untitled);
    let mut client = Client::real();
    client.initialize(folder.able(json!({"locale": "zh-cn", "initializationOptions": null}))).await;
    let edited = report().replace("丁香镇", "白桦镇");
    client.open_as(&folder.uri("丁香镇.md"), "markdown", &edited).await;
    client.settled(&folder.uri("丁香镇.md"), 1).await;
    let all = ["云溪县白桦镇人民政府 2024年", "梨川县水利局 2023年", "补遗"];
    for (query, expected) in [
        ("", &all[..]),
        ("白桦", &all[..1]),
        ("2023", &all[1..2]),
        ("水利 2023", &all[1..2]),
        ("梨川县.MD", &all[1..2]),
        ("补", &all[2..]),
        ("水利 2024", &[]),
    ] {
        let id = client.request("workspace/symbol", json!({"query": query})).await;
        let symbols = client.result(id).await;
        let names = symbols.as_array().unwrap().iter().map(|symbol| symbol["name"].as_str().unwrap());
        assert_eq!(names.collect::<Vec<_>>(), expected, "{query}");
        if query == "白桦" {
            let location = &symbols[0]["location"];
            assert_eq!(location["uri"], folder.uri("丁香镇.md"));
            assert_eq!(location["range"]["start"]["line"], 0);
            assert_ne!(location["range"]["end"], location["range"]["start"]);
            assert_eq!(symbols[0]["containerName"], "丁香镇.md");
        }
    }
    assert_eq!(client.finish().await, [format!("{} null: 0", folder.uri("丁香镇.md"))]);
}
