//! What is said on standard error.
//!
//! Invariant: standard output is the protocol, and nothing is printed there; that nobody reads standard error
//! any more is no reason to panic.

use std::backtrace::Backtrace;
use std::io::{self, Write};

use tracing_subscriber::EnvFilter;

use super::adapter::LOGGED;

/// What is logged unless `GOUJI_LOG` says otherwise.
const DEFAULT: &str = "warn";

/// Sends the log and the account of every panic to standard error.
pub fn to_standard_error() {
    let filter = EnvFilter::try_from_env("GOUJI_LOG")
        .unwrap_or_else(|_| EnvFilter::new(format!("{DEFAULT},{LOGGED}")));
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .with_ansi(false)
        .log_internal_errors(false)
        .try_init();
    std::panic::set_hook(Box::new(|panic| {
        let _ = writeln!(io::stderr(), "{panic}\n{}", Backtrace::force_capture());
    }));
}
