//! What was agreed with the client, and what the user has set.
//!
//! Invariants: a setting that cannot be understood leaves things as they are. How much a rule matters is decided by
//! the project where its `gouji.toml` says so, then by the user, for all who work on the reports are to see the same;
//! the language by the user, then by the project, then by the locale, for it is the reader's. Every setting holds at
//! once.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use lsp_types::{
    InitializeParams, InsertTextMode, MarkupKind, PositionEncodingKind, ResourceOperationKind, Url,
};
use serde_json::Value;

use gouji_core::assist::hints::{Answers, Wanted};
use gouji_core::assist::hover::Markup;
use gouji_core::config::{Config, Level};
use gouji_core::rules::{self, Lang};
use gouji_core::text::Encoding;

/// How much rules matter, by the id of a rule or of a category.
type Levels = BTreeMap<String, Level>;

/// What was agreed and set.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// The unit in which positions count.
    pub encoding: Encoding,
    /// The language of messages.
    pub lang: Lang,
    /// The language of the editor.
    locale: Lang,
    /// The language that the user has set.
    chosen: Option<Lang>,
    /// How much rules matter to the user.
    rules: Levels,
    /// The same in folders where it is otherwise.
    rules_in: BTreeMap<PathBuf, Levels>,
    /// The address under which the rules' pages stand, `<base>/<rule>.md`; without one diagnostics have no link.
    pub rule_base: Option<String>,
    /// Whether the client shows related places.
    pub related: bool,
    /// Whether the client may drop a list of diagnostics of another version than it has. Some do and do not say so.
    pub drops_lists: bool,
    /// Whether the client checks the version of a document before it edits.
    pub versioned_edits: bool,
    /// Whether the client makes files where an edit says so.
    pub makes_files: bool,
    /// Whether the client knows code actions and not only commands.
    pub code_actions: bool,
    /// Whether the client asks for the edits of a code action when it is chosen.
    pub resolve_edits: bool,
    /// Whether the client shows code actions that cannot be done, with the reason.
    pub disabled_actions: bool,
    /// Whether the client makes edits that it did not ask for.
    pub apply_edits: bool,
    /// The markup that the client likes best under the pointer.
    pub markup: Markup,
    /// Whether the client stops at the places to fill in of what it puts in.
    pub snippets: bool,
    /// Whether the client can be told to put in lines as they are.
    pub insert_as_is: bool,
    /// The markup that the client likes best beside what is offered; nothing where it knows bare strings only.
    pub completion_markup: Option<Markup>,
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
    /// Whether the client tells of folders that are deleted or get another name.
    pub tells_of_folders: bool,
    /// Whether the client shows the progress of long work.
    pub progress: bool,
    /// Whether the client goes from a whole figure to its definition, and not from a mere place.
    pub definition_links: bool,
    /// Which hints are shown between the words.
    pub hints: Wanted,
    /// Whether something is said above the tables.
    pub code_lens: bool,
    /// Whether the client goes to a place when it is told to.
    pub shows_documents: bool,
    /// Whether the client says in a few words where a link leads.
    pub link_tooltips: bool,
    /// Whether the client colours tokens.
    pub tokens: bool,
    /// Whether the client asks again for tokens when it is told to.
    pub refreshes_tokens: bool,
    /// Whether the client asks again for hints when it is told to.
    pub refreshes_hints: bool,
    /// Whether the client asks again for what stands above tables when it is told to.
    pub refreshes_lenses: bool,
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
        let completion = document.and_then(|document| document.completion.as_ref()?.completion_item.as_ref());
        let locale = params.locale.as_deref().unwrap_or_default();
        let mut settings = Settings {
            encoding: encoding(offered.unwrap_or_default()),
            lang: lang(locale).unwrap_or_default(),
            locale: lang(locale).unwrap_or_default(),
            chosen: None,
            rules: Levels::new(),
            rules_in: BTreeMap::new(),
            rule_base: None,
            related: document
                .and_then(|document| document.publish_diagnostics.as_ref()?.related_information)
                .unwrap_or_default(),
            drops_lists: document
                .and_then(|document| document.publish_diagnostics.as_ref()?.version_support)
                .unwrap_or(true),
            versioned_edits: workspace
                .and_then(|workspace| workspace.workspace_edit.as_ref()?.document_changes)
                .unwrap_or_default(),
            makes_files: workspace
                .and_then(|workspace| workspace.workspace_edit.as_ref())
                .filter(|edit| edit.document_changes == Some(true))
                .and_then(|edit| edit.resource_operations.as_deref())
                .is_some_and(|operations| operations.contains(&ResourceOperationKind::Create)),
            code_actions: document
                .and_then(|document| document.code_action.as_ref()?.code_action_literal_support.as_ref())
                .is_some(),
            resolve_edits: document
                .and_then(|document| document.code_action.as_ref())
                .filter(|actions| actions.data_support == Some(true))
                .and_then(|actions| actions.resolve_support.as_ref())
                .is_some_and(|support| support.properties.iter().any(|property| property == "edit")),
            disabled_actions: document
                .and_then(|document| document.code_action.as_ref()?.disabled_support)
                .unwrap_or_default(),
            apply_edits: capabilities
                .workspace
                .as_ref()
                .and_then(|workspace| workspace.apply_edit)
                .unwrap_or_default(),
            markup: document
                .and_then(|document| document.hover.as_ref()?.content_format.as_deref())
                .map_or(Markup::Plain, markup),
            snippets: completion.and_then(|item| item.snippet_support).unwrap_or_default(),
            insert_as_is: completion
                .and_then(|item| item.insert_text_mode_support.as_ref())
                .is_some_and(|support| support.value_set.contains(&InsertTextMode::AS_IS)),
            completion_markup: completion.and_then(|item| item.documentation_format.as_deref()).map(markup),
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
            tells_of_folders: workspace
                .and_then(|workspace| workspace.file_operations.as_ref())
                .is_some_and(|tells| tells.did_delete == Some(true) || tells.did_rename == Some(true)),
            progress: capabilities
                .window
                .as_ref()
                .and_then(|window| window.work_done_progress)
                .unwrap_or_default(),
            definition_links: document
                .and_then(|document| document.definition.as_ref()?.link_support)
                .unwrap_or_default(),
            hints: Wanted { sums: true, columns: true, prose: Answers::Mismatches },
            code_lens: true,
            shows_documents: capabilities
                .window
                .as_ref()
                .and_then(|window| window.show_document.as_ref())
                .is_some_and(|show| show.support),
            link_tooltips: document
                .and_then(|document| document.document_link.as_ref()?.tooltip_support)
                .unwrap_or_default(),
            tokens: document.and_then(|document| document.semantic_tokens.as_ref()).is_some(),
            refreshes_tokens: capabilities
                .workspace
                .as_ref()
                .and_then(|workspace| workspace.semantic_tokens.as_ref()?.refresh_support)
                .unwrap_or_default(),
            refreshes_hints: capabilities
                .workspace
                .as_ref()
                .and_then(|workspace| workspace.inlay_hint.as_ref()?.refresh_support)
                .unwrap_or_default(),
            refreshes_lenses: capabilities
                .workspace
                .as_ref()
                .and_then(|workspace| workspace.code_lens.as_ref()?.refresh_support)
                .unwrap_or_default(),
        };
        settings.set(params.initialization_options.as_ref().unwrap_or(&Value::Null));
        settings
    }

    /// The language of messages in a project.
    pub fn lang_in(&self, project: &Config) -> Lang {
        self.chosen.or(project.lang).unwrap_or(self.locale)
    }

    /// What holds for a file, none for a text that is no file, of a project.
    pub fn config<'p>(&self, project: &'p Config, file: Option<&Path>) -> Cow<'p, Config> {
        let nearest = file.and_then(|file| file.ancestors().find_map(|folder| self.rules_in.get(folder)));
        let rules = nearest.unwrap_or(&self.rules);
        if rules.is_empty() {
            return Cow::Borrowed(project);
        }
        let mut config = project.clone();
        for (rule, level) in rules {
            let category = rule.split_once('/').map_or(rule.as_str(), |(category, _)| category);
            if !project.rules.contains_key(category) {
                config.rules.entry(rule.clone()).or_insert(*level);
            }
        }
        Cow::Owned(config)
    }

    /// Takes over what the user has set for folders, each as [`Settings::set`] has it.
    pub fn set_in(&mut self, folders: impl Iterator<Item = (PathBuf, Value)>) {
        let rules = folders.filter_map(|(folder, value)| Some((folder, levels(value.get("rules")?)?)));
        self.rules_in = rules.filter(|(_, rules)| *rules != self.rules).collect();
    }

    /// Takes over what the user has set: `{"language": "en", "ruleBase": "…", "rules": {…}, "inlayHints": {"sums": true,
    /// "columns": true, "prose": "mismatches"}, "codeLens": true}`, which may stand under `gouji`.
    pub fn set(&mut self, options: &Value) {
        let options = options.get("gouji").unwrap_or(options);
        match options.get("language").and_then(Value::as_str) {
            Some("auto") => self.chosen = None,
            Some(language) => self.chosen = lang(language).or(self.chosen),
            None => {}
        }
        self.lang = self.chosen.unwrap_or(self.locale);
        if let Some(rules) = options.get("rules").and_then(levels) {
            self.rules = rules;
        }
        if let Some(base) = options.get("ruleBase").and_then(Value::as_str) {
            let base = base.trim_end_matches('/');
            self.rule_base = Url::parse(base).is_ok().then(|| base.to_owned());
        }
        let switch =
            |value: Option<&Value>, to: &mut bool| *to = value.and_then(Value::as_bool).unwrap_or(*to);
        let hints = options.get("inlayHints");
        switch(hints.and_then(|hints| hints.get("sums")), &mut self.hints.sums);
        switch(hints.and_then(|hints| hints.get("columns")), &mut self.hints.columns);
        match hints.and_then(|hints| hints.get("prose")).and_then(Value::as_str) {
            Some("off") => self.hints.prose = Answers::None,
            Some("mismatches") => self.hints.prose = Answers::Mismatches,
            Some("all") => self.hints.prose = Answers::All,
            _ => {}
        }
        switch(options.get("codeLens"), &mut self.code_lens);
    }
}

