//! Files of other programs, checked and exported as they are.

use std::fs;

use serde_json::Value;

use super::sample::{CLEAN, gouji, told};

/// A folder with a report that has a slip, as a file of each program.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let slip = CLEAN.replace(
        "|      9 |        2 |        0 |            0 |            0 |    1 |   12 |\n| 四",
        "|      9 |        2 |        0 |            0 |            0 |    1 |   13 |\n| 四",
    );
    assert_ne!(slip, CLEAN);
    fs::write(folder.path().join("a.md"), slip).unwrap();
    for kind in ["docx", "xlsx", "html"] {
        let output = gouji(folder.path(), &["export", "a.md", "--to", kind, "-o", &format!("a.{kind}")]);
        assert!(output.status.success(), "{}", told(&output));
    }
    folder
}

fn findings(folder: &std::path::Path, file: &str) -> Vec<Value> {
    let output = gouji(folder, &["check", file, "--output", "json", "--lang", "en"]);
    assert_eq!(output.status.code(), Some(1), "{file}: {}", told(&output));
    let data: Value = serde_json::from_slice(&output.stdout).unwrap();
    data["files"][0]["diagnostics"].as_array().unwrap().clone()
}

#[test]
fn the_same_is_found_as_in_the_text() {
    let folder = folder();
    let plain = |mut finding: Value| {
        finding.as_object_mut().unwrap().remove("origin");
        finding
    };
    let of_text = findings(folder.path(), "a.md");
    assert!(of_text.iter().all(|finding| finding.get("origin").is_none()));
    for (file, origin) in [
        ("a.docx", "Word table 2, row 27, column 10"),
        ("a.xlsx", "cell O"),
        ("a.html", "table 2 of the page, row 27, column 10"),
    ] {
        let found = findings(folder.path(), file);
        assert!(found[0]["origin"].as_str().unwrap().starts_with(origin), "{file}: {}", found[0]["origin"]);
        assert_eq!(found.into_iter().map(plain).collect::<Vec<_>>(), of_text, "{file}");
    }
}

#[test]
fn the_place_in_the_document_is_said_beside_the_line() {
    let folder = folder();
    let output = gouji(folder.path(), &["check", "a.docx", "--lang", "zh"]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("说明: Word 表格 2 第 27 行第 10 列"), "{said}");
    assert!(said.contains("a.docx:72:") && said.contains("1 |   13 |"), "{said}");
    // Nothing is offered that cannot be done.
    assert!(!said.contains("gouji fix"), "{said}");
    let json = |file: &str| gouji(folder.path(), &["export", file, "--to", "json"]).stdout;
    assert_eq!(json("a.docx"), json("a.md"));
}

#[test]
fn a_file_that_cannot_be_read_keeps_no_other_from_being_checked() {
    let folder = folder();
    fs::write(folder.path().join("b.docx"), "").unwrap();
    let output = gouji(folder.path(), &["check", "b.docx", "a.docx", "--lang", "en"]);
    assert_eq!((output.status.code(), told(&output)), (Some(2), "cannot read: b.docx (the file is empty)\n"));
    assert!(String::from_utf8_lossy(&output.stdout).contains("1 file not checked"));
    assert_eq!(gouji(folder.path(), &["export", "b.docx", "--to", "json"]).status.code(), Some(2));
}
