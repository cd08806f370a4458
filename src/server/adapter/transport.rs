//! Messages in, messages out, and the end.
//!
//! tower-lsp routes the messages, cancels requests and keeps track of the protocol's state; its own scheduler is
//! not used, for it runs everything on one task, ends at the first malformed message and hangs at the end.
//! Invariants of this one:
//! - A message is begun before the next one is read: every handler runs up to its first `.await` in the order of
//!   the wire. Notifications have no `.await`, so a document is always as the messages before say.
//! - What a handler awaits runs on a task of its own. Nothing a handler does keeps messages from being read; only a
//!   client that leaves more unread than is bearable is not listened to (`backlog`).
//! - Who reads and who writes have threads of their own, and wait for the client there.
//! - Nothing is read between `initialize` and its answer.
//! - Every request is answered, once, if with an error. A panic is answered so too, and the session goes on.
//! - When the client says `exit`, closes the input, closes the output or ends, the server ends within
//!   [`LAST_WORDS`], whatever is still running.

use std::io;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use futures::future::{BoxFuture, FutureExt, poll_fn};
use futures::sink::{Sink, SinkExt};
use futures::stream::{Stream, StreamExt};
use serde_json::Value;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::sync::{Notify, mpsc, oneshot};
use tokio::task::JoinSet;
use tower::Service;
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};
use tower_lsp::{ClientSocket, ExitedError, LanguageServer, LspService};

use super::Ways;
use super::framing::{Frame, Frames, frame};
use super::normalize::normalize;
use super::raw::Raw;
use super::{parent, pipes, raw};
use crate::backlog::Backlog;
use crate::refusal::Refusal;
use crate::uris::Uris;

/// How long what was already answered may take to be written at the end.
const LAST_WORDS: Duration = Duration::from_millis(100);

/// How many requests are answered at a time. A client that asks more is not waiting for the answers.
const MOST_ASKED: usize = 10_000;

/// Serves one client until it is gone and returns the exit code: 0 if it asked for the shutdown, otherwise 1.
pub async fn serve<I, O, S>(
    input: I,
    output: O,
    service: LspService<S>,
    socket: ClientSocket,
    Ways { told, backlog, uris }: Ways,
) -> io::Result<u8>
where
    I: AsyncRead + Unpin + Send + 'static,
    O: AsyncWrite + Unpin + Send + 'static,
    S: LanguageServer,
{
    let (requests, replies) = socket.split();
    let (answers, queue) = mpsc::unbounded_channel();
    let shutdown = Arc::new(AtomicBool::new(false));
    let orphaned = Arc::new(Notify::new());
    let reader = Reader {
        frames: Frames::new(input),
        service,
        replies,
        answers: Answers { queue: answers, backlog: backlog.clone(), uris: uris.clone() },
        tasks: JoinSet::new(),
        orphaned: orphaned.clone(),
        initialized: false,
        shutdown: shutdown.clone(),
    };
    let mut writer =
        pipes::on_own_thread("writer", write(output, requests, queue, Ways { told, backlog, uris }))?;
    let mut reader = pipes::on_own_thread("reader", reader.read())?;
    let is_written = tokio::select! {
        _ = &mut reader => false,
        _ = &mut writer => true,
        () = orphaned.notified() => {
            tracing::warn!("the editor has ended");
            false
        }
    };
    // No task holds an end of the queue any more: the writer ends when it is empty.
    drop(reader);
    if !is_written {
        let _ = tokio::time::timeout(LAST_WORDS, &mut writer).await;
    }
    Ok(if shutdown.load(Ordering::Relaxed) { 0 } else { 1 })
}

type Outcome = Result<Option<Response>, ExitedError>;
type Call = BoxFuture<'static, Outcome>;

/// The body of an answer, and who waits until it is written.
struct Answer(serde_json::Result<Vec<u8>>, Option<oneshot::Sender<()>>);

/// The way to the client for answers.
#[derive(Clone)]
struct Answers {
    queue: mpsc::UnboundedSender<Answer>,
    backlog: Arc<Backlog>,
    uris: Arc<Uris>,
}

impl Answers {
    fn send(&self, response: Response, written: Option<oneshot::Sender<()>>) {
        let body = answered(response, &self.uris);
        self.backlog.add(body.as_ref().map_or(0, Vec::len));
        // Where nobody writes any more, this is the end.
        let _ = self.queue.send(Answer(body, written));
    }
}

