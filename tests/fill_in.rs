//! What is to be filled in: templates are blank, blanks are read and counted, what was left is found, and a heading
//! that is put back stands where it belongs.

mod support;

use gouji::analysis::Analysis;
use gouji::assist::formatting;
use gouji::assist::shapes::{self, WRITABLE};
use gouji::format::{ColumnIndex, Formats, RowIndex};
use gouji::report::lexicon::Lexicon;
use gouji::report::{Cells, Report, Shape, Value};
use gouji::rules::{Diagnostic, Lang, Severity, TextEdit};
use gouji::text::Text;
use support::check::{fault, fixed, placed, read_one};
use support::model::{Model, Random};
use support::render::{Manner, report};
use support::runner::faults;

const RULE: &str = "text/placeholder";
const CLEAN: &str = include_str!("reports/markdown/clean.md");

fn diagnostics(text: &str) -> Vec<Diagnostic> {
    Analysis::fresh(&Text::from(text), Lexicon::built_in()).diagnostics(Lang::Zh)
}

fn applied(text: &str, edits: &[TextEdit]) -> String {
    let mut edits: Vec<&TextEdit> = edits.iter().collect();
    edits.sort_by_key(|edit| edit.range.start);
    let mut now = text.to_owned();
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    for edit in edits.iter().rev() {
        now.replace_range(edit.range.bytes(), &edit.new_text.replace('\n', line_end));
    }
    now
}

// ---- templates

#[test]
fn a_new_report_is_blank_in_every_shape_and_is_not_said_to_be_right() {
    for format in Formats::built_in().all() {
        for shape in WRITABLE {
            for line_end in ["\n", "\r\n"] {
                let text = shapes::report(format, "丁香镇人民政府", format.first_year, shape).unwrap();
                let text = text.replace('\n', line_end);
                let read = read_one(&text);
                assert_eq!(read.format.id, format.id, "{text}");
                let mut blanks = 0;
                for table in read.sections.iter().flat_map(|(_, section)| &section.tables) {
                    assert!(
                        table.readable && table.shape == shape,
                        "{:?} for {shape:?}\n{text}",
                        table.shape
                    );
                    for row in &table.rows {
                        let Cells::Placed(cells) = &row.cells else { panic!("{shape:?} {row:?}\n{text}") };
                        assert!(cells.iter().all(|cell| cell.value == Value::Blank), "{row:?}\n{text}");
                        blanks += cells.len();
                    }
                }
                let coverage = Analysis::fresh(&Text::from(text.as_str()), Lexicon::built_in()).coverage();
                assert_eq!(
                    (coverage.cells.blank, coverage.cells.read),
                    (coverage.cells.expected, 0),
                    "{text}"
                );
                assert_eq!(blanks, coverage.cells.expected, "{shape:?}\n{text}");
                assert!(format.id != "annual-2021" || blanks == 200);
                let found = diagnostics(&text);
                for diagnostic in &found {
                    let expected = ["tables/blank-cell", RULE, "structure/empty-section"];
                    assert!(expected.contains(&diagnostic.rule), "{diagnostic:?}\n{text}");
                    assert_eq!(diagnostic.severity, Severity::Warning);
                }
                let count = |rule: &str| found.iter().filter(|diagnostic| diagnostic.rule == rule).count();
                assert_eq!((count("tables/blank-cell"), count(RULE)), (3, 1), "{found:?}\n{text}");
            }
        }
    }
}

#[test]
fn zeros_are_written_over_the_blanks_of_a_new_report_in_every_shape() {
    let format = Formats::built_in().get("annual-2021").unwrap();
    for shape in WRITABLE {
        let text = shapes::report(format, "丁香镇人民政府", 2024, shape).unwrap();
        let found = diagnostics(&text);
        let blank = found.iter().filter(|diagnostic| diagnostic.rule == "tables/blank-cell");
        let edits: Vec<TextEdit> = blank.flat_map(|diagnostic| diagnostic.fixes[0].edits.clone()).collect();
        let now = applied(&text, &edits);
        let read = placed(&read_one(&now), &now);
        assert_eq!(read.len(), 200, "{now}");
        assert!(read.values().flatten().all(|cell| cell.written == "0"), "{now}");
        assert!(diagnostics(&now).iter().all(|diagnostic| diagnostic.rule == RULE), "{now}");
    }
}