/// The encoding to use of those that the client offers: the one that costs least.
pub fn encoding(offered: &[PositionEncodingKind]) -> Encoding {
    [Encoding::Utf8, Encoding::Utf32]
        .into_iter()
        .find(|encoding| offered.contains(&kind(*encoding)))
        .unwrap_or(Encoding::Utf16)
}

/// What the protocol calls an encoding.
pub fn kind(encoding: Encoding) -> PositionEncodingKind {
    match encoding {
        Encoding::Utf8 => PositionEncodingKind::UTF8,
        Encoding::Utf16 => PositionEncodingKind::UTF16,
        Encoding::Utf32 => PositionEncodingKind::UTF32,
    }
}

/// How much the rules matter that are named; none if this is not said at all. What is no rule or no level is passed
/// over.
fn levels(value: &Value) -> Option<Levels> {
    if value.is_null() {
        return Some(Levels::new());
    }
    let level = |(rule, level): (&String, &Value)| {
        let known = rules::find(rule).is_some() || rules::categories().contains(&rule.as_str());
        let level = level.as_str().and_then(Level::from_word).filter(|_| known);
        if level.is_none() {
            tracing::warn!("gouji.rules: {rule} is passed over");
        }
        Some((rule.clone(), level?))
    };
    Some(value.as_object()?.iter().filter_map(level).collect())
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
