//! From running text to figures and statements, each with what it is of.
//!
//! Invariant: what a figure is of follows from its own paragraph alone: what was spoken of before is forgotten at the
//! end of it.

use std::ops::Range;

use super::apart::{apart, says_most};
use super::before;
use super::behind::behind;
use super::bind::Binder;
use super::clause::{Piece, pieces, sentences};
use super::doubt::{
    doubt_applications, doubt_kinds, doubt_rivals, is_of_range, is_remarked, set_apart_disputes,
};
use super::number::numbers;
use super::same::fact;
use super::setting::{Setting, bodies};
use super::source::Source;
use super::subject::{Domain, Subject};
use super::token::{Kind, Token, When, is_filler};
use super::topic::{TOPIC_WORD, accuses, heads_topic, is_heading, names_as_table, note_topic};
use super::{Figure, Running, Said, Statement, Tie};
use crate::format::prose::Tag;

/// Reads the prose of a section.
pub fn read(source: &Source<'_>, running: Running) -> Said {
    let numbers = numbers(source.words(), &running.text);
    let sentences = sentences(&running.text);
    let mut reader = Reader {
        source,
        binder: Binder::new(source),
        figures: Vec::with_capacity(numbers.len()),
        statements: Vec::new(),
        subject: Subject::default(),
        setting: Setting::default(),
        sentence: 0,
        paragraph: (0, 0),
    };
    for (index, sentence) in sentences.iter().enumerate() {
        reader.sentence = index;
        let pieces = pieces(&running.text, sentence, &numbers);
        reader.begin_sentence(&running.text, sentence, &pieces);
        reader.sentence(&running.text, &pieces, &numbers);
    }
    reader.end_paragraph();
    let (mut figures, statements) = (reader.figures, reader.statements);
    let disputes = source.format.table("disputes");
    set_apart_disputes(&running.text, &sentences, &mut figures, disputes);
    doubt_rivals(source.format, &mut figures);
    doubt_kinds(source.format, &mut figures);
    for figure in &mut figures {
        figure.fact = fact(&running.text, figure);
    }
    Said { running, sentences, figures, statements }
}

/// Units of those who apply.
const PERSONS: [&str; 4] = ["家", "名", "位", "人"];

/// What a heading names under which applications are told of.
const APPLICATIONS: [&str; 2] = ["申请公开", "申请办理"];

/// What reads the prose of a section, sentence by sentence.
pub struct Reader<'a> {
    pub source: &'a Source<'a>,
    pub binder: Binder<'a>,
    pub figures: Vec<Figure>,
    pub statements: Vec<Statement>,
    /// Of what was spoken last.
    pub subject: Subject<'a>,
    pub setting: Setting,
    pub sentence: usize,
    /// How many figures and statements there were when the paragraph began.
    pub paragraph: (usize, usize),
}

impl<'a> Reader<'a> {
    /// Doubts what a paragraph says of applications that never speaks of 公开, but of what is not known: 低保申请.
    fn end_paragraph(&mut self) {
        let begun = std::mem::replace(&mut self.paragraph, (self.figures.len(), self.statements.len()));
        if !self.subject.in_context && self.subject.said_other {
            let table = self.source.format.table("applications");
            doubt_applications(&mut self.figures[begun.0..], &mut self.statements[begun.1..], table);
        }
    }

    fn begin_sentence(&mut self, text: &str, range: &Range<usize>, pieces: &[Piece]) {
        let start = range.start;
        // 2023年收到24件。其中予以公开20件: of that year.
        // 收到12件，去年同期为7件。按结果统计…: of the year again.
        let was_compared = self.setting.is_compared && !text[start..].starts_with("其中");
        let elsewhen = self.setting.when != When::Own && !was_compared || self.subject.elsewhen;
        let to_come = self.setting.is_plan || self.subject.to_come;
        // 其中 goes on with what stands above it, be it in a line of its own.
        let begins = start == 0 || text[..start].ends_with('\n') && !text[start..].starts_with("其中");
        if begins {
            self.end_paragraph();
            // What stands under a heading is of what it names.
            let above = text[..start].trim_end_matches('\n');
            let above = &above[above.rfind('\n').map_or(0, |at| at + 1)..];
            let heading = Some(above).filter(|above| !above.contains('。')).unwrap_or_default();
            let states = pieces.iter().any(|piece| matches!(piece, Piece::Figure(_)));
            let own = Some(&text[range.clone()]).filter(|own| !states && is_heading(own)).unwrap_or_default();
            let is_of_applications = self.source.home == Domain::Applications
                || APPLICATIONS.iter().any(|word| heading.contains(word));
            self.subject = Subject {
                in_context: is_of_applications || heading.contains(TOPIC_WORD),
                under_topic: matches!(self.source.home, Domain::Applications | Domain::Disputes)
                    || heads_topic(heading)
                    || heads_topic(own),
                home: match is_of_applications {
                    true => Domain::Applications,
                    false => self.source.home,
                },
                ..Subject::default()
            };
        } else {
            let is_wider = self.subject.wider && text[start..].starts_with("其中");
            self.subject.begin_sentence();
            self.subject.wider = is_wider;
            self.subject.elsewhen = elsewhen;
            self.subject.to_come = to_come;
        }
        self.subject.in_topic = names_as_table(&text[range.clone()], self.source.format);
        self.setting = Setting::default();
    }

