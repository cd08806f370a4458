//! Our own sentences.

use super::case::{Measures, cases};

#[test]
fn our_own_sentences_are_read_as_they_are_meant() {
    let measures = Measures::of(&cases(include_str!("sentences.tsv")));
    assert!(measures.said.is_empty(), "{}", measures.said.join("\n"));
}
