//! How a project names its files.
//!
//! Invariant: a name is the path from the folder of `gouji.toml`, with `/` between its parts on every system, so that
//! a project can be handed from one machine to another.

use std::path::{Component, Path};

/// The name of a file in a project whose `gouji.toml` stands in `folder`; both paths absolute.
pub fn name_in(folder: &Path, file: &Path) -> String {
    let (folder, file) = (parts(folder), parts(file));
    let shared = folder.iter().zip(&file).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", folder.len() - shared).map(str::to_owned);
    up.chain(file[shared..].iter().cloned()).collect::<Vec<_>>().join("/")
}

fn parts(path: &Path) -> Vec<String> {
    let mut parts = Vec::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                parts.pop();
            }
            other => parts.push(other.as_os_str().to_string_lossy().into_owned()),
        }
    }
    parts
}

/// A name as somebody has written it, as [`name_in`] would have it; none if it is no path from a folder.
pub fn normal(written: &str) -> Option<String> {
    let written = written.replace('\\', "/");
    let is_drive = written.as_bytes().get(1) == Some(&b':');
    if written.starts_with('/') || is_drive || written.contains(char::is_control) {
        return None;
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in written.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}
