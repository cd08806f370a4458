//! What both sides of office documents need of XML.
//!
//! Invariants: words of a report are text in an element, and never markup. No entity is ever expanded but those that
//! XML has itself, and deeper than [`DEPTH`] nothing is read.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::limits::DEPTH;
use crate::refusal::Refusal;

/// Words as they stand in an element or an attribute; what XML cannot hold is left out.
pub fn escaped(words: &str) -> String {
    let may_stand = |c: &char| !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    let words: String = words.chars().filter(may_stand).collect();
    quick_xml::escape::escape(words.as_str()).into_owned()
}

/// What comes next in a part.
pub enum Node<'a> {
    /// An element begins.
    Open(Element<'a>),
    /// The element that began last and has not ended ends.
    Close,
    /// Words.
    Text(String),
}

/// The beginning of an element.
pub struct Element<'a>(BytesStart<'a>);

impl Element<'_> {
    /// Its name, without a prefix.
    pub fn name(&self) -> &str {
        let name = self.0.name().into_inner();
        name.rsplit(':').next().unwrap_or(name)
    }

    /// An attribute, by its name without a prefix.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let mut known = attributes.with_checks(false).flatten();
        let found = known.find(|attribute| attribute.key.local_name().into_inner() == name)?;
        found.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
    }

    /// A number that an attribute says.
    pub fn number(&self, name: &str) -> Option<usize> {
        self.attribute(name)?.parse().ok()
    }

    /// What `val` says of something that is on or off, and is on where it says nothing.
    pub fn is_on(&self) -> bool {
        !matches!(self.attribute("val").as_deref(), Some("0" | "false" | "off" | "none"))
    }
}

/// A part as it is read.
pub struct Nodes<'a> {
    reader: Reader<&'a [u8]>,
    depth: usize,
}

impl<'a> Nodes<'a> {
    /// Reads a part from its beginning.
    pub fn of(part: &'a str) -> Nodes<'a> {
        let mut reader = Reader::from_str(part);
        reader.config_mut().expand_empty_elements = true;
        Nodes { reader, depth: 0 }
    }

    /// What comes next; nothing at the end.
    pub fn next(&mut self) -> Result<Option<Node<'a>>, Refusal> {
        loop {
            return Ok(Some(match self.reader.read_event().map_err(|_| Refusal::Damaged)? {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > DEPTH {
                        return Err(Refusal::TooDeep);
                    }
                    Node::Open(Element(start))
                }
                Event::End(_) => {
                    self.depth -= 1;
                    Node::Close
                }
                Event::Text(text) => Node::Text(text.xml10_content().into_owned()),
                Event::CData(text) => Node::Text(text.xml10_content().into_owned()),
                Event::GeneralRef(entity) => {
                    let own = || match &*entity.xml10_content() {
                        "lt" => Some('<'),
                        "gt" => Some('>'),
                        "amp" => Some('&'),
                        "apos" => Some('\''),
                        "quot" => Some('"'),
                        _ => None,
                    };
                    let of_number = entity.resolve_char_ref().map_err(|_| Refusal::Damaged)?;
                    Node::Text(of_number.or_else(own).ok_or(Refusal::Entities)?.into())
                }
                Event::DocType(_) => return Err(Refusal::Entities),
                Event::Eof if self.depth > 0 => return Err(Refusal::Damaged),
                Event::Eof => return Ok(None),
                _ => continue,
            }));
        }
    }

    /// What comes next in the element that is being read; nothing behind its end.
    pub fn within(&mut self) -> Result<Option<Node<'a>>, Refusal> {
        Ok(self.next()?.filter(|node| !matches!(node, Node::Close)))
    }

    /// Passes over the rest of the element that is being read.
    pub fn skip(&mut self) -> Result<(), Refusal> {
        let outside = self.depth - 1;
        while self.depth > outside && self.next()?.is_some() {}
        Ok(())
    }

    /// The words in the element that is being read.
    pub fn words(&mut self) -> Result<String, Refusal> {
        let mut words = String::new();
        while let Some(node) = self.within()? {
            match node {
                Node::Text(text) => words += &text,
                _ => self.skip()?,
            }
        }
        Ok(words)
    }
}
