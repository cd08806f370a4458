//! What every part of a report is.

use expect_test::{Expect, expect};
use gouji::assist::tokens::{Kind, Token, tokens};
use gouji::span::Span;
use gouji::text::Text;

use crate::support::model::{Model, Random};
use crate::support::noise;
use crate::support::render::{Manner, report};
use crate::{analysed, find, samples};

fn all(text: &str) -> Vec<Token> {
    tokens(&analysed(text), &Text::from(text), Span::new(0..text.len()))
}

/// The text with its tokens marked: `⟨heading 一、总体情况⟩`.
fn drawn(text: &str) -> String {
    let mut drawn = text.to_owned();
    for token in all(text).iter().rev() {
        let name = match token.kind {
            Kind::Heading => "heading".to_owned(),
            Kind::Subheading => "subheading".to_owned(),
            Kind::Label => "label".to_owned(),
            Kind::Group => "group".to_owned(),
            Kind::Column => "column".to_owned(),
            Kind::Figure { total, zero, broken } => {
                let marks = [(total, "total"), (zero, "zero"), (broken, "broken")];
                let marks: String =
                    marks.iter().filter(|(is, _)| *is).map(|(_, mark)| format!(".{mark}")).collect();
                format!("figure{marks}")
            }
        };
        drawn.insert(token.range.end, '⟩');
        drawn.insert_str(token.range.start, &format!("⟨{name} "));
    }
    drawn
}

fn tidy(text: &str) -> String {
    let line =
        |line: &str| line.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ") + "\n";
    text.lines().map(line).collect()
}

fn check(text: &str, expected: &Expect) {
    expected.assert_eq(&tidy(&drawn(text)));
}

fn sample(name: &str) -> String {
    samples().into_iter().find(|(other, _)| other == name).unwrap().1
}

/// From the first line that has `from` in it up to the first behind it that has `to` in it.
fn part<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let start = find(text, from, 0);
    &text[start..start + find(&text[start..], to, 0)]
}

