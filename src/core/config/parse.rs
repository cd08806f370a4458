//! Reading a `gouji.toml`.
//!
//! Invariant: what is not known is an error that says what was probably meant; nothing is passed over in silence.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::mistake::Kind;
use super::{Config, ConfigError, FormatName, Level, Mistake, Reviewed, paths};
use crate::corpus::Sum;
use crate::format::Formats;
use crate::format::slip::slip;
use crate::rules::nearest::nearest;
use crate::rules::{self, Lang};

type Wrong = (Range<usize>, Mistake);

/// Reads a file and checks that all of it is known.
///
/// # Errors
///
/// The first mistake, with its line.
pub fn parse(file: &str) -> Result<Config, ConfigError> {
    let root = DeTable::parse(file).map_err(|error| {
        let range = error.span().unwrap_or(0..0);
        let slip = slip(file, &range, error.message());
        (range, Mistake::Syntax { detail: error.message().to_owned(), slip })
    });
    root.and_then(|root| config(file, root.get_ref())).map_err(|(range, mistake)| ConfigError {
        line: line(file, range.start),
        range,
        mistake,
    })
}

/// The line, from 1, in which the byte at `offset` stands.
fn line(file: &str, offset: usize) -> usize {
    file.bytes().take(offset).filter(|&byte| byte == b'\n').count() + 1
}

fn config(file: &str, root: &DeTable<'_>) -> Result<Config, Wrong> {
    let mut config = Config::default();
    for (key, value) in entries(root) {
        match key.get_ref().as_ref() {
            "language" => config.lang = Some(lang(value)?),
            "format" => config.format = Some(format(value)?),
            "rules" => {
                let table =
                    value.get_ref().as_table().ok_or_else(|| wrong_kind(value, "rules", Kind::Table))?;
                for (rule, level) in entries(table) {
                    known_rule(rule.get_ref(), true).map_err(|mistake| (rule.span(), mistake))?;
                    let written = words(level, rule.get_ref())?;
                    let level_of = Level::from_word(written)
                        .ok_or_else(|| unknown_value(level, rule.get_ref(), Level::words()))?;
                    config.rules.insert(rule.get_ref().to_string(), level_of);
                }
            }
            "limits" => {
                let table =
                    value.get_ref().as_table().ok_or_else(|| wrong_kind(value, "limits", Kind::Table))?;
                for (rule, limit) in entries(table) {
                    measured_rule(rule.get_ref()).map_err(|mistake| (rule.span(), mistake))?;
                    let number = limit.get_ref().as_integer().and_then(|number| number.as_str().parse().ok());
                    let number = number.ok_or_else(|| wrong_kind(limit, rule.get_ref(), Kind::Number))?;
                    config.limits.insert(rule.get_ref().to_string(), number);
                }
            }
            "sum" => {
                let wrong = || wrong_kind(value, "sum", Kind::Tables);
                for entry in value.get_ref().as_array().ok_or_else(wrong)?.iter() {
                    let table = entry.get_ref().as_table().ok_or_else(wrong)?;
                    config.sums.push(sum(entry.span(), table)?);
                }
            }
            "reviewed" => {
                let wrong = || wrong_kind(value, "reviewed", Kind::Tables);
                for entry in value.get_ref().as_array().ok_or_else(wrong)?.iter() {
                    let table = entry.get_ref().as_table().ok_or_else(wrong)?;
                    config.reviewed.push(reviewed(file, entry.span(), table)?);
                }
            }
            other => {
                return Err(unknown_key(
                    key,
                    other,
                    &["language", "format", "rules", "limits", "sum", "reviewed"],
                ));
            }
        }
    }
    Ok(config)
}

