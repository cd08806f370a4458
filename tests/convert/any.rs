//! Whatever stands in a file, it is read or refused: nothing breaks, and every cell that says where it stood is one
//! of the text.

use proptest::prelude::*;

use super::excel::book;
use super::sample::{p, read, word};

/// Pieces of which bodies are made, whole and broken.
fn pieces(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    let piece = proptest::sample::select(pieces).prop_map(str::to_owned);
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn check(name: &str, bytes: &[u8]) {
    let Ok(imported) = read(name, bytes) else { return };
    for placed in &imported.placed {
        assert!(imported.text.get(placed.range.clone()).is_some(), "{placed:?} of {:?}", imported.text);
        assert!(imported.place(placed.range.clone(), gouji::rules::Lang::Zh).is_some());
    }
}

const WORD: &[&str] = &[
    "<w:p>",
    "</w:p>",
    "<w:r>",
    "</w:r>",
    "<w:t>甲</w:t>",
    "<w:t>12</w:t>",
    "<w:br/>",
    "<w:tbl>",
    "</w:tbl>",
    "<w:tr>",
    "</w:tr>",
    "<w:tc>",
    "</w:tc>",
    "<w:tcPr><w:gridSpan w:val=\"3\"/></w:tcPr>",
    "<w:tcPr><w:vMerge/></w:tcPr>",
    "<w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr>",
    "<w:tcPr><w:hMerge/></w:tcPr>",
    "<w:trPr><w:gridBefore w:val=\"2\"/></w:trPr>",
    "<w:trPr><w:del/></w:trPr>",
    "<w:sdt><w:sdtContent>",
    "</w:sdtContent></w:sdt>",
    "<w:p><w:r><w:t>一、总体情况</w:t></w:r></w:p>",
    "<w:p><w:r><w:t>规章</w:t></w:r></w:p>",
    "<w:del>",
    "</w:del>",
    "&amp;",
    "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>",
];

const PAGE: &[&str] = &[
    "<p>",
    "</p>",
    "<br>",
    "<div>",
    "</div>",
    "甲",
    "12",
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "<th rowspan=0>",
    "<td colspan=3>",
    "<td rowspan=2>",
    "<td rowspan=9 colspan=2>",
    "<caption>",
    "<tbody>",
    "<b>",
    "</i>",
    "<h2>",
    "一、总体情况",
    "二、主动公开政府信息情况",
    "规章",
    "<template>",
    "<select>",
    "<svg>",
    "<frameset>",
    "&nbsp;",
    "某局2024年政府信息公开工作年度报告",
];

const SHEET: &[&str] = &[
    "<row r=\"1\">",
    "<row r=\"2\">",
    "<row r=\"9\">",
    "</row>",
    "<c r=\"A1\"><v>1</v></c>",
    "<c r=\"C2\"><v>2.5</v></c>",
    "<c r=\"B2\" t=\"inlineStr\"><is><t>规章</t></is></c>",
    "<c r=\"A9\" t=\"s\"><v>7</v></c>",
    "<c r=\"ZZ9\"><v>3</v></c>",
    "<c t=\"inlineStr\"><is><t>一、总体情况</t></is></c>",
    "<c><v>x</v></c>",
    "<c r=\"A1\" t=\"e\"><v>#N/A</v></c>",
];

proptest! {
    #[test]
    fn any_document_of_word(body in pieces(WORD)) {
        check("a.docx", &word(&body));
    }

    #[test]
    fn any_table_of_word(cells in proptest::collection::vec((0..12usize, 1..5usize, 0..4usize), 0..40)) {
        let cell = |(ends, columns, merge): &(usize, usize, usize)| {
            let merge = ["", "<w:vMerge/>", "<w:vMerge w:val=\"restart\"/>", "<w:hMerge/>"][*merge];
            let end = if *ends < 3 { "</w:tr><w:tr>" } else { "" };
            format!("<w:tc><w:tcPr><w:gridSpan w:val=\"{columns}\"/>{merge}</w:tcPr>{}</w:tc>{end}", p("3"))
        };
        let cells: String = cells.iter().map(cell).collect();
        check("a.docx", &word(&format!("<w:tbl><w:tr>{cells}</w:tr></w:tbl>")));
    }

    #[test]
    fn any_page(body in pieces(PAGE)) {
        check("a.html", format!("<body>{body}").as_bytes());
    }

    #[test]
    fn any_sheet(body in pieces(SHEET), merged in 0..4usize) {
        let merged = ["", "A1:C2", "B2:B9", "A1:XFD1048576"][merged];
        let merged = if merged.is_empty() { String::new() } else { format!("<mergeCells><mergeCell ref=\"{merged}\"/></mergeCells>") };
        check("a.xlsx", &book(&[("甲", format!("<sheetData>{body}</sheetData>{merged}"))]));
    }

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..200), at in 0..2000usize) {
        check("a.docx", &bytes);
        check("a.html", &bytes);
        // A good one of which some bytes are others.
        let mut broken = word(&p("某局2024年政府信息公开工作年度报告"));
        let end = broken.len().min(at + bytes.len());
        let at = at.min(end);
        broken[at..end].copy_from_slice(&bytes[..end - at]);
        check("a.docx", &broken);
    }
}
