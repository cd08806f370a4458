//! Reading a format file.
//!
//! Invariant: a file is either a whole and consistent [`Format`] or an error that names the line; never a panic.

use std::collections::HashMap;

use toml::Spanned;

use super::checks::{Checked, find, id, mistake, plain, text, texts, unique, words};
use super::equations::{equation, series};
use super::file::{
    BlockFile, ColumnFile, EquationFile, FormatFile, LayoutFile, RowFile, SectionFile, TableFile, Text,
};
use super::mistake::{FormatError, Mistake, Thing};
use super::sentence::sentence;
use super::vocabulary::vocabulary;
use super::{
    Block, Column, ColumnIndex, Equation, Format, IndexVec, Layout, Row, RowIndex, Section, SectionIndex,
    Table, TableIndex,
};

/// Reads a format file and checks that it is whole and consistent.
///
/// # Errors
///
/// The first mistake, with its line.
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
    let sections = file.sections.into_iter().map(section).collect::<Checked<IndexVec<SectionIndex, _>>>()?;
    let tables = file
        .tables
        .into_iter()
        .map(|file| table(file, &sections))
        .collect::<Checked<IndexVec<TableIndex, _>>>()?;
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
        sentences: file.sentences.into_iter().map(|file| sentence(file, &tables)).collect::<Checked<_>>()?,
        prose: vocabulary(file.prose, &tables)?,
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
        begins: texts(file.begins, "begins")?,
        aspects: texts(file.aspects, "aspects")?,
        aspect_words: file.aspect_words.into_iter().map(aspect).collect::<Checked<_>>()?,
        least_prose: file.least_prose,
        about: file.about,
        draft: file.draft,
    })
}

/// The words of an aspect, which has a name at least.
fn aspect(file: Spanned<Vec<Text>>) -> Checked<Vec<String>> {
    if file.as_ref().is_empty() {
        return mistake(&file, Mistake::EmptyList { key: "aspect_words" });
    }
    texts(file.into_inner(), "aspect_words")
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
    let series =
        file.series.into_iter().map(|file| series(file, &rows, &columns)).collect::<Checked<Vec<_>>>()?;
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
        series: series.concat(),
    })
}

fn columns(file: Spanned<Vec<ColumnFile>>) -> Checked<IndexVec<ColumnIndex, Column>> {
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
    Ok(columns.into_iter().collect())
}

/// A block's label and the indices of its columns.
fn block(file: BlockFile, columns: &[Column]) -> Checked<(Text, Vec<ColumnIndex>)> {
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
    columns: &IndexVec<ColumnIndex, Column>,
    blocks: &[Text],
    block_columns: &[Vec<ColumnIndex>],
) -> Checked<IndexVec<RowIndex, Row>> {
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
            columns: block.map_or_else(|| columns.indices().collect(), |block| block_columns[block].clone()),
            block,
            stands_for,
            unlikely_for: texts(file.unlikely_for, "unlikely_for")?,
            unless: texts(file.unless, "unless")?,
            about: file.about,
        });
    }
    Ok(rows.into_iter().collect())
}

/// The index of a row that a later row in `block` may replace.
fn replaced(id: &Text, before: &[Row], block: Option<usize>) -> Checked<RowIndex> {
    let Some(row) = before.iter().position(|row| row.id == *id.as_ref()) else {
        return mistake(id, Mistake::NoRowAbove { row: id.as_ref().clone() });
    };
    if !before[row].stands_for.is_empty() {
        return mistake(id, Mistake::StandsForOthers { row: id.as_ref().clone() });
    }
    if before[row].block != block {
        return mistake(id, Mistake::OtherBlock { row: id.as_ref().clone() });
    }
    Ok(RowIndex::from(row))
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
