//! The client, as it is spoken to without being asked.
//!
//! Invariant: whoever asks and no longer waits does no harm, but must not wait where messages are read.

use std::fmt::{self, Display};

use lsp_types::notification::Notification;
use lsp_types::request::Request;

/// The client.
#[derive(Debug, Clone)]
pub struct Client(tower_lsp::Client);

impl Client {
    /// Tells the client something.
    pub async fn tell<N: Notification>(&self, params: N::Params) {
        self.0.send_notification::<N>(params).await;
    }

    /// Asks the client something.
    ///
    /// # Errors
    ///
    /// Where the client refuses, or is not ready to be asked.
    pub async fn ask<R: Request>(&self, params: R::Params) -> Result<R::Result, Refused> {
        self.0.send_request::<R>(params).await.map_err(|error| Refused(error.to_string()))
    }
}

impl From<tower_lsp::Client> for Client {
    fn from(client: tower_lsp::Client) -> Client {
        Client(client)
    }
}

/// The client does not do what it was asked, and why.
#[derive(Debug)]
pub struct Refused(String);

impl Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
