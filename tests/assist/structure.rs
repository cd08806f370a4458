//! The outline of a text, and what can be folded in it.

use expect_test::{Expect, expect};
use gouji::assist::folding::folds;
use gouji::assist::symbols::{Symbol, symbols};
use gouji::rules::Lang;
use gouji::span::{InText, Span};
use gouji::text::Text;

use crate::{analysed, samples};

const REPORT: &str = include_str!("../reports/markdown/clean.md");

/// The outline as indented lines; what is selected stands behind each name where it is another.
fn outline(text: &str, lang: Lang, deep: usize) -> String {
    fn lines(symbol: &Symbol, text: &str, indent: usize, deep: usize, out: &mut String) {
        let words = text[symbol.selection.bytes()].split_whitespace();
        let selected = words.collect::<Vec<_>>().join(" ");
        let detail = symbol.detail.as_ref().map_or_else(String::new, |detail| format!(": {detail}"));
        let shown = if selected == symbol.name { String::new() } else { format!(" [{selected}]") };
        *out += &format!("{}{}{detail}{shown}\n", "  ".repeat(indent), symbol.name);
        if indent < deep {
            symbol.children.iter().for_each(|child| lines(child, text, indent + 1, deep, out));
        }
    }
    let mut out = String::new();
    for symbol in symbols(&analysed(text), &Text::from(text), lang) {
        lines(&symbol, text, 0, deep, &mut out);
    }
    out
}

fn check(text: &str, lang: Lang, deep: usize, expected: &Expect) {
    expected.assert_eq(&outline(text, lang, deep));
}

