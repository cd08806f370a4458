//! Our own sentences, and those of which nothing may be said.

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
