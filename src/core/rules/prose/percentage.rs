//! Percentages of figures that are both stated.
//!
//! Invariant: a percentage is recomputed only where the sentence itself says of which two figures it is.

use rust_decimal::Decimal;

use super::super::finding::{Finding, ProseFault};
use super::super::section_view::SectionView;
use super::super::{Rule, Severity};
use super::{Sentence, finding, said, sentences};
use crate::prose::{Exactness, Figure, Passage, When};
use crate::span::InSection;

/// `text/percentage`: a share, a rate or a growth is not that of the two figures beside it.
pub fn percentage(view: &SectionView<'_>, rule: &Rule) -> Vec<Finding<InSection>> {
    let mut findings = Vec::new();
    for passage in view.prose() {
        for sentence in sentences(passage) {
            for at in 0..sentence.figures.len() {
                let Some((fault, severity)) = judge(passage, &sentence, at) else { continue };
                let mut found = finding(rule, passage, &sentence.figures[at].number.whole, fault);
                found.severity = severity.unwrap_or(rule.severity).min(rule.severity);
                findings.push(found);
            }
        }
    }
    findings
}

fn judge(passage: &Passage, sentence: &Sentence<'_>, at: usize) -> Option<(ProseFault, Option<Severity>)> {
    let figures = sentence.figures;
    let figure = &figures[at];
    let left = said(passage, &figure.left);
    let number = &figure.number;
    // 分别占60%、40% gives each its own, and none is said to be of which.
    let begins = sentence.range.start..figure.number.whole.start;
    if figure.is_plan
        || said(passage, &begins).contains("分别占")
        || left.contains("分别")
        || left.trim_matches('、').is_empty() && !number_stands_alone(passage, figures, at)
    {
        return None;
    }
    if number.unit.is_empty() {
        return lost_sign(passage, figures, at);
    }
    if !number.is_percentage() || number.exactness != Exactness::Exact {
        return None;
    }
    if let Some(up) = growth(left) {
        return of_growth(passage, sentence, at, up).map(|fault| (fault, None));
    }
    let (part, whole) = if is_share(passage, figures, at) {
        if number.value > Decimal::ONE_HUNDRED {
            return Some((ProseFault::OverWhole { percentage: number.value }, None));
        }
        of_share(passage, figures, at)?
    } else {
        of_rate(passage, figures, at)?
    };
    let (part, whole) = (part.number.value, whole.number.value);
    if whole.is_zero() || is_other_rate(passage, sentence, at) {
        return None;
    }
    let expected = part * Decimal::ONE_HUNDRED / whole;
    (!shows(number, expected)).then(|| {
        let is = round(expected, number);
        (ProseFault::Percentage { part, whole, said: number.value, is }, None)
    })
}

/// Whether no percentage stands right before one that has no words of its own.
fn number_stands_alone(passage: &Passage, figures: &[Figure], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| &figures[before]);
    before.is_none_or(|before| {
        !before.number.is_percentage()
            && said(passage, &before.right).is_empty()
            && before.number.whole.end == figures[at].left.start
    })
}

/// Whether a percentage shows a share, rounded or cut off at its last place.
pub fn shows(number: &crate::prose::Number, share: Decimal) -> bool {
    (share - number.value).abs() <= number.half || share.trunc_with_scale(places(number)) == number.value
}

fn places(number: &crate::prose::Number) -> u32 {
    number.half.scale().saturating_sub(1)
}

/// A percentage to the places that `number` shows.
pub fn round(share: Decimal, number: &crate::prose::Number) -> Decimal {
    share.round_dp(places(number).max(1)).normalize()
}

/// Whether the words before a percentage say that it is a share: 占, and behind it nothing but the whole.
fn is_share(passage: &Passage, figures: &[Figure], at: usize) -> bool {
    let left = said(passage, &figures[at].left);
    if left.contains('占') {
        return true;
    }
    let before = at.checked_sub(1).map(|before| &figures[before]);
    before.is_some_and(|before| {
        before.number.whole.end == figures[at].left.start
            && said(passage, &before.left).contains('占')
            && matches!(left, "的" | "的比例为" | "的比重为")
    })
}

