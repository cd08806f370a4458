//! What is said without a figure: that there was none, or of all that it was so.
//!
//! Invariant: none is said of cells only where every word of what there was none of is understood; all is said of what
//! was spoken of last, and only where nothing was set apart from it.

use super::Tie;
use super::applications::APPLICANTS;
use super::beside::Said;
use super::bind::Binder;
use super::subject::{Domain, Subject};
use super::token::{Kind, Token, is_filler, is_plain};
use crate::format::prose::{Tag, Word};

/// Whether words say that something was done or happened, and no more: 发生, 收到, 制发.
fn says_done(object: &[Token<'_>], sorted: &Said<'_>) -> bool {
    !sorted.deeds.is_empty()
        || !sorted.outcomes.is_empty()
        || sorted.results.iter().any(|(_, word)| word.any[0] == ["received"])
        || !object.is_empty()
            && object.iter().all(is_filler)
            && object.iter().any(|token| token.is(Tag::Happen))
}

/// Whether what stands before a negation leaves open whose and which are meant: 我局全年未…, but not 企业未…, 对不符合的未….
pub fn is_open(context: &Said<'_>, before: &[Token<'_>]) -> bool {
    let restricts = |token: &Token| {
        [Tag::Public, Tag::Object, Tag::Cause, Tag::Among, Tag::Rest, Tag::Change, Tag::Etc]
            .into_iter()
            .any(|tag| token.is(tag))
    };
    context.is_known()
        && !context.by_means
        && !context.beside
        && !context.foreign
        && context.results.is_empty()
        && context.reasons.is_empty()
        && context.applicants.is_empty()
        && context.outcomes.is_empty()
        && !before.iter().any(restricts)
}

/// Whether behind the last noun only words stand that say nothing.
fn behind_nouns(said: &Said<'_>) -> bool {
    let last = said.nouns.last().map_or(0, |(at, _)| at + 1);
    said.tokens[last..].iter().all(|token| is_filler(token) || token.is(Tag::All))
}

/// Whether what was done can be done to what is named: 未收费 says nothing of applications.
fn fits(said: &Said<'_>) -> bool {
    let nouns = |start: &str| said.nouns.iter().any(|(_, noun)| noun.of[0].starts_with(start));
    let takes = |deed: &str| match deed {
        "amount" => nouns("disclosure.fees"),
        "decisions" => {
            nouns("disclosure.permits") || nouns("disclosure.penalties") || nouns("disclosure.coercion")
        }
        _ => nouns("disclosure.normative_documents") || nouns("disclosure.rules"),
    };
    // 未因行政处罚引发行政复议
    let mixes = nouns("disputes.") && nouns("disclosure.");
    !mixes && said.deeds.iter().all(|(_, deed)| takes(&deed.of[0]))
}

