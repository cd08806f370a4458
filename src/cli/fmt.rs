//! Formatting files.
//!
//! Invariants: a file is replaced whole or not at all, in the encoding it had, with the byte order mark it had; a
//! file whose bytes could not be given back exactly is not written. Nothing is written without `--write`.

use std::io::{self, Write as _};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::Duration;

use encoding_rs::Encoding;
use similar::{Algorithm, ChangeTag, TextDiff};

use crate::analysis::Analysis;
use crate::assist::formatting;
use crate::files::{FileError, Input, Read, STDIN, gather, read_bytes, shown};
use crate::report::lexicon::Lexicon;
use crate::rules::Lang;
use crate::text::Text;

use super::args::{Common, FmtArgs};
use super::check::{in_order, no_report};
use super::{complain, print_bytes};

/// What became of one input.
struct Formatted {
    /// What is printed.
    output: Vec<u8>,
    changed: bool,
}

/// `gouji fmt`.
pub fn run(options: &FmtArgs, common: &Common) -> u8 {
    let lang = common.lang();
    let found = gather(&options.paths);
    let work = |input: &Input| {
        let work = || format(input, options, common.colored(), lang);
        let crashed = |_| Some(Err(FileError::Crashed.line(&input.path, lang)));
        catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(crashed)
    };
    let mut reports_in = vec![0; found.folders.len()];
    let (mut changed, mut status) = (false, 0);
    in_order(
        found.inputs.len(),
        |index| work(&found.inputs[index]),
        |index, result| {
            let input = &found.inputs[index];
            match result {
                None => {}
                Some(Err(message)) => status = complain(message),
                Some(Ok(formatted)) => {
                    changed |= formatted.changed;
                    if let Some(folder) = input.folder {
                        reports_in[folder] += 1;
                    }
                    match print_bytes(&formatted.output, common) {
                        Ok(()) => {}
                        // Whoever read has seen enough; the files are still to be written.
                        Err(error) if error.kind() == io::ErrorKind::BrokenPipe && options.write => {}
                        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                            return ControlFlow::Break(());
                        }
                        Err(error) => {
                            status = complain(error);
                            return ControlFlow::Break(());
                        }
                    }
                }
            }
            ControlFlow::Continue(())
        },
    );
    if status == 0 {
        for (folder, _) in found.folders.iter().zip(reports_in).filter(|(_, reports)| *reports == 0) {
            status = no_report(folder, lang);
        }
    }
    if status == 0 && options.check && changed { 1 } else { status }
}

/// Formats one input; nothing for a file of a folder that is not a report, a line where something went wrong.
fn format(input: &Input, options: &FmtArgs, color: bool, lang: Lang) -> Option<Result<Formatted, String>> {
    let path = &input.path;
    if let Some(error) = &input.error {
        return Some(Err(error.line(path, lang)));
    }
    let (read, bytes) = match read_bytes(path) {
        Ok(read) => read,
        Err(FileError::Binary) if !input.named => return None,
        Err(error) => return Some(Err(error.line(path, lang))),
    };
    let text = Text::from(&*read.text);
    let analysis = Analysis::fresh(&text, Lexicon::built_in());
    if !input.named && !analysis.is_report() {
        return None;
    }
    let mut formatted = read.text.to_string();
    for edit in formatting::document(&text, &analysis).iter().rev() {
        formatted.replace_range(edit.range.clone(), &edit.new_text);
    }
    let changed = formatted != read.text;
    let name = shown(path);
    let mut output = Vec::new();
    if options.write {
        let is_stdin = path == Path::new(STDIN);
        if changed || is_stdin {
            let written = match encoded(&read, &formatted, &bytes) {
                Some(new) if is_stdin => {
                    output = new;
                    Ok(())
                }
                Some(new) => replace(path, &new).map_err(|error| error.to_string()),
                None => Err(match lang {
                    Lang::Zh => format!("不能按原编码 {} 写回", read.encoding),
                    Lang::En => format!("cannot be written back as {}", read.encoding),
                }),
            };
            if let Err(why) = written {
                return Some(Err(match lang {
                    Lang::Zh => format!("没有改写：{name}（{why}）"),
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
        output = diff(&name, &read.text, &formatted, color).into_bytes();
    }
    Some(Ok(Formatted { output, changed }))
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
    let mut new = tempfile::NamedTempFile::new_in(folder)?;
    new.write_all(bytes)?;
    new.as_file().set_permissions(permissions)?;
    new.as_file().sync_all()?;
    new.persist(&path).map_err(|error| error.error)?;
    Ok(())
}
