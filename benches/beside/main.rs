//! One table: how long what a user waits for takes, beside a floor or a peer that was measured in the same run.
//!
//! The floor of the server is one that stores the text and finds nothing, made of the same parts; that of the checker
//! is a linter of another language on as many files of as many bytes. What is compared takes turns, so that the ratios
//! hold on a machine that others use too; the times themselves do not.

mod batch;
mod client;
mod floor;
#[path = "../../tests/support/pipe.rs"]
mod pipe;
mod wire;

use std::time::Duration;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.iter().any(|argument| argument == floor::ARGUMENT) {
        floor::serve();
        return;
    }
    say(&format!("{:<44}{:>14}{:>14}{:>9}   aim", "", "gouji", "beside", "ratio"));
    wire::measure();
    batch::measure();
}

/// A line of the table.
fn row(what: &str, own: &str, beside: &str, ratio: Option<f64>, aim: &str) {
    let ratio = ratio.map_or(String::new(), |ratio| format!("× {ratio:.1}"));
    say(&format!("{what:<44}{own:>14}{beside:>14}{ratio:>9}   {aim}"));
}

#[allow(clippy::print_stdout)] // Printing is what it is for.
fn say(line: &str) {
    println!("{line}");
}

fn shown(taken: Duration) -> String {
    format!("{:.2} ms", taken.as_secs_f64() * 1e3)
}

/// The middle of what was measured.
fn median(mut taken: Vec<Duration>) -> Duration {
    taken.sort_unstable();
    taken[taken.len() / 2]
}
