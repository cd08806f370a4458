//! Reports of the sizes that are measured.

use gouji::format::{Formats, template};

const ROW: &str = "一、本年新收";

/// Reports one behind the other, about `size` bytes of them, at least one.
pub fn compilation(size: usize) -> String {
    let format = &Formats::built_in().all()[0];
    let mut text = String::new();
    for number in 1.. {
        let report = template::report(format, &format!("云溪县第{number}街道办事处"), 2024);
        if !text.is_empty() && text.len() + report.len() > size {
            break;
        }
        text.push_str(&report);
        text.push('\n');
    }
    text
}

/// Where the figure stands that the edits change: in the row 本年新收 of the report in the middle.
pub fn figure(text: &str) -> usize {
    let middle = text.ceil_char_boundary(text.len() / 2);
    let row = text[middle..].find(ROW).map(|at| middle + at).or_else(|| text.find(ROW));
    let row = row.expect("every report has the row");
    row + text[row..].find('0').expect("the row has figures")
}
