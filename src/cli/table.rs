//! How each report stands, in a table.
//!
//! Invariant: it is bounded. Of more reports than it holds those with the most errors and warnings stay, in the order of
//! the input.

use std::cmp::Reverse;

use anstream::adapter::strip_str;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use gouji_core::rules::coverage::Coverage;
use gouji_core::rules::{Lang, Severity};
use gouji_files::shown;

use super::result::FileResult;

/// So many reports are listed.
pub const MOST: usize = 100;

/// How many columns the name of an agency may take.
const AGENCY: usize = 36;

/// How some reports stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    rows: Vec<Row>,
}

/// How one report stands.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    path: String,
    agency: Option<String>,
    year: Option<u16>,
    errors: usize,
    warnings: usize,
    coverage: Coverage,
}

impl Table {
    /// The table of one file.
    pub fn of(result: &FileResult) -> Table {
        let Ok(checked) = &result.outcome else { return Table::default() };
        let count = |severity| checked.diagnostics.iter().filter(|one| one.severity == severity).count();
        let row = Row {
            path: shown(&result.path),
            agency: checked.agency.clone(),
            year: checked.year,
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            coverage: checked.coverage,
        };
        Table { rows: vec![row] }
    }

    /// Adds the rows of a table.
    pub fn add(&mut self, other: Table) {
        self.rows.extend(other.rows);
        if self.rows.len() > 2 * MOST {
            self.bound();
        }
    }

    /// Keeps those that matter most.
    fn bound(&mut self) {
        if self.rows.len() <= MOST {
            return;
        }
        let mut order: Vec<usize> = (0..self.rows.len()).collect();
        order.sort_by_key(|at| Reverse((self.rows[*at].errors, self.rows[*at].warnings)));
        let mut kept = vec![false; self.rows.len()];
        order[..MOST].iter().for_each(|at| kept[*at] = true);
        let mut kept = kept.into_iter();
        self.rows.retain(|_| kept.next().unwrap_or(false));
    }

    /// The table in words, of `all` reports; nothing where there is one only.
    pub fn words(&self, all: usize, lang: Lang, color: bool) -> String {
        let mut table = self.clone();
        table.bound();
        if all < 2 || table.rows.is_empty() {
            return String::new();
        }
        let heads = match lang {
            Lang::Zh => ["机关", "年份", "错误", "警告", "读到的格", "勾稽关系", "正文的数", "文件"],
            Lang::En => ["agency", "year", "errors", "warnings", "cells", "equations", "figures", "file"],
        };
        let mut lines = vec![heads.map(str::to_owned)];
        lines.extend(table.rows.iter().map(|row| row.fields(lang)));
        let widths: Vec<usize> =
            (0..heads.len()).map(|at| lines.iter().map(|line| width(&line[at])).max().unwrap_or(0)).collect();
        let drawn = lines.iter().map(|line| {
            let fields = line.iter().zip(&widths).enumerate().map(|(at, (field, width))| {
                let blanks = " ".repeat(width.saturating_sub(self::width(field)));
                match at {
                    0 => format!("{field}{blanks}"),
                    // The last column is as wide as it is.
                    7 => field.clone(),
                    _ => format!("{blanks}{field}"),
                }
            });
            fields.collect::<Vec<_>>().join("  ") + "\n"
        });
        let mut out: String = drawn.collect();
        let listed = table.rows.len();
        if listed < all {
            out += &match lang {
                Lang::Zh => format!("共 {all} 份，这里列出问题最多的 {listed} 份\n"),
                Lang::En => format!("{all} in all; these {listed} have the most findings\n"),
            };
        }
        out.push('\n');
        if color { out } else { strip_str(&out).to_string() }
    }
}

impl Row {
    fn fields(&self, lang: Lang) -> [String; 8] {
        let Coverage { cells, equations, figures } = &self.coverage;
        let unknown = || (if lang == Lang::Zh { "（未写明）" } else { "(unknown)" }).to_owned();
        [
            self.agency.as_deref().map_or_else(unknown, cut),
            self.year.map_or_else(|| "-".to_owned(), |year| year.to_string()),
            painted(self.errors, "31"),
            painted(self.warnings, "33"),
            of(cells.read, cells.expected),
            of(equations.hold, equations.expected),
            of(figures.bound, figures.prose),
            self.path.clone(),
        ]
    }
}

/// How many there are, in a colour where there are any.
fn painted(count: usize, color: &str) -> String {
    if count == 0 { "0".to_owned() } else { format!("\x1b[{color}m{count}\x1b[0m") }
}

fn of(part: usize, whole: usize) -> String {
    format!("{part}/{whole}")
}

/// A name that is not too wide.
fn cut(name: &str) -> String {
    if name.width() <= AGENCY {
        return name.to_owned();
    }
    let mut wide = 0;
    let fits = |c: &char| {
        wide += c.width().unwrap_or(0);
        wide < AGENCY
    };
    name.chars().take_while(fits).collect::<String>() + "…"
}

/// How many columns a field takes, without its colours.
fn width(field: &str) -> usize {
    strip_str(field).to_string().width()
}
