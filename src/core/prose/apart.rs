//! What is counted, in a clause before its figure: 以自然人为主，共161件; 属于行政查询事项的最多，为35件.
//!
//! Invariant: the clause names one thing and says that it is the most of them; the figure's own words say nothing.

use super::clause::Piece;
use super::source::Source;
use super::token::{Token, is_plain};
use crate::format::prose::Tag;

/// What says that something is the most of them, at the end of a clause.
const MOST: [&str; 6] = ["为主", "居多", "最多", "占多数", "占大多数", "占比最高"];

/// What says so within it.
const MAIN: [&str; 3] = ["主要原因", "主要情形", "主要类型"];

/// Whether a clause says that something is the most of them.
pub fn says_most(clause: &str) -> bool {
    MOST.iter().any(|most| clause.ends_with(most))
}

/// The words of the clause before that of the figure at a place of a sentence.
pub fn apart<'a>(source: &Source<'a>, text: &str, pieces: &[Piece], at: usize) -> Option<Vec<Token<'a>>> {
    let [before @ .., Piece::Words(clause), Piece::Stop('，' | ',', _), Piece::Words(own)] = &pieces[..at]
    else {
        return None;
    };
    let begins = ["共", "为", "计", "达", "有"].iter().any(|word| text[own.clone()].starts_with(word));
    if !begins || !source.tokens(text, own.clone()).iter().all(is_plain) {
        return None;
    }
    if matches!(before.last(), Some(Piece::Figure(_))) {
        return None;
    }
    let said = &text[clause.clone()];
    let end = MOST.iter().find_map(|most| said.strip_suffix(most)).map(str::len);
    let is_main = MAIN.iter().any(|main| said.contains(main));
    let length = end.or(is_main.then_some(said.len()))?;
    let tokens = source.tokens(text, clause.start..clause.start + length);
    let tokens: Vec<Token<'a>> = tokens.into_iter().filter(|token| !token.is(Tag::Means)).collect();
    let names = |token: &Token<'a>| token.is(Tag::Reason) || token.is(Tag::Applicant);
    let may_stand = |token: &Token<'a>| {
        names(token)
            || is_plain(token)
            || token.word(Tag::Result).is_some_and(|word| word.group)
            || token.word(Tag::Noun).is_some_and(|noun| noun.of[0] == "apply")
    };
    let named = tokens.iter().filter(|token| names(token)).count();
    (named == 1 && tokens.iter().all(may_stand)).then_some(tokens)
}
