//! Two reports of one agency side by side.
//!
//! Invariant: the two are certainly of one agency as far as both say whose they are, and the first is of the year that
//! comes first; else nothing is compared.

use std::path::Path;
use std::sync::Arc;

use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::value::RawValue;
use unicode_width::UnicodeWidthStr;

use gouji_core::analysis::Analysis;
use gouji_core::config;
use gouji_core::corpus::{Corpus, Document, Entry, are_of_one_agency, entries};
use gouji_core::prose::Spot;
use gouji_core::report::normal::without_notes;
use gouji_core::rules::{Diagnostic, Lang, across, is_across};
use gouji_core::text::{Encoding, Text};
use gouji_files::shown;

use super::args::{Common, CompareArgs, ListFormat};
use super::import::open;
use super::json_output::{self, number};
use super::project::{Asked, Project, Projects};
use super::text_output::word;
use super::{complain, export, print};

/// A report that was read.
struct Read {
    path: String,
    text: Text,
    analysis: Analysis,
    entry: Entry,
}

/// A figure of both reports.
struct Pair {
    spot: Spot,
    last: Option<Decimal>,
    this: Option<Decimal>,
}

impl Pair {
    fn change(&self) -> Option<Decimal> {
        Some(self.this? - self.last?)
    }
}

/// `gouji compare`.
pub fn run(options: &CompareArgs, common: &Common) -> u8 {
    let asked =
        Asked { config: common.config.as_deref(), format: options.format.as_deref(), lang: common.lang() };
    let paths = [&*options.last, &*options.this];
    let compared = Projects::find(paths.into_iter(), asked).and_then(|projects| {
        let lang = common.lang_in(projects.lang());
        let last = read(paths[0], projects.of(0)?, lang)?;
        let this = read(paths[1], projects.of(1)?, lang)?;
        if let Some(mistake) = not_comparable(&last, &this, lang) {
            return Err(mistake);
        }
        let between = between(&last, &this, paths[1], projects.of(1)?, lang);
        Ok(match options.output {
            ListFormat::Text => words(&last, &this, &between, lang),
            ListFormat::Json => json(&last, &this, &between),
        })
    });
    match compared {
        Ok(data) => print(&data, common),
        Err(message) => complain(message),
    }
}

fn read(path: &Path, project: &Project, lang: Lang) -> Result<Read, String> {
    let name = shown(path);
    if path.is_dir() {
        return Err(match lang {
            Lang::Zh => format!("这是文件夹：{name}。请写明一份报告的文件"),
            Lang::En => format!("this is a folder: {name}. Name the file of a report"),
        });
    }
    let opened = open(path, &project.lexicon, lang).map_err(|error| error.line(path, lang))?;
    let text = Text::from(&*opened.text);
    let analysis = Analysis::fresh(&text, &project.lexicon);
    if !analysis.is_report() && !export::has_tables(&analysis.reports()) {
        return Err(match lang {
            Lang::Zh => format!("不是政府信息公开工作年度报告，没有可以对照的内容：{name}"),
            Lang::En => format!("nothing to compare, for this is no annual report: {name}"),
        });
    }
    let mut entries = entries(&analysis, &text);
    match (entries.len(), entries.pop()) {
        (1, Some(entry)) => Ok(Read { path: path.to_string_lossy().into_owned(), text, analysis, entry }),
        (count, _) => Err(match lang {
            Lang::Zh => format!("{name} 中有 {count} 份报告，请把要对照的一份单独存成文件"),
            Lang::En => {
                format!("{name} holds {count} reports; put the one to compare into a file of its own")
            }
        }),
    }
}

/// Why two reports cannot be compared.
fn not_comparable(last: &Read, this: &Read, lang: Lang) -> Option<String> {
    if let (Some(one), Some(other)) = (&last.entry.agency, &this.entry.agency)
        && !are_of_one_agency(one, other)
    {
        return Some(match lang {
            Lang::Zh => format!("不是同一机关的报告：前一份是{one}，后一份是{other}"),
            Lang::En => format!("these are not of one agency: the first is of {one}, the second of {other}"),
        });
    }
    let (last, this) = (last.entry.year?, this.entry.year?);
    (last >= this).then(|| match lang {
        Lang::Zh => format!("前一份应是较早年度的报告：前一份是 {last} 年，后一份是 {this} 年"),
        Lang::En => format!("the earlier report comes first: the first is for {last}, the second for {this}"),
    })
}

