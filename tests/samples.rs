//! The sample reports of invented places, as a person sees them checked in a terminal.
//!
//! `UPDATE_EXPECT=1 cargo test --test samples` writes what is said now; read it before it is committed.

use std::path::Path;
use std::process::Command;

use expect_test::expect_file;

const SHAPES: [(&str, &str); 7] = [
    ("markdown", "md"),
    ("pipe-rows", "txt"),
    ("pipe-cells", "txt"),
    ("tsv", "txt"),
    ("cells", "txt"),
    ("cells-bare", "txt"),
    ("pdf-rows", "txt"),
];

/// What `gouji check` prints, and its exit status.
fn check(lang: &str, arguments: &[&str]) -> (String, Option<i32>) {
    let output = Command::new(env!("CARGO_BIN_EXE_gouji"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["check", "--lang", lang])
        .args(arguments)
        .output()
        .expect("gouji can be run");
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    (String::from_utf8(output.stdout).expect("the output is UTF-8"), output.status.code())
}

#[test]
fn nothing_is_wrong_with_the_clean_samples() {
    for (shape, extension) in SHAPES {
        let (said, status) =
            check("zh", &["--color", "never", &format!("tests/reports/{shape}/clean.{extension}")]);
        assert_eq!(status, Some(0), "{said}");
        assert!(said.starts_with("✓ 检查了 1 份报告，未发现问题\n读到全部 "), "{said}");
        assert_eq!(said.lines().count(), 2, "{said}");
    }
}

#[test]
fn the_faults_of_the_faulty_samples_are_told() {
    for (shape, extension) in SHAPES {
        let (said, status) =
            check("zh", &["--color", "never", &format!("tests/reports/{shape}/faulty.{extension}")]);
        assert_eq!(status, Some(i32::from(said.contains("处错误"))), "{said}");
        expect_file![format!("reports/{shape}/faulty.out")].assert_eq(&said);
    }
}

/// The picture in the README is what the program prints.
#[test]
fn the_picture_is_true() {
    let (said, _) = check("zh", &["--color", "always", "tests/reports/pipe-rows/faulty.txt"]);
    let picture = anstyle_svg::Term::new().render_svg(&said);
    expect_file!["../editors/pictures/check.svg"].assert_eq(&picture);
}

/// And so are the listings, in both languages.
#[test]
fn the_listings_in_the_readmes_are_true() {
    const BEGIN: &str = "<!-- Real output begins; a test keeps it true. -->\n";
    const END: &str = "<!-- Real output ends. -->";
    let report = "tests/reports/try/丁香镇2024年政府信息公开工作年度报告.txt";
    for (file, lang, option) in [("README.md", "en", "--lang en "), ("README.zh-CN.md", "zh", "")] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let readme = std::fs::read_to_string(&path).expect("the README is there");
        let (before, rest) = readme.split_once(BEGIN).expect("the listing begins");
        let (_, after) = rest.split_once(END).expect("the listing ends");
        let (said, _) = check(lang, &["--color", "never", report]);
        let listing = format!("```text\n$ gouji check {option}{report}\n\n{said}```\n");
        expect_file![path].assert_eq(&format!("{before}{BEGIN}{listing}{END}{after}"));
    }
}
