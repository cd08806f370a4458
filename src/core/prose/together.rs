//! Figures that are of several before them together, and those before them that are of more for it.
//!
//! Invariant: only figures that are clear by themselves are added up.

use super::applications::APPLICANTS;
use super::read::Reader;
use super::token::{Token, is_filler};
use super::{Figure, Spot, Tie};
use crate::format::prose::Tag;

/// How many things words say they add up: 两者合计, 三类合计.
fn count(words: &str) -> usize {
    "一二三四五".chars().position(|numeral| words.contains(numeral)).map_or(2, |at| at + 1)
}

fn is_clear(figure: &Figure) -> bool {
    !figure.tie.is_doubtful && !figure.tie.alternatives.is_empty()
}

impl<'a> Reader<'a> {
    /// 两者合计47件, 新收12件，上年结转2件，共14件: what the two figures before are of, together.
    pub fn sum(&self, text: &str, left: &[Token<'a>], depth: usize) -> Option<Tie> {
        let sum = left.iter().find(|token| token.is(Tag::Sum));
        let counts_both = sum.is_some();
        if !counts_both && !left.iter().all(is_filler) {
            return None;
        }
        let is_column = |figure: &Figure| {
            let of = figure.tie.alternatives.iter().flatten();
            of.map(|spot| &self.source.format.tables[spot.table].columns[spot.cell.column].id)
                .any(|column| APPLICANTS.contains(&column.as_str()))
        };
        let own = |figure: &Figure| {
            figure.is_current()
                && !figure.number.is_percentage()
                && (counts_both || !(figure.is_part && is_column(figure)))
        };
        // 新收12件（自然人9件、商业企业3件），上年结转2件，共14件: not of what stands in brackets.
        let mut before = self
            .figures
            .iter()
            .rev()
            .take_while(|figure| figure.sentence == self.sentence)
            .filter(|figure| (figure.depth <= depth || !figure.is_part) && own(figure));
        // 三类合计90件
        if let Some(count) = sum.map(|sum| count(&text[sum.range.clone()])).filter(|count| *count > 2) {
            let parts: Vec<&Figure> = before.take(count).collect();
            return self.sum_of(&parts).filter(|_| parts.len() == count);
        }
        let (last, first) = (before.next()?, before.next()?);
        if !is_clear(first) || !is_clear(last) {
            return None;
        }
        let row_of = |figure: &Figure| match figure.tie.alternatives[0].as_slice() {
            [spot] => Some(self.source.format.tables[spot.table].rows[spot.cell.row].id.as_str()),
            _ => None,
        };
        let of_all = (row_of(first), row_of(last)) == (Some("received"), Some("carried_in"));
        if !counts_both && (!of_all || left.is_empty()) {
            return None;
        }
        self.sum_of(&[last, first])
    }

    /// What several figures are of, together; the last of them comes first.
    fn sum_of(&self, parts: &[&Figure]) -> Option<Tie> {
        let mut cells: Vec<Spot> = Vec::new();
        for part in parts.iter().rev() {
            let own = part.tie.alternatives.first().filter(|_| is_clear(part))?;
            own.iter().for_each(|cell| {
                if !cells.contains(cell) {
                    cells.push(*cell);
                }
            });
        }
        Some(Tie { alternatives: vec![cells], ..Tie::default() })
    }

    /// 个人7件（含结转1件）: what was carried in is a part of what is said of them.
    pub fn part_carried(&mut self, left: &[Token<'a>]) {
        let [.., whole, part] = self.figures.as_mut_slice() else { return };
        let carries = |token: &Token<'a>| {
            token
                .word(Tag::Result)
                .is_some_and(|word| word.any.iter().flatten().any(|row| row == "carried_in"))
        };
        let of_received = whole.tie.alternatives.first().map(Vec::as_slice);
        let ([first, ..], true, Some([spot])) = (left, part.depth > whole.depth, of_received) else { return };
        if !first.is(Tag::Part) || !left.iter().any(carries) || whole.sentence != part.sentence {
            return;
        }
        let format = self.source.format;
        let table = &format.tables[spot.table];
        let column = table.columns[spot.cell.column].id.as_str();
        if column == "total" || table.rows[spot.cell.row].id != "received" {
            return;
        }
        let cells = |rows: &[&str]| self.source.cells("applications", rows, &[column]);
        if let (Some(both), Some(handled), Some(carried)) =
            (cells(&["received", "carried_in"]), cells(&["handled_total"]), cells(&["carried_in"]))
        {
            whole.tie.alternatives = vec![both, handled];
            part.tie.alternatives = vec![carried];
        }
    }
}
