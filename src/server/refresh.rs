//! What the editor is asked to show anew when settings change.
//!
//! Invariant: only what the change concerns is asked for, only of a client that takes it, and it is not waited for.

use tower_lsp::Client;

use super::engine::Engine;
use super::session::Session;
use super::settings::Settings;

/// Changes the settings and has shown anew what they concern.
pub fn configure<E: Engine>(session: &Session<E>, client: &Client, change: impl FnOnce(&mut Settings)) {
    let before = session.settings();
    session.configure(change);
    after_change(client, &before, &session.settings());
}

/// Asks for what is shown otherwise after a change of the settings.
fn after_change(client: &Client, before: &Settings, after: &Settings) {
    let worded_otherwise = before.lang != after.lang;
    if after.refreshes_hints && (worded_otherwise || before.hints != after.hints) {
        let client = client.clone();
        tokio::spawn(async move { client.inlay_hint_refresh().await });
    }
    if after.refreshes_lenses && (worded_otherwise || before.code_lens != after.code_lens) {
        let client = client.clone();
        tokio::spawn(async move { client.code_lens_refresh().await });
    }
}
