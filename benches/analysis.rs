//! From an edit to its findings, and from a text to its findings, at four sizes.
//!
//! The floor is the edit of the text itself: what remains is what the checker costs.

mod reports;

use divan::Bencher;
use divan::counter::BytesCount;
use gouji::analysis::Analysis;
use gouji::report::lexicon::Lexicon;
use gouji::text::Text;
use reports::{compilation, figure};

const SIZES: [usize; 4] = [8 << 10, 100 << 10, 1 << 20, 10 << 20];

fn main() {
    divan::main();
}

#[divan::bench(args = SIZES)]
fn text_edit_alone(bencher: Bencher, size: usize) {
    let content = compilation(size);
    let at = figure(&content);
    let mut text = Text::from(&*content);
    let mut odd = false;
    bencher.bench_local(|| {
        odd = !odd;
        text.replace(at..at + 1, if odd { "7" } else { "0" })
    });
}

#[divan::bench(args = SIZES)]
fn edit_to_findings(bencher: Bencher, size: usize) {
    let content = compilation(size);
    let at = figure(&content);
    let mut text = Text::from(&*content);
    let mut analysis = Analysis::fresh(&text, Lexicon::built_in());
    let mut odd = false;
    bencher.bench_local(|| {
        odd = !odd;
        let edit = text.replace(at..at + 1, if odd { "7" } else { "0" });
        analysis = analysis.after(&text, &[edit], Lexicon::built_in());
        analysis.findings().count()
    });
}

#[divan::bench(args = SIZES)]
fn prose_edit_to_findings(bencher: Bencher, size: usize) {
    let content = compilation(size);
    let at = content.find("（一）主动公开").expect("every report has the words");
    let mut text = Text::from(&*content);
    let mut analysis = Analysis::fresh(&text, Lexicon::built_in());
    let mut odd = false;
    bencher.bench_local(|| {
        odd = !odd;
        let edit = if odd { text.replace(at..at, "我") } else { text.replace(at..at + 3, "") };
        analysis = analysis.after(&text, &[edit], Lexicon::built_in());
        analysis.findings().count()
    });
}

#[divan::bench(args = SIZES)]
fn full_check(bencher: Bencher, size: usize) {
    let text = Text::from(&*compilation(size));
    bencher
        .counter(BytesCount::new(text.len()))
        .bench_local(|| Analysis::fresh(&text, Lexicon::built_in()).findings().count());
}
