//! How a request is answered.
//!
//! Invariant: an answer is about the document as it stood when the request came, and is given only if it still
//! stands so. Everything is computed on the blocking pool, where a panic ends nothing but its request.

use std::sync::Arc;

use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::Url;

use super::engine::Engine;
use super::session::{Analysed, Session, Snapshot};

/// Answers from all that is known of a document; none if it is not open or is no report.
///
/// The snapshot is taken before the first `.await`, so in the order of the wire.
pub async fn answer<E, T, F>(session: &Arc<Session<E>>, uri: &Url, compute: F) -> Result<Option<T>>
where
    E: Engine,
    T: Send + 'static,
    F: FnOnce(&Snapshot<E>, &Analysed<E>) -> T + Send + 'static,
{
    let Some(snapshot) = session.snapshot(uri).filter(Snapshot::may_be_report) else { return Ok(None) };
    let revision = snapshot.revision;
    let keeper = session.clone();
    let computed = tokio::task::spawn_blocking(move || {
        let analysed = snapshot.analyse();
        keeper.keep(&snapshot.uri, &analysed);
        analysed.is_report.then(|| compute(&snapshot, &analysed))
    });
    let answer = computed.await.map_err(|failure| {
        tracing::error!("a request for {uri} failed: {failure}");
        Error::internal_error()
    })?;
    if session.revision(uri) != Some(revision) {
        return Err(Error::content_modified());
    }
    Ok(answer)
}
