//! Which figure is meant where a cell holds something else?
//!
//! Invariant: what is given is the only count that a reader would take it for: letters for the digits they look like
//! (`1O`, `l8`), a numeral (`十八`), a count with its unit, or said to be one (`18人次`, `18（件）`, `共18`), a count behind
//! needless zeros (`018`). What is only about so many (`约18`, `3万件`) is none.

use rust_decimal::Decimal;

use crate::prose::number;
use crate::report::normal::{half_width, is_blank};

/// The count that `text` is meant to be, for a cell whose text is no figure.
pub fn meant(text: &str) -> Option<Decimal> {
    let word: String = text.chars().filter(|c| !is_blank(*c)).map(half_width).collect();
    let word = without_unit(without_lead(&word).trim_end_matches(STOPS));
    digits(word).or_else(|| number::count(&word.chars().map(plain_numeral).collect::<String>()))
}

/// Signs that end a sentence, which some type behind a figure.
const STOPS: [char; 6] = ['.', '。', ',', '，', ';', '、'];

/// What is said before an exact count.
fn without_lead(word: &str) -> &str {
    const LEADS: [&str; 5] = ["共计", "合计", "总计", "共", "计"];
    LEADS.iter().find_map(|lead| word.strip_prefix(lead)).unwrap_or(word)
}

/// What stands before a unit, which may stand in brackets.
fn without_unit(word: &str) -> &str {
    const UNITS: [&str; 14] =
        ["人次", "件次", "件", "项", "个", "条", "宗", "份", "起", "次", "例", "部", "家", "人"];
    let bare = word.strip_suffix(')').and_then(|inside| {
        let (count, unit) = inside.rsplit_once('(')?;
        UNITS.contains(&unit).then_some(count)
    });
    bare.or_else(|| UNITS.iter().find_map(|unit| word.strip_suffix(unit))).unwrap_or(word)
}

/// A count in digits or in letters that look like them.
fn digits(word: &str) -> Option<Decimal> {
    const MOST_DIGITS: usize = 9;
    let digit = |c: char| match c {
        '0'..='9' => Some(c),
        'O' | 'o' | '〇' | '○' | '◯' => Some('0'),
        'l' | 'I' | 'i' => Some('1'),
        _ => None,
    };
    let digits: String = word.chars().map(digit).collect::<Option<_>>()?;
    // `00` and `000` may be several figures that ran together.
    let is_zeros = digits.len() > 1 && digits.bytes().all(|digit| digit == b'0');
    (digits.len() <= MOST_DIGITS && !is_zeros).then(|| digits.parse().ok())?
}

/// The numeral for which the long one of a bill stands: 壹 for 一.
fn plain_numeral(c: char) -> char {
    const LONG: &str = "壹贰叁肆伍陆柒捌玖拾佰仟";
    const PLAIN: &str = "一二三四五六七八九十百千";
    LONG.chars().position(|long| long == c).and_then(|at| PLAIN.chars().nth(at)).unwrap_or(c)
}
