//! A line whose cells are separated by blanks → fields.
//!
//! Invariant: figures stand at its end; what stands before them is a label.

use std::ops::Range;

use super::Value;
use super::field::{Field, words};
use super::furniture::is_furniture;
use super::normal::{half_width, trimmed, value};
use super::slip::{ends_in_value, is_slip};

/// A line whose cells, if it has any, are separated by blanks: the figures at its end, the words before them.
pub fn push_line(text: &str, range: Range<usize>, fields: &mut Vec<Field>) {
    let range = trimmed(text, range);
    let line = &text[range.clone()];
    let Some(last) = line.chars().next_back() else { return };
    if is_furniture(line) {
        return;
    }
    if !ends_in_value(last) {
        fields.push(Field::Words(range));
        return;
    }
    let words = with_units(text, words(text, range.clone()));
    let is_value = |word: &Range<usize>| value(&text[word.clone()]).is_some();
    let is_cell = |word: &Range<usize>| is_value(word) || is_slip(&text[word.clone()]);
    let cells = |words: &[Range<usize>]| words.iter().rev().take_while(|word| is_cell(word)).count();
    let mut first = words.len() - cells(&words);
    // One short word amid many figures is a cell as well. (4. 无 正当理由… begins with no figure.)
    const MANY: usize = 4;
    const LONGEST: usize = 5;
    let mut odd = None;
    if first > 0 && first < words.len() {
        let before = cells(&words[..first - 1]);
        let figures = words[first - 1 - before..first - 1].iter().any(is_value);
        let short = text[words[first - 1].clone()].chars().count() <= LONGEST;
        if figures && short && before + words.len() - first >= MANY {
            odd = Some(first - 1);
            first -= 1 + before;
        }
    }
    while first < words.len() && !is_value(&words[first]) && odd != Some(first) {
        first += 1;
    }
    if first > 0 {
        let label = range.start..words[first - 1].end;
        let glued = if words.len() - first >= 2 { glued_figure(&text[words[first - 1].clone()]) } else { 0 };
        fields.push(Field::Words(label.start..label.end - glued));
        push_word(text, label.end - glued..label.end, false, false, fields);
    }
    let alone = first == 0 && words.len() == 1;
    for (at, word) in words.iter().enumerate().skip(first) {
        if odd == Some(at) {
            let value = Value::Other(text[word.clone()].to_owned());
            fields.push(Field::Value { value, range: word.clone(), opens: at == 0, alone });
        } else {
            push_word(text, word.clone(), at == 0, alone, fields);
        }
    }
}

fn push_word(text: &str, range: Range<usize>, opens: bool, alone: bool, fields: &mut Vec<Field>) {
    if range.is_empty() {
        return;
    }
    match value(&text[range.clone()]) {
        Some(value) => fields.push(Field::Value { value, range, opens, alone }),
        None => fields.push(Field::Words(range)),
    }
}

/// The words of a line, units that stand apart (`12.68 万元`) together with their figures.
fn with_units(text: &str, words: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for word in words {
        match joined.last_mut() {
            Some(figure)
                if matches!(&text[word.clone()], "元" | "万元" | "件")
                    && text[figure.clone()].ends_with(|c: char| half_width(c).is_ascii_digit())
                    && value(&text[figure.clone()]).is_some() =>
            {
                figure.end = word.end
            }
            _ => joined.push(word),
        }
    }
    joined
}

/// The length of the digits that a PDF glued to the end of a label: `数量3`.
fn glued_figure(word: &str) -> usize {
    let digits = word.len() - word.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let before = word[..word.len() - digits].chars().next_back();
    if digits <= 9 && before.is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) { digits } else { 0 }
}
