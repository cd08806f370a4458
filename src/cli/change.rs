//! Files that a command changes.
//!
//! Invariants: a file is replaced whole or not at all, in the encoding it had, with the byte order mark it had; a
//! file whose bytes could not be given back exactly is not written. Nothing is written unless that is asked for.

use std::io::{self, Write as _};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::Duration;

use encoding_rs::Encoding;
use similar::{Algorithm, ChangeTag, TextDiff};

use gouji_core::analysis::Analysis;
use gouji_core::rules::{Lang, TextEdit};
use gouji_core::text::Text;
use gouji_files::{FileError, Input, Read, STDIN, read_bytes, shown, why_not_written};

use super::args::{ChangeArgs, Common};
use super::check::no_report;
use super::in_order::in_order;
use super::project::{Asked, Governing, Projects};
use super::{complain, not_printed, print_bytes, temporary};

/// What is changed in one text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// The edits, in order.
    pub edits: Vec<TextEdit>,
    /// What is said of them on standard error, behind the name of the file.
    pub note: Option<String>,
    /// How many places they mend.
    pub places: usize,
}

/// What became of all files.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Done {
    /// How many of them changed, or would.
    pub files: usize,
    /// How many places were mended in them, or would be.
    pub places: usize,
}

/// What became of one input.
struct Changed {
    /// What is printed.
    output: Vec<u8>,
    /// What is said.
    note: Option<String>,
    changed: bool,
    places: usize,
}

