//! Makes the table of foldings and the stems by which the scanner knows lines, and compiles the generated parser and the
//! scanner. The parser is not generated here (see `tests/grammar/generated.rs`).

// The floors of the crate (clippy.toml) are for the program, not for what builds it.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

use std::path::PathBuf;

#[path = "syntax/folding/generate.rs"]
mod folding;
#[path = "syntax/grammar/stems.rs"]
mod stems;

fn main() {
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo names it"));
    fold(&out);
    find_stems(&out);

    let grammar = "syntax/grammar";
    for file in ["parser.c", "scanner.c", "tree_sitter/parser.h"] {
        println!("cargo::rerun-if-changed={grammar}/{file}");
    }
    // The scanner holds Chinese literals, which MSVC reads in the system's code page unless told otherwise.
    cc::Build::new()
        .std("c11")
        .flag_if_supported("/utf-8")
        .include(grammar)
        .include(&out)
        .file(format!("{grammar}/scanner.c"))
        .compile("gouji_scanner");
    cc::Build::new()
        .std("c11")
        .warnings(false)
        .include(grammar)
        .file(format!("{grammar}/parser.c"))
        .compile("gouji_parser");
}

/// Writes the beginnings of lines that the built-in formats name, for the scanner.
fn find_stems(out: &std::path::Path) {
    let mut stems = stems::Stems::default();
    for format in ["annual-2021", "annual-2019"] {
        let file = format!("format/{format}.toml");
        println!("cargo::rerun-if-changed={file}");
        stems.add(&std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}")));
    }
    std::fs::write(out.join("stems.h"), stems.c()).expect("the folder is cargo's");
}

/// Writes the table of foldings, for the scanner and for Rust.
fn fold(out: &std::path::Path) {
    let read = |name: &str| {
        let file = format!("syntax/folding/{name}");
        println!("cargo::rerun-if-changed={file}");
        std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"))
    };
    let table = folding::table(&read("ignorable.txt"), &read("radicals.txt"), &read("simplified.txt"));
    let write =
        |name: &str, text: String| std::fs::write(out.join(name), text).expect("the folder is cargo's");
    write("folding.h", table.c());
    write("folding.rs", table.rust());
}
