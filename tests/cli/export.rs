//! A report as data.

use expect_test::expect;
use gouji::analysis::Analysis;
use gouji::cli::export::{csv, csv_long, json};
use gouji::format::{Formats, template};
use gouji::report::lexicon::Lexicon;
use gouji::text::Text;

/// A report with a mark and a blank in one row, a row of too few figures, and a table that cannot be read.
const REPORT: &str = "某局2024年政府信息公开工作年度报告
三、收到和处理政府信息公开申请情况
| 一、本年新收政府信息公开申请数量 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |
| 二、上年结转政府信息公开申请数量 | / | | 0 | 0 | 0 | 0 | 0 |
| （一）予以公开 | 2 | 0 | 2 |
四、政府信息公开行政复议、行政诉讼情况
结果维持
1 2 3 4 5 6 7
总计
3
";

type Write = fn(&Text, &Analysis) -> String;

fn exported(text: &str, write: Write) -> String {
    let text = Text::from(text);
    write(&text, &Analysis::fresh(&text, Lexicon::built_in()))
}

#[test]
fn one_report_is_an_object() {
    expect![[r#"
        {
          "format": "annual-2021",
          "title": "某局2024年政府信息公开工作年度报告",
          "agency": "某局",
          "year": 2024,
          "sections": [
            {
              "id": "applications",
              "heading": "三、收到和处理政府信息公开申请情况",
              "range": {
                "start": {
                  "line": 1,
                  "character": 0
                },
                "end": {
                  "line": 5,
                  "character": 0
                }
              }
            },
            {
              "id": "disputes",
              "heading": "四、政府信息公开行政复议、行政诉讼情况",
              "range": {
                "start": {
                  "line": 5,
                  "character": 0
                },
                "end": {
                  "line": 10,
                  "character": 0
                }
              }
            }
          ],
          "tables": {
            "applications": {
              "received": {
                "natural_person": {
                  "value": 2,
                  "text": "2",
                  "range": {
                    "start": {
                      "line": 2,
                      "character": 21
                    },
                    "end": {
                      "line": 2,
                      "character": 22
                    }
                  }
                },
                "commercial": {
                  "value": 0,
                  "text": "0",
                  "range": {
                    "start": {
                      "line": 2,
                      "character": 25
                    },
                    "end": {
                      "line": 2,
                      "character": 26
                    }
                  }
                },
                "research": {
                  "value": 0,
                  "text": "0",
                  "range": {
                    "start": {
                      "line": 2,
                      "character": 29
                    },
                    "end": {
                      "line": 2,
                      "character": 30
                    }
                  }
                },
                "public_welfare": {
                  "value": 0,
                  "text": "0",
                  "range": {
                    "start": {
                      "line": 2,
                      "character": 33
                    },
                    "end": {
                      "line": 2,
                      "character": 34
                    }
                  }
                },
                "legal_service": {
                  "value": 0,
                  "text": "0",
                  "range": {
                    "start": {
                      "line": 2,
                      "character": 37
                    },
                    "end": {
                      "line": 2,
                      "character": 38
                    }
                  }
                },
                "other": {
                  "value": 0,
                  "text": "0",
                  "range": {
                    "start": {
                      "line": 2,
                      "character": 41
                    },
                    "end": {
                      "line": 2,
                      "character": 42
                    }
                  }
                },
                "total": {
                  "value": 2,
                  "text": "2",
                  "range": {
                    "start": {
                      "line": 2,
                      "character": 45
                    },
                    "end": {
                      "line": 2,
                      "character": 46
                    }
                  }
                }
              },
              "carried_in": {
                "natural_person": {
                  "value": null,
                  "text": "/",
                  "range": {
                    "start": {
                      "line": 3,
                      "character": 21
                    },
                    "end": {
                      "line": 3,
                      "character": 22
                    }
                  }
                },
                "commercial": {
                  "value": null,
                  "text": "",
                  "range": {
                    "start": {
                      "line": 3,
                      "character": 24
                    },
                    "end": {
                      "line": 3,
                      "character": 24
                    }
                  }
                },
                "research": {
                  "value": 0,
                  "text": "0",
                  "range": {
                    "start": {
                      "line": 3,
                      "character": 27
                    },
                    "end": {
                      "line": 3,
                      "character": 28
                    }
                  }
                },
                "public_welfare": {
                  "value": 0,
                  "text": "0",
                  "range": {
                    "start": {
                      "line": 3,
                      "character": 31
                    },
                    "end": {
                      "line": 3,
                      "character": 32
                    }
                  }
                },
                "legal_service": {
                  "value": 0,
                  "text": "0",
                  "range": {
                    "start": {
                      "line": 3,
                      "character": 35
                    },
                    "end": {
                      "line": 3,
                      "character": 36
                    }
                  }
                },
                "other": {
                  "value": 0,
                  "text": "0",
                  "range": {
                    "start": {
                      "line": 3,
                      "character": 39
                    },
                    "end": {
                      "line": 3,
                      "character": 40
                    }
                  }
                },
                "total": {
                  "value": 0,
                  "text": "0",
                  "range": {
                    "start": {
                      "line": 3,
                      "character": 43
                    },
                    "end": {
                      "line": 3,
                      "character": 44
                    }
                  }
                }
              }
            },
            "disputes": null
          },
          "facts": []
        }
    "#]]
    .assert_eq(&exported(REPORT, json));
}

#[test]
fn several_reports_are_an_array() {
    let one = template::report(&Formats::built_in().all()[0], "某局", 2024);
    let value: serde_json::Value = serde_json::from_str(&exported(&one.repeat(2), json)).expect("it is JSON");
    let reports = value.as_array().expect("two reports are an array");
    let line = |report: usize| {
        let total = &reports[report]["tables"]["applications"]["received"]["total"];
        assert_eq!((&total["text"], &total["value"]), (&"".into(), &serde_json::Value::Null));
        total["range"]["start"]["line"].as_u64()
    };
    assert_eq!(reports.len(), 2);
    assert_eq!(line(1), line(0).map(|first| first + one.lines().count() as u64));
}

#[test]
fn what_may_be_of_something_else_is_not_certain() {
    let blank = template::report(&Formats::built_in().all()[0], "某局", 2024);
    let said = "全年行政复议1件，收到政府信息公开申请2件，举办培训3次。";
    let text = blank.replacen("\n\n", &format!("\n\n{said}\n\n"), 1);
    let value: serde_json::Value = serde_json::from_str(&exported(&text, json)).expect("it is JSON");
    let facts = value["facts"].as_array().expect("the figures are an array");
    let said = |fact: &serde_json::Value| format!("{} {} {}", fact["text"], fact["state"], fact["certain"]);
    let facts: Vec<String> = facts.iter().map(said).collect();
    assert_eq!(facts[..3], [r#""1" "open" false"#, r#""2" "open" true"#, r#""3" "unbound" false"#]);
}

#[test]
fn cells_as_lines() {
    let csv = exported(REPORT, csv_long);
    let rest = csv.strip_prefix('\u{feff}').expect("Excel needs the mark");
    assert!(rest.lines().count() * 2 == rest.matches(['\r', '\n']).count(), "lines end as CSV says");
    expect![[r#"
        table,row,column,label,value,line
        applications,received,natural_person,一、本年新收政府信息公开申请数量 / 自然人,2,3
        applications,received,commercial,一、本年新收政府信息公开申请数量 / 商业企业,0,3
        applications,received,research,一、本年新收政府信息公开申请数量 / 科研机构,0,3
        applications,received,public_welfare,一、本年新收政府信息公开申请数量 / 社会公益组织,0,3
        applications,received,legal_service,一、本年新收政府信息公开申请数量 / 法律服务机构,0,3
        applications,received,other,一、本年新收政府信息公开申请数量 / 其他,0,3
        applications,received,total,一、本年新收政府信息公开申请数量 / 总计,2,3
        applications,carried_in,natural_person,二、上年结转政府信息公开申请数量 / 自然人,/,4
        applications,carried_in,commercial,二、上年结转政府信息公开申请数量 / 商业企业,,4
        applications,carried_in,research,二、上年结转政府信息公开申请数量 / 科研机构,0,4
        applications,carried_in,public_welfare,二、上年结转政府信息公开申请数量 / 社会公益组织,0,4
        applications,carried_in,legal_service,二、上年结转政府信息公开申请数量 / 法律服务机构,0,4
        applications,carried_in,other,二、上年结转政府信息公开申请数量 / 其他,0,4
        applications,carried_in,total,二、上年结转政府信息公开申请数量 / 总计,0,4
    "#]]
    .assert_eq(&rest.replace('\r', ""));
}

#[test]
fn tables_as_the_form_has_them() {
    let rows = |text: &str| {
        let said = exported(text, csv);
        let rest = said.strip_prefix('\u{feff}').expect("Excel needs the mark");
        assert!(rest.lines().count() * 2 == rest.matches(['\r', '\n']).count(), "lines end as CSV says");
        rest.replace('\r', "")
    };
    expect![[r#"
        某局2024年政府信息公开工作年度报告

        表三 收到和处理政府信息公开申请情况
        项目,,,自然人,商业企业,科研机构,社会公益组织,法律服务机构,其他,总计
        一、本年新收政府信息公开申请数量,,,2,0,0,0,0,0,2
        二、上年结转政府信息公开申请数量,,,/,,0,0,0,0,0
        三、本年度办理结果,（一）予以公开,
        ,（二）部分公开（区分处理的，只计这一情形，不计其他情形）,
        ,（三）不予公开,1.属于国家秘密
        ,,2.其他法律行政法规禁止公开
        ,,3.危及“三安全一稳定”
        ,,4.保护第三方合法权益
        ,,5.属于三类内部事务信息
        ,,6.属于四类过程性信息
        ,,7.属于行政执法案卷
        ,,8.属于行政查询事项
        ,（四）无法提供,1.本机关不掌握相关政府信息
        ,,2.没有现成信息需要另行制作
        ,,3.补正后申请内容仍不明确
        ,（五）不予处理,1.信访举报投诉类申请
        ,,2.重复申请
        ,,3.要求提供公开出版物
        ,,4.无正当理由大量反复申请
        ,,5.要求行政机关确认或重新出具已获取信息
        ,（六）其他处理,1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请
        ,,2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请
        ,,3.其他
        ,（七）总计,
        四、结转下年度继续办理,,

        表四 政府信息公开行政复议、行政诉讼情况
        （此表未能读出）
    "#]]
    .assert_eq(&rows(REPORT));
    expect![[r#"
        云溪县丁香镇人民政府2024年政府信息公开工作年度报告

        表二 主动公开政府信息情况
        第二十条第（一）项
        信息内容,本年制发件数,本年废止件数,现行有效件数
        规章,0,0,0
        行政规范性文件,2,1,11
        第二十条第（五）项
        信息内容,本年处理决定数量
        行政许可,36
        第二十条第（六）项
        信息内容,本年处理决定数量
        行政处罚,14
        行政强制,0
        第二十条第（八）项
        信息内容,本年收费金额（单位：万元）
        行政事业性收费,0

        表三 收到和处理政府信息公开申请情况
        项目,,,自然人,商业企业,科研机构,社会公益组织,法律服务机构,其他,总计
        一、本年新收政府信息公开申请数量,,,9,2,0,0,0,1,12
        二、上年结转政府信息公开申请数量,,,1,0,0,0,0,0,1
        三、本年度办理结果,（一）予以公开,,5,1,0,0,0,0,6
        ,（二）部分公开（区分处理的，只计这一情形，不计其他情形）,,1,0,0,0,0,0,1
        ,（三）不予公开,1.属于国家秘密,0,0,0,0,0,0,0
        ,,2.其他法律行政法规禁止公开,0,0,0,0,0,0,0
        ,,3.危及“三安全一稳定”,0,0,0,0,0,0,0
        ,,4.保护第三方合法权益,1,0,0,0,0,0,1
        ,,5.属于三类内部事务信息,0,0,0,0,0,0,0
        ,,6.属于四类过程性信息,0,0,0,0,0,0,0
        ,,7.属于行政执法案卷,0,0,0,0,0,0,0
        ,,8.属于行政查询事项,0,0,0,0,0,0,0
        ,（四）无法提供,1.本机关不掌握相关政府信息,1,1,0,0,0,0,2
        ,,2.没有现成信息需要另行制作,0,0,0,0,0,0,0
        ,,3.补正后申请内容仍不明确,0,0,0,0,0,0,0
        ,（五）不予处理,1.信访举报投诉类申请,1,0,0,0,0,0,1
        ,,2.重复申请,0,0,0,0,0,0,0
        ,,3.要求提供公开出版物,0,0,0,0,0,0,0
        ,,4.无正当理由大量反复申请,0,0,0,0,0,0,0
        ,,5.要求行政机关确认或重新出具已获取信息,0,0,0,0,0,0,0
        ,（六）其他处理,1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请,0,0,0,0,0,0,0
        ,,2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请,0,0,0,0,0,0,0
        ,,3.其他,0,0,0,0,0,1,1
        ,（七）总计,,9,2,0,0,0,1,12
        四、结转下年度继续办理,,,1,0,0,0,0,0,1

        表四 政府信息公开行政复议、行政诉讼情况
        类别,,结果维持,结果纠正,其他结果,尚未审结,总计
        行政复议,,1,0,0,0,1
        行政诉讼,未经复议直接起诉,1,0,0,1,2
        ,复议后起诉,0,0,0,0,0
    "#]]
    .assert_eq(&rows(include_str!("../reports/markdown/clean.md")));
}

#[test]
fn nothing_in_a_table_is_a_formula() {
    let report = REPORT.replace("| / | |", "| =1+1 | -3 |");
    let said = exported(&report, csv);
    assert!(said.contains(",'=1+1,-3,"), "{said}");
}
