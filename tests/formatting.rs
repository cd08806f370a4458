//! What formatting changes, and above all what it does not.

mod support;

use std::path::{Path, PathBuf};

use expect_test::expect;
use gouji::analysis::Analysis;
use gouji::assist::formatting;
use gouji::format::Formats;
use gouji::format::template::{self, width};
use gouji::report::lexicon::Lexicon;
use gouji::report::normal::is_blank;
use gouji::report::{Cells, Value};
use gouji::rules::TextEdit;
use gouji::span::Span;
use gouji::text::Text;
use support::model::{Model, Random};
use support::real;
use support::render::{Manner, report};
use support::runner::faults;

fn analysed(source: &str) -> (Text, Analysis) {
    let text = Text::from(source);
    let analysis = Analysis::fresh(&text, Lexicon::built_in());
    (text, analysis)
}

fn edits(source: &str) -> Vec<TextEdit> {
    let (text, analysis) = analysed(source);
    formatting::document(&text, &analysis)
}

fn applied(source: &str, edits: &[TextEdit]) -> String {
    let mut formatted = source.to_owned();
    for edit in edits.iter().rev() {
        formatted.replace_range(edit.range.bytes(), &edit.new_text);
    }
    formatted
}

fn format(source: &str) -> String {
    applied(source, &edits(source))
}

/// What a reader reads, without what formatting may change.
fn words(text: &str) -> String {
    let folded = text.chars().map(|c| match c {
        '.' | '．' | ',' | '，' => '、',
        '（' => '(',
        '）' => ')',
        _ => c,
    });
    folded.filter(|c| matches!(c, '\n' | '\r') || !is_blank(*c) && !matches!(c, '|' | '-' | ':')).collect()
}

/// Every row as it was read, with its place and its values.
fn read(source: &str) -> Vec<String> {
    let (_, analysis) = analysed(source);
    let mut rows = Vec::new();
    for (at, (_, report)) in analysis.reports().iter().enumerate() {
        rows.push(format!("{at} {:?} {:?} {:?}", report.agency, report.year, report.format.id));
        for (_, section) in &report.sections {
            rows.push(format!("{:?} {} {}", section.kind, section.heading.number, section.heading.accepted));
            for table in &section.tables {
                rows.push(format!("{:?} {:?} {}", table.kind, table.shape, table.readable));
                for row in &table.rows {
                    let values = |cells: &[gouji::report::Cell]| {
                        cells.iter().map(|cell| cell.value.clone()).collect::<Vec<Value>>()
                    };
                    let cells = match &row.cells {
                        Cells::Placed(cells) => ("placed", values(cells)),
                        Cells::Loose(cells) => ("loose", values(cells)),
                        Cells::Ambiguous(cells, _) => ("ambiguous", values(cells)),
                    };
                    rows.push(format!(
                        "{:?} {} {:?} {cells:?}",
                        row.kind,
                        words(&row.label),
                        row.label_match
                    ));
                }
            }
        }
    }
    rows
}

/// The first promise that is broken for a text.
fn fault(source: &str) -> Option<String> {
    let edits = edits(source);
    let ordered = edits.windows(2).all(|pair| pair[0].range.end < pair[1].range.start);
    if !ordered {
        return Some(format!("edits overlap or touch: {edits:?}"));
    }
    if let Some(edit) = edits.iter().find(|edit| edit.new_text == source[edit.range.bytes()]) {
        return Some(format!("nothing is changed by {edit:?}"));
    }
    let formatted = applied(source, &edits);
    let again = format(&formatted);
    if again != formatted {
        return Some(format!("formatted again it changes:\n{formatted}\n{again}"));
    }
    if words(source) != words(&formatted) {
        return Some("words are changed".to_owned());
    }
    let (before, after) = (read(source), read(&formatted));
    let differing = before.iter().zip(&after).find(|(before, after)| before != after);
    match differing {
        Some((before, after)) => Some(format!("read otherwise: {before} → {after}")),
        None if before.len() != after.len() => Some(format!("{} rows → {}", before.len(), after.len())),
        None => None,
    }
}

/// Where the pipes of a line stand.
fn pipes(line: &str) -> Vec<usize> {
    let pipe = |at: &usize| !line[..*at].ends_with('\\');
    line.match_indices('|').map(|(at, _)| at).filter(pipe).map(|at| width(&line[..at])).collect()
}

/// Whether the pipes of all lines with as many cells stand below each other.
fn is_aligned(table: &str) -> bool {
    let lines: Vec<Vec<usize>> = table.lines().map(pipes).collect();
    let widest = lines.iter().max_by_key(|places| places.len()).cloned().unwrap_or_default();
    lines.iter().all(|places| widest.starts_with(places))
}

