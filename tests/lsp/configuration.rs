//! What the user has set and what the project has decided.

use expect_test::expect;
use serde_json::{Value, json};

use crate::client::{Client, able_with, everything, listed};
use crate::folder::{Folder, ask};
use crate::sample::{URI, report, rules, slip};
use crate::toy::Toy;

/// An editor in Chinese whose user has set nothing.
fn unset() -> Value {
    json!({"locale": "zh-cn", "initializationOptions": null})
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_project_holds_at_once_from_memory_and_from_disk() {
    let folder = Folder::of(&[("gouji.toml", "language = \"en\""), ("镇/a.md", "")]);
    let (report, project) = (folder.uri("镇/a.md"), folder.uri("gouji.toml"));
    let toy = Toy::default();
    let mut client = Client::ready_with(&toy, folder.able(unset())).await;
    client.open(&report, "9").await;
    client.expect_diagnostics(&report, 1, &["0:0-0:1 nine"]).await;
    // What is typed and not saved holds, whatever the editor takes the file for.
    client.open_as(&project, "toml", "language = \"en\"").await;
    client.expect_diagnostics(&project, 1, &[]).await;
    client.change(&project, 2, &[(everything(), "language = \"zh\"")]).await;
    assert_eq!(listed(&client.published(&report).await), ["0:0-0:1 九"]);
    // With a mistake in it nothing changes but that the mistake is shown.
    client.change(&project, 3, &[(everything(), "\nlanguage = \"de\"")]).await;
    client.expect_diagnostics(&project, 3, &["1:11-1:15 language 不能是 de，可以是 zh、en"]).await;
    client.change(&report, 2, &[(everything(), "\n9")]).await;
    client.expect_diagnostics(&report, 2, &["1:0-1:1 九"]).await;
    // Closed without saving: the disk holds again.
    client.close(&project).await;
    assert_eq!(listed(&client.published(&report).await), ["1:0-1:1 nine"]);
    assert_eq!(listed(&client.published(&project).await), [""; 0]);
    folder.write("gouji.toml", "language = \"zh\"");
    folder.changed(&mut client, &["gouji.toml"]).await;
    assert_eq!(listed(&client.published(&report).await), ["1:0-1:1 九"]);
    // A mistake on disk is shown where it is.
    folder.write("gouji.toml", "langage = \"en\"");
    folder.changed(&mut client, &["gouji.toml"]).await;
    let shown = client.published(&project).await;
    assert_eq!(listed(&shown), ["0:0-0:7 没有这一项：langage。是不是 language？"]);
    // The nearest file holds, and when it is gone the one above.
    folder.write("镇/gouji.toml", "language = \"en\"");
    folder.changed(&mut client, &["镇/gouji.toml"]).await;
    assert_eq!(listed(&client.published(&report).await), ["1:0-1:1 nine"]);
    folder.remove("镇/gouji.toml");
    folder.remove("gouji.toml");
    folder.changed(&mut client, &["镇/gouji.toml", "gouji.toml"]).await;
    assert_eq!(listed(&client.published(&report).await), ["1:0-1:1 九"]);
    assert_eq!(listed(&client.published(&project).await), [""; 0]);
    // What was gone does not hold again because a new file has a mistake.
    let near = folder.uri("镇/gouji.toml");
    folder.write("镇/gouji.toml", "langage = \"en\"");
    folder.changed(&mut client, &["镇/gouji.toml"]).await;
    assert_eq!(listed(&client.published(&near).await), ["0:0-0:7 没有这一项：langage。是不是 language？"]);
    client.change(&report, 3, &[(everything(), "\n\n9")]).await;
    client.expect_diagnostics(&report, 3, &["2:0-2:1 九"]).await;
    client.close(&report).await;
    assert_eq!(listed(&client.published(&report).await), [""; 0]);
    client.finish().await;
}

/// What cannot be read is no reason to go by the settings above it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_project_that_cannot_be_read_governs_too() {
    let folder = Folder::of(&[("gouji.toml", "language = \"en\""), ("镇/a.md", "")]);
    let (report, near) = (folder.uri("镇/a.md"), folder.uri("镇/gouji.toml"));
    std::fs::create_dir(folder.path("镇/gouji.toml")).unwrap();
    let toy = Toy::default();
    let mut client = Client::ready_with(&toy, folder.able(unset())).await;
    client.open(&report, "9").await;
    client.expect_diagnostics(&report, 1, &["0:0-0:1 九"]).await;
    folder.changed(&mut client, &["镇/gouji.toml"]).await;
    assert_eq!(listed(&client.published(&near).await), ["0:0-0:0 不是普通文件"]);
    std::fs::remove_dir(folder.path("镇/gouji.toml")).unwrap();
    folder.changed(&mut client, &["镇/gouji.toml"]).await;
    assert_eq!(listed(&client.published(&near).await), [""; 0]);
    assert_eq!(listed(&client.published(&report).await), ["0:0-0:1 nine"]);
    // What it said when it was last read holds on.
    folder.write("镇/gouji.toml", "language = \"zh\"");
    folder.changed(&mut client, &["镇/gouji.toml"]).await;
    assert_eq!(listed(&client.published(&report).await), ["0:0-0:1 九"]);
    folder.write("镇/gouji.toml", b"\0\xff\xfe\0\x01");
    folder.changed(&mut client, &["镇/gouji.toml"]).await;
    assert_eq!(listed(&client.published(&near).await), ["0:0-0:0 不是文本文件，或编码无法识别"]);
    client.change(&report, 2, &[(everything(), "\n9")]).await;
    client.expect_diagnostics(&report, 2, &["1:0-1:1 九"]).await;
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_asked_is_answered_though_settings_change_meanwhile() {
    let toy = Toy::default();
    let mut client = Client::ready(&toy).await;
    client.open(URI, "年度报告 HANG 9").await;
    let id = client.request("gouji/status", json!({"textDocument": {"uri": URI}})).await;
    toy.gate.reached();
    client
        .notify("workspace/didChangeConfiguration", json!({"settings": {"gouji": {"language": "zh"}}}))
        .await;
    // What was sent before has been taken in when this is answered.
    assert_eq!(client.fixes("file:///none.md", everything()).await, Value::Null);
    toy.gate.open();
    assert_eq!(client.result(id).await["errors"], 1);
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_depends_on_the_project_is_asked_for_again_when_it_changes() {
    let folder = Folder::of(&[("gouji.toml", "language = \"en\"")]);
    let uri = folder.uri("a.md");
    let refreshes = json!({"codeLens": {"refreshSupport": true}, "semanticTokens": {"refreshSupport": true}});
    let mut able = folder.able(json!({"capabilities": {"workspace": refreshes}}));
    able["locale"] = json!("zh-cn");
    able["initializationOptions"] = Value::Null;
    let mut client = Client::real();
    client.initialize(able).await;
    client.open(&uri, &report()).await;
    let ask = json!({"textDocument": {"uri": uri}});
    let id = client.request("textDocument/codeLens", ask.clone()).await;
    assert_eq!(client.result(id).await[0]["command"]["title"], "all 39 equations hold");
    folder.write("gouji.toml", "language = \"zh\"");
    folder.changed(&mut client, &["gouji.toml"]).await;
    client.asked("workspace/codeLens/refresh", Value::Null).await;
    client.asked("workspace/semanticTokens/refresh", Value::Null).await;
    let id = client.request("textDocument/codeLens", ask).await;
    assert_eq!(client.result(id).await[0]["command"]["title"], "39 条勾稽关系全部成立");
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_editor_that_asks_is_told_of_mistakes_in_a_project() {
    let folder = Folder::of(&[("gouji.toml", "[rules"), ("a.md", "年度报告 9")]);
    let toy = Toy::default();
    let mut client = Client::ready_with(&toy, folder.pulling()).await;
    let id = ask(&mut client, &Value::Null).await;
    let known = client.result(id).await["items"].take();
    let told = folder.told(&known);
    assert_eq!(told[0], "a.md null: 0:5-0:6 nine");
    assert!(told[1].starts_with("gouji.toml null: 0:"), "{told:?}");
    // Mended in the editor, which is told to ask again.
    client.open_as(&folder.uri("gouji.toml"), "toml", "[rules]").await;
    let refresh = client.told("workspace/diagnostic/refresh").await;
    client.reply(&refresh, Value::Null).await;
    let document = json!({"textDocument": {"uri": folder.uri("gouji.toml")}});
    let id = client.request("textDocument/diagnostic", document).await;
    assert_eq!(listed(&client.result(id).await), [""; 0]);
    let id = ask(&mut client, &known).await;
    assert_eq!(folder.told(&client.result(id).await["items"]), ["gouji.toml 1: ", "a.md null: ="]);
    assert!(client.finish().await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_text_that_is_no_file_belongs_to_the_first_folder() {
    let folder = Folder::of(&[("gouji.toml", "language = \"en\"")]);
    let toy = Toy::default();
    let mut client = Client::ready_with(&toy, folder.able(unset())).await;
    client.open("untitled:Untitled-1", "9").await;
    client.expect_diagnostics("untitled:Untitled-1", 1, &["0:0-0:1 nine"]).await;
    client.open("file:///elsewhere/a.md", "9").await;
    client.expect_diagnostics("file:///elsewhere/a.md", 1, &["0:0-0:1 九"]).await;
    assert_eq!(client.finish().await.len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_user_decides_the_language_and_the_project_the_rules() {
    let folder = Folder::of(&[("gouji.toml", "language = \"en\"\n[rules]\ntotals = \"warning\"")]);
    let uri = folder.uri("a.md");
    let mut client = Client::real();
    client.initialize(folder.able(unset())).await;
    client.open(&uri, &slip()).await;
    let shown = client.settled(&uri, 1).await;
    let found = rules(&shown).into_iter().map(str::to_owned).collect::<Vec<_>>();
    assert!(!found.is_empty() && found.iter().all(|rule| rule.starts_with("totals/")), "{found:?}");
    assert_eq!(shown["diagnostics"][0]["severity"], 2);
    let english = shown["diagnostics"][0]["message"].clone();
    let set = async |client: &mut Client, settings: Value| {
        let settings = json!({"settings": {"gouji": settings}});
        client.notify("workspace/didChangeConfiguration", settings).await;
    };
    set(&mut client, json!({"language": "zh", "rules": {"totals": "off", "totals/balance": "off"}})).await;
    let shown = client.published(&uri).await;
    assert_eq!(rules(&shown), found);
    assert_ne!(shown["diagnostics"][0]["message"], english);
    // Of what the project does not speak, the user does.
    client.open_as(&folder.uri("gouji.toml"), "toml", "").await;
    client.expect_diagnostics(&folder.uri("gouji.toml"), 1, &[]).await;
    assert_eq!(listed(&client.published(&uri).await), [""; 0]);
    set(&mut client, json!({"rules": {"totals": "hint", "nonsense": "off", "tables": "nonsense"}})).await;
    let shown = client.published(&uri).await;
    assert_eq!(
        (rules(&shown), &shown["diagnostics"][0]["severity"]),
        (found.iter().map(|rule| &**rule).collect(), &json!(4))
    );
    set(&mut client, json!({"language": "auto", "rules": null})).await;
    assert_eq!(client.published(&uri).await["diagnostics"][0]["severity"], 1);
    let mut cleared = client.finish().await;
    cleared.sort();
    assert_eq!(cleared, [format!("{uri} null: 0"), format!("{} null: 0", folder.uri("gouji.toml"))]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_editor_is_asked_what_is_set() {
    let folder = Folder::of(&[]);
    let toy = Toy::default();
    let asks = json!({"capabilities": {"workspace": {
        "configuration": true,
        "didChangeConfiguration": {"dynamicRegistration": true},
        "didChangeWatchedFiles": {"dynamicRegistration": true},
    }}, "initializationOptions": null});
    let mut client = Client::ready_with(&toy, folder.able(asks)).await;
    let register = client.told("client/registerCapability").await;
    expect![[r#"
        [
          {
            "id": "gouji/workspace/didChangeConfiguration",
            "method": "workspace/didChangeConfiguration",
            "registerOptions": {
              "section": "gouji"
            }
          },
          {
            "id": "gouji/workspace/didChangeWatchedFiles",
            "method": "workspace/didChangeWatchedFiles",
            "registerOptions": {
              "watchers": [
                {
                  "globPattern": "**/*.{md,txt,gkbg}"
                },
                {
                  "globPattern": "**/gouji.toml"
                }
              ]
            }
          }
        ]"#]]
    .assert_eq(&serde_json::to_string_pretty(&register["params"]["registrations"]).unwrap());
    client.reply(&register, Value::Null).await;
    let first = client.told("workspace/configuration").await;
    let scope = folder.uri("");
    let items = json!([{"section": "gouji"}, {"scopeUri": scope.trim_end_matches('/'), "section": "gouji"}]);
    assert_eq!(first["params"]["items"], items);
    client.open("file:///a.md", "9").await;
    client.expect_diagnostics("file:///a.md", 1, &["0:0-0:1 九"]).await;
    // Asked again before it has answered: only the second answer counts.
    client.notify("workspace/didChangeConfiguration", json!({"settings": null})).await;
    let second = client.told("workspace/configuration").await;
    client.reply(&second, json!([{"language": "en"}, null])).await;
    assert_eq!(listed(&client.published("file:///a.md").await), ["0:0-0:1 nine"]);
    client.reply(&first, json!([{"language": "zh"}, null])).await;
    client.notify("workspace/didChangeConfiguration", json!({"settings": null})).await;
    let third = client.told("workspace/configuration").await;
    client.reply(&third, json!([{"language": "auto"}])).await;
    assert_eq!(listed(&client.published("file:///a.md").await), ["0:0-0:1 九"]);
    assert_eq!(client.finish().await, ["file:///a.md null: 0"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rules_are_set_by_folder() {
    let (first, second) = (Folder::of(&[]), Folder::of(&[]));
    let mut params = first.able(json!({"capabilities": {"workspace": {"configuration": true}}}));
    params["workspaceFolders"] = json!([first.as_workspace_folder(), second.as_workspace_folder()]);
    let mut client = Client::real();
    client.initialize(params).await;
    let asked = client.told("workspace/configuration").await;
    let off = json!({"rules": {"totals": "off"}});
    client.reply(&asked, json!([{"rules": {}}, {"rules": {}}, off])).await;
    for (uri, nothing) in [(first.uri("a.md"), false), (second.uri("镇/a.md"), true)] {
        client.open(&uri, &slip()).await;
        // What is set may come after the document.
        loop {
            let shown = client.published(&uri).await;
            if rules(&shown).is_empty() == nothing {
                break;
            }
        }
    }
    assert_eq!(client.finish().await.len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_reviewed_is_listed_until_it_is_taken_back() {
    let folder = Folder::of(&[("东/a.md", &slip()), ("东/b.md", "# 会议记录"), ("西/c.md", &slip())]);
    let (uri, settings) = (folder.uri("东/a.md"), folder.uri("gouji.toml"));
    folder.write("gouji.toml", "[rules]\nstructure = \"off\"\n");
    let mut client = Client::real();
    client.initialize(folder.able(json!({"locale": "zh-cn", "initializationOptions": null}))).await;
    client.open(&uri, &slip()).await;
    let shown = client.settled(&uri, 1).await;
    let found = shown["diagnostics"][0].clone();
    let listed = async |client: &mut Client, name: &str| {
        let id = client.request("gouji/reviewed", json!({"folder": folder.uri(name)})).await;
        client.result(id).await.as_array().unwrap().clone()
    };
    assert!(listed(&mut client, "").await.is_empty());

    // It is put aside, with the reason that was given.
    let mut params = json!({"textDocument": {"uri": uri}, "range": found["range"], "message": "又"});
    params["reason"] = json!("与“台账”一致");
    let id = client.request("gouji/mark", params.clone()).await;
    assert_eq!(client.result(id).await, Value::Null, "no such finding");
    params["message"] = found["message"].clone();
    let id = client.request("gouji/mark", params).await;
    let edit = client.result(id).await["documentChanges"][0].take();
    assert_eq!(edit["textDocument"]["uri"], settings);
    let before = std::fs::read_to_string(folder.path("gouji.toml")).unwrap();
    let entry = edit["edits"][0]["newText"].as_str().unwrap();
    // A second one speaks of a report that is none any more.
    let gone = "\n[[reviewed]]\nrule = \"totals/balance\"\nfile = \"东/b.md\"\n";
    folder.write("gouji.toml", format!("{before}{entry}{gone}"));
    folder.changed(&mut client, &["gouji.toml"]).await;
    assert!(rules(&client.published(&uri).await).is_empty());

    // It is listed in each folder for which that gouji.toml holds.
    let all = listed(&mut client, "").await;
    assert_eq!(all.len(), 2);
    assert_eq!(listed(&mut client, "东").await, all);
    let [aside, stale] = &all[..] else { unreachable!() };
    assert_eq!(
        [&aside["uri"], &aside["file"], &aside["settings"]],
        [&json!(uri), &json!("东/a.md"), &json!(settings)]
    );
    assert_eq!([&aside["range"], &aside["message"]], [&found["range"], &found["message"]]);
    assert_eq!(aside["reason"], "与“台账”一致");
    assert_eq!(aside["at"]["start"]["line"], before.matches('\n').count() + 1);
    assert_eq!([&stale["uri"], &stale["range"]], [&json!(folder.uri("东/b.md")), &Value::Null]);
    assert_eq!(stale["message"], "新收加上年结转不等于办理总计加结转下年");

    // Taken out it is found again, and nothing else in the file has changed.
    let end = aside["removal"]["range"]["end"]["line"].as_u64().unwrap();
    let start = aside["removal"]["range"]["start"]["line"].as_u64().unwrap();
    assert_eq!(aside["removal"]["newText"], "");
    let text = std::fs::read_to_string(folder.path("gouji.toml")).unwrap();
    let kept = text.lines().enumerate().filter(|(at, _)| !(start..end).contains(&(*at as u64)));
    let kept = kept.map(|(_, line)| format!("{line}\n")).collect::<String>();
    assert_eq!(kept, format!("{before}{gone}"));
    folder.write("gouji.toml", kept);
    folder.changed(&mut client, &["gouji.toml"]).await;
    assert_eq!(client.published(&uri).await["diagnostics"][0]["message"], found["message"]);
    assert_eq!(listed(&mut client, "").await.len(), 1);

    // As it stands in the editor.
    client.open_as(&settings, "toml", "[[reviewed]]\nrule = \"totals/slip\"\nfile = \"西/c.md\"\n").await;
    let all = listed(&mut client, "西").await;
    assert_eq!([&all[0]["file"], &all[0]["range"]], [&json!("西/c.md"), &Value::Null]);
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_finding_is_marked_as_reviewed() {
    let folder = Folder::of(&[("镇/年报 [1].md", &slip())]);
    let uri = folder.uri("镇/年报 [1].md");
    let makes = json!({
        "capabilities": {"workspace": {"workspaceEdit": {"resourceOperations": ["create"]}}},
        "locale": "zh-cn",
        "initializationOptions": null,
    });
    let mut client = Client::real();
    client.initialize(folder.able(makes)).await;
    client.open(&uri, &slip()).await;
    let mut shown = client.settled(&uri, 1).await;
    let count = rules(&shown).len();
    let reviews = async |client: &mut Client| {
        let actions = client.fixes(&uri, everything()).await;
        let is_review = |action: &&Value| action["title"].as_str().unwrap().starts_with("标为已核实");
        let all = actions.as_array().unwrap().clone();
        let reviews = all.iter().filter(is_review).cloned().collect::<Vec<_>>();
        assert_eq!(all[all.len() - reviews.len()..], reviews, "they come last");
        reviews
    };
    let mut first = true;
    while !rules(&shown).is_empty() {
        let before = rules(&shown).len();
        let actions = reviews(&mut client).await;
        assert_eq!(actions.len(), before);
        let action = &actions[0];
        assert_eq!((&action["isPreferred"], &action["kind"]), (&json!(false), &json!("quickfix")));
        let title = action["title"].as_str().unwrap();
        assert_eq!(title == "标为已核实，不再提示", before == 1, "{title}");
        let mut changes = action["edit"]["documentChanges"].as_array().unwrap().clone();
        if first {
            let make = json!({"kind": "create", "uri": folder.uri("gouji.toml"), "options": {"ignoreIfExists": true}});
            assert_eq!(changes.remove(0), make);
        }
        assert_eq!(changes.len(), 1);
        assert_eq!(changes[0]["textDocument"], json!({"uri": folder.uri("gouji.toml"), "version": null}));
        let existing = std::fs::read_to_string(folder.path("gouji.toml")).unwrap_or_default();
        assert_eq!(changes[0]["edits"][0]["range"]["start"]["line"], existing.matches('\n').count());
        folder.write("gouji.toml", existing + changes[0]["edits"][0]["newText"].as_str().unwrap());
        folder.changed(&mut client, &["gouji.toml"]).await;
        shown = client.published(&uri).await;
        assert!(rules(&shown).len() < before);
        first = false;
    }
    let written = std::fs::read_to_string(folder.path("gouji.toml")).unwrap();
    assert_eq!(written.matches("[[reviewed]]").count(), count);
    assert!(written.contains("file = \"镇/年报 [1].md\""), "{written}");
    assert_eq!(client.finish().await, [format!("{uri} null: 0")]);

    // An editor that cannot make files is offered it where there is a file already; a text that is no file never.
    let mut client = Client::real();
    client.initialize(able_with(unset())).await;
    for (uri, offered) in [("untitled:1", 0), ("file:///elsewhere/a.md", 0), (&*uri, count)] {
        if offered > 0 {
            folder.write("gouji.toml", "");
        }
        client.open(uri, &slip()).await;
        let actions = client.fixes(uri, everything()).await;
        let titles = actions.as_array().unwrap().iter().map(|action| action["title"].as_str().unwrap());
        assert_eq!(titles.filter(|title| title.starts_with("标为已核实")).count(), offered, "{uri}");
        client.settled(uri, 1).await;
    }
    assert_eq!(client.finish().await.len(), 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_project_names_its_format() {
    const BUILT_IN: &str = include_str!("../../src/core/format/annual-2021.toml");
    let own = BUILT_IN.replace("least_prose = 1\n", "least_prose = 300\n");
    let folder = Folder::of(&[("gouji.toml", "\nformat = \"格式/本县.toml\""), ("格式/本县.toml", &own)]);
    let (uri, project) = (folder.uri("a.md"), folder.uri("gouji.toml"));
    let mut client = Client::real();
    client.initialize(folder.able(unset())).await;
    client.open(&uri, &report()).await;
    assert_eq!(rules(&client.settled(&uri, 1).await), ["structure/empty-section"; 2]);
    // With a mistake in it the format stays as it was.
    folder.write("格式/本县.toml", BUILT_IN.replace("least_prose = 1\n", "least_prose = \"\"\n"));
    folder.changed(&mut client, &["gouji.toml"]).await;
    let mistake = listed(&client.published(&project).await);
    assert!(mistake[0].starts_with("1:0-1:21 格式文件有误："), "{mistake:?}");
    folder.remove("格式/本县.toml");
    folder.changed(&mut client, &["gouji.toml"]).await;
    let mistake = listed(&client.published(&project).await);
    assert!(mistake[0].starts_with("1:0-1:21 找不到文件："), "{mistake:?}");
    client.open_as(&project, "toml", "").await;
    client.expect_diagnostics(&project, 1, &[]).await;
    assert_eq!(rules(&client.published(&uri).await), [""; 0]);
    assert_eq!(client.finish().await.len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_format_of_the_project_is_told_of_like_the_built_in_ones() {
    const BUILT_IN: &str = include_str!("../../src/core/format/annual-2021.toml");
    let own = BUILT_IN
        .replace("id = \"annual-2021\"", "id = \"county-2021\"")
        .replace("name = \"表三\"", "name = \"附表三\"")
        .replace("about = \"用表三按", "about = \"本县用附表三按");
    let folder = Folder::of(&[("gouji.toml", "format = \"本县.toml\""), ("本县.toml", &own)]);
    let uri = folder.uri("年度报告.md");
    let mut client = Client::real();
    client.initialize(folder.able(json!({"capabilities": {"workspace": {"applyEdit": true}}}))).await;
    client.open(&uri, "# 云溪县2024年政府信息公开工作年度报告\n\n一、总体情况\n\n三\n").await;
    client.settled(&uri, 1).await;
    let (document, at) = (json!({"uri": uri}), json!({"line": 4, "character": 1}));
    let params = json!({"textDocument": document, "position": at});

    let id = client.request("gouji/tables", params.clone()).await;
    let tables = client.result(id).await;
    assert_eq!(
        tables[1],
        json!({"id": "applications", "name": "附表三", "section": "收到和处理政府信息公开申请情况"})
    );

    let id = client.request("textDocument/completion", params).await;
    let offered = client.result(id).await["items"].clone();
    let section =
        offered.as_array().unwrap().iter().find(|item| item["label"].as_str().unwrap().starts_with("三、"));
    let id = client.request("completionItem/resolve", section.unwrap().clone()).await;
    let told = client.result(id).await["documentation"].to_string();
    assert!(told.contains("本县用附表三按"), "{told}");

    let argument = json!({"uri": uri, "position": at, "table": "disclosure", "format": "county-2021"});
    let params = json!({"command": "gouji.insertTable", "arguments": [argument]});
    let id = client.request("workspace/executeCommand", params).await;
    assert_eq!(client.result(id).await, Value::Null);
    client.next("the edit", |message| message["method"] == "workspace/applyEdit").await;
    client.finish().await;
}
