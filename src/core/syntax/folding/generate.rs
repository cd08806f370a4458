//! Makes the table of foldings from the data beside this file, once for the scanner (C) and once for Rust. It is
//! part of the build script.
//!
//! Invariant: a folded character folds to itself, so that it does not matter how often a text is folded.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::RangeInclusive;

use unicode_normalization::UnicodeNormalization;

/// Characters for one entry of the first stage.
const BLOCK: usize = 256;
/// What stands in the table for a character that folds to itself.
const ITSELF: u16 = 0;
/// What stands in the table for a character that is nothing. No character folds to NUL or to U+0001.
const NOTHING: u16 = 1;
/// What stands for the first of the entries that are too wide for the table: no character has the numbers of
/// surrogates.
const WIDE: u16 = 0xd800;

/// What NFKC would make digits and letters of, but what says something else beside a word or a figure: marks of
/// notes (12²), numbers in circles (12①), letters of phonetics, dots that lead to a page, a line that is drawn, emoji.
const KEPT: [RangeInclusive<u32>; 14] = [
    0xaa..=0xaa,
    0xb2..=0xb3,
    0xb9..=0xba,
    0x2b0..=0x2ff,
    0x1d2c..=0x1dbf,
    0x2025..=0x2026,
    0x2070..=0x209f,
    0x2460..=0x2473,
    0x24b6..=0x24ea,
    0x3192..=0x319f,
    0x3244..=0x325f,
    0x3280..=0x33ff,
    0xffe8..=0xffe8,
    0x1f000..=0x1ffff,
];

/// What a character is folded to.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    Nothing,
    One(char),
    /// `(`, the character, `)`: ㈠.
    Bracketed(char),
    /// The character and a full stop: ⒈.
    Dotted(char),
}

/// The data.
struct Data {
    ignorable: Vec<RangeInclusive<u32>>,
    radicals: BTreeMap<char, char>,
    simplified: BTreeMap<char, char>,
}

/// The table, in two stages.
pub struct Table {
    /// For each [`BLOCK`] characters the number of their block.
    block_of: Vec<u8>,
    blocks: Vec<Vec<u16>>,
    wide: Vec<u32>,
    /// Each character that only looks like another, and that one.
    twins: Vec<(char, char)>,
}

/// The table of all characters. The files are `ignorable.txt`, `radicals.txt` and `simplified.txt`.
pub fn table(ignorable: &str, radicals: &str, simplified: &str) -> Table {
    let data = Data {
        ignorable: content(ignorable).map(range).collect(),
        radicals: content(radicals)
            .flat_map(|line| {
                let (from, to) = line.split_once(' ').expect("a range and an ideograph");
                let to = char::from_u32(hex(to)).expect("an ideograph");
                range(from).filter_map(move |c| Some((char::from_u32(c)?, to)))
            })
            .collect(),
        simplified: content(simplified)
            .flat_map(|line| {
                let chars: Vec<char> = line.chars().collect();
                assert!(chars.len().is_multiple_of(2), "pairs: {line}");
                chars.chunks(2).map(|pair| (pair[0], pair[1])).collect::<Vec<_>>()
            })
            .collect(),
    };
    let mut wide = Vec::new();
    let mut blocks: Vec<Vec<u16>> = Vec::new();
    let mut block_of = Vec::new();
    for start in (0..=u32::from(char::MAX)).step_by(BLOCK) {
        let block: Vec<u16> = (start..start + BLOCK as u32).map(|c| data.entry(c, &mut wide)).collect();
        let known = blocks.iter().position(|other| *other == block);
        let number = known.unwrap_or_else(|| {
            blocks.push(block);
            blocks.len() - 1
        });
        block_of.push(u8::try_from(number).expect("few blocks"));
    }
    let compatibility = [0xf900..=0xfaff, 0x2f800..=0x2fa1f].into_iter().flatten().filter_map(char::from_u32);
    let twins = data.radicals.keys().copied().chain(compatibility);
    let twins = twins.map(|c| (c, data.ordinary(c))).filter(|(c, ordinary)| c != ordinary).collect();
    Table { block_of, blocks, wide, twins }
}

