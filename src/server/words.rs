//! What the server itself says to people.

use crate::rules::Lang;

/// What long work on the folders is called.
pub fn checking(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "检查年度报告",
        Lang::En => "Checking reports",
    }
}

/// How checking all reports has ended; `faulty` of them have errors or warnings.
pub fn checked(reports: usize, faulty: usize, lang: Lang) -> String {
    match (lang, reports, faulty) {
        (Lang::Zh, 0, _) => "文件夹里没有找到年度报告".to_owned(),
        (Lang::Zh, _, 0) => format!("检查了 {reports} 份报告，没有发现问题"),
        (Lang::Zh, ..) => format!("检查了 {reports} 份报告，{faulty} 份有问题"),
        (Lang::En, 0, _) => "No annual report in the folders".to_owned(),
        (Lang::En, _, 0) => format!("Checked {reports} reports, found no problems"),
        (Lang::En, ..) => format!("Checked {reports} reports, {faulty} have problems"),
    }
}
