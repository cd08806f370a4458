//! How none of the disputes ended of which was spoken: 无纠正案件, 没有未审结案件.
//!
//! Invariant: it is said of the disputes that stand before it in the sentence, and only where these are the report's.

use super::Tie;
use super::beside::Said;
use super::bind::Binder;
use super::claim::is_open;
use super::subject::{Domain, Subject};
use super::token::{Kind, Token, is_filler};
use crate::format::prose::Tag;

impl<'a> Binder<'a> {
    /// 行政复议3件，维持3件，无纠正案件: none of the disputes last spoken of ended so.
    pub fn no_such_outcome(
        &self,
        subject: &Subject<'a>,
        context: &Said<'a>,
        before: &[Token<'a>],
        object: &[Token<'a>],
        sorted: &Said<'a>,
    ) -> Option<(Tie, usize)> {
        let is_outcome = |token: &Token| token.is(Tag::Outcome) || token.is(Tag::Plain) || token.is(Tag::And);
        let is_plain = before.iter().all(|token| is_filler(token) || matches!(token.kind, Kind::Time(_)));
        let is_named = !sorted.outcomes.is_empty() && object.iter().all(is_outcome);
        let is_sure = subject.domain == Domain::Disputes
            && subject.own_disputes
            && !subject.narrowed_disputes
            && !subject.set_apart
            && !subject.disputes.is_empty();
        if !is_named || !is_sure || !is_plain || !is_open(context, before) {
            return None;
        }
        let columns: Vec<&str> =
            sorted.outcomes.iter().flat_map(|(_, word)| &word.of).map(String::as_str).collect();
        if columns.iter().any(|column| matches!(*column, "closed" | "judged")) {
            return None;
        }
        let cells = |rows: &[String]| {
            let rows: Vec<&str> = rows.iter().filter_map(|row| row.strip_prefix("disputes.")).collect();
            self.source.cells("disputes", &rows, &columns)
        };
        let together = subject.told_together().filter(|together| self.is_one_kind(together));
        let all = together.filter(|together| *together != subject.disputes).and_then(cells);
        let end = object.iter().rfind(|token| token.is(Tag::Outcome))?.range.end;
        let alternatives = all.into_iter().chain(cells(&subject.disputes)).collect();
        Some((Tie { alternatives, ..Tie::default() }, end))
    }
}
