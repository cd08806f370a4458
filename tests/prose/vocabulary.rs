//! The words that a format of one's own brings for its sentences.

use gouji::analysis::Analysis;
use gouji::config::format_message;
use gouji::format::{Format, Formats, parse};
use gouji::report::lexicon::Lexicon;
use gouji::rules::Lang;
use gouji::text::Text;

use crate::case::{Case, cases};

const FILE: &str = include_str!("../../src/core/format/annual-2021.toml");
const WORDS: &str = include_str!("../../src/core/format/prose.toml");

/// The built-in format under another id, with more behind it.
fn own(more: &str) -> String {
    let (before, behind) = FILE.split_once("id = \"annual-2021\"").expect("the format has an id");
    format!("{before}id = \"own-2021\"{behind}\n{more}")
}

/// All the built-in words as a format file brings them.
fn all_words() -> String {
    let lines = WORDS.lines().filter(|line| !line.starts_with("money = "));
    let words: String = lines.flat_map(|line| [line, "\n"]).collect();
    words.replace("\n[units]", "\n[prose.units]").replace("\n[[word]]", "\n[[prose.word]]")
}

fn read(file: &str) -> Format {
    parse(file).unwrap_or_else(|error| panic!("{}: {}", error.line, format_message(&error, Lang::En)))
}

fn lexicon(format: Format) -> Lexicon {
    Lexicon::new(&Formats::with(format))
}

/// What is found in a text, and what its figures are of.
fn told(text: &str, lexicon: &Lexicon) -> (Vec<String>, Vec<String>) {
    let analysis = Analysis::fresh(&Text::from(text), lexicon);
    let found = analysis.diagnostics(Lang::Zh).iter().map(|found| format!("{found:?}")).collect();
    (found, analysis.facts().map(|(start, _, fact)| format!("{start} {fact:?}")).collect())
}

fn reports() -> Vec<String> {
    let files = [include_str!("sentences.tsv"), include_str!("traps.tsv")];
    let cases = files.into_iter().flat_map(cases);
    let samples = [
        include_str!("../reports/markdown/clean.md"),
        include_str!("../reports/markdown/faulty.md"),
        include_str!("../reports/pdf-rows/faulty.txt"),
    ];
    let told: Vec<String> = cases.map(|case: Case| case.report()).collect();
    told.into_iter().chain(samples.map(str::to_owned)).collect()
}

#[test]
fn a_copy_of_the_built_in_format_says_what_that_says() {
    let copies = [own(""), own(&all_words())].map(|file| lexicon(read(&file)));
    for report in reports() {
        let told_by_built_in = told(&report, Lexicon::built_in());
        for copy in &copies {
            assert_eq!(told(&report, copy), told_by_built_in, "{report}");
        }
    }
}

/// What is found in the first section that says this, in a format that brings these words.
fn rules(sentence: &str, words: &str) -> Vec<String> {
    const CLEAN: &str = include_str!("../reports/markdown/clean.md");
    let report = CLEAN.replacen("全年新收政府信息公开申请12件", sentence, 1);
    let analysis = Analysis::fresh(&Text::from(&*report), &lexicon(read(&own(words))));
    let found = analysis.diagnostics(Lang::Zh);
    found.iter().map(|found| format!("{} {}", found.rule, &report[found.range.bytes()])).collect()
}

#[test]
fn words_of_ones_own_are_read() {
    const NOUN: &str = "[[prose.word]]\ntag = \"noun\"\nof = [\"applications\"]\nwords = [\"亮灯函\"]\n";
    const UNIT: &str = "[prose.units]\ncounts = [\"桶\"]\n";
    const DEED: &str = "[[prose.word]]\ntag = \"result\"\nany = [[\"received\"]]\nwords = [\"纳入登记\"]\n";
    for (words, sentence) in [
        (NOUN, "全年新收亮灯函15件"),
        (UNIT, "全年新收政府信息公开申请15桶"),
        (DEED, "全年纳入登记的政府信息公开申请15件"),
    ] {
        assert_eq!(rules(sentence, ""), [""; 0], "{sentence}");
        let found = rules(sentence, words);
        assert!(found.len() == 1 && found[0].starts_with("text/figure-mismatch 15"), "{found:?}");
    }
    // A word that has a meaning already has then another one.
    const FOREIGN: &str =
        "[[prose.word]]\ntag = \"foreign\"\ngeneral = true\nwords = [\"政府信息公开申请\"]\n";
    assert_eq!(rules("全年新收政府信息公开申请15件", FOREIGN), [""; 0]);
}

#[test]
fn words_that_cannot_be_read_are_told_with_their_line() {
    let lines = own("").lines().count();
    for (words, line, en) in [
        (
            "[[prose.word]]\ntag = \"noun\"\nof = [\"disputes.appeal\"]\nwords = [\"上诉\"]\n",
            3,
            "there is no row `disputes.appeal`",
        ),
        (
            "[[prose.word]]\ntag = \"applicant\"\nof = [\"farmer\"]\nwords = [\"农户\"]\n",
            3,
            "there is no column `farmer`",
        ),
        (
            "[[prose.word]]\ntag = \"result\"\nany = [[\"lost\"]]\nwords = [\"遗失\"]\n",
            3,
            "there is no row `lost`",
        ),
        (
            "[[prose.word]]\ntag = \"noun\"\nof = [\"applications.received\"]\nwords = [\"来信\"]\n",
            3,
            "there is no row `applications.received`",
        ),
        ("[[prose.word]]\ntag = \"noun\"\nwords = [\"亮灯函\"]\n", 3, "`of` is empty"),
        ("[[prose.word]]\ntag = \"applicant\"\nwords = [\"农户\"]\n", 3, "`of` is empty"),
        ("[[prose.word]]\ntag = \"outcome\"\nwords = [\"调解\"]\n", 3, "`of` is empty"),
        ("[[prose.word]]\ntag = \"result\"\nany = [[]]\nwords = [\"遗失\"]\n", 4, "`any` is empty"),
        ("[[prose.word]]\ntag = \"open\"\nwords = [\"开口\"]\n", 3, "`any` is empty"),
        ("[[prose.word]]\ntag = \"plain\"\nwords = []\n", 3, "`words` is empty"),
        ("[[prose.word]]\ntag = \"plain\"\nwords = [\" \"]\n", 3, "`words` is empty: ` `"),
        ("[[prose.word]]\ntag = \"plain\"\n", 1, "words is missing"),
        ("[prose]\nword = 3\n", 2, "a list in brackets should stand here"),
    ] {
        let error = parse(&own(words)).expect_err(words);
        assert_eq!((error.line - lines, format_message(&error, Lang::En).as_str()), (line, en), "{words}");
    }
    let error = parse(&own("[[prose.word]]\ntag = \"nuon\"\nwords = [\"上诉\"]\n")).expect_err("no such tag");
    assert!(
        format_message(&error, Lang::En).starts_with("nuon cannot"),
        "{}",
        format_message(&error, Lang::En)
    );
}
