//! The request `gouji/reviewed`: what somebody has looked into and found right, for a client that lists it.
//!
//! Invariant: each entry is told with what it puts aside in the text that the user sees; one that puts nothing aside any
//! more is told without a place.

use std::collections::{BTreeMap, HashMap};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use lsp_types::{Range, TextEdit, Url};
use serde::{Deserialize, Serialize};

use super::projects::Project;
use super::refusal::{Refusal, Result, failed};
use super::session::Session;
use super::snapshot::{Analysed, Snapshot};
use super::stop::{Stop, Waiting};
use super::{convert, survey, uris};
use gouji_core::config::{HiddenBy, Reviewed, unmark, verdict};
use gouji_core::rules::{self, Diagnostic, Lang};
use gouji_core::span::Span;

/// Of which of the folders it is asked.
#[derive(Debug, Deserialize)]
pub struct ReviewedParams {
    folder: Url,
}

/// An entry of a `gouji.toml`.
#[derive(Debug, Serialize)]
pub struct Entry {
    /// The `gouji.toml`, and where the entry begins in it.
    settings: Url,
    at: Range,
    /// What takes it out; null where it cannot be taken out without touching others.
    removal: Option<TextEdit>,
    /// The report, whether or not there is one any more.
    uri: Option<Url>,
    /// Its path from the folder of `gouji.toml`.
    file: String,
    /// What is put aside; null where that is nothing any more.
    range: Option<Range>,
    /// In the words of the finding; where there is none any more, in those of the rule.
    message: String,
    rule: String,
    reason: String,
}

/// What was looked into in the reports of a folder: the entries of each `gouji.toml` that holds in it.
pub async fn reviewed(session: &Arc<Session>, params: ReviewedParams) -> Result<Vec<Entry>> {
    let Some(folder) = uris::file(&params.folder) else { return Ok(Vec::new()) };
    let waiting = Waiting::default();
    let (asked, stop) = (session.clone(), waiting.stop());
    let listed = session.backlog.work(move || listed(&asked, &folder, &stop));
    listed.await.map_err(|failure| failed("what was reviewed", &failure))?.ok_or(Refusal::Stopped)
}

fn listed(session: &Session, folder: &Path, stop: &Stop) -> Option<Vec<Entry>> {
    let mut projects: BTreeMap<PathBuf, Arc<Project>> = BTreeMap::new();
    let files = session.workspace.files(&session.folders(), stop)?;
    let below = files.iter().filter(|path| path.starts_with(folder)).filter_map(|path| path.parent());
    for folder in below.chain([folder]) {
        if stop.is_set() {
            return None;
        }
        if let Some(project) = session.projects.above(folder) {
            projects.insert(project.path.clone(), project);
        }
    }
    let mut entries = Vec::new();
    for project in projects.values() {
        let mut seen = HashMap::new();
        for review in &project.config.reviewed {
            if stop.is_set() {
                return None;
            }
            let path = within(project.folder(), &review.file);
            let read = seen.entry(review.file.clone()).or_insert_with(|| Read::of(session, project, &path));
            entries.extend(entry(session, project, review, read));
        }
    }
    Some(entries)
}

/// A report as the reviews of a project see it.
struct Read {
    uri: Option<Url>,
    lang: Lang,
    /// What each review puts aside, by its line.
    aside: HashMap<usize, (Range, String)>,
}

impl Read {
    fn of(session: &Session, project: &Project, path: &Path) -> Read {
        let mut lang = session.settings().lang;
        let mut aside = HashMap::new();
        let read = survey::read(session, path);
        let uri = read.as_ref().map(|(snapshot, _)| snapshot.uri.clone()).or_else(|| uris::of_file(path));
        // Another one that is nearer may hold for it.
        let own =
            read.filter(|(_, analysed)| analysed.project.as_ref().is_some_and(|by| by.path == project.path));
        if let Some((snapshot, analysed)) = own {
            lang = snapshot.settings.lang;
            for (line, found) in put_aside(&snapshot, &analysed) {
                let range = convert::range(found.range, &analysed.text, snapshot.settings.encoding);
                aside.entry(line).or_insert((range, found.message));
            }
        }
        Read { uri, lang, aside }
    }
}

fn put_aside(snapshot: &Snapshot, analysed: &Analysed) -> Vec<(usize, Diagnostic)> {
    let hidden = snapshot
        .judged_by(analysed.project.as_deref(), |by| verdict(analysed.analysis(), &analysed.text, by).hidden);
    let by_review = hidden.into_iter().filter_map(|hidden| match hidden.by {
        HiddenBy::Review(line) => Some((line, hidden.diagnostic)),
        HiddenBy::Comment => None,
    });
    by_review.collect()
}

/// None where the file that the review is in cannot be read.
fn entry(session: &Session, project: &Project, review: &Reviewed, read: &Read) -> Option<Entry> {
    let text = project.text.as_ref()?;
    let encoding = session.settings().encoding;
    let line = text.line_range(review.line - 1);
    let removal = unmark(&text.to_string(), review.line).map(|edit| convert::edits(&[edit], text, encoding));
    let of_rule = || {
        let summary = |rule: &rules::Rule| match read.lang {
            Lang::Zh => rule.summary_zh,
            Lang::En => rule.summary_en,
        };
        rules::find(&review.rule).map_or_else(String::new, |rule| summary(rule).to_owned())
    };
    let aside = read.aside.get(&review.line);
    Some(Entry {
        settings: uris::of_file(&project.path)?,
        at: convert::range(Span::new(line), text, encoding),
        removal: removal.and_then(|edits| edits.into_iter().next()),
        uri: read.uri.clone(),
        file: review.file.clone(),
        range: aside.map(|(range, _)| *range),
        message: aside.map_or_else(of_rule, |(_, message)| message.clone()),
        rule: review.rule.clone(),
        reason: review.reason.clone(),
    })
}

/// The path of a file by its name in a project.
fn within(folder: &Path, name: &str) -> PathBuf {
    let mut path = folder.to_owned();
    for part in Path::new(name).components() {
        match part {
            Component::ParentDir => drop(path.pop()),
            other => path.push(other),
        }
    }
    path
}