/// The part and the whole of a share.
fn of_share<'a>(passage: &Passage, figures: &'a [Figure], at: usize) -> Option<(&'a Figure, &'a Figure)> {
    let before = figures[..at].iter().rposition(|figure| !figure.number.is_percentage())?;
    let is_exact = |figure: &Figure| figure.number.exactness == Exactness::Exact && !figure.is_change;
    // 占全年主动公开信息200条的60%: the whole stands between.
    if before + 1 == at && said(passage, &figures[before].left).contains('占') {
        let part = figures[..before].iter().rfind(|figure| !figure.number.is_percentage())?;
        let whole = &figures[before];
        return (part.number.unit == whole.number.unit && is_exact(part) && is_exact(whole))
            .then_some((part, whole));
    }
    let left = said(passage, &figures[at].left);
    let (_, of) = left.rsplit_once('占')?;
    let of = ["总数", "总量", "全部", "总", "比", "为", "的", "约", "到", "了", "比例", "其"]
        .iter()
        .fold(of.to_owned(), |of, word| of.replace(word, ""));
    let part = &figures[before];
    // 甲18件、乙5件，占92%: of both.
    let is_one_of = before > 0
        && said(passage, &(figures[before - 1].number.whole.end..part.number.whole.start))
            .starts_with(['、', '和']);
    if is_one_of {
        return None;
    }
    let first = figures.iter().position(|figure| figure.is_part)?;
    let whole = figures.get(first.checked_sub(1)?)?;
    let named = of.is_empty() || said(passage, &whole.left).contains(&of);
    let fits = first <= before
        && named
        && part.number.unit == whole.number.unit
        && whole.depth == 0
        && is_exact(part)
        && is_exact(whole)
        && whole.when == part.when;
    fits.then_some((part, whole))
}

/// The part and the whole of a rate: 其中表示满意的132份，满意率98%.
fn of_rate<'a>(passage: &Passage, figures: &'a [Figure], at: usize) -> Option<(&'a Figure, &'a Figure)> {
    let left = said(passage, &figures[at].left);
    let name =
        left.strip_suffix('为').or(left.strip_suffix("达到")).or(left.strip_suffix('达')).unwrap_or(left);
    let name = name.strip_suffix('率')?;
    let stem: String = {
        let mut last: Vec<char> = name.chars().rev().take(2).collect();
        last.reverse();
        last.into_iter().collect()
    };
    if stem.chars().count() < 2 {
        return None;
    }
    let counts: Vec<&Figure> = figures[..at].iter().filter(|figure| !figure.number.is_percentage()).collect();
    let [.., whole, part] = counts.as_slice() else { return None };
    let words = said(passage, &(part.left.start..part.right.end.max(part.number.whole.end)));
    // 86个部门、213个单位公开预算，公开率100%: of both.
    let joined = said(passage, &(whole.number.whole.end..part.number.whole.start));
    if part.number.value > whole.number.value || joined.contains('、') && !joined.contains(['，', '；', '（'])
    {
        return None;
    }
    let alone = counts.len() == 2;
    let fits = words.contains(&stem)
        && (part.is_part && !whole.is_part || alone)
        && !said(passage, &whole.left).contains(&stem)
        && part.number.unit == whole.number.unit
        && [whole, part]
            .iter()
            .all(|figure| figure.number.exactness == Exactness::Exact && figure.when == When::Own);
    fits.then_some((*part, *whole))
}

/// 按时办结率 is of those that were due, and so may 办结率 be where some are not yet: neither is of the two figures alone.
fn is_other_rate(passage: &Passage, sentence: &Sentence<'_>, at: usize) -> bool {
    let left = said(passage, &sentence.figures[at].left);
    let is_handled = ["办结率", "答复率", "办理率", "办复率"].iter().any(|rate| left.contains(rate));
    let words = said(passage, &sentence.range);
    let in_time = ["按时", "按期", "及时", "限时", "如期"].iter().any(|word| left.contains(word));
    let goes_on = ["结转", "上年", "正在", "尚", "期限内", "剩余", "其余", "撤"]
        .iter()
        .any(|word| words.contains(word));
    is_handled && (in_time || goes_on)
}

