//! What words without a figure speak of.
//!
//! Invariant: they tie nothing to cells; they only say of what the figures behind them may be.

use super::beside::Said;
use super::bind::Binder;
use super::subject::{Domain, Subject};
use super::token::{Token, is_filler};
use crate::format::prose::{Tag, Word};

impl<'a> Binder<'a> {
    /// What words without a figure speak of.
    pub fn words(&self, subject: &mut Subject<'a>, tokens: &[Token<'a>]) {
        let said = Said::of(tokens);
        subject.set_apart |= tokens.iter().any(|token| token.is(Tag::Except));
        subject.set_apart |= said.beside && tokens.iter().any(|token| token.is(Tag::Rest));
        let strong = tokens.iter().any(|token| token.word(Tag::Foreign).is_some_and(|word| word.general));
        subject.of_other |= strong;
        subject.of_someone |= tokens.first().is_some_and(|first| first.is(Tag::Public));
        match said.nouns.last() {
            Some((at, noun)) => {
                self.name(subject, &said, noun);
                // 网上渠道办理结果：…
                if said.unknown_before || said.beside {
                    subject.doubt_rest();
                }
                // 开展涉企规范性文件清理, but 建立规范性文件管理机制, 对规范性文件进行清理
                let before = Said::of(&said.tokens[..*at]);
                subject.narrowed_documents = !before.is_known() || before.beside || before.foreign;
            }
            None if strong => subject.domain = Domain::Foreign,
            None => {}
        }
        // 经征求意见，予以公开1件: of those whose opinion was asked for.
        if tokens.first().is_some_and(|first| first.is(Tag::Means)) {
            (subject.narrowed, subject.narrowed_in_part) = (true, true);
        }
        // 不予公开的申请中，… : what follows are parts.
        let is_whole =
            tokens.iter().rev().find(|token| !is_filler(token)).is_some_and(|token| token.is(Tag::Among));
        if is_whole && subject.domain == Domain::Applications {
            subject.whole =
                self.application_rows(&said, subject).map(|(rows, _)| rows).or(subject.rows.clone());
            subject.rows = subject.whole.clone();
            // 办结的申请中: of all of these.
            subject.narrowed = subject.narrowed && !said.is_known() || said.beside;
        }
        // 对企业提出的申请，…10件予以公开: of theirs.
        let asks = said.nouns.iter().any(|(_, noun)| matches!(noun.of[0].as_str(), "apply" | "applications"));
        if asks && !said.applicants.is_empty() && tokens.first().is_some_and(|first| first.is(Tag::Object)) {
            let columns = said.last_joined(&said.applicants);
            subject.columns = columns.iter().flat_map(|word| &word.of).cloned().collect();
        }
        // 办理结果：公开7，…
        if let Some((_, word)) = said.results.last()
            && !word.general
            && subject.domain == Domain::None
        {
            subject.domain = Domain::Applications;
        }
    }

    /// Speaks of a noun.
    fn name(&self, subject: &mut Subject<'a>, said: &Said<'a>, noun: &Word) {
        let first = noun.of.first().map_or("", String::as_str);
        match first {
            "applications" => {
                subject.domain = Domain::Applications;
                subject.named = true;
            }
            "results" => {
                subject.narrowed = false;
                subject.in_results = true;
                if subject.domain == Domain::None {
                    subject.domain = Domain::Applications;
                }
            }
            "apply" if subject.domain == Domain::None => subject.domain = Domain::Applications,
            "apply" => {}
            _ if first.starts_with("disputes.") => {
                subject.speak_of_disputes();
                subject.disputes = said
                    .last_joined(&said.nouns)
                    .iter()
                    .flat_map(|word| &word.of)
                    .filter(|row| row.starts_with("disputes."))
                    .cloned()
                    .collect();
            }
            "disclosure.normative_documents" | "disclosure.rules" => {
                subject.domain = Domain::Documents;
                subject.documents = vec![first.to_owned()];
            }
            "disclosure.fees" => subject.domain = Domain::Fees,
            _ => subject.domain = Domain::Decisions,
        }
    }
}
