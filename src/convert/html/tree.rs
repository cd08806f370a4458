//! Text → a tree of elements, as browsers make it.
//!
//! Invariant: the tree is what the HTML standard says of any text, however wrong its tags are; one that is deeper
//! than [`DEPTH`] or larger than [`NODES`] is given up.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

use html5ever::tendril::{StrTendril, TendrilSink as _};
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, LocalName, ParseOpts, QualName, local_name, ns, parse_document};

use crate::limits::{DEPTH, NODES};
use crate::refusal::Refusal;

/// An element or a text, by its index.
pub type Id = usize;

/// A page.
pub struct Tree {
    nodes: Vec<Node>,
    /// Why it was given up, where it was.
    pub refusal: Option<Refusal>,
}

/// What stands in a page.
struct Node {
    parent: Option<Id>,
    children: Vec<Id>,
    content: Content,
}

enum Content {
    Element(QualName, Vec<Attribute>),
    Text(String),
    /// The page itself, or what nobody sees.
    None,
}

impl Tree {
    /// Reads a page.
    pub fn parse(page: &str) -> Tree {
        const PIECE: usize = 4096;
        let mut parser = parse_document(Sink::default(), ParseOpts::default());
        let mut rest = page;
        while !rest.is_empty() && parser.tokenizer.sink.sink.refusal.get().is_none() {
            let end = rest.floor_char_boundary(PIECE);
            parser.process(StrTendril::from(&rest[..end]));
            rest = &rest[end..];
        }
        parser.finish()
    }

    /// What it shows.
    pub fn body(&self) -> Id {
        self.descendants(0).find(|id| self.name(*id) == Some(&local_name!("body"))).unwrap_or(0)
    }

    /// What the window that shows it is called.
    pub fn title(&self) -> Option<&str> {
        let title = self.descendants(0).find(|id| self.name(*id) == Some(&local_name!("title")))?;
        self.children(title).first().and_then(|text| self.text(*text))
    }

    /// What stands in an element, in order.
    pub fn children(&self, id: Id) -> &[Id] {
        &self.nodes[id].children
    }

    /// The element around it.
    pub fn parent(&self, id: Id) -> Option<Id> {
        self.nodes[id].parent
    }

    /// The name of an element of HTML.
    pub fn name(&self, id: Id) -> Option<&LocalName> {
        match &self.nodes[id].content {
            Content::Element(name, _) if name.ns == ns!(html) => Some(&name.local),
            _ => None,
        }
    }

    /// The words of a text.
    pub fn text(&self, id: Id) -> Option<&str> {
        match &self.nodes[id].content {
            Content::Text(text) => Some(text),
            _ => None,
        }
    }

    /// An attribute of an element.
    pub fn attribute(&self, id: Id, name: &str) -> Option<&str> {
        let Content::Element(_, attributes) = &self.nodes[id].content else { return None };
        let found = attributes.iter().find(|attribute| &*attribute.name.local == name);
        found.map(|attribute| &*attribute.value)
    }

    /// An element and all in it, in the order of the page.
    pub fn descendants(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        let mut left = vec![id];
        std::iter::from_fn(move || {
            let next = left.pop()?;
            left.extend(self.children(next).iter().rev());
            Some(next)
        })
    }
}

/// The tree as the parser makes it.
struct Sink {
    nodes: RefCell<Vec<Node>>,
    refusal: Cell<Option<Refusal>>,
}

impl Default for Sink {
    fn default() -> Sink {
        let page = Node { parent: None, children: Vec::new(), content: Content::None };
        Sink { nodes: RefCell::new(vec![page]), refusal: Cell::new(None) }
    }
}

impl Sink {
    fn add(&self, content: Content) -> Id {
        let mut nodes = self.nodes.borrow_mut();
        if nodes.len() >= NODES {
            self.refusal.set(Some(Refusal::TooMuch));
        }
        nodes.push(Node { parent: None, children: Vec::new(), content });
        nodes.len() - 1
    }

    /// Takes it from where it is.
    fn take(&self, id: Id) {
        let mut nodes = self.nodes.borrow_mut();
        if let Some(parent) = nodes[id].parent.take() {
            nodes[parent].children.retain(|child| *child != id);
        }
    }

