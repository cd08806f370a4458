//! `gouji.toml`: what it says, and what is then said of a report.

use expect_test::{Expect, expect};
use gouji::config::parse;
use gouji::rules::Lang;

/// What is said of a file that is not understood, in both languages, with the bytes that are wrong.
fn mistake(file: &str, expect: Expect) {
    let error = parse(file).expect_err("the file has a mistake");
    let (zh, en) = (error.words(Lang::Zh), error.words(Lang::En));
    expect.assert_eq(&format!("{}: {:?}\n{zh}\n{en}\n", error.line, &file[error.range.clone()]));
}

#[test]
fn mistakes() {
    mistake(
        "语言 = \"zh\"\n",
        expect![[r#"
            1: "语言"
            设置项的名称用英文，例如 language = "zh"
            keys are in English: language = "zh"
        "#]],
    );
    mistake(
        "language = “zh”\n",
        expect![[r#"
            1: "“zh”"
            “ 是全角符号，请改用半角符号
            “ is a full-width sign; a half-width one belongs here
        "#]],
    );
    mistake(
        "[rules]\ntotals/balance = \"off\"\n",
        expect![[r#"
        2: "/"
        规则名称要加引号，例如 "totals/balance" = "off"
        the name of a rule stands in quotes: "totals/balance" = "off"
    "#]],
    );
    mistake(
        "[[reviewed]]\nrule = \"totals/balance\"\nfile = \"2024\\年报.txt\"\n",
        expect![[r#"
            3: ""
            路径请用“/”分隔，不用“\”
            the parts of a path are separated by / and not by \
        "#]],
    );
    mistake(
        "langauge = \"zh\"\n",
        expect![[r#"
        1: "langauge"
        没有这一项：langauge。是不是 language？
        no such key: langauge. Did you mean language?
    "#]],
    );
    mistake(
        "x = 1\n",
        expect![[r#"
        1: "x"
        没有这一项：x。可以写 language、format、rules、reviewed
        no such key: x. There are language, format, rules, reviewed
    "#]],
    );
    mistake(
        "language = \"中文\"\n",
        expect![[r#"
        1: "\"中文\""
        language 不能是 中文，可以是 zh、en
        language cannot be 中文; it can be zh, en
    "#]],
    );
    mistake(
        "language = 1\n",
        expect![[r#"
        1: "1"
        language 的值应为引号中的文字
        language should be text in quotes
    "#]],
    );
    mistake(
        "format = \"annual-2022\"\n",
        expect![[r#"
        1: "\"annual-2022\""
        format 不能是 annual-2022，可以是 annual-2021、annual-2019
        format cannot be annual-2022; it can be annual-2021, annual-2019
    "#]],
    );
    mistake(
        "format = \"/etc/own.toml\"\n",
        expect![[r#"
        1: "\"/etc/own.toml\""
        format 应写从本文件所在目录起的路径，用“/”分隔
        format should be a path from the folder of this file, with / between its parts
    "#]],
    );
    mistake(
        "rules = \"off\"\n",
        expect![[r#"
        1: "\"off\""
        rules 应单独成节，写作 [rules]
        rules should be a table of its own, [rules]
    "#]],
    );
    mistake(
        "[rules]\n\"totals/ballance\" = \"off\"\n",
        expect![[r#"
        2: "\"totals/ballance\""
        没有这条规则：totals/ballance。是不是 totals/balance？
        no such rule: totals/ballance. Did you mean totals/balance?
    "#]],
    );
    mistake(
        "[rules]\n\"totals/*\" = \"off\"\n",
        expect![[r#"
        2: "\"totals/*\""
        没有这条规则：totals/*。是不是 totals？
        no such rule: totals/*. Did you mean totals?
    "#]],
    );
    mistake(
        "[rules]\n\"语法\" = \"off\"\n",
        expect![[r#"
        2: "\"语法\""
        没有这条规则：语法。gouji rules 列出所有规则
        no such rule: 语法. `gouji rules` lists them all
    "#]],
    );
    mistake(
        "[rules]\n\n# 不管\ntotals = \"warn\"\n",
        expect![[r#"
        4: "\"warn\""
        totals 不能是 warn，可以是 off、hint、information、warning、error
        totals cannot be warn; it can be off, hint, information, warning, error
    "#]],
    );
    mistake(
        "[rules]\ntotals = false\n",
        expect![[r#"
        2: "false"
        totals 的值应为引号中的文字
        totals should be text in quotes
    "#]],
    );
    mistake(
        "reviewed = \"无\"\n",
        expect![[r#"
        1: "\"无\""
        reviewed 应单独成节，写作 [[reviewed]]
        reviewed should be tables of their own, [[reviewed]]
    "#]],
    );
    mistake(
        "[[reviewed]]\nfile = \"a.txt\"\n",
        expect![[r#"
        1: "[[reviewed]]"
        缺少 rule
        rule is missing
    "#]],
    );
    mistake(
        "[[reviewed]]\nrule = \"totals\"\nfile = \"a.txt\"\n",
        expect![[r#"
        2: "\"totals\""
        没有这条规则：totals。是不是 totals/row-total？
        no such rule: totals. Did you mean totals/row-total?
    "#]],
    );
    mistake(
        "[[reviewed]]\nrule = \"totals/balance\"\nfile = 'C:\\年报\\a.txt'\n",
        expect![[r#"
        3: "'C:\\年报\\a.txt'"
        file 应写从本文件所在目录起的路径，用“/”分隔
        file should be a path from the folder of this file, with / between its parts
    "#]],
    );
    mistake(
        "[[reviewed]]\nrule = \"totals/balance\"\nfile = \"a.txt\"\nraeson = \"\"\n",
        expect![[r#"
        4: "raeson"
        没有这一项：raeson。是不是 reason？
        no such key: raeson. Did you mean reason?
    "#]],
    );
}
