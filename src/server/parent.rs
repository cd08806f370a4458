//! Whether the editor that started the server still runs.
//!
//! Invariant: a process that cannot be seen from the start (another container's) is not taken for ended.

use std::path::PathBuf;
use std::time::Duration;

const EVERY: Duration = Duration::from_secs(3);

/// Waits until the process has ended; for ever where that cannot be known.
pub async fn ended(process: u64) {
    let entry = PathBuf::from(format!("/proc/{process}"));
    if !entry.exists() {
        return std::future::pending().await;
    }
    while entry.exists() {
        tokio::time::sleep(EVERY).await;
    }
}
