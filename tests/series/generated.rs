//! Generated series in every shape: each break is found at its cell with the right other place, and nothing else is
//! said.

use std::collections::BTreeSet;

use gouji::config::Config;

use super::chain::{add, applicants, at, next, whole};
use super::support::model::{Model, Place, Random};
use super::support::render::{Manner, report};
use super::support::runner::{Fault, faults};
use super::{Folder, sum};

/// Whether a text is read as the figures that were written: nothing is said of what was not read.
fn write(model: &Model, random: &mut Random) -> String {
    let (manner, _) = *random.pick(&Manner::READABLE);
    report(model, manner, "\n", random)
}

fn name(model: &Model, place: Place) -> String {
    let table = &model.format.tables[place.table];
    format!("{}×{}", table.rows[place.cell.row].id, table.columns[place.cell.column].id)
}

/// What is said but for text that stays as it was: the texts are all of one mould.
fn said(folder: &Folder, config: &Config) -> BTreeSet<String> {
    let lines = folder.said_with(config).into_iter().filter(|line| !line.contains(" copied-text "));
    lines
        .map(|line| {
            let (own, others) = line.split_once(" | ").unwrap();
            let own: Vec<&str> = own.split(' ').take(3).collect();
            let others: Vec<String> = others
                .split(", ")
                .map(|other| other.split(' ').take(2).collect::<Vec<_>>().join(" "))
                .collect();
            format!("{} | {}", own.join(" "), others.join(", "))
        })
        .collect()
}

/// Compares what is said with what was done to the reports.
fn compared(folder: &Folder, config: &Config, expected: BTreeSet<String>) -> Fault {
    let said = said(folder, config);
    (said != expected).then(|| {
        let texts = folder.texts.iter().map(|(path, text, _)| format!("=== {path}\n{text}\n"));
        (format!("said {said:#?}\nexpected {expected:#?}"), texts.collect())
    })
}

#[test]
fn a_break_between_years_is_found_and_nothing_else() {
    let check = |seed: u64| -> Fault {
        let mut random = Random(seed);
        let count = random.between(2, 4);
        let mut years: Vec<Model> = Vec::new();
        for at in 0..count {
            let year = 2021 + at as u16;
            let model = next(&mut random, "云麓县青禾镇人民政府", year, years.last());
            years.push(model);
        }
        // Cases that came in are written as carried in: no equation of the report shows it.
        let broken = random.between(1, count - 1);
        let columns = applicants(&years[0]);
        let column = *random.pick(&columns);
        let kind = random.below(4);
        let mut expected = BTreeSet::new();
        let path = |at: usize| format!("{}.txt", 2021 + at);
        if kind == 1 {
            let model = &mut years[broken];
            add(model, "carried_in", column, 1);
            add(model, "granted", column, 1);
            add(model, "handled_total", column, 1);
            let own = name(model, at(model, "carried_in", column));
            let other = name(model, at(model, "carried_out", column));
            expected.insert(format!("{} carried-in {own} | {} {other}", path(broken), path(broken - 1)));
        } else if kind == 2 {
            // More is in force than followed; the years behind follow from what stands there.
            let places: Vec<Place> = (broken..count)
                .map(|at| years[at].place("disclosure", "normative_documents", "in_force"))
                .collect();
            for (at, place) in (broken..count).zip(&places) {
                let more = years[at].get(*place).unwrap() + rust_decimal::Decimal::from(7);
                years[at].set(*place, more);
            }
            let own = "normative_documents×in_force";
            expected.insert(format!("{} in-force {own} | {} {own}", path(broken), path(broken - 1)));
        }
        let mut documents: Vec<(String, String)> =
            years.iter().enumerate().map(|(at, model)| (path(at), write(model, &mut random))).collect();
        // A twin, a twin with other figures, a gap, a namesake in another county.
        let twin = random.below(count);
        match random.below(5) {
            1 => documents.push(("双.txt".to_owned(), write(&years[twin], &mut random))),
            2 => {
                let mut other = years[twin].clone();
                add(&mut other, "granted", column, 3);
                documents.push(("又.txt".to_owned(), write(&other, &mut random)));
                let gone = [path(twin), path(twin + 1)];
                expected.retain(|line| !gone.iter().any(|gone| line.starts_with(&**gone)));
            }
            3 => {
                documents.remove(twin);
                let gone = [path(twin), path(twin + 1)];
                expected.retain(|line| !gone.iter().any(|gone| line.starts_with(&**gone)));
            }
            4 => {
                let mut namesake = next(&mut random, "丹枫县青禾镇人民政府", 2022, None);
                namesake.agency = "丹枫县青禾镇人民政府".to_owned();
                documents.push(("别.txt".to_owned(), write(&namesake, &mut random)));
            }
            _ => {}
        }
        let mut folder = Folder::default();
        documents.iter().for_each(|(path, text)| folder.add(path, text, 0));
        // The twin of a report with a break has it, too.
        let mut said = expected.clone();
        if documents.iter().any(|(path, _)| path == "双.txt") {
            let twins = expected.iter().filter(|line| line.starts_with(&path(twin)));
            said.extend(twins.map(|line| line.replacen(&path(twin), "双.txt", 1)));
        }
        compared(&folder, &Config::default(), said)
    };
    let found = faults("series of years", 240, &check);
    assert!(found.is_none(), "\n{}", found.unwrap_or_default());
}

#[test]
fn a_break_between_a_whole_and_its_parts_is_found_and_nothing_else() {
    const PARTS: [&str; 5] = [
        "云麓县财政局",
        "云麓县青禾镇人民政府",
        "云麓县白鹭湖街道办事处",
        "云麓县交通运输局",
        "云麓县公安局",
    ];
    let check = |seed: u64| -> Fault {
        let mut random = Random(seed);
        let count = random.between(1, PARTS.len());
        let parts: Vec<Model> =
            PARTS[..count].iter().map(|name| next(&mut random, name, 2023, None)).collect();
        let mut model = whole(&mut random, "云麓县人民政府", &parts);
        let mut expected = BTreeSet::new();
        let column = *random.pick(&applicants(&model));
        let kind = random.below(3);
        if kind == 1 {
            add(&mut model, "received", column, 2);
            add(&mut model, "carried_out", column, 2);
            for row in ["received", "carried_out"] {
                let cell = name(&model, at(&model, row, column));
                let others: Vec<String> = (0..count).map(|part| format!("部门{part}.txt {cell}")).collect();
                expected.insert(format!("全.txt whole {cell} | {}", others.join(", ")));
            }
        }
        let mut folder = Folder::default();
        folder.add("全.txt", &write(&model, &mut random), 0);
        for (at, part) in parts.iter().enumerate() {
            folder.add(&format!("部门{at}.txt"), &write(part, &mut random), 0);
        }
        if kind == 2 {
            // A part that had a report another year.
            let other = next(&mut random, "云麓县审计局", 2022, None);
            folder.add("审计.txt", &write(&other, &mut random), 0);
            // What stands there is the title, and no cell.
            let said = said(&folder, &sum("云麓县人民政府", &["云麓县*"]));
            let is_right = said.len() == 1 && said.iter().all(|line| line.starts_with("全.txt missing-part"));
            return (!is_right).then(|| (format!("{said:?}"), String::new()));
        }
        compared(&folder, &sum("云麓县人民政府", &["云麓县*"]), expected)
    };
    let found = faults("series of parts", 120, &check);
    assert!(found.is_none(), "\n{}", found.unwrap_or_default());
}
