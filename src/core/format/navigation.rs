//! The words of web sites around reports.
//!
//! Invariant: what is known of them stands in `navigation.toml`, and nowhere in the code.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

/// What is known of web sites, ready to be looked for.
#[derive(Debug)]
pub struct Known {
    /// The words.
    pub navigation: Navigation,
    /// The characters with which they begin: most lines begin with none of them.
    firsts: HashSet<char>,
}

impl Known {
    /// Whether a line can begin as such lines do, or be a menu.
    pub fn may_begin(&self, line: &str) -> bool {
        line.chars().next().is_some_and(|first| self.firsts.contains(&first))
    }
}

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

static NAVIGATION: LazyLock<Known> = LazyLock::new(|| {
    let navigation: Navigation = toml::from_str(include_str!("navigation.toml")).expect("a test reads it");
    let Navigation { begins, words, paths, .. } = &navigation;
    let firsts = begins.iter().chain(words).chain(paths).filter_map(|word| word.chars().next()).collect();
    Known { navigation, firsts }
});

/// The words.
pub fn navigation() -> &'static Known {
    &NAVIGATION
}
