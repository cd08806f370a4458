//! The compiled grammar and the numbers of its nodes, resolved once.

use std::sync::LazyLock;

use tree_sitter::{Language, Node};
use tree_sitter_language::LanguageFn;

/// What a line looks like. The scanner (`grammar/scanner.c`) decides, by the line alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Line {
    /// `二、主动公开政府信息情况`: a section begins.
    Heading,
    /// `（一）主动公开情况`: a subsection begins.
    Subheading,
    /// `|---|:--:|`: the line under the head of a markdown table.
    Rule,
    /// A line with a pipe.
    Pipe,
    /// One tab and at most one cell after it.
    Cell,
    /// Any other line with tabs.
    Tab,
    /// A line that ends in figures: `规章 0 0 6`.
    Figures,
    /// Anything else.
    Text,
    /// A run of lines with nothing on them, 64 at most.
    Blank,
    /// What is not read: lines that are nothing but a comment, or a fence. (A line of any other kind may hold
    /// comments too, and goes on below where they do. All others are one line each.)
    Aside,
}

const LINES: [(&str, Line); 10] = [
    ("heading", Line::Heading),
    ("subheading", Line::Subheading),
    ("rule_line", Line::Rule),
    ("pipe_line", Line::Pipe),
    ("cell_line", Line::Cell),
    ("tab_line", Line::Tab),
    ("figure_line", Line::Figures),
    ("text_line", Line::Text),
    ("blank_lines", Line::Blank),
    ("aside_lines", Line::Aside),
];

/// The language of the grammar.
#[allow(unsafe_code)] // the parser is C: this is where it is taken in
pub fn language() -> Language {
    unsafe extern "C" {
        fn tree_sitter_gouji() -> *const ();
    }
    // SAFETY: this is the function of the generated parser, which build.rs compiles for this very use.
    const LANGUAGE: LanguageFn = unsafe { LanguageFn::from_raw(tree_sitter_gouji) };
    LANGUAGE.into()
}

/// The numbers of the nodes that are looked for.
pub(super) struct Kinds {
    pub(super) report: u16,
    pub(super) section: u16,
    lines: Vec<Option<Line>>,
}

/// The numbers of the nodes of [`language`].
pub(super) static KINDS: LazyLock<Kinds> = LazyLock::new(|| {
    let language = language();
    let mut lines = vec![None; language.node_kind_count()];
    for (name, line) in LINES {
        lines[usize::from(language.id_for_node_kind(name, true))] = Some(line);
    }
    let kind = |name| language.id_for_node_kind(name, true);
    Kinds { report: kind("report"), section: kind("section"), lines }
});

impl Kinds {
    /// The line a node is; none for nodes that hold lines.
    pub(super) fn line(&self, node: Node) -> Option<Line> {
        self.lines.get(usize::from(node.kind_id())).copied().flatten()
    }
}
