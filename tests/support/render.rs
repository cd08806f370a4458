//! A whole report in one of the shapes.

use gouji::format::{TableIndex, template};
use gouji::report::Shape;

use super::model::{Model, Place, Random};
use super::pen::{Pen, Style};
use super::{pdf, separated};

/// A way in which a report was written or copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// What the formatter writes.
    Markdown,
    /// Pipe tables with a rule that keep the form's three label columns, and table four on one row.
    MarkdownForm,
    /// A row a line, `规章 | 0 | 0 | 6 |`.
    PipeRows,
    /// The same with a pipe in front.
    PipeRowsFramed,
    /// The same with runs of pipes at the end for the cells that others cover.
    PipeRowsPadded,
    /// Both.
    PipeRowsFramedPadded,
    /// Pipe and cell on alternate lines.
    PipeCells,
    /// The same with a run of pipes after each row.
    PipeCellsPadded,
    /// `规章 |` a line, a run of pipes after each row.
    PipeCellsTrailing,
    /// `规章 |` a line, the run of pipes behind the last cell of the row.
    PipeCellsRun,
    /// Rows with a pipe in front, broken after each pipe.
    PipeCellsBroken,
    /// Tabs, empty cells where others cover them.
    Tsv,
    /// Tabs, empty cells at the end; a page break cuts a label in two and moves the label columns.
    TsvShifted,
    /// A cell a line behind a tab, a blank line between rows.
    Cells,
    /// A cell a line.
    CellsBare,
    /// A cell a paragraph.
    CellsParagraphs,
    /// A row a line, labels wrapped before their figures.
    PdfRows,
    /// The same with a blank line after every line.
    PdfRowsSpread,
    /// Figures inside wrapped labels.
    PdfInside,
    /// Figures a little above the middle of their labels.
    PdfInsideRaised,
    /// A cell a line, group labels a character a line.
    PdfVertical,
    /// Some labels after their figures.
    PdfColumns,
    /// All labels, then all figures by column.
    PdfBoxes,
}

impl Manner {
    /// Those that must be read fully, each with its shape.
    pub const READABLE: [(Manner, Shape); 18] = [
        (Manner::Markdown, Shape::Markdown),
        (Manner::MarkdownForm, Shape::Markdown),
        (Manner::PipeRows, Shape::PipeRows),
        (Manner::PipeRowsFramed, Shape::PipeRows),
        (Manner::PipeRowsPadded, Shape::PipeRows),
        (Manner::PipeRowsFramedPadded, Shape::PipeRows),
        (Manner::PipeCells, Shape::PipeCells),
        (Manner::PipeCellsPadded, Shape::PipeCells),
        (Manner::PipeCellsTrailing, Shape::PipeCells),
        (Manner::PipeCellsRun, Shape::PipeCells),
        (Manner::PipeCellsBroken, Shape::PipeCells),
        (Manner::Tsv, Shape::Tsv),
        (Manner::TsvShifted, Shape::Tsv),
        (Manner::Cells, Shape::Cells),
        (Manner::CellsBare, Shape::CellsBare),
        (Manner::CellsParagraphs, Shape::CellsBare),
        (Manner::PdfRows, Shape::PdfRows),
        (Manner::PdfRowsSpread, Shape::PdfRows),
    ];

    /// Those of which only a part can be read with certainty.
    pub const DISPLACED: [Manner; 5] = [
        Manner::PdfInside,
        Manner::PdfInsideRaised,
        Manner::PdfVertical,
        Manner::PdfColumns,
        Manner::PdfBoxes,
    ];

    /// Whether lines are those of printed pages.
    pub fn is_pdf(self) -> bool {
        use Manner::*;
        matches!(
            self,
            PdfRows | PdfRowsSpread | PdfInside | PdfInsideRaised | PdfVertical | PdfColumns | PdfBoxes
        )
    }
}

/// A report in a manner, with random habits.
pub fn report(model: &Model, manner: Manner, line_end: &'static str, random: &mut Random) -> String {
    let style = Style::random(random, line_end);
    let mut pen = Pen::new(model, style, Random(random.next()));
    write(&mut pen, manner);
    pen.text()
}

/// Writes a report: title, preamble, sections with prose and tables.
pub fn write(pen: &mut Pen<'_>, manner: Manner) {
    write_mixed(pen, &[manner]);
}

