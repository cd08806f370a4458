//! Many reports in one table, and what does not agree between them.
//!
//! Invariants: every input is a row for each of its reports, or nothing is written and the inputs that could not be
//! read are named; the same data stands in every form.

mod page;
mod workbook;

use std::collections::BTreeMap;
use std::io::{IsTerminal as _, Write as _};
use std::ops::ControlFlow;
use std::path::Path;

use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::value::RawValue;

use gouji_core::corpus::{Entry, Figures};
use gouji_core::rules::coverage::Coverage;
use gouji_core::rules::{Lang, Severity, is_across};
use gouji_core::text::Encoding;
use gouji_files::{FileError, Inputs, shown, why_not_written};

use super::args::{Common, SummaryArgs, SummaryFormat};
use super::batch::Batch;
use super::check::{no_report, progress};
use super::json_output::{self, Covered, number};
use super::project::{Asked, Projects};
use super::result::{Checked, FileResult};
use super::text_output::word;
use super::{complain, export, not_printed, print_bytes, temporary};

/// The sums that say most of a report: each by its name and by the cells whose figures are added up.
const TOTALS: [(&str, &[[&str; 3]]); 6] = [
    ("received", &[["applications", "received", "total"]]),
    ("carried_in", &[["applications", "carried_in", "total"]]),
    ("handled_total", &[["applications", "handled_total", "total"]]),
    ("carried_out", &[["applications", "carried_out", "total"]]),
    ("reconsideration", &[["disputes", "reconsideration", "total"]]),
    (
        "litigation",
        &[
            ["disputes", "litigation_direct", "total"],
            ["disputes", "litigation_after_reconsideration", "total"],
        ],
    ),
];

/// All reports, and what does not agree between them.
#[derive(Debug, Default)]
pub struct Summary {
    reports: Vec<Row>,
    between: Vec<Between>,
}

/// One report.
#[derive(Debug, Clone)]
struct Row {
    path: String,
    agency: Option<String>,
    year: Option<u16>,
    format: String,
    errors: usize,
    warnings: usize,
    coverage: Coverage,
    totals: [Option<Decimal>; TOTALS.len()],
}

/// What does not agree with other reports.
#[derive(Debug, Clone)]
struct Between {
    path: String,
    /// Its line, from 1.
    line: u32,
    rule: &'static str,
    severity: Severity,
    message: String,
    /// The other places, each with its file and line.
    others: Vec<String>,
    /// As `check` has it.
    json: String,
}

/// `gouji summary`.
pub fn run(options: &SummaryArgs, common: &Common) -> u8 {
    let lang = common.lang();
    let found = match options.paths.gather(lang) {
        Ok(found) => found,
        Err(message) => return complain(message),
    };
    let is_workbook = options.to == SummaryFormat::Xlsx;
    match &options.output {
        None if is_workbook && std::io::stdout().is_terminal() => {
            return complain(match lang {
                Lang::Zh => "xlsx 不能显示在终端上，请用 -o 写明文件，例如 -o 汇总.xlsx",
                Lang::En => {
                    "a workbook cannot be shown on a terminal; name a file with -o, for example -o summary.xlsx"
                }
            });
        }
        Some(output) if is_input(output, &found) => {
            let output = shown(output);
            return complain(match lang {
                Lang::Zh => format!("未写入：{output} 是要汇总的报告之一，请换一个文件名"),
                Lang::En => format!("not written: {output} is one of the reports; choose another name"),
            });
        }
        _ => {}
    }
    let asked = Asked { config: common.config.as_deref(), format: options.format.as_deref(), lang };
    let projects = match Projects::find(found.inputs.iter().map(|input| &*input.path), asked) {
        Ok(projects) => projects,
        Err(message) => return complain(message),
    };
    let lang = common.lang_in(projects.lang());
    if let Some(status) = projects.mistakes().map(complain).max() {
        return status;
    }
    let summary = match summary(&found, &projects, lang) {
        Ok(summary) => summary,
        Err(status) => return status,
    };
    let data = match options.to {
        SummaryFormat::Csv => summary.csv(lang).into_bytes(),
        SummaryFormat::Json => summary.json().into_bytes(),
        SummaryFormat::Html => page::page(&summary, lang).into_bytes(),
        SummaryFormat::Xlsx => workbook::workbook(&summary, lang),
    };
    match &options.output {
        Some(output) => write(output, &data, summary.reports.len(), lang),
        None => match print_bytes(&data, common) {
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
                complain(not_printed(&error, lang))
            }
            _ => 0,
        },
    }
}

