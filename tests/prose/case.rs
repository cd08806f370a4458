//! A case: a sentence in a report, what its figures are of, and what is found.

use std::collections::BTreeMap;

use gouji::analysis::Analysis;
use gouji::format::Formats;
use gouji::report::lexicon::Lexicon;
use gouji::rules::{Diagnostic, Lang};
use gouji::text::Text;
use rust_decimal::Decimal;

/// A line of a file of cases.
#[derive(Debug, Clone)]
pub struct Case {
    pub id: String,
    pub is_fault: bool,
    pub rule: String,
    pub sentence: String,
    tables: String,
    pub words: String,
    binding: String,
}

/// The cases of a file; its first line names the columns.
pub fn cases(file: &str) -> Vec<Case> {
    let lines = file.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).skip(1);
    lines
        .map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            let [id, verdict, rule, sentence, tables, words, binding, ..] = fields[..] else {
                panic!("seven columns: {line}")
            };
            assert!(matches!(verdict, "FAULT" | "OK" | "TRAP"), "{id}: {verdict}");
            Case {
                id: id.to_owned(),
                is_fault: verdict == "FAULT",
                rule: rule.to_owned(),
                sentence: sentence.replace("\\n", "\n"),
                tables: tables.to_owned(),
                words: words.replace("\\n", "\n"),
                binding: binding.replace("\\n", "\n"),
            }
        })
        .collect()
}

/// What is not as the case says, by what it is about.
#[derive(Debug, Default)]
pub struct Verdict {
    /// Figures that have other cells than the case says.
    pub wrong_cells: Vec<String>,
    /// How many figures are tied to cells, as the case says, and as was read.
    pub tied: (usize, usize),
    /// How many of them are right.
    pub right: usize,
    /// Findings that the case does not say.
    pub too_many: Vec<String>,
    /// The finding that the case says, if it is not there.
    pub missing: Vec<String>,
}

impl Verdict {
    pub fn is_right(&self) -> bool {
        self.wrong_cells.is_empty() && self.too_many.is_empty() && self.missing.is_empty()
    }
}

const APPLICANTS: [&str; 7] =
    ["natural_person", "commercial", "research", "public_welfare", "legal_service", "other", "total"];

impl Case {
    /// What the case says of a thing, `report.year`, or a figure.
    fn given(&self) -> BTreeMap<&str, &str> {
        let items = self.tables.split("; ").filter(|item| *item != "-");
        items.map(|item| item.split_once('=').unwrap_or_else(|| panic!("{}: {item}", self.id))).collect()
    }

    /// The whole report. Cells that are not named are 0, but natural persons take what others leave of the total.
    pub fn report(&self) -> String {
        let given = self.given();
        let any = |table: &str| given.get(table) == Some(&"any");
        let figure = |cell: &str| -> Decimal {
            given.get(cell).map_or(Decimal::ZERO, |figure| figure.parse().unwrap())
        };
        let cell = |table: &str, row: &str, column: &str| -> String {
            let name = format!("{table}.{row}.{column}");
            if any(table) || any(&name) {
                return String::new();
            }
            if table == "applications" && column == "natural_person" && !given.contains_key(name.as_str()) {
                let of = |column: &str| figure(&format!("{table}.{row}.{column}"));
                return (of("total") - APPLICANTS[1..6].iter().map(|column| of(column)).sum::<Decimal>())
                    .normalize()
                    .to_string();
            }
            figure(&name).normalize().to_string()
        };
        let agency = given.get("report.agency").copied().unwrap_or("青崖县农业农村局");
        let year = given.get("report.year").copied().unwrap_or("2024");
        let section = given.get("report.section").copied().unwrap_or("overview");
        let format = &Formats::built_in().get("annual-2021").unwrap().clone();
        let mut report = format!("# {agency}{year}年政府信息公开工作年度报告\n\n");
        if section == "preamble" {
            report += &format!("{}\n\n", self.sentence);
        }
        for known in &format.sections {
            report += &format!("## {}\n\n", known.heading());
            let default = match known.id.as_str() {
                "overview" => "按照要求公开各类信息，保障公众知情权。",
                "problems" => "存在公开不够及时的问题，下一步加强培训，明确专人负责。",
                "other_matters" => "本年度未收取信息处理费。",
                _ => "",
            };
            let prose = if known.id == section { &*self.sentence } else { default };
            if !prose.is_empty() {
                report += &format!("{prose}\n\n");
            }
            for table in format.tables.iter().filter(|table| format.sections[table.section].id == known.id) {
                if table.id == "disputes" {
                    report += "| 行政复议 ||||| 行政诉讼 ||||||||||\n|";
                    report += &"---|".repeat(15);
                    report += "\n| ||||| 未经复议直接起诉 ||||| 复议后起诉 |||||\n|";
                    report += &" 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |".repeat(3);
                    report += "\n|";
                    for row in &table.rows {
                        for column in &table.columns {
                            report += &format!(" {} |", cell("disputes", &row.id, &column.id));
                        }
                    }
                    report += "\n\n";
                    continue;
                }
                report += &format!("| {} |", table.head);
                let width = table.rows.iter().map(|row| row.columns.len()).max().unwrap_or(1);
                for column in table.columns.iter().take(width) {
                    report += &format!(" {} |", column.label);
                }
                report += "\n|";
                report += &"---|".repeat(width + 1);
                report += "\n";
                for row in table.rows.iter().filter(|row| row.stands_for.is_empty()) {
                    report += &format!("| {} |", row.label);
                    for column in &row.columns {
                        report += &format!(" {} |", cell(&table.id, &row.id, &table.columns[*column].id));
                    }
                    report += &" |".repeat(width - row.columns.len());
                    report += "\n";
                }
                report += "\n";
            }
        }
        report
    }

