//! What a command of the client was given.
//!
//! Invariant: where it cannot be done, the command is named and the mistake told in the user's language.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::refusal::{Refusal, Result};
use gouji_core::rules::Lang;

/// What a command was given.
pub fn read<T: DeserializeOwned>(argument: Value, name: &str, lang: Lang) -> Result<T> {
    serde_json::from_value(argument)
        .map_err(|error| invalid(lang, name, "参数有误", &format!("wrong arguments: {error}")))
}

/// A command cannot be done.
pub fn invalid(lang: Lang, name: &str, zh: &str, en: &str) -> Refusal {
    let said = match lang {
        Lang::Zh => format!("{name}：{zh}"),
        Lang::En => format!("{name}: {en}"),
    };
    Refusal::Invalid(said)
}
