//! How a row is written so that it looks as its neighbours do.
//!
//! Invariant: a row that is written like a neighbour has its figures in the same columns.

use super::insert::{CELL, EMPTY_CELL};
use crate::format::aligned;
use crate::format::template::width;
use crate::format::{RowIndex, Table, canonical_label};

/// How the rows of a table that stand on one line each are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// What stands between cells: a pipe or a tab.
    separator: char,
    /// What stands before the first cell: blanks, and a pipe if there is one.
    lead: String,
    /// How many cells come before the figures.
    labels: usize,
    /// How many empty ones come behind them.
    behind: usize,
    /// How wide the columns are, where they are aligned.
    columns: Vec<usize>,
}

/// A line cut into cells.
struct Cut<'a> {
    lead: &'a str,
    cells: Vec<&'a str>,
}

/// Whether `c` separates cells.
pub fn is_separator(c: char) -> bool {
    matches!(c, '|' | '｜' | '│' | '\t')
}

/// Whether `c` is a pipe.
pub fn is_pipe(c: char) -> bool {
    is_separator(c) && c != '\t'
}

impl Cut<'_> {
    fn of(line: &str, separator: char) -> Cut<'_> {
        let mut cells = Vec::new();
        let (mut start, mut escaped) = (0, false);
        for (at, c) in line.char_indices() {
            if c == separator && !escaped {
                cells.push(&line[start..at]);
                start = at + c.len_utf8();
            }
            escaped = c == '\\' && !escaped;
        }
        cells.push(&line[start..]);
        let is_empty = |cell: Option<&&str>| cell.is_some_and(|cell| cell.trim().is_empty());
        let mut cut = Cut { lead: "", cells };
        if separator == '\t' {
            return cut;
        }
        if cut.cells.len() > 1 && is_empty(cut.cells.last()) {
            cut.cells.pop();
        }
        if cut.cells.len() > 1 && is_empty(cut.cells.first()) {
            cut.lead = &line[..cut.cells[0].len() + separator.len_utf8()];
            cut.cells.remove(0);
        }
        cut
    }

    /// How wide its columns are, if it alone says so: each cell between two blanks.
    fn columns(&self) -> Option<Vec<usize>> {
        let is_padded = |cell: &&str| cell.starts_with(' ') && cell.ends_with(' ') && cell.len() > 1;
        self.cells
            .iter()
            .map(|cell| Some(cell).filter(|cell| is_padded(cell)).map(|cell| width(cell) - 2))
            .collect()
    }

    /// Whether its cells are filled up to these columns.
    fn is_aligned(&self, columns: &[usize]) -> bool {
        let Some(drawn) = self.columns() else { return false };
        let content: Vec<usize> = self.cells.iter().map(|cell| width(cell.trim_matches(' '))).collect();
        let paddings = aligned::paddings(content.iter().copied(), columns);
        drawn.len() == columns.len()
            && drawn.into_iter().eq(content.iter().zip(paddings).map(|(cell, padding)| cell + padding))
    }
}

impl Layout {
    /// The layout of `line`, which holds `columns` figures, the first of them at `first`, if that is known. `other`
    /// is the line under the head, or a line beside it: if the cells of both are as wide, the columns are aligned.
    pub fn of(line: &str, columns: usize, first: Option<usize>, other: Option<&str>) -> Option<Layout> {
        let separator = line.chars().find(|c| is_separator(*c))?;
        let cut = Cut::of(line, separator);
        let labels = match first.and_then(|first| line.get(..first)) {
            Some(before) => before.matches(separator).count() - usize::from(!cut.lead.is_empty()),
            None => cut.cells.len().saturating_sub(columns).max(1),
        };
        let columns_of = |other: &str| Cut::of(other, separator).columns();
        let drawn = other.and_then(columns_of).filter(|columns| separator != '\t' && cut.is_aligned(columns));
        Some(Layout {
            separator,
            lead: cut.lead.to_owned(),
            labels: labels.max(1),
            behind: cut.cells.len().saturating_sub(labels.max(1) + columns),
            columns: drawn.unwrap_or_default(),
        })
    }

