//! `gouji summary` and `gouji compare`.

use std::fs;
use std::process::Command;

use expect_test::expect;
use scraper::{Html, Selector};
use serde_json::Value;

use super::series::{folder, report, run};

#[test]
fn json_holds_a_report_each_and_what_does_not_agree() {
    let folder = folder();
    let (status, output, said) = run(folder.path(), &["summary", ".", "--to", "json"]);
    assert_eq!((status, said.as_str()), (Some(0), ""));
    let all: Value = serde_json::from_str(&output).unwrap();
    let reports = all["reports"].as_array().unwrap();
    let named: Vec<_> =
        reports.iter().map(|one| (one["agency"].as_str().unwrap(), one["year"].as_u64().unwrap())).collect();
    assert_eq!(
        named,
        [
            ("云溪县教育局", 2023),
            ("云溪县人民政府", 2024),
            ("云溪县教育局", 2024),
            ("云溪县青石镇人民政府", 2024)
        ]
    );
    assert_eq!((&reports[1]["errors"], &reports[2]["errors"]), (&2.into(), &1.into()));
    assert_eq!(reports[1]["path"], "2024/县.md");
    assert_eq!(reports[1]["format"], "annual-2021");
    assert_eq!(reports[1]["coverage"]["cells"]["read"], 200);
    let totals = serde_json::json!({"received": 13, "carried_in": 2, "handled_total": 15, "carried_out": 0,
        "reconsideration": 0, "litigation": 0});
    assert_eq!(reports[1]["totals"], totals);
    let between: Vec<_> =
        all["between"].as_array().unwrap().iter().map(|one| (&one["path"], &one["rule"])).collect();
    assert_eq!(
        between,
        [
            (&"2024/县.md".into(), &"series/whole".into()),
            (&"2024/县.md".into(), &"series/whole".into()),
            (&"2024/教育.md".into(), &"series/carried-in".into())
        ]
    );
    assert_eq!(all["between"][2]["other"][0]["path"], "2023/教育.md");
    assert!(all["between"][2]["range"]["start"]["line"].is_u64());
}

#[test]
fn a_total_that_cannot_be_read_is_nothing() {
    let folder = folder();
    let path = folder.path().join("2024/青石.md");
    let text = fs::read_to_string(&path).unwrap();
    let row = text.lines().find(|line| line.contains("一、本年新收")).unwrap();
    fs::write(&path, text.replace(row, &row.replace(" 7 |", "  |"))).unwrap();
    let (_, output, _) = run(folder.path(), &["summary", "2024/青石.md", "--to", "json"]);
    let all: Value = serde_json::from_str(&output).unwrap();
    assert_eq!(all["reports"][0]["totals"]["received"], Value::Null);
    let (_, output, _) = run(folder.path(), &["summary", "2024/青石.md", "--to", "csv"]);
    assert!(output.lines().nth(1).unwrap().contains(",2024,annual-2021,0,2,,0,7,0,0,0,"), "{output}");
}