/// Whether a file is one of the inputs: it must not be lost.
fn is_input(output: &Path, found: &Inputs) -> bool {
    let real = |path: &Path| path.canonicalize().ok();
    real(output)
        .is_some_and(|output| found.inputs.iter().any(|input| real(&input.path).as_ref() == Some(&output)))
}

/// Writes a file whole or not at all.
fn write(path: &Path, data: &[u8], reports: usize, lang: Lang) -> u8 {
    temporary::leave_none_behind();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let written = temporary::Temporary::open_in(folder).and_then(|mut new| {
        new.file().write_all(data)?;
        new.file().sync_all()?;
        new.persist(path)
    });
    let name = shown(path);
    match written {
        Ok(()) => {
            let said = match lang {
                Lang::Zh => format!("已写入：{name}（{reports} 份报告）"),
                Lang::En => format!("written: {name} ({reports} reports)"),
            };
            writeln!(std::io::stderr(), "{said}").ok();
            0
        }
        Err(error) => {
            let why = why_not_written(&error, lang);
            complain(match lang {
                Lang::Zh => format!("未写入：{name}（{why}）"),
                Lang::En => format!("not written: {name} ({why})"),
            })
        }
    }
}

/// Reads all reports; the status where one could not be read, which is told.
fn summary(found: &Inputs, projects: &Projects, lang: Lang) -> Result<Summary, u8> {
    let batch = Batch::new(found, projects, lang, false);
    let bar = progress(found.inputs.len(), false);
    let mut files: BTreeMap<usize, Summary> = BTreeMap::new();
    let mut status = None;
    let mut reports_in = vec![0; found.folders.len()];
    let make = |result: FileResult, entries: &[Entry]| of_file(result, entries, lang);
    let again = batch.alone(make, |index, made| {
        bar.inc(1);
        let input = &found.inputs[index];
        if made.is_some()
            && let Some(folder) = input.folder
        {
            reports_in[folder] += 1;
        }
        match made {
            Some((Ok(summary), _)) => drop(files.insert(index, summary)),
            Some((Err(error), _)) => status = Some(bar.suspend(|| complain(error.line(&input.path, lang)))),
            None => {}
        }
        ControlFlow::Continue(())
    });
    bar.finish_and_clear();
    for (folder, _) in found.folders.iter().zip(reports_in).filter(|(_, reports)| *reports == 0) {
        status = Some(no_report(folder, lang));
    }
    if let Some(status) = status {
        return Err(status);
    }
    batch.again(&again, make, |index, made| {
        made.into_iter().for_each(|summary| drop(files.insert(index, summary)));
        ControlFlow::Continue(())
    });
    let mut all = Summary::default();
    for file in files.into_values() {
        all.reports.extend(file.reports);
        all.between.extend(file.between);
    }
    Ok(all)
}

/// The rows of one file.
fn of_file(result: FileResult, entries: &[Entry], lang: Lang) -> Result<Summary, FileError> {
    let checked = result.outcome?;
    let path = result.path.to_string_lossy().into_owned();
    let ends = entries.iter().skip(1).map(|entry| entry.start).chain([usize::MAX]);
    let reports = entries.iter().zip(ends).map(|(entry, end)| {
        let own = |at: usize| at < end && (at >= entry.start || entry.start == entries[0].start);
        let count = |severity| {
            let found = checked.diagnostics.iter().filter(|one| one.severity == severity);
            found.filter(|one| own(one.range.start)).count()
        };
        Row {
            path: path.clone(),
            agency: entry.agency.as_deref().map(str::to_owned),
            year: entry.year,
            format: entry.figures.format.id.clone(),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            coverage: entry.coverage,
            totals: TOTALS.map(|(_, cells)| total(&entry.figures, cells)),
        }
    });
    Ok(Summary { reports: reports.collect(), between: between(&checked, &path, lang) })
}

fn total(figures: &Figures, cells: &[[&str; 3]]) -> Option<Decimal> {
    let figure = |[table, row, column]: &[&str; 3]| Some(figures.by_ids(table, row, column)?.figure);
    cells.iter().map(figure).sum()
}

/// What does not agree with other reports in a file.
fn between(checked: &Checked, path: &str, lang: Lang) -> Vec<Between> {
    // What a sentence says of growth alone is between no reports.
    let found = checked.diagnostics.iter().filter(|one| is_across(one.rule));
    let found = found.filter(|one| one.rule != gouji_core::rules::across::GROWTH.id || !one.other.is_empty());
    let each = found.map(|one| {
        let others = one.other.iter().map(|other| {
            let (start, _) = other.place.positions(Encoding::Utf32);
            let colon = if lang == Lang::Zh { "：" } else { ": " };
            format!("{}:{}{colon}{}", other.document, start.line + 1, other.message)
        });
        let json = json_output::line(&json_output::Finding::of(one, &checked.text));
        Between {
            path: path.to_owned(),
            line: checked.text.position(one.range.start, Encoding::Utf32).line + 1,
            rule: one.rule,
            severity: one.severity,
            message: one.message.clone(),
            others: others.collect(),
            json: format!("{{\"path\":{},{}", json_output::line(&path), &json[1..]),
        }
    });
    each.collect()
}

