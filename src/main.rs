//! The `gouji` binary.

use std::process::ExitCode;

fn main() -> ExitCode {
    gouji::server::run()
}
