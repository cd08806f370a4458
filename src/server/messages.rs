//! What the server itself says to people.

use gouji_core::rules::Lang;
use gouji_files::{FormatMistake, wrong_format};

/// What long work on the folders is called.
pub fn checking(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "检查年度报告",
        Lang::En => "Checking reports",
    }
}

/// What is wrong with the file of a format.
pub fn format(mistake: &FormatMistake, lang: Lang) -> String {
    let (path, error) = match mistake {
        FormatMistake::Unreadable(path, error) => return error.line(path, lang),
        FormatMistake::Wrong(path, error) => (path, error),
    };
    let place = wrong_format(path, error, lang);
    match lang {
        Lang::Zh => format!("格式文件有误：{place}"),
        Lang::En => format!("the format file has a mistake: {place}"),
    }
}

/// How checking all reports has ended; `faulty` of them have errors or warnings, `partly` could not be checked whole.
pub fn checked(reports: usize, faulty: usize, partly: usize, lang: Lang) -> String {
    let words = match (lang, reports, faulty) {
        (Lang::Zh, 0, _) => "文件夹里没有找到年度报告".to_owned(),
        (Lang::Zh, _, 0) if partly > 0 => format!("检查了 {reports} 份报告，已核对的部分未发现问题"),
        (Lang::Zh, _, 0) => format!("检查了 {reports} 份报告，未发现问题"),
        (Lang::Zh, ..) => format!("检查了 {reports} 份报告，{faulty} 份有问题"),
        (Lang::En, 0, _) => "No annual report in the folders".to_owned(),
        (Lang::En, _, 0) if partly > 0 => {
            format!("Checked {reports} reports, found no problems in what could be checked")
        }
        (Lang::En, _, 0) => format!("Checked {reports} reports, found no problems"),
        (Lang::En, ..) => format!("Checked {reports} reports, {faulty} have problems"),
    };
    match (lang, partly) {
        (_, 0) => words,
        (Lang::Zh, _) => format!("{words}，{partly} 份有未填、缺少或未能读出的格"),
        (Lang::En, _) => format!("{words}; {partly} have cells that are blank, missing or not read"),
    }
}
