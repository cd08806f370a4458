//! Files that are no report, or that were made to do harm: each is one line, soon, and nothing is written.

use std::fs;
use std::time::{Duration, Instant};

use gouji::convert::Refusal;

use super::sample::{gouji, p, package, read, told, word, word_with};

/// The beginning of the binary files of old.
const OLD: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0];

/// Files, and why each is not read.
fn bad() -> Vec<(&'static str, Vec<u8>, Refusal)> {
    let good = word(&p("某局2024年政府信息公开工作年度报告"));
    let encrypted: Vec<u8> =
        OLD.iter().copied().chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let bomb = format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "0".repeat(40 << 20));
    let entities =
        "<!DOCTYPE a [<!ENTITY b \"甲甲甲甲\"><!ENTITY c \"&b;&b;&b;&b;\">]><w:numbering>&c;</w:numbering>";
    let links = r#"<Relationships><Relationship Id="n" Type="http://x/numbering" Target="numbering.xml"/></Relationships>"#;
    let deep =
        format!("{}{}", "<w:sdt><w:sdtContent>".repeat(50_000), "</w:sdtContent></w:sdt>".repeat(50_000));
    let row = format!("<w:tr>{}</w:tr>", format!("<w:tc>{}</w:tc>", p("1")).repeat(8));
    let cut = good[..good.len() / 2].to_vec();
    let types = r#"<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#;
    let main = r#"<Relationships><Relationship Id="a" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    let workbook =
        package(&[("[Content_Types].xml", types), ("_rels/.rels", main), ("xl/workbook.xml", "<workbook/>")]);
    vec![
        ("empty.docx", Vec::new(), Refusal::Empty),
        ("old.doc", OLD.to_vec(), Refusal::OldWord),
        ("old.wps", OLD.to_vec(), Refusal::OldWord),
        ("old.xls", OLD.to_vec(), Refusal::OldExcel),
        ("renamed.docx", OLD.to_vec(), Refusal::OldWord),
        ("password.docx", encrypted, Refusal::Encrypted),
        ("macros.docm", word_with(&p("甲"), &[("word/vbaProject.bin", "x")]), Refusal::Macros),
        ("cut.docx", cut, Refusal::Damaged),
        ("noise.docx", b"PK\x03\x04 and then nothing of the kind".to_vec(), Refusal::Damaged),
        ("unclosed.docx", word("<w:p><w:r>"), Refusal::Damaged),
        ("other.docx", package(&[("a.txt", "甲")]), Refusal::Misnamed(None)),
        ("text.docx", "某局2024年政府信息公开工作年度报告".into(), Refusal::Misnamed(None)),
        ("book.docx", workbook, Refusal::Misnamed(Some("Excel（.xlsx）"))),
        ("word.html", good, Refusal::Misnamed(Some("Word（.docx）"))),
        ("bomb.docx", word(&bomb), Refusal::TooMuch),
        (
            "entities.docx",
            word_with(&p("甲"), &[("word/_rels/document.xml.rels", links), ("word/numbering.xml", entities)]),
            Refusal::Entities,
        ),
        ("deep.docx", word(&deep), Refusal::TooDeep),
        ("rows.docx", word(&format!("<w:tbl>{}</w:tbl>", row.repeat(100_000))), Refusal::TooMuch),
        ("deep.html", format!("<p>{}", "<div>".repeat(100_000)).into_bytes(), Refusal::TooDeep),
        ("nested.html", "<table><tr><td>".repeat(100_000).into_bytes(), Refusal::TooDeep),
        (
            "rows.html",
            format!("<table>{}", "<tr><td>1<td>2<td>3".repeat(100_000)).into_bytes(),
            Refusal::TooMuch,
        ),
        ("picture.html", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), Refusal::Misnamed(None)),
        ("report.pdf", b"%PDF-1.7".to_vec(), Refusal::Unknown),
        ("blank.docx", word("<w:p/>"), Refusal::NoText),
    ]
}

#[test]
fn a_file_that_cannot_be_read_is_one_line_and_nothing_is_written() {
    for (name, bytes, refusal) in bad() {
        let started = Instant::now();
        assert_eq!(read(name, &bytes).map(|imported| imported.text), Err(refusal), "{name}");
        assert!(started.elapsed() < Duration::from_secs(5), "{name} took {:?}", started.elapsed());
    }
}

#[test]
fn a_table_of_very_many_rows_that_is_read_is_read_soon() {
    let rows = format!(
        "<w:tbl>{}</w:tbl>",
        format!("<w:tr><w:tc>{0}</w:tc><w:tc>{0}</w:tc></w:tr>", p("1")).repeat(50_000)
    );
    let bytes = word(&rows);
    let started = Instant::now();
    let lines = read("rows.docx", &bytes).map(|imported| imported.text.lines().count());
    assert_eq!(lines, Ok(50_001));
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
}

#[test]
fn the_program_says_in_one_line_what_is_wrong_and_goes_on_with_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("empty.docx"), "").unwrap();
    fs::write(path("old.doc"), OLD).unwrap();
    let output = gouji(folder.path(), &["import", "old.doc", "-o", "out", "--lang", "zh"]);
    let line = "无法读取：old.doc（旧式的 .doc 或 .wps 文件不能读取，请在 Word 或 WPS 中另存为 .docx）\n";
    assert_eq!((output.status.code(), told(&output)), (Some(2), line));
    assert!(output.stdout.is_empty() && !path("out").exists());
    fs::write(path("good.docx"), word(&p("某局2024年政府信息公开工作年度报告"))).unwrap();
    let output = gouji(folder.path(), &["import", "empty.docx", "good.docx", "-o", "out", "--lang", "en"]);
    assert_eq!(
        (output.status.code(), told(&output)),
        (Some(2), "cannot read: empty.docx (the file is empty)\n")
    );
    let names: Vec<_> = fs::read_dir(path("out")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["good.md"]);
    // Two files of one name do not become one.
    fs::create_dir(path("other")).unwrap();
    fs::copy(path("good.docx"), path("other/good.docx")).unwrap();
    let files = ["import", "good.docx", "other/good.docx", "-o", "both", "--force"];
    assert_eq!(gouji(folder.path(), &files).status.code(), Some(2));
    // More than one file has no place on standard output.
    let output = gouji(folder.path(), &["import", "good.docx", "other/good.docx"]);
    assert!(output.status.code() == Some(2) && output.stdout.is_empty());
}
