//! What is a figure of?
//!
//! Invariants: between the first word that says what is counted and the figure every word is understood; otherwise the
//! figure is of something else. What goes before that word may make it doubtful, never more than that.

use super::number::Number;
use super::read::{Source, is_filler};
use super::token::{Kind, Token};
use super::{Spot, Tie};
use crate::format::prose::{Tag, Word, words};

/// Of what was spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Domain {
    /// Of nothing yet.
    #[default]
    None,
    /// Of applications.
    Applications,
    /// Of disputes.
    Disputes,
    /// Of rules and normative documents.
    Documents,
    /// Of permits, penalties and coercion.
    Decisions,
    /// Of fees.
    Fees,
    /// Of what is in no table.
    Foreign,
}

/// Rows that may be meant, by their ids: readings, each of them rows that are added up.
pub type Rows = Vec<Vec<String>>;

/// Of what was spoken last.
#[derive(Debug, Clone, Default)]
pub struct Subject {
    /// In general.
    pub domain: Domain,
    /// What became of the applications last spoken of.
    pub rows: Option<Rows>,
    /// The rows of which parts follow.
    pub whole: Option<Rows>,
    /// Whether parts follow: of them only what is named is known.
    pub in_parts: bool,
    /// The dispute rows last spoken of, and all of the sentence.
    pub disputes: Vec<String>,
    pub all_disputes: Vec<String>,
    /// The documents last spoken of, and what was done with them.
    pub documents: Vec<String>,
    pub deeds: Vec<String>,
    /// Whether decisions were last said to have been made.
    pub decided: bool,
    /// Whether an application was named in this clause already.
    pub named: bool,
    /// Whether the last figure of applications was all that were received, without a doubt.
    pub all_received: bool,
    /// The figure that said last how many were received, with or without those carried in.
    pub received: Option<usize>,
    /// The words of the figures to come, where they are given to several things in turn.
    pub shared: Vec<Vec<Token>>,
    /// Whether some applications of the sentence were set apart: 其余, 除.
    pub set_apart: bool,
}

impl Subject {
    pub fn begin_sentence(&mut self) {
        *self = Subject {
            domain: self.domain,
            disputes: std::mem::take(&mut self.disputes),
            documents: std::mem::take(&mut self.documents),
            ..Subject::default()
        };
    }

    /// Whether the last figure was of applications that were carried in.
    pub fn is_carried_in(&self) -> bool {
        self.domain == Domain::Applications
            && self.rows.as_ref().is_some_and(|rows| rows[0] == ["carried_in"])
    }

    /// Whether it was of applications that were received, or carried in besides.
    pub fn is_received(&self) -> bool {
        self.domain == Domain::Applications
            && self.rows.as_ref().is_some_and(|rows| rows.len() == 2 && rows[0] == ["received"])
    }

    pub fn begin_clause(&mut self, in_list: bool) {
        self.named = false;
        self.decided &= in_list;
    }

    /// Parts of what was spoken of last follow.
    pub fn begin_parts(&mut self) {
        self.whole = self.rows.clone().or(self.whole.take());
        self.in_parts = true;
    }

    /// What was spoken of before brackets, with what was said in them.
    pub fn after_brackets(mut self, inside: &Subject) -> Subject {
        self.set_apart |= inside.set_apart;
        for row in &inside.all_disputes {
            push_new(&mut self.all_disputes, row);
        }
        self
    }
}

fn push_new(to: &mut Vec<String>, row: &str) {
    if !to.iter().any(|other| other == row) {
        to.push(row.to_owned());
    }
}

/// Ties figures to the cells of a format.
pub struct Binder<'a> {
    pub source: &'a Source<'a>,
}

