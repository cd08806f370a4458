//! The words by which the opening of a report is read.
//!
//! Invariant: what is known of them stands in `openings.toml`, and nowhere in the code.

use std::sync::LazyLock;

use serde::Deserialize;

/// The words of the opening of a report.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Openings {
    /// Those of titles.
    pub title: TitleWords,
    /// Those of the names of agencies.
    pub agency: AgencyWords,
    /// Those of the sentences between the title and the first section.
    pub preamble: PreambleWords,
    /// Those around a year.
    pub year: YearWords,
}

/// The words of a title.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TitleWords {
    /// What such a report is about.
    pub topics: Vec<String>,
    /// How a title ends.
    pub ends: Vec<String>,
    /// How a title ends that must name a year besides.
    pub ends_with_year: Vec<String>,
    /// How a sentence begins that mentions a report.
    pub sentence: Vec<String>,
    /// How the line goes on below a sentence that mentions a report.
    pub goes_on: Vec<String>,
    /// What stands before a colon in front of a title.
    pub keys: Vec<String>,
    /// What stands in front of an agency or behind it and is none of its name.
    pub leads: Vec<String>,
}

/// The words of the names of agencies.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgencyWords {
    /// How the name of an organ ends.
    pub organs: Vec<String>,
    /// How the name of a place ends.
    pub places: Vec<String>,
    /// How places end that have agencies and towns below them.
    pub above: Vec<String>,
    /// What ends so and says nothing of where it is, alone or behind other words.
    pub not_above: Vec<String>,
    /// What may stand behind the name of a place for its government.
    pub governments: Vec<String>,
    /// How a report begins to call its own agency: 我.
    #[serde(rename = "self")]
    pub own: Vec<String>,
    /// What it calls it then: 局.
    pub kinds: Vec<String>,
    /// What is no agency.
    pub never: Vec<String>,
    /// What stands in no agency's name.
    pub not_in: Vec<String>,
    /// What stands in no name that has a line to itself: parts of a site are called so.
    pub not_apart: Vec<String>,
    /// How the name of an organ ends in a sentence.
    pub in_sentence: Vec<String>,
    /// How no agency's name begins.
    pub not_before: Vec<String>,
    /// How an office is called that draws up the reports of others.
    pub offices: Vec<String>,
    /// How an agency calls itself in short, with the ends of the names of which that is short: 管委会, 管理委员会.
    pub short: Vec<Vec<String>>,
}

/// The words of a preamble.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PreambleWords {
    /// How the sentence begins that presents the report.
    pub present: Vec<String>,
    /// What an agency does with its report.
    pub compile: Vec<String>,
    /// What may stand between the agency and what it does.
    pub adverbs: Vec<String>,
    /// What stands behind the agency in 本报告由….
    pub by: Vec<String>,
    /// What stands before a colon in front of the agency.
    pub keys: Vec<String>,
    /// What stands behind the agency in the first sentence of a report.
    pub subject: Vec<String>,
}

/// The words around a year.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YearWords {
    /// What stands in front of another year than the report's.
    pub not_behind: Vec<String>,
    /// What stands behind another year than the report's.
    pub not_before: Vec<String>,
    /// What is said of plans.
    pub plans: Vec<String>,
}

static OPENINGS: LazyLock<Openings> =
    LazyLock::new(|| toml::from_str(include_str!("openings.toml")).expect("a test reads it"));

/// All that are known.
pub fn words() -> &'static Openings {
    &OPENINGS
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_words_can_be_read() {
        assert!(!super::words().title.topics.is_empty());
    }
}
