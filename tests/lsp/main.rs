//! The language server as an editor sees it: messages in, messages out.

mod actions;
mod client;
mod completion;
mod configuration;
mod diagnostics;
mod documents;
mod dropped;
mod end;
mod facts;
mod folder;
mod formatting;
mod hints;
mod kept;
mod lens;
mod links;
mod load;
mod on_type;
mod preview;
mod process;
mod pull;
#[path = "../support/real.rs"]
mod real;
mod report;
mod sample;
mod status;
mod tokens;
mod toy;
mod typing;
mod wire;
mod workspace;
mod writing;
