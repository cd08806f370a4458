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
    /// The address under which the rules' pages stand, `<base>/<rule>.md`; without one diagnostics have no link.
    pub rule_base: Option<String>,
    /// Whether the client shows related places.
    pub related: bool,
    /// Whether the client checks the version of a document before it edits.
    pub versioned_edits: bool,
    /// Whether the client knows code actions and not only commands.
    pub code_actions: bool,
    /// Whether the client asks for the edits of a code action when it is chosen.
    pub resolve_edits: bool,
    /// Whether the client makes edits that it did not ask for.
    pub apply_edits: bool,
    /// The markup that the client likes best under the pointer.
    pub markup: Markup,
    /// Whether the client shows the outline as a tree.
    pub symbol_tree: bool,
    /// Whether the client folds whole lines only.
    pub whole_lines: bool,
    /// Whether the client goes from a whole figure to its definition, and not from a mere place.
    pub definition_links: bool,
}

impl Settings {
    /// What `initialize` says.
    pub fn agreed(params: &InitializeParams) -> Settings {
        let capabilities = &params.capabilities;
        let offered = capabilities.general.as_ref().and_then(|general| general.position_encodings.as_deref());
        let document = capabilities.text_document.as_ref();
        let locale = params.locale.as_deref().unwrap_or_default();
        let mut settings = Settings {
            encoding: convert::encoding(offered.unwrap_or_default()),
            lang: lang(locale).unwrap_or_default(),
            rule_base: None,
            related: document
                .and_then(|document| document.publish_diagnostics.as_ref()?.related_information)
                .unwrap_or_default(),
            versioned_edits: capabilities
                .workspace
                .as_ref()
                .and_then(|workspace| workspace.workspace_edit.as_ref()?.document_changes)
                .unwrap_or_default(),
            code_actions: document
                .and_then(|document| document.code_action.as_ref()?.code_action_literal_support.as_ref())
                .is_some(),
            resolve_edits: document
                .and_then(|document| document.code_action.as_ref())
                .filter(|actions| actions.data_support == Some(true))
                .and_then(|actions| actions.resolve_support.as_ref())
                .is_some_and(|support| support.properties.iter().any(|property| property == "edit")),
            apply_edits: capabilities
                .workspace
                .as_ref()
                .and_then(|workspace| workspace.apply_edit)
                .unwrap_or_default(),
            markup: document
                .and_then(|document| document.hover.as_ref()?.content_format.as_deref())
                .map_or(Markup::Plain, markup),
            symbol_tree: document
                .and_then(|document| document.document_symbol.as_ref()?.hierarchical_document_symbol_support)
                .unwrap_or_default(),
            whole_lines: document
                .and_then(|document| document.folding_range.as_ref()?.line_folding_only)
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
        if let Some(lang) = options.get("language").and_then(Value::as_str).and_then(lang) {
            self.lang = lang;
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
