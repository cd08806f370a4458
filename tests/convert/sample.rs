//! Files as office programs make them, the program over them, and what stands in a report.

use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use gouji::analysis::Analysis;
use gouji::convert::{Imported, Refusal, import};
use gouji::report::Cells;
use gouji::report::lexicon::Lexicon;
use gouji::text::Text;

/// A report without a fault, in the canonical shape.
pub const CLEAN: &str = include_str!("../reports/markdown/clean.md");

/// A package of these parts.
pub fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut package = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        package.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        package.write_all(part.as_bytes()).unwrap();
    }
    package.finish().unwrap().into_inner()
}

/// A document of Word with this body and, in `others`, further parts.
pub fn word_with(body: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let document = format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    let mut parts = vec![
        (
            "[Content_Types].xml",
            r#"<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#,
        ),
        (
            "_rels/.rels",
            r#"<Relationships><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="/word/document.xml"/></Relationships>"#,
        ),
        ("word/document.xml", document.as_str()),
    ];
    parts.extend(others);
    package(&parts)
}

/// A document of Word with this body.
pub fn word(body: &str) -> Vec<u8> {
    word_with(body, &[])
}

/// A paragraph of Word with these words.
pub fn p(words: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r></w:p>")
}

/// What is read of a file of this name.
pub fn read(name: &str, bytes: &[u8]) -> Result<Imported, Refusal> {
    import(Path::new(name), bytes, Lexicon::built_in())
}

/// The text that is read of a file of this name.
pub fn text(name: &str, bytes: &[u8]) -> String {
    read(name, bytes).unwrap_or_else(|refusal| panic!("{name}: {refusal:?}")).text
}

/// The figures of a text by table, row and column.
pub fn figures(text: &str) -> BTreeMap<(String, String, String), String> {
    let text = Text::from(text);
    let analysis = Analysis::fresh(&text, Lexicon::built_in());
    let mut figures = BTreeMap::new();
    for (start, report) in analysis.reports() {
        for (at, section) in &report.sections {
            for table in &section.tables {
                let kind = &report.format.tables[table.kind];
                for row in &table.rows {
                    let (Some(row_kind), Cells::Placed(cells)) = (row.kind, &row.cells) else { continue };
                    for (column, cell) in kind.rows[row_kind].columns.iter().zip(cells) {
                        let ids = (&kind.id, &kind.rows[row_kind].id, &kind.columns[*column].id);
                        let words = text.slice(cell.range.in_report(*at).in_text(start)).trim().to_owned();
                        figures.insert((ids.0.clone(), ids.1.clone(), ids.2.clone()), words);
                    }
                }
            }
        }
    }
    figures
}

/// The lines of a text that are no table.
pub fn prose(text: &str) -> Vec<&str> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('|')).collect()
}

/// Runs the program in a folder.
pub fn gouji(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gouji"))
        .current_dir(folder)
        .env_clear()
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .expect("the program starts")
}

/// What the program says on standard error.
pub fn told(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).expect("it is UTF-8")
}