/// What does not agree between the two, as a check of the second tells it.
fn between(last: &Read, this: &Read, path: &Path, project: &Project, lang: Lang) -> Vec<Diagnostic> {
    let mut corpus = Corpus::default();
    for (key, read) in [last, this].into_iter().enumerate() {
        // That they are of one agency was said by whoever named the two; their folders need not agree.
        let mut entry = read.entry.clone();
        entry.set_agency(this.entry.agency.clone().or_else(|| last.entry.agency.clone()));
        let name = Arc::from(read.path.as_str());
        corpus.put(key, Document { name, folder: String::new(), project: 0, entries: vec![entry] });
    }
    let found = corpus.relations().between(1, &[]);
    let name = project.name(path);
    let by = project.governing(name.as_deref(), lang, Some(&found));
    let all = config::diagnostics(&this.analysis, &this.text, &by.judgement).into_iter();
    let all = all.filter(|one| is_across(one.rule));
    all.filter(|one| one.rule != across::GROWTH.id || !one.other.is_empty()).collect()
}

/// Every figure of the format of the second report.
fn pairs(last: &Read, this: &Read) -> Vec<Pair> {
    let format = &this.entry.figures.format;
    let mut pairs = Vec::new();
    for (table, in_format) in format.tables.indexed() {
        for (row, in_row) in in_format.rows.indexed() {
            for column in &in_row.columns {
                let spot = Spot { table, cell: gouji_core::format::CellIndex { row, column: *column } };
                let figures = &last.entry.figures;
                let before = figures.own(format, spot).and_then(|own| figures.get(own));
                let now = this.entry.figures.get(spot);
                // Of a row and those that it replaces a report has the one or the others.
                let is_there = before.is_some() || now.is_some();
                if is_there || in_row.stands_for.is_empty() {
                    let figure = |one: gouji_core::corpus::Standing| one.figure;
                    pairs.push(Pair { spot, last: before.map(figure), this: now.map(figure) });
                }
            }
        }
    }
    pairs
}

#[derive(Serialize)]
struct Compared<'a> {
    last: Named<'a>,
    this: Named<'a>,
    figures: Vec<Figure<'a>>,
    between: Vec<json_output::Finding<'a>>,
}

#[derive(Serialize)]
struct Named<'a> {
    path: &'a str,
    agency: Option<&'a str>,
    year: Option<u16>,
}

impl Named<'_> {
    fn of(read: &Read) -> Named<'_> {
        let Read { path, entry, .. } = read;
        Named { path, agency: entry.agency.as_deref(), year: entry.year }
    }
}

#[derive(Serialize)]
struct Figure<'a> {
    table: &'a str,
    row: &'a str,
    column: &'a str,
    last: Option<Box<RawValue>>,
    this: Option<Box<RawValue>>,
    change: Option<Box<RawValue>>,
}

fn json(last: &Read, this: &Read, between: &[Diagnostic]) -> String {
    let format = &this.entry.figures.format;
    let pairs = pairs(last, this);
    let figures = pairs.iter().map(|pair| {
        let table = &format.tables[pair.spot.table];
        Figure {
            table: &table.id,
            row: &table.rows[pair.spot.cell.row].id,
            column: &table.columns[pair.spot.cell.column].id,
            last: pair.last.map(number),
            this: pair.this.map(number),
            change: pair.change().map(number),
        }
    });
    let compared = Compared {
        last: Named::of(last),
        this: Named::of(this),
        figures: figures.collect(),
        between: between.iter().map(|one| json_output::Finding::of(one, &this.text)).collect(),
    };
    serde_json::to_string_pretty(&compared).expect("all keys are strings") + "\n"
}

