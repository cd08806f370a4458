//! Every action, wherever it is offered: it does what it says, no figure is lost, no new error appears.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use gouji::analysis::Analysis;
use gouji::assist::actions::certain::Known;
use gouji::assist::actions::{Action, Kind, Question, Work, actions, fix_everything};
use gouji::report::Shape;
use gouji::report::lexicon::Lexicon;
use gouji::rules::{Diagnostic, Lang, Severity, TextEdit};
use gouji::text::Text;

use crate::samples;
use crate::support::real;
use gouji::format::{RowIndex, TableIndex};
use gouji::span::Span;

/// A text and what is known of it.
struct Read {
    text: Text,
    analysis: Analysis,
    diagnostics: Vec<Diagnostic>,
}

fn read(text: &str) -> Read {
    let text = Text::from(text);
    let analysis = Analysis::fresh(&text, Lexicon::built_in());
    let diagnostics = analysis.diagnostics(Lang::Zh);
    Read { text, analysis, diagnostics }
}

impl Read {
    fn offered(&self, range: Range<usize>) -> Vec<Action> {
        let question = Question {
            text: &self.text,
            analysis: &self.analysis,
            diagnostics: &self.diagnostics,
            range: Span::new(range),
            lang: Lang::Zh,
            automatic: false,
        };
        let mut all = actions(&question, &|_| true);
        all.extend(fix_everything(&self.diagnostics, Lang::Zh, 1));
        all
    }

    fn edits(&self, action: &Action) -> Vec<TextEdit> {
        action.work.edits(&self.text, &self.analysis, &self.diagnostics, &|text, edits| {
            let after = self.analysis.after(text, edits, Lexicon::built_in());
            Known::of(&after, after.diagnostics(Lang::Zh))
        })
    }

    /// The places where something may be offered: tables, rows, cells, findings, headings, blank lines.
    fn places(&self) -> BTreeSet<usize> {
        let mut places = BTreeSet::from([0, self.text.len()]);
        for (start, report) in self.analysis.reports() {
            for (at, section) in &report.sections {
                let from = start + at;
                places.extend([from + section.heading.range.start, from + section.body.end]);
                for table in &section.tables {
                    places.insert(from + table.range.start);
                    for row in &table.rows {
                        places.insert(from + row.range.start);
                        let cells = row.cells.as_slice();
                        let ends = [cells.first(), cells.last()];
                        places.extend(ends.into_iter().flatten().map(|cell| from + cell.range.start));
                    }
                }
            }
        }
        places.extend(self.diagnostics.iter().map(|found| found.range.start));
        places
    }

    /// All cells by table, row and column, as they are written.
    fn cells(&self) -> Vec<(TableIndex, Option<RowIndex>, usize, String)> {
        let mut all = Vec::new();
        for (start, report) in self.analysis.reports() {
            for (at, section) in &report.sections {
                for (table, row) in section.tables.iter().flat_map(|t| t.rows.iter().map(move |row| (t, row)))
                {
                    let cells = row.cells.as_slice();
                    for (column, cell) in cells.iter().enumerate() {
                        let range = start + at + cell.range.start..start + at + cell.range.end;
                        let written = self.text.slice(range).into_owned();
                        all.push((table.kind, row.kind, column, written));
                    }
                }
            }
        }
        all
    }

    fn shapes(&self) -> Vec<Shape> {
        let reports = self.analysis.reports();
        let sections = reports.iter().flat_map(|(_, report)| &report.sections);
        sections.flat_map(|(_, section)| section.tables.iter().map(|table| table.shape)).collect()
    }

    /// What is wrong, by rule and place, so often.
    fn wrong(&self, counts: impl Fn(&Diagnostic) -> bool) -> BTreeMap<String, usize> {
        let mut wrong = BTreeMap::new();
        for found in self.diagnostics.iter().filter(|found| counts(found)) {
            // A slip is as many errors as it explains.
            if found.rule == "totals/slip" {
                for equation in &found.equations {
                    *wrong.entry(format!("{} {:?}", equation.rule, equation.at)).or_default() += 1;
                }
                continue;
            }
            let what = match &found.place {
                // Of a row that has too few cells the column is only a guess.
                Some(place) if found.rule == "tables/cell-count" => {
                    format!("{} {} {:?}", found.rule, place.table, place.row)
                }
                Some(place) => format!("{} {place:?}", found.rule),
                None => format!("{} {}", found.rule, found.message),
            };
            *wrong.entry(what).or_default() += 1;
        }
        wrong
    }
}

fn is_error(found: &Diagnostic) -> bool {
    found.severity == Severity::Error
}

fn applied(text: &Text, edits: &[TextEdit]) -> String {
    let line_break = text.line_break();
    let mut text = text.to_string();
    let mut end = text.len();
    for edit in edits.iter().rev() {
        assert!(edit.range.end <= end, "edits overlap: {edits:?}");
        end = edit.range.start;
        text.replace_range(edit.range.bytes(), &edit.new_text.replace('\n', line_break));
    }
    text
}

/// Whether `new` has nothing that `old` has not.
fn is_within(new: &BTreeMap<String, usize>, old: &BTreeMap<String, usize>) -> bool {
    new.iter().all(|(what, count)| old.get(what).is_some_and(|before| count <= before))
}

