//! What is said of the places beside a finding, and of what is suggested.

use super::super::Lang;
use super::super::finding::{Note, Suggestion, SuggestionKind};
use super::{Speaker, plain};

impl Speaker<'_> {
    pub(super) fn note(&self, note: &Note) -> String {
        let zh = self.lang == Lang::Zh;
        match note {
            Note::Addend { cell, figure, of } if cell.row == of.row => {
                format!("{} {}", self.column(*cell), plain(*figure))
            }
            Note::Addend { cell, figure, of } if cell.column == of.column => {
                format!("{} {}", self.short(cell.row), plain(*figure))
            }
            Note::Addend { cell, figure, .. } => format!("{} {}", self.cell(*cell), plain(*figure)),
            Note::Unequal { cell, left, right } => self.unequal(*cell, left, right),
            Note::BelongsBefore => (if zh { "应在此处之前" } else { "it belongs before this" }).to_owned(),
            Note::BelongsAfter => (if zh { "应在此处之后" } else { "it belongs behind this" }).to_owned(),
            Note::NumberOf { section } => {
                let number = &self.format.sections[*section].number;
                if zh {
                    format!("应编为“{number}、”")
                } else {
                    format!("its number should be “{number}、”")
                }
            }
            Note::PartOf { section } => {
                let heading = self.heading(*section);
                if zh {
                    format!("也属于“{heading}”")
                } else {
                    format!("this belongs under “{heading}” too")
                }
            }
            Note::Cell { spot, figure } => format!("{} {}", self.spot(*spot), plain(*figure)),
            Note::Likewise => (if zh { "这里也是" } else { "so it is here" }).to_owned(),
            Note::First => (if zh { "第一次出现在这里" } else { "the first one is here" }).to_owned(),
        }
    }

    pub(super) fn suggestion(&self, suggestion: &Suggestion) -> String {
        let zh = self.lang == Lang::Zh;
        match &suggestion.kind {
            SuggestionKind::InsertSections { sections, tables } => {
                let (count, headings) = (sections.len(), self.headings(sections));
                match (zh, tables, count) {
                    (true, true, 1) => format!("插入{headings}和表格（待填写）"),
                    (true, false, 1) => format!("插入标题{headings}"),
                    (true, true, _) => format!("依次插入这 {count} 个部分和表格（待填写）"),
                    (true, false, _) => format!("依次插入这 {count} 个部分（待填写）"),
                    (false, true, 1) => format!("insert {headings} with an empty table to fill in"),
                    (false, false, 1) => format!("insert the heading {headings}"),
                    (false, true, _) => {
                        format!("insert these {count} sections in order, with empty tables to fill in")
                    }
                    (false, false, _) => format!("insert these {count} sections in order, to fill in"),
                }
            }
            SuggestionKind::InsertAll => match zh {
                true => "插入全部部分和表格（待填写）".to_owned(),
                false => "insert all sections with empty tables to fill in".to_owned(),
            },
            SuggestionKind::Heading { section } => match zh {
                true => format!("标题改为“{}”", self.heading(*section)),
                false => format!("change the heading to “{}”", self.heading(*section)),
            },
            SuggestionKind::Numbers { count } => match zh {
                true => format!("修正 {count} 个标题的编号"),
                false => format!("number {count} headings as the format does"),
            },
            SuggestionKind::Parts { section, count } => match zh {
                true => format!("把 {count} 个标题改为“{}”下的（一）（二）……", self.heading(*section)),
                false => {
                    format!("make {count} headings （一）, （二）, … under “{}”", self.heading(*section))
                }
            },
            SuggestionKind::InsertTable => match zh {
                true => format!("插入{}（待填写）", self.table_name()),
                false => format!("insert an empty {} to fill in", self.table_name()),
            },
            SuggestionKind::Label { row } => match zh {
                true => format!("行标签改为{}", self.quoted(*row)),
                false => format!("change the label to {}", self.quoted(*row)),
            },
            SuggestionKind::InsertFigure { column, figure } => match zh {
                true => format!("补上“{}”：{}", self.column_label(*column), plain(*figure)),
                false => format!("insert {} for “{}”", plain(*figure), self.column_label(*column)),
            },
            SuggestionKind::Figure { figure } => match zh {
                true => format!("改为 {}", plain(*figure)),
                false => format!("write {}", plain(*figure)),
            },
            SuggestionKind::Ordinary { places } => match zh {
                true => format!("改为普通字符（{places} 处）"),
                false if *places == 1 => "write ordinary characters (1 place)".to_owned(),
                false => format!("write ordinary characters ({places} places)"),
            },
            SuggestionKind::Signs { places: 1 } => match zh {
                true => "修正标点".to_owned(),
                false => "mend the punctuation".to_owned(),
            },
            SuggestionKind::Signs { places } => match zh {
                true => format!("修正标点（{places} 处）"),
                false => format!("mend the punctuation ({places} places)"),
            },
            SuggestionKind::Say { figure } => match zh {
                true => format!("正文改为 {figure}"),
                false => format!("write {figure} in the sentence"),
            },
            SuggestionKind::Fill { spot, figure, breaks } => {
                let after = match (breaks, zh) {
                    (0, _) => String::new(),
                    (_, true) => format!("；另有 {breaks} 条勾稽关系因此不成立"),
                    (1, false) => "; 1 equation that holds then does not".to_owned(),
                    (_, false) => format!("; {breaks} equations that hold then do not"),
                };
                match zh {
                    true => format!("表格改为 {}（{}{after}）", plain(*figure), self.spot(*spot)),
                    false => format!("write {} into the table ({}{after})", plain(*figure), self.spot(*spot)),
                }
            }
            SuggestionKind::Zeros { count: 1 } => (if zh { "填 0" } else { "write 0" }).to_owned(),
            SuggestionKind::Zeros { count } => match zh {
                true => format!("{count} 格都填 0"),
                false => format!("write 0 in {count} cells"),
            },
            SuggestionKind::Recount { recount } => self.recount(recount),
            SuggestionKind::Move { what } => self.move_row(*what),
            SuggestionKind::Change { repair } => self.change(repair),
        }
    }
}
