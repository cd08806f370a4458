//! Whether the editor that started the server still runs.
//!
//! Invariant: a process that cannot be seen from the start (another container's) is not taken for ended, and another
//! that was given the same number later is not taken for the editor.

use std::time::Duration;

const EVERY: Duration = Duration::from_secs(3);

/// Waits until the process has ended; for ever where that cannot be known, which is found out at once.
pub fn ended(process: u64) -> impl Future<Output = ()> {
    let editor = began(process);
    async move {
        if editor.is_none() {
            return std::future::pending().await;
        }
        while began(process) == editor {
            tokio::time::sleep(EVERY).await;
        }
    }
}

/// When a process that runs was begun, as the system counts; none where it does not run, or that cannot be seen.
fn began(process: u64) -> Option<String> {
    // A long name is cut, perhaps inside a character.
    let entry = std::fs::read(format!("/proc/{process}/stat")).ok()?;
    running_since(&String::from_utf8_lossy(&entry))
}

/// The fields of `/proc/…/stat` behind the name, which may hold anything, are parted by blanks. One that has ended and
/// whose parent does not care stays in the list.
fn running_since(entry: &str) -> Option<String> {
    /// Where the begin stands, counted from the state.
    const BEGIN: usize = 19;
    let mut fields = entry[entry.rfind(')')? + 1..].split_ascii_whitespace();
    let state = fields.next()?;
    let begin = fields.nth(BEGIN - 1)?;
    (!matches!(state, "Z" | "X" | "x")).then(|| begin.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_ended_does_not_run_whatever_its_name() {
        let entry = |name: &str, state: &str| {
            format!("7 ({name}) {state} 1 7 7 0 -1 4194304 90 0 0 0 1 2 3 4 20 0 1 0 4711 5 6 7\n")
        };
        for name in ["code", "a b", ") Z 1 (", ""] {
            for state in ["R", "S", "D", "T", "t", "I"] {
                assert_eq!(running_since(&entry(name, state)).as_deref(), Some("4711"), "{name} {state}");
            }
            for state in ["Z", "X"] {
                assert_eq!(running_since(&entry(name, state)), None, "{name} {state}");
            }
        }
        assert_eq!(running_since(""), None);
        assert_eq!(running_since("7 (a) S 1"), None);
    }
}
