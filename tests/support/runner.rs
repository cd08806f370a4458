//! Running a check over many seeds.

use gouji::report::Shape;

use super::model::{Model, Random};
use super::render::{Manner, report};

/// A fault and the text in which it was found.
pub type Fault = Option<(String, String)>;

/// Runs `check` for the seeds below `count` on all cores and says what is at fault. The first text is kept in a
/// file.
pub fn faults(name: &str, count: usize, check: &(dyn Fn(u64) -> Fault + Sync)) -> Option<String> {
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    let mut faults: Vec<(usize, (String, String))> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..cores)
            .map(|core| {
                let seeds = (core..count).step_by(cores);
                let found = move |seed: usize| check(seed as u64).map(|fault| (seed, fault));
                scope.spawn(move || seeds.filter_map(found).collect::<Vec<_>>())
            })
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    faults.sort();
    let (_, (_, text)) = faults.first()?;
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name.replace(' ', "-") + ".txt");
    std::fs::write(&file, text).unwrap();
    let shown = faults.iter().take(6).map(|(seed, (fault, _))| format!("  seed {seed}: {fault}\n"));
    let shown: String = shown.collect();
    Some(format!("{name}: {} of {count}, the first in {}\n{shown}", faults.len(), file.display()))
}

/// A report as it was written.
pub struct Written {
    pub model: Model,
    pub shape: Shape,
    pub line_end: &'static str,
    pub text: String,
    pub random: Random,
}

/// Runs `check` on `count` reports in each shape that can be read, with either line end.
pub fn in_every_shape(name: &str, count: usize, check: impl Fn(Written) -> Fault + Sync) {
    let mut found = String::new();
    for (manner, shape) in Manner::READABLE {
        for (end, line_end) in [("LF", "\n"), ("CRLF", "\r\n")] {
            let check = |seed: u64| {
                let mut random = Random(seed);
                let model = Model::random(&mut random);
                let text = report(&model, manner, line_end, &mut random);
                check(Written { model, shape, line_end, text, random })
            };
            found.extend(faults(&format!("{name} {manner:?} {end}"), count, &check));
        }
    }
    assert!(found.is_empty(), "\n{found}");
}
