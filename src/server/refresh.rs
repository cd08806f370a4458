//! What the client is asked for of its own accord.
//!
//! Invariant: no handler waits for the client. What it is asked runs on tasks of its own, which nobody gives up
//! half-way.

use std::sync::Arc;

use serde_json::json;
use tower_lsp::Client;
use tower_lsp::lsp_types::notification::{DidChangeConfiguration, DidChangeWatchedFiles, Notification};
use tower_lsp::lsp_types::{ConfigurationItem, Registration};

use super::engine::Engine;
use super::session::Session;
use crate::files::ENDINGS;

/// Has the client ask again what is wrong, each time everything is to be judged anew. One request at a time: what
/// happens meanwhile is in the next.
pub async fn refresh<E: Engine>(session: Arc<Session<E>>, client: Client) {
    loop {
        session.anew.notified().await;
        let settings = session.settings();
        if settings.pulls && settings.refreshes {
            let _ = client.workspace_diagnostic_refresh().await;
        }
    }
}

/// Asks the client to tell of changed settings and files.
pub fn register<E: Engine>(session: &Arc<Session<E>>, client: &Client) {
    let wanted = session.settings().registers;
    let registration = |method: &str, options| Registration {
        id: format!("gouji/{method}"),
        method: method.to_owned(),
        register_options: Some(options),
    };
    let mut registrations = Vec::new();
    if wanted.configuration {
        registrations.push(registration(DidChangeConfiguration::METHOD, json!({"section": "gouji"})));
    }
    if wanted.files {
        let reports = format!("**/*.{{{}}}", ENDINGS.join(","));
        let watchers = json!({"watchers": [{"globPattern": reports}]});
        registrations.push(registration(DidChangeWatchedFiles::METHOD, watchers));
    }
    if registrations.is_empty() {
        return;
    }
    let (session, client) = (session.clone(), client.clone());
    tokio::spawn(async move {
        match client.register_capability(registrations).await {
            Ok(()) if wanted.files => {
                session.workspace.watch();
                session.workspace.walk_again();
            }
            Ok(()) => {}
            Err(error) => tracing::warn!("the client does not tell of changes: {error}"),
        }
    });
}

/// Asks the client what the user has set.
pub fn configuration<E: Engine>(session: &Arc<Session<E>>, client: &Client) {
    if !session.settings().configuration {
        return;
    }
    let (session, client) = (session.clone(), client.clone());
    tokio::spawn(async move {
        let items = vec![ConfigurationItem { scope_uri: None, section: Some("gouji".to_owned()) }];
        match client.configuration(items).await {
            Ok(values) => values.iter().for_each(|value| session.configure(|settings| settings.set(value))),
            Err(error) => tracing::warn!("the client does not say what is set: {error}"),
        }
    });
}
