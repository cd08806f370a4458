//! The words by which sentences are tied to the figures of the tables.
//!
//! Invariant: the words that name cells, and those beside them, stand in `prose.toml` and in the format files; in the
//! code stand only those of times, headings and topics. Of words that match at one place the longest counts.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use serde::Deserialize;

/// What words say of the figures beside them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tag {
    /// What is counted.
    Noun,
    /// What became of applications.
    Result,
    /// Why a result was given.
    Reason,
    /// 公开, a result only right before its figure.
    Open,
    /// Who applied.
    Applicant,
    /// How a dispute ended.
    Outcome,
    /// What was done with documents and decisions.
    Deed,
    /// The time that the report is about.
    Own,
    /// Another time, or a part of it.
    Other,
    /// What is still to come.
    Plan,
    /// A difference.
    Change,
    /// What was reached: 增至.
    Reach,
    /// 均.
    All,
    /// The figure behind it is of each of what stands before.
    Each,
    /// 其余.
    Rest,
    /// What did not happen.
    Negation,
    /// The figure may be of more than the year.
    SoFar,
    /// There was something already.
    More,
    /// Parts of a whole follow.
    Part,
    /// By which way.
    Means,
    /// 和.
    And,
    /// 等.
    Etc,
    /// 中, behind a whole.
    Among,
    /// Of applications, but in no cell.
    Beside,
    /// Another body, of which the words behind it speak.
    Body,
    /// The agency that reports.
    Speaker,
    /// The agency that reports, with others: 政府及各部门.
    Wider,
    /// Why it came so: 因.
    Cause,
    /// What something is done with: 对, 将.
    Object,
    /// Whoever it may be that applied: 公民, 群众.
    Public,
    /// What follows is left out: 除.
    Except,
    /// The day of the report: 目前.
    Now,
    /// What applicants do: 提出.
    Ask,
    /// That something happened: 发生.
    Happen,
    /// Something else that is counted.
    Foreign,
    /// The end of the name of a fee: 费.
    Charge,
    /// The figures before it together: 两者合计.
    Sum,
    /// Nothing.
    Plain,
}

/// Words of one meaning.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Word {
    /// What they are.
    pub tag: Tag,
    /// Ids of tables, rows and columns, by the tag.
    #[serde(default)]
    pub of: Vec<String>,
    /// Readings, each of them rows that are added up.
    #[serde(default)]
    pub any: Vec<Vec<String>>,
    /// Whether a result says nothing of applications by itself, or a noun is a short name.
    #[serde(default)]
    pub general: bool,
    /// Whether a result is a group, of which a reason names a row.
    #[serde(default)]
    pub group: bool,
    /// The words.
    pub words: Vec<String>,
}

impl Word {
    /// The meaning of no words.
    fn new(tag: Tag, row: Option<&str>) -> Word {
        let any = row.map(|row| vec![vec![row.to_owned()]]).unwrap_or_default();
        Word { tag, of: Vec::new(), any, general: false, group: false, words: Vec::new() }
    }
}

/// The units behind figures.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Units {
    /// Those in which the figures of the tables are counted.
    pub counts: Vec<String>,
    /// Those of sums of money.
    pub money: Vec<String>,
    /// All others.
    pub others: Vec<String>,
}

/// The first two characters of a word.
type Begin = (char, Option<char>);

/// All words of a format.
#[derive(Debug, PartialEq)]
pub struct Vocabulary {
    /// The meanings.
    pub words: Vec<Arc<Word>>,
    /// The units.
    pub units: Units,
    /// The meanings that are given to more than words.
    pub meant: Meant,
    /// By their first two characters, the longest first: words, and the index of their meaning. Those of one character
    /// have no second.
    by_begin: HashMap<Begin, Vec<(String, usize)>>,
    /// All units, the longest first.
    all_units: Vec<String>,
}

/// The meanings that are given to more than words: to names, titles and years.
#[derive(Debug, PartialEq)]
pub struct Meant {
    /// Of what says nothing.
    pub plain: Arc<Word>,
    /// Of 和.
    pub and: Arc<Word>,
    /// Of the agency that reports.
    pub speaker: Arc<Word>,
    /// Of other bodies.
    pub body: Arc<Word>,
    /// Of the agency with others.
    pub wider: Arc<Word>,
    /// Of what was carried in from the year before.
    pub carried_in: Arc<Word>,
    /// Of what is carried over.
    pub carried_out: Arc<Word>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    units: Units,
    word: Vec<Word>,
}

static BUILT_IN: LazyLock<Arc<Vocabulary>> = LazyLock::new(|| {
    let File { units, word } = toml::from_str(include_str!("prose.toml")).expect("a test reads it");
    Arc::new(Vocabulary::new(word.into_iter().map(Arc::new).collect(), units))
});

