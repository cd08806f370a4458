//! Sums: every broken equation is told and no other, and a single slip is named and mended.

mod support;

use std::collections::BTreeSet;

use gouji::analysis::Analysis;
use gouji::report::lexicon::Lexicon;
use gouji::rules::{Diagnostic, Lang};
use gouji::text::Text;
use rust_decimal::Decimal;
use support::model::{Model, Place, Random};
use support::render::{Manner, report};
use support::runner::{Fault, faults};

/// Reports for each manner.
const REPORTS: usize = 500;

fn check(text: &str) -> Vec<Diagnostic> {
    Analysis::fresh(&Text::from(text), Lexicon::built_in()).diagnostics(Lang::Zh)
}

/// Table, row and column of the sums that are told to be broken, with their rules; by themselves or by the slip that
/// explains them.
fn told(diagnostics: &[Diagnostic]) -> BTreeSet<String> {
    let name = |rule: &str, place: &gouji::rules::LogicalLocation| {
        format!("{rule} {} {:?} {:?}", place.table, place.row, place.column)
    };
    let own = |d: &&Diagnostic| d.rule.ends_with("total") || d.rule.ends_with("balance");
    let own = diagnostics.iter().filter(own).filter_map(|d| Some(name(d.rule, d.place.as_ref()?)));
    let slips = diagnostics.iter().filter(|d| d.rule == "totals/slip").flat_map(|d| &d.equations);
    own.chain(slips.map(|equation| name(&equation.rule, &equation.at))).collect()
}

/// The same of the equations that do not hold in the model.
fn broken(model: &Model) -> BTreeSet<String> {
    let name = |(table, equation): &(gouji::format::TableIndex, &gouji::format::Equation)| {
        let in_format = &model.format.tables[*table];
        let (row, column) = (&in_format.rows[equation.at.row].id, &in_format.columns[equation.at.column].id);
        format!("{} {} {:?} {:?}", equation.rule, in_format.id, Some(row), Some(column))
    };
    model.broken().iter().map(name).collect()
}

/// A figure of table 三 or 四, at random, with another in its place.
fn slip(model: &mut Model, random: &mut Random, tables: &[&str]) -> Place {
    let table = model.format.table(tables[random.below(tables.len())]).unwrap();
    let places: Vec<(Place, Decimal)> = model.figures().filter(|(place, _)| place.table == table).collect();
    let (place, figure) = *random.pick(&places);
    let wrong = match random.below(4) {
        0 => figure + Decimal::ONE,
        1 if figure >= Decimal::ONE => figure - Decimal::ONE,
        2 => figure * Decimal::from(11) + Decimal::from(random.below(9) + 1),
        _ => Decimal::from(random.below(300)),
    };
    model.set(place, if wrong == figure { figure + Decimal::TWO } else { wrong });
    place
}

#[test]
fn a_consistent_report_has_nothing_to_tell() {
    let mut found = String::new();
    for (manner, _) in Manner::READABLE {
        let clean = |seed: u64| -> Fault {
            let mut random = Random(seed + 7000);
            let model = Model::random(&mut random);
            let text = report(&model, manner, "\n", &mut random);
            let diagnostics = check(&text);
            let real = diagnostics.iter().find(|diagnostic| diagnostic.rule != "totals/unlikely-regulation");
            real.map(|diagnostic| (format!("{}: {}", diagnostic.rule, diagnostic.message), text))
        };
        found.extend(faults(&format!("clean {manner:?}"), REPORTS, &clean));
    }
    assert!(found.is_empty(), "\n{found}");
}

#[test]
fn with_wrong_figures_every_broken_equation_is_told_and_no_other() {
    let mut found = String::new();
    for (manner, _) in Manner::READABLE {
        let wrong = |seed: u64| -> Fault {
            let mut random = Random(seed + 9000);
            let mut model = Model::random(&mut random);
            for _ in 0..1 + random.below(3) {
                slip(&mut model, &mut random, &["applications", "disputes"]);
            }
            let line_end = *random.pick(&["\n", "\r\n"]);
            let text = report(&model, manner, line_end, &mut random);
            let (told, broken) = (told(&check(&text)), broken(&model));
            (told != broken).then(|| (format!("told {told:#?}\nbroken {broken:#?}"), text))
        };
        found.extend(faults(&format!("wrong {manner:?}"), REPORTS, &wrong));
    }
    assert!(found.is_empty(), "\n{found}");
}

#[test]
fn a_single_slip_in_table_three_is_named_and_mended_every_time() {
    let mut found = String::new();
    for (manner, _) in Manner::READABLE {
        let single = |seed: u64| -> Fault {
            let mut random = Random(seed + 11000);
            let mut model = Model::random(&mut random);
            let sound = model.clone();
            let place = slip(&mut model, &mut random, &["applications"]);
            let line_end = *random.pick(&["\n", "\r\n"]);
            let text = report(&model, manner, line_end, &mut random);
            unmended(&sound, place, &text).map(|fault| (fault, text))
        };
        found.extend(faults(&format!("single {manner:?}"), REPORTS, &single));
    }
    assert!(found.is_empty(), "\n{found}");
}

