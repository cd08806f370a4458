//! Findings for people.
//!
//! Invariant: what is underlined in a line is what the finding is about, at its column on the screen, with
//! Chinese text before it, tabs, or a line that had to be cut.

use std::ops::Range;
use std::path::Path;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use anstream::adapter::strip_str;
use unicode_width::UnicodeWidthStr;

use gouji_core::assist::excerpt::{Excerpt, excerpt};
use gouji_core::rules::{Diagnostic, Elsewhere, Fix, Lang, Severity};
use gouji_core::span::{InText, Span};
use gouji_core::text::{Encoding, Text};
use gouji_files::shown;

use super::result::{Checked, FileResult, Tally};

/// With more related places than this, they are listed and not drawn.
const DRAWN: usize = 4;

/// Places further apart than this many lines are drawn as two excerpts.
const NEAR: usize = 40;

/// The findings in one file; nothing for a file that could not be read, which standard error tells of.
pub fn file(result: &FileResult, lang: Lang, color: bool, width: usize) -> String {
    let Ok(checked) = &result.outcome else {
        return String::new();
    };
    let path = shown(&result.path);
    let renderer = if color { Renderer::styled() } else { Renderer::plain() }.term_width(width);
    let mut out = String::new();
    for (index, diagnostic) in checked.diagnostics.iter().enumerate() {
        let origin = checked.origins.get(index).cloned().flatten();
        let note = origin.or_else(|| (index == 0).then(|| encoding_note(checked, lang)).flatten());
        let finding = finding(diagnostic, &checked.text, &path, note, lang, width);
        out += &renderer.render(&[finding]);
        out += "\n\n";
    }
    out + &unlinked(checked, &path, lang)
}

/// The figures of the prose that were held against no cell, each in its words, for somebody to look at; nothing where
/// nobody asked.
fn unlinked(checked: &Checked, path: &str, lang: Lang) -> String {
    let Some(figures) = checked.unlinked.as_ref().filter(|figures| !figures.is_empty()) else {
        return String::new();
    };
    let count = figures.len();
    let mut out = match lang {
        Lang::Zh => format!("{path}：正文中有 {count} 个数字未与表格核对，请人工核对：\n"),
        Lang::En => format!("{path}: {} of the text held against no cell:\n", plural(count, "figure")),
    };
    for figure in figures {
        let place = checked.text.position(figure.start, Encoding::Utf32);
        let Excerpt { before, piece, behind } = excerpt(&checked.text, *figure);
        let (line, column) = (place.line + 1, place.character + 1);
        out += &format!("  {line}:{column}  {before}【{piece}】{behind}\n");
    }
    out + "\n"
}

