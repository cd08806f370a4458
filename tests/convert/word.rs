//! What Word and its peers put into a document, part by part.

use super::sample::{CLEAN, figures, p, read, text, word, word_with};

/// The paragraphs that are read of a body.
fn lines(body: &str) -> Vec<String> {
    text("a.docx", &word(body)).lines().filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn run(words: &str) -> String {
    format!("<w:r><w:t>{words}</w:t></w:r>")
}

#[test]
fn tracked_changes_are_read_as_accepted() {
    let del = |words: &str| format!("<w:del><w:r><w:delText>{words}</w:delText></w:r></w:del>");
    let ins = |words: &str| format!("<w:ins>{}</w:ins>", run(words));
    let body = format!("<w:p>{}{}{}</w:p>", run("公开信息"), del("15"), ins("16条。"));
    assert_eq!(lines(&body), ["公开信息16条。"]);
    let moved = format!(
        "<w:p><w:moveFrom>{}</w:moveFrom>{}</w:p><w:p><w:moveTo>{}</w:moveTo></w:p>",
        run("甲。"),
        run("乙。"),
        run("甲。")
    );
    assert_eq!(lines(&moved), ["乙。", "甲。"]);
    // The end of a paragraph that was deleted.
    let joined = format!(
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p><w:p>{}</w:p>",
        run("全年公开"),
        run("三次。")
    );
    assert_eq!(lines(&joined), ["全年公开三次。"]);
    let row = |mark: &str, words: &str| {
        format!("<w:tr><w:trPr>{mark}</w:trPr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>", p(words), p("1"))
    };
    let table = format!("<w:tbl>{}{}{}</w:tbl>", row("", "甲"), row("<w:del/>", "乙"), row("<w:ins/>", "丙"));
    assert_eq!(lines(&table), ["| 甲 | 1 |", "| --- | --- |", "| 丙 | 1 |"]);
}

#[test]
fn what_stands_in_controls_links_fields_and_boxes_is_read_once() {
    let body = format!(
        "<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>\
         <w:p><w:hyperlink>{}</w:hyperlink><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>\
         <w:r><w:instrText> DATE </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}\
         <w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>\
         <w:p>{}<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx>\
         </w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></w:pict>\
         </mc:Fallback></mc:AlternateContent></w:r></w:p>",
        p("控件。"),
        run("链接"),
        run("2024年。"),
        run("正文。"),
        p("框内。"),
        p("框内。")
    );
    assert_eq!(lines(&body), ["控件。", "链接2024年。", "正文。", "框内。"]);
}

#[test]
fn of_words_with_their_pronunciation_the_words_are_read() {
    let ruby = format!(
        "<w:r><w:ruby><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>",
        run("jī"),
        run("稽")
    );
    assert_eq!(lines(&format!("<w:p>{}{ruby}{}</w:p>", run("勾"), run("关系"))), ["勾稽关系"]);
}

#[test]
fn lines_broken_by_hand_are_whole_within_a_sentence_and_apart_between_sentences() {
    let broken = |lines: &[&str]| {
        let lines: Vec<String> = lines.iter().map(|line| format!("<w:t>{line}</w:t>")).collect();
        format!("<w:p><w:r>{}</w:r></w:p>", lines.join("<w:br/>"))
    };
    assert_eq!(lines(&broken(&["维", "护网站栏目。"])), ["维护网站栏目。"]);
    assert_eq!(
        lines(&broken(&["一、总体情况", "本年度公开信息。", "（一）主动公开。"])),
        ["一、总体情况", "本年度公开信息。", "（一）主动公开。"]
    );
    assert_eq!(
        lines(&broken(&["某县水务局", "2024年政府信息公开工作年度报告"])),
        ["某县水务局2024年政府信息公开工作年度报告"]
    );
}

#[test]
fn hidden_text_headers_and_notes_of_reviewers_are_no_text() {
    let body = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr>\
         <w:t>显示</w:t></w:r><w:commentRangeStart w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r></w:p>\
         <w:sectPr><w:headerReference r:id=\"h\"/></w:sectPr>";
    let header = format!("<w:hdr>{}</w:hdr>", p("页眉"));
    let document = word_with(body, &[("word/header1.xml", &header), ("word/comments.xml", &header)]);
    assert_eq!(text("a.docx", &document).trim(), "显示");
}

/// Lists as Word defines them: 一、 and （一） below it, and digits that a style brings along.
const LISTS: &str = r#"<w:numbering>
<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="8"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>"#;
const STYLES: &str = r#"<w:styles><w:style w:styleId="a"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>"#;
const LINKS: &str = r#"<Relationships><Relationship Id="n" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/>
<Relationship Id="s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;

#[test]
fn the_numbers_of_lists_are_read_as_they_are_shown() {
    let item = |list: usize, level: usize, words: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>{}</w:p>",
            run(words)
        )
    };
    let styled = |words: &str| format!("<w:p><w:pPr><w:pStyle w:val=\"b\"/></w:pPr>{}</w:p>", run(words));
    let body = [
        item(1, 0, "总体情况"),
        item(1, 1, "主动公开。"),
        item(1, 1, "依申请公开。"),
        item(1, 0, "主动公开政府信息情况"),
        item(1, 1, "又一。"),
        styled("属于国家秘密"),
        styled("其他"),
        item(3, 0, "另起"),
        item(0, 0, "没有编号"),
    ];
    let parts =
        [("word/numbering.xml", LISTS), ("word/styles.xml", STYLES), ("word/_rels/document.xml.rels", LINKS)];
    let text = text("a.docx", &word_with(&body.concat(), &parts));
    let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(
        lines,
        [
            "一、总体情况",
            "（一）主动公开。",
            "（二）依申请公开。",
            "二、主动公开政府信息情况",
            "（一）又一。",
            "1.属于国家秘密",
            "2.其他",
            "5.另起",
            "没有编号"
        ]
    );
}

