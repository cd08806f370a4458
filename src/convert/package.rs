//! Files that are packages of parts: those of Word and Excel.
//!
//! Invariants: the same parts give the same bytes. Of a package no more is unpacked than the limits allow, whatever it
//! says of itself; of what is in a package nothing is run.

use std::io::{Cursor, Read, Write as _};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipArchive, ZipWriter};

use crate::limits::{PARTS, UNPACKED};
use crate::refusal::Refusal;
use crate::xml::{Node, Nodes};

/// A package of these parts, each with its name.
pub fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    for (name, bytes) in parts {
        package.start_file(*name, options).expect("names are few, short and no two alike");
        package.write_all(bytes).expect("memory takes it");
    }
    package.finish().expect("memory takes it").into_inner()
}

/// What a package is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// A document of Word.
    Word,
    /// A workbook of Excel.
    Excel,
    /// Something else.
    Other,
}

/// A package to read from.
pub struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// How many bytes may still be unpacked.
    left: u64,
    /// The name of the part with which reading begins.
    pub main: String,
    /// What it is of.
    pub content: Content,
}

impl Package<'_> {
    /// Opens a package.
    pub fn open(bytes: &[u8]) -> Result<Package<'_>, Refusal> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(refused)?;
        if archive.len() > PARTS {
            return Err(Refusal::TooMuch);
        }
        for index in 0..archive.len() {
            let part = archive.by_index_raw(index).map_err(refused)?;
            let name = part.name().map_err(refused)?;
            if name.to_ascii_lowercase().ends_with("vbaproject.bin") {
                return Err(Refusal::Macros);
            }
        }
        let mut package = Package { archive, left: UNPACKED, main: String::new(), content: Content::Other };
        if let Some(links) = package.part("_rels/.rels")?
            && let Some((_, main)) = links_of(&links, "officeDocument")?.into_iter().next()
        {
            package.main = joined("", &main);
            package.content = package.content()?;
        }
        Ok(package)
    }

    /// The text of a part; none where there is no such part.
    pub fn part(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        let part = match self.archive.by_name(name) {
            Err(ZipError::FileNotFound) => return Ok(None),
            part => part.map_err(refused)?,
        };
        let mut bytes = Vec::new();
        part.take(self.left + 1).read_to_end(&mut bytes).map_err(|_| Refusal::Damaged)?;
        self.left = self.left.checked_sub(bytes.len() as u64).ok_or(Refusal::TooMuch)?;
        let read = gouji_files::decode(&bytes).map_err(|_| Refusal::Damaged)?;
        Ok(Some(read.text.into_owned()))
    }

    /// Unpacks all parts that hold data, for a reader who does not look at the limits.
    pub fn measure(&mut self) -> Result<(), Refusal> {
        for index in 0..self.archive.len() {
            let part = self.archive.by_index(index).map_err(refused)?;
            let name = part.name().map_err(refused)?.to_ascii_lowercase();
            if name.ends_with(".xml") || name.ends_with(".rels") {
                let read = std::io::copy(&mut part.take(self.left + 1), &mut std::io::sink());
                let read = read.map_err(|_| Refusal::Damaged)?;
                self.left = self.left.checked_sub(read).ok_or(Refusal::TooMuch)?;
            }
        }
        Ok(())
    }

    /// The first part that the main one links to as this.
    pub fn linked(&mut self, kind: &str) -> Result<Option<String>, Refusal> {
        let (folder, name) = self.main.rsplit_once('/').unwrap_or(("", &self.main));
        let (folder, links) = (folder.to_owned(), format!("{folder}/_rels/{name}.rels"));
        let Some(links) = self.part(links.trim_start_matches('/'))? else { return Ok(None) };
        match links_of(&links, kind)?.into_iter().next() {
            Some((_, target)) => self.part(&joined(&folder, &target)),
            None => Ok(None),
        }
    }

    fn content(&mut self) -> Result<Content, Refusal> {
        let Some(types) = self.part("[Content_Types].xml")? else { return Ok(Content::Other) };
        let mut nodes = Nodes::of(&types);
        while let Some(node) = nodes.next()? {
            let Node::Open(element) = node else { continue };
            let name = element.attribute("PartName").unwrap_or_default();
            if name.trim_start_matches('/') == self.main {
                let kind = element.attribute("ContentType").unwrap_or_default();
                return Ok(match kind {
                    kind if kind.contains("wordprocessingml") => Content::Word,
                    kind if kind.contains("spreadsheetml") => Content::Excel,
                    _ => Content::Other,
                });
            }
        }
        Ok(Content::Other)
    }
}

/// The ids and targets of the links of one kind.
fn links_of(links: &str, kind: &str) -> Result<Vec<(String, String)>, Refusal> {
    let mut nodes = Nodes::of(links);
    let mut found = Vec::new();
    while let Some(node) = nodes.next()? {
        let Node::Open(element) = node else { continue };
        let is_it = element.attribute("Type").is_some_and(|of| of.rsplit('/').next() == Some(kind));
        if is_it && let Some(target) = element.attribute("Target") {
            found.push((element.attribute("Id").unwrap_or_default(), target));
        }
    }
    Ok(found)
}

/// The name of a part to which one in `folder` links.
fn joined(folder: &str, target: &str) -> String {
    let mut steps: Vec<&str> = match target.starts_with('/') {
        true => Vec::new(),
        false => folder.split('/').collect(),
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.retain(|step| !step.is_empty());
    steps.join("/")
}

fn refused(error: ZipError) -> Refusal {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Refusal::Encrypted,
        _ => Refusal::Damaged,
    }
}