#[test]
fn csv_has_a_line_a_report_and_nothing_after() {
    let folder = folder();
    let (status, output, _) = run(folder.path(), &["summary", ".", "--to", "csv", "--lang", "zh"]);
    assert_eq!(status, Some(0));
    expect![[r#"
        文件,机关,年份,格式,错误,警告,本年新收,上年结转,办理总计,结转下年度,行政复议,行政诉讼,读到的格,应有的格,成立的勾稽关系,应有的勾稽关系
        2023/教育.md,云溪县教育局,2023,annual-2021,0,0,9,0,8,1,0,0,200,200,42,42
        2024/县.md,云溪县人民政府,2024,annual-2021,2,0,13,2,15,0,0,0,200,200,42,42
        2024/教育.md,云溪县教育局,2024,annual-2021,1,0,5,2,7,0,0,0,200,200,42,42
        2024/青石.md,云溪县青石镇人民政府,2024,annual-2021,0,0,7,0,7,0,0,0,200,200,42,42
    "#]]
    .assert_eq(&output.strip_prefix('\u{feff}').unwrap().replace("\r\n", "\n"));
}

#[test]
fn the_page_needs_nothing_else() {
    let folder = folder();
    let (_, output, _) = run(folder.path(), &["summary", ".", "--to", "html"]);
    assert!(!output.contains("http://") && !output.contains("https://") && !output.contains("src="));
    let page = Html::parse_document(&output);
    assert!(page.errors.is_empty(), "{:?}", page.errors);
    let count = |selector: &str| page.select(&Selector::parse(selector).unwrap()).count();
    assert_eq!((count("table"), count("tbody tr"), count("th button")), (2, 4 + 3, 16 + 6));
    // What stands in a report stays words.
    let evil = report("云溪县教育局", 2024, 1, 0, 0);
    fs::write(folder.path().join("<b>.md"), evil).unwrap();
    let (_, output, _) = run(folder.path(), &["summary", "<b>.md", "--to", "html"]);
    assert!(output.contains("&lt;b&gt;.md") && !output.contains("<b>"));
}

#[test]
fn a_workbook_is_written_whole_or_not_at_all() {
    let folder = folder();
    let (status, output, said) =
        run(folder.path(), &["summary", ".", "--to", "xlsx", "-o", "汇总.xlsx", "--lang", "zh"]);
    assert_eq!((status, output.as_str(), said.as_str()), (Some(0), "", "已写入：汇总.xlsx（4 份报告）\n"));
    let bytes = fs::read(folder.path().join("汇总.xlsx")).unwrap();
    let names = String::from_utf8_lossy(&bytes);
    assert!(bytes.starts_with(b"PK") && names.contains("xl/worksheets/sheet2.xml"));
    // A file that cannot be read, a report as the output, a folder that is not there: a line, and nothing is written.
    for (more, expected) in [
        (&["没有.md", "-o", "别.xlsx"][..], "没有.md"),
        (&[".", "-o", "2024/县.md"], "是要汇总的报告之一"),
        (&[".", "-o", "没有/别.xlsx"], "未写入"),
        (&["2024/教育.md", "gouji.toml/", "-o", "别.xlsx"], "gouji.toml"),
    ] {
        let (status, output, said) =
            run(folder.path(), &[&["summary", "--to", "xlsx", "--lang", "zh"], more].concat());
        assert_eq!((status, output.as_str()), (Some(2), ""), "{more:?}");
        assert!(said.lines().count() == 1 && said.contains(expected), "{said}");
    }
    assert!(!folder.path().join("别.xlsx").exists());
    assert_eq!(
        fs::read_to_string(folder.path().join("2024/县.md")).unwrap(),
        report("云溪县人民政府", 2024, 13, 2, 0)
    );
    let empty = tempfile::tempdir().unwrap();
    assert_eq!(run(empty.path(), &["summary", ".", "--to", "csv"]).0, Some(2));
}

#[test]
fn two_years_stand_side_by_side() {
    let folder = folder();
    let (status, output, said) =
        run(folder.path(), &["compare", "2023/教育.md", "2024/教育.md", "--lang", "zh"]);
    assert_eq!((status, said.as_str()), (Some(0), ""));
    expect![[r#"
        前一份  云溪县教育局  2023  2023/教育.md
        后一份  云溪县教育局  2024  2024/教育.md

        表二 主动公开政府信息情况
          其余 10 格两年都为 0

        表三 收到和处理政府信息公开申请情况
          一、本年新收政府信息公开申请数量 自然人     9  5  -4
          一、本年新收政府信息公开申请数量 总计       9  5  -4
          二、上年结转政府信息公开申请数量 自然人     0  2  +2
          二、上年结转政府信息公开申请数量 总计       0  2  +2
          三、本年度办理结果 › （一）予以公开 自然人  8  7  -1
          三、本年度办理结果 › （一）予以公开 总计    8  7  -1
          三、本年度办理结果 › （七）总计 自然人      8  7  -1
          三、本年度办理结果 › （七）总计 总计        8  7  -1
          四、结转下年度继续办理 自然人               1  0  -1
          四、结转下年度继续办理 总计                 1  0  -1
          其余 165 格两年都为 0

        表四 政府信息公开行政复议、行政诉讼情况
          其余 15 格两年都为 0

    "#]]
    .assert_eq(output.rsplit_once("错误[").unwrap().0);
    assert!(output.contains("错误[series/carried-in] 2024/教育.md:"), "{output}");
    let (_, output, _) = run(folder.path(), &["compare", "2023/教育.md", "2024/教育.md", "--output", "json"]);
    let all: Value = serde_json::from_str(&output).unwrap();
    assert_eq!(
        all["last"],
        serde_json::json!({"path": "2023/教育.md", "agency": "云溪县教育局", "year": 2023})
    );
    let figures = all["figures"].as_array().unwrap();
    assert_eq!(figures.len(), 200);
    let received = figures.iter().find(|one| one["row"] == "received").unwrap();
    let expected = serde_json::json!({"table": "applications", "row": "received", "column": "natural_person",
        "last": 9, "this": 5, "change": -4});
    assert_eq!(*received, expected);
    assert_eq!(all["between"][0]["rule"], "series/carried-in");
}

#[test]
fn what_cannot_be_compared_is_a_line() {
    let folder = folder();
    fs::write(folder.path().join("a.txt"), "今天天气很好。\n").unwrap();
    let two = report("云溪县教育局", 2022, 1, 0, 0) + "\n" + &report("云溪县教育局", 2023, 1, 0, 0);
    fs::write(folder.path().join("two.md"), two).unwrap();
    for (last, this, expected) in [
        (
            "2023/教育.md",
            "2024/青石.md",
            "不是同一机关的报告：前一份是云溪县教育局，后一份是云溪县青石镇人民政府",
        ),
        ("2024/教育.md", "2023/教育.md", "前一份应是较早年度的报告：前一份是 2024 年，后一份是 2023 年"),
        ("2023/教育.md", "没有.md", "没有.md"),
        ("2023", "2024/教育.md", "这是文件夹：2023"),
        ("a.txt", "2024/教育.md", "不是政府信息公开工作年度报告，没有可以对照的内容：a.txt"),
        ("two.md", "2024/教育.md", "two.md 中有 2 份报告"),
    ] {
        let (status, output, said) = run(folder.path(), &["compare", last, this, "--lang", "zh"]);
        assert_eq!((status, output.as_str()), (Some(2), ""), "{last} {this}");
        assert!(said.lines().count() == 1 && said.contains(expected), "{said}");
    }
    let one = Command::new(env!("CARGO_BIN_EXE_gouji")).args(["compare", "a.txt"]).output().unwrap();
    assert_eq!(one.status.code(), Some(2));
}
