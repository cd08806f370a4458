//! What is said of several reports.

use rust_decimal::Decimal;

use super::super::finding::{CellElsewhere, Elsewhere, GrowthIs, SeriesFault};
use super::super::{Finding, Lang, diagnostic};
use super::{Speaker, in_words, plain};
use crate::format::CellIndex;
use crate::report::normal::without_notes;

impl Speaker<'_> {
    /// What does not agree with another report.
    pub(super) fn series(&self, finding: &Finding, fault: &SeriesFault) -> String {
        let zh = self.lang == Lang::Zh;
        let own = finding.place.and_then(|place| Some(CellIndex { row: place.row?, column: place.column? }));
        let own = own.map_or_else(String::new, |cell| self.cell(cell));
        let last = finding.other.first().map_or_else(String::new, |other| self.report(other));
        match fault {
            SeriesFault::Follows { found, last: before, plus, minus }
                if plus.is_empty() && minus.is_empty() =>
            {
                let cell = finding.other.first().and_then(|other| other.cells.first());
                let cell = cell.map_or_else(String::new, |cell| self.cell_elsewhere(cell));
                let (found, before) = (plain(*found), plain(*before));
                match zh {
                    true => format!("{own}填 {found}，与{last}不一致：{cell}为 {before}"),
                    false => format!("{own} says {found}, but {last} has {before} in {cell}"),
                }
            }
            SeriesFault::Follows { found, last: before, plus, minus } => {
                let term = |sign: char| {
                    move |(cell, figure): &(CellIndex, Decimal)| {
                        format!(" {sign} {} {}", self.column(*cell), plain(*figure))
                    }
                };
                let terms: String = plus.iter().map(term('+')).chain(minus.iter().map(term('−'))).collect();
                let expected = finding.expected.map_or_else(String::new, plain);
                let (found, before) = (plain(*found), plain(*before));
                match zh {
                    true => format!(
                        "{own}填 {found}，按上年推算为 {expected}：{last} {before}{terms}；如经清理或重新统计，可以不同"
                    ),
                    false => format!(
                        "{own} says {found}; {expected} would follow: {last} {before}{terms}; after a revision it may differ"
                    ),
                }
            }
            SeriesFault::Growth { said, before, now, is } => {
                let (before, now) = (plain(*before), plain(*now));
                let is = self.growth_is(*is);
                match zh {
                    true => format!("正文写“{said}”，而{last}为 {before}，今年为 {now}：{is}"),
                    false => {
                        format!("the text says “{said}”, but {last} has {before}, and now it is {now}: {is}")
                    }
                }
            }
            SeriesFault::Copied { share, stale: true } => match zh {
                true => {
                    format!("这一句与{last}一字不差，其中的数或年份可能没有更新；全文有 {share}% 与上年相同")
                }
                false => format!(
                    "this sentence is word for word that of {last}, perhaps with last year's figure or year; {share}% of the text is as it was"
                ),
            },
            SeriesFault::Copied { share, stale: false } => match zh {
                true => format!("正文有 {share}% 与{last}相同（数字不计），内容雷同"),
                false => format!("{share}% of the text is that of {last}, numbers aside"),
            },
            SeriesFault::Whole { found, parts } => {
                let (found, count) = (plain(*found), parts.len());
                let sum = self.sum(parts);
                match zh {
                    true => format!("{own}填 {found}，{count} 份所含报告之和为 {sum}"),
                    false => format!("{own} says {found}; the {count} parts add up to {sum}"),
                }
            }
            SeriesFault::WholeWithout { part } => match zh {
                true => format!("各项数字都等于所含报告之和减去{part}：可能没有计入{part}"),
                false => format!(
                    "all figures are the sums of the parts without {part}, which may have been left out"
                ),
            },
            SeriesFault::MissingParts { year, parts } => {
                let (count, names) = (parts.len(), parts.join(if zh { "、" } else { ", " }));
                match zh {
                    true => format!("没有找到 {count} 个所含机关 {year} 年的报告，未核对汇总数：{names}"),
                    false => format!(
                        "{count} of its parts have no report for {year}, so sums were not checked: {names}"
                    ),
                }
            }
        }
    }

    /// A place in another report, in words.
    pub(super) fn elsewhere(&self, other: &Elsewhere) -> diagnostic::Elsewhere {
        let report = self.report(other);
        let cells = other.cells.iter().map(|cell| {
            let is = if self.lang == Lang::Zh { "为" } else { " is" };
            format!("{}{is} {}", self.cell_elsewhere(cell), plain(cell.figure))
        });
        let cells = cells.collect::<Vec<_>>().join(if self.lang == Lang::Zh { "，" } else { ", " });
        let message = match (cells.is_empty(), self.lang) {
            (true, _) => report,
            (false, Lang::Zh) => format!("{report}：{cells}"),
            (false, Lang::En) => format!("{report}: {cells}"),
        };
        diagnostic::Elsewhere {
            document: other.document.clone(),
            message,
            place: other.place,
            cells: other.cells.iter().map(|cell| cell.location.clone()).collect(),
        }
    }

    /// A report by its agency and year.
    fn report(&self, other: &Elsewhere) -> String {
        let Elsewhere { agency, year, .. } = other;
        match self.lang {
            Lang::Zh => format!("{agency}{year}年报告"),
            Lang::En => format!("the report of {agency} for {year}"),
        }
    }

    fn cell_elsewhere(&self, cell: &CellElsewhere) -> String {
        in_words(&without_notes(&cell.row), &cell.column, self.lang)
    }

    fn growth_is(&self, is: GrowthIs) -> String {
        match (self.lang, is) {
            (Lang::Zh, GrowthIs::By(by)) if by.is_zero() => "没有增减".to_owned(),
            (Lang::En, GrowthIs::By(by)) if by.is_zero() => "no change".to_owned(),
            (Lang::Zh, GrowthIs::By(by)) if by.is_sign_negative() => format!("减少 {}", plain(by.abs())),
            (Lang::Zh, GrowthIs::By(by)) => format!("增加 {}", plain(by)),
            (Lang::En, GrowthIs::By(by)) if by.is_sign_negative() => format!("{} less", plain(by.abs())),
            (Lang::En, GrowthIs::By(by)) => format!("{} more", plain(by)),
            (Lang::Zh, GrowthIs::Percent(by)) if by.is_zero() => "没有增减".to_owned(),
            (Lang::En, GrowthIs::Percent(by)) if by.is_zero() => "no change".to_owned(),
            (Lang::Zh, GrowthIs::Percent(by)) if by.is_sign_negative() => {
                format!("下降 {}%", plain(by.abs()))
            }
            (Lang::Zh, GrowthIs::Percent(by)) => format!("增长 {}%", plain(by)),
            (Lang::En, GrowthIs::Percent(by)) if by.is_sign_negative() => {
                format!("a decline of {}%", plain(by.abs()))
            }
            (Lang::En, GrowthIs::Percent(by)) => format!("a growth of {}%", plain(by)),
            (Lang::Zh, GrowthIs::FromNone) => "上年为 0，不能计算增长率".to_owned(),
            (Lang::En, GrowthIs::FromNone) => "from nothing there is no growth in percent".to_owned(),
        }
    }

    /// A sum with its addends, of many only those that are not zero.
    fn sum(&self, figures: &[Decimal]) -> String {
        const MOST: usize = 8;
        let total = plain(figures.iter().copied().sum());
        let terms: Vec<String> = figures.iter().filter(|one| !one.is_zero()).map(|one| plain(*one)).collect();
        match terms.len() {
            2..=MOST => format!("{} = {total}", terms.join("+")),
            _ => total,
        }
    }
}
