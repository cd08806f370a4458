//! The language server as an editor sees it: messages in, messages out.

mod actions;
mod client;
mod diagnostics;
mod documents;
mod end;
mod folder;
mod formatting;
mod load;
mod preview;
mod process;
mod pull;
mod report;
mod sample;
mod status;
mod toy;
mod typing;
mod wire;
mod workspace;
mod writing;
