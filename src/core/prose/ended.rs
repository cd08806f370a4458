//! Words that go on with what was spoken of, and mean another thing by themselves: 已办结44件 behind disputes, 新增3件 behind
//! documents, 全部31件 behind what came in.
//!
//! Invariant: so they are read only where nothing else is named.

use super::Tie;
use super::beside::Said;
use super::bind::Binder;
use super::cells::TOTAL;
use super::subject::{Domain, Subject};
use super::token::{Kind, Token, is_plain};
use crate::format::prose::{Tag, Word};

impl<'a> Binder<'a> {
    /// The words with how the disputes ended in the place of what became of applications; nothing where they say
    /// something else.
    pub fn ends(&self, said: &Said<'a>) -> Option<Said<'a>> {
        let [(at, result)] = said.results[..] else { return None };
        let alone = said.nouns.is_empty()
            && said.reasons.is_empty()
            && said.applicants.is_empty()
            && said.outcomes.is_empty()
            && said.deeds.is_empty()
            && !said.open;
        let is_of = |row: &str| result.any.len() == 1 && result.any[0] == [row];
        let column = match (is_of("handled_total"), is_of("carried_out")) {
            (true, _) => "closed",
            (_, true) => "pending",
            _ => return None,
        };
        let is_meant = |word: &&std::sync::Arc<Word>| word.tag == Tag::Outcome && word.of == [column];
        let outcome = self.source.words().words.iter().find(is_meant).filter(|_| alone)?;
        let mut tokens = said.tokens.clone();
        tokens[at] = Token { range: tokens[at].range.clone(), kind: Kind::Word(outcome) };
        Some(Said::of(&tokens))
    }

    /// 收到28件，上年结转3件，全部31件均已办结: what came in, in one way or the other.
    pub fn all_of_them(&self, subject: &Subject<'a>, left: &[Token<'a>], right: &[Token<'a>]) -> Option<Tie> {
        let is_all = left.iter().any(|token| token.is(Tag::All))
            && left.iter().all(|token| token.is(Tag::All) || is_plain(token));
        let handles =
            |token: &Token| token.word(Tag::Result).is_some_and(|word| word.any[0] == ["handled_total"]);
        if is_all
            && !right.is_empty()
            && right.iter().any(handles)
            && subject.domain == Domain::Applications
            && subject.in_results
            && !subject.is_carried_in()
        {
            return Some(Tie::default());
        }
        let is_known = right.iter().all(|token| token.is(Tag::All) || is_plain(token) || handles(token));
        let came_in =
            subject.domain == Domain::Applications && (subject.is_carried_in() || subject.is_received());
        if !is_all || !is_known || !came_in || !right.iter().any(handles) {
            return None;
        }
        let readings: [&[&str]; 3] = [&["handled_total"], &["received", "carried_in"], &["received"]];
        let cells = |rows: &&[&str]| self.source.cells("applications", rows, TOTAL);
        let alternatives = readings.iter().filter_map(cells).collect();
        Some(Tie { alternatives, is_doubtful: subject.narrowed || subject.set_apart, ..Tie::default() })
    }

    /// 现行有效12件，本年新增3件: these were issued.
    pub fn issued(&self, left: &[Token<'a>]) -> Option<Vec<Token<'a>>> {
        let is_new = |token: &Token| token.word(Tag::Result).is_some_and(|word| word.any == [["received"]]);
        let names = |token: &Token| token.is(Tag::Noun) || token.is(Tag::Applicant) || token.is(Tag::Deed);
        let mut words = self.source.words().words.iter();
        let issued = words.find(|word| word.tag == Tag::Deed && word.of == ["issued"])?;
        if left.iter().any(names) || !left.iter().any(is_new) {
            return None;
        }
        let issue = |token: &Token<'a>| match is_new(token) {
            true => Token { range: token.range.clone(), kind: Kind::Word(issued) },
            false => token.clone(),
        };
        Some(left.iter().map(issue).collect())
    }
}
