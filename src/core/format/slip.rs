//! What people slip into that makes a file no TOML.
//!
//! Invariant: a slip is named only where it stands in the line in which the reader stumbled.

use std::ops::Range;

/// A slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slip {
    /// A full-width sign where a half-width one belongs.
    FullWidth(char),
    /// A name with a slash as a key, without quotes.
    NoQuotes,
    /// A value without quotes.
    ValueNoQuotes,
    /// A key in Chinese.
    KeyNotEnglish,
    /// A backslash between the parts of a path.
    Backslash,
    /// A key twice.
    Twice,
}

/// What was most likely the slip where the reader stumbled at `range` and said `detail`.
pub fn slip(file: &str, range: &Range<usize>, detail: &str) -> Option<Slip> {
    if detail == "duplicate key" {
        return Some(Slip::Twice);
    }
    let at = (0..=range.start.min(file.len())).rev().find(|at| file.is_char_boundary(*at))?;
    let begin = file[..at].rfind('\n').map_or(0, |end| end + 1);
    let line = file[begin..].lines().next()?;
    let mut in_quotes = false;
    let outside = |c: &char| {
        in_quotes ^= *c == '"';
        !in_quotes
    };
    let full_width = |c: &char| "＝“”‘’【】［］＂＇＃".contains(*c);
    let bare: String = line.chars().filter(outside).take_while(|c| *c != '#').collect();
    if let Some(sign) = bare.chars().find(full_width) {
        return Some(Slip::FullWidth(sign));
    }
    let key = line.split('=').next().unwrap_or_default().trim();
    if key.contains('/') && !key.starts_with(['"', '\'', '#']) {
        return Some(Slip::NoQuotes);
    }
    if !key.is_ascii() && !key.starts_with(['"', '\'', '#', '[']) {
        return Some(Slip::KeyNotEnglish);
    }
    let value = line.split_once('=').map_or("", |(_, value)| value.trim_start());
    if value.starts_with(|c: char| c.is_alphabetic()) {
        return Some(Slip::ValueNoQuotes);
    }
    // In a text in quotes \u and \x ask for digits, at which the parser stumbles.
    (value.starts_with('"') && value.contains('\\')).then_some(Slip::Backslash)
}
