//! Tables as they come out of a PDF: wrapped labels, figures between blanks, pages.

use gouji::format::{CellIndex, RowIndex, TableIndex};

use super::form::{Covered, Piece, grid, uncovered, written};
use super::model::Place;
use super::pen::Pen;
use super::render::Manner;

/// Writes a table.
pub fn table(pen: &mut Pen<'_>, table: TableIndex, manner: Manner) {
    let mut paper = Paper { pen, table, spread: manner == Manner::PdfRowsSpread };
    match manner {
        Manner::PdfRows | Manner::PdfRowsSpread => paper.rows(),
        Manner::PdfInside => paper.inside(0),
        Manner::PdfInsideRaised => {
            let raised = *paper.pen.random.pick(&[5, 30, 100]);
            paper.inside(raised);
        }
        Manner::PdfVertical => paper.vertical(),
        Manner::PdfColumns => paper.columns(),
        _ => paper.boxes(),
    }
}

/// Lines of at most `width` characters.
pub fn wrapped(words: &str, width: usize) -> Vec<String> {
    let chars: Vec<char> = words.chars().collect();
    chars.chunks(width.max(1)).map(|line| line.iter().collect()).collect()
}

struct Paper<'p, 'm> {
    pen: &'p mut Pen<'m>,
    table: TableIndex,
    spread: bool,
}

impl Paper<'_, '_> {
    /// A line, at times behind the end of a page.
    fn line(&mut self, line: impl Into<String>) {
        if self.pen.random.chance(4) {
            self.page();
        }
        let line: String = line.into();
        let indent = if self.pen.random.chance(4) { " " } else { "" };
        self.pen.line(format!("{indent}{line}"));
        if self.spread {
            self.pen.blank();
        }
    }

    /// A page number or a running head, or both.
    fn page(&mut self) {
        let number = self.pen.random.between(1, 12);
        let mark =
            *self.pen.random.pick(&["- # -", "-#-", "— # —", "—#—", "第#页", "第 # 页 共 12 页", "BARE"]);
        let mark = match mark {
            "BARE" if self.pen.style.bare_pages => number.to_string(),
            "BARE" => format!("- {number} -"),
            _ => mark.replace('#', &number.to_string()),
        };
        self.pen.line(mark);
        if self.pen.style.form_feed {
            self.pen.line("\u{c}");
        }
        if self.pen.random.chance(25) {
            let (agency, year) = (self.pen.model.agency.clone(), self.pen.model.year);
            let head = self.pen.words(&format!("{agency}{year}年政府信息公开工作年度报告"));
            self.pen.line(head);
        }
    }

    fn figures_of(&mut self, row: RowIndex) -> Vec<String> {
        let columns = self.pen.model.format.tables[self.table].rows[row].columns.clone();
        let table = self.table;
        columns
            .into_iter()
            .map(|column| self.pen.figure(Place { table, cell: CellIndex { row, column } }))
            .collect()
    }

    /// The labels of the groups that begin with a row, outermost first.
    fn groups_at(&self, row: RowIndex) -> Vec<String> {
        let rows = &self.pen.model.format.tables[self.table].rows;
        let groups = &rows[row].groups;
        let before = rows.before(row).next_back().map_or(&[][..], |before| &rows[before].groups);
        let shared = groups.iter().zip(before).take_while(|(one, other)| one == other).count();
        groups[shared..].to_vec()
    }

    /// The innermost group of a row.
    fn group(&self, row: RowIndex) -> Option<&str> {
        let row = &self.pen.model.format.tables[self.table].rows[row];
        row.groups.last().map(String::as_str)
    }

    fn label(&mut self, row: RowIndex) -> String {
        let label = self.pen.model.format.tables[self.table].rows[row].label.clone();
        self.pen.words(&label)
    }

    /// The rows of the form, where figures stand behind labels.
    fn grid(&self) -> Vec<Vec<Piece>> {
        grid(self.pen.model, self.table)
    }

    fn is_grouped(&self) -> bool {
        let table = &self.pen.model.format.tables[self.table];
        table.blocks.is_empty() && table.rows.len() > 3
    }

