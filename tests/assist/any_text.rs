//! Nothing breaks on any text, and ranges are such as an editor takes.

use gouji::assist::folding::folds;

use gouji::assist::completion::{Ask, completions, documentation};
use gouji::assist::definition::{definition, references};
use gouji::assist::highlight::highlights;
use gouji::assist::hints::{Answers, Wanted, hints};
use gouji::assist::hover::{Markup, hover};
use gouji::assist::lens::lenses;
use gouji::assist::links::links;
use gouji::assist::on_type::{after_enter, after_pipe};
use gouji::assist::page::document;
use gouji::assist::selection::selections;
use gouji::assist::symbols::{Symbol, symbols};
use gouji::format::Formats;
use gouji::rules::Lang;
use gouji::span::{InText, Span};
use gouji::text::Text;

use crate::support::model::{Model, Random};
use crate::support::noise;
use crate::support::render::{Manner, report};
use crate::{analysed, samples};

fn check(text: &str, offsets: &[usize]) {
    let analysis = analysed(text);
    let rope = Text::from(text);
    for symbol in symbols(&analysis, &rope, Lang::Zh) {
        check_symbol(&symbol, text);
    }
    let page = document(&analysis, &rope, &analysis.diagnostics(Lang::En), Lang::En);
    assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>\n"));
    for fold in folds(&analysis, &rope) {
        assert!(text[fold.bytes()].contains(['\n', '\r']), "{fold:?} of {text:?}");
    }
    let wanted = Wanted { sums: true, columns: true, prose: Answers::All };
    let found = analysis.diagnostics(Lang::En);
    for hint in hints(&analysis, &rope, &found, Span::new(0..text.len()), wanted, Lang::En) {
        assert!(text.is_char_boundary(hint.at) && !hint.label.is_empty(), "{hint:?} of {text:?}");
    }
    for lens in lenses(&analysis, &rope, Lang::En) {
        assert!(text.get(lens.range.bytes()).is_some_and(|line| !line.contains(['\n', '\r'])), "{lens:?}");
        assert!(text.get(lens.leads_to.bytes()).is_some(), "{lens:?} of {text:?}");
    }
    assert!(links(&rope).iter().all(|cited| text.get(cited.range.bytes()).is_some()), "{text:?}");
    for offset in offsets {
        for edit in [after_pipe(&rope, &analysis, *offset), after_enter(&rope, &analysis, *offset)].concat() {
            assert!(
                text.get(edit.range.bytes()).is_some() && edit.range.end <= *offset,
                "{edit:?} of {text:?}"
            );
        }
        let is_of_text = |range: &Span<InText>| text.get(range.bytes()).is_some();
        assert!(highlights(&analysis, &rope, *offset).iter().all(|mark| is_of_text(&mark.range)), "{text:?}");
        for ways in [definition(&analysis, *offset), references(&analysis, *offset)].into_iter().flatten() {
            assert!(is_of_text(&ways.from) && ways.to.iter().all(is_of_text), "{ways:?} of {text:?}");
        }
        let grown = selections(&analysis, *offset);
        assert!(grown.iter().all(is_of_text), "{grown:?} of {text:?}");
        assert!(grown[0].start <= *offset && *offset <= grown[0].end, "{grown:?} at {offset}");
        for two in grown.windows(2) {
            let holds = two[1].start <= two[0].start && two[0].end <= two[1].end && two[0] != two[1];
            assert!(holds, "{grown:?} of {text:?}");
        }
        let line = rope.line_range(rope.line_at(*offset));
        for item in completions(&rope, &analysis, Formats::built_in(), *offset, &Ask::default()) {
            let within = line.start <= item.range.start && item.range.end <= line.end;
            assert!(within && is_of_text(&item.range), "{item:?} of {text:?}");
            assert!(item.range.start <= (*offset).min(line.end) && (*offset).min(line.end) <= item.range.end);
            let told = documentation(Formats::built_in(), &item.about, Lang::Zh, Markup::Plain);
            assert!(told.is_some_and(|told| !told.is_empty()), "{item:?}");
        }
        for (lang, markup) in [(Lang::Zh, Markup::Markdown), (Lang::En, Markup::Plain)] {
            if let Some(told) = hover(&analysis, &rope, *offset, lang, markup) {
                assert!(text.get(told.range.bytes()).is_some(), "{:?} of {text:?}", told.range);
                assert!(told.range.start <= *offset && *offset <= told.range.end);
                assert!(!told.text.is_empty());
            }
        }
    }
}

/// The editor refuses an outline in which a range lies outside of that which holds it.
fn check_symbol(symbol: &Symbol, text: &str) {
    let within = |inner: &Span<InText>| {
        symbol.range.start <= inner.start && inner.start <= inner.end && inner.end <= symbol.range.end
    };
    assert!(text.get(symbol.range.bytes()).is_some(), "{symbol:?} of {text:?}");
    assert!(text.get(symbol.selection.bytes()).is_some(), "{symbol:?} of {text:?}");
    assert!(within(&symbol.selection), "{symbol:?} of {text:?}");
    assert!(!symbol.name.trim().is_empty(), "{symbol:?} of {text:?}");
    for child in &symbol.children {
        assert!(within(&child.range), "{child:?} in {symbol:?}");
        check_symbol(child, text);
    }
}

/// A few places of a text, and its end.
fn places(text: &str, random: &mut Random) -> Vec<usize> {
    let mut places: Vec<usize> = (0..12).map(|_| random.below(text.len() + 1)).collect();
    places.iter_mut().for_each(|place| {
        while !text.is_char_boundary(*place) {
            *place -= 1;
        }
    });
    places.extend([0, text.len()]);
    places
}

#[test]
fn nothing_breaks_on_damaged_reports_of_every_shape() {
    for seed in 0..40 {
        for (manner, _) in Manner::READABLE {
            let mut random = Random(seed + 500);
            let model = Model::random(&mut random);
            let line_end = *random.pick(&["\n", "\r\n", "\r"]);
            let mut text = report(&model, manner, line_end, &mut random);
            for _ in 0..random.below(8) {
                text = match random.below(3) {
                    0 => noise::in_words(&text, &mut random).text,
                    1 => noise::separator(&text, &mut random).text,
                    _ => {
                        let at = places(&text, &mut random)[0];
                        format!("{}𠮷{}", &text[..at], &text[at..])
                    }
                };
            }
            check(&text, &places(&text, &mut random));
        }
    }
}

#[test]
fn nothing_breaks_on_pieces_of_reports() {
    for (name, text) in samples() {
        let mut random = Random(name.len() as u64);
        for _ in 0..20 {
            let mut ends = places(&text, &mut random);
            ends.truncate(2);
            ends.sort_unstable();
            let piece = text[ends[0]..ends[1]].replace('\n', "\r\n");
            check(&piece, &places(&piece, &mut random));
        }
    }
    for text in ["", "\n", "𠮷", "一、", "|", "|---|", "\u{feff}", "三、收到和处理政府信息公开申请情况"]
    {
        check(text, &[0, text.len()]);
    }
}
