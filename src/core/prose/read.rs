//! From running text to figures and statements, each with what it is of.
//!
//! Invariant: what a figure is of follows from its own paragraph alone: what was spoken of before is forgotten at the
//! end of it.

use std::ops::Range;

use super::bind::Binder;
use super::clause::{Piece, pieces, sentences};
use super::doubt::{doubt_applications, doubt_rivals, is_of_range, is_remarked, set_apart_disputes};
use super::number::numbers;
use super::same::fact;
use super::source::Source;
use super::subject::{Domain, Subject};
use super::token::{Kind, Token, When, is_filler};
use super::{Figure, Running, Said, Statement, Tie};
use crate::format::prose::Tag;

/// Reads the prose of a section.
pub fn read(source: &Source<'_>, running: Running) -> Said {
    let numbers = numbers(&running.text);
    let sentences = sentences(&running.text);
    let mut reader = Reader {
        source,
        binder: Binder::new(source),
        figures: Vec::with_capacity(numbers.len()),
        statements: Vec::new(),
        subject: Subject::default(),
        when: When::Own,
        is_plan: false,
        sentence: 0,
        paragraph: (0, 0),
    };
    for (index, sentence) in sentences.iter().enumerate() {
        reader.sentence = index;
        let pieces = pieces(&running.text, sentence, &numbers);
        reader.begin_sentence(&running.text, sentence.start);
        reader.sentence(&running.text, &pieces, &numbers);
    }
    reader.end_paragraph();
    let (mut figures, statements) = (reader.figures, reader.statements);
    let disputes = source.format.table("disputes");
    set_apart_disputes(&running.text, &sentences, &mut figures, disputes);
    doubt_rivals(&mut figures);
    for figure in &mut figures {
        figure.fact = fact(&running.text, figure);
    }
    Said { running, sentences, figures, statements }
}

/// How the body is spoken of against which a dispute goes, and not by which it is decided.
const ACCUSED: [&str; 5] = ["被申请", "被提起", "被行政复议", "被复议", "被诉"];

/// What applications are about: 依申请公开, 政府信息公开申请, 政务公开.
const TOPIC_WORD: &str = "公开";

/// What a report's disputes are about.
pub const TOPIC: &str = "信息公开";

struct Reader<'a> {
    source: &'a Source<'a>,
    binder: Binder<'a>,
    figures: Vec<Figure>,
    statements: Vec<Statement>,
    /// Of what was spoken last.
    subject: Subject,
    when: When,
    is_plan: bool,
    sentence: usize,
    /// How many figures and statements there were when the paragraph began.
    paragraph: (usize, usize),
}

