//! Rules explained and listed, cited documents explained.

use expect_test::expect;
use gouji::cli::explain::{citation, list, list_json, page, styled};
use gouji::rules::Lang;

use super::data::RULES;

#[test]
fn a_page_in_either_language() {
    assert_eq!(page(RULES, "totals/balance", Lang::Zh), Ok(RULES[0].page_zh));
    assert_eq!(page(RULES, "totals/balance", Lang::En), Ok(RULES[0].page_en));
    expect![[r#"
        ␛[1mtotals/balance 收办平衡␛[0m

        本年新收与上年结转之和，等于␛[36m总计␛[0m与␛[1m结转下年度␛[0m之和。

            ␛[2m1 + 0 = 1␛[0m
    "#]]
    .assert_eq(&styled(RULES[0].page_zh).replace('\x1b', "␛"));
}

#[test]
fn an_unknown_rule_suggests_the_nearest() {
    for (id, meant) in [
        ("balance", Some("totals/balance")),
        ("totals/ballance", Some("totals/balance")),
        ("TOTALS/BALANCE", Some("totals/balance")),
        ("total/balance", Some("totals/balance")),
        ("text/fig", Some("text/figure-mismatch")),
        ("figure-missmatch", Some("text/figure-mismatch")),
        ("unknown", None),
        ("x", None),
        ("", None),
    ] {
        let message = page(RULES, id, Lang::Zh).unwrap_err();
        match meant {
            Some(meant) => assert_eq!(message, format!("没有这条规则：{id}。是不是 {meant}？")),
            None => assert_eq!(message, format!("没有这条规则：{id}。gouji rules 列出全部规则")),
        }
    }
}

#[test]
fn the_list() {
    expect![[r#"
        totals/balance           错误  收到的与办理的相等
        text/figure-mismatch     警告  正文数字与表格一致
        text/approximate-figure  建议  “余”“多”等约数
    "#]]
    .assert_eq(&list(RULES, Lang::Zh, false));
    expect![[r#"
        totals/balance           error    what came in equals what was handled
        text/figure-mismatch     warning  figures of the prose agree with the tables
        text/approximate-figure  hint     approximate figures
    "#]]
    .assert_eq(&list(RULES, Lang::En, false));
    expect![[r#"
        [
          {
            "id": "totals/balance",
            "severity": "error",
            "summary": "收到的与办理的相等"
          }
        ]
    "#]]
    .assert_eq(&list_json(&RULES[..1], Lang::Zh));
}

#[test]
fn a_cited_document_is_explained_as_it_is_written() {
    expect![[r#"
        # 国办函〔2020〕109号

        国务院办公厅印发的政府信息公开信息处理费管理办法。收取信息处理费的情况写在年度报告第六部分。
    "#]]
    .assert_eq(&citation("国办函〔2020〕109号", Lang::Zh).unwrap());
    for words in ["国办函[2020]109号", "citations/fees", "fees"] {
        assert_eq!(citation(words, Lang::Zh), citation("国办函〔2020〕109号", Lang::Zh), "{words}");
    }
    expect![[r#"
        # 《条例》第四十九条

        Departments of governments from county level up hand in and publish the report on the year before by 31 January; the report of the government itself is published by 31 March.
    "#]].assert_eq(&citation("条例第49条", Lang::En).unwrap());
    assert_eq!(citation("totals/balance", Lang::Zh), None);
}