struct Reader<I, S, R> {
    frames: Frames<I>,
    service: LspService<S>,
    replies: R,
    answers: Answers,
    tasks: JoinSet<()>,
    orphaned: Arc<Notify>,
    initialized: bool,
    shutdown: Arc<AtomicBool>,
}

impl<I, S, R> Reader<I, S, R>
where
    I: AsyncRead + Unpin,
    S: LanguageServer,
    R: Sink<Response> + Unpin,
{
    /// Reads until the client says `exit` or is gone.
    async fn read(mut self) {
        loop {
            match self.frames.next().await {
                Ok(Some(Frame::Message(message))) => {
                    if self.begin(message).await.is_break() {
                        return;
                    }
                }
                Ok(Some(Frame::Malformed(why))) => {
                    tracing::warn!("a malformed message is skipped: {why}");
                    self.refuse(Id::Null, Error { message: why.into(), ..Error::parse_error() });
                }
                Ok(None) => return,
                Err(error) => return tracing::warn!("the input cannot be read: {error}"),
            }
            while self.tasks.try_join_next().is_some() {}
            self.answers.backlog.is_bearable().await;
        }
    }

    /// Begins what a message asks for.
    async fn begin(&mut self, mut message: Value) -> ControlFlow<()> {
        if !message.is_object() {
            self.refuse(Id::Null, Error::invalid_request());
            return ControlFlow::Continue(());
        }
        if message.get("method").is_none() {
            self.reply(message).await;
            return ControlFlow::Continue(());
        }
        normalize(&mut message);
        raw::rename(&mut message);
        if let Some(params) = message.get_mut("params") {
            self.answers.uris.take_in(params);
        }
        let process = message.pointer("/params/processId").and_then(Value::as_u64);
        let id = message.get("id").map(|id| serde_json::from_value(id.clone()).unwrap_or(Id::Null));
        let request = match serde_json::from_value::<Request>(message) {
            Ok(request) => request,
            Err(error) => {
                tracing::warn!("a message is no request: {error}");
                let refusal = Error { message: error.to_string().into(), ..Error::invalid_request() };
                self.refuse(id.unwrap_or(Id::Null), refusal);
                return ControlFlow::Continue(());
            }
        };
        let method = request.method().to_owned();
        if method == "exit" {
            return ControlFlow::Break(());
        }
        // What is asked and not told is not done; of these two tower-lsp would take note all the same.
        if id.is_none() && matches!(method.as_str(), "initialize" | "shutdown") {
            tracing::warn!("{method} is no notification and is ignored");
            return ControlFlow::Continue(());
        }
        if let Some(id) = id.as_ref().filter(|_| self.tasks.len() >= MOST_ASKED && method != "shutdown") {
            let why = "too many requests are not yet answered";
            self.refuse(id.clone(), Refusal::Impossible(why.to_owned()).into());
            return ControlFlow::Continue(());
        }
        if poll_fn(|context| self.service.poll_ready(context)).await.is_err() {
            return ControlFlow::Break(());
        }
        let (call, begun) = first_poll(self.service.call(request), id.as_ref());
        match (method.as_str(), begun) {
            ("initialize", Poll::Ready(Some(answer))) => {
                self.initialized |= answer.is_ok();
                if let Some(process) = process.filter(|_| answer.is_ok()) {
                    let orphaned = self.orphaned.clone();
                    // Looked for before the answer: afterwards the editor may be gone already.
                    let ended = parent::ended(process);
                    self.tasks.spawn(async move {
                        ended.await;
                        orphaned.notify_one();
                    });
                }
                let (written, wait) = oneshot::channel();
                self.answers.send(answer, Some(written));
                let _ = wait.await;
            }
            (_, Poll::Ready(Some(answer))) => self.answers.send(self.in_turn(answer), None),
            (_, Poll::Ready(None)) => {}
            (_, Poll::Pending) => {
                let answers = self.answers.clone();
                self.tasks.spawn(async move {
                    let outcome = AssertUnwindSafe(call).catch_unwind().await;
                    if let Some(answer) = answer(outcome, id.as_ref()) {
                        answers.send(answer, None);
                    }
                });
            }
        }
        if method == "shutdown" && self.initialized {
            self.shutdown.store(true, Ordering::Relaxed);
        }
        ControlFlow::Continue(())
    }

    /// Hands the client's reply to whoever asked.
    async fn reply(&mut self, message: Value) {
        match serde_json::from_value(message) {
            // tower-lsp panics if whoever asked no longer waits.
            Ok(reply) => match AssertUnwindSafe(self.replies.send(reply)).catch_unwind().await {
                Ok(Ok(())) => {}
                Ok(Err(_)) | Err(_) => tracing::debug!("a reply comes too late"),
            },
            Err(error) => tracing::warn!("a reply could not be read: {error}"),
        }
    }

    fn refuse(&self, id: Id, error: Error) {
        self.answers.send(Response::from_error(id, error), None);
    }

    /// Before the beginning and after the end a method is refused for that, known or not.
    fn in_turn(&self, answer: Response) -> Response {
        let is_unknown = answer.error().is_some_and(|error| error.code == ErrorCode::MethodNotFound);
        let refusal = match (self.initialized, self.shutdown.load(Ordering::Relaxed)) {
            (false, _) if is_unknown => not_initialized(),
            (_, true) if is_unknown => Error::invalid_request(),
            _ => return answer,
        };
        Response::from_error(answer.into_parts().0, refusal)
    }
}

