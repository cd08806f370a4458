//! How far a label is from one of the format's.
//!
//! Invariant: a distance is a number of characters put in, left out or changed, in normal form.

/// Labels farther apart than this part of their length are not near.
const NEAR: usize = 3;

/// How many characters of `label`'s end differ from `key`, if that is few enough to be a slip.
pub fn near(key: &str, label: &str) -> Option<usize> {
    let key: Vec<char> = key.chars().collect();
    let label: Vec<char> = label.chars().collect();
    let label = &label[label.len().saturating_sub(key.len() * 2)..];
    let distance = suffix_distances(&key, label)[label.len()];
    (distance <= (key.len() / NEAR).max(1) && distance < key.len()).then_some(distance)
}

/// How many characters were put behind `key`, if `words` is that with a few more.
pub fn lengthened(key: &str, words: &str) -> Option<usize> {
    const MOST: usize = 3;
    const LEAST_KEY: usize = 4;
    let more = words.strip_prefix(key)?.chars().count();
    (key.chars().count() >= LEAST_KEY && (1..=MOST).contains(&more)).then_some(more)
}

/// How many of the last characters of a label that is near `key` are the row's own. `parts` are the lengths of the
/// label's last parts (lines, cells), the last first: a part is taken whole if it is about as long as the key.
pub fn own_length(key: &str, label: &str, parts: &[usize]) -> usize {
    let label: Vec<char> = label.chars().collect();
    let key: Vec<char> = key.chars().collect();
    let slack = (key.len() / NEAR).max(1);
    let mut length = 0;
    for part in parts {
        length += part;
        if length + slack >= key.len() {
            break;
        }
    }
    if length + slack >= key.len() && length <= key.len() + slack.max(3) {
        return length.min(label.len());
    }
    let far = (key.len() + slack).min(label.len());
    let shortest = key.len().saturating_sub(slack).min(far);
    // Of lengths that fit alike the longest is taken: a wrong ordinal belongs to the label.
    (shortest..=far)
        .rev()
        .min_by_key(|length| edit_distance(&key, &label[label.len() - length..]))
        .unwrap_or(far)
}

fn edit_distance(a: &[char], b: &[char]) -> usize {
    let mut previous: Vec<usize> = (0..=b.len()).collect();
    for (i, expected) in a.iter().enumerate() {
        let mut current = vec![i + 1; b.len() + 1];
        for (j, found) in b.iter().enumerate() {
            current[j + 1] =
                (previous[j] + usize::from(found != expected)).min(previous[j + 1] + 1).min(current[j] + 1);
        }
        previous = current;
    }
    previous[b.len()]
}

/// Whether `key` stands in `words`, whole or, if it is long, with a few other characters between its parts.
pub fn stands_in(key: &str, words: &str) -> bool {
    const LONG: usize = 12;
    if words.contains(key) {
        return true;
    }
    let key: Vec<char> = key.chars().collect();
    let words: Vec<char> = words.chars().collect();
    key.len() >= LONG
        && suffix_distances(&key, &words).into_iter().min().is_some_and(|distance| distance * 6 <= key.len())
}

/// For each start of `label` the edit distance between `key` and its best suffix.
fn suffix_distances(key: &[char], label: &[char]) -> Vec<usize> {
    let mut previous = vec![0; label.len() + 1];
    for (i, expected) in key.iter().enumerate() {
        let mut current = vec![i + 1; label.len() + 1];
        for (j, found) in label.iter().enumerate() {
            current[j + 1] =
                (previous[j] + usize::from(found != expected)).min(previous[j + 1] + 1).min(current[j] + 1);
        }
        previous = current;
    }
    previous
}
