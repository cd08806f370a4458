//! Checking many files.
//!
//! Invariants: results come in the order of the inputs; of a file that is done only its output and its counts are kept.
//! What others do not agree with in a report is known when all were read, so it is not told before.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use indicatif::{ProgressBar, ProgressStyle};

use gouji_core::corpus::Entry;
use gouji_core::rules::Lang;
use gouji_files::{FileError, shown};

use super::args::{CheckArgs, Common, OutputFormat};
use super::batch::Batch;
use super::held::Held;
use super::output::{self, Style};
use super::project::{Asked, Projects};
use super::result::{FileResult, Tally};
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
    let batch = Batch::new(&found, &projects, lang, options.unlinked);
    let make = |result: FileResult, _: &[Entry]| piece(result, &style, brief.load(Ordering::Relaxed));

    let bar = progress(found.inputs.len(), options.quiet);
    let mut checked = 0;
    let mut failures = Vec::new();
    let mut reports_in = vec![0; found.folders.len()];
    let asks_for_all = options.verbose || options.quiet || options.unlinked;
    // The findings of more than a few files are not told one by one.
    let is_bounded = options.output == OutputFormat::Text && !asks_for_all;
    let mut telling = Telling {
        out: Out { sink: stdout(common), style: &style, any: false },
        held: Held::new(),
        tallies: BTreeMap::new(),
        tally: Tally { passed: found.passed, ..Tally::default() },
        is_told: true,
    };
    let mut written = telling.out.begin();
    if written.is_ok() {
        let again = batch.alone(make, |index, alone| {
            bar.inc(1);
            let Some((mut piece, is_final)) = alone else {
                telling.tally.passed.no_report += 1;
                return ControlFlow::Continue(());
            };
            let input = &found.inputs[index];
            if let Some(failure) = piece.failure.take() {
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
            checked += piece.tally.files;
            telling.is_told = !(is_bounded && checked > FEW);
            brief.store(!telling.is_told, Ordering::Relaxed);
            written = match is_final && telling.held.is_empty() && !is_bounded {
                true => bar.suspend(|| telling.now(piece)),
                false => telling.hold(index, piece),
            };
            if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        bar.finish_and_clear();
        let is_brief = !telling.is_told;
        let make = |result: FileResult, _: &[Entry]| piece(result, &style, is_brief);
        if written.is_ok() {
            batch.again(&again, make, |index, piece| {
                written = telling.instead(index, piece);
                if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            });
        }
    }
    let written = written.and_then(|()| telling.up_to(usize::MAX));
    let Telling { mut out, mut tally, is_told, .. } = telling;
    if !is_told {
        tally.untold = tally.findings.values().sum();
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

/// The outputs as they are told, each file once, in the order of the inputs.
struct Telling<'a, W> {
    out: Out<'a, W>,
    /// Those of files in which others may not agree, and of what stands behind them.
    held: Held,
    /// The counts of those.
    tallies: BTreeMap<usize, Tally>,
    tally: Tally,
    /// Whether files are told one by one.
    is_told: bool,
}

impl<W: Write> Telling<'_, W> {
    /// Tells a file that stands behind all that were told.
    fn now(&mut self, piece: Piece) -> io::Result<()> {
        self.tally += piece.tally;
        if self.is_told { self.out.piece(&piece.output) } else { Ok(()) }
    }

    /// Holds a file until it is known what others do not agree with in it.
    fn hold(&mut self, index: usize, piece: Piece) -> io::Result<()> {
        self.tallies.insert(index, piece.tally);
        self.held.push(index, &piece.output)
    }

    /// Tells the files before the one at `index` as they are held.
    fn up_to(&mut self, index: usize) -> io::Result<()> {
        while let Some((own, output)) = self.held.pop_before(index) {
            let tally = self.tallies.remove(&own).unwrap_or_default();
            self.now(Piece { output: output?, tally, failure: None })?;
        }
        Ok(())
    }

    /// Tells the file at `index` so, and not as it is held.
    fn instead(&mut self, index: usize, piece: Piece) -> io::Result<()> {
        self.up_to(index)?;
        self.held.drop_first(index);
        self.tallies.remove(&index);
        self.now(piece)
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
pub fn progress(files: usize, quiet: bool) -> ProgressBar {
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
