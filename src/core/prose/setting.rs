//! Of which body and of which time a sentence speaks.
//!
//! Invariant: what opens a clause holds on until another body or time is named; what stands beside a figure is said of
//! that figure.

use super::subject::Subject;
use super::token::{Kind, Speaker, Token, When, is_filler};
use crate::format::prose::Tag;

/// The time of which a sentence speaks.
#[derive(Debug, Clone, Copy, Default)]
pub struct Setting {
    /// Which one.
    pub when: When,
    /// Whether it is still to come.
    pub is_plan: bool,
    /// Whether it is one with which the year is compared: 去年同期.
    pub is_compared: bool,
}

impl Setting {
    /// The time of the figure behind these words, and of what follows: a time that opens a clause holds on.
    pub fn times(&mut self, subject: &mut Subject, text: &str, tokens: &[Token], for_figure: bool) -> When {
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
                // 与2022年相比增加3件，其中自然人5件: of the year again.
                Kind::Time(When::Other)
                    if at > 0
                        && matches!(&text[tokens[at - 1].range.clone()], "与" | "和" | "同")
                        && tokens[at..].iter().any(|token| token.is(Tag::Change)) =>
                {
                    local = Some(When::Other);
                }
                Kind::Time(when) => {
                    if when == When::Own {
                        (subject.elsewhen, subject.to_come) = (false, false);
                    }
                    local = Some(when);
                    if opens || when == When::Own {
                        self.when = when;
                        self.is_compared = text[token.range.clone()].contains("同期");
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
}

/// Of which body the rest of the sentence speaks. Words without a figure speak of another one where they begin or
/// end with it.
pub fn bodies(subject: &mut Subject, speaker: &Speaker, text: &str, tokens: &[Token], for_figure: bool) {
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
        let is_own = speaker.reconsiders && behind.starts_with("政府") && !behind.starts_with("政府办");
        // 接受区级督查2次: of what grade that was.
        let is_grade = text[token.range.clone()].ends_with('级')
            && tokens.get(at + 1).is_some_and(|next| next.is(Tag::Foreign) || next.is_unknown());
        if is_led && token.is(Tag::Body) && !is_grade || at < leads && token.is_unknown() && !is_own {
            subject.astray = true;
        } else if token.is(Tag::Speaker) || token.is(Tag::Wider) {
            subject.astray = false;
            subject.wider = token.is(Tag::Wider);
        }
        subject.now |= token.is(Tag::Now);
    }
    // 土地征收方面，收到申请12件
    // …，内容涉及土地征收等方面 tells what was asked for.
    let tells = |token: &Token<'_>| text[token.range.clone()].contains("涉及");
    let is_matter =
        tokens.last().is_some_and(|last| &text[last.range.clone()] == "方面") && !tokens.iter().any(tells);
    subject.astray |= is_matter && !for_figure && tokens.iter().any(Token::is_unknown);
}

/// Whether words that are not known may be the name of a body.
fn names_body(words: &str) -> bool {
    const ENDS: &str = "局厅办委院队所站室处会部署校司省市县区州旗镇乡村";
    words.ends_with(|c| ENDS.contains(c))
}
