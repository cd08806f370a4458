//! A folder with reports for a test.

use std::collections::BTreeMap;
use std::path::PathBuf;

use lsp_types::Url;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::client::{Client, able_with, listed};

pub struct Folder(TempDir);

impl Folder {
    pub fn of(files: &[(&str, &str)]) -> Folder {
        let folder = Folder(tempfile::tempdir().unwrap());
        files.iter().for_each(|(name, text)| folder.write(name, text));
        folder
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    pub fn remove(&self, name: &str) {
        std::fs::remove_file(self.path(name)).unwrap();
    }

    /// The address of a file, as VS Code and Neovim encode it.
    pub fn uri(&self, name: &str) -> String {
        String::from(Url::from_file_path(self.path(name)).unwrap()).replace('[', "%5B").replace(']', "%5D")
    }

    pub fn as_workspace_folder(&self) -> Value {
        json!({"uri": self.uri("").trim_end_matches('/'), "name": "年报"})
    }

    /// An able editor that works in this folder.
    pub fn able(&self, other: Value) -> Value {
        let mut params = able_with(other);
        params["workspaceFolders"] = json!([self.as_workspace_folder()]);
        params
    }

    /// An able editor that works in this folder and asks what is wrong.
    pub fn pulling(&self) -> Value {
        self.able(json!({"capabilities": {
            "textDocument": {"diagnostic": {}},
            "workspace": {"diagnostics": {"refreshSupport": true}},
        }}))
    }

    /// `name version: list` of each report of an answer, or `=` where it is unchanged.
    pub fn told(&self, items: &Value) -> Vec<String> {
        let root = self.uri("");
        let one = |item: &Value| {
            let uri = item["uri"].as_str().unwrap();
            let name = uri.strip_prefix(&root).unwrap_or(uri).trim_start_matches('/');
            let list = match item["kind"].as_str().unwrap() {
                "unchanged" => "=".to_owned(),
                _ => listed(item).join(", "),
            };
            assert!(item.get("version").is_some(), "{item}");
            format!("{} {}: {list}", decoded(name), item["version"])
        };
        items.as_array().unwrap().iter().map(one).collect()
    }

    /// Tells the server that files have changed on disk.
    pub async fn changed(&self, client: &mut Client, names: &[&str]) {
        let change = |name: &&str| json!({"uri": self.uri(name), "type": 2});
        let changes = names.iter().map(change).collect::<Vec<_>>();
        client.notify("workspace/didChangeWatchedFiles", json!({"changes": changes})).await;
    }
}

fn decoded(uri: &str) -> String {
    let path = Url::parse(&format!("file:///{uri}")).unwrap().to_file_path().unwrap();
    path.to_string_lossy().trim_start_matches('/').to_owned()
}

/// Asks what is wrong with all reports; `known` is an answer to build on.
pub async fn ask(client: &mut Client, known: &Value) -> i64 {
    let id = |item: &Value| Some(json!({"uri": item["uri"], "value": item.get("resultId")?}));
    let known = known.as_array().into_iter().flatten().filter_map(id).collect::<Vec<_>>();
    client.request("workspace/diagnostic", json!({"previousResultIds": known})).await
}

/// The lists that are published for `count` files, by name.
pub async fn published(client: &mut Client, count: usize) -> BTreeMap<String, Vec<String>> {
    let mut lists = BTreeMap::new();
    while lists.len() < count {
        let list = client.told("textDocument/publishDiagnostics").await;
        let uri = list["params"]["uri"].as_str().unwrap();
        lists.insert(decoded(uri.rsplit('/').next().unwrap()), listed(&list["params"]));
    }
    lists
}