    fn sentence(&mut self, text: &str, pieces: &[Piece], numbers: &[super::Number]) {
        let mut depth = 0usize;
        let mut outer: Vec<(Subject<'a>, bool, When)> = Vec::new();
        let mut in_part = false;
        for (at, piece) in pieces.iter().enumerate() {
            let next = pieces.get(at + 1);
            let last = at.checked_sub(1).map(|last| &pieces[last]);
            match piece {
                Piece::Stop('（' | '(', _) => {
                    depth += 1;
                    outer.push((self.subject.clone(), in_part, self.setting.when));
                    self.subject.begin_parts();
                    // 直接起诉4件，复议后起诉8件（维持6件）: of the last.
                    if self.subject.told_together().is_some() {
                        self.subject.forget_told();
                    }
                    in_part = true;
                }
                Piece::Stop('）' | ')', _) => {
                    depth = depth.saturating_sub(1);
                    if let Some((subject, was_part, when)) = outer.pop() {
                        self.setting.when = when;
                        self.subject = subject.after_brackets(&self.subject);
                        in_part = was_part;
                    }
                }
                Piece::Stop(c, _) => {
                    self.subject.begin_clause(matches!(c, '、'));
                    if matches!(c, '；' | ';') && depth == 0 {
                        // 其中市政府32件、部门125件；废止59件: of all again.
                        self.subject.astray &= !in_part;
                        in_part = false;
                        self.subject.end_parts();
                    }
                }
                Piece::Words(range) => {
                    if matches!(next, Some(Piece::Figure(_))) {
                        continue;
                    }
                    let mut tokens = self.source.tokens(text, range.clone());
                    if at == 0 {
                        begin_with_all(&mut tokens);
                    }
                    // 行政强制：无
                    if let [.., Piece::Words(named), Piece::Stop('：' | ':', _)] = &pieces[..at]
                        && tokens
                            .iter()
                            .all(|token| token.is(Tag::Negation) || is_filler(token) || token.is(Tag::All))
                        && tokens.iter().any(|token| token.is(Tag::Negation))
                    {
                        tokens.splice(0..0, self.source.tokens(text, named.clone()));
                    }
                    note_topic(&mut self.subject, &text[range.clone()]);
                    let behind_figure = matches!(last, Some(Piece::Figure(_)));
                    self.subject.said_other |= tokens.iter().any(Token::is_unknown);
                    in_part |= tokens.iter().any(|token| token.is(Tag::Part)) && {
                        self.subject.begin_parts();
                        true
                    };
                    // What is the most of them says of what the next figure is, and restricts nothing.
                    let is_apart = says_most(&text[range.clone()]) && !behind_figure;
                    if !is_apart || tokens.iter().any(|token| token.is(Tag::Among) || token.is(Tag::Noun)) {
                        self.words(text, &tokens, behind_figure);
                    }
                }
                Piece::Figure(index) => {
                    let number = &numbers[*index];
                    let words = |piece: Option<&Piece>, empty: usize| match piece {
                        Some(Piece::Words(range)) => range.clone(),
                        _ => empty..empty,
                    };
                    let left = words(last, number.whole.start);
                    let right = words(next, number.whole.end);
                    note_topic(&mut self.subject, &text[left.clone()]);
                    note_topic(&mut self.subject, &text[right.clone()]);
                    self.subject.accused |= accuses(&text[left.clone()]);
                    let around = before::before(text, pieces, numbers, at);
                    let mut left_tokens = self.tokens_before(text, &around.words);
                    if at == 1 {
                        begin_with_all(&mut left_tokens);
                    }
                    let was_part = in_part;
                    if around.is_named || around.is_same {
                        in_part = outer.last().is_some_and(|(_, was_part, _)| *was_part);
                    }
                    // 以自然人为主，共161件 may be of all.
                    let named_apart = apart(self.source, text, pieces, at);
                    let is_apart = named_apart.is_some();
                    if let Some(named) = named_apart {
                        left_tokens = named;
                    }
                    bodies(&mut self.subject, self.source.speaker, text, &left_tokens, true);
                    self.subject.said_other |= left_tokens.iter().any(Token::is_unknown);
                    // 两家环保组织提出7份: these are they who are counted before.
                    let counts_persons = |at: usize| match &pieces[at] {
                        Piece::Figure(index) => PERSONS.contains(&numbers[*index].unit.as_str()),
                        _ => false,
                    };
                    let left_tokens: Vec<Token<'_>> = match at.checked_sub(2).is_some_and(counts_persons)
                        && left_tokens
                            .first()
                            .is_some_and(|first| first.is(Tag::Applicant) || first.is(Tag::Public))
                    {
                        true => left_tokens[1..].to_vec(),
                        false => left_tokens,
                    };
                    let right_tokens = behind(self.source, text, pieces, at, right.clone());
                    if left_tokens.iter().any(|token| token.is(Tag::Part)) {
                        self.subject.begin_parts();
                        in_part = true;
                    }
                    let when = self.setting.times(&mut self.subject, text, &left_tokens, true);
                    // 减少申请3件, but not 减少到3件, nor 申请减少、办结3件
                    let is_change = left_tokens
                        .iter()
                        .rev()
                        .take_while(|token| token.word(Tag::Result).is_none_or(|word| !word.general))
                        .any(|token| token.is(Tag::Change));
                    let mut tie = Tie::default();
                    let is_current = when == When::Own && !self.setting.is_plan && !is_change;
                    if !number.is_percentage() {
                        let whole = self.subject.received;
                        let mut read = self.binder.figure(
                            &mut self.subject,
                            number,
                            &left_tokens,
                            &right_tokens,
                            in_part,
                        );
                        if let Some(sum) = self.sum(text, &left_tokens, depth) {
                            read = sum;
                        }
                        // 3个单位收到申请4件: those of the figure before received them; 新收48件办结43件: of these.
                        let behind_another = left.start > 0
                            && at.checked_sub(2).is_some_and(|at| matches!(pieces[at], Piece::Figure(_)));
                        let is_remarked = is_remarked(text, number.whole.end, self.source);
                        if is_remarked {
                            self.subject.doubt_rest();
                        }
                        let is_doubtful = read.is_doubtful
                            || behind_another && says_in_general(&left_tokens)
                            || is_of_range(text, &number.whole)
                            // 办结26件（新收的23件、结转的3件）: of those that were received, these.
                            || in_part && self.subject.is_newly_received() && text[left.clone()].ends_with('的')
                            || is_remarked
                            || is_apart && self.subject.received.is_none()
                            || self.subject.wider;
                        let read = Tie { is_doubtful, ..read };
                        if is_current && !self.subject.astray {
                            tie = read;
                        }
                        // 收到36件（含上年结转的2件）: what was received is both.
                        if let (true, Some(whole)) = (in_part && self.subject.is_carried_in(), whole) {
                            self.figures[whole].tie.alternatives.reverse();
                        }
                        // 行政诉讼18件，其中土地征收类12件: the whole is of all kinds.
                        if in_part
                            && self.subject.domain == Domain::Disputes
                            && (tie.alternatives.is_empty() || tie.is_doubtful)
                            && left_tokens.iter().any(Token::is_unknown)
                            && let Some(whole) =
                                self.figures.last_mut().filter(|last| last.sentence == self.sentence)
                            && !self.subject.on_topic
                        {
                            whole.tie.is_doubtful = true;
                        }
                        self.subject.received = self
                            .subject
                            .is_received()
                            .then_some(self.figures.len())
                            .or(self.subject.received.filter(|_| in_part));
                    }
                    self.figures.push(Figure {
                        number: number.clone(),
                        sentence: self.sentence,
                        left,
                        right,
                        when,
                        is_plan: self.setting.is_plan,
                        is_change,
                        depth,
                        is_part: in_part,
                        tie,
                        fact: None,
                    });
                    in_part = was_part || in_part && !(around.is_named || around.is_same);
                    self.part_carried(&left_tokens);
                }
            }
        }
    }

    /// The words of several ranges, joined by 和.
    fn tokens_before(&self, text: &str, words: &[Range<usize>]) -> Vec<Token<'a>> {
        let mut tokens = Vec::new();
        for range in words {
            if !tokens.is_empty() {
                let and = Kind::Word(&self.source.words().meant.and);
                tokens.push(Token { range: range.start..range.start, kind: and });
            }
            tokens.extend(self.source.tokens(text, range.clone()));
            // What stands in brackets is added to a result only.
            let says =
                |token: &Token<'a>| token.is(Tag::Result) || token.is(Tag::Open) || token.is(Tag::Noun);
            if words.len() > 1 && !tokens.iter().any(says) {
                return Vec::new();
            }
        }
        tokens
    }
}

/// Leaves out how what a sentence begins with was done where that holds for all: 经审查，予以公开5件.
fn begin_with_all(tokens: &mut Vec<Token>) {
    let all = tokens.first().and_then(|first| first.word(Tag::Means)).is_some_and(|word| word.general);
    tokens.drain(..usize::from(all));
}

/// Whether words say that something was received or handled.
fn says_in_general(tokens: &[Token]) -> bool {
    tokens.iter().any(|token| token.word(Tag::Result).is_some_and(|word| word.general))
}
