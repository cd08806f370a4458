//! An analysis that is kept up to date is the analysis of the text: tree, reports and findings.

mod support;

use std::ops::Range;

use gouji::analysis::Analysis;
use gouji::report::lexicon::Lexicon;
use gouji::rules::Lang;
use gouji::span::{InText, Span};
use gouji::text::{ByteEdit, Text};
use support::model::{Model, Random};
use support::real;
use support::render::{Manner, report};
use support::runner::{Fault, faults};

/// How many streams of edits there are, each with so many: on every machine the same, however many cores it has.
const STREAMS: usize = 20;
const EDITS: usize = 500;
const EDITS_OF_A_TEXT: usize = 50;

/// Pieces that make one thing of another.
const PIECES: [&str; 59] = [
    "0",
    "12",
    "3,140",
    "７",
    " 0 0 0",
    "\t",
    "\t0\n",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "|",
    " | 0 |\n",
    "|---|---|\n",
    " ",
    "\u{3000}",
    "、",
    "一",
    "三、",
    "（一）",
    "（七）总计",
    "#",
    "𠮷",
    "。",
    "公开",
    "总计",
    "2024年",
    "2019年",
    "\u{c}",
    "\u{feff}",
    "：",
    "规章 0 0 0\n",
    "\n- 3 -\n",
    "\n3\n",
    "本年新制作数量",
    "现行有效件数",
    "\n<!-- gouji-ignore totals: 旧账 -->\n",
    "<!-- gouji-ignore ",
    "-->",
    "\n一、总体情况\n",
    "\n二、主动公开政府信息情况\n",
    "\n三、收到和处理政府信息公开申请情况\r\n",
    "\n四、政府信息公开行政复议、行政诉讼情况\n",
    "五、存在的主要问题及改进情况\r",
    "\n六、其他需要报告的事项\n",
    "\n石桥镇人民政府2023年政府信息公开工作年度报告\n",
    "\n政府信息公开工作年度报告\n",
    "\n<!-- 上年\n",
    "\n-->\n",
    "<!-- 待核 -->",
    "\n```\n",
    "\n~~~\n",
    "> ",
    ">",
    "\n>\n",
    "<table>\n<tr><td>",
    "</td></tr></table>",
    "\n首页 > 政务公开\n",
    "\n目录\n一、总体情况……1\n（一）主动公开……1\n二、主动公开政府信息情况……2\n三、收到和处理政府信息公开申请情况……3\n",
];

/// What once came out wrong: a text, what was replaced in it and by what.
const KEPT: [(&str, &str, &str); 1] = [(
    // The place of the blank is behind a character of many bytes.
    include_str!("reports/cells/clean.txt"),
    "\t总计\n\n\t3\n",
    "\t总计\n\n\t\n<!-- gouji-ignore （六）其他处理\n",
)];

/// A text to edit: a rendered report, a real one, or several one behind the other with or without titles between.
fn sample(random: &mut Random, real: &[String]) -> String {
    let one = |random: &mut Random| {
        if !real.is_empty() && random.chance(60) {
            return random.pick(real).clone();
        }
        let all: Vec<Manner> =
            Manner::READABLE.iter().map(|(manner, _)| *manner).chain(Manner::DISPLACED).collect();
        let line_end = *random.pick(&["\n", "\n", "\r\n"]);
        let model = Model::random(random);
        report(&model, *random.pick(&all), line_end, random)
    };
    let count = [1, 1, 2, 3, 4][random.below(5)];
    let mut text = String::new();
    for _ in 0..count {
        text += &one(random);
        text += *random.pick(&["", "\n", "\n\n云水县汇编\n\n"]);
    }
    text
}

/// The lines of a section: from a heading to the next.
fn section(random: &mut Random, text: &str) -> Option<Range<usize>> {
    let numbers = ["一、", "二、", "三、", "四、", "五、", "六、"];
    let starts: Vec<usize> = text
        .match_indices('\n')
        .map(|(at, _)| at + 1)
        .filter(|at| numbers.iter().any(|number| text[*at..].starts_with(number)))
        .collect();
    let at = random.below(starts.len());
    let start = *starts.get(at)?;
    Some(start..starts.get(at + 1).copied().unwrap_or(text.len()))
}