/// Writes a report whose tables are in these manners, one after the other.
pub fn write_mixed(pen: &mut Pen<'_>, manners: &[Manner]) {
    let manner = manners[0];
    title(pen);
    let format = pen.model.format.clone();
    for (index, section) in format.sections.indexed() {
        if pen.random.chance(60) {
            pen.blank();
        }
        let page = if pen.style.form_feed && pen.random.chance(50) { "\u{c}" } else { "" };
        let marks = if manner == Manner::Markdown { "## " } else { "" };
        let wording = match section.wordings.as_slice() {
            wordings if !wordings.is_empty() && pen.random.chance(15) => pen.random.pick(wordings).clone(),
            _ => section.title.clone(),
        };
        let heading = pen.words(&wording);
        pen.line(format!("{page}{marks}{}、{heading}", section.number));
        if pen.random.chance(60) {
            pen.blank();
        }
        prose(pen, &section.id, manner);
        for table in format.tables.indices().filter(|table| format.tables[*table].section == index) {
            self::table(pen, table, manners[table.get() % manners.len()]);
        }
    }
}

fn table(pen: &mut Pen<'_>, table: TableIndex, manner: Manner) {
    match manner {
        Manner::Markdown => markdown(pen, table),
        _ if manner.is_pdf() => pdf::table(pen, table, manner),
        _ => separated::table(pen, table, manner),
    }
}

fn markdown(pen: &mut Pen<'_>, table: TableIndex) {
    let format = pen.model.format.clone();
    let places: Vec<Place> =
        pen.model.figures().map(|(place, _)| place).filter(|place| place.table == table).collect();
    let figures: Vec<(Place, String)> = places.into_iter().map(|place| (place, pen.figure(place))).collect();
    let figure = |cell| {
        figures.iter().find(|(place, _)| place.cell == cell).map(|(_, figure)| figure.clone()).unwrap()
    };
    pen.lines(&template::table(&format, table, &figure));
}

fn title(pen: &mut Pen<'_>) {
    let (agency, year) = (pen.model.agency.clone(), pen.model.year);
    let name = "政府信息公开工作年度报告";
    match pen.random.below(6) {
        2 => {
            pen.line(agency);
            pen.line(format!("{year}年"));
            pen.line(name);
        }
        0 => {
            pen.line(agency);
            pen.blank();
            pen.line(format!("{year} 年{name}"));
        }
        1 => {
            pen.line(format!("{agency}{year}年"));
            pen.line(name);
        }
        _ => pen.line(format!("{agency}{year}年{name}")),
    }
    pen.blank();
    if pen.random.chance(50) {
        pen.line(format!(
            "本报告依据条例编制，数据统计期限为{year}年1月1日至{year}年12月31日，如有疑问请与本机关办公室联系。"
        ));
    }
}

/// Prose in a section, in our own words.
fn prose(pen: &mut Pen<'_>, section: &str, manner: Manner) {
    let (year, count) = (pen.model.year, pen.random.below(300));
    let sentences: Vec<String> = match section {
        "overview" => vec![
            format!("{year}年，本机关按照条例要求推进公开工作，全年发布信息{count}条。"),
            format!("（一）主动公开。通过门户网站发布信息 {count} 条，其中公众号 {} 条", count / 2),
            "（二）依申请公开。受理申请的渠道保持畅通，办理流程进一步规范。".to_owned(),
            "1.完善制度。明确专人负责，做到先审查后公开".to_owned(),
        ],
        "problems" => vec![
            "一是公开内容还不够丰富；二是解读形式单一。".to_owned(),
            format!("下一步将加强培训，{}年组织学习不少于 4 次。", year + 1),
        ],
        "other_matters" => vec![format!("{year}年未收取信息处理费。")],
        _ if pen.random.chance(20) => vec!["该部分以表格形式报告。表格如下：".to_owned()],
        _ => Vec::new(),
    };
    for sentence in sentences {
        if manner.is_pdf() {
            let width = pen.random.between(20, 32);
            pdf::wrapped(&sentence, width).into_iter().for_each(|line| pen.line(line));
        } else {
            pen.line(sentence);
        }
        if manner == Manner::PdfRowsSpread {
            pen.blank();
        }
    }
}
