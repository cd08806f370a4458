//! How one writer writes: width of digits and brackets, blanks in words, line ends.

use std::collections::BTreeMap;

use super::model::{Model, Place, Random};

/// The habits of a writer. They change nothing that a reader would see as another report.
#[derive(Debug, Clone)]
pub struct Style {
    pub line_end: &'static str,
    pub byte_order_mark: bool,
    /// Every page begins with a form feed.
    pub form_feed: bool,
    /// Page numbers stand alone on their lines, without strokes.
    pub bare_pages: bool,
    pub full_width_digits: bool,
    pub half_width_brackets: bool,
    pub thousands: bool,
    pub straight_quotes: bool,
    pub traditional: bool,
    /// What follows the number of a row, `.` in the form.
    pub point: &'static str,
    /// In so many of a hundred places a blank stands inside a word.
    pub spaced: usize,
    /// What stands at the end of some lines.
    pub trailing: &'static str,
    /// How zero is written.
    pub zero: &'static str,
}

impl Style {
    /// The plain habits.
    pub fn plain(line_end: &'static str) -> Style {
        Style {
            line_end,
            byte_order_mark: false,
            form_feed: false,
            bare_pages: false,
            full_width_digits: false,
            half_width_brackets: false,
            thousands: false,
            straight_quotes: false,
            traditional: false,
            point: ".",
            spaced: 0,
            trailing: "",
            zero: "0",
        }
    }

    /// Any habits; each report in three has the plain ones.
    pub fn random(random: &mut Random, line_end: &'static str) -> Style {
        if random.chance(33) {
            return Style::plain(line_end);
        }
        let full_width_digits = random.chance(15);
        Style {
            line_end,
            byte_order_mark: random.chance(20),
            form_feed: random.chance(20),
            bare_pages: false,
            full_width_digits,
            half_width_brackets: random.chance(40),
            thousands: random.chance(15),
            straight_quotes: random.chance(20),
            traditional: random.chance(15),
            point: random.pick::<&str>(&[".", "、", "．", ". "]),
            spaced: *random.pick(&[0, 0, 3, 15]),
            trailing: random.pick::<&str>(&["", "", " ", "  ", "\u{a0}", "\u{3000}"]),
            zero: if full_width_digits { "０" } else { random.pick::<&str>(&["0", "0", "0", "0", "〇"]) },
        }
    }
}

const TRADITIONAL: [(char, char); 26] = [
    ('总', '總'),
    ('计', '計'),
    ('动', '動'),
    ('开', '開'),
    ('处', '處'),
    ('请', '請'),
    ('复', '複'),
    ('诉', '訴'),
    ('讼', '訟'),
    ('问', '問'),
    ('题', '題'),
    ('报', '報'),
    ('项', '項'),
    ('规', '規'),
    ('许', '許'),
    ('强', '強'),
    ('业', '業'),
    ('费', '費'),
    ('制', '製'),
    ('发', '發'),
    ('数', '數'),
    ('结', '結'),
    ('转', '轉'),
    ('续', '續'),
    ('属', '屬'),
    ('机', '機'),
];

/// Writes the lines of a report.
pub struct Pen<'a> {
    pub model: &'a Model,
    pub style: Style,
    pub random: Random,
    /// What stands in cells instead of their figures.
    pub marks: BTreeMap<Place, String>,
    lines: Vec<String>,
}

impl<'a> Pen<'a> {
    pub fn new(model: &'a Model, style: Style, random: Random) -> Pen<'a> {
        Pen { model, style, random, marks: BTreeMap::new(), lines: Vec::new() }
    }

    /// Ends a line.
    pub fn line(&mut self, line: impl Into<String>) {
        let mut line = line.into();
        if self.random.chance(20) {
            line += self.style.trailing;
        }
        self.lines.push(line);
    }

    /// Ends a blank line.
    pub fn blank(&mut self) {
        self.lines.push(String::new());
    }

    /// Ends each line of a text.
    pub fn lines(&mut self, text: &str) {
        text.lines().for_each(|line| self.line(line));
    }

    /// The text as it was written.
    pub fn text(&self) -> String {
        let mut text = String::new();
        if self.style.byte_order_mark {
            text.push('\u{feff}');
        }
        for line in &self.lines {
            text += line;
            text += self.style.line_end;
        }
        text
    }

    /// A figure or what stands for it.
    pub fn figure(&mut self, place: Place) -> String {
        if let Some(mark) = self.marks.get(&place) {
            return mark.clone();
        }
        let figure = self.model.get(place).map(|figure| figure.to_string()).unwrap_or_default();
        if figure == "0" {
            return self.style.zero.to_owned();
        }
        let mut written = figure;
        let digits = written.find('.').unwrap_or(written.len());
        if self.style.thousands {
            (1..digits)
                .rev()
                .filter(|at| (digits - at).is_multiple_of(3))
                .for_each(|at| written.insert(at, ','));
        }
        if self.style.full_width_digits { full_width(&written) } else { written }
    }

    /// Words of the form in the writer's hand.
    pub fn words(&mut self, words: &str) -> String {
        let mut written = String::with_capacity(words.len() + 8);
        let mut chars = words.chars().peekable();
        let numbered = words.starts_with(|c: char| c.is_ascii_digit());
        let mut first = true;
        while let Some(c) = chars.next() {
            match c {
                '（' if self.style.half_width_brackets => written.push('('),
                '）' if self.style.half_width_brackets => written.push(')'),
                '“' | '”' if self.style.straight_quotes => written.push('"'),
                '.' if numbered && first => {
                    written += self.style.point;
                    first = false;
                }
                '0'..='9' if self.style.full_width_digits => written += &full_width(&c.to_string()),
                _ if self.style.traditional => {
                    written.push(TRADITIONAL.iter().find(|pair| pair.0 == c).map_or(c, |pair| pair.1));
                }
                _ => written.push(c),
            }
            let han = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c);
            if han(&c) && chars.peek().is_some_and(han) && self.random.chance(self.style.spaced) {
                written.push(*self.random.pick(&[' ', ' ', '\u{3000}']));
            }
        }
        written
    }
}

fn full_width(digits: &str) -> String {
    let wide = |c: char| if c.is_ascii_digit() { char::from_u32(c as u32 + 0xfee0).unwrap() } else { c };
    digits.chars().map(wide).collect()
}
