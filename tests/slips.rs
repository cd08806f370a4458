//! One slip, one finding: what went wrong is named, with exactly the equations that it breaks, and mended where only
//! one repair holds.

mod support;

use gouji::analysis::Analysis;
use gouji::format::{ColumnIndex, Equation, Formats, RowIndex, TableIndex, template};
use gouji::report::lexicon::Lexicon;
use gouji::rules::{Diagnostic, Lang};
use gouji::text::Text;
use rust_decimal::Decimal;
use support::check::fixed;
use support::model::{Model, Place, Random};
use support::render::{Manner, report};
use support::runner::{Fault, faults};

/// Reports for each manner of writing and each kind of slip.
const REPORTS: usize = 20;

fn check(text: &str) -> Vec<Diagnostic> {
    Analysis::fresh(&Text::from(text), Lexicon::built_in()).diagnostics(Lang::Zh)
}

/// Table three on its own lines of figures, in a report whose other tables are zeros.
fn with_rows(rows: &[(&str, [u32; 7])]) -> String {
    let format = Formats::built_in().get("annual-2021").unwrap();
    let figure = |table: TableIndex, cell: gouji::format::CellIndex| {
        let in_format = &format.tables[table];
        let row = rows.iter().find(|(id, _)| in_format.rows[cell.row].id == *id);
        row.map_or(0, |(_, figures)| figures[cell.column.get()]).to_string()
    };
    let tables = |table: TableIndex| template::table(format, table, &|cell| figure(table, cell));
    template::report_with(format, "青禾镇人民政府", 2024, &tables)
}

/// What is told of sums: the rule, the place, the words; below it the equations that it explains and the fixes.
fn sums(text: &str) -> String {
    let found = check(text).into_iter().filter(|d| d.rule.starts_with("totals/")).map(|found| {
        let place = |place: &gouji::rules::LogicalLocation| {
            format!("{} × {}", place.row.as_deref().unwrap_or("-"), place.column.as_deref().unwrap_or("-"))
        };
        let head = format!(
            "{} {}: {}\n",
            found.rule,
            found.place.as_ref().map_or_else(String::new, place),
            found.message
        );
        let equations =
            found.equations.iter().map(|one| format!("  explains {} {}\n", one.rule, place(&one.at)));
        let fixes = found.fixes.iter().map(|fix| {
            let preferred = if fix.preferred { "preferred " } else { "" };
            format!("  {preferred}fix: {}\n", fix.title)
        });
        head + &equations.collect::<String>() + &fixes.collect::<String>()
    });
    found.collect()
}

