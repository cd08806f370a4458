//! Tables whose cells the text separates: pipes, tabs, line ends.

use super::form::{Covered, Piece, grid, written};
use super::model::Random;
use super::pen::Pen;
use super::render::Manner;
use gouji::format::TableIndex;

/// Writes a table.
pub fn table(pen: &mut Pen<'_>, table: TableIndex, manner: Manner) {
    let rows = grid(pen.model, table);
    match manner {
        Manner::MarkdownForm => markdown_form(pen, &rows),
        Manner::PipeRows => pipe_rows(pen, &rows, Covered::Dropped, ""),
        Manner::PipeRowsFramed => pipe_rows(pen, &rows, Covered::Dropped, "| "),
        Manner::PipeRowsPadded => pipe_rows(pen, &rows, Covered::AtEnd, ""),
        Manner::PipeRowsFramedPadded => pipe_rows(pen, &rows, Covered::AtEnd, "| "),
        Manner::Tsv => tsv(pen, &rows),
        Manner::TsvShifted => tsv_shifted(pen, &rows),
        Manner::Cells => cells(pen, &rows),
        Manner::CellsBare | Manner::CellsParagraphs => {
            cells_bare(pen, &rows, manner == Manner::CellsParagraphs)
        }
        _ => pipe_cells(pen, &rows, manner),
    }
}

fn markdown_form(pen: &mut Pen<'_>, rows: &[Vec<Piece>]) {
    for (index, row) in rows.iter().enumerate() {
        let cells = written(pen, row, Covered::InPlace, "");
        pen.line(format!("| {} |", cells.join(" | ")));
        if index == 0 {
            pen.line(format!("|{}", "---|".repeat(row.len())));
        }
    }
}

/// `规章 | 0 | 0 | 6 |`, and `行政许可 | 0 | ||` where cells are covered.
fn pipe_rows(pen: &mut Pen<'_>, rows: &[Vec<Piece>], covered: Covered, frame: &str) {
    let last = rows.len() - 1;
    for (index, row) in rows.iter().enumerate() {
        let cells = written(pen, row, covered, " ");
        // The last pipes of a page that was copied are sometimes lost.
        let filled = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |at| at + 1);
        let full = covered == Covered::AtEnd && filled == cells.len();
        let bare = index == last && !full && pen.marks.is_empty() && pen.random.chance(20);
        let end = if bare { String::new() } else { " |".to_owned() };
        let padding = cells.len() - filled;
        let padding = if padding > 0 && !bare { format!(" {}", "|".repeat(padding)) } else { String::new() };
        pen.line(format!("{frame}{}{end}{padding}", cells[..filled].join(" | ")));
    }
}

/// A row in pieces: its cells, then as many pipes as the form has cells left, and one.
fn pipe_cells(pen: &mut Pen<'_>, rows: &[Vec<Piece>], manner: Manner) {
    for row in rows {
        let covered = Covered::Dropped;
        let narrow = if manner == Manner::PipeCells { "\n" } else { " " };
        let cells = written(pen, row, covered, narrow);
        let left = row.len() - cells.len();
        let last = cells.len() - 1;
        for (index, cell) in cells.iter().enumerate() {
            match manner {
                Manner::PipeCells | Manner::PipeCellsPadded => {
                    pen.lines(cell);
                    pen.line("|");
                }
                Manner::PipeCellsRun if index == last && left > 0 => {
                    pen.line(format!("{cell} | {}", "|".repeat(left)));
                }
                Manner::PipeCellsBroken if index == 0 && index == last => {
                    pen.line("| ");
                    pen.line(format!(" {cell}  | {}", "|".repeat(left)));
                }
                Manner::PipeCellsBroken if index == 0 => {
                    pen.line("| ");
                    pen.line(format!(" {cell}  | "));
                }
                Manner::PipeCellsBroken if index == last => {
                    pen.line(format!(" {cell}  | {}", "|".repeat(left)).trim_end().to_owned());
                }
                Manner::PipeCellsBroken => pen.line(format!(" {cell}  | ")),
                _ => pen.line(format!("{cell} |")),
            }
        }
        if matches!(manner, Manner::PipeCellsPadded | Manner::PipeCellsTrailing) {
            pen.line("|".repeat(left + 1));
        }
    }
    if manner == Manner::PipeCellsPadded && pen.random.chance(30) {
        (0..5).for_each(|_| pen.line("|"));
    }
}

fn tsv(pen: &mut Pen<'_>, rows: &[Vec<Piece>]) {
    for row in rows {
        let cells = written(pen, row, Covered::InPlace, " ");
        pen.line(cells.join("\t"));
    }
}

/// From a word processor: what stands beside a covered cell moves to the left, and the row is filled up at its
/// end. In the middle a page ends, in or after a label; from there on the first column of labels is gone.
fn tsv_shifted(pen: &mut Pen<'_>, rows: &[Vec<Piece>]) {
    let page = Random(pen.random.next()).between(rows.len() / 2, rows.len());
    let is_inner = |row: &[Piece]| row[0] == Piece::Below && row[3..].iter().all(is_figure);
    let mut gone = false;
    let mut columns = rows[0].len();
    for (index, row) in rows.iter().enumerate() {
        if index >= page && !gone && is_inner(row) {
            gone = true;
            columns -= 1;
        }
        let row = if gone && row[0] == Piece::Below { &row[1..] } else { &row[..] };
        let mut cells = written(pen, row, Covered::BesideAtEnd, " ");
        cells.resize(columns.max(cells.len()), String::new());
        let label = cells.iter().position(|cell| cell.chars().filter(|c| is_han(*c)).count() > 6);
        let cut = index + 1 == page && row.iter().any(is_figure) && pen.marks.is_empty();
        let Some(label) = label.filter(|_| cut) else {
            pen.line(cells.join("\t"));
            continue;
        };
        // The end of the label stands on the next page, in a row of blanks.
        let words: Vec<char> = cells[label].chars().collect();
        let at = words.len() - pen.random.between(1, 3);
        let rest: String = words[at..].iter().collect();
        cells[label] = words[..at].iter().collect();
        pen.line(cells.join("\t"));
        if pen.random.chance(50) {
            pen.blank();
        }
        let mut next = vec![String::new(); cells.len()];
        next[label] = rest;
        pen.line(next.join("\t"));
    }
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

fn is_figure(piece: &Piece) -> bool {
    matches!(piece, Piece::Figure(_))
}

/// A cell a line behind a tab, and a blank line after the row.
fn cells(pen: &mut Pen<'_>, rows: &[Vec<Piece>]) {
    let broken = pen.style.line_end;
    for row in rows {
        for cell in written(pen, row, Covered::BelowOnly, broken) {
            pen.line(format!("\t{cell}"));
        }
        pen.blank();
    }
}

fn cells_bare(pen: &mut Pen<'_>, rows: &[Vec<Piece>], paragraphs: bool) {
    let narrow = if paragraphs { "\n\n" } else { "\n" };
    for row in rows {
        for cell in written(pen, row, Covered::Dropped, narrow) {
            // A cell that was not filled in is a line of a blank.
            let cell = if cell.is_empty() { " ".to_owned() } else { cell };
            for line in cell.split('\n') {
                pen.line(line);
            }
            if paragraphs {
                pen.blank();
            }
        }
    }
}
