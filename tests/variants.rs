//! What is said of a clean report after one change that people really make.
//!
//! Each line is a finding: line:column, rule, message; below it the preferred fix and what it would write.

use expect_test::{Expect, expect};
use gouji::analysis::Analysis;
use gouji::report::lexicon::Lexicon;
use gouji::rules::Lang;
use gouji::text::{Encoding, Text};

const CLEAN: &str = include_str!("reports/markdown/clean.md");

fn check(text: &str, expected: &Expect) {
    let text = Text::from(text);
    let mut said = String::new();
    for diagnostic in Analysis::fresh(&text, Lexicon::built_in()).diagnostics(Lang::Zh) {
        let place = text.position(diagnostic.range.start, Encoding::Utf32);
        let (line, column) = (place.line + 1, place.character + 1);
        said += &format!("{line}:{column} {} {}\n", diagnostic.rule, diagnostic.message);
        for fix in diagnostic.fixes.iter().filter(|fix| fix.preferred) {
            let edits = fix.edits.iter().map(|edit| {
                let place = text.position(edit.range.start, Encoding::Utf32);
                let old = text.slice(edit.range);
                format!("{}:{} {old:?} → {:?}", place.line + 1, place.character + 1, edit.new_text)
            });
            said += &format!("    {}: {}\n", fix.title, edits.collect::<Vec<_>>().join(", "));
        }
    }
    expected.assert_eq(&said);
}

/// The clean report with `from` replaced, which must stand in it.
fn with(from: &str, to: &str) -> String {
    assert!(CLEAN.contains(from), "{from}");
    CLEAN.replacen(from, to, 1)
}

