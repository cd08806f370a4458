//! The commands that insert what is to be filled in, and the requests for it.
//!
//! Invariants: a command that cannot be done changes nothing and says why; what a request answers is the same, with
//! the places to fill in. Nothing waits for the client: it makes the
//! edit when it comes to it, or refuses it.

use std::sync::Arc;

use lsp_types::notification::ShowMessage;
use lsp_types::request::ApplyWorkspaceEdit;
use lsp_types::{
    ApplyWorkspaceEditParams, MessageType, Position, Range, ShowMessageParams, TextDocumentIdentifier, Url,
    WorkspaceEdit,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::adapter::client::Client;
use super::arguments::{invalid, read};
use super::refusal::{Refusal, Result, failed};
use super::session::Session;
use super::snapshot::{Analysed, Snapshot};
use super::{actions, convert, projects};
use gouji_core::assist::actions::insert::{self, Form};
use gouji_core::assist::place;
use gouji_core::format::{Format, Formats, Table};
use gouji_core::rules::Lang;

/// `{uri, position, table, format?}`: a table to fill in, at a place.
pub const INSERT_TABLE: &str = "gouji.insertTable";
/// `{uri, agency, year, format?}`: a whole report to fill in, in an empty document.
pub const NEW_REPORT: &str = "gouji.newReport";

/// The edit that a command makes.
pub async fn edit(session: &Arc<Session>, name: &str, arguments: Vec<Value>) -> Result<WorkspaceEdit> {
    let settings = session.settings();
    let lang = settings.lang;
    if !settings.apply_edits {
        return Err(Refusal::Impossible(match lang {
            Lang::Zh => "编辑器不支持由服务器修改文档（workspace/applyEdit）".to_owned(),
            Lang::En => "the editor lets no server edit documents (workspace/applyEdit)".to_owned(),
        }));
    }
    let run: fn(&mut Snapshot, &str, Value) -> Result<Form> = match name {
        INSERT_TABLE => {
            |snapshot, name, argument| table(snapshot, read(argument, name, snapshot.settings.lang)?)
        }
        NEW_REPORT => {
            |snapshot, name, argument| report(snapshot, read(argument, name, snapshot.settings.lang)?)
        }
        _ => return Err(invalid(lang, name, "没有这个命令", "no such command")),
    };
    let of = |argument: &Value| Url::parse(argument.get("uri")?.as_str()?).ok();
    // The document is taken as it is now, in the order of the wire.
    let uri = arguments.first().and_then(of);
    let Some(mut snapshot) = uri.and_then(|uri| session.snapshot(&uri)).map(Snapshot::awaiting) else {
        return Err(invalid(lang, name, "uri 不是已打开的文档", "uri is no open document"));
    };
    let name = name.to_owned();
    let argument = arguments.into_iter().next().unwrap_or_default();
    let computed = session.backlog.work(move || {
        let form = run(&mut snapshot, &name, argument)?;
        let edits = convert::edits(&[form.edit()], snapshot.text(), snapshot.settings.encoding);
        Ok(actions::workspace_edit(&snapshot, edits))
    });
    computed.await.map_err(|failure| failed("a command", &failure))?
}

/// What a command would insert: `{textDocument}` and the argument of the command.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FormParams<T> {
    text_document: TextDocumentIdentifier,
    #[serde(flatten)]
    asked: T,
}

/// What is inserted, as a snippet that stops at what is to be filled in.
#[derive(Debug, Serialize)]
pub struct FormAnswer {
    /// The version of the document that it is for.
    version: i32,
    range: Range,
    snippet: String,
}

/// The requests `gouji/insertTable` and `gouji/newReport`, named as the commands are; nothing where the document is
/// not open. `make` is [`table`] or [`report`].
pub async fn form<T: Send + 'static>(
    session: &Arc<Session>,
    params: FormParams<T>,
    make: fn(&mut Snapshot, T) -> Result<Form>,
) -> Result<Option<FormAnswer>> {
    let FormParams { text_document: TextDocumentIdentifier { uri }, asked } = params;
    let Some(mut snapshot) = session.snapshot(&uri).map(Snapshot::awaiting) else { return Ok(None) };
    let computed = session.backlog.work(move || {
        let Form { range, insert } = make(&mut snapshot, asked)?;
        let text = snapshot.text();
        let range = convert::range(range, text, snapshot.settings.encoding);
        let snippet = insert.snippet().replace('\n', text.line_break());
        Ok(Some(FormAnswer { version: snapshot.version, range, snippet }))
    });
    computed.await.map_err(|failure| failed(uri, &failure))?
}

