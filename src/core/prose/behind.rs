//! Which words behind a figure say of what it is.
//!
//! Invariant: words of the next clause are taken only where these say nothing but what became of the figure.

use std::ops::Range;

use super::clause::Piece;
use super::source::Source;
use super::token::{Token, is_filler};
use crate::format::prose::Tag;

/// The words behind the figure at a place of a sentence that say of what it is; `own` are those up to the next stop or
/// figure.
pub fn behind<'a>(
    source: &Source<'a>,
    text: &str,
    pieces: &[Piece],
    at: usize,
    own: Range<usize>,
) -> Vec<Token<'a>> {
    let mut tokens = source.tokens(text, own);
    if matches!(pieces.get(at + 2), Some(Piece::Figure(_))) {
        // 6件申请已答复5件: the verb is the next figure's.
        let general = |token: &Token| token.word(Tag::Result).is_some_and(|word| word.general);
        let named = tokens.iter().position(|token| token.is(Tag::Noun));
        let verb = tokens.iter().rposition(general);
        if let (Some(named), Some(verb)) = (named, verb)
            && named < verb
        {
            tokens.truncate(verb);
        }
        return tokens;
    }
    // 其余1件因收到较晚，结转至2025年办理
    let next = if tokens.is_empty() { at + 1 } else { at + 2 };
    let gives_no_result = tokens.iter().all(is_filler) || begins_with_reason(&tokens);
    if let [Piece::Stop('，' | ',', _), Piece::Words(range), rest @ ..] =
        pieces.get(next..).unwrap_or_default()
        && gives_no_result
        && !matches!(rest.first(), Some(Piece::Figure(_)))
    {
        let is_carried = |token: &Token| {
            token.word(Tag::Result).is_some_and(|word| word.any.iter().flatten().eq(["carried_out"]))
        };
        let clause = source.tokens(text, range.clone());
        if clause.iter().any(is_carried) && clause.iter().all(|token| is_carried(token) || is_filler(token)) {
            tokens.extend(clause);
        }
    }
    tokens
}

/// The words behind a figure without why it came so: 一件因需征求第三方意见结转下年.
pub fn without_cause<'t, 'v>(tokens: &'t [Token<'v>]) -> &'t [Token<'v>] {
    let is_specific =
        |token: &Token| token.word(Tag::Result).is_some_and(|word| !word.general && !word.group);
    match (begins_with_reason(tokens), tokens.iter().position(is_specific)) {
        (true, Some(at)) => &tokens[at..],
        _ => tokens,
    }
}

fn begins_with_reason(tokens: &[Token<'_>]) -> bool {
    tokens.first().is_some_and(|token| token.is(Tag::Cause))
}
