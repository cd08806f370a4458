//! The form in which words are compared, and what a cell says.
//!
//! Invariant: two labels that a reader takes for the same have the same normal form, whatever their blanks,
//! punctuation, width of characters or script (simplified, traditional) are. The normal form serves comparison
//! only and is never written anywhere.

use std::ops::Range;

use rust_decimal::Decimal;

use super::Value;
use crate::syntax::fold::{fold, is_list_number, is_nothing};

/// The ASCII form of a character that has one (full-width, vertical, small), else the character.
pub fn half_width(c: char) -> char {
    // Nearly all characters are ideographs, of which none is folded to ASCII, or ASCII themselves.
    if c.is_ascii_graphic() || is_common(c) {
        return c;
    }
    fold(c).filter(|folded| folded.is_ascii() && !is_list_number(c)).unwrap_or(c)
}

/// Whether `c` shows nothing: white space, or a character that is nothing.
pub fn is_blank(c: char) -> bool {
    !is_common(c) && (c.is_whitespace() || is_nothing(c))
}

/// Whether a character is one of the ideographs of which nearly all words are made.
fn is_common(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// Whether a character is an ideograph.
pub fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3007}' | '\u{3400}'..='\u{4dff}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// What of a character counts in a comparison: ideographs (simplified) and digits, nothing else.
pub fn significant(c: char) -> Option<char> {
    fold(c).filter(|c| {
        matches!(c, '0'..='9' | '\u{3007}' | '\u{3400}'..='\u{4dff}' | '\u{4e00}'..='\u{9fff}'
            | '\u{20000}'..='\u{3ffff}')
    })
}

/// Appends the normal form of `text` to `to`.
pub fn push_normal(to: &mut String, text: &str) {
    to.extend(text.chars().filter_map(significant));
}

/// The normal form of `text`.
pub fn normal(text: &str) -> String {
    let mut normal = String::with_capacity(text.len());
    push_normal(&mut normal, text);
    normal
}

/// `text` without what stands in round brackets, the notes that some fill into labels. Numbers in brackets stay.
pub fn without_notes(text: &str) -> String {
    const LONGEST_NUMBER: usize = 3;
    let mut kept = String::with_capacity(text.len());
    let mut open: Vec<usize> = Vec::new();
    for c in text.chars() {
        match half_width(c) {
            '(' => open.push(kept.len()),
            ')' if let Some(start) = open.pop()
                && kept[start..].chars().filter_map(significant).count() > LONGEST_NUMBER =>
            {
                kept.truncate(start);
                continue;
            }
            _ => {}
        }
        kept.push(c);
    }
    kept
}

/// The range of `text[range]` without blanks at both ends, as a range of `text`.
pub fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + (part.len() - part.trim_start_matches(is_blank).len());
    let end = range.start + part.trim_end_matches(is_blank).len();
    start..end.max(start)
}

/// What stands in a cell, for a cell whose text is `text`; nothing where it is words.
///
/// A figure may have a sign, thousands separators, decimals, full-width digits and its unit behind it; a change may
/// be written 增2 or 减少4项. `〇` is zero; a stroke or a slash is "not applicable"; the line of a form (`____`, with
/// its unit behind it or not) was not filled in. What has more digits than any count or sum of money is something
/// else, and so are figures that ran together: nobody writes `00` or `01`.
pub fn value(text: &str) -> Option<Value> {
    let text = text.trim_matches(is_blank);
    if let Some(digit) = plain(text) {
        return Some(Value::Figure(digit));
    }
    if text.contains(is_nothing) {
        return value(&text.replace(is_nothing, ""));
    }
    let text = text.trim_start_matches(['?', '？']).trim_start_matches(is_blank);
    if text.is_empty() {
        return None;
    }
    if text.chars().all(|c| matches!(half_width(c), '-' | '/' | '—' | '–' | '─' | '―' | '−')) {
        return (text.chars().count() <= 4).then(|| Value::NotApplicable(text.to_owned()));
    }
    const MOST_DIGITS: usize = 15;
    let number = text.trim_end_matches(ends_unit);
    let unit = &text[number.len()..];
    if is_form_line(number.trim_end_matches(is_blank)) {
        return Some(Value::Blank);
    }
    let digits = figure(number.trim_end_matches(is_blank))?;
    let too_long =
        digits.trim_start_matches('-').split('.').next().is_some_and(|whole| whole.len() > MOST_DIGITS);
    let whole = digits.trim_start_matches('-');
    let ran_together = whole.starts_with('0') && whole[1..].starts_with(|c: char| c.is_ascii_digit());
    // 3万件 is not the figure 3.
    if too_long || ran_together || unit.chars().count() > 1 && unit != "万元" {
        return Some(Value::Other(text.to_owned()));
    }
    digits.parse().ok().map(Value::Figure)
}

/// Whether a text is the line of a form, on which something is to be written: `__`, `＿`.
pub fn is_form_line(text: &str) -> bool {
    text.chars().all(|c| half_width(c) == '_') && (text.len() > 1)
}

/// Whether `c` ends a unit: `251000元`, `3件`, `12.68万`.
pub fn ends_unit(c: char) -> bool {
    matches!(c, '元' | '万' | '件' | '项' | '个' | '条' | '宗' | '份' | '起')
}

