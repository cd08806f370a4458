//! Reports that come from office programs and go back into them.
//!
//! Samples are made here, part by part, as the programs make them; the given ones lie beside the checkout, and where
//! they are absent that is said.

mod any;
mod bad;
mod checked;
mod excel;
mod given;
mod page;
#[allow(dead_code)] // the reports in plain text are for other tests
#[path = "../support/real.rs"]
mod real;
mod sample;
mod there_and_back;
mod word;
