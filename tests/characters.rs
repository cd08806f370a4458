//! Characters that show nothing, or only look like ordinary ones, change nothing of what is read.

mod support;

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use gouji::analysis::Analysis;
use gouji::report::lexicon::Lexicon;
use gouji::rules::{Diagnostic, Lang};
use gouji::syntax::fold::{is_nothing, twin};
use gouji::text::Text;
use support::check::{fault, read_one};
use support::model::Random;
use support::runner::{Written, in_every_shape};

const RULE: &str = "text/unusual-characters";
const CLEAN: &str = include_str!("reports/markdown/clean.md");

/// Characters that show nothing, as PDF text layers, web pages and chats have them.
const INVISIBLE: [char; 14] = [
    '\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{200e}', '\u{200f}', '\u{202a}', '\u{202c}', '\u{2060}',
    '\u{2066}', '\u{2068}', '\u{2069}', '\u{feff}', '\u{3164}',
];

/// For each ideograph that has some, the characters that only look like it.
static GUISES: LazyLock<HashMap<char, Vec<char>>> = LazyLock::new(|| {
    let mut guises: HashMap<char, Vec<char>> = HashMap::new();
    for c in '\0'..=char::MAX {
        if let Some(ordinary) = twin(c) {
            guises.entry(ordinary).or_default().push(c);
        }
    }
    guises
});

/// The text with such characters strewn in, and others in place of theirs.
fn strewn(text: &str, random: &mut Random) -> String {
    let often = random.between(1, 12);
    let mut strewn = String::with_capacity(2 * text.len());
    for c in text.chars() {
        // A line break of two characters is one.
        while !strewn.ends_with('\r') && random.chance(often) {
            strewn.push(*random.pick(&INVISIBLE));
        }
        match GUISES.get(&c) {
            Some(guises) if random.chance(4 * often) => strewn.push(*random.pick(guises)),
            _ => strewn.push(c),
        }
    }
    strewn
}

fn check(text: &str) -> Vec<Diagnostic> {
    Analysis::fresh(&Text::from(text), Lexicon::built_in()).diagnostics(Lang::Zh)
}

/// What is said by the other rules, without places.
fn said(found: &[Diagnostic]) -> Vec<(&str, &str)> {
    let others = found.iter().filter(|diagnostic| diagnostic.rule != RULE);
    others.map(|diagnostic| (diagnostic.rule, diagnostic.message.as_str())).collect()
}

fn applied(text: &str, diagnostic: &Diagnostic) -> String {
    let mut fixed = text.to_owned();
    for edit in diagnostic.fixes[0].edits.iter().rev() {
        fixed.replace_range(edit.range.bytes(), &edit.new_text);
    }
    fixed
}

#[test]
fn what_is_strewn_in_changes_no_reading_and_is_told_once() {
    const REPORTS: usize = 40;
    in_every_shape("strewn", REPORTS, |Written { model, shape, text: clean, mut random, .. }| {
        let text = strewn(&clean, &mut random);
        let wrong = fault(&model, &text, &[shape], &BTreeMap::new()).or_else(|| {
            let (before, after) = (check(&clean), check(&text));
            if said(&before) != said(&after) {
                return Some(format!("{:?} for {:?}", said(&after), said(&before)));
            }
            let own: Vec<_> = after.iter().filter(|found| found.rule == RULE).collect();
            let [own] = own[..] else { return Some(format!("told {} times", own.len())) };
            let fixed = applied(&text, own);
            let mark = '\u{feff}'; // one at the start is ordinary
            let same = fixed.trim_start_matches(mark) == clean.trim_start_matches(mark);
            (!same).then(|| "another text after the fix".to_owned())
        });
        wrong.map(|fault| (fault, text))
    });
}

/// A figure takes what shows nothing along, inside and around it, and leaves its neighbours alone.
#[test]
fn a_figure_is_replaced_whole() {
    for (row, figure) in [
        ("行政许可 \u{2066}2\u{2069}\n", "\u{2066}2\u{2069}"),
        ("行政许可 1\u{feff}0\n", "1\u{feff}0"),
        ("行政许可\t\u{200e}7\u{200f}\n", "\u{200e}7\u{200f}"),
        ("| 行政许可 | \u{2068}12\u{2069} |\n", "\u{2068}12\u{2069}"),
        ("行政许可\u{200b}7 8 9\n", "7"),
    ] {
        let text = format!("二、主动公开政府信息情况\n{row}行政处罚 3\n");
        let report = read_one(&text);
        let (start, section) = &report.sections[0];
        let rows = &section.tables[0].rows;
        let cells = rows[0].cells.as_slice();
        let range = start + cells[0].range.start..start + cells[0].range.end;
        assert_eq!(&text[range], figure, "{row}");
        assert_eq!(rows[0].label, "行政许可");
    }
}

/// No fix but the one for such characters, which keeps them, may touch a row in which figures stand.
#[test]
fn no_fix_takes_a_neighbouring_figure_along() {
    for odd in INVISIBLE {
        let text = format!(
            "丁香镇人民政府2024年政府信息公开工作年度报告\n二、主动公开政府信息情况\n第二十条第（一）项\n\
             信息内容 本年制发件数 本年废止件数 现行有效件数\n规章 {odd}2 0 34\n行政规范性文件 1 0 5\n"
        );
        for diagnostic in check(&text) {
            for fix in &diagnostic.fixes {
                let mut fixed = text.clone();
                for edit in fix.edits.iter().rev() {
                    fixed.replace_range(edit.range.bytes(), &edit.new_text);
                }
                let row =
                    fixed.lines().find(|line| line.starts_with("规章")).unwrap().replace(is_nothing, "");
                assert_eq!(row, "规章 2 0 34", "U+{:04X}: {}", odd as u32, fix.title);
            }
        }
    }
}

