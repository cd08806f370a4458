//! How lines begin by which the scanner tells headings from numbered rows: format files → C. For build.rs.
//!
//! Invariant: what the scanner knows of the words of a form comes from the format files.

use std::fmt::Write;

use toml::{Table, Value};

/// Of the label of a row so many characters are compared: they are wrapped anywhere.
const LABEL_CHARS: usize = 4;

/// The beginnings of lines.
#[derive(Debug, Default)]
pub struct Stems {
    /// Labels of rows that are numbered as sections are, each with its number.
    rows: Vec<(char, String)>,
    /// The same of those that are numbered as subsections are.
    groups: Vec<(char, String)>,
    /// The titles of first sections.
    first_titles: Vec<String>,
    /// Other beginnings of their headings.
    first: Vec<String>,
    /// The beginnings of the headings of all other sections.
    sections: Vec<String>,
}

impl Stems {
    /// Adds those of a format file.
    pub fn add(&mut self, file: &str) {
        let format: Table = toml::from_str(file).expect("a format file is TOML");
        for (at, section) in list(&format, "section").iter().enumerate() {
            let begins = strings(section, "begins");
            match at {
                0 => {
                    put(&mut self.first_titles, strings(section, "title"));
                    put(&mut self.first, begins);
                }
                _ => put(&mut self.sections, begins),
            }
        }
        for row in list(&format, "table").iter().flat_map(|table| list(table, "row")) {
            let labels = [strings(row, "label"), strings(row, "groups"), strings(row, "aliases")].concat();
            for label in &labels {
                let mut chars = label.chars();
                let (rows, number) = match chars.next() {
                    Some('（') => (&mut self.groups, chars.next()),
                    first => (&mut self.rows, first),
                };
                let Some(number) = number.filter(|number| "一二三四五六七八九十".contains(*number))
                else {
                    continue;
                };
                if matches!(chars.next(), Some('、' | '）')) {
                    put(rows, vec![(number, chars.take(LABEL_CHARS).collect())]);
                }
            }
        }
    }

    /// The same in C.
    pub fn c(&self) -> String {
        let mut c = String::new();
        let mut write = |kind: &str, name: &str, items: Vec<String>, end: &str| {
            let items = items.join(", ");
            writeln!(c, "static const {kind}{name}[] = {{{items}, {end}}};").expect("strings take all");
        };
        let labels = |labels: &[(char, String)]| {
            labels.iter().map(|(number, stem)| format!("{{U'{number}', U\"{stem}\"}}")).collect()
        };
        let stems = |stems: &[String]| stems.iter().map(|stem| format!("U\"{stem}\"")).collect();
        write("Label ", "ROW_LABELS", labels(&self.rows), "{0, NULL}");
        write("Label ", "GROUP_LABELS", labels(&self.groups), "{0, NULL}");
        write("uint32_t *const ", "FIRST_TITLES", stems(&self.first_titles), "NULL");
        write("uint32_t *const ", "FIRST_SECTIONS", stems(&self.first), "NULL");
        write("uint32_t *const ", "SECTIONS", stems(&self.sections), "NULL");
        c
    }
}

fn list<'a>(table: &'a Table, key: &str) -> Vec<&'a Table> {
    let items = table.get(key).and_then(Value::as_array);
    items.into_iter().flatten().filter_map(Value::as_table).collect()
}

/// The texts of a key, be it one or several.
fn strings(table: &Table, key: &str) -> Vec<String> {
    let values = match table.get(key) {
        Some(Value::Array(values)) => values.as_slice(),
        Some(value) => std::slice::from_ref(value),
        None => &[],
    };
    values.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// Adds what is not there yet.
fn put<T: PartialEq>(to: &mut Vec<T>, items: Vec<T>) {
    for item in items {
        if !to.contains(&item) {
            to.push(item);
        }
    }
}
