//! The program itself: its exit code, its pipes, its parent.

use std::io::{BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::Instant;

use serde_json::{Value, json};

use crate::client::{NEVER, able, able_with, did_open, message, read_blocking};
use crate::pipe::{self, frame};

/// Ends with the test.
pub struct Process(pub Child);

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Process {
    pub fn start() -> (Process, ChildStdin) {
        let mut child = Command::new(env!("CARGO_BIN_EXE_gouji"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let input = child.stdin.take().unwrap();
        (Process(child), input)
    }

    /// Waits until it has ended; its exit code, none where it was killed.
    pub fn code(&mut self) -> Option<i32> {
        let begin = Instant::now();
        loop {
            if let Some(status) = self.0.try_wait().unwrap() {
                return status.code();
            }
            assert!(begin.elapsed() < NEVER, "the server never ended");
            std::thread::yield_now();
        }
    }

    /// The memory that it holds, in bytes.
    #[cfg(target_os = "linux")]
    pub fn memory(&self) -> usize {
        pipe::memory(self.0.id()).unwrap()
    }

    /// All that was written to standard output; it must be messages and nothing else.
    pub fn said(&mut self) -> Vec<Value> {
        let mut output = BufReader::new(self.0.stdout.take().unwrap());
        std::iter::from_fn(|| read_blocking(&mut output)).collect()
    }
}

pub fn request(id: i32, method: &str, params: Value) -> Value {
    let mut request = message(method, params);
    request["id"] = id.into();
    request
}

pub fn send(input: &mut ChildStdin, messages: &[Value]) {
    input.write_all(&messages.iter().flat_map(frame).collect::<Vec<_>>()).unwrap();
}

#[test]
fn exit_after_shutdown_is_0_with_the_input_open() {
    let (mut server, mut input) = Process::start();
    let open = did_open("file:///a.md", "gov-report", 1, "");
    let messages = [request(1, "initialize", able()), open, request(2, "shutdown", json!(null))];
    send(&mut input, &messages);
    send(&mut input, &[message("exit", json!(null))]);
    assert_eq!(server.code(), Some(0));
    assert_eq!(server.said()[0]["id"], 1);
    drop(input);
}

#[test]
fn exit_without_shutdown_is_1_with_the_input_open() {
    let (mut server, mut input) = Process::start();
    send(&mut input, &[request(1, "initialize", able()), message("exit", json!(null))]);
    assert_eq!(server.code(), Some(1));
    assert_eq!(server.said().len(), 1);
    drop(input);
}

#[test]
fn the_end_of_the_input_is_1() {
    let (mut server, mut input) = Process::start();
    send(&mut input, &[request(1, "initialize", able())]);
    drop(input);
    assert_eq!(server.code(), Some(1));
}

#[test]
fn a_closed_output_ends_the_server() {
    let (mut server, mut input) = Process::start();
    drop(server.0.stdout.take());
    send(&mut input, &[request(1, "initialize", able())]);
    assert_eq!(server.code(), Some(1));
    drop(input);
}

/// A server that has answered an editor, another process, and the end of the pipe that it reads.
#[cfg(target_os = "linux")]
fn started_by_an_editor() -> (Process, ChildStdin, Child) {
    let (mut server, mut input) = Process::start();
    let editor = Command::new("sleep").arg("1000").spawn().unwrap();
    send(&mut input, &[request(1, "initialize", able_with(json!({"processId": editor.id()})))]);
    let mut answer = [0; 16];
    server.0.stdout.as_mut().unwrap().read_exact(&mut answer).unwrap();
    (server, input, editor)
}

#[test]
#[cfg(target_os = "linux")]
fn the_end_of_the_editor_ends_the_server() {
    let (mut server, input, mut editor) = started_by_an_editor();
    editor.kill().unwrap();
    editor.wait().unwrap();
    assert_eq!(server.code(), Some(1));
    drop(input);
}

/// An editor that nobody has waited for is still in the list of processes, and runs no more.
#[test]
#[cfg(target_os = "linux")]
fn an_editor_that_was_killed_and_never_waited_for_has_ended() {
    let (mut server, input, mut editor) = started_by_an_editor();
    editor.kill().unwrap();
    assert_eq!(server.code(), Some(1));
    editor.wait().unwrap();
    drop(input);
}

#[test]
fn a_server_that_was_killed_leaves_nothing_to_the_next() {
    let open = did_open("file:///a.md", "gov-report", 1, "");
    let ready = [request(1, "initialize", able()), message("initialized", json!({})), open];
    let mut said = Vec::new();
    for killed in [true, false] {
        let (mut server, mut input) = Process::start();
        send(&mut input, &ready);
        let mut output = BufReader::new(server.0.stdout.take().unwrap());
        said.push(std::iter::from_fn(|| read_blocking(&mut output)).take(2).collect::<Vec<_>>());
        if killed {
            server.0.kill().unwrap();
            assert_eq!(server.code(), None);
            assert_eq!(read_blocking(&mut output), None);
            continue;
        }
        send(&mut input, &[request(2, "shutdown", json!(null)), message("exit", json!(null))]);
        assert_eq!(server.code(), Some(0));
    }
    assert_eq!(said[0], said[1]);
}
