//! A document of Word → blocks.
//!
//! Invariants: what stands on the pages between their headers and footers is read in its order, tracked changes as
//! accepted, with the numbers that Word puts before paragraphs; hidden text, notes of reviewers and the codes of
//! fields are not. What is no text leaves a word where it stood.

use super::numbering::{Numbering, Said};
use super::rows::Rows;
use crate::document::{Block, Document, Kind, Paragraph, Run, Unread};
use crate::limits::CELLS;
use crate::package::Package;
use crate::refusal::Refusal;
use crate::xml::{Node, Nodes};

/// What stands in a document.
pub fn read(package: &mut Package<'_>) -> Result<Document, Refusal> {
    let (lists, styles) = (package.linked("numbering")?, package.linked("styles")?);
    let numbering = Numbering::of(lists.as_deref(), styles.as_deref())?;
    let main = package.main.clone();
    let part = package.part(&main)?.ok_or(Refusal::Damaged)?;
    let mut reader = Reader { nodes: Nodes::of(&part), numbering, cells: 0 };
    let mut document = Document::default();
    while let Some(node) = reader.nodes.next()? {
        if matches!(&node, Node::Open(element) if element.name() == "body") {
            document.blocks = reader.blocks()?;
        }
    }
    Ok(document)
}

/// A document as it is read.
pub(super) struct Reader<'a> {
    pub(super) nodes: Nodes<'a>,
    numbering: Numbering,
    /// How many cells there were.
    cells: usize,
}

/// What a paragraph holds so far.
#[derive(Default)]
struct Words {
    text: String,
    said: Said,
    /// What stands beside the paragraph, in boxes.
    boxes: Vec<Block>,
    /// Whether its end was deleted, so that the next one goes on.
    goes_on: bool,
}

