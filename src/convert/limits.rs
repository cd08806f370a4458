//! How much of a file is read.
//!
//! Invariant: a report of any size that is really made is far below all of them, and a file made to do harm is given
//! up before it takes time or memory that anybody would notice.

/// The most bytes that the parts of a package which are read have once they are unpacked.
pub const UNPACKED: u64 = 32 << 20;
/// The most parts of a package.
pub const PARTS: usize = 2_000;
/// The most elements that may stand inside one another.
pub const DEPTH: usize = 512;
/// The most elements and texts of a page.
pub const NODES: usize = 400_000;
/// The most cells of all tables of a document.
pub const CELLS: usize = 100_000;
/// The most columns of a table.
pub const COLUMNS: usize = 1_000;
/// The most places that the grid of a table has.
pub const AREA: usize = 1_000_000;
