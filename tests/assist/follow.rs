//! The sentences brought along after a change in a table.

use gouji::analysis::Analysis;
use gouji::assist::actions::certain::Known;
use gouji::assist::actions::fix_all::fix_all;
use gouji::assist::actions::{Action, Kind, Question, Work, actions, follow_tables};
use gouji::report::lexicon::Lexicon;
use gouji::rules::{Diagnostic, Lang};
use gouji::span::Span;
use gouji::text::Text;

use crate::{analysed, at_cell, drawn, find};

const REPORT: &str = include_str!("../reports/markdown/clean.md");

/// The report with more said in its overview, and with other figures of normative documents in its table.
fn report(said: &str, issued: &str, repealed: &str) -> String {
    let row = "| 行政规范性文件 |            2 |            1 |";
    assert!(REPORT.contains(row));
    REPORT.replacen(row, &format!("| 行政规范性文件 | {issued} | {repealed} |"), 1).replacen(
        "制发行政规范性文件2件，废止1件",
        said,
        1,
    )
}

/// The action at the cursor, if it is offered.
fn offered(text: &str) -> Option<Action> {
    let (text, at) = drawn(text);
    let analysis = analysed(&text);
    let diagnostics = analysis.diagnostics(Lang::Zh);
    let question = Question {
        text: &Text::from(text.as_str()),
        analysis: &analysis,
        diagnostics: &diagnostics,
        range: Span::new(at..at),
        lang: Lang::Zh,
        automatic: true,
    };
    actions(&question, &|kind| kind == Kind::QuickFix)
        .into_iter()
        .find(|one| one.title.starts_with("按表格修正正文"))
}

/// The text after an action, without its cursor.
fn done(text: &str, action: &Action) -> String {
    let Work::Edits(edits) = &action.work else { panic!("{action:?}") };
    let (mut text, _) = drawn(text);
    for edit in edits.iter().rev() {
        text.replace_range(edit.range.bytes(), &edit.new_text);
    }
    text
}

/// The text with the cursor at the cell of what was issued.
fn at_issued(text: &str) -> String {
    at_cell(text, "| 行政规范性文件", 1)
}

fn at(text: &str, words: &str) -> String {
    let at = find(text, words, 0);
    format!("{}$0{}", &text[..at], &text[at..])
}

#[test]
fn at_a_cell_all_sentences_are_brought_along() {
    for (said, then) in [
        ("制发行政规范性文件2件，废止1件", "制发行政规范性文件13件，废止12件"),
        ("制发行政规范性文件两件，废止１件", "制发行政规范性文件十三件，废止１２件"),
        ("制发行政规范性文件２件，废止一件", "制发行政规范性文件１３件，废止十二件"),
        ("制发行政规范性文件1,234件，废止 **1** 件", "制发行政规范性文件13件，废止 **12** 件"),
        ("制发行政规范性文\n件2件，废止\n1件", "制发行政规范性文\n件13件，废止\n12件"),
    ] {
        let text = at_issued(&report(said, "13", "12"));
        let action = offered(&text).unwrap_or_else(|| panic!("{said}"));
        assert_eq!(action.title, "按表格修正正文（2 处）");
        assert!(!action.preferred);
        assert_eq!(done(&text, &action), report(then, "13", "12"));
    }
}

#[test]
fn at_a_sentence_it_is_offered_where_it_does_more_than_the_fix_there() {
    let two = report("制发行政规范性文件2件，废止1件", "13", "12");
    let action = offered(&at(&two, "2件，废止")).expect("two sentences are left behind");
    assert_eq!(done(&at(&two, "2件，废止"), &action), report("制发行政规范性文件13件，废止12件", "13", "12"));
    let one = report("制发行政规范性文件2件，废止1件", "13", "1");
    assert_eq!(offered(&at(&one, "2件，废止")), None);
    assert_eq!(offered(&at_issued(&one)).expect("the cell has it").title, "按表格修正正文（1 处）");
}

