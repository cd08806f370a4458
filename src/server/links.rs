//! The pages of what is cited.

use lsp_types::{DocumentLink, Url};

use super::convert;
use super::snapshot::{Analysed, Snapshot};
use gouji_core::assist::links::{self, Cited};

/// A link for each citation; none where no base of pages is set, for then there is nothing to open.
pub fn links(snapshot: &Snapshot, analysed: &Analysed) -> Vec<DocumentLink> {
    let (settings, text) = (&snapshot.settings, &analysed.text);
    let Some(base) = &settings.rule_base else { return Vec::new() };
    let link = |Cited { range, citation }: Cited| {
        Some(DocumentLink {
            range: convert::range(range, text, settings.encoding),
            target: Some(Url::parse(&format!("{base}/{}.md", links::page(citation))).ok()?),
            tooltip: settings.link_tooltips.then(|| links::brief(citation, settings.lang)),
            data: None,
        })
    };
    links::links(text).into_iter().filter_map(link).collect()
}
