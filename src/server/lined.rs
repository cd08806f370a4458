//! JSON whose lines move.
//!
//! Invariant: what is written for a line is what would be written if everything in it were made for that line: the
//! lines in it are counted from the first line of a report and are put in as they go out.

use std::ops::Range;

use serde::Serialize;

/// The members of a JSON array, without the brackets around them.
#[derive(Debug, Default)]
pub struct Lined {
    bytes: Vec<u8>,
    /// Where lines stand in them.
    lines: Vec<(Range<usize>, u32)>,
}

impl Lined {
    /// Members in which lines count from the first line of their report.
    pub fn of(members: &[impl Serialize]) -> Lined {
        // `line`, `startLine` and `endLine`. The quotation marks of what is written are escaped, so this can only be
        // the end of the name of a member.
        const LINE: &[u8] = br#"ine":"#;
        let Ok(mut bytes) = serde_json::to_vec(members) else { return Lined::default() };
        bytes.pop();
        bytes.drain(..1);
        let found = bytes.windows(LINE.len()).enumerate().filter(|(_, window)| *window == LINE);
        let line = |(at, _)| {
            let from = at + LINE.len();
            let digits = bytes[from..].iter().take_while(|byte| byte.is_ascii_digit());
            let (count, line) =
                digits.fold((0, 0), |(count, line), digit| (count + 1, line * 10 + u32::from(digit - b'0')));
            (from..from + count, line)
        };
        let lines = found.map(line).collect();
        Lined { bytes, lines }
    }

    /// The members of all reports as one array, each with the line in which its report begins.
    pub fn array<'a>(reports: impl Iterator<Item = (u32, &'a Lined)> + Clone) -> Vec<u8> {
        let length =
            reports.clone().map(|(_, lined)| lined.bytes.len() + 2 * lined.lines.len()).sum::<usize>();
        let mut array = Vec::with_capacity(length + 2);
        array.push(b'[');
        for (line, lined) in reports.filter(|(_, lined)| !lined.bytes.is_empty()) {
            if array.len() > 1 {
                array.push(b',');
            }
            lined.write(line, &mut array);
        }
        array.push(b']');
        array
    }

    fn write(&self, line: u32, to: &mut Vec<u8>) {
        let mut written = 0;
        for (at, counted) in &self.lines {
            to.extend(&self.bytes[written..at.start]);
            decimal(line + counted, to);
            written = at.end;
        }
        to.extend(&self.bytes[written..]);
    }
}

fn decimal(number: u32, to: &mut Vec<u8>) {
    let from = to.len();
    let mut rest = number;
    loop {
        to.push(b'0' + (rest % 10) as u8);
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    to[from..].reverse();
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn lines_move_and_nothing_else_does() {
        let members = |line: u32| {
            [
                json!({"range": {"start": {"line": line, "character": 7}}, "message": "\"line\":7, {\"startLine\":8}"}),
                json!({"startLine": line + 9, "endLine": line + 1234, "startCharacter": 3, "kind": "line"}),
            ]
        };
        let lined = Lined::of(&members(0));
        let nothing = Lined::of(&[] as &[Value]);
        for line in [0, 1, 99, 4_000_000] {
            let expected = [members(line), members(5)].concat();
            let reports = [(3, &nothing), (line, &lined), (5, &lined), (7, &nothing)];
            assert_eq!(
                String::from_utf8(Lined::array(reports.into_iter())).unwrap(),
                serde_json::to_string(&expected).unwrap()
            );
        }
        assert_eq!(Lined::array([(3, &nothing)].into_iter()), b"[]");
    }
}
