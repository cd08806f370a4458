//! The language server as an editor sees it: messages in, messages out.

mod actions;
mod client;
mod diagnostics;
mod documents;
mod end;
mod formatting;
mod load;
mod preview;
mod process;
mod report;
mod sample;
mod toy;
mod typing;
mod wire;
mod writing;
