//! The same calls without async: [`Block::block`] instead of `.await`.
//!
//! ```no_run
//! # fn example(call: trueup_client::Call<String, trueup_client::Undeclared>)
//! # -> Result<(), Box<dyn std::error::Error>> {
//! use trueup_client::blocking::Block as _;
//!
//! let answer = call.block()?;
//! # Ok(())
//! # }
//! ```
//!
//! The connections of all blocking calls live on one thread, which begins with the first call and lasts as long as the
//! process. Calls may be made from many threads at once. Within async code they work too, but they hold up the thread
//! that they are called on: `.await` is better there.

use std::pin::{Pin, pin};
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::Thread;

use futures_core::Stream;
use tokio::runtime::Handle;

use crate::client::error::{Error, Fault, TransportError, TransportProblem};

/// Waits for a call on the spot. Implemented for every call and every stream call, with its parameters or without.
pub trait Block {
    /// The output of the call.
    type Output;

    /// Sends the call, and waits for its output.
    fn block(self) -> Self::Output;
}

impl<C, T, E> Block for C
where
    C: IntoFuture<Output = Result<T, Error<E>>>,
{
    type Output = Result<T, Error<E>>;

    fn block(self) -> Self::Output {
        block_on(self.into_future()).unwrap_or_else(|fault| Err(fault.into()))
    }
}

/// Goes through a stream on the spot. Implemented for [`Streaming`](crate::Streaming) and [`Items`](crate::Items).
pub trait BlockStream: Sized {
    /// The stream as an iterator, each of whose steps waits for the next item.
    fn iter_blocking(self) -> Iter<Self>;
}

impl<S, T, E> BlockStream for S
where
    S: Stream<Item = Result<T, Error<E>>> + Unpin,
{
    fn iter_blocking(self) -> Iter<Self> {
        Iter(self)
    }
}

/// A stream as an iterator. Dropping it drops the stream.
#[derive(Debug)]
pub struct Iter<S>(S);

impl<S, T, E> Iterator for Iter<S>
where
    S: Stream<Item = Result<T, Error<E>>> + Unpin,
{
    type Item = Result<T, Error<E>>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = std::future::poll_fn(|cx| Pin::new(&mut self.0).poll_next(cx));
        block_on(next).unwrap_or_else(|fault| Some(Err(fault.into())))
    }
}

/// Runs a future on this thread, while its connections and timers run on the common one.
fn block_on<F: Future>(future: F) -> Result<F::Output, Fault> {
    let _entered = background()?.enter();
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut cx = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut cx) {
            Poll::Ready(output) => return Ok(output),
            // Woken up in between, it does not wait; woken up for another reason, it looks once more.
            Poll::Pending => std::thread::park(),
        }
    }
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// The runtime on the common thread.
fn background() -> Result<&'static Handle, Fault> {
    static BACKGROUND: OnceLock<std::io::Result<Handle>> = OnceLock::new();

    let started = BACKGROUND.get_or_init(|| {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let handle = runtime.handle().clone();
        let thread = std::thread::Builder::new().name("trueup-client".to_owned());
        thread.spawn(move || runtime.block_on(std::future::pending::<()>()))?;
        Ok(handle)
    });
    started.as_ref().map_err(|error| {
        let copy = std::io::Error::new(error.kind(), error.to_string());
        TransportError::new("blocking call", TransportProblem::Runtime)
            .with_source(Box::new(copy))
            .into()
    })
}
