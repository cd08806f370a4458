//! A document at one moment, and what is found out about it.
//!
//! Invariant: a snapshot never changes but for the language it speaks, which its project may set; whoever holds it
//! may take long.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use lsp_types::{self, Url};
use tokio::sync::watch;

use super::engine::{Before, Engine};
use super::kept::Kept;
use super::list::List;
use super::projects::{self, Project, Projects};
use super::settings::Settings;
use super::uris;
use gouji_core::analysis::Analysis;
use gouji_core::assist::actions::certain::Known;
use gouji_core::config::{Config, FILE_NAME, Judgement, Shown, name_in};
use gouji_core::format::Formats;
use gouji_core::report::lexicon::Lexicon;
use gouji_core::rules::{Diagnostic, Lang, Severity};
use gouji_core::text::{ByteEdit, Text};

/// An analysis that takes longer is worth a line in the log.
const SLOW: Duration = Duration::from_millis(100);

/// Whether a document is a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It is one, also when it is empty.
    Report,
    /// It is one if it looks like one.
    Perhaps,
    /// It is a `gouji.toml`.
    Project,
    /// It is another server's.
    Other,
}

impl Kind {
    /// What a document is, by its address and by what the client calls it.
    pub fn of(uri: &Url, language_id: &str) -> Kind {
        match language_id {
            _ if uri.path().rsplit('/').next() == Some(FILE_NAME) => Kind::Project,
            "gov-report" => Kind::Report,
            // `text` and `txt` are what some editors call plain text.
            "markdown" | "plaintext" | "text" | "txt" => Kind::Perhaps,
            _ => Kind::Other,
        }
    }

    /// Whether it can be a report at all.
    pub fn may_be_report(self) -> bool {
        matches!(self, Kind::Report | Kind::Perhaps)
    }
}

/// A document at one moment.
#[derive(Clone)]
pub struct Snapshot {
    /// The address of the document.
    pub uri: Url,
    /// Its version.
    pub version: i32,
    /// The revision of the last change of the text or of what it is judged by.
    pub revision: u64,
    /// The revision of the last change of the text.
    pub edited: u64,
    /// The revision of its opening.
    pub opened: u64,
    /// What was agreed and set.
    pub settings: Arc<Settings>,
    pub(super) projects: Arc<Projects>,
    pub(super) folders: Arc<Vec<PathBuf>>,
    pub(super) engine: Arc<dyn Engine>,
    pub(super) kind: Kind,
    pub(super) text: Text,
    pub(super) analysed: Option<Arc<Analysed>>,
    pub(super) edits: Vec<ByteEdit>,
    pub(super) judged: watch::Receiver<Judged>,
}

/// By what a document is read and judged.
pub struct Around {
    /// What was agreed and set.
    pub settings: Arc<Settings>,
    /// What the projects have decided.
    pub projects: Arc<Projects>,
    /// The folders that the user works in.
    pub folders: Arc<Vec<PathBuf>>,
    /// Who reads and judges.
    pub engine: Arc<dyn Engine>,
}

/// How far a document has been judged.
#[derive(Debug, Clone, Copy, Default)]
pub struct Judged {
    /// Up to which revision.
    pub revision: u64,
    /// Whether that has failed.
    pub failed: bool,
}

/// What is known of a document at one revision.
pub struct Analysed {
    pub(super) revision: u64,
    /// The text.
    pub text: Text,
    analysis: Arc<Analysis>,
    /// The lexicon it was read with; none for the built-in one.
    own: Option<Arc<Lexicon>>,
    /// Whether it is a report.
    pub is_report: bool,
    /// What is wrong with it; nothing where it is no report.
    shown: Vec<Shown>,
    diagnostics: OnceLock<Vec<Diagnostic>>,
    /// The same as the editor shows it.
    pub list: List,
    /// The settings by which it was judged.
    settings: Arc<Settings>,
    /// What is made of its reports.
    pub kept: Arc<Kept>,
    /// The `gouji.toml` by which it was judged.
    pub project: Option<Arc<Project>>,
    lang: Lang,
}

