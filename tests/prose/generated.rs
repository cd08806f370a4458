//! Reports whose prose is made of their tables: nothing is found in them; one figure changed is found at its words, with
//! its cells.

use std::ops::Range;

use gouji::analysis::Analysis;
use gouji::report::lexicon::Lexicon;
use gouji::rules::{Diagnostic, Lang};
use gouji::text::Text;
use rust_decimal::Decimal;

use super::support::model::{Model, Random};
use super::support::render::{Manner, report};

/// A piece of a sentence: words, or the sum of cells.
enum Piece {
    Words(&'static str),
    Sum(Vec<[&'static str; 3]>),
}

use Piece::{Sum, Words};

fn one(table: &'static str, row: &'static str, column: &'static str) -> Piece {
    Sum(vec![[table, row, column]])
}

fn total(row: &'static str) -> Piece {
    one("applications", row, "total")
}

fn totals(rows: &[&'static str]) -> Piece {
    Sum(rows.iter().map(|row| ["applications", *row, "total"]).collect())
}

fn litigation(column: &'static str) -> Piece {
    let rows = ["litigation_direct", "litigation_after_reconsideration"];
    Sum(rows.iter().map(|row| ["disputes", *row, column]).collect())
}

const DENIED: [&str; 8] = [
    "denied.state_secret",
    "denied.prohibited_by_law",
    "denied.security_and_stability",
    "denied.third_party_rights",
    "denied.internal_affairs",
    "denied.process_information",
    "denied.enforcement_files",
    "denied.administrative_inquiry",
];
const UNAVAILABLE: [&str; 3] =
    ["unavailable.not_held", "unavailable.needs_creation", "unavailable.still_unclear"];
const LEGAL: [&str; 5] = ["commercial", "research", "public_welfare", "legal_service", "other"];

/// Sentences as clerks write them.
fn sentences() -> Vec<Vec<Piece>> {
    let normative = |column| one("disclosure", "normative_documents", column);
    let review = |column| one("disputes", "reconsideration", column);
    let legal = Sum(LEGAL.iter().map(|column| ["applications", "received", *column]).collect());
    vec![
        vec![
            Words("本年度我单位新收政府信息公开申请"),
            total("received"),
            Words("件，上年结转"),
            total("carried_in"),
            Words("件，办结"),
            total("handled_total"),
            Words("件，结转下年度继续办理"),
            total("carried_out"),
            Words("件。"),
        ],
        vec![
            Words("从办理结果看，予以公开"),
            total("granted"),
            Words("件、部分公开"),
            total("partly_granted"),
            Words("件、不予公开"),
            totals(&DENIED),
            Words("件、无法提供"),
            totals(&UNAVAILABLE),
            Words("件。"),
        ],
        vec![
            Words("新收的申请中，自然人提出"),
            one("applications", "received", "natural_person"),
            Words("件，法人或其他组织提出"),
            legal,
            Words("件。"),
        ],
        vec![
            Words("因政府信息公开工作被申请行政复议"),
            review("total"),
            Words("件，其中结果维持"),
            review("upheld"),
            Words("件、结果纠正"),
            review("corrected"),
            Words("件；被提起行政诉讼"),
            litigation("total"),
            Words("件。"),
        ],
        vec![
            Words("制发行政规范性文件"),
            normative("issued"),
            Words("件，废止"),
            normative("repealed"),
            Words("件，现行有效"),
            normative("in_force"),
            Words("件。"),
        ],
        vec![
            Words("全年作出行政许可决定"),
            one("disclosure", "permits", "decisions"),
            Words("件、行政处罚决定"),
            one("disclosure", "penalties", "decisions"),
            Words("件、行政强制决定"),
            one("disclosure", "coercion", "decisions"),
            Words("件。"),
        ],
    ]
}

/// A figure in the prose: where it stands, and of what it is.
struct Said {
    range: Range<usize>,
    cells: Vec<[&'static str; 3]>,
}

/// The prose made of a model's figures; of the one at `changed` there is one more.
fn prose(model: &Model, changed: Option<usize>) -> (String, Vec<Said>) {
    let mut text = String::from("（二）依申请公开及其他情况。");
    let mut said = Vec::new();
    for piece in sentences().into_iter().flatten() {
        match piece {
            Words(words) => text += words,
            Sum(cells) => {
                let figure =
                    |[table, row, column]: &[&str; 3]| model.get(model.place(table, row, column)).unwrap();
                let mut sum: Decimal = cells.iter().map(figure).sum();
                if changed == Some(said.len()) {
                    sum += Decimal::ONE;
                }
                let start = text.len();
                text += &sum.normalize().to_string();
                said.push(Said { range: start..text.len(), cells });
            }
        }
    }
    (text, said)
}

/// The report with the prose below its first heading, in lines of this many characters; and where its figures stand.
fn put(written: &str, prose: &str, said: &[Said], width: Option<usize>) -> (String, Vec<Range<usize>>) {
    let mut at = 0;
    for line in written.split_inclusive('\n') {
        at += line.len();
        if line.trim_start_matches(['#', ' ', '\u{c}', '\u{3000}']).starts_with("一、")
            && line.contains("总体")
        {
            break;
        }
    }
    let mut wrapped = String::new();
    let mut places = vec![0; prose.len() + 1];
    let mut count = 0;
    for (start, c) in prose.char_indices() {
        if width.is_some_and(|width| count == width) {
            wrapped.push('\n');
            count = 0;
        }
        places[start] = at + wrapped.len();
        wrapped.push(c);
        places[start + c.len_utf8()] = at + wrapped.len();
        count += 1;
    }
    wrapped.push('\n');
    let ranges = said.iter().map(|said| {
        // The end is that of its last digit, not the start of the next line.
        places[said.range.start]..places[said.range.end - 1] + 1
    });
    let ranges = ranges.collect();
    (format!("{}{wrapped}{}", &written[..at], &written[at..]), ranges)
}

fn text_findings(written: &str) -> Vec<Diagnostic> {
    let analysis = Analysis::fresh(&Text::from(written), Lexicon::built_in());
    let mut found = analysis.diagnostics(Lang::Zh);
    found.retain(|one| one.rule.starts_with("text/") && one.rule != "text/unusual-characters");
    found
}

#[test]
fn a_changed_figure_is_found_and_nothing_else_is() {
    const REPORTS: usize = 36;
    let mut random = Random(20);
    let (mut tried, mut found) = (0, 0);
    let mut told = Vec::new();
    for round in 0..REPORTS {
        let model = Model::random(&mut random);
        let (manner, _) = Manner::READABLE[round % Manner::READABLE.len()];
        let written = report(&model, manner, "\n", &mut random);
        let width = (round % 2 == 1).then(|| random.between(11, 30));
        let (text, said) = prose(&model, None);
        let (clean, _) = put(&written, &text, &said, width);
        for one in text_findings(&clean) {
            told.push(format!("{manner:?} {width:?}: {} {}", one.rule, one.message));
        }
        let changed = random.below(said.len());
        let (text, said) = prose(&model, Some(changed));
        let (faulty, places) = put(&written, &text, &said, width);
        tried += 1;
        let findings = text_findings(&faulty);
        let is_right = |one: &&Diagnostic| {
            let mut cells: Vec<String> = one
                .cells
                .iter()
                .map(|cell| {
                    format!(
                        "{} {} {}",
                        cell.table,
                        cell.row.as_deref().unwrap(),
                        cell.column.as_deref().unwrap()
                    )
                })
                .collect();
            let mut meant: Vec<String> = said[changed].cells.iter().map(|cell| cell.join(" ")).collect();
            cells.sort();
            meant.sort();
            one.rule == "text/figure-mismatch"
                && one.range.start <= places[changed].start
                && places[changed].end <= one.range.end
                && cells == meant
        };
        match findings.iter().find(is_right) {
            Some(_) => found += 1,
            None => told.push(format!(
                "{manner:?} {width:?}: {:?} is not found in {text}",
                &text[said[changed].range.clone()]
            )),
        }
        // What does not add up any more may be told beside it, and nothing else.
        for one in findings.iter().filter(|one| !is_right(one)) {
            let beside = matches!(one.rule, "text/balance" | "text/subtotal");
            if !beside {
                told.push(format!("{manner:?} {width:?}: {} {}", one.rule, one.message));
            }
        }
    }
    assert!(told.is_empty() && found == tried, "{found} of {tried} found\n{}", told.join("\n"));
}
