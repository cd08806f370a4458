//! What is done while someone writes a Markdown table.

use expect_test::{Expect, expect};
use gouji::assist::on_type::{after_enter, after_pipe};
use gouji::rules::TextEdit;
use gouji::text::Text;

use crate::{analysed, drawn, samples};

/// Makes edits and carries the cursor along, as an editor does: what is inserted at the cursor is before it.
fn applied(text: &str, mut cursor: usize, edits: &[TextEdit]) -> (String, usize) {
    let mut after = text.to_owned();
    for edit in edits.iter().rev() {
        assert!(edit.range.end <= cursor, "{edit:?} touches what is behind the cursor of {text:?}");
        cursor = cursor - edit.range.len() + edit.new_text.len();
        after.replace_range(edit.range.bytes(), &edit.new_text);
    }
    (after, cursor)
}

fn edits(text: &str, cursor: usize, typed: char) -> Vec<TextEdit> {
    let (analysis, text) = (analysed(text), Text::from(text));
    match typed {
        '|' => after_pipe(&text, &analysis, cursor),
        _ => after_enter(&text, &analysis, cursor),
    }
}

/// The text after something was typed before the cursor `$0`, with the cursor in it.
fn typed(text: &str, typed: char) -> String {
    let (text, cursor) = drawn(text);
    let (mut after, cursor) = applied(&text, cursor, &edits(&text, cursor, typed));
    after.insert_str(cursor, "$0");
    after
}

fn pipe(text: &str, expected: &Expect) {
    expected.assert_eq(&typed(text, '|'));
}

fn enter(text: &str, expected: &Expect) {
    expected.assert_eq(&typed(text, '\n'));
}

const HEAD: &str = "二、主动公开政府信息情况\n\n| 信息内容       | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n\
                    | -------------- | -----------: | -----------: | -----------: |\n";

