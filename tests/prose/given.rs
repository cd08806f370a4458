//! The sentences that were given to the project, which lie beside the checkout, or nowhere.

use super::case::{Measures, cases};
use super::support::real::folder;

#[test]
fn the_given_sentences_are_read_as_they_are_meant() {
    let Some(folder) = folder() else { return };
    let cases = cases(&std::fs::read_to_string(folder.join("prose.tsv")).expect("the sentences are there"));
    let measures = Measures::of(&cases);
    println!("{}", measures.said.join("\n"));
    println!(
        "{} of {} right, {} of {} figures ({} read), {} of {} faults, {} false alarms",
        measures.right,
        measures.cases,
        measures.agree,
        measures.tied,
        measures.read,
        measures.found,
        measures.faults,
        measures.false_alarms
    );
    assert_eq!(measures.false_alarms, 0);
}
