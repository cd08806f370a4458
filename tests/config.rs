//! `gouji.toml`: what it says, and what is then said of a report.

mod support;

use expect_test::{Expect, expect};
use gouji::analysis::Analysis;
use gouji::config::{Config, Judgement, diagnostics, mark, parse, unmark, verdict};
use gouji::format::Formats;
use gouji::report::lexicon::Lexicon;
use gouji::rules::{Diagnostic, Lang, Severity};
use gouji::span::Span;
use gouji::text::Text;
use rust_decimal::Decimal;
use support::filled;
use support::model::{Model, Place, Random};
use support::render::{Manner, report as render};

/// What is said of a file that is not understood, in both languages, with the bytes that are wrong.
fn mistake(file: &str, expect: Expect) {
    let error = parse(file).expect_err("the file has a mistake");
    let (zh, en) = (error.message(Lang::Zh), error.message(Lang::En));
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
        "language = zh\n",
        expect![[r#"
        1: "zh"
        等号后面的值要加引号，例如 language = "zh"
        the value stands in quotes: language = "zh"
    "#]],
    );
    mistake(
        "[rules]\n\"totals/balance\" = off\n",
        expect![[r#"
        2: "off"
        等号后面的值要加引号，例如 language = "zh"
        the value stands in quotes: language = "zh"
    "#]],
    );
    mistake(
        "[[reviewed]]\nfile = \"D:\\xuzhou\\a.txt\"\n",
        expect![[r#"
        2: ""
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
        没有这一项：x。可以写 language、format、rules、limits、sum、reviewed
        no such key: x. There are language, format, rules, limits, sum, reviewed
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
        format 应写从本文件所在文件夹起的路径，用“/”分隔
        format should be a path from the folder of this file, with / between its parts
    "#]],
    );
    mistake(
        "rules = \"off\"\n",
        expect![[r#"
            1: "\"off\""
            rules 应单独成一节，写作 [rules]
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
        没有这条规则：语法。gouji rules 列出全部规则
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
            reviewed 应单独成一节，写作 [[reviewed]]
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
            没有这条规则：totals。是不是 totals/slip？
            no such rule: totals. Did you mean totals/slip?
        "#]],
    );
    mistake(
        "[[reviewed]]\nrule = \"totals/balance\"\nfile = 'C:\\年报\\a.txt'\n",
        expect![[r#"
        3: "'C:\\年报\\a.txt'"
        file 应写从本文件所在文件夹起的路径，用“/”分隔
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

const FILE: &str = "年报.md";

fn check(text: &str, file: &str) -> (Text, Analysis, Config) {
    let text = Text::from(text);
    let analysis = Analysis::fresh(&text, Lexicon::built_in());
    (text, analysis, parse(file).unwrap())
}

/// What is said of a text, a line each.
fn told(text: &str, file: &str) -> String {
    let (text, analysis, config) = check(text, file);
    let by = Judgement { config: &config, file: Some(FILE), lang: Lang::Zh, across: None };
    let verdict = verdict(&analysis, &text, &by);
    let line = |found: &Diagnostic| {
        let line = text.line_at(found.range.start) + 1;
        let message = found.message.split('；').next().unwrap_or_default();
        format!("{line} {}[{}] {message}", found.severity.id(), found.rule)
    };
    let shown = verdict.shown.iter().map(|found| line(found) + "\n");
    let hidden =
        verdict.hidden.iter().map(|hidden| format!("({}) {:?}\n", line(&hidden.diagnostic), hidden.reason));
    let unused = verdict.unused.iter().map(|line| format!("unused review in line {line}\n"));
    shown.chain(hidden).chain(unused).collect()
}

/// What `gouji.toml` is after everything that is wrong with a text was marked as reviewed, one after the other.
fn mark_all(text: &str) -> String {
    let (text, analysis, config) = check(text, "");
    let by = Judgement { config: &config, file: Some(FILE), lang: Lang::Zh, across: None };
    let mut file = String::new();
    for found in diagnostics(&analysis, &text, &by) {
        let existing = Some(&*file).filter(|file| !file.is_empty());
        let edit = mark(&analysis, &text, &by, &found, "", existing).expect("the file is right");
        file.replace_range(edit.range.bytes(), &edit.new_text);
    }
    file
}

/// The row of a table that begins with `label`, as it stands in the report.
fn row(text: &str, label: &str) -> String {
    text.lines().find(|line| line.contains(label)).expect("the row is there").to_owned()
}

/// A report whose sums do not hold and which lacks a section.
fn faulty() -> String {
    let text = filled::report(&Formats::built_in().all()[0], "本年度按规定办理，问题已改进。");
    let carried = row(&text, "四、结转下年度继续办理");
    let (head, tail) = carried.split_at(carried.find("0 |").unwrap());
    let text = text.replacen(&carried, &format!("{head}1{}", &tail[1..]), 1);
    let last = text.find("六、其他需要报告的事项").unwrap();
    text[..last].to_owned()
}

#[test]
fn levels() {
    let text = faulty();
    expect![[r#"
        73 error[totals/slip] “四、结转下年度继续办理”行“自然人”栏应为 0，填的是 1
        83 error[structure/missing-section] 缺少“六、其他需要报告的事项”
    "#]]
    .assert_eq(&told(&text, ""));
    expect![[r#"
        83 hint[structure/missing-section] 缺少“六、其他需要报告的事项”
    "#]]
    .assert_eq(&told(&text, "[rules]\ntotals = \"off\"\nstructure = \"hint\"\n"));
    let own_first = "[rules]\n\"totals/balance\" = \"warning\"\ntotals = \"off\"\n";
    expect![[r#"
        83 error[structure/missing-section] 缺少“六、其他需要报告的事项”
    "#]]
    .assert_eq(&told(&text, own_first));
}

#[test]
fn what_was_reviewed_is_put_aside() {
    let text = faulty();
    let file = mark_all(&text);
    expect![[r##"
        # 勾稽（gouji）的项目设置

        [[reviewed]]
        # “四、结转下年度继续办理”行“自然人”栏应为 0，填的是 1；修正后 39 条勾稽关系全部成立
        rule = "totals/slip"
        file = "年报.md"
        table = "applications"
        row = "carried_out"
        column = "natural_person"
        seen = "1+0+0+0+0+0 = 1, 0; 0+0 = 0, 0+1 = 1"
        reason = "" # 请在引号内写明理由

        [[reviewed]]
        # 缺少“六、其他需要报告的事项”
        rule = "structure/missing-section"
        file = "年报.md"
        quote = "五、存在的主要问题及改进情况"
        seen = "other_matters"
        reason = "" # 请在引号内写明理由
    "##]]
    .assert_eq(&file);
    expect![[r#"
        (73 error[totals/slip] “四、结转下年度继续办理”行“自然人”栏应为 0，填的是 1) ""
        (83 error[structure/missing-section] 缺少“六、其他需要报告的事项”) ""
    "#]]
    .assert_eq(&told(&text, &file));
    // Another file, or a text without a name, is judged as ever.
    let (text, analysis, config) = check(&text, &file);
    for file in [None, Some("2023/年报.md")] {
        let by = Judgement { config: &config, file, lang: Lang::Zh, across: None };
        assert_eq!(diagnostics(&analysis, &text, &by), analysis.diagnostics(Lang::Zh));
    }
}

#[test]
fn an_entry_is_added_at_the_end_and_touches_nothing_else() {
    let (text, analysis, config) = check(&faulty(), "");
    let by = Judgement {
        config: &config, file: Some("政务 公开/“年报”.md"), lang: Lang::En, across: None
    };
    let found = diagnostics(&analysis, &text, &by).remove(0);
    let existing = "language = \"en\" # 说明\n\n[rules]\ntext = \"off\"";
    let existing = existing.replace("text", "tables");
    let edit = mark(&analysis, &text, &by, &found, "", Some(&existing)).unwrap();
    assert_eq!(edit.range, Span::new(existing.len()..existing.len()));
    expect![[r#"


        [[reviewed]]
        # row “四、结转下年度继续办理”, column “自然人” should be 0, not 1; then all 39 equations hold
        rule = "totals/slip"
        file = "政务 公开/“年报”.md"
        table = "applications"
        row = "carried_out"
        column = "natural_person"
        seen = "1+0+0+0+0+0 = 1, 0; 0+0 = 0, 0+1 = 1"
        reason = "" # say here why it is right
    "#]]
    .assert_eq(&edit.new_text);
    for not in ["language = ", "reviewed = []\n", "[rules]\nx = \"off\"\n"] {
        assert_eq!(mark(&analysis, &text, &by, &found, "", Some(not)), None, "{not}");
    }
    let nameless = Judgement { file: None, ..by };
    assert_eq!(mark(&analysis, &text, &nameless, &found, "", None), None);
}

#[test]
fn a_reason_is_written_as_it_was_given() {
    let (text, analysis, config) = check(&faulty(), "");
    let by = Judgement { config: &config, file: Some(FILE), lang: Lang::Zh, across: None };
    let found = diagnostics(&analysis, &text, &by).remove(0);
    for reason in ["与台账一致", "见“台账”\\ \"第3页\" # 号", "两行\n[[reviewed]]"] {
        let edit = mark(&analysis, &text, &by, &found, &format!(" {reason} "), None).unwrap();
        assert_eq!(parse(&edit.new_text).unwrap().reviewed[0].reason, reason);
    }
}

#[test]
fn an_entry_is_taken_out_with_its_comments_and_touches_nothing_else() {
    let entry =
        |rule: &str, more: &str| format!("[[reviewed]]\n# 说明\nrule = \"{rule}\"\nfile = \"a.md\"\n{more}");
    let (one, two) = (entry("totals/slip", "reason = \"\" # 请写明\n"), entry("totals/balance", ""));
    let without = |file: &str, line: usize| {
        let edit = unmark(file, line)?;
        let mut file = file.to_owned();
        file.replace_range(edit.range.bytes(), &edit.new_text);
        Some(file)
    };
    let head = "# 设置\n\n";
    let rules = "\n# 规则\n[rules]\ntables = \"off\"\n";
    // First, last, alone, before something else.
    let both = format!("{head}{one}\n{two}");
    assert_eq!(without(&both, 3), Some(format!("{head}{two}")));
    assert_eq!(without(&both, 9), Some(format!("{head}{one}")));
    assert_eq!(without(&format!("{head}{one}"), 3).as_deref(), Some("# 设置\n"));
    assert_eq!(without(&one, 1).as_deref(), Some(""));
    assert_eq!(without(&format!("{head}{one}{rules}"), 3), Some(format!("# 设置\n{rules}")));
    assert_eq!(without(both.trim_end(), 9), Some(format!("{head}{one}")));
    // Not where an entry begins, in brackets, in a file with a mistake, and where a text goes over lines.
    assert_eq!(without(&both, 4), None);
    assert_eq!(without(&both, 99), None);
    assert_eq!(without("reviewed = [{rule = \"totals/slip\", file = \"a.md\"}]\n", 1), None);
    assert_eq!(without(&format!("{one}x = 1\n"), 1), None);
    let long = entry("totals/slip", "reason = \"\"\"\n[[reviewed]]\n\"\"\"\n");
    assert!(without(&format!("{long}\n{two}"), 1).is_none_or(|file| file == two));
}

#[test]
fn in_a_compilation_a_review_speaks_of_one_report() {
    let one = faulty();
    let text = format!("{one}\n{}", one.replace("丁香镇", "白桦镇"));
    let (_, analysis, _) = check(&text, "");
    assert_eq!(analysis.reports().len(), 2);
    let file = mark_all(&text);
    assert!(!told(&text, &file).lines().any(|line| !line.starts_with('(')), "{}", told(&text, &file));
    let of_first = file.split("[[reviewed]]").filter(|entry| !entry.contains("白桦镇"));
    let of_first = of_first.collect::<Vec<_>>().join("[[reviewed]]");
    let shown = told(&text, &of_first).lines().filter(|line| !line.starts_with('(')).count();
    assert_eq!(shown, analysis.diagnostics(Lang::Zh).len() / 2);
}

/// A finding that was reviewed returns when any of the figures changes that it speaks of, and only then.
#[test]
fn a_review_holds_for_the_figures_that_were_seen() {
    let mut random = Random(7);
    let (mut returned, mut stayed) = (0, 0);
    for _ in 0..60 {
        let mut model = Model::random(&mut random);
        let places: Vec<_> = model.figures().collect();
        let (place, figure) = *random.pick(&places);
        model.set(place, figure + Decimal::from(1 + random.below(20)));
        let manner = *random.pick(&[Manner::Markdown, Manner::Tsv, Manner::Cells, Manner::PdfRows]);
        let text = render(&model, manner, "\n", &mut random);
        let file = mark_all(&text);
        let (document, analysis, config) = check(&text, &file);
        let by = Judgement { config: &config, file: Some(FILE), lang: Lang::Zh, across: None };
        assert_eq!(diagnostics(&analysis, &document, &by), [], "{text}\n{file}");

        // In another shape it is the same finding.
        let other = render(&model, Manner::CellsBare, "\r\n", &mut random);
        let sums =
            |text: &str| told(text, &file).lines().filter(|line| line.contains("error[totals")).count();
        let hidden = |text: &str| {
            told(text, &file)
                .lines()
                .filter(|line| line.contains("(") && line.contains("error[totals"))
                .count()
        };
        assert_eq!(sums(&other), hidden(&other), "{}", told(&other, &file));

        // One figure of a broken equation changes, so that it is still broken.
        for (table, equation) in
            model.broken().into_iter().map(|(table, equation)| (table, equation.clone())).collect::<Vec<_>>()
        {
            let cells: Vec<_> = equation.left.iter().chain(&equation.right).collect();
            let cell = **random.pick(&cells);
            let at = Place { table, cell };
            let Some(old) = model.get(at) else { continue };
            let mut changed = model.clone();
            changed.set(at, old + Decimal::from(1000));
            let text = render(&changed, Manner::Markdown, "\n", &mut random);
            let (document, analysis, config) = check(&text, &file);
            let by = Judgement { config: &config, file: Some(FILE), lang: Lang::Zh, across: None };
            let in_format = &model.format.tables[table];
            let (row, column) =
                (&in_format.rows[equation.at.row].id, &in_format.columns[equation.at.column].id);
            // By itself, or by the slip that explains it.
            let is_at = |rule: &str, place: &gouji::rules::LogicalLocation| {
                let is_place = place.row.as_ref() == Some(row) && place.column.as_ref() == Some(column);
                rule == equation.rule && is_place
            };
            let is_it = |found: &Diagnostic| {
                found.place.as_ref().is_some_and(|place| is_at(found.rule, place))
                    || found.equations.iter().any(|equation| is_at(&equation.rule, &equation.at))
            };
            let verdict = verdict(&analysis, &document, &by);
            assert!(verdict.shown.iter().any(is_it), "{row} {column}\n{text}\n{file}");
            assert!(!verdict.hidden.iter().any(|hidden| is_it(&hidden.diagnostic)));
            returned += 1;
        }
        // Prose that is written elsewhere brings nothing back.
        let longer = text.replacen("（一）", "前言一句。\n（一）", 1);
        let again = told(&longer, &file);
        assert!(
            again.lines().filter(|line| line.contains("[totals/")).all(|line| line.starts_with('(')),
            "{again}"
        );
        stayed += 1;
    }
    assert!(returned > 20 && stayed > 20, "{returned} {stayed}");
}

/// Also of a table that cannot be read by its rows the figures are what was seen.
#[test]
fn a_table_that_cannot_be_read_is_seen_too() {
    let text = "丁香镇2024年政府信息公开工作年度报告\n\n四、政府信息公开行政复议、行政诉讼情况\n\n行政复议\n结果维持 3 总计 4\n结果纠正 1 5\n";
    let unreadable = |text: &str, file: &str| {
        told(text, file).lines().filter(|line| line.contains("unreadable")).collect::<Vec<_>>().join("\n")
    };
    let file = mark_all(text);
    expect![[r#"(5 information[tables/unreadable-table] 表四：表格文字无法按行读取，未检查勾稽关系) """#]]
        .assert_eq(&unreadable(text, &file));
    expect!["5 information[tables/unreadable-table] 表四：表格文字无法按行读取，未检查勾稽关系"]
        .assert_eq(&unreadable(&text.replace("总计 4", "总计 7"), &file));
}

/// A report in which comments stand above the table of section three.
fn commented(comment: &str) -> String {
    let text = faulty();
    let head = row(&text, "自然人");
    text.replacen(&head, &format!("{comment}\n{head}"), 1)
}

#[test]
fn comments_hide_what_begins_below_them() {
    expect![[r#"
        47 hint[config/ignore-comment] 下面没有 totals/balance 的问题，这条忽略注释可以删去
        75 error[totals/slip] “四、结转下年度继续办理”行“自然人”栏应为 0，填的是 1
        85 error[structure/missing-section] 缺少“六、其他需要报告的事项”
    "#]]
    .assert_eq(&told(&commented("<!-- gouji-ignore totals/balance：已核对台账 -->\n"), ""));
    let several = "<!-- gouji-ignore totals/row-total, totals/balance -->";
    expect![[r#"
        84 error[structure/missing-section] 缺少“六、其他需要报告的事项”
        (74 error[totals/slip] “四、结转下年度继续办理”行“自然人”栏应为 0，填的是 1) ""
    "#]]
    .assert_eq(&told(&commented(several), ""));
    expect![[r#"
        84 error[structure/missing-section] 缺少“六、其他需要报告的事项”
        (74 error[totals/slip] “四、结转下年度继续办理”行“自然人”栏应为 0，填的是 1) "2023年的旧账"
    "#]]
    .assert_eq(&told(&commented("  <!--gouji-ignore totals: 2023年的旧账-->"), ""));
    // Above a heading, and before the first section.
    let above = |heading: &str| {
        faulty().replacen(heading, &format!("<!-- gouji-ignore structure -->\n\n{heading}"), 1)
    };
    expect![[r#"
        73 error[totals/slip] “四、结转下年度继续办理”行“自然人”栏应为 0，填的是 1
        (85 error[structure/missing-section] 缺少“六、其他需要报告的事项”) ""
    "#]]
    .assert_eq(&told(&above("五、"), ""));
    let untitled =
        faulty().lines().skip_while(|line| !line.starts_with("一、")).collect::<Vec<_>>().join("\n");
    expect![[r#"
        70 error[totals/slip] “四、结转下年度继续办理”行“自然人”栏应为 0，填的是 1
        80 error[structure/missing-section] 缺少“六、其他需要报告的事项”
        (2 information[structure/missing-title] 没有标题) ""
    "#]]
    .assert_eq(&told(&format!("<!-- gouji-ignore structure/missing-title -->\n{untitled}"), ""));
}

#[test]
fn comments_that_do_nothing_are_told() {
    let own = |comment: &str| {
        let told = told(&commented(comment), "");
        let own = told.lines().filter(|line| line.contains("config/"));
        own.map(|line| format!("{comment}\n    {line}\n")).collect::<String>()
    };
    let told: String = [
        "<!-- gouji-ignore totals/balence: 已核对 -->",
        "<!-- gouji-ignore -->",
        "<!-- gouji-ignore ：无 -->",
        "<!-- gouji-ignore tables, totals -->",
        "见下表 <!-- gouji-ignore totals -->",
        "<!-- gouji-ignore totals",
        "<!-- gouji-ignored totals -->",
    ]
    .into_iter()
    .map(own)
    .collect();
    expect![[r#"
        <!-- gouji-ignore totals/balence: 已核对 -->
            47 hint[config/ignore-comment] 没有这条规则：totals/balence。是不是 totals/balance？
        <!-- gouji-ignore -->
            47 hint[config/ignore-comment] 忽略注释没有写明规则
        <!-- gouji-ignore ：无 -->
            47 hint[config/ignore-comment] 忽略注释没有写明规则
        <!-- gouji-ignore tables, totals -->
            47 hint[config/ignore-comment] 下面没有 tables 的问题，这条忽略注释可以删去
        见下表 <!-- gouji-ignore totals -->
            47 hint[config/ignore-comment] 忽略注释应单独占一行，写在表格或段落的上方
        <!-- gouji-ignore totals
            47 hint[config/ignore-comment] 忽略注释应单独占一行，写在表格或段落的上方
    "#]]
    .assert_eq(&told);
}

/// A comment is nothing that the report says: all else is read and said as without it.
#[test]
fn comments_are_no_text() {
    let mut random = Random(11);
    for _ in 0..200 {
        let model = Model::random(&mut random);
        let manner = *random.pick(&[
            Manner::Markdown,
            Manner::PipeRows,
            Manner::Tsv,
            Manner::Cells,
            Manner::CellsBare,
            Manner::PdfRows,
        ]);
        let line_end = *random.pick(&["\n", "\r\n"]);
        let text = render(&model, manner, line_end, &mut random);
        let (_, analysis, _) = check(&text, "");
        let (start, section) = &analysis.reports()[0].1.sections[random.between(1, 3)];
        let at = start + section.heading.range.end;
        let at = at + text[at..].find('\n').unwrap() + 1;
        let with = format!("{}<!-- gouji-ignore tables: 2019年 12 件 -->\n{}", &text[..at], &text[at..]);
        let said = |text: &str| -> Vec<String> {
            let found = check(text, "").1.diagnostics(Lang::Zh);
            found
                .into_iter()
                .filter(|found| !found.rule.starts_with("config/"))
                .map(|found| found.message)
                .collect()
        };
        assert_eq!(said(&with), said(&text), "{with}");
    }
}

/// The examples in the READMEs say what they seem to say.
#[test]
fn the_examples_hold() {
    for readme in [include_str!("../README.md"), include_str!("../README.zh-CN.md")] {
        let (_, rest) = readme.split_once("```toml\nlanguage = \"zh\"").expect("there is an example");
        let example = format!("language = \"zh\"{}", rest.split_once("```").unwrap().0);
        let (text, analysis, config) = check(&faulty(), &example);
        let by = Judgement { config: &config, file: Some("2024年报.md"), lang: Lang::Zh, across: None };
        let verdict = verdict(&analysis, &text, &by);
        let rules: Vec<_> = verdict.hidden.iter().map(|hidden| hidden.diagnostic.rule).collect();
        assert_eq!(rules, ["totals/slip"]);
        let missing = verdict.shown.iter().find(|found| found.rule == "structure/missing-section").unwrap();
        assert_eq!(missing.severity, Severity::Warning);
        assert_eq!(config.severity("tables/row-order", Severity::Warning), None);
    }
}

#[test]
fn a_limit_is_a_number_of_a_rule_that_measures() {
    let config = parse("[limits]\n\"text/overview-length\" = 800\n").unwrap();
    assert_eq!(config.limits["text/overview-length"], 800);
    for (file, zh) in [
        ("limits = 3\n", "limits 应单独成一节，写作 [limits]"),
        ("[limits]\n\"text/overview-length\" = \"800\"\n", "text/overview-length 的值应为整数"),
        ("[limits]\n\"text/overview-length\" = -1\n", "text/overview-length 的值应为整数"),
        ("[limits]\n\"text/overview-length\" = 1.5\n", "text/overview-length 的值应为整数"),
        (
            "[limits]\n\"text/overview-lenght\" = 1\n",
            "没有这条规则：text/overview-lenght。是不是 text/overview-length？",
        ),
        (
            "[limits]\n\"totals/balance\" = 1\n",
            "没有这一项：totals/balance。可以写 text/overview-length、series/copied-text",
        ),
    ] {
        assert_eq!(parse(file).expect_err(file).message(Lang::Zh), zh, "{file}");
    }
}

#[test]
fn a_sum_names_a_whole_and_its_parts() {
    let config = parse("[[sum]]\nwhole = \"云溪县人民政府\"\nparts = [\"云溪县*局\", \"青石镇\"]\n").unwrap();
    assert_eq!(config.sums[0].whole, "云溪县人民政府");
    assert_eq!(config.sums[0].parts, ["云溪县*局", "青石镇"]);
    for (file, line, zh) in [
        ("[sum]\nwhole = \"云溪县\"\n", 1, "sum 应单独成一节，写作 [[sum]]"),
        ("[[sum]]\nparts = [\"云溪县*\"]\n", 1, "缺少 whole"),
        ("\n[[sum]]\nwhole = \"云溪县\"\n", 2, "缺少 parts"),
        ("[[sum]]\nwhole = 1\n", 2, "whole 的值应为引号中的文字"),
        (
            "[[sum]]\nwhole = \" \"\nparts = [\"云溪县*\"]\n",
            2,
            "whole 应写机关名称，可以用 * 代替其中一部分，如“云溪县*”",
        ),
        (
            "[[sum]]\nwhole = \"云溪县\"\nparts = \"云溪县*\"\n",
            3,
            "parts 的值应为方括号中的一个或几个名称，如 [\"云溪县*\"]",
        ),
        (
            "[[sum]]\nwhole = \"云溪县\"\nparts = []\n",
            3,
            "parts 的值应为方括号中的一个或几个名称，如 [\"云溪县*\"]",
        ),
        (
            "[[sum]]\nwhole = \"云溪县\"\nparts = [\"*\"]\n",
            3,
            "parts 应写机关名称，可以用 * 代替其中一部分，如“云溪县*”",
        ),
        ("[[sum]]\nwhole = \"云溪县\"\npart = [\"云溪县*\"]\n", 3, "没有这一项：part。是不是 parts？"),
    ] {
        let error = parse(file).expect_err(file);
        assert_eq!((error.line, &*error.message(Lang::Zh)), (line, zh), "{file}");
    }
}
