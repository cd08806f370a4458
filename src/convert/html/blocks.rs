//! A page as the blocks that it shows.
//!
//! Invariant: every word that the page shows stands in exactly one block, in the order of the page; what it does not
//! show stands in none. Blanks are those that a reader sees.

use html5ever::LocalName;

use super::tables;
use super::tree::{Id, Tree};
use crate::document::{Block, Kind, Paragraph, Run, Unread};

/// What stands in an element.
pub fn of(tree: &Tree, id: Id) -> Vec<Block> {
    placed(tree, id).into_iter().map(|(_, block)| block).collect()
}

/// What stands in an element, each with the element in which it stands.
pub fn placed(tree: &Tree, id: Id) -> Vec<(Id, Block)> {
    let mut flow = Flow { tree, blocks: Vec::new(), runs: Vec::new(), kind: Kind::Prose, at: id };
    flow.inside(id, false);
    flow.end();
    flow.blocks
}

/// Blocks as they come.
struct Flow<'a> {
    tree: &'a Tree,
    blocks: Vec<(Id, Block)>,
    /// The words since the last block.
    runs: Vec<Run>,
    kind: Kind,
    /// The element that is on lines of its own, and around them.
    at: Id,
}

/// How an element stands in the flow.
enum Place {
    /// Among the words.
    Words,
    /// On lines of its own.
    Block(Option<Kind>),
    Table,
    Break,
    Picture,
    /// Nobody sees it.
    Hidden,
}

impl Flow<'_> {
    fn inside(&mut self, id: Id, strong: bool) {
        for child in self.tree.children(id) {
            match self.tree.text(*child) {
                Some(text) if self.kind == Kind::Lines => self.words(text, strong),
                Some(text) => self.words(&flowing(text), strong),
                None => self.element(*child, strong),
            }
        }
    }

    fn element(&mut self, id: Id, strong: bool) {
        let Some(name) = self.tree.name(id) else { return };
        match self.place(id, name) {
            Place::Hidden => {}
            Place::Words => self.inside(id, strong || matches!(&**name, "b" | "strong")),
            Place::Break => self.end(),
            Place::Picture => self.words(Unread::PICTURE, false),
            Place::Table => {
                self.end();
                self.blocks.push((id, Block::Table(tables::of(self.tree, id))));
            }
            Place::Block(kind) => {
                self.end();
                let before = (self.kind, self.at);
                (self.kind, self.at) = (kind.unwrap_or(self.kind), id);
                self.inside(id, strong);
                self.end();
                (self.kind, self.at) = before;
            }
        }
    }

    fn place(&self, id: Id, name: &LocalName) -> Place {
        let style = self.tree.attribute(id, "style").unwrap_or_default();
        let is_hidden = || {
            let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
            style.contains("display:none") || style.contains("visibility:hidden")
        };
        if self.tree.attribute(id, "hidden").is_some() || is_hidden() || self.is_remark(id) {
            return Place::Hidden;
        }
        match &**name {
            "script" | "style" | "template" | "noscript" | "head" | "title" | "select" | "button"
            | "input" | "textarea" | "iframe" | "object" | "audio" | "video" | "svg" => Place::Hidden,
            "br" => Place::Break,
            "img" => Place::Picture,
            // One that the page offers to fill in, where the text has none.
            "table"
                if self
                    .tree
                    .attribute(id, "data-table")
                    .is_some_and(|_| self.tree.attribute(id, "data-at").is_none()) =>
            {
                Place::Hidden
            }
            "table" => Place::Table,
            "h1" => Place::Block(Some(Kind::Title)),
            "h2" => Place::Block(Some(Kind::Heading)),
            "h3" | "h4" | "h5" | "h6" => Place::Block(Some(Kind::Subheading)),
            "pre" => Place::Block(Some(Kind::Lines)),
            "address" | "article" | "aside" | "blockquote" | "body" | "center" | "dd" | "details"
            | "dialog" | "div" | "dl" | "dt" | "fieldset" | "figcaption" | "figure" | "footer" | "form"
            | "header" | "hr" | "html" | "li" | "main" | "nav" | "ol" | "p" | "section" | "summary"
            | "ul" | "caption" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th" => Place::Block(None),
            _ => Place::Words,
        }
    }

    /// Whether an element says what is wrong with a report, on a page of our own.
    fn is_remark(&self, id: Id) -> bool {
        let has = |id: Id, names: &[&str]| {
            let classes = self.tree.attribute(id, "class").unwrap_or_default();
            classes.split_whitespace().any(|class| names.contains(&class))
        };
        let around = || std::iter::successors(self.tree.parent(id), |id| self.tree.parent(*id));
        has(id, &["notes", "gap", "absent"]) && around().any(|id| has(id, &["gouji"]))
    }

    fn words(&mut self, words: &str, strong: bool) {
        match self.runs.last_mut() {
            Some(last) if last.strong == strong => last.text.push_str(words),
            _ => self.runs.push(Run { text: words.to_owned(), strong }),
        }
    }

    /// Ends the paragraph.
    fn end(&mut self) {
        let mut runs = std::mem::take(&mut self.runs);
        if self.kind != Kind::Lines {
            tidy(&mut runs);
        }
        if !runs.is_empty() {
            self.blocks.push((self.at, Block::Paragraph(Paragraph { kind: self.kind, runs })));
        }
    }
}

/// A text as it flows: a line of the source ends nothing, and between Chinese characters is no blank.
fn flowing(text: &str) -> String {
    let is_blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}');
    let is_wide =
        |c: Option<char>| c.is_some_and(|c| matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}'));
    let mut flowing = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(is_blank) {
        let end = rest[start..].find(|c| !is_blank(c)).map_or(rest.len(), |length| start + length);
        flowing += &rest[..start];
        let breaks = rest[start..end].contains('\n');
        let before = rest[..start].chars().next_back().or(flowing.chars().next_back());
        if !(breaks && is_wide(before) && is_wide(rest[end..].chars().next())) {
            flowing.push(' ');
        }
        rest = &rest[end..];
    }
    (flowing + rest).replace('\u{a0}', " ")
}

/// Takes away the blanks at both ends, those that follow others, and what is empty then.
fn tidy(runs: &mut Vec<Run>) {
    let mut after_blank = true;
    for run in &mut *runs {
        run.text.retain(|c| {
            let keeps = c != ' ' || !after_blank;
            after_blank = c == ' ' || after_blank && c.is_whitespace();
            keeps
        });
    }
    while let Some(first) = runs.first_mut() {
        let words = first.text.trim_start().len();
        first.text.drain(..first.text.len() - words);
        if words > 0 {
            break;
        }
        runs.remove(0);
    }
    while let Some(last) = runs.last_mut() {
        last.text.truncate(last.text.trim_end().len());
        if !last.text.is_empty() {
            break;
        }
        runs.pop();
    }
    runs.retain(|run| !run.text.is_empty());
}
