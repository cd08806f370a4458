//! The documents that are open.
//!
//! Invariants: there is one owner of the documents, and it is changed only by plain functions in the order of the
//! wire; readers get a [`Snapshot`], which never changes. A change has a revision, greater than that of every
//! change before it in any document, so that what was computed for a document is never taken for what is known of
//! a later one.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use lsp_types::{TextDocumentContentChangeEvent, Url};
use tokio::sync::{Notify, watch};

use super::backlog::Backlog;
use super::checked::Checked;
use super::document::Document;
use super::engine::Engine;
use super::progress::Running;
use super::projects::{Projects, is_project};
use super::publisher::{NEVER_OPENED, Publisher};
use super::settings::Settings;
use super::snapshot::{Analysed, Around, Kind, Snapshot};
use super::turns::{Turns, Work};
use super::uris;
use super::workspace::Workspace;
use gouji_core::text::Text;

/// Does the work that a session gives out, without keeping whoever gives it out waiting.
pub type Worker = Box<dyn Fn(&Arc<Session>, Work) + Send + Sync>;

/// The documents, and what was agreed with the client.
pub struct Session {
    engine: Arc<dyn Engine>,
    state: Mutex<State>,
    /// What the projects have decided.
    pub projects: Arc<Projects>,
    /// What is known of the reports in the folders.
    pub workspace: Workspace,
    /// The long work that the client can stop.
    pub running: Running,
    /// What is shown.
    pub publisher: Publisher,
    /// What is answered and not yet read.
    pub backlog: Arc<Backlog>,
    /// Told when everything is to be judged anew.
    pub anew: Notify,
    asked: AtomicU64,
    surroundings: AtomicU64,
    /// Told after every change of anything.
    moved: watch::Sender<()>,
    /// Who judges documents.
    worker: Worker,
}

struct State {
    settings: Arc<Settings>,
    documents: HashMap<Url, Document>,
    turns: Turns,
    /// The folders that the user works in.
    folders: Arc<Vec<PathBuf>>,
    /// The files whose lists are shown also when they are not open.
    checked: Checked,
    revision: u64,
    /// The revision since which documents are judged as they are now.
    judging: u64,
    closed: bool,
}

impl Session {
    /// A session without documents, which this worker judges.
    pub fn new(engine: Arc<dyn Engine>, publisher: Publisher, backlog: Arc<Backlog>, worker: Worker) -> Self {
        Session {
            engine,
            state: Mutex::new(State {
                settings: Arc::default(),
                documents: HashMap::new(),
                turns: Turns::default(),
                folders: Arc::default(),
                checked: Checked::default(),
                revision: 0,
                judging: 0,
                closed: false,
            }),
            projects: Arc::default(),
            workspace: Workspace::default(),
            running: Running::default(),
            publisher,
            backlog,
            anew: Notify::new(),
            asked: AtomicU64::new(0),
            surroundings: AtomicU64::new(0),
            moved: watch::Sender::new(()),
            worker,
        }
    }

    /// What was agreed and set.
    pub fn settings(&self) -> Arc<Settings> {
        self.state().settings.clone()
    }

    /// The settings are these from the start, and the user works in these folders.
    pub fn agree(&self, settings: Settings, folders: Vec<PathBuf>) {
        let mut state = self.state();
        state.settings = Arc::new(settings);
        state.folders = Arc::new(folders);
    }

    /// Changes the settings; if they are now others, everything is judged anew.
    pub fn configure(self: &Arc<Self>, change: impl FnOnce(&mut Settings)) {
        let mut state = self.state();
        let mut settings = (*state.settings).clone();
        change(&mut settings);
        if settings != *state.settings {
            state.settings = Arc::new(settings);
            self.renew(&mut state);
        }
    }

    /// Has everything judged anew, for what it is judged by has changed. What was read stays read.
    fn renew(self: &Arc<Self>, state: &mut State) {
        for document in state.documents.values_mut() {
            state.revision += 1;
            document.revision = state.revision;
        }
        let closed = state.checked.those(|_| true);
        let all = state.documents.keys().cloned().chain(closed).collect::<Vec<_>>();
        all.into_iter().for_each(|uri| self.judge(state, uri));
        state.judging = state.next_revision();
        self.surroundings_have_changed();
        self.anew.notify_one();
        self.moved.send_replace(());
    }

