//! What a finding says.

use rust_decimal::Decimal;

use super::super::finding::{Detail, IgnoreFault, Instead};
use super::super::grid::Recount;
use super::super::{Finding, Lang};
use super::{Speaker, plain, quoted};
use crate::format::{ColumnIndex, RowIndex, SectionIndex};
use crate::report::Doubt;

impl Speaker<'_> {
    pub(super) fn message(&self, finding: &Finding) -> String {
        let zh = self.lang == Lang::Zh;
        match &finding.detail {
            Detail::MissingSections { sections } => match (zh, sections.as_slice()) {
                (true, [_]) => format!("缺少{}", self.headings(sections)),
                (true, _) => format!("缺少 {} 个部分：{}", sections.len(), self.headings(sections)),
                (false, [_]) => format!("the section {} is missing", self.headings(sections)),
                (false, _) => format!("{} sections are missing: {}", sections.len(), self.headings(sections)),
            },
            Detail::NoSections { title } => {
                let count = self.format.sections.len();
                match (zh, title) {
                    (true, true) => format!(
                        "没有找到任何一个部分的标题；年度报告应有 {count} 个部分，从“{}”到“{}”",
                        self.heading(SectionIndex::FIRST),
                        self.last_heading()
                    ),
                    (true, false) => format!(
                        "看不出这是{}：没有标题，也没有找到 {count} 个部分（从“{}”到“{}”）中的任何一个",
                        self.format.title,
                        self.heading(SectionIndex::FIRST),
                        self.last_heading()
                    ),
                    (false, true) => format!(
                        "none of the {count} sections, from “{}” to “{}”, was found",
                        self.heading(SectionIndex::FIRST),
                        self.last_heading()
                    ),
                    (false, false) => format!(
                        "this does not look like a {}: there is no title, and none of its {count} sections, from “{}” to “{}”, was found",
                        self.format.title,
                        self.heading(SectionIndex::FIRST),
                        self.last_heading()
                    ),
                }
            }
            Detail::DuplicateSection { section } => match zh {
                true => format!("“{}”出现了两次", self.heading(*section)),
                false => format!("the section “{}” stands here twice", self.heading(*section)),
            },
            Detail::SectionOrder { section, after } => match zh {
                true => format!("“{}”应在“{}”之前", self.heading(*section), self.heading(*after)),
                false => {
                    format!("“{}” should stand before “{}”", self.heading(*section), self.heading(*after))
                }
            },
            Detail::SectionHeading { section, found } => match zh {
                true => format!("标题{}与格式不同，应为“{}”", quoted(found), self.heading(*section)),
                false => format!("the heading {} should be “{}”", quoted(found), self.heading(*section)),
            },
            Detail::HeadingNumbers { headings } => {
                let number = |section: SectionIndex| &self.format.sections[section].number;
                let each = headings.iter().map(|(section, found)| match zh {
                    true => format!("{}应为“{}、”", quoted(found), number(*section)),
                    false => format!("{} should be “{}、”", quoted(found), number(*section)),
                });
                let each = each.collect::<Vec<_>>();
                match zh {
                    true => format!("{} 个标题的编号与格式不同：{}", headings.len(), each.join("，")),
                    false => {
                        format!(
                            "{} headings are not numbered as the format has it: {}",
                            headings.len(),
                            each.join(", ")
                        )
                    }
                }
            }
            Detail::PartsOnTop { section, headings } => {
                let each = headings.iter().map(|found| quoted(found)).collect::<Vec<_>>();
                match zh {
                    true => format!(
                        "{}是“{}”的内容，不是单独的部分，应写成它下面的（一）（二）……",
                        each.join(""),
                        self.heading(*section)
                    ),
                    false => format!(
                        "{} are parts of “{}”, not sections; number them （一）, （二）, … under it",
                        each.join(", "),
                        self.heading(*section)
                    ),
                }
            }
            Detail::UnknownSection { found } => match zh {
                true => {
                    format!("格式中没有{}这一部分；其他事项写在“{}”中", quoted(found), self.last_heading())
                }
                false => format!(
                    "the format has no section {}; other matters belong under “{}”",
                    quoted(found),
                    self.last_heading()
                ),
            },
            Detail::MissingTitle => match zh {
                true => format!("没有标题；标题应写明机关名称、年份和“{}”", self.format.title),
                false => format!(
                    "there is no title; it should name the agency, the year and “{}”",
                    self.format.title
                ),
            },
            Detail::LostLineBreaks { whole } => match (zh, whole) {
                (true, true) => "换行丢失，各部分连成了一行，表格和勾稽关系都没有检查；请从原文重新复制，保留换行".into(),
                (true, false) => "换行丢失，标题和表格连成了一行，这张表没有检查；请从原文重新复制，保留换行".into(),
                (false, true) => "the line breaks are lost: the sections have run into one line, and neither tables nor equations were checked; copy the text again with its line breaks".into(),
                (false, false) => "the line breaks are lost: the heading and its table have run into one line, and the table was not checked; copy the text again with its line breaks".into(),
            },
            Detail::EmptySection { section } => match zh {
                true => format!("“{}”没有实质内容", self.heading(*section)),
                false => format!("“{}” says nothing of substance", self.heading(*section)),
            },
            Detail::SupersededFormat { name, year, now, notice } => match zh {
                true => format!("{year} 年的报告用了{name}；应按{now}（{notice}）编制"),
                false => {
                    format!("this report for {year} is laid out as {name}; it should follow {now} ({notice})")
                }
            },
            Detail::SupersededRow { row, instead } => {
                let labels = instead.iter().map(|row| self.quoted(*row)).collect::<Vec<_>>();
                match zh {
                    true => format!(
                        "{}沿用了旧格式的一行；{}分为 {} 行：{}",
                        self.quoted(*row),
                        self.format.name,
                        labels.len(),
                        labels.join("、")
                    ),
                    false => format!(
                        "{} is one row as in the old format; {} has {} rows: {}",
                        self.quoted(*row),
                        self.format.name,
                        labels.len(),
                        labels.join(", ")
                    ),
                }
            }
            Detail::MissingTable { instead } => {
                let name = self.table_name();
                match (zh, instead) {
                    (true, Instead::Nothing) => {
                        format!("缺少{name}：标题下面没有任何内容（表格可能是图片，图片中的数字无法检查）")
                    }
                    (true, Instead::Header) => format!("缺少{name}的数据：只有表头，没有数据行"),
                    (true, Instead::Prose) => format!("缺少{name}：这一部分有文字，没有表格"),
                    (false, Instead::Nothing) => format!(
                        "{name} is missing: nothing stands below the heading (the table may be a picture, whose figures cannot be checked)"
                    ),
                    (false, Instead::Header) => format!("{name} has a header but no rows"),
                    (false, Instead::Prose) => {
                        format!("{name} is missing: this section has text but no table")
                    }
                }
            }
            Detail::MissingRows { rows } => self.missing_rows(rows),
            Detail::DuplicateRow { row } => match zh {
                true => format!("{}这一行出现了两次，涉及它的勾稽关系未核对", self.quoted(*row)),
                false => {
                    format!("the row {} stands here twice; its equations were not checked", self.quoted(*row))
                }
            },
            Detail::RowOrder { row, after } => match zh {
                true => format!("{}应在{}之前", self.quoted(*row), self.quoted(*after)),
                false => format!("the row {} should stand before {}", self.quoted(*row), self.quoted(*after)),
            },
            Detail::UnknownRow { found } => match zh {
                true => format!("格式中没有{}这一行", quoted(found)),
                false => format!("the format has no row {}", quoted(found)),
            },
            Detail::RowLabel { row, found } => match zh {
                true => format!("行标签{}有误，应为{}", quoted(found), self.quoted(*row)),
                false => format!("the label {} should be {}", quoted(found), self.quoted(*row)),
            },
            Detail::CellCount { row, found, expected, recount } => {
                self.cell_count(*row, *found, *expected, recount.as_ref())
            }
            Detail::BlankCells { row, columns, only } => self.blank_cells(*row, columns, *only),
            Detail::NotANumber { cell, found, meant } => {
                let means_nothing = found.chars().all(|c| matches!(c, '无' | '零' | '空' | '没' | '有'));
                let (cell, found) = (self.cell(*cell), quoted(found));
                match (zh, means_nothing, meant) {
                    (true, true, _) => format!("{cell}：{found}不是数字；没有发生的应填 0"),
                    (true, false, Some(figure)) => {
                        format!("{cell}：{found}不是数字；应写成 {}", plain(*figure))
                    }
                    (true, false, None) => format!("{cell}：{found}不是数字"),
                    (false, true, _) => format!("{cell}: {found} is not a figure; nothing is written as 0"),
                    (false, false, Some(figure)) => {
                        format!("{cell}: {found} is not a figure; write {}", plain(*figure))
                    }
                    (false, false, None) => format!("{cell}: {found} is not a figure"),
                }
            }
            Detail::OtherUnit { cell, found } => match zh {
                true => format!("{}：单位应为万元，填的是{}", self.cell(*cell), quoted(found)),
                false => format!("{}: the unit is 万元, but this says {}", self.cell(*cell), quoted(found)),
            },
            Detail::Negative { cell } => {
                let money = self.table.is_some_and(|table| table.columns[cell.column].decimal);
                match (zh, money) {
                    (true, true) => format!("{}：金额不能为负数", self.cell(*cell)),
                    (true, false) => format!("{}：件数不能为负数", self.cell(*cell)),
                    (false, true) => format!("{}: a sum of money cannot be negative", self.cell(*cell)),
                    (false, false) => format!("{}: a count cannot be negative", self.cell(*cell)),
                }
            }
            Detail::NotAnInteger { cell } => match zh {
                true => format!("{}：件数应为整数", self.cell(*cell)),
                false => format!("{}: a count must be a whole number", self.cell(*cell)),
            },
            Detail::CellCounts { rows, found, expected } => match zh {
                true => format!(
                    "{}有 {rows} 行都是 {found} 个数，应为 {expected} 个：可能缺少或多出一列{}",
                    self.table_name(),
                    self.unchecked()
                ),
                false => format!(
                    "{rows} rows of {} have {found} figures instead of {expected}: a column may be missing or too many{}",
                    self.table_name(),
                    self.unchecked()
                ),
            },
            Detail::BlankTable { count, whole } => match (zh, whole) {
                (true, true) => format!("{}各格都未填（{count} 格）；没有发生的应填 0", self.table_name()),
                (true, false) => {
                    format!("{}有 {count} 格未填{}；没有发生的应填 0", self.table_name(), self.unchecked())
                }
                (false, true) => {
                    format!(
                        "nothing was filled into {} ({count} cells); nothing is written as 0",
                        self.table_name()
                    )
                }
                (false, false) => format!(
                    "{count} cells of {} are blank{}; nothing is written as 0",
                    self.table_name(),
                    self.unchecked()
                ),
            },
            Detail::NotApplicable { marks, count } => {
                let marks = marks.iter().map(|mark| format!("“{mark}”")).collect::<Vec<_>>();
                match zh {
                    true => format!(
                        "{}有 {count} 格填{}（不适用）{}；没有发生的应填 0",
                        self.table_name(),
                        marks.join("、"),
                        self.unchecked()
                    ),
                    false => format!(
                        "{} {} (not applicable){}; nothing is written as 0",
                        match count {
                            1 => format!("1 cell of {} says", self.table_name()),
                            _ => format!("{count} cells of {} say", self.table_name()),
                        },
                        marks.join(", "),
                        self.unchecked()
                    ),
                }
            }
            Detail::UnreadableTable => match zh {
                true => format!("{}：表格文字无法按行读取，未检查勾稽关系", self.table_name()),
                false => format!(
                    "{}: the text of the table cannot be read by rows; its equations were not checked",
                    self.table_name()
                ),
            },
            Detail::HtmlTable { part } => match (zh, part) {
                (true, false) => format!("{}：此表是 HTML 代码，无法读取，未检查勾稽关系", self.table_name()),
                (true, true) => {
                    format!("{}：此表有一部分是 HTML 代码，无法读取，这一部分未检查", self.table_name())
                }
                (false, false) => format!(
                    "{}: this table is HTML, which is not read; its equations were not checked",
                    self.table_name()
                ),
                (false, true) => format!(
                    "{}: a part of this table is HTML, which is not read; that part was not checked",
                    self.table_name()
                ),
            },
            Detail::UnreadableRow { row, doubt } => {
                let label = row.map_or_else(String::new, |row| self.quoted(row));
                let why = match (doubt, zh) {
                    (Doubt::PageNumber, true) => "可能夹有页码",
                    (Doubt::PageNumber, false) => "a page number among its figures?",
                    (Doubt::Blanks, true) => "空格对应哪一栏不能确定",
                    (Doubt::Blanks, false) => "it is not certain which columns its blanks are",
                };
                match zh {
                    true => format!("{label}这一行有两种读法（{why}），未检查"),
                    false => format!("the row {label} can be read in two ways ({why}) and was not checked"),
                }
            }
            Detail::Slip { repair } => self.slip(repair),
            Detail::Unequal { cell, left, right } => self.unequal(*cell, left, right),
            Detail::TooSmall { cell, others, least } => {
                let others = others
                    .iter()
                    .map(|(cell, figure)| format!("{} {}", self.column(*cell), plain(*figure)))
                    .collect::<Vec<_>>();
                let label = self.label(cell.row);
                match zh {
                    true => format!(
                        "{label}：{}，{}至少应为 {}",
                        others.join("、"),
                        self.column(*cell),
                        plain(*least)
                    ),
                    false => format!(
                        "{label}: with {}, {} should be at least {}",
                        others.join(", "),
                        self.column(*cell),
                        plain(*least)
                    ),
                }
            }
            Detail::Placeholder { kind, found, count } => self.placeholder(*kind, found, *count),
            Detail::UnusualCharacters { invisible, alike } => self.unusual_characters(invisible, alike),
            Detail::Prose(fault) => self.prose(fault),
            Detail::Series(fault) => self.series(finding, fault),
            Detail::IgnoreComment { fault } => match (zh, fault) {
                (true, IgnoreFault::NotAlone) => "忽略注释应单独占一行，写在表格或段落的上方".to_owned(),
                (true, IgnoreFault::NoRule) => "忽略注释没有写明规则".to_owned(),
                (true, IgnoreFault::UnknownRule { found, near: Some(near) }) => {
                    format!("没有这条规则：{found}。是不是 {near}？")
                }
                (true, IgnoreFault::UnknownRule { found, near: None }) => format!("没有这条规则：{found}"),
                (true, IgnoreFault::Idle { rule }) => {
                    format!("下面没有 {rule} 的问题，这条忽略注释可以删去")
                }
                (false, IgnoreFault::NotAlone) => {
                    "this comment must stand on a line of its own, above a table or a paragraph".to_owned()
                }
                (false, IgnoreFault::NoRule) => "this comment names no rule".to_owned(),
                (false, IgnoreFault::UnknownRule { found, near: Some(near) }) => {
                    format!("no such rule: {found}. Did you mean {near}?")
                }
                (false, IgnoreFault::UnknownRule { found, near: None }) => format!("no such rule: {found}"),
                (false, IgnoreFault::Idle { rule }) => {
                    format!("below there is nothing by {rule} to ignore; this comment can go")
                }
            },
            Detail::Unlikely { row, agency } => match zh {
                true => format!(
                    "{}一行不为 0，而{agency}一般无权制定{}，请核实",
                    self.quoted(*row),
                    self.quoted(*row)
                ),
                false => format!(
                    "the row {} is not 0, though {agency} can hardly make such; please verify",
                    self.quoted(*row)
                ),
            },
        }
    }

    fn missing_rows(&self, rows: &[RowIndex]) -> String {
        const SHOWN: usize = 3;
        let labels = rows.iter().take(SHOWN).map(|row| self.quoted(*row)).collect::<Vec<_>>();
        match (self.lang, rows.len()) {
            (Lang::Zh, 1) => format!("{}缺少{}这一行", self.table_name(), labels[0]),
            (Lang::Zh, count) if count <= SHOWN => {
                format!("{}缺少 {count} 行：{}", self.table_name(), labels.join("、"))
            }
            (Lang::Zh, count) => format!("{}缺少 {count} 行：{}等", self.table_name(), labels.join("、")),
            (Lang::En, 1) => format!("{} lacks the row {}", self.table_name(), labels[0]),
            (Lang::En, count) if count <= SHOWN => {
                format!("{} lacks {count} rows: {}", self.table_name(), labels.join(", "))
            }
            (Lang::En, count) => {
                format!("{} lacks {count} rows: {}, …", self.table_name(), labels.join(", "))
            }
        }
    }

    fn cell_count(
        &self,
        row: Option<RowIndex>,
        found: usize,
        expected: usize,
        recount: Option<&Recount>,
    ) -> String {
        let label = row.map_or_else(|| self.table_name(), |row| self.label(row));
        let zh = self.lang == Lang::Zh;
        let count = match (zh, found.cmp(&expected)) {
            (true, std::cmp::Ordering::Less) if found == 0 => {
                format!("{label}：应有 {expected} 个数，一个也没有")
            }
            (true, std::cmp::Ordering::Less) => format!("{label}：应有 {expected} 个数，只有 {found} 个"),
            (true, _) => format!("{label}：应有 {expected} 个数，实有 {found} 个"),
            (false, _) => format!("{label}: {expected} figures expected, {found} found"),
        };
        match (recount, row) {
            (Some(recount), Some(row)) => {
                format!("{count}{}{}", if zh { "；" } else { "; " }, self.recounted(row, recount))
            }
            _ => count + self.unchecked(),
        }
    }

    fn blank_cells(&self, row: RowIndex, columns: &[ColumnIndex], only: Option<Decimal>) -> String {
        let label = self.label(row);
        let names = columns.iter().map(|column| self.column_label(*column)).collect::<Vec<_>>();
        let unchecked = self.unchecked();
        let whole = self
            .table
            .is_some_and(|table| table.rows[row].columns.len() == columns.len() && columns.len() > 1);
        if let Some(only) = only {
            return match self.lang {
                Lang::Zh => format!("{label}：“{}”未填；按勾稽关系应为 {}", names[0], plain(only)),
                Lang::En => {
                    format!("{label}: “{}” is blank; by the equations it should be {}", names[0], plain(only))
                }
            };
        }
        match (self.lang, columns.len()) {
            (Lang::Zh, count) if whole => {
                format!("{label}：{count} 格未填{unchecked}；没有发生的应填 0")
            }
            (Lang::Zh, 1) => format!("{label}：“{}”未填{unchecked}；没有发生的应填 0", names[0]),
            (Lang::Zh, count) => {
                format!("{label}：{count} 格未填（{}）{unchecked}；没有发生的应填 0", names.join("、"))
            }
            (Lang::En, count) if whole => {
                format!("{label}: {count} cells are blank{unchecked}; nothing is written as 0")
            }
            (Lang::En, 1) => format!("{label}: “{}” is blank{unchecked}; nothing is written as 0", names[0]),
            (Lang::En, count) => format!(
                "{label}: {count} cells are blank ({}){unchecked}; nothing is written as 0",
                names.join(", ")
            ),
        }
    }

    /// What is to be said of the equations of a table some of whose figures are not there.
    fn unchecked(&self) -> &'static str {
        match (self.table.is_some_and(|table| !table.equations.is_empty()), self.lang) {
            (false, _) => "",
            (true, Lang::Zh) => "，涉及的勾稽关系未核对",
            (true, Lang::En) => "; the equations concerned were not checked",
        }
    }
}