/// The clean report without the figures of the rows for which `blank` holds.
fn blanked(blank: impl Fn(&str) -> bool) -> String {
    let wipe = |line: &str| -> String {
        let mut cells: Vec<String> = line.split('|').map(str::to_owned).collect();
        for cell in cells.iter_mut().skip(2) {
            *cell = cell.replace(|c: char| c.is_ascii_digit() || c == '.', " ");
        }
        cells.join("|")
    };
    let lines =
        CLEAN.lines().map(|line| if line.starts_with('|') && blank(line) { wipe(line) } else { line.into() });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_table_of_contents_is_no_report() {
    let headings: String = CLEAN
        .lines()
        .filter(|line| line.chars().nth(1) == Some('、') && line.chars().count() < 30)
        .map(|line| format!("{line}\n"))
        .collect();
    let (title, rest) = CLEAN.split_once('\n').unwrap();
    check(&format!("{title}\n目录\n{headings}\n{rest}"), &expect![""]);
    check(&format!("目录\n{headings}\n{title}\n{rest}"), &expect![""]);
}

#[test]
fn a_missing_heading_belongs_above_its_table() {
    check(
        &with("二、主动公开政府信息情况\n", ""),
        &expect![[r#"
            22:3 structure/missing-section 缺少“二、主动公开政府信息情况”
                插入标题“二、主动公开政府信息情况”: 18:1 "" → "二、主动公开政府信息情况\n\n"
        "#]],
    );
}

#[test]
fn a_nearly_right_label_is_quoted_and_mended_whole() {
    check(
        &with("2.没有现成信息需要另行制作", "3.没有现成信息需要另行制作"),
        &expect![[r#"
            62:3 tables/row-label 行标签“3.没有现成信息需要另行制作”有误，应为“2.没有现成信息需要另行制作”
                行标签改为“2.没有现成信息需要另行制作”: 62:3 "3.没有现成信息需要另行制作" → "2.没有现成信息需要另行制作"
        "#]],
    );
    check(
        &with("未经复议直接起诉", "未经行政复议直接起诉"),
        &expect![[r#"
            80:3 tables/row-label 行标签“未经行政复议直接起诉”有误，应为“未经复议直接起诉”
                行标签改为“未经复议直接起诉”: 80:3 "未经行政复议直接起诉" → "未经复议直接起诉"
        "#]],
    );
    check(
        &with("（一）予以公开", "（一）全部予以公开"),
        &expect![[r#"
            51:12 tables/row-label 行标签“（一）全部予以公开”有误，应为“（一）予以公开”
                行标签改为“（一）予以公开”: 51:12 "（一）全部予以公开" → "（一）予以公开"
        "#]],
    );
    check(
        &with("行政强制", "行政强制措施"),
        &expect![[r#"
            37:3 tables/row-label 行标签“行政强制措施”有误，应为“行政强制”
                行标签改为“行政强制”: 37:3 "行政强制措施" → "行政强制"
        "#]],
    );
}

#[test]
fn a_footnote_mark_or_a_unit_behind_a_label_is_no_fault() {
    check(&with("7.属于行政执法案卷", "7.属于行政执法案卷[1]"), &expect![""]);
    check(&with("行政处罚", "行政处罚（件）"), &expect![""]);
}

#[test]
fn blanks_are_told_once_a_table_where_there_are_many() {
    check(
        &blanked(|line| line.contains("行政复议")),
        &expect![[r#"
        79:18 tables/blank-cell 行政复议：5 格未填，涉及的勾稽关系未核对；没有发生的应填 0
    "#]],
    );
    check(
        &blanked(|line| line.contains("属于")),
        &expect![[r#"
            53:33 tables/blank-cell 1.属于国家秘密：7 格未填，涉及的勾稽关系未核对；没有发生的应填 0
            57:36 tables/blank-cell 5.属于三类内部事务信息：7 格未填，涉及的勾稽关系未核对；没有发生的应填 0
            58:37 tables/blank-cell 6.属于四类过程性信息：7 格未填，涉及的勾稽关系未核对；没有发生的应填 0
            59:38 tables/blank-cell 7.属于行政执法案卷：7 格未填，涉及的勾稽关系未核对；没有发生的应填 0
            60:38 tables/blank-cell 8.属于行政查询事项：7 格未填，涉及的勾稽关系未核对；没有发生的应填 0
        "#]],
    );
    check(
        &blanked(|_| true),
        &expect![[r#"
        23:3 tables/blank-cell 表二各格都未填（10 格）；没有发生的应填 0
        49:3 tables/blank-cell 表三各格都未填（175 格）；没有发生的应填 0
        79:3 tables/blank-cell 表四各格都未填（15 格）；没有发生的应填 0
    "#]],
    );
}

#[test]
fn two_figures_exchanged_are_named() {
    let row = CLEAN.lines().find(|line| line.contains("（一）予以公开")).unwrap();
    let mut cells: Vec<&str> = row.split('|').collect();
    cells.swap(2, 3);
    check(
        &with(row, &cells.join("|")),
        &expect![[r#"
            51:37 totals/slip “（一）予以公开”行“自然人”“商业企业”两栏的数填反了：“自然人”应为 5（填的是 1），“商业企业”应为 1（填的是 5）；修正后 39 条勾稽关系全部成立
                “（一）予以公开”行“自然人”栏由 1 改为 5，“（一）予以公开”行“商业企业”栏由 5 改为 1（修正后 39 条勾稽关系全部成立）: 51:37 "1" → "5", 51:46 "5" → "1"
        "#]],
    );
}

#[test]
fn a_small_table_of_results_beside_the_table_is_not_part_of_it() {
    let heading = "三、收到和处理政府信息公开申请情况\n";
    let small =
        "\n| 结果 | 件数 |\n|---|---|\n| （一）予以公开 | 6 |\n| （二）部分公开 | 1 |\n| （七）总计 | 12 |\n";
    check(&with(heading, &format!("{heading}{small}")), &expect![""]);
}

#[test]
fn a_figure_too_many_in_table_four_is_told_of_its_row() {
    let row = CLEAN.lines().find(|line| line.contains("未经复议直接起诉")).unwrap();
    check(
        &with(row, &format!("{row} 1 |")),
        &expect![[r#"
        80:21 tables/cell-count 未经复议直接起诉：应有 5 个数，实有 6 个，涉及的勾稽关系未核对
    "#]],
    );
}

#[test]
fn a_column_that_is_missing_everywhere_is_one_finding() {
    let cut = |line: &str| -> String {
        let mut cells: Vec<&str> = line.split('|').collect();
        if cells.len() == 10 {
            cells.remove(4);
        }
        cells.join("|")
    };
    check(
        &CLEAN.lines().map(cut).collect::<Vec<_>>().join("\n"),
        &expect![[r#"
            49:35 tables/cell-count 表三有 25 行都是 6 个数，应为 7 个：可能缺少或多出一列，涉及的勾稽关系未核对
        "#]],
    );
}

#[test]
fn columns_in_another_order_are_not_summed() {
    let turn = |line: &str| -> String {
        let mut cells: Vec<&str> = line.split('|').collect();
        if cells.len() == 10 {
            let total = cells.remove(8);
            cells.insert(2, total);
        }
        cells.join("|")
    };
    check(
        &CLEAN.lines().map(turn).collect::<Vec<_>>().join("\n"),
        &expect![[r#"
        47:3 tables/unreadable-table 表三：表格文字无法按行读取，未检查勾稽关系
    "#]],
    );
}

#[test]
fn a_compilation_is_read_report_by_report() {
    check(&format!("{CLEAN}\n{CLEAN}"), &expect![""]);
    let second = CLEAN.replacen("一、总体情况\n", "", 1);
    check(
        &format!("{CLEAN}\n{second}"),
        &expect![[r#"
        108:1 structure/missing-section 缺少“一、总体情况”
    "#]],
    );
}

#[test]
fn an_agency_that_cannot_make_regulations() {
    check(
        &with("| 规章           |            0 |", "| 规章           |            1 |"),
        &expect![[r#"
        23:29 totals/unlikely-regulation “规章”一行不为 0，而云溪县丁香镇人民政府一般无权制定“规章”，请核实
        23:59 totals/implausible 规章：本年制发件数 1、本年废止件数 0，现行有效件数至少应为 1
    "#]],
    );
}

#[test]
fn a_text_that_is_no_report_is_told_so_in_one_line() {
    check(
        "关于召开会议的通知\n各单位：\n请准时参加。\n",
        &expect![[r#"
        1:1 structure/missing-section 看不出这是政府信息公开工作年度报告：没有标题，也没有找到 6 个部分（从“一、总体情况”到“六、其他需要报告的事项”）中的任何一个
    "#]],
    );
    check(
        "",
        &expect![[r#"
        1:1 structure/missing-section 看不出这是政府信息公开工作年度报告：没有标题，也没有找到 6 个部分（从“一、总体情况”到“六、其他需要报告的事项”）中的任何一个
    "#]],
    );
}

#[test]
fn a_label_behind_its_group_is_mended_without_it() {
    check(
        &with("（三）不予公开1.属于国家秘密", "（三）不予公开属于国家秘密"),
        &expect![[r#"
        53:10 tables/row-label 行标签“属于国家秘密”有误，应为“1.属于国家秘密”
            行标签改为“1.属于国家秘密”: 53:10 "属于国家秘密" → "1.属于国家秘密"
    "#]],
    );
    check(
        &with("1.信访举报投诉类申请", "1.信访类申请"),
        &expect![[r#"
            64:10 tables/row-label 行标签“1.信访类申请”有误，应为“1.信访举报投诉类申请”
                行标签改为“1.信访举报投诉类申请”: 64:10 "1.信访类申请" → "1.信访举报投诉类申请"
        "#]],
    );
}

#[test]
fn short_headings_are_known_and_paragraphs_with_such_words_are_not() {
    check(
        &with("二、主动公开政府信息情况\n", "二、主动公开\n"),
        &expect![[r#"
        17:1 structure/section-heading 标题“二、主动公开”与格式不同，应为“二、主动公开政府信息情况”
            标题改为“二、主动公开政府信息情况”: 17:1 "二、主动公开" → "二、主动公开政府信息情况"
    "#]],
    );
    check(
        &with("六、其他需要报告的事项\n", "六、其他\n"),
        &expect![[r#"
        89:1 structure/section-heading 标题“六、其他”与格式不同，应为“六、其他需要报告的事项”
            标题改为“六、其他需要报告的事项”: 89:1 "六、其他" → "六、其他需要报告的事项"
    "#]],
    );
    let heading = "一、总体情况\n";
    let inside =
        "一、主动公开政府信息情况\n本年度公开信息。\n二、收到和处理政府信息公开申请情况\n本年度收到申请。\n";
    check(&with(heading, &format!("{heading}{inside}")), &expect![""]);
}

#[test]
fn a_table_that_is_turned_is_not_called_missing() {
    let start = CLEAN.find("| 类别").expect("table four");
    let end = start + CLEAN[start..].find("\n\n").expect("its end");
    let turned = "| 结果 | 行政复议 | 未经复议直接起诉 | 复议后起诉 |\n|---|---|---|---|\n| 结果维持 | 1 | 0 | 0 |\n| 总计 | 1 | 0 | 0 |";
    check(
        &format!("{}{turned}{}", &CLEAN[..start], &CLEAN[end..]),
        &expect![[r#"
        77:3 tables/unreadable-table 表四：表格文字无法按行读取，未检查勾稽关系
    "#]],
    );
}

#[test]
fn a_remark_behind_the_figures_is_no_figure() {
    let row = CLEAN.lines().find(|line| line.contains("2.重复申请")).unwrap();
    check(&with(row, &format!("{row} 撤回 |")), &expect![""]);
}

#[test]
fn a_sum_in_another_unit_is_told() {
    let row = CLEAN.lines().find(|line| line.starts_with("| 行政事业性收费")).unwrap();
    check(
        &with(row, "| 行政事业性收费 | 126800元 |"),
        &expect![[r#"
            43:13 tables/not-a-number “行政事业性收费”行“本年收费金额（单位：万元）”栏：单位应为万元，填的是“126800元”
        "#]],
    );
    check(&with(row, "| 行政事业性收费 | 12.68万元 |"), &expect![""]);
}

#[test]
fn a_blank_that_the_sums_determine_is_filled_with_its_figure() {
    let row = CLEAN.lines().find(|line| line.contains("（七）总计")).unwrap();
    let (before, total) = row.trim_end_matches([' ', '|']).rsplit_once('|').unwrap();
    check(
        &with(row, &format!("{before}|{}|", " ".repeat(total.len()))),
        &expect![[r#"
            72:109 tables/blank-cell （七）总计：“总计”未填；按勾稽关系应为 12
                补上“总计”：12: 72:109 "" → "12"
        "#]],
    );
}
