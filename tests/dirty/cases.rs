//! The cases: a dirty text, and what is right for it.
//!
//! Invariant: a case says what the report really holds and what may be said of it, not what the program does.

/// A text with the right reading of it.
#[derive(Debug, Clone)]
pub struct Case {
    /// `samples/…` or `given/…`.
    pub file: &'static str,
    /// Whose report it is; none where the text does not say.
    pub agency: Option<&'static str>,
    pub year: Option<i64>,
    /// Whether it has a title; that names both.
    pub has_title: bool,
    /// How many figures can be read; none where that is left open.
    pub figures: Option<u64>,
    /// Rows by their ids with the words of their cells, `_` for a blank one.
    pub rows: Vec<(&'static str, Vec<&'static str>)>,
    /// What is wrong with it: this and nothing else is said.
    pub findings: Vec<Expected>,
    /// The equations that the slip explains: `rule@row×column`.
    pub equations: Vec<&'static str>,
    /// What `gouji fix --write` may make of it.
    pub fixes: Vec<Mended>,
    /// What is still wrong after that, where it changes anything.
    pub left: Vec<Expected>,
}

/// A finding, or several alike.
#[derive(Debug, Clone)]
pub struct Expected {
    /// How often it may be said.
    pub least: usize,
    pub most: usize,
    /// `severity:rule`.
    pub what: &'static str,
    pub row: Option<&'static str>,
    /// Where the row is given without a column, any column is right.
    pub column: Option<&'static str>,
    /// Words that stand in the message.
    pub words: Vec<&'static str>,
}

/// A text after `gouji fix --write`.
#[derive(Debug, Clone)]
pub enum Mended {
    /// As before.
    Same,
    /// The same characters, each in its ordinary form.
    Ordinary,
    /// Some words replaced, each of which stands there once.
    Replaced(Vec<(String, String)>),
}

/// All cases of a folder. The first line of the table names its columns:
///
/// - `findings`: `severity:rule@row×column“words”`, `?` before one that may be said, `+` before one that may be said
///   more than once;
/// - `fix`: `=` nothing, `~` the same in ordinary characters, `«before»→«after»` joined by `&`; `or` between ways that
///   are all right.
///
/// `-` is nothing and `*` is anything.
pub fn cases(folder: &str) -> Vec<Case> {
    let lines = include_str!("cases.tsv").lines().skip(1);
    lines.filter(|line| line.starts_with(folder)).map(case).collect()
}

fn case(line: &'static str) -> Case {
    let fields: Vec<&str> = line.split('\t').collect();
    let [file, agency, year, title, figures, rows, findings, equations, fix, left] = fields[..] else {
        panic!("{} fields: {line}", fields.len())
    };
    let number = |text: &str| text.parse().unwrap_or_else(|_| panic!("no number: {text} in {line}"));
    let row = |row: &'static str| {
        let mut words = row.split(' ');
        (words.next().unwrap(), words.collect())
    };
    Case {
        file,
        agency: (agency != "-").then_some(agency),
        year: (year != "-").then(|| number(year)),
        has_title: title == "yes",
        figures: (figures != "*").then(|| number(figures).unsigned_abs()),
        rows: list(rows).map(row).collect(),
        findings: list(findings).map(finding).collect(),
        equations: list(equations).collect(),
        fixes: fix.split(" or ").map(mended).collect(),
        left: list(left).map(finding).collect(),
    }
}

fn list(field: &'static str) -> impl Iterator<Item = &'static str> {
    field.split("; ").filter(|item| *item != "-")
}

fn finding(text: &'static str) -> Expected {
    let (least, most, text) = match (text.strip_prefix('?'), text.strip_prefix('+')) {
        (Some(rest), _) => (0, 1, rest),
        (_, Some(rest)) => (1, usize::MAX, rest),
        _ => (1, 1, text),
    };
    let mut parts = text.split('“');
    let place = parts.next().unwrap();
    let words = parts.map(|words| words.trim_end_matches('”')).collect();
    let (what, place) = place.split_once('@').map_or((place, None), |(what, place)| (what, Some(place)));
    let (row, column) = match place.map(|place| place.split_once('×').unwrap_or((place, ""))) {
        Some((row, column)) => (Some(row), Some(column).filter(|column| !column.is_empty())),
        None => (None, None),
    };
    Expected { least, most, what, row, column, words }
}

fn mended(text: &'static str) -> Mended {
    let unescaped = |text: &str| text.replace("\\n", "\n").replace("\\t", "\t");
    let edit = |edit: &str| {
        let inner = edit.strip_prefix('«').and_then(|edit| edit.strip_suffix('»'));
        let (before, after) = inner.and_then(|edit| edit.split_once("»→«")).expect("«before»→«after»");
        (unescaped(before), unescaped(after))
    };
    match text {
        "=" => Mended::Same,
        "~" => Mended::Ordinary,
        _ => Mended::Replaced(text.split(" & ").map(edit).collect()),
    }
}
