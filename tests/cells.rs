//! What people write into cells: words, units, remarks, one cell too few.

use gouji::analysis::Analysis;
use gouji::format::{RowIndex, TableIndex};
use gouji::report::lexicon::Lexicon;
use gouji::report::{Cells, Value};
use gouji::rules::Lang;
use gouji::text::Text;

const SAMPLES: [(&str, &str); 7] = [
    ("markdown", "md"),
    ("pipe-rows", "txt"),
    ("pipe-cells", "txt"),
    ("tsv", "txt"),
    ("cells", "txt"),
    ("cells-bare", "txt"),
    ("pdf-rows", "txt"),
];

/// The clean sample of a shape.
fn sample(shape: &str) -> String {
    let (_, extension) = SAMPLES.iter().find(|(name, _)| *name == shape).expect("a shape");
    let path = format!("{}/tests/reports/{shape}/clean.{extension}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).expect("the sample is there")
}

/// The clean sample of a shape with one part replaced.
fn with(shape: &str, old: &str, new: &str) -> String {
    let text = sample(shape);
    assert_eq!(text.matches(old).count(), 1, "{old}");
    text.replace(old, new)
}

/// The rules of what is found, each with the text that it marks.
fn findings(text: &str) -> Vec<String> {
    let analysis = Analysis::fresh(&Text::from(text), Lexicon::built_in());
    let told = analysis.diagnostics(Lang::Zh).into_iter();
    told.map(|diagnostic| format!("{} {}", diagnostic.rule, &text[diagnostic.range.bytes()])).collect()
}

/// The row with this id, drawn: its cells with `_` for a blank, `?` before what is no figure, and `loose` or
/// `ambiguous` in front where they have no places.
fn row(text: &str, id: &str) -> String {
    let (_, report) = Analysis::fresh(&Text::from(text), Lexicon::built_in()).reports().remove(0);
    let tables = report.sections.iter().flat_map(|(_, section)| &section.tables);
    let mut rows = tables.flat_map(|table| table.rows.iter().map(move |row| (table.kind, row)));
    let is_it = |table: TableIndex, kind: RowIndex| report.format.tables[table].rows[kind].id == id;
    let found = rows.find(|(table, row)| row.kind.is_some_and(|kind| is_it(*table, kind)));
    let Some((_, row)) = found else { return "absent".into() };
    let (how, cells) = match &row.cells {
        Cells::Placed(cells) => ("", cells),
        Cells::Loose(cells) => ("loose ", cells),
        Cells::Ambiguous(cells, _) => ("ambiguous ", cells),
    };
    let drawn: Vec<String> = cells
        .iter()
        .map(|cell| match &cell.value {
            Value::Figure(figure) => figure.to_string(),
            Value::Blank => "_".into(),
            Value::NotApplicable(mark) => mark.clone(),
            Value::Other(words) => format!("?{words}"),
        })
        .collect();
    format!("{how}{}", drawn.join(" "))
}

#[test]
fn words_where_figures_belong_are_cells() {
    let rules = "| 规章           |            0 |            0 |            0 |";
    for word in ["无", "待核实", "暂未统计", "没有", "约10", "1427（含注销35）", "O"] {
        let text = with("markdown", rules, &format!("| 规章 | {word} | {word} | {word} |"));
        assert_eq!(row(&text, "rules"), format!("?{word} ?{word} ?{word}"));
        let not_numbers = vec![format!("tables/not-a-number {word}"); 3];
        assert_eq!(findings(&text), not_numbers);
    }
    let penalties = "| 行政处罚 |               14 |";
    for word in ["1427（含注销35）", "约1400", "待核实", "2.5万件"] {
        let text = with("markdown", penalties, &format!("| 行政处罚 | {word} |"));
        assert_eq!(findings(&text), [format!("tables/not-a-number {word}")]);
    }
}

#[test]
fn a_row_of_words_in_table_three_has_seven_cells() {
    for (shape, old, before, between) in [
        (
            "tsv",
            "三、本年度办理结果\t（一）予以公开\t\t2\t0\t0\t0\t0\t0\t2",
            "三、本年度办理结果\t（一）予以公开\t\t",
            "\t",
        ),
        (
            "pipe-rows",
            "三、本年度办理结果 | （一）予以公开 | 8 | 1 | 0 | 0 | 1 | 0 | 10 |",
            "三、本年度办理结果 | （一）予以公开 | ",
            " | ",
        ),
    ] {
        for word in ["待核实", "无"] {
            let text = with(shape, old, &format!("{before}{}", [word; 7].join(between)));
            assert_eq!(row(&text, "granted"), [format!("?{word}").as_str(); 7].join(" "), "{shape}");
        }
    }
    let closed = "4.保护第三方合法权益 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |";
    let text = with("pipe-rows", closed, &closed.replace('0', "待核实"));
    assert_eq!(findings(&text).len(), 7);
    let other = "（六）其他处理 | 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请 | 0 | 0 | 0 | 0 | 1 | 0 | 1 |";
    let text = with("pipe-rows", other, &other.replace(['0', '1'], "待核实").replace("待核实.", "1."));
    assert_eq!(row(&text, "other.not_corrected_in_time"), ["?待核实"; 7].join(" "));
    let disputes = "1 | 1 | 0 | 0 | 2 | 0 | 0 | 0 | 0 | 0 | 1 | 0 | 0 | 0 | 1 |";
    let text =
        with("pipe-rows", disputes, "1 | 1 | 待核实 | 0 | 2 | 0 | 0 | 无 | 0 | 0 | 1 | 0 | 0 | 0 | 1 |");
    assert_eq!(row(&text, "reconsideration"), "1 1 ?待核实 0 2");
    assert_eq!(row(&text, "litigation_direct"), "0 0 ?无 0 0");
}

#[test]
fn headers_are_no_rows() {
    for header in [
        "行政复议 | 行政诉讼 |",
        "行政复议 | 结果维持 | 总计 |",
        "行政处罚 | 处理决定数 |",
        "规章 | 制发件数 |",
    ] {
        let text = with("pipe-rows", "行政复议 | 行政诉讼 | |||||||||||||", header);
        assert_eq!(findings(&text), Vec::<String>::new(), "{header}");
    }
}

#[test]
fn a_unit_a_change_and_emphasis_leave_a_figure() {
    let text = with("pdf-rows", "（一）予以公开 521 40 3 2", "（一）予以公开 521 40件 3 2项");
    assert_eq!(findings(&text), Vec::<String>::new());
    for unit in ["万元", " 万元"] {
        let text = with("pdf-rows", "4127.86", &format!("4127.86{unit}"));
        assert_eq!(findings(&text), Vec::<String>::new());
    }
    let text = with("pdf-rows", "行政事业性收费 4127.86", "行政事业性收费\n4127.86万元");
    assert_eq!(row(&text, "fees"), "4127.86");
    let permits = "| 行政许可 |               36 |";
    for cell in ["**36**", "*36*", "__36__", "36&nbsp;", "36件"] {
        let text = with("markdown", permits, &format!("| 行政许可 | {cell} |"));
        assert_eq!(findings(&text), Vec::<String>::new(), "{cell}");
    }
    for blank in ["&nbsp;", "&emsp;", "<br>"] {
        let text = with("markdown", permits, &format!("| 行政许可 | {blank} |"));
        assert_eq!(row(&text, "permits"), "_", "{blank}");
    }
}

#[test]
fn a_fix_keeps_the_stars() {
    let text = with("markdown", "| 行政许可 |               36 |", "| 行政许可 | **无** |");
    let analysis = Analysis::fresh(&Text::from(text.as_str()), Lexicon::built_in());
    let mut fixed = text.clone();
    for diagnostic in analysis.diagnostics(Lang::Zh) {
        let edit = &diagnostic.fixes[0].edits[0];
        fixed.replace_range(edit.range.bytes(), &edit.new_text);
    }
    assert!(fixed.contains("| 行政许可 | **0** |"));
}

#[test]
fn page_numbers_may_be_written_in_any_way() {
    for page in ["5 / 9", "5/9", "5 of 9", "第 5 页/共 9 页", "· 5 ·", "[5]"] {
        let text = with("pdf-rows", "- 4 -", page);
        assert_eq!(findings(&text), Vec::<String>::new(), "{page}");
        let text = with("pdf-rows", "1 0 0 0 0 0\n1\n", &format!("1 0 0 0 0 0\n{page}\n1\n"));
        assert_eq!(findings(&text), Vec::<String>::new(), "{page}");
    }
}

#[test]
fn one_odd_word_does_not_split_a_row() {
    for word in ["无", "O", "Ｏ", "—", "待核实"] {
        let text =
            with("pdf-rows", "1.属于国家秘密 3 0 0 0 0 0 3", &format!("1.属于国家秘密 3 0 {word} 0 0 0 3"));
        let mark = if word == "—" { "" } else { "?" };
        assert_eq!(row(&text, "denied.state_secret"), format!("3 0 {mark}{word} 0 0 0 3"));
    }
    let text = with("pdf-rows", "1.属于国家秘密 3 0 0 0 0 0 3", "1.属于国家秘密 无 O 0 0 0 0 l");
    assert_eq!(row(&text, "denied.state_secret"), "?无 ?O 0 0 0 0 ?l");
    let text = with("pdf-rows", "规章 2 1 23", "规章 无 无 无");
    assert_eq!(row(&text, "rules"), "?无 ?无 ?无");
}

#[test]
fn a_row_with_a_cell_too_few_is_not_shifted() {
    let figures = ["38", "2", "0", "0", "1", "0", "41"];
    for (shape, between) in [("tsv", "\t"), ("markdown", " | ")] {
        for trailing in ["", between] {
            for missing in [0, 3, 6] {
                let mut text = String::new();
                let labels = [
                    ["一、本年新收政府信息公开申请数量", "", ""],
                    ["二、上年结转政府信息公开申请数量", "", ""],
                    ["三、本年度办理结果", "（一）予以公开", ""],
                    ["", "（二）部分公开", ""],
                    ["", "（三）不予公开", "1.属于国家秘密"],
                    ["", "", "2.其他法律行政法规禁止公开"],
                ];
                for short in 0..labels.len() {
                    text.clear();
                    text += "一、总体情况\n无。\n三、收到和处理政府信息公开申请情况\n\n";
                    if shape == "markdown" {
                        text += "| 项目 | | | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |\n|---|---|---|---|---|---|---|---|---|---|\n";
                    }
                    for (at, label) in labels.iter().enumerate() {
                        let mut cells = figures.to_vec();
                        if at == short {
                            cells.remove(missing);
                        }
                        let line = [label.as_slice(), &cells].concat().join(between) + trailing;
                        text += &if shape == "markdown" { format!("| {line} |\n") } else { line + "\n" };
                    }
                    let ids = [
                        "received",
                        "carried_in",
                        "granted",
                        "partly_granted",
                        "denied.state_secret",
                        "denied.prohibited_by_law",
                    ];
                    let mut cells = figures.to_vec();
                    cells.remove(missing);
                    for (at, id) in ids.iter().enumerate() {
                        let expected = if at == short {
                            format!("loose {}", cells.join(" "))
                        } else {
                            figures.join(" ")
                        };
                        assert_eq!(row(&text, id), expected, "{text}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_figure_of_too_many_digits_is_none() {
    let long = "79228162514264337593543950335";
    let text = with("pdf-rows", "1.属于国家秘密 3 0", &format!("1.属于国家秘密 {long} {long}"));
    assert_eq!(findings(&text)[..2], [(); 2].map(|()| format!("tables/not-a-number {long}")));
}

#[test]
fn the_older_form_has_changes_in_words_and_sums_with_units() {
    let text = "一、总体情况\n\
         无。\n\
         二、主动公开政府信息情况\n\
         第二十条第（一）项\n\
         信息内容 本年新制作数量 本年新公开数量 对外公开总数量\n\
         规章 0 0 0\n\
         规范性文件 1 1 6\n\
         第二十条第（五）项\n\
         信息内容 上一年项目数量 本年增/减 处理决定数量\n\
         行政许可 10 增加2 3件\n\
         其他对外管理服务事项 5 减少3 0\n\
         第二十条第（六）项\n\
         行政处罚 1 增2项 0\n\
         行政强制 4 减4项 0\n\
         第二十条第（八）项\n\
         行政事业性收费 3 0\n\
         第二十条第（九）项\n\
         政府集中采购 17 2510000元\n";
    assert!(!findings(text).iter().any(|finding| finding.starts_with("tables/")));
    assert_eq!(row(text, "permits"), "10 2 3");
    assert_eq!(row(text, "coercion"), "4 -4 0");
}
