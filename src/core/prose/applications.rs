//! The cells of applications that words name.
//!
//! Invariant: who applied is told of what was received, unless the words say of what else; what became of applications
//! is told of all of them, unless some were named before.

use super::Tie;
use super::beside::Said;
use super::bind::Binder;
use super::cells::TOTAL;
use super::subject::{Domain, Listed, Rows, Subject, push_new};
use crate::format::prose::Tag;

/// The columns of those who applied.
pub const APPLICANTS: [&str; 6] =
    ["natural_person", "commercial", "research", "public_welfare", "legal_service", "other"];

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
        // 土地类12件、其他类9件: of the list before it, and of no results.
        doubt |= in_part && rows[0][0] == "other.*" && subject.listed != Some(Listed::Results);
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
        } else if !subject.columns.is_empty()
            && said.nouns.is_empty()
            && rows.len() == 1
            && !matches!(rows[0][0].as_str(), "carried_in" | "carried_out")
        {
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
}