/// The words beside a figure, sorted by what they say.
#[derive(Default)]
pub struct Said<'t> {
    /// What is counted, in its order, each with the index of its token.
    pub nouns: Vec<(usize, &'t Word)>,
    /// What became of it: results and reasons.
    pub results: Vec<(usize, &'t Word)>,
    pub reasons: Vec<(usize, &'t Word)>,
    pub applicants: Vec<(usize, &'t Word)>,
    pub outcomes: Vec<(usize, &'t Word)>,
    pub deeds: Vec<(usize, &'t Word)>,
    /// 公开 as the last word.
    pub open: bool,
    /// Something else is counted.
    pub foreign: bool,
    /// Applications by what is in no cell.
    pub beside: bool,
    /// What is left of them: 其余.
    pub rest: bool,
    /// Unknown words before the first that says something; whether they may name another body.
    pub unknown_before: bool,
    pub other_body: bool,
    /// Unknown words behind it.
    pub unknown_within: bool,
    /// By which way, which restricts what is counted.
    pub by_means: bool,
    /// The words themselves.
    pub tokens: Vec<Token>,
}

impl<'t> Said<'t> {
    /// Sorts words.
    pub fn of(tokens: &[Token], text_of: &dyn Fn(&Token) -> Option<bool>) -> Said<'t> {
        let mut said = Said { tokens: without_means(tokens), ..Said::default() };
        said.by_means = said.tokens.len() < tokens.len();
        for at in 0..said.tokens.len() {
            let token = said.tokens[at].clone();
            let Kind::Word(word) = token.kind else {
                if token.is_unknown() {
                    // 水资源费等行政事业性收费
                    let is_example = said.tokens.get(at + 1).is_some_and(|next| next.is(Tag::Etc));
                    match said.is_empty() {
                        _ if is_example => {}
                        true => {
                            said.unknown_before = true;
                            said.other_body |= text_of(&token).unwrap_or(true);
                        }
                        false => said.unknown_within = true,
                    }
                }
                continue;
            };
            match word.tag {
                Tag::Noun => said.nouns.push((at, word)),
                Tag::Result => said.results.push((at, word)),
                Tag::Reason => said.reasons.push((at, word)),
                Tag::Applicant => said.applicants.push((at, word)),
                Tag::Outcome => said.outcomes.push((at, word)),
                Tag::Deed => said.deeds.push((at, word)),
                Tag::Foreign => said.foreign = true,
                Tag::Beside => said.beside = true,
                Tag::Rest => said.rest = true,
                Tag::Open => said.open = at + 1 == said.tokens.len(),
                _ => {}
            }
        }
        said
    }

    /// Whether nothing says what is counted.
    pub fn is_empty(&self) -> bool {
        self.nouns.is_empty()
            && self.results.is_empty()
            && self.reasons.is_empty()
            && self.applicants.is_empty()
            && self.outcomes.is_empty()
            && self.deeds.is_empty()
    }

    /// Whether only words that say nothing stand between two tokens, with 和 among them if `and`.
    pub fn joined(&self, from: usize, to: usize, and: bool) -> bool {
        let between = &self.tokens[from + 1..to];
        between.iter().all(is_filler) && (!and || between.iter().any(|token| token.is(Tag::And)))
    }

    /// Whether several things are named one beside the other.
    pub fn counts_several(&self) -> bool {
        [&self.nouns, &self.results, &self.applicants, &self.outcomes, &self.deeds, &self.reasons]
            .iter()
            .any(|words| self.last_joined(words).len() > 1)
    }

    /// Whether an unknown word stands right before the first noun: 民事诉讼.
    fn names_another(&self) -> bool {
        let first = self.nouns.first().map(|(at, _)| *at).filter(|at| *at > 0);
        self.unknown_before && first.is_some_and(|at| self.tokens[at - 1].is_unknown())
    }

    /// The last of some words, with those that are joined to it by 和.
    pub fn last_joined(&self, words: &[(usize, &'t Word)]) -> Vec<&'t Word> {
        let mut joined: Vec<(usize, &Word)> = Vec::new();
        for (at, word) in words.iter().rev() {
            if joined.last().is_some_and(|(next, _)| !self.joined(*at, *next, true)) {
                break;
            }
            joined.push((*at, word));
        }
        joined.reverse();
        joined.into_iter().map(|(_, word)| word).collect()
    }
}

/// Words without those that say by which way: 通过…平台提交的, up to the verb or to the noun behind 的.
fn without_means(tokens: &[Token]) -> Vec<Token> {
    let mut kept = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        if !tokens[at].is(Tag::Means) {
            kept.push(tokens[at].clone());
            at += 1;
            continue;
        }
        let is_verb = |token: &Token| token.word(Tag::Result).is_some() || token.is(Tag::Deed);
        // The last noun is what is counted: 通过“依申请公开”栏目提交的申请.
        let verb = tokens[at..].iter().position(is_verb).map(|next| at + next);
        let noun = tokens.iter().rposition(|token| token.is(Tag::Noun)).filter(|noun| *noun > at);
        at = verb.or(noun).unwrap_or(tokens.len());
    }
    kept
}

const TOTAL: &[&str] = &["total"];

impl<'a> Binder<'a> {
    pub fn new(source: &'a Source<'a>) -> Binder<'a> {
        Binder { source }
    }

    /// What words without a figure speak of.
    pub fn words(&self, subject: &mut Subject, tokens: &[Token]) {
        let said = Said::of(tokens, &|_| None);
        subject.set_apart |= said.beside && tokens.iter().any(|token| token.is(Tag::Rest));
        let strong = tokens.iter().any(|token| token.word(Tag::Foreign).is_some_and(|word| word.general));
        match said.nouns.last() {
            Some((_, noun)) => self.name(subject, &said, noun),
            None if strong => subject.domain = Domain::Foreign,
            None => {}
        }
        // 不予公开的申请中，… : what follows are parts.
        let is_whole =
            tokens.iter().rev().find(|token| !is_filler(token)).is_some_and(|token| token.is(Tag::Among));
        if is_whole && subject.domain == Domain::Applications {
            subject.whole =
                self.application_rows(&said, subject).map(|(rows, _)| rows).or(subject.rows.clone());
            subject.rows = subject.whole.clone();
            subject.in_parts = true;
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
    fn name(&self, subject: &mut Subject, said: &Said<'_>, noun: &Word) {
        let first = noun.of.first().map_or("", String::as_str);
        match first {
            "applications" => {
                subject.domain = Domain::Applications;
                subject.named = true;
            }
            "results" if subject.domain != Domain::None => {}
            "results" => subject.domain = Domain::Applications,
            "apply" if subject.domain == Domain::None => subject.domain = Domain::Applications,
            "apply" => {}
            _ if first.starts_with("disputes.") => {
                subject.domain = Domain::Disputes;
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

    /// What a figure is of; then it is what was spoken of last.
    pub fn figure(
        &self,
        subject: &mut Subject,
        number: &Number,
        left: &[Token],
        right: &[Token],
        in_part: bool,
    ) -> Tie {
        // Behind 均 stands what is said of all, not what is counted.
        let end = right
            .iter()
            .position(|token| token.is(Tag::All) || token.is(Tag::Negation))
            .unwrap_or(right.len());
        let right = &right[..end];
        let left = match left.iter().rposition(|token| token.is(Tag::Among)) {
            // 集中答复 is another word.
            Some(at) if at > 0 && !left[at - 1].is_unknown() => {
                self.words(subject, &left[..=at]);
                &left[at + 1..]
            }
            _ => left,
        };
        let shared = self.share(subject, left, right);
        let left = shared.as_deref().unwrap_or(left);
        let read = self.read(subject, number, left, right, in_part);
        let rests = |tokens: &[Token]| tokens.iter().any(|token| token.is(Tag::Rest) || is_except(token));
        subject.set_apart |= rests(left);
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
    fn share(&self, subject: &mut Subject, left: &[Token], right: &[Token]) -> Option<Vec<Token>> {
        if let Some(at) = left.iter().rposition(|token| token.is(Tag::Part))
            && at > 0
        {
            let said = Said::of(&left[..at], &|_| None);
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
                subject.in_parts = false;
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
        subject: &mut Subject,
        number: &Number,
        left: &[Token],
        right: &[Token],
        in_part: bool,
    ) -> Result<Tie, Option<Domain>> {
        let is_body = |token: &Token| Some(token.range.len() > BODY_BYTES);
        let before = Said::of(left, &is_body);
        let behind = Said::of(without_cause(right), &is_body);
        let strong =
            left.iter().chain(right).any(|token| token.word(Tag::Foreign).is_some_and(|word| word.general));
        if strong {
            return Err(Some(Domain::Foreign));
        }
        let apply_only = |said: &Said<'_>| said.nouns.iter().all(|(_, noun)| noun.of[0] == "apply");
        // 行政复议、行政诉讼各1件 states no sum; nor does 均为1件.
        let each = left.iter().rposition(|token| token.is(Tag::Each) || token.is(Tag::All));
        if each.is_some() && before.counts_several() {
            return Err(None);
        }
        // 没有及时答复的申请1件
        if left.iter().any(|token| token.is(Tag::Negation)) {
            return Err(None);
        }
        if before.foreign
            || behind.foreign && before.nouns.is_empty()
            || behind.foreign && apply_only(&before)
        {
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
        let money = words().units.money.contains(&number.unit);
        let head = before.nouns.last().or(if before.nouns.is_empty() { behind.nouns.first() } else { None });
        let head = head.map(|(_, word)| word.of[0].as_str()).unwrap_or_default();
        if money {
            return self.fees(subject, &before, head, number);
        }
        if !number.unit.is_empty() && !words().counts(&number.unit) {
            return Err(Some(Domain::Foreign));
        }
        let governed = !before.is_empty() || before.open;
        // With nothing before it, what stands behind it says what it is of: 三起予以公开, 1件结转下年度.
        let (said, other) = if governed { (&before, &behind) } else { (&behind, &before) };
        let doubt = before.by_means
            || before.names_another()
            || !governed && behind.unknown_before && !begins_with_reason(right)
            || before.unknown_before && (before.other_body || !has_noun(&before));
        let noun_behind = governed && before.nouns.is_empty();
        if noun_behind
            && (behind.unknown_before && (behind.is_empty() || !is_specific(&before)))
            && !behind.nouns.is_empty()
            || noun_behind && behind.unknown_before && behind.is_empty() && !is_specific(&before)
        {
            return Err(Some(Domain::Foreign));
        }
        if head.starts_with("disputes.") {
            // 行政复议答复案件 may be of anything.
            let answers = said.results.iter().any(|(_, word)| word.any[0] == ["handled_total"]);
            let answers =
                answers && said.results.last().map(|(at, _)| at) > said.nouns.last().map(|(at, _)| at);
            return self.disputes(subject, said, other, doubt || answers);
        }
        if matches!(head, "disclosure.normative_documents" | "disclosure.rules") {
            return self.documents(subject, said, other, doubt);
        }
        if head == "disclosure.fees" {
            return Err(Some(Domain::Fees));
        }
        if head.starts_with("disclosure.") {
            return self.decisions(subject, said, head, doubt);
        }
        if head == "results" {
            return Err(None);
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
        let reaches = left.iter().any(|token| token.is(Tag::Reach));
        if head.is_empty() && !(reaches && subject.named && said.is_empty()) {
            match subject.domain {
                Domain::Foreign if !has_grounds(said) => return Err(None),
                Domain::Documents if has_deed(said, &["issued", "repealed", "in_force"]) => {
                    return self.documents(subject, said, other, doubt);
                }
                Domain::Disputes if !said.outcomes.is_empty() => {
                    return self.disputes(subject, said, other, doubt);
                }
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

    fn applications(
        &self,
        subject: &mut Subject,
        said: &Said<'_>,
        other: &Said<'_>,
        mut doubt: bool,
        in_part: bool,
        governed: bool,
    ) -> Result<Tie, Option<Domain>> {
        let named_here = said.nouns.iter().chain(&other.nouns).any(|(_, noun)| noun.of[0] == "applications");
        let applicants = said.last_joined(&said.applicants);
        let columns: Vec<&str> = applicants.iter().flat_map(|word| &word.of).map(String::as_str).collect();
        let rows = match self.application_rows(said, subject) {
            Some((rows, in_doubt)) => {
                doubt |= in_doubt;
                // What stands behind it may say more: 收到的申请中3件予以公开 is read from behind.
                rows
            }
            None if !columns.is_empty() => match &subject.whole {
                Some(rows) if in_part && rows.len() == 1 => rows.clone(),
                _ => vec![vec!["received".to_owned()]],
            },
            None if in_part => return Err(Some(Domain::Applications)),
            None if said.nouns.is_empty() && !subject.named => return Err(Some(subject.domain)),
            None => {
                doubt |= !subject.named && (!named_here || !governed);
                vec![vec!["received".to_owned()], vec!["received".to_owned(), "carried_in".to_owned()]]
            }
        };
        // What applicants asked for is what was received, not what was carried in.
        let rows = if columns.is_empty() { rows } else { vec![rows[0].clone()] };
        let columns = if columns.is_empty() { TOTAL.to_vec() } else { columns };
        subject.named |= named_here;
        subject.domain = Domain::Applications;
        let receives = rows[0][0] == "received" && columns == TOTAL;
        subject.all_received = receives && !doubt && !in_part;
        subject.rows = Some(rows.clone());
        self.tie("applications", &rows, &columns, doubt)
    }

    /// The rows of which words speak, and whether that is in doubt.
    fn application_rows(&self, said: &Said<'_>, subject: &Subject) -> Option<(Rows, bool)> {
        let granted = || vec![vec!["granted".to_owned()]];
        if let Some((at, _)) = said.reasons.last() {
            let is_example = said.tokens.get(at + 1).is_some_and(|next| next.is(Tag::Etc));
            let group = said.results.iter().rev().find(|(_, word)| word.group);
            let in_doubt = group.is_none() && !matches!(subject.domain, Domain::Applications);
            if !is_example {
                let rows =
                    said.last_joined(&said.reasons).iter().flat_map(|word| word.any[0].clone()).collect();
                return Some((vec![rows], in_doubt));
            }
            return group.map(|(_, word)| (word.any.clone(), false));
        }
        let Some((last_at, last)) = said.results.last() else {
            return said.open.then(|| (granted(), subject.domain != Domain::Applications));
        };
        let joined = said.last_joined(&said.results);
        if said.open && joined.len() == 1 && last.general {
            return Some((granted(), true));
        }
        if joined.len() > 1 {
            return match joined.iter().any(|word| word.general) {
                // 收到并办结5件: one of them must be so.
                true => Some((joined.iter().flat_map(|word| word.any.clone()).collect(), false)),
                false => Some((vec![joined.iter().flat_map(|word| word.any[0].clone()).collect()], false)),
            };
        }
        let before = said.results.iter().rev().nth(1);
        match before {
            Some((_, before)) if last.general && !before.general => {
                // 上年结转的2件申请已办结: of those only.
                Some((before.any.clone(), true))
            }
            Some((at, _)) if last.general => {
                // 收到申请已办结12件
                Some((last.any.clone(), *at + 1 < *last_at))
            }
            _ => Some((last.any.clone(), false)),
        }
    }

    fn disputes(
        &self,
        subject: &mut Subject,
        said: &Said<'_>,
        other: &Said<'_>,
        doubt: bool,
    ) -> Result<Tie, Option<Domain>> {
        let is_dispute = |row: &&String| row.starts_with("disputes.");
        let named = |said: &Said<'_>| -> Vec<String> {
            let mut rows = Vec::new();
            said.last_joined(&said.nouns)
                .iter()
                .flat_map(|word| &word.of)
                .filter(is_dispute)
                .for_each(|row| push_new(&mut rows, row));
            rows
        };
        let mut rows = named(said);
        if rows.is_empty() {
            rows = other
                .nouns
                .first()
                .map(|(_, noun)| noun.of.iter().filter(is_dispute).cloned().collect())
                .unwrap_or_default();
        }
        if rows.is_empty() {
            rows = subject.disputes.clone();
        }
        let outcomes = match said.outcomes.is_empty() {
            false => said.last_joined(&said.outcomes),
            true => other.outcomes.iter().take(1).map(|(_, word)| *word).collect(),
        };
        let columns: Vec<&str> = outcomes.iter().flat_map(|word| &word.of).map(String::as_str).collect();
        let is_total = columns.is_empty();
        let columns = if is_total { TOTAL.to_vec() } else { columns };
        subject.domain = Domain::Disputes;
        subject.disputes = rows.clone();
        if is_total {
            rows.iter().for_each(|row| push_new(&mut subject.all_disputes, row));
        }
        let ids: Vec<&str> = rows.iter().filter_map(|row| row.strip_prefix("disputes.")).collect();
        let Some(cells) = self.source.cells("disputes", &ids, &columns).filter(|cells| !cells.is_empty())
        else {
            return Ok(Tie::default());
        };
        Ok(Tie { alternatives: vec![cells], is_doubtful: doubt })
    }

    fn documents(
        &self,
        subject: &mut Subject,
        said: &Said<'_>,
        other: &Said<'_>,
        doubt: bool,
    ) -> Result<Tie, Option<Domain>> {
        let is_document = |word: &&Word| {
            matches!(word.of[0].as_str(), "disclosure.normative_documents" | "disclosure.rules")
        };
        let mut rows: Vec<String> = said
            .last_joined(&said.nouns)
            .iter()
            .copied()
            .filter(|word| is_document(word))
            .map(|word| word.of[0].clone())
            .collect();
        if rows.is_empty() {
            rows = other
                .nouns
                .iter()
                .map(|(_, word)| *word)
                .filter(|word| is_document(word))
                .map(|word| word.of[0].clone())
                .take(1)
                .collect();
        }
        if rows.is_empty() {
            rows = subject.documents.clone();
        }
        let deeds = |said: &Said<'_>| -> Vec<String> {
            let known: Vec<(usize, &Word)> = said
                .deeds
                .iter()
                .filter(|(_, word)| matches!(word.of[0].as_str(), "issued" | "repealed" | "in_force"))
                .copied()
                .collect();
            said.last_joined(&known).iter().map(|word| word.of[0].clone()).collect()
        };
        let mut columns = deeds(said);
        if columns.is_empty() {
            columns = deeds(other);
        }
        if columns.is_empty() && subject.decided {
            columns = subject.deeds.clone();
        }
        subject.domain = Domain::Documents;
        subject.documents = rows.clone();
        if columns.is_empty() || rows.is_empty() {
            subject.decided = false;
            return Ok(Tie::default());
        }
        subject.deeds = columns.clone();
        subject.decided = true;
        let rows: Vec<&str> = rows.iter().filter_map(|row| row.strip_prefix("disclosure.")).collect();
        let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
        let cells = self.source.cells("disclosure", &rows, &columns).filter(|cells| !cells.is_empty());
        Ok(cells.map_or_else(Tie::default, |cells| Tie { alternatives: vec![cells], is_doubtful: doubt }))
    }

    fn decisions(
        &self,
        subject: &mut Subject,
        said: &Said<'_>,
        head: &str,
        doubt: bool,
    ) -> Result<Tie, Option<Domain>> {
        let joined = said.last_joined(&said.nouns);
        let mut rows: Vec<&str> =
            joined.iter().filter_map(|word| word.of[0].strip_prefix("disclosure.")).collect();
        if rows.is_empty() {
            rows = head.strip_prefix("disclosure.").into_iter().collect();
        }
        let handles = said.results.iter().any(|(_, word)| word.any[0] == ["handled_total"]);
        let receives = said.results.iter().any(|(_, word)| word.any[0] == ["received"]);
        if receives {
            return Err(Some(Domain::Foreign));
        }
        // 行政处罚案件 and 行政强制措施 are decisions by themselves.
        let named =
            said.tokens.iter().any(|token| token.is(Tag::Noun) && token.range.len() > "行政处罚".len());
        let decides = handles
            || named && !said.unknown_before
            || has_deed(said, &["decisions"])
            || subject.decided && subject.domain == Domain::Decisions;
        subject.domain = Domain::Decisions;
        subject.decided = decides;
        let cells = self.source.cells("disclosure", &rows, &["decisions"]).filter(|cells| !cells.is_empty());
        Ok(cells.map_or_else(Tie::default, |cells| Tie {
            alternatives: vec![cells],
            is_doubtful: doubt || !decides,
        }))
    }

    fn fees(
        &self,
        subject: &mut Subject,
        said: &Said<'_>,
        head: &str,
        number: &Number,
    ) -> Result<Tie, Option<Domain>> {
        let of_fees = head == "disclosure.fees"
            || head.is_empty() && subject.domain == Domain::Fees && has_deed(said, &["amount"]);
        if !of_fees {
            return Err(Some(Domain::Foreign));
        }
        debug_assert!(!number.unit.is_empty());
        subject.domain = Domain::Fees;
        let cells = self.source.cells("disclosure", &["fees"], &["amount"]).filter(|cells| !cells.is_empty());
        Ok(cells.map_or_else(Tie::default, |cells| Tie {
            alternatives: vec![cells],
            is_doubtful: said.by_means || said.unknown_before,
        }))
    }

    /// A tie to the sums of rows in these columns.
    pub fn tie(
        &self,
        table: &str,
        rows: &Rows,
        columns: &[&str],
        is_doubtful: bool,
    ) -> Result<Tie, Option<Domain>> {
        let cells = |rows: &Vec<String>| {
            let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
            self.source.cells(table, &rows, columns)
        };
        let alternatives: Vec<Vec<Spot>> =
            rows.iter().filter_map(cells).filter(|cells| !cells.is_empty()).collect();
        Ok(Tie { alternatives, is_doubtful })
    }
}

/// Unknown words longer than this may name another body.
const BODY_BYTES: usize = 6;

fn has_noun(said: &Said<'_>) -> bool {
    said.nouns.iter().any(|(_, noun)| noun.of[0] != "apply")
}

/// Whether words say by themselves that applications are meant.
fn is_specific(said: &Said<'_>) -> bool {
    said.results.iter().any(|(_, word)| !word.general)
        || !said.applicants.is_empty()
        || has_grounds(said)
        || said.nouns.iter().any(|(_, noun)| matches!(noun.of[0].as_str(), "apply" | "applications"))
}

/// Whether words give a result with its reason: 因重复申请不予处理.
fn has_grounds(said: &Said<'_>) -> bool {
    !said.reasons.is_empty() && said.results.iter().any(|(_, word)| word.group)
}

fn has_deed(said: &Said<'_>, deeds: &[&str]) -> bool {
    said.deeds.iter().any(|(_, word)| deeds.contains(&word.of[0].as_str()))
}

/// The words behind a figure without why it came so: 一件因需征求第三方意见结转下年.
fn without_cause(tokens: &[Token]) -> &[Token] {
    let is_specific =
        |token: &Token| token.word(Tag::Result).is_some_and(|word| !word.general && !word.group);
    match (begins_with_reason(tokens), tokens.iter().position(is_specific)) {
        (true, Some(at)) => &tokens[at..],
        _ => tokens,
    }
}

fn begins_with_reason(tokens: &[Token]) -> bool {
    tokens.first().is_some_and(|token| token.is(Tag::Plain))
}

fn is_except(token: &Token) -> bool {
    token.is(Tag::Plain) && token.range.len() == '除'.len_utf8()
}
