//! From an edit to its findings, and from a text to its findings, at four sizes.
//!
//! The floor is the edit of the text itself: what remains is what the checker costs.

use divan::Bencher;
use divan::counter::BytesCount;
use gouji::analysis::Analysis;
use gouji::format::{Formats, template};
use gouji::report::lexicon::Lexicon;
use gouji::text::Text;

const SIZES: [usize; 4] = [8 << 10, 100 << 10, 1 << 20, 10 << 20];

fn main() {
    divan::main();
}

/// Reports one behind the other, about `size` bytes of them, at least one.
fn compilation(size: usize) -> String {
    let format = &Formats::built_in().all()[0];
    let mut text = String::new();
    for number in 1.. {
        let report = template::report(format, &format!("云溪县第{number}街道办事处"), 2024);
        if !text.is_empty() && text.len() + report.len() > size {
            break;
        }
        text.push_str(&report);
        text.push('\n');
    }
    text
}

/// Where the figure stands that the edits change: in the row 本年新收 of the report in the middle.
fn figure(text: &str) -> usize {
    let middle = (0..=text.len() / 2).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let row =
        text[middle..].find("一、本年新收").or_else(|| text.find("一、本年新收")).map(|at| (at, middle));
    let (at, from) = row.expect("every report has the row");
    let row = if text[from..].contains("一、本年新收") { from + at } else { at };
    row + text[row..].find('0').expect("the row has figures")
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
