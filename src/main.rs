//! The `gouji` binary.

use std::process::ExitCode;

fn main() -> ExitCode {
    gouji::cli::run(std::env::args_os(), gouji::server::run)
}
