//! Which characters are the same?
//!
//! A character is written in many ways: full-width or half-width, traditional or simplified, as the ideograph or as
//! the radical that looks like it, and between them stand characters that show nothing at all. The table is made by
//! the build script (`folding/generate.rs`) from the data of Unicode, once for the scanner and once for Rust.
//!
//! Invariant: what is folded folds to itself.

include!(concat!(env!("OUT_DIR"), "/folding.rs"));

const ITSELF: u16 = 0;
const NOTHING: u16 = 1;
const FIRST_WIDE: usize = 0xd800;
const LAST_WIDE: usize = 0xdfff;

fn entry(c: char) -> u16 {
    let c = c as usize;
    BLOCKS[usize::from(BLOCK_OF[c >> 8])][c & 0xff]
}

/// The ordinary form of a character; nothing for one that shows nothing. Blanks (but no tab and no line break) are
/// spaces, and a number in brackets or with a full stop (㈠, ⒈) is the number.
pub fn fold(c: char) -> Option<char> {
    match entry(c) {
        ITSELF => Some(c),
        NOTHING => None,
        to => Some(match usize::from(to) {
            wide @ FIRST_WIDE..=LAST_WIDE => char::from_u32(WIDE[wide - FIRST_WIDE] & 0xff_ffff).unwrap_or(c),
            to => char::from_u32(to as u32).unwrap_or(c),
        }),
    }
}

/// Whether a character is written in its ordinary form: nearly all are.
pub fn is_ordinary(c: char) -> bool {
    entry(c) == ITSELF
}

/// Whether a character shows nothing and is nothing: a joiner, a mark of direction, a byte order mark.
pub fn is_nothing(c: char) -> bool {
    entry(c) == NOTHING
}

/// Whether a character is a number in brackets or with a full stop: ㈠, ⒈.
pub fn is_list_number(c: char) -> bool {
    matches!(usize::from(entry(c)), wide @ FIRST_WIDE..=LAST_WIDE if WIDE[wide - FIRST_WIDE] >> 24 > 0)
}

/// The ordinary ideograph for one that only looks like it: ⼆ (a radical) and 二 (a compatibility ideograph) are 二.
pub fn twin(c: char) -> Option<char> {
    if is_ordinary(c) {
        return None;
    }
    TWINS.binary_search_by_key(&c, |pair| pair.0).ok().map(|at| TWINS[at].1)
}

/// A text with every character in its ordinary form, numbers with their brackets or full stops.
pub fn folded(text: &str) -> String {
    let mut to = String::with_capacity(text.len());
    for c in text.chars() {
        let of_list = match usize::from(entry(c)) {
            wide @ FIRST_WIDE..=LAST_WIDE => WIDE[wide - FIRST_WIDE] >> 24,
            _ => 0,
        };
        to.extend((of_list == 1).then_some('('));
        to.extend(fold(c));
        to.extend([None, Some(')'), Some('.')][of_list as usize]);
    }
    to
}

#[cfg(test)]
mod tests {
    use super::*;

    #[allow(unsafe_code)] // the scanner is C: this is the function that it folds by
    fn of_the_scanner(c: char) -> String {
        unsafe extern "C" {
            fn tree_sitter_gouji_fold(c: i32, folded: *mut i32) -> u32;
        }
        let mut folded = [0; 3];
        // SAFETY: the scanner is linked into this crate, and the function writes at most three characters.
        let count = unsafe { tree_sitter_gouji_fold(c as i32, folded.as_mut_ptr()) };
        folded[..count as usize].iter().map(|c| char::from_u32(*c as u32).unwrap()).collect()
    }

    #[test]
    fn the_scanner_folds_every_character_as_rust_does() {
        for c in '\0'..=char::MAX {
            assert_eq!(of_the_scanner(c), folded(c.encode_utf8(&mut [0; 4])), "U+{:04X}", c as u32);
        }
    }

    #[test]
    fn what_is_folded_folds_to_itself() {
        for c in '\0'..=char::MAX {
            let once = folded(c.encode_utf8(&mut [0; 4]));
            assert_eq!(folded(&once), once, "U+{:04X}", c as u32);
            let twin = twin(c).unwrap_or(c);
            assert_eq!(fold(twin), fold(c), "U+{:04X}", c as u32);
        }
    }

    #[test]
    fn a_character_in_any_guise_is_the_same() {
        for (written, ordinary) in [
            ("⼆、⾏政许可", "二、行政许可"),
            ("⼈⺠政府", "人民政府"),
            ("\u{f9e9}\u{2f83f}", "里周"),
            ("總計、說説、衆裏、谘詢諮詢", "总计、说说、众里、谘询咨询"),
            ("（１）Ｘ，｜；：　﹙２﹚︵三︶𝟜", "(1)X,|;: (2)(三)4"),
            ("㈠㈩⑴⒈", "(一)(十)(1)1."),
            ("1\u{feff}0\u{200b}0 \u{2068}12\u{2069}\u{ad}\u{200e}", "100 12"),
            ("\u{a0}\u{2003}\u{85}\u{2028}\u{c}", "     "),
            ("12² 12① 3㎡ … “一” 、。〇 ○", "12² 12① 3㎡ … “一” 、。〇 ○"),
        ] {
            assert_eq!(folded(written), ordinary);
        }
        assert_eq!(folded("一\t二\r\n"), "一\t二\r\n");
    }
}
