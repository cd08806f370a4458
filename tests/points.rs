//! Where the eye is led: what of the text is marked, and what the light bulb there would write.
//!
//! Each finding is a line: rule, the marked text in «», what is said, and what stands beside it; below it every fix,
//! one that is certain with a star.

use expect_test::{Expect, expect};
use gouji::analysis::Analysis;
use gouji::report::lexicon::Lexicon;
use gouji::rules::{Diagnostic, Lang};
use gouji::text::Text;

const CLEAN: &str = include_str!("reports/markdown/clean.md");
const TSV: &str = include_str!("reports/tsv/clean.txt");
const BARE: &str = include_str!("reports/cells-bare/clean.txt");
const PDF: &str = include_str!("reports/pdf-rows/clean.txt");

/// What is wrong with the form of a report: of its prose nothing is asked here.
fn findings(text: &str) -> Vec<Diagnostic> {
    let found = Analysis::fresh(&Text::from(text), Lexicon::built_in()).diagnostics(Lang::Zh);
    found.into_iter().filter(|found| !found.rule.starts_with("text/")).collect()
}

fn check(text: &str, expected: &Expect) {
    let mut said = String::new();
    for found in findings(text) {
        said += &format!(
            "{} «{}» {}",
            found.rule,
            text[found.range.bytes()].trim_end_matches('\n'),
            found.message
        );
        let beside = found.related.iter().filter(|beside| beside.range == found.range);
        said += &beside.map(|beside| format!("（{}）", beside.message)).collect::<String>();
        said.push('\n');
        for fix in &found.fixes {
            said += &format!("  {} {}\n", if fix.preferred { '*' } else { '-' }, fix.title);
        }
    }
    expected.assert_eq(&said);
}

/// The text with one part replaced, which stands in it once.
fn with(text: &str, old: &str, new: &str) -> String {
    assert_eq!(text.matches(old).count(), 1, "{old}");
    text.replace(old, new)
}

/// The text with the first fix of what is found first made.
fn mended(text: &str) -> String {
    let found = findings(text);
    let mut edits = found[0].fixes[0].edits.clone();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.range.start));
    let mut text = text.to_owned();
    for edit in edits {
        text.replace_range(edit.range.bytes(), &edit.new_text);
    }
    text
}

/// The line of a Markdown table that begins with this label.
fn line<'a>(text: &'a str, label: &str) -> &'a str {
    text.lines().find(|line| line.starts_with(&format!("| {label}"))).expect("the row is there")
}

/// The Markdown report with other cells in the row that begins with this label.
fn row(text: &str, label: &str, cells: &str) -> String {
    let line = line(text, label);
    let label = line.split('|').nth(1).unwrap();
    let cells = cells.split(' ').map(|cell| cell.replace('_', " "));
    with(text, line, &format!("|{label}| {} |", cells.collect::<Vec<_>>().join(" | ")))
}

// ---- words that are meant to be figures

/// What is offered for a word in a cell where the sums say nothing, and then for one where they do.
fn offered(word: &str) -> [String; 2] {
    let silent = row(CLEAN, "行政许可", word);
    let summed = row(CLEAN, "（七）总计", &format!("9 2 0 0 0 1 {word}"));
    [silent, summed].map(|text| {
        let found = findings(&text);
        let [only] = found.as_slice() else { panic!("{word}: {found:?}") };
        assert_eq!(only.rule, "tables/not-a-number", "{word}");
        let fixes = only.fixes.iter().map(|fix| {
            assert_eq!(text[fix.edits[0].range.bytes()], *word);
            format!("{}{}", fix.edits[0].new_text, if fix.preferred { "*" } else { "" })
        });
        fixes.collect::<Vec<_>>().join(" ")
    })
}

