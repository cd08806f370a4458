//! A random report in which every equation of the format holds.

use std::collections::BTreeMap;
use std::sync::Arc;

use gouji::format::{CellIndex, ColumnIndex, Equation, Format, Formats, RowIndex, TableIndex};
use rust_decimal::Decimal;

/// splitmix64, so that a failure can be seen again.
#[derive(Debug, Clone)]
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        word ^ (word >> 31)
    }

    /// A number below `limit`; 0 where there is none.
    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() >> 11) as usize % limit.max(1)
    }

    pub fn between(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most + 1 - least)
    }

    /// True in `percent` of a hundred cases.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

/// The place of a figure in a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The index of the table in the format.
    pub table: TableIndex,
    /// The place in the table.
    pub cell: CellIndex,
}

/// What a report says.
#[derive(Debug, Clone)]
pub struct Model {
    pub format: Arc<Format>,
    pub agency: String,
    pub year: u16,
    figures: BTreeMap<Place, Decimal>,
}

/// None of them exists.
const AGENCIES: [&str; 13] = [
    "青禾镇人民政府",
    "云麓市人民政府",
    "石桥区财政局",
    "丹枫县卫生健康局",
    "白鹭湖街道办事处",
    "远岫乡人民政府",
    "松漠自治州教育局",
    "云水县交通运输局",
    "临溪市公安局",
    "云麓海关",
    "于溪县人民政府",
    "关河镇人民政府",
    "桐岭开发区管理委员会",
];

impl Model {
    /// A report in the format for years from 2021.
    pub fn random(random: &mut Random) -> Model {
        let format = Formats::built_in().get("annual-2021").unwrap().clone();
        let agency = (*random.pick(&AGENCIES)).to_owned();
        let year = 2021 + random.below(5) as u16;
        let mut model = Model { format, agency, year, figures: BTreeMap::new() };
        model.fill_disclosure(random);
        model.fill_applications(random);
        model.fill_disputes(random);
        model
    }

    /// The place with these ids.
    pub fn place(&self, table: &str, row: &str, column: &str) -> Place {
        let table = self.format.table(table).unwrap();
        let in_format = &self.format.tables[table];
        let (row, column) = (in_format.row(row).unwrap(), in_format.column(column).unwrap());
        Place { table, cell: CellIndex { row, column } }
    }

    /// Every place and its figure, in the order of the form.
    pub fn figures(&self) -> impl Iterator<Item = (Place, Decimal)> {
        self.figures.iter().map(|(place, figure)| (*place, *figure))
    }

    pub fn get(&self, place: Place) -> Option<Decimal> {
        self.figures.get(&place).copied()
    }

    /// Writes a figure, and asks nothing of the equations.
    pub fn set(&mut self, place: Place, figure: impl Into<Decimal>) {
        self.figures.insert(place, figure.into());
    }

    /// The rows of a table that this report has.
    pub fn rows(&self, table: TableIndex) -> Vec<RowIndex> {
        let rows = &self.format.tables[table].rows;
        rows.indices().filter(|row| rows[*row].stands_for.is_empty()).collect()
    }

    /// The equations that do not hold, each with the index of its table.
    pub fn broken(&self) -> Vec<(TableIndex, &Equation)> {
        let tables = self.format.tables.indexed();
        let equations =
            tables.flat_map(|(table, in_format)| in_format.equations.iter().map(move |e| (table, e)));
        equations
            .filter(|(table, equation)| {
                let sum = |cells: &[CellIndex]| -> Decimal {
                    cells.iter().filter_map(|cell| self.get(Place { table: *table, cell: *cell })).sum()
                };
                let stands = self.get(Place { table: *table, cell: equation.at }).is_some();
                stands && sum(&equation.left) != sum(&equation.right)
            })
            .collect()
    }

    fn fill_disclosure(&mut self, random: &mut Random) {
        for row in ["rules", "normative_documents"] {
            let (issued, repealed) = (small(random), small(random));
            let in_force = (issued - repealed).max(Decimal::ZERO) + Decimal::from(random.below(60));
            for (column, figure) in [("issued", issued), ("repealed", repealed), ("in_force", in_force)] {
                self.set(self.place("disclosure", row, column), figure);
            }
        }
        for row in ["permits", "penalties", "coercion"] {
            let figure = if random.chance(30) { random.below(4_000_000).into() } else { small(random) };
            self.set(self.place("disclosure", row, "decisions"), figure);
        }
        let decimals = random.below(4) as u32;
        let amount = if random.chance(60) { Decimal::ZERO } else { Decimal::from(random.below(10_000_000)) };
        let amount = Decimal::new(amount.try_into().unwrap(), decimals);
        self.set(self.place("disclosure", "fees", "amount"), amount);
    }

    fn fill_applications(&mut self, random: &mut Random) {
        let table = self.format.table("applications").unwrap();
        let [received, carried_in, handled, carried_out] =
            ["received", "carried_in", "handled_total", "carried_out"]
                .map(|row| self.format.tables[table].row(row).unwrap());
        let total = self.format.tables[table].column("total").unwrap();
        let at = |row: RowIndex, column: ColumnIndex| Place { table, cell: CellIndex { row, column } };
        let leaves: Vec<RowIndex> = self
            .rows(table)
            .into_iter()
            .filter(|row| ![received, carried_in, handled, carried_out].contains(row))
            .collect();
        let parts: Vec<ColumnIndex> = self.format.tables[table].columns.before(total).collect();
        for column in parts.iter().copied() {
            let filled = [5, 5, 20, 60][random.below(4)];
            let mut sum = Decimal::ZERO;
            for row in &leaves {
                let figure = if random.chance(filled) { small(random) } else { Decimal::ZERO };
                sum += figure;
                self.set(at(*row, column), figure);
            }
            self.set(at(handled, column), sum);
            let left = if random.chance(20) { small(random) } else { Decimal::ZERO };
            self.set(at(carried_out, column), left);
            let all: usize = (sum + left).try_into().unwrap();
            let before = if random.chance(20) { random.below(all + 1) } else { 0 };
            self.set(at(carried_in, column), before);
            self.set(at(received, column), all - before);
        }
        for row in self.rows(table) {
            let sum: Decimal = parts.iter().filter_map(|column| self.get(at(row, *column))).sum();
            self.set(at(row, total), sum);
        }
    }

    fn fill_disputes(&mut self, random: &mut Random) {
        let table = self.format.table("disputes").unwrap();
        let filled = [0, 20, 80][random.below(3)];
        for row in self.rows(table) {
            let columns = self.format.tables[table].rows[row].columns.clone();
            let mut sum = Decimal::ZERO;
            for column in &columns[..columns.len() - 1] {
                let figure = if random.chance(filled) { small(random) } else { Decimal::ZERO };
                sum += figure;
                self.set(Place { table, cell: CellIndex { row, column: *column } }, figure);
            }
            self.set(Place { table, cell: CellIndex { row, column: columns[columns.len() - 1] } }, sum);
        }
    }
}

/// Most often nothing, at times a few, seldom many.
fn small(random: &mut Random) -> Decimal {
    let figure = match random.below(10) {
        0..4 => 0,
        4..9 => random.below(13),
        _ => random.below(3200),
    };
    figure.into()
}
