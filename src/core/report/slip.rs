//! What stands where a figure belongs and is none.
//!
//! Invariant: what may well be a word of a label is none of it.

use super::normal::{ends_unit, half_width};

/// Whether a line that ends so may end in a figure or a mark.
pub fn ends_in_value(last: char) -> bool {
    matches!(half_width(last), '0'..='9' | '〇' | '/' | '-' | '—' | '–' | '─' | '!' | '#' | '_')
        || last == ')'
        || ends_unit(last)
        || is_slip(last.encode_utf8(&mut [0; 4]))
}

/// What people and machines write where a figure belongs: a word for nothing, letters for digits (`1O`), the errors
/// and formulas of a spreadsheet, what stands for a figure to come (`x`, `TODO`, `？`).
pub fn is_slip(word: &str) -> bool {
    const LONGEST: usize = 9;
    let letter = |c: char| matches!(half_width(c), 'O' | 'o' | 'l' | 'I');
    let digit = |c: char| half_width(c).is_ascii_digit();
    matches!(word, "无" | "零" | "空")
        || word.contains(letter) && word.len() <= LONGEST && word.chars().all(|c| letter(c) || digit(c))
        || is_sign(word)
}

/// Words without an ideograph that stand for a figure.
fn is_sign(word: &str) -> bool {
    const LONGEST: usize = 40;
    const LONGEST_WORD: usize = 6;
    const LEAST_HASHES: usize = 4;
    let mut chars = word.chars().map(half_width);
    let Some(first) = chars.next() else { return false };
    let rest = || word.chars().map(half_width).skip(1);
    match first {
        _ if word.len() > LONGEST => false,
        '#' => {
            rest().next().is_some_and(|c| c.is_ascii_alphabetic()) && rest().all(|c| c.is_ascii())
                || rest().all(|c| c == '#') && rest().count() + 1 >= LEAST_HASHES
        }
        '=' => rest().next().is_some_and(|c| c.is_ascii_alphabetic()) && rest().all(|c| c.is_ascii()),
        '×' | '✕' | '?' => rest().all(|c| c == first),
        'A'..='Z' | 'a'..='z' => {
            rest().all(|c| c.is_ascii_alphabetic() || c == '/') && rest().count() < LONGEST_WORD
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_for_a_figure_is_known() {
        for word in [
            "#REF!",
            "#N/A",
            "#DIV/0!",
            "#NAME?",
            "####",
            "x",
            "XX",
            "×",
            "TODO",
            "N/A",
            "null",
            "=SUM(B2:G2)",
            "？",
            "＃ＲＥＦ！",
        ] {
            assert!(is_slip(word), "{word}");
        }
        for word in
            ["", "#", "##", "=", "==", "1.", "(1)", "http://a", "规章", "一、", "A类", "***", "government"]
        {
            assert!(!is_slip(word), "{word}");
        }
    }
}
