//! What can be done for the writer?
//!
//! Invariant: every feature is a pure function of the analysis and a place in the text; it knows no protocol, and
//! what it would change it gives as edits. The terminal and the editor call the same functions.

pub mod actions;
pub mod cells;
pub mod completion;
pub mod definition;
pub mod excerpt;
mod field;
pub mod figures;
pub mod folding;
pub mod formatting;
pub mod highlight;
pub mod hints;
pub mod hover;
pub mod labels;
pub mod lens;
pub mod links;
pub mod on_type;
pub mod page;
pub mod place;
pub mod reports;
pub mod said;
pub mod selection;
pub mod shapes;
pub mod status;
pub mod symbols;
pub mod tokens;
