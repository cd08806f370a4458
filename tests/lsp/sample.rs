//! Reports for the tests, and a document as an editor holds it.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use gouji::analysis::Analysis;
use gouji::config::{Judgement, Shown};
use gouji::format::{Formats, template};
use gouji::report::lexicon::Lexicon;
use gouji::rules::{Diagnostic, Lang, Severity};
use gouji::server::engine::{Before, Engine, Gouji};
use gouji::text::{ByteEdit, Text};
use serde_json::{Value, json};

use crate::client::{Client, able_with, message};
pub use crate::lines::{Lines, Unit};

/// The engine of gouji. The server reads a text anew where reading its edits panics, so that nobody notices; a
/// test must.
#[derive(Clone, Default)]
pub struct Watched {
    pub failed: Arc<AtomicBool>,
}

impl Watched {
    fn watch<T>(&self, work: impl FnOnce() -> T) -> T {
        catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
            self.failed.store(true, Ordering::SeqCst);
            resume_unwind(panic)
        })
    }
}

impl Engine for Watched {
    fn fresh(&self, text: &Text, lexicon: &Lexicon) -> Analysis {
        self.watch(|| Gouji.fresh(text, lexicon))
    }

    fn after(&self, before: Before<'_>, text: &Text, edits: &[ByteEdit], lexicon: &Lexicon) -> Analysis {
        self.watch(|| Gouji.after(before, text, edits, lexicon))
    }

    fn is_report(&self, analysis: &Analysis, text: &Text) -> bool {
        self.watch(|| Gouji.is_report(analysis, text))
    }

    fn diagnostics(&self, analysis: &Analysis, text: &Text, by: &Judgement<'_>) -> Vec<Diagnostic> {
        self.watch(|| Gouji.diagnostics(analysis, text, by))
    }

    fn by_report(&self, analysis: &Analysis, text: &Text, by: &Judgement<'_>, known: &[Shown]) -> Vec<Shown> {
        self.watch(|| Gouji.by_report(analysis, text, by, known))
    }
}

/// The document of most tests.
pub const URI: &str = "file:///政务公开/年报.md";
/// What is said of it at the end of a session.
pub const CLEARED: &str = "file:///政务公开/年报.md null: 0";

/// An able editor in Chinese that counts in `unit`.
pub fn chinese(unit: Unit) -> Value {
    able_with(json!({
        "capabilities": {"general": {"positionEncodings": [unit.name()]}},
        "locale": "zh-cn",
        "initializationOptions": null,
    }))
}

/// The server in memory, ready for an editor in Chinese.
pub async fn ready() -> Client {
    prepared(Client::real()).await
}

/// A server made ready for an editor in Chinese.
pub async fn prepared(mut client: Client) -> Client {
    client.initialize(chinese(Unit::Utf16)).await;
    client
}

/// A report without a fault: 2 applications came in and were granted.
pub fn report() -> String {
    let format = Formats::built_in().get("annual-2021").unwrap();
    let mut text = template::report_with(format, "云溪县丁香镇人民政府", 2024, &|table| {
        template::table(format, table, &|_| "0".to_owned())
    });
    let said = "存在的主要问题是信息更新不够及时。改进措施是每周核对一次。";
    text = text.replace("（请填写存在的主要问题和改进措施）", said);
    let fees = &format.sections.last().unwrap().draft;
    text = text.replace(fees.as_str(), "本年度未收取信息处理费。");
    while let Some(start) = text.find("（请填写") {
        let end = start + text[start..].find('）').unwrap() + "）".len();
        text.replace_range(start..end, "本年度按规定办理。");
    }
    for row in ["一、本年新收", "（一）予以公开", "（七）总计"] {
        put(&mut text, row, 1, "2");
        put(&mut text, row, 7, "2");
    }
    text
}

/// [`report`] with a slip: 四、结转 × 自然人 says 1, which makes two sums wrong.
pub fn slip() -> String {
    let mut text = report();
    put(&mut text, "四、结转", 1, "1");
    text
}

/// Where a cell stands: the `column`th after the label, in the first row of a table whose label has `label` in it.
pub fn cell(text: &str, label: &str, column: usize) -> Range<usize> {
    let rows = text.match_indices(['\r', '\n']).map(|(at, _)| at + 1);
    let mut rows = rows.filter(|row| text[*row..].starts_with('|')).map(|row| row + 1);
    let row = rows.find(|row| text[*row..].split('|').next().unwrap().contains(label)).unwrap();
    let start = row + text[row..].match_indices('|').nth(column - 1).unwrap().0 + 1;
    let content = &text[start..start + text[start..].find('|').unwrap()];
    let blanks = content.len() - content.trim_start().len();
    start + blanks..start + blanks + content.trim().len()
}

/// Writes a figure into a cell.
pub fn put(text: &mut String, label: &str, column: usize, figure: &str) {
    text.replace_range(cell(text, label, column), figure);
}

/// The whole line that begins with `start`, without its line break.
pub fn line(text: &str, start: &str) -> Range<usize> {
    let mut lines = text.match_indices(['\r', '\n']).map(|(at, _)| at + 1);
    let from = lines.find(|line| text[*line..].starts_with(start)).unwrap();
    from..from + text[from..].find(['\r', '\n']).unwrap_or(text.len() - from)
}

/// The text with other line breaks.
pub fn broken_by(text: &str, line_break: &str) -> String {
    text.replace('\n', line_break)
}

/// Everything that is wrong with a text that was never read before.
pub fn judged(text: &str, lang: Lang) -> Vec<Diagnostic> {
    Analysis::fresh(&Text::from(text), Lexicon::built_in()).diagnostics(lang)
}

