//! Documents of Word.

mod columns;
mod numbering;
mod read;
mod rows;
mod write;

pub use read::read;
pub use write::write;
