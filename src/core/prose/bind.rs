//! What is a figure of?
//!
//! Invariants: between the first word that says what is counted and the figure every word is understood; otherwise the
//! figure is of something else. What goes before that word may make it doubtful, never more than that.

use super::Tie;
use super::behind::without_cause;
use super::beside::{Said, has_deed, has_grounds, has_noun, is_specific};
use super::number::Number;
use super::source::Source;
use super::subject::{Domain, Subject};
use super::token::{Kind, Token, When, is_filler};
use crate::format::prose::Tag;

/// Ties figures to the cells of a format.
pub struct Binder<'a> {
    pub source: &'a Source<'a>,
}

impl<'a> Binder<'a> {
    pub fn new(source: &'a Source<'a>) -> Binder<'a> {
        Binder { source }
    }

    /// What a figure is of; then it is what was spoken of last.
    pub fn figure(
        &self,
        subject: &mut Subject<'a>,
        number: &Number,
        left: &[Token<'a>],
        right: &[Token<'a>],
        mut in_part: bool,
    ) -> Tie {
        // Behind 均 stands what is said of all, not what is counted.
        let end = right
            .iter()
            .position(|token| token.is(Tag::All) || token.is(Tag::Negation) || token.is(Tag::Part))
            .unwrap_or(right.len());
        let (all_right, right) = (right, &right[..end]);
        // 予以公开18件里由企业提出的2件
        // 办理行政许可事项29件: as many were decided.
        let decides = |token: &Token| {
            token.word(Tag::Result).is_some_and(|word| word.any[0] == ["handled_total"])
                || token.word(Tag::Deed).is_some_and(|deed| deed.of[0] == "decisions")
        };
        let decided = left.iter().any(decides) && number.unit == "件";
        let decided = decided.then(|| self.decided(left));
        let left = decided.as_deref().unwrap_or(left);
        let goes_on = subject.domain == Domain::Documents && !subject.deeds.is_empty();
        let issued = goes_on.then(|| self.issued(left)).flatten();
        let left = issued.as_deref().unwrap_or(left);
        let left = match left {
            [first, rest @ ..] if first.is(Tag::Among) => {
                subject.begin_parts();
                in_part = true;
                rest
            }
            _ => left,
        };
        let left = match left.iter().rposition(|token| token.is(Tag::Among)) {
            // 集中答复 is another word.
            Some(at) if at > 0 && !left[at - 1].is_unknown() => {
                self.words(subject, &left[..=at]);
                &left[at + 1..]
            }
            _ => left,
        };
        if let Some(tie) = self.all_of_them(subject, left, all_right) {
            return tie;
        }
        if let Some(tie) = self.rest_of_list(subject, left, right) {
            return tie;
        }
        let shared = self.share(subject, left, right);
        let left = shared.as_deref().unwrap_or(left);
        let read = self.read(subject, number, left, right, in_part);
        let decides =
            |token: &Token| token.word(Tag::Noun).is_some_and(|noun| noun.of[0].starts_with("disclosure."));
        let is_sure = matches!(&read, Ok(tie) if !tie.is_doubtful);
        if !is_sure && !subject.published && left.iter().any(|token| decides(token) || token.is(Tag::Open)) {
            (subject.published, subject.published_in_part) = (true, in_part);
        }
        let is_kind = read == Err(Some(Domain::Foreign))
            && left.iter().any(|token| token.is(Tag::Foreign))
            && !left.iter().any(|token| token.is(Tag::Noun));
        subject.in_kinds = is_kind.then(|| number.unit.clone());
        let rests =
            |tokens: &[Token<'a>]| tokens.iter().any(|token| token.is(Tag::Rest) || token.is(Tag::Except));
        subject.set_apart |= rests(left);
        self.narrow(subject, number, left, right, &read, in_part);
        let handles =
            |token: &Token| token.word(Tag::Result).is_some_and(|word| word.any[0] == ["handled_total"]);
        subject.handled_apart |= all_right.iter().any(handles) && subject.is_carried_in() && read.is_ok();
        match read {
            Ok(tie) => tie,
            Err(domain) => {
                subject.all_received = false;
                if let Some(domain) = domain {
                    subject.domain = domain;
                    subject.rows = None;
                    subject.decided = false;
                }
                Tie::default()
            }
        }
    }

    /// The words of a figure among several that are given to several things in turn: 予以公开和部分公开分别为7件、2件.
    fn share(
        &self,
        subject: &mut Subject<'a>,
        left: &[Token<'a>],
        right: &[Token<'a>],
    ) -> Option<Vec<Token<'a>>> {
        if let Some(at) = left.iter().rposition(|token| token.is(Tag::Part))
            && at > 0
        {
            let said = Said::of(&left[..at]);
            let lists =
                [&said.nouns, &said.results, &said.reasons, &said.applicants, &said.outcomes, &said.deeds];
            let list = lists.into_iter().max_by_key(|words| said.last_joined(words).len())?;
            let count = said.last_joined(list).len();
            if count > 1 {
                let first = list[list.len() - count].0;
                // 新收、上年结转的申请分别为…: what stands around the list is said of each.
                let last = list[list.len() - 1].0;
                let (before, behind) = (&said.tokens[..first], &said.tokens[last + 1..]);
                let each = list[list.len() - count..].iter();
                subject.shared =
                    each.map(|(at, _)| [before, &said.tokens[*at..=*at], behind].concat()).collect();
            }
        } else if !left.iter().all(is_filler) {
            subject.shared.clear();
        }
        let has_own = right.iter().any(|token| !is_filler(token));
        if subject.shared.is_empty() || has_own {
            return None;
        }
        Some(subject.shared.remove(0))
    }

    /// What a figure is of, or of what else it speaks, if the subject changes.
    fn read(
        &self,
        subject: &mut Subject<'a>,
        number: &Number,
        left: &[Token<'a>],
        right: &[Token<'a>],
        in_part: bool,
    ) -> Result<Tie, Option<Domain>> {
        let before = Said::of(left);
        let behind = Said::of(without_cause(right));
        let strong =
            left.iter().chain(right).any(|token| token.word(Tag::Foreign).is_some_and(|word| word.general));
        subject.of_other |= strong;
        if strong {
            return Err(Some(Domain::Foreign));
        }
        let apply_only = |said: &Said<'a>| said.nouns.iter().all(|(_, noun)| noun.of[0] == "apply");
        // 行政复议、行政诉讼各1件 states no sum; nor does 均为1件.
        let each = left.iter().rposition(|token| token.is(Tag::Each) || token.is(Tag::All));
        // None of any is none of all.
        if each.is_some() && before.counts_several() && !number.value.is_zero() {
            return Err(None);
        }
        // 没有及时答复的申请1件
        if left.iter().any(|token| token.is(Tag::Negation)) {
            return Err(None);
        }
        // 剩余5件申请将于2025年答复
        let is_to_come = |token: &Token| {
            token.is(Tag::Plan) || token.is(Tag::Object) || matches!(token.kind, Kind::Time(When::Later))
        };
        // 结转下年度的3件将于2025年答复 are carried over all the same.
        if right.iter().any(is_to_come) && !before.results.iter().any(|(_, word)| !word.general) {
            return Err(None);
        }
        if before.foreign || behind.foreign && before.reasons.is_empty() && apply_only(&before) {
            return Err(Some(Domain::Foreign));
        }
        if before.rest && !is_specific(&behind)
            || before.beside
            || behind.beside && before.results.iter().all(|(_, word)| word.general) && !has_noun(&before)
        {
            return Err(
                (!before.is_empty() || subject.domain != Domain::Applications).then_some(subject.domain)
            );
        }
        if before.unknown_within {
            return Err(Some(Domain::Foreign));
        }
        let head = before.nouns.last().or(if before.nouns.is_empty() { behind.nouns.first() } else { None });
        let head = head.map(|(_, word)| word.of[0].as_str()).unwrap_or_default();
        if number.is_money() {
            return self.fees(subject, &before, head, number, in_part);
        }
        if !number.unit.is_empty() && !self.source.words().counts(&number.unit) {
            return Err(Some(Domain::Foreign));
        }
        let governed = !before.is_empty() || before.open;
        // With nothing before it, what stands behind it says what it is of: 三起予以公开, 1件结转下年度.
        let (said, other) = if governed { (&before, &behind) } else { (&behind, &before) };
        let has_own = has_noun(&before) || has_noun(&behind);
        let doubt_apart = before.by_means || before.goes_on();
        let doubt = before.by_means
            || !before.is_known()
            || !behind.is_known()
            || behind.foreign
            || behind.beside
            || subject.narrowed && !has_own
            || subject.elsewhen && !has_own
            || subject.to_come
            // 年底前收到的2件申请尚在办理期限内
            || governed && before.results.iter().all(|(_, word)| word.general) && !before.results.is_empty()
                && behind.results.iter().any(|(_, word)| !word.general);
        // 低保申请 may be spoken of where nothing speaks of 公开.
        let of_any = subject.said_other && !subject.in_context && !has_own;
        let noun_behind = governed && before.nouns.is_empty();
        if noun_behind
            && behind.unknown_before
            && !is_specific(&before)
            && (behind.is_empty() || !behind.nouns.is_empty())
        {
            return Err(Some(Domain::Foreign));
        }
        // 累计制发 without a year may be of all years.
        let is_dated = left.iter().any(|token| matches!(token.kind, Kind::Time(_)));
        let doubt = doubt
            || head.starts_with("disclosure.") && !is_dated && left.iter().any(|token| token.is(Tag::SoFar));
        // 某企业被申请行政复议3件
        if (head.starts_with("disputes.") || head.starts_with("disclosure.")) && !before.applicants.is_empty()
        {
            subject.astray = true;
            return Err(None);
        }
        // 申请法院强制执行3件
        if head.starts_with("disclosure.") && before.nouns.iter().any(|(_, noun)| noun.of[0] == "apply") {
            return Err(Some(Domain::Foreign));
        }
        // 行政许可等事项3200件 are more.
        let doubt = doubt || before.goes_on();
        // 对已制发的46件规范性文件开展清理
        let is_object = left.iter().any(|token| token.is(Tag::Object));
        if head.starts_with("disputes.") {
            // 行政复议答复案件, 办理行政复议案件 may be of anything, 上年结转的 are not of the year.
            let is_of_more =
                said.results.iter().any(|(_, word)| word.any[0] != ["received"] || word.any.len() == 1);
            // 因行政处罚被申请行政复议3件
            let of_others = left
                .iter()
                .any(|token| token.word(Tag::Noun).is_some_and(|noun| noun.of[0].starts_with("disclosure.")));
            // 投诉举报类复议
            if of_others || !before.reasons.is_empty() {
                return Err(Some(Domain::Foreign));
            }
            let narrowed = subject.narrowed && !subject.narrowed_in_part
                || subject.narrowed_disputes
                || subject.of_other;
            let doubt = doubt
                || subject.now
                || !subject.on_topic
                    && (is_of_more || self.decides_itself(subject, said) || is_object || narrowed);
            subject.narrowed_disputes = doubt && !subject.on_topic;
            return self.disputes(subject, number, said, other, doubt);
        }
        if matches!(head, "disclosure.normative_documents" | "disclosure.rules") {
            // 参与制发规范性文件30件，废止2件: of these.
            subject.narrowed_documents = doubt || is_object;
            return self.documents(subject, said, other, doubt || is_object);
        }
        if head == "disclosure.fees" {
            return Err(Some(Domain::Fees));
        }
        if head.starts_with("disclosure.") {
            // 公开行政许可决定38件: so many were published.
            // 公开行政许可120件，行政处罚30件: so long as nothing else is said to have been done.
            let noun = before.nouns.first().map_or(0, |(at, _)| *at);
            subject.published &= !before.deeds.iter().chain(&before.results).any(|(at, _)| *at < noun);
            subject.published |= left.iter().any(|token| token.is(Tag::Open));
            // 办理交管行政许可、对无证办学作出行政处罚 are of a kind.
            let of_kind = (before.unknown_before || is_object)
                && !before.unknown_within
                && behind.is_known()
                && subject.home == Domain::Decisions;
            let doubt = match of_kind {
                true => doubt_apart || subject.published,
                false => doubt || is_object || subject.published,
            };
            return self.decisions(subject, said, head, doubt, of_kind);
        }
        // 办理结果为予以公开2件, 申请主体为自然人3件
        let given = before.results.iter().filter(|(_, word)| !word.general).chain(&before.applicants);
        let gives_result =
            before.nouns.last().is_some_and(|(noun, _)| given.clone().any(|(at, _)| noun < at));
        if head == "results" && !gives_result {
            return Err(None);
        }
        let head = if head == "results" { "" } else { head };
        let reaches = left.iter().any(|token| token.is(Tag::Reach));
        let names_none = head.is_empty() && !(reaches && subject.named && said.is_empty());
        // 行政复议方面，全区共发生18件; 行政复议8件，已办结5件，未办结3件
        let happens = left.iter().any(|token| token.is(Tag::Happen));
        let disputed = subject.disputes_alone(number.value);
        let ends = disputed.then(|| self.ends(said)).flatten();
        match subject.domain {
            Domain::Disputes
                if names_none
                    && !in_part
                    && happens
                    && said.is_empty()
                    && subject.dispute_whole.is_none() =>
            {
                return self.disputes(subject, number, said, other, doubt);
            }
            Domain::Disputes if names_none && ends.is_some() => {
                return self.disputes(subject, number, &ends.unwrap_or_default(), other, doubt);
            }
            Domain::Documents if names_none && has_deed(said, &["issued", "repealed", "in_force"]) => {
                let doubt = doubt || subject.narrowed_documents;
                return self.documents(subject, said, other, doubt);
            }
            Domain::Disputes if names_none && !said.outcomes.is_empty() => {
                return self.disputes(subject, number, said, other, doubt);
            }
            _ => {}
        }
        let doubt = doubt || of_any;
        // 主动公开40件、依申请公开10件 are kinds of documents.
        if head == "applications"
            && subject.in_kinds.as_ref() == Some(&number.unit)
            && said.results.is_empty()
        {
            return Err(Some(Domain::Foreign));
        }
        if head == "apply" {
            // 行政许可申请: what stands before it says of what.
            let others = before.nouns.iter().rev().skip(1);
            if before.nouns.len() > 1
                && others.clone().any(|(_, noun)| noun.of[0] != "apply" && noun.of[0] != "applications")
            {
                return Err(Some(Domain::Foreign));
            }
            if subject.domain == Domain::Foreign {
                return self.applications(subject, said, other, true, in_part, governed);
            }
        }
        // In the section of applications these are what was received and handled.
        if subject.domain == Domain::None && subject.home == Domain::Applications && !said.results.is_empty()
        {
            subject.domain = Domain::Applications;
        }
        if names_none {
            match subject.domain {
                Domain::Foreign if !has_grounds(said) => return Err(None),
                _ if !said.outcomes.is_empty() || said.is_empty() && !said.open => return Err(None),
                _ if !said.deeds.is_empty() && said.results.is_empty() && said.applicants.is_empty() => {
                    return Err(None);
                }
                Domain::None | Domain::Documents | Domain::Decisions | Domain::Disputes | Domain::Fees
                    if !is_specific(said) =>
                {
                    // 对本机关不掌握的4件 may be of applications, for all that is said.
                    return Err(Some(Domain::Foreign).filter(|_| said.reasons.is_empty()));
                }
                _ => {}
            }
        }
        self.applications(subject, said, other, doubt, in_part, governed)
    }
}
