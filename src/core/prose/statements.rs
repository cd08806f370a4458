//! What is said without a figure, and where in a clause it begins.
//!
//! Invariant: a negation inside what there was none of begins no statement of its own.

use std::ops::Range;

use super::read::Reader;
use super::setting::bodies;
use super::subject::Domain;
use super::token::{Kind, Token, When};
use super::{Statement, Tie};
use crate::format::prose::Tag;

impl<'a> Reader<'a> {
    /// Words without a figure, or those behind one.
    pub fn words(&mut self, text: &str, tokens: &[Token<'a>], behind_figure: bool) {
        let was = self.setting.when;
        let when = self.setting.times(&mut self.subject, text, tokens, false);
        bodies(&mut self.subject, self.source.speaker, text, tokens, false);
        let negations: Vec<usize> = (0..tokens.len()).filter(|at| tokens[*at].is(Tag::Negation)).collect();
        // 零申请、零复议: each by itself; any other negation is inside what there was none of.
        let begins = |at: &usize| {
            *at == negations[0]
                || tokens[at - 1].is(Tag::And)
                || text[tokens[*at].range.clone()].starts_with(['零', '也'])
        };
        let claims: Vec<usize> = negations.iter().copied().filter(begins).collect();
        // Where the claim before ends, if it is understood.
        let mut last_end = None;
        for (index, at) in claims.iter().enumerate() {
            let end = claims.get(index + 1).copied().unwrap_or(tokens.len());
            // 行政复议零纠正、行政诉讼零败诉: the noun is the next one's.
            let nouns = tokens[*at..end].iter().rev().take_while(|token| token.is(Tag::Noun)).count();
            let is_next = nouns > 0 && end < tokens.len() && at + nouns + 1 < end;
            let end = if is_next && tokens[end - nouns - 1].is(Tag::And) { end - nouns - 1 } else { end };
            let said = &tokens[*at..end];
            // 未新制定、未废止规范性文件: of what the next one is of.
            let next = tokens.get(end..).unwrap_or_default();
            let noun = next.iter().find(|token| token.is(Tag::Noun));
            let lacks_noun = said.iter().any(|token| token.is(Tag::Deed))
                && !said.iter().chain(&tokens[..*at]).any(|token| token.is(Tag::Noun));
            let with_noun: Vec<Token<'a>> = said.iter().chain(noun.filter(|_| lacks_noun)).cloned().collect();
            // 年内无新增、无废止
            let before = match (claims.first(), last_end) {
                (Some(first), Some(last)) => [&tokens[..*first], &tokens[*at.min(&last)..*at]].concat(),
                _ => tokens[..*at].to_vec(),
            };
            last_end = None;
            if let Some((mut tie, until)) = self.binder.none(&mut self.subject, &before, &with_noun) {
                // 上年度无结转
                let of_last_year = tokens[..*at].last().is_some_and(|last| {
                    matches!(last.kind, Kind::Time(When::Other)) && text[last.range.clone()].starts_with('上')
                });
                let mut when = when;
                let carries = |token: &Token| {
                    token.word(Tag::Result).is_some_and(|word| word.general && word.any[0] == ["carried_out"])
                };
                if of_last_year
                    && !tie.alternatives.is_empty()
                    && said.iter().any(carries)
                    && let Some(cells) = self.source.cells("applications", &["carried_in"], &["total"])
                {
                    (tie.alternatives, when) = (vec![cells], When::Own);
                }
                last_end = Some(end).filter(|_| !tie.alternatives.is_empty());
                let until = until.min(said[said.len() - 1].range.end);
                self.state(said[0].range.start..until, false, tie, when);
            }
        }
        // 直接起诉2件，均维持；复议后起诉2件，…
        if tokens.iter().any(|token| token.is(Tag::Outcome)) && self.subject.told_together().is_none() {
            self.subject.forget_told();
        }
        if !negations.is_empty() {
            // 上年度无结转申请 speaks of that year alone.
            let carries = |token: &Token| {
                token
                    .word(Tag::Result)
                    .is_some_and(|word| matches!(word.any[0][0].as_str(), "carried_in" | "carried_out"))
            };
            if tokens.iter().any(carries) {
                self.setting.when = was;
            }
            return;
        }
        if let Some(at) = tokens.iter().position(|token| token.is(Tag::All)) {
            self.doubt_others(&tokens[at..]);
            // 自然人3件、企业1件，均已答复，分别为予以公开2件…: of all again.
            if tokens[at..].iter().any(|token| token.is(Tag::Result)) {
                self.subject.columns.clear();
            }
            if let Some((tie, end)) = self.binder.all(&self.subject, &tokens[..at], &tokens[at..]) {
                self.state(tokens[at].range.start..end, true, tie, when);
            }
            return;
        }
        if !behind_figure {
            self.binder.words(&mut self.subject, tokens);
        }
    }

    /// 行政诉讼4件，均为行政处罚类: none of them is the report's.
    fn doubt_others(&mut self, said: &[Token]) {
        let is_other = |token: &Token| {
            token.is_unknown()
                || token.word(Tag::Noun).is_some_and(|noun| noun.of[0].starts_with("disclosure."))
        };
        let ends = said.iter().any(|token| token.is(Tag::Outcome) || token.is(Tag::Beside));
        if self.subject.domain != Domain::Disputes
            || self.subject.on_topic
            || ends
            || !said.iter().any(is_other)
        {
            return;
        }
        let sentence = self.sentence;
        let own = self.figures.iter_mut().rev().take_while(|figure| figure.sentence == sentence);
        own.for_each(|figure| figure.tie.is_doubtful = true);
    }

    fn state(&mut self, words: Range<usize>, of_all: bool, tie: Tie, when: When) {
        let is_current = when == When::Own && !self.setting.is_plan && !self.subject.astray;
        let tie = if is_current { tie } else { Tie::default() };
        let tie = Tie { is_doubtful: tie.is_doubtful || self.subject.wider, ..tie };
        self.statements.push(Statement { words, sentence: self.sentence, when, of_all, tie });
    }
}
