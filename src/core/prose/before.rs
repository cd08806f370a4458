//! Which words say of what a figure is: mostly those before it, up to the stop or the figure before.
//!
//! Invariant: words are taken from beyond brackets only where these hold nothing but the figure, or no figure at all.

use std::ops::Range;

use super::clause::Piece;
use super::number::Number;

/// The words that say of what a figure is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Before {
    /// Where they stand, in their order.
    pub words: Vec<Range<usize>>,
    /// Whether the brackets around the figure hold it alone, and make it no part of another one: 自然人（10份）.
    pub is_named: bool,
    /// Whether the brackets are those of another figure that says the same: 占40%（4件）, 0.84万元（8400元）.
    pub is_same: bool,
}

/// The words before the figure at a place of a sentence.
pub fn before(text: &str, pieces: &[Piece], numbers: &[Number], at: usize) -> Before {
    let words = |at: usize| match pieces.get(at) {
        Some(Piece::Words(range)) => Some(range.clone()),
        _ => None,
    };
    let mut before = Before { words: Vec::new(), is_named: false, is_same: false };
    let Some(last) = at.checked_sub(1) else { return before };
    match &pieces[last] {
        Piece::Words(range) => before.words.push(range.clone()),
        Piece::Stop('（' | '(', _) if closes(pieces, at + 1) && last > 0 => match &pieces[last - 1] {
            Piece::Words(range) => {
                before.words.push(range.clone());
                before.is_named = true;
            }
            Piece::Figure(other) => {
                let (Piece::Figure(own), other) = (&pieces[at], &numbers[*other]) else { return before };
                before.is_same = other.is_money() && numbers[*own].is_money();
                if other.is_percentage() {
                    before.words.extend(last.checked_sub(2).and_then(words));
                    before.is_named = true;
                }
            }
            Piece::Stop(..) => {}
        },
        Piece::Stop('）' | ')', _) => {
            let opens = pieces[..last].iter().rposition(|piece| matches!(piece, Piece::Stop('（' | '(', _)));
            let Some(opens) = opens.filter(|opens| *opens > 0) else { return before };
            let inside = &pieces[opens + 1..last];
            if inside.iter().any(|piece| matches!(piece, Piece::Figure(_))) {
                return before;
            }
            let Some(outside) = words(opens - 1) else { return before };
            // 公开（含部分公开）11件 is of both.
            let more = words(opens + 1).filter(|_| inside.len() == 1);
            let more = more.and_then(|more| {
                let rest = text[more.clone()].strip_prefix('含')?;
                Some(more.end - rest.len()..more.end)
            });
            before.words.extend(more.into_iter().flat_map(|more| [outside.clone(), more]));
        }
        _ => {}
    }
    before
}

fn closes(pieces: &[Piece], at: usize) -> bool {
    matches!(pieces.get(at), Some(Piece::Stop('）' | ')', _)))
}