/// The findings in `text`, as rule and message.
fn found(text: &str) -> Vec<String> {
    check(text).iter().map(|diagnostic| format!("{} {}", diagnostic.rule, diagnostic.message)).collect()
}

#[test]
fn ordinary_writing_is_not_told() {
    assert_eq!(found(CLEAN), Vec::<String>::new());
    for (from, to) in [
        ("", "\u{feff}"),
        ("一、总体情况", "一、總體情況"),
        ("| 规章", "| 規章"),
        ("（一）予以公开", "(一) 予以公开"),
    ] {
        assert_eq!(found(&CLEAN.replacen(from, to, 1)), Vec::<String>::new(), "{to}");
    }
    // Emoji, and the variant of an ideograph, in the prose.
    for words in [
        "👨\u{200d}👩\u{200d}👧",
        "❤\u{fe0f}",
        "🏴\u{e0067}\u{e0062}\u{e007f}",
        "葛\u{e0100}城",
        "❤\u{fe0f}\u{200d}🔥",
    ] {
        let text = CLEAN.replacen("一、总体情况\n", &format!("一、总体情况\n\n“{words}”栏目\n"), 1);
        assert_eq!(found(&text), Vec::<String>::new(), "{words}");
    }
}

#[test]
fn it_is_said_what_the_characters_are() {
    assert_eq!(
        found(&CLEAN.replacen("二、", "⼆、", 1)),
        [
            "text/unusual-characters 文中有 1 个形近字（如“⼆”U+2F06，应为“二”），多是复制时带来的；不影响核对，但会搜索不到这些字"
        ]
    );
    let text = CLEAN.replacen("二、", "⼆\u{200d}、", 1).replacen("规章", "规\u{ad}章", 1);
    assert_eq!(
        found(&text),
        [
            "text/unusual-characters 文中有 2 个看不见的字符（如 U+200D）和 1 个形近字（如“⼆”U+2F06，应为“二”），多是复制时带来的；不影响核对，但会搜索不到这些字"
        ]
    );
    let first = &check(&text)[0];
    assert_eq!(english(&text), "write ordinary characters (2 places)");
    assert_eq!(english(&CLEAN.replacen("二、", "⼆、", 1)), "write ordinary characters (1 place)");
    assert_eq!(&text[first.range.bytes()], "⼆\u{200d}、主动公开政府信息情况");
    assert_eq!((first.fixes.len(), first.fixes[0].preferred), (1, true));
    assert_eq!(applied(&text, first), CLEAN);
}

/// What the fix of the first finding is called in English.
fn english(text: &str) -> String {
    let found = Analysis::fresh(&Text::from(text), Lexicon::built_in()).diagnostics(Lang::En);
    found[0].fixes[0].title.clone()
}

/// Every character twice, as a false bold in a PDF gives it.
fn doubled(words: &str) -> String {
    words.chars().flat_map(|c| [c, c]).collect()
}

#[test]
fn a_line_that_is_written_twice_is_read_once() {
    let headings: Vec<&str> =
        CLEAN.lines().filter(|line| line.starts_with(['一', '二', '三', '四', '五', '六'])).collect();
    assert_eq!(headings.len(), 6);
    for heading in headings {
        for marks in ["", "## ", "**"] {
            let text = CLEAN.replacen(
                heading,
                &format!("{marks}{}{}", doubled(heading), marks.trim_end_matches("## ")),
                1,
            );
            let found = check(&text);
            let said: Vec<&str> = found.iter().map(|diagnostic| diagnostic.rule).collect();
            assert_eq!(said, ["structure/section-heading"], "{text:.300}");
            assert!(found[0].message.contains(&doubled(heading)), "{}", found[0].message);
            let fix = &found[0].fixes[0];
            assert!(fix.preferred);
            assert_eq!((fix.edits.len(), fix.edits[0].new_text.as_str()), (1, heading));
            assert_eq!(&text[fix.edits[0].range.bytes()], doubled(heading));
        }
    }
    let title = CLEAN.lines().next().unwrap();
    let report = read_one(&CLEAN.replacen(title, &doubled(title), 1));
    let clean = read_one(CLEAN);
    assert_eq!((&report.agency, report.year), (&clean.agency, clean.year));
    assert_eq!(found(&CLEAN.replacen(title, &doubled(title), 1)), Vec::<String>::new());
}

#[test]
fn words_that_double_their_characters_are_no_doubled_line() {
    for words in
        ["清清楚楚", "认认真真、清清楚楚、明明白白地公开", "1111 2222 3333 4444", "无 无 无 无 无 无 无 无"]
    {
        let text = CLEAN.replacen("一、总体情况\n", &format!("一、总体情况\n\n{words}\n"), 1);
        let report = read_one(&text);
        assert_eq!(report.sections.len(), 6, "{words}");
        assert_eq!(found(&text), Vec::<String>::new(), "{words}");
    }
}
