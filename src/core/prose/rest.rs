//! What the rest of a list is of: 其他3件, where the figures before it say how disputes ended, who applied, or what became
//! of applications.
//!
//! Invariant: the rest of a list is told only by 其他 alone, behind a figure of the list whose rest it is.

use super::bind::Binder;
use super::subject::{Listed, Subject};
use super::token::{Token, is_plain};
use super::{Extent, Spot, Tie};
use crate::format::prose::Tag;

impl<'a> Binder<'a> {
    /// The cells of the rest of a list; nothing where the words say more, or no list is told.
    pub fn rest_of_list(
        &self,
        subject: &Subject<'a>,
        left: &[Token<'a>],
        right: &[Token<'a>],
    ) -> Option<Tie> {
        let is_rest = |token: &Token<'a>| token.word(Tag::More).is_some_and(|word| !word.of.is_empty());
        let [first, more @ ..] = left else { return None };
        // 其他申请1件
        let asks = |token: &Token<'a>| {
            subject.listed == Some(Listed::Applicants)
                && token.word(Tag::Noun).is_some_and(|noun| noun.of[0] == "apply")
        };
        if !is_rest(first)
            || !more.iter().all(|token| is_plain(token) || asks(token))
            || !right.iter().all(is_plain)
        {
            return None;
        }
        let alternatives: Vec<Option<Vec<Spot>>> = match subject.listed? {
            Listed::Outcomes => {
                let cells = |rows: &[String]| {
                    let rows: Vec<&str> =
                        rows.iter().filter_map(|row| row.strip_prefix("disputes.")).collect();
                    self.source.cells("disputes", &rows, &["other"])
                };
                let together = subject.told_together().filter(|together| subject.disputes != *together);
                let all = together.filter(|together| self.is_one_kind(together)).map(cells);
                all.into_iter().chain([cells(&subject.disputes)]).collect()
            }
            Listed::Applicants => {
                let rows = subject.whole.as_ref().filter(|rows| rows.len() == 1);
                let rows: Vec<&str> =
                    rows.map_or(vec!["received"], |rows| rows[0].iter().map(String::as_str).collect());
                vec![self.source.cells("applications", &rows, &["other"])]
            }
            Listed::Results => {
                // 不予公开9件，其中第三方权益2件、其他1件: there is no such row.
                let row = |pattern: &str| self.source.cells("applications", &[pattern], &["total"]);
                let whole = subject.whole.as_ref().and_then(|rows| rows.first()?.first());
                match whole.map(String::as_str) {
                    Some("other.*") => vec![row("other.other")],
                    Some(whole) if whole.ends_with(".*") => return None,
                    _ => vec![row("other.*"), row("other.other")],
                }
            }
        };
        let alternatives: Vec<Vec<Spot>> =
            alternatives.into_iter().flatten().filter(|cells| !cells.is_empty()).collect();
        // As the disputes before, they may be of more than the cells count.
        let of_more = subject.listed == Some(Listed::Outcomes) && !subject.own_disputes;
        let extent = if of_more { Extent::AtLeast(None) } else { Extent::Same };
        let is_doubtful = subject.narrowed || subject.narrowed_disputes;
        Some(Tie { alternatives, is_doubtful, extent, ..Tie::default() })
    }
}
