//! Many files at once: `gouji check` beside `ruff check` and `autocorrect --lint`, each on as many bytes of its own
//! language.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::{median, row};

/// Where `make bench` puts the peers.
const PEERS: &str = ".cache/bench";
const FILES: usize = 4000;
const TIMES: usize = 5;

/// Reports in which everything holds, and one of ten in which something does not.
const REPORTS: [&str; 10] = [
    include_str!("../../tests/reports/cells/clean.txt"),
    include_str!("../../tests/reports/cells-bare/clean.txt"),
    include_str!("../../tests/reports/pdf-rows/clean.txt"),
    include_str!("../../tests/reports/pipe-cells/clean.txt"),
    include_str!("../../tests/reports/pipe-rows/clean.txt"),
    include_str!("../../tests/reports/tsv/clean.txt"),
    include_str!("../../tests/reports/cells/clean.txt"),
    include_str!("../../tests/reports/pipe-rows/clean.txt"),
    include_str!("../../tests/reports/tsv/clean.txt"),
    include_str!("../../tests/reports/cells/faulty.txt"),
];

/// Measures and prints.
pub fn measure() {
    let folder = tempfile::tempdir().expect("there is room for files");
    let (reports, modules) = (folder.path().join("reports"), folder.path().join("modules"));
    write(&reports, "txt", |number| REPORTS[number % REPORTS.len()].to_owned());
    write(&modules, "py", |number| module(REPORTS[number % REPORTS.len()].len()));
    let quiet = |program: PathBuf, arguments: &[&str], folder: &Path| {
        let mut command = Command::new(program);
        command.args(arguments).arg(folder).stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    let own = || quiet(PathBuf::from(env!("CARGO_BIN_EXE_gouji")), &["check"], &reports);
    let peers = Path::new(env!("CARGO_MANIFEST_DIR")).join(PEERS);
    let ruff = || quiet(peers.join("ruff/bin/ruff"), &["check", "--no-cache"], &modules);
    let autocorrect = || quiet(peers.join("node_modules/.bin/autocorrect"), &["--lint"], &reports);
    beside("files a second, gouji check ÷ ruff check", &own, &ruff, "≥ × 1");
    beside("files a second, gouji check ÷ autocorrect", &own, &autocorrect, "");
}

/// Files of as many bytes for both.
fn write(folder: &Path, extension: &str, text: impl Fn(usize) -> String) {
    std::fs::create_dir_all(folder).expect("there is room for files");
    for number in 0..FILES {
        let file = folder.join(format!("{number}.{extension}"));
        std::fs::write(file, text(number)).expect("there is room for files");
    }
}

/// A Python module of `size` bytes.
fn module(size: usize) -> String {
    let mut text = String::from("import json\n\n");
    for number in 0.. {
        let function = format!(
            "\ndef total_{number}(rows: list[dict[str, int]], start: int = {number}) -> int:\n    \"\"\"Adds up what the rows hold.\"\"\"\n    total = start\n    for row in rows:\n        total += row.get(\"count\", 0)\n    return json.loads(str(total))\n\n"
        );
        if text.len() + function.len() > size {
            return text;
        }
        text.push_str(&function);
    }
    text
}

/// Both in turn.
fn beside(name: &str, own: &dyn Fn() -> Command, peer: &dyn Fn() -> Command, aim: &str) {
    let mut taken = [Vec::new(), Vec::new()];
    for _ in 0..TIMES {
        for (command, taken) in [own, peer].into_iter().zip(&mut taken) {
            let begin = Instant::now();
            if command().status().is_err() {
                row(name, "", "not here", None, aim);
                return;
            }
            taken.push(begin.elapsed());
        }
    }
    let [own, peer] = taken.map(median);
    let rate = |taken: Duration| FILES as f64 / taken.as_secs_f64();
    let said = |taken: Duration| format!("{:.0}", rate(taken));
    row(name, &said(own), &said(peer), Some(rate(own) / rate(peer)), aim);
}
