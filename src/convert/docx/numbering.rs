//! The numbers that Word puts before paragraphs.
//!
//! Invariant: a number is what Word shows. Of a list that is not known nothing is said.

use std::collections::HashMap;

use crate::refusal::Refusal;
use crate::xml::{Element, Node, Nodes};

/// The deepest level of a list.
const LEVELS: usize = 9;

/// The lists of a document, and how far each has got.
#[derive(Default)]
pub struct Numbering {
    /// How the lists count, by their ids.
    kinds: HashMap<String, Vec<Level>>,
    /// For each list its kind, and where levels begin otherwise.
    lists: HashMap<String, (String, HashMap<usize, usize>)>,
    /// For each kind, or list that begins otherwise, the last number of each level.
    counts: HashMap<String, [Option<usize>; LEVELS]>,
    /// The lists of styles, by their ids.
    styles: HashMap<String, Style>,
}

/// How a level counts.
#[derive(Default, Clone)]
struct Level {
    start: usize,
    format: String,
    /// What is shown, with `%1` for the number of the first level.
    text: String,
    /// Whether the numbers of outer levels are shown in digits.
    is_legal: bool,
    /// The style whose paragraphs are of this level.
    style: Option<String>,
}

/// What a style says of lists.
#[derive(Default, Clone)]
struct Style {
    parent: Option<String>,
    list: Option<String>,
    level: Option<usize>,
}

/// What a paragraph says of its list.
#[derive(Default)]
pub struct Said {
    /// The list; `0` for none.
    pub list: Option<String>,
    /// The level in it.
    pub level: Option<usize>,
    /// The style.
    pub style: Option<String>,
}

impl Said {
    /// Takes over what an element of the properties of a paragraph says.
    pub fn hear(&mut self, element: &Element<'_>) {
        match element.name() {
            "pStyle" => self.style = element.attribute("val"),
            "numId" => self.list = element.attribute("val"),
            "ilvl" => self.level = element.number("val"),
            _ => {}
        }
    }
}

impl Numbering {
    /// The lists that these parts speak of.
    pub fn of(numbering: Option<&str>, styles: Option<&str>) -> Result<Numbering, Refusal> {
        let mut read = Numbering::default();
        numbering.map(|part| read.lists(part)).transpose()?;
        styles.map(|part| read.styles(part)).transpose()?;
        Ok(read)
    }

    fn lists(&mut self, part: &str) -> Result<(), Refusal> {
        let mut nodes = Nodes::of(part);
        let (mut kind, mut list, mut level) = (String::new(), String::new(), 0);
        while let Some(node) = nodes.next()? {
            let Node::Open(element) = node else { continue };
            let value = || element.attribute("val");
            match element.name() {
                "abstractNum" => {
                    (kind, list) = (element.attribute("abstractNumId").unwrap_or_default(), String::new());
                    self.kinds.insert(kind.clone(), vec![Level::default(); LEVELS]);
                }
                "num" => {
                    (kind, list) = (String::new(), element.attribute("numId").unwrap_or_default());
                    self.lists.insert(list.clone(), Default::default());
                }
                "abstractNumId" => {
                    if let (Some((kind, _)), Some(value)) = (self.lists.get_mut(&list), value()) {
                        *kind = value;
                    }
                }
                "lvl" | "lvlOverride" => level = element.number("ilvl").unwrap_or(0).min(LEVELS - 1),
                "startOverride" => {
                    if let (Some((_, starts)), Some(start)) =
                        (self.lists.get_mut(&list), element.number("val"))
                    {
                        starts.insert(level, start);
                    }
                }
                name => {
                    let Some(levels) = self.kinds.get_mut(&kind) else { continue };
                    let this = &mut levels[level];
                    match name {
                        "start" => this.start = element.number("val").unwrap_or(0),
                        "numFmt" => this.format = value().unwrap_or_default(),
                        "lvlText" => this.text = value().unwrap_or_default(),
                        "isLgl" => this.is_legal = element.is_on(),
                        "pStyle" => this.style = value(),
                        _ => {}
                    }
                }
            }
        }
        Ok(())
    }

    fn styles(&mut self, part: &str) -> Result<(), Refusal> {
        let mut nodes = Nodes::of(part);
        let mut id = String::new();
        while let Some(node) = nodes.next()? {
            let Node::Open(element) = node else { continue };
            if element.name() == "style" {
                id = element.attribute("styleId").unwrap_or_default();
                self.styles.insert(id.clone(), Style::default());
            }
            let Some(style) = self.styles.get_mut(&id) else { continue };
            match element.name() {
                "basedOn" => style.parent = element.attribute("val"),
                "numId" => style.list = element.attribute("val"),
                "ilvl" => style.level = element.number("val"),
                _ => {}
            }
        }
        Ok(())
    }

    /// What is shown before the next paragraph.
    pub fn next(&mut self, said: &Said) -> String {
        self.counted(said).unwrap_or_default()
    }

