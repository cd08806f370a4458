//! Checking many files, alone and then against one another.
//!
//! Invariants: results come in the order of the inputs, on however many cores; of a file that is done there is kept only
//! what is made of it and what other reports are held against. Those between which something does not agree are read
//! once more, and so are told with it; one that has changed in between is told as it was.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, OnceLock};

use sha2::{Digest, Sha256};

use gouji_core::analysis::Analysis;
use gouji_core::assist::actions::certain::Known;
use gouji_core::assist::actions::fix_all::confirm;
use gouji_core::config;
use gouji_core::corpus::{Across, Corpus, Document, Entry, entries};
use gouji_core::prose::State;
use gouji_core::report::lexicon::Lexicon;
use gouji_core::rules::{self, Diagnostic, Lang};
use gouji_core::span::{InText, Span};
use gouji_core::text::Text;
use gouji_files::{FileError, Input, Inputs, STDIN};

use super::import::{Opened, open};
use super::in_order::in_order;
use super::project::{Project, Projects};
use super::result::{Checked, FileResult};

/// Files to check and what governs them.
pub struct Batch<'a> {
    found: &'a Inputs,
    projects: &'a Projects,
    lang: Lang,
    /// Whether the figures that were held against no cell are wanted.
    unlinked: bool,
    /// Standard input, which can be read only once.
    stdin: OnceLock<Result<Opened, FileError>>,
}

/// A file that was checked alone.
struct Alone<T> {
    made: T,
    sha256: String,
    entries: Vec<Entry>,
    /// Whether it has reviews that speak of other reports, perhaps.
    is_reviewed: bool,
}

/// The files that are to be told with what others do not agree with in them.
#[derive(Default)]
pub struct Again(BTreeMap<usize, Other>);

/// What others do not agree with in a file, as it was read.
struct Other {
    across: Vec<Across>,
    sha256: String,
}

impl<'a> Batch<'a> {
    /// These files.
    pub fn new(found: &'a Inputs, projects: &'a Projects, lang: Lang, unlinked: bool) -> Batch<'a> {
        Batch { found, projects, lang, unlinked, stdin: OnceLock::new() }
    }

    /// Checks each file alone and hands on what `make` makes of it, and whether others can change nothing in it; nothing
    /// for a file of a folder that is no report. Then it says which files are to be told again.
    pub fn alone<T: Send>(
        &self,
        make: impl Fn(FileResult, &[Entry]) -> T + Sync,
        mut each: impl FnMut(usize, Option<(T, bool)>) -> ControlFlow<()>,
    ) -> Again {
        let work = |index: usize| {
            let work = || {
                let (result, entries) = self.check(index, None)?;
                let sha256 = result.outcome.as_ref().map_or_else(|_| String::new(), |one| one.sha256.clone());
                let path = &self.found.inputs[index].path;
                let is_reviewed =
                    self.projects.of(index).is_ok_and(|project| speaks_of_others(project, path));
                Some(Alone { made: make(result, &entries), sha256, entries, is_reviewed })
            };
            // A fault of ours in one file must not cost the user all the others.
            catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
                let made = make(self.failed(index, FileError::Crashed), &[]);
                Some(Alone { made, sha256: String::new(), entries: Vec::new(), is_reviewed: false })
            })
        };
        let mut corpus = Corpus::default();
        let mut known: BTreeMap<usize, (String, bool)> = BTreeMap::new();
        in_order(self.found.inputs.len(), work, |index, alone| {
            let Some(Alone { made, sha256, entries, is_reviewed }) = alone else { return each(index, None) };
            // Of what says neither whose report it is nor of which year others say nothing.
            let is_final =
                !is_reviewed && entries.iter().all(|one| one.agency.is_none() || one.year.is_none());
            if !is_final {
                known.insert(index, (sha256, is_reviewed));
                corpus.put(index, self.document(index, entries));
            }
            each(index, Some((made, is_final)))
        });
        self.against(&corpus, known)
    }

    /// What others do not agree with in each file.
    fn against(&self, corpus: &Corpus, known: BTreeMap<usize, (String, bool)>) -> Again {
        let relations = corpus.relations();
        let again = known.into_iter().filter_map(|(index, (sha256, is_reviewed))| {
            let project = self.projects.of(index).ok()?;
            let across = match relations.is_first(index) {
                true => relations.between(index, &project.config.sums),
                // The same report stands in a file before it, and is told there.
                false => Vec::new(),
            };
            let is_held = is_reviewed && relations.has_others(index, &project.config.sums);
            (!across.is_empty() || is_held).then_some((index, Other { across, sha256 }))
        });
        Again(again.collect())
    }

    /// Checks the files once more that are to be told again, and hands on what `make` makes of them.
    pub fn again<T: Send>(
        &self,
        again: &Again,
        make: impl Fn(FileResult, &[Entry]) -> T + Sync,
        mut each: impl FnMut(usize, T) -> ControlFlow<()>,
    ) {
        let files: Vec<(&usize, &Other)> = again.0.iter().collect();
        let work = |at: usize| {
            let (index, other) = files[at];
            let work = || {
                let (result, entries) = self.check(*index, Some(&other.across))?;
                let is_same = result.outcome.as_ref().is_ok_and(|checked| checked.sha256 == other.sha256);
                is_same.then(|| make(result, &entries))
            };
            catch_unwind(AssertUnwindSafe(work)).unwrap_or_default()
        };
        in_order(files.len(), work, |at, made| match made {
            Some(made) => each(*files[at].0, made),
            // It is another file by now; what was said of it stands.
            None => ControlFlow::Continue(()),
        });
    }

    fn document(&self, index: usize, entries: Vec<Entry>) -> Document {
        let path = &self.found.inputs[index].path;
        let folder = path.parent().map(|folder| folder.to_string_lossy().into_owned()).unwrap_or_default();
        let name = Arc::from(&*path.to_string_lossy());
        Document { name, folder, project: self.projects.key(index), entries }
    }

    /// Checks one input; nothing for a file of a folder that is not a report.
    fn check(&self, index: usize, across: Option<&[Across]>) -> Option<(FileResult, Vec<Entry>)> {
        let input = &self.found.inputs[index];
        if let Some(error) = &input.error {
            return Some((self.failed(index, error.clone()), Vec::new()));
        }
        let project = self.projects.of(index);
        let lexicon = project.map_or(Lexicon::built_in(), |project| &project.lexicon);
        let Opened { text, encoding, bytes, imported } = match self.read(input, lexicon) {
            Ok(opened) => opened,
            // A text of unknown encoding may be a report that nobody checked; this is none.
            Err(FileError::Binary) if !input.named => return None,
            Err(error) => return Some((self.failed(index, error), Vec::new())),
        };
        let text = Text::from(&*text);
        let analysis = Analysis::fresh(&text, lexicon);
        if !input.named && !analysis.is_report() {
            return None;
        }
        let project = match project {
            Ok(project) => project,
            Err(mistake) => {
                return Some((self.failed(index, FileError::Settings(mistake.to_owned())), Vec::new()));
            }
        };
        let entries = entries(&analysis, &text);
        let checked = checked(&analysis, text, project, &input.path, self.lang, across);
        let origin = |finding: &Diagnostic| imported.as_ref()?.place(finding.range.bytes(), self.lang);
        let outcome = Ok(Checked {
            encoding,
            sha256: format!("{:x}", Sha256::digest(&bytes)),
            unlinked: self.unlinked.then(|| without_cells(&analysis)),
            is_imported: imported.is_some(),
            origins: checked.diagnostics.iter().map(origin).collect(),
            ..checked
        });
        Some((FileResult { path: input.path.clone(), outcome }, entries))
    }

    fn read(&self, input: &Input, lexicon: &Lexicon) -> Result<Opened, FileError> {
        let open = || open(&input.path, lexicon, self.lang);
        if input.path == Path::new(STDIN) { self.stdin.get_or_init(open).clone() } else { open() }
    }

    fn failed(&self, index: usize, error: FileError) -> FileResult {
        FileResult { path: self.found.inputs[index].path.clone(), outcome: Err(error) }
    }
}