    /// Puts it into `parent`, behind the children before `at`.
    fn put(&self, parent: Id, at: usize, new: NodeOrText<Id>) {
        match new {
            NodeOrText::AppendNode(id) => {
                self.take(id);
                let mut nodes = self.nodes.borrow_mut();
                let at = at.min(nodes[parent].children.len());
                nodes[id].parent = Some(parent);
                nodes[parent].children.insert(at, id);
                let above = std::iter::successors(Some(parent), |id| nodes[*id].parent);
                if above.take(DEPTH + 1).count() > DEPTH {
                    self.refusal.set(Some(Refusal::TooDeep));
                }
            }
            NodeOrText::AppendText(text) => {
                let before = at.checked_sub(1).map(|before| self.nodes.borrow()[parent].children[before]);
                if let Some(before) = before
                    && let Content::Text(words) = &mut self.nodes.borrow_mut()[before].content
                {
                    words.push_str(&text);
                    return;
                }
                let id = self.add(Content::Text(text.to_string()));
                self.put(parent, at, NodeOrText::AppendNode(id));
            }
        }
    }

    fn put_last(&self, parent: Id, new: NodeOrText<Id>) {
        let last = self.nodes.borrow()[parent].children.len();
        self.put(parent, last, new);
    }
}

impl TreeSink for Sink {
    type Handle = Id;
    type Output = Tree;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Tree {
        Tree { nodes: self.nodes.into_inner(), refusal: self.refusal.get() }
    }

    fn get_document(&self) -> Id {
        0
    }

    fn elem_name<'a>(&'a self, target: &'a Id) -> Ref<'a, QualName> {
        Ref::map(self.nodes.borrow(), |nodes| match &nodes[*target].content {
            Content::Element(name, _) => name,
            _ => unreachable!("only elements are asked for their names"),
        })
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Id {
        self.add(Content::Element(name, attributes))
    }

    fn create_comment(&self, _: StrTendril) -> Id {
        self.add(Content::None)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Id {
        self.add(Content::None)
    }

    fn append(&self, parent: &Id, child: NodeOrText<Id>) {
        self.put_last(*parent, child);
    }

    fn append_based_on_parent_node(&self, element: &Id, before: &Id, child: NodeOrText<Id>) {
        let has_parent = self.nodes.borrow()[*element].parent.is_some();
        if has_parent { self.append_before_sibling(element, child) } else { self.put_last(*before, child) }
    }

    fn append_before_sibling(&self, sibling: &Id, new: NodeOrText<Id>) {
        if let NodeOrText::AppendNode(id) = &new {
            self.take(*id);
        }
        let place = {
            let nodes = self.nodes.borrow();
            let parent = nodes[*sibling].parent;
            parent.and_then(|parent| {
                let at = nodes[parent].children.iter().rposition(|child| child == sibling)?;
                Some((parent, at))
            })
        };
        if let Some((parent, at)) = place {
            self.put(parent, at, new);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// What stands in a template is not shown, and so needs no place of its own.
    fn get_template_contents(&self, target: &Id) -> Id {
        *target
    }

    fn same_node(&self, one: &Id, other: &Id) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn add_attrs_if_missing(&self, target: &Id, attributes: Vec<Attribute>) {
        if let Content::Element(_, known) = &mut self.nodes.borrow_mut()[*target].content {
            let is_new = |new: &Attribute| known.iter().all(|known| known.name != new.name);
            let new: Vec<Attribute> = attributes.into_iter().filter(is_new).collect();
            known.extend(new);
        }
    }

    fn remove_from_parent(&self, target: &Id) {
        self.take(*target);
    }

    fn reparent_children(&self, node: &Id, parent: &Id) {
        let children = std::mem::take(&mut self.nodes.borrow_mut()[*node].children);
        for child in children {
            self.nodes.borrow_mut()[child].parent = None;
            self.put_last(*parent, NodeOrText::AppendNode(child));
        }
    }

    fn parse_error(&self, _: Cow<'static, str>) {}
}
