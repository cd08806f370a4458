//! Chinese words typed in letters.
//!
//! Invariant: every reading of a character is accepted, since which one is right follows from the word: 行 is
//! `xing` in 行政 and `hang` in 银行. What is no Han character is passed over.

use pinyin::ToPinyinMulti;

/// Whether `typed`, lower-case letters, digits and Han characters, spells the beginning of `words`: by Han
/// characters, by initials, by whole syllables, or by a mixture; the last syllable may be unfinished.
pub fn begins(typed: &[char], words: &[char]) -> bool {
    // For every number of characters typed whether they spell the words so far.
    let mut reached = vec![false; typed.len() + 1];
    reached[0] = true;
    for c in words {
        let spellings = spellings(*c);
        if spellings.is_empty() && !typed.contains(c) {
            continue;
        }
        let mut next = vec![false; typed.len() + 1];
        for from in (0..typed.len()).filter(|from| reached[*from]) {
            let rest = &typed[from..];
            if rest[0] == *c {
                next[from + 1] = true;
            }
            for spelling in &spellings {
                let same = rest.iter().zip(spelling.chars()).take_while(|(a, b)| **a == *b).count();
                // An initial, also one of two letters (zh), a whole syllable, or all that is left of what was typed.
                let initial = if spelling[1..].starts_with('h') { 2 } else { 1 };
                let whole = spelling.len();
                for length in [1, initial, whole, rest.len()] {
                    next[from + length.min(typed.len() - from)] |= length <= same;
                }
            }
        }
        reached = next;
        if reached[typed.len()] {
            return true;
        }
        if !reached.contains(&true) {
            return false;
        }
    }
    false
}

/// How a character is spelled in letters, without tones; nothing for what is no Han character.
fn spellings(c: char) -> Vec<String> {
    let mut spellings: Vec<String> = Vec::new();
    for reading in c.to_pinyin_multi().into_iter().flatten() {
        let reading = reading.plain();
        // 律 is typed as lv, and by some as lu.
        let typed = match reading.contains('ü') {
            true => vec![reading.replace('ü', "v"), reading.replace('ü', "u")],
            false => vec![reading.to_owned()],
        };
        let is_plain =
            |typed: &String| !typed.is_empty() && typed.bytes().all(|byte| byte.is_ascii_lowercase());
        spellings.extend(typed.into_iter().filter(is_plain));
    }
    spellings.dedup();
    spellings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::Formats;

    fn spells(typed: &str, words: &str) -> bool {
        begins(&typed.chars().collect::<Vec<_>>(), &words.chars().collect::<Vec<_>>())
    }

    #[test]
    fn words_are_typed_by_initials_syllables_and_mixtures() {
        let label = "本年新收政府信息公开申请数量";
        for typed in ["b", "bnxs", "bennian", "bennianxinshou", "bnxinsh", "本nxs", "本年新shou"] {
            assert!(spells(typed, label), "{typed}");
        }
        for typed in ["bx", "benianxinshou", "nxs", "bnxsx", "本新", "bnxszfxxgksqslx"] {
            assert!(!spells(typed, label), "{typed}");
        }
        assert!(spells("sdhcl", "收到和处理") && spells("sdhchl", "收到和处理"));
    }

    #[test]
    fn the_right_reading_of_an_ambiguous_character_is_among_those_accepted() {
        for (typed, words) in [
            ("xingzheng", "行政许可"),
            ("chongfu", "重复申请"),
            ("jiezhuan", "结转下年度继续办理"),
            ("falv", "法律服务机构"),
            ("falu", "法律服务机构"),
            ("diaocha", "调查"),
            ("zongji", "总计"),
            ("shushe", "数舍"),
            ("neibushiwu", "内部事务"),
        ] {
            assert!(spells(typed, words), "{typed}");
        }
    }

    #[test]
    fn every_character_of_the_formats_can_be_spelled() {
        for format in Formats::built_in().all() {
            let rows = format.tables.iter().flat_map(|table| &table.rows);
            let labels =
                rows.map(|row| &row.label).chain(format.sections.iter().map(|section| &section.title));
            for c in labels.flat_map(|label| label.chars()).filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c))
            {
                assert!(!spellings(c).is_empty(), "{c}");
            }
        }
    }
}
