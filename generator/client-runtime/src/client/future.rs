//! Boxed futures, and time, on native targets and in a browser.

use std::pin::Pin;

/// A future behind a pointer. In a browser there is one thread, and its futures cannot be sent.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;
/// A future behind a pointer. In a browser there is one thread, and its futures cannot be sent.
#[cfg(target_arch = "wasm32")]
pub(crate) type BoxFuture<T> = Pin<Box<dyn Future<Output = T>>>;

/// `Send`, except in a browser.
#[cfg(not(target_arch = "wasm32"))]
pub trait MaybeSend: Send {}
#[cfg(not(target_arch = "wasm32"))]
impl<T: Send> MaybeSend for T {}

/// `Sync`, except in a browser.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) trait MaybeSync: Sync {}
#[cfg(not(target_arch = "wasm32"))]
impl<T: Sync> MaybeSync for T {}

/// `Send`, except in a browser.
#[cfg(target_arch = "wasm32")]
pub trait MaybeSend {}
#[cfg(target_arch = "wasm32")]
impl<T> MaybeSend for T {}

/// `Sync`, except in a browser.
#[cfg(target_arch = "wasm32")]
pub(crate) trait MaybeSync {}
#[cfg(target_arch = "wasm32")]
impl<T> MaybeSync for T {}

/// The end of the time for a call.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline(tokio::time::Instant);

#[cfg(not(target_arch = "wasm32"))]
impl Deadline {
    /// So much time from now on. Times beyond the clock's range are a year.
    pub(crate) fn after(time: std::time::Duration) -> Self {
        let now = tokio::time::Instant::now();
        let year = std::time::Duration::from_secs(365 * 24 * 3600);
        Self(now.checked_add(time).unwrap_or(now + year))
    }

    /// Whether there is more time than that.
    pub(crate) fn allows(self, time: std::time::Duration) -> bool {
        self.0
            .saturating_duration_since(tokio::time::Instant::now())
            > time
    }

    /// The future's output, or an error if the time is up first. The future is dropped then.
    // Not an `async fn`: that would hold the future twice, as an argument and as what is awaited.
    pub(crate) fn limit<F: Future>(self, future: F) -> tokio::time::Timeout<F> {
        tokio::time::timeout_at(self.0, future)
    }
}

/// Whether somebody drives connections and timers here.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn is_driven() -> bool {
    tokio::runtime::Handle::try_current().is_ok()
}

/// Whether somebody drives connections here: the browser does.
#[cfg(target_arch = "wasm32")]
pub(crate) fn is_driven() -> bool {
    true
}

/// A browser's target has no timer of ours; the browser itself keeps the time of each attempt.
#[cfg(target_arch = "wasm32")]
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline;

#[cfg(target_arch = "wasm32")]
impl Deadline {
    pub(crate) fn after(_: std::time::Duration) -> Self {
        Self
    }

    /// Never: waiting takes a timer.
    pub(crate) fn allows(self, _: std::time::Duration) -> bool {
        false
    }

    pub(crate) async fn limit<F: Future>(
        self,
        future: F,
    ) -> Result<F::Output, std::convert::Infallible> {
        Ok(future.await)
    }
}

/// Waits. A zero duration does not wait: a timer would round it up to a millisecond.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) async fn sleep(time: std::time::Duration) {
    if !time.is_zero() {
        tokio::time::sleep(time).await;
    }
}

/// Does not wait: nothing on this target asks for it.
#[cfg(target_arch = "wasm32")]
pub(crate) async fn sleep(_: std::time::Duration) {}