/// What ends the output: how many findings there are, how much was read and checked, and what was passed over.
pub fn summary(tally: &Tally, lang: Lang, color: bool) -> String {
    let counts = [Severity::Error, Severity::Warning, Severity::Information, Severity::Hint]
        .into_iter()
        .filter(|severity| tally.count(*severity) > 0)
        .map(|severity| (severity, tally.count(severity)))
        .collect::<Vec<_>>();
    let encodings = encodings(tally, lang);
    let complete = tally.coverage.is_complete();
    let passed = tally.passed.words(lang).map_or_else(String::new, |words| words + "\n");
    let line = match lang {
        Lang::Zh => {
            let words = counts.iter().map(|(severity, count)| format!("{count} 处{}", word(*severity, lang)));
            let words = words.collect::<Vec<_>>().join("，");
            let head = format!("检查了 {} 份报告{encodings}", tally.reports);
            match counts.is_empty() {
                true if complete => format!("{head}，未发现问题"),
                true => format!("{head}，已核对的部分未发现问题"),
                false => format!("{head}：{words}"),
            }
        }
        Lang::En => {
            let words = counts
                .iter()
                .map(|(severity, count)| plural(*count, word(*severity, lang)))
                .collect::<Vec<_>>();
            let words = words.join(", ");
            let head = format!("Checked {}{encodings}", plural(tally.reports, "report"));
            match counts.is_empty() {
                true if complete => format!("{head}, nothing wrong"),
                true => format!("{head}, nothing wrong in what could be checked"),
                false => format!("{head}: {words}"),
            }
        }
    };
    let line = line + &put_aside(tally, lang);
    let line = match (tally.failed, lang) {
        _ if tally.files == 0 => return passed,
        (0, _) if counts.is_empty() && complete => format!("\x1b[1m\x1b[32m✓\x1b[0m {line}"),
        (0, _) => line,
        (failed, Lang::Zh) => format!("{line}；另有 {failed} 个文件未能检查"),
        (failed, Lang::En) => format!("{line}; {} not checked", plural(failed, "file")),
    };
    let line = if color { line + "\n" } else { format!("{}\n", strip_str(&line)) };
    let mut out = tally.table.words(tally.files, lang, color) + &line;
    // A format may have no tables at all.
    if tally.coverage.cells.expected > 0 {
        out += &format!("{}\n", tally.coverage.words(lang));
    }
    out += &passed;
    for (path, lines) in &tally.unused {
        let count = lines.len();
        let lines = lines.iter().map(usize::to_string).collect::<Vec<_>>();
        out += &match lang {
            Lang::Zh => format!("{path} 中有 {count} 条核实记录与报告不再相符：第 {} 行\n", lines.join("、")),
            Lang::En => {
                let reviews = plural(count, "review");
                format!("{path}: {reviews} no longer in line with the reports: line {}\n", lines.join(", "))
            }
        };
    }
    out + &hints(tally, lang)
}

/// How to see what was found, and to mend it.
fn hints(tally: &Tally, lang: Lang) -> String {
    let mut out = String::new();
    let fixable = tally.fixable;
    if fixable > 0 {
        out += &match lang {
            Lang::Zh => {
                format!("可以自动修正的有 {fixable} 处：gouji fix 显示如何修正，gouji fix --write 直接改写\n")
            }
            Lang::En => {
                format!("{fixable} can be fixed: `gouji fix` shows how, `gouji fix --write` writes it\n")
            }
        };
    }
    if tally.untold > 0 {
        out += match lang {
            Lang::Zh => "报告较多，没有逐处列出问题；需要时加 --verbose，或只检查其中几份\n",
            Lang::En => "With so many reports the findings are not listed; --verbose lists them\n",
        };
    }
    out
}

/// How many findings were put aside, where any was.
fn put_aside(tally: &Tally, lang: Lang) -> String {
    let parts = match lang {
        Lang::Zh => [("已核实", tally.reviewed), ("按注释忽略", tally.ignored)]
            .map(|(words, count)| (count, format!("{words} {count} 处"))),
        Lang::En => [("reviewed", tally.reviewed), ("ignored by comments", tally.ignored)]
            .map(|(words, count)| (count, format!("{count} {words}"))),
    };
    let parts = parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, words)| words);
    let parts = parts.collect::<Vec<_>>().join(if lang == Lang::Zh { "，" } else { ", " });
    match lang {
        _ if parts.is_empty() => parts,
        Lang::Zh => format!("（{parts}）"),
        Lang::En => format!(" ({parts})"),
    }
}

/// The word for a severity.
pub fn word(severity: Severity, lang: Lang) -> &'static str {
    match (lang, severity) {
        (Lang::En, Severity::Information) => "note",
        (Lang::En, severity) => severity.id(),
        (Lang::Zh, Severity::Error) => "错误",
        (Lang::Zh, Severity::Warning) => "警告",
        (Lang::Zh, Severity::Information) => "提示",
        (Lang::Zh, Severity::Hint) => "建议",
    }
}