    /// What is read in the report, against what the case says.
    pub fn verdict(&self) -> Verdict {
        let written = self.report();
        let text = Text::from(written.as_str());
        let analysis = Analysis::fresh(&text, Lexicon::built_in());
        let mut verdict = Verdict::default();
        let start = written.find(&self.sentence).expect("the sentence stands in the report");
        let own = start..start + self.sentence.len();
        self.figures(&written, &own, &analysis, &mut verdict);
        self.findings(&written, &own, &analysis.diagnostics(Lang::Zh), &mut verdict);
        verdict
    }

    fn figures(
        &self,
        written: &str,
        own: &std::ops::Range<usize>,
        analysis: &Analysis,
        verdict: &mut Verdict,
    ) {
        let reports = analysis.reports();
        let format = &reports[0].1.format;
        let mut facts: Vec<(std::ops::Range<usize>, Vec<Vec<String>>, bool)> = Vec::new();
        for (_, _, fact) in analysis.facts() {
            if fact.range.start < own.start || fact.range.start >= own.end {
                continue;
            }
            let name = |spot: &gouji::prose::Spot| {
                let table = &format.tables[spot.table];
                format!(
                    "{}.{}.{}",
                    table.id, table.rows[spot.cell.row].id, table.columns[spot.cell.column].id
                )
            };
            let cells = fact.cells.iter().map(|cells| {
                let mut cells: Vec<String> = cells.iter().map(name).collect();
                cells.sort();
                cells
            });
            facts.push((fact.range.bytes(), cells.collect(), false));
        }
        let mut at = own.start;
        for item in self.binding.split("; ").filter(|item| *item != "-") {
            let (figure, cells) = item.split_once('→').unwrap_or_else(|| panic!("{}: {item}", self.id));
            if figure.starts_with('*') {
                continue;
            }
            let mut allowed: Vec<Vec<String>> = cells
                .split('|')
                .map(|cells| {
                    let mut cells: Vec<String> =
                        cells.split('+').filter(|cell| *cell != "unbound").map(str::to_owned).collect();
                    cells.sort();
                    cells
                })
                .collect();
            // 年 or another digit behind it: it is another figure.
            let stands = |from: usize| -> Option<usize> {
                let found = from + written[from..own.end].find(figure)?;
                let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
                let around = written[..found].ends_with(|c: char| digit(c) || c == '.')
                    || written[found + figure.len()..]
                        .starts_with(|c: char| digit(c) || matches!(c, '年' | '月' | '日'))
                    || figure.chars().all(|c| !c.is_ascii_digit())
                        && figure.chars().count() == 1
                        && written[found + figure.len()..].starts_with(['是', '十', '百']);
                Some(if around { from + 1 + usize::MAX / 2 } else { found })
            };
            let mut from = at;
            let place = loop {
                match stands(from) {
                    None => panic!("{}: {figure} does not stand there", self.id),
                    Some(found) if found > usize::MAX / 4 => {
                        from += 1;
                        while !written.is_char_boundary(from) {
                            from += 1;
                        }
                    }
                    Some(found) => break found,
                }
            };
            at = place + figure.len();
            let is_bound = allowed.iter().any(|cells| !cells.is_empty());
            let may_be_none = allowed.iter().any(Vec::is_empty);
            allowed.retain(|cells| !cells.is_empty());
            verdict.tied.0 += usize::from(is_bound && !may_be_none);
            let found = facts.iter_mut().find(|(range, _, _)| range.start < at && place < range.end);
            let read = found.map(|fact| {
                fact.2 = true;
                fact.1.clone()
            });
            let read = read.unwrap_or_default();
            let is_right = match (is_bound, read.is_empty()) {
                (_, true) => may_be_none,
                (false, false) => false,
                (true, false) => {
                    read.iter().all(|cells| allowed.contains(cells)) && read.first() == allowed.first()
                        || read.len() == 1 && allowed.contains(&read[0])
                }
            };
            verdict.right += usize::from(is_right && is_bound && !may_be_none);
            if !is_right {
                verdict.wrong_cells.push(format!("{figure} is read as {read:?}"));
            }
        }
        verdict.tied.1 = facts.iter().filter(|(_, cells, _)| !cells.is_empty()).count();
        for (range, cells, _) in facts.iter().filter(|(_, cells, seen)| !seen && !cells.is_empty()) {
            verdict.wrong_cells.push(format!("{} is read as {cells:?}", &written[range.clone()]));
        }
    }