/// What is wrong with how a slip at `place` is told and mended, if anything is.
fn unmended(sound: &Model, place: Place, text: &str) -> Option<String> {
    let diagnostics = check(text);
    let sums: Vec<&Diagnostic> = diagnostics
        .iter()
        .filter(|d| {
            d.rule.starts_with("totals/")
                && d.rule != "totals/implausible"
                && d.rule != "totals/unlikely-regulation"
        })
        .collect();
    if sums.is_empty() {
        return Some("nothing is told".into());
    }
    let right = sound.get(place)?.to_string();
    let [slip] = sums.as_slice() else { return Some(format!("{} findings", sums.len())) };
    let [fix] = slip.fixes.as_slice() else { return Some(format!("{} fixes", slip.fixes.len())) };
    if slip.rule != "totals/slip" || !slip.message.contains("修正后 39 条") {
        return Some(format!("the slip is not named: {}", slip.message));
    }
    let [edit] = fix.edits.as_slice() else { return Some("more than one edit".into()) };
    // Among zeros alone nothing speaks for the repair.
    let is_zero = |cell: &gouji::format::CellIndex| {
        sound.get(Place { table: place.table, cell: *cell }).is_none_or(|figure| figure.is_zero())
    };
    let equations = sound.format.tables[place.table].equations.iter();
    let speaks = equations
        .map(|equation| equation.left.iter().chain(&equation.right))
        .filter(|cells| cells.clone().any(|cell| *cell == place.cell))
        .any(|mut cells| cells.any(|cell| !is_zero(cell)));
    if edit.new_text != right || slip.expected != sound.get(place) || fix.preferred != speaks {
        return Some(format!("{} instead of {right}, preferred: {}", edit.new_text, fix.preferred));
    }
    let mut mended = text.to_owned();
    mended.replace_range(edit.range.bytes(), &edit.new_text);
    let left = told(&check(&mended));
    (!left.is_empty()).then(|| format!("still told: {left:?}"))
}

#[test]
fn a_slip_in_a_group_of_table_four_is_offered_among_the_repairs() {
    for seed in 0..200 {
        let mut random = Random(seed);
        let mut model = Model::random(&mut random);
        let sound = model.clone();
        let place = slip(&mut model, &mut random, &["disputes"]);
        let text = report(&model, Manner::READABLE[0].0, "\n", &mut random);
        let diagnostics = check(&text);
        let diagnostic = diagnostics.iter().find(|d| d.rule == "totals/group-total").expect("it is told");
        let right = sound.get(place).unwrap().to_string();
        let offered = |fix: &gouji::rules::Fix| fix.edits.iter().any(|edit| edit.new_text == right);
        assert!(
            diagnostic.fixes.iter().any(offered),
            "seed {seed}: {right} is not offered: {:?}",
            diagnostic.fixes
        );
    }
}

/// A figure typed one column off, or taken from one cell into the next: both column sums break, no row sum does.
#[test]
fn a_figure_moved_into_the_next_column_is_offered_back() {
    let mut offered = 0;
    for seed in 0..200 {
        let mut random = Random(seed);
        let mut model = Model::random(&mut random);
        let from = model.place("applications", "received", "natural_person");
        let to = model.place("applications", "received", "commercial");
        let (a, b) = (model.get(from).unwrap(), model.get(to).unwrap());
        if a.is_zero() || !b.is_zero() {
            continue;
        }
        model.set(from, Decimal::ZERO);
        model.set(to, a);
        let text = report(&model, Manner::READABLE[0].0, "\n", &mut random);
        let diagnostics = check(&text);
        assert_eq!(told(&diagnostics).len(), 2, "two balances break");
        for diagnostic in diagnostics.iter().filter(|d| ["totals/balance", "totals/slip"].contains(&d.rule)) {
            let back = diagnostic.fixes.iter().any(|fix| {
                fix.edits.len() == 2 && fix.edits.iter().any(|edit| edit.new_text == a.to_string())
            });
            assert!(back, "seed {seed}: {}", diagnostic.message);
            offered += 1;
        }
    }
    assert!(offered > 20, "only {offered} were tried");
}

/// Where a blank or a mark stands among its figures, nothing is claimed of an equation.
#[test]
fn an_equation_with_a_blank_is_never_judged() {
    let is_figure = |c: char| matches!(c, '0'..='9' | '０'..='９' | ',' | '〇');
    for seed in 0..100 {
        let mut random = Random(seed);
        let model = Model::random(&mut random);
        let text = report(&model, Manner::READABLE[0].0, "\n", &mut random);
        let at = text.find("二、上年结转政府信息公开申请数量").expect("the row is there");
        let line = at..at + text[at..].find('\n').unwrap();
        let blank: String = text[line.clone()].chars().map(|c| if is_figure(c) { ' ' } else { c }).collect();
        let mut text = text;
        text.replace_range(line, &blank);
        let diagnostics = check(&text);
        assert_eq!(told(&diagnostics), BTreeSet::new(), "seed {seed}");
        assert_eq!(diagnostics.iter().filter(|d| d.rule == "tables/blank-cell").count(), 1, "seed {seed}");
    }
}
