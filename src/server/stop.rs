//! How long work is stopped.
//!
//! Invariant: work stops soon after nobody waits for it any more.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Tells long work to stop.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// The work is to stop.
    pub fn set(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether it is to stop.
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Whether nobody else can be told any more.
    pub fn is_last(&self) -> bool {
        Arc::strong_count(&self.0) == 1
    }
}

/// Held while long work is waited for. A request that is cancelled is dropped, and this with it.
#[derive(Debug, Default)]
pub struct Waiting(Stop);

impl Waiting {
    /// What the work looks at.
    pub fn stop(&self) -> Stop {
        self.0.clone()
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.set();
    }
}
