//! What is underlined, when, and in which words.

use std::sync::atomic::Ordering;

use expect_test::expect;
use serde_json::json;

use crate::client::{Client, able, able_with, everything, listed, span};
use crate::toy::Toy;

const URI: &str = "file:///a.md";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_server_says_what_it_can_do() {
    let toy = Toy::default();
    let mut client = Client::start(&toy);
    let answer = client.initialize(able()).await;
    expect![[r#"
        {
          "capabilities": {
            "positionEncoding": "utf-16",
            "textDocumentSync": {
              "openClose": true,
              "change": 2
            },
            "selectionRangeProvider": true,
            "hoverProvider": true,
            "completionProvider": {
              "resolveProvider": true,
              "triggerCharacters": [
                "|",
                "\t",
                "（",
                "0",
                "1",
                "2",
                "3",
                "4",
                "5",
                "6",
                "7",
                "8",
                "9"
              ]
            },
            "definitionProvider": true,
            "referencesProvider": true,
            "documentHighlightProvider": true,
            "documentSymbolProvider": true,
            "workspaceSymbolProvider": true,
            "codeActionProvider": {
              "codeActionKinds": [
                "quickfix",
                "refactor.rewrite",
                "refactor.insert",
                "source.fixAll.gouji",
                "source.followTables.gouji"
              ]
            },
            "codeLensProvider": {
              "resolveProvider": false
            },
            "documentFormattingProvider": true,
            "documentRangeFormattingProvider": true,
            "documentOnTypeFormattingProvider": {
              "firstTriggerCharacter": "|",
              "moreTriggerCharacter": [
                "\n"
              ]
            },
            "documentLinkProvider": {
              "resolveProvider": false
            },
            "foldingRangeProvider": true,
            "executeCommandProvider": {
              "commands": [
                "gouji.checkWorkspace",
                "gouji.show"
              ]
            },
            "workspace": {
              "workspaceFolders": {
                "supported": true,
                "changeNotifications": true
              }
            },
            "semanticTokensProvider": {
              "legend": {
                "tokenTypes": [
                  "keyword",
                  "function",
                  "property",
                  "namespace",
                  "type",
                  "number"
                ],
                "tokenModifiers": [
                  "total",
                  "zero",
                  "broken"
                ]
              },
              "range": true,
              "full": {
                "delta": true
              }
            },
            "inlayHintProvider": true,
            "experimental": {
              "gouji": {
                "preview": true
              }
            }
          },
          "serverInfo": {
            "name": "gouji",
            "version": "0.1.0"
          }
        }"#]]
    .assert_eq(&serde_json::to_string_pretty(&answer).unwrap());
    assert!(client.finish().await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_diagnostic_carries_all_that_is_known() {
    let toy = Toy::default();
    let options = json!({"initializationOptions": {"ruleBase": "https://example.org/rules/"}});
    let mut client = Client::ready_with(&toy, able_with(options)).await;
    client.open(URI, "年\r\n9").await;
    let published = client.settled(URI, 1).await;
    expect![[r#"
        {
          "range": {
            "start": {
              "line": 1,
              "character": 0
            },
            "end": {
              "line": 1,
              "character": 1
            }
          },
          "severity": 1,
          "code": "toy/nine",
          "codeDescription": {
            "href": "https://example.org/rules/toy/nine.md"
          },
          "source": "gouji",
          "message": "nine",
          "relatedInformation": [
            {
              "location": {
                "uri": "file:///a.md",
                "range": {
                  "start": {
                    "line": 0,
                    "character": 0
                  },
                  "end": {
                    "line": 0,
                    "character": 0
                  }
                }
              },
              "message": "nine"
            }
          ]
        }"#]]
    .assert_eq(&serde_json::to_string_pretty(&published["diagnostics"][0]).unwrap());
    assert_eq!(client.finish().await, ["file:///a.md null: 0"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_client_does_not_show_is_left_out() {
    let toy = Toy::default();
    let mut client = Client::ready_with(&toy, json!({"capabilities": {}})).await;
    client.open(URI, "9").await;
    let published = client.settled(URI, 1).await;
    assert!(published["diagnostics"][0].get("relatedInformation").is_none());
    assert!(published["diagnostics"][0].get("codeDescription").is_none());
    assert_eq!(client.fixes(URI, everything()).await, json!([]));
    assert_eq!(client.finish().await, ["file:///a.md null: 0"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn documents_that_are_no_reports_are_left_alone() {
    let toy = Toy::default();
    let mut client = Client::ready(&toy).await;
    client.open_as("file:///readme.md", "markdown", "9").await;
    client.open_as("file:///notes.txt", "plaintext", "9").await;
    client.open_as("file:///main.rs", "rust", "// 年度报告 9").await;
    client.open_as("file:///odd", "", "年度报告 9").await;
    assert_eq!(client.fixes("file:///readme.md", everything()).await, json!(null));
    assert_eq!(client.fixes("file:///main.rs", everything()).await, json!(null));
    // The documents are looked at in turn, so when these are shown the others have been passed over.
    client.open_as("file:///report.md", "markdown", "年度报告 9").await;
    client.open_as("file:///report.txt", "plaintext", "年度报告").await;
    client.open_as("file:///empty", "gov-report", "").await;
    client.expect_diagnostics("file:///report.md", 1, &["0:5-0:6 nine"]).await;
    client.expect_diagnostics("file:///report.txt", 1, &[]).await;
    client.expect_diagnostics("file:///empty", 1, &[]).await;
    // A report that is none any more shows nothing, and what becomes one is looked at.
    client.change("file:///report.md", 2, &[(span((0, 0), (0, 1)), "")]).await;
    client.expect_diagnostics("file:///report.md", 2, &[]).await;
    client.change("file:///readme.md", 2, &[(span((0, 0), (0, 0)), "年度报告")]).await;
    client.expect_diagnostics("file:///readme.md", 2, &["0:4-0:5 nine"]).await;
    let mut cleared = client.finish().await;
    cleared.sort();
    assert_eq!(cleared, ["file:///empty null: 0", "file:///readme.md null: 0", "file:///report.txt null: 0"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_is_sent_when_it_differs() {
    let toy = Toy::default();
    let mut client = Client::ready(&toy).await;
    client.open(URI, "9\n\n").await;
    client.expect_diagnostics(URI, 1, &["0:0-0:1 nine"]).await;
    // Nothing that is shown changes; then something does.
    client.change(URI, 2, &[(span((1, 0), (1, 0)), "年")]).await;
    client.open("file:///b.md", "").await;
    client.expect_diagnostics("file:///b.md", 1, &[]).await;
    client.change(URI, 3, &[(span((0, 0), (0, 0)), "\n")]).await;
    let published = client.published(URI).await;
    assert_eq!((listed(&published), &published["version"]), (vec!["1:0-1:1 nine".into()], &json!(3)));
    // Closed and opened again it is another document, for which nothing is shown yet.
    client.close(URI).await;
    client.open(URI, "\n9").await;
    let mut published = client.published(URI).await;
    if published["version"].is_null() {
        assert_eq!(listed(&published), [""; 0]);
        published = client.published(URI).await;
    }
    assert_eq!(listed(&published), ["1:0-1:1 nine"]);
    let mut cleared = client.finish().await;
    cleared.sort();
    assert_eq!(cleared, ["file:///a.md null: 0", "file:///b.md null: 0"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn closing_clears() {
    let toy = Toy::default();
    let mut client = Client::ready(&toy).await;
    client.open(URI, "9").await;
    client.expect_diagnostics(URI, 1, &["0:0-0:1 nine"]).await;
    client.close(URI).await;
    let published = client.published(URI).await;
    assert_eq!((listed(&published), published.get("version")), (Vec::new(), None));
    assert!(client.finish().await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_overtaken_while_it_was_judged_is_not_the_last_word() {
    let toy = Toy::default();
    let mut client = Client::ready(&toy).await;
    client.open(URI, "HANG 9").await;
    client.change(URI, 2, &[(span((0, 0), (0, 5)), "")]).await;
    client.open("file:///closed.md", "HANG 9").await;
    client.close("file:///closed.md").await;
    toy.gate.open();
    client.expect_diagnostics(URI, 2, &["0:0-0:1 nine"]).await;
    assert_eq!(client.finish().await, ["file:///a.md null: 0"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_shown_for_a_version_that_was_not_judged() {
    let toy = Toy::default();
    let mut client = Client::ready(&toy).await;
    client.open_as(URI, "markdown", "年度报告 9").await;
    client.expect_diagnostics(URI, 1, &["0:5-0:6 nine"]).await;
    // While it is found to be no report it becomes one again.
    client.change(URI, 2, &[(everything(), "HANG")]).await;
    toy.gate.reached();
    client.change(URI, 3, &[(everything(), "年度报告 99")]).await;
    assert_eq!(client.fixes("file:///none.md", everything()).await, json!(null));
    toy.gate.open();
    client.expect_diagnostics(URI, 3, &["0:5-0:6 nine", "0:6-0:7 nine"]).await;
    assert_eq!(client.finish().await, ["file:///a.md null: 0"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_language_is_the_editors_or_what_is_set() {
    for (params, message) in [
        (json!({"locale": "zh-cn"}), "九"),
        (json!({"locale": "zh_TW.UTF-8"}), "九"),
        (json!({"locale": "en"}), "nine"),
        (json!({"locale": "en-US"}), "nine"),
        (json!({"locale": "年"}), "九"),
        (json!({"locale": "de"}), "九"),
        (json!({}), "九"),
        (json!({"locale": "en", "initializationOptions": {"language": "zh"}}), "九"),
        (json!({"locale": "zh", "initializationOptions": {"gouji": {"language": "en"}}}), "nine"),
        (json!({"locale": "en", "initializationOptions": {"language": "auto"}}), "nine"),
        (json!({"locale": "en", "initializationOptions": 7}), "nine"),
    ] {
        let toy = Toy::default();
        let mut params = params;
        params["capabilities"] = json!({});
        let mut client = Client::ready_with(&toy, params).await;
        client.open(URI, "9").await;
        client.expect_diagnostics(URI, 1, &[&format!("0:0-0:1 {message}")]).await;
        assert_eq!(client.finish().await, ["file:///a.md null: 0"]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_changed_setting_holds_at_once_and_for_the_unsaved_text() {
    let toy = Toy::default();
    let mut client = Client::ready(&toy).await;
    client.open(URI, "").await;
    client.expect_diagnostics(URI, 1, &[]).await;
    client.change(URI, 2, &[(everything(), "9")]).await;
    client.expect_diagnostics(URI, 2, &["0:0-0:1 nine"]).await;
    let settings = json!({"settings": {"gouji": {"language": "zh"}}});
    client.notify("workspace/didChangeConfiguration", settings).await;
    assert_eq!(listed(&client.published(URI).await), ["0:0-0:1 九"]);
    client.notify("workspace/didChangeConfiguration", json!({"settings": null})).await;
    assert_eq!(client.finish().await, ["file:///a.md null: 0"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_panic_ends_nothing_but_its_request() {
    let toy = Toy::default();
    let mut client = Client::ready(&toy).await;
    client.open(URI, "9").await;
    client.expect_diagnostics(URI, 1, &["0:0-0:1 nine"]).await;
    client.change(URI, 2, &[(everything(), "PANIC 9")]).await;
    let id = client.request_fixes(URI, everything()).await;
    assert_eq!(client.error(id).await, -32603);
    client.change(URI, 3, &[(span((0, 0), (0, 6)), "\n")]).await;
    client.expect_diagnostics(URI, 3, &["1:0-1:1 nine"]).await;
    // Where only reading the edits fails, the text is read anew and nobody notices.
    let before = toy.read_anew.load(Ordering::SeqCst);
    client.change(URI, 4, &[(span((0, 0), (0, 0)), "TRIP\n")]).await;
    client.expect_diagnostics(URI, 4, &["2:0-2:1 nine"]).await;
    assert_eq!(toy.read_anew.load(Ordering::SeqCst), before + toy.tripped.load(Ordering::SeqCst));
    assert_eq!(client.finish().await, ["file:///a.md null: 0"]);
}
