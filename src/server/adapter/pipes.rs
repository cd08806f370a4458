//! Standard input and output, and the threads that wait for them.
//!
//! Invariant: whoever reads or writes here may wait long, so it has a thread of its own; nothing else runs on it, and
//! nobody hands it what it can do itself.

use std::fs::File;
use std::future::Future;
use std::io::{self, Read, Write};
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::runtime::Handle;
use tokio::sync::oneshot;

/// A pipe that is waited for on the thread that reads or writes it.
#[derive(Debug)]
pub struct Pipe(File);

impl Pipe {
    /// Standard input.
    pub fn input() -> io::Result<Pipe> {
        owned(io::stdin()).map(Pipe)
    }

    /// Standard output, without the buffer that ends at line breaks.
    pub fn output() -> io::Result<Pipe> {
        owned(io::stdout()).map(Pipe)
    }
}

#[cfg(unix)]
fn owned(pipe: impl std::os::fd::AsFd) -> io::Result<File> {
    pipe.as_fd().try_clone_to_owned().map(File::from)
}

#[cfg(windows)]
fn owned(pipe: impl std::os::windows::io::AsHandle) -> io::Result<File> {
    pipe.as_handle().try_clone_to_owned().map(File::from)
}

impl AsyncRead for Pipe {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        to: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let read = self.0.read(to.initialize_unfilled());
        Poll::Ready(read.map(|count| to.advance(count)))
    }
}

impl AsyncWrite for Pipe {
    fn poll_write(mut self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Poll::Ready(self.0.write(bytes))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

/// Does work on a thread of its own, which it may keep waiting. Where nobody waits for the end any more, it is given
/// up where it next awaits something.
pub fn on_own_thread<T: Send + 'static>(
    name: &str,
    work: impl Future<Output = T> + Send + 'static,
) -> io::Result<oneshot::Receiver<T>> {
    let (mut done, end) = oneshot::channel();
    let runtime = Handle::current();
    let run = async move {
        let ended = tokio::select! {
            result = work => Some(result),
            () = done.closed() => None,
        };
        if let Some(result) = ended {
            let _ = done.send(result);
        }
    };
    std::thread::Builder::new().name(name.to_owned()).spawn(move || runtime.block_on(run))?;
    Ok(end)
}