    fn findings(
        &self,
        written: &str,
        own: &std::ops::Range<usize>,
        diagnostics: &[Diagnostic],
        verdict: &mut Verdict,
    ) {
        // What is said of something absent stands at the heading of its section.
        let is_absent = self.rule == "text/fee-statement";
        let words = self.words.split('|').filter(|_| self.is_fault && self.words != "-");
        let words = words.map(|words| {
            let at = own.start + self.sentence.find(words).expect("the words stand in the sentence");
            at..at + words.len()
        });
        // Each of them with whether something is said of it.
        let mut places: Vec<(std::ops::Range<usize>, bool)> = words.map(|words| (words, false)).collect();
        if is_absent && self.is_fault {
            places = vec![(0..written.len(), false)];
        }
        for one in
            diagnostics.iter().filter(|one| one.rule.starts_with("text/") || one.rule.starts_with("series/"))
        {
            let mut touched = places
                .iter_mut()
                .filter(|(words, _)| one.range.start < words.end && words.start < one.range.end)
                .peekable();
            let at_words = touched.peek().is_some();
            let growth = self.rule == "series/growth" && one.rule == "text/percentage";
            if self.is_fault
                && at_words
                && (one.rule == self.rule
                    || growth
                    || self.rule == "text/percentage" && one.rule == "series/growth")
            {
                touched.for_each(|(_, found)| *found = true);
                continue;
            }
            let beside = matches!(one.rule, "text/figure-mismatch" | "text/subtotal" | "text/citation");
            if self.is_fault && at_words && beside {
                continue;
            }
            let said = &written[one.range.bytes()];
            verdict.too_many.push(format!("{} at {said}: {}", one.rule, one.message));
        }
        assert!(!self.is_fault || !places.is_empty(), "{}: a fault has its words", self.id);
        for (words, _) in places.iter().filter(|(_, found)| !found) {
            verdict.missing.push(format!("{} at {}", self.rule, &written[words.clone()]));
        }
    }
}

/// The measures over many cases.
#[derive(Debug, Default)]
pub struct Measures {
    pub cases: usize,
    pub right: usize,
    pub tied: usize,
    pub read: usize,
    pub agree: usize,
    pub faults: usize,
    pub found: usize,
    pub false_alarms: usize,
    /// What is not as it should be, a line a case.
    pub said: Vec<String>,
}

impl Measures {
    pub fn of(cases: &[Case]) -> Measures {
        let mut measures = Measures::default();
        for case in cases {
            let verdict = case.verdict();
            measures.cases += 1;
            measures.right += usize::from(verdict.is_right());
            measures.tied += verdict.tied.0;
            measures.read += verdict.tied.1;
            measures.agree += verdict.right;
            measures.faults += usize::from(case.is_fault);
            measures.found += usize::from(case.is_fault && verdict.missing.is_empty());
            measures.false_alarms += verdict.too_many.len();
            if !verdict.is_right() {
                let told =
                    [&verdict.wrong_cells[..], &verdict.too_many, &verdict.missing].concat().join("\n    ");
                let missing = if verdict.missing.is_empty() { "" } else { " MISSING" };
                measures.said.push(format!("{}{missing} {}\n    {told}", case.id, case.sentence));
            }
        }
        measures
    }
}
