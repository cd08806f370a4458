//! Our own sentences, those of which nothing may be said, and those of one report that agrees with itself.

use super::case::{Measures, cases};

fn assert_read(file: &str) {
    let measures = Measures::of(&cases(file));
    assert!(measures.said.is_empty(), "{}", measures.said.join("\n"));
}

#[test]
fn our_own_sentences_are_read_as_they_are_meant() {
    assert_read(include_str!("sentences.tsv"));
}

#[test]
fn of_what_is_right_nothing_is_said() {
    assert_read(include_str!("traps.tsv"));
}

#[test]
fn of_what_agrees_with_the_tables_nothing_is_said() {
    let mut lines = include_str!("agreeing.txt").lines().filter(|line| !line.starts_with('#'));
    let tables = lines.next().expect("the tables stand above");
    let row = |sentence: &str| format!("agreeing\tOK\ttext/figure-mismatch\t{sentence}\t{tables}\t-\t-\n");
    let file = format!("columns\n{}", lines.map(row).collect::<String>());
    for case in cases(&file) {
        assert_eq!(case.verdict().too_many, Vec::<String>::new(), "{}", case.sentence);
    }
}
