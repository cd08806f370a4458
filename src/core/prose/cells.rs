//! The cells that words name, table by table.
//!
//! Invariant: words name cells only through the ids of the vocabulary; a format that has no such rows or columns has
//! no such cells.

use super::beside::{Said, has_deed};
use super::bind::Binder;
use super::number::{Exactness, Number};
use super::subject::{Domain, Listed, Rows, Subject, push_new};
use super::token::is_filler;
use super::{Extent, Spot, Tie, Whole};
use crate::format::prose::{Tag, Word};

const TOTAL: &[&str] = &["total"];

impl<'a> Binder<'a> {
    pub fn applications(
        &self,
        subject: &mut Subject<'a>,
        said: &Said<'a>,
        other: &Said<'a>,
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
                // 结转两件，一件来自企业: of these, or of all that was received.
                _ => {
                    let before = subject.rows.iter().flatten().filter(|rows| rows[0] != "received").cloned();
                    before.chain([vec!["received".to_owned()]]).collect()
                }
            },
            None if in_part => return Err(Some(Domain::Applications)),
            None if said.nouns.is_empty() && !subject.named && subject.home != Domain::Applications => {
                return Err(Some(subject.domain));
            }
            None => {
                doubt |= !subject.named && (!named_here || !governed);
                vec![vec!["received".to_owned()], vec!["received".to_owned(), "carried_in".to_owned()]]
            }
        };
        // What applicants asked for is what was received, not what was carried in.
        let rows = match columns.is_empty() || rows[0][0] != "received" {
            true => rows,
            false => vec![rows[0].clone()],
        };
        let columns = if columns.is_empty() { TOTAL.to_vec() } else { columns };
        subject.named |= named_here;
        subject.domain = Domain::Applications;
        let receives = rows[0][0] == "received" && columns == TOTAL;
        // 新收48件，其中43件已办结: of these, and not of those that were carried in.
        doubt |= subject.handled_apart && rows[0][0] == "handled_total";
        let of_new = subject.whole.as_ref().is_some_and(|whole| *whole == [["received"]]);
        doubt |= in_part && of_new && matches!(rows[0][0].as_str(), "handled_total" | "carried_out");
        // 另收到3件 are some of them, and 截至目前 is after the end of the year.
        let adds = said.tokens.iter().any(|token| token.is(Tag::More)) && rows[0][0] == "received";
        // 自然人申请12件，单位申请3件
        let of_others = receives && !subject.columns.is_empty() && !named_here && in_part;
        doubt |= adds || of_others || subject.now;
        subject.all_received = receives && !doubt && !in_part;
        let is_result =
            !matches!(rows[0][0].as_str(), "received" | "carried_in" | "carried_out" | "handled_total");
        if columns != TOTAL || is_result {
            subject.listed = Some(if columns == TOTAL { Listed::Results } else { Listed::Applicants });
        }
        if columns == TOTAL {
            subject.rows = Some(rows.clone());
        }
        subject.in_results |= !doubt;
        if columns != TOTAL {
            subject.columns = columns.iter().map(|column| (*column).to_owned()).collect();
            return self.tie("applications", &rows, &columns, doubt);
        }
        let mut tie = self.tie("applications", &rows, &columns, doubt)?;
        if receives {
            subject.columns.clear();
        } else if !subject.columns.is_empty() && said.nouns.is_empty() && rows.len() == 1 {
            // 商业企业申请7件，予以公开3件: of theirs, or of all.
            let columns: Vec<&str> = subject.columns.iter().map(String::as_str).collect();
            tie.alternatives.extend(self.tie("applications", &rows, &columns, doubt)?.alternatives);
        }
        Ok(tie)
    }

    /// The rows of which words speak, and whether that is in doubt.
    pub fn application_rows(&self, said: &Said<'a>, subject: &Subject<'a>) -> Option<(Rows, bool)> {
        let granted = || vec![vec!["granted".to_owned()]];
        if let Some((at, _)) = said.reasons.last() {
            let is_example = said.tokens.get(at + 1).is_some_and(|next| next.is(Tag::Etc));
            let group = said.results.iter().rev().find(|(_, word)| word.group);
            // 信访事项12件 are petitions by themselves, and applications only in a list of results.
            let is_petition = said.reasons.iter().any(|(_, word)| word.any[0] == ["not_processed.petition"]);
            let in_list =
                subject.in_results || subject.listed == Some(Listed::Results) || subject.whole.is_some();
            let in_doubt = group.is_none()
                && (!matches!(subject.domain, Domain::Applications) || is_petition && !in_list);
            if !is_example {
                let mut rows = Vec::new();
                let named = said.last_joined(&said.reasons);
                named.iter().flat_map(|word| &word.any[0]).for_each(|row| push_new(&mut rows, row));
                return Some((vec![rows], in_doubt));
            }
            return group.map(|(_, word)| (word.any.clone(), false));
        }
        let Some((last_at, last)) = said.results.last() else {
            // 开展信息转化，公开12条
            let of_results = subject.in_results || subject.whole.is_some();
            return said.open.then(|| (granted(), subject.domain != Domain::Applications || !of_results));
        };
        let joined = said.last_joined(&said.results);
        if said.open && joined.len() == 1 && last.general {
            return Some((granted(), true));
        }
        if joined.len() > 1 {
            return match joined.iter().any(|word| word.general) {
                // 收到并办结5件: one of them must be so.
                true => Some((joined.iter().flat_map(|word| word.any.clone()).collect(), false)),
                false => {
                    // 正在办理、结转下年的 are the same.
                    let mut rows = Vec::new();
                    joined.iter().flat_map(|word| &word.any[0]).for_each(|row| push_new(&mut rows, row));
                    Some((vec![rows], false))
                }
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

    pub fn disputes(
        &self,
        subject: &mut Subject<'a>,
        number: &Number,
        said: &Said<'a>,
        other: &Said<'a>,
        doubt: bool,
    ) -> Result<Tie, Option<Domain>> {
        let is_dispute = |row: &&String| row.starts_with("disputes.");
        let named = |said: &Said<'a>| -> Vec<String> {
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
        // 复议后起诉2件，诉讼其他3件
        let doubt = doubt
            || rows.len() > subject.disputes.len() && subject.disputes.iter().any(|row| rows.contains(row));
        let outcomes = match said.outcomes.is_empty() {
            false => said.last_joined(&said.outcomes),
            true => other.outcomes.iter().take(1).map(|(_, word)| *word).collect(),
        };
        let columns: Vec<&str> = outcomes.iter().flat_map(|word| &word.of).map(String::as_str).collect();
        let is_total = columns.is_empty();
        let columns = if is_total { TOTAL.to_vec() } else { columns };
        subject.speak_of_disputes();
        subject.disputes = rows.clone();
        let ids: Vec<&str> = rows.iter().filter_map(|row| row.strip_prefix("disputes.")).collect();
        let whole = subject.dispute_whole.as_ref().filter(|(of, _)| !is_total && *of == rows);
        let whole = whole.and_then(|(_, value)| {
            Some(Whole { value: *value, cells: self.source.cells("disputes", &ids, TOTAL)? })
        });
        let extent = if subject.own_disputes { Extent::Same } else { Extent::AtLeast(whole) };
        if is_total {
            rows.iter().for_each(|row| push_new(&mut subject.all_disputes, row));
            let is_exact = number.exactness == Exactness::Exact && !doubt;
            subject.dispute_whole = is_exact.then(|| (rows.clone(), number.value));
        }
        subject.ended = columns == ["closed"];
        let own = !named(said).is_empty() || !named(other).is_empty();
        match (is_total, rows.len() > 1) {
            (true, true) => (subject.all_of, subject.told) = (rows.clone(), Vec::new()),
            (true, false) => rows.iter().for_each(|row| push_new(&mut subject.told, row)),
            // 直接起诉4件，维持3件: these are told with their outcomes.
            (false, _) if !subject.all_is_told() => subject.all_of.clear(),
            (false, _) => {}
        }
        if !is_total {
            subject.listed = Some(Listed::Outcomes);
        }
        let cells = |rows: &[String]| {
            let ids: Vec<&str> = rows.iter().filter_map(|row| row.strip_prefix("disputes.")).collect();
            self.source.cells("disputes", &ids, &columns).filter(|cells| !cells.is_empty())
        };
        let Some(own_cells) = cells(&rows) else { return Ok(Tie::default()) };
        // 直接起诉3件，复议后起诉5件，维持6件: of the last, or of both.
        let of_both = !is_total && !own && subject.all_is_told() && rows != subject.all_of;
        let both = of_both.then(|| cells(&subject.all_of)).flatten();
        let alternatives = both.into_iter().chain([own_cells]).collect();
        Ok(Tie { alternatives, is_doubtful: doubt, extent, ..Tie::default() })
    }

    pub fn documents(
        &self,
        subject: &mut Subject<'a>,
        said: &Said<'a>,
        other: &Said<'a>,
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
        let deeds = |said: &Said<'a>| -> Vec<String> {
            let known: Vec<(usize, &Word)> = said
                .deeds
                .iter()
                .filter(|(_, word)| matches!(word.of[0].as_str(), "issued" | "repealed" | "in_force"))
                .copied()
                .collect();
            let mut columns = Vec::new();
            said.last_joined(&known).iter().for_each(|word| push_new(&mut columns, &word.of[0]));
            columns
        };
        let mut columns = deeds(said);
        if columns.is_empty() {
            columns = deeds(other);
        }
        if columns.is_empty() && subject.decided {
            columns = subject.deeds.clone();
        }
        // 印发、仍然有效的: these are in force.
        if columns.len() > 1 && columns.iter().any(|column| column == "in_force") {
            columns = vec!["in_force".to_owned()];
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
        Ok(cells.map_or_else(Tie::default, |cells| Tie {
            alternatives: vec![cells],
            is_doubtful: doubt,
            ..Tie::default()
        }))
    }

    pub fn decisions(
        &self,
        subject: &mut Subject<'a>,
        said: &Said<'a>,
        head: &str,
        doubt: bool,
        of_kind: bool,
    ) -> Result<Tie, Option<Domain>> {
        let is_open = said.tokens.iter().any(|token| token.is(Tag::Open));
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
            || subject.decided && subject.domain == Domain::Decisions
            || subject.home == Domain::Decisions && !is_open;
        // 处罚12件 may be of anything outside the section of table two.
        let by_short_name = joined.iter().any(|noun| noun.general) && subject.home != Domain::Decisions;
        let doubt = doubt || by_short_name;
        subject.domain = Domain::Decisions;
        subject.decided = decides;
        let cells = self.source.cells("disclosure", &rows, &["decisions"]).filter(|cells| !cells.is_empty());
        Ok(cells.map_or_else(Tie::default, |cells| Tie {
            alternatives: vec![cells],
            is_doubtful: doubt || !decides,
            is_of_kind: of_kind,
            ..Tie::default()
        }))
    }

    pub fn fees(
        &self,
        subject: &mut Subject<'a>,
        said: &Said<'a>,
        head: &str,
        number: &Number,
        in_part: bool,
    ) -> Result<Tie, Option<Domain>> {
        // 征收森林植被恢复费等21.5万元, 收取工本费0.3万元: in the section of table two.
        let last = said.tokens.iter().rev().find(|token| !is_filler(token) && !token.is(Tag::Etc));
        let by_name = subject.home == Domain::Decisions
            && head.is_empty()
            && has_deed(said, &["amount"])
            && last.is_some_and(|last| last.is(Tag::Charge));
        // 0.84万元，合8400元
        let again = head.is_empty() && subject.domain == Domain::Fees && said.tokens.iter().all(is_filler);
        let of_fees = head == "disclosure.fees"
            || by_name
            || again
            || head.is_empty() && subject.domain == Domain::Fees && has_deed(said, &["amount"]);
        if !of_fees {
            return Err(Some(Domain::Foreign));
        }
        debug_assert!(!number.unit.is_empty());
        let by_short_name =
            said.nouns.last().is_some_and(|(_, noun)| noun.general) && subject.home != Domain::Decisions;
        subject.domain = Domain::Fees;
        let cells = self.source.cells("disclosure", &["fees"], &["amount"]).filter(|cells| !cells.is_empty());
        Ok(cells.map_or_else(Tie::default, |cells| Tie {
            alternatives: vec![cells],
            // 非税收入…，其中行政事业性收费… may be of what was collected for others.
            is_doubtful: in_part
                || said.by_means
                || !by_name && !said.is_known()
                || said.foreign
                || by_short_name,
            is_of_kind: by_name,
            ..Tie::default()
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
        Ok(Tie { alternatives, is_doubtful, ..Tie::default() })
    }
}