#[test]
fn a_word_that_is_meant_to_be_a_figure_becomes_one() {
    for word in [
        "l2",
        "1２次",
        "十二",
        "壹拾贰",
        "一二",
        "12人次",
        "12（件）",
        "12(件)",
        "共12",
        "共计12件",
        "012",
        "12。",
        "I2",
    ] {
        assert_eq!(offered(word), ["12", "12*"], "{word}");
    }
    for (word, figure) in [
        ("1O", "10"),
        ("l8", "18"),
        ("十八", "18"),
        ("18人次", "18"),
        ("三十", "30"),
        ("一百零五", "105"),
        ("一百二十三", "123"),
        ("二〇", "20"),
        ("两", "2"),
        ("O", "0"),
        ("Ｏ", "0"),
        ("l", "1"),
        ("2O", "20"),
        ("1,23O", ""),
    ] {
        assert_eq!(offered(word), [figure, figure], "{word}");
    }
    // Only about so many, or none that a reader would be sure of.
    for word in [
        "约12",
        "近12件",
        "12余",
        "3万件",
        "1.2万件",
        "待核实",
        "一千二",
        "十十",
        "百",
        "12/13",
        "12至13",
        "第12",
    ] {
        assert_eq!(offered(word), ["", ""], "{word}");
    }
}