fn check(name: &str, before: &Read, action: &Action) {
    let title = &action.title;
    let edits = before.edits(action);
    assert!(!edits.is_empty(), "{name}: {title} does nothing");
    let text = applied(&before.text, &edits);
    let after = read(&text);
    let told = || format!("{name}: {title}\n{edits:#?}\n{:#?}", after.wrong(|_| true));
    let (errors, left) = (before.wrong(is_error), after.wrong(is_error));
    if title.contains("不成立") {
        assert!(left.values().sum::<usize>() <= errors.values().sum(), "{}", told());
        assert!(!is_within(&left, &errors), "nothing breaks: {}", told());
    } else {
        assert!(is_within(&left, &errors), "a new error: {}", told());
    }
    let (old, new) = (before.cells(), after.cells());
    let changed = || old.iter().zip(&new).filter(|(a, b)| a != b).count();
    let counted = |part: &str| part.split(' ').next()?.parse::<usize>().ok();
    let said: Option<usize> = title.split('（').skip(1).find_map(counted);
    match (&action.work, action.kind) {
        (Work::Rewrite(places, shape), _) => {
            assert_eq!(old, new, "{}", told());
            assert_eq!(before.wrong(|_| true), after.wrong(|_| true), "{}", told());
            let shapes = after.shapes().into_iter().filter(|other| other == shape).count();
            let had = before.shapes().into_iter().filter(|other| other == shape).count();
            assert!(shapes >= had + places.len(), "{}", told());
        }
        (_, Kind::Insert) => {
            assert!(after.shapes().len() > before.shapes().len(), "{}", told());
            assert!(old.iter().all(|cell| new.contains(cell)), "{}", told());
            let appear = after.wrong(|found| found.rule != "tables/blank-cell");
            assert!(is_within(&appear, &before.wrong(|_| true)), "{}", told());
        }
        (_, Kind::Rewrite) if title.contains("空白格都填 0") => {
            assert_eq!(changed(), said.unwrap(), "{}", told());
            let may_sum = title.contains("合计按各项相加");
            let is_filled = |a: &str, b: &str| a.is_empty() && !b.is_empty() && (b == "0" || may_sum);
            assert!(old.iter().zip(&new).all(|(a, b)| a == b || is_filled(&a.3, &b.3)), "{}", told());
        }
        (_, Kind::Rewrite) if title.starts_with("重新计算") => {
            let named = title.matches("改为 ").count() + title.matches("填 ").count();
            assert_eq!(changed(), if named > 0 { named } else { said.unwrap() }, "{}", told());
            assert_eq!(old.len(), new.len(), "{}", told());
        }
        (_, Kind::Rewrite) => {
            assert!(title.starts_with("重排"), "{title}");
            assert_eq!(old, new, "{}", told());
            assert_eq!(edits.len(), said.unwrap(), "{}", told());
        }
        (_, Kind::QuickFix | Kind::Follow) if title.starts_with("按表格修正正文") => {
            let says_otherwise = |found: &Diagnostic| found.rule == "text/figure-mismatch";
            assert_eq!(old, new, "{}", told());
            assert_eq!(edits.len(), said.unwrap(), "{}", told());
            assert!(is_within(&after.wrong(says_otherwise), &before.wrong(says_otherwise)), "{}", told());
            assert_ne!(after.wrong(says_otherwise), before.wrong(says_otherwise), "{}", told());
        }
        (_, Kind::QuickFix | Kind::Follow) => {
            let gone = before.wrong(|_| true) != after.wrong(|_| true);
            assert!(gone, "{}", told());
        }
        (_, Kind::FixAll) => {
            let fixable = |found: &Diagnostic| found.fixes.iter().any(|fix| fix.preferred);
            assert!(after.wrong(fixable).len() < before.wrong(fixable).len(), "{}", told());
        }
    }
}

/// Every action on a text; how often each kind of title was offered.
fn every_action(name: &str, text: &str, seen: &mut BTreeMap<String, usize>) {
    let before = read(text);
    let mut done: Vec<Action> = Vec::new();
    for place in before.places() {
        for action in before.offered(place..place) {
            if !done.contains(&action) {
                check(name, &before, &action);
                let kind: String = action.title.chars().take_while(|c| !matches!(c, '：' | '（')).collect();
                *seen.entry(kind).or_default() += 1;
                done.push(action);
            }
        }
    }
}

#[test]
fn every_action_on_every_sample() {
    let mut seen = BTreeMap::new();
    for (name, text) in samples() {
        for line_end in ["\n", "\r\n"] {
            every_action(&name, &text.replace('\n', line_end), &mut seen);
        }
    }
    for kind in ["整理成对齐的表格", "全部表格整理成对齐的表格", "重新计算", "修正可以确定的问题"]
    {
        assert!(seen.keys().any(|title| title.starts_with(kind)), "{kind} is never offered: {seen:?}");
    }
}

#[test]
fn every_action_on_every_real_report() {
    let reports = real::reports();
    let mut seen = BTreeMap::new();
    for (name, text) in reports.iter().filter(|(name, _)| name.ends_with(".txt")) {
        every_action(name, text, &mut seen);
    }
    assert_eq!(seen.is_empty(), reports.is_empty());
}
