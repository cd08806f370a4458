//! Whether sentences speak of 政府信息公开, or of all that the agency does.
//!
//! Invariant: what a sentence says of its topic holds for what stands behind it in that sentence; what a heading says
//! of it, for the paragraph under it.

use super::line::is_item;
use super::subject::Subject;
use crate::format::Format;

/// What a report's disputes are about.
pub const TOPIC: &str = "信息公开";

/// What applications are about: 依申请公开, 政府信息公开申请, 政务公开.
pub const TOPIC_WORD: &str = "公开";

/// What says that the disputes of a sentence are about 信息公开. 政务公开 does not: so is called the work at large.
const TOPICS: [&str; 2] = [TOPIC, "申请公开"];

/// How the body is spoken of against which a dispute goes, and not by which it is decided.
const ACCUSED: [&str; 6] = ["被申请", "被告", "被提起", "被行政复议", "被复议", "被诉"];

/// Notes of what words speak.
pub fn note_topic(subject: &mut Subject, words: &str) {
    subject.on_topic |= words.contains(TOPIC);
    subject.in_context |= words.contains(TOPIC_WORD);
    subject.in_topic |= TOPICS.iter().any(|topic| words.contains(topic));
}

/// Whether words speak of disputes against the agency.
pub fn accuses(words: &str) -> bool {
    ACCUSED.iter().any(|word| words.contains(word))
}

/// Whether disputes under a heading are about 信息公开: a report gives them a heading of their own only for that.
pub fn heads_topic(heading: &str) -> bool {
    TOPICS.iter().chain(&["复议", "诉讼"]).any(|topic| heading.contains(topic))
}

/// Whether the first sentence of a paragraph, in which no figure stands, is its heading: （四）行政复议、行政诉讼情况。
pub fn is_heading(sentence: &str) -> bool {
    const LONGEST: usize = 30;
    is_item(sentence) && sentence.chars().count() <= LONGEST && !sentence.contains(['，', '：', '；'])
}

/// Whether a sentence tells disputes apart as the table does, by the names of several of its columns or groups: 结果维持,
/// 其他结果, 未经复议直接起诉.
pub fn names_as_table(sentence: &str, format: &Format) -> bool {
    const LEAST: usize = 2;
    let Some(table) = format.table("disputes").map(|table| &format.tables[table]) else { return false };
    let columns = table.columns.iter().map(|column| column.label.as_str());
    let rows = table.rows.iter().filter(|row| !row.groups.is_empty()).map(|row| row.label.as_str());
    columns.chain(rows).filter(|label| sentence.contains(label)).count() >= LEAST
}