/// The lines of a form, as people draw them.
const LINES: [&str; 5] = ["__", "____", "________", "＿＿", "＿"];

#[test]
fn the_line_of_a_form_is_a_blank_cell_in_every_shape() {
    for seed in 0..60 {
        let mut random = Random(seed + 300);
        let model = Model::random(&mut random);
        let shape = WRITABLE[seed as usize % WRITABLE.len()];
        let often = [5, 30, 100][random.below(3)];
        let mut drawn = 0;
        let tables: Vec<String> = model
            .format
            .tables
            .indices()
            .map(|table| {
                let cell = |row: RowIndex, column: ColumnIndex, random: &mut Random| {
                    let place =
                        support::model::Place { table, cell: gouji::format::CellIndex { row, column } };
                    match random.chance(often) {
                        true => {
                            drawn += 1;
                            (*random.pick(&LINES)).to_owned()
                        }
                        false => model.get(place).unwrap().to_string(),
                    }
                };
                let mut cell = cell;
                let rows: Vec<(RowIndex, Vec<String>)> = model
                    .rows(table)
                    .into_iter()
                    .map(|row| {
                        let columns = model.format.tables[table].rows[row].columns.clone();
                        (row, columns.into_iter().map(|column| cell(row, column, &mut random)).collect())
                    })
                    .collect();
                shapes::table(&model.format, table, shape, &rows).unwrap()
            })
            .collect();
        let text = gouji::format::template::report_with(&model.format, &model.agency, model.year, &|table| {
            tables[table.get()].clone()
        });
        let read = placed(&read_one(&text), &text);
        assert_eq!(read.len(), 200, "{shape:?}\n{text}");
        let blanks = read.iter().filter(|(_, cells)| cells[0].value == Value::Blank);
        assert_eq!(blanks.count(), drawn, "{shape:?}\n{text}");
        for (place, cells) in &read {
            let [one] = cells.as_slice() else { panic!("{cells:?}") };
            let is_line = LINES.contains(&one.written.as_str());
            assert!(is_line || one.value.figure() == model.get(*place), "{one:?}\n{text}");
        }
        // The formatter keeps them, and so does the table in another shape.
        let rope = Text::from(text.as_str());
        let analysis = Analysis::fresh(&rope, Lexicon::built_in());
        let formatted = applied(&text, &formatting::document(&rope, &analysis));
        let values = |read: std::collections::BTreeMap<_, Vec<support::check::Placed>>| {
            read.into_iter().map(|(place, cells)| (place, cells[0].value.clone())).collect::<Vec<_>>()
        };
        assert_eq!(values(placed(&read_one(&formatted), &formatted)), values(read), "{formatted}");
    }
}

// ---- what was left

/// A clean report with these words in its first section.
fn with(words: &str) -> String {
    CLEAN.replacen("（一）主动公开。", &format!("（一）主动公开。{words}"), 1)
}

/// What is found in these words, each with its message.
fn left(words: &str) -> Vec<String> {
    let text = with(words);
    let found = diagnostics(&text).into_iter().filter(|diagnostic| diagnostic.rule == RULE);
    found
        .map(|found| {
            let places = [&found.range].into_iter().chain(found.related.iter().map(|other| &other.range));
            places.map(|range| &text[range.bytes()]).collect::<Vec<_>>().join(" ")
        })
        .collect()
}

#[test]
fn the_sample_is_where_the_words_are_put() {
    assert!(with("甲乙").contains("甲乙"));
    assert_eq!(left(""), [""; 0]);
}