impl Analysed {
    /// What was read in it.
    pub fn analysis(&self) -> &Analysis {
        &self.analysis
    }

    /// The formats that a report of its project may have.
    pub fn formats(&self) -> &Formats {
        projects::formats(self.project.as_deref())
    }

    fn lexicon(&self) -> &Lexicon {
        self.own.as_deref().unwrap_or(Lexicon::built_in())
    }

    fn before(&self) -> Before<'_> {
        Before { text: &self.text, analysis: &self.analysis }
    }

    /// What is wrong with it; nothing where it is no report.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        self.diagnostics.get_or_init(|| self.shown.iter().flat_map(Shown::placed).collect())
    }

    /// The same by reports, those of which something is shown; or as if all were one.
    pub fn shown(&self) -> &[Shown] {
        &self.shown
    }

    /// How much each thing matters that is wrong with it.
    pub fn severities(&self) -> impl Iterator<Item = Severity> {
        self.shown.iter().flat_map(|shown| shown.diagnostics.iter()).map(|found| found.severity)
    }
}

impl Snapshot {
    /// Whether the document can be a report at all.
    pub fn may_be_report(&self) -> bool {
        self.kind.may_be_report()
    }

    /// The same to be kept while something is waited for: many may wait at a time, so it holds few edits. Where there
    /// are more it is read anew if it must be read at all.
    pub fn awaiting(mut self) -> Self {
        const FEW: usize = 100;
        if self.edits.len() > FEW {
            self.edits = Vec::new();
            self.analysed = None;
        }
        self
    }

    /// What is wrong with the document, as the editor shows it, if it is a `gouji.toml`. This may read the disk.
    pub fn as_project(&self) -> Option<Vec<lsp_types::Diagnostic>> {
        let project = || self.projects.at(&uris::file(&self.uri)?);
        (self.kind == Kind::Project)
            .then(|| projects::judged(&self.text, project().as_deref(), &self.settings))
    }

    /// The innermost of the folders that a file lies in.
    pub fn folder_of(&self, path: &Path) -> Option<&Path> {
        let around = self.folders.iter().filter(|folder| path.starts_with(folder));
        around.max_by_key(|folder| folder.components().count()).map(PathBuf::as_path)
    }

    /// The `gouji.toml` that holds. This may read the disk.
    pub fn project(&self) -> Option<Arc<Project>> {
        let path = uris::file(&self.uri);
        let home = || self.folders.first().map(PathBuf::as_path);
        self.projects.above(path.as_deref().map_or_else(home, Path::parent)?)
    }