    /// A row with cells to fill in; the labels of its outermost groups that are already `given` are left out.
    pub fn row(&self, table: &Table, row: RowIndex, given: &[String]) -> String {
        let labels = self.label_cells(table, row, given);
        let blank = if self.separator == '\t' { EMPTY_CELL } else { CELL };
        let figures = table.rows[row].columns.iter().map(|_| blank.to_owned());
        let cells: Vec<String> = labels.into_iter().chain(figures).collect();
        if self.separator == '\t' {
            return self.lead.clone() + &cells.join("\t") + &"\t".repeat(self.behind);
        }
        let mut paddings = aligned::paddings(cells.iter().map(|cell| width(cell)), &self.columns);
        paddings.resize(cells.len(), 0);
        let mut line = self.lead.clone();
        for (at, (cell, padding)) in cells.iter().zip(paddings).enumerate() {
            if at > 0 {
                line.push(self.separator);
            }
            let padding = " ".repeat(padding);
            // Without a pipe before it a row begins with its first cell.
            let blank = if at == 0 && self.lead.is_empty() { "" } else { " " };
            line += &match at < self.labels {
                true => format!("{blank}{cell}{padding} "),
                false => format!("{blank}{padding}{cell} "),
            };
        }
        // A blank cell at the end is one only if a pipe closes it.
        line.push(self.separator);
        line += &std::iter::repeat_n(self.separator, self.behind).collect::<String>();
        line.trim_end_matches(' ').to_owned()
    }

    /// The label of a row alone, where its figures stand already.
    pub fn label(&self, table: &Table, row: RowIndex, given: &[String]) -> String {
        match self.labels {
            1 => self.label_cells(table, row, given).concat(),
            _ => table.rows[row].label.clone(),
        }
    }

    /// The label of a row in as many cells as there are for it.
    fn label_cells(&self, table: &Table, row: RowIndex, given: &[String]) -> Vec<String> {
        let groups = groups_before(table, row);
        let groups: Vec<&String> = groups.iter().filter(|group| !given.contains(group)).collect();
        let own = &table.rows[row].label;
        if self.labels == 1 {
            return vec![groups.into_iter().map(String::as_str).collect::<String>() + own];
        }
        let mut cells = vec![String::new(); self.labels];
        let all = &table.rows[row].groups;
        let last = self.labels - 1;
        for group in groups {
            let at = all.iter().position(|other| other == group).unwrap_or(0);
            cells[at.min(last)] += group;
        }
        cells[all.len().min(last)] += own;
        cells
    }
}

/// The labels of the groups that begin with this row, outermost first.
pub fn groups_before(table: &Table, row: RowIndex) -> &[String] {
    let groups = &table.rows[row].groups;
    let label = canonical_label(table, row);
    let before = label.strip_suffix(table.rows[row].label.as_str()).unwrap_or_default();
    (0..groups.len()).map(|from| &groups[from..]).find(|groups| groups.concat() == before).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::{Formats, TableIndex};

    #[test]
    fn a_row_looks_as_its_neighbour_does() {
        let table = &Formats::built_in().get("annual-2021").unwrap().tables[TableIndex::from(1)];
        let written = |line: &str, other: Option<&str>| {
            let first = line.find('7');
            let layout = Layout::of(line, 7, first, other).unwrap();
            layout
                .row(table, RowIndex::from(4), &[])
                .replace([CELL, EMPTY_CELL].map(|cell| cell.chars().next().unwrap()), "0")
        };
        let label = "（三）不予公开1.属于国家秘密";
        assert_eq!(
            written("| 甲 | 7 | 0 | 0 | 0 | 0 | 0 | 7 |", None),
            format!("| {label} | 0 | 0 | 0 | 0 | 0 | 0 | 0 |")
        );
        assert_eq!(
            written("甲 | 7 | 0 | 0 | 0 | 0 | 0 | 7 |", None),
            format!("{label} | 0 | 0 | 0 | 0 | 0 | 0 | 0 |")
        );
        assert_eq!(
            written("甲 | 7 | 0 | 0 | 0 | 0 | 0 | 7", None),
            format!("{label} | 0 | 0 | 0 | 0 | 0 | 0 | 0 |")
        );
        assert_eq!(
            written("甲\t\t\t7\t0\t0\t0\t0\t0\t7", None),
            "\t（三）不予公开\t1.属于国家秘密\t0\t0\t0\t0\t0\t0\t0"
        );
        assert_eq!(
            written(
                "| 甲                                   |   7 | 0 | 0 | 0 | 0 | 0 | 7 |",
                Some("| 乙                                   |   0 | 0 | 0 | 0 | 0 | 0 | 0 |")
            ),
            "| （三）不予公开1.属于国家秘密         |   0 | 0 | 0 | 0 | 0 | 0 | 0 |"
        );
        let short = &Formats::built_in().get("annual-2021").unwrap().tables[TableIndex::FIRST];
        let layout = Layout::of("行政许可 | 7 | ||", 1, Some(13), None).unwrap();
        assert_eq!(layout.row(short, RowIndex::from(5), &[]).replace(CELL, "0"), "行政事业性收费 | 0 |||");
    }
}
