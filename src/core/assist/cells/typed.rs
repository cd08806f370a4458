//! What was typed into a cell.
//!
//! Invariant: what is written is an ordinary figure, a mark that there is none to give, or nothing.

use crate::report::Value;
use crate::report::normal::{is_blank, value};

/// What was typed, as it is written and as it is read.
#[derive(Debug, Clone, PartialEq)]
pub struct Typed {
    /// What is written.
    pub text: String,
    /// What it says.
    pub value: Value,
}

/// What was typed; nothing where it is no figure.
pub fn typed(text: &str) -> Option<Typed> {
    let text = text.trim_matches(is_blank).trim();
    if text.is_empty() {
        return Some(Typed { text: String::new(), value: Value::Blank });
    }
    match value(text)? {
        Value::Figure(figure) => Some(Typed { text: figure.to_string(), value: Value::Figure(figure) }),
        Value::Blank => Some(Typed { text: String::new(), value: Value::Blank }),
        Value::NotApplicable(mark) => Some(Typed { text: mark.clone(), value: Value::NotApplicable(mark) }),
        Value::Other(_) => None,
    }
}