    /// Heads: a line each, or a word a line, or half a word.
    fn heads(&mut self) {
        for row in self.grid() {
            if row.iter().any(|piece| matches!(piece, Piece::Figure(_))) {
                break;
            }
            let words = written(self.pen, &row, Covered::Dropped, "");
            let manner = self.pen.random.below(3);
            for word in &words {
                let width = if word.chars().count() > 12 {
                    self.pen.random.between(16, 30)
                } else {
                    [12, 2, 3][manner]
                };
                wrapped(word, width).into_iter().for_each(|line| self.line(line));
            }
        }
    }

    /// Table two: a line for each row of the grid.
    fn plain_rows(&mut self) {
        for row in self.grid() {
            let cells = written(self.pen, &row, Covered::Dropped, " ");
            self.line(cells.join(" "));
        }
    }

    /// Table four: its heads, then its figures on a line.
    fn long_row(&mut self) {
        self.heads();
        let figures: Vec<String> =
            self.pen.model.rows(self.table).into_iter().flat_map(|row| self.figures_of(row)).collect();
        self.figures_line(String::new(), &figures);
    }

    /// Figures behind what stands in front of them; the last one at times on a line of its own.
    fn figures_line(&mut self, front: String, figures: &[String]) {
        let last_alone = figures.len() > 1 && self.pen.random.chance(12);
        let until = figures.len() - usize::from(last_alone);
        let gap = if front.is_empty() { "" } else { " " };
        self.line(format!("{front}{gap}{}", figures[..until].join(" ")));
        if last_alone {
            self.line(figures[until].clone());
        }
    }

    /// A row a line.
    fn rows(&mut self) {
        if !self.is_grouped() {
            return if self.pen.model.format.tables[self.table].blocks.is_empty() {
                self.long_row()
            } else {
                self.plain_rows()
            };
        }
        self.heads();
        let rows = self.pen.model.rows(self.table);
        let mut front = String::new();
        for (index, row) in rows.iter().enumerate() {
            for group in self.groups_at(*row) {
                let group = self.pen.words(&group);
                let width = self.pen.random.between(1, 5);
                let parts = wrapped(&group, width.max(group.chars().count() / 3));
                let goes_on = rows.get(index + 1).is_some_and(|next| self.group(*next) == self.group(*row));
                let is_inner = group.starts_with(['（', '(']);
                if is_inner && parts.len() == 2 && goes_on && self.pen.random.chance(25) {
                    // The label of the group stands in front of the labels of its first rows.
                    front = parts[1].clone();
                    self.row(*row, &(parts[0].clone() + " "));
                } else {
                    let lines = if width == 1 { wrapped(&group, 1) } else { parts };
                    lines.into_iter().for_each(|line| self.line(line));
                }
            }
            if front.is_empty() || !self.groups_at(*row).is_empty() {
                if front.is_empty() {
                    self.row(*row, "");
                }
            } else {
                let before = std::mem::take(&mut front) + " ";
                self.row(*row, &before);
            }
        }
    }

    /// A label, wrapped or not, and its figures behind or below it.
    fn row(&mut self, row: RowIndex, front: &str) {
        let label = self.label(row);
        let width = self.pen.random.between(12, 30);
        let mut lines = wrapped(&label, width);
        lines[0].insert_str(0, front);
        let figures = self.figures_of(row);
        let last = lines.pop().unwrap();
        let below = !lines.is_empty() && self.pen.random.chance(50);
        lines.into_iter().for_each(|line| self.line(line));
        if below {
            self.line(last);
            self.figures_line(String::new(), &figures);
        } else {
            self.figures_line(last, &figures);
        }
    }

    /// Figures in the middle of their labels, in `raised` of a hundred rows a little above it.
    fn inside(&mut self, raised: usize) {
        if !self.is_grouped() {
            return self.rows();
        }
        self.heads();
        let mut lines: Vec<String> = Vec::new();
        let mut outer: Option<(String, usize)> = None;
        let mut inner: Option<(String, usize)> = None;
        let rows = self.pen.model.rows(self.table);
        for (index, row) in rows.iter().enumerate() {
            for group in self.groups_at(*row) {
                let begins = Some((self.pen.words(&group), lines.len()));
                if group.starts_with(['（', '(']) { inner = begins } else { outer = begins }
            }
            let width = self.pen.random.between(13, 20);
            let mut label = wrapped(&self.label(*row), width);
            let figures = self.figures_of(*row).join(" ");
            let middle = label.len() / 2;
            if label.len() == 1 && self.pen.random.chance(raised) {
                label.insert(0, figures);
            } else if label.len() % 2 == 1 {
                label[middle] += &format!(" {figures}");
            } else {
                label.insert(middle, figures);
            }
            lines.extend(label);
            let next = rows.get(index + 1).copied();
            if inner.is_some() && next.and_then(|next| self.group(next)) != self.group(*row) {
                let (group, start) = inner.take().unwrap();
                let width = self.pen.random.between(3, 5);
                self.beside(wrapped(&group, width), &mut lines, start);
            }
            let outermost = |row: RowIndex| &self.pen.model.format.tables[self.table].rows[row].groups;
            if outer.is_some() && next.is_none_or(|next| outermost(next).is_empty()) {
                let (group, start) = outer.take().unwrap();
                self.beside(wrapped(&group, 1), &mut lines, start);
            }
        }
        lines.into_iter().for_each(|line| self.line(line));
    }

