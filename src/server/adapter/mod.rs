//! How the protocol is spoken.
//!
//! Invariant: only this folder knows by what: the rest of the server knows the protocol's types, asks the client
//! through a [`client::Client`] and refuses requests with a [`Refusal`].

pub mod client;
mod framing;
mod methods;
mod normalize;
mod parent;
pub mod pipes;
mod raw;
mod transport;

use std::io;
use std::sync::Arc;

use serde_json::json;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::mpsc;
use tower_lsp::jsonrpc::{Error, ErrorCode};

use crate::backlog::Backlog;
use crate::refusal::Refusal;
use crate::session::Session;
use crate::uris::Uris;

/// What is logged of it: it warns of what every client does.
pub const LOGGED: &str = "tower_lsp=error";

/// What the protocol calls an answer that the server gives up: the client asks again.
const SERVER_CANCELLED: i64 = -32802;
/// What the protocol calls an answer that cannot be given, though there is nothing wrong with the request.
const REQUEST_FAILED: i64 = -32803;

/// What the session and the wire have in common.
pub struct Ways {
    /// The bodies of messages to the client, with the addresses that it knows.
    pub told: mpsc::Receiver<Vec<u8>>,
    /// The answers that the client has not read.
    pub backlog: Arc<Backlog>,
    /// How the client spells addresses.
    pub uris: Arc<Uris>,
}

/// Serves one client until it is gone and returns the exit code: 0 if it asked for the shutdown, otherwise 1.
pub async fn serve<I, O>(input: I, output: O, session: Arc<Session>, ways: Ways) -> io::Result<u8>
where
    I: AsyncRead + Unpin + Send + 'static,
    O: AsyncWrite + Unpin + Send + 'static,
{
    let (service, socket) = methods::service(&session);
    transport::serve(input, output, service, socket, ways).await
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Error {
        let failed = |code, message: String| Error {
            code: ErrorCode::ServerError(code),
            message: message.into(),
            data: None,
        };
        match refusal {
            Refusal::Modified => Error::content_modified(),
            Refusal::Stopped => Error::request_cancelled(),
            Refusal::Overtaken => Error {
                data: Some(json!({"retriggerRequest": true})),
                ..failed(SERVER_CANCELLED, "the document has changed".to_owned())
            },
            Refusal::Invalid(why) => Error::invalid_params(why),
            Refusal::Impossible(why) => failed(REQUEST_FAILED, why),
            Refusal::Failed => Error::internal_error(),
        }
    }
}