#[test]
fn a_pipe_that_ends_a_row_aligns_it() {
    pipe(
        &format!("{HEAD}| 规章 | 0 | 0 | 6 |$0\n"),
        &expect![[r#"
            二、主动公开政府信息情况

            | 信息内容       | 本年制发件数 | 本年废止件数 | 现行有效件数 |
            | -------------- | -----------: | -----------: | -----------: |
            | 规章           |            0 |            0 |            6 |$0
        "#]],
    );
    pipe(
        &format!("{HEAD}|规章|0|$0"),
        &expect![[r#"
            二、主动公开政府信息情况

            | 信息内容       | 本年制发件数 | 本年废止件数 | 现行有效件数 |
            | -------------- | -----------: | -----------: | -----------: |
            | 规章           |            0 |$0"#]],
    );
    pipe(
        &format!("{HEAD}| 行政规范性文件 |  0|  12|3|$0\n| 规章 | 0 | 0 | 6 |\n"),
        &expect![[r#"
        二、主动公开政府信息情况

        | 信息内容       | 本年制发件数 | 本年废止件数 | 现行有效件数 |
        | -------------- | -----------: | -----------: | -----------: |
        | 行政规范性文件 |            0 |           12 |            3 |$0
        | 规章 | 0 | 0 | 6 |
    "#]],
    );
}

#[test]
fn a_pipe_elsewhere_does_nothing() {
    for row in ["| 规章 |$0 0 | 0 | 6 |\n", "|$0\n", "| 规章 \\|$0\n", "> | 规章 | 0 |$0\n", "规章|0|$0\n"]
    {
        let text = format!("{HEAD}{row}");
        assert_eq!(typed(&text, '|'), text);
    }
    for text in ["年|$0", "规章 | 0 |$0\n行政许可 | 3 |\n", "|$0", "$0"] {
        assert_eq!(typed(text, '|'), text);
    }
}

#[test]
fn enter_behind_a_row_aligns_it_and_begins_the_next() {
    enter(
        &format!("{HEAD}| 规章 | 0 | 0 | 6 |\n$0\n"),
        &expect![[r#"
            二、主动公开政府信息情况

            | 信息内容       | 本年制发件数 | 本年废止件数 | 现行有效件数 |
            | -------------- | -----------: | -----------: | -----------: |
            | 规章           |            0 |            0 |            6 |
            | $0
        "#]],
    );
    let indented = HEAD.replace("\n|", "\n  |");
    assert_eq!(
        typed(&format!("{indented}  | 规章 | 0 |\n  $0"), '\n'),
        format!("{indented}  | 规章           |            0 |\n  | $0")
    );
    enter(
        &format!("{HEAD}$0\n"),
        &expect![[r#"
            二、主动公开政府信息情况

            | 信息内容       | 本年制发件数 | 本年废止件数 | 现行有效件数 |
            | -------------- | -----------: | -----------: | -----------: |
            | $0
        "#]],
    );
    enter(
        &format!("{HEAD}| 规章 | 0 | 0 | 6 |\n$0\n|行政规范性文件|1|1|10|\n"),
        &expect![[r#"
        二、主动公开政府信息情况

        | 信息内容       | 本年制发件数 | 本年废止件数 | 现行有效件数 |
        | -------------- | -----------: | -----------: | -----------: |
        | 规章           |            0 |            0 |            6 |
        | $0
        |行政规范性文件|1|1|10|
    "#]],
    );
}

#[test]
fn enter_behind_a_head_draws_the_line_under_it() {
    enter(
        "二、主动公开政府信息情况\n\n|信息内容|本年处理决定数量|\n$0\n",
        &expect![[r#"
        二、主动公开政府信息情况

        | 信息内容 | 本年处理决定数量 |
        | -------- | ---------------: |
        | $0
    "#]],
    );
    assert_eq!(typed("| 内容 | 本年数量 |\r\n$0", '\n'), "| 内容 | 本年数量 |\r\n| ---- | -------: |\n| $0");
    // A line under it is there already, or it is no head.
    let there = "| 信息内容 | 数量 |\n$0\n| --- | --- |\n";
    assert_eq!(typed(there, '\n'), there);
    enter(
        "| 规章 | 0 |\n$0",
        &expect![[r#"
        | 规章 | 0 |
        | $0"#]],
    );
}

#[test]
fn enter_behind_the_last_row_of_a_table_or_an_empty_one_ends_it() {
    enter(
        &format!("{HEAD}| 规章 | 0 | 0 | 6 |\n|行政规范性文件|1|1|10|\n$0\n"),
        &expect![[r#"
        二、主动公开政府信息情况

        | 信息内容       | 本年制发件数 | 本年废止件数 | 现行有效件数 |
        | -------------- | -----------: | -----------: | -----------: |
        | 规章 | 0 | 0 | 6 |
        | 行政规范性文件 |            1 |            1 |           10 |
        $0
    "#]],
    );
    enter(
        &format!("{HEAD}| 规章 | 0 | 0 | 6 |\n| \n$0\n"),
        &expect![[r#"
        二、主动公开政府信息情况

        | 信息内容       | 本年制发件数 | 本年废止件数 | 现行有效件数 |
        | -------------- | -----------: | -----------: | -----------: |
        | 规章 | 0 | 0 | 6 |

        $0
    "#]],
    );
    let alone = "年\n|\n$0";
    assert_eq!(typed(alone, '\n'), alone);
}

#[test]
fn enter_elsewhere_does_nothing() {
    for text in [
        "| 规章 | 0 | 0\n$0 | 6 |\n".to_owned(),
        "一、总体情况\n$0".to_owned(),
        "规章 | 0 | 0 | 6 |\n$0".to_owned(),
        "规章\t0\t0\t6\n$0".to_owned(),
        "$0".to_owned(),
        format!("{HEAD}| 规章 | 0 |\n\n$0"),
    ] {
        assert_eq!(typed(&text, '\n'), text);
    }
}

/// At the end of every line of every sample: no word is lost, only pipes and a line under a head are added, on the
/// line that was begun; done again, nothing more is done.
#[test]
fn words_stay_whatever_is_typed_at_the_end_of_any_line() {
    let words = |text: &str| text.chars().filter(|c| !matches!(c, ' ' | '\t')).collect::<String>();
    for (name, sample) in samples() {
        for sample in [sample.clone(), sample.replace("| ", "|"), sample.replace('\n', "\r\n")] {
            let line_break = if sample.contains('\r') { "\r\n" } else { "\n" };
            let ends: Vec<usize> = sample.match_indices(line_break).map(|(at, _)| at).collect();
            // Every line in Markdown, some in the other shapes, where nothing is to be done.
            let step = if name.starts_with("markdown") { 1 } else { 7 };
            for end in ends.into_iter().step_by(step) {
                let (before, behind) = sample.split_at(end);
                let text = format!("{before}{line_break}{behind}");
                let cursor = end + line_break.len();
                let (after, moved) = applied(&text, cursor, &edits(&text, cursor, '\n'));
                let (kept, begun) = (&after[..moved], &after[moved..]);
                assert_eq!(begun, &text[cursor..], "{name}");
                let added = words(kept);
                let added = added
                    .strip_prefix(&words(&text[..cursor]))
                    .unwrap_or_else(|| panic!("{name}: {kept:?} does not begin with {:?}", &text[..cursor]));
                assert!(added.chars().all(|c| matches!(c, '|' | '-' | ':' | '\n')), "{name}: {added:?}");
                if !name.starts_with("markdown") {
                    assert!(after == text || name.starts_with("pipe"), "{name}");
                }

                let text = format!("{before}|{behind}");
                let (after, moved) = applied(&text, end + 1, &edits(&text, end + 1, '|'));
                assert_eq!(words(&after), words(&text), "{name}");
                assert!(after[..moved].ends_with('|'), "{name}");
                assert_eq!(edits(&after, moved, '|'), [], "{name}");
            }
        }
    }
}
