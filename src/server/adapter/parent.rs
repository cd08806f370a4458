//! Whether the editor that started the server still runs.
//!
//! Invariant: a process that cannot be seen from the start (another container's) is not taken for ended.

use std::path::PathBuf;
use std::time::Duration;

const EVERY: Duration = Duration::from_secs(3);

/// Waits until the process has ended; for ever where that cannot be known, which is found out at once.
pub fn ended(process: u64) -> impl Future<Output = ()> {
    let entry = PathBuf::from(format!("/proc/{process}"));
    let seen = entry.exists();
    async move {
        if !seen {
            return std::future::pending().await;
        }
        while entry.exists() {
            tokio::time::sleep(EVERY).await;
        }
    }
}
