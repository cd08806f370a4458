//! Reports whose figures are known are read as what they are, in every shape.
#![allow(clippy::print_stderr)] // how much was read is worth seeing

mod support;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use gouji::report::{Shape, Value};
use support::check::{Placed, fault, name, placed, read_one, right_figures, wrong_figure};
use support::model::{Model, Place, Random};
use support::noise;
use support::pen::{Pen, Style};
use support::render::{Manner, report, write, write_mixed};
use support::runner::{Written, faults, in_every_shape};

/// Reports for each manner and line end.
const REPORTS: usize = 500;

#[test]
fn in_every_model_all_equations_hold() {
    for seed in 0..1000 {
        let mut model = Model::random(&mut Random(seed));
        assert_eq!(model.figures().count(), 200);
        assert!(model.broken().is_empty(), "{:?}", model.broken());
        let place = model.place("applications", "granted", "commercial");
        model.set(place, model.get(place).unwrap() + rust_decimal::Decimal::ONE);
        assert_eq!(model.broken().len(), 2, "its row and its column");
    }
}

#[test]
fn every_figure_is_read_into_its_place() {
    in_every_shape("read", REPORTS, |Written { model, shape, text, .. }| {
        fault(&model, &text, &[shape], &BTreeMap::new()).map(|fault| (fault, text))
    });
}

#[test]
fn one_report_may_mix_all_shapes() {
    let check = |seed: u64| {
        let mut random = Random(seed);
        let model = Model::random(&mut random);
        let (manners, shapes): (Vec<Manner>, Vec<Shape>) =
            (0..3).map(|_| *random.pick(&Manner::READABLE)).unzip();
        let mut pen = Pen::new(&model, Style::random(&mut random, "\n"), random);
        write_mixed(&mut pen, &manners);
        let text = pen.text();
        let fault = fault(&model, &text, &shapes, &BTreeMap::new());
        fault.map(|fault| (format!("{manners:?} {fault}"), text))
    };
    assert_eq!(faults("mixed", 4 * REPORTS, &check), None);
}

/// A page number that stands alone on its line may be a figure as well. Then nothing is said of the row.
#[test]
fn a_bare_page_number_never_becomes_a_figure() {
    let mut found = String::new();
    for manner in [Manner::PdfRows, Manner::PdfRowsSpread, Manner::PdfInside, Manner::PdfVertical] {
        let check = |seed: u64| {
            let mut random = Random(seed);
            let model = Model::random(&mut random);
            let style = Style { bare_pages: true, ..Style::random(&mut random, "\n") };
            let mut pen = Pen::new(&model, style, random);
            write(&mut pen, manner);
            let text = pen.text();
            wrong_figure(&model, &text, &|_| false).map(|fault| (fault, text))
        };
        found.extend(faults(&format!("bare pages {manner:?}"), REPORTS, &check));
    }
    assert!(found.is_empty(), "\n{found}");
}

/// What a PDF displaced is read where that is certain, and never into another place.
#[test]
fn a_displaced_figure_is_never_read_into_another_place() {
    // So many of the hundred figures were read when this was written.
    const LEAST: [(Manner, usize); 5] = [
        (Manner::PdfInside, 95),
        (Manner::PdfInsideRaised, 25),
        (Manner::PdfVertical, 99),
        (Manner::PdfColumns, 5),
        (Manner::PdfBoxes, 5),
    ];
    let mut found = String::new();
    for (manner, least) in LEAST {
        let (right, all) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let check = |seed: u64| {
            let mut random = Random(seed);
            let model = Model::random(&mut random);
            let text = report(&model, manner, "\n", &mut random);
            right.fetch_add(right_figures(&model, &text), Ordering::Relaxed);
            all.fetch_add(model.figures().count(), Ordering::Relaxed);
            wrong_figure(&model, &text, &|_| false).map(|fault| (fault, text))
        };
        found.extend(faults(&format!("{manner:?}"), REPORTS, &check));
        let percent = 100 * right.into_inner() / all.into_inner();
        eprintln!("{manner:?}: {percent} of 100 figures");
        if percent < least {
            found += &format!("{manner:?}: only {percent} of 100 figures are read\n");
        }
    }
    assert!(found.is_empty(), "\n{found}");
}