/// Changes the files as the arguments say, and gives the exit status; `quiet` leaves out what was passed over and what
/// `told` says of all files at the end.
pub fn run(
    options: &ChangeArgs,
    common: &Common,
    quiet: bool,
    told: &dyn Fn(Done, Lang) -> Option<String>,
    change: &(dyn Fn(&Text, &Analysis, &Governing<'_>) -> Change + Sync),
) -> u8 {
    let found = match options.paths.gather(common.lang()) {
        Ok(found) => found,
        Err(message) => return complain(message),
    };
    let asked = Asked { config: common.config.as_deref(), format: None, lang: common.lang() };
    let projects = match Projects::find(found.inputs.iter().map(|input| &*input.path), asked) {
        Ok(projects) => projects,
        Err(message) => return complain(message),
    };
    let lang = common.lang_in(projects.lang());
    if options.write {
        temporary::leave_none_behind();
    }
    let work = |index: usize| {
        let input = &found.inputs[index];
        // What is wrong with the settings is told once, for all files that they govern.
        let project = projects.of(index).ok()?;
        let name = project.name(&input.path);
        let governing = project.governing(name.as_deref(), lang, None);
        let work = || one(input, options, common.colored(), &governing, change);
        let crashed = |_| Some(Err(FileError::Crashed.line(&input.path, lang)));
        catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(crashed)
    };
    let mut reports_in = vec![0; found.folders.len()];
    let mut all = Done::default();
    let mut any_file = false;
    let mut passed = found.passed;
    let mut status = projects.mistakes().fold(0, |_, mistake| complain(mistake));
    in_order(found.inputs.len(), work, |index, result| {
        let input = &found.inputs[index];
        match result {
            None => passed.no_report += usize::from(projects.of(index).is_ok()),
            Some(Err(message)) => status = complain(message),
            Some(Ok(done)) => {
                all.files += usize::from(done.changed);
                all.places += if done.changed { done.places } else { 0 };
                any_file |= input.path != Path::new(STDIN);
                if let Some(folder) = input.folder {
                    reports_in[folder] += 1;
                }
                if let Some(note) = done.note {
                    writeln!(io::stderr(), "{note}").ok();
                }
                match print_bytes(&done.output, common) {
                    Ok(()) => {}
                    // Whoever read has seen enough; the files are still to be written.
                    Err(error) if error.kind() == io::ErrorKind::BrokenPipe && options.write => {}
                    Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                        return ControlFlow::Break(());
                    }
                    Err(error) => {
                        status = complain(not_printed(&error, lang));
                        return ControlFlow::Break(());
                    }
                }
            }
        }
        ControlFlow::Continue(())
    });
    // A filter says nothing, and neither does what only lists files.
    let told = (any_file && !quiet && !options.check).then(|| told(all, lang)).flatten();
    if let Some(told) = told {
        writeln!(io::stderr(), "{told}").ok();
    }
    if let Some(passed) = passed.words(lang).filter(|_| !quiet) {
        writeln!(io::stderr(), "{passed}").ok();
    }
    if status == 0 {
        for (folder, _) in found.folders.iter().zip(reports_in).filter(|(_, reports)| *reports == 0) {
            status = no_report(folder, lang);
        }
    }
    if status == 0 && options.check && all.files > 0 { 1 } else { status }
}

/// Changes one input; nothing for a file of a folder that is not a report, a line where something went wrong.
fn one(
    input: &Input,
    options: &ChangeArgs,
    color: bool,
    governing: &Governing<'_>,
    change: &dyn Fn(&Text, &Analysis, &Governing<'_>) -> Change,
) -> Option<Result<Changed, String>> {
    let path = &input.path;
    let lang = governing.judgement.lang;
    if let Some(error) = &input.error {
        return Some(Err(error.line(path, lang)));
    }
    let (read, bytes) = match read_bytes(path) {
        Ok(read) => read,
        Err(FileError::Binary) if !input.named => return None,
        Err(error) => return Some(Err(error.line(path, lang))),
    };
    let text = Text::from(&*read.text);
    let analysis = Analysis::fresh(&text, governing.lexicon);
    if !input.named && !analysis.is_report() {
        return None;
    }
    let Change { edits, note, places } = change(&text, &analysis, governing);
    let mut new = read.text.to_string();
    for edit in edits.iter().rev() {
        new.replace_range(edit.range.bytes(), &edit.new_text.replace('\n', text.line_break()));
    }
    let changed = new != read.text;
    let name = shown(path);
    let note = note.filter(|_| changed).map(|note| format!("{name}{}{note}", colon(lang)));
    let mut output = Vec::new();
    if options.write {
        let is_stdin = path == Path::new(STDIN);
        if changed || is_stdin {
            let written = match encoded(&read, &new, &bytes) {
                Some(new) if is_stdin => {
                    output = new;
                    Ok(())
                }
                Some(new) => replace(path, &new).map_err(|error| why_not_written(&error, lang)),
                None => Err(match lang {
                    Lang::Zh => format!("无法按原编码 {} 写回", read.encoding),
                    Lang::En => format!("cannot be written back as {}", read.encoding),
                }),
            };
            if let Err(why) = written {
                return Some(Err(match lang {
                    Lang::Zh => format!("未改写：{name}（{why}）"),
                    Lang::En => format!("not written: {name} ({why})"),
                }));
            }
            if !is_stdin {
                output = format!("{name}\n").into_bytes();
            }
        }
    } else if changed && options.check && !options.diff {
        output = format!("{name}\n").into_bytes();
    } else if changed {
        output = diff(&name, &read.text, &new, color).into_bytes();
    }
    Some(Ok(Changed { output, note, changed, places }))
}

fn colon(lang: Lang) -> &'static str {
    if lang == Lang::Zh { "：" } else { ": " }
}

/// What changes, line by line, as `diff -u` has it.
pub fn diff(name: &str, old: &str, new: &str, color: bool) -> String {
    // A text that changes from end to end would take long to compare as well as can be.
    const ENOUGH: Duration = Duration::from_secs(2);
    let diff = TextDiff::configure().algorithm(Algorithm::Patience).timeout(ENOUGH).diff_lines(old, new);
    let paint = |style: &str, line: &str| match color {
        true => format!("\x1b[{style}m{line}\x1b[0m"),
        false => line.to_owned(),
    };
    let mut drawn =
        format!("{}\n{}\n", paint("1", &format!("--- {name}")), paint("1", &format!("+++ {name}")));
    for hunk in diff.unified_diff().context_radius(3).iter_hunks() {
        drawn += &format!("{}\n", paint("36", &hunk.header().to_string()));
        for change in hunk.iter_changes() {
            let content = change.value().trim_end_matches(['\n', '\r']);
            let line = format!("{}{content}", change.tag());
            drawn += &match change.tag() {
                ChangeTag::Delete => paint("31", &line),
                ChangeTag::Insert => paint("32", &line),
                ChangeTag::Equal => line,
            };
            // A lone carriage return would have every line drawn over the one before.
            let line_break = &change.value()[content.len()..];
            drawn += match line_break {
                "" => "\n\\ No newline at end of file\n",
                "\r" => "\n",
                line_break => line_break,
            };
        }
    }
    drawn
}

/// `text` in the encoding of what was read; none if that cannot be, or if not even what was read comes out as the
/// bytes it came from.
fn encoded(read: &Read<'_>, text: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    let encode = |text: &str| encode(read.encoding, read.mark, text);
    (encode(&read.text)? == bytes).then(|| encode(text))?
}

fn encode(encoding: &str, mark: bool, text: &str) -> Option<Vec<u8>> {
    let marked = if mark { format!("\u{feff}{text}") } else { text.to_owned() };
    match encoding {
        "UTF-8" => Some(marked.into_bytes()),
        "UTF-16LE" => Some(marked.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        "UTF-16BE" => Some(marked.encode_utf16().flat_map(u16::to_be_bytes).collect()),
        other => {
            let (bytes, _, lost) = Encoding::for_label(other.as_bytes())?.encode(&marked);
            (!lost).then(|| bytes.into_owned())
        }
    }
}

/// Puts `bytes` in the place of a file: all of them, or the file stays as it is.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // A link stays a link: what it leads to is replaced.
    let path = path.canonicalize()?;
    let permissions = path.metadata()?.permissions();
    if permissions.readonly() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut new = temporary::Temporary::secret_in(folder)?;
    let file = new.file();
    file.write_all(bytes)?;
    file.set_permissions(permissions)?;
    file.sync_all()?;
    new.persist(&path)
}
