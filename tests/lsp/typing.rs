//! Whatever is typed, the last list is what a fresh reading of the text says.

use std::ops::Range;

use crate::client::Client;
use crate::real;
use crate::sample::{CLEARED, Document, URI, Unit, broken_by, chinese, ready, report, rules, slip};

/// Numbers that look like chance and come again with the same seed.
pub struct Chance(pub u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % bound as u64) as usize
    }

    fn of<'a, T: ?Sized>(&mut self, choices: &[&'a T]) -> &'a T {
        choices[self.below(choices.len())]
    }

    /// A place in a text that an editor can name.
    fn place(&mut self, text: &str) -> usize {
        let at = self.below(text.len() + 1);
        (0..=at).rev().find(|at| can_be_named(text, *at)).unwrap()
    }

    /// A line of a text with its line break.
    fn line(&mut self, text: &str) -> Range<usize> {
        let at = self.place(text);
        let start = text[..at].rfind(['\r', '\n']).map_or(0, |end| end + 1);
        let ends =
            (at + 1..text.len()).find(|end| can_be_named(text, *end) && text[..*end].ends_with(['\r', '\n']));
        start..ends.unwrap_or(text.len())
    }

    /// An edit as people and their editors make them.
    pub fn edit(&mut self, text: &str) -> (Range<usize>, String) {
        match self.below(10) {
            // A figure is corrected, or spoilt.
            0..4 => {
                let from = self.place(text);
                let digit = |c: char| c.is_ascii_digit();
                let at = text[from..].find(digit).map(|at| from + at).or_else(|| text.find(digit));
                let at = at.unwrap_or(0);
                let new = self.of(&["0", "1", "2", "10", "3", "", "-1", "0.5", "无", "1 2", "\t"]);
                (at..at + usize::from(text[at..].starts_with(digit)), new.to_owned())
            }
            4..6 => {
                let at = self.place(text);
                let typed = [
                    "0",
                    "1",
                    "。",
                    "𠮷",
                    " ",
                    "|",
                    "\t",
                    "\n",
                    "\r\n",
                    "\r",
                    "\n\n",
                    "一、总体情况\n",
                    "\n六、其他需要报告的事项\n",
                    "（七）总计",
                    "\n| 重复申请 | 1 | 0 |\n",
                    "# ",
                    "\u{feff}",
                    "—",
                    "云溪县丁香镇人民政府2023年政府信息公开工作年度报告\n",
                    "\nPage 3\n",
                    "总计",
                    "第二十条第（一）项\n",
                ];
                (at..at, self.of(&typed).to_owned())
            }
            // Some characters are deleted; sometimes many.
            6..8 => {
                let most = self.of(&[&3, &3, &3, &40, &600]);
                let from = self.place(text);
                let to = from + self.below(*most);
                let to = (to..=text.len()).find(|at| can_be_named(text, *at));
                (from..to.unwrap_or(text.len()), String::new())
            }
            // A line is copied over another, or put before it.
            _ => {
                let (copied, over) = (self.line(text), self.line(text));
                let end = if self.below(2) == 0 { over.start } else { over.end };
                (over.start..end, text[copied].to_owned())
            }
        }
    }
}

/// Whether an editor can name a place: between characters, and not inside a line break.
fn can_be_named(text: &str, at: usize) -> bool {
    text.is_char_boundary(at) && !(text[..at].ends_with('\r') && text[at..].starts_with('\n'))
}

/// Whether an editor can make these edits, one after the other.
fn can_be_made(text: &str, edits: &[(Range<usize>, String)]) -> bool {
    let mut text = text.to_owned();
    edits.iter().all(|(range, new)| {
        let can = can_be_named(&text, range.start) && can_be_named(&text, range.end);
        text.replace_range(range.clone(), new);
        can
    })
}

/// Types into a document: `changes` changes of some edits each, some of which are undone.
async fn type_at_random(client: &mut Client, document: &mut Document, chance: &mut Chance, changes: usize) {
    let whole = document.text.clone();
    for _ in 0..changes {
        let count = *chance.of(&[&1, &1, &1, &2, &5]);
        let mut batch: Vec<(Range<usize>, String)> = Vec::new();
        let mut text = document.text.clone();
        for _ in 0..count {
            let edit = chance.edit(&text);
            assert!(can_be_made(&text, std::slice::from_ref(&edit)), "{edit:?}");
            text.replace_range(edit.0.clone(), &edit.1);
            batch.push(edit);
        }
        let mut undo = document.edit(client, &batch).await;
        undo.reverse();
        if chance.below(3) == 0 && can_be_made(&document.text, &undo) {
            document.edit(client, &undo).await;
        }
        match chance.below(60) {
            0..20 => document.expect_all(client).await,
            // Everything is replaced at once, also lest it grows beyond reason.
            20 => {
                let all = 0..document.text.len();
                document.replace(client, all, &whole).await;
            }
            _ => {}
        }
    }
    document.expect_all(client).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_last_list_is_that_of_the_text() {
    for (seed, (unit, line_break, language_id)) in [
        (Unit::Utf16, "\n", "gov-report"),
        (Unit::Utf16, "\r\n", "gov-report"),
        (Unit::Utf8, "\n", "plaintext"),
        (Unit::Utf32, "\r\n", "markdown"),
        (Unit::Utf16, "\r", "gov-report"),
        (Unit::Utf16, "\n", "plaintext"),
    ]
    .into_iter()
    .enumerate()
    {
        let mut client = if seed == 0 { Client::process() } else { Client::real() };
        client.initialize(chinese(unit)).await;
        let text = broken_by(&slip(), line_break);
        let mut document = Document::open(&mut client, URI, language_id, &text).await;
        document.unit = unit;
        type_at_random(&mut client, &mut document, &mut Chance(seed as u64), 300).await;
        document.close(&mut client).await;
        assert!(client.finish().await.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_last_list_is_that_of_the_text_in_real_reports() {
    let mut client = ready().await;
    for (seed, (_, text)) in real::reports().into_iter().enumerate() {
        let mut document = Document::open(&mut client, URI, "gov-report", &text).await;
        type_at_random(&mut client, &mut document, &mut Chance(seed as u64), 30).await;
        document.close(&mut client).await;
    }
    assert!(client.finish().await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_last_list_of_a_large_compilation_is_right_after_a_burst() {
    let one = report();
    let count = 5 * 1024 * 1024 / one.len() + 1;
    let text = (0..count)
        .map(|number| one.replace("云溪县丁香镇", &format!("云溪县第{number}镇")) + "\n")
        .collect::<String>();
    assert!(text.len() > 5 * 1024 * 1024);
    let mut client = ready().await;
    let mut document = Document::open(&mut client, URI, "plaintext", &text).await;
    let mut chance = Chance(5);
    for edit in 0..120 {
        let at = chance.place(&document.text);
        let (range, new) = match edit % 10 {
            // A heading goes; the others are slips in figures.
            0 => {
                let heading = "五、存在的主要问题及改进情况";
                let at = document.text[..at].rfind(heading).unwrap();
                (at..at + heading.len(), "")
            }
            _ => {
                let at = document.text[..at].rfind(" 0 |").unwrap() + 1;
                (at..at + 1, chance.of(&["1", "7", "12"]))
            }
        };
        document.replace(&mut client, range, new).await;
    }
    document.expect_all(&mut client).await;
    let found = rules(&document.shown(&mut client).await).len();
    assert!(found > 100, "{found}");
    assert_eq!(client.finish().await, [CLEARED]);
}
