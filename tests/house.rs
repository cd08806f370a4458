//! The floors of the house: what each crate may rest on.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The crates of the program that `package` rests on, itself among them.
fn rests_on(package: &str) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--locked", "--edges", "normal", "--prefix", "none", "--format", "{lib}"])
        .args(["--package", package])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs this test");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let tree = String::from_utf8(output.stdout).expect("names are text");
    tree.lines().map(|line| line.trim_end_matches(" (*)").to_owned()).collect()
}

#[test]
fn the_core_needs_nothing_of_threads_files_or_protocols() {
    let below = rests_on("gouji-core");
    assert!(below.contains("gouji_core") && below.contains("tree_sitter"), "{below:?}");
    for none in [
        "tokio",
        "rayon",
        "clap",
        "ignore",
        "glob",
        "tower_lsp",
        "serde_json",
        "tempfile",
        "walkdir",
        "encoding_rs",
        "zip",
        "quick_xml",
        "html5ever",
        "gouji_convert",
        "gouji_files",
        "gouji_server",
        "gouji_cli",
    ] {
        assert!(!below.contains(none), "gouji-core rests on {none}");
    }
}

#[test]
fn the_server_and_the_commands_do_not_know_each_other() {
    let (server, cli) = (rests_on("gouji-server"), rests_on("gouji-cli"));
    assert!(server.contains("tower_lsp") && cli.contains("clap"));
    assert!(!server.contains("gouji_cli") && !server.contains("clap"));
    assert!(!cli.contains("gouji_server") && !cli.contains("tower_lsp") && !cli.contains("tokio"));
    let files = rests_on("gouji-files");
    assert!(files.contains("gouji_core") && !files.contains("tokio") && !files.contains("clap"));
}

#[test]
fn only_the_room_for_office_documents_knows_how_they_are_made() {
    let below = rests_on("gouji-convert");
    assert!(below.contains("gouji_core") && below.contains("zip") && below.contains("calamine"));
    for none in ["clap", "tokio", "rayon", "tower_lsp", "gouji_server", "gouji_cli"] {
        assert!(!below.contains(none), "gouji-convert rests on {none}");
    }
    assert!(!rests_on("gouji-files").contains("zip"));
}

/// The Rust files below a folder.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries =
        folder.read_dir().expect("the folder is there").map(|entry| entry.expect("it is read").path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let below = folders.iter().flat_map(|folder| sources(folder));
    files
        .into_iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .chain(below)
        .collect()
}

#[test]
fn only_the_adapter_knows_by_what_the_protocol_is_spoken() {
    let server = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/server");
    let naming = sources(&server).into_iter().filter(|path| {
        let text = std::fs::read_to_string(path).expect("a source is text");
        text.contains("tower_lsp")
    });
    let (inside, outside): (Vec<_>, Vec<_>) =
        naming.partition(|path| path.starts_with(server.join("adapter")));
    assert!(!inside.is_empty());
    assert!(outside.is_empty(), "tower_lsp is named in {outside:?}");
}
