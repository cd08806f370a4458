//! What is offered while typing.
//!
//! Invariant: the editor keeps every item that is sent, for each says that it is called what stands there; and it
//! asks again with every character.

use lsp_types::{
    CompletionContext, CompletionItem, CompletionItemKind, CompletionList, CompletionTextEdit,
    CompletionTriggerKind, Documentation, InsertTextFormat, InsertTextMode, MarkupContent, MarkupKind,
    Position, TextEdit, Url,
};

use serde_json::{Value, json};

use super::convert;
use super::session::Session;
use super::settings::Settings;
use super::snapshot::{Analysed, Snapshot};
use gouji_core::assist::completion::{self, Ask, Item, Kind};
use gouji_core::assist::hover::Markup;
use gouji_core::format::Formats;
use gouji_core::report::normal::is_blank;

/// What may be typed so that something is offered without being asked for.
pub const TRIGGERS: [&str; 13] = ["|", "\t", "（", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

/// What is offered at a place.
pub fn list(
    snapshot: &Snapshot,
    analysed: &Analysed,
    at: Position,
    context: Option<&CompletionContext>,
) -> CompletionList {
    let (text, settings) = (&analysed.text, &snapshot.settings);
    let offset = convert::offset(at, text, settings.encoding);
    let by_character = context
        .filter(|context| context.trigger_kind == CompletionTriggerKind::TRIGGER_CHARACTER)
        .and_then(|context| context.trigger_character.as_ref()?.chars().next());
    let names = names(&snapshot.uri);
    let ask = Ask { trigger: by_character, names: &names, lang: settings.lang };
    let formats = analysed.formats();
    let items = match analysed.is_report {
        true => completion::completions(text, analysed.analysis(), formats, offset, &ask),
        false => completion::whole_report(text, analysed.analysis(), formats, offset, &ask),
    };
    // What is told of the built-in formats is known without the document.
    let document = (!std::ptr::eq(formats, Formats::built_in())).then_some(&snapshot.uri);
    let data = |item: &Item| match document {
        Some(document) => json!({"about": item.about, "document": document}),
        None => json!({"about": item.about}),
    };
    let one =
        |(order, item)| CompletionItem { data: Some(data(item)), ..one(item, order, analysed, settings) };
    let items = items.iter().enumerate().map(one).collect();
    CompletionList { is_incomplete: true, items }
}

/// Whether something can be offered in a document: in a report, and in one that is to become a report, to judge by
/// its name, while nothing stands in it but the line of the cursor.
pub fn is_wanted(snapshot: &Snapshot, analysed: &Analysed, at: Position) -> bool {
    if analysed.is_report {
        return true;
    }
    const SHORT: usize = 200;
    let text = &analysed.text;
    if text.len() > SHORT
        || !names(&snapshot.uri).first().is_some_and(|name| completion::is_named_report(name))
    {
        return false;
    }
    let line = text.line_range(text.line_at(convert::offset(at, text, snapshot.settings.encoding)));
    let around = [text.slice(0..line.start), text.slice(line.end..text.len())];
    around.iter().all(|part| part.chars().all(is_blank))
}

/// An item with what is to be told of it, if that is still known.
pub fn resolved(mut item: CompletionItem, session: &Session) -> CompletionItem {
    let settings = session.settings();
    let of = |key: &str| item.data.as_ref().and_then(|data| data.get(key)).and_then(Value::as_str);
    let markup = settings.completion_markup.unwrap_or(Markup::Plain);
    let document = of("document").and_then(|uri| session.snapshot(&Url::parse(uri).ok()?)?.analysed);
    let formats = document.as_ref().map_or(Formats::built_in(), |analysed| analysed.formats());
    let told = of("about").and_then(|name| completion::documentation(formats, name, settings.lang, markup));
    item.documentation = told.map(|value| match settings.completion_markup {
        Some(Markup::Markdown) => as_markup(MarkupKind::Markdown, value),
        Some(Markup::Plain) => as_markup(MarkupKind::PlainText, value),
        None => Documentation::String(value),
    });
    item
}

fn as_markup(kind: MarkupKind, value: String) -> Documentation {
    Documentation::MarkupContent(MarkupContent { kind, value })
}

fn one(item: &Item, order: usize, analysed: &Analysed, settings: &Settings) -> CompletionItem {
    let text = &analysed.text;
    let replaced = text.slice(item.range).into_owned();
    let as_snippet = settings.snippets && item.insert.has_stops();
    let new_text = if as_snippet { item.insert.snippet() } else { item.insert.plain() };
    CompletionItem {
        label: item.label.clone(),
        kind: Some(kind(item.kind)),
        detail: Some(item.detail.clone()),
        sort_text: Some(format!("{order:04}")),
        // What stands there already: so every editor keeps what was chosen here, however it was typed.
        filter_text: (!replaced.is_empty()).then_some(replaced),
        insert_text_format: Some(match as_snippet {
            true => InsertTextFormat::SNIPPET,
            false => InsertTextFormat::PLAIN_TEXT,
        }),
        insert_text_mode: settings.insert_as_is.then_some(InsertTextMode::AS_IS),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit {
            range: convert::range(item.range, text, settings.encoding),
            new_text: new_text.replace('\n', text.line_break()),
        })),
        ..CompletionItem::default()
    }
}

fn kind(kind: Kind) -> CompletionItemKind {
    match kind {
        Kind::Report => CompletionItemKind::FILE,
        Kind::Title => CompletionItemKind::TEXT,
        Kind::Section => CompletionItemKind::MODULE,
        Kind::Subheading => CompletionItemKind::CLASS,
        Kind::Table => CompletionItemKind::STRUCT,
        Kind::Header => CompletionItemKind::PROPERTY,
        Kind::Group => CompletionItemKind::ENUM,
        Kind::Row => CompletionItemKind::FIELD,
        Kind::Sentence => CompletionItemKind::TEXT,
    }
}

/// The names of a file and of the folders that hold it, the innermost first.
fn names(uri: &Url) -> Vec<String> {
    const MOST: usize = 5;
    let Ok(path) = uri.to_file_path() else { return Vec::new() };
    let names = path.iter().rev().map(|name| name.to_string_lossy().into_owned());
    names.take(MOST).collect()
}
