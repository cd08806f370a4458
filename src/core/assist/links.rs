//! Which documents are cited where?
//!
//! Invariant: a citation is one only if it is written out as one of `citations.toml` is; blanks and line breaks
//! inside, full or half width and the kind of brackets make no difference. An article belongs to the regulation
//! only behind its name.

use std::ops::Range;
use std::sync::LazyLock;

use super::labels;
use super::place::touches;
use crate::format::citations::{self, Citation};
use crate::report::normal::{half_width, is_blank, significant};
use crate::rules::Lang;
use crate::span::{InText, Span};
use crate::text::Text;

/// A citation in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited {
    /// Where it stands.
    pub range: Span<InText>,
    /// What is cited.
    pub citation: &'static Citation,
}

/// What a cited document is.
pub fn about(citation: &Citation, lang: Lang) -> &str {
    if lang == Lang::Zh { &citation.zh } else { &citation.en }
}

/// What a cited document is, in one line.
pub fn brief(citation: &Citation, lang: Lang) -> String {
    labels::cited(&citation.name, about(citation, lang), lang)
}

/// The name of the page of a cited document, as it stands under the base of all pages.
pub fn page(citation: &Citation) -> String {
    format!("citations/{}", citation.id)
}

/// The citations in a text, in order.
pub fn links(text: &Text) -> Vec<Cited> {
    cited(&text.slice(0..text.len()), 0)
}

/// The citation at `offset`.
pub fn at(text: &Text, offset: usize) -> Option<Cited> {
    // No citation reaches farther, blanks and line breaks inside included.
    const FAR: usize = 400;
    let start = offset - text.slice(offset.saturating_sub(FAR)..offset).len();
    let window = text.slice(start..(offset + FAR).min(text.len()));
    cited(&window, start).into_iter().find(|cited| touches(cited.range, offset))
}

/// The citation that words name: an id, `citations/fees`, or all of it written out. An article may stand alone.
pub fn named(words: &str) -> Option<&'static Citation> {
    let id = words.strip_prefix("citations/").unwrap_or(words);
    let whole = |words: &str| {
        let cited = cited(words, 0);
        let last = cited.last()?;
        let rest = words[last.range.end..].trim_start_matches(['》', '>', '〉']);
        rest.chars().all(is_blank).then_some(last.citation)
    };
    let alone = || {
        let article = words.trim_start_matches(|c| matches!(c, '条' | '例') || is_blank(c));
        article.starts_with('第').then(|| whole(&format!("《条例》{article}"))).flatten()
    };
    citations::get(id).or_else(|| whole(words)).or_else(alone).or_else(|| {
        let folded = Folded::of(words);
        citations::all().iter().find(|citation| Folded::of(&citation.name).text == folded.text)
    })
}

/// A form in which a citation is known.
struct Form {
    folded: String,
    citation: &'static Citation,
}

static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    let of = |citation: &'static Citation| {
        citation.forms.iter().map(move |form| Form { folded: Folded::of(form).text, citation })
    };
    citations::all().iter().flat_map(of).collect()
});

/// The citations in words that begin at `from` of the text.
fn cited(words: &str, from: usize) -> Vec<Cited> {
    let folded = Folded::of(words);
    let mut found = Vec::new();
    for Form { folded: form, citation } in FORMS.iter() {
        for (at, _) in folded.text.match_indices(form.as_str()) {
            let end = at + form.len();
            found.push((at..end, *citation));
            if citation.article.is_none() && form.ends_with(['例', '》']) {
                articles(&folded.text, end, &mut found);
            }
        }
    }
    found.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let mut cited: Vec<Cited> = Vec::new();
    for (range, citation) in found {
        let range = folded.range(words, &range);
        let range = Span::new(from + range.start..from + range.end);
        if cited.last().is_none_or(|last| last.range.end <= range.start) {
            cited.push(Cited { range, citation });
        }
    }
    cited
}

/// The articles that are cited right behind the name of the regulation: 》第三十六条、第三十七条.
fn articles(folded: &str, behind: usize, found: &mut Vec<(Range<usize>, &'static Citation)>) {
    let mut at = behind + folded[behind..].len() - folded[behind..].trim_start_matches('》').len();
    while let Some((number, end)) = article(folded, at) {
        found.extend(citations::article(number).map(|citation| (at..end, citation)));
        let rest = &folded[end..];
        let joint = rest.trim_start_matches(['、', '和', '及', '与']);
        at = end + (rest.len() - joint.len());
    }
}

/// The number of an article at `at`, 第三十六条 or 第36条, and where it ends.
fn article(folded: &str, at: usize) -> Option<(u32, usize)> {
    let number = folded[at..].strip_prefix('第')?;
    let (number, _) = number.split_once('条')?;
    let end = at + "第".len() + number.len() + "条".len();
    Some((numeral(number)?, end))
}

/// A number below a hundred, in Chinese or in digits.
fn numeral(words: &str) -> Option<u32> {
    const DIGITS: [char; 9] = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];
    if words.len() <= 2 && !words.is_empty() && words.bytes().all(|byte| byte.is_ascii_digit()) {
        return words.parse().ok();
    }
    let digit = |words: &str| {
        let mut chars = words.chars();
        let (only, rest) = (chars.next()?, chars.next());
        let value = DIGITS.iter().position(|digit| *digit == only).filter(|_| rest.is_none())?;
        Some(value as u32 + 1)
    };
    match words.split_once('十') {
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { digit(tens)? };
            Some(10 * tens + if ones.is_empty() { 0 } else { digit(ones)? })
        }
        None => digit(words),
    }
}

/// A text in the form in which citations are compared.
struct Folded {
    text: String,
    /// For each byte of it, where its character stands in the text that it was made of.
    places: Vec<usize>,
}

impl Folded {
    fn of(words: &str) -> Folded {
        let mut folded = Folded { text: String::new(), places: Vec::new() };
        for (at, c) in words.char_indices().filter(|(_, c)| !is_blank(*c)) {
            folded.text.push(match half_width(c) {
                '〔' | '[' | '【' | '﹝' | '〖' | '(' => '(',
                '〕' | ']' | '】' | '﹞' | '〗' | ')' => ')',
                '<' | '〈' | '《' => '《',
                '>' | '〉' | '》' => '》',
                other => significant(other).unwrap_or(other),
            });
            folded.places.resize(folded.text.len(), at);
        }
        folded
    }

    /// Where a range of it stands in `words`, the text that it was made of.
    fn range(&self, words: &str, range: &Range<usize>) -> Range<usize> {
        let last = self.places[range.end - 1];
        let width = words[last..].chars().next().map_or(0, char::len_utf8);
        self.places[range.start]..last + width
    }
}
