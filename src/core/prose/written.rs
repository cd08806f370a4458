//! A figure written as another one stands there.
//!
//! Invariant: digits stay digits, in their width and with their commas, and numerals stay numerals; what is read again
//! is the figure that was to be written. Nothing is written over a figure that is not meant exactly, or counts in 万.

use rust_decimal::Decimal;

use super::number::{Exactness, Number};

/// A figure of a sentence as it stands there.
#[derive(Debug, Clone, Copy)]
pub struct Written<'a> {
    /// Its digits or its numeral, in ordinary characters.
    pub figure: &'a str,
    /// How long it is in the text itself.
    pub length: usize,
}

impl Written<'_> {
    /// Another figure in its place; none where it cannot be written so.
    pub fn like(&self, figure: Decimal) -> Option<String> {
        if !self.figure.starts_with(|c: char| c.is_ascii_digit()) {
            let zero = if self.figure.contains('〇') { '〇' } else { '零' };
            let figure = u32::try_from(figure).ok().filter(|_| figure.fract().is_zero())?;
            return numeral(figure, zero);
        }
        let mut digits = figure.normalize().to_string();
        if self.figure.contains(',') {
            digits = with_commas(&digits);
        }
        const WIDE: usize = '０'.len_utf8();
        match self.length == self.figure.len() * WIDE {
            true => Some(digits.chars().map(wide).collect()),
            false => Some(digits),
        }
    }
}

/// Whether another figure may be written over this one: it is meant exactly, and counts ones.
pub fn may_be_rewritten(number: &Number) -> bool {
    number.exactness == Exactness::Exact && number.half <= Decimal::new(5, 1)
}

fn wide(c: char) -> char {
    match c {
        '0'..='9' | '.' | ',' => char::from_u32(c as u32 - '!' as u32 + '！' as u32).unwrap_or(c),
        _ => c,
    }
}

fn with_commas(digits: &str) -> String {
    let (whole, rest) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut said = String::new();
    for (at, c) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            said.push(',');
        }
        said.push(c);
    }
    said + rest
}

/// A figure in numerals, as clerks write it before a unit: 两, 十二, 一百零五. Beyond 9999 they write digits.
fn numeral(figure: u32, zero: char) -> Option<String> {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    match figure {
        0 => return Some(zero.to_string()),
        2 => return Some('两'.to_string()),
        10_000.. => return None,
        _ => {}
    }
    let mut said = String::new();
    let mut skipped = false;
    for (scale, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = figure / scale % 10;
        if digit == 0 {
            skipped = !said.is_empty();
            continue;
        }
        if skipped {
            said.push(zero);
        }
        // 十二, but 一百一十二.
        if !(digit == 1 && scale == 10 && said.is_empty()) {
            said.push(DIGITS[digit as usize]);
        }
        said += name;
        skipped = false;
    }
    Some(said)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::prose::built_in;
    use crate::prose::number::numbers;

    fn like(figure: &str, length: usize, other: u32) -> Option<String> {
        Written { figure, length }.like(Decimal::from(other))
    }

    #[test]
    fn a_figure_is_written_as_the_one_before() {
        for (figure, length, other, written) in [
            ("3", 1, 12, "12"),
            ("3", 3, 12, "１２"),
            ("12", 6, 1234, "１２３４"),
            ("1,234", 5, 12_345, "12,345"),
            ("1,234", 5, 999, "999"),
            ("1,234", 15, 1235, "１，２３５"),
            ("三", 3, 2, "两"),
            ("两", 6, 0, "零"),
            ("三", 3, 10, "十"),
            ("三", 3, 12, "十二"),
            ("三", 3, 20, "二十"),
            ("十二", 6, 105, "一百零五"),
            ("一百〇五", 12, 208, "二百〇八"),
            ("十二", 6, 110, "一百一十"),
            ("十二", 6, 1001, "一千零一"),
            ("十二", 6, 1020, "一千零二十"),
            ("十二", 6, 3207, "三千二百零七"),
        ] {
            assert_eq!(like(figure, length, other).as_deref(), Some(written), "{figure}");
        }
        assert_eq!(like("三", 3, 10_000), None);
    }

    #[test]
    fn a_numeral_is_read_again_as_what_it_says() {
        for figure in 0..10_000 {
            let said = numeral(figure, '零').unwrap();
            let read = numbers(built_in(), &format!("办结{said}件。"));
            assert_eq!(read.first().map(|number| number.value), Some(Decimal::from(figure)), "{said}");
        }
    }
}
