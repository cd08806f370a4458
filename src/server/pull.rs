//! What is wrong, told to clients that ask.
//!
//! Invariants: a list that is the same has the same id, whichever version it was made for, and is not sent again to
//! a client that has it. A client that asks about the folders again and again is answered when there is news for
//! it: a request without news waits. Where the client asks, nothing is told unasked.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use lsp_types::notification::Notification;
use lsp_types::{
    Diagnostic, DocumentDiagnosticParams, DocumentDiagnosticReport, FullDocumentDiagnosticReport,
    PreviousResultId, ProgressToken, RelatedFullDocumentDiagnosticReport,
    RelatedUnchangedDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport, Url,
    WorkspaceDiagnosticParams, WorkspaceDiagnosticReport, WorkspaceDocumentDiagnosticReport,
    WorkspaceFullDocumentDiagnosticReport, WorkspaceUnchangedDocumentDiagnosticReport,
};
use serde_json::{Value, json};
use tokio::sync::{mpsc, watch};

use super::adapter::client::Client;
use super::list;
use super::messages;
use super::progress::Progress;
use super::projects::is_project;
use super::refusal::{Refusal, Result, failed};
use super::requests;
use super::session::Session;
use super::snapshot::Snapshot;
use super::stop::{Stop, Waiting};
use super::survey;
use super::uris;
use super::workspace::Found;

/// How many reports are told at once where the client takes them bit by bit.
const AT_ONCE: usize = 20;
/// How long a waiting request lets changes settle before it looks again.
const SETTLE: Duration = Duration::from_millis(200);
/// How often a waiting request looks for changes on disk where the client does not tell of them.
const LOOK_AGAIN: Duration = Duration::from_secs(10);

/// A part of an answer.
enum Part {}

impl Notification for Part {
    type Params = Value;
    const METHOD: &'static str = "$/progress";
}

/// What is wrong with a document, or with a file that is not open; nothing where it is no report.
pub async fn document(
    session: &Arc<Session>,
    params: DocumentDiagnosticParams,
) -> Result<DocumentDiagnosticReport> {
    let uri = params.text_document.uri;
    let known = params.previous_result_id;
    let snapshot = session.snapshot(&uri).map(Snapshot::awaiting);
    let revision = snapshot.as_ref().map(|snapshot| snapshot.revision);
    let with_id = |list: Vec<Diagnostic>| (list::id(&serde_json::to_vec(&list).unwrap_or_default()), list);
    let (id, list) = match snapshot {
        Some(asked) if asked.may_be_report() => {
            let (_, analysed) = requests::known(session, asked).await?.ok_or(Refusal::Overtaken)?;
            let list =
                session.backlog.work(move || (list::id(&analysed.list.bytes()), analysed.list.diagnostics()));
            list.await.map_err(|failure| failed(&uri, &failure))?
        }
        Some(other) => {
            let project = session.backlog.work(move || other.as_project().unwrap_or_default());
            with_id(project.await.map_err(|failure| failed(&uri, &failure))?)
        }
        None => {
            let (of, asked) = (session.clone(), uri.clone());
            let found = session.backlog.work(move || {
                uris::file(&asked).and_then(|path| match is_project(&path) {
                    true => survey::of_project(&of, &path),
                    false => survey::of_closed(&of, &path),
                })
            });
            let found = found.await.map_err(|failure| failed(&uri, &failure))?;
            with_id(found.map(|found| found.judged.list.clone()).unwrap_or_default())
        }
    };
    if session.revision(&uri) != revision {
        return Err(Refusal::Overtaken);
    }
    Ok(match known == Some(id.clone()) {
        true => DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id: id },
        }),
        false => DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
            related_documents: None,
            full_document_diagnostic_report: full(Some(id), &list),
        }),
    })
}

/// What is wrong with all reports in the folders.
pub async fn workspace(
    session: &Arc<Session>,
    client: &Client,
    params: WorkspaceDiagnosticParams,
) -> Result<WorkspaceDiagnosticReport> {
    let known = Arc::new(known(params.previous_result_ids));
    let part = params.partial_result_params.partial_result_token;
    let mut show = params.work_done_progress_params.work_done_token;
    let waiting = Waiting::default();
    let mut moved = session.moved();
    loop {
        let surroundings = session.surroundings();
        let mut seen = HashMap::new();
        let pass = Pass { session, client, known: &known, part: part.as_ref(), stop: waiting.stop() };
        if let Some(token) = &show {
            session.running.add(token.clone(), waiting.stop());
        }
        let (reports, news) = pass.make(show.take()).await?;
        if news || known.is_empty() {
            return Ok(WorkspaceDiagnosticReport { items: reports });
        }
        while wait(session, &mut moved).await == Woken::ByChange
            && session.surroundings() == surroundings
            && !open_have_news(session, &known, &mut seen).await
        {}
    }
}

/// What ends a wait.
#[derive(PartialEq, Eq)]
enum Woken {
    ByChange,
    ByTime,
}

/// Waits until something may be otherwise.
async fn wait(session: &Session, moved: &mut watch::Receiver<()>) -> Woken {
    let look_again = async {
        match session.workspace.is_watched() {
            true => std::future::pending().await,
            false => tokio::time::sleep(LOOK_AGAIN).await,
        }
    };
    let woken = tokio::select! {
        _ = moved.changed() => {
            tokio::time::sleep(SETTLE).await;
            Woken::ByChange
        }
        () = look_again => Woken::ByTime,
    };
    moved.mark_unchanged();
    woken
}