/// The entries of a table in the order of the file.
fn entries<'t, 'i>(
    table: &'t DeTable<'i>,
) -> Vec<(&'t Spanned<std::borrow::Cow<'i, str>>, &'t Spanned<DeValue<'i>>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

fn lang(value: &Spanned<DeValue<'_>>) -> Result<Lang, Wrong> {
    match words(value, "language")? {
        "zh" => Ok(Lang::Zh),
        "en" => Ok(Lang::En),
        _ => Err(unknown_value(value, "language", ["zh", "en"].into_iter())),
    }
}

fn format(value: &Spanned<DeValue<'_>>) -> Result<FormatName, Wrong> {
    let written = words(value, "format")?;
    if written.ends_with(".toml") || written.contains(['/', '\\']) {
        let path = paths::normal(written).ok_or((value.span(), Mistake::NotRelative { key: "format" }))?;
        if path == ".." || path.starts_with("../") {
            return Err((value.span(), Mistake::Outside { key: "format" }));
        }
        return Ok(FormatName::File(path));
    }
    match Formats::built_in().get(written) {
        Some(format) => Ok(FormatName::BuiltIn(format.id.clone())),
        None => {
            let ids = Formats::built_in().all().iter().map(|format| format.id.as_str());
            Err(unknown_value(value, "format", ids))
        }
    }
}

fn reviewed(file: &str, place: Range<usize>, table: &DeTable<'_>) -> Result<Reviewed, Wrong> {
    const KEYS: [&str; 9] = ["rule", "file", "report", "table", "row", "column", "quote", "seen", "reason"];
    let mut review = Reviewed { line: line(file, place.start), ..Reviewed::default() };
    for (key, value) in entries(table) {
        let name = key.get_ref().as_ref();
        let text = || words(value, name).map(str::to_owned);
        match name {
            "rule" => {
                review.rule = text()?;
                known_rule(&review.rule, false).map_err(|mistake| (value.span(), mistake))?;
            }
            "file" => {
                let wrong = (value.span(), Mistake::NotRelative { key: "file" });
                review.file = paths::normal(&text()?).ok_or(wrong)?;
            }
            "report" => review.report = Some(text()?),
            "table" => review.table = Some(text()?),
            "row" => review.row = Some(text()?),
            "column" => review.column = Some(text()?),
            "quote" => review.quote = Some(text()?),
            "seen" => review.fingerprint = text()?,
            "reason" => review.reason = text()?,
            other => return Err(unknown_key(key, other, &KEYS)),
        }
    }
    let missing =
        [("rule", &review.rule), ("file", &review.file)].into_iter().find(|(_, text)| text.is_empty());
    match missing {
        Some((key, _)) => Err((place, Mistake::MissingKey { key })),
        None => Ok(review),
    }
}

/// A sum: whose report it is, and what names its parts have.
fn sum(place: Range<usize>, table: &DeTable<'_>) -> Result<Sum, Wrong> {
    let (mut whole, mut parts) = (None, None);
    for (key, value) in entries(table) {
        match key.get_ref().as_ref() {
            "whole" => whole = Some(name(value, "whole")?),
            "parts" => {
                let wrong = || wrong_kind(value, "parts", Kind::List);
                let names = value.get_ref().as_array().filter(|names| !names.is_empty()).ok_or_else(wrong)?;
                parts = Some(names.iter().map(|one| name(one, "parts")).collect::<Result<_, _>>()?);
            }
            other => return Err(unknown_key(key, other, &["whole", "parts"])),
        }
    }
    let whole = whole.ok_or((place.clone(), Mistake::MissingKey { key: "whole" }))?;
    Ok(Sum { whole, parts: parts.ok_or((place, Mistake::MissingKey { key: "parts" }))? })
}

/// The name of an agency, or a pattern of such names.
fn name(value: &Spanned<DeValue<'_>>, key: &'static str) -> Result<String, Wrong> {
    let name = words(value, key)?.trim();
    if name.trim_matches('*').is_empty() {
        return Err((value.span(), Mistake::NoName { key }));
    }
    Ok(name.to_owned())
}

fn words<'t>(value: &'t Spanned<DeValue<'_>>, key: &str) -> Result<&'t str, Wrong> {
    value.get_ref().as_str().ok_or_else(|| wrong_kind(value, key, Kind::Words))
}

/// Whether there is such a rule, or such a category where those may be named.
fn known_rule(name: &str, categories: bool) -> Result<(), Mistake> {
    let mut known: Vec<&'static str> = rules::all().iter().map(|rule| rule.id).collect();
    if categories {
        known.extend(rules::categories());
    }
    if known.contains(&name) {
        return Ok(());
    }
    // totals/* and totals/ are ways to say totals.
    let category = name.split_once('/').filter(|(_, rest)| matches!(*rest, "" | "*")).map(|(name, _)| name);
    let near = category
        .and_then(|category| known.iter().copied().find(|known| *known == category))
        .or_else(|| nearest(known.iter().copied(), name));
    Err(Mistake::UnknownRule { rule: name.to_owned(), near })
}

/// Whether there is such a rule, and it has a limit.
fn measured_rule(name: &str) -> Result<(), Mistake> {
    known_rule(name, false)?;
    let known: Vec<&'static str> =
        rules::all().iter().filter(|rule| rule.limit.is_some()).map(|rule| rule.id).collect();
    match known.contains(&name) {
        true => Ok(()),
        false => Err(Mistake::UnknownKey { key: name.to_owned(), near: None, known }),
    }
}

fn unknown_key(key: &Spanned<std::borrow::Cow<'_, str>>, name: &str, known: &[&'static str]) -> Wrong {
    let near = nearest(known.iter().copied(), name);
    (key.span(), Mistake::UnknownKey { key: name.to_owned(), near, known: known.to_vec() })
}

fn unknown_value<'a>(value: &Spanned<DeValue<'_>>, key: &str, known: impl Iterator<Item = &'a str>) -> Wrong {
    let written = value.get_ref().as_str().unwrap_or_default().to_owned();
    let known = known.map(str::to_owned).collect();
    (value.span(), Mistake::UnknownValue { key: key.to_owned(), value: written, known })
}

fn wrong_kind(value: &Spanned<DeValue<'_>>, key: &str, wanted: Kind) -> Wrong {
    (value.span(), Mistake::WrongKind { key: key.to_owned(), wanted })
}
