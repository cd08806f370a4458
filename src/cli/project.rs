//! Which `gouji.toml` holds for which file.
//!
//! Invariants: the nearest file upwards holds, alone; each is read once, and a folder is looked into once. A file with
//! a mistake holds for nothing: what it governs is not judged by other settings than its own.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use gouji_core::analysis::Analysis;
use gouji_core::assist::actions::certain::Known;
use gouji_core::config::{self, Config, Judgement, name_in};
use gouji_core::corpus::Across;
use gouji_core::report::lexicon::Lexicon;
use gouji_core::rules::Lang;
use gouji_core::text::{ByteEdit, Text};
use gouji_files::{
    FileError, FormatMistake, OwnFormat, Read, STDIN, nearest, read_settings, settings_at, shown,
    wrong_format,
};

use super::format_choice::FormatChoice;

/// What holds for some files.
pub struct Project {
    /// What was decided.
    pub config: Config,
    /// The labels of the formats to read with.
    pub lexicon: Cow<'static, Lexicon>,
    /// The path of its `gouji.toml`, for people; none where there is no such file.
    pub path: Option<String>,
    /// The folder of its `gouji.toml`.
    folder: PathBuf,
}

/// By what a text is read and judged.
pub struct Governing<'a> {
    /// The labels of the formats.
    pub lexicon: &'a Lexicon,
    /// What its project has decided, and the language.
    pub judgement: Judgement<'a>,
}

/// What holds for each of the inputs.
pub struct Projects {
    /// A line says what is wrong with those that cannot be used. The first is that of files without `gouji.toml`.
    all: Vec<Result<Project, String>>,
    /// For each input its project.
    of: Vec<usize>,
}

/// What the command line says of projects.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The `gouji.toml` that holds for everything.
    pub config: Option<&'a Path>,
    /// The format, which goes before that of a project.
    pub format: Option<&'a str>,
    /// The language in which mistakes are told.
    pub lang: Lang,
}

impl Projects {
    /// Finds and reads what holds for `paths`; a mistake in what the command line names itself is an error.
    pub fn find<'p>(paths: impl Iterator<Item = &'p Path>, asked: Asked<'_>) -> Result<Projects, String> {
        let base = match asked.config {
            Some(path) => read(path, &absolute(path), read_settings(path, None), asked)?,
            None => Project {
                config: Config::default(),
                lexicon: FormatChoice::parse(asked.format, asked.lang)?.lexicon(asked.lang)?,
                path: None,
                folder: PathBuf::new(),
            },
        };
        let mut projects = Projects { all: vec![Ok(base)], of: Vec::new() };
        let (mut known, mut files) = (HashMap::new(), HashMap::new());
        for path in paths {
            let project = match asked.config {
                Some(_) => 0,
                None => *known
                    .entry(folder_of(path))
                    .or_insert_with_key(|folder| projects.above(folder, &mut files, asked)),
            };
            projects.of.push(project);
        }
        Ok(projects)
    }

    /// What holds for an input, or what is wrong with it.
    pub fn of(&self, input: usize) -> Result<&Project, &str> {
        self.all[self.of[input]].as_ref().map_err(String::as_str)
    }

    /// Which project an input has: the same number for the same one.
    pub fn key(&self, input: usize) -> usize {
        self.of[input]
    }

    /// The language that the project of the first input asks for: one run speaks one language.
    pub fn lang(&self) -> Option<Lang> {
        self.all[self.of.first().copied().unwrap_or(0)].as_ref().ok()?.config.lang
    }

    /// What is wrong with files that were found.
    pub fn mistakes(&self) -> impl Iterator<Item = &str> {
        self.all.iter().filter_map(|project| project.as_ref().err().map(String::as_str))
    }

    /// What holds for the files in a folder; each of the `files` is looked for once.
    fn above(
        &mut self,
        folder: &Path,
        files: &mut HashMap<PathBuf, Option<usize>>,
        asked: Asked<'_>,
    ) -> usize {
        let governing = nearest(folder, |file| {
            *files.entry(file.to_owned()).or_insert_with(|| {
                let text = settings_at(file)?;
                self.all.push(read(&near(file), file, text, asked));
                Some(self.all.len() - 1)
            })
        });
        governing.unwrap_or(0)
    }
}

impl Project {
    /// The name of a file in the project; none for standard input.
    pub fn name(&self, path: &Path) -> Option<String> {
        if self.config.reviewed.is_empty() || path == Path::new(STDIN) {
            return None;
        }
        // Whichever links lead to it, it has one name.
        let real = |path: &Path| path.canonicalize().ok();
        if let (Some(folder), Some(file)) = (real(&self.folder), real(path))
            && file.starts_with(&folder)
        {
            return Some(name_in(&folder, &file));
        }
        Some(name_in(&self.folder, &absolute(path)))
    }

    /// By what a file of this name is read and judged; `across` is what others do not agree with in it.
    pub fn governing<'a>(
        &'a self,
        name: Option<&'a str>,
        lang: Lang,
        across: Option<&'a [Across]>,
    ) -> Governing<'a> {
        let judgement = Judgement { config: &self.config, file: name, lang, across };
        Governing { lexicon: &self.lexicon, judgement }
    }
}

impl Governing<'_> {
    /// What is known of a text that came by edits from the one that was analysed.
    pub fn judge(&self, analysis: &Analysis) -> impl Fn(&Text, &[ByteEdit]) -> Known {
        |text, edits| {
            let after = analysis.after(text, edits, self.lexicon);
            let diagnostics = config::diagnostics(&after, text, &self.judgement);
            Known::of(&after, diagnostics)
        }
    }
}

/// Takes in the `gouji.toml` at `file`, whose path for people is `path`.
fn read(
    path: &Path,
    file: &Path,
    text: Result<Read<'static>, FileError>,
    asked: Asked<'_>,
) -> Result<Project, String> {
    let text = text.map_err(|error| error.line(path, asked.lang))?.text;
    let path = shown(path);
    let config = config::parse(&text)
        .map_err(|error| format!("{path}:{}: {}", error.line, error.message(asked.lang)))?;
    let folder = file.parent().map(Path::to_owned).unwrap_or_default();
    let lexicon = match (asked.format, &config.format) {
        (None, Some(name)) => {
            // Nobody has named the format but this file.
            let own = OwnFormat::read(name, &folder, None)
                .map_err(|mistake| format!("{path}: {}", mistaken(mistake, asked.lang)))?;
            Cow::Owned(Arc::unwrap_or_clone(own.lexicon))
        }
        (format, _) => FormatChoice::parse(format, asked.lang)?.lexicon(asked.lang)?,
    };
    Ok(Project { lexicon, config, path: Some(path), folder })
}

fn mistaken(mistake: FormatMistake, lang: Lang) -> String {
    match mistake {
        FormatMistake::Unreadable(path, error) => error.line(&near(&path), lang),
        FormatMistake::Wrong(path, error) => wrong_format(&near(&path), &error, lang),
    }
}

/// The folder of a file, absolute; the current one for standard input.
fn folder_of(path: &Path) -> PathBuf {
    if path == Path::new(STDIN) {
        return absolute(Path::new("."));
    }
    absolute(path).parent().map(Path::to_owned).unwrap_or_default()
}

/// A path from the root, without `.` and `..`.
fn absolute(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    path.components().fold(PathBuf::new(), |mut plain, component| {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            other => plain.push(other),
        }
        plain
    })
}

/// A path from the current folder where it is below it.
fn near(path: &Path) -> PathBuf {
    let here = absolute(Path::new("."));
    path.strip_prefix(here).unwrap_or(path).to_owned()
}
