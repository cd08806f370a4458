//! What is answered and not yet read.
//!
//! Invariants: while the client leaves more than [`MOST`] bytes unread, no work for another answer is begun, so that
//! answers take no more memory than that and what is being worked on. What the client says is taken in all the same,
//! but for one that leaves [`FAR_TOO_MUCH`] unread.

use std::sync::Arc;

use tokio::sync::{Semaphore, watch};
use tokio::task::JoinError;

/// No client that reads leaves so many bytes of answers unread.
const MOST: usize = 64 << 20;
/// Refusals wait too: whoever asks on and on without ever reading is not listened to.
const FAR_TOO_MUCH: usize = 4 * MOST;

/// How much waits to be read.
#[derive(Debug)]
pub struct Backlog {
    unread: watch::Sender<usize>,
    places: Arc<Semaphore>,
}

impl Backlog {
    /// Nothing waits, and there may be worked on so many answers at a time.
    pub fn new(places: usize) -> Backlog {
        Backlog { unread: watch::Sender::new(0), places: Arc::new(Semaphore::new(places)) }
    }

    /// An answer of so many bytes waits.
    pub fn add(&self, bytes: usize) {
        self.unread.send_modify(|unread| *unread += bytes);
    }

    /// It was written.
    pub fn take(&self, bytes: usize) {
        self.unread.send_modify(|unread| *unread = unread.saturating_sub(bytes));
    }

    /// Waits until it makes sense to hear what else the client wants.
    pub async fn is_bearable(&self) {
        self.wait_below(FAR_TOO_MUCH).await;
    }

    /// Does work for an answer where it may take long, as soon as there is room for what comes of it.
    ///
    /// # Errors
    ///
    /// Where the work has panicked.
    pub async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, JoinError> {
        // Nobody closes the places; without one the work is done all the same. It keeps its place until it is done, also
        // where nobody waits for it any more.
        let place = self.places.clone().acquire_owned().await;
        self.wait_below(MOST).await;
        let work = move || {
            let _place = place;
            work()
        };
        tokio::task::spawn_blocking(work).await
    }

    async fn wait_below(&self, most: usize) {
        if *self.unread.borrow() < most {
            return;
        }
        // The sender is held here, so there will always be something to wait for.
        let _ = self.unread.subscribe().wait_for(|unread| *unread < most).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use std::sync::Mutex;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[tokio::test]
    async fn no_work_is_begun_while_too_much_is_unread() {
        let backlog = Arc::new(Backlog::new(2));
        backlog.work(|| ()).await.unwrap();
        backlog.add(MOST);
        let begun = Arc::new(AtomicUsize::new(0));
        let tasks: Vec<_> = (0..5)
            .map(|_| {
                let (backlog, begun) = (backlog.clone(), begun.clone());
                tokio::spawn(async move { backlog.work(move || begun.fetch_add(1, Ordering::SeqCst)).await })
            })
            .collect();
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
        assert_eq!(begun.load(Ordering::SeqCst), 0);
        backlog.is_bearable().await;
        backlog.take(1);
        for task in tasks {
            task.await.unwrap().unwrap();
        }
        assert_eq!(begun.load(Ordering::SeqCst), 5);
    }

    #[tokio::test]
    async fn work_keeps_its_place_when_nobody_waits_for_it_any_more() {
        let backlog = Arc::new(Backlog::new(1));
        let (begin, mut begun) = tokio::sync::mpsc::unbounded_channel();
        let (release, released) = std::sync::mpsc::channel::<()>();
        let released = Arc::new(Mutex::new(released));
        let ask = |number: usize| {
            let (backlog, begin, released) = (backlog.clone(), begin.clone(), released.clone());
            tokio::spawn(async move {
                let work = move || {
                    begin.send(number).unwrap();
                    // It ends when nobody can release it any more.
                    let _ = released.lock().unwrap().recv();
                };
                backlog.work(work).await
            })
        };
        let first = ask(1);
        assert_eq!(begun.recv().await, Some(1));
        first.abort();
        assert!(first.await.unwrap_err().is_cancelled());
        let second = ask(2);
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
        assert!(begun.try_recv().is_err());
        drop(release);
        second.await.unwrap().unwrap();
        assert_eq!(begun.recv().await, Some(2));
    }
}
