//! Reports whose figures are known, in every shape that real ones have, and what is made of them.
#![allow(dead_code)] // every test uses a part of it

pub mod check;
pub mod filled;
pub mod form;
pub mod model;
pub mod noise;
pub mod pdf;
pub mod pen;
pub mod real;
pub mod render;
pub mod runner;
pub mod separated;
