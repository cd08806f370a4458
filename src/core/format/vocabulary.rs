//! Reading the words for sentences in a format file.
//!
//! Invariant: a format that brings none has the built-in ones; one that brings some has them besides, and of a word that
//! stands in both its own meaning counts. A word is tied to nothing that is not there.

use std::sync::{Arc, LazyLock};

use super::Table;
use super::checks::{Checked, find, mistake};
use super::file::{ProseFile, Text, WordFile};
use super::mistake::{Mistake, Thing};
use super::prose::{Tag, Units, Vocabulary, Word, built_in};

/// The words of a format with these tables.
pub fn vocabulary(file: Option<ProseFile>, tables: &[Table]) -> Checked<Arc<Vocabulary>> {
    let Some(ProseFile { units, words }) = file else { return Ok(built_in().clone()) };
    let known = built_in();
    let own = words.into_iter().map(|file| word(file, tables)).collect::<Checked<Vec<_>>>()?;
    let units = match units {
        Some(file) => Units {
            counts: with(&known.units.counts, said(file.counts, "counts")?),
            // Of any other it is not known how many make 万元.
            money: known.units.money.clone(),
            others: with(&known.units.others, said(file.others, "others")?),
        },
        None => known.units.clone(),
    };
    let all = own.into_iter().map(Arc::new).chain(known.words.iter().cloned()).collect();
    Ok(Arc::new(Vocabulary::new(all, units)))
}

fn with(known: &[String], own: Vec<String>) -> Vec<String> {
    own.into_iter().chain(known.iter().cloned()).collect()
}

/// Words that say something, or are a sign.
fn said(texts: Vec<Text>, key: &'static str) -> Checked<Vec<String>> {
    let said = |text: Text| match text.as_ref().trim().is_empty() {
        true => mistake(&text, Mistake::EmptyText { key, written: text.as_ref().clone() }),
        false => Ok(text.into_inner()),
    };
    texts.into_iter().map(said).collect()
}

fn word(file: WordFile, tables: &[Table]) -> Checked<Word> {
    if file.words.as_ref().is_empty() {
        return mistake(&file.words, Mistake::EmptyList { key: "words" });
    }
    // What a word of such a kind is of is what a figure beside it is of.
    let lacking = match file.tag {
        Tag::Noun | Tag::Applicant | Tag::Outcome | Tag::Deed => file.of.is_empty().then_some("of"),
        Tag::Result | Tag::Reason | Tag::Open => {
            (file.any.is_empty() || file.any.iter().any(Vec::is_empty)).then_some("any")
        }
        _ => None,
    };
    if let Some(key) = lacking {
        return mistake(&file.words, Mistake::EmptyList { key });
    }
    let (ids, thing) = ids(file.tag, tables);
    let of = |id: Text| {
        find::<usize>(&id, ids.iter().map(String::as_str), thing)?;
        Ok(id.into_inner())
    };
    let rows = |reading: Vec<Text>| reading.into_iter().map(of).collect::<Checked<Vec<_>>>();
    Ok(Word {
        tag: file.tag,
        any: file.any.into_iter().map(rows).collect::<Checked<_>>()?,
        of: file.of.into_iter().map(of).collect::<Checked<_>>()?,
        general: file.general,
        group: file.group,
        words: said(file.words.into_inner(), "words")?,
    })
}

/// What words with a tag may be of: what the built-in ones are of, and what stands in the tables.
fn ids(tag: Tag, tables: &[Table]) -> (Vec<String>, Thing) {
    static KNOWN: LazyLock<Vec<(Tag, String)>> = LazyLock::new(|| {
        let words = built_in().words.iter();
        words
            .flat_map(|word| word.of.iter().chain(word.any.iter().flatten()).map(|id| (word.tag, id.clone())))
            .collect()
    });
    let of = |id: &str| tables.iter().find(|table| table.id == id);
    let columns = |id: &str| -> Vec<String> {
        of(id).into_iter().flat_map(|table| &table.columns).map(|column| column.id.clone()).collect()
    };
    let (own, thing): (Vec<String>, Thing) = match tag {
        Tag::Noun => {
            let rows = |table: &Table| -> Vec<String> {
                table.rows.iter().map(|row| format!("{}.{}", table.id, row.id)).collect()
            };
            // Figures of applications are told by what became of them, and none of other tables are told at all.
            let told = ["disclosure", "disputes"].into_iter().filter_map(of);
            (told.flat_map(rows).collect(), Thing::Row)
        }
        Tag::Result | Tag::Reason => {
            let rows = of("applications").into_iter().flat_map(|table| &table.rows).map(|row| row.id.clone());
            (rows.collect(), Thing::Row)
        }
        Tag::Applicant => (columns("applications"), Thing::Column),
        Tag::Outcome => (columns("disputes"), Thing::Column),
        Tag::Deed => (columns("disclosure"), Thing::Column),
        _ => (Vec::new(), Thing::Row),
    };
    let known = KNOWN.iter().filter(|(of, _)| *of == tag).map(|(_, id)| id.clone());
    (known.chain(own).collect(), thing)
}