/// For people: the figures of each table that are not nothing in both years, and what does not agree.
fn words(last: &Read, this: &Read, between: &[Diagnostic], lang: Lang) -> String {
    let zh = lang == Lang::Zh;
    let mut out = String::new();
    for (head, read) in
        [(if zh { "前一份" } else { "last" }, last), (if zh { "后一份" } else { "this" }, this)]
    {
        let unknown = if zh { "（未写明）" } else { "(unknown)" };
        let agency = read.entry.agency.as_deref().unwrap_or(unknown);
        let year = read.entry.year.map_or_else(|| unknown.to_owned(), |year| year.to_string());
        out += &format!("{head}  {agency}  {year}  {}\n", read.path);
    }
    let format = &this.entry.figures.format;
    let pairs = pairs(last, this);
    let is_nothing = |pair: &Pair| pair.last == Some(Decimal::ZERO) && pair.this == Some(Decimal::ZERO);
    for (table, in_format) in format.tables.indexed() {
        let own: Vec<&Pair> = pairs.iter().filter(|pair| pair.spot.table == table).collect();
        let shown: Vec<&&Pair> = own.iter().filter(|pair| !is_nothing(pair)).collect();
        out += &format!("\n{} {}\n", in_format.name, format.sections[in_format.section].title);
        let cells = shown.iter().map(|pair| {
            let row = &in_format.rows[pair.spot.cell.row];
            let groups =
                row.groups.last().map_or_else(String::new, |group| format!("{} › ", without_notes(group)));
            let column = &in_format.columns[pair.spot.cell.column].label;
            let figure =
                |figure: Option<Decimal>| figure.map_or("-".to_owned(), |one| one.normalize().to_string());
            let change = pair.change().map_or_else(String::new, |by| match by {
                by if by > Decimal::ZERO => format!("+{}", by.normalize()),
                by => by.normalize().to_string(),
            });
            [
                format!("{groups}{} {column}", without_notes(&row.label)),
                figure(pair.last),
                figure(pair.this),
                change,
            ]
        });
        out += &aligned(&cells.collect::<Vec<_>>());
        let rest = own.len() - shown.len();
        if rest > 0 {
            out += &match lang {
                Lang::Zh => format!("  其余 {rest} 格两年都为 0\n"),
                Lang::En => format!("  the other {rest} are 0 in both years\n"),
            };
        }
    }
    out += "\n";
    for one in between {
        let at = this.text.position(one.range.start, Encoding::Utf32);
        let (line, character) = (at.line + 1, at.character + 1);
        out += &format!(
            "{}[{}] {}:{line}:{character} {}\n",
            word(one.severity, lang),
            one.rule,
            this.path,
            one.message
        );
    }
    let follow = last.entry.year.zip(this.entry.year).is_some_and(|(last, this)| last + 1 == this);
    out + match (between.is_empty(), follow, lang) {
        (false, ..) => "",
        (true, true, Lang::Zh) => "两年之间应当衔接的数没有发现不一致\n",
        (true, true, Lang::En) => "what must agree between the two years does, as far as it could be read\n",
        (true, false, Lang::Zh) => "两份报告不是相邻的两年，或者看不出年份，没有核对两年之间应当衔接的数\n",
        (true, false, Lang::En) => {
            "these are not two years running, or do not say of which year they are: what must agree was not checked\n"
        }
    }
}

/// Rows of words and three figures, each in its column.
fn aligned(rows: &[[String; 4]]) -> String {
    let width = |at: usize| rows.iter().map(|row| row[at].width()).max().unwrap_or(0);
    let widths = [width(0), width(1), width(2), width(3)];
    let blanks = |at: usize, row: &[String; 4]| " ".repeat(widths[at] - row[at].width());
    let lines = rows.iter().map(|row| {
        let figures = (1..4).map(|at| format!("  {}{}", blanks(at, row), row[at]));
        format!("  {}{}{}", row[0], blanks(0, row), figures.collect::<String>()).trim_end().to_owned() + "\n"
    });
    lines.collect()
}