fn replace(text: &mut Text, edits: &mut Vec<ByteEdit>, range: Range<usize>, new: &str) {
    edits.push(text.replace(range, new));
}

/// One edit; two where a section is cut and pasted.
fn edit(random: &mut Random, text: &mut Text, real: &[String], edits: &mut Vec<ByteEdit>) {
    let at = random.below(text.len() + 1);
    match random.below(40) {
        0 => {
            // Cut and paste a section, or only its heading.
            let content = text.to_string();
            let Some(mut range) = section(random, &content) else { return };
            if random.chance(50) {
                range.end = range.start + content[range.clone()].find('\n').map_or(range.len(), |at| at + 1);
            }
            replace(text, edits, range.clone(), "");
            let lines: Vec<usize> =
                text.to_string().match_indices('\n').map(|(at, _)| at + 1).chain([0]).collect();
            let to = *random.pick(&lines);
            replace(text, edits, to..to, &content[range]);
        }
        1 => {
            let new = sample(random, real);
            let to = [0, text.len(), at][random.below(3)];
            if text.len() < 60_000 {
                replace(text, edits, to..to, &new);
            }
        }
        2 | 3 => {
            let length = random.below(3000);
            replace(text, edits, at..at + length, "");
        }
        4..8 => {
            // Other bytes, as many as before: in the last ones before a heading, or anywhere.
            let content = text.to_string();
            let end = section(random, &content).filter(|_| random.chance(70)).map_or(at, |range| range.start);
            let start = end.saturating_sub(random.between(1, 4));
            let length = text.slice(start..end).len();
            let start = end - length;
            let new = ["5\n7\n", "\r\n\r\n", "公\n", "||\n\n", "一、"][random.below(5)];
            let cut = (0..=length.min(new.len())).rev().find(|cut| new.is_char_boundary(*cut)).unwrap_or(0);
            let new = new[..cut].to_owned() + &" ".repeat(length - cut);
            replace(text, edits, start..end, &new);
        }
        8..12 => {
            // A line again, somewhere else.
            let line = text.line_range(random.below(text.line_count()));
            let line = text.slice(line).into_owned() + "\n";
            replace(text, edits, at..at, &line);
        }
        _ => {
            let removed = [0, 0, 1, 3, 12][random.below(5)];
            let piece = if random.chance(20) { "" } else { PIECES[random.below(PIECES.len())] };
            replace(text, edits, at..at + removed, piece);
        }
    }
}

/// What differs between two analyses, if anything does.
fn difference(kept: &Analysis, fresh: &Analysis) -> Option<String> {
    if kept.tree().root_node().to_sexp() != fresh.tree().root_node().to_sexp() {
        return Some("the trees".into());
    }
    reports_differ(kept, fresh)
        .or_else(|| {
            let said =
                |of: &Analysis| of.facts().map(|(start, _, fact)| (start, fact.clone())).collect::<Vec<_>>();
            let (kept, fresh) = (said(kept), said(fresh));
            (kept != fresh).then(|| format!("facts {kept:#?}\nfor {fresh:#?}"))
        })
        .or_else(|| {
            let (kept, fresh) = (kept.diagnostics(Lang::Zh), fresh.diagnostics(Lang::Zh));
            (kept != fresh).then(|| format!("findings {kept:#?}\nfor {fresh:#?}"))
        })
}

/// What is wrong with the places that findings name, if anything is.
fn misplaced(analysis: &Analysis, text: &Text) -> Option<String> {
    let content = text.to_string();
    let is_place = |range: &Span<InText>| content.get(range.bytes()).is_some();
    analysis.diagnostics(Lang::En).into_iter().find_map(|diagnostic| {
        let edits = || diagnostic.fixes.iter().flat_map(|fix| &fix.edits).map(|edit| &edit.range);
        let overlap = |fix: &gouji::rules::Fix| {
            let mut ranges: Vec<_> =
                fix.edits.iter().map(|edit| (edit.range.start, edit.range.end)).collect();
            ranges.sort_unstable();
            ranges.windows(2).any(|pair| pair[0].1 > pair[1].0)
        };
        let sound = is_place(&diagnostic.range)
            && diagnostic.related.iter().all(|related| is_place(&related.range))
            && edits().all(is_place)
            && !diagnostic.fixes.iter().any(overlap);
        (!sound).then(|| format!("misplaced: {diagnostic:#?}"))
    })
}