#[test]
fn headings_heads_labels_and_figures() {
    let text = drawn(&sample("markdown faulty"));
    expect![[r#"
        ⟨heading 云溪县丁香镇人民政府2024年政府信息公开工作年度报告⟩

        本报告由云溪县丁香镇人民政府依据《中华人民共和国政府信息公开条例》，按照国办公开办函〔2021〕30号规定的格式编制
    "#]].assert_eq(&tidy(part(&text, "", "。")));
    expect![[r#"
        （一）主动公开⟩。本镇在县政府网站丁香镇专栏发布信息186条，其中通知公告72条、惠农补贴发放情况41条、财政预决算6条、其他信息67条。
    "#]].assert_eq(&tidy(part(&text, "（一）主动", "制发行政")));
    expect![[r#"
        ⟨heading 二、主动公开政府信息情况⟩

        ⟨group 第二十条第（一）项⟩

        | ⟨column 信息内容⟩ | ⟨column 本年制发件数⟩ | ⟨column 本年废止件数⟩ | ⟨column 现行有效件数⟩ |
        | -------------- | -----------: | -----------: | -----------: |
        | ⟨label 规章⟩ | ⟨figure.zero 0⟩ | ⟨figure.zero 0⟩ | ⟨figure.zero 0⟩ |
        | ⟨label 行政规范性文件⟩ | ⟨figure 2⟩ | ⟨figure 1⟩ | ⟨figure 11⟩ |

    "#]]
    .assert_eq(&tidy(part(&text, "⟨heading 二、主动", "⟨group 第二十条第（五）项")));
    expect![[r#"
        ⟨heading 三、收到和处理政府信息公开申请情况⟩

        | ⟨column 项目⟩ | ⟨column 自然人⟩ | ⟨column 商业企业⟩ | ⟨column 科研机构⟩ | ⟨column 社会公益组织⟩ | ⟨column 法律服务机构⟩ | ⟨column 其他⟩ | ⟨column 总计⟩ |
        | ---------------------------------------- | -----: | -------: | -------: | -----------: | -----------: | ---: | ---: |
        | ⟨label 一、本年新收政府信息公开申请数量⟩ | ⟨figure.broken 9⟩ | ⟨figure 2⟩ | ⟨figure.zero 0⟩ | ⟨figure.zero 0⟩ | ⟨figure.zero 0⟩ | ⟨figure 1⟩ | ⟨figure.total 12⟩ |
        | ⟨label 二、上年结转政府信息公开申请数量⟩ | ⟨figure.broken 1⟩ | ⟨figure.zero 0⟩ | ⟨figure.zero 0⟩ | ⟨figure.zero 0⟩ | ⟨figure.zero 0⟩ | ⟨figure.zero 0⟩ | ⟨figure.total 1⟩ |
        | ⟨group 三、本年度办理结果⟩⟨label （一）予以公开⟩ | ⟨figure 5⟩ | ⟨figure 1⟩ | ⟨figure.zero 0⟩ | ⟨figure.zero 0⟩ | ⟨figure.zero 0⟩ | ⟨figure.zero 0⟩ | ⟨figure.total 6⟩ |
        | ⟨label （二）部分公开（区分处理的，只计这一情形，不计其他情形）⟩ | ⟨figure 1⟩ | ⟨figure.zero 0⟩ | ⟨figure.zero 0⟩ | ⟨figure.zero 0⟩ | ⟨figure.zero 0⟩ | ⟨figure.zero 0⟩ | ⟨figure.total 1⟩ |
        | ⟨group （三）不予公开⟩⟨label 1.属于国家秘密⟩ | ⟨figure.zero 0⟩ | ⟨figure.zero 0⟩ | ⟨figure.zero 0⟩ | ⟨figure.zero 0⟩ | ⟨figure.zero 0⟩ | ⟨figure.zero 0⟩ | ⟨figure.total.zero 0⟩ |
        | ⟨label
    "#]].assert_eq(&tidy(part(&text, "⟨heading 三、收到", "2.其他法律")));
    expect![[r#"
        ⟨label （七）总计⟩ | ⟨figure.total.broken 9⟩ | ⟨figure.total 2⟩ | ⟨figure.total.zero 0⟩ | ⟨figure.total.zero 0⟩ | ⟨figure.total.zero 0⟩ | ⟨figure.total 1⟩ | ⟨figure.total 12⟩ |
        | ⟨label 四、结转下年度继续办理⟩ | ⟨figure.broken 2⟩ | ⟨figure.zero 0⟩ | ⟨figure.zero 0⟩ | ⟨figure.zero 0⟩ | ⟨figure.zero 0⟩ | ⟨figure.zero 0⟩ | ⟨figure.total.broken 1⟩ |

        ⟨heading 四、政府信息公开行政复议、行政诉讼情况⟩

        | ⟨column 类别⟩ | ⟨column 结果维持⟩ | ⟨column 结果纠正⟩ | ⟨column 其他结果⟩ | ⟨column 尚未审结⟩ | ⟨column 总计⟩ |
        | ---------------- | -------: | -------: | -------: | -------: | ---: |
        | ⟨label 行政复议⟩ | ⟨figure.broken 1⟩ | ⟨figure.zero 0⟩ | ⟨figure.zero 0⟩ | ⟨figure.zero 0⟩ | ⟨figure.total.zero.broken 0⟩ |
        | ⟨label 未经复议直接起诉⟩ | ⟨figure 1⟩ | ⟨figure.zero 0⟩ | ⟨figure.zero 0⟩ | ⟨figure 1⟩ | ⟨figure.total 2⟩ |
        | ⟨label 复议后起诉⟩ | ⟨figure.zero 0⟩ | ⟨figure.zero 0⟩ | ⟨figure.zero 0⟩ | ⟨figure.zero 0⟩ | ⟨figure.total.zero 0⟩ |

    "#]].assert_eq(&tidy(part(&text, "⟨label （七）总计", "⟨heading 五、")));
}

#[test]
fn tables_of_other_shapes() {
    let of = |name: &str| drawn(&sample(name));
    expect![[r#"
        ⟨heading 三、收到和处理政府信息公开申请情况⟩
        （本列数据的勾稽关系为：第一项加第二项之和，
        等于第三项加第四项之和）
        申请人情况
        ⟨column 自然人⟩
        ⟨column 法人或其他组织⟩
        总计商业
        企业
        科研
        机构
        社会公
        益组织
        法律服
        务机构
        ⟨column 其他⟩
        ⟨label 一、本年新收政府信息公开申请数量⟩ ⟨figure 1204⟩ ⟨figure 87⟩ ⟨figure 3⟩ ⟨figure 6⟩ ⟨figure 41⟩ ⟨figure 12⟩ ⟨figure.total 1353⟩
        ⟨label 二、上年结转政府信息公开申请数量⟩ ⟨figure 38⟩ ⟨figure 2⟩ ⟨figure.zero 0⟩ ⟨figure.zero 0⟩ ⟨figure 1⟩ ⟨figure.zero 0⟩ ⟨figure.total 41⟩
        三、本
        年度办
        理结果
        ⟨label （一）予以公开⟩ ⟨figure.broken 52⟩ ⟨figure.broken 40⟩ ⟨figure.broken 3⟩ ⟨figure.broken 2⟩ ⟨figure.broken 18⟩ ⟨figure.broken 5⟩ ⟨figure.total.broken 589⟩
        ⟨label （二）部分公开（区分处理的，只计这一⟩
        ⟨label 情形，不计其他情形）⟩ ⟨figure.broken 96⟩ ⟨figure 8⟩ ⟨figure.zero 0⟩ ⟨figure.zero 0⟩ ⟨figure 4⟩ ⟨figure.zero 0⟩ ⟨figure.total 108⟩
        （三）不
        予公开
        ⟨label 1.属于国家秘密⟩ ⟨figure.broken 3⟩ ⟨figure.zero 0⟩ ⟨figure.zero 0⟩ ⟨figure.zero 0⟩ ⟨figure.zero 0⟩ ⟨figure.zero 0⟩ ⟨figure.total 3⟩
        - 4 -
        ⟨label
    "#]].assert_eq(&tidy(part(&of("pdf-rows faulty"), "⟨heading 三、", "2.其他法律")));
    expect![[r#"
        ⟨heading 三、收到和处理政府信息公开申请情况⟩

        （本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）			申请人情况						
        			⟨column 自然人⟩	⟨column 法人或其他组织⟩					⟨column 总计⟩
        				⟨column 商业企业⟩	⟨column 科研机构⟩	⟨column 社会公益组织⟩	⟨column 法律服务机构⟩	⟨column 其他⟩	
        ⟨label 一、本年新收政府信息公开申请数量⟩			⟨figure 3⟩	⟨figure.zero 0⟩	⟨figure.zero 0⟩	⟨figure.zero 0⟩	⟨figure.zero 0⟩	⟨figure.zero 0⟩	⟨figure.total 3⟩
        ⟨label 二、上年结转政府信息公开申请数量⟩			⟨figure.zero 0⟩	⟨figure.zero 0⟩	⟨figure.zero 0⟩	⟨figure.zero 0⟩	⟨figure.zero 0⟩	⟨figure.zero 0⟩	⟨figure.total.zero 0⟩
        ⟨group 三、本年度办理结果⟩	⟨label （一）予以公开⟩		⟨figure 2⟩	⟨figure.zero 0⟩	⟨figure.zero 0⟩	⟨figure.zero 0⟩	⟨figure.zero 0⟩	⟨figure.zero 0⟩	⟨figure.total 2⟩
        	⟨label （二）部分公开（区分处理的，只计这一情形，不计其他情形）⟩		⟨figure.zero 0⟩	⟨figure.zero 0⟩	⟨figure.zero 0⟩	⟨figure.zero 0⟩	⟨figure.zero 0⟩	⟨figure.zero 0⟩	⟨figure.total.zero 0⟩
        	⟨group （三）不予公开⟩	⟨label 1.属于国家秘密⟩	⟨figure.zero 0⟩	⟨figure.zero 0⟩	⟨figure.zero 0⟩	⟨figure.zero 0⟩	⟨figure.zero 0⟩	⟨figure.zero 0⟩	⟨figure.total.zero 0⟩
        		⟨label
    "#]].assert_eq(&tidy(part(&of("tsv clean"), "⟨heading 三、", "2.其他法律")));
    expect![[r#"
        ⟨heading 二、主动公开政府信息情况⟩

        	⟨group 第二十条第（一）项⟩

        	⟨column 信息内容⟩
        	⟨column 本年制发件数⟩
        	⟨column 本年废止件数⟩
        	⟨column 现行有效件数⟩

        	⟨label 规章⟩
        	⟨figure.zero 0⟩
        	⟨figure.zero 0⟩
        	⟨figure.zero 0⟩

        	⟨label 行政规范性文件⟩
        	⟨figure.zero 0⟩
        	⟨figure 2⟩
        	⟨figure 5⟩

        	⟨group 第二十条第（五）项⟩

        	⟨column 信息内容⟩
        	⟨column 本年处理决定数量⟩

        	⟨label 行政许可⟩
        	⟨figure 5120⟩

        	⟨group
    "#]]
    .assert_eq(&tidy(part(&of("cells clean"), "⟨heading 二、", "第二十条第（六）项")));
    expect![[r#"
        ⟨heading 四、政府信息公开行政复议、行政诉讼情况⟩
        ⟨label 行政复议⟩ | ⟨group 行政诉讼⟩ | |||||||||||||
        ⟨column 结果维持⟩ | ⟨column 结果纠正⟩ | ⟨column 其他结果⟩ | ⟨column 尚未审结⟩ | ⟨column 总计⟩ | ⟨label 未经复议直接起诉⟩ | ⟨label 复议后起诉⟩ | ||||||||
        ⟨column 结果维持⟩ | ⟨column 结果纠正⟩ | ⟨column 其他结果⟩ | ⟨column 尚未审结⟩ | ⟨column 总计⟩ | ⟨column 结果维持⟩ | ⟨column 结果纠正⟩ | ⟨column 其他结果⟩ | ⟨column 尚未审结⟩ | ⟨column 总计⟩ |
        ⟨figure 1⟩ | ⟨figure 1⟩ | ⟨figure.zero 0⟩ | ⟨figure.zero 0⟩ | ⟨figure.total 2⟩ | ⟨figure.zero 0⟩ | ⟨figure.zero 0⟩ | ⟨figure.zero 0⟩ | ⟨figure.zero 0⟩ | ⟨figure.total.zero 0⟩ | ⟨figure 1⟩ | ⟨figure.zero 0⟩ | ⟨figure.zero 0⟩ | ⟨figure.zero 0⟩ | ⟨figure.total 1⟩ |

    "#]].assert_eq(&tidy(part(&of("pipe-rows clean"), "⟨heading 四、", "⟨heading 五、")));
}

#[test]
fn marks_and_words_in_cells_and_prose_have_none() {
    check(
        "四、政府信息公开行政复议、行政诉讼情况\n本年自然人申请2件，总计2件。\n| 类别 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |\n\
         | --- | --- | --- | --- | --- | --- |\n| 行政复议 | 无 | / |  | 0 | 0 |\n| 别的 | 1 | 2 | 3 | 4 | 5 |\n\
         | 复议后起诉 | 0 | 0 | 0 | 0 | 𠮷 |\n",
        &expect![[r#"
            ⟨heading 四、政府信息公开行政复议、行政诉讼情况⟩
            本年自然人申请2件，总计2件。
            | ⟨column 类别⟩ | ⟨column 结果维持⟩ | ⟨column 结果纠正⟩ | ⟨column 其他结果⟩ | ⟨column 尚未审结⟩ | ⟨column 总计⟩ |
            | --- | --- | --- | --- | --- | --- |
            | ⟨label 行政复议⟩ | 无 | / | | ⟨figure.zero 0⟩ | ⟨figure.total.zero 0⟩ |
            | 别的 | ⟨figure 1⟩ | ⟨figure 2⟩ | ⟨figure 3⟩ | ⟨figure 4⟩ | ⟨figure 5⟩ |
            | ⟨label 复议后起诉⟩ | ⟨figure.zero 0⟩ | ⟨figure.zero 0⟩ | ⟨figure.zero 0⟩ | ⟨figure.zero 0⟩ | 𠮷 |
        "#]],
    );
}

/// The laws of tokens, on any text.
fn hold(text: &str, random: &mut Random) {
    let (analysis, rope) = (analysed(text), Text::from(text));
    let whole = tokens(&analysis, &rope, Span::new(0..text.len()));
    let mut end = 0;
    for token in &whole {
        assert!(end <= token.range.start, "{token:?} of {text:?}");
        end = token.range.end;
        let words = text.get(token.range.bytes()).unwrap_or_else(|| panic!("{token:?} of {text:?}"));
        assert!(!words.is_empty() && !words.contains(['\n', '\r']), "{token:?} {words:?} of {text:?}");
        assert_eq!(words.trim(), words, "{token:?} of {text:?}");
    }
    for _ in 0..4 {
        let mut ends = [random.below(text.len() + 1), random.below(text.len() + 1)];
        ends.sort_unstable();
        let given = tokens(&analysis, &rope, Span::new(ends[0]..ends[1]));
        let due = whole.iter().filter(|token| token.range.start <= ends[1] && ends[0] <= token.range.end);
        assert_eq!(given.iter().collect::<Vec<_>>(), due.collect::<Vec<_>>(), "{ends:?} of {text:?}");
    }
}

#[test]
fn tokens_are_in_order_on_one_line_and_those_of_a_range_are_the_same() {
    let mut random = Random(7);
    for (_, text) in samples() {
        for text in
            [text.clone(), text.replace('\n', "\r\n"), text.replace('\n', "\r"), format!("{text}{text}")]
        {
            hold(&text, &mut random);
        }
    }
    for seed in 0..25 {
        for (manner, _) in Manner::READABLE {
            let mut random = Random(seed + 900);
            let model = Model::random(&mut random);
            let line_end = *random.pick(&["\n", "\r\n", "\r"]);
            let mut text = report(&model, manner, line_end, &mut random);
            for _ in 0..random.below(6) {
                text = match random.below(2) {
                    0 => noise::in_words(&text, &mut random).text,
                    _ => noise::separator(&text, &mut random).text,
                };
            }
            hold(&text, &mut random);
        }
    }
}
