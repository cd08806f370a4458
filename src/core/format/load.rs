//! Reading a format file.
//!
//! Invariant: a file is either a whole and consistent [`Format`] or an error that names the line; never a panic.

use std::collections::HashMap;
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::mistake::{FormatError, Mistake, Thing};
use super::{Block, Cell, Column, Equation, Format, Layout, Row, Section, Table};

/// Reads a format file and checks that it is whole and consistent.
pub fn parse(file: &str) -> Result<Format, FormatError> {
    toml::from_str::<FormatFile>(file)
        .map_err(|error| {
            let place = error.span().unwrap_or(0..0);
            (Mistake::of_reader(error.message(), file, &place), place)
        })
        .and_then(format)
        .map_err(|(mistake, place)| FormatError { line: line(file, place.start), mistake })
}

/// The line, from 1, in which the byte at `offset` stands.
fn line(file: &str, offset: usize) -> usize {
    file.bytes().take(offset).filter(|&byte| byte == b'\n').count() + 1
}

// The file as it is written. Every text that may be wrong carries its place.

type Text = Spanned<String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormatFile {
    id: Text,
    name: Text,
    notice: Text,
    first_year: u16,
    last_year: Option<Spanned<u16>>,
    title: Text,
    opening: Option<Text>,
    #[serde(default)]
    signs: Vec<Text>,
    #[serde(rename = "section")]
    sections: Vec<SectionFile>,
    #[serde(rename = "table")]
    tables: Vec<TableFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SectionFile {
    id: Text,
    number: Text,
    title: Text,
    #[serde(default)]
    wordings: Vec<Text>,
    #[serde(default)]
    stems: Vec<Text>,
    #[serde(default)]
    aspects: Vec<Text>,
    #[serde(default)]
    least_prose: usize,
    #[serde(default)]
    about: String,
    #[serde(default)]
    draft: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TableFile {
    id: Text,
    name: Text,
    section: Text,
    layout: LayoutFile,
    head: Text,
    corner: Option<Text>,
    above: Option<Text>,
    #[serde(default)]
    anchors: Vec<Text>,
    columns: Spanned<Vec<ColumnFile>>,
    #[serde(default, rename = "block")]
    blocks: Vec<BlockFile>,
    #[serde(rename = "row")]
    rows: Vec<RowFile>,
    #[serde(default, rename = "equation")]
    equations: Vec<EquationFile>,
    #[serde(default, rename = "bound")]
    bounds: Vec<EquationFile>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum LayoutFile {
    Rows,
    OneLine,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnFile {
    id: Text,
    label: Text,
    group: Option<Text>,
    #[serde(default)]
    aliases: Vec<Text>,
    #[serde(default)]
    decimal: bool,
    #[serde(default)]
    signed: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BlockFile {
    label: Text,
    columns: Spanned<Vec<Text>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RowFile {
    id: Text,
    label: Text,
    #[serde(default)]
    groups: Vec<Text>,
    #[serde(default)]
    aliases: Vec<Text>,
    block: Option<Text>,
    #[serde(default)]
    stands_for: Vec<Text>,
    #[serde(default)]
    unlikely_for: Vec<Text>,
    #[serde(default)]
    unless: Vec<Text>,
    #[serde(default)]
    about: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EquationFile {
    rule: Text,
    each: Each,
    left: Spanned<Vec<Text>>,
    right: Spanned<Vec<Text>>,
    at: Text,
}

#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Each {
    Row,
    Column,
}

// What is made of it.

/// Something, or what is wrong and where.
type Checked<T> = Result<T, (Mistake, Range<usize>)>;

fn mistake<T, R>(place: &Spanned<T>, mistake: Mistake) -> Checked<R> {
    Err((mistake, place.span()))
}

fn format(file: FormatFile) -> Checked<Format> {
    id(&file.id, '-')?;
    if let Some(last) = &file.last_year
        && *last.as_ref() < file.first_year
    {
        return mistake(last, Mistake::Years { first: file.first_year, last: *last.as_ref() });
    }
    unique(file.sections.iter().map(|section| &section.id), Thing::Section)?;
    unique(file.sections.iter().map(|section| &section.number), Thing::SectionNumber)?;
    unique(file.tables.iter().map(|table| &table.id), Thing::Table)?;
    let sections = file.sections.into_iter().map(section).collect::<Checked<Vec<_>>>()?;
    let tables = file.tables.into_iter().map(|file| table(file, &sections)).collect::<Checked<Vec<_>>>()?;
    Ok(Format {
        id: file.id.into_inner(),
        name: text(file.name, "name")?,
        notice: text(file.notice, "notice")?,
        first_year: file.first_year,
        last_year: file.last_year.map(Spanned::into_inner),
        title: text(file.title, "title")?,
        opening: file.opening.map(opening).transpose()?.unwrap_or_default(),
        signs: texts(file.signs, "signs")?,
        sections,
        tables,
    })
}

fn section(file: SectionFile) -> Checked<Section> {
    id(&file.id, '_')?;
    Ok(Section {
        id: file.id.into_inner(),
        number: text(file.number, "number")?,
        title: text(file.title, "title")?,
        wordings: texts(file.wordings, "wordings")?,
        stems: texts(file.stems, "stems")?,
        aspects: texts(file.aspects, "aspects")?,
        least_prose: file.least_prose,
        about: file.about,
        draft: file.draft,
    })
}

fn table(file: TableFile, sections: &[Section]) -> Checked<Table> {
    id(&file.id, '_')?;
    let section = find(&file.section, sections.iter().map(|section| section.id.as_str()), Thing::Section)?;
    if file.rows.is_empty() {
        return mistake(&file.id, Mistake::NoRows { table: file.id.as_ref().clone() });
    }
    let columns = columns(file.columns)?;
    let (blocks, block_columns) = file
        .blocks
        .into_iter()
        .map(|file| block(file, &columns))
        .collect::<Checked<Vec<_>>>()?
        .into_iter()
        .unzip::<_, _, Vec<_>, Vec<_>>();
    unique(blocks.iter(), Thing::Block)?;
    let rows = rows(file.rows, &columns, &blocks, &block_columns)?;
    for (index, block) in blocks.iter().enumerate() {
        if !rows.iter().any(|row| row.block == Some(index)) {
            return mistake(block, Mistake::EmptyBlock { block: block.as_ref().clone() });
        }
    }
    let all = |files: Vec<EquationFile>| -> Checked<Vec<Equation>> {
        let each =
            files.into_iter().map(|file| equation(file, &rows, &columns)).collect::<Checked<Vec<_>>>()?;
        Ok(each.concat())
    };
    let equations = all(file.equations)?;
    let bounds = all(file.bounds)?;
    Ok(Table {
        id: file.id.into_inner(),
        name: text(file.name, "name")?,
        section,
        layout: match file.layout {
            LayoutFile::Rows => Layout::Rows,
            LayoutFile::OneLine => Layout::OneLine,
        },
        corner: file.corner.map(|corner| text(corner, "corner")).transpose()?,
        above: file.above.map(|above| text(above, "above")).transpose()?,
        head: text(file.head, "head")?,
        anchors: texts(file.anchors, "anchors")?,
        columns,
        blocks: blocks.into_iter().map(|label| Block { label: label.into_inner() }).collect(),
        rows,
        equations,
        bounds,
    })
}

fn columns(file: Spanned<Vec<ColumnFile>>) -> Checked<Vec<Column>> {
    if file.as_ref().is_empty() {
        return mistake(&file, Mistake::EmptyList { key: "columns" });
    }
    unique(file.as_ref().iter().map(|column| &column.id), Thing::Column)?;
    let mut labels = Labels::default();
    let mut columns = Vec::new();
    for file in file.into_inner() {
        id(&file.id, '_')?;
        let above = file.group.iter().map(|group| group.as_ref().as_str()).collect::<Vec<_>>();
        let names = [&file.label].into_iter().chain(&file.aliases).collect::<Vec<_>>();
        labels.add(Thing::Column, columns.len(), &above, &names)?;
        columns.push(Column {
            id: file.id.into_inner(),
            label: text(file.label, "label")?,
            group: file.group.map(|group| text(group, "group")).transpose()?,
            aliases: texts(file.aliases, "aliases")?,
            decimal: file.decimal,
            signed: file.signed,
        });
    }
    Ok(columns)
}

/// A block's label and the indices of its columns.
fn block(file: BlockFile, columns: &[Column]) -> Checked<(Text, Vec<usize>)> {
    words(&file.label, "label")?;
    if file.columns.as_ref().is_empty() {
        return mistake(&file.columns, Mistake::EmptyList { key: "columns" });
    }
    unique(file.columns.as_ref().iter(), Thing::Column)?;
    let ids = || columns.iter().map(|column| column.id.as_str());
    let indices =
        file.columns.as_ref().iter().map(|id| find(id, ids(), Thing::Column)).collect::<Checked<_>>()?;
    Ok((file.label, indices))
}

fn rows(
    file: Vec<RowFile>,
    columns: &[Column],
    blocks: &[Text],
    block_columns: &[Vec<usize>],
) -> Checked<Vec<Row>> {
    unique(file.iter().map(|row| &row.id), Thing::Row)?;
    let mut labels = Labels::default();
    let mut rows = Vec::<Row>::new();
    for file in file {
        id(&file.id, '_')?;
        let block = match &file.block {
            Some(block) => {
                Some(find(block, blocks.iter().map(|block| block.as_ref().as_str()), Thing::Block)?)
            }
            None if blocks.is_empty() => None,
            None => return mistake(&file.id, Mistake::NoBlock { row: file.id.as_ref().clone() }),
        };
        let above =
            file.block.iter().chain(&file.groups).map(|group| group.as_ref().as_str()).collect::<Vec<_>>();
        let names = [&file.label].into_iter().chain(&file.aliases).collect::<Vec<_>>();
        labels.add(Thing::Row, rows.len(), &above, &names)?;
        unique(file.stands_for.iter(), Thing::Row)?;
        let stands_for =
            file.stands_for.iter().map(|id| replaced(id, &rows, block)).collect::<Checked<_>>()?;
        rows.push(Row {
            id: file.id.into_inner(),
            label: text(file.label, "label")?,
            groups: texts(file.groups, "groups")?,
            aliases: texts(file.aliases, "aliases")?,
            columns: block.map_or_else(|| (0..columns.len()).collect(), |block| block_columns[block].clone()),
            block,
            stands_for,
            unlikely_for: texts(file.unlikely_for, "unlikely_for")?,
            unless: texts(file.unless, "unless")?,
            about: file.about,
        });
    }
    Ok(rows)
}

/// The index of a row that a later row in `block` may replace.
fn replaced(id: &Text, before: &[Row], block: Option<usize>) -> Checked<usize> {
    let Some(row) = before.iter().position(|row| row.id == *id.as_ref()) else {
        return mistake(id, Mistake::NoRowAbove { row: id.as_ref().clone() });
    };
    if !before[row].stands_for.is_empty() {
        return mistake(id, Mistake::StandsForOthers { row: id.as_ref().clone() });
    }
    if before[row].block != block {
        return mistake(id, Mistake::OtherBlock { row: id.as_ref().clone() });
    }
    Ok(row)
}

/// One equation for every row or column that has all the terms.
fn equation(file: EquationFile, rows: &[Row], columns: &[Column]) -> Checked<Vec<Equation>> {
    rule(&file.rule)?;
    let ids = match file.each {
        Each::Row => columns.iter().map(|column| column.id.as_str()).collect::<Vec<_>>(),
        Each::Column => rows.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(),
    };
    let thing = match file.each {
        Each::Row => Thing::Column,
        Each::Column => Thing::Row,
    };
    let mut seen = Vec::new();
    let left = terms(&file.left, "left", &ids, thing, &mut seen)?;
    let right = terms(&file.right, "right", &ids, thing, &mut seen)?;
    let at = find(&file.at, ids.iter().copied(), thing)?;
    if !seen.contains(&at) {
        return mistake(&file.at, Mistake::NoTerm { at: file.at.as_ref().clone() });
    }
    if file.each == Each::Column {
        alternatives(&file.left, &left, rows)?;
        alternatives(&file.right, &right, rows)?;
    }

    let has = |row: usize, column: usize| rows[row].columns.contains(&column);
    let (count, place): (usize, fn(usize, usize) -> Cell) = match file.each {
        Each::Row => (rows.len(), |each, term| Cell { row: each, column: term }),
        Each::Column => (columns.len(), |each, term| Cell { row: term, column: each }),
    };
    let equations = (0..count)
        .filter(|&each| seen.iter().map(|&term| place(each, term)).all(|cell| has(cell.row, cell.column)))
        .map(|each| Equation {
            rule: file.rule.as_ref().clone(),
            left: left.iter().map(|&term| place(each, term)).collect(),
            right: right.iter().map(|&term| place(each, term)).collect(),
            at: place(each, at),
        })
        .collect::<Vec<_>>();
    if equations.is_empty() {
        let thing = match file.each {
            Each::Row => Thing::Row,
            Each::Column => Thing::Column,
        };
        return mistake(&file.left, Mistake::Nowhere { thing });
    }
    Ok(equations)
}

/// The indices that the terms of one side of an equation stand for.
fn terms(
    side: &Spanned<Vec<Text>>,
    key: &'static str,
    ids: &[&str],
    thing: Thing,
    seen: &mut Vec<usize>,
) -> Checked<Vec<usize>> {
    if side.as_ref().is_empty() {
        return mistake(side, Mistake::EmptyList { key });
    }
    let mut terms = Vec::new();
    for term in side.as_ref() {
        let found = match term.as_ref().strip_suffix('*') {
            Some(start) if start.ends_with('.') => {
                (0..ids.len()).filter(|&index| ids[index].starts_with(start)).collect()
            }
            _ => vec![find(term, ids.iter().copied(), thing)?],
        };
        if found.is_empty() {
            return mistake(term, Mistake::NoMatch { thing, pattern: term.as_ref().clone() });
        }
        for index in found {
            if seen.contains(&index) {
                return mistake(term, Mistake::TermTwice { thing, name: ids[index].to_owned() });
            }
            seen.push(index);
            terms.push(index);
        }
    }
    Ok(terms)
}

/// Checks that a row and those it stands for are on the same side: a report has either the one or the others,
/// and the equation must hold for both.
fn alternatives(side: &Spanned<Vec<Text>>, terms: &[usize], rows: &[Row]) -> Checked<()> {
    for (index, row) in rows.iter().enumerate().filter(|(_, row)| !row.stands_for.is_empty()) {
        let here = |row: &usize| terms.contains(row);
        if row.stands_for.iter().any(here) != here(&index) || row.stands_for.iter().all(here) != here(&index)
        {
            let others = row.stands_for.iter().map(|&row| rows[row].id.clone()).collect();
            return mistake(side, Mistake::Parted { row: row.id.clone(), others });
        }
    }
    Ok(())
}

/// The statement at the head of a report, in which only the known blanks may stand.
fn opening(opening: Text) -> Checked<String> {
    let rest = ["{agency}", "{year}", "{notice}"]
        .iter()
        .fold(opening.as_ref().clone(), |text, blank| text.replace(blank, ""));
    if rest.contains(['{', '}']) {
        return mistake(&opening, Mistake::Opening);
    }
    Ok(opening.into_inner())
}

fn text(text: Text, key: &'static str) -> Checked<String> {
    words(&text, key)?;
    Ok(text.into_inner())
}

fn texts(texts: Vec<Text>, key: &'static str) -> Checked<Vec<String>> {
    texts.into_iter().map(|one| text(one, key)).collect()
}

/// Checks that a text can stand in a cell: it says something, on one line, without a pipe.
fn words(text: &Text, key: &'static str) -> Checked<()> {
    if plain(text.as_ref()).is_empty() {
        return mistake(text, Mistake::EmptyText { key, written: text.as_ref().clone() });
    }
    if text.as_ref().contains(['\n', '\r', '|']) {
        return mistake(text, Mistake::NoCell { key, written: text.as_ref().clone() });
    }
    Ok(())
}

/// Checks an id: lower-case words joined by `joint`, and for `_` also by dots.
fn id(id: &Text, joint: char) -> Checked<()> {
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

fn rule(rule: &Text) -> Checked<()> {
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
fn find<'a>(id: &Text, mut ids: impl Iterator<Item = &'a str>, thing: Thing) -> Checked<usize> {
    match ids.position(|other| other == id.as_ref()) {
        Some(index) => Ok(index),
        None => mistake(id, Mistake::Unknown { thing, name: id.as_ref().clone() }),
    }
}

/// Checks that no text stands twice; the second one is the mistake.
fn unique<'a>(texts: impl Iterator<Item = &'a Text>, thing: Thing) -> Checked<()> {
    let mut seen = Vec::new();
    for text in texts {
        if seen.contains(&text.as_ref()) {
            return mistake(text, Mistake::Twice { thing, name: text.as_ref().clone() });
        }
        seen.push(text.as_ref());
    }
    Ok(())
}

/// The labels met so far as they are compared, each with the index of what is called so: no two rows or columns
/// may be called the same.
#[derive(Default)]
struct Labels(HashMap<Vec<String>, usize>);

impl Labels {
    fn add(&mut self, thing: Thing, index: usize, above: &[&str], names: &[&Text]) -> Checked<()> {
        for name in names {
            let full = above.iter().copied().chain([name.as_ref().as_str()]).map(plain).collect();
            if self.0.insert(full, index).is_some_and(|other| other != index) {
                return mistake(name, Mistake::SameLabel { thing, label: name.as_ref().clone() });
            }
        }
        Ok(())
    }
}

/// A text without blanks and punctuation.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