#[test]
fn what_is_not_certain_is_left_as_it_is() {
    for said in [
        "参与制发行政规范性文件5件",
        "制发行政规范性文件5余件",
        "制发行政规范性文件约20件",
        "制发行政规范性文件3万件",
        "上年制发行政规范性文件5件",
        "计划制发行政规范性文件5件",
        "全县制发行政规范性文件5件",
    ] {
        assert_eq!(offered(&at_issued(&report(said, "13", "1"))), None, "{said}");
    }
    // 收到 may be of what was carried in besides.
    let received = |said: &str| REPORT.replacen("全年新收政府信息公开申请12件", said, 1);
    let row = "| 一、本年新收";
    assert_eq!(offered(&at_cell(&received("全年收到政府信息公开申请15件"), row, 7)), None);
    assert!(offered(&at_cell(&received("全年新收政府信息公开申请15件"), row, 7)).is_some());
    // Where the table does not add up it may be the table.
    let broken = received("全年新收政府信息公开申请15件").replacen("|   12 |", "|   14 |", 1);
    assert_eq!(offered(&at_cell(&broken, row, 7)), None);
}

#[test]
fn elsewhere_nothing_is_offered() {
    let text = report("制发行政规范性文件2件，废止1件", "13", "12");
    for (line, cell) in [("| 规章", 1), ("| 行政规范性文件", 3), ("| 行政许可", 1)] {
        assert_eq!(offered(&at_cell(&text, line, cell)), None, "{line}");
    }
    assert_eq!(offered(&at(&text, "二、主动公开")), None);
    assert_eq!(offered(&at_issued(REPORT)), None);
}

#[test]
fn asked_for_by_name_it_does_the_whole_text() {
    let text = report("制发行政规范性文件2件，废止1件", "13", "12")
        + "\n"
        + &report("制发行政规范性文件2件", "5", "1");
    let action =
        follow_tables(&analysed(&text).diagnostics(Lang::Zh), Lang::En).expect("some are left behind");
    assert_eq!(
        (action.title.as_str(), action.kind),
        ("Bring the sentences along with the tables (3)", Kind::Follow)
    );
    assert_eq!(follow_tables(&analysed(REPORT).diagnostics(Lang::Zh), Lang::Zh), None);
}

#[test]
fn both_ways_of_mending_a_sentence_are_offered_and_none_is_certain() {
    let text = report("制发行政规范性文件2件，废止1件", "3", "1");
    let analysis = analysed(&text);
    let found = analysis.diagnostics(Lang::Zh);
    let [found] = found.as_slice() else { panic!("{found:?}") };
    let titles: Vec<&str> = found.fixes.iter().map(|fix| fix.title.as_str()).collect();
    assert_eq!(titles, ["正文改为 3", "表格改为 2（表二“行政规范性文件”行“本年制发件数”栏）"]);
    assert!(found.fixes.iter().all(|fix| !fix.preferred));
    // Nothing is changed without somebody looking at it.
    let known = |analysis: &Analysis| Known::of(analysis, analysis.diagnostics(Lang::Zh));
    let judge = |text: &Text, edits: &[_]| known(&analysis.after(text, edits, Lexicon::built_in()));
    let fixed = fix_all(&Text::from(text.as_str()), known(&analysis), &|_| true, &judge);
    assert_eq!(fixed.edits, []);
}

#[test]
fn of_a_figure_that_may_be_of_either_sum_both_are_offered() {
    let text = REPORT.replacen("全年新收政府信息公开申请12件", "全年收到政府信息公开申请15件", 1);
    let found = analysed(&text).diagnostics(Lang::Zh);
    let found: Vec<&Diagnostic> = found.iter().filter(|one| one.rule == "text/figure-mismatch").collect();
    let [found] = found.as_slice() else { panic!("{found:?}") };
    let titles: Vec<&str> = found.fixes.iter().map(|fix| fix.title.as_str()).collect();
    assert_eq!(titles[..2], ["正文改为 12", "正文改为 13"]);
    assert_eq!(found.expected, None);
}
