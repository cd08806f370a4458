//! Of what was spoken last.
//!
//! Invariant: what was spoken of is forgotten at the end of the paragraph, and most of it at the end of the sentence.

use rust_decimal::Decimal;

use super::token::Token;

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

/// Of what the figures of a list are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listed {
    /// What became of applications.
    Results,
    /// Who applied.
    Applicants,
    /// How disputes ended.
    Outcomes,
}

/// Rows that may be meant, by their ids: readings, each of them rows that are added up.
pub type Rows = Vec<Vec<String>>;

/// Of what was spoken last.
#[derive(Debug, Clone, Default)]
pub struct Subject<'v> {
    /// In general.
    pub domain: Domain,
    /// Of what its section or its heading tells.
    pub home: Domain,
    /// What became of the applications last spoken of.
    pub rows: Option<Rows>,
    /// Whether the sentence speaks of what became of applications.
    pub in_results: bool,
    /// The columns of those who applied, of whom was spoken last.
    pub columns: Vec<String>,
    /// The rows of which parts follow.
    pub whole: Option<Rows>,
    /// The dispute rows last spoken of.
    pub disputes: Vec<String>,
    /// All dispute rows of the sentence.
    pub all_disputes: Vec<String>,
    /// The dispute rows of which parts are told, and of which of these was told so far.
    pub all_of: Vec<String>,
    pub told: Vec<String>,
    /// Whether the last figure was of disputes that have ended.
    pub ended: bool,
    /// Whether what was carried in was said to be handled apart: what is handled behind it is of the new ones.
    pub handled_apart: bool,
    /// Of what the list is in which the last figure stands.
    pub listed: Option<Listed>,
    /// The documents last spoken of.
    pub documents: Vec<String>,
    /// What was done with them.
    pub deeds: Vec<String>,
    /// Whether decisions were last said to have been made.
    pub decided: bool,
    /// Whether the decisions of this list were said to have been made public, or are not certainly all.
    pub published: bool,
    /// Whether that was said of a part of them, and ends with it.
    pub published_in_part: bool,
    /// Whether an application was named in this clause already.
    pub named: bool,
    /// Whether the last figure of applications was all that were received, without a doubt.
    pub all_received: bool,
    /// The figure that said last how many were received, with or without those carried in.
    pub received: Option<usize>,
    /// The words of the figures to come, where they are given to several things in turn.
    pub shared: Vec<Vec<Token<'v>>>,
    /// Whether the sentence tells what someone who applied did.
    pub of_someone: bool,
    /// Whether the sentence speaks of other matters: 信访, 热线.
    pub of_other: bool,
    /// Whether the last figure was of some applications only, or of what is not certain.
    pub narrowed: bool,
    /// Whether that was a part of another one, and ends with it.
    pub narrowed_in_part: bool,
    /// Whether disputes against the agency are spoken of.
    pub accused: bool,
    /// The unit of the figure before, where that was of something else.
    pub in_kinds: Option<String>,
    /// Whether the last documents were not certainly all.
    pub narrowed_documents: bool,
    /// Whether the last disputes were not certainly the report's.
    pub narrowed_disputes: bool,
    /// Whether the disputes of which is spoken are about 信息公开, and not of all that the agency does.
    pub own_disputes: bool,
    /// How many disputes there were by the figure that said it last, and their rows.
    pub dispute_whole: Option<(Vec<String>, Decimal)>,
    /// The largest such figure of the sentence.
    pub most_disputes: Decimal,
    /// Whether the sentences before were of another time, and this one does not say of which.
    pub elsewhen: bool,
    /// Whether they were of what is still to come.
    pub to_come: bool,
    /// Whether the sentence speaks of the day of the report, which is after the end of its year.
    pub now: bool,
    /// Whether the sentence speaks of another body.
    pub astray: bool,
    /// Whether it speaks of the agency with others, of which the report may be or not.
    pub wider: bool,
    /// Whether something in the paragraph, or its heading, speaks of 公开 at all.
    pub in_context: bool,
    /// Whether it speaks of what is not known.
    pub said_other: bool,
    /// Whether the clause says that it speaks of 信息公开.
    pub on_topic: bool,
    /// Whether the sentence says that it speaks of 信息公开, or names disputes as the table does.
    pub in_topic: bool,
    /// Whether all of the paragraph does: what it stands under says so.
    pub under_topic: bool,
    /// Whether some applications of the sentence were set apart: 其余, 除.
    pub set_apart: bool,
}