    fn counted(&mut self, said: &Said) -> Option<String> {
        let (list, level) = self.place(said)?;
        let (kind, starts) = self.lists.get(&list)?;
        let levels = self.kinds.get(kind)?;
        let this = levels.get(level)?;
        // A list that begins otherwise counts for itself.
        let counter = if starts.is_empty() { kind.clone() } else { format!("{kind}/{list}") };
        let counts = self.counts.entry(counter).or_default();
        let start = |level: usize| starts.get(&level).copied().unwrap_or(levels[level].start);
        counts[level] = Some(counts[level].map_or(start(level), |last| last + 1));
        counts[level + 1..].fill(None);
        if this.format == "bullet" {
            // Signs of fonts that only draw are points.
            let sign = this.text.chars().next()?;
            return Some(if matches!(sign, '\u{e000}'..='\u{f8ff}') { '•' } else { sign }.into());
        }
        let mut shown = String::new();
        let mut text = this.text.chars();
        while let Some(c) = text.next() {
            if c != '%' {
                shown.push(c);
                continue;
            }
            let of = text.next()?.to_digit(10)?.checked_sub(1)? as usize;
            let number = counts[of].unwrap_or_else(|| start(of));
            let format =
                if this.is_legal && of < level { "decimal" } else { levels.get(of)?.format.as_str() };
            shown += &written(number, format);
        }
        Some(shown)
    }

    /// The list and the level in which a paragraph stands.
    fn place(&self, said: &Said) -> Option<(String, usize)> {
        let mut style = said.style.as_deref();
        let (mut list, mut level) = (said.list.clone(), said.level);
        let mut seen = 0;
        while let Some(of) = style.and_then(|id| self.styles.get(id)) {
            if list.is_none() && of.list.is_some() {
                list = of.list.clone();
                level = level.or(of.level).or_else(|| self.level_of(list.as_deref()?, style?));
            }
            style = of.parent.as_deref();
            seen += 1;
            if seen > self.styles.len() {
                break;
            }
        }
        Some((list.filter(|list| list != "0")?, level.unwrap_or(0).min(LEVELS - 1)))
    }

    /// The level of a list that is of this style.
    fn level_of(&self, list: &str, style: &str) -> Option<usize> {
        let levels = self.kinds.get(&self.lists.get(list)?.0)?;
        levels.iter().position(|level| level.style.as_deref() == Some(style))
    }
}

/// A number as a format of Word writes it.
fn written(number: usize, format: &str) -> String {
    let of_row = |row: &str| row.chars().nth(number.wrapping_sub(1)).map(String::from);
    let letters = |first: u8| {
        let letter = char::from(first + (number.wrapping_sub(1) % 26) as u8);
        (number > 0).then(|| letter.to_string().repeat(1 + (number - 1) / 26))
    };
    let shown = match format {
        "none" => Some(String::new()),
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "ideographDigital"
        | "japaneseDigitalTenThousand"
        | "koreanCounting" => chinese(number),
        "ideographTraditional" => of_row("甲乙丙丁戊己庚辛壬癸"),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => of_row("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
        "decimalFullWidth" | "decimalFullWidth2" => Some(
            number
                .to_string()
                .chars()
                .map(|digit| char::from_u32(digit as u32 + 0xfee0).unwrap_or(digit))
                .collect(),
        ),
        "decimalZero" => Some(format!("{number:02}")),
        "upperLetter" => letters(b'A'),
        "lowerLetter" => letters(b'a'),
        "upperRoman" => Some(roman(number)),
        "lowerRoman" => Some(roman(number).to_lowercase()),
        _ => None,
    };
    shown.unwrap_or_else(|| number.to_string())
}

/// A number in Chinese, where it has at most two digits.
fn chinese(number: usize) -> Option<String> {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match (number / 10, number % 10) {
        (0, 0) => Some("〇".to_owned()),
        (0, ones) => Some(DIGITS[ones].to_owned()),
        (1, ones) => Some(format!("十{}", DIGITS[ones])),
        (tens @ 2..=9, ones) => Some(format!("{}十{}", DIGITS[tens], DIGITS[ones])),
        _ => None,
    }
}

fn roman(number: usize) -> String {
    const SIGNS: [(usize, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut left = number.min(4999);
    let mut shown = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            shown += sign;
            left -= value;
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        for (number, format, shown) in [
            (1, "chineseCountingThousand", "一"),
            (10, "chineseCounting", "十"),
            (23, "japaneseCounting", "二十三"),
            (3, "decimal", "3"),
            (28, "lowerLetter", "bb"),
            (4, "upperRoman", "IV"),
            (2, "decimalEnclosedCircle", "②"),
            (2, "ideographTraditional", "乙"),
            (21, "decimalEnclosedCircle", "21"),
        ] {
            assert_eq!(written(number, format), shown, "{number} {format}");
        }
    }
}
