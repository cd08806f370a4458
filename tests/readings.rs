//! Lines that can be read in more than one way: what holds no figure, what was left blank, what ran together,
//! labels in pieces. No figure ever stands at a place where it does not belong.
#![allow(clippy::print_stderr)] // how much was read is worth seeing

mod support;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use gouji::analysis::Analysis;
use gouji::format::CellIndex;
use gouji::report::Value;
use gouji::report::lexicon::Lexicon;
use gouji::rules::Lang;
use gouji::text::Text;
use support::check::{fault, name, placed, read_one, right_figures, wrong_figure};
use support::model::{Model, Place, Random};
use support::pen::{Pen, Style};
use support::render::{Manner, write};
use support::runner::faults;

/// Reports for each manner.
const REPORTS: usize = 100;

/// What stands in a cell that nobody filled in with a figure.
const SIGNS: [&str; 10] =
    ["#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "x", "XX", "TODO", "=SUM(B2:G2)", "？"];

/// The same in words. By themselves they could be a part of a label.
const WORDS: [&str; 5] = ["2024年", "见附件", "待补", "待核实", "未统计"];

fn rendered(
    model: &Model,
    manner: Manner,
    style: Style,
    marks: &[(Place, String)],
    random: &mut Random,
) -> String {
    let mut pen = Pen::new(model, style, Random(random.next()));
    pen.marks = marks.iter().cloned().collect();
    write(&mut pen, manner);
    pen.text()
}

fn any_place(model: &Model, random: &mut Random) -> Place {
    let places: Vec<Place> = model.figures().map(|(place, _)| place).collect();
    *random.pick(&places)
}

#[test]
fn a_cell_without_a_figure_keeps_its_place_in_every_shape() {
    let mut found = String::new();
    for (manner, shape) in Manner::READABLE {
        let check = |seed: u64| {
            let mut random = Random(seed);
            let model = Model::random(&mut random);
            let place = any_place(&model, &mut random);
            let words = if random.chance(60) { *random.pick(&SIGNS) } else { *random.pick(&WORDS) };
            let style = Style::random(&mut random, if seed.is_multiple_of(2) { "\n" } else { "\r\n" });
            let text = rendered(&model, manner, style, &[(place, words.to_owned())], &mut random);
            let marks = BTreeMap::from([(place, Value::Other(words.to_owned()))]);
            fault(&model, &text, &[shape], &marks)
                .map(|fault| (format!("{words} at {}: {fault}", name(&model, place)), text))
        };
        found.extend(faults(&format!("no figure {manner:?}"), REPORTS, &check));
    }
    assert!(found.is_empty(), "\n{found}");
}

/// In shapes in which a blank cell can be seen, but where rows may also be filled up at their ends.
#[test]
fn a_blank_is_read_in_its_place_or_its_row_is_not_read() {
    // So many of the hundred figures and blanks were read when this was written.
    const LEAST: [(Manner, usize); 7] = [
        (Manner::PipeCells, 99),
        (Manner::PipeCellsPadded, 70),
        (Manner::PipeCellsTrailing, 70),
        (Manner::PipeCellsRun, 70),
        (Manner::PipeCellsBroken, 60),
        (Manner::CellsBare, 99),
        (Manner::CellsParagraphs, 99),
    ];
    let mut found = String::new();
    for (manner, least) in LEAST {
        let (right, all) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let check = |seed: u64| {
            let mut random = Random(seed);
            let model = Model::random(&mut random);
            let percent = *random.pick(&[1, 3, 10, 40]);
            // Table four has no label on its line of figures.
            let disputes = model.format.table("disputes").unwrap();
            let blank: Vec<(Place, String)> = model
                .figures()
                .filter(|(place, _)| place.table != disputes && random.chance(percent))
                .map(|(place, _)| (place, String::new()))
                .collect();
            let style = Style::random(&mut random, "\n");
            let text = rendered(&model, manner, style, &blank, &mut random);
            let read = placed(&read_one(&text), &text);
            let known = |place: Place| match blank.iter().any(|(blank, _)| *blank == place) {
                true => Some(Value::Blank),
                false => model.get(place).map(Value::Figure),
            };
            let is_right = |place: Place| {
                read.get(&place)
                    .is_some_and(|reads| reads.iter().all(|read| Some(&read.value) == known(place).as_ref()))
            };
            right.fetch_add(model.figures().filter(|(place, _)| is_right(*place)).count(), Ordering::Relaxed);
            all.fetch_add(model.figures().count(), Ordering::Relaxed);
            let wrong = read.keys().find(|place| !is_right(**place));
            wrong.map(|place| (format!("{}: {:?}", name(&model, *place), read[place]), text))
        };
        found.extend(faults(&format!("blanks {manner:?}"), REPORTS, &check));
        let percent = 100 * right.into_inner() / all.into_inner();
        eprintln!("{manner:?}: {percent} of 100 cells");
        if percent < least {
            found += &format!("{manner:?}: only {percent} of 100 cells are read\n");
        }
    }
    assert!(found.is_empty(), "\n{found}");
}

/// Some rows end in the bars of the columns that their labels span, others do not: a row of the second kind whose
/// first cell is blank has as many cells as its sisters and no blank to spare. One that lost a bar has.
#[test]
fn a_row_that_ends_in_a_figure_is_read_though_other_rows_are_filled_up() {
    let table = |row: &str| {
        format!(
            "三、收到和处理政府信息公开申请情况\n\n\
             一、本年新收政府信息公开申请数量 | 4 | 2 | 0 | 0 | 0 | 0 | 6 | ||\n\
             二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | ||\n\
             三、本年度办理结果 | （一）予以公开 | 3 | 0 | 0 | 0 | 0 | 0 | 3 |\n\
             {row}\n\
             2.其他法律行政法规禁止公开 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n\
             3.危及“三安全一稳定” | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n\
             （七）总计 | 4 | 2 | 0 | 0 | 0 | 0 | 6 |\n"
        )
    };
    let read = |row: &str| {
        let text = table(row);
        let report = read_one(&text);
        let partly = report
            .format
            .table("applications")
            .map(|table| (table, report.format.tables[table].row("partly_granted").unwrap()));
        let cells = placed(&report, &text)
            .into_iter()
            .filter(|(place, _)| Some((place.table, place.cell.row)) == partly);
        cells.map(|(_, reads)| reads[0].written.clone()).collect::<Vec<_>>().join("_")
    };
    assert_eq!(read("（二）部分公开 |  | 2 |  |  |  |  | 2 |"), "_2_____2");
    assert_eq!(read("（二）部分公开 |  | 2 | 0 | 0 | 0 |  |  |"), "");
}

/// Two neighbours with nothing between them: the row has a cell too few, and none of its figures gets a place.
#[test]
fn figures_that_ran_together_move_no_other() {
    let mut found = String::new();
    for (manner, _) in Manner::READABLE {
        let check = |seed: u64| {
            let mut random = Random(seed);
            let mut model = Model::random(&mut random);
            let place = any_place(&model, &mut random);
            let columns = model.format.tables[place.table].rows[place.cell.row].columns.clone();
            let at = columns.iter().position(|column| *column == place.cell.column).unwrap();
            let next = *columns.get(at + 1)?;
            let next = Place { table: place.table, cell: CellIndex { row: place.cell.row, column: next } };
            if random.chance(50) {
                model.set(place, 0);
                model.set(next, random.below(2));
            }
            let mark = |place: Place, before: &str, after: &str| {
                (place, format!("{before}{}{after}", model.get(place).unwrap()))
            };
            let marks = [mark(place, "", "〔"), mark(next, "〕", "")];
            let text = rendered(&model, manner, Style::plain("\n"), &marks, &mut random);
            let (before, rest) = text.split_once('〔').unwrap();
            let (_, after) = rest.split_once('〕').unwrap();
            let text = before.to_owned() + after;
            let row = (place.table, place.cell.row);
            let in_row = |other: Place| (other.table, other.cell.row) == row;
            let one_line = model.format.tables[place.table].layout == gouji::format::Layout::OneLine;
            let left = |other: Place| in_row(other) || one_line && other.table == place.table;
            let wrong = wrong_figure(&model, &text, &|_| false);
            let kept = model.figures().filter(|(other, _)| !left(*other)).count();
            let few = (right_figures(&model, &text) < kept).then(|| "another row is lost".to_owned());
            wrong.or(few).map(|fault| (format!("{}: {fault}", name(&model, place)), text))
        };
        found.extend(faults(&format!("ran together {manner:?}"), REPORTS, &check));
    }
    assert!(found.is_empty(), "\n{found}");
}

/// Sentences that say what the tables have, wrapped at any place, stand before the tables.
#[test]
fn a_wrapped_sentence_is_no_row() {
    let mut found = String::new();
    for (manner, shape) in Manner::READABLE {
        let check = |seed: u64| {
            let mut random = Random(seed);
            let model = Model::random(&mut random);
            let text = rendered(&model, manner, Style::plain("\n"), &[], &mut random);
            let text = with_sentences(&text, &mut random);
            let said = Analysis::fresh(&Text::from(text.as_str()), Lexicon::built_in()).diagnostics(Lang::Zh);
            let about_rows = said.iter().find(|finding| finding.rule.starts_with("tables/"));
            let about_rows = about_rows.map(|finding| format!("{}: {}", finding.rule, finding.message));
            fault(&model, &text, &[shape], &BTreeMap::new()).or(about_rows).map(|fault| (fault, text))
        };
        found.extend(faults(&format!("wrapped sentence {manner:?}"), REPORTS, &check));
    }
    assert!(found.is_empty(), "\n{found}");
}

/// The text with a sentence below the heading of each section that has a table, hard-wrapped, with blanks around its
/// figures or without.
fn with_sentences(text: &str, random: &mut Random) -> String {
    const SAID: [(&str, &str); 3] = [
        (
            "主动公开政府信息情况",
            "本年度作出行政许可#件、行政处罚#件、行政强制#件。现行有效的规章#件、行政规范性文件#件，行政事业性收费#万元。",
        ),
        (
            "收到和处理政府信息公开申请情况",
            "全年新收政府信息公开申请#件，上年结转政府信息公开申请#件；予以公开#件、部分公开#件、其他处理#件，结转下年度继续办理#件。",
        ),
        (
            "行政诉讼情况",
            "被申请行政复议#件，其中结果维持#件、结果纠正#件、其他结果#件、尚未审结#件；行政诉讼总计#件。",
        ),
    ];
    let width = 12 + random.below(30);
    let blank = ["", " "][random.below(2)];
    let mut with = String::new();
    for line in text.lines() {
        with += &format!("{line}\n");
        let Some((_, said)) = SAID.iter().find(|(heading, _)| line.ends_with(heading)) else { continue };
        // As is set, a line ends neither before a stop nor within a figure and its unit.
        let mut length = 0;
        for part in said.split_inclusive(['#', '、', '，', '；', '。']) {
            let words = part.trim_end_matches('#');
            let is_unit = words.starts_with(['件', '万']);
            let pieces: Vec<String> = match is_unit {
                true => vec![format!("{blank}{}{blank}{words}", random.below(300))],
                false => words.chars().map(String::from).collect(),
            };
            for piece in pieces {
                if length >= width && !piece.starts_with(['、', '，', '；', '。']) {
                    with += "\n";
                    length = 0;
                }
                length += piece.chars().count();
                with += &piece;
            }
        }
        with += "\n";
    }
    with
}

/// A label wrapped over rows, its figures beside any of the pieces, the other rows of blanks.
#[test]
fn a_label_wrapped_over_rows_is_read_as_one() {
    let manners = Manner::READABLE.into_iter().filter(|(manner, _)| {
        matches!(
            manner,
            Manner::Markdown | Manner::MarkdownForm | Manner::PipeRows | Manner::PipeRowsFramed | Manner::Tsv
        )
    });
    let mut found = String::new();
    for (manner, shape) in manners {
        let check = |seed: u64| {
            let mut random = Random(seed);
            let model = Model::random(&mut random);
            let text = rendered(&model, manner, Style::plain("\n"), &[], &mut random);
            let text = with_wrapped_label(&text, if manner == Manner::Tsv { "\t" } else { "|" }, &mut random);
            let said = Analysis::fresh(&Text::from(text.as_str()), Lexicon::built_in()).diagnostics(Lang::Zh);
            let about_rows = said.iter().find(|finding| finding.rule.starts_with("tables/"));
            let about_rows = about_rows.map(|finding| format!("{}: {}", finding.rule, finding.message));
            fault(&model, &text, &[shape], &BTreeMap::new()).or(about_rows).map(|fault| (fault, text))
        };
        found.extend(faults(&format!("wrapped label {manner:?}"), REPORTS, &check));
    }
    assert!(found.is_empty(), "\n{found}");
}

/// The text with one label of a row with figures cut into two or three pieces in as many rows.
fn with_wrapped_label(text: &str, separator: &str, random: &mut Random) -> String {
    let is_label = |cell: &str| {
        let words = cell.trim();
        // A label that is whole without its end is complete with it or without.
        words.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count() >= 6
            && !words.contains("区分处理")
    };
    let is_figure =
        |cell: &str| !cell.trim().is_empty() && cell.trim().chars().all(|c| c.is_ascii_digit() || c == '.');
    let lines: Vec<&str> = text.lines().collect();
    let rows: Vec<(usize, usize)> = lines
        .iter()
        .enumerate()
        .filter_map(|(at, line)| {
            let cells: Vec<&str> = line.split(separator).collect();
            let label = cells.iter().rposition(|cell| is_label(cell))?;
            cells.iter().any(|cell| is_figure(cell)).then_some((at, label))
        })
        .collect();
    let (at, label) = *random.pick(&rows);
    let cells: Vec<&str> = lines[at].split(separator).collect();
    let words: Vec<char> = cells[label].trim().chars().collect();
    // The group's label in front of it stays with its first piece.
    let own = words
        .iter()
        .rposition(|c| matches!(c, '）' | '.'))
        .filter(|at| at + 3 < words.len())
        .map_or(0, |at| at + 1);
    let mut cuts = vec![own + 1 + random.below(words.len() - own - 2)];
    if random.chance(30) {
        cuts.push(own + 1 + random.below(words.len() - own - 2));
    }
    cuts.sort_unstable();
    cuts.dedup();
    let pieces: Vec<String> = std::iter::once(0)
        .chain(cuts.iter().copied())
        .zip(cuts.iter().copied().chain([words.len()]))
        .map(|(from, to)| words[from..to].iter().collect())
        .collect();
    let beside = *random.pick(&[0, pieces.len() - 1]);
    let row = |piece: usize| -> String {
        let written = |(index, cell): (usize, &&str)| match index {
            _ if index == label => format!(" {} ", pieces[piece]),
            _ if index < label && piece == 0 => (*cell).to_owned(),
            _ if index > label && piece == beside => (*cell).to_owned(),
            _ if index + 1 == cells.len() && cell.trim().is_empty() => String::new(),
            _ => " ".to_owned(),
        };
        cells.iter().enumerate().map(written).collect::<Vec<_>>().join(separator)
    };
    let mut wrapped: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
    wrapped.splice(at..=at, (0..pieces.len()).map(row));
    wrapped.join("\n") + "\n"
}

/// A label cut in two cells, or its ends in one and its middle in the other.
#[test]
fn a_label_cut_in_two_cells_is_read_as_one() {
    let check = |seed: u64| {
        let mut random = Random(seed);
        let model = Model::random(&mut random);
        let text = rendered(&model, Manner::Markdown, Style::plain("\n"), &[], &mut random);
        let applications = text.find("| 项目").unwrap();
        let cut = |line: &str| -> String {
            let (first, rest) = line[1..].split_once('|').unwrap();
            let words: Vec<char> = first.trim().chars().collect();
            let join = |range: std::ops::Range<usize>| words[range].iter().collect::<String>();
            let (third, half) = (words.len() / 3, words.len() / 2);
            match random.below(3) {
                _ if words.len() < 9 || line.starts_with("| -") => format!("|{first}| |{rest}"),
                0 => format!("| {} | {} |{rest}", join(0..half), join(half..words.len())),
                1 => {
                    let (one, two) = (join(0..third), join(2 * third..words.len()));
                    format!("| {one}<br>{two} | {} |{rest}", join(third..2 * third))
                }
                _ => format!("| {}<br/>{} | |{rest}", join(0..half), join(half..words.len())),
            }
        };
        let mut cut = cut;
        let (before, table) = text.split_at(applications);
        let end: usize =
            table.split_inclusive('\n').take_while(|line| line.starts_with('|')).map(str::len).sum();
        let rows: Vec<String> =
            table[..end].lines().map(|line| cut(line).replace("| |---", "| --- |---")).collect();
        let text = format!("{before}{}\n{}", rows.join("\n"), &table[end..]);
        let said = Analysis::fresh(&Text::from(text.as_str()), Lexicon::built_in()).diagnostics(Lang::Zh);
        let about_rows = said.iter().find(|finding| finding.rule.starts_with("tables/"));
        let about_rows = about_rows.map(|finding| format!("{}: {}", finding.rule, finding.message));
        let wrong =
            (right_figures(&model, &text) < model.figures().count()).then(|| "a row is lost".to_owned());
        wrong.or(about_rows).map(|fault| (fault, text))
    };
    assert_eq!(faults("cut label", REPORTS, &check), None);
}