fn reports_differ(kept: &Analysis, fresh: &Analysis) -> Option<String> {
    let (kept, fresh) = (kept.reports(), fresh.reports());
    if kept.len() != fresh.len() {
        return Some(format!("{} reports for {}", kept.len(), fresh.len()));
    }
    kept.iter().zip(&fresh).enumerate().find_map(|(index, ((kept_start, kept), (fresh_start, fresh)))| {
        if kept_start != fresh_start {
            return Some(format!("report {index} begins at {kept_start} for {fresh_start}"));
        }
        let sections = kept.sections.iter().zip(&fresh.sections).position(|(kept, fresh)| kept != fresh);
        (kept != fresh).then(|| {
            let head = |report: &gouji::report::Report| {
                let heads: Vec<_> = report.sections.iter().map(|(at, section)| (*at, section.kind)).collect();
                format!("{:?} {:?} {:?} {heads:?}", report.format.id, report.title, report.year)
            };
            format!("report {index}, section {sections:?}: {} for {}", head(kept), head(fresh))
        })
    })
}

/// What is wrong with an analysis that was kept up to date, with the text before the edit.
fn run(seed: u64, steps: usize, real: &[String]) -> Fault {
    let mut random = Random(seed);
    let lexicon = Lexicon::built_in();
    let mut text = Text::default();
    let mut analysis = Analysis::fresh(&text, lexicon);
    let mut done = 0;
    let mut step = 0;
    while done < steps {
        if step % EDITS_OF_A_TEXT == 0 {
            text = Text::from(sample(&mut random, real).as_str());
            analysis = Analysis::fresh(&text, lexicon);
        }
        step += 1;
        let before = text.clone();
        let batch = if random.chance(50) { 1 } else { random.between(2, 4) };
        let mut edits = Vec::new();
        (0..batch).for_each(|_| edit(&mut random, &mut text, real, &mut edits));
        analysis = analysis.after(&text, &edits, lexicon);
        let fresh = Analysis::fresh(&text, lexicon);
        if let Some(difference) = difference(&analysis, &fresh).or_else(|| misplaced(&analysis, &text)) {
            let inserted = edits.iter().map(|edit| text.slice(edit.start..edit.new_end)).collect::<Vec<_>>();
            return Some((
                format!("step {step}: {difference}\n  {edits:?} {inserted:?}"),
                before.to_string(),
            ));
        }
        done += batch;
    }
    None
}

#[test]
fn what_once_came_out_wrong_comes_out_right() {
    let lexicon = Lexicon::built_in();
    for (before, old, new) in KEPT {
        let mut text = Text::from(before);
        let analysis = Analysis::fresh(&text, lexicon);
        assert_eq!(before.matches(old).count(), 1);
        let at = before.find(old).unwrap();
        let edit = text.replace(at..at + old.len(), new);
        let analysis = analysis.after(&text, &[edit], lexicon);
        let fresh = Analysis::fresh(&text, lexicon);
        assert_eq!(difference(&analysis, &fresh).or_else(|| misplaced(&analysis, &text)), None);
    }
}

#[test]
fn an_analysis_after_edits_is_a_fresh_one() {
    let failed = faults("edited", STREAMS, &|seed| run(seed, EDITS, &[]));
    assert_eq!(failed, None, "\n{}", failed.as_deref().unwrap_or_default());
}

/// Streams of their own: what is done to rendered reports is the same with and without real ones.
#[test]
fn an_analysis_of_a_real_report_after_edits_is_a_fresh_one() {
    let real: Vec<String> = real::reports().into_iter().map(|(_, text)| text).collect();
    if real.is_empty() {
        return;
    }
    let failed = faults("edited real", STREAMS, &|seed| run(1000 + seed, EDITS / 5, &real));
    assert_eq!(failed, None, "\n{}", failed.as_deref().unwrap_or_default());
}
