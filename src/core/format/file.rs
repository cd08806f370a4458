//! A format file as it is written.
//!
//! Invariant: every text that may be wrong carries its place.

use serde::Deserialize;
use toml::Spanned;

use super::prose::Tag;

pub type Text = Spanned<String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormatFile {
    pub id: Text,
    pub name: Text,
    pub notice: Text,
    pub first_year: u16,
    pub last_year: Option<Spanned<u16>>,
    pub title: Text,
    pub opening: Option<Text>,
    #[serde(default)]
    pub signs: Vec<Text>,
    #[serde(rename = "section")]
    pub sections: Vec<SectionFile>,
    #[serde(rename = "table")]
    pub tables: Vec<TableFile>,
    #[serde(default, rename = "sentence")]
    pub sentences: Vec<SentenceFile>,
    pub prose: Option<ProseFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectionFile {
    pub id: Text,
    pub number: Text,
    pub title: Text,
    #[serde(default)]
    pub wordings: Vec<Text>,
    #[serde(default)]
    pub stems: Vec<Text>,
    #[serde(default)]
    pub begins: Vec<Text>,
    #[serde(default)]
    pub aspects: Vec<Text>,
    #[serde(default)]
    pub aspect_words: Vec<Spanned<Vec<Text>>>,
    #[serde(default)]
    pub least_prose: usize,
    #[serde(default)]
    pub about: String,
    #[serde(default)]
    pub draft: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableFile {
    pub id: Text,
    pub name: Text,
    pub section: Text,
    pub layout: LayoutFile,
    pub head: Text,
    pub corner: Option<Text>,
    pub above: Option<Text>,
    #[serde(default)]
    pub anchors: Vec<Text>,
    pub columns: Spanned<Vec<ColumnFile>>,
    #[serde(default, rename = "block")]
    pub blocks: Vec<BlockFile>,
    #[serde(rename = "row")]
    pub rows: Vec<RowFile>,
    #[serde(default, rename = "equation")]
    pub equations: Vec<EquationFile>,
    #[serde(default, rename = "bound")]
    pub bounds: Vec<EquationFile>,
    #[serde(default)]
    pub series: Vec<SeriesFile>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LayoutFile {
    Rows,
    OneLine,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnFile {
    pub id: Text,
    pub label: Text,
    pub group: Option<Text>,
    #[serde(default)]
    pub aliases: Vec<Text>,
    #[serde(default)]
    pub decimal: bool,
    #[serde(default)]
    pub signed: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BlockFile {
    pub label: Text,
    pub columns: Spanned<Vec<Text>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowFile {
    pub id: Text,
    pub label: Text,
    #[serde(default)]
    pub groups: Vec<Text>,
    #[serde(default)]
    pub aliases: Vec<Text>,
    pub block: Option<Text>,
    #[serde(default)]
    pub stands_for: Vec<Text>,
    #[serde(default)]
    pub unlikely_for: Vec<Text>,
    #[serde(default)]
    pub unless: Vec<Text>,
    #[serde(default)]
    pub about: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EquationFile {
    pub rule: Text,
    pub each: Each,
    pub left: Spanned<Vec<Text>>,
    pub right: Spanned<Vec<Text>>,
    pub at: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeriesFile {
    pub rule: Text,
    pub each: Each,
    pub at: Text,
    pub last: Text,
    #[serde(default)]
    pub plus: Vec<Text>,
    #[serde(default)]
    pub minus: Vec<Text>,
}

#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum Each {
    Row,
    Column,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SentenceFile {
    pub table: Text,
    #[serde(default)]
    pub below: Vec<Text>,
    #[serde(default)]
    pub starts: Vec<Text>,
    pub text: Text,
    pub zero: Option<Text>,
}

/// The words for sentences.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProseFile {
    pub units: Option<UnitsFile>,
    #[serde(default, rename = "word")]
    pub words: Vec<WordFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitsFile {
    #[serde(default)]
    pub counts: Vec<Text>,
    #[serde(default)]
    pub others: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordFile {
    pub tag: Tag,
    #[serde(default)]
    pub of: Vec<Text>,
    #[serde(default)]
    pub any: Vec<Vec<Text>>,
    #[serde(default)]
    pub general: bool,
    #[serde(default)]
    pub group: bool,
    pub words: Spanned<Vec<Text>>,
}
