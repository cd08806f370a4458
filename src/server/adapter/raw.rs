//! Large answers, written once.
//!
//! tower-lsp hands every answer over as a tree of JSON values, which for the outline of a large document costs many
//! times what the outline does. Invariant: an answer that is written already goes through it as one string, which no
//! other answer is, and over the wire as what it says.

use serde::{Serialize, Serializer};
use serde_json::Value;

/// Begins no other string that is answered.
const MARK: &str = "\u{0}raw:";

/// An answer that is written already.
#[derive(Debug)]
pub struct Raw(String);

impl Raw {
    /// An answer of these bytes, which are JSON.
    pub fn written(json: Vec<u8>) -> Raw {
        let mut raw = MARK.as_bytes().to_vec();
        raw.extend(json);
        // JSON is written from strings, so nothing is lost here.
        Raw(String::from_utf8(raw).unwrap_or_else(|_| format!("{MARK}null")))
    }

    /// An answer, written.
    pub fn of(answer: &impl Serialize) -> Raw {
        Raw::written(serde_json::to_vec(answer).unwrap_or_else(|_| b"null".to_vec()))
    }

    /// What a result says if it is one of these.
    pub fn says(result: &Value) -> Option<&str> {
        result.as_str()?.strip_prefix(MARK)
    }
}

impl Serialize for Raw {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// A method whose answer is written by the server itself.
#[derive(Debug)]
pub struct Method {
    /// What the protocol calls it.
    name: &'static str,
    /// What tower-lsp is told: under the other name it has a handler that answers with a tree.
    pub own: &'static str,
}

/// The outline.
pub const SYMBOLS: Method = Method { name: "textDocument/documentSymbol", own: "gouji/raw/documentSymbol" };
/// What can be folded.
pub const FOLDS: Method = Method { name: "textDocument/foldingRange", own: "gouji/raw/foldingRange" };
/// What stands above the tables.
pub const LENSES: Method = Method { name: "textDocument/codeLens", own: "gouji/raw/codeLens" };
/// All tokens.
pub const TOKENS: Method =
    Method { name: "textDocument/semanticTokens/full", own: "gouji/raw/semanticTokens/full" };

/// Gives the method of a message the name that tower-lsp knows.
pub fn rename(message: &mut Value) {
    let Some(Value::String(name)) = message.get_mut("method") else { return };
    if let Some(method) = [SYMBOLS, FOLDS, LENSES, TOKENS].into_iter().find(|method| method.name == *name) {
        method.own.clone_into(name);
    }
}
