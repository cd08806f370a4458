//! Bytes to messages and back.
//!
//! Invariant: whatever arrives, reading goes on. What is no message is reported once and skipped; the next
//! header that can be found begins the next message. Header names count in any case, unknown headers and the
//! content type are ignored.

use std::io;

use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, BufReader};

/// No header line is longer; what is longer is not a header.
const LONGEST_LINE: u64 = 64 * 1024;
/// No message is longer; a greater length is a mistake that would swallow everything to come.
const LONGEST_MESSAGE: usize = 1 << 30;
const CONTENT_LENGTH: &[u8] = b"content-length";

/// What was read.
#[derive(Debug)]
pub enum Frame {
    /// A JSON value.
    Message(Value),
    /// Something else, and why.
    Malformed(String),
}

/// Reads messages.
#[derive(Debug)]
pub struct Frames<I> {
    input: BufReader<I>,
}

impl<I: AsyncRead + Unpin> Frames<I> {
    /// Reads from `input`.
    pub fn new(input: I) -> Self {
        Frames { input: BufReader::with_capacity(64 * 1024, input) }
    }

    /// The next message, none when the input has ended.
    pub async fn next(&mut self) -> io::Result<Option<Frame>> {
        loop {
            let length = match self.header().await? {
                Header::End => return Ok(None),
                Header::Malformed => return Ok(Some(Frame::Malformed("no Content-Length".into()))),
                Header::Length(0) => continue,
                Header::Length(length) => length,
            };
            let mut body = Vec::with_capacity(length.min(1 << 20));
            (&mut self.input).take(length as u64).read_to_end(&mut body).await?;
            if body.len() < length {
                return Ok(None);
            }
            return Ok(Some(match parse(&body) {
                Ok(message) => Frame::Message(message),
                Err(why) => Frame::Malformed(why.to_string()),
            }));
        }
    }

    async fn header(&mut self) -> io::Result<Header> {
        let (mut length, mut other) = (None, false);
        let mut line = Vec::new();
        loop {
            line.clear();
            (&mut self.input).take(LONGEST_LINE).read_until(b'\n', &mut line).await?;
            if line.is_empty() {
                return Ok(Header::End);
            }
            match (content_length(&line), length) {
                (Some(found), _) => length = Some(found),
                (None, Some(length)) if line.trim_ascii().is_empty() => return Ok(Header::Length(length)),
                (None, None) if line.trim_ascii().is_empty() && other => return Ok(Header::Malformed),
                (None, _) => other |= !line.trim_ascii().is_empty(),
            }
        }
    }
}

enum Header {
    Length(usize),
    Malformed,
    End,
}

/// The length that a header line gives, even behind the rest of a message that was longer than it said.
fn content_length(line: &[u8]) -> Option<usize> {
    let at =
        line.windows(CONTENT_LENGTH.len()).rposition(|name| name.eq_ignore_ascii_case(CONTENT_LENGTH))?;
    let value = line[at + CONTENT_LENGTH.len()..].trim_ascii().strip_prefix(b":")?.trim_ascii();
    let length = std::str::from_utf8(value).ok()?.parse().ok()?;
    (length <= LONGEST_MESSAGE).then_some(length)
}

fn parse(body: &[u8]) -> serde_json::Result<Value> {
    serde_json::from_slice(body).or_else(|error| match mend_surrogates(body) {
        Some(mended) => serde_json::from_slice(&mended),
        None => Err(error),
    })
}

/// Replaces each half of a surrogate pair that stands alone, which JavaScript editors may send and JSON readers
/// refuse, by U+FFFD: it is one UTF-16 unit as well, so that all positions stay right. None if there is none.
fn mend_surrogates(body: &[u8]) -> Option<Vec<u8>> {
    let unit = |at: usize| -> Option<u16> {
        let escape = body.get(at..at + 6)?.strip_prefix(b"\\u")?;
        u16::from_str_radix(std::str::from_utf8(escape).ok()?, 16).ok()
    };
    let mut mended = None;
    let mut at = 0;
    while at < body.len() {
        if body[at] != b'\\' {
            at += 1;
            continue;
        }
        match unit(at) {
            Some(0xD800..=0xDBFF) if matches!(unit(at + 6), Some(0xDC00..=0xDFFF)) => at += 12,
            Some(0xD800..=0xDFFF) => {
                mended.get_or_insert_with(|| body.to_vec())[at..at + 6].copy_from_slice(b"\\uFFFD");
                at += 6;
            }
            _ => at += 2,
        }
    }
    mended
}

/// The body of a message as it goes over the wire.
pub fn frame(body: &[u8]) -> Vec<u8> {
    let header = format!("Content-Length: {}\r\n\r\n", body.len());
    [header.as_bytes(), body].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is read from `input`, one line each, `!` for what is malformed.
    async fn read(input: &[u8]) -> String {
        let mut frames = Frames::new(input);
        let mut read = String::new();
        while let Some(frame) = frames.next().await.unwrap() {
            read += &match frame {
                Frame::Message(message) => format!("{message}\n"),
                Frame::Malformed(_) => "!\n".to_owned(),
            };
        }
        read
    }

    #[tokio::test]
    async fn headers_are_read_leniently() {
        assert_eq!(read(b"content-length: 2\r\n\r\n[]Content-Length:2\r\n\r\n{}").await, "[]\n{}\n");
        assert_eq!(read(b"CONTENT-LENGTH: 2\n\n[]").await, "[]\n");
        assert_eq!(
            read(b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nX: y\r\nContent-Length: 2\r\nZ: \r\n\r\n[]")
                .await,
            "[]\n"
        );
        assert_eq!(read(b"\r\n\r\nContent-Length: 0\r\n\r\nContent-Length: 2\r\n\r\n[]").await, "[]\n");
    }

    #[tokio::test]
    async fn what_is_malformed_is_skipped() {
        let good = "Content-Length: 2\r\n\r\n[]";
        for bad in [
            "Content-Length: 2\r\n\r\n[x",
            "Content-Length: foo\r\n\r\n",
            "Content-Length: 99999999999999\r\n\r\n",
            "X: y\r\n\r\n",
            "garbage\r\n\r\n",
        ] {
            assert_eq!(read([bad, good].concat().as_bytes()).await, "!\n[]\n", "{bad}");
        }
        assert_eq!(
            read(b"Content-Length: 4\r\n\r\n\"\xff\xfe\"Content-Length: 2\r\n\r\n[]").await,
            "!\n[]\n"
        );
        // Counted in characters and not in bytes: the rest of the message stands before the next header.
        assert_eq!(
            read("Content-Length: 4\r\n\r\n\"年报\"Content-Length: 2\r\n\r\n[]".as_bytes()).await,
            "!\n[]\n"
        );
        assert_eq!(read(b"Content-Length: 20\r\n\r\n[]").await, "");
    }

    #[tokio::test]
    async fn half_a_surrogate_pair_keeps_its_length() {
        let body = br#"["\ud842\udfb7 \ud842 \udfb7 \\ud842"]"#;
        let input = [format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes(), body].concat();
        assert_eq!(read(&input).await, "[\"𠮷 \u{FFFD} \u{FFFD} \\\\ud842\"]\n");
    }
}
