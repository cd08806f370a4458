//! Which documents are cited where.

use expect_test::{Expect, expect};
use gouji::assist::hover::{Markup, hover};
use gouji::assist::links::{links, named, page};
use gouji::format::citations;
use gouji::rules::Lang;
use gouji::text::Text;

use crate::{analysed, drawn};

/// The citations of a text: what stands there, and what it is.
fn cited(text: &str) -> String {
    let one = |cited: gouji::assist::links::Cited| {
        format!("{:?} {}\n", &text[cited.range.bytes()], page(cited.citation))
    };
    links(&Text::from(text)).into_iter().map(one).collect()
}

fn check(text: &str, expected: &Expect) {
    expected.assert_eq(&cited(text));
}

#[test]
fn notices_are_known_in_all_brackets_and_widths() {
    for written in [
        "国办公开办函〔2021〕30号",
        "国办公开办函[2021]30号",
        "国办公开办函【2021】30号",
        "国办公开办函﹝2021﹞30号",
        "国办公开办函（２０２１）３０号",
        "国办公开办函(2021) 第30号",
        "國辦公開辦函〔2021〕30號",
        "国办公开办\r\n函〔2021〕\u{3000}30 号",
    ] {
        let text = format!("𠮷按照《年度报告格式》（{written}）的要求");
        assert_eq!(cited(&text), format!("{written:?} citations/form-2021\n"));
    }
    check(
        "国办函〔2020〕109号、国办公开办函〔2019〕60号、国办发〔2016〕19号、国办函〔2020〕10号",
        &expect![[r#"
            "国办函〔2020〕109号" citations/fees
            "国办公开办函〔2019〕60号" citations/form-2019
        "#]],
    );
}

#[test]
fn articles_belong_to_the_regulation_only_behind_its_name() {
    check(
        "根据《中华人民共和国政府信息公开条例》（国务院令第711号，以下简称《条例》）第五十条，依照《中华人民共和\n国政府信息公开条例》第四十九条、第五十条第一款，《条例》第 36 条和第三十七条，《条例》第九十九条。",
        &expect![[r#"
            "中华人民共和国政府信息公开条例" citations/regulation
            "国务院令第711号" citations/regulation
            "《条例》" citations/regulation
            "中华人民共和\n国政府信息公开条例" citations/regulation
            "第四十九条" citations/article-49
            "第五十条" citations/article-50
            "《条例》" citations/regulation
            "第 36 条" citations/article-36
            "第三十七条" citations/article-37
            "《条例》" citations/regulation
        "#]],
    );
    check(
        "《某省政府信息公开条例》第五十条，《信访工作条例》第三十条，依照第五十条，本条例第二十条。",
        &expect![[""]],
    );
    check(
        "第二十条第（一）项\n第二十条第(五)项\n第二十条第一项",
        &expect![[r#"
        "第二十条第（一）项" citations/article-20
        "第二十条第(五)项" citations/article-20
    "#]],
    );
}

#[test]
fn what_is_cited_is_told_under_the_pointer() {
    let told = |text: &str, lang| {
        let (text, at) = drawn(text);
        hover(&analysed(&text), &Text::from(&*text), at, lang, Markup::Markdown)
            .map_or("nothing\n".to_owned(), |told| {
                format!("[{}]\n{}\n", &text[told.range.bytes()], told.text)
            })
    };
    let report = include_str!("../reports/markdown/clean.md");
    expect![[r#"
        [国办公开办函〔2021〕30号]
        **国办公开办函〔2021〕30号**

        2021年9月26日印发的年度报告格式，2021年起的年度报告使用。六个部分、三张表和表中的勾稽关系都由它规定。
    "#]]
    .assert_eq(&told(&report.replace("国办公开办函〔2021", "国办公$0开办函〔2021"), Lang::Zh));
    expect![[r#"
        [国办公开办函〔2021〕30号]
        **国办公开办函〔2021〕30号**

        The form of the annual report of 26 September 2021, for report years from 2021. It lays down the six sections, the three tables and their equations.
    "#]].assert_eq(&told(&report.replace("国办公开办函〔2021", "国办公$0开办函〔2021"), Lang::En));
    expect![[r#"
        [第二十条第（一）项]
        **《条例》第二十条**

        列出行政机关应当主动公开的政府信息。表二各栏对应其中几项：第一项是规章和规范性文件，第五项是行政许可，第六项是行政处罚和行政强制，第八项是行政事业性收费。
    "#]].assert_eq(&told(&report.replace("第二十条第（一）项", "第二十条$0第（一）项"), Lang::Zh));
    expect![[r#"
        nothing
    "#]]
    .assert_eq(&told(&report.replace("信息公开条例》，", "信息公开条例》$0，"), Lang::Zh));
}

#[test]
fn a_citation_is_named_by_its_id_or_as_it_is_written() {
    for (words, id) in [
        ("form-2021", Some("form-2021")),
        ("citations/fees", Some("fees")),
        ("国办函[2020]109号", Some("fees")),
        ("《中华人民共和国政府信息公开条例》", Some("regulation")),
        ("政府信息公开条例", None),
        ("《条例》第三十六条", Some("article-36")),
        ("条例第36条", Some("article-36")),
        ("第十四条", Some("article-14")),
        ("第九条", None),
        ("totals/balance", None),
        ("", None),
        ("《条例》第三十六条的要求", None),
    ] {
        assert_eq!(named(words).map(|citation| citation.id.as_str()), id, "{words}");
    }
    for citation in citations::all() {
        assert_eq!(named(&citation.name), Some(citation), "{}", citation.name);
        assert!(citation.zh.ends_with('。') && citation.en.ends_with('.'), "{}", citation.id);
        assert_eq!(citations::get(&citation.id), Some(citation), "two are called {}", citation.id);
    }
}

/// Whatever the formats cite has a page.
#[test]
fn every_article_and_notice_of_the_formats_is_known() {
    for format in gouji::format::Formats::built_in().all() {
        assert!(named(&format.notice).is_some(), "{}", format.notice);
        let abouts = format.sections.iter().map(|section| &section.about);
        let abouts =
            abouts.chain(format.tables.iter().flat_map(|table| table.rows.iter().map(|row| &row.about)));
        for about in abouts {
            for (at, _) in about.match_indices("条例第") {
                let article = &about[at..at + about[at..].find('条').unwrap() + "条例".len()];
                let rest = &about[at + article.len()..];
                let article = format!("{article}{}条", &rest[..rest.find('条').unwrap()]);
                assert!(named(&article).is_some(), "{article} of {about}");
            }
        }
    }
}
