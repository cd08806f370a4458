//! What a report is, what is wrong with it and what helps to write it.
//!
//! Data flows one way, top to bottom; a room knows the rooms above it and none below.
//!
//! | room | question |
//! |---|---|
//! | [`span`] | Counted from where? |
//! | [`text`] | Where is it? |
//! | [`syntax`] | What lines are there? |
//! | [`mod@format`] | What must a report be? |
//! | [`report`] | What is this report? |
//! | [`prose`] | What do its sentences say of its figures? |
//! | [`rules`] | What is wrong with it? |
//! | [`analysis`] | All of that for one text, kept up to date as it is edited. |
//! | [`corpus`] | What is known of many reports, and what does not agree between them? |
//! | [`config`] | What has the project decided? |
//! | [`assist`] | What can be done for the writer? |
//!
//! Invariant: all of it is pure. There is no thread, file, clock or process here.

pub mod analysis;
pub mod assist;
pub mod config;
pub mod corpus;
pub mod format;
pub mod prose;
pub mod report;
pub mod rules;
pub mod span;
pub mod syntax;
pub mod text;