impl<'a> Binder<'a> {
    /// What words that begin with a negation say there was none of, and where they end. Nothing where it is of no cell.
    pub fn none(
        &self,
        subject: &mut Subject<'a>,
        before: &[Token<'a>],
        said: &[Token<'a>],
    ) -> Option<(Tie, usize)> {
        // Where there was nothing to be decided, nothing was; 无新增行政许可事项 says less.
        let decided = self.decided(&said[1..]);
        let says_less = said
            .iter()
            .any(|token| token.word(Tag::Result).is_some_and(|word| word.any[0] != ["handled_total"]));
        let object = if says_less { &said[1..] } else { &decided };
        let mut sorted = Said::of(object);
        let context = Said::of(before);
        // 规范性文件零制发, 行政复议、行政诉讼均未发生: what there was none of stands before.
        if sorted.nouns.is_empty() && says_done(object, &sorted) {
            let count = context.last_joined(&context.nouns).len();
            if let [(first, _), ..] = context.nouns[context.nouns.len() - count..]
                && let Some((last, _)) = context.nouns.last()
            {
                sorted = Said::of(&[&context.tokens[first..=*last], object].concat());
            }
        }
        // 行政处罚、行政强制均无, 复议、诉讼均为零
        if sorted.is_empty() && object.iter().all(is_filler) {
            let count = context.last_joined(&context.nouns).len();
            let all = before.iter().all(|token| !token.is_unknown());
            if let Some((first, _)) =
                context.nouns.len().checked_sub(count).and_then(|at| context.nouns.get(at))
                && all
                && behind_nouns(&context)
            {
                let named = Said::of(&context.tokens[*first..]);
                let end = said[0].range.end;
                let head = &context.tokens[..*first];
                if !is_open(&Said::of(head), head) || !fits(&named) || subject.set_apart {
                    return Some((Tie::default(), end));
                }
                return Some((self.nothing(subject, &named)?, end));
            }
        }
        // 未制发规范性文件，也未废止; 现行有效2件，无新增
        let newly = |token: &Token| token.word(Tag::Result).is_some_and(|word| word.any == [["received"]]);
        let of_documents = object.iter().any(|token| token.is(Tag::Deed) || newly(token))
            && context.nouns.is_empty()
            && subject.domain == Domain::Documents
            && sorted.deeds.iter().all(|(_, deed)| matches!(deed.of[0].as_str(), "issued" | "repealed"))
            && object.iter().all(|token| token.is(Tag::Deed) || newly(token) || is_filler(token));
        if of_documents && is_open(&context, before) && !subject.narrowed_documents {
            let rows: Vec<&str> =
                subject.documents.iter().filter_map(|row| row.strip_prefix("disclosure.")).collect();
            let columns: Vec<&str> = match sorted.deeds.is_empty() {
                true => vec!["issued"],
                false => sorted.deeds.iter().map(|(_, deed)| deed.of[0].as_str()).collect(),
            };
            let cells = self.source.cells("disclosure", &rows, &columns).filter(|cells| !cells.is_empty());
            let end = object
                .iter()
                .rfind(|token| !is_filler(token))
                .map_or(object[0].range.end, |last| last.range.end);
            let tie = cells.map(|cells| Tie { alternatives: vec![cells], ..Tie::default() });
            return Some((tie.unwrap_or_default(), end));
        }
        if let Some(said) = self.no_such_outcome(subject, &context, before, object, &sorted) {
            return Some(said);
        }
        let last = sorted.tokens.iter().rev().find(|token| !is_filler(token) && !token.is(Tag::Etc))?;
        let end = last.range.end.max(object[0].range.end);
        let no_cell = || Some((Tie::default(), end));
        let is_strong = |token: &Token| token.word(Tag::Foreign).is_some_and(|word| word.general);
        if object.iter().any(is_strong) {
            subject.domain = Domain::Foreign;
            return no_cell();
        }
        let is_unknown = sorted.unknown_before || sorted.unknown_within || sorted.foreign || sorted.beside;
        // 没有发生因未按期答复被申请行政复议的案件: only of those for that reason there were none.
        let is_other = |token: &Token| token.is(Tag::More) || token.is(Tag::Negation);
        if object.iter().any(is_other) || is_unknown || sorted.by_means || sorted.is_empty() {
            // 未收到低保申请，无结转的申请
            let receives = sorted.results.iter().any(|(_, word)| word.any[0] == ["received"]);
            let names_own = sorted.nouns.iter().any(|(_, noun)| noun.of[0] != "apply");
            if is_unknown && receives && !names_own {
                subject.domain = Domain::Foreign;
            }
            return no_cell();
        }
        if !is_open(&context, before) {
            subject.astray |= context.unknown_before || context.beside;
            return no_cell();
        }
        let is_named = sorted.nouns.iter().any(|(_, noun)| noun.of[0] == "applications");
        // What else was counted, or of which applications, restricts no other table.
        let of_applications = !sorted.nouns.iter().any(|(_, noun)| noun.of[0].contains('.'));
        let is_of_some = subject.set_apart
            || of_applications && subject.narrowed && !subject.narrowed_in_part && !is_named;
        // 未提出申请 is what applicants did not do.
        if is_of_some || !fits(&sorted) || object.first().is_some_and(|first| first.is(Tag::Ask)) {
            return no_cell();
        }
        // 没有申请行政复议的申请人, 申请人…，未申请行政复议 tell what some did not do; 无不予受理行政复议 of no outcome.
        let of_disputes = sorted.nouns.iter().any(|(_, noun)| noun.of[0].starts_with("disputes."));
        let of_someone =
            object.iter().rfind(|token| !token.is(Tag::Plain)).is_some_and(|last| last.is(Tag::Public))
                || of_disputes && subject.of_someone && !object.iter().any(|token| token.is(Tag::Happen));
        if of_someone || of_disputes && sorted.results.iter().any(|(_, word)| word.any[0] != ["received"]) {
            return no_cell();
        }
        // 没有被撤销的行政许可
        let of_disclosure = sorted.nouns.iter().any(|(_, noun)| noun.of[0].starts_with("disclosure."));
        if of_disclosure && !sorted.outcomes.is_empty() {
            return no_cell();
        }
        // 未收到行政许可申请，无结转的申请
        let of_other = sorted.nouns.iter().any(|(_, noun)| noun.of[0] == "apply")
            && sorted.nouns.iter().any(|(_, noun)| noun.of[0].starts_with("disclosure."));
        if of_other {
            subject.domain = Domain::Foreign;
            return no_cell();
        }
        let tie = self.nothing(subject, &sorted)?;
        Some((tie, end))
    }

    /// Words that name what could be decided as that what was: 行政许可事项.
    pub fn decided(&self, object: &[Token<'a>]) -> Vec<Token<'a>> {
        let decided = |token: &Token<'a>| {
            let matters = token.word(Tag::Foreign).filter(|word| !word.of.is_empty())?;
            let mut words = self.source.words().words.iter();
            let noun = words.find(|word| word.tag == Tag::Noun && word.of == matters.of)?;
            Some(Token { range: token.range.clone(), kind: Kind::Word(noun) })
        };
        object.iter().map(|token| decided(token).unwrap_or_else(|| token.clone())).collect()
    }

    fn nothing(&self, subject: &mut Subject<'a>, said: &Said<'a>) -> Option<Tie> {
        let of = |start: &str| -> Vec<&Word> {
            said.nouns.iter().map(|(_, noun)| *noun).filter(|noun| noun.of[0].starts_with(start)).collect()
        };
        let (disputes, applications) = (of("disputes."), of("applications"));
        let apply = of("apply");
        let columns: Vec<&str> =
            said.applicants.iter().flat_map(|(_, word)| &word.of).map(String::as_str).collect();
        let columns = if columns.is_empty() { vec!["total"] } else { columns };
        let mut alternatives = Vec::new();
        let received =
            || vec![vec!["received".to_owned()], vec!["received".to_owned(), "carried_in".to_owned()]];
        if !disputes.is_empty() {
            let mut rows: Vec<&str> = Vec::new();
            for row in
                disputes.iter().flat_map(|word| &word.of).filter_map(|row| row.strip_prefix("disputes."))
            {
                if !rows.contains(&row) {
                    rows.push(row);
                }
            }
            let outcomes: Vec<&str> =
                said.outcomes.iter().flat_map(|(_, word)| &word.of).map(String::as_str).collect();
            let outcomes = if outcomes.is_empty() { vec!["total"] } else { outcomes };
            let mut cells = self.source.cells("disputes", &rows, &outcomes)?;
            // 未收到申请、行政复议 speaks of both; 因信息公开申请行政复议 only of disputes.
            let both = said.nouns.windows(2).any(|pair| {
                pair[0].1.of[0] == "applications"
                    && pair[1].1.of[0].starts_with("disputes.")
                    && said.joined(pair[0].0, pair[1].0, true)
            });
            if both {
                cells.splice(0..0, self.source.cells("applications", &["received"], &["total"])?);
            }
            subject.speak_of_disputes();
            subject.disputes = rows.iter().map(|row| format!("disputes.{row}")).collect();
            subject.disputes.iter().for_each(|row| {
                if !subject.all_disputes.contains(row) {
                    subject.all_disputes.push(row.clone());
                }
            });
            alternatives.push(cells);
        } else if let Some((_, noun)) =
            said.nouns.iter().find(|(_, noun)| noun.of[0].starts_with("disclosure."))
        {
            let deeds: Vec<&str> =
                said.deeds.iter().flat_map(|(_, word)| &word.of).map(String::as_str).collect();
            let columns_of = |noun: &Word| match noun.of[0].as_str() {
                "disclosure.fees" => (Domain::Fees, vec!["amount"]),
                "disclosure.rules" | "disclosure.normative_documents" => {
                    let deeds = deeds.iter().copied();
                    let deeds = deeds.filter(|deed| matches!(*deed, "issued" | "repealed" | "in_force"));
                    (Domain::Documents, deeds.collect())
                }
                _ => (Domain::Decisions, vec!["decisions"]),
            };
            let (domain, columns) = columns_of(noun);
            // 未收到行政许可申请 is not of decisions.
            if columns.is_empty() || !apply.is_empty() || !applications.is_empty() {
                return Some(Tie::default());
            }
            subject.domain = domain;
            subject.documents = vec![noun.of[0].clone()];
            // 未发生行政强制和行政事业性收费: of each its own.
            let rows = said
                .nouns
                .iter()
                .filter_map(|(_, noun)| Some((noun.of[0].strip_prefix("disclosure.")?, columns_of(noun).1)));
            let cells = rows.map(|(row, columns)| self.source.cells("disclosure", &[row], &columns));
            alternatives.push(cells.collect::<Option<Vec<_>>>()?.concat());
        } else {
            // 无结转: neither into the year nor out of it, as may be.
            let carries = |(_, word): &(usize, &Word)| {
                word.general
                    && word.any[0] != ["received"]
                    && word.any.iter().flatten().any(|row| row == "carried_in")
            };
            let of_applications = subject.domain == Domain::Applications
                || subject.home == Domain::Applications && subject.domain == Domain::None;
            if said.results.iter().all(carries)
                && !said.results.is_empty()
                && said.reasons.is_empty()
                && of_applications
                && columns == ["total"]
            {
                // What was handled before it is of the end of the year.
                let handled =
                    subject.in_results || subject.rows.iter().flatten().any(|rows| rows[0] != "received");
                let mut rows = vec![vec!["carried_out".to_owned()], vec!["carried_in".to_owned()]];
                rows.truncate(if handled { 1 } else { 2 });
                return self.tie("applications", &rows, &columns, false).ok();
            }
            // 没有及时办结的申请
            if said.results.iter().any(|(_, word)| word.general && word.any[0] != ["received"]) {
                return Some(Tie::default());
            }
            let specific: Vec<Vec<String>> = said
                .results
                .iter()
                .filter(|(_, word)| !word.general)
                .map(|(_, word)| word.any[0].clone())
                .collect();
            let reasons: Vec<Vec<String>> =
                said.reasons.iter().map(|(_, word)| word.any[0].clone()).collect();
            let named = !applications.is_empty() || !apply.is_empty();
            let in_doubt = applications.is_empty() && subject.domain == Domain::Foreign;
            let names_group = said.results.iter().any(|(_, word)| word.group);
            let rows = match (specific.is_empty(), reasons.is_empty()) {
                // 没有涉及国家秘密不予公开的
                (false, false) if names_group => vec![reasons.concat()],
                (_, false) if named => return Some(Tie::default()),
                (false, _) if in_doubt => return Some(Tie::default()),
                (false, _) => vec![specific.concat()],
                (_, false) if subject.domain == Domain::Applications => vec![reasons.concat()],
                // 无法人或其他组织提出申请
                _ if columns != ["total"] => vec![vec!["received".to_owned()]],
                _ if named && !in_doubt => received(),
                _ => return Some(Tie::default()),
            };
            subject.domain = Domain::Applications;
            subject.rows = Some(rows.clone());
            return self.tie("applications", &rows, &columns, false).ok();
        }
        Some(Tie { alternatives, ..Tie::default() })
    }

    /// What must be zero if what is said of all is true, and where the words end.
    pub fn all(
        &self,
        subject: &Subject<'a>,
        before: &[Token<'a>],
        said: &[Token<'a>],
    ) -> Option<(Tie, usize)> {
        let sorted = Said::of(said);
        let is_apart = subject.set_apart
            || subject.ended
            || subject.narrowed
            || subject.astray
            || subject.now
            || !Said::of(before).is_known()
            || before.iter().chain(said).any(|token| token.is(Tag::Rest))
            || sorted.foreign
            || sorted.beside;
        if is_apart {
            return None;
        }
        let end = sorted.tokens.iter().rev().find(|token| !is_filler(token) || is_plain(token))?.range.end;
        let result = sorted.results.iter().find(|(_, word)| word.any[0] == ["handled_total"]);
        let disputes = || -> Vec<&str> {
            subject.all_disputes.iter().filter_map(|row| row.strip_prefix("disputes.")).collect()
        };
        if let Some((_, outcome)) = sorted.outcomes.first() {
            // 行政复议案件均获维持: perhaps without how many they were.
            let named: Vec<&str> = before
                .iter()
                .filter_map(|token| token.word(Tag::Noun))
                .flat_map(|noun| &noun.of)
                .filter_map(|row| row.strip_prefix("disputes."))
                .collect();
            let rows = if named.is_empty() { disputes() } else { named };
            let others: &[&str] = match outcome.of[0].as_str() {
                "upheld" => &["corrected", "other", "pending"],
                "closed" | "judged" => &["pending"],
                _ => return None,
            };
            let is_known = Said::of(before).is_known()
                && (subject.domain == Domain::Disputes
                    || !disputes().is_empty()
                    || before.iter().any(|token| token.is(Tag::Noun)));
            if !is_known || rows.is_empty() || subject.narrowed_disputes {
                return None;
            }
            let cells = self.source.cells("disputes", &rows, others)?;
            return Some((Tie { alternatives: vec![cells], ..Tie::default() }, end));
        }
        if !sorted.applicants.is_empty() && subject.all_received && sorted.results.is_empty() {
            // 均为自然人或企业提出: of one or the other.
            let is_named = |column: &&str| {
                sorted.applicants.iter().any(|(_, word)| word.of.iter().any(|own| own == column))
            };
            let others: Vec<&str> = APPLICANTS.into_iter().filter(|column| !is_named(column)).collect();
            if others.is_empty() {
                return None;
            }
            let cells = self.source.cells("applications", &["received"], &others)?;
            return Some((Tie { alternatives: vec![cells], ..Tie::default() }, end));
        }
        result?;
        let is_application = subject.domain == Domain::Applications && subject.all_received;
        if !is_application || sorted.unknown_before || sorted.unknown_within {
            return None;
        }
        let cells = self.source.cells("applications", &["carried_out"], &["total"])?;
        Some((Tie { alternatives: vec![cells], ..Tie::default() }, end))
    }
}
