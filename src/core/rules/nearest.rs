//! Which name was meant.
//!
//! Invariant: nothing is suggested that is not near; a wrong guess misleads more than none.

/// The one of `names` that begins like `written`, or is at most a few slips from it; behind a category, `totals/`, the
/// name alone counts too.
pub fn nearest<'a>(names: impl Iterator<Item = &'a str> + Clone, written: &str) -> Option<&'a str> {
    let written = written.to_lowercase();
    let begins = |name: &&str| {
        !written.is_empty() && (name.starts_with(&written) || last_of(name).starts_with(&written))
    };
    if let Some(name) = names.clone().find(begins) {
        return Some(name);
    }
    let slips = |name: &str| distance(name, &written).min(distance(last_of(name), &written));
    let best = names.min_by_key(|name| slips(name))?;
    (slips(best) <= 3 && slips(best) * 2 < written.chars().count()).then_some(best)
}

fn last_of(name: &str) -> &str {
    name.split_once('/').map_or(name, |(_, name)| name)
}

/// How many characters must be put in, left out or changed to make one text of the other.
fn distance(one: &str, other: &str) -> usize {
    let other = other.chars().collect::<Vec<_>>();
    let mut row = (0..=other.len()).collect::<Vec<_>>();
    for (i, a) in one.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, b) in other.iter().enumerate() {
            let changed = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}