/// Runs a call up to its first `.await`; what is ready is its answer, none for a notification.
fn first_poll(mut call: Call, id: Option<&Id>) -> (Call, Poll<Option<Response>>) {
    let mut context = Context::from_waker(Waker::noop());
    let begun = match catch_unwind(AssertUnwindSafe(|| call.poll_unpin(&mut context))) {
        Ok(Poll::Pending) => Poll::Pending,
        Ok(Poll::Ready(outcome)) => Poll::Ready(answer(Ok(outcome), id)),
        Err(panic) => Poll::Ready(answer(Err(panic), id)),
    };
    (call, begun)
}

/// The answer to a call that has come to its end, or has panicked (which the panic hook has logged). Every request has
/// one, though tower-lsp is silent about those whose names begin with `$/`.
fn answer(outcome: std::thread::Result<Outcome>, id: Option<&Id>) -> Option<Response> {
    let (given, otherwise) = match outcome {
        Ok(outcome) => {
            let given = outcome.unwrap_or_else(|exited| {
                tracing::debug!("{exited}");
                None
            });
            (given, Error::method_not_found())
        }
        Err(_) => (None, Error::internal_error()),
    };
    given.or_else(|| id.map(|id| Response::from_error(id.clone(), otherwise)))
}

/// A request that comes before the server is ready.
fn not_initialized() -> Error {
    const CODE: i64 = -32002;
    Error { code: ErrorCode::ServerError(CODE), message: "Server not initialized".into(), data: None }
}

