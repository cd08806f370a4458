//! How rows are called, in a table and in a message.

use super::{Layout, Row, RowIndex, Table};

/// The label of a row in the canonical table: in front of it the labels of the groups that begin with this row,
/// `三、本年度办理结果（一）予以公开`. Where the printed form names the groups in its header, they are left out.
pub fn canonical_label(table: &Table, row: RowIndex) -> String {
    let this = &table.rows[row];
    if table.layout == Layout::OneLine {
        return this.label.clone();
    }
    let first = this.stands_for.first().copied().unwrap_or(row);
    let before = table.rows.before(first).rev().find(|row| table.rows[*row].stands_for.is_empty());
    let shared = before.map_or(0, |before| shared_groups(&table.rows[before], this));
    this.groups[shared..].concat() + &this.label
}

/// The full name of a row, `三、本年度办理结果 › （三）不予公开 › 1.属于国家秘密`.
pub fn full_name(table: &Table, row: RowIndex) -> String {
    let row = &table.rows[row];
    let mut names = row.groups.iter().map(String::as_str).collect::<Vec<_>>();
    names.push(&row.label);
    names.join(" › ")
}

/// The numbers of the first and the last of `rows`, `（一）` and `（六）`, where all rows between them are meant: those
/// of the labels or groups in which the two differ first. None where they have no numbers.
pub fn span<'a>(table: &'a Table, rows: &[RowIndex]) -> Option<(&'a str, &'a str)> {
    let (first, last) = (*rows.first()?, *rows.last()?);
    let shared = shared_groups(&table.rows[first], &table.rows[last]);
    let number = |row: RowIndex| {
        let row = &table.rows[row];
        let name = row.groups.get(shared).unwrap_or(&row.label);
        let end = name.strip_prefix('（')?.find('）')? + "（）".len();
        Some(&name[..end])
    };
    let is_meant = |row: RowIndex| {
        let stands = |one: RowIndex, other: RowIndex| table.rows[one].stands_for.contains(&other);
        rows.iter().any(|meant| *meant == row || stands(*meant, row) || stands(row, *meant))
    };
    let (from, to) = (number(first)?, number(last)?);
    let mut all = table.rows.indices().filter(|row| first <= *row && *row <= last);
    (from != to && all.all(is_meant)).then_some((from, to))
}

/// How many of the outermost groups two rows have in common.
fn shared_groups(one: &Row, other: &Row) -> usize {
    one.groups.iter().zip(&other.groups).take_while(|(one, other)| one == other).count()
}
