//! A whole report, or its title.
//!
//! Invariant: offered only where nothing but the title stands yet. Agency and year are those of the title, or else
//! of the names of the file and its folders; where these say nothing they are left to fill in, never guessed.

use super::about::About;
use super::insert::{CELL, Insert};
use super::layout::is_separator;
use super::matching::{Name, Typed};
use super::site::{Site, is_empty};
use super::{Ask, Item, Kind, Offers};
use crate::assist::labels;
use crate::format::{Format, Formats, template};
use crate::report::{title, years};
use crate::syntax::Line;

/// Offers a whole report where there is none, and a title where it is lacking.
pub fn offer(site: &Site<'_>, formats: &Formats, ask: &Ask<'_>, offers: &mut Offers) {
    let is_free = !site.head.contains(is_separator) && site.is_last(&['）', ')', '”', '》']);
    if site.section().is_some() || !is_free {
        return;
    }
    let (typed, _) = site.whole_line();
    let Some(typed) = Typed::of(typed) else { return };
    let title = site.report.title.as_ref().map(|title| title.range.in_text(site.start));
    let title = title.filter(|title| title.end <= site.line.start || site.line.end < title.start);
    let first = site.text.line_at(title.as_ref().map_or(site.start, |title| title.end))
        + usize::from(title.is_some());
    const FAR: usize = 50;
    let is_blank_above = first + FAR > site.number
        && (first..site.number).all(|number| site.line_of(number).is_some_and(|line| is_empty(&line)));
    if title.as_ref().is_some_and(|title| title.start > site.line.start) || !is_blank_above {
        return;
    }
    let known = match &title {
        Some(_) => Known { agency: site.report.agency.clone(), year: site.report.year },
        None => Known::of(ask.names),
    };
    let fitting = formats.for_year(known.year.unwrap_or(u16::MAX));
    let others = formats.all().iter().filter(|format| format.id != fitting.id);
    if site.sections().next().is_none() && site.ends_section() {
        for format in [fitting].into_iter().chain(others) {
            let names: Vec<Name> = labels::REPORT_NAMES.iter().map(|name| Name::of(name)).collect();
            let names = [vec![Name::of(&format.title), Name::of(&format.name)], names].concat();
            offers.add(&typed, &names, || Item {
                label: labels::whole_report(&format.name, ask.lang),
                detail: format.notice.clone(),
                kind: Kind::Report,
                range: site.line,
                insert: report(site, format, &known, title.is_none()),
                about: About::Format.name(format),
            });
        }
    }
    if title.is_none() {
        let names = [Name::of(&fitting.title), Name::of("标题"), Name::of("年度报告"), Name::of("年报")];
        offers.add(&typed, &names, || {
            let mut insert = Insert::default();
            known.fill(&mut insert, &format!("{AGENCY}{YEAR}年{}", fitting.title));
            Item {
                label: insert.plain(),
                detail: labels::title(ask.lang).to_owned(),
                kind: Kind::Title,
                range: site.line,
                insert,
                about: About::Format.name(fitting),
            }
        });
    }
}

/// Stand for the agency and the year until they are filled in.
const AGENCY: &str = "\u{2}";
const YEAR: &str = "\u{3}";

fn report(site: &Site<'_>, format: &Format, known: &Known, with_title: bool) -> Insert {
    let mut paragraphs = Vec::new();
    if with_title {
        paragraphs.push(format!("{AGENCY}{YEAR}年{}\n", format.title));
    }
    if !format.opening.is_empty() {
        let opening = format.opening.replace("{notice}", &format.notice);
        paragraphs.push(opening.replace("{agency}", AGENCY).replace("{year}", YEAR) + "\n");
    }
    let sections = format.sections.indices();
    paragraphs.extend(sections.map(|index| template::section(format, index, &|_| CELL.to_owned())));
    let mut insert = Insert::default();
    known.fill(&mut insert, &site.set_apart(&paragraphs.join("\n")));
    insert
}

/// What is known of the report before it is written.
struct Known {
    agency: Option<String>,
    year: Option<u16>,
}

impl Known {
    /// What the names of the file and its folders say, the innermost first.
    fn of(names: &[String]) -> Known {
        let mut known = Known { agency: None, year: None };
        for (depth, name) in names.iter().enumerate() {
            let name =
                if depth == 0 { name.rsplit_once('.').map_or(name.as_str(), |(name, _)| name) } else { name };
            let found = title::first(name, &[(Line::Text, 0..name.len())]);
            known.agency = known.agency.or(found.agency).or_else(|| is_agency(name).then(|| name.to_owned()));
            known.year = known.year.or(found.year).or_else(|| self::year(name));
        }
        known
    }

    /// Adds `text`, in which agency and year are places to fill in, each filled in once for all.
    fn fill(&self, insert: &mut Insert, text: &str) {
        let agency = self.agency.clone().unwrap_or_else(|| labels::AGENCY_TO_FILL.to_owned());
        let year = self.year.map_or_else(|| labels::YEAR_TO_FILL.to_owned(), |year| year.to_string());
        let mut stops: [Option<usize>; 2] = [None, None];
        let mut rest = text;
        while let Some(at) = rest.find([AGENCY, YEAR].map(|mark| mark.chars().next().unwrap_or_default())) {
            insert.push_form(&rest[..at]);
            let which = usize::from(rest[at..].starts_with(YEAR));
            let default = [&agency, &year][which];
            match stops[which] {
                Some(stop) => insert.push_same(stop, default),
                None => stops[which] = Some(insert.push_stop(default)),
            }
            rest = &rest[at + AGENCY.len()..];
        }
        insert.push_form(rest);
    }
}

/// Whether a folder is named as an agency is.
fn is_agency(name: &str) -> bool {
    const ENDS: [&str; 10] =
        ["政府", "局", "委员会", "厅", "办公室", "办事处", "管委会", "研究院", "大学", "中学"];
    const SHORTEST: usize = 3;
    name.chars().count() >= SHORTEST
        && ENDS.iter().any(|end| name.ends_with(end))
        && name.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

/// The year in a name: 2024年, or a name that is nothing else.
fn year(name: &str) -> Option<u16> {
    let named = years::named(name).map(|(_, year)| year).next();
    named.or_else(|| name.parse().ok().filter(|year| (2000..2100).contains(year)))
}

/// Whether a file is named as such a report is: 丁香镇2024年政府信息公开工作年度报告.md.
pub fn is_named_report(name: &str) -> bool {
    name.contains("政府信息公开") && name.contains('年') && name.contains('报')
}
