//! What kind a line is.

use gouji::syntax::Line::{
    self, Aside, Blank, Cell, Figures, Heading, Pipe, Rule, Subheading, Tab, Text as Plain,
};
use gouji::syntax::{lines, parse};
use gouji::text::Text;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::{PIECES, assert_whole};

/// The kinds of the lines of a text, after checking that the tree is whole.
fn kinds(text: &str) -> Vec<Line> {
    let text = Text::from(text);
    let tree = parse(&text);
    assert_whole(&tree, &text);
    lines(&tree, 0..text.len()).into_iter().map(|(line, _)| line).collect()
}

fn assert_kinds(table: &[(&str, &[Line])]) {
    let wrong: Vec<_> = table.iter().filter(|(text, wanted)| kinds(text) != *wanted).collect();
    let wrong: Vec<_> = wrong.iter().map(|(text, wanted)| (text, wanted, kinds(text))).collect();
    assert!(wrong.is_empty(), "text, wanted, found: {wrong:#?}");
}

#[test]
fn headings_are_told_from_row_labels() {
    assert_kinds(&[
        ("一、总体情况", &[Heading]),
        ("二、主动公开政府信息情况", &[Heading]),
        ("三、收到和处理政府信息公开申请情况", &[Heading]),
        ("四、政府信息公开行政复议、行政诉讼情况", &[Heading]),
        ("四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", &[Heading]),
        ("五、存在的主要问题及改进情况", &[Heading]),
        ("六、其他需要报告的事项", &[Heading]),
        ("七、附件", &[Heading]),
        ("十一、下一步打算", &[Heading]),
        ("  一. 总体情况  ", &[Heading]),
        ("\u{3000}\u{3000}一, 总 体 情 况", &[Heading]),
        ("一： 总体情况", &[Heading]),
        ("# 一、总体情况", &[Heading]),
        ("**二、主动公开政府信息情况**", &[Heading]),
        ("## **三、收到和处理政府信息公开申请情况**", &[Heading]),
        ("\u{feff}一、总体情况", &[Heading]),
        ("\t一、总体情况", &[Heading]),
        ("二、主动公开政府信息情况\t\t", &[Heading]),
        ("一、總體情況", &[Heading]),
        ("\u{200d}⼀\u{2060}、总\u{ad}体情况", &[Heading]),
        ("⼆、主动公开政府信息情况", &[Heading]),
        ("⒈总体情况", &[Heading]),
        // Every character twice, as a false bold gives it.
        ("四四、、政政府府信信息息公公开开行行政政复复议议、、行行政政诉诉讼讼情情况况", &[Heading]),
        ("## 一一、、总总体体情情况况", &[Heading]),
        ("一一、、本本年年新新收收", &[Plain]),
        ("二、主動公開政府信息情況", &[Heading]),
        ("三、收到和處理政府信息公開申請情況", &[Heading]),
        ("四、政府信息公開行政複議、行政訴訟情況", &[Heading]),
        ("五、存在的主要問題及改進情況", &[Heading]),
        ("六、其他需要報告的事項", &[Heading]),
        // Wrapped: two characters are a heading, one is not.
        ("三、收到\n和处理政府信息公开申请情况", &[Heading, Plain]),
        ("三、\n收到和处理", &[Plain, Plain]),
        ("三、收", &[Plain]),
        // The text runs on.
        ("一、总体情况。2024 年，本镇公开信息 12 条；详见下文。", &[Heading]),
        ("六、其他需要报告的事项：无。", &[Heading]),
        ("一、认真学习；二、抓好落实。", &[Plain]),
        // Rows of the table of applications, whole, wrapped and with figures.
        ("一、本年新收政府信息公开申请数量", &[Plain]),
        ("二、上年结转政府信息公开申请数量 34 0 0 0 0 0 34", &[Figures]),
        ("二、上年結轉政府信息公開申請數量", &[Plain]),
        ("三、本年度办理结果", &[Plain]),
        ("三、本年度辦理結果", &[Plain]),
        ("三、本", &[Plain]),
        ("三．本年度\n办理结果", &[Plain, Plain]),
        ("四、结转下年度继续办理", &[Plain]),
        ("四、結轉下年度繼續辦理 0 0", &[Figures]),
        ("四、结转下年度继续办理\t\t0\t0", &[Tab]),
        ("\t三、本年度办理结果", &[Cell]),
        ("三、本年度办理结果 | 0 |", &[Pipe]),
        ("三、本年度工作亮点", &[Heading]),
        // A line of a table of contents ends in a figure.
        ("一、总体情况 3", &[Figures]),
        ("三、\t收到和处理政府信息公开申请情况", &[Tab]),
    ]);
}