/// The common case: a short run of ASCII digits.
fn plain(text: &str) -> Option<Decimal> {
    let bytes = text.as_bytes();
    let short = !bytes.is_empty() && bytes.len() <= 9 && bytes.iter().all(u8::is_ascii_digit);
    let is_plain = short && (bytes.len() == 1 || bytes[0] != b'0');
    is_plain.then(|| Decimal::from(bytes.iter().fold(0u32, |sum, digit| sum * 10 + u32::from(digit - b'0'))))
}

/// The digits of a figure, with its sign and decimal point, without separators.
fn figure(text: &str) -> Option<String> {
    let changes = [("增加", ""), ("增", ""), ("减少", "-"), ("減少", "-"), ("减", "-"), ("減", "-")];
    let changed = changes.iter().find_map(|(word, sign)| text.strip_prefix(word).map(|rest| (rest, *sign)));
    let (text, sign) = changed.unwrap_or((text, ""));
    let mut chars = text.chars().map(half_width).peekable();
    let mut digits = String::with_capacity(text.len() + 1);
    digits.push_str(sign);
    match chars.peek()? {
        '-' | '−' | '–' if changed.is_none() => {
            chars.next();
            digits.push('-');
        }
        '+' if changed.is_none() => {
            chars.next();
        }
        _ => {}
    }
    let first = digits.len();
    let mut since_separator: Option<usize> = None;
    let mut point = false;
    for c in chars {
        let begun = digits.len() > first;
        match c {
            '0'..='9' => {
                digits.push(c);
                since_separator = since_separator.map(|count| count + 1);
            }
            '〇' if !begun => digits.push('0'),
            ',' | '，' if !point && begun && since_separator.is_none_or(|count| count == 3) => {
                since_separator = Some(0);
            }
            '.' if !point && begun && since_separator.is_none_or(|count| count == 3) => {
                point = true;
                since_separator = None;
                digits.push('.');
            }
            _ => return None,
        }
    }
    let whole =
        digits.len() > first && !digits.ends_with('.') && since_separator.is_none_or(|count| count == 3);
    whole.then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_at_a_glance_is_what_the_table_says() {
        for c in '\0'..=char::MAX {
            let folded = fold(c).filter(|folded| folded.is_ascii() && !is_list_number(c));
            assert_eq!(half_width(c), folded.unwrap_or(c), "U+{:04X}", c as u32);
            assert_eq!(is_blank(c), c.is_whitespace() || is_nothing(c), "U+{:04X}", c as u32);
        }
    }

    #[test]
    fn labels_that_read_the_same_have_the_same_normal_form() {
        let same = [
            ["（一）予以公开", "(一) 予以公开"],
            ["1.属于国家秘密", "1、屬於國家秘密"],
            ["3.危及“三安全一稳定”", "３．危及\"三安全一穩定\""],
            ["总 计", "總計"],
            ["主动公开", "主動(dòng)公開"],
            ["⾏政许可", "行\u{ad}政\u{200d}許可"],
            ["⒈㈠⼆", "1.(一)二"],
        ];
        for [a, b] in same {
            assert_eq!(normal(a), normal(b));
        }
        assert_ne!(normal("1.属于国家秘密"), normal("2.属于国家秘密"));
        assert_eq!(normal(&without_notes("规章（设区的市应提供）")), "规章");
    }

    #[test]
    fn a_cell_says_a_figure_or_not_applicable_or_words() {
        let figures = [
            ("0", "0"),
            ("0.5", "0.5"),
            ("10", "10"),
            (" １２ ", "12"),
            ("〇", "0"),
            ("1,234", "1234"),
            ("96171.6", "96171.6"),
            ("-8", "-8"),
            ("减4", "-4"),
            ("增2", "2"),
            ("增加2", "2"),
            ("减少３", "-3"),
            ("增2项", "2"),
            ("减4项", "-4"),
            ("251000元", "251000"),
            ("12.68万元", "12.68"),
            ("3件", "3"),
            ("? 0", "0"),
            ("12345678901", "12345678901"),
            ("1\u{feff}0", "10"),
            ("\u{2068}12\u{2069}", "12"),
        ];
        for (text, figure) in figures {
            assert_eq!(value(text), Some(Value::Figure(figure.parse().unwrap())), "{text}");
        }
        for mark in ["/", "-", "—", "——", "／"] {
            assert_eq!(value(mark), Some(Value::NotApplicable(mark.into())));
        }
        for line in ["__", "____", "＿＿", "＿", " ____ ", "____件", "____ 万元"] {
            assert_eq!(value(line), Some(Value::Blank), "{line}");
        }
        let words = [
            "", "无", "1,23", "1.2.3", "1.", ",1", "O", "2024年", "1 2", "增-2", "+-2", "件", "增项", "—件",
            "1.件", "_", "_1_", "__a",
        ];
        for words in words {
            assert_eq!(value(words), None, "{words}");
        }
        for other in [
            "3万件",
            "00",
            "01",
            "０１",
            "00.5",
            "-01",
            "007件",
            "1234567890123456",
            "79228162514264337593543950335",
            "-79228162514264337593543950335.5元",
        ] {
            assert_eq!(value(other), Some(Value::Other(other.into())));
        }
        assert_eq!(value("123456789012345.25"), Some(Value::Figure("123456789012345.25".parse().unwrap())));
    }
}
