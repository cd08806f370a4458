//! What the client is asked for of its own accord.
//!
//! Invariant: no handler waits for the client. What it is asked runs on tasks of its own, which nobody gives up
//! half-way.

use std::sync::Arc;

use futures::future::OptionFuture;
use lsp_types::notification::{DidChangeConfiguration, DidChangeWatchedFiles, Notification};
use lsp_types::request::{
    CodeLensRefresh, InlayHintRefreshRequest, RegisterCapability, SemanticTokensRefresh,
    WorkspaceConfiguration, WorkspaceDiagnosticRefresh,
};
use lsp_types::{ConfigurationItem, ConfigurationParams, Registration, RegistrationParams};
use serde_json::json;

use super::adapter::client::Client;
use super::session::Session;
use super::uris;
use gouji_core::config::FILE_NAME;
use gouji_files::ENDINGS;

/// Has the client ask again for what depends on settings and projects, each time everything is to be judged anew. One
/// request of a kind at a time: what happens meanwhile is in the next.
pub async fn refresh(session: Arc<Session>, client: Client) {
    loop {
        session.anew.notified().await;
        let settings = session.settings();
        let findings = OptionFuture::from(
            (settings.pulls && settings.refreshes).then(|| client.ask::<WorkspaceDiagnosticRefresh>(())),
        );
        let tokens =
            OptionFuture::from(settings.refreshes_tokens.then(|| client.ask::<SemanticTokensRefresh>(())));
        let hints =
            OptionFuture::from(settings.refreshes_hints.then(|| client.ask::<InlayHintRefreshRequest>(())));
        let lenses = OptionFuture::from(settings.refreshes_lenses.then(|| client.ask::<CodeLensRefresh>(())));
        let _ = tokio::join!(findings, tokens, hints, lenses);
    }
}

/// Asks the client to tell of changed settings and files.
pub fn register(session: &Arc<Session>, client: &Client) {
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
        let project = format!("**/{FILE_NAME}");
        let watchers = json!({"watchers": [{"globPattern": reports}, {"globPattern": project}]});
        registrations.push(registration(DidChangeWatchedFiles::METHOD, watchers));
    }
    if registrations.is_empty() {
        return;
    }
    let (session, client) = (session.clone(), client.clone());
    tokio::spawn(async move {
        match client.ask::<RegisterCapability>(RegistrationParams { registrations }).await {
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
pub fn configuration(session: &Arc<Session>, client: &Client) {
    if !session.settings().configuration {
        return;
    }
    let (session, client) = (session.clone(), client.clone());
    tokio::spawn(async move {
        let folders = session.folders();
        let scopes = [None].into_iter().chain(folders.iter().map(|folder| uris::of_file(folder)));
        let item = |scope_uri| ConfigurationItem { scope_uri, section: Some("gouji".to_owned()) };
        let asked = session.ask();
        match client
            .ask::<WorkspaceConfiguration>(ConfigurationParams { items: scopes.map(item).collect() })
            .await
        {
            // Who asked later knows better.
            Ok(_) if session.asked() != asked => {}
            Ok(values) => session.configure(|settings| {
                let mut values = values.into_iter();
                settings.set(&values.next().unwrap_or_default());
                settings.set_in(folders.iter().cloned().zip(values));
            }),
            Err(error) => tracing::warn!("the client does not say what is set: {error}"),
        }
    });
}