#[test]
fn a_wrong_figure_is_told_once_with_all_that_it_breaks() {
    let text = with_rows(&[
        ("received", [9, 0, 0, 0, 0, 0, 9]),
        ("carried_in", [1, 0, 0, 0, 0, 0, 1]),
        ("granted", [9, 0, 0, 0, 0, 0, 9]),
        ("handled_total", [9, 0, 0, 0, 0, 0, 9]),
        ("carried_out", [2, 0, 0, 0, 0, 0, 1]),
    ]);
    expect_test::expect![[r#"
        totals/slip carried_out × natural_person: “四、结转下年度继续办理”行“自然人”栏应为 1，填的是 2；修正后 39 条勾稽关系全部成立
          explains totals/row-total carried_out × total
          explains totals/balance carried_out × natural_person
          preferred fix: “四、结转下年度继续办理”行“自然人”栏由 2 改为 1（修正后 39 条勾稽关系全部成立）
    "#]]
    .assert_eq(&sums(&text));
}

#[test]
fn cases_in_the_wrong_column_are_told_as_that() {
    let text = with_rows(&[
        ("received", [5, 1, 0, 0, 0, 3, 9]),
        ("granted", [7, 1, 0, 0, 0, 1, 9]),
        ("handled_total", [7, 1, 0, 0, 0, 1, 9]),
    ]);
    expect_test::expect![[r#"
        totals/slip received × natural_person: “一、本年新收政府信息公开申请数量”行有 2 件填错了栏：“自然人”应为 7（填的是 5），“其他”应为 1（填的是 3）；修正后 39 条勾稽关系全部成立
          explains totals/balance carried_out × natural_person
          explains totals/balance carried_out × other
          preferred fix: “一、本年新收政府信息公开申请数量”行“自然人”栏由 5 改为 7，“一、本年新收政府信息公开申请数量”行“其他”栏由 3 改为 1（修正后 39 条勾稽关系全部成立）
    "#]]
    .assert_eq(&sums(&text));
}

#[test]
fn where_two_repairs_hold_both_are_offered_and_none_is_preferred() {
    // The case may belong to the other column in row one or in row two.
    let text = with_rows(&[
        ("received", [5, 3, 0, 0, 0, 0, 8]),
        ("carried_in", [2, 2, 0, 0, 0, 0, 4]),
        ("granted", [8, 4, 0, 0, 0, 0, 12]),
        ("handled_total", [8, 4, 0, 0, 0, 0, 12]),
    ]);
    let told = sums(&text);
    assert!(!told.contains("totals/slip") && !told.contains("preferred"), "{told}");
    assert_eq!(told.matches("totals/balance").count(), 2, "{told}");
    assert!(told.contains("“一、本年新收政府信息公开申请数量”行“自然人”栏由 5 改为 6"), "{told}");
    assert!(told.contains("“二、上年结转政府信息公开申请数量”行“自然人”栏由 2 改为 3"), "{told}");
    assert_eq!(fixed(&text), text);
}

/// The first figure that a clerk types into a new report stands alone among zeros: that says nothing.
#[test]
fn a_figure_alone_among_zeros_is_named_but_never_changed() {
    for row in ["received", "carried_in", "granted", "handled_total", "carried_out"] {
        for column in 0..7 {
            let mut figures = [0; 7];
            figures[column] = 12;
            let text = with_rows(&[(row, figures)]);
            let found = check(&text);
            assert!(found.iter().any(|d| d.rule.starts_with("totals/")), "{row} {column}");
            assert!(found.iter().flat_map(|d| &d.fixes).all(|fix| !fix.preferred), "{row} {column}");
            assert_eq!(fixed(&text), text, "{row} {column}");
        }
    }
}

/// Two totals are left at zero: the filled figures speak for them.
#[test]
fn a_total_that_nobody_has_added_up_is_filled_in() {
    let text = with_rows(&[
        ("received", [4, 0, 0, 0, 0, 0, 4]),
        ("granted", [4, 0, 0, 0, 0, 0, 0]),
        ("handled_total", [4, 0, 0, 0, 0, 0, 4]),
    ]);
    let told = sums(&text);
    assert!(told.starts_with("totals/slip granted × total"), "{told}");
    assert!(fixed(&text) != text && sums(&fixed(&text)).is_empty(), "{told}");
}

// ---- slips of every kind in generated reports

/// What goes wrong, at random; the places that change, or nothing where the report has no room for it.
type Kind = fn(&mut Model, &mut Random) -> Option<Vec<Place>>;

const KINDS: [(&str, Kind); 7] = [
    ("wrong", |model, random| {
        let place = any(model, random);
        let figure = model.get(place)?;
        let wrong = Decimal::from(random.below(40));
        (wrong != figure).then(|| model.set(place, wrong))?;
        Some(vec![place])
    }),
    ("digits swapped", |model, random| {
        let place = any(model, random);
        let digits = model.get(place)?.to_string();
        let swapped: Decimal = digits.chars().rev().collect::<String>().parse().ok()?;
        (digits.len() == 2 && swapped != model.get(place)?).then(|| model.set(place, swapped))?;
        Some(vec![place])
    }),
    ("cut", |model, random| {
        let (place, next) = neighbours(model, random)?;
        let digits = model.get(place)?.to_string();
        let (a, b): (Decimal, Decimal) = (digits[..1].parse().ok()?, digits[1..].parse().ok()?);
        (digits.len() == 2 && model.get(next)?.is_zero() && !b.is_zero()).then(|| model.set(place, a))?;
        model.set(next, b);
        Some(vec![place, next])
    }),
    ("joined", |model, random| {
        let (place, next) = neighbours(model, random)?;
        let (a, b) = (model.get(place)?, model.get(next)?);
        let joined: Decimal = format!("{a}{b}").parse().ok()?;
        (!a.is_zero() && !b.is_zero()).then(|| model.set(place, joined))?;
        model.set(next, 0);
        Some(vec![place, next])
    }),
    ("exchanged", |model, random| {
        let (place, next) = neighbours(model, random)?;
        let (a, b) = (model.get(place)?, model.get(next)?);
        (a != b).then(|| model.set(place, b))?;
        model.set(next, a);
        Some(vec![place, next])
    }),
    ("wrong column", |model, random| {
        let place = any(model, random);
        let next = Place {
            cell: gouji::format::CellIndex { column: random.below(6).into(), ..place.cell },
            ..place
        };
        moved(model, random, place, next)
    }),
    ("wrong row", |model, random| {
        let place = any(model, random);
        let other = any(model, random);
        let next = Place { cell: gouji::format::CellIndex { row: other.cell.row, ..place.cell }, ..place };
        moved(model, random, place, next)
    }),
];

/// A place of table three.
fn any(model: &Model, random: &mut Random) -> Place {
    let table = model.format.table("applications").unwrap();
    let places: Vec<Place> =
        model.figures().map(|(place, _)| place).filter(|place| place.table == table).collect();
    *random.pick(&places)
}

/// Two places beside one another, none of them a total.
fn neighbours(model: &Model, random: &mut Random) -> Option<(Place, Place)> {
    let place = any(model, random);
    let column = ColumnIndex::from(place.cell.column.get() + 1);
    let next = Place { cell: gouji::format::CellIndex { column, ..place.cell }, ..place };
    (column.get() < 6).then_some((place, next))
}

fn moved(model: &mut Model, random: &mut Random, from: Place, to: Place) -> Option<Vec<Place>> {
    let figure = model.get(from)?;
    let there = model.get(to)?;
    let most: usize = figure.try_into().ok()?;
    (from != to && most > 0 && from.cell.column.get() < 6).then_some(())?;
    let cases = Decimal::from(random.between(1, most));
    model.set(from, figure - cases);
    model.set(to, there + cases);
    Some(vec![from, to])
}

/// All ways to make everything hold by another figure in one cell, by cases moved within a row or a column, by
/// neighbours written as one figure or as two: found by trying, without the program.
fn ways(model: &Model) -> usize {
    let table = model.format.table("applications").unwrap();
    let holds = |model: &Model| model.broken().iter().all(|(broken, _)| *broken != table);
    let places: Vec<Place> =
        model.figures().map(|(place, _)| place).filter(|place| place.table == table).collect();
    let broken: Vec<&Equation> =
        model.broken().iter().filter(|(broken, _)| *broken == table).map(|(_, equation)| *equation).collect();
    let Some(first) = broken.first() else { return 0 };
    let sum = |cells: &[gouji::format::CellIndex]| -> Decimal {
        cells.iter().filter_map(|cell| model.get(Place { table, cell: *cell })).sum()
    };
    let lacks = sum(&first.right) - sum(&first.left);
    let sign = |place: &Place| {
        Decimal::from(
            i64::from(first.left.contains(&place.cell)) - i64::from(first.right.contains(&place.cell)),
        )
    };
    let is_total = |place: &Place| {
        let equations = &model.format.tables[table].equations;
        equations.iter().any(|equation| equation.left == [place.cell] || equation.right == [place.cell])
    };
    let mut found: Vec<Vec<(Place, Decimal)>> = Vec::new();
    let mut attempt = |changes: &[(Place, Decimal)]| {
        let mut changes: Vec<_> =
            changes.iter().copied().filter(|(place, to)| model.get(*place) != Some(*to)).collect();
        changes.sort();
        let is_possible = changes.iter().all(|(_, to)| *to >= Decimal::ZERO && to.is_integer());
        let mut changed = model.clone();
        changes.iter().for_each(|(place, to)| changed.set(*place, *to));
        if is_possible && !changes.is_empty() && !found.contains(&changes) && holds(&changed) {
            found.push(changes);
        }
    };
    for a in &places {
        let of_a = model.get(*a).unwrap();
        if !sign(a).is_zero() {
            attempt(&[(*a, of_a + sign(a) * lacks)]);
        }
        for b in &places {
            let (in_row, in_column) = (a.cell.row == b.cell.row, a.cell.column == b.cell.column);
            if a == b || !(in_row || in_column) {
                continue;
            }
            let of_b = model.get(*b).unwrap();
            let difference = sign(a) - sign(b);
            if !difference.is_zero() {
                let by = lacks / difference;
                let (to_a, to_b) = (of_a + by, of_b - by);
                let rows: Vec<RowIndex> = model.rows(table);
                let row = |place: &Place| rows.iter().position(|row| *row == place.cell.row).unwrap();
                let near = in_row && a.cell.column.get().abs_diff(b.cell.column.get()) == 1
                    || in_column && row(a).abs_diff(row(b)) == 1;
                let whole = to_a.is_zero() || to_b.is_zero() || (to_a, to_b) == (of_b, of_a);
                if is_total(a) == is_total(b) || near && whole {
                    attempt(&[(*a, to_a), (*b, to_b)]);
                }
            }
            if in_row && a.cell.column.get() + 1 == b.cell.column.get() {
                if !of_a.is_zero() && !of_b.is_zero() {
                    let joined: Decimal = format!("{of_a}{of_b}").parse().unwrap();
                    attempt(&[(*a, joined), (*b, Decimal::ZERO)]);
                    attempt(&[(*a, Decimal::ZERO), (*b, joined)]);
                }
                if of_a.is_zero() || of_b.is_zero() {
                    let digits = (of_a + of_b).to_string();
                    for at in 1..digits.len() {
                        let (first, second) = digits.split_at(at);
                        if second.len() == 1 || !second.starts_with('0') {
                            attempt(&[(*a, first.parse().unwrap()), (*b, second.parse().unwrap())]);
                        }
                    }
                }
            }
        }
    }
    found.len()
}

#[test]
fn slips_of_every_kind_are_named_and_mended_where_only_one_repair_holds() {
    let mut found = String::new();
    for (name, kind) in KINDS {
        let mut unique = 0;
        for (manner, _) in Manner::READABLE {
            let counted = std::sync::atomic::AtomicUsize::new(0);
            let slip = |seed: u64| -> Fault {
                let mut random = Random(seed + 31_000);
                let mut model = Model::random(&mut random);
                let sound = model.clone();
                let places = (0..200).find_map(|_| {
                    model = sound.clone();
                    kind(&mut model, &mut random).filter(|_| !model.broken().is_empty())
                })?;
                let ways = ways(&model);
                let line_end = *random.pick(&["\n", "\r\n"]);
                let text = report(&model, manner, line_end, &mut random);
                if ways == 1 {
                    counted.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                }
                mistold(&sound, &model, &places, ways, &text).map(|fault| (fault, text))
            };
            found.extend(faults(&format!("{name} {manner:?}"), REPORTS, &slip));
            unique += counted.into_inner();
        }
        // A test in which no slip is unique would show nothing.
        assert!(unique > REPORTS, "{name}: {unique} unique");
    }
    assert!(found.is_empty(), "\n{found}");
}

/// What is wrong with how a slip in table three is told, where there are so many ways to repair it.
fn mistold(sound: &Model, model: &Model, places: &[Place], ways: usize, text: &str) -> Option<String> {
    let sums: Vec<Diagnostic> = check(text)
        .into_iter()
        .filter(|d| d.place.as_ref().is_some_and(|place| place.table == "applications"))
        .filter(|d| d.rule.starts_with("totals/"))
        .collect();
    let table = model.format.table("applications").unwrap();
    let broken = model.broken().into_iter().filter(|(of, _)| *of == table).count();
    let preferred = sums.iter().flat_map(|d| &d.fixes).filter(|fix| fix.preferred).count();
    if ways != 1 {
        let told = sums.iter().filter(|d| d.rule != "totals/slip").count();
        return (told != broken || preferred > 0 || sums.len() != broken)
            .then(|| format!("{ways} ways, {broken} broken, {preferred} preferred, {} told", sums.len()));
    }
    let [slip] = sums.as_slice() else { return Some(format!("{} findings instead of one slip", sums.len())) };
    let mut changed: Vec<Place> = places.to_vec();
    changed.retain(|place| sound.get(*place) != model.get(*place));
    let named = slip.place.as_ref().is_some_and(|at| {
        changed.iter().any(|place| {
            let in_format = &model.format.tables[table];
            at.row.as_deref() == Some(&*in_format.rows[place.cell.row].id)
                && at.column.as_deref() == Some(&*in_format.columns[place.cell.column].id)
        })
    });
    if slip.rule != "totals/slip" || slip.equations.len() != broken || !named {
        return Some(format!("{broken} broken, {} explained: {}", slip.equations.len(), slip.message));
    }
    // Among zeros alone nothing speaks for the repair.
    let is_zero =
        |cell: &gouji::format::CellIndex| sound.get(Place { table, cell: *cell }).is_none_or(|f| f.is_zero());
    let equations = model.broken().into_iter().filter(|(of, _)| *of == table);
    let speaks = equations.flat_map(|(_, one)| one.left.iter().chain(&one.right)).any(|cell| !is_zero(cell));
    let mended = fixed(text);
    let left = check(&mended)
        .into_iter()
        .filter(|d| d.rule == "totals/slip" || d.rule.ends_with("total") || d.rule.ends_with("balance"));
    let left = left.count();
    (preferred != usize::from(speaks) || left != usize::from(!speaks))
        .then(|| format!("speaks: {speaks}, but {preferred} preferred, {left} left: {}", slip.message))
}