/// A cell of a table of reports.
enum Field {
    Words(String),
    Figure(Decimal),
    /// A figure that could not be read.
    Nothing,
}

impl Row {
    fn fields(&self) -> Vec<Field> {
        let count = |count: usize| Field::Figure(count.into());
        let Coverage { cells, equations, .. } = &self.coverage;
        let mut fields = vec![
            Field::Words(self.path.clone()),
            self.agency.clone().map_or(Field::Nothing, Field::Words),
            self.year.map_or(Field::Nothing, |year| Field::Figure(year.into())),
            Field::Words(self.format.clone()),
            count(self.errors),
            count(self.warnings),
        ];
        fields.extend(self.totals.iter().map(|total| total.map_or(Field::Nothing, Field::Figure)));
        let more = [cells.read, cells.expected, equations.hold, equations.expected];
        fields.extend(more.map(count));
        fields
    }
}

/// What the columns of a table of reports are called.
fn heads(lang: Lang) -> [&'static str; 16] {
    match lang {
        Lang::Zh => [
            "文件",
            "机关",
            "年份",
            "格式",
            "错误",
            "警告",
            "本年新收",
            "上年结转",
            "办理总计",
            "结转下年度",
            "行政复议",
            "行政诉讼",
            "读到的格",
            "应有的格",
            "成立的勾稽关系",
            "应有的勾稽关系",
        ],
        Lang::En => [
            "path",
            "agency",
            "year",
            "format",
            "errors",
            "warnings",
            "received",
            "carried in",
            "handled",
            "carried out",
            "reconsideration",
            "litigation",
            "cells read",
            "cells expected",
            "equations that hold",
            "equations expected",
        ],
    }
}

/// What the columns of the table are called that says what does not agree.
fn between_heads(lang: Lang) -> [&'static str; 6] {
    match lang {
        Lang::Zh => ["文件", "行", "程度", "规则", "问题", "另见"],
        Lang::En => ["path", "line", "severity", "rule", "message", "see also"],
    }
}

impl Between {
    fn fields(&self, lang: Lang) -> [Field; 6] {
        [
            Field::Words(self.path.clone()),
            Field::Figure(self.line.into()),
            Field::Words(word(self.severity, lang).to_owned()),
            Field::Words(self.rule.to_owned()),
            Field::Words(self.message.clone()),
            Field::Words(self.others.join("\n")),
        ]
    }
}

#[derive(Serialize)]
struct Reported<'a> {
    path: &'a str,
    agency: Option<&'a str>,
    year: Option<u16>,
    format: &'a str,
    errors: usize,
    warnings: usize,
    coverage: Covered,
    totals: BTreeMap<&'static str, Option<Box<RawValue>>>,
}

impl Summary {
    /// The reports, a row each, for Excel.
    fn csv(&self, lang: Lang) -> String {
        let mut out = "\u{feff}".to_owned() + &export::record(&heads(lang));
        for row in &self.reports {
            let fields = row.fields().into_iter().map(|field| match field {
                Field::Words(words) => words,
                Field::Figure(figure) => figure.normalize().to_string(),
                Field::Nothing => String::new(),
            });
            let fields: Vec<String> = fields.collect();
            out += &export::record(&fields.iter().map(String::as_str).collect::<Vec<_>>());
        }
        out
    }

    /// All of it, for programs.
    fn json(&self) -> String {
        let reports = self.reports.iter().map(|row| {
            json_output::line(&Reported {
                path: &row.path,
                agency: row.agency.as_deref(),
                year: row.year,
                format: &row.format,
                errors: row.errors,
                warnings: row.warnings,
                coverage: Covered::from(&row.coverage),
                totals: TOTALS
                    .iter()
                    .zip(row.totals)
                    .map(|((id, _), total)| (*id, total.map(number)))
                    .collect(),
            })
        });
        let reports = reports.collect::<Vec<_>>().join(",\n");
        let between = self.between.iter().map(|one| one.json.as_str()).collect::<Vec<_>>().join(",\n");
        format!("{{\"reports\": [\n{reports}\n],\n\"between\": [\n{between}\n]}}\n")
    }
}