    /// By what the document is judged in this project, for whatever is to be done with it.
    pub fn judged_by<T>(&self, project: Option<&Project>, work: impl FnOnce(&Judgement<'_>) -> T) -> T {
        let path = uris::file(&self.uri);
        let nothing = Config::default();
        let decided = project.map_or(&nothing, |project| &project.config);
        let config = self.settings.config(decided, path.as_deref());
        let name = project.zip(path).map(|(project, path)| name_in(project.folder(), &path));
        let lang = self.settings.lang_in(decided);
        work(&Judgement { config: &config, file: name.as_deref(), lang, across: None })
    }

    /// Waits until the document is judged as it stands here, or newer; none if it is closed before.
    pub async fn is_judged(&mut self) -> Option<Judged> {
        let revision = self.revision;
        self.judged.wait_for(|judged| judged.revision >= revision).await.ok().map(|judged| *judged)
    }

    /// All that is known of the document, if the text that it is known of still stands. It speaks the language of its
    /// project from then on.
    pub fn known(&mut self) -> Option<Arc<Analysed>> {
        let known = self.analysed.clone().filter(|known| known.revision >= self.edited)?;
        self.settle(known.lang);
        Some(known)
    }

    /// Takes over the language of the project.
    fn settle(&mut self, lang: Lang) {
        if self.settings.lang != lang {
            Arc::make_mut(&mut self.settings).lang = lang;
        }
    }

    /// Finds out all about the document, which speaks the language of its project from then on. This may take long.
    pub fn analyse(&mut self) -> Arc<Analysed> {
        if let Some(known) = self.analysed.as_ref().filter(|known| known.revision == self.revision).cloned() {
            self.settle(known.lang);
            return known;
        }
        let begin = Instant::now();
        let engine = &self.engine;
        let project = self.project();
        let own = project.as_ref().and_then(|project| project.lexicon().cloned());
        let lexicon = own.as_deref().unwrap_or(Lexicon::built_in());
        let again = self.read_again(own.as_ref(), lexicon);
        let analysis = again.unwrap_or_else(|| Arc::new(engine.fresh(&self.text, lexicon)));
        let is_report = self.kind == Kind::Report || engine.is_report(&analysis, &self.text);
        let alike = |known: &&Arc<Analysed>| {
            Arc::ptr_eq(&known.settings, &self.settings)
                && known.project.as_ref().map(Arc::as_ptr) == project.as_ref().map(Arc::as_ptr)
        };
        let nothing = List::default();
        let (known, known_list, kept) = match self.analysed.as_ref().filter(alike) {
            Some(known) => (&known.shown[..], &known.list, known.kept.clone()),
            None => (&[][..], &nothing, Arc::default()),
        };
        let (lang, shown) = self.judged_by(project.as_deref(), |judgement| {
            let shown = match is_report {
                true => engine.by_report(&analysis, &self.text, judgement, known),
                false => Vec::new(),
            };
            (judgement.lang, shown)
        });
        let list = List::of(&shown, known_list, &self.uri, &self.text, &self.settings);
        if begin.elapsed() > SLOW {
            tracing::info!("{} took {:?}", self.uri, begin.elapsed());
        }
        let (revision, text, settings) = (self.revision, self.text.clone(), self.settings.clone());
        self.settle(lang);
        let diagnostics = OnceLock::new();
        Arc::new(Analysed {
            revision,
            text,
            analysis,
            own,
            is_report,
            shown,
            diagnostics,
            list,
            settings,
            kept,
            project,
            lang,
        })
    }

    /// What is wrong with a text that came from this document, as it was analysed, by these edits.
    pub fn judge(&self, analysed: &Analysed, text: &Text, edits: &[ByteEdit]) -> Known {
        let analysis = self.read_after(analysed, text, edits);
        let diagnostics =
            self.judged_by(analysed.project.as_deref(), |by| self.engine.diagnostics(&analysis, text, by));
        Known::of(&analysis, diagnostics)
    }

    /// A text that came from this document, as it was analysed, by these edits.
    pub fn read_after(&self, analysed: &Analysed, text: &Text, edits: &[ByteEdit]) -> Analysis {
        self.engine.after(analysed.before(), text, edits, analysed.lexicon())
    }

    /// Another text, read as this document is.
    pub fn read_other(&self, analysed: &Analysed, text: &Text) -> Analysis {
        self.engine.fresh(text, analysed.lexicon())
    }

    /// The text as it stands.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// Reads only what the edits touched; none where nothing was read before with this lexicon, or where that fails.
    fn read_again(&self, own: Option<&Arc<Lexicon>>, lexicon: &Lexicon) -> Option<Arc<Analysis>> {
        let known = self.analysed.as_ref()?;
        if own.map(Arc::as_ptr) != known.own.as_ref().map(Arc::as_ptr) {
            return None;
        }
        if self.edits.is_empty() {
            return Some(known.analysis.clone());
        }
        let read = || Arc::new(self.engine.after(known.before(), &self.text, &self.edits, lexicon));
        catch_unwind(AssertUnwindSafe(read))
            .inspect_err(|_| tracing::error!("{} is read anew, for reading its edits failed", self.uri))
            .ok()
    }
}