/// Whether something else is wrong with a document that is open than the client knows, of those that have changed
/// since they were `seen`: while someone types, the other files are not looked at.
async fn open_have_news(
    session: &Arc<Session>,
    known: &HashMap<PathBuf, (Url, String)>,
    seen: &mut HashMap<PathBuf, u64>,
) -> bool {
    for (path, uri) in session.open_files() {
        let Some(asked) = session.snapshot(&uri).filter(Snapshot::may_be_report) else { continue };
        let revision = asked.revision;
        if seen.insert(path.clone(), revision) == Some(revision) {
            continue;
        }
        let id = match requests::known(session, asked).await {
            Ok(Some((_, analysed))) => analysed.is_report.then(|| list::id(&analysed.list.bytes())),
            // It has changed again, which will be told.
            Ok(None) => continue,
            Err(_) => None,
        };
        let expected = known.get(&path).map(|(_, id)| id);
        if id.as_ref() != expected && (expected.is_some() || session.workspace.holds(&path)) {
            return true;
        }
    }
    false
}

/// The ids that the client has, by the paths of the files, with its spelling of their addresses.
fn known(ids: Vec<PreviousResultId>) -> HashMap<PathBuf, (Url, String)> {
    ids.into_iter().filter_map(|id| Some((uris::file(&id.uri)?, (id.uri, id.value)))).collect()
}

/// One look at all reports.
struct Pass<'a> {
    session: &'a Arc<Session>,
    client: &'a Client,
    known: &'a Arc<HashMap<PathBuf, (Url, String)>>,
    /// Where parts of the answer go.
    part: Option<&'a ProgressToken>,
    stop: Stop,
}

impl Pass<'_> {
    /// What is to be answered, and whether it is news. What was told in parts is not answered again.
    async fn make(
        self,
        show: Option<ProgressToken>,
    ) -> Result<(Vec<WorkspaceDocumentDiagnosticReport>, bool)> {
        let title = messages::checking(self.session.settings().lang);
        let mut progress = match show {
            Some(token) => Some(Progress::begin(self.client.clone(), token, title).await),
            None => None,
        };
        let (tell, mut told) = mpsc::unbounded_channel();
        let (session, stop) = (self.session.clone(), self.stop.clone());
        let survey = tokio::task::spawn_blocking(move || {
            let (mut projects, mut all) = (BTreeSet::new(), 0);
            survey::survey(&session, None, &stop, |done, total, found| {
                projects.extend(found.iter().filter_map(|found| found.judged.project.clone()));
                all = total;
                let _ = tell.send((done, total, found));
            })?;
            for path in projects {
                let _ = tell.send((all, all, survey::of_project(&session, &path)));
            }
            Some(())
        });
        let (mut fresh, mut same, mut news) = (Vec::new(), Vec::new(), false);
        let mut gone: BTreeMap<_, _> = self.known.iter().collect();
        while let Some((done, total, found)) = told.recv().await {
            if let Some(progress) = &mut progress {
                progress.report(done, total).await;
            }
            let Some(found) = found else { continue };
            match gone.remove(&found.path) {
                Some((uri, id)) if *id == found.judged.id => same.push(unchanged(uri, &found)),
                _ => fresh.push(changed(&found)),
            }
            if fresh.len() >= AT_ONCE {
                news |= self.tell(&mut fresh).await;
            }
        }
        let complete = survey.await.map_err(|failure| failed("the folders", &failure))?;
        if let Some(progress) = progress {
            progress.end().await;
        }
        complete.ok_or(Refusal::Stopped)?;
        fresh.extend(gone.into_values().map(|(uri, _)| report(uri.clone(), None, full(None, &[]))));
        news |= !fresh.is_empty();
        fresh.append(&mut same);
        if news {
            self.tell(&mut fresh).await;
        }
        Ok((fresh, news))
    }

    /// Tells a part of the answer where the client takes it in parts; whether it does.
    async fn tell(&self, reports: &mut Vec<WorkspaceDocumentDiagnosticReport>) -> bool {
        let Some(token) = self.part.filter(|_| !reports.is_empty()) else { return false };
        let part = json!({"token": token, "value": {"items": std::mem::take(reports)}});
        self.client.tell::<Part>(part).await;
        true
    }
}

fn full(id: Option<String>, list: &[Diagnostic]) -> FullDocumentDiagnosticReport {
    FullDocumentDiagnosticReport { result_id: id, items: list.to_vec() }
}

fn changed(found: &Found) -> WorkspaceDocumentDiagnosticReport {
    let list = full(Some(found.judged.id.clone()), &found.judged.list);
    report(found.uri.clone(), found.version, list)
}

fn report(
    uri: Url,
    version: Option<i32>,
    list: FullDocumentDiagnosticReport,
) -> WorkspaceDocumentDiagnosticReport {
    WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
        uri,
        version: version.map(i64::from),
        full_document_diagnostic_report: list,
    })
}

fn unchanged(uri: &Url, found: &Found) -> WorkspaceDocumentDiagnosticReport {
    let result_id = found.judged.id.clone();
    WorkspaceDocumentDiagnosticReport::Unchanged(WorkspaceUnchangedDocumentDiagnosticReport {
        uri: uri.clone(),
        version: found.version.map(i64::from),
        unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
    })
}