#[test]
fn letters_in_several_cells_of_a_row_confirm_each_other() {
    let text = row(CLEAN, "（七）总计", "9 2 O 0 O l l2");
    check(
        &text,
        &expect![[r#"
        tables/not-a-number «O» “（七）总计”行“科研机构”栏：“O”不是数字；应写成 0
          * 填 0
        tables/not-a-number «O» “（七）总计”行“法律服务机构”栏：“O”不是数字；应写成 0
          * 填 0
        tables/not-a-number «l» “（七）总计”行“其他”栏：“l”不是数字；应写成 1
          * 改为 1
        tables/not-a-number «l2» “（七）总计”行“总计”栏：“l2”不是数字；应写成 12
          * 改为 12
    "#]],
    );
    // In a table where nothing but zeros stands, nobody may have filled in the rest.
    let zero = |line: &str| match line.split('|').collect::<Vec<_>>().as_slice() {
        [_, label, cells @ .., _] if cells.len() == 7 && cells[0].trim().parse::<u32>().is_ok() => {
            format!("|{label}|{}", " 0 |".repeat(cells.len()))
        }
        _ => line.to_owned(),
    };
    let zeros = CLEAN.lines().map(zero).collect::<Vec<_>>().join("\n");
    check(
        &row(&zeros, "（七）总计", "0 0 O 0 0 0 0"),
        &expect![[r#"
        tables/not-a-number «O» “（七）总计”行“科研机构”栏：“O”不是数字；应写成 0
          - 填 0
    "#]],
    );
}

#[test]
fn in_every_shape_the_word_alone_is_replaced() {
    for (text, old, new) in [
        (TSV, "（一）予以公开\t\t2\t0", "（一）予以公开\t\t二\t0"),
        (PDF, "（一）予以公开 521 40 3 2", "（一）予以公开 52l 4O 3 2"),
    ] {
        assert_eq!(mended(&with(text, old, new)).matches(old).count(), usize::from(text == TSV));
    }
}

// ---- the place of a missing figure

#[test]
fn the_place_of_a_missing_figure_is_marked() {
    for (label, cells) in [
        ("（七）总计", "9 2 0 0 0 1"),
        ("（七）总计", "2 0 0 0 1 12"),
        ("（七）总计", "9 0 0 0 1 12"),
        ("（七）总计", "9 2 0 0 1 12"),
    ] {
        let text = row(CLEAN, label, cells);
        assert_eq!(findings(&mended(&text)), [], "{cells}");
    }
    check(
        &row(CLEAN, "（七）总计", "9 2 0 0 0 1"),
        &expect![[r#"
        tables/cell-count « |» （七）总计：应有 7 个数，只有 6 个；缺的是“总计”，应为 12
          * 补上“总计”：12
    "#]],
    );
    check(
        &row(CLEAN, "（七）总计", "2 0 0 0 1 12"),
        &expect![[r#"
        tables/cell-count «| » （七）总计：应有 7 个数，只有 6 个；缺的是“自然人”，应为 9
          * 补上“自然人”：9
    "#]],
    );
    check(
        &row(CLEAN, "（七）总计", "9 0 0 0 1 12"),
        &expect![[r#"
        tables/cell-count « | » （七）总计：应有 7 个数，只有 6 个；缺的是“商业企业”，应为 2
          * 补上“商业企业”：2
    "#]],
    );
    // Without separators, or a figure a line, the figure beside it is marked.
    check(
        &with(PDF, "（一）予以公开 521 40 3 2", "（一）予以公开 521 3 2"),
        &expect![[r#"
        tables/cell-count « » （一）予以公开：应有 7 个数，只有 6 个；缺的是“商业企业”，应为 40
          * 补上“商业企业”：40
    "#]],
    );
    check(
        &with(BARE, "总计\n14\n2\n0\n", "总计\n14\n0\n"),
        &expect![[r#"
        tables/cell-count «14» （七）总计：应有 7 个数，只有 6 个；缺的是“商业企业”，应为 2（应在此处之后）
          * 补上“商业企业”：2
    "#]],
    );
    check(
        &with(TSV, "（一）予以公开\t\t2\t0\t0\t0\t0\t0\t2", "（一）予以公开\t\t2\t0\t0\t0\t0\t0"),
        &expect![[r#"
            tables/cell-count «0» （一）予以公开：应有 7 个数，只有 6 个；缺的是“总计”，应为 2（应在此处之后）
              * 补上“总计”：2
        "#]],
    );
}

#[test]
fn where_it_is_not_known_what_is_missing_the_end_of_the_row_is_marked() {
    check(
        &row(CLEAN, "（七）总计", "9 2 0 0"),
        &expect![[r#"
        tables/cell-count « |» （七）总计：应有 7 个数，只有 4 个，涉及的勾稽关系未核对
    "#]],
    );
    check(
        &row(CLEAN, "规章", "0 0"),
        &expect![[r#"
        tables/cell-count « |» 规章：应有 3 个数，只有 2 个
    "#]],
    );
}

#[test]
fn what_is_too_many_is_marked() {
    check(
        &row(CLEAN, "（七）总计", "9 2 0 7 0 0 1 12"),
        &expect![[r#"
        tables/cell-count «7» （七）总计：应有 7 个数，实有 8 个；多出的可能是“科研机构”后面的 7
          - 删去多出的 7
    "#]],
    );
    check(
        &row(CLEAN, "（七）总计", "9 2 00 0 1 12"),
        &expect![[r#"
        tables/cell-count «00» （七）总计：应有 7 个数，只有 6 个；“00”是连在一起的两个数：“科研机构” 0 和“社会公益组织” 0
          * “00”分成 0 和 0
    "#]],
    );
    check(
        &row(CLEAN, "（七）总计", "9 2 0 0 0 1 1 2"),
        &expect![[r#"
        tables/cell-count «1 | 2» （七）总计：应有 7 个数，实有 8 个；“1 2”是拆开的一个数：“总计”应为 12
          * 1 和 2 合成 12
    "#]],
    );
}

// ---- sections

/// The report without the sections from one heading to another.
fn without(text: &str, from: &str, to: &str) -> String {
    let at = |heading: &str| text.find(&format!("\n{heading}")).map_or(text.len(), |at| at + 1);
    format!("{}{}", &text[..at(from)], &text[at(to)..])
}

#[test]
fn sections_missing_at_one_place_are_one_finding() {
    let two = without(CLEAN, "四、", "六、");
    check(
        &two,
        &expect![[r#"
        structure/missing-section «六、其他需要报告的事项» 缺少 2 个部分：“四、政府信息公开行政复议、行政诉讼情况”“五、存在的主要问题及改进情况”（应在此处之前）
          - 依次插入这 2 个部分和表格（待填写）
    "#]],
    );
    check(
        &without(CLEAN, "五、", "完"),
        &expect![[r#"
        structure/missing-section «四、政府信息公开行政复议、行政诉讼情况» 缺少 2 个部分：“五、存在的主要问题及改进情况”“六、其他需要报告的事项”（应在此处之后）
          - 依次插入这 2 个部分（待填写）
    "#]],
    );
    check(
        &without(CLEAN, "二、", "三、"),
        &expect![[r#"
        structure/missing-section «三、收到和处理政府信息公开申请情况» 缺少“二、主动公开政府信息情况”（应在此处之前）
          - 插入“二、主动公开政府信息情况”和表格（待填写）
    "#]],
    );
    // At two places they are two.
    check(
        &without(&without(CLEAN, "四、", "五、"), "二、", "三、"),
        &expect![[r#"
        structure/missing-section «三、收到和处理政府信息公开申请情况» 缺少“二、主动公开政府信息情况”（应在此处之前）
          - 插入“二、主动公开政府信息情况”和表格（待填写）
        structure/missing-section «五、存在的主要问题及改进情况» 缺少“四、政府信息公开行政复议、行政诉讼情况”（应在此处之前）
          - 插入“四、政府信息公开行政复议、行政诉讼情况”和表格（待填写）
    "#]],
    );
    let mended = mended(&two);
    let headings: Vec<&str> = mended.lines().filter(|line| line.chars().nth(1) == Some('、')).collect();
    assert_eq!(headings.len(), 6, "{mended}");
    assert!(!findings(&mended).iter().any(|found| found.rule.starts_with("structure/missing")));
}

// ---- rows that slipped

/// The Markdown report in which nothing was carried in or out.
fn nothing_carried() -> String {
    let text = row(CLEAN, "二、上年结转", "0 0 0 0 0 0 0");
    row(&text, "四、结转下年度", "0 0 0 0 0 0 0")
}

#[test]
fn figures_in_the_row_above_or_below_are_moved() {
    let text = row(&nothing_carried(), "（七）总计", "0 0 0 0 0 0 0");
    let low = row(&text, "四、结转下年度", "9 2 0 0 0 1 12");
    check(
        &low,
        &expect![[r#"
        totals/slip «9 | 2 | 0 | 0 | 0 | 1 | 12» “（七）总计”行的数填到了下一行，即“四、结转下年度继续办理”行；修正后 39 条勾稽关系全部成立
          * 把“四、结转下年度继续办理”行的数移到上一行“（七）总计”（修正后 39 条勾稽关系全部成立）
    "#]],
    );
    assert_eq!(findings(&mended(&low)), []);
    let text = row(&nothing_carried(), "三、本年度办理结果（一）予以公开", "0 0 0 0 0 0 0");
    let high = row(&text, "二、上年结转", "5 1 0 0 0 0 6");
    check(
        &high,
        &expect![[r#"
        totals/slip «5 | 1 | 0 | 0 | 0 | 0 | 6» “（一）予以公开”行的数填到了上一行，即“二、上年结转政府信息公开申请数量”行；修正后 39 条勾稽关系全部成立
          * 把“二、上年结转政府信息公开申请数量”行的数移到下一行“（一）予以公开”（修正后 39 条勾稽关系全部成立）
    "#]],
    );
    assert_eq!(findings(&mended(&high)), []);
}

#[test]
fn figures_beside_a_row_of_blanks_may_be_moved() {
    let text = row(&nothing_carried(), "（七）总计", "_ _ _ _ _ _ _");
    let low = row(&text, "四、结转下年度", "9 2 0 0 0 1 12");
    check(
        &low,
        &expect![[r#"
        tables/blank-cell «  |   |   |   |   |   |  » （七）总计：7 格未填，涉及的勾稽关系未核对；没有发生的应填 0
          - 把“四、结转下年度继续办理”行的数移到上一行“（七）总计”
          - 7 格都填 0
    "#]],
    );
    // Where both rows are parts of one sum, the sums say nothing of it.
    let text = row(CLEAN, "2.重复申请", "_ _ _ _ _ _ _");
    check(
        &text,
        &expect![[r#"
        tables/blank-cell «  |   |   |   |   |   |  » 2.重复申请：7 格未填，涉及的勾稽关系未核对；没有发生的应填 0
          - 7 格都填 0
    "#]],
    );
}

#[test]
fn regulations_of_a_town_are_most_likely_those_of_the_next_row() {
    let text = row(CLEAN, "行政规范性文件", "0 0 0");
    let high = row(&text, "规章", "2 1 11");
    check(
        &high,
        &expect![[r#"
        totals/unlikely-regulation «2» “规章”一行不为 0，而云溪县丁香镇人民政府一般无权制定“规章”，请核实
          - 把“规章”行的数移到下一行“行政规范性文件”
    "#]],
    );
    check(
        &row(&row(CLEAN, "规章", "0 0 11"), "行政规范性文件", "2 1 0"),
        &expect![[r#"
            totals/unlikely-regulation «11» “规章”一行不为 0，而云溪县丁香镇人民政府一般无权制定“规章”，请核实
              - 把“规章”行的数移到下一行“行政规范性文件”
            totals/implausible «0» 行政规范性文件：本年制发件数 2、本年废止件数 1，现行有效件数至少应为 1
        "#]],
    );
    check(
        &row(CLEAN, "规章", "2 1 11"),
        &expect![[r#"
        totals/unlikely-regulation «2» “规章”一行不为 0，而云溪县丁香镇人民政府一般无权制定“规章”，请核实
    "#]],
    );
}
