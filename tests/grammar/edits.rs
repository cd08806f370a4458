//! A tree that is kept up to date is the tree of the text, and keeping it so is cheap.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use gouji::syntax::{Tree, language, parse, reparse};
use gouji::text::{ByteEdit, Text};
use tree_sitter::{InputEdit, Parser, Point};

use crate::{PIECES, assert_whole, real};

/// One report in several shapes; the place is invented.
const SAMPLE: &str = "\u{feff}云水县石桥镇人民政府2024年政府信息公开工作年度报告\n\n本报告由𠮷祥办编制。\n\n\
    一、总体情况\n\n（一）主动公开情况。全年公开信息 132 条，其中公众号发布\n88 条。\n（二）依申请公开情况\n受理 3 件。\n\n\
    二、主动公开政府信息情况\n\n| 信息内容 | 本年制发件数 |\n|---|---|\n| 规章 | 0 |\n| 行政规范性文件 | 4 |\n\n\
    三、收到和处理政府信息公开申请情况\r\n\r\n\t一、本年新收政府信息公开申请数量\r\n\t3\r\n\t0\r\n\r\n三、本年度办理结果\r\n\
    （一）予以公开\t2\t0\t0\r\n（二）部分公开（区分处理的，只计这一情形）\t\t1\r\n（三）不\r\n予公开 0 0 0 0 0 0 0\r\n- 2 -\r\n\
    四、结转下年度继续办理 0 0 0 0 0 0 0\r\n\r\n\
    四、政府信息公开行政复议、行政诉讼情况\r结果维持｜结果纠正\r0｜0\r\r\
    五、存在的主要问题及改进情况\n存在的问题：人手不足。\u{2028}改进：培训。\u{c}\n\n\n六、其他需要报告的事项\n无\0。";

/// xorshift, so that a failure can be seen again.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit.max(1)
    }

    /// A few characters of a text, or a line of it.
    fn piece<'a>(&mut self, samples: &'a [String]) -> &'a str {
        match self.below(5) {
            0 => "",
            1 => {
                let sample = &samples[self.below(samples.len())];
                let line = self.below(sample.lines().count());
                sample.split_inclusive(['\n', '\r']).nth(line).unwrap_or_default()
            }
            _ => PIECES[self.below(PIECES.len())],
        }
    }

    fn edit(&mut self, text: &mut Text, samples: &[String]) -> ByteEdit {
        let start = self.below(text.len() + 1);
        let removed = match self.below(5) {
            0 | 1 => 0,
            2 => self.below(4),
            3 => self.below(12),
            _ => self.below(8) / 7 * self.below(400),
        };
        text.replace(start..start + removed, self.piece(samples))
    }
}

/// Every node: its kind, where it is and whether it is an error.
fn nodes(tree: &Tree) -> Vec<(u16, std::ops::Range<usize>, bool)> {
    let mut nodes = Vec::new();
    let mut cursor = tree.walk();
    loop {
        let node = cursor.node();
        nodes.push((node.kind_id(), node.byte_range(), node.is_error() || node.is_missing()));
        if cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return nodes;
            }
        }
    }
}

#[test]
fn an_edited_tree_is_the_tree_of_the_edited_text() {
    edit_at_random(&[SAMPLE.to_owned(), SAMPLE.replace('\n', "\r\n"), String::new()], 10_000);
}

#[test]
fn an_edited_tree_of_a_real_report_is_the_tree_of_the_edited_text() {
    let samples: Vec<String> = real::reports().into_iter().map(|(_, text)| text).collect();
    if !samples.is_empty() {
        edit_at_random(&samples, 50 * samples.len());
    }
}

/// Edits the samples in turn, and compares after each step.
fn edit_at_random(samples: &[String], steps: usize) {
    const EDITS_OF_A_SAMPLE: usize = 50;
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let (mut text, mut tree) = (Text::default(), parse(&Text::default()));
    for step in 0..steps {
        if step % EDITS_OF_A_SAMPLE == 0 {
            text = Text::from(samples[step / EDITS_OF_A_SAMPLE % samples.len()].as_str());
            tree = parse(&text);
        }
        let batch = if step % 2 == 0 { 1 } else { 1 + random.below(4) };
        let edits: Vec<_> = (0..batch).map(|_| random.edit(&mut text, samples)).collect();
        tree = reparse(&tree, &edits, &text);
        assert!(nodes(&tree) == nodes(&parse(&text)), "step {step}, {edits:?}: {:?}", text.to_string());
        assert_whole(&tree, &text);
    }
}

/// The rule of grammar.js, by its effect: the work of an edit does not grow with the number of lines.
#[test]
fn an_edit_in_a_large_document_is_read_in_a_few_lines() {
    let reports = (1 << 20) / SAMPLE.len();
    let mut text = format!("\n{SAMPLE}").repeat(reports);
    let lexed = Arc::new(AtomicUsize::new(0));
    let counter = lexed.clone();
    let mut parser = Parser::new();
    parser.set_language(&language()).unwrap();
    parser.set_logger(Some(Box::new(move |_, message| {
        if message.starts_with("lexed_lookahead") {
            counter.fetch_add(1, Ordering::Relaxed);
        }
    })));
    let mut tree = parser.parse(&text, None).unwrap();
    assert!(lexed.swap(0, Ordering::Relaxed) > 40 * reports, "the logger no longer tells what is lexed");

    for (old, new) in
        [("132 条", "232 条"), ("二、主动", "\n三、存在的主要问题\n二、主动"), ("一、总体情况", "总体情况")]
    {
        let start = text.match_indices(old).nth(reports / 2).unwrap().0;
        text.replace_range(start..start + old.len(), new);
        let zero = Point::new(0, 0);
        tree.edit(&InputEdit {
            start_byte: start,
            old_end_byte: start + old.len(),
            new_end_byte: start + new.len(),
            start_position: zero,
            old_end_position: zero,
            new_end_position: zero,
        });
        tree = parser.parse(&text, Some(&tree)).unwrap();
        let count = lexed.swap(0, Ordering::Relaxed);
        assert!(count < 20, "{count} lines were read for {old} -> {new}");
    }
}