#[test]
fn what_was_left_to_fill_in_is_found() {
    for (words, expected) in [
        ("（请填写主动公开的内容、数量和渠道）", "（请填写主动公开的内容、数量和渠道）"),
        ("本年度〔请填写〕。", "〔请填写〕"),
        ("本年度【此处填写数量】件。", "【此处填写数量】"),
        ("详见（具体网址）。", "（具体网址）"),
        ("共举办培训（待补充）。", "（待补充）"),
        ("全年通过政府网站主动公开政府信息XX条。", "XX"),
        ("全年通过政府网站主动公开政府信息ｘｘ条。", "ｘｘ"),
        ("××局高度重视政府信息公开工作。", "××"),
        ("本机关位于××县×××路，办件率XX%。", "×× ××× XX"),
        ("公开信息***条，其中***县公开***条。", "*** *** ***"),
        ("联系电话：***-*******，欢迎咨询。", "***-*******"),
        ("联系电话：XXXX-XXXXXXXX。", "XXXX-XXXXXXXX"),
        ("根据国办公开办函〔202X〕30号文件要求编制。", "〔202X〕"),
        ("20XX年，我局公开信息5条。", "20XX"),
        ("202×年，我局公开信息5条。", "202×"),
        ("截至2024年X月X日，已公开5条。", "X X"),
        ("全年公开1XX条。", "1XX"),
        ("全年共主动公开政府信息条，其中政策文件12条。", "公开政府信息条"),
        ("全年共主动公开条、答复5件。", "公开条"),
        ("全年共收到政府信息公开申请 件，均已办结。", "公开申请 件"),
        ("累计召开会议次，组织培训3次。", "会议次"),
        ("共编发材料份。", "材料份"),
        ("全年共公开____条。", "____"),
        ("签发人：______", "______"),
        ("全年公开__条，答复__件。", "__ __"),
        ("20__年度的情况。", "20__"),
    ] {
        assert_eq!(left(words), [expected], "{words}");
    }
}

#[test]
fn what_the_writer_may_want_to_say_is_not_found() {
    for words in [
        "张某某、李某某申请公开征地信息。",
        "网址：http://www.xx.gov.cn/xxgk/，邮箱xxgk@xx.gov.cn。",
        "详见www.XXX.gov.cn。",
        "及时公开医疗机构X射线诊断设备的许可信息。",
        "公开栏规格统一为2米×1.5米，共3×5块。",
        "信息公开率上升1.5个百分点，为98.XX级。",
        "**重点领域**信息公开，***最重要***的是时效，__及时__公开。",
        "电话138****1234，身份证号3301********5678。",
        "王××因不服答复申请行政复议。",
        "在张××诉××局一案中，法院判决维持。",
        "按照《中华人民共和国政府信息公开条例》办理，公开条目齐全，符合条件，件数相符。",
        "依据条例，公开条例全文、解读条文。",
        "二〇〇八年起施行，二○○八年的文件已清理。",
        "公共受理件、办结件分类管理，受理件均已办结。",
        "设置新闻篇、解读篇、活动篇。",
        "共公开政府信息12条，收到申请3件，召开会议两次。",
        "共公开政府信息若干条，答复申请数件。",
        "型号为XXL、A×B、GB/T20XX的设备。",
        "（请登录政府网站查询）（请见附件）",
        "文化节（2024年）",
        "共同办理信访件，自收到起，十日内答复。",
    ] {
        assert_eq!(left(words), [""; 0], "{words}");
    }
    for lines in [
        "\n\n***\n\n",
        "\n\n____\n\n",
        "\n\n* * *\n\n",
        "\n\n```\nXX条，XX件\n```\n\n",
        "\n\n<!-- XX条 -->\n\n",
    ] {
        assert_eq!(left(lines), [""; 0], "{lines}");
    }
}

#[test]
fn several_in_a_sentence_and_many_of_a_kind_are_one_finding() {
    assert_eq!(left("公开XX条，答复XX件。回应XX次。"), ["XX XX", "XX"]);
    let many = "公开XX条。".repeat(7);
    assert_eq!(left(&many), ["XX XX XX XX XX XX XX"]);
    assert_eq!(left("公开XX条，网址（具体网址）。"), ["XX", "（具体网址）"]);
}

#[test]
fn nothing_is_found_in_tables_that_are_read() {
    let text = CLEAN.replacen("| 0 |", "| XX |", 1);
    assert!(diagnostics(&text).iter().all(|found| found.rule != RULE));
}