#[test]
fn a_report_is_shown_by_sections_tables_and_rows() {
    check(
        REPORT,
        Lang::Zh,
        9,
        &expect![[r#"
            一、总体情况
            二、主动公开政府信息情况
              表二: Markdown 表格 [第二十条第（一）项]
                规章: 0 0 0
                行政规范性文件: 2 1 11
                行政许可: 36
                行政处罚: 14
                行政强制: 0
                行政事业性收费: 0
            三、收到和处理政府信息公开申请情况
              表三: Markdown 表格，39 条勾稽关系全部成立 [| 项目 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |]
                一、本年新收政府信息公开申请数量: 9 2 0 0 0 1 12
                二、上年结转政府信息公开申请数量: 1 0 0 0 0 0 1
                三、本年度办理结果 › （一）予以公开: 5 1 0 0 0 0 6 [（一）予以公开]
                三、本年度办理结果 › （二）部分公开（区分处理的，只计这一情形，不计其他情形）: 1 0 0 0 0 0 1 [（二）部分公开（区分处理的，只计这一情形，不计其他情形）]
                三、本年度办理结果 › （三）不予公开 › 1.属于国家秘密: 0 0 0 0 0 0 0 [1.属于国家秘密]
                三、本年度办理结果 › （三）不予公开 › 2.其他法律行政法规禁止公开: 0 0 0 0 0 0 0 [2.其他法律行政法规禁止公开]
                三、本年度办理结果 › （三）不予公开 › 3.危及“三安全一稳定”: 0 0 0 0 0 0 0 [3.危及“三安全一稳定”]
                三、本年度办理结果 › （三）不予公开 › 4.保护第三方合法权益: 1 0 0 0 0 0 1 [4.保护第三方合法权益]
                三、本年度办理结果 › （三）不予公开 › 5.属于三类内部事务信息: 0 0 0 0 0 0 0 [5.属于三类内部事务信息]
                三、本年度办理结果 › （三）不予公开 › 6.属于四类过程性信息: 0 0 0 0 0 0 0 [6.属于四类过程性信息]
                三、本年度办理结果 › （三）不予公开 › 7.属于行政执法案卷: 0 0 0 0 0 0 0 [7.属于行政执法案卷]
                三、本年度办理结果 › （三）不予公开 › 8.属于行政查询事项: 0 0 0 0 0 0 0 [8.属于行政查询事项]
                三、本年度办理结果 › （四）无法提供 › 1.本机关不掌握相关政府信息: 1 1 0 0 0 0 2 [1.本机关不掌握相关政府信息]
                三、本年度办理结果 › （四）无法提供 › 2.没有现成信息需要另行制作: 0 0 0 0 0 0 0 [2.没有现成信息需要另行制作]
                三、本年度办理结果 › （四）无法提供 › 3.补正后申请内容仍不明确: 0 0 0 0 0 0 0 [3.补正后申请内容仍不明确]
                三、本年度办理结果 › （五）不予处理 › 1.信访举报投诉类申请: 1 0 0 0 0 0 1 [1.信访举报投诉类申请]
                三、本年度办理结果 › （五）不予处理 › 2.重复申请: 0 0 0 0 0 0 0 [2.重复申请]
                三、本年度办理结果 › （五）不予处理 › 3.要求提供公开出版物: 0 0 0 0 0 0 0 [3.要求提供公开出版物]
                三、本年度办理结果 › （五）不予处理 › 4.无正当理由大量反复申请: 0 0 0 0 0 0 0 [4.无正当理由大量反复申请]
                三、本年度办理结果 › （五）不予处理 › 5.要求行政机关确认或重新出具已获取信息: 0 0 0 0 0 0 0 [5.要求行政机关确认或重新出具已获取信息]
                三、本年度办理结果 › （六）其他处理 › 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请: 0 0 0 0 0 0 0 [1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请]
                三、本年度办理结果 › （六）其他处理 › 2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请: 0 0 0 0 0 0 0 [2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请]
                三、本年度办理结果 › （六）其他处理 › 3.其他: 0 0 0 0 0 1 1 [3.其他]
                三、本年度办理结果 › （七）总计: 9 2 0 0 0 1 12 [（七）总计]
                四、结转下年度继续办理: 1 0 0 0 0 0 1
            四、政府信息公开行政复议、行政诉讼情况
              表四: Markdown 表格，3 条勾稽关系全部成立 [| 类别 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |]
                行政复议: 1 0 0 0 1
                行政诉讼 › 未经复议直接起诉: 1 0 0 1 2 [未经复议直接起诉]
                行政诉讼 › 复议后起诉: 0 0 0 0 0 [复议后起诉]
            五、存在的主要问题及改进情况
            六、其他需要报告的事项
        "#]],
    );
}

#[test]
fn several_reports_are_shown_by_their_titles() {
    let other = REPORT.replace("丁香镇", "芦荡乡").replace(
        "|      1 |        0 |        0 |            0 |            0 |    0 |    1 |\n\n四、",
        "|      2 | |        0 |            0 |            0 |    0 |    1 |\n\n四、",
    );
    check(
        &format!("{REPORT}\n{other}"),
        Lang::En,
        2,
        &expect![[r#"
            云溪县丁香镇人民政府2024年政府信息公开工作年度报告: 2024
              一、总体情况
              二、主动公开政府信息情况
                表二: Markdown table [第二十条第（一）项]
              三、收到和处理政府信息公开申请情况
                表三: Markdown table, all 39 equations hold [| 项目 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |]
              四、政府信息公开行政复议、行政诉讼情况
                表四: Markdown table, all 3 equations hold [| 类别 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |]
              五、存在的主要问题及改进情况
              六、其他需要报告的事项
            云溪县芦荡乡人民政府2024年政府信息公开工作年度报告: 2024
              一、总体情况
              二、主动公开政府信息情况
                表二: Markdown table [第二十条第（一）项]
              三、收到和处理政府信息公开申请情况
                表三: Markdown table, 39 equations, 1 does not hold, 2 not checked [| 项目 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |]
              四、政府信息公开行政复议、行政诉讼情况
                表四: Markdown table, all 3 equations hold [| 类别 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |]
              五、存在的主要问题及改进情况
              六、其他需要报告的事项
        "#]],
    );
}

#[test]
fn every_shape_has_the_same_outline() {
    for (name, text) in samples().into_iter().filter(|(name, _)| name.ends_with("clean")) {
        for text in [text.clone(), text.replace('\n', "\r\n"), format!("𠮷\n{text}")] {
            let outline = outline(&text, Lang::Zh, 9);
            let names: Vec<&str> =
                outline.lines().map(|line| line.split([':', '[']).next().unwrap()).collect();
            // Six sections, three tables, and their rows.
            assert_eq!(names.len(), 6 + 3 + 6 + 25 + 3, "{name}:\n{outline}");
            assert!(outline.contains("39 条勾稽关系全部成立"), "{name}:\n{outline}");
        }
    }
}

/// Lines that are folded away, `first … last` by their first characters.
fn folded(text: &str) -> String {
    let rope = Text::from(text);
    let line =
        |offset: usize| -> String { text[rope.line_range(rope.line_at(offset))].chars().take(12).collect() };
    let show = |fold: Span<InText>| format!("{} … {}\n", line(fold.start), line(fold.end));
    folds(&analysed(text), &rope).into_iter().map(show).collect()
}

#[test]
fn sections_subsections_and_tables_are_folded() {
    let text = REPORT.replace("（二）依申请公开。", "（二）依申请公开\n\n").replace('\n', "\r\n");
    expect![[r#"
        一、总体情况 … （五）监督保障。政府信息
        （二）依申请公开 … 全年新收政府信息公开申请
        二、主动公开政府信息情况 … | 行政事业性收费 | 
        第二十条第（一）项 … | 行政事业性收费 | 
        三、收到和处理政府信息公 … | 四、结转下年度继续办
        | 项目         … | 四、结转下年度继续办
        四、政府信息公开行政复议 … | 复议后起诉     
        | 类别         … | 复议后起诉     
        五、存在的主要问题及改进 … 改进措施：一是给各村排出
        六、其他需要报告的事项 … 本年度没有收取政府信息公
    "#]]
    .assert_eq(&folded(&text));
    let bare = include_str!("../reports/cells-bare/clean.txt");
    expect![[r#"
        一、总体情况 … 　　（五）监督保障。行风
        二、主动公开政府信息情况 … 12.8
        第二十条第（一）项 … 12.8
        三、收到和处理政府信息公 … 1
        （本列数据的勾稽关系为： … 1
        四、政府信息公开行政复议 … 1
        行政复议 … 1
        五、存在的主要问题及改进 … 　　改进的做法是把价格公
        六、其他需要报告的事项 … 　　我局2024年度收取
    "#]]
    .assert_eq(&folded(bare));
}
