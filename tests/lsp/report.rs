//! Reports as they are written, judged by the engine of gouji itself.

use std::io::Write;
use std::process::{Command, Stdio};

use expect_test::expect;
use gouji::rules::Lang;
use serde_json::{Value, json};

use crate::client::{Client, able_with};
use crate::sample::{Document, Lines, Unit, broken_by, cell, due, line, put, report, rules, slip};

const URI: &str = "file:///政务公开/年报.md";
const CLEARED: &str = "file:///政务公开/年报.md null: 0";

/// An able editor in Chinese that counts in `unit`.
fn chinese(unit: Unit) -> Value {
    able_with(json!({
        "capabilities": {"general": {"positionEncodings": [unit.name()]}},
        "locale": "zh-cn",
        "initializationOptions": null,
    }))
}

/// The server in memory, ready for an editor in Chinese.
async fn ready() -> Client {
    prepared(Client::real()).await
}

async fn prepared(mut client: Client) -> Client {
    client.initialize(chinese(Unit::Utf16)).await;
    client
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_total_is_shown_with_all_that_is_known() {
    let mut text = report();
    for (column, figure) in [(1, "1"), (2, "2"), (5, "4")] {
        put(&mut text, "行政复议", column, figure);
    }
    let mut shown = Vec::new();
    for client in [Client::real(), Client::process()] {
        let mut client = prepared(client).await;
        let mut document = Document::open(&mut client, "file:///a.md", "gov-report", &text).await;
        document.expect_all(&mut client).await;
        shown.push(document.shown(&mut client).await);
        assert_eq!(client.finish().await, ["file:///a.md null: 0"]);
    }
    assert_eq!(shown[0], shown[1]);
    expect![[r#"
        {
          "uri": "file:///a.md",
          "diagnostics": [
            {
              "range": {
                "start": {
                  "line": 78,
                  "character": 64
                },
                "end": {
                  "line": 78,
                  "character": 65
                }
              },
              "severity": 1,
              "code": "totals/group-total",
              "source": "gouji",
              "message": "行政复议：1+2+0+0 = 3，总计填 4",
              "relatedInformation": [
                {
                  "location": {
                    "uri": "file:///a.md",
                    "range": {
                      "start": {
                        "line": 78,
                        "character": 24
                      },
                      "end": {
                        "line": 78,
                        "character": 25
                      }
                    }
                  },
                  "message": "行政复议 × 结果维持 1"
                },
                {
                  "location": {
                    "uri": "file:///a.md",
                    "range": {
                      "start": {
                        "line": 78,
                        "character": 35
                      },
                      "end": {
                        "line": 78,
                        "character": 36
                      }
                    }
                  },
                  "message": "行政复议 × 结果纠正 2"
                }
              ],
              "data": {
                "fixes": [
                  {
                    "title": "改正 行政复议 × 结果维持 1 → 2（改后 3 条勾稽关系全部成立）",
                    "preferred": false,
                    "edits": [
                      {
                        "range": {
                          "start": {
                            "line": 78,
                            "character": 24
                          },
                          "end": {
                            "line": 78,
                            "character": 25
                          }
                        },
                        "newText": "2"
                      }
                    ]
                  },
                  {
                    "title": "改正 行政复议 × 结果纠正 2 → 3（改后 3 条勾稽关系全部成立）",
                    "preferred": false,
                    "edits": [
                      {
                        "range": {
                          "start": {
                            "line": 78,
                            "character": 35
                          },
                          "end": {
                            "line": 78,
                            "character": 36
                          }
                        },
                        "newText": "3"
                      }
                    ]
                  },
                  {
                    "title": "改正 行政复议 × 其他结果 0 → 1（改后 3 条勾稽关系全部成立）",
                    "preferred": false,
                    "edits": [
                      {
                        "range": {
                          "start": {
                            "line": 78,
                            "character": 46
                          },
                          "end": {
                            "line": 78,
                            "character": 47
                          }
                        },
                        "newText": "1"
                      }
                    ]
                  },
                  {
                    "title": "改正 行政复议 × 尚未审结 0 → 1（改后 3 条勾稽关系全部成立）",
                    "preferred": false,
                    "edits": [
                      {
                        "range": {
                          "start": {
                            "line": 78,
                            "character": 57
                          },
                          "end": {
                            "line": 78,
                            "character": 58
                          }
                        },
                        "newText": "1"
                      }
                    ]
                  },
                  {
                    "title": "改正 行政复议 × 总计 4 → 3（改后 3 条勾稽关系全部成立）",
                    "preferred": false,
                    "edits": [
                      {
                        "range": {
                          "start": {
                            "line": 78,
                            "character": 64
                          },
                          "end": {
                            "line": 78,
                            "character": 65
                          }
                        },
                        "newText": "3"
                      }
                    ]
                  }
                ],
                "version": 1
              }
            }
          ],
          "version": 1
        }"#]]
    .assert_eq(&serde_json::to_string_pretty(&shown[0]).unwrap());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn correcting_a_figure_clears_the_list_and_undoing_brings_it_back() {
    for line_break in ["\n", "\r\n", "\r"] {
        for client in [Client::real(), Client::process()] {
            let mut client = prepared(client).await;
            let text = broken_by(&slip(), line_break);
            let mut document = Document::open(&mut client, URI, "gov-report", &text).await;
            assert_eq!(rules(&document.shown(&mut client).await), ["totals/balance", "totals/row-total"]);
            document.expect_all(&mut client).await;

            let undo = document.replace(&mut client, cell(&text, "四、结转", 1), "0").await;
            let clean = client.settled(URI, 2).await;
            assert_eq!(clean, json!({"uri": URI, "version": 2, "diagnostics": []}));
            document.replace(&mut client, undo.0, &undo.1).await;
            let back = client.settled(URI, 3).await;
            assert_eq!(back["diagnostics"], due(URI, 3, &text, Unit::Utf16, Lang::Zh));
            assert_eq!(client.finish().await, [CLEARED]);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_section_is_missing_while_its_heading_is_gone() {
    for line_break in ["\n", "\r\n", "\r"] {
        let mut client = ready().await;
        let text = broken_by(&report(), line_break);
        let mut document = Document::open(&mut client, URI, "gov-report", &text).await;
        client.expect_diagnostics(URI, 1, &[]).await;
        // With its line break, without it, and of a section whose table stays behind.
        for (heading, with_break) in [
            ("五、存在的主要问题及改进情况", true),
            ("五、存在的主要问题及改进情况", false),
            ("一、总体情况", true),
            ("三、收到和处理政府信息公开申请情况", false),
        ] {
            let mut range = line(&text, heading);
            range.end += if with_break { line_break.len() } else { 0 };
            let paste = document.replace(&mut client, range, "").await;
            let shown = document.shown(&mut client).await;
            assert_eq!(rules(&shown), ["structure/missing-section"], "{heading}");
            let message = shown["diagnostics"][0]["message"].as_str().unwrap();
            assert!(message.contains(heading), "{message}");
            document.expect_all(&mut client).await;
            document.replace(&mut client, paste.0, &paste.1).await;
            let version = document.version;
            let pasted = client.settled(URI, version).await;
            assert_eq!(pasted["diagnostics"], json!([]));
            assert_eq!(document.text, text);
        }
        assert_eq!(client.finish().await, [CLEARED]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_figure_behind_rare_characters_is_found_in_every_encoding() {
    let mut characters = Vec::new();
    for unit in Unit::ALL {
        for client in [Client::real(), Client::process()] {
            let mut client = client;
            let answer = client.initialize(chinese(unit)).await;
            assert_eq!(answer["capabilities"]["positionEncoding"], unit.name());
            let mut document = Document::open(&mut client, URI, "gov-report", &report()).await;
            document.unit = unit;
            client.expect_diagnostics(URI, 1, &[]).await;
            // 𠮷 is one character, two units of UTF-16 and four bytes; all edits are behind the ones before.
            let row = cell(&document.text, "四、结转", 1).start;
            let bar = document.text[..row].rfind('|').unwrap() - 1;
            document.replace(&mut client, bar..bar, "𠮷").await;
            document.replace(&mut client, bar + 4..bar + 4, "𠮷").await;
            let figure = cell(&document.text, "四、结转", 1);
            document.replace(&mut client, figure.clone(), "").await;
            document.replace(&mut client, figure.start..figure.start, "1").await;
            let shown = document.shown(&mut client).await;
            assert_eq!(rules(&shown), ["tables/row-label", "totals/balance", "totals/row-total"]);
            document.expect_all(&mut client).await;
            let range = &shown["diagnostics"][1]["range"];
            assert_eq!(*range, Lines::of(&document.text).range(&cell(&document.text, "四、结转", 1), unit));
            characters.push(range["start"]["character"].as_u64().unwrap());

            let actions = client.fixes(URI, range.clone()).await;
            document.apply(&mut client, &actions[0]).await;
            assert_eq!(rules(&document.shown(&mut client).await), ["tables/row-label"]);
            document.expect_all(&mut client).await;
            assert_eq!(client.finish().await, [CLEARED]);
        }
    }
    let [utf8, _, utf16, _, utf32, _] = characters[..] else { panic!() };
    assert_eq!(utf16 - utf32, 2);
    assert_eq!(
        utf8 - utf16,
        4 + 2 * "| 四、结转下年度继续办理".chars().filter(|c| !c.is_ascii()).count() as u64
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_certain_fix_is_offered_at_a_slip_and_mends_the_report() {
    // Where the slip is, the wrong figure, and the places of what is found: row and column.
    let slips = [
        ("四、结转", 1, "1", vec![("四、结转", 1), ("四、结转", 7)]),
        ("（一）予以公开", 1, "20", vec![("（一）予以公开", 7), ("（七）总计", 1)]),
        ("8.属于行政查询", 4, "3", vec![("8.属于行政查询", 7), ("（七）总计", 4)]),
        ("（七）总计", 7, "3", vec![("（七）总计", 7), ("（七）总计", 7), ("四、结转", 7)]),
    ];
    for line_break in ["\n", "\r\n"] {
        for (row, column, wrong, places) in &slips {
            let clean = broken_by(&report(), line_break);
            let mut text = clean.clone();
            put(&mut text, row, *column, wrong);
            for (place, (row, column)) in places.iter().enumerate() {
                for client in
                    [Client::real(), Client::process()].into_iter().take(if place == 0 { 2 } else { 1 })
                {
                    let mut client = prepared(client).await;
                    let mut document = Document::open(&mut client, URI, "gov-report", &text).await;
                    let shown = client.settled(URI, 1).await;
                    assert_eq!(shown["diagnostics"].as_array().unwrap().len(), places.len(), "{shown}");
                    let range = Lines::of(&text).range(&cell(&text, row, *column), Unit::Utf16);
                    let actions = client.fixes(URI, range.clone()).await;
                    let mut preferred = actions
                        .as_array()
                        .unwrap()
                        .iter()
                        .filter(|action| action["isPreferred"] == true)
                        .collect::<Vec<_>>();
                    // Two sums that are wrong at one figure offer the same.
                    preferred.dedup_by_key(|action| (action["title"].clone(), action["edit"].clone()));
                    assert_eq!(preferred.len(), 1, "{actions}");
                    assert_eq!(preferred[0]["kind"], "quickfix");
                    assert_eq!(preferred[0]["diagnostics"][0]["range"], range);
                    document.apply(&mut client, preferred[0]).await;
                    assert_eq!(document.text, clean);
                    client.expect_diagnostics(URI, 2, &[]).await;
                    assert_eq!(client.fixes(URI, range).await, json!([]));
                    assert_eq!(client.finish().await, [CLEARED]);
                }
            }
        }
    }
}
