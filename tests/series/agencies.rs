//! Which reports are of one agency.

use super::{Folder, cases, report};

/// Of how many reports something is said, where each pair for years running has a break.
fn told(documents: &[(&str, &str, u16)]) -> Vec<String> {
    let documents: Vec<(&str, String)> = documents
        .iter()
        .map(|(path, agency, year)| (*path, report(agency, *year, &cases(9, u32::from(*year) - 2015, 1), "")))
        .collect();
    Folder::of(&documents)
        .said()
        .into_iter()
        .map(|line| {
            let (own, other) = line.split_once(" | ").unwrap();
            format!("{} < {}", other.split(' ').next().unwrap(), own.split(' ').next().unwrap())
        })
        .collect()
}

#[test]
fn a_town_is_its_government() {
    assert_eq!(told(&[("a.md", "青石镇", 2023), ("b.md", "青石镇人民政府", 2024)]), ["a.md < b.md"]);
    assert_eq!(
        told(&[("2023/a.md", "青枫区白桦街道", 2023), ("2024/a.md", "青枫区白桦街道办事处", 2024)]),
        ["2023/a.md < 2024/a.md"]
    );
    assert_eq!(told(&[("a.md", "云溪县人民政府", 2023), ("b.md", "云溪县人民政府办公室", 2024)]), [""; 0]);
}

#[test]
fn two_towns_of_one_name_are_two() {
    // By the county in the name, by that of the folder, by the folder alone.
    assert_eq!(
        told(&[("a.md", "云溪县青石镇人民政府", 2023), ("b.md", "棠溪县青石镇人民政府", 2024)]),
        [""; 0]
    );
    assert_eq!(
        told(&[("云溪县/a.md", "青石镇人民政府", 2023), ("棠溪县/b.md", "青石镇人民政府", 2024)]),
        [""; 0]
    );
    assert_eq!(told(&[("甲/a.md", "青石镇人民政府", 2023), ("乙/b.md", "青石镇人民政府", 2024)]), [""; 0]);
    assert_eq!(
        told(&[("南京市/a.md", "鼓楼区教育局", 2023), ("徐州市/b.md", "鼓楼区教育局", 2024)]),
        [""; 0]
    );
    assert_eq!(told(&[("甲/a.md", "教育局", 2023), ("乙/b.md", "教育局", 2024)]), [""; 0]);
}

#[test]
fn folders_of_years_part_nothing() {
    assert_eq!(
        told(&[("云溪县/2023年/a.md", "青石镇人民政府", 2023), ("云溪县/2024年度报告/b.md", "青石镇", 2024)]),
        ["云溪县/2023年/a.md < 云溪县/2024年度报告/b.md"]
    );
    assert_eq!(
        told(&[("甲/a.md", "云溪县教育局", 2023), ("乙/b.md", "云溪县教育局", 2024)]),
        ["甲/a.md < 乙/b.md"]
    );
}

#[test]
fn a_name_without_its_county_is_that_of_the_one_beside_it() {
    assert_eq!(told(&[("a.md", "云溪县青石镇人民政府", 2023), ("b.md", "青石镇", 2024)]), ["a.md < b.md"]);
    // Two are beside it: nobody can tell.
    assert_eq!(
        told(&[
            ("a.md", "云溪县青石镇人民政府", 2023),
            ("c.md", "棠溪县青石镇人民政府", 2023),
            ("b.md", "青石镇", 2024)
        ]),
        [""; 0]
    );
}

#[test]
fn the_same_report_twice_is_one() {
    let last = report("云溪县教育局", 2023, &cases(9, 0, 1), "");
    let this = report("云溪县教育局", 2024, &cases(9, 2, 1), "");
    let folder =
        Folder::of(&[("a.md", last.clone()), ("b.md", last.replace("## ", "")), ("c.md", this.clone())]);
    let said = folder.said();
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].ends_with("a.md carried_out×natural_person “1”"), "{said:?}");
    assert!(folder.corpus.relations().is_first(0) && !folder.corpus.relations().is_first(1));

    let other = report("云溪县教育局", 2023, &cases(9, 0, 3), "");
    let folder = Folder::of(&[("a.md", last), ("b.md", other), ("c.md", this)]);
    assert_eq!(folder.said(), [""; 0], "with different figures nothing is said between them and others");
}

#[test]
fn what_is_forgotten_is_held_against_nothing() {
    let mut folder = Folder::of(&[
        ("a.md", report("云溪县教育局", 2023, &cases(9, 0, 1), "")),
        ("b.md", report("云溪县教育局", 2024, &cases(9, 2, 1), "")),
    ]);
    let before = folder.corpus.revision();
    assert_eq!(folder.said().len(), 1);
    assert_eq!(folder.corpus.revision(), before, "who asks changes nothing");
    folder.corpus.remove(0);
    assert_ne!(folder.corpus.revision(), before);
    assert_eq!(folder.said(), [""; 0]);
    let after = folder.corpus.revision();
    folder.corpus.remove(0);
    assert_eq!(folder.corpus.revision(), after, "it is not there any more");
}

#[test]
fn projects_have_nothing_to_do_with_one_another() {
    let mut folder = Folder::default();
    folder.add("a/a.md", &report("云溪县教育局", 2023, &cases(9, 0, 1), ""), 0);
    folder.add("b/b.md", &report("云溪县教育局", 2024, &cases(9, 2, 1), ""), 1);
    assert_eq!(folder.said(), [""; 0]);
}

#[test]
fn a_document_may_hold_several_reports() {
    let both = report("云溪县教育局", 2023, &cases(9, 0, 1), "")
        + "\n\n"
        + &report("云溪县教育局", 2024, &cases(9, 2, 1), "");
    let said = Folder::of(&[("a.md", both)]).said();
    assert_eq!(
        said,
        ["a.md carried-in carried_in×natural_person “2” 2→1 | a.md carried_out×natural_person “1”"]
    );
}
