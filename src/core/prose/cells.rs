//! The cells of disputes, documents, decisions and fees that words name.
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

pub const TOTAL: &[&str] = &["total"];

/// The columns of disputes that have ended.
const ENDED: &[&str] = &["upheld", "corrected", "other"];

impl<'a> Binder<'a> {
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
        // 未经复议直接起诉的行政诉讼案件: what stands before says which of them.
        if let [.., (at, narrower), (next, noun)] = said.nouns.as_slice()
            && said.joined(*at, *next, false)
            && narrower.of.len() < noun.of.len()
            && narrower.of.iter().all(|row| noun.of.contains(row))
        {
            rows = narrower.of.clone();
        }
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
        let has_ended = columns == ["closed"];
        // 已审结12件: however they ended.
        let columns = match (is_total, has_ended) {
            (true, _) => TOTAL.to_vec(),
            (_, true) => ENDED.to_vec(),
            _ => columns,
        };
        // 上年的复议案件于本年审结2件 are of no column.
        let is_among = subject.most_disputes >= number.value;
        if has_ended && (!is_among || !named(said).is_empty()) {
            subject.speak_of_disputes();
            (subject.disputes, subject.ended) = (rows, true);
            return Ok(Tie::default());
        }
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
            subject.most_disputes = subject.most_disputes.max(number.value);
        }
        subject.ended = has_ended || columns == ["judged"];
        let own = !named(said).is_empty() || !named(other).is_empty();
        match (is_total, rows.len() > 1) {
            (true, true) => (subject.all_of, subject.told) = (rows.clone(), Vec::new()),
            (true, false) => rows.iter().for_each(|row| push_new(&mut subject.told, row)),
            // 直接起诉4件，维持3件: these are told with their outcomes.
            (false, _) if subject.told_together().is_none() => {
                subject.forget_told();
            }
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
        let together = subject.told_together().filter(|together| !is_total && !own && rows != *together);
        let both = together.filter(|together| self.is_one_kind(together)).and_then(cells);
        let alternatives = both.into_iter().chain([own_cells]).collect();
        Ok(Tie { alternatives, is_doubtful: doubt, extent, ..Tie::default() })
    }

    /// Whether a word names rows together: 行政诉讼 both groups of it.
    pub fn is_one_kind(&self, rows: &[String]) -> bool {
        let names = |word: &Word| word.of.len() == rows.len() && rows.iter().all(|row| word.of.contains(row));
        self.source.words().words.iter().any(|word| word.tag == Tag::Noun && names(word))
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
            && last.is_some_and(|last| last.is(Tag::Charge) || said.deeds.len() == 1 && last.is(Tag::Deed));
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
