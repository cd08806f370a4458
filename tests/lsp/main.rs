//! The language server as an editor sees it: messages in, messages out.

mod actions;
mod client;
mod diagnostics;
mod documents;
mod end;
mod formatting;
mod hints;
mod lens;
mod links;
mod load;
mod on_type;
mod process;
mod report;
mod sample;
mod tokens;
mod toy;
mod typing;
mod wire;
mod writing;
