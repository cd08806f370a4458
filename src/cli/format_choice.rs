//! The format that `--format` names.
//!
//! Invariant: a name that could be a file is one, so that a file that is not there is told as such.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use gouji_core::format::{Format, Formats, parse};
use gouji_core::report::lexicon::Lexicon;
use gouji_core::rules::Lang;
use gouji_files::{harmless, read_settings, wrong_format};

/// What `--format` asks for. The built-in formats are loaded when a text is there to be read, not before.
#[derive(Debug, Clone)]
pub enum FormatChoice {
    /// Nothing.
    BuiltIn,
    /// The built-in format of this id, before the others.
    Id(String),
    /// A format of the user's own.
    Own(Box<Format>),
}

impl FormatChoice {
    /// Reads the option; a mistake is one line that says where it is.
    pub fn parse(option: Option<&str>, lang: Lang) -> Result<FormatChoice, String> {
        let Some(option) = option else {
            return Ok(FormatChoice::BuiltIn);
        };
        let path = Path::new(option);
        let is_path = option.ends_with(".toml") || option.contains(['/', '\\']) || path.is_file();
        if !is_path {
            return Ok(FormatChoice::Id(option.to_owned()));
        }
        let read = read_settings(path, None).map_err(|error| error.line(path, lang))?;
        let format = parse(&read.text).map_err(|error| wrong_format(path, &error, lang))?;
        Ok(FormatChoice::Own(Box::new(format)))
    }

    /// The labels of the formats to read with.
    pub fn lexicon(self, lang: Lang) -> Result<Cow<'static, Lexicon>, String> {
        let own = |format: Format| Cow::Owned(Lexicon::new(&Formats::with(format)));
        match self {
            FormatChoice::BuiltIn => Ok(Cow::Borrowed(Lexicon::built_in())),
            FormatChoice::Own(format) => Ok(own(*format)),
            FormatChoice::Id(id) => Ok(own(Format::clone(FormatChoice::built_in(&id, lang)?))),
        }
    }

    /// The built-in format of this id.
    pub fn built_in(id: &str, lang: Lang) -> Result<&'static Arc<Format>, String> {
        let built_in = Formats::built_in();
        built_in.get(id).ok_or_else(|| unknown_format(id, built_in, lang))
    }
}

fn unknown_format(id: &str, built_in: &Formats, lang: Lang) -> String {
    let id = harmless(id);
    let ids = built_in.all().iter().map(|format| format.id.as_str()).collect::<Vec<_>>();
    match lang {
        Lang::Zh => format!("没有这种格式：{id}。内置的有 {}", ids.join("、")),
        Lang::En => format!("no such format: {id}. Built in are {}", ids.join(", ")),
    }
}