fn plural(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

fn encodings(tally: &Tally, lang: Lang) -> String {
    let list = tally.encodings.iter().map(|(name, count)| match lang {
        Lang::Zh => format!("{count} 份为 {name}"),
        Lang::En => format!("{count} in {name}"),
    });
    let list = list.collect::<Vec<_>>().join(if lang == Lang::Zh { "，" } else { ", " });
    match lang {
        _ if list.is_empty() => list,
        Lang::Zh => format!("（{list}）"),
        Lang::En => format!(" ({list})"),
    }
}

fn encoding_note(checked: &Checked, lang: Lang) -> Option<String> {
    let name = checked.encoding;
    (name != "UTF-8").then(|| match lang {
        Lang::Zh => format!("文件编码为 {name}"),
        Lang::En => format!("the file is encoded in {name}"),
    })
}

/// One finding, ready to be drawn.
fn finding<'a>(
    diagnostic: &'a Diagnostic,
    text: &Text,
    path: &'a str,
    note: Option<String>,
    lang: Lang,
    width: usize,
) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Information => Level::INFO,
        Severity::Hint => Level::HELP,
    };
    let level = level.with_name(word(diagnostic.severity, lang));
    let mut group = level
        .primary_title(&*diagnostic.message)
        .id(diagnostic.rule)
        .elements(excerpts(diagnostic, text, width).iter().map(|marks| snippet(marks, text, path)));
    let (related, note_name) = if lang == Lang::Zh { ("相关", "说明") } else { ("related", "note") };
    if diagnostic.related.len() > DRAWN {
        let places = diagnostic.related.iter().map(|related| {
            let place = text.position(related.range.start, Encoding::Utf32);
            format!("{}:{} {}", place.line + 1, place.character + 1, related.message)
        });
        let places = places.collect::<Vec<_>>().join("\n");
        group = group.element(Level::NOTE.with_name(related).message(places));
    }
    if !diagnostic.other.is_empty() {
        let name = if lang == Lang::Zh { "另见" } else { "see also" };
        group = group.element(Level::NOTE.with_name(name).message(elsewhere(&diagnostic.other, lang)));
    }
    if let Some(fix) = diagnostic.fixes.iter().find(|fix| fix.preferred).or(diagnostic.fixes.first()) {
        let (name, words) = repair(fix, diagnostic.fixes.len() - 1, lang);
        group = group.element(Level::HELP.with_name(name).message(words));
    }
    if let Some(note) = note {
        group = group.element(Level::NOTE.with_name(note_name).message(note));
    }
    group
}

/// Places in other files, a line each; of many the first.
fn elsewhere(others: &[Elsewhere], lang: Lang) -> String {
    const MOST: usize = 12;
    let places = others.iter().take(MOST).map(|other| {
        let (start, _) = other.place.positions(Encoding::Utf32);
        let path = shown(Path::new(&*other.document));
        format!("{path}:{}:{} {}", start.line + 1, start.character + 1, other.message)
    });
    let mut lines: Vec<String> = places.collect();
    if others.len() > MOST {
        lines.push(match lang {
            Lang::Zh => format!("等 {} 处", others.len()),
            Lang::En => format!("{} in all", others.len()),
        });
    }
    lines.join("\n")
}

fn repair(fix: &Fix, others: usize, lang: Lang) -> (&'static str, String) {
    let name = match (lang, fix.preferred) {
        (Lang::Zh, true) => "修正",
        (Lang::Zh, false) => "可能的修正",
        (Lang::En, true) => "fix",
        (Lang::En, false) => "possible fix",
    };
    let others = match (lang, others) {
        (_, 0) => String::new(),
        (Lang::Zh, others) => format!("（另有 {others} 种修正）"),
        (Lang::En, others) => format!(" (and {})", plural(others, "other")),
    };
    (name, format!("{}{others}", fix.title))
}

/// A place to be underlined.
#[derive(Debug, Clone)]
struct Mark<'a> {
    range: Span<InText>,
    lines: Range<usize>,
    label: Option<&'a str>,
    primary: bool,
}