#[test]
fn headings_with_other_ordinals_are_told_by_their_words() {
    assert_kinds(&[
        ("1.总体情况", &[Heading]),
        ("1、总体情况", &[Heading]),
        ("２．主动公开政府信息情况", &[Heading]),
        ("第一部分 总体情况", &[Heading]),
        ("第三部分：收到和处理政府信息公开申请情况", &[Heading]),
        ("一 总体情况", &[Heading]),
        ("## 总体情况", &[Heading]),
        ("**五 存在的主要问题及改进情况**", &[Heading]),
        // Without an ordinal, or too deep, or with other words.
        ("总体情况", &[Plain]),
        ("### 总体情况", &[Plain]),
        ("第一章 总体情况", &[Plain]),
        ("第一部分", &[Plain]),
        ("1.总体", &[Plain]),
        ("1.概述", &[Plain]),
        ("2024.总体情况", &[Plain]),
        ("## 附件", &[Plain]),
        // Rows and numbered paragraphs.
        ("1.属于国家秘密", &[Plain]),
        ("1.本机关不掌握相关政府信息", &[Plain]),
        ("2.其他法律行政法规禁止公开", &[Plain]),
        ("3.其他", &[Plain]),
        ("一 本年新收政府信息公开申请数量", &[Plain]),
        ("三 本年度办理结果", &[Plain]),
        ("1.总体情况。本镇公开信息十二条。", &[Plain]),
        ("1.总体情况 0 0", &[Figures]),
        ("1.总体情况\t0", &[Tab]),
        ("1.总体情况 | 0", &[Pipe]),
    ]);
}

#[test]
fn subheadings_are_told_from_group_labels() {
    let long = format!("（一）主动公开情况。{}", "本镇持续公开各类信息。".repeat(60));
    assert_kinds(&[
        ("（一）主动公开情况", &[Subheading]),
        ("(二) 依申请公开情况。2024 年受理 3 件。", &[Subheading]),
        ("**（三）平台建设**", &[Subheading]),
        ("（一）主動公開情況", &[Subheading]),
        (&long, &[Subheading]),
        ("（一）予以公开", &[Plain]),
        ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", &[Plain]),
        ("（三）不予\n公开", &[Plain, Plain]),
        ("（三）不", &[Plain]),
        ("（三）", &[Plain]),
        ("（三）不予公开1.属于国家秘密", &[Plain]),
        ("（四）無法提供", &[Plain]),
        ("（七）总计 0 0 0 0 0 0 0", &[Figures]),
        ("（七）总计\t0\t0", &[Tab]),
        ("（二 ）三", &[Plain]),
    ]);
}

#[test]
fn rows_are_told_by_what_separates_their_cells() {
    let far = format!("{}| 0 |\t0", "字".repeat(400));
    assert_kinds(&[
        ("规章 | 0 | 0 | 6 |", &[Pipe]),
        ("规章｜0｜0", &[Pipe]),
        ("│ 规章 │ 0 │", &[Pipe]),
        ("|", &[Pipe]),
        ("|\t0", &[Pipe]),
        ("|---|:--:|--:|", &[Rule]),
        (" --- | --- ", &[Rule]),
        ("---", &[Plain]),
        ("| : |", &[Pipe]),
        ("\t规章", &[Cell]),
        (" \t 0 ", &[Cell]),
        ("\t", &[Cell]),
        ("\t\t", &[Tab]),
        ("\t规章\t0", &[Tab]),
        ("规章\t", &[Tab]),
        ("规章 0 0 6", &[Figures]),
        ("规章 ０ １，２００ -3.5", &[Figures]),
        ("0", &[Figures]),
        ("- 5 -", &[Figures]),
        ("行政处罚 - - -", &[Figures]),
        ("行政处罚 -", &[Plain]),
        ("1. 属于国家秘密 0 0 0 0 0 0 0", &[Figures]),
        ("2024 年共公开信息 3", &[Plain]),
        ("全年共受理申请 3 件。", &[Plain]),
        ("2024年", &[Plain]),
        // A long line is judged by its beginning.
        (&far, &[Plain]),
    ]);
}

