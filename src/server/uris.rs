//! How the client spells the addresses of its documents.
//!
//! Invariant: inside the server an address is a valid URL; on the wire it stands exactly as the client wrote it.
//! Clients know their documents by the very string, and not all of them encode Chinese, spaces or `c:` alike; so
//! files are told apart by their paths.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use lsp_types::Url;
use serde_json::Value;

/// The path of a document that is a file.
pub fn file(uri: &Url) -> Option<PathBuf> {
    (uri.scheme() == "file").then(|| uri.to_file_path().ok())?
}

/// The address of a file, encoded as most clients do.
pub fn of_file(path: &Path) -> Option<Url> {
    let mut uri = Url::from_file_path(path).ok()?;
    let encoded = uri.path().replace('[', "%5B").replace(']', "%5D");
    uri.set_path(&encoded);
    Some(uri)
}

/// The spellings that differ from the URL.
#[derive(Debug, Default)]
pub struct Uris {
    spellings: Mutex<HashMap<String, String>>,
}

impl Uris {
    /// Replaces the address of the document that a message is about by a URL and notes how it was spelled.
    pub fn take_in(&self, params: &mut Value) {
        let Some(Value::String(uri)) = params.pointer_mut("/textDocument/uri") else { return };
        let url = Url::parse(uri).map_or_else(|_| as_url(uri), String::from);
        let mut spellings = self.spellings.lock().unwrap_or_else(PoisonError::into_inner);
        if url == *uri {
            spellings.remove(&url);
        } else {
            spellings.insert(url.clone(), std::mem::replace(uri, url));
        }
    }

    /// Spells the address of a document, wherever it stands in a message to the client, as the client does.
    pub fn restore_bytes(&self, message: Vec<u8>, uri: &Url) -> Vec<u8> {
        let spellings = self.spellings.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(spelling) = spellings.get(uri.as_str()) else { return message };
        // The quotation marks of what is written are escaped: this can only be the name of a member and its value.
        let member = |uri: &str| format!(r#""uri":{}"#, Value::from(uri));
        let (from, to) = (member(uri.as_str()), member(spelling));
        let mut restored = Vec::with_capacity(message.len());
        let mut rest = &message[..];
        while let Some(at) = rest.windows(from.len()).position(|window| window == from.as_bytes()) {
            restored.extend(&rest[..at]);
            restored.extend(to.as_bytes());
            rest = &rest[at + from.len()..];
        }
        restored.extend(rest);
        restored
    }

    /// Spells all addresses in a message to the client as the client does.
    pub fn restore(&self, message: &mut Value) {
        let spellings = self.spellings.lock().unwrap_or_else(PoisonError::into_inner);
        if !spellings.is_empty() {
            restore(message, &spellings);
        }
    }
}

fn restore(value: &mut Value, spellings: &HashMap<String, String>) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| restore(item, spellings)),
        Value::Object(members) => {
            for (name, member) in members.iter_mut() {
                match member {
                    Value::String(url) if name == "uri" || name.ends_with("Uri") => {
                        if let Some(spelling) = spellings.get(url) {
                            url.clone_from(spelling);
                        }
                    }
                    // The changes of a workspace edit: the names are addresses.
                    Value::Object(changes) if name == "changes" => {
                        *changes = std::mem::take(changes)
                            .into_iter()
                            .map(|(url, edits)| (spellings.get(&url).cloned().unwrap_or(url), edits))
                            .collect();
                    }
                    _ => restore(member, spellings),
                }
            }
        }
        _ => {}
    }
}

/// A URL for an address that is none.
fn as_url(uri: &str) -> String {
    uri.bytes().fold("unknown:".to_owned(), |url, byte| format!("{url}%{byte:02X}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn addresses_come_back_as_they_were_spelled() {
        let uris = Uris::default();
        for spelling in [
            "file:///c%3A/%E6%94%BF%E5%8A%A1/%E5%B9%B4%E6%8A%A5.md",
            "file:///C:/政务/年报.md",
            "file:///C:\\政务\\年报.md",
            "file:///政务 公开/年报 [1] (终稿).md",
            "untitled:年报",
            "untitled:Untitled-1",
            "年报.md",
            "",
        ] {
            let mut params = json!({"textDocument": {"uri": spelling}});
            uris.take_in(&mut params);
            let url = params["textDocument"]["uri"].as_str().unwrap().to_owned();
            assert_eq!(Url::parse(&url).unwrap().as_str(), url);
            let mut answer = json!([{"uri": url, "edit": {"changes": {&url: []}}}, {"targetUri": url}]);
            uris.restore(&mut answer);
            assert_eq!(
                answer,
                json!([{"uri": spelling, "edit": {"changes": {spelling: []}}}, {"targetUri": spelling}])
            );
            let message = json!({"uri": url, "list": [{"message": "\"uri\":\"", "uri": url}]});
            let restored = uris.restore_bytes(message.to_string().into_bytes(), &Url::parse(&url).unwrap());
            assert_eq!(
                serde_json::from_slice::<Value>(&restored).unwrap(),
                json!({"uri": spelling, "list": [{"message": "\"uri\":\"", "uri": spelling}]})
            );
        }
    }
}
