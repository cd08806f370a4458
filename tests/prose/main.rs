//! What sentences say of the tables, and what is wrong with them.
//!
//! Each case is a sentence in a whole report: its figures, what they are of, and what is found. `sentences.tsv` and
//! `traps.tsv` are read by people: see the heads of the files. The sentences that were given to the project lie beside
//! the checkout, or nowhere, which is said.

#[path = "../support/mod.rs"]
mod support;

mod around;
mod case;
mod generated;
mod given;
mod overview;
mod own;
mod vocabulary;
mod whole;