#[test]
fn what_is_no_text_is_said_in_its_place_and_counted() {
    let body = format!(
        "<w:p>{}<w:r><w:drawing><a:blip/></w:drawing></w:r><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath></w:p>\
         <w:tbl><w:tr><w:tc>{}</w:tc><w:tc><w:p><w:r><w:object><v:imagedata/><o:OLEObject/></w:object></w:r></w:p></w:tc></w:tr></w:tbl>",
        run("见图"),
        p("规章")
    );
    let imported = read("a.docx", &word(&body)).unwrap();
    assert_eq!(imported.unread, 3);
    let lines: Vec<&str> = imported.text.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(lines, ["见图〔图片未读入〕〔公式未读入〕", "| 规章 | 〔图片未读入〕 |", "| --- | --- |"]);
}

/// A row of a table; of each cell how many columns it covers, whether it goes on from above, and its words.
fn row(cells: &[(usize, Option<bool>, &str)]) -> String {
    let cell = |(columns, below, words): &(usize, Option<bool>, &str)| {
        let merge = match below {
            Some(true) => "<w:vMerge/>",
            Some(false) => "<w:vMerge w:val=\"restart\"/>",
            None => "",
        };
        format!("<w:tc><w:tcPr><w:gridSpan w:val=\"{columns}\"/>{merge}</w:tcPr>{}</w:tc>", p(words))
    };
    format!("<w:tr>{}</w:tr>", cells.iter().map(cell).collect::<String>())
}

#[test]
fn a_table_within_another_is_read_and_every_cell_says_where_it_stood() {
    let table = [
        row(&[
            (1, None, "信息内容"),
            (1, None, "本年制发件数"),
            (1, None, "本年废止件数"),
            (1, None, "现行有效件数"),
        ]),
        row(&[(1, None, "规章"), (1, None, "0"), (1, None, "1"), (1, None, "2")]),
        row(&[(1, None, "行政规范性文件"), (1, None, "3"), (1, None, ""), (1, None, "4")]),
    ];
    let frame = format!(
        "<w:tbl><w:tr><w:tc>{}<w:tbl>{}</w:tbl>{}</w:tc></w:tr></w:tbl>",
        p("二、主动公开政府信息情况"),
        table.concat(),
        p("")
    );
    let imported = read("a.docx", &word(&frame)).unwrap();
    let found = figures(&imported.text);
    let figure = |row: &str, column: &str| {
        found.get(&("disclosure".into(), row.into(), column.into())).map(String::as_str)
    };
    assert_eq!(figure("rules", "in_force"), Some("2"));
    assert_eq!(figure("normative_documents", "repealed"), Some(""));
    let at = imported.text.find("| 4 |").or_else(|| imported.text.find(" 4 |").map(|at| at - 1)).unwrap() + 2;
    let place = |lang| imported.place(at..at + 1, lang).unwrap();
    assert_eq!(place(gouji::rules::Lang::Zh), "Word 表格 1 第 3 行第 4 列");
    assert_eq!(place(gouji::rules::Lang::En), "Word table 1, row 3, column 4");
}

