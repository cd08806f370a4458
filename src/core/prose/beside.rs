//! The words beside a figure, sorted by what they say.
//!
//! Invariant: every word is sorted, and what is unknown is told by whether it stands before the first word that says
//! what is counted, or behind it.

use super::token::{Kind, Token, is_filler, is_plain};
use crate::format::prose::{Tag, Word};

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
    /// Unknown words before the first that says something.
    pub unknown_before: bool,
    /// Unknown words behind it.
    pub unknown_within: bool,
    /// By which way, which restricts what is counted.
    pub by_means: bool,
    /// The words themselves.
    pub tokens: Vec<Token<'t>>,
}

impl<'t> Said<'t> {
    /// Sorts words.
    pub fn of(tokens: &[Token<'t>]) -> Said<'t> {
        let mut said = Said { tokens: without_means(tokens), ..Said::default() };
        said.by_means = said.tokens.len() < tokens.len();
        for at in 0..said.tokens.len() {
            let token = said.tokens[at].clone();
            let Kind::Word(word) = token.kind else {
                if token.is_unknown() {
                    match said.is_empty() {
                        _ if is_example(&said.tokens[at + 1..]) => {}
                        true => said.unknown_before = true,
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
                Tag::Foreign if ends_example(&said.tokens, at) => {}
                Tag::Foreign => said.foreign = true,
                Tag::Beside | Tag::Body => said.beside = true,
                Tag::Rest => said.rest = true,
                // 公开、部分公开7件: of both.
                Tag::Open if begins_sum(&said.tokens[at + 1..]) => said.results.push((at, word)),
                Tag::Open => said.open = at + 1 == said.tokens.len(),
                Tag::Public if !word.of.is_empty() && said.tokens[at + 1..].iter().all(ends_words) => {
                    said.applicants.push((at, word));
                }
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

    /// Whether other things are counted with the last noun: 行政许可等事项.
    pub fn goes_on(&self) -> bool {
        let last = self.nouns.last().map(|(at, _)| *at);
        last.is_some_and(|at| self.tokens[at + 1..].iter().any(|token| token.is(Tag::Etc)))
    }

    /// Whether all words are known.
    pub fn is_known(&self) -> bool {
        !self.unknown_before && !self.unknown_within
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

/// Whether what stands before these words is an example of what is counted: 水资源费、排污费等行政事业性收费.
fn is_example(behind: &[Token]) -> bool {
    let etc = behind.iter().position(|token| token.is(Tag::Etc));
    etc.is_some_and(|etc| {
        let is_listed = |token: &Token| {
            token.is_unknown()
                || [Tag::And, Tag::Noun, Tag::Plain, Tag::Charge, Tag::Foreign]
                    .iter()
                    .any(|tag| token.is(*tag))
        };
        behind[..etc].iter().all(is_listed) && behind[etc + 1..].iter().any(|token| token.is(Tag::Noun))
    })
}

/// Whether something else that is counted is an example, or its end: 投资项目备案等行政许可, but not 代征排污费等行政事业性收费.
fn ends_example(tokens: &[Token], at: usize) -> bool {
    let goes_on = at > 0 && tokens[at - 1].is_unknown();
    let behind = &tokens[at + 1..];
    let ends = behind.first().is_some_and(|next| next.is(Tag::And) || next.is(Tag::Etc));
    (goes_on || ends) && is_example(behind)
}

/// Whether a result follows with 、 or 或 before it.
fn begins_sum(behind: &[Token]) -> bool {
    matches!(behind, [and, result, ..] if and.is(Tag::And)
        && result.word(Tag::Result).is_some_and(|word| !word.general))
}

/// Whether a word may stand behind the last one that says something: 来自公民的, 居民提出的.
fn ends_words(token: &Token) -> bool {
    is_plain(token) && !token.is(Tag::Public)
}

/// Words without those that say by which way: 通过…平台提交的, up to the verb or to the noun behind 的.
fn without_means<'v>(tokens: &[Token<'v>]) -> Vec<Token<'v>> {
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

/// Whether what is counted is named by more than 申请.
pub fn has_noun(said: &Said<'_>) -> bool {
    said.nouns.iter().any(|(_, noun)| noun.of[0] != "apply")
}

/// Whether words say by themselves that applications are meant.
pub fn is_specific(said: &Said<'_>) -> bool {
    said.results.iter().any(|(_, word)| !word.general)
        || !said.applicants.is_empty()
        || has_grounds(said)
        || said.nouns.iter().any(|(_, noun)| matches!(noun.of[0].as_str(), "apply" | "applications"))
}

/// Whether words give a result with its reason: 因重复申请不予处理.
pub fn has_grounds(said: &Said<'_>) -> bool {
    !said.reasons.is_empty() && said.results.iter().any(|(_, word)| word.group)
}

/// Whether one of these things was done.
pub fn has_deed(said: &Said<'_>, deeds: &[&str]) -> bool {
    said.deeds.iter().any(|(_, word)| deeds.contains(&word.of[0].as_str()))
}
