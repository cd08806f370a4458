//! What can be put in at the cursor.
//!
//! Invariants: something is offered only where it belongs and is not there yet. What is offered replaces a part
//! of one line that holds the cursor and what was typed; it is chosen here and not by the editor, since one thing
//! can be typed in many ways. Figures stand in it that were read with certainty, or blanks to fill in.

mod about;
mod headings;
mod in_table;
pub mod insert;
mod layout;
mod matching;
mod pinyin;
mod rows;
mod sentence;
mod site;
mod tables;
mod whole;

pub use about::documentation;
pub use insert::Insert;
pub use whole::is_named_report;

use crate::analysis::Analysis;
use crate::format::{Format, Formats, SectionIndex};
use crate::rules::Lang;
use crate::span::{InText, Span};
use crate::text::Text;
use matching::{Fit, Name, Typed};
use site::Site;

/// Something that can be put in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What it is called.
    pub label: String,
    /// What more there is to say in a few words.
    pub detail: String,
    /// What it is.
    pub kind: Kind,
    /// What it replaces: a part of the cursor's line.
    pub range: Span<InText>,
    /// What it puts there.
    pub insert: Insert,
    /// Under which name [`documentation`] tells of it.
    pub about: String,
}

/// What can be put in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A whole report.
    Report,
    /// Its title.
    Title,
    /// A section: its heading, and what belongs below it.
    Section,
    /// A heading in a section.
    Subheading,
    /// A table, or one of its parts.
    Table,
    /// What heads a table.
    Header,
    /// The label of a group of rows.
    Group,
    /// A row with its figures.
    Row,
    /// A sentence made of the figures of the tables.
    Sentence,
}

/// How it was asked, and what is known of the document besides its text.
#[derive(Debug, Clone, Copy, Default)]
pub struct Ask<'a> {
    /// The character that was typed, where the editor asks because of it alone.
    pub trigger: Option<char>,
    /// The names of the file and of the folders that hold it, the innermost first.
    pub names: &'a [String],
    /// The language of what is told; what is put in is in the language of the report.
    pub lang: Lang,
}

/// What can be put in at `offset`, the best first.
pub fn completions(
    text: &Text,
    analysis: &Analysis,
    formats: &Formats,
    offset: usize,
    ask: &Ask<'_>,
) -> Vec<Item> {
    let Some(site) = Site::of(text, analysis, offset) else { return Vec::new() };
    let mut offers = Offers::default();
    whole::offer(&site, formats, ask, &mut offers);
    if rows::offer(&site, ask, &mut offers) {
        return offers.chosen();
    }
    tables::offer(&site, ask, &mut offers);
    headings::subheadings(&site, &mut offers);
    headings::sections(&site, ask, &mut offers);
    if ask.trigger.is_none() {
        sentence::offer(&site, ask, &mut offers);
    }
    offers.chosen()
}

/// What can be put into a document that is empty but for the line of the cursor: a whole report.
pub fn whole_report(
    text: &Text,
    analysis: &Analysis,
    formats: &Formats,
    offset: usize,
    ask: &Ask<'_>,
) -> Vec<Item> {
    let mut offers = Offers::default();
    if let Some(site) = Site::of(text, analysis, offset) {
        whole::offer(&site, formats, ask, &mut offers);
    }
    let mut chosen = offers.chosen();
    chosen.retain(|item| item.kind == Kind::Report);
    chosen
}

/// What was found so far.
#[derive(Default)]
struct Offers(Vec<(Fit, Item)>);

impl Offers {
    /// Offers something if it fits what was typed under one of its names.
    fn add(&mut self, typed: &Typed, names: &[Name], item: impl FnOnce() -> Item) {
        if typed.is_sentence() {
            return;
        }
        if let Some(fit) = names.iter().filter_map(|name| typed.fit(name)).min() {
            self.0.push((fit, item()));
        }
    }

    /// The same, in places where prose is written: there only what begins as was typed.
    fn add_in_prose(&mut self, typed: &Typed, names: &[Name], item: impl FnOnce() -> Item) {
        if !typed.is_sentence() && names.iter().any(|name| typed.fit(name) == Some(Fit::Start)) {
            self.0.push((Fit::Start, item()));
        }
    }

    /// Everything, what fits better first, otherwise in the order in which it was offered.
    fn chosen(mut self) -> Vec<Item> {
        self.0.sort_by_key(|(fit, _)| *fit);
        // A group stands for its rows only where nothing is called so itself.
        if self.0.first().is_some_and(|(fit, _)| *fit < Fit::Group) {
            self.0.retain(|(fit, _)| *fit < Fit::Group);
        }
        self.0.into_iter().map(|(_, item)| item).collect()
    }
}

/// Whether prose is written in a section: it is asked for, or a new report begins it with prose.
fn wants_prose(format: &Format, section: SectionIndex) -> bool {
    let section = &format.sections[section];
    section.least_prose > 0 || !section.draft.is_empty()
}
