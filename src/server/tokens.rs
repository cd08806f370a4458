//! What every part of a report is, as the editor colours it.
//!
//! Invariant: a difference is given only from the very tokens that the client says it has.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use lsp_types::{
    Position, Range, SemanticToken, SemanticTokenModifier, SemanticTokenType, SemanticTokens,
    SemanticTokensDelta, SemanticTokensEdit, SemanticTokensFullDeltaResult, SemanticTokensLegend, Url,
};

use super::convert;
use super::kept::Tokens;
use super::snapshot::{Analysed, Snapshot};
use gouji_core::analysis::Part;
use gouji_core::assist::tokens::{self, Heads, Kind, Token};
use gouji_core::span::Span;
use gouji_core::text::Window;

/// What the numbers of tokens mean. The types are those for which every theme has a colour.
pub fn legend() -> SemanticTokensLegend {
    let modifier = SemanticTokenModifier::new;
    SemanticTokensLegend {
        token_types: vec![
            SemanticTokenType::KEYWORD,
            SemanticTokenType::FUNCTION,
            SemanticTokenType::PROPERTY,
            SemanticTokenType::NAMESPACE,
            SemanticTokenType::TYPE,
            SemanticTokenType::NUMBER,
        ],
        token_modifiers: vec![modifier("total"), modifier("zero"), modifier("broken")],
    }
}

/// The numbers of a kind: its type, and a bit for each modifier.
fn numbers(kind: Kind) -> (u32, u32) {
    match kind {
        Kind::Heading => (0, 0),
        Kind::Subheading => (1, 0),
        Kind::Label => (2, 0),
        Kind::Group => (3, 0),
        Kind::Column => (4, 0),
        Kind::Figure { total, zero, broken } => {
            (5, u32::from(total) | u32::from(zero) << 1 | u32::from(broken) << 2)
        }
    }
}

/// The tokens of a range, or of everything.
pub fn tokens(snapshot: &Snapshot, analysed: &Analysed, range: Option<Range>) -> Vec<SemanticToken> {
    let (analysis, text, encoding) = (analysed.analysis(), &analysed.text, snapshot.settings.encoding);
    if let Some(range) = range {
        let tokens = tokens::tokens(analysis, text, convert::bytes(range, text, encoding));
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return Vec::new() };
        let window = Window::of(text, first.range.through(last.range).bytes(), encoding);
        let mut relative = relative(&tokens, &window).0;
        relative[0].delta_line = convert::place(first.range.start, text, encoding).line;
        return relative;
    }
    let (mut heads, all) = (Heads::default(), Span::new(0..text.len()));
    let of_report = |part: Part<'_>, _| {
        let tokens = tokens::of_report(analysis, part, text, all, &mut heads);
        let (tokens, last) = relative(&tokens, &part.window(text, encoding));
        Tokens { tokens, last }
    };
    let reports = analysed.kept.tokens.all(analysis, text, encoding, of_report);
    let mut joined = Vec::with_capacity(reports.iter().map(|(_, report)| report.tokens.len()).sum());
    let mut before = Position::default();
    for (line, report) in &reports {
        let Some((first, rest)) = report.tokens.split_first() else { continue };
        let at = line + first.delta_line;
        let delta_line = at - before.line;
        let from = if delta_line == 0 { before.character } else { 0 };
        joined.push(SemanticToken { delta_line, delta_start: first.delta_start - from, ..*first });
        joined.extend(rest);
        before = Position { line: line + report.last.line, ..report.last };
    }
    joined
}

/// Each token by its distance from the one before it, the first from the beginning of the line in which the window
/// begins; and where the last stands, counted from there.
fn relative(tokens: &[Token], window: &Window<'_>) -> (Vec<SemanticToken>, Position) {
    let (mut line, mut character) = (0, 0);
    let spans = convert::spans(tokens.iter().map(|token| token.range), window);
    let one = |(token, (at, length)): (&Token, (Position, u32))| {
        let delta_line = at.line - line;
        let delta_start = if delta_line == 0 { at.character - character } else { at.character };
        (line, character) = (at.line, at.character);
        let (token_type, token_modifiers_bitset) = numbers(token.kind);
        SemanticToken { delta_line, delta_start, length, token_type, token_modifiers_bitset }
    };
    let tokens = tokens.iter().zip(spans).map(one).collect();
    (tokens, Position { line, character })
}

/// The last tokens that were given for each document.
#[derive(Default)]
pub struct Given(Mutex<State>);

#[derive(Default)]
struct State {
    count: u64,
    documents: HashMap<Url, (String, Vec<SemanticToken>)>,
}

impl Given {
    /// All tokens of a document, which are kept.
    pub fn whole(&self, uri: Url, data: Vec<SemanticToken>) -> SemanticTokens {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let result_id = Some(state.keep(uri, data.clone()));
        SemanticTokens { result_id, data }
    }

    /// What has changed since the tokens that the client has under `known`; all where these are not kept any more.
    pub fn difference(
        &self,
        uri: Url,
        known: &str,
        data: Vec<SemanticToken>,
    ) -> SemanticTokensFullDeltaResult {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let edits = match state.documents.get(&uri) {
            Some((id, before)) if id == known => difference(before, &data),
            _ => {
                let result_id = Some(state.keep(uri, data.clone()));
                return SemanticTokensFullDeltaResult::Tokens(SemanticTokens { result_id, data });
            }
        };
        let result_id = Some(state.keep(uri, data));
        SemanticTokensFullDeltaResult::TokensDelta(SemanticTokensDelta { result_id, edits })
    }

    /// Forgets a document.
    pub fn forget(&self, uri: &Url) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).documents.remove(uri);
    }
}

impl State {
    fn keep(&mut self, uri: Url, data: Vec<SemanticToken>) -> String {
        self.count += 1;
        let id = self.count.to_string();
        self.documents.insert(uri, (id.clone(), data));
        id
    }
}

/// The one edit between two lists; none where they are the same. A token is five numbers.
fn difference(before: &[SemanticToken], after: &[SemanticToken]) -> Vec<SemanticTokensEdit> {
    const NUMBERS: usize = 5;
    let head = before.iter().zip(after).take_while(|(one, other)| one == other).count();
    let (before, after) = (&before[head..], &after[head..]);
    let tail = before.iter().rev().zip(after.iter().rev()).take_while(|(one, other)| one == other).count();
    let (before, after) = (&before[..before.len() - tail], &after[..after.len() - tail]);
    if before.is_empty() && after.is_empty() {
        return Vec::new();
    }
    vec![SemanticTokensEdit {
        start: (head * NUMBERS) as u32,
        delete_count: (before.len() * NUMBERS) as u32,
        data: Some(after.to_vec()),
    }]
}