impl Reader<'_> {
    /// Doubts what a paragraph says of applications that never speaks of 公开, but of what is not known: 低保申请.
    fn end_paragraph(&mut self) {
        let begun = std::mem::replace(&mut self.paragraph, (self.figures.len(), self.statements.len()));
        if !self.subject.in_context && self.subject.said_other {
            let table = self.source.format.table("applications");
            doubt_applications(&mut self.figures[begun.0..], &mut self.statements[begun.1..], table);
        }
    }

    fn begin_sentence(&mut self, text: &str, start: usize) {
        // 2023年收到24件。其中予以公开20件: of that year.
        let elsewhen = self.when != When::Own || self.subject.elsewhen;
        let to_come = self.is_plan || self.subject.to_come;
        // 其中 goes on with what stands above it, be it in a line of its own.
        let begins = start == 0 || text[..start].ends_with('\n') && !text[start..].starts_with("其中");
        if begins {
            self.end_paragraph();
            // What stands under a heading is of what it names.
            let above = text[..start].trim_end_matches('\n');
            let above = &above[above.rfind('\n').map_or(0, |at| at + 1)..];
            self.subject = Subject {
                in_context: self.source.is_of_applications
                    || !above.contains('。') && above.contains(TOPIC_WORD),
                ..Subject::default()
            };
        } else {
            self.subject.begin_sentence();
            self.subject.elsewhen = elsewhen;
            self.subject.to_come = to_come;
        }
        self.when = When::Own;
        self.is_plan = false;
    }

    fn sentence(&mut self, text: &str, pieces: &[Piece], numbers: &[super::Number]) {
        let mut depth = 0usize;
        let mut outer: Vec<(Subject, bool, When)> = Vec::new();
        let mut in_part = false;
        for (at, piece) in pieces.iter().enumerate() {
            let next = pieces.get(at + 1);
            let before = at.checked_sub(1).map(|before| &pieces[before]);
            match piece {
                Piece::Stop('（' | '(', _) => {
                    depth += 1;
                    outer.push((self.subject.clone(), in_part, self.when));
                    self.subject.begin_parts();
                    in_part = true;
                }
                Piece::Stop('）' | ')', _) => {
                    depth = depth.saturating_sub(1);
                    if let Some((subject, was_part, when)) = outer.pop() {
                        self.when = when;
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
                    let tokens = self.source.speaker.tokens(text, range.clone());
                    self.subject.on_topic |= text[range.clone()].contains(TOPIC);
                    self.subject.in_context |= text[range.clone()].contains(TOPIC_WORD);
                    let behind_figure = matches!(before, Some(Piece::Figure(_)));
                    self.subject.said_other |= tokens.iter().any(Token::is_unknown);
                    in_part |= tokens.iter().any(|token| token.is(Tag::Part)) && {
                        self.subject.begin_parts();
                        true
                    };
                    self.words(text, &tokens, behind_figure);
                }
                Piece::Figure(index) => {
                    let number = &numbers[*index];
                    let words = |piece: Option<&Piece>, empty: usize| match piece {
                        Some(Piece::Words(range)) => range.clone(),
                        _ => empty..empty,
                    };
                    let left = words(before, number.whole.start);
                    let right = words(next, number.whole.end);
                    self.subject.in_context |=
                        text[left.clone()].contains(TOPIC_WORD) || text[right.clone()].contains(TOPIC_WORD);
                    self.subject.on_topic |=
                        text[left.clone()].contains(TOPIC) || text[right.clone()].contains(TOPIC);
                    self.subject.accused |= ACCUSED.iter().any(|word| text[left.clone()].contains(word));
                    let left_tokens = self.source.speaker.tokens(text, left.clone());
                    self.bodies(text, &left_tokens, true);
                    self.subject.said_other |= left_tokens.iter().any(Token::is_unknown);
                    let right_tokens = self.source.speaker.tokens(text, right.clone());
                    if left_tokens.iter().any(|token| token.is(Tag::Part)) {
                        self.subject.begin_parts();
                        in_part = true;
                    }
                    let when = self.times(text, &left_tokens, true);
                    // 减少申请3件, but not 减少到3件, nor 申请减少、办结3件
                    let is_change = left_tokens
                        .iter()
                        .rev()
                        .take_while(|token| token.word(Tag::Result).is_none_or(|word| !word.general))
                        .any(|token| token.is(Tag::Change));
                    let mut tie = Tie::default();
                    let is_current = when == When::Own && !self.is_plan && !is_change;
                    if !number.is_percentage() {
                        let whole = self.subject.received;
                        let read = self.binder.figure(
                            &mut self.subject,
                            number,
                            &left_tokens,
                            &right_tokens,
                            in_part,
                        );
                        // 3个单位收到申请4件: those of the figure before received them; 新收48件办结43件: of these.
                        let behind_another = left.start > 0
                            && at.checked_sub(2).is_some_and(|at| matches!(pieces[at], Piece::Figure(_)));
                        let is_remarked = is_remarked(text, number.whole.end, self.source.speaker);
                        if is_remarked {
                            self.subject.doubt_rest();
                        }
                        let is_doubtful = read.is_doubtful
                            || behind_another && says_in_general(&left_tokens)
                            || is_of_range(text, &number.whole)
                            || is_remarked;
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
                        is_plan: self.is_plan,
                        is_change,
                        depth,
                        is_part: in_part,
                        tie,
                        fact: None,
                    });
                }
            }
        }
    }

    /// Of which body the rest of the sentence speaks. Words without a figure speak of another one where they begin or
    /// end with it.
    fn bodies(&mut self, text: &str, tokens: &[Token], for_figure: bool) {
        // What stands before the first word that says something: 县公安局作出…, 县政府、各乡镇收到…
        let leads = tokens.iter().take_while(|token| {
            is_filler(token)
                || token.is(Tag::Body)
                || matches!(token.kind, Kind::Time(_))
                || token.is_unknown() && names_body(&text[token.range.clone()])
        });
        let leads = leads.count();
        for (at, token) in tokens.iter().enumerate() {
            let is_led = for_figure || at < leads || at + 1 == tokens.len();
            // 市政府 in the report of one is it, or only a part of it.
            let behind = &text[token.range.end..];
            let is_own = self.source.speaker.reconsiders
                && behind.starts_with("政府")
                && !behind.starts_with("政府办");
            if is_led && token.is(Tag::Body) || at < leads && token.is_unknown() && !is_own {
                self.subject.astray = true;
            } else if token.is(Tag::Speaker) {
                self.subject.astray = false;
            }
            self.subject.now |= token.is(Tag::Now);
        }
        // 土地征收方面，收到申请12件
        let is_matter = tokens.last().is_some_and(|last| &text[last.range.clone()] == "方面");
        self.subject.astray |= is_matter && !for_figure && tokens.iter().any(Token::is_unknown);
    }

    /// The time of the figure behind these words, and of what follows: a time that opens a clause holds on.
    fn times(&mut self, text: &str, tokens: &[Token], for_figure: bool) -> When {
        let mut local = None;
        let mut opens = true;
        // 第四季度收到12件，截至12月31日办结11件: of these.
        let in_part_of_year = self.when == When::Other;
        for (at, token) in tokens.iter().enumerate() {
            // 截至2023年12月31日 in a report on 2024 is a slip of the year, and means the end of it.
            let is_until = || {
                at > 0
                    && matches!(&text[tokens[at - 1].range.clone()], "截至" | "截止" | "至" | "到")
                    && text[token.range.clone()].contains("12月")
            };
            let kind = match token.kind {
                Kind::Time(When::Other | When::Later) if is_until() => Kind::Time(When::Own),
                kind => kind,
            };
            match kind {
                Kind::Time(When::Limit) => local = Some(When::Limit),
                Kind::Time(When::Later) => {
                    if opens {
                        self.is_plan = true;
                    }
                    local = Some(When::Other);
                }
                // 2023年、2024年分别收到24件、19件
                Kind::Time(When::Own) if local == Some(When::Other) && tokens[at - 1].is(Tag::And) => {
                    self.when = When::Other;
                }
                // 2023年全年
                Kind::Time(When::Own) if at > 0 && matches!(tokens[at - 1].kind, Kind::Time(When::Other)) => {
                }
                Kind::Time(When::Own) if in_part_of_year && is_until() => local = Some(When::Other),
                Kind::Time(when) => {
                    if when == When::Own {
                        (self.subject.elsewhen, self.subject.to_come) = (false, false);
                    }
                    local = Some(when);
                    if opens || when == When::Own {
                        self.when = when;
                    }
                }
                _ => {}
            }
            self.is_plan |= token.is(Tag::Plan);
            opens &= is_filler(token) || matches!(token.kind, Kind::Time(_)) || token.is(Tag::Part);
        }
        match local {
            Some(When::Limit) => When::Other,
            Some(when) if for_figure => when,
            _ => self.when,
        }
    }

    /// Words without a figure, or those behind one.
    fn words(&mut self, text: &str, tokens: &[Token], behind_figure: bool) {
        let was = self.when;
        let when = self.times(text, tokens, false);
        self.bodies(text, tokens, false);
        let negations: Vec<usize> = (0..tokens.len()).filter(|at| tokens[*at].is(Tag::Negation)).collect();
        // 零申请、零复议: each by itself; any other negation is inside what there was none of.
        let begins = |at: &usize| {
            *at == negations[0]
                || tokens[at - 1].is(Tag::And)
                || text[tokens[*at].range.clone()].starts_with(['零', '也'])
        };
        let claims: Vec<usize> = negations.iter().copied().filter(begins).collect();
        for (index, at) in claims.iter().enumerate() {
            let end = claims.get(index + 1).copied().unwrap_or(tokens.len());
            // 行政复议零纠正、行政诉讼零败诉: the noun is the next one's.
            let nouns = tokens[*at..end].iter().rev().take_while(|token| token.is(Tag::Noun)).count();
            let is_next = nouns > 0 && end < tokens.len() && at + nouns + 1 < end;
            let end = if is_next && tokens[end - nouns - 1].is(Tag::And) { end - nouns - 1 } else { end };
            let said = &tokens[*at..end];
            if let Some((tie, end)) = self.binder.none(&mut self.subject, &tokens[..*at], said) {
                self.state(said[0].range.start..end, false, tie, when);
            }
        }
        if !negations.is_empty() {
            // 上年度无结转申请 speaks of that year alone.
            let carries = |token: &Token| {
                token
                    .word(Tag::Result)
                    .is_some_and(|word| matches!(word.any[0][0].as_str(), "carried_in" | "carried_out"))
            };
            if tokens.iter().any(carries) {
                self.when = was;
            }
            return;
        }
        if let Some(at) = tokens.iter().position(|token| token.is(Tag::All)) {
            self.doubt_others(&tokens[at..]);
            if let Some((tie, end)) = self.binder.all(&self.subject, &tokens[..at], &tokens[at..]) {
                self.state(tokens[at].range.start..end, true, tie, when);
            }
            return;
        }
        if !behind_figure {
            self.binder.words(&mut self.subject, tokens);
        }
    }

    /// 行政诉讼4件，均为行政处罚类: none of them is the report's.
    fn doubt_others(&mut self, said: &[Token]) {
        let is_other = |token: &Token| {
            token.is_unknown()
                || token.word(Tag::Noun).is_some_and(|noun| noun.of[0].starts_with("disclosure."))
        };
        let ends = said.iter().any(|token| token.is(Tag::Outcome) || token.is(Tag::Beside));
        if self.subject.domain != Domain::Disputes
            || self.subject.on_topic
            || ends
            || !said.iter().any(is_other)
        {
            return;
        }
        let sentence = self.sentence;
        let own = self.figures.iter_mut().rev().take_while(|figure| figure.sentence == sentence);
        own.for_each(|figure| figure.tie.is_doubtful = true);
    }

    fn state(&mut self, words: Range<usize>, of_all: bool, tie: Tie, when: When) {
        let is_current = when == When::Own && !self.is_plan && !self.subject.astray;
        let tie = if is_current { tie } else { Tie::default() };
        self.statements.push(Statement { words, sentence: self.sentence, when, of_all, tie });
    }
}

/// Whether words that are not known may be the name of a body.
fn names_body(words: &str) -> bool {
    const ENDS: &str = "局厅办委院队所站室处会部署校司省市县区州旗镇乡村";
    words.ends_with(|c| ENDS.contains(c))
}

/// Whether words say that something was received or handled.
fn says_in_general(tokens: &[Token]) -> bool {
    tokens.iter().any(|token| token.word(Tag::Result).is_some_and(|word| word.general))
}
