//! Pages.

mod blocks;
mod encoding;
mod report;
mod tables;
mod tree;

pub use report::read;

use crate::document::Document;

/// What a page shows, all of it.
pub fn document(page: &str) -> Document {
    let tree = tree::Tree::parse(page);
    Document { blocks: blocks::of(&tree, tree.body()) }
}
