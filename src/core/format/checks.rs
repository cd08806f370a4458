//! What every text of a format file must be.
//!
//! Invariant: what is wrong is told with the place where it is written.

use std::ops::Range;

use toml::Spanned;

use super::IndexVec;
use super::file::Text;
use super::mistake::{Mistake, Thing};

/// Something, or what is wrong and where.
pub type Checked<T> = Result<T, (Mistake, Range<usize>)>;

pub fn mistake<T, R>(place: &Spanned<T>, mistake: Mistake) -> Checked<R> {
    Err((mistake, place.span()))
}

pub fn text(text: Text, key: &'static str) -> Checked<String> {
    words(&text, key)?;
    Ok(text.into_inner())
}

pub fn texts(texts: Vec<Text>, key: &'static str) -> Checked<Vec<String>> {
    texts.into_iter().map(|one| text(one, key)).collect()
}

/// Checks that a text can stand in a cell: it says something, on one line, without a pipe.
pub fn words(text: &Text, key: &'static str) -> Checked<()> {
    if plain(text.as_ref()).is_empty() {
        return mistake(text, Mistake::EmptyText { key, written: text.as_ref().clone() });
    }
    if text.as_ref().contains(['\n', '\r', '|']) {
        return mistake(text, Mistake::NoCell { key, written: text.as_ref().clone() });
    }
    Ok(())
}

/// Checks an id: lower-case words joined by `joint`, and for `_` also by dots.
pub fn id(id: &Text, joint: char) -> Checked<()> {
    let word =
        |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    let (part, example) = match joint {
        '_' => ('.', "denied.state_secret"),
        _ => (joint, "annual-2021"),
    };
    let good = id.as_ref().split(part).all(|part| part.split(joint).all(word))
        && id.as_ref().starts_with(|first: char| first.is_ascii_lowercase());
    if good {
        return Ok(());
    }
    mistake(id, Mistake::NoId { written: id.as_ref().clone(), example })
}

pub fn rule(rule: &Text) -> Checked<()> {
    let word = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase());
    let good = rule
        .as_ref()
        .split_once('/')
        .is_some_and(|(category, name)| word(category) && name.split('-').all(word));
    if good {
        return Ok(());
    }
    mistake(rule, Mistake::NoRule { written: rule.as_ref().clone() })
}

/// The index of the thing that `id` names.
pub fn find<'a, I: From<usize>>(
    id: &Text,
    mut ids: impl Iterator<Item = &'a str>,
    thing: Thing,
) -> Checked<I> {
    match ids.position(|other| other == id.as_ref()) {
        Some(index) => Ok(I::from(index)),
        None => mistake(id, Mistake::Unknown { thing, name: id.as_ref().clone() }),
    }
}

/// The indices of the things that `term` names: one by its id, or all whose ids begin with what stands before a `*`.
pub fn matching<I: Copy + From<usize> + Into<usize>>(
    term: &Text,
    ids: &IndexVec<I, &str>,
    thing: Thing,
) -> Checked<Vec<I>> {
    let found: Vec<I> = match term.as_ref().strip_suffix('*') {
        Some(start) if start.ends_with(['.', '_']) => {
            ids.indices().filter(|&index| ids[index].starts_with(start)).collect()
        }
        _ => vec![find(term, ids.iter().copied(), thing)?],
    };
    match found.is_empty() {
        true => mistake(term, Mistake::NoMatch { thing, pattern: term.as_ref().clone() }),
        false => Ok(found),
    }
}

/// Checks that no text stands twice; the second one is the mistake.
pub fn unique<'a>(texts: impl Iterator<Item = &'a Text>, thing: Thing) -> Checked<()> {
    let mut seen = Vec::new();
    for text in texts {
        if seen.contains(&text.as_ref()) {
            return mistake(text, Mistake::Twice { thing, name: text.as_ref().clone() });
        }
        seen.push(text.as_ref());
    }
    Ok(())
}

/// A text without blanks and punctuation.
pub fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
