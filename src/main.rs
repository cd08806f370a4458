//! The `gouji` binary.

use std::process::ExitCode;

fn main() -> ExitCode {
    gouji::cli::run(std::env::args_os(), serve)
}

/// Runs the language server until the client ends it.
fn serve() -> ExitCode {
    ExitCode::from(2)
}
