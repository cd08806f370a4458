//! From a text to its tree, and from a tree and edits to the next tree.
//!
//! Places are bytes. tree-sitter also keeps rows and columns, but its rows end at `\n` only, which is not where
//! lines end here; so every [`Point`] it is given is zero, and none it gives back is read.

use std::cell::RefCell;

use tree_sitter::{InputEdit, Parser, Point, Tree};

use super::language::language;
use crate::text::{ByteEdit, Text};

/// The tree of a text.
pub fn parse(text: &Text) -> Tree {
    run(text, None)
}

/// The tree of a text that came from the text of `old` by `edits`, applied one after another.
pub fn reparse(old: &Tree, edits: &[ByteEdit], text: &Text) -> Tree {
    let mut old = old.clone();
    for edit in edits {
        old.edit(&InputEdit {
            start_byte: edit.start,
            old_end_byte: edit.old_end,
            new_end_byte: edit.new_end,
            start_position: Point::new(0, 0),
            old_end_position: Point::new(0, 0),
            new_end_position: Point::new(0, 0),
        });
    }
    run(text, Some(&old))
}

thread_local! {
    /// A parser keeps what it needs for the next text.
    static PARSER: RefCell<Parser> = RefCell::new(parser());
}

fn parser() -> Parser {
    let mut parser = Parser::new();
    parser.set_language(&language()).expect("the grammar was generated for this tree-sitter");
    parser
}

fn run(text: &Text, old: Option<&Tree>) -> Tree {
    PARSER.with_borrow_mut(|parser| {
        let tree = parser.parse_with_options(&mut |byte, _| read(text, byte), old, None);
        tree.expect("a parse is never cancelled")
    })
}

/// The text from `byte` on. tree-sitter skips a byte order mark that begins a text, which would leave a gap
/// before the first line; it is shown another blank of three bytes instead.
fn read(text: &Text, byte: usize) -> &[u8] {
    const BYTE_ORDER_MARK: &str = "\u{feff}";
    const ANOTHER_BLANK: &str = "\u{3000}";
    let chunk = text.chunk_from(byte);
    if byte == 0 && chunk.starts_with(BYTE_ORDER_MARK.as_bytes()) { ANOTHER_BLANK.as_bytes() } else { chunk }
}
