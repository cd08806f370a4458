//! The summary as one page to send on.
//!
//! Invariants: it needs nothing but itself; without a script it shows the same, in the order of the files; whatever
//! stands in a report is escaped.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use gouji_core::rules::Lang;

use super::{Field, Summary, between_heads, heads};

/// The page.
pub fn page(summary: &Summary, lang: Lang) -> String {
    let zh = lang == Lang::Zh;
    let title = if zh {
        "政府信息公开工作年度报告汇总"
    } else {
        "Annual reports on information disclosure"
    };
    let between = if zh { "报告之间不一致的" } else { "What does not agree between reports" };
    let errors: usize = summary.reports.iter().map(|row| row.errors).sum();
    let warnings: usize = summary.reports.iter().map(|row| row.warnings).sum();
    let (reports, others) = (summary.reports.len(), summary.between.len());
    let counts = match lang {
        Lang::Zh => format!(
            "{reports} 份报告，{errors} 处错误，{warnings} 处警告；报告之间 {others} 处不一致。点表头排序。"
        ),
        Lang::En => format!(
            "{reports} reports, {errors} errors, {warnings} warnings; {others} between reports. Click a head to sort."
        ),
    };
    let rows: Vec<Vec<Field>> = summary.reports.iter().map(super::Row::fields).collect();
    let page = html! {
        (DOCTYPE)
        html lang=(if zh { "zh-CN" } else { "en" }) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (PreEscaped(include_str!("style.css"))) }
            }
            body {
                h1 { (title) }
                p { (counts) }
                (table(&heads(lang), rows))
                @if others > 0 {
                    h2 { (between) }
                    (table(&between_heads(lang), summary.between.iter().map(|one| Vec::from(one.fields(lang))).collect()))
                }
                script { (PreEscaped(include_str!("sort.js"))) }
            }
        }
    };
    page.into_string()
}

fn table(heads: &[&str], rows: Vec<Vec<Field>>) -> Markup {
    html! {
        table {
            thead { tr { @for head in heads { th scope="col" { button type="button" { (head) } } } } }
            tbody {
                @for row in rows {
                    tr {
                        @for field in row {
                            @match field {
                                Field::Words(words) => td { (words) },
                                Field::Figure(figure) => td.figure { (figure.normalize()) },
                                Field::Nothing => td {},
                            }
                        }
                    }
                }
            }
        }
    }
}
