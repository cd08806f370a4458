//! What clients send a little wrong.
//!
//! Invariant: a message that can be understood is; one that cannot is named in the log, for tower-lsp drops
//! notifications whose parameters it cannot read without a word.

use lsp_types::notification::{
    DidChangeConfiguration, DidChangeTextDocument, DidChangeWatchedFiles, DidChangeWorkspaceFolders,
    DidCloseTextDocument, DidOpenTextDocument, Notification, WorkDoneProgressCancel,
};
use lsp_types::request::{CodeActionRequest, Initialize, Request, Shutdown};
use lsp_types::{InitializeParams, NumberOrString};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Makes a message readable where that can be done without guessing, and logs what stays unreadable.
pub fn normalize(message: &mut Value) {
    let Some(method) = message["method"].as_str().map(str::to_owned) else { return };
    match method.as_str() {
        Initialize::METHOD => normalize_initialize(&mut message["params"]),
        // "No parameters" is also sent as null or {}.
        Shutdown::METHOD | "exit" => {
            message.as_object_mut().map(|message| message.remove("params"));
        }
        // The diagnostics may be another server's and hold anything; the server knows its own.
        CodeActionRequest::METHOD => {
            if let Some(diagnostics) = message.pointer_mut("/params/context/diagnostics") {
                *diagnostics = json!([]);
            }
        }
        DidOpenTextDocument::METHOD => {
            // A text is a text, and large ones are not copied to be looked at.
            let text = message.pointer_mut("/params/textDocument/text").filter(|text| text.is_string());
            let kept = text.map(|text| std::mem::replace(text, json!("")));
            check::<DidOpenTextDocument>(&message["params"]);
            if let Some((text, kept)) = message.pointer_mut("/params/textDocument/text").zip(kept) {
                *text = kept;
            }
        }
        DidChangeTextDocument::METHOD => check::<DidChangeTextDocument>(&message["params"]),
        DidCloseTextDocument::METHOD => check::<DidCloseTextDocument>(&message["params"]),
        DidChangeConfiguration::METHOD => check::<DidChangeConfiguration>(&message["params"]),
        DidChangeWatchedFiles::METHOD => check::<DidChangeWatchedFiles>(&message["params"]),
        DidChangeWorkspaceFolders::METHOD => check::<DidChangeWorkspaceFolders>(&message["params"]),
        WorkDoneProgressCancel::METHOD => check::<WorkDoneProgressCancel>(&message["params"]),
        "$/cancelRequest" => {
            if let Some(Err(error)) = message.pointer("/params/id").map(read::<NumberOrString>) {
                tracing::warn!("$/cancelRequest could not be read: {error}");
            }
        }
        _ => {}
    }
}

fn check<N: Notification>(params: &Value)
where
    N::Params: DeserializeOwned,
{
    if let Err(error) = read::<N::Params>(params) {
        tracing::warn!("{} could not be read and is ignored: {error}", N::METHOD);
    }
}

fn read<T: DeserializeOwned>(value: &Value) -> serde_json::Result<T> {
    T::deserialize(value)
}

/// Leaves out each parameter and each group of capabilities that cannot be read: one odd capability must not
/// keep the server from starting.
fn normalize_initialize(params: &mut Value) {
    if !params.is_object() {
        *params = json!({});
    }
    if !params["capabilities"].is_object() {
        params["capabilities"] = json!({});
    }
    // The protocol says `diagnostics`, lsp-types 0.94 says `diagnostic`.
    if let Some(Value::Object(workspace)) = params.pointer_mut("/capabilities/workspace")
        && let Some(diagnostics) = workspace.remove("diagnostics")
    {
        workspace.insert("diagnostic".to_owned(), diagnostics);
    }
    if read::<InitializeParams>(params).is_ok() {
        return;
    }
    let readable = |params: Value| read::<InitializeParams>(&params).is_ok();
    if let Some(capabilities) = params["capabilities"].as_object_mut() {
        capabilities.retain(|name, value| keep(name, readable(json!({"capabilities": {name: value}}))));
    }
    if let Some(params) = params.as_object_mut() {
        params.retain(|name, value| {
            name == "capabilities" || keep(name, readable(json!({"capabilities": {}, name: value})))
        });
    }
}

fn keep(name: &str, readable: bool) -> bool {
    if !readable {
        tracing::warn!("initialize: {name} could not be read and is ignored");
    }
    readable
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_odd_capability_does_not_keep_the_server_from_starting() {
        let mut message = json!({"method": "initialize", "params": {
            "processId": "twelve",
            "locale": "zh-cn",
            "capabilities": {"general": {"positionEncodings": ["utf-8"]}, "textDocument": 3},
        }});
        normalize(&mut message);
        assert_eq!(
            message["params"],
            json!({"locale": "zh-cn", "capabilities": {"general": {"positionEncodings": ["utf-8"]}}})
        );
        let mut message = json!({"method": "initialize", "params": null});
        normalize(&mut message);
        assert_eq!(message["params"], json!({"capabilities": {}}));
    }
}
