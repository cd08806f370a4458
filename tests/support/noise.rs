//! What fingers and machines do to a text.

use std::ops::Range;

use super::model::Random;

/// A small change to a text, and where it was made.
#[derive(Debug, Clone)]
pub struct Slip {
    pub text: String,
    /// What stood there before, as a range of the old text.
    pub at: Range<usize>,
    pub what: &'static str,
}

impl Slip {
    fn new(text: &str, at: Range<usize>, by: &str, what: &'static str) -> Slip {
        Slip { text: [&text[..at.start], by, &text[at.end..]].concat(), at, what }
    }

    /// Whether a figure written at `figure` may have been changed by it.
    pub fn touches(&self, figure: &Range<usize>) -> bool {
        const NEAR: usize = 2;
        self.at.start <= figure.end + NEAR && figure.start <= self.at.end + NEAR
    }
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// A character mistyped, dropped or doubled, or a blank inside a word.
pub fn in_words(text: &str, random: &mut Random) -> Slip {
    let han: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| is_han(*c)).collect();
    let (at, c) = *random.pick(&han);
    let range = at..at + c.len_utf8();
    match random.below(4) {
        0 => Slip::new(text, range, &random.pick(&han).1.to_string(), "mistyped"),
        1 => Slip::new(text, range, "", "dropped"),
        2 => Slip::new(text, range, &format!("{c}{c}"), "doubled"),
        _ => {
            let blank = *random.pick(&[" ", "\u{3000}", "\u{a0}", "  "]);
            Slip::new(text, range.end..range.end, blank, "blank")
        }
    }
}

/// A separator deleted: a pipe, a tab, a line break, a blank.
pub fn separator(text: &str, random: &mut Random) -> Slip {
    // Blanks between words separate nothing in most shapes: fewer of them.
    let strong = random.chance(80);
    let separators: Vec<(usize, char)> = text
        .char_indices()
        .filter(|(_, c)| matches!(c, '|' | '\t') || !strong && c.is_whitespace())
        .collect();
    let Some(&(at, c)) = separators.get(random.below(separators.len())) else {
        return in_words(text, random);
    };
    Slip::new(text, at..at + c.len_utf8(), "", "separator")
}