/// What is underlined, in groups that are drawn together, the finding's own place in the first one.
fn excerpts<'a>(diagnostic: &'a Diagnostic, text: &Text, width: usize) -> Vec<Vec<Mark<'a>>> {
    let own = mark(diagnostic.range, text, None, true);
    let mut related = diagnostic.related.iter().map(|one| {
        let label = (diagnostic.related.len() <= DRAWN).then_some(one.message.as_str());
        mark(one.range, text, label, false)
    });
    let mut marks = if diagnostic.related.len() <= DRAWN {
        related.collect::<Vec<_>>()
    } else {
        // Only those in the line that is drawn anyway.
        related.by_ref().filter(|one| one.lines == own.lines && own.lines.len() == 1).collect()
    };
    marks.retain(|one| one.range != own.range || one.label.is_some());
    marks.sort_by_key(|one| one.range.start);
    let mut groups = vec![vec![own]];
    for mark in marks {
        let room = |group: &Vec<Mark>| group.iter().all(|other| fit(&mark, other, text, width));
        match groups.iter().position(room) {
            Some(group) => groups[group].push(mark),
            // A place that is neither drawn with a label nor near says nothing.
            None if mark.label.is_none() => {}
            None => groups.push(vec![mark]),
        }
    }
    groups
}

fn mark<'a>(range: Span<InText>, text: &Text, label: Option<&'a str>, primary: bool) -> Mark<'a> {
    let first = text.line_at(range.start);
    let mut last = text.line_at(range.end.max(range.start));
    let mut end = range.end.max(range.start).min(text.len());
    // A range that ends before the first character of a line ends with the line before it.
    if last > first && end == text.line_range(last).start {
        last -= 1;
        end = text.line_range(last).end.max(range.start);
    }
    Mark { range: Span::new(range.start.min(text.len())..end), lines: first..last + 1, label, primary }
}

/// Whether two places can be drawn in one excerpt: a line with both must not become wider than the screen.
fn fit(one: &Mark, other: &Mark, text: &Text, width: usize) -> bool {
    let (first, second) = if one.range.start <= other.range.start { (one, other) } else { (other, one) };
    if first.lines.end < second.lines.start {
        return second.lines.start - first.lines.end < NEAR;
    }
    let shared = first.lines == second.lines && first.lines.len() == 1;
    !shared || text.slice(first.range.start..second.range.end).width() < width.saturating_sub(20)
}

/// The lines that hold the marks. Only these are handed on, so a finding costs the same in a long document.
fn snippet<'a>(marks: &[Mark<'a>], text: &Text, path: &'a str) -> Snippet<'a, Annotation<'a>> {
    let first = marks.iter().map(|mark| mark.lines.start).min().unwrap_or(0);
    let end = marks.iter().map(|mark| mark.lines.end).max().unwrap_or(first + 1);
    let mut source = String::new();
    // Where each line starts in the text and in the source: the source has no line breaks but \n.
    let mut starts = Vec::new();
    for line in first..end {
        let range = text.line_range(line);
        starts.push((range.clone(), source.len()));
        source += &text.slice(range);
        source.push('\n');
    }
    let place = |offset: usize| {
        let line = starts.partition_point(|(range, _)| range.start <= offset).saturating_sub(1);
        let (range, start) = &starts[line];
        let place = start + offset.clamp(range.start, range.end) - range.start;
        (0..=place).rev().find(|place| source.is_char_boundary(*place)).unwrap_or(0)
    };
    let annotations = marks.iter().map(|mark| {
        let kind = if mark.primary { AnnotationKind::Primary } else { AnnotationKind::Context };
        let span = kind.span(place(mark.range.start)..place(mark.range.end));
        // The figure itself gets the colour too: terminals do not agree on the width of “ and —.
        span.label(mark.label).highlight_source(true)
    });
    let annotations = annotations.collect::<Vec<_>>();
    Snippet::source(source).line_start(first + 1).path(path).annotations(annotations)
}
