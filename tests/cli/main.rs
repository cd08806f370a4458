//! What the command line prints, and when it ends how.

#![allow(missing_docs)]

mod binary;
mod config;
mod coverage;
mod data;
mod encodings;
mod explain;
mod export;
#[path = "../support/filled.rs"]
mod filled;
mod fix;
mod fmt;
mod folders;
mod machine;
mod new;
mod series;
mod summary;
mod terminal;
mod text;
mod unlinked;
#[cfg(unix)]
mod whole;
