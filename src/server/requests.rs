//! How a request is answered.
//!
//! Invariant: an answer is about the document as it stood when the request came, and is given only if it still
//! stands so or the client can be trusted to see to that. A document is judged once for all who ask, and by no request;
//! what is asked of it is computed on the blocking pool as there is room for the answer; there a panic ends nothing but
//! its request.

use std::sync::Arc;

use lsp_types::Url;

use super::refusal::{Refusal, Result, failed};
use super::session::Session;
use super::snapshot::{Analysed, Snapshot};

/// Answers from all that is known of a document; none if it is not open or is no report.
///
/// Where it is judged otherwise meanwhile the answer is given all the same: the client is told to ask again for what
/// depends on that. The snapshot is taken before the first `.await`, so in the order of the wire.
pub async fn answer<T, F>(session: &Arc<Session>, uri: &Url, compute: F) -> Result<Option<T>>
where
    T: Send + 'static,
    F: FnOnce(&Snapshot, &Analysed) -> T + Send + 'static,
{
    let Some(asked) = snapshot(session, uri) else { return Ok(None) };
    let edited = asked.edited;
    let Some((snapshot, analysed)) = known(session, asked).await? else {
        return Err(Refusal::Modified);
    };
    if !analysed.is_report {
        return Ok(None);
    }
    let computed = session.backlog.work(move || compute(&snapshot, &analysed));
    let answer = computed.await.map_err(|failure| failed(uri, &failure))?;
    if session.edited(uri) != Some(edited) {
        return Err(Refusal::Modified);
    }
    Ok(Some(answer))
}

/// The same for documents for which `wanted` holds, reports or not, and also where the document no longer stands so:
/// for what the client itself fits to what was typed meanwhile.
pub async fn answer_as_asked<T, W, F>(
    session: &Arc<Session>,
    uri: &Url,
    wanted: W,
    compute: F,
) -> Result<Option<T>>
where
    T: Send + 'static,
    W: FnOnce(&Snapshot, &Analysed) -> bool + Send + 'static,
    F: FnOnce(&Snapshot, &Analysed) -> T + Send + 'static,
{
    let Some(mut asked) = snapshot(session, uri) else { return Ok(None) };
    let known = known(session, asked.clone()).await?;
    let computed = session.backlog.work(move || {
        let (snapshot, analysed) = known.unwrap_or_else(|| {
            let analysed = asked.analyse();
            (asked, analysed)
        });
        wanted(&snapshot, &analysed).then(|| compute(&snapshot, &analysed))
    });
    computed.await.map_err(|failure| failed(uri, &failure))
}

/// A document that can be a report at all, as it is when it is asked about.
fn snapshot(session: &Session, uri: &Url) -> Option<Snapshot> {
    session.snapshot(uri).filter(Snapshot::may_be_report).map(Snapshot::awaiting)
}

/// All that is known of a document once it is judged as it was `asked` for; none where its text has changed meanwhile.
pub async fn known(session: &Session, mut asked: Snapshot) -> Result<Option<(Snapshot, Arc<Analysed>)>> {
    let Some(judged) = asked.is_judged().await else { return Ok(None) };
    let now = session.snapshot(&asked.uri).filter(|now| now.edited == asked.edited);
    let Some(mut now) = now else { return Ok(None) };
    match now.known().filter(|_| !judged.failed) {
        Some(analysed) => Ok(Some((now, analysed))),
        None => Err(failed(&asked.uri, &"it could not be judged")),
    }
}
