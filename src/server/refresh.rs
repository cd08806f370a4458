//! What the editor is asked to show anew when settings change.
//!
//! Invariant: only what the change concerns is asked for, only of a client that takes it, and it is not waited for.

use tower_lsp::Client;

use super::settings::Settings;

/// Asks for what is shown otherwise after a change of the settings.
pub fn after_change(client: &Client, before: &Settings, after: &Settings) {
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
