//! The request `gouji/preview`: the report as the official form prints it, for a view beside the text.
//!
//! Invariant: a page is answered with the version of the text that it shows, and its parts say where in that text
//! they stand, in the encoding that was agreed. The client asks again when the text has changed. What it says that it
//! has is not given again: of a page of many reports an edit costs the one that it touched.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use lsp_types::TextDocumentIdentifier;
use serde::{Deserialize, Serialize};

use super::kept::Article;
use super::snapshot::{Analysed, Snapshot};
use gouji_core::analysis::Part;
use gouji_core::assist::page::{self, Known, Manner};
use gouji_core::config::Shown;

/// What is asked.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PreviewParams {
    /// The document to show.
    pub text_document: TextDocumentIdentifier,
    /// The reports that the client has, by their ids.
    #[serde(default)]
    pub known: Vec<String>,
}

/// What is answered.
#[derive(Debug, Serialize)]
pub struct Preview {
    /// The version of the document that is shown.
    pub version: i32,
    /// The title of the page.
    pub title: String,
    /// Its style, which is always the same: it need be put in place but once.
    pub style: &'static str,
    /// What stands in its body, one behind the other.
    pub reports: Vec<Report>,
}

/// One report of a page.
#[derive(Debug, Serialize)]
pub struct Report {
    /// The line in which it begins, from 0; the lines in it are counted from there.
    pub line: u32,
    /// What it is known by.
    pub id: String,
    /// What it is, in HTML; nothing where the client has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
}

/// The page of a document, for a client that has these reports of it.
pub fn preview(snapshot: &Snapshot, analysed: &Analysed, known: &[String]) -> Preview {
    let known: HashSet<&str> = known.iter().map(String::as_str).collect();
    let (analysis, text, encoding) = (analysed.analysis(), &analysed.text, snapshot.settings.encoding);
    let manner = Manner { lang: snapshot.settings.lang, positions: Some(encoding) };
    let by_start: HashMap<usize, &Shown> =
        analysed.shown().iter().filter(|shown| shown.is_of_one()).map(|shown| (shown.start, shown)).collect();
    let is_whole = analysed.shown().iter().any(|shown| !shown.is_of_one());
    let said = |part: &Part<'_>| by_start.get(&part.start).map(|shown| shown.diagnostics.clone());
    let holds = |index: usize, part: Part<'_>, article: &Article| {
        let same = match (&article.said, &said(&part)) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (one, other) => one.is_none() && other.is_none(),
        };
        // Where all is judged as one, it is not known which report what is said is about.
        !is_whole && index == article.index && same && known.contains(article.id.as_str())
    };
    let (mut words, mut bodies) = (Known::default(), HashMap::new());
    let make = |index: usize, part: Part<'_>, _| {
        let own: Vec<_> = by_start.get(&part.start).into_iter().flat_map(|shown| shown.placed()).collect();
        let shown = if is_whole { analysed.diagnostics() } else { &own };
        let body = page::article(analysis, text, (index, part), shown, manner, &mut words);
        let mut hasher = DefaultHasher::new();
        body.hash(&mut hasher);
        bodies.insert(index, body);
        Article { index, said: said(&part), id: format!("{:x}", hasher.finish()) }
    };
    let articles = analysed.kept.articles.all_that_hold(analysis, text, encoding, holds, make);
    let report = |(line, article): (u32, Arc<Article>)| Report {
        line,
        id: article.id.clone(),
        body: bodies.remove(&article.index).filter(|_| !known.contains(article.id.as_str())),
    };
    Preview {
        version: snapshot.version,
        title: page::title(analysis, snapshot.settings.lang),
        style: page::STYLE,
        reports: articles.into_iter().map(report).collect(),
    }
}
