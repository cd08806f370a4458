//! The folders that the user works in.
//!
//! Invariant: only folders on this machine count; where the client names none, the one root that older clients name
//! does.

use std::path::PathBuf;

use lsp_types::{InitializeParams, WorkspaceFoldersChangeEvent};

use super::uris;

/// The folders that `initialize` names.
#[allow(deprecated)] // older clients name a root
pub fn at_start(params: &InitializeParams) -> Vec<PathBuf> {
    let folders = params.workspace_folders.iter().flatten();
    let folders: Vec<_> = folders.filter_map(|folder| uris::file(&folder.uri)).collect();
    let root = || {
        let uri = params.root_uri.as_ref().and_then(uris::file);
        uri.or_else(|| params.root_path.as_ref().map(PathBuf::from).filter(|path| path.is_absolute()))
    };
    if folders.is_empty() { root().into_iter().collect() } else { folders }
}

/// Folders come and go.
pub fn change(folders: &mut Vec<PathBuf>, event: &WorkspaceFoldersChangeEvent) {
    let removed: Vec<_> = event.removed.iter().filter_map(|folder| uris::file(&folder.uri)).collect();
    folders.retain(|folder| !removed.contains(folder));
    for added in event.added.iter().filter_map(|folder| uris::file(&folder.uri)) {
        if !folders.contains(&added) {
            folders.push(added);
        }
    }
}
