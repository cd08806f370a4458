//! The language server.
//!
//! Messages come in through the `adapter`, change the documents in `session` or ask about them by way of `requests`;
//! what is wrong is found out by `diagnostics` after every change, as `turns` has it, and told by the `publisher` or
//! asked for by `pull`; `survey` looks at the files that are not open, and `workspace` keeps what is known of them. Only
//! this crate knows the protocol, and only the adapter by what it is spoken; what is answered comes from the [`engine`].

#![forbid(unsafe_code)]

mod actions;
mod adapter;
mod arguments;
mod ask;
mod backlog;
mod capabilities;
mod cells;
mod check;
mod checked;
mod commands;
mod completion;
mod convert;
mod diagnostics;
mod document;
pub mod engine;
mod facts;
mod figures;
mod folders;
mod formatting;
mod hints;
mod hover;
mod insert;
mod kept;
mod late;
mod lens;
mod lined;
mod links;
mod list;
mod log;
mod messages;
mod preview;
mod progress;
mod projects;
mod publisher;
mod pull;
mod refusal;
mod reports;
mod requests;
mod review;
mod reviewed;
mod session;
mod settings;
mod snapshot;
mod status;
mod stop;
mod structure;
mod survey;
mod tokens;
mod turns;
mod uris;
mod workspace;

use std::io;
use std::process::ExitCode;
use std::sync::Arc;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::runtime::Handle;
use tokio::sync::mpsc;

use adapter::Ways;
use adapter::pipes::Pipe;
use backlog::Backlog;
use engine::{Engine, Gouji};
use publisher::Publisher;
use session::Session;
use uris::Uris;

/// How many documents and requests are worked on at most at a time. There is no use in more than there are cores, but
/// who has to do with large documents is not to keep the others waiting.
const THREADS: usize = 32;

/// Serves the editor on standard input and output until it is gone.
pub fn run() -> ExitCode {
    log::to_standard_error();
    match serve_pipes() {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            tracing::error!("{error}");
            ExitCode::from(2)
        }
    }
}

fn serve_pipes() -> io::Result<u8> {
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = runtime.enable_all().max_blocking_threads(THREADS).build()?;
    let code = runtime.block_on(serve(Pipe::input()?, Pipe::output()?, Gouji))?;
    // Standard input may still be open, and an analysis may still be running: neither is waited for.
    runtime.shutdown_background();
    Ok(code)
}

/// Serves one client and returns the exit code: 0 if the client asked for the shutdown first, otherwise 1.
///
/// # Errors
///
/// Where the system has no threads to read and write on.
pub async fn serve<I, O>(input: I, output: O, engine: impl Engine + 'static) -> io::Result<u8>
where
    I: AsyncRead + Unpin + Send + 'static,
    O: AsyncWrite + Unpin + Send + 'static,
{
    let uris = Arc::new(Uris::default());
    // One list at a time: the others wait until the client reads.
    let (messages, told) = mpsc::channel(1);
    let publisher = Publisher::new(messages, uris.clone());
    let backlog = Arc::new(Backlog::new(THREADS));
    let worker = diagnostics::worker(Handle::current());
    let session = Arc::new(Session::new(Arc::new(engine), publisher, backlog.clone(), worker));
    adapter::serve(input, output, session, Ways { told, backlog, uris }).await
}