#[test]
fn a_table_that_is_not_certain_stands_there_cell_by_cell() {
    // A row that the form does not have, and one that lacks a figure.
    let extra = [
        row(&[
            (1, None, "信息内容"),
            (1, None, "本年制发件数"),
            (1, None, "本年废止件数"),
            (1, None, "现行有效件数"),
        ]),
        row(&[(1, None, "规章"), (1, None, "0"), (2, None, "7")]),
        row(&[(1, None, "来信"), (1, None, "3"), (1, None, "5"), (1, None, "4")]),
    ];
    let body = format!("{}<w:tbl>{}</w:tbl>", p("二、主动公开政府信息情况"), extra.concat());
    let text = text("a.docx", &word(&body));
    for cell in ["| 规章 | 0 | 7 |", "| 来信 | 3 | 5 | 4 |"] {
        assert!(text.contains(cell), "{text}");
    }
    // Two figures below each other in a cell do not become one, nor take the place of their neighbours.
    let two = [
        row(&[
            (1, None, "信息内容"),
            (1, None, "本年制发件数"),
            (1, None, "本年废止件数"),
            (1, None, "现行有效件数"),
        ]),
        row(&[(1, None, "规章"), (1, None, "0"), (1, None, "1</w:t><w:br/><w:t>2"), (1, None, "7")]),
    ];
    let body = format!("{}<w:tbl>{}</w:tbl>", p("二、主动公开政府信息情况"), two.concat());
    let text = super::sample::text("a.docx", &word(&body));
    assert!(text.contains("| 规章 | 0 | 1 2 | 7 |"), "{text}");
}

#[test]
fn merged_labels_are_read_with_the_rows_that_share_them() {
    let mut rows = vec![row(&[
        (3, None, "项目"),
        (1, None, "自然人"),
        (1, None, "商业企业"),
        (1, None, "科研机构"),
        (1, None, "社会公益组织"),
        (1, None, "法律服务机构"),
        (1, None, "其他"),
        (1, None, "总计"),
    ])];
    let form = figures(CLEAN);
    let (mut groups, mut inner) = (false, String::new());
    let format = gouji::format::Formats::built_in().get("annual-2021").unwrap();
    let table = &format.tables.iter().find(|table| table.id == "applications").unwrap();
    for kind in table.rows.iter().filter(|kind| kind.stands_for.is_empty()) {
        let mut cells = Vec::new();
        match kind.groups.as_slice() {
            [] => cells.push((3, None, kind.label.as_str())),
            [one] => {
                cells.push((1, Some(groups), one.as_str()));
                cells.push((2, None, kind.label.as_str()));
                groups = true;
            }
            [one, other, ..] => {
                cells.push((1, Some(groups), one.as_str()));
                cells.push((1, Some(inner == *other), other.as_str()));
                cells.push((1, None, kind.label.as_str()));
                (groups, inner) = (true, other.clone());
            }
        }
        let figure = |column: &gouji::format::Column| {
            form[&("applications".to_owned(), kind.id.clone(), column.id.clone())].clone()
        };
        let figures: Vec<String> = table.columns.iter().map(figure).collect();
        cells.extend(figures.iter().map(|figure| (1, None, figure.as_str())));
        // Cells that go on from above are empty in Word.
        cells.iter_mut().filter(|cell| cell.1 == Some(true)).for_each(|cell| cell.2 = "");
        rows.push(row(&cells));
    }
    let heading = p("三、收到和处理政府信息公开申请情况");
    let text = text("a.docx", &word(&format!("{heading}<w:tbl>{}</w:tbl>", rows.concat())));
    let start = CLEAN.find("三、收到").unwrap();
    let end = CLEAN.find("\n四、政府信息公开行政复议").unwrap();
    assert_eq!(text, CLEAN[start..end]);
}