impl<'v> Subject<'v> {
    /// Forgets what is not spoken of any more in the next sentence.
    pub fn begin_sentence(&mut self) {
        // What else was counted in one sentence is not what the next one speaks of, unless it is asked for, too.
        let is_left = self.domain == Domain::Foreign && !self.of_other;
        *self = Subject {
            domain: if is_left { Domain::None } else { self.domain },
            home: self.home,
            disputes: std::mem::take(&mut self.disputes),
            own_disputes: self.own_disputes,
            under_topic: self.under_topic,
            documents: std::mem::take(&mut self.documents),
            in_context: self.in_context,
            said_other: self.said_other,
            narrowed: self.narrowed && !self.narrowed_in_part,
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

    /// Whether it is of what was received in the year, and of that alone.
    pub fn is_newly_received(&self) -> bool {
        self.domain == Domain::Applications
            && self.rows.as_ref().is_some_and(|rows| rows.as_slice() == [["received"]])
    }

    /// Forgets what is not spoken of any more in the next clause; in a list what was done goes on.
    pub fn begin_clause(&mut self, in_list: bool) {
        self.named = false;
        self.on_topic = false;
        self.decided &= in_list;
    }

    /// Whether the sentence speaks of disputes and of nothing else, and of so many at least.
    pub fn disputes_alone(&self, value: Decimal) -> bool {
        self.domain == Domain::Disputes && self.rows.is_none() && self.most_disputes >= value
    }

    /// Speaks of disputes: of the report's where something says so, or where it has just spoken of applications.
    pub fn speak_of_disputes(&mut self) {
        self.own_disputes = self.in_topic
            || self.under_topic
            || match self.domain {
                Domain::Applications => true,
                Domain::Disputes => self.own_disputes,
                _ => false,
            };
        self.domain = Domain::Disputes;
    }

    /// The sentence goes on to speak of some only.
    pub fn doubt_rest(&mut self) {
        (self.narrowed, self.narrowed_in_part) = (true, true);
        self.narrowed_disputes = true;
        self.all_received = false;
    }

    /// No more parts of a whole follow.
    pub fn end_parts(&mut self) {
        self.columns.clear();
        // 行政复议5件；行政诉讼2件，均维持: all of these.
        self.all_disputes.clear();
        // 行政诉讼8件，其中直接起诉3件，复议后起诉5件；结果维持6件: of both.
        if self.all_is_told() {
            self.disputes = std::mem::take(&mut self.all_of);
        }
        self.narrowed &= !self.narrowed_in_part;
        self.published &= !self.published_in_part;
    }

    /// Whether all parts of the disputes were told.
    pub fn all_is_told(&self) -> bool {
        self.all_of.len() > 1 && self.all_of.iter().all(|row| self.told.contains(row))
    }

    /// The rows of disputes told one beside the other, each with how many they were and nothing else.
    pub fn told_together(&self) -> Option<&[String]> {
        match self.all_is_told() {
            true => Some(&self.all_of),
            false => Some(self.told.as_slice()).filter(|told| told.len() > 1),
        }
    }

    /// What follows is of the disputes last spoken of alone.
    pub fn forget_told(&mut self) {
        self.all_of.clear();
        self.told.clear();
    }

    /// Parts of what was spoken of last follow.
    pub fn begin_parts(&mut self) {
        self.whole = self.rows.clone().or(self.whole.take());
    }

    /// What was spoken of before brackets, with what was said in them.
    pub fn after_brackets(mut self, inside: &Subject<'v>) -> Subject<'v> {
        self.set_apart |= inside.set_apart;
        self.in_topic |= inside.in_topic;
        for row in &inside.all_disputes {
            push_new(&mut self.all_disputes, row);
        }
        self
    }
}

/// Adds a row that is not among them yet.
pub fn push_new(to: &mut Vec<String>, row: &str) {
    if !to.iter().any(|other| other == row) {
        to.push(row.to_owned());
    }
}
