//! A report to fill in.
//!
//! Invariant: what is written is read without a finding but what is still to be filled in; no file is overwritten, and
//! none is written in part.

use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

use gouji_core::assist::shapes::{self, WRITABLE};
use gouji_core::format::{Format, Formats};
use gouji_core::report::Shape;
use gouji_core::rules::Lang;
use gouji_files::shown;

use super::args::{Common, NewArgs};
use super::format_choice::FormatChoice;
use super::save::{not_saved, save};
use super::{complain, print};

/// `gouji new`.
pub fn run(options: &NewArgs, common: &Common) -> u8 {
    let lang = common.lang();
    let report = match report(options, lang) {
        Ok(report) => report,
        Err(message) => return complain(message),
    };
    let Some(path) = &options.output else { return print(&report, common) };
    match save(path, report.as_bytes(), false) {
        Ok(()) => {
            writeln!(std::io::stderr(), "{}", made(path, lang)).ok();
            0
        }
        Err(error) => complain(not_saved(path, &error, lang)),
    }
}

/// What is said of a file that was written.
fn made(path: &Path, lang: Lang) -> String {
    let path = shown(path);
    match lang {
        Lang::Zh => format!("已写入：{path}。填写以后，用 gouji check {path} 检查"),
        Lang::En => format!("written: {path}; once it is filled in, `gouji check {path}` checks it"),
    }
}

fn report(options: &NewArgs, lang: Lang) -> Result<String, String> {
    let agency = options.agency.trim();
    if agency.is_empty() || agency.contains(char::is_control) {
        return Err(match lang {
            Lang::Zh => "机关名称不能为空，也不能换行".to_owned(),
            Lang::En => "the name of the agency must not be empty and must be on one line".to_owned(),
        });
    }
    let shape = shape(&options.shape, lang)?;
    let format = format(options, lang)?;
    shapes::report(&format, agency, options.year, shape).ok_or_else(|| match lang {
        Lang::Zh => format!("格式 {} 的表格不能用这种写法：{}", format.id, options.shape),
        Lang::En => format!("the tables of format {} cannot be written as {}", format.id, options.shape),
    })
}

fn shape(id: &str, lang: Lang) -> Result<Shape, String> {
    WRITABLE.into_iter().find(|shape| shape.id() == id).ok_or_else(|| {
        let ids = WRITABLE.map(Shape::id);
        match lang {
            Lang::Zh => format!("没有这种写法：{id}。可用的有 {}", ids.join("、")),
            Lang::En => format!("no such shape: {id}. There are {}", ids.join(", ")),
        }
    })
}

/// The format that was asked for, else that of the year.
fn format(options: &NewArgs, lang: Lang) -> Result<Arc<Format>, String> {
    match FormatChoice::parse(options.format.as_deref(), lang)? {
        FormatChoice::BuiltIn => Ok(Formats::built_in().for_year(options.year).clone()),
        FormatChoice::Id(id) => FormatChoice::built_in(&id, lang).cloned(),
        FormatChoice::Own(format) => Ok(Arc::from(format)),
    }
}
