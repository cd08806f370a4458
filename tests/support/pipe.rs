//! Messages over the pipes of a program.

use std::io::BufRead;

use serde_json::Value;

/// A message as it goes over a pipe.
pub fn frame(message: &Value) -> Vec<u8> {
    let body = message.to_string();
    format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

/// The body of the next message; none where the output is closed.
pub fn body(output: &mut impl BufRead) -> Option<Vec<u8>> {
    let mut header = String::new();
    if output.read_line(&mut header).expect("the server speaks") == 0 {
        return None;
    }
    let length = header.trim_end().strip_prefix("Content-Length: ").expect("it is a header");
    output.read_line(&mut String::new()).expect("the server speaks");
    let mut body = vec![0; length.parse().expect("it is a number")];
    output.read_exact(&mut body).expect("the server speaks");
    Some(body)
}

/// The memory that a process holds, in bytes; none where the system does not say.
pub fn memory(process: u32) -> Option<usize> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.trim().strip_suffix(" kB")?.trim().parse::<usize>().ok()? << 10)
}