/// The lines of a file without its remarks.
fn content(file: &str) -> impl Iterator<Item = &str> {
    file.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn range(written: &str) -> RangeInclusive<u32> {
    let (from, to) = written.split_once("..").unwrap_or((written, written));
    hex(from)..=hex(to)
}

fn hex(written: &str) -> u32 {
    u32::from_str_radix(written, 16).expect("a code point")
}

impl Data {
    fn entry(&self, c: u32, wide: &mut Vec<u32>) -> u16 {
        // Not every number is a character, but some of those that are none are ignorable.
        let Some(c) = char::from_u32(c) else { return ITSELF };
        let mut too_wide = |entry: u32| {
            wide.push(entry);
            WIDE + u16::try_from(wide.len() - 1).expect("few wide entries")
        };
        match self.form(c) {
            Form::Nothing => NOTHING,
            Form::One(to) if to == c => ITSELF,
            Form::One(to) => u16::try_from(u32::from(to)).unwrap_or_else(|_| too_wide(u32::from(to))),
            Form::Bracketed(to) => too_wide(u32::from(to) | 1 << 24),
            Form::Dotted(to) => too_wide(u32::from(to) | 2 << 24),
        }
    }

    fn form(&self, c: char) -> Form {
        if self.ignorable.iter().any(|range| range.contains(&u32::from(c))) {
            return Form::Nothing;
        }
        // Tabs separate cells, line breaks lines.
        if c.is_whitespace() && !matches!(c, '\t' | '\n' | '\r') {
            return Form::One(' ');
        }
        let one = |c: char| self.simplified.get(&c).copied().unwrap_or(c);
        let ordinary: Vec<char> = match KEPT.iter().any(|range| range.contains(&u32::from(c))) {
            true => vec![c],
            false => std::iter::once(self.ordinary(c)).nfkc().collect(),
        };
        let is_number = |c: char| c.is_ascii_digit() || ('\u{4e00}'..='\u{9fff}').contains(&c);
        match ordinary.as_slice() {
            [to] => Form::One(one(*to)),
            ['(', to, ')'] if is_number(*to) => Form::Bracketed(one(*to)),
            [to, '.'] if is_number(*to) => Form::Dotted(one(*to)),
            _ => Form::One(one(c)),
        }
    }

    /// The ideograph that a radical or a compatibility ideograph looks like, else the character.
    fn ordinary(&self, c: char) -> char {
        let composed = std::iter::once(self.radicals.get(&c).copied().unwrap_or(c)).nfc().collect::<Vec<_>>();
        if let [one] = composed.as_slice() { *one } else { c }
    }
}

impl Table {
    /// The table for the scanner.
    pub fn c(&self) -> String {
        let mut out = "// Generated by src/core/syntax/folding/generate.rs.\n".to_owned();
        let numbers = |numbers: &[u16]| numbers.iter().map(|n| format!("{n},")).collect::<String>();
        let block_of: Vec<u16> = self.block_of.iter().map(|number| u16::from(*number)).collect();
        let wide: String = self.wide.iter().map(|entry| format!("{entry},")).collect();
        writeln!(out, "static const uint8_t FOLD_BLOCK_OF[] = {{{}}};", numbers(&block_of)).unwrap();
        writeln!(out, "static const uint16_t FOLD_BLOCKS[][{BLOCK}] = {{").unwrap();
        self.blocks.iter().for_each(|block| writeln!(out, "{{{}}},", numbers(block)).unwrap());
        writeln!(out, "}};\nstatic const uint32_t FOLD_WIDE[] = {{{wide}}};").unwrap();
        out
    }

    /// The table for Rust, with the twins.
    pub fn rust(&self) -> String {
        let Table { block_of, blocks, wide, twins } = self;
        format!(
            "static BLOCK_OF: [u8; {}] = {block_of:?};\nstatic BLOCKS: [[u16; {BLOCK}]; {}] = {blocks:?};\n\
             static WIDE: [u32; {}] = {wide:?};\nstatic TWINS: [(char, char); {}] = {twins:?};\n",
            block_of.len(),
            blocks.len(),
            wide.len(),
            twins.len(),
        )
    }
}
