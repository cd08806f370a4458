//! Blocks → a document of Word as official documents look (GB/T 9704): A4, 22 lines of 28 characters a page, the
//! title in 小标宋 of size 2, text in 仿宋 of size 3, headings in 黑体 and 楷体, the number of the page below at its
//! outer edge.
//!
//! Invariant: every word and figure of the blocks stands in the document once, in their order; how it looks stands in
//! `parts`.

use std::fmt::Write as _;

use super::columns::Columns;
use crate::document::{Block, Document, Kind, Paragraph, Run, Table};
use crate::package::packed;
use crate::xml::escaped;

/// The parts that are the same in all documents.
const PARTS: [(&str, &str); 8] = [
    ("[Content_Types].xml", include_str!("parts/content-types.xml")),
    ("_rels/.rels", include_str!("parts/rels.xml")),
    ("word/_rels/document.xml.rels", include_str!("parts/document-rels.xml")),
    ("word/styles.xml", include_str!("parts/styles.xml")),
    ("word/settings.xml", include_str!("parts/settings.xml")),
    ("word/fontTable.xml", include_str!("parts/font-table.xml")),
    ("word/footer-odd.xml", include_str!("parts/footer-odd.xml")),
    ("word/footer-even.xml", include_str!("parts/footer-even.xml")),
];

const OPENING: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// The namespaces of a document.
const SPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;
/// A4, in twentieths of a point, with margins of 37, 26, 35 and 28 mm.
const PAGE: &str = r#"<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1985" w:left="1588" w:header="851" w:footer="1451" w:gutter="0"/><w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>"#;

/// The document as a file.
pub fn write(document: &Document) -> Vec<u8> {
    let (body, properties) = (body(document), properties(document));
    let own = [("word/document.xml", body.as_bytes()), ("docProps/core.xml", properties.as_bytes())];
    let parts: Vec<_> = PARTS.iter().map(|(name, part)| (*name, part.as_bytes())).chain(own).collect();
    packed(&parts)
}

fn properties(document: &Document) -> String {
    let title = document.blocks.iter().find_map(|block| match block {
        Block::Paragraph(paragraph) if paragraph.kind == Kind::Title => Some(paragraph.text()),
        _ => None,
    });
    format!(
        r#"{OPENING}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title><dc:language>zh-CN</dc:language></cp:coreProperties>"#,
        escaped(&title.unwrap_or_default())
    )
}

fn body(document: &Document) -> String {
    let mut out = format!("{OPENING}<w:document {SPACES}><w:body>");
    let mut titles = 0;
    for (at, block) in document.blocks.iter().enumerate() {
        match block {
            Block::Paragraph(words) => {
                let is_title = words.kind == Kind::Title;
                // Each report begins on a page of its own.
                paragraph(&mut out, words, is_title && titles > 0);
                titles += usize::from(is_title);
            }
            Block::Table(cells) => {
                table(&mut out, cells);
                // Two tables in a row would become one, and a document must not end with one.
                if !matches!(document.blocks.get(at + 1), Some(Block::Paragraph(_))) {
                    out += r#"<w:p><w:pPr><w:pStyle w:val="TableCell"/></w:pPr></w:p>"#;
                }
            }
        }
    }
    out + PAGE + "</w:body></w:document>"
}

fn paragraph(out: &mut String, words: &Paragraph, breaks: bool) {
    let style = match words.kind {
        Kind::Title => Some("Title"),
        Kind::Heading => Some("Heading1"),
        Kind::Subheading => Some("Heading2"),
        Kind::Prose | Kind::Lines => None,
    };
    *out += "<w:p><w:pPr>";
    if let Some(style) = style {
        let _ = write!(out, r#"<w:pStyle w:val="{style}"/>"#);
    }
    if breaks {
        *out += "<w:pageBreakBefore/>";
    }
    *out += "</w:pPr>";
    words.runs.iter().for_each(|words| run(out, words));
    *out += "</w:p>";
}

/// Quotation marks and dashes are as wide as characters only where the run says that it is Chinese.
fn run(out: &mut String, words: &Run) {
    let bold = if words.strong { "<w:b/>" } else { "" };
    let _ = write!(out, r#"<w:r><w:rPr><w:rFonts w:hint="eastAsia"/>{bold}</w:rPr>"#);
    for (at, line) in words.text.split('\n').enumerate() {
        if at > 0 {
            *out += "<w:br/>";
        }
        if !line.is_empty() {
            let _ = write!(out, r#"<w:t xml:space="preserve">{}</w:t>"#, escaped(line));
        }
    }
    *out += "</w:r>";
}

fn table(out: &mut String, table: &Table) {
    let grid = table.grid();
    let columns = Columns::of(table);
    let is_label = |row: &[Option<usize>]| row.iter().flatten().all(|cell| table.cells[*cell].is_label);
    let heads = grid.iter().take_while(|row| is_label(row)).count();
    // Where other heads follow below, those above are not of the whole table.
    let repeats = !grid[heads..].iter().any(|row| is_label(row));
    let _ = write!(
        out,
        r#"<w:tbl><w:tblPr><w:tblStyle w:val="Form"/><w:tblW w:w="{}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>"#,
        columns.width(0..grid.first().map_or(0, Vec::len))
    );
    for width in &columns.widths {
        let _ = write!(out, r#"<w:gridCol w:w="{width}"/>"#);
    }
    *out += "</w:tblGrid>";
    for (at, row) in grid.iter().enumerate() {
        *out += r#"<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="340" w:hRule="atLeast"/>"#;
        if at < heads && repeats {
            *out += "<w:tblHeader/>";
        }
        *out += "</w:trPr>";
        let mut column = 0;
        while column < row.len() {
            let cell = row[column].map(|cell| &table.cells[cell]);
            let end = cell.map_or(column + 1, |cell| cell.column + cell.columns);
            let _ =
                write!(out, r#"<w:tc><w:tcPr><w:tcW w:w="{}" w:type="dxa"/>"#, columns.width(column..end));
            if end - column > 1 {
                let _ = write!(out, r#"<w:gridSpan w:val="{}"/>"#, end - column);
            }
            let begins = cell.is_none_or(|cell| cell.row == at);
            if cell.is_some_and(|cell| cell.rows > 1) {
                *out += if begins { r#"<w:vMerge w:val="restart"/>"# } else { "<w:vMerge/>" };
            }
            *out += r#"<w:vAlign w:val="center"/></w:tcPr>"#;
            // Among several columns of labels, what a row is called stands at the left of its cell.
            let is_name = cell.is_some_and(|cell| cell.is_label)
                && at >= heads
                && end == columns.labels
                && columns.labels > 1;
            let words = cell.filter(|_| begins).map(crate::document::Cell::text).unwrap_or_default();
            *out += r#"<w:p><w:pPr><w:pStyle w:val="TableCell"/>"#;
            if is_name {
                *out += r#"<w:jc w:val="left"/>"#;
            }
            *out += "</w:pPr>";
            if !words.is_empty() {
                run(out, &Run { text: words, strong: false });
            }
            *out += "</w:p></w:tc>";
            column = end;
        }
        *out += "</w:tr>";
    }
    *out += "</w:tbl>";
}
