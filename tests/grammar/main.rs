//! The grammar: that what is generated is what was written, and that it reads any text, whole or edited.
#![allow(clippy::print_stderr)] // a test that did nothing says so

mod edits;
mod generated;
mod kinds;
#[path = "../support/real.rs"]
mod real;
mod segments;

use gouji::syntax::{Tree, lines, segments};
use gouji::text::Text;

/// Pieces that turn one kind of line into another, or two lines into one.
const PIECES: [&str; 50] = [
    "0",
    "12",
    "1,234",
    " 0 0",
    "\t",
    "\t0\n",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "|",
    "| 0 |\n",
    "|---|\n",
    " ",
    "\u{3000}",
    "、",
    "一",
    "一、",
    "三、",
    "三、本",
    "（",
    "）",
    "（一）",
    "（七）总计",
    "#",
    "**",
    "𠮷",
    "。",
    "公",
    "总计",
    "A",
    "\u{2028}",
    "\u{c}",
    "\u{feff}",
    "\0",
    "：",
    "\n一、总体情况\n",
    "\n三、收到和处理政府信息公开申请情况\r\n",
    "五、存在的主要问题及改进情况\r",
    "\n（一）主动公开情况\n",
    "<!--",
    "-->",
    "\n<!-- 待核对",
    "->",
    "\n```\n",
    "\n~~~~ text\n",
    "`",
    ">",
    "\n> ",
    "\n>\r\n",
];

/// Nothing failed to parse, and the lines tile the text, asked for at once or segment by segment.
fn assert_whole(tree: &Tree, text: &Text) {
    assert!(!tree.root_node().has_error(), "{:?}: {}", text.to_string(), tree.root_node());
    let mut end = 0;
    for (_, range) in lines(tree, 0..text.len()) {
        assert_eq!(range.start, end, "{:?}", text.to_string());
        assert!(range.end == text.len() || text.slice(range.end - 1..range.end).ends_with(['\n', '\r']));
        end = range.end;
    }
    assert_eq!(end, text.len());
    let found: Vec<_> = segments(tree).into_iter().flat_map(|segment| lines(tree, segment.range)).collect();
    assert!(
        found == lines(tree, 0..text.len()),
        "segment by segment the lines differ: {:?}",
        text.to_string()
    );
}
