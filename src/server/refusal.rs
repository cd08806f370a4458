//! Why a request is not answered.
//!
//! Invariant: a request that is stopped, overtaken or asks for what cannot be is told so; one that fails is logged.

use std::fmt::Display;

/// An answer, or why there is none.
pub type Result<T> = std::result::Result<T, Refusal>;

/// Why a request is not answered.
#[derive(Debug)]
pub enum Refusal {
    /// The text has changed since.
    Modified,
    /// It was stopped.
    Stopped,
    /// What it was about has changed, and the client is to ask again.
    Overtaken,
    /// It asks for what cannot be.
    Invalid(String),
    /// It cannot be done for this client.
    Impossible(String),
    /// The work for it has failed.
    Failed,
}

/// What is answered where the work for a request has failed.
pub fn failed(about: impl Display, failure: &dyn Display) -> Refusal {
    tracing::error!("a request for {about} failed: {failure}");
    Refusal::Failed
}
