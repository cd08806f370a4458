//! The documents that reports cite.
//!
//! Invariant: what is known of them stands in `citations.toml`, and nowhere in the code.

use std::sync::LazyLock;

use serde::Deserialize;

/// A document that reports cite, or an article of the regulation.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// The name of its page.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// How it is written.
    #[serde(default)]
    pub forms: Vec<String>,
    /// The number of an article of the regulation.
    pub article: Option<u32>,
    /// What it is, in Chinese.
    pub zh: String,
    /// What it is, in English.
    pub en: String,
}

static CITATIONS: LazyLock<Vec<Citation>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct File {
        citation: Vec<Citation>,
    }
    toml::from_str::<File>(include_str!("citations.toml")).expect("a test reads it").citation
});

/// All that are known.
pub fn all() -> &'static [Citation] {
    &CITATIONS
}

/// The one whose page has this name.
pub fn get(id: &str) -> Option<&'static Citation> {
    all().iter().find(|citation| citation.id == id)
}

/// The article of the regulation with this number.
pub fn article(number: u32) -> Option<&'static Citation> {
    all().iter().find(|citation| citation.article == Some(number))
}
