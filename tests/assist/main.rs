//! What is done for the writer, as a person sees it: a text with a cursor `$0` in it, and what comes of it.

#[path = "../support/mod.rs"]
mod support;

mod actions;
mod any_text;
mod between_figures;
mod cells;
mod completion;
mod completion_rows;
mod completion_sentences;
mod completion_session;
mod every_action;
mod figures;
mod follow;
mod hints;
mod hover;
mod lens;
mod links;
mod on_type;
mod page;
mod selection;
mod shapes;
mod status;
mod structure;
mod tokens;

use gouji::analysis::Analysis;
use gouji::report::lexicon::Lexicon;
use gouji::text::Text;

/// A text without its cursor, and the place of the cursor.
pub fn drawn(text: &str) -> (String, usize) {
    let at = text.find("$0").expect("a cursor is drawn");
    (text.replacen("$0", "", 1), at)
}

/// What is known of a text.
pub fn analysed(text: &str) -> Analysis {
    Analysis::fresh(&Text::from(text), Lexicon::built_in())
}

/// The sample reports of all shapes: clean ones and faulty ones.
pub fn samples() -> Vec<(String, String)> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports");
    let mut samples = Vec::new();
    for shape in ["markdown", "pipe-rows", "pipe-cells", "tsv", "cells", "cells-bare", "pdf-rows"] {
        for name in ["clean", "faulty"] {
            let extension = if shape == "markdown" { "md" } else { "txt" };
            let path = root.join(shape).join(format!("{name}.{extension}"));
            samples.push((format!("{shape} {name}"), std::fs::read_to_string(path).unwrap()));
        }
    }
    samples
}

/// The place of the `nth` occurrence of `words`, from 0.
pub fn find(text: &str, words: &str, nth: usize) -> usize {
    text.match_indices(words).nth(nth).unwrap_or_else(|| panic!("{words} is not there")).0
}

/// A text with a cursor drawn before what stands in the `nth` cell of the line that begins like this; the label
/// is cell 0.
pub fn at_cell(text: &str, line: &str, nth: usize) -> String {
    let start = find(text, line, 0);
    let cell = text[start..].match_indices('|').nth(nth).unwrap().0 + start + 1;
    let blank = text[cell..].len() - text[cell..].trim_start().len();
    format!("{}$0{}", &text[..cell + blank], &text[cell + blank..])
}
