//! The summary as a workbook: a sheet of reports, and one of what does not agree between them.
//!
//! Invariant: words are written as words, whatever they begin with, and figures as figures.

use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Format, FormatAlign, Workbook, Worksheet, XlsxError};

use gouji_core::rules::Lang;

use super::{Field, Summary, between_heads, heads};

/// The workbook as the bytes of its file.
pub fn workbook(summary: &Summary, lang: Lang) -> Vec<u8> {
    // It is made in memory, of names and widths that are fixed: what can go wrong is none of the reports' doing.
    made(summary, lang).expect("rows and words are within what a sheet holds")
}

fn made(summary: &Summary, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let names = if lang == Lang::Zh { ["汇总", "报告之间"] } else { ["summary", "between"] };
    let mut book = Workbook::new();
    let rows: Vec<Vec<Field>> = summary.reports.iter().map(super::Row::fields).collect();
    let widths = [36.0, 32.0, 8.0, 14.0];
    sheet(book.add_worksheet().set_name(names[0])?, &heads(lang), &widths, rows)?;
    let rows = summary.between.iter().map(|one| Vec::from(one.fields(lang))).collect();
    let widths = [36.0, 8.0, 8.0, 20.0, 70.0, 70.0];
    sheet(book.add_worksheet().set_name(names[1])?, &between_heads(lang), &widths, rows)?;
    book.save_to_buffer()
}

fn sheet(
    sheet: &mut Worksheet,
    heads: &[&str],
    widths: &[f64],
    rows: Vec<Vec<Field>>,
) -> Result<(), XlsxError> {
    const USUAL_WIDTH: f64 = 12.0;
    let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::VerticalCenter);
    let words = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let figures = Format::new().set_align(FormatAlign::Top);
    let count = rows.len() as u32;
    for (column, title) in (0..).zip(heads) {
        sheet.set_column_width(column, widths.get(usize::from(column)).copied().unwrap_or(USUAL_WIDTH))?;
        sheet.write_string_with_format(0, column, *title, &head)?;
    }
    for (row, fields) in (1..).zip(rows) {
        for (column, field) in (0..).zip(fields) {
            match field {
                Field::Words(said) => sheet.write_string_with_format(row, column, within(&said), &words)?,
                Field::Figure(figure) => {
                    let figure = figure.to_f64().unwrap_or_default();
                    sheet.write_number_with_format(row, column, figure, &figures)?
                }
                Field::Nothing => sheet,
            };
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofilter(0, 0, count, heads.len() as u16 - 1)?;
    Ok(())
}

/// As much of a text as a cell holds.
fn within(text: &str) -> String {
    const LONGEST: usize = 32_000;
    text.chars().take(LONGEST).collect()
}