    /// Puts the parts of a group's label beside the lines of its rows, about their middle.
    fn beside(&mut self, parts: Vec<String>, lines: &mut Vec<String>, start: usize) {
        let room = (lines.len() - start).saturating_sub(parts.len());
        let mut at = start + room / 2;
        for part in parts {
            at = at.min(lines.len());
            let has_words = lines.get(at).is_some_and(|line| line.contains(|c: char| c > '\u{4e00}'));
            if has_words && self.pen.random.chance(40) {
                lines[at].insert_str(0, &(part + " "));
            } else {
                lines.insert(at, part);
            }
            at += 1;
        }
    }

    /// A cell a line, as it was wrapped.
    fn vertical(&mut self) {
        for row in self.grid() {
            let has_figures = row.iter().any(|piece| matches!(piece, Piece::Figure(_)));
            let is_label = |at: usize| matches!(uncovered(&row).get(at), Some(Piece::Words(_)));
            for (at, cell) in written(self.pen, &row, Covered::Dropped, "\n").iter().enumerate() {
                let is_group = is_label(at) && is_label(at + 1) && has_figures;
                let width = match (is_group, cell.starts_with('三')) {
                    (true, true) => 1,
                    (true, false) => 4,
                    _ => 15,
                };
                for line in cell.split('\n').flat_map(|line| wrapped(line, width)) {
                    self.line(line);
                }
            }
        }
    }

    /// Some labels stand behind the figures of their page.
    fn columns(&mut self) {
        let mut behind: Vec<String> = Vec::new();
        let grid = self.grid();
        let (away, page) = (self.pen.random.between(10, 60), self.pen.random.between(5, 15));
        for (index, row) in grid.iter().enumerate() {
            let is_long = row.iter().all(|piece| matches!(piece, Piece::Figure(_)));
            let pieces = uncovered(row);
            for (at, cell) in written(self.pen, row, Covered::Dropped, "\n").into_iter().enumerate() {
                let is_label = index > 2 && row.len() == 10 && matches!(pieces[at], Piece::Words(_));
                if is_label && self.pen.random.chance(away) {
                    behind.push(cell);
                    continue;
                }
                if is_long && at % 4 == 3 {
                    let head = *self.pen.random.pick(&["总计", "结果", "维持", "复议后起诉", "尚未", "审结"]);
                    self.paragraph(head);
                }
                self.paragraph(&cell);
            }
            if index % page == page - 1 || index + 1 == grid.len() {
                std::mem::take(&mut behind).iter().for_each(|label| self.paragraph(label));
                self.page();
            }
        }
    }

    fn paragraph(&mut self, cell: &str) {
        let width = if cell.chars().count() > 20 { 18 } else { 40 };
        for line in cell.split('\n').flat_map(|line| wrapped(line, width)) {
            self.line(line);
        }
        self.pen.blank();
    }

    /// The labels of a page, its heads, then its figures column by column.
    fn boxes(&mut self) {
        let grid = self.grid();
        let page = self.pen.random.between(6, 20);
        for rows in grid.chunks(page) {
            let is_words = |piece: &Piece| matches!(piece, Piece::Words(_));
            for row in rows {
                let words: Vec<Piece> = row.iter().filter(|piece| is_words(piece)).cloned().collect();
                let words = written(self.pen, &words, Covered::Dropped, "\n");
                words.iter().for_each(|word| self.paragraph(word));
            }
            for column in 0..grid[0].len() {
                for row in rows {
                    if let Piece::Figure(place) = row[column] {
                        let figure = self.pen.figure(place);
                        self.paragraph(&figure);
                    }
                }
            }
            self.page();
        }
    }
}