/// The list of diagnostics that an able editor must be shown for a text.
pub fn due(uri: &str, text: &str, unit: Unit, lang: Lang) -> Value {
    let lines = Lines::of(text);
    let range = |bytes: &Range<usize>| lines.range(bytes, unit);
    let one = |found: Diagnostic| {
        let related = found.related.iter().map(|related| {
            json!({
                "location": {"uri": uri, "range": range(&related.range.bytes())},
                "message": related.message,
            })
        });
        let severity = match found.severity {
            Severity::Error => 1,
            Severity::Warning => 2,
            Severity::Information => 3,
            Severity::Hint => 4,
        };
        let mut due = json!({
            "range": range(&found.range.bytes()),
            "severity": severity,
            "code": found.rule,
            "source": "gouji",
            "message": found.message,
        });
        if !found.related.is_empty() {
            due["relatedInformation"] = related.collect();
        }
        due
    };
    judged(text, lang).into_iter().map(one).collect()
}

/// A document in an editor: what is typed into it goes to the server as the editor counts it.
pub struct Document {
    uri: &'static str,
    /// Whether it is a report whatever it looks like.
    always_report: bool,
    pub text: String,
    pub version: i32,
    pub unit: Unit,
    pub lang: Lang,
    /// What the server shows for it.
    shown: Option<Value>,
}

impl Document {
    /// Opens it.
    pub async fn open(client: &mut Client, uri: &'static str, language_id: &str, text: &str) -> Document {
        client.open_as(uri, language_id, text).await;
        let (unit, lang) = (Unit::Utf16, Lang::Zh);
        let always_report = language_id == "gov-report";
        Document { uri, always_report, text: text.to_owned(), version: 1, unit, lang, shown: None }
    }

    /// Makes edits, one after the other, in one change; returns what undoes each.
    pub async fn edit(
        &mut self,
        client: &mut Client,
        edits: &[(Range<usize>, String)],
    ) -> Vec<(Range<usize>, String)> {
        let mut changes = Vec::new();
        let mut undo = Vec::new();
        for (range, new) in edits {
            changes.push(json!({"range": Lines::of(&self.text).range(range, self.unit), "text": new}));
            undo.push((range.start..range.start + new.len(), self.text[range.clone()].to_owned()));
            self.text.replace_range(range.clone(), new);
        }
        self.version += 1;
        let document = json!({"uri": self.uri, "version": self.version});
        client
            .notify("textDocument/didChange", json!({"textDocument": document, "contentChanges": changes}))
            .await;
        undo
    }

    /// The message about one edit, which is not made here.
    pub fn change(&self, range: &Range<usize>, new: &str, version: i32) -> Value {
        let change = json!({"range": Lines::of(&self.text).range(range, self.unit), "text": new});
        let document = json!({"uri": self.uri, "version": version});
        message("textDocument/didChange", json!({"textDocument": document, "contentChanges": [change]}))
    }

    /// Makes one edit; returns what undoes it.
    pub async fn replace(
        &mut self,
        client: &mut Client,
        range: Range<usize>,
        new: &str,
    ) -> (Range<usize>, String) {
        self.edit(client, &[(range, new.to_owned())]).await.remove(0)
    }

    /// Waits until the last version is judged; what is shown then. `null` where nothing ever was.
    pub async fn shown(&mut self, client: &mut Client) -> Value {
        if let Some(last) = client.caught_up(self.uri).await.pop() {
            self.shown = Some(last);
        }
        self.shown.clone().unwrap_or_default()
    }

    /// Closes it: what is shown is taken away.
    pub async fn close(mut self, client: &mut Client) {
        let shown = self.shown(client).await;
        client.close(self.uri).await;
        if !shown.is_null() && self.is_report() {
            let emptied = client.published(self.uri).await;
            assert_eq!(emptied, json!({"uri": self.uri, "diagnostics": []}));
        }
    }

    /// Whether it is to be judged.
    pub fn is_report(&self) -> bool {
        let analysis = Analysis::fresh(&Text::from(&*self.text), Lexicon::built_in());
        self.always_report || analysis.is_report()
    }

    /// Expects what is shown to be all that is wrong with the text, in whatever version that was last news, and
    /// nothing where the text is no report.
    pub async fn expect_all(&mut self, client: &mut Client) {
        let mut shown = self.shown(client).await;
        if !self.is_report() {
            let nothing = shown.is_null() || shown["diagnostics"] == json!([]);
            return assert!(nothing, "{shown} of {:?}", self.text);
        }
        let due = due(self.uri, &self.text, self.unit, self.lang);
        assert_eq!(shown["diagnostics"].take(), due, "{:?}", self.text);
    }

    /// Does what an action says, as an editor does: the last edit first.
    pub async fn apply(&mut self, client: &mut Client, action: &Value) {
        let change = &action["edit"]["documentChanges"][0];
        assert_eq!(change["textDocument"], json!({"uri": self.uri, "version": self.version}));
        let lines = Lines::of(&self.text);
        let mut edits = change["edits"]
            .as_array()
            .unwrap()
            .iter()
            .map(|edit| {
                let [start, end] = ["start", "end"].map(|end| lines.offset(&edit["range"][end], self.unit));
                (start..end, edit["newText"].as_str().unwrap().to_owned())
            })
            .collect::<Vec<_>>();
        edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
        self.edit(client, &edits).await;
    }
}

/// The rules of a list.
pub fn rules(list: &Value) -> Vec<&str> {
    list["diagnostics"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect()
}