/// Has the client make an edit; tells the user if it does not.
pub fn apply(client: &Client, edit: WorkspaceEdit) {
    let client = client.clone();
    tokio::spawn(async move {
        match client.ask::<ApplyWorkspaceEdit>(ApplyWorkspaceEditParams { label: None, edit }).await {
            Ok(answer) if answer.applied => {}
            Ok(answer) => {
                let why = answer.failure_reason.unwrap_or_default();
                client
                    .tell::<ShowMessage>(ShowMessageParams {
                        typ: MessageType::WARNING,
                        message: format!("gouji: {why}"),
                    })
                    .await;
            }
            Err(error) => tracing::warn!("workspace/applyEdit: {error}"),
        }
    });
}

/// Where a table is to be inserted.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TablesParams {
    text_document: TextDocumentIdentifier,
    position: Position,
}

/// A table that can be inserted.
#[derive(Debug, Serialize)]
pub struct TableChoice {
    /// By which the command knows it.
    id: String,
    name: String,
    /// The title of its section.
    section: String,
}

/// The request `gouji/tables`: the tables of the report at a place; nothing where the document is not open.
pub async fn tables(session: &Arc<Session>, params: TablesParams) -> Result<Option<Vec<TableChoice>>> {
    let uri = params.text_document.uri;
    let Some(mut snapshot) = session.snapshot(&uri).map(Snapshot::awaiting) else { return Ok(None) };
    let computed = session.backlog.work(move || {
        let at = convert::offset(params.position, snapshot.text(), snapshot.settings.encoding);
        let format = format_at(&snapshot.analyse(), at);
        let choice = |table: &Table| TableChoice {
            id: table.id.clone(),
            name: table.name.clone(),
            section: format.sections[table.section].title.clone(),
        };
        format.tables.iter().map(choice).collect()
    });
    computed.await.map(Some).map_err(|failure| failed(uri, &failure))
}

/// `{uri, position, table, format?}`: a table to fill in, at a place.
#[derive(Debug, Deserialize)]
pub struct InsertTable {
    position: Position,
    table: String,
    format: Option<String>,
}

/// A table to fill in.
pub fn table(snapshot: &mut Snapshot, asked: InsertTable) -> Result<Form> {
    let (lang, name) = (snapshot.settings.lang, INSERT_TABLE);
    let text = snapshot.text().clone();
    let at = convert::offset(asked.position, &text, snapshot.settings.encoding);
    let format = match asked.format {
        Some(id) => self::format(projects::formats(snapshot.project().as_deref()), &id, name, lang)?,
        None => format_at(&snapshot.analyse(), at),
    };
    let table = format.table(&asked.table).ok_or_else(|| {
        let ids = format.tables.iter().map(|table| table.id.as_str()).collect::<Vec<_>>().join(", ");
        let (zh, en) = (format!("没有这张表，可用的有 {ids}"), format!("no such table; there are {ids}"));
        invalid(lang, name, &zh, &en)
    })?;
    Ok(insert::table(&text, at, &format, table))
}

/// `{uri, agency, year, format?}`: a whole report to fill in, in an empty document.
#[derive(Debug, Deserialize)]
pub struct NewReport {
    agency: String,
    year: u16,
    format: Option<String>,
}

/// A whole report to fill in.
pub fn report(snapshot: &mut Snapshot, asked: NewReport) -> Result<Form> {
    let (lang, name) = (snapshot.settings.lang, NEW_REPORT);
    let project = snapshot.project();
    let formats = projects::formats(project.as_deref());
    let format = match asked.format {
        Some(id) => self::format(formats, &id, name, lang)?,
        None => formats.for_year(asked.year).clone(),
    };
    let agency = asked.agency.trim();
    if agency.is_empty() || agency.contains(char::is_control) {
        return Err(invalid(lang, name, "机关名称不能为空，也不能换行", "agency must be a name on one line"));
    }
    insert::report(snapshot.text(), &format, agency, asked.year)
        .ok_or_else(|| invalid(lang, name, "文档不是空白文档", "the document is not empty"))
}

/// The format of the report at a place; where there is none, that of the project.
fn format_at(analysed: &Analysed, at: usize) -> Arc<Format> {
    let report = place::report_at(analysed.analysis(), at);
    report.map_or_else(|| analysed.formats().all()[0].clone(), |(_, report)| report.format.clone())
}

fn format(formats: &Formats, id: &str, name: &str, lang: Lang) -> Result<Arc<Format>> {
    formats.get(id).cloned().ok_or_else(|| {
        let ids = formats.all().iter().map(|format| format.id.as_str()).collect::<Vec<_>>().join(", ");
        let (zh, en) = (format!("没有这种格式，可用的有 {ids}"), format!("no such format; there are {ids}"));
        invalid(lang, name, &zh, &en)
    })
}