    /// Has a document, or a file that is not open, judged as it now is.
    fn judge(self: &Arc<Self>, state: &mut State, uri: Url) {
        let is_open = state.documents.contains_key(&uri);
        if let Some(work) = state.turns.add(uri, is_open) {
            (self.worker)(self, work);
        }
    }

    /// The client is asked what the user has set, for the how manieth time.
    pub fn ask(&self) -> u64 {
        self.asked.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// How often the client was asked what the user has set.
    pub fn asked(&self) -> u64 {
        self.asked.load(Ordering::Relaxed)
    }

    /// The folders that the user works in.
    pub fn folders(&self) -> Arc<Vec<PathBuf>> {
        self.state().folders.clone()
    }

    /// The user works in other folders from now on.
    pub fn set_folders(self: &Arc<Self>, change: impl FnOnce(&mut Vec<PathBuf>)) {
        let mut state = self.state();
        change(Arc::make_mut(&mut state.folders));
        let State { folders, checked, .. } = &mut *state;
        let gone = checked.leave(folders);
        gone.into_iter().for_each(|uri| self.judge(&mut state, uri));
        drop(state);
        self.workspace.walk_again();
        self.surroundings_have_changed();
        self.moved.send_replace(());
    }

    /// Files have changed on disk, or folders with all that is below them.
    pub fn touch(self: &Arc<Self>, paths: &[PathBuf]) {
        let touched: HashSet<&Path> = paths.iter().map(PathBuf::as_path).collect();
        let is_one = |path: &Path| path.ancestors().any(|path| touched.contains(path));
        self.workspace.forget(&is_one);
        let mut projects = self.projects.forget(&is_one);
        projects.extend(paths.iter().filter(|path| is_project(path)).cloned());
        let mut state = self.state();
        if !projects.is_empty() {
            self.renew(&mut state);
        }
        let projects = projects.iter().filter_map(|path| uris::of_file(path));
        let shown = projects.chain(state.checked.those(is_one)).collect::<Vec<_>>();
        shown.into_iter().for_each(|uri| self.judge(&mut state, uri));
        self.surroundings_have_changed();
        self.moved.send_replace(());
    }

    /// A file, or a folder with all that is below it, has another path now. What was shown is shown there.
    pub fn rename(self: &Arc<Self>, from: &Path, to: &Path) {
        let mut state = self.state();
        state.checked.rename(from, to);
        drop(state);
        self.touch(&[from.to_owned(), to.to_owned()]);
    }

    /// The lists of these files are shown from now on, also of those that are not open; no longer those of other
    /// files, or of other files `within` a folder.
    pub fn show_files(self: &Arc<Self>, within: Option<&Path>, files: HashSet<PathBuf>) {
        let mut state = self.state();
        let both = state.checked.replace(within, files);
        both.into_iter().for_each(|uri| self.judge(&mut state, uri));
    }

    /// Whether the list of this file is shown also when it is not open.
    pub fn shows_file(&self, path: &Path) -> bool {
        self.state().checked.has(path)
    }

    /// Told after every change of anything from now on.
    pub fn moved(&self) -> watch::Receiver<()> {
        self.moved.subscribe()
    }

    /// A number that is another one after every change of anything but the text of a document: of files, of folders,
    /// of what is judged by, of which documents are open.
    pub fn surroundings(&self) -> u64 {
        self.surroundings.load(Ordering::Acquire)
    }

    fn surroundings_have_changed(&self) {
        self.surroundings.fetch_add(1, Ordering::AcqRel);
    }

    /// The revision since which documents are judged as they are now.
    pub fn judging(&self) -> u64 {
        self.state().judging
    }

    /// The documents that are open and are files, by their paths.
    pub fn open_files(&self) -> HashMap<PathBuf, Url> {
        let state = self.state();
        state.documents.keys().filter_map(|uri| Some((uris::file(uri)?, uri.clone()))).collect()
    }

    /// A document was opened; if it was open already, this is what it now is.
    pub fn open(self: &Arc<Self>, uri: Url, language_id: &str, version: i32, text: &str) {
        let text = Text::from(text);
        let mut state = self.state();
        if state.closed {
            return;
        }
        let document = Document::opened(Kind::of(&uri, language_id), text, version, state.next_revision());
        if let Some(text) = document.as_project() {
            self.hold(&uri, Some(text.clone()));
        }
        state.documents.insert(uri.clone(), document);
        self.surroundings_have_changed();
        self.tell(state, uri);
    }

    /// A document was changed, by one change after the other, each of the text as the one before left it.
    pub fn change(self: &Arc<Self>, uri: Url, version: i32, changes: Vec<TextDocumentContentChangeEvent>) {
        let mut state = self.state();
        let revision = state.next_revision();
        let encoding = state.settings.encoding;
        let Some(document) = state.documents.get_mut(&uri) else {
            return tracing::warn!("{uri} was changed but is not open");
        };
        document.change(&uri, version, changes, encoding, revision);
        if let Some(text) = document.as_project() {
            self.hold(&uri, Some(text.clone()));
        }
        self.tell(state, uri);
    }

    /// A document was closed.
    pub fn close(self: &Arc<Self>, uri: Url) {
        let mut state = self.state();
        let Some(document) = state.documents.remove(&uri) else {
            return tracing::warn!("{uri} was closed but is not open");
        };
        if document.as_project().is_some() {
            self.hold(&uri, None);
        }
        self.surroundings_have_changed();
        self.tell(state, uri);
    }

    /// Closes all documents; no other is opened from now on.
    pub fn shut_down(&self) {
        let mut state = self.state();
        state.closed = true;
        let documents = std::mem::take(&mut state.documents);
        drop(state);
        drop(documents);
    }

    /// Whether everything is closed, for good.
    pub fn is_closed(&self) -> bool {
        self.state().closed
    }

    /// Whether a document has changed since it was last asked for by the one who judges it, who otherwise is done.
    pub fn has_changed(&self, uri: &Url) -> bool {
        self.state().turns.has_changed(uri)
    }

    /// The next file that is not open for the one who judges them, who otherwise is done.
    pub fn next_file(&self) -> Option<Url> {
        self.state().turns.next_file()
    }

    /// Has a file judged, if it is not open.
    pub fn look_at(self: &Arc<Self>, uri: Url) {
        let mut state = self.state();
        if !state.documents.contains_key(&uri) {
            self.judge(&mut state, uri);
        }
    }

    /// A document is judged as it was in this snapshot, or that has failed.
    pub fn found_out(&self, snapshot: &Snapshot, failed: bool) {
        let state = self.state();
        if let Some(document) = state.documents.get(&snapshot.uri) {
            document.found_out(snapshot, failed);
        }
    }

    /// A file that is not open, as a document that never changes.
    pub fn unopened(&self, uri: &Url, text: &str) -> Snapshot {
        let around = Around { folders: Arc::default(), ..self.around(&self.state()) };
        Document::opened(Kind::Perhaps, Text::from(text), 0, NEVER_OPENED).snapshot(uri, around)
    }

    /// A document as it now is; none if it is not open.
    pub fn snapshot(&self, uri: &Url) -> Option<Snapshot> {
        let state = self.state();
        let document = state.documents.get(uri)?;
        Some(document.snapshot(uri, self.around(&state)))
    }

    fn around(&self, state: &State) -> Around {
        Around {
            engine: self.engine.clone(),
            settings: state.settings.clone(),
            projects: self.projects.clone(),
            folders: state.folders.clone(),
        }
    }

    /// Keeps what was found out, to build on it, unless more is known already; returns what it takes the place of.
    pub fn keep(&self, uri: &Url, analysed: &Arc<Analysed>) -> Option<Arc<Analysed>> {
        self.state().documents.get_mut(uri)?.keep(analysed)
    }

    /// The revision of a document, its text and what it is judged by; none if it is not open.
    pub fn revision(&self, uri: &Url) -> Option<u64> {
        self.state().documents.get(uri).map(|document| document.revision)
    }

    /// The revision of the last change of a document's text; none if it is not open.
    pub fn edited(&self, uri: &Url) -> Option<u64> {
        self.state().documents.get(uri).map(|document| document.edited)
    }

    /// A `gouji.toml` stands like this in the editor; nothing when it is closed. The documents are judged by it when
    /// [`Session::tell`] is called.
    fn hold(&self, uri: &Url, text: Option<Text>) {
        if let Some(path) = uris::file(uri) {
            self.projects.hold(&path, text);
        }
    }

    fn tell(self: &Arc<Self>, mut state: MutexGuard<'_, State>, uri: Url) {
        let is_project = uris::file(&uri).is_some_and(|path| is_project(&path));
        self.judge(&mut state, uri);
        if is_project {
            self.renew(&mut state);
        }
        self.moved.send_replace(());
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn next_revision(&mut self) -> u64 {
        self.revision += 1;
        self.revision
    }
}
