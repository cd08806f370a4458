//! What is said of sentences.

use rust_decimal::Decimal;

use super::super::Lang;
use super::super::finding::ProseFault;
use super::{Speaker, plain};
use crate::format::Layout;
use crate::prose::Spot;
use crate::report::normal::without_notes;

impl Speaker<'_> {
    pub(super) fn prose(&self, fault: &ProseFault) -> String {
        let zh = self.lang == Lang::Zh;
        match fault {
            ProseFault::Mismatch { said, cells, sum } => match zh {
                true => format!("正文写“{said}”，{}为 {}", self.spots(cells), plain(*sum)),
                false => format!("the text says “{said}”, but {} is {}", self.spots(cells), plain(*sum)),
            },
            ProseFault::NotNone { said, cells, of_all } => {
                let cells = cells
                    .iter()
                    .map(|(spot, figure)| {
                        format!("{} {} {}", self.spot(*spot), if zh { "为" } else { "is" }, plain(*figure))
                    })
                    .collect::<Vec<_>>();
                match (zh, of_all) {
                    (true, false) => format!("正文写“{said}”，但{}", cells.join("，")),
                    (true, true) => format!("正文写“{said}”，与表格不符：{}", cells.join("，")),
                    (false, _) => format!("the text says “{said}”, but {}", cells.join(", ")),
                }
            }
        }
    }

    /// A cell of any table by its table, row and column.
    pub(super) fn spot(&self, spot: Spot) -> String {
        let table = &self.format.tables[spot.table];
        let row = &table.rows[spot.cell.row];
        let group = match table.layout {
            Layout::OneLine => row.groups.last().map_or_else(String::new, |group| format!("{group} › ")),
            Layout::Rows => String::new(),
        };
        let label = without_notes(&row.label);
        format!("{}“{group}{label} × {}”", table.name, table.columns[spot.cell.column].label)
    }

    /// Cells that are added up: one by its name; several with their figures, of many only those that are not zero.
    fn spots(&self, cells: &[(Spot, Decimal)]) -> String {
        if let [(spot, _)] = cells {
            return self.spot(*spot);
        }
        let zh = self.lang == Lang::Zh;
        const FEW: usize = 2;
        const MOST: usize = 6;
        let shown = cells.iter().filter(|(_, figure)| cells.len() <= FEW || !figure.is_zero());
        let shown: Vec<String> =
            shown.map(|(spot, figure)| format!("{} {}", self.spot(*spot), plain(*figure))).collect();
        match (zh, shown.len()) {
            (true, 0) => format!("表格中相应各项（{} 格）之和", cells.len()),
            (false, 0) => format!("the sum of the {} cells meant", cells.len()),
            (true, count) if count > MOST => format!("表格中相应 {} 格之和", cells.len()),
            (false, count) if count > MOST => format!("the sum of the {} cells meant", cells.len()),
            (true, _) => format!("{}，合计", shown.join(" + ")),
            (false, _) => format!("{}, together,", shown.join(" + ")),
        }
    }
}