/// The body of an answer as it goes over the wire. The result is moved: what is large is not copied once more.
fn answered(response: Response, uris: &Uris) -> serde_json::Result<Vec<u8>> {
    let (id, outcome) = response.into_parts();
    let id = serde_json::to_value(id)?;
    let (name, value) = match outcome {
        Ok(result) => match Raw::says(&result) {
            Some(json) => {
                return Ok(format!(r#"{{"jsonrpc":"2.0","id":{id},"result":{json}}}"#).into_bytes());
            }
            None => ("result", result),
        },
        Err(error) => ("error", serde_json::to_value(error)?),
    };
    let members = [("jsonrpc", Value::from("2.0")), ("id", id), (name, value)];
    body(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(), uris)
}

/// Writes what goes to the client. What the server said before it answered goes before the answer.
async fn write(
    mut output: impl AsyncWrite + Unpin,
    mut requests: impl Stream<Item = Request> + Unpin,
    mut answers: mpsc::UnboundedReceiver<Answer>,
    Ways { mut told, backlog, uris }: Ways,
) {
    loop {
        let mut answered = 0;
        let (body, written) = tokio::select! {
            biased;
            Some(request) = requests.next() => (serde_json::to_value(request).and_then(|it| body(it, &uris)), None),
            Some(body) = told.recv() => (Ok(body), None),
            answer = answers.recv() => match answer {
                Some(Answer(body, written)) => {
                    answered = body.as_ref().map_or(0, Vec::len);
                    (body, written)
                }
                None => return,
            },
        };
        let sent = async {
            output.write_all(&frame(&body?)).await?;
            output.flush().await
        };
        if let Err(error) = sent.await {
            return tracing::warn!("the output cannot be written: {error}");
        }
        backlog.take(answered);
        if let Some(written) = written {
            let _ = written.send(());
        }
    }
}

/// A message in which documents have the addresses that the client knows.
fn body(mut message: Value, uris: &Uris) -> serde_json::Result<Vec<u8>> {
    uris.restore(&mut message);
    serde_json::to_vec(&message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use lsp_types::notification::LogTrace;
    use lsp_types::request::WorkspaceConfiguration;
    use lsp_types::{
        ConfigurationParams, DidSaveTextDocumentParams, GotoDefinitionParams, GotoDefinitionResponse, Hover,
        HoverParams, InitializeParams, InitializeResult, InitializedParams, LogTraceParams,
    };
    use serde_json::json;
    use tokio::io::DuplexStream;
    use tower_lsp::{Client, async_trait, jsonrpc};

    /// Asks the client something and does not wait for the reply; panics where it should not.
    struct Careless(Client);

    #[async_trait]
    impl LanguageServer for Careless {
        async fn initialize(&self, _: InitializeParams) -> jsonrpc::Result<InitializeResult> {
            Ok(InitializeResult::default())
        }

        async fn initialized(&self, _: InitializedParams) {
            let asked = self.0.send_request::<WorkspaceConfiguration>(ConfigurationParams { items: vec![] });
            let _ = tokio::time::timeout(Duration::from_millis(1), asked).await;
            let given_up = LogTraceParams { message: "given up".into(), verbose: None };
            self.0.send_notification::<LogTrace>(given_up).await;
        }

        async fn did_save(&self, _: DidSaveTextDocumentParams) {
            panic!("in a notification");
        }

        async fn goto_definition(
            &self,
            _: GotoDefinitionParams,
        ) -> jsonrpc::Result<Option<GotoDefinitionResponse>> {
            panic!("in a request");
        }

        async fn hover(&self, _: HoverParams) -> jsonrpc::Result<Option<Hover>> {
            tokio::task::yield_now().await;
            panic!("in a request that has waited");
        }

        async fn shutdown(&self) -> jsonrpc::Result<()> {
            Ok(())
        }
    }

    async fn say(input: &mut DuplexStream, message: Value) {
        input.write_all(&frame(message.to_string().as_bytes())).await.unwrap();
    }

    async fn hear(output: &mut Frames<DuplexStream>) -> Value {
        match output.next().await.unwrap() {
            Some(Frame::Message(message)) => message,
            other => panic!("{other:?}"),
        }
    }

    #[tokio::test]
    async fn late_replies_and_careless_handlers_do_no_harm() {
        let (mut input, server_input) = tokio::io::duplex(4096);
        let (output, server_output) = tokio::io::duplex(4096);
        let mut output = Frames::new(output);
        let (service, socket) = LspService::new(Careless);
        let (_, told) = mpsc::channel(1);
        let ways = Ways { told, backlog: Arc::new(Backlog::new(1)), uris: Arc::default() };
        let server = tokio::spawn(serve(server_input, server_output, service, socket, ways));
        let call = |id: i32, method: &str, params: Value| json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params});
        say(&mut input, call(1, "initialize", json!({}))).await;
        assert_eq!(hear(&mut output).await["id"], 1);

        say(&mut input, json!({"jsonrpc": "2.0", "method": "initialized", "params": {}})).await;
        let asked = hear(&mut output).await;
        assert_eq!(asked["method"], "workspace/configuration");
        assert_eq!(hear(&mut output).await["method"], "$/logTrace");
        say(&mut input, json!({"jsonrpc": "2.0", "id": asked["id"], "result": []})).await;

        let save = json!({"textDocument": {"uri": "file:///a"}});
        say(&mut input, json!({"jsonrpc": "2.0", "method": "textDocument/didSave", "params": save})).await;
        let place = json!({"textDocument": {"uri": "file:///a"}, "position": {"line": 0, "character": 0}});
        for (id, method) in [(2, "textDocument/definition"), (3, "textDocument/hover")] {
            say(&mut input, call(id, method, place.clone())).await;
            let answer = hear(&mut output).await;
            assert_eq!((&answer["id"], &answer["error"]["code"]), (&json!(id), &json!(-32603)));
        }

        say(&mut input, call(4, "shutdown", Value::Null)).await;
        assert_eq!(hear(&mut output).await["id"], 4);
        say(&mut input, json!({"jsonrpc": "2.0", "method": "exit"})).await;
        assert_eq!(server.await.unwrap().unwrap(), 0);
    }
}