/// Those of the built-in formats.
pub fn built_in() -> &'static Arc<Vocabulary> {
    &BUILT_IN
}

impl Vocabulary {
    /// A vocabulary of these; of a word that has two meanings the first counts.
    pub fn new(words: Vec<Arc<Word>>, units: Units) -> Vocabulary {
        let mut by_begin: HashMap<Begin, Vec<(String, usize)>> = HashMap::new();
        let mut add = |word: &str, meaning: usize| {
            let mut chars = word.chars();
            let Some(first) = chars.next() else { return };
            by_begin.entry((first, chars.next())).or_default().push((word.to_owned(), meaning));
        };
        for (index, meaning) in words.iter().enumerate() {
            meaning.words.iter().for_each(|word| add(word, index));
        }
        // What a report calls its own agency: 我局, 本县, 全镇.
        let speaker = words.iter().position(|word| word.tag == Tag::Speaker).unwrap_or(0);
        let agency = &super::openings::words().agency;
        for own in agency.own.iter().filter(|own| !matches!(own.as_str(), "各" | "贵" | "该")) {
            agency.kinds.iter().for_each(|kind| add(&format!("{own}{kind}"), speaker));
            // 以我局为被告的 disputes are those of the report.
            for accused in ["被告", "被告的", "被申请人", "被申请人的"] {
                agency.kinds.iter().for_each(|kind| add(&format!("以{own}{kind}为{accused}"), speaker));
            }
        }
        for words in by_begin.values_mut() {
            words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        }
        let mut all_units: Vec<String> =
            units.counts.iter().chain(&units.money).chain(&units.others).cloned().collect();
        all_units.sort_by_key(|unit| std::cmp::Reverse(unit.len()));
        let meant = Meant::among(&words);
        Vocabulary { words, units, meant, by_begin, all_units }
    }

    /// The longest word with which `text` begins: its length and its meaning.
    pub fn longest(&self, text: &str) -> Option<(usize, &Arc<Word>)> {
        let mut chars = text.chars();
        let first = chars.next()?;
        let begins = [chars.next().map(Some), Some(None)].into_iter().flatten();
        let mut same_begin = begins.filter_map(|second| self.by_begin.get(&(first, second))).flatten();
        // 未结转 is not 未结 and something else.
        let is_whole = |word: &str| !(word.ends_with('结') && text[word.len()..].starts_with('转'));
        let (word, meaning) =
            same_begin.find(|(word, _)| text.starts_with(word.as_str()) && is_whole(word))?;
        Some((word.len(), &self.words[*meaning]))
    }

    /// The longest unit with which `text` begins.
    pub fn unit(&self, text: &str) -> Option<&str> {
        self.all_units.iter().map(String::as_str).find(|unit| text.starts_with(unit))
    }

    /// Whether figures of the tables are counted in a unit.
    pub fn counts(&self, unit: &str) -> bool {
        self.units.counts.iter().any(|other| other == unit)
    }
}

impl Meant {
    fn among(words: &[Arc<Word>]) -> Meant {
        let meaning = |tag: Tag, row: Option<&str>| {
            let is_meant = |word: &&Arc<Word>| {
                word.tag == tag && row.is_none_or(|row| word.any.iter().flatten().eq(std::iter::once(row)))
            };
            let own = || Arc::new(Word::new(tag, row));
            words.iter().find(is_meant).cloned().unwrap_or_else(own)
        };
        Meant {
            plain: meaning(Tag::Plain, None),
            and: meaning(Tag::And, None),
            speaker: meaning(Tag::Speaker, None),
            body: meaning(Tag::Body, None),
            wider: meaning(Tag::Wider, None),
            carried_in: meaning(Tag::Result, Some("carried_in")),
            carried_out: meaning(Tag::Result, Some("carried_out")),
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_word_stands_twice() {
        let mut known = std::collections::HashSet::new();
        for word in super::built_in().words.iter().flat_map(|word| &word.words) {
            assert!(known.insert(word), "{word}");
        }
    }

    #[test]
    fn the_longest_word_counts() {
        let longest = |text: &str| super::built_in().longest(text).map(|(length, word)| (length, word.tag));
        assert_eq!(longest("无法提供3件"), Some(("无法提供".len(), super::Tag::Result)));
        assert_eq!(longest("无法人或其他组织"), Some(("无".len(), super::Tag::Negation)));
        assert_eq!(longest("主动公开信息"), Some(("主动公开".len(), super::Tag::Foreign)));
        assert_eq!(longest("我局"), Some(("我局".len(), super::Tag::Speaker)));
    }
}
