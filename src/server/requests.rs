//! How a request is answered.
//!
//! Invariant: an answer is about the document as it stood when the request came, and is given only if it still
//! stands so or the client can be trusted to see to that. Everything is computed on the blocking pool, where a panic ends nothing but its request. Long work
//! stops soon after nobody waits for it any more.

use std::fmt::Display;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::Url;

use super::engine::Engine;
use super::session::Session;
use super::snapshot::{Analysed, Snapshot};

/// Tells long work to stop.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// The work is to stop.
    pub fn set(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether it is to stop.
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Whether nobody else can be told any more.
    pub fn is_last(&self) -> bool {
        Arc::strong_count(&self.0) == 1
    }
}

/// Held while long work is waited for. A request that is cancelled is dropped, and this with it.
#[derive(Debug, Default)]
pub struct Waiting(Stop);

impl Waiting {
    /// What the work looks at.
    pub fn stop(&self) -> Stop {
        self.0.clone()
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.set();
    }
}

/// What is answered where the work for a request has failed.
pub fn failed(about: impl Display, failure: &dyn Display) -> Error {
    tracing::error!("a request for {about} failed: {failure}");
    Error::internal_error()
}

/// Answers from all that is known of a document; none if it is not open or is no report.
///
/// Where it is judged otherwise meanwhile the answer is given all the same: the client is told to ask again for what
/// depends on that. The snapshot is taken before the first `.await`, so in the order of the wire.
pub async fn answer<E, T, F>(session: &Arc<Session<E>>, uri: &Url, compute: F) -> Result<Option<T>>
where
    E: Engine,
    T: Send + 'static,
    F: FnOnce(&Snapshot<E>, &Analysed<E>) -> T + Send + 'static,
{
    let asked = session.edited(uri);
    let answer = answer_as_asked(session, uri, |_, analysed| analysed.is_report, compute).await?;
    if session.edited(uri) != asked {
        return Err(Error::content_modified());
    }
    Ok(answer)
}

/// The same for documents for which `wanted` holds, reports or not, and also where the document no longer stands so:
/// for what the client itself fits to what was typed meanwhile.
pub async fn answer_as_asked<E, T, W, F>(
    session: &Arc<Session<E>>,
    uri: &Url,
    wanted: W,
    compute: F,
) -> Result<Option<T>>
where
    E: Engine,
    T: Send + 'static,
    W: FnOnce(&Snapshot<E>, &Analysed<E>) -> bool + Send + 'static,
    F: FnOnce(&Snapshot<E>, &Analysed<E>) -> T + Send + 'static,
{
    let Some(mut snapshot) = session.snapshot(uri).filter(Snapshot::may_be_report) else { return Ok(None) };
    let keeper = session.clone();
    let computed = tokio::task::spawn_blocking(move || {
        let analysed = snapshot.analyse();
        keeper.keep(&snapshot.uri, &analysed);
        wanted(&snapshot, &analysed).then(|| compute(&snapshot, &analysed))
    });
    computed.await.map_err(|failure| failed(uri, &failure))
}