/// A slip in one place may cost a row, or a table; it must not move any figure that it did not touch.
#[test]
fn a_slip_never_moves_a_figure() {
    const SLIPS: usize = 4;
    let displaced = [Manner::PdfInside, Manner::PdfInsideRaised, Manner::PdfVertical];
    let readable = Manner::READABLE.into_iter().map(|(manner, _)| manner);
    let mut found = String::new();
    for manner in readable.chain(displaced) {
        let check = |seed: u64| {
            let mut random = Random(seed);
            let model = Model::random(&mut random);
            let text = report(&model, manner, "\n", &mut random);
            let figures = placed(&read_one(&text), &text);
            (0..SLIPS).find_map(|slip| {
                let kind = if slip % 2 == 0 { noise::in_words } else { noise::separator };
                let slip = kind(&text, &mut random);
                let touched = |place| {
                    let range = |read: &Placed| read.start..read.start + read.written.len();
                    figures
                        .get(&place)
                        .is_none_or(|reads| reads.iter().any(|read| slip.touches(&range(read))))
                };
                wrong_figure(&model, &slip.text, &touched).map(|fault| {
                    let from = text[..slip.at.start].char_indices().rev().nth(20).map_or(0, |(at, _)| at);
                    let around: String = text[from..].chars().take(50).collect();
                    (format!("{} at {}, {around:?}: {fault}", slip.what, slip.at.start), slip.text.clone())
                })
            })
        };
        found.extend(faults(&format!("slip {manner:?}"), REPORTS / 3, &check));
    }
    assert!(found.is_empty(), "\n{found}");
}

/// Empty cells are blanks at their places, strokes say "not applicable", and their neighbours do not move.
#[test]
fn blanks_and_strokes_stay_in_their_places() {
    let strict = [
        (Manner::Markdown, Shape::Markdown),
        (Manner::MarkdownForm, Shape::Markdown),
        (Manner::PipeRows, Shape::PipeRows),
        (Manner::PipeRowsFramed, Shape::PipeRows),
        (Manner::Tsv, Shape::Tsv),
        (Manner::Cells, Shape::Cells),
    ];
    let mut found = String::new();
    for (manner, shape) in strict {
        let check = |seed: u64| {
            let (model, marks, text) = marked(manner, seed);
            fault(&model, &text, &[shape], &marks).map(|fault| (fault, text))
        };
        found.extend(faults(&format!("blanks {manner:?}"), REPORTS, &check));
    }
    // Where rows are filled up at their ends, a blank at the edge of a row may be one or the other.
    for manner in [Manner::PipeRowsPadded, Manner::PipeRowsFramedPadded, Manner::TsvShifted] {
        let check = |seed: u64| {
            let (model, marks, text) = marked(manner, seed);
            let moved = placed(&read_one(&text), &text).into_iter().find(|(place, reads)| {
                let figure = model.get(*place).map(Value::Figure);
                let known = marks.get(place).cloned().or(figure);
                reads.iter().any(|read| Some(&read.value) != known.as_ref())
            });
            moved.map(|(place, reads)| (format!("{}: {reads:?}", name(&model, place)), text))
        };
        found.extend(faults(&format!("blanks {manner:?}"), REPORTS, &check));
    }
    assert!(found.is_empty(), "\n{found}");
}

/// A report with some cells left empty or struck out, and what they say.
fn marked(manner: Manner, seed: u64) -> (Model, BTreeMap<Place, Value>, String) {
    let mut random = Random(seed);
    let model = Model::random(&mut random);
    let percent = *random.pick(&[1, 3, 10, 30]);
    let mut marks: BTreeMap<Place, Value> = BTreeMap::new();
    let disputes = model.place("disputes", "reconsideration", "upheld");
    for (place, _) in model.figures() {
        let mark = *random.pick(&["", "", "", "/", "-", "—"]);
        // Without a pipe in front, a row that has no label cannot begin with a blank.
        let hidden = place == disputes && manner == Manner::PipeRows && mark.is_empty();
        if random.chance(percent) && !hidden {
            let value = if mark.is_empty() { Value::Blank } else { Value::NotApplicable(mark.to_owned()) };
            marks.insert(place, value);
        }
    }
    let mut pen = Pen::new(&model, Style::random(&mut random, "\n"), random);
    pen.marks = marks
        .iter()
        .map(|(place, value)| match value {
            Value::NotApplicable(mark) => (*place, mark.clone()),
            _ => (*place, String::new()),
        })
        .collect();
    write(&mut pen, manner);
    let text = pen.text();
    (model, marks, text)
}
