//! What of a folder is passed over, and why.
//!
//! Invariant: it is counted and never stands in the way: a folder of any size is looked through within bounds.

use std::collections::HashSet;
use std::ops::AddAssign;
use std::path::Path;

use ignore::WalkBuilder;

use super::names::{may_be_report, plain};
use gouji_core::rules::Lang;

/// How many files of folders were not looked into, by the reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PassedOver {
    /// They are no reports.
    pub no_report: usize,
    /// A `.gitignore` or `.ignore` says that they do not matter.
    pub ignored: usize,
    /// They have more bytes than any report.
    pub too_large: usize,
    /// They are links to folders, or to nothing.
    pub links: usize,
}

/// The files that have the names of reports and were not `found` because they are ignored. Where there are very many
/// other files, not all are counted.
pub fn ignored(folder: &Path, found: &HashSet<&Path>) -> PassedOver {
    const AT_MOST: usize = 20_000;
    let entries = WalkBuilder::new(folder).standard_filters(false).hidden(true).build().take(AT_MOST);
    let files = entries.filter_map(Result::ok).filter(|entry| {
        let is_link = entry.path_is_symlink();
        let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
        is_file && !is_link && may_be_report(entry.path())
    });
    // What was found is told of elsewhere, what is too large as well.
    let large = |path: &Path| path.metadata().is_ok_and(|data| data.len() > super::read::LARGEST);
    let ignored =
        files.filter(|entry| !found.contains(&*plain(entry.path())) && !large(entry.path())).count();
    PassedOver { ignored, ..PassedOver::default() }
}

impl PassedOver {
    /// The same in words; none where nothing was passed over.
    pub fn words(&self, lang: Lang) -> Option<String> {
        let parts = [
            (self.no_report, "不是年度报告", "no annual report"),
            (self.ignored, "被 .gitignore 排除", "ignored by .gitignore"),
            (self.too_large, "太大", "too large"),
            (self.links, "是文件夹的链接或失效的链接", "links to folders or to nothing"),
        ];
        let parts = parts.into_iter().filter(|(count, ..)| *count > 0);
        let parts: Vec<String> = parts
            .map(|(count, zh, en)| match lang {
                Lang::Zh => format!("{count} 个{zh}"),
                Lang::En => format!("{count} {en}"),
            })
            .collect();
        (!parts.is_empty()).then(|| match lang {
            Lang::Zh => format!("略过的文件：{}", parts.join("，")),
            Lang::En => format!("Passed over: {}", parts.join(", ")),
        })
    }
}

impl AddAssign for PassedOver {
    fn add_assign(&mut self, other: PassedOver) {
        self.no_report += other.no_report;
        self.ignored += other.ignored;
        self.too_large += other.too_large;
        self.links += other.links;
    }
}
