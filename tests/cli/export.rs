//! A report as data.

use std::ops::Range;
use std::sync::Arc;

use expect_test::expect;
use gouji::cli::export::{csv, json};
use gouji::format::{Column, Format, Layout, Row, Section, Table};
use gouji::report::{self, Cell, Cells, LabelMatch, Report, Shape, Title, Value};
use gouji::text::Text;

/// A format with a section that holds two tables of two columns.
fn format() -> Arc<Format> {
    let column = |id: &str, label: &str| Column {
        id: id.to_owned(),
        label: label.to_owned(),
        group: None,
        decimal: true,
        signed: false,
    };
    let row = |id: &str, label: &str, groups: &[&str]| Row {
        id: id.to_owned(),
        label: label.to_owned(),
        groups: groups.iter().map(|group| (*group).to_owned()).collect(),
        aliases: Vec::new(),
        columns: vec![0, 1],
        block: None,
        stands_for: Vec::new(),
        about: String::new(),
    };
    let table = |id: &str| Table {
        id: id.to_owned(),
        name: "表三".to_owned(),
        section: 0,
        layout: Layout::Rows,
        head: "项目".to_owned(),
        anchors: Vec::new(),
        columns: vec![column("natural_person", "自然人"), column("total", "总计")],
        blocks: Vec::new(),
        rows: vec![
            row("received", "一、本年新收", &[]),
            row("granted", "（一）予以公开", &["三、本年度办理结果"]),
            row("denied", "（三）“不予”公开,其他", &["三、本年度办理结果"]),
        ],
        equations: Vec::new(),
    };
    Arc::new(Format {
        id: "test".to_owned(),
        name: "测试".to_owned(),
        notice: String::new(),
        first_year: 2021,
        last_year: None,
        title: "年度报告".to_owned(),
        signs: Vec::new(),
        sections: vec![Section {
            id: "applications".to_owned(),
            number: "三".to_owned(),
            title: "收到和处理".to_owned(),
            wordings: Vec::new(),
            stems: Vec::new(),
            least_prose: 0,
            about: String::new(),
        }],
        tables: vec![table("applications"), table("disputes")],
    })
}

const SECTION: &str = "三、收到和处理\n新收 2 1.50\n公开 / \n不予 5\n";

fn at(text: &str, words: &str) -> Range<usize> {
    let start = text.find(words).expect("the words stand in the text");
    start..start + words.len()
}

/// A report at the start of a text that begins with `title` and goes on with [`SECTION`].
fn report(title: &str) -> Arc<Report> {
    let cell = |words: &str, value: Value| Cell { value, range: at(SECTION, words) };
    let blank = at(SECTION, "/ ").end;
    let row = |kind: usize, words: &str, cells: Cells| report::Row {
        kind: Some(kind),
        label: words.to_owned(),
        label_range: at(SECTION, words),
        label_match: LabelMatch::Exact,
        range: at(SECTION, words),
        cells,
    };
    let received = Cells::Placed(vec![
        cell("2", Value::Figure("2".parse().unwrap())),
        cell("1.50", Value::Figure("1.50".parse().unwrap())),
    ]);
    let granted = Cells::Placed(vec![
        cell("/", Value::NotApplicable("/".to_owned())),
        Cell { value: Value::Blank, range: blank..blank },
    ]);
    let denied = Cells::Loose(vec![cell("5", Value::Figure("5".parse().unwrap()))]);
    let table = |kind: usize, readable: bool, rows: Vec<report::Row>| report::Table {
        kind,
        range: 0..SECTION.len(),
        shape: Shape::PdfRows,
        readable,
        rows,
    };
    let again = row(0, "公开", granted.clone());
    let rows = vec![row(0, "新收", received), row(1, "公开", granted), row(2, "不予", denied), again];
    let section = report::Section {
        kind: Some(0),
        heading: "三、收到和处理".to_owned(),
        heading_range: at(SECTION, "三、收到和处理"),
        tables: vec![table(0, true, rows), table(1, false, Vec::new())],
        length: SECTION.len(),
    };
    let start = title.len() + 1;
    Arc::new(Report {
        format: format(),
        title: Some(Title { text: title.to_owned(), range: 0..title.len() }),
        agency: Some("某局".to_owned()),
        year: Some(2024),
        sections: vec![(start, Arc::new(section))],
        length: start + SECTION.len(),
    })
}

#[test]
fn one_report_is_an_object() {
    let text = Text::from(&*format!("某局2024年报\n{SECTION}"));
    expect![[r#"
        {
          "format": "test",
          "title": "某局2024年报",
          "agency": "某局",
          "year": 2024,
          "sections": [
            {
              "id": "applications",
              "heading": "三、收到和处理",
              "range": {
                "start": {
                  "line": 1,
                  "character": 0
                },
                "end": {
                  "line": 5,
                  "character": 0
                }
              }
            }
          ],
          "tables": {
            "applications": {
              "received": {
                "natural_person": {
                  "value": 2,
                  "text": "2",
                  "range": {
                    "start": {
                      "line": 2,
                      "character": 3
                    },
                    "end": {
                      "line": 2,
                      "character": 4
                    }
                  }
                },
                "total": {
                  "value": 1.5,
                  "text": "1.50",
                  "range": {
                    "start": {
                      "line": 2,
                      "character": 5
                    },
                    "end": {
                      "line": 2,
                      "character": 9
                    }
                  }
                }
              },
              "granted": {
                "natural_person": {
                  "value": null,
                  "text": "/",
                  "range": {
                    "start": {
                      "line": 3,
                      "character": 3
                    },
                    "end": {
                      "line": 3,
                      "character": 4
                    }
                  }
                },
                "total": {
                  "value": null,
                  "text": "",
                  "range": {
                    "start": {
                      "line": 3,
                      "character": 5
                    },
                    "end": {
                      "line": 3,
                      "character": 5
                    }
                  }
                }
              }
            },
            "disputes": null
          }
        }
    "#]]
    .assert_eq(&json(&text, &[(0, report("某局2024年报"))]));
}

#[test]
fn several_reports_are_an_array() {
    let one = format!("某局2024年报\n{SECTION}");
    let text = Text::from(&*one.repeat(2));
    let both = [(0, report("某局2024年报")), (one.len(), report("某局2024年报"))];
    let value: serde_json::Value = serde_json::from_str(&json(&text, &both)).expect("it is JSON");
    let figure = &value[1]["tables"]["applications"]["received"]["total"];
    assert_eq!(figure["text"], "1.50");
    assert_eq!(figure["range"]["start"]["line"], 7);
    assert_eq!(value.as_array().map(Vec::len), Some(2));
}

#[test]
fn cells_as_lines() {
    let text = Text::from(&*format!("某局2024年报\n{SECTION}"));
    let csv = csv(&text, &[(0, report("某局2024年报"))]);
    let rest = csv.strip_prefix('\u{feff}').expect("Excel needs the mark");
    assert!(rest.lines().count() * 2 == rest.matches(['\r', '\n']).count(), "lines end as CSV says");
    expect![[r#"
        table,row,column,label,value,line
        applications,received,natural_person,一、本年新收 / 自然人,2,3
        applications,received,total,一、本年新收 / 总计,1.5,3
        applications,granted,natural_person,三、本年度办理结果 / （一）予以公开 / 自然人,/,4
        applications,granted,total,三、本年度办理结果 / （一）予以公开 / 总计,,4
    "#]]
    .assert_eq(&rest.replace('\r', ""));
}