/// Whether the words before a percentage say that something grew, or shrank.
pub fn growth(left: &str) -> Option<bool> {
    // Every one of the words below has one of these.
    if !left.contains(['增', '升', '提', '多', '降', '减', '落', '少']) {
        return None;
    }
    let last = |words: &[&str]| words.iter().filter_map(|word| left.rfind(word)).max();
    let up = last(&["增长", "增加", "上升", "提高", "提升", "增幅", "增至", "升至", "多"]);
    let down = last(&["下降", "减少", "降低", "回落", "降幅", "降至", "减至", "少"]);
    match (up, down) {
        (None, None) => None,
        (up, down) => Some(up > down),
    }
}

/// The one figure of another year and the one of the report's, if there is just one of each, in the same unit.
pub fn two_years(figures: &[Figure]) -> Option<(&Figure, &Figure)> {
    let counts = || figures.iter().filter(|figure| !figure.number.is_percentage() && !figure.is_change);
    let mut now = counts().filter(|figure| figure.when == When::Own);
    let mut before = counts().filter(|figure| figure.when == When::Other);
    let (Some(is), None, Some(was), None) = (now.next(), now.next(), before.next(), before.next()) else {
        return None;
    };
    let is_exact = [is, was].iter().all(|figure| figure.number.exactness == Exactness::Exact);
    (is_exact && is.number.unit == was.number.unit).then_some((was, is))
}

/// A growth between two years that are both stated.
fn of_growth(passage: &Passage, sentence: &Sentence<'_>, at: usize, up: bool) -> Option<ProseFault> {
    let figures = sentence.figures;
    let figure = &figures[at].number;
    if !says_only_growth(said(passage, &figures[at].left)) {
        return None;
    }
    let Some((before, now)) = two_years(&figures[..at]) else {
        // 2023年未收到申请，2024年收到3件，同比增长300%.
        let counts = || figures[..at].iter().filter(|figure| !figure.number.is_percentage());
        let mut now = counts().filter(|figure| figure.when == When::Own && !figure.is_change);
        let (Some(now), None) = (now.next(), now.next()) else { return None };
        let was_none = passage.statements.iter().any(|none| {
            none.sentence == figures[at].sentence
                && none.when == When::Other
                && !none.of_all
                && none.words.end <= now.left.start
        });
        let was_none = was_none && counts().count() == 1;
        return was_none.then_some(ProseFault::GrowthFromNone { percentage: figure.value });
    };
    let (now, before) = (now.number.value, before.number.value);
    if before.is_zero() {
        return Some(ProseFault::GrowthFromNone { percentage: figure.value });
    }
    let signed = (now - before) * Decimal::ONE_HUNDRED / before;
    let holds = (up == (now > before) || now == before) && shows(figure, signed.abs());
    (!holds).then(|| ProseFault::Growth { before, now, is: round(signed, figure) })
}

/// Whether words say that what was spoken of grew, and not what else did: 同比增长, but not 阅读量增长.
pub fn says_only_growth(left: &str) -> bool {
    const WORDS: [&str; 36] = [
        "同比",
        "环比",
        "上年度",
        "上年",
        "去年",
        "同期",
        "相比",
        "增长",
        "增加",
        "上升",
        "提高",
        "提升",
        "下降",
        "减少",
        "降低",
        "回落",
        "增幅",
        "降幅",
        "增至",
        "升至",
        "降至",
        "减至",
        "达到",
        "数量",
        "总量",
        "总数",
        "较",
        "比",
        "与",
        "为",
        "达",
        "了",
        "约",
        "的",
        "至",
        "年",
    ];
    let mut rest = left.to_owned();
    for word in WORDS {
        rest = rest.replace(word, "");
    }
    rest.chars().all(|c| c.is_ascii_digit() || matches!(c, '多' | '少' | '到' | '度'))
}

/// 占申请总数42件的76.19: the sign is lost.
fn lost_sign(passage: &Passage, figures: &[Figure], at: usize) -> Option<(ProseFault, Option<Severity>)> {
    let number = &figures[at].number;
    if number.value > Decimal::ONE_HUNDRED
        || number.value.fract().is_zero()
        || !is_share(passage, figures, at)
    {
        return None;
    }
    Some((ProseFault::LostSign { said: number.value }, Some(Severity::Information)))
}
