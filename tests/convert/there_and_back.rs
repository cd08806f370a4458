//! What goes into a file of another program comes back as it was.

use std::fs;

use super::sample::{CLEAN, figures, gouji, prose, read, told};

/// Exports a report, gives the file, and reads it again.
fn back(report: &str, kind: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.md"), report).unwrap();
    let name = format!("b.{kind}");
    let output = gouji(folder.path(), &["export", "a.md", "--to", kind, "-o", &name]);
    assert!(output.status.success(), "{}", told(&output));
    assert!(output.stdout.is_empty());
    read(&name, &fs::read(folder.path().join(&name)).unwrap()).expect("it is read").text
}

/// Reports in all shapes.
const REPORTS: [(&str, &str); 5] = [
    ("markdown", CLEAN),
    ("tsv", include_str!("../reports/tsv/clean.txt")),
    ("cells-bare", include_str!("../reports/cells-bare/clean.txt")),
    ("pdf-rows", include_str!("../reports/pdf-rows/clean.txt")),
    ("faulty", include_str!("../reports/markdown/faulty.md")),
];

#[test]
fn a_report_that_goes_to_word_comes_back_as_it_was() {
    assert_eq!(back(CLEAN, "docx"), CLEAN);
    for (name, report) in REPORTS {
        assert_eq!(figures(&back(report, "docx")), figures(report), "{name}");
    }
}

#[test]
fn a_report_that_goes_to_excel_comes_back_as_it_was() {
    assert_eq!(back(CLEAN, "xlsx"), CLEAN);
    for (name, report) in REPORTS {
        assert_eq!(figures(&back(report, "xlsx")), figures(report), "{name}");
    }
}

#[test]
fn a_report_that_goes_to_a_page_comes_back_as_it_was() {
    assert_eq!(back(CLEAN, "html"), CLEAN);
    // What the page says of it is no part of the report.
    let (name, faulty) = REPORTS[4];
    assert_eq!(prose(&back(faulty, "html")), prose(faulty), "{name}");
    let (head, rest) = CLEAN.split_at(CLEAN.find("五、存在").unwrap());
    let lacking = head.to_owned() + &rest[rest.find("六、").unwrap()..];
    assert_eq!(back(&lacking, "html"), lacking);
}

#[test]
fn a_report_in_any_shape_becomes_markdown_with_the_same_figures() {
    for (name, report) in REPORTS {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.txt"), report).unwrap();
        let output = gouji(folder.path(), &["export", "a.txt", "--to", "markdown"]);
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains("| 行政许可 |"), "{name}: {text}");
        assert_eq!(figures(&text), figures(report), "{name}");
        let first = |text: &str| prose(text)[0].trim_start_matches('\u{feff}').to_owned();
        assert_eq!(first(&text), first(report), "{name}");
    }
}

#[test]
fn blanks_stay_blank() {
    let blank = CLEAN
        .replace("|            36 |", "|               |")
        .replace("|               36 |", "|                  |");
    assert_ne!(blank, CLEAN);
    assert_eq!(back(&blank, "docx"), blank);
    assert_eq!(back(&blank, "xlsx"), blank);
}

#[test]
fn words_stay_words() {
    let marked = CLEAN.replace("发布信息186条", "发布信息<b>186</b>条 & “甲”");
    assert_ne!(marked, CLEAN);
    assert_eq!(prose(&back(&marked, "docx")), prose(&marked));
    assert_eq!(prose(&back(&marked, "xlsx")), prose(&marked));
    assert_eq!(prose(&back(&marked, "html")), prose(&marked));
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.md"), CLEAN).unwrap();
    let [one, other] = ["1.docx", "2.docx"].map(|name| {
        gouji(folder.path(), &["export", "a.md", "--to", "docx", "-o", name]);
        fs::read(folder.path().join(name)).unwrap()
    });
    assert!(one == other && one.len() > 4_000);
}

#[test]
fn a_file_that_is_there_is_overwritten_only_where_that_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("a.md"), CLEAN).unwrap();
    fs::write(path("b.docx"), "mine").unwrap();
    let output = gouji(folder.path(), &["export", "a.md", "--to", "docx", "-o", "b.docx", "--lang", "zh"]);
    assert_eq!((output.status.code(), told(&output)), (Some(2), "未写入：b.docx（文件已经存在）\n"));
    assert_eq!(fs::read(path("b.docx")).unwrap(), b"mine");
    let output = gouji(folder.path(), &["export", "a.md", "--to", "docx", "-o", "b.docx", "--force"]);
    assert!(output.status.success());
    // The way back, into a folder that is made.
    let output = gouji(folder.path(), &["import", "b.docx", "-o", "new"]);
    assert!(output.status.success(), "{}", told(&output));
    assert_eq!(fs::read_to_string(path("new/b.md")).unwrap(), CLEAN);
    let output = gouji(folder.path(), &["import", "b.docx", "-o", "new", "--lang", "en"]);
    let line = format!("not written: {} (the file exists)\n", std::path::Path::new("new/b.md").display());
    assert_eq!((output.status.code(), told(&output)), (Some(2), line.as_str()));
    assert_eq!(gouji(folder.path(), &["import", "b.docx", "-o", "new", "--force"]).status.code(), Some(0));
}
