//! Bytes → text.
//!
//! Invariants: a text is either read exactly, in an encoding that is named, or not at all: no character is ever
//! replaced. The byte order mark is no part of the text.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, UTF_16BE, UTF_16LE};

use super::error::{FileError, MEGABYTE};

/// No report has more bytes than this, not even those of a whole county in one file.
pub const LARGEST: u64 = 100 * MEGABYTE;

/// A text and how it was encoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read<'a> {
    /// The text, without a byte order mark.
    pub text: Cow<'a, str>,
    /// The name of the encoding: `UTF-8`, `UTF-16LE`, `UTF-16BE`, `GB18030` or `Big5`.
    pub encoding: &'static str,
    /// Whether a byte order mark stood before the text.
    pub mark: bool,
}

/// Reads bytes in the encoding they show.
///
/// # Errors
///
/// Where they are no text, or none in an encoding that is known here.
pub fn decode(bytes: &[u8]) -> Result<Read<'_>, FileError> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let rest = &bytes[length..];
        let text = exactly(encoding, rest).ok_or_else(|| damage(rest).unwrap_or(FileError::NotText))?;
        return Ok(Read { text, encoding: encoding.name(), mark: true });
    }
    let found = |text, encoding| Ok(Read { text, encoding, mark: false });
    if bytes.contains(&0) {
        let (text, encoding) = utf16(bytes).ok_or(FileError::Binary)?;
        return found(text, encoding.name());
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return found(Cow::Borrowed(text), "UTF-8");
    }
    if let Some(damage) = damage(bytes) {
        return Err(damage);
    }
    let (text, encoding) = chinese(bytes).ok_or(FileError::NotText)?;
    // GBK and GB2312 are parts of GB18030, and one decoder reads all three.
    let encoding = if encoding == BIG5 { "Big5" } else { "GB18030" };
    // GB18030 has a mark of its own, which is not among those that are known before.
    let (text, mark) = without_mark(text);
    Ok(Read { text, encoding, mark })
}

/// The text without a byte order mark, and whether there was one.
fn without_mark(text: Cow<'_, str>) -> (Cow<'_, str>, bool) {
    match text.strip_prefix('\u{feff}') {
        Some(rest) => (Cow::Owned(rest.to_owned()), true),
        None => (text, false),
    }
}

/// The text where every byte of it can be read.
fn exactly<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Option<Cow<'a, str>> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes)
}

/// UTF-16 without a mark. Both orders may decode (一 is 4E 00 in one and N in the other), so the one wins whose
/// characters look more like a report; a binary file looks like one in neither.
fn utf16(bytes: &[u8]) -> Option<(Cow<'_, str>, &'static Encoding)> {
    let candidates = [UTF_16LE, UTF_16BE].into_iter().filter_map(|encoding| {
        let text = exactly(encoding, bytes)?;
        let (total, likely) = text.chars().fold((0usize, 0usize), |(total, likely), character| {
            (total + 1, likely + usize::from(is_likely(character)))
        });
        (!text.contains('\0') && likely * 10 >= total * 9).then_some((likely * 1000 / total, text, encoding))
    });
    // `max_by_key` would take the last of equals, and little-endian is by far the more common.
    let best = candidates.reduce(|first, second| if second.0 > first.0 { second } else { first })?;
    Some((best.1, best.2))
}

/// Whether a Chinese report may well hold this character.
fn is_likely(character: char) -> bool {
    matches!(character,
        '\t' | '\n' | '\r' | ' '..='~' | '·'..='÷' | '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{3020}'
        | '①'..='⑳' | '一'..='龥' | '！'..='～')
}

/// GB18030, or Big5 where the text says so plainly. Nearly every Big5 text is some GB18030 text too, but one full
/// of characters for private use; for the rest the detector decides, told that the file comes from China.
fn chinese(bytes: &[u8]) -> Option<(Cow<'_, str>, &'static Encoding)> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(Some(b"cn"), Utf8Detection::Deny);
    let order = if guess == BIG5 { [BIG5, GB18030] } else { [GB18030, BIG5] };
    let readings = order.into_iter().filter_map(|encoding| {
        let text = exactly(encoding, bytes)?;
        (!text.chars().any(is_binary)).then_some((text, encoding))
    });
    readings.min_by_key(|(text, _)| text.chars().filter(|character| is_private(*character)).count())
}

fn is_private(character: char) -> bool {
    matches!(character, '\u{e000}'..='\u{f8ff}')
}

/// Control characters that no text file holds (form feed, vertical tab and end-of-file of old DOS are let by).
fn is_binary(character: char) -> bool {
    matches!(character, '\0'..='\x08' | '\x0e'..='\x19' | '\x1b'..='\x1f' | '\x7f')
}

/// Whether this is UTF-8 with a few bytes broken. Read as GB18030 it would be nonsense that passes for text.
fn damage(bytes: &[u8]) -> Option<FileError> {
    let (mut whole, mut broken, mut line, mut first) = (0usize, 0usize, 1usize, None);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        line += chunk.valid().matches('\n').count();
        if !chunk.invalid().is_empty() {
            broken += 1;
            first.get_or_insert(line);
        }
    }
    first.filter(|_| whole >= 4 * broken).map(FileError::DamagedUtf8)
}
