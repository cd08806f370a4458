//! Checking many files.
//!
//! Invariants: results come in the order of the inputs, on however many cores; of a file that is done only its
//! output and its counts are kept, and those only until the files before it are done.

use std::io::{self, ErrorKind, IsTerminal, Write};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;

use indicatif::{ProgressBar, ProgressStyle};
use sha2::{Digest, Sha256};

use gouji_core::analysis::Analysis;
use gouji_core::assist::actions::certain::Known;
use gouji_core::assist::actions::fix_all::confirm;
use gouji_core::config;
use gouji_core::prose::State;
use gouji_core::report::lexicon::Lexicon;
use gouji_core::rules::{Diagnostic, Lang};
use gouji_core::span::{InText, Span};
use gouji_core::text::Text;
use gouji_files::{FileError, Input, shown};

use super::args::{CheckArgs, Common, OutputFormat};
use super::import::{Opened, open};
use super::output::{self, Style};
use super::project::{Asked, Project, Projects};
use super::result::{Checked, FileResult, Tally};
use super::{TROUBLE, complain, not_printed, stdout};

/// From this many files on, there is a progress bar.
const MANY: usize = 50;

/// Of more files than these the findings are counted, and told one by one only where that is asked for.
const FEW: usize = 10;

/// `gouji check`.
pub fn run(options: &CheckArgs, common: &Common) -> u8 {
    if options.unlinked && matches!(options.output, OutputFormat::Sarif | OutputFormat::Github) {
        return complain(match common.lang() {
            Lang::Zh => "--unlinked 只能与 --output text、json 或 jsonl 一起使用",
            Lang::En => "--unlinked goes with --output text, json or jsonl only",
        });
    }
    let found = match options.paths.gather(common.lang()) {
        Ok(found) => found,
        Err(message) => return complain(message),
    };
    let asked =
        Asked { config: common.config.as_deref(), format: options.format.as_deref(), lang: common.lang() };
    let paths = found.inputs.iter().map(|input| &*input.path);
    let projects = match Projects::find(paths, asked) {
        Ok(projects) => projects,
        Err(message) => return complain(message),
    };
    let lang = common.lang_in(projects.lang());
    let mut status = projects.mistakes().fold(0, |_, mistake| complain(mistake));
    let style = Style {
        form: options.output,
        lang,
        color: common.colored(),
        width: width(),
        quiet: options.quiet,
        rules: gouji_core::rules::all(),
    };
    // Whether the findings are no longer drawn, for nobody will see them.
    let brief = AtomicBool::new(false);
    let work = |index: usize| {
        let input = &found.inputs[index];
        let work = || {
            let result = check(input, projects.of(index), options.unlinked, lang)?;
            Some(piece(result, &style, brief.load(Ordering::Relaxed)))
        };
        // A fault of ours in one file must not cost the user all the others.
        catch_unwind(AssertUnwindSafe(work))
            .unwrap_or_else(|_| Some(piece(failed(input, FileError::Crashed), &style, false)))
    };

    let bar = progress(found.inputs.len(), options.quiet);
    let mut out = Out { sink: stdout(common), style: &style, any: false };
    let mut tally = Tally { passed: found.passed, ..Tally::default() };
    let mut failures = Vec::new();
    let mut reports_in = vec![0; found.folders.len()];
    // The findings of the first files, until it is known whether there are more than a few.
    let asks_for_all = options.verbose || options.quiet || options.unlinked;
    let mut held = (options.output == OutputFormat::Text && !asks_for_all).then(String::new);
    let mut written = out.begin();
    if written.is_ok() {
        in_order(found.inputs.len(), work, |index, piece| {
            bar.inc(1);
            let Some(piece) = piece else {
                tally.passed.no_report += 1;
                return ControlFlow::Continue(());
            };
            let input = &found.inputs[index];
            tally += piece.tally;
            if let Some(failure) = piece.failure {
                match (&failure.outcome, input.folder) {
                    // It was told already, once for all files that it governs.
                    (Err(FileError::Settings(_)), Some(folder)) => reports_in[folder] += 1,
                    (Ok(_) | Err(FileError::Settings(_)), _) => {}
                    (Err(error), _) => {
                        bar.suspend(|| complain(error.line(&failure.path, lang)));
                    }
                }
                failures.push(failure);
            } else if let Some(folder) = input.folder {
                reports_in[folder] += 1;
            }
            match &mut held {
                Some(held) if tally.files <= FEW => held.push_str(&piece.output),
                Some(held) => {
                    *held = String::new();
                    brief.store(true, Ordering::Relaxed);
                }
                None => written = bar.suspend(|| out.piece(&piece.output)),
            }
            if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
    }
    bar.finish_and_clear();
    match held {
        Some(held) if tally.files <= FEW => written = written.and_then(|()| out.piece(&held)),
        Some(_) => tally.untold = tally.findings.values().sum(),
        None => {}
    }
    let written = written.and_then(|()| out.end(&tally, &failures));
    status = status.max(tally.status(options.fail_on));
    match written {
        Ok(()) => {}
        // Whoever read has seen enough, and not every file was looked at.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => return status,
        Err(error) => status = complain(not_printed(&error, lang)),
    }
    for (folder, _) in found.folders.iter().zip(reports_in).filter(|(_, reports)| *reports == 0) {
        status = no_report(folder, lang);
    }
    debug_assert!(status <= TROUBLE);
    status
}

/// Says that a folder holds no report.
pub fn no_report(folder: &Path, lang: Lang) -> u8 {
    let folder = shown(folder);
    match lang {
        Lang::Zh => complain(format!("文件夹里没有找到年度报告：{folder}")),
        Lang::En => complain(format!("no annual report in this folder: {folder}")),
    }
}

/// Checks one input; nothing for a file of a folder that is not a report. `unlinked` says whether the figures that were
/// held against no cell are wanted.
fn check(input: &Input, project: Result<&Project, &str>, unlinked: bool, lang: Lang) -> Option<FileResult> {
    if let Some(error) = &input.error {
        return Some(failed(input, error.clone()));
    }
    let lexicon = project.map_or(Lexicon::built_in(), |project| &project.lexicon);
    let Opened { text, encoding, bytes, imported } = match open(&input.path, lexicon, lang) {
        Ok(opened) => opened,
        // A text of unknown encoding may be a report that nobody checked; this is none.
        Err(FileError::Binary) if !input.named => return None,
        Err(error) => return Some(failed(input, error)),
    };
    let text = Text::from(&*text);
    let analysis = Analysis::fresh(&text, lexicon);
    if !input.named && !analysis.is_report() {
        return None;
    }
    Some(match project {
        Ok(project) => {
            let checked = checked(&analysis, text, project, &input.path, lang);
            let origin = |finding: &Diagnostic| imported.as_ref()?.place(finding.range.bytes(), lang);
            FileResult {
                path: input.path.clone(),
                outcome: Ok(Checked {
                    encoding,
                    sha256: format!("{:x}", Sha256::digest(&bytes)),
                    unlinked: unlinked.then(|| without_cells(&analysis)),
                    is_imported: imported.is_some(),
                    origins: checked.diagnostics.iter().map(origin).collect(),
                    ..checked
                }),
            }
        }
        Err(mistake) => failed(input, FileError::Settings(mistake.to_owned())),
    })
}

/// The figures of the prose that were held against no cell.
fn without_cells(analysis: &Analysis) -> Vec<Span<InText>> {
    let unbound = analysis.facts().filter(|(_, _, fact)| fact.state == State::Unbound);
    unbound.map(|(start, _, fact)| fact.range.in_text(start)).collect()
}

fn failed(input: &Input, error: FileError) -> FileResult {
    FileResult { path: input.path.clone(), outcome: Err(error) }
}

fn checked(analysis: &Analysis, text: Text, project: &Project, path: &Path, lang: Lang) -> Checked {
    let name = project.name(path);
    let by = project.governing(name.as_deref(), lang);
    let mut verdict = config::verdict(analysis, &text, &by.judgement);
    let known = Known::of(analysis, verdict.shown.clone());
    confirm(&mut verdict.shown, &text, &known, &by.judge(analysis));
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

/// What is kept of a file.
struct Piece {
    output: String,
    tally: Tally,
    failure: Option<FileResult>,
}

fn piece(result: FileResult, style: &Style, brief: bool) -> Piece {
    Piece {
        output: if brief { String::new() } else { output::piece(style, &result) },
        tally: Tally::of(&result),
        failure: result.outcome.is_err().then_some(result),
    }
}

/// Does `work` for `0..count` on all cores and hands on the results in order, each as soon as all before it are
/// there; stops when `each` says so.
pub fn in_order<T: Send>(
    count: usize,
    work: impl Fn(usize) -> T + Sync,
    mut each: impl FnMut(usize, T) -> ControlFlow<()>,
) {
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let (sender, receiver) = mpsc::channel();
    let worker = |sender: mpsc::Sender<(usize, T)>| {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            if index >= count || stop.load(Ordering::Relaxed) || sender.send((index, work(index))).is_err() {
                return;
            }
        }
    };
    // Not a parallel iterator: its halves would leave the results of the second one to pile up.
    rayon::in_place_scope(|scope| {
        for _ in 0..rayon::current_num_threads().min(count) {
            let sender = sender.clone();
            scope.spawn(|_| worker(sender));
        }
        drop(sender);
        let mut waiting = std::collections::BTreeMap::new();
        let mut due = 0;
        for (index, result) in receiver {
            waiting.insert(index, result);
            while let Some(result) = waiting.remove(&due) {
                if each(due, result).is_break() {
                    stop.store(true, Ordering::Relaxed);
                    return;
                }
                due += 1;
            }
        }
    });
}

/// Where the output goes, piece by piece.
struct Out<'a, W> {
    sink: W,
    style: &'a Style,
    any: bool,
}

impl<W: Write> Out<'_, W> {
    fn begin(&mut self) -> io::Result<()> {
        self.sink.write_all(output::begin(self.style).as_bytes())
    }

    fn piece(&mut self, piece: &str) -> io::Result<()> {
        if piece.is_empty() {
            return Ok(());
        }
        if self.any {
            self.sink.write_all(output::between(self.style).as_bytes())?;
        }
        self.any = true;
        self.sink.write_all(piece.as_bytes())?;
        self.sink.flush()
    }

    fn end(&mut self, tally: &Tally, failures: &[FileResult]) -> io::Result<()> {
        self.sink.write_all(output::end(self.style, tally, failures).as_bytes())?;
        self.sink.flush()
    }
}

/// A bar on standard error where the work is long and somebody looks.
fn progress(files: usize, quiet: bool) -> ProgressBar {
    if quiet || files <= MANY || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {eta}").expect("the template is right");
    ProgressBar::new(files as u64).with_style(style)
}

/// How many columns a line may take: those of the terminal, within reason.
fn width() -> usize {
    let columns = console::Term::stdout().size_checked().map_or(120, |(_, columns)| usize::from(columns));
    columns.clamp(60, 160)
}
