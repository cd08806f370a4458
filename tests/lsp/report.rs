//! Reports as they are written, judged by the engine of gouji itself.

use std::io::Write;
use std::process::{Command, Stdio};

use expect_test::expect;
use gouji::rules::Lang;
use serde_json::{Value, json};

use crate::client::{Client, able_with, everything};
use crate::real;
use crate::sample::{
    CLEARED, Document, Lines, URI, Unit, broken_by, cell, chinese, due, line, prepared, put, ready, report,
    rules, slip,
};

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
          "version": 1,
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
              "message": "行政复议：1+2+0+0 = 3，总计填的是 4",
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
                  "message": "结果维持 1"
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
                  "message": "结果纠正 2"
                }
              ]
            }
          ]
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
            assert_eq!(rules(&document.shown(&mut client).await), ["totals/slip"]);
            document.expect_all(&mut client).await;

            let undo = document.replace(&mut client, cell(&text, "四、结转", 1), "0").await;
            let clean = client.settled(URI, 2).await;
            assert_eq!(clean, json!({"uri": URI, "version": 2, "diagnostics": []}));
            document.replace(&mut client, undo.0, &undo.1).await;
            let back = client.settled(URI, 3).await;
            assert_eq!(back["diagnostics"], due(URI, &text, Unit::Utf16, Lang::Zh));
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
            assert_eq!(rules(&shown), ["tables/row-label", "totals/slip"]);
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
async fn a_lost_cell_is_put_back_with_one_line_break_of_the_document() {
    let report = include_str!("../reports/try/丁香镇2024年政府信息公开工作年度报告.txt");
    for line_break in ["\n", "\r\n", "\r"] {
        let mut client = prepared(Client::real()).await;
        let text = broken_by(report, line_break);
        let _document = Document::open(&mut client, URI, "gov-report", &text).await;
        let shown = client.settled(URI, 1).await;
        let lost =
            shown["diagnostics"].as_array().unwrap().iter().find(|one| one["code"] == "tables/cell-count");
        let actions = client.fixes(URI, lost.unwrap()["range"].clone()).await;
        let edit = &actions[0]["edit"]["documentChanges"][0]["edits"][0];
        assert_eq!(edit["newText"], format!("{line_break}\t12"));
        assert_eq!(client.finish().await, [CLEARED]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_certain_fix_is_offered_at_a_slip_and_mends_the_report() {
    // Where the slip is, the wrong figure, and how many equations it breaks.
    let slips = [
        ("四、结转", 1, "1", 2),
        ("（一）予以公开", 1, "20", 2),
        ("8.属于行政查询", 1, "3", 2),
        ("（七）总计", 7, "3", 3),
    ];
    for line_break in ["\n", "\r\n"] {
        for (row, column, wrong, broken) in &slips {
            let clean = broken_by(&report(), line_break);
            let mut text = clean.clone();
            put(&mut text, row, *column, wrong);
            for client in [Client::real(), Client::process()] {
                let mut client = prepared(client).await;
                let mut document = Document::open(&mut client, URI, "gov-report", &text).await;
                let shown = client.settled(URI, 1).await;
                let range = Lines::of(&text).range(&cell(&text, row, *column), Unit::Utf16);
                let [slip] = shown["diagnostics"].as_array().unwrap().as_slice() else { panic!("{shown}") };
                assert_eq!((&slip["code"], &slip["range"]), (&json!("totals/slip"), &range));
                assert_eq!(slip["relatedInformation"].as_array().unwrap().len(), *broken);
                let actions = client.fixes(URI, range.clone()).await;
                let actions = actions.as_array().unwrap().iter();
                let preferred =
                    actions.clone().filter(|action| action["isPreferred"] == true).collect::<Vec<_>>();
                let [preferred] = preferred[..] else { panic!("{actions:?}") };
                assert_eq!(preferred["kind"], "quickfix");
                assert_eq!(preferred["diagnostics"], json!([slip]));
                document.apply(&mut client, preferred).await;
                assert_eq!(document.text, clean);
                client.expect_diagnostics(URI, 2, &[]).await;
                let left = client.fixes(URI, range).await;
                let mut left = left.as_array().unwrap().iter();
                assert!(left.all(|action| action["kind"] == "refactor.rewrite"));
                assert_eq!(client.finish().await, [CLEARED]);
            }
        }
    }
}

/// The editor makes the preferred fix without asking, so it is one only where that makes nothing else wrong: here a
/// sentence says another figure.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fix_that_makes_something_else_wrong_is_not_preferred() {
    let clean = include_str!("../reports/markdown/clean.md");
    let joined = clean.replacen("1 |   12 |", "112 |", 1);
    let denied = joined.replacen("全年新收政府信息公开申请12件", "全年新收政府信息公开申请15件", 1);
    for (text, is_preferred) in [(joined, true), (denied, false)] {
        let mut client = ready().await;
        Document::open(&mut client, URI, "gov-report", &text).await;
        let shown = client.settled(URI, 1).await;
        let [found] = shown["diagnostics"].as_array().unwrap().as_slice() else { panic!("{shown}") };
        let actions = client.fixes(URI, found["range"].clone()).await;
        assert_eq!(actions[0]["title"], "“112”分成 1 和 12");
        assert_eq!(actions[0]["isPreferred"], is_preferred);
        assert_eq!(client.finish().await, [CLEARED]);
    }
}

/// What the terminal says of a text.
fn checked(text: &str, lang: &str) -> Value {
    let mut child = Command::new(env!("CARGO_BIN_EXE_gouji"))
        .args(["--lang", lang, "check", "--output", "json", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let mut said: Value = serde_json::from_slice(&output.stdout).unwrap();
    said["files"][0]["diagnostics"].take()
}

/// A list as the terminal puts it, without what only one of the two says.
fn as_checked(list: &Value) -> Value {
    let severity = |one: &Value| match one["severity"].as_u64() {
        Some(1) => "error",
        Some(2) => "warning",
        Some(3) => "information",
        _ => "hint",
    };
    let related = |one: &Value| {
        let related = one["relatedInformation"].as_array().map_or(&[][..], Vec::as_slice);
        let place = |one: &Value| json!({"message": one["message"], "range": one["location"]["range"]});
        related.iter().map(place).collect::<Value>()
    };
    let one = |one: &Value| {
        json!({
            "rule": one["code"],
            "severity": severity(one),
            "message": one["message"],
            "range": one["range"],
            "related": related(one),
        })
    };
    list["diagnostics"].as_array().unwrap().iter().map(one).collect()
}

/// The fixes that the terminal tells, one that mends several findings once, as they are offered.
fn fixes(told: &Value) -> Vec<Value> {
    let mut fixes: Vec<Value> = Vec::new();
    for fix in told.as_array().unwrap().iter().flat_map(|one| one["fixes"].as_array().unwrap()) {
        let same = |other: &&mut Value| other["title"] == fix["title"] && other["edits"] == fix["edits"];
        match fixes.iter_mut().find(same) {
            Some(same) if fix["preferred"] == true => same["preferred"] = true.into(),
            Some(_) => {}
            None => fixes.push(fix.clone()),
        }
    }
    fixes
}

/// An action as the terminal puts a fix.
fn as_fix(action: &Value) -> Value {
    let edits = &action["edit"]["documentChanges"][0]["edits"];
    json!({"title": action["title"], "preferred": action["isPreferred"], "edits": edits})
}

/// Expects the terminal and the server to say the same of a text, and returns how much that is.
async fn expect_agreement(client: &mut Client, text: &str, lang: (&str, Lang)) -> usize {
    let mut told = checked(text, lang.0);
    let line_break = match text.find(['\r', '\n']).map(|end| &text[end..]) {
        Some(rest) if rest.starts_with("\r\n") => "\r\n",
        Some(rest) if rest.starts_with('\r') => "\r",
        _ => "\n",
    };
    for one in told.as_array_mut().unwrap() {
        for name in ["table", "row", "column", "expected", "found", "cells", "equations"] {
            one.as_object_mut().unwrap().remove(name);
        }
        for fix in one["fixes"].as_array_mut().unwrap() {
            for edit in fix["edits"].as_array_mut().unwrap() {
                // An editor is given the breaks of its document.
                edit["newText"] = edit["newText"].as_str().unwrap().replace('\n', line_break).into();
            }
        }
    }
    let fixes = fixes(&told);
    for one in told.as_array_mut().unwrap() {
        one.as_object_mut().unwrap().remove("fixes");
    }
    for (language_id, always) in [("gov-report", true), ("plaintext", false), ("markdown", false)] {
        let mut document = Document::open(client, URI, language_id, text).await;
        document.lang = lang.1;
        let shown = document.shown(client).await;
        if always || document.is_report() {
            assert_eq!(as_checked(&shown), told);
            document.expect_all(client).await;
            let offered = client.fixes(URI, everything()).await;
            let offered = offered.as_array().unwrap().iter().take(fixes.len()).map(as_fix);
            assert_eq!(offered.collect::<Vec<_>>(), fixes);
        } else {
            assert_eq!(shown, Value::Null);
        }
        document.close(client).await;
    }
    told.as_array().unwrap().len()
}

/// Texts with something wrong of every sort.
fn samples() -> Vec<String> {
    let with = |edit: &dyn Fn(&mut String)| {
        let mut text = report();
        edit(&mut text);
        text
    };
    let two_slips = with(&|text| {
        put(text, "四、结转", 1, "1");
        put(text, "行政复议", 5, "𠮷");
        put(text, "规章", 1, "3");
    });
    let cells = two_slips.lines().flat_map(|line| match line.strip_prefix('|') {
        Some(row) if !row.starts_with(" -") => {
            row.split('|').map(|cell| cell.trim().to_owned() + "\n").collect()
        }
        Some(_) => Vec::new(),
        None => vec![format!("{line}\n")],
    });
    vec![
        report(),
        slip(),
        two_slips.clone(),
        cells.collect(),
        two_slips.replace('|', "\t"),
        two_slips.replace('0', "无"),
        with(&|text| put(text, "行政复议", 5, "")),
        with(&|text| put(text, "行政复议", 5, "-1")),
        with(&|text| put(text, "二、上年结转", 3, "1.5")),
        with(&|text| put(text, "二、上年结转", 3, "2 | 3")),
        with(&|text| text.replace_range(line(text, "| 二、上年结转"), "")),
        with(&|text| text.replace_range(line(text, "二、主动公开"), "二、主动公开𠮷政府信息情况")),
        with(&|text| text.replace_range(line(text, "四、政府信息公开"), "")),
        with(&|text| text.insert_str(0, "𠮷\n\n")),
        with(&|text| text.insert_str(text.len(), "七、附件\n\n一、总体情况\n")),
        with(&|text| *text = text.replace("2024年政府信息公开工作年度报告", "")),
        report() + &slip(),
        "一、总体情况\n\n二、主动公开政府信息情况\n".to_owned(),
        "# 说明\n\n这不是报告：1 + 1 = 3。\n".to_owned(),
        String::new(),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_terminal_says_the_same() {
    for (name, lang) in [("zh", Lang::Zh), ("en", Lang::En)] {
        let mut client = Client::real();
        client.initialize(able_with(json!({"locale": name, "initializationOptions": null}))).await;
        let mut found = 0;
        for text in samples() {
            for line_break in ["\n", "\r\n", "\r"] {
                found += expect_agreement(&mut client, &broken_by(&text, line_break), (name, lang)).await;
            }
        }
        assert!(found > 60, "{found}");
        assert!(client.finish().await.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_terminal_says_the_same_of_real_reports() {
    let mut client = ready().await;
    for (_, text) in real::reports() {
        expect_agreement(&mut client, &text, ("zh", Lang::Zh)).await;
    }
    assert!(client.finish().await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_text_becomes_a_report_while_its_second_heading_is_typed() {
    for language_id in ["markdown", "plaintext", "text", "txt"] {
        for client in [Client::real(), Client::process()] {
            let mut client = prepared(client).await;
            let text = "一、总体情况\n\n本年度收到申请 2 件。\n";
            let mut document = Document::open(&mut client, URI, language_id, text).await;
            assert_eq!(document.shown(&mut client).await, Value::Null);
            let mut silent = String::new();
            for character in "\n二、主动公开政府信息情况\n".chars() {
                let end = document.text.len();
                document.replace(&mut client, end..end, character.encode_utf8(&mut [0; 4])).await;
                if document.shown(&mut client).await.is_null() {
                    silent.push(character);
                }
                document.expect_all(&mut client).await;
            }
            // The heading is known before its last character: that is no fault of its writer's.
            assert_eq!(silent, "\n二、主动公");
            let found = rules(&document.shown(&mut client).await).join(" ");
            assert_eq!(found, "structure/missing-title structure/missing-section tables/missing-table");
            // It ceases to be one, and what was shown is taken away; then it is one again, by its title.
            document.replace(&mut client, line(&document.text, "二、"), "").await;
            let version = document.version;
            let emptied = client.settled(URI, version).await;
            assert_eq!(emptied, json!({"uri": URI, "version": version, "diagnostics": []}));
            document.replace(&mut client, 0..0, "1 + 1 = 3\n").await;
            assert_eq!(client.caught_up(URI).await, [Value::Null; 0]);
            let title = "丁香镇人民政府2024年政府信息公开工作年度报告\n";
            document.replace(&mut client, 0..0, title).await;
            assert!(rules(&document.shown(&mut client).await).contains(&"structure/missing-section"));
            document.expect_all(&mut client).await;
            document.replace(&mut client, 0..title.len(), "").await;
            assert_eq!(rules(&document.shown(&mut client).await), [""; 0]);
            assert!(client.finish().await.is_empty());
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn messages_are_in_the_language_of_the_editor() {
    for (locale, lang, message) in [
        ("en", Lang::En, "column “自然人” should be 0, not 1; then all 39 equations hold"),
        ("zh-cn", Lang::Zh, "“自然人”栏应为 0，填的是 1；修正后 39 条勾稽关系全部成立"),
    ] {
        for client in [Client::real(), Client::process()] {
            let mut client = client;
            client.initialize(able_with(json!({"locale": locale, "initializationOptions": null}))).await;
            let mut document = Document::open(&mut client, URI, "gov-report", &slip()).await;
            document.lang = lang;
            document.expect_all(&mut client).await;
            let shown = document.shown(&mut client).await;
            let said = shown["diagnostics"][0]["message"].as_str().unwrap();
            assert!(said.ends_with(message), "{said}");
            assert_eq!(client.finish().await, [CLEARED]);
        }
    }
}