#[test]
fn what_is_found_is_told_in_words() {
    let said = |words: &str| {
        let found = diagnostics(&with(words));
        found.into_iter().find(|found| found.rule == RULE).map(|found| found.message).unwrap_or_default()
    };
    expect_test::expect![[r#"
        “XX”：占位的符号没有换成实际的数字或名称
        有 2 处占位的符号没有换成实际的数字或名称，第一处是“XX”
        “〔202X〕”：年份没有填完
        “（具体网址）”：模板里的提示没有换成实际内容
        “公开政府信息条”：单位前面缺少数字
        “____”：横线上没有填写
    "#]]
    .assert_eq(
        &[
            "公开XX条。",
            "公开XX条，XX件。",
            "国办公开办函〔202X〕30号。",
            "（具体网址）",
            "共主动公开政府信息条。",
            "共公开____条。",
        ]
        .map(|words| said(words) + "\n")
        .concat(),
    );
}

/// In the real reports everything that is found was left.
#[test]
fn nothing_is_found_in_the_real_reports_that_is_not_so() {
    for (name, text) in support::real::reports() {
        let found = diagnostics(&text).into_iter().filter(|found| found.rule == RULE);
        let found: Vec<&str> = found.map(|found| &text[found.range.bytes()]).collect();
        assert!(found.is_empty() || ALLOWED.contains(&name.as_str()), "{name}: {found:?}");
    }
}

/// Real reports that were published with something left in them.
const ALLOWED: [&str; 0] = [];

// ---- headings that are put back

/// The text without the heading of a section, and how many blank lines around it are lost with it.
fn without_heading(text: &str, report: &Report, section: usize, random: &mut Random) -> String {
    let (start, found) = &report.sections[section];
    let line_start = |at: usize| text[..at].rfind('\n').map_or(0, |at| at + 1);
    let from = line_start(start + found.heading.range.start);
    let end = start + found.heading.range.end;
    let mut until = text[end..].find('\n').map_or(text.len(), |at| end + at + 1);
    // With the blank lines below it, or without.
    if random.chance(50) {
        while text[until..].starts_with(['\n', '\r']) {
            until += 1;
        }
    }
    format!("{}{}", &text[..from], &text[until..])
}

/// The shapes that are written, as real reports have them.
const MANNERS: [(Manner, Shape); 9] = [
    (Manner::Markdown, Shape::Markdown),
    (Manner::MarkdownForm, Shape::Markdown),
    (Manner::PipeRows, Shape::PipeRows),
    (Manner::PipeCells, Shape::PipeCells),
    (Manner::PipeCellsTrailing, Shape::PipeCells),
    (Manner::Tsv, Shape::Tsv),
    (Manner::Cells, Shape::Cells),
    (Manner::CellsBare, Shape::CellsBare),
    (Manner::PdfRows, Shape::PdfRows),
];

#[test]
fn a_heading_that_was_lost_is_put_back_before_the_head_of_its_table() {
    let said = faults("heading put back", MANNERS.len() * 2 * 3 * 4, &|seed| {
        let mut random = Random(seed + 51_000);
        let model = Model::random(&mut random);
        let (manner, shape) = MANNERS[seed as usize % MANNERS.len()];
        let line_end = ["\n", "\r\n"][seed as usize / MANNERS.len() % 2];
        let section = 1 + seed as usize / MANNERS.len() / 2 % 3;
        let whole = report(&model, manner, line_end, &mut random);
        let damaged = without_heading(&whole, &read_one(&whole), section, &mut random);
        let named =
            |text: &str| diagnostics(text).iter().any(|found| found.rule == "structure/missing-section");
        if !named(&damaged) {
            return Some((format!("{manner:?} {section}: nothing is missing"), damaged));
        }
        let now = fixed(&damaged);
        if let Some(fault) = fault(&model, &now, &[shape], &std::collections::BTreeMap::new()) {
            return Some((format!("{manner:?} {section}: {fault}"), now));
        }
        let heading = model.format.sections[section.into()].heading();
        let lines: Vec<&str> = now.lines().collect();
        let Some(at) = lines.iter().position(|line| *line == heading) else {
            return Some((format!("{manner:?} {section}: no line is the heading"), now));
        };
        let beside = [lines[at - 1], lines[at + 1]];
        if shape == Shape::Markdown && beside.iter().any(|line| !line.trim().is_empty()) {
            return Some((format!("{manner:?} {section}: it touches {beside:?}"), now));
        }
        None
    });
    assert!(said.is_none(), "{}", said.unwrap());
}

#[test]
fn a_section_that_is_put_in_does_not_run_into_a_table() {
    let at = CLEAN.find("五、存在的主要问题").unwrap();
    let next = CLEAN.find("六、其他需要").unwrap();
    let text = format!("{}\n{}", CLEAN[..at].trim_end(), &CLEAN[next..]);
    let found = diagnostics(&text);
    let found = found.iter().find(|found| found.rule == "structure/missing-section").unwrap();
    assert!(!found.fixes[0].preferred);
    let now = applied(&text, &found.fixes[0].edits);
    assert!(
        now.contains("|\n\n五、存在的主要问题及改进情况\n\n（请填写存在的主要问题和改进措施）\n\n六、"),
        "{now}"
    );
}

#[test]
fn a_table_that_is_put_in_is_blank_and_stands_apart() {
    let head = "四、政府信息公开行政复议、行政诉讼情况";
    let at = CLEAN.find(head).unwrap() + head.len();
    let next = CLEAN.find("五、存在的主要问题").unwrap();
    for below in [
        "\n",
        "\n\n",
        "\n\n| 类别 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |\n| --- | --- | --- | --- | --- | --- |\n",
    ] {
        let text = format!("{}{below}{}", &CLEAN[..at], &CLEAN[next..]);
        let found = diagnostics(&text);
        let found = found.iter().find(|found| found.rule == "tables/missing-table").expect(&text);
        assert_eq!(found.fixes[0].title, "插入表四（待填写）");
        let now = applied(&text, &found.fixes[0].edits);
        let table = &now[now.find(head).unwrap()..now.find("五、存在的主要问题").unwrap()];
        expect_test::expect![[r#"
            四、政府信息公开行政复议、行政诉讼情况

            | 类别             | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |
            | ---------------- | -------: | -------: | -------: | -------: | ---: |
            | 行政复议         |          |          |          |          |      |
            | 未经复议直接起诉 |          |          |          |          |      |
            | 复议后起诉       |          |          |          |          |      |
        "#]]
        .assert_eq(&format!("{}\n", table.trim_end()));
        assert!(table.ends_with("|\n\n"), "{now}");
        assert_eq!(read_one(&now).sections.len(), 6);
    }
}

#[test]
fn a_label_in_pieces_is_not_written_over() {
    let row = "| 2.没有现成信息需要另行制作";
    let at = CLEAN.find(row).unwrap();
    let end = at + CLEAN[at..].find('\n').unwrap();
    let cells = &CLEAN[at + row.len()..end];
    let in_one = format!("| 2.没有现有信息需要另行制作{cells}");
    let text = CLEAN.replacen(&CLEAN[at..end], &in_one, 1);
    let fixes = |text: &str| {
        let found = diagnostics(text);
        let found = found.iter().find(|found| found.rule == "tables/row-label");
        found.map(|found| found.fixes.len())
    };
    assert_eq!(fixes(&text), Some(1));
    for pieces in ["2.没有现有信息<br>需要另行制作", "2.没有现有 | 信息需要另行制作"]
    {
        let text = CLEAN.replacen(&CLEAN[at..end], &format!("| {pieces}{cells}"), 1);
        assert!(fixes(&text).is_none_or(|count| count == 0), "{text}");
        assert_eq!(fixed(&text), text);
    }
}

/// The damaged reports that were given: what is right for each is told beside them.
#[test]
fn the_given_reports_get_their_headings_back() {
    let Some(folder) = support::real::folder() else { return };
    for (file, heading, below) in [
        ("07-heading-lost.txt", "四、政府信息公开行政复议、行政诉讼情况", "行政复议 |"),
        ("08-heading-lost-2.txt", "二、主动公开政府信息情况", "第二十条第（一）项"),
        ("09-heading-lost-table.md", "四、政府信息公开行政复议、行政诉讼情况", "| 类别 |"),
    ] {
        let text = std::fs::read_to_string(folder.join("dirty").join(file)).unwrap();
        let now = fixed(&text).replace("\r\n", "\n");
        let at = now.find(&format!("\n{heading}\n")).unwrap_or_else(|| panic!("{file}\n{now}"));
        assert!(now[at + 1 + heading.len()..].trim_start().starts_with(below), "{file}\n{now}");
        let read = placed(&read_one(&now), &now);
        assert_eq!(read.len(), 200, "{file}");
        let before: Vec<String> =
            text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect();
        let after: Vec<String> = now
            .lines()
            .filter(|line| !line.trim().is_empty() && *line != heading)
            .map(str::to_owned)
            .collect();
        assert_eq!(before, after, "{file}");
    }
}
