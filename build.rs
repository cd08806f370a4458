//! Compiles the generated parser and the scanner; nothing is generated here (see `tests/grammar/generated.rs`).

fn main() {
    let grammar = "src/syntax/grammar";
    for file in ["parser.c", "scanner.c", "tree_sitter/parser.h"] {
        println!("cargo::rerun-if-changed={grammar}/{file}");
    }
    // The scanner holds Chinese literals, which MSVC reads in the system's code page unless told otherwise.
    cc::Build::new()
        .std("c11")
        .flag_if_supported("/utf-8")
        .include(grammar)
        .file(format!("{grammar}/scanner.c"))
        .compile("gouji_scanner");
    cc::Build::new()
        .std("c11")
        .warnings(false)
        .include(grammar)
        .file(format!("{grammar}/parser.c"))
        .compile("gouji_parser");
}
