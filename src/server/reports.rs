//! Going to a report of the folders by its agency and year.

use std::sync::Arc;

use lsp_types::{Location, SymbolInformation, SymbolKind};

use super::refusal::{Refusal, Result, failed};
use super::session::Session;
use super::stop::Waiting;
use super::survey;
use gouji_core::assist::reports;

/// The reports whose name or file `query` fits, all of them where it is empty.
pub async fn symbols(session: &Arc<Session>, query: String) -> Result<Vec<SymbolInformation>> {
    let waiting = Waiting::default();
    let (surveyed, stop) = (session.clone(), waiting.stop());
    let found = session.backlog.work(move || {
        let mut symbols = Vec::new();
        survey::survey(&surveyed, None, &stop, |_, _, found| {
            let Some(found) = found else { return };
            let file = found.path.file_name().unwrap_or_default().to_string_lossy();
            let fitting =
                found.judged.reports.iter().filter(|report| reports::matches(&query, &[&report.name, &file]));
            #[allow(deprecated)] // the struct has no other way to be made
            symbols.extend(fitting.map(|report| SymbolInformation {
                name: report.name.clone(),
                kind: SymbolKind::MODULE,
                tags: None,
                deprecated: None,
                location: Location { uri: found.uri.clone(), range: report.range },
                container_name: Some(file.clone().into_owned()),
            }));
        })
        .map(|()| symbols)
    });
    found.await.map_err(|failure| failed("the folders", &failure))?.ok_or(Refusal::Stopped)
}
