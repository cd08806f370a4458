//! A session of very many edits, with the memory that the server holds meanwhile. How many edits there are is the last
//! argument: `make soak` makes a million.

#[path = "../tests/support/chance.rs"]
mod chance;
#[allow(dead_code)] // the tests count in other units too
#[path = "../tests/support/lines.rs"]
mod lines;
#[path = "../tests/support/pipe.rs"]
mod pipe;
#[path = "../tests/support/soak.rs"]
mod soak;

use std::time::Instant;

/// Without an argument, so that the program is tried with the other benches.
const FEW: usize = 20_000;

#[allow(clippy::print_stdout)] // it is for this that it runs
fn main() {
    let edits = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(FEW);
    let begin = Instant::now();
    soak::soak(env!("CARGO_BIN_EXE_gouji"), edits, |made, bytes| {
        println!("{made:>9} edits  {:>6.1} MB  {:>6.1} s", bytes as f64 / 1e6, begin.elapsed().as_secs_f64());
    });
    println!("what is shown in the end is what a new server shows");
}