const TABLE: &str = "\
|信息内容|本年制发件数|备注“…”|  比率 |
|:-|-|:-:|-|
|规章|0|见 a\\|b|  12.5  |
| 行政规范性文件   |1,024|—|/|
||3|
规章|12|无|
";

#[test]
fn a_table_is_aligned() {
    let formatted = format(TABLE);
    expect![[r#"
        | 信息内容       | 本年制发件数 | 备注“…” | 比率 |
        | :------------- | -----------: | :--------: | ---: |
        | 规章           |            0 | 见 a\|b    | 12.5 |
        | 行政规范性文件 |        1,024 | —         |    / |
        |                |            3 |
        | 规章           |           12 | 无         |
    "#]]
    .assert_eq(&formatted);
    assert!(is_aligned(&formatted), "{formatted}");
    assert_eq!(fault(TABLE), None);
}

/// Table three, in which three labels are much longer than the others.
const LONG_LABELS: &str = "\
|项目|自然人|商业企业|科研机构|社会公益组织|总计|
|---|---:|---:|---:|---:|---:|
|5.要求行政机关确认或重新出具已获取信息|12|0|0|0|12|
|（二）部分公开（区分处理的，只计这一情形，不计其他情形）|1|0|0|0|1|
|（六）其他处理1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请|0|120|0|0|120|
|（七）总计|13|120|0|0|133|
";

#[test]
fn the_few_long_labels_do_not_push_the_figures_of_all_rows_to_the_right() {
    let formatted = format(LONG_LABELS);
    expect![[r#"
        | 项目                                   | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 总计 |
        | -------------------------------------- | -----: | -------: | -------: | -----------: | ---: |
        | 5.要求行政机关确认或重新出具已获取信息 |     12 |        0 |        0 |            0 |   12 |
        | （二）部分公开（区分处理的，只计这一情形，不计其他情形） |  1 |  0 |  0 |          0 |    1 |
        | （六）其他处理1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请 |  0 | 120 |  0 |  0 | 120 |
        | （七）总计                             |     13 |      120 |        0 |            0 |  133 |
    "#]].assert_eq(&formatted);
    assert_eq!(fault(LONG_LABELS), None);
    let is_long = |line: &&str| line.contains("（二）") || line.contains("（六）");
    let others: String =
        formatted.lines().filter(|line| !is_long(line)).map(|line| format!("{line}\n")).collect();
    assert!(is_aligned(&others), "{formatted}");
    // Where the figures leave room the row is below the others again before it ends.
    let widest = others.lines().map(width).max();
    assert_eq!(formatted.lines().find(|line| line.contains("（二）")).map(width), widest);
    // A blank table is drawn the same.
    let blank: String = LONG_LABELS.replace(['0', '1', '2', '3'], "");
    let blank = blank.replace("|.申请人", "|1.申请人");
    let labels = |text: &str| -> Vec<usize> { text.lines().map(|line| pipes(line)[1]).collect() };
    assert_eq!(labels(&format(&blank))[..3], labels(&formatted)[..3]);
}

#[test]
fn a_blank_table_three_is_no_wider_than_its_labels_and_columns_need() {
    for form in Formats::built_in().all() {
        let table = template::table(form, form.table("applications").unwrap(), &template::blank);
        let widest = table.lines().map(width).max().unwrap();
        assert!(widest <= 125, "{} {widest}\n{table}", form.id);
    }
}

#[test]
fn line_breaks_stay() {
    for line_break in ["\n", "\r\n", "\r"] {
        let broken = |text: &str| text.replace('\n', line_break);
        assert_eq!(format(&broken(TABLE)), broken(&format(TABLE)), "{line_break:?}");
        assert_eq!(fault(&broken(TABLE)), None);
    }
    let open = TABLE.trim_end();
    assert_eq!(format(open), format(TABLE).trim_end());
}

#[test]
fn headings_are_tidied() {
    let source = "\
某县教育局2024年政府信息公开工作年度报告
  一. 总体情况\u{3000}
\u{3000}\u{3000}(一)这一年，本机关做了许多工作。  
(一) 主动公开  
\u{3000}（二)依申请公开
## 二，主动公开政府信息情况
三．收到和处理政府信息公开申请情况
1.政府信息公开行政复议、行政诉讼情况
一，是公开内容不够。  
";
    expect![[r#"
        某县教育局2024年政府信息公开工作年度报告
        一、总体情况
        　　(一)这一年，本机关做了许多工作。  
        （一） 主动公开
        （二）依申请公开
        ## 二、主动公开政府信息情况
        三、收到和处理政府信息公开申请情况
        1.政府信息公开行政复议、行政诉讼情况
        一，是公开内容不够。  
    "#]]
    .assert_eq(&format(source));
    assert_eq!(fault(source), None);
}

#[test]
fn what_is_no_markdown_table_is_left_alone() {
    let others = [
        "规章 | 0 | 0 | 6 |\n行政规范性文件|1|0|0|\n",
        "规章\n|\n0\n|\n6 |\n||\n",
        "规章｜0｜0\n|---|---|\n｜a｜b｜\n",
        "|维持|纠正|\n| - | - |\n",
        "|---|---|\n| a|b |\n",
        "> |a|b|\n>> |---|---|\n",
        "prose with two blanks  \n\u{3000}\u{3000}and an indent   \n",
        "规章\t0\t0  \n\n\n",
        "",
    ];
    for other in others {
        assert_eq!(edits(other), [], "{other}");
    }
    let wide = format!("|a|{}|\n|---|---|\n|-||\n", "文".repeat(200));
    assert_eq!(edits(&wide), [], "too wide to be read across");
}

#[test]
fn only_what_is_touched_is_formatted() {
    let source = format!("{TABLE}\n{TABLE}\n");
    let (text, analysis) = analysed(&source);
    let second = TABLE.len() + 1;
    let formatted = applied(&source, &formatting::range(&text, &analysis, Span::new(second + 3..second + 3)));
    assert_eq!(formatted, format!("{TABLE}\n{}\n", format(TABLE)));
    let whole = formatting::range(&text, &analysis, Span::new(0..text.len()));
    assert_eq!(whole, formatting::document(&text, &analysis));
    assert_eq!(formatting::range(&text, &analysis, Span::new(source.len()..source.len())), []);
}

#[test]
fn a_report_to_fill_in_is_formatted_already() {
    for form in Formats::built_in().all() {
        assert_eq!(edits(&template::report(form, "某县教育局", 2024)), [], "{}", form.id);
        for table in form.tables.indices() {
            assert_eq!(edits(&template::table(form, table, &template::blank)), [], "{} {table:?}", form.id);
        }
    }
}

#[test]
fn the_promises_hold_for_the_samples() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/reports");
    let mut checked = 0;
    for shape in std::fs::read_dir(folder).unwrap() {
        checked += check_folder(&shape.unwrap().path());
    }
    assert!(checked > 10, "{checked}");
}

#[test]
fn the_promises_hold_for_real_reports() {
    for (name, text) in real::reports() {
        assert_eq!(fault(&text), None, "{name}");
    }
}

fn check_folder(folder: &Path) -> usize {
    let mut checked = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let is_report =
            path.extension().is_some_and(|ending| ["md", "txt", "html"].iter().any(|one| ending == *one));
        if is_report {
            assert_eq!(fault(&std::fs::read_to_string(&path).unwrap()), None, "{}", path.display());
            checked += 1;
        }
    }
    checked
}

#[test]
fn the_promises_hold_in_every_shape() {
    const REPORTS: usize = 60;
    let mut found = String::new();
    for manner in Manner::READABLE.into_iter().map(|(manner, _)| manner).chain(Manner::DISPLACED) {
        let check = |seed: u64| {
            let mut random = Random(seed);
            let model = Model::random(&mut random);
            let end = *random.pick(&["\n", "\r\n", "\r"]);
            let text = report(&model, manner, end, &mut random);
            fault(&text).map(|fault| (fault, text))
        };
        found.extend(faults(&format!("formatting {manner:?}"), REPORTS, &check));
    }
    assert!(found.is_empty(), "\n{found}");
}

/// Tables from which characters were taken and into which others were put, wherever it was.
#[test]
fn the_promises_hold_for_damaged_tables() {
    const TABLES: usize = 2000;
    const DEBRIS: [&str; 20] = [
        "|", "||", "\\", "\\|", "-", ":", " ", "\t", "\u{3000}", "\n", "｜", "—", "0", "文", "  |  ",
        "\u{c}", "“", "\r", "`", "| - |",
    ];
    let check = |seed: u64| {
        let mut random = Random(seed);
        let model = Model::random(&mut random);
        let manner = *random.pick(&[Manner::Markdown, Manner::MarkdownForm]);
        let mut text = report(&model, manner, "\n", &mut random);
        let pipes: Vec<usize> = text.match_indices('|').map(|(at, _)| at).collect();
        let mut places: Vec<usize> = (0..random.between(1, 12)).map(|_| *random.pick(&pipes)).collect();
        places.sort_unstable();
        places.dedup();
        for place in places.into_iter().rev() {
            let from = text.floor_char_boundary(place.saturating_sub(random.below(6)));
            let to = text.ceil_char_boundary((from + random.below(5)).min(text.len()));
            text.replace_range(from..to, DEBRIS[random.below(DEBRIS.len())]);
        }
        fault(&text).map(|fault| (fault, text))
    };
    assert_eq!(faults("formatting damaged", TABLES, &check), None);
}
