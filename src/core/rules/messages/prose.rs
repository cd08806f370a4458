//! What is said of sentences.

use rust_decimal::Decimal;

use super::super::Lang;
use super::super::finding::ProseFault;
use super::{Speaker, in_words, plain};
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
            ProseFault::Balance { coming, going } => {
                let side = |figures: &[Decimal]| {
                    let terms = figures.iter().map(|figure| plain(*figure)).collect::<Vec<_>>().join("+");
                    match figures {
                        [_] => terms,
                        _ => format!("{terms} = {}", plain(figures.iter().copied().sum())),
                    }
                };
                let (coming, going) = (side(coming), side(going));
                match zh {
                    true => format!("这句话中的数不平衡：收到加上年结转 {coming}，办结加结转下年 {going}"),
                    false => format!(
                        "this sentence does not balance: received and carried in {coming}, handled and carried over {going}"
                    ),
                }
            }
            ProseFault::HandledWithRest => match zh {
                true => "结转下年度的申请还没有办结，不能算在办结数中".to_owned(),
                false => {
                    "what is carried over has not been handled, and cannot be a part of what was".to_owned()
                }
            },
            ProseFault::Percentage { part, whole, said, is } => {
                let (part, whole, said, is) = (plain(*part), plain(*whole), plain(*said), plain(*is));
                match zh {
                    true => format!("{part} ÷ {whole} = {is}%，正文写的是 {said}%"),
                    false => format!("{part} of {whole} is {is}%, the text says {said}%"),
                }
            }
            ProseFault::OverWhole { percentage } => match zh {
                true => format!("占比 {}% 超过了 100%", plain(*percentage)),
                false => format!("a share of {}% is more than the whole", plain(*percentage)),
            },
            ProseFault::Growth { before, now, is } => {
                let (before, now) = (plain(*before), plain(*now));
                let amount = plain(is.abs());
                match (zh, is.is_sign_negative()) {
                    (true, false) => format!("由 {before} 到 {now} 是增长 {amount}%"),
                    (true, true) => format!("由 {before} 到 {now} 是下降 {amount}%"),
                    (false, false) => format!("from {before} to {now} is a growth of {amount}%"),
                    (false, true) => format!("from {before} to {now} is a decline of {amount}%"),
                }
            }
            ProseFault::Difference { before, now, by } => {
                let (before, now, amount) = (plain(*before), plain(*now), plain(by.abs()));
                match (zh, by.is_sign_negative()) {
                    (true, false) => format!("由 {before} 到 {now} 是增加 {amount}"),
                    (true, true) => format!("由 {before} 到 {now} 是减少 {amount}"),
                    (false, false) => format!("from {before} to {now} is {amount} more"),
                    (false, true) => format!("from {before} to {now} is {amount} less"),
                }
            }
            ProseFault::GrowthFromNone { percentage } => match zh {
                true => format!("上年为 0，不能说增长 {}%", plain(*percentage)),
                false => format!("last year's figure is 0: there is no growth of {}%", plain(*percentage)),
            },
            ProseFault::LostSign { said } => match zh {
                true => format!("占比 {} 后面缺少“%”", plain(*said)),
                false => format!("the share {} lacks its “%”", plain(*said)),
            },
            ProseFault::Repeated { said, first } => match zh {
                true => format!("同一件事，前面写的是“{first}”，这里写的是“{said}”"),
                false => format!("this says “{said}”, and “{first}” was said of the same before"),
            },
            ProseFault::Subtotal { said, parts, sum } => {
                let parts = parts.iter().map(|part| plain(*part)).collect::<Vec<_>>().join("+");
                match zh {
                    true => format!("{parts} = {}，正文写的是“{said}”", plain(*sum)),
                    false => format!("{parts} = {}, the text says “{said}”", plain(*sum)),
                }
            }
            ProseFault::WrongYear { found, own } => match zh {
                true => format!("这是 {own} 年的报告，这里写的是 {found} 年"),
                false => format!("this is the report for {own}, and here it says {found}"),
            },
            ProseFault::Period { own } => match zh {
                true => format!("统计期限应为 {own} 年 1 月 1 日至 {own} 年 12 月 31 日"),
                false => format!("the period should be 1 January to 31 December {own}"),
            },
            ProseFault::WrongAgency { found, own } => match zh {
                true => format!("这是{own}的报告，这里写的是“{found}”"),
                false => format!("this is the report of {own}, and here it says “{found}”"),
            },
            ProseFault::Citation { found, should } => match zh {
                true => format!("文号“{found}”应为“{should}”"),
                false => format!("“{found}” should be cited as “{should}”"),
            },
            ProseFault::Enumeration { found, expected } => match zh {
                true => format!("序号不连续：这里应为“{expected}”，写的是“{found}”"),
                false => format!("the list does not go on: “{expected}” is due here, not “{found}”"),
            },
            ProseFault::Parts { stated, named } => match zh {
                true => format!("这里说 {stated} 个部分，列出的是 {named} 个"),
                false => format!("{stated} parts are stated, and {named} are named"),
            },
            ProseFault::NoFeeStatement => match zh {
                true => "没有写明信息处理费的收取情况；没有收取的，也应写明".to_owned(),
                false => "nothing is said of 信息处理费; that none was taken is to be said, too".to_owned(),
            },
            ProseFault::Punctuation { found, count: 1 } => match zh {
                true => format!("标点有误：“{found}”（重复的标点，或汉字之间的半角标点）"),
                false => format!(
                    "punctuation, “{found}”: a sign that stands twice, or a half-width one between ideographs"
                ),
            },
            ProseFault::Punctuation { found, count } => match zh {
                true => format!("标点有误：“{found}”等 {count} 处（重复的标点，或汉字之间的半角标点）"),
                false => format!(
                    "punctuation, “{found}” and so on, {count} in all: signs that stand twice, or half-width ones between ideographs"
                ),
            },
            ProseFault::Twice { found } => match zh {
                true => format!("文字重复：“{found}”"),
                false => format!("these words stand twice: “{found}”"),
            },
            ProseFault::Approximate { said } => match zh {
                true => format!("“{said}”：准确的数后面不用“余”“多”"),
                false => format!("“{said}”: a figure that is exact is not approximate"),
            },
            ProseFault::OverviewLength { section, characters } => match zh {
                true => format!("“{section}”有 {characters} 字，超过限定的字数"),
                false => format!("{section} has {characters} characters, more than the limit"),
            },
            ProseFault::OverviewAspects { section, lacking } => match zh {
                true => format!("“{section}”没有写到{}", lacking.join("、")),
                false => format!("{section} does not speak of {}", lacking.join(", ")),
            },
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
        let cell = in_words(&format!("{group}{label}"), &table.columns[spot.cell.column].label, self.lang);
        match self.lang {
            Lang::Zh => format!("{}{cell}", table.name),
            Lang::En => format!("{} {cell}", table.name),
        }
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
            (true, 0) => format!("表格中相应 {} 格之和", cells.len()),
            (false, 0) => format!("the sum of the {} cells meant", cells.len()),
            (true, count) if count > MOST => format!("表格中相应 {} 格之和", cells.len()),
            (false, count) if count > MOST => format!("the sum of the {} cells meant", cells.len()),
            (true, _) => format!("{}，合计", shown.join(" + ")),
            (false, _) => format!("{}, together,", shown.join(" + ")),
        }
    }
}
