//! A report that somebody has filled in: zeros in all tables, and words where the template asks for them.

use gouji::format::{Format, template};

/// The report, in which `said` stands wherever the template asks for something.
pub fn report(format: &Format, said: &str) -> String {
    let mut text = template::report_with(format, "云溪县丁香镇人民政府", 2024, &|table| {
        template::table(format, table, &|_| "0".to_owned())
    });
    while let Some(start) = text.find("（请填写") {
        let end = start + text[start..].find('）').unwrap() + "）".len();
        text.replace_range(start..end, said);
    }
    text
}