/// Whether somebody has looked into what other reports show in this one.
fn speaks_of_others(project: &Project, path: &Path) -> bool {
    let mut reviews =
        project.config.reviewed.iter().filter(|review| rules::is_across(&review.rule)).peekable();
    reviews.peek().is_some() && {
        let name = project.name(path);
        reviews.any(|review| name.as_deref() == Some(&*review.file))
    }
}

/// The figures of the prose that were held against no cell.
fn without_cells(analysis: &Analysis) -> Vec<Span<InText>> {
    let unbound = analysis.facts().filter(|(_, _, fact)| fact.state == State::Unbound);
    unbound.map(|(start, _, fact)| fact.range.in_text(start)).collect()
}

fn checked(
    analysis: &Analysis,
    text: Text,
    project: &Project,
    path: &Path,
    lang: Lang,
    across: Option<&[Across]>,
) -> Checked {
    let name = project.name(path);
    let by = project.governing(name.as_deref(), lang, across);
    let mut verdict = config::verdict(analysis, &text, &by.judgement);
    // Whether a fix is certain follows from the report alone.
    let alone = project.governing(name.as_deref(), lang, None);
    let own = match across {
        None => verdict.shown.clone(),
        Some(_) => config::diagnostics(analysis, &text, &alone.judgement),
    };
    let known = Known::of(analysis, own);
    confirm(&mut verdict.shown, &text, &known, &alone.judge(analysis));
    let settings = project.path.as_deref().unwrap_or_default();
    let reports = analysis.reports();
    let first = reports.first().map(|(_, report)| report);
    Checked {
        text,
        reports: reports.len(),
        format: first.map(|report| report.format.id.clone()),
        title: first.and_then(|report| report.title.as_ref()).map(|title| title.text.clone()),
        agency: first.and_then(|report| report.agency.clone()),
        year: first.and_then(|report| report.year),
        coverage: analysis.coverage(),
        diagnostics: verdict.shown,
        hidden: verdict.hidden,
        unused: verdict.unused.into_iter().map(|line| (settings.to_owned(), line)).collect(),
        ..Checked::default()
    }
}
