//! gouji (勾稽) reads Chinese government reports as they are typed and says what is wrong with them.
//!
//! Data flows one way, top to bottom; a room knows the rooms above it and none below.
//!
//! | room | question |
//! |---|---|
//! | [`text`] | Where is it? |
//! | [`syntax`] | What lines are there? |
//! | [`mod@format`] | What must a report be? |
//! | [`report`] | What is this report? |
//! | [`prose`] | What do its sentences say of its figures? |
//! | [`rules`] | What is wrong with it? |
//! | [`analysis`] | All of that for one text, kept up to date as it is edited. |
//! | [`config`] | What has the project decided? |
//! | [`assist`] | What can be done for the writer? |
//! | [`files`] | Which files, and what text is in them? |
//! | [`server`] | The language server. |
//! | [`cli`] | The commands and what they print. |
//!
//! Only the last three read or write anything; all above them is pure.

pub mod analysis;
pub mod assist;
pub mod cli;
pub mod config;
pub mod files;
pub mod format;
pub mod prose;
pub mod report;
pub mod rules;
pub mod server;
pub mod syntax;
pub mod text;
