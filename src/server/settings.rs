//! What was agreed with the client, and what the user has set.
//!
//! Invariant: a setting that cannot be understood leaves things as they are.

use serde_json::Value;
use tower_lsp::lsp_types::{InitializeParams, MarkupKind, Url};

use super::convert;
use crate::assist::hover::Markup;
use crate::rules::Lang;
use crate::text::Encoding;

/// What was agreed and set.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// The unit in which positions count.
    pub encoding: Encoding,
    /// The language of messages.
    pub lang: Lang,
    /// The language of the editor.
    locale: Lang,
    /// The address under which the rules' pages stand, `<base>/<rule>.md`; without one diagnostics have no link.
    pub rule_base: Option<String>,
    /// Whether the client shows related places.
    pub related: bool,
    /// Whether the client checks the version of a document before it edits.
    pub versioned_edits: bool,
    /// Whether the client knows code actions and not only commands.
    pub code_actions: bool,
    /// The markup that the client likes best under the pointer.
    pub markup: Markup,
    /// Whether the client shows the outline as a tree.
    pub symbol_tree: bool,
    /// Whether the client folds whole lines only.
    pub whole_lines: bool,
    /// Whether the client asks what is wrong; then it is never told unasked.
    pub pulls: bool,
    /// Whether the client asks again what is wrong when it is told to.
    pub refreshes: bool,
    /// Whether the client can be asked what the user has set.
    pub configuration: bool,
    /// Whether the client tells of changed settings and files if it is asked to.
    pub registers: Registers,
    /// Whether the client shows the progress of long work.
    pub progress: bool,
    /// Whether the client goes from a whole figure to its definition, and not from a mere place.
    pub definition_links: bool,
}

/// Of what the client tells if it is asked to after the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Registers {
    /// That files have changed on disk.
    pub files: bool,
    /// That the user has set something.
    pub configuration: bool,
}

impl Settings {
    /// What `initialize` says.
    pub fn agreed(params: &InitializeParams) -> Settings {
        let capabilities = &params.capabilities;
        let offered = capabilities.general.as_ref().and_then(|general| general.position_encodings.as_deref());
        let document = capabilities.text_document.as_ref();
        let workspace = capabilities.workspace.as_ref();
        let locale = params.locale.as_deref().unwrap_or_default();
        let mut settings = Settings {
            encoding: convert::encoding(offered.unwrap_or_default()),
            lang: lang(locale).unwrap_or_default(),
            locale: lang(locale).unwrap_or_default(),
            rule_base: None,
            related: document
                .and_then(|document| document.publish_diagnostics.as_ref()?.related_information)
                .unwrap_or_default(),
            versioned_edits: workspace
                .and_then(|workspace| workspace.workspace_edit.as_ref()?.document_changes)
                .unwrap_or_default(),
            code_actions: document
                .and_then(|document| document.code_action.as_ref()?.code_action_literal_support.as_ref())
                .is_some(),
            markup: document
                .and_then(|document| document.hover.as_ref()?.content_format.as_deref())
                .map_or(Markup::Plain, markup),
            symbol_tree: document
                .and_then(|document| document.document_symbol.as_ref()?.hierarchical_document_symbol_support)
                .unwrap_or_default(),
            whole_lines: document
                .and_then(|document| document.folding_range.as_ref()?.line_folding_only)
                .unwrap_or_default(),
            pulls: document.is_some_and(|document| document.diagnostic.is_some()),
            refreshes: workspace
                .and_then(|workspace| workspace.diagnostic.as_ref()?.refresh_support)
                .unwrap_or_default(),
            configuration: workspace.and_then(|workspace| workspace.configuration).unwrap_or_default(),
            registers: Registers {
                files: workspace
                    .and_then(|workspace| workspace.did_change_watched_files?.dynamic_registration)
                    .unwrap_or_default(),
                configuration: workspace
                    .and_then(|workspace| workspace.did_change_configuration?.dynamic_registration)
                    .unwrap_or_default(),
            },
            progress: capabilities
                .window
                .as_ref()
                .and_then(|window| window.work_done_progress)
                .unwrap_or_default(),
            definition_links: document
                .and_then(|document| document.definition.as_ref()?.link_support)
                .unwrap_or_default(),
        };
        settings.set(params.initialization_options.as_ref().unwrap_or(&Value::Null));
        settings
    }

    /// Takes over what the user has set: `{"language": "en", "ruleBase": "…"}`, which may stand under `gouji`.
    pub fn set(&mut self, options: &Value) {
        let options = options.get("gouji").unwrap_or(options);
        match options.get("language").and_then(Value::as_str) {
            Some("auto") => self.lang = self.locale,
            Some(language) => self.lang = lang(language).unwrap_or(self.lang),
            None => {}
        }
        if let Some(base) = options.get("ruleBase").and_then(Value::as_str) {
            let base = base.trim_end_matches('/');
            self.rule_base = Url::parse(base).is_ok().then(|| base.to_owned());
        }
    }
}

/// The language of a locale, `zh-CN` or `en_US.UTF-8`.
fn lang(locale: &str) -> Option<Lang> {
    match locale.get(..2)?.to_ascii_lowercase().as_str() {
        "zh" => Some(Lang::Zh),
        "en" => Some(Lang::En),
        _ => None,
    }
}

/// The first of these that is known.
fn markup(kinds: &[MarkupKind]) -> Markup {
    match kinds.first() {
        Some(MarkupKind::Markdown) => Markup::Markdown,
        Some(MarkupKind::PlainText) | None => Markup::Plain,
    }
}
