//! The language server as an editor sees it: messages in, messages out.

mod actions;
mod cells;
#[path = "../support/chance.rs"]
mod chance;
mod client;
mod completion;
mod configuration;
mod crowd;
mod deaf;
mod diagnostics;
mod documents;
mod dropped;
mod end;
mod facts;
mod folder;
mod formatting;
mod frames;
mod hints;
mod kept;
mod lens;
#[path = "../support/lines.rs"]
mod lines;
mod links;
mod load;
mod methods;
mod on_type;
#[path = "../support/pipe.rs"]
mod pipe;
mod places;
mod preview;
mod process;
mod pull;
#[path = "../support/real.rs"]
mod real;
mod report;
mod sample;
mod session;
#[path = "../support/soak.rs"]
mod soak;
mod status;
mod tokens;
mod toy;
mod typing;
mod wire;
mod workspace;
mod writing;
