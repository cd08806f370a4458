//! The given documents, by programs that nobody here wrote, against their true figures.

use std::collections::BTreeMap;
use std::fs;

use super::real;
use super::sample::{figures, prose, read};

#[test]
fn every_figure_and_sentence_of_the_given_documents_is_read_where_it_stands() {
    let Some(folder) = real::folder() else { return };
    let folder = folder.join("office");
    let cases = fs::read_to_string(folder.join("cases.tsv")).unwrap();
    let mut files: BTreeMap<&str, Vec<Vec<&str>>> = BTreeMap::new();
    for line in cases.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        files.entry(fields[0]).or_default().push(fields);
    }
    let mut checked = 0;
    for (file, cases) in files.iter().filter(|(file, _)| is_read(file)) {
        let imported = read(file, &fs::read(folder.join(file)).unwrap()).expect("it is read");
        let (figures, prose) = (figures(&imported.text), prose(&imported.text));
        for case in cases {
            let last = case.last().unwrap().trim();
            if case[1] == "prose" {
                assert!(prose.contains(&last), "{file}: {last}");
            } else {
                let place = (case[1].to_owned(), case[2].to_owned(), case[3].to_owned());
                assert_eq!(figures.get(&place).map(String::as_str), Some(last), "{file}: {place:?}");
            }
            checked += 1;
        }
        assert_eq!(imported.unread, 0, "{file}");
    }
    assert!(checked >= 3 * 208, "only {checked} cases are there");
}

/// Whether files of this kind are read.
fn is_read(file: &str) -> bool {
    gouji::convert::is_imported(std::path::Path::new(file))
}
