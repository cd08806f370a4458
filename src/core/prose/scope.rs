//! Whether the figures to come are of all that the report counts, or may be of some of it only.
//!
//! Invariant: once a figure may be of some only, those behind it that do not name what they count may be, too, until one
//! is certain.

use super::Tie;
use super::beside::Said;
use super::bind::Binder;
use super::number::Number;
use super::subject::{Domain, Subject};
use super::token::{Kind, Token, When, is_filler};
use crate::format::prose::Tag;

impl<'a> Binder<'a> {
    /// Whether disputes may be those that the agency decides itself: 收到行政复议申请120件.
    pub fn decides_itself(&self, subject: &Subject<'a>, said: &Said<'a>) -> bool {
        let speaker = &self.source.speaker;
        !subject.accused && (speaker.is_of_justice || speaker.reconsiders && !said.results.is_empty())
    }

    /// Remembers whether the figures to come may be of some applications only: 征地类申请19件，予以公开8件.
    pub fn narrow(
        &self,
        subject: &mut Subject<'a>,
        number: &Number,
        left: &[Token<'a>],
        right: &[Token<'a>],
        read: &Result<Tie, Option<Domain>>,
        in_part: bool,
    ) {
        if number.is_percentage() || !self.source.words().counts(&number.unit) {
            return;
        }
        // 共计9件 says nothing that the figures before did not, nor does 同比增加3件.
        let compares = |token: &Token| {
            token.is(Tag::Change) || matches!(token.kind, Kind::Time(When::Other | When::Limit))
        };
        if left.iter().chain(right).all(is_filler) || left.iter().any(compares) {
            return;
        }
        // 公民申请14件 may be of natural persons, and of no fewer.
        if asked_by_public(left) {
            return;
        }
        // 审查拟公开事项56件，予以公开50件
        let of_other = read.is_err()
            && matches!(number.unit.as_str(), "件" | "起" | "宗" | "份" | "项")
            && subject.domain != Domain::Applications
            && left.iter().chain(right).any(Token::is_unknown);
        let asks = |token: &Token| {
            token.word(Tag::Noun).is_some_and(|noun| matches!(noun.of[0].as_str(), "apply" | "applications"))
        };
        let in_general = |token: &Token| token.word(Tag::Result).is_some_and(|word| word.general);
        let is_whole = left.iter().chain(right).any(|token| in_general(token) || asks(token));
        let is_certain = matches!(read, Ok(tie) if !tie.is_doubtful && !tie.alternatives.is_empty());
        let of_applications = match read {
            Ok(_) => subject.domain == Domain::Applications,
            Err(domain) => domain.unwrap_or(subject.domain) == Domain::Applications,
        };
        if is_certain {
            subject.narrowed = false;
        } else if of_applications && is_whole || of_other || left.iter().chain(right).any(asks) {
            subject.narrowed = true;
            subject.narrowed_in_part = in_part;
        }
    }
}

/// 公民申请: who asked is named, though not by a column.
pub fn asked_by_public(tokens: &[Token<'_>]) -> bool {
    let asks = |token: &Token| token.word(Tag::Noun).is_some_and(|noun| noun.of[0] == "apply");
    tokens.windows(2).any(|pair| pair[0].is(Tag::Public) && asks(&pair[1]))
}