#[test]
fn only_line_breaks_end_lines() {
    assert_kinds(&[
        ("", &[]),
        ("\n", &[Blank]),
        (" \u{3000}", &[Blank]),
        ("\n \n\u{feff}\n  ", &[Blank]),
        ("甲\n\u{200b}\u{2060}\n\u{ad}\n", &[Plain, Blank]),
        ("甲\n  乙", &[Plain, Plain]),
        ("甲\n\n  乙", &[Plain, Blank, Plain]),
        ("甲\r\n\r\n乙\r\n", &[Plain, Blank, Plain]),
        ("甲\r\r乙\r", &[Plain, Blank, Plain]),
        ("甲\n\t\n", &[Plain, Cell]),
        ("\n\n\t\n", &[Blank, Cell]),
        ("甲\u{2028}乙\u{85}丙\u{c}丁\u{b}戊", &[Plain]),
        ("\u{2028}一、总体情况\u{c}", &[Heading]),
        ("甲\0乙\n\0", &[Plain, Plain]),
        ("\0", &[Plain]),
        ("𠮷\n三、𠮷𠮷", &[Plain, Heading]),
    ]);
    assert_eq!(kinds(&"\n".repeat(130)), [Blank; 3]);
}

#[test]
fn comments_and_fences_are_not_read() {
    let long = format!("<!--\n{}-->\n", "注\n".repeat(9000));
    let far: Vec<Line> = vec![Plain; 9002];
    assert_kinds(&[
        ("<!-- 一 -->", &[Aside]),
        ("<!--\n一、总体情况\n-->\n二、主动公开政府信息情况", &[Aside, Heading]),
        ("<!--\r\n\r\n| 0 |\r\n-->\r\n0", &[Aside, Figures]),
        ("  <!-- 一 --> <!-- 二\n三 -->  \n", &[Aside]),
        ("> <!-- 一\n> 二 -->\n", &[Aside]),
        ("一、总体情况 <!-- 一\n二、x --> \n三", &[Heading, Plain]),
        ("| 0 <!-- | --> | 0 |", &[Pipe]),
        ("规章 0 <!-- 待核 --> 6", &[Figures]),
        ("<!--\n一、总体情况\n", &[Plain, Heading]),
        ("<!--\n一、总体情况\n<!-- 一 -->", &[Plain, Heading, Aside]),
        ("<!- 一 -->\n< !-- 一 -->\n-->", &[Plain, Plain, Plain]),
        (&long, &far),
        ("```\n一、总体情况\n```\n一、总体情况", &[Aside, Heading]),
        ("~~~ text\n```\n~~~~\n0", &[Aside, Figures]),
        ("````\n```\n````", &[Aside]),
        ("> ```\n> 0\n> ```\n", &[Aside]),
        ("```\n一、总体情况\n", &[Plain, Heading]),
        ("```\n一、总体情况\n```text\n0\n```", &[Plain, Heading, Aside]),
        ("```甲``` 乙\n0\n", &[Plain, Figures]),
        ("``\n0\n``", &[Plain, Figures, Plain]),
        ("~~~~~~~~~~\n0\n~~~~~~~~~~", &[Plain, Figures, Plain]),
    ]);
}

#[test]
fn what_is_quoted_is_read_as_if_it_were_not() {
    assert_kinds(&[
        ("> 一、总体情况", &[Heading]),
        (">> （一）主动公开情况", &[Subheading]),
        ("> > | 0 |\n>|---|", &[Pipe, Rule]),
        (">\t0\n> \t0\t0", &[Cell, Tab]),
        ("> 规章 0 0 6", &[Figures]),
        (">\n> \n\n>>", &[Blank]),
        ("> 甲\n>\n> 乙", &[Plain, Blank, Plain]),
        ("＞ 一、总体情况", &[Plain]),
        ("首页 > 一、总体情况", &[Plain]),
    ]);
}

proptest! {
    #[test]
    fn any_characters_make_a_whole_tree(text in any::<String>()) {
        kinds(&text);
    }

    #[test]
    fn any_pieces_make_a_whole_tree(pieces in vec(select(&PIECES[..]), 0..60)) {
        kinds(&pieces.concat());
    }
}
