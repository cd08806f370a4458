//! A report written from an empty document by what is offered alone.

use gouji::assist::completion::{Ask, Item, Kind};
use gouji::rules::Lang;

use crate::analysed;
use crate::completion::{items_at, labels};

/// A document and its cursor, as one who types has them.
struct Writer {
    text: String,
    at: usize,
    names: Vec<String>,
}

impl Writer {
    fn new() -> Writer {
        let names = vec!["云溪县丁香镇人民政府2024年政府信息公开工作年度报告.md".to_owned()];
        Writer { text: String::new(), at: 0, names }
    }

    fn types(&mut self, typed: &str) -> &mut Writer {
        self.text.insert_str(self.at, typed);
        self.at += typed.len();
        self
    }

    /// Takes the first that is offered.
    fn takes(&mut self, kind: Kind) -> &mut Writer {
        let ask = Ask { names: &self.names, ..Ask::default() };
        let items = items_at(&self.text, self.at, &ask);
        let item: &Item =
            items.first().unwrap_or_else(|| panic!("nothing at the end of {}", &self.text[..self.at]));
        assert_eq!(item.kind, kind, "{:?}", labels(&items));
        let plain = item.insert.plain();
        self.text.replace_range(item.range.bytes(), &plain);
        self.at = item.range.start + plain.len();
        self
    }

    /// What is wrong but what is still to be filled in, by rule.
    fn findings(&self) -> Vec<&'static str> {
        let rules = analysed(&self.text).findings().map(|(_, _, finding)| finding.rule).collect::<Vec<_>>();
        rules.into_iter().filter(|rule| !matches!(*rule, "tables/blank-cell" | "text/placeholder")).collect()
    }

    fn shows(&mut self) {
        assert_eq!(self.findings(), [""; 0], "{}", self.text);
    }

    /// Writes zeros into the blank cells, as the quick fixes do.
    fn fills_with_zeros(&mut self) -> &mut Writer {
        let found = analysed(&self.text).diagnostics(Lang::Zh);
        let blank = found.iter().filter(|found| found.rule == "tables/blank-cell");
        for edit in blank.flat_map(|found| &found.fixes[0].edits).rev() {
            self.text.replace_range(edit.range.bytes(), &edit.new_text);
        }
        self
    }
}

#[test]
fn a_whole_report_is_a_few_letters_away() {
    for typed in ["", "nb", "ndbg", "年报", "niandu"] {
        let mut writer = Writer::new();
        writer.types(typed).takes(Kind::Report).shows();
        assert!(writer.text.starts_with(
            "云溪县丁香镇人民政府2024年政府信息公开工作年度报告\n\n本报告由云溪县丁香镇人民政府依据"
        ));
    }
}

#[test]
fn a_report_in_the_older_format_is_whole_too() {
    let mut writer = Writer::new();
    writer.names = vec!["2020年.md".to_owned(), "云溪县教育局".to_owned()];
    writer.takes(Kind::Report).shows();
    assert!(writer.text.contains("国办公开办函〔2019〕60号") && writer.text.contains("政府集中采购"));
}

/// Where agency and year are not known they are left to fill in, and the report is whole otherwise.
#[test]
fn what_is_not_known_is_left_to_fill_in() {
    let mut writer = Writer::new();
    writer.names.clear();
    writer.takes(Kind::Report);
    assert!(
        writer.text.starts_with("（机关名称）（年份）年政府信息公开工作年度报告\n\n本报告由（机关名称）依据")
    );
    writer.shows();
}

#[test]
fn the_long_way_leads_to_the_same_report() {
    let mut short = Writer::new();
    short.takes(Kind::Report);
    let mut long = Writer::new();
    long.types("bt").takes(Kind::Title);
    for section in ["yi", "er", "san", "si", "wu", "liu"] {
        long.types("\n\n").types(section).takes(Kind::Section);
    }
    long.shows();
    let opening = short.text.find("一、总体情况").unwrap();
    let title = short.text.find('\n').unwrap() + 2;
    assert_eq!(
        long.text.trim_end(),
        format!("{}{}", &short.text[..title], &short.text[opening..]).trim_end()
    );
}

/// Headings, then every table row by row, all by initials.
#[test]
fn every_part_can_be_typed_by_its_initials() {
    let mut writer = Writer::new();
    writer.types("bt").takes(Kind::Title);
    writer.types("\n\nztqk").takes(Kind::Section);
    let drafted = writer.text.find("（一）主动公开").unwrap();
    writer.text.truncate(drafted);
    writer.at = drafted;
    for heading in ["zdgk", "（二", "3", "zfxxgkpt", "jdbz"] {
        writer.types(heading).takes(Kind::Subheading).types("\n\n");
    }
    writer.types("er").takes(Kind::Section);
    let table = writer.text.find("第二十条第（一）项").unwrap();
    writer.text.truncate(table);
    writer.at = table;
    writer.types("xxnr").takes(Kind::Header);
    for (first, rows) in [("gz", "gfxwj"), ("", ""), ("xzcf", "xzqz"), ("", "")] {
        for row in [first, rows].iter().filter(|row| !row.is_empty()) {
            if *row == "xzcf" {
                writer.types("\n\nxzxk").takes(Kind::Table).types("\n\nxzcf").takes(Kind::Table);
                break;
            }
            let row = if *row == "gfxwj" { "xzgfxwj" } else { row };
            writer.types("\n| ").types(row).takes(Kind::Row);
        }
    }
    writer.types("\n\nxzsyxsf").takes(Kind::Table);
    writer.types("\n\nsan").takes(Kind::Section);
    let rows = writer.text.find("| 一、本年新收").unwrap();
    writer.text.truncate(rows - 1);
    writer.at = rows - 1;
    for row in [
        "bnxs", "snjz", "yygk", "bfgk", "sygjmm", "qtfl", "wj", "bhdsf", "sysl", "6", "7", "8", "bjgbzw",
        "myxc", "bzh", "xfjb", "cfsq", "yqtg", "wzdly", "yqxz", "sqrwz", "sqryq", "qt", "zj", "jzxnd",
    ] {
        writer.types("\n").types(row).takes(Kind::Row);
    }
    writer.types("\n\nsi").takes(Kind::Section);
    writer.types("\n\nczdzy").takes(Kind::Section);
    writer.types("\n\nqtxy").takes(Kind::Section);
    writer.shows();
    writer.fills_with_zeros();
    let at = writer.text.find("（请填写收到和办理").unwrap();
    let end = writer.text[at..].find('\n').unwrap() + at;
    writer.text.replace_range(at..end, "");
    writer.at = at;
    writer.types("sd").takes(Kind::Sentence).shows();
    assert!(writer.text.contains("（二）依申请公开。本年未收到政府信息公开申请，没有上年结转的申请。\n"));
}
