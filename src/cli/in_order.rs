//! Work on all cores whose results come in order.
//!
//! Invariant: a result waits only for those before it, and none is handed on once the receiver has said to stop.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;

/// Does `work` for `0..count` on all cores and hands on the results in order, each as soon as all before it are
/// there; stops when `each` says so.
pub fn in_order<T: Send>(
    count: usize,
    work: impl Fn(usize) -> T + Sync,
    mut each: impl FnMut(usize, T) -> ControlFlow<()>,
) {
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let (sender, receiver) = mpsc::channel();
    let worker = |sender: mpsc::Sender<(usize, T)>| {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            if index >= count || stop.load(Ordering::Relaxed) || sender.send((index, work(index))).is_err() {
                return;
            }
        }
    };
    // Not a parallel iterator: its halves would leave the results of the second one to pile up.
    rayon::in_place_scope(|scope| {
        for _ in 0..rayon::current_num_threads().min(count) {
            let sender = sender.clone();
            scope.spawn(|_| worker(sender));
        }
        drop(sender);
        let mut waiting = BTreeMap::new();
        let mut due = 0;
        for (index, result) in receiver {
            waiting.insert(index, result);
            while let Some(result) = waiting.remove(&due) {
                if each(due, result).is_break() {
                    stop.store(true, Ordering::Relaxed);
                    return;
                }
                due += 1;
            }
        }
    });
}
