//! The words of web sites around reports.
//!
//! Invariant: what is known of them stands in `navigation.toml`, and nowhere in the code.

use std::sync::LazyLock;

use serde::Deserialize;

/// The words by which lines that a web site puts around a report are known; the file says which are which.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Navigation {
    /// Begins of lines.
    pub begins: Vec<String>,
    /// Words of menus.
    pub words: Vec<String>,
    /// Begins of paths.
    pub paths: Vec<String>,
    /// What only such lines hold.
    pub holds: Vec<String>,
}

static NAVIGATION: LazyLock<Navigation> =
    LazyLock::new(|| toml::from_str(include_str!("navigation.toml")).expect("a test reads it"));

/// The words.
pub fn navigation() -> &'static Navigation {
    &NAVIGATION
}
