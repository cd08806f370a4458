//! What is told of something that is offered.
//!
//! Invariant: it is told from its name alone, so that it can be asked for after the text has changed. Of a name
//! that is not known nothing is told.

use crate::assist::hover::{Markup, Page};
use crate::assist::labels;
use crate::format::{Format, Formats, RowIndex, SectionIndex, TableIndex, full_name};
use crate::rules::Lang;

/// What is told of.
pub enum About<'a> {
    /// The format.
    Format,
    /// A section of it.
    Section(SectionIndex),
    /// A table.
    Table(TableIndex),
    /// A row of a table.
    Row(TableIndex, RowIndex),
    /// A sentence made of the figures of a table.
    Sentence(&'a str),
}

impl About<'_> {
    /// The name under which it is asked for: `annual-2021/row/applications/received`.
    pub fn name(&self, format: &Format) -> String {
        let id = &format.id;
        match *self {
            About::Format => id.clone(),
            About::Section(section) => format!("{id}/section/{}", format.sections[section].id),
            About::Table(table) => format!("{id}/table/{}", format.tables[table].id),
            About::Row(table, row) => {
                let table = &format.tables[table];
                format!("{id}/row/{}/{}", table.id, table.rows[row].id)
            }
            About::Sentence(sentence) => format!("{id}/sentence/{sentence}"),
        }
    }
}

/// What is told of what has this name.
pub fn documentation(formats: &Formats, name: &str, lang: Lang, markup: Markup) -> Option<String> {
    let mut parts = name.split('/');
    let format = formats.get(parts.next()?)?;
    let mut page = Page::new(markup);
    match (parts.next(), parts.next(), parts.next()) {
        (None, ..) => {
            page.title(&format.name);
            page.text(&format.notice);
            for section in &format.sections {
                page.text(&section.heading());
            }
        }
        (Some("section"), Some(section), None) => {
            let section = &format.sections[format.section(section)?];
            page.title(&section.heading());
            page.text(&section.about);
        }
        (Some("table"), Some(table), None) => {
            let table = &format.tables[format.table(table)?];
            let section = &format.sections[table.section];
            page.title(&format!("{} › {}", section.heading(), table.name));
            page.text(&section.about);
        }
        (Some("row"), Some(table), Some(row)) => {
            let table = &format.tables[format.table(table)?];
            let row = table.row(row)?;
            page.title(&full_name(table, row));
            page.text(&table.rows[row].about);
        }
        (Some("sentence"), Some(table), None) => {
            let table = &format.tables[format.table(table)?];
            page.title(&format.sections[table.section].heading());
            page.text(&labels::from_table(&table.name, lang));
        }
        _ => return None,
    }
    Some(page.whole())
}