impl Reader<'_> {
    /// The blocks of the element that is being read.
    pub(super) fn blocks(&mut self) -> Result<Vec<Block>, Refusal> {
        let mut flow = Flow::default();
        self.flow(&mut flow)?;
        flow.end();
        Ok(flow.blocks)
    }

    fn flow(&mut self, flow: &mut Flow) -> Result<(), Refusal> {
        while let Some(node) = self.nodes.within()? {
            let Node::Open(element) = node else { continue };
            match element.name() {
                "p" => self.paragraph(flow)?,
                "tbl" => {
                    let mut rows = Rows::default();
                    self.rows(&mut rows)?;
                    flow.end();
                    flow.blocks.push(Block::Table(rows.table()));
                }
                "altChunk" => {
                    flow.text(Unread::OBJECT);
                    self.nodes.skip()?;
                }
                name if is_around(name) => self.flow(flow)?,
                _ => self.nodes.skip()?,
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, flow: &mut Flow) -> Result<(), Refusal> {
        let mut words = Words::default();
        self.inline(&mut words)?;
        if flow.open.is_none() {
            words.text.insert_str(0, &self.numbering.next(&words.said));
        }
        flow.text(&words.text);
        if !words.goes_on {
            flow.end();
        }
        flow.blocks.extend(words.boxes);
        Ok(())
    }

    /// What stands in a paragraph, or in an element within one.
    fn inline(&mut self, words: &mut Words) -> Result<(), Refusal> {
        while let Some(node) = self.nodes.within()? {
            let Node::Open(element) = node else { continue };
            match element.name() {
                "pPr" => self.properties(words)?,
                "r" => self.run(words)?,
                "oMath" | "oMathPara" => {
                    words.text += Unread::FORMULA;
                    self.nodes.skip()?;
                }
                "hyperlink" | "fldSimple" | "dir" | "bdo" | "rubyBase" => self.inline(words)?,
                name if is_around(name) => self.inline(words)?,
                _ => self.nodes.skip()?,
            }
        }
        Ok(())
    }

    fn properties(&mut self, words: &mut Words) -> Result<(), Refusal> {
        while let Some(node) = self.nodes.within()? {
            let Node::Open(element) = node else { continue };
            match element.name() {
                "numPr" | "rPr" => self.properties(words)?,
                "del" => {
                    words.goes_on = true;
                    self.nodes.skip()?;
                }
                _ => {
                    words.said.hear(&element);
                    self.nodes.skip()?;
                }
            }
        }
        Ok(())
    }

    fn run(&mut self, words: &mut Words) -> Result<(), Refusal> {
        let mut is_hidden = false;
        while let Some(node) = self.nodes.within()? {
            let Node::Open(element) = node else { continue };
            match element.name() {
                "rPr" => is_hidden = self.is_hidden()?,
                _ if is_hidden => self.nodes.skip()?,
                "t" => words.text += &self.nodes.words()?,
                // Words with their pronunciation above them.
                "ruby" => self.inline(words)?,
                name => {
                    match name {
                        "br" | "cr" => words.text.push('\n'),
                        "tab" | "ptab" => words.text.push(' '),
                        "noBreakHyphen" => words.text.push('-'),
                        "sym" | "contentPart" => words.text += Unread::OBJECT,
                        "footnoteReference" | "endnoteReference" => words.text += Unread::NOTE,
                        "drawing" | "pict" | "object" | "AlternateContent" => {
                            let before = words.boxes.len();
                            let picture = self.drawn(words)?;
                            // A box says what it says, and is no picture.
                            if words.boxes.len() == before {
                                words.text += picture.unwrap_or_default();
                            }
                            continue;
                        }
                        _ => {}
                    }
                    self.nodes.skip()?;
                }
            }
        }
        Ok(())
    }

    fn is_hidden(&mut self) -> Result<bool, Refusal> {
        let mut is_hidden = false;
        while let Some(node) = self.nodes.within()? {
            let Node::Open(element) = node else { continue };
            is_hidden |= element.name() == "vanish" && element.is_on();
            self.nodes.skip()?;
        }
        Ok(is_hidden)
    }

    /// What is drawn, where it is no line or frame; the words in boxes go to those of the paragraph.
    fn drawn(&mut self, words: &mut Words) -> Result<Option<&'static str>, Refusal> {
        let mut picture = None;
        while let Some(node) = self.nodes.within()? {
            let Node::Open(element) = node else { continue };
            match element.name() {
                "txbxContent" => words.boxes.extend(self.blocks()?),
                // The same once more, for programs of old.
                "Fallback" => self.nodes.skip()?,
                name => {
                    picture = picture.or(match name {
                        "blip" | "imagedata" => Some(Unread::PICTURE),
                        "chart" | "OLEObject" | "relIds" => Some(Unread::OBJECT),
                        _ => None,
                    });
                    picture = self.drawn(words)?.or(picture);
                }
            }
        }
        Ok(picture)
    }

    /// The rows of the table that is being read.
    fn rows(&mut self, rows: &mut Rows) -> Result<(), Refusal> {
        while let Some(node) = self.nodes.within()? {
            let Node::Open(element) = node else { continue };
            match element.name() {
                "tr" => {
                    rows.begin();
                    if self.cells(rows)? {
                        rows.end();
                    } else {
                        rows.forget();
                    }
                }
                name if is_around(name) => self.rows(rows)?,
                _ => self.nodes.skip()?,
            }
        }
        Ok(())
    }

    /// The cells of a row, or of an element within one; whether the row is there and not deleted.
    fn cells(&mut self, rows: &mut Rows) -> Result<bool, Refusal> {
        let mut is_there = true;
        while let Some(node) = self.nodes.within()? {
            let Node::Open(element) = node else { continue };
            match element.name() {
                "trPr" => {
                    while let Some(node) = self.nodes.within()? {
                        let Node::Open(element) = node else { continue };
                        match element.name() {
                            "gridBefore" => rows.pass(element.number("val").unwrap_or(0)),
                            "del" => is_there = false,
                            _ => {}
                        }
                        self.nodes.skip()?;
                    }
                }
                "tc" => {
                    self.cells += 1;
                    if self.cells > CELLS {
                        return Err(Refusal::TooMuch);
                    }
                    self.cell(rows)?;
                }
                name if is_around(name) => is_there &= self.cells(rows)?,
                _ => self.nodes.skip()?,
            }
        }
        Ok(is_there)
    }

    fn cell(&mut self, rows: &mut Rows) -> Result<(), Refusal> {
        let mut cell = super::rows::Given::default();
        let mut flow = Flow::default();
        while let Some(node) = self.nodes.within()? {
            let Node::Open(element) = node else { continue };
            match element.name() {
                "tcPr" => {
                    while let Some(node) = self.nodes.within()? {
                        let Node::Open(element) = node else { continue };
                        let goes_on = element.attribute("val").is_none_or(|value| value != "restart");
                        match element.name() {
                            "gridSpan" => cell.columns = element.number("val").unwrap_or(1),
                            "vMerge" => cell.goes_on_below = goes_on,
                            "hMerge" => cell.goes_on_beside = goes_on,
                            _ => {}
                        }
                        self.nodes.skip()?;
                    }
                }
                "p" => self.paragraph(&mut flow)?,
                "tbl" => {
                    let mut inner = Rows::default();
                    self.rows(&mut inner)?;
                    flow.end();
                    flow.blocks.push(Block::Table(inner.table()));
                }
                name if is_around(name) => self.flow(&mut flow)?,
                _ => self.nodes.skip()?,
            }
        }
        flow.end();
        cell.blocks = flow.blocks;
        rows.put(cell)
    }
}

/// Whether an element only stands around others: content controls, insertions, what was moved here, marks for programs.
fn is_around(name: &str) -> bool {
    matches!(
        name,
        "sdt" | "sdtContent" | "ins" | "moveTo" | "smartTag" | "customXml" | "AlternateContent" | "Choice"
    )
}

/// Blocks as they come.
#[derive(Default)]
struct Flow {
    blocks: Vec<Block>,
    /// A paragraph that goes on.
    open: Option<String>,
}

impl Flow {
    fn text(&mut self, text: &str) {
        self.open.get_or_insert_default().push_str(text);
    }

    fn end(&mut self) {
        let text = self.open.take().unwrap_or_default();
        let text = text.trim_matches(|c: char| c.is_whitespace());
        if !text.is_empty() {
            let runs = vec![Run { text: text.to_owned(), strong: false }];
            self.blocks.push(Block::Paragraph(Paragraph { kind: Kind::Prose, runs }));
        }
    }
}
