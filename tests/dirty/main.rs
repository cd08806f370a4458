//! Dirty and damaged texts of every kind: how each is read, what is said of it, and what `gouji fix` makes of it.
//!
//! `samples/` are of the project. The given ones lie beside the checkout; where they are absent that is said, and it is
//! a failure where `CI` is set.

mod cases;
mod judge;
mod program;
#[allow(dead_code)] // the reports themselves are for other tests
#[path = "../support/real.rs"]
mod real;

use std::fs;
use std::path::Path;

use cases::{Case, cases};
use judge::Seen;

const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/dirty/samples");

/// A folder with the texts of the cases, with these line ends.
fn folder(cases: &[Case], from: &Path, line_end: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for case in cases {
        let text = fs::read_to_string(from.join(name(case))).unwrap().replace("\r\n", "\n");
        fs::write(folder.path().join(name(case)), text.replace('\n', line_end)).unwrap();
    }
    folder
}

fn name(case: &Case) -> &'static str {
    case.file.split_once('/').unwrap().1
}

/// What is known of each case in a folder. Texts are given with line ends of LF.
fn seen(cases: &[Case], folder: &Path, line_end: &str) -> Vec<Seen> {
    let files: Vec<&str> = cases.iter().map(name).collect();
    let checked = program::check(folder, &files);
    assert_eq!(checked.len(), files.len());
    let see = |(file, checked): (&&str, _)| {
        let text = fs::read_to_string(folder.join(file)).unwrap();
        let ends = text.matches(line_end).count();
        assert_eq!(text.matches('\n').count(), ends, "{file} has two kinds of line ends");
        Seen { text: text.replace(line_end, "\n"), checked, report: program::export(folder, file) }
    };
    files.iter().zip(checked).map(see).collect()
}

/// What is at fault with each case of a folder, by its name.
fn faults(cases: &[Case], from: &Path) -> Vec<(&'static str, String)> {
    let mut faults = Vec::new();
    for (end, line_end) in [("LF", "\n"), ("CRLF", "\r\n")] {
        let folder = folder(cases, from, line_end);
        let before = seen(cases, folder.path(), line_end);
        program::fix(folder.path(), &cases.iter().map(name).collect::<Vec<_>>());
        let after = seen(cases, folder.path(), line_end);
        for ((case, before), after) in cases.iter().zip(&before).zip(&after) {
            let found = [judge::reading(case, before), judge::mending(case, before, after)].concat();
            faults.extend(found.into_iter().map(|fault| (case.file, format!("{end}: {fault}"))));
        }
    }
    faults
}

fn check(cases: &[Case], from: &Path) {
    let faults = faults(cases, from);
    let faults: String = faults.iter().map(|(file, fault)| format!("{file} {fault}\n")).collect();
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn the_samples_are_read_and_mended_right() {
    let cases = cases("samples/");
    let mut files: Vec<_> = fs::read_dir(SAMPLES).unwrap().map(|file| file.unwrap().file_name()).collect();
    files.sort();
    assert_eq!(files, cases.iter().map(name).collect::<Vec<_>>(), "each sample is a case");
    check(&cases, Path::new(SAMPLES));
}

#[test]
fn the_given_cases_are_read_and_mended_right() {
    let Some(folder) = real::folder() else { return };
    let cases = cases("given/");
    assert_eq!(cases.len(), 33);
    check(&cases, &folder.join("dirty"));
}

/// What the formatter must leave as it is: characters that are no drawing, what is fenced, the marks of quotations.
fn kept(text: &str) -> (String, String, usize) {
    let drawing = |c: &char| !c.is_whitespace() && !"|-:".contains(*c);
    let mut is_fenced = false;
    let mut fenced = String::new();
    for line in text.lines() {
        let is_fence = line.starts_with("```") || line.starts_with("~~~");
        if is_fenced || is_fence {
            fenced += &format!("{line}\n");
        }
        is_fenced ^= is_fence;
    }
    let quoted = text.lines().filter(|line| line.starts_with('>')).count();
    (text.chars().filter(drawing).collect(), fenced, quoted)
}

#[test]
fn formatting_changes_nothing_that_is_read() {
    let given = real::folder().map(|folder| (cases("given/"), folder.join("dirty")));
    let all = [(cases("samples/"), Path::new(SAMPLES).to_owned())];
    for (cases, from) in all.into_iter().chain(given) {
        for line_end in ["\n", "\r\n"] {
            let folder = folder(&cases, &from, line_end);
            let before = seen(&cases, folder.path(), line_end);
            program::format(folder.path(), &cases.iter().map(name).collect::<Vec<_>>());
            let after = seen(&cases, folder.path(), line_end);
            for ((case, before), after) in cases.iter().zip(&before).zip(&after) {
                let figures = |seen: &Seen| program::figures(&seen.report);
                assert_eq!(figures(after), figures(before), "{}", case.file);
                assert_eq!(kept(&after.text), kept(&before.text), "{}", case.file);
            }
        }
    }
}
