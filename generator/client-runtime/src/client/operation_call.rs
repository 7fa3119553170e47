//! What the calls of all operations can do, whatever is described of them.

/// Gives the type of an operation's calls what all of them can do, so that nothing that a description gains takes it
/// away: an optional parameter more, a header, another answer. The type is a newtype around a [`Call`](crate::Call).
///
/// What comes last says how the response is read: `whole()`, `checked()` if the body may say that the call failed,
/// `download()` if it is bytes, `stream(Lines, None)` with the framing of its items, and the properties of each that hold
/// the item and the error, if they are in envelopes.
#[doc(hidden)]
#[macro_export]
macro_rules! __call {
    ($name:ident, $value:ty, $error:ty, stream($framing:ident, $envelope:expr)) => {
        $crate::__call_settings! { $name }

        impl $name {
            /// The longest silence within the stream; without this, it may last for ever.
            #[inline]
            pub fn idle_timeout(
                self,
                idle_timeout: std::time::Duration,
            ) -> $crate::StreamCall<$value, $error> {
                self.call().idle_timeout(idle_timeout)
            }

            /// Asks for the events behind the one with this id: a stream that broke off goes on from its last one.
            #[inline]
            pub fn last_event_id(
                self,
                id: impl std::fmt::Display,
            ) -> $crate::StreamCall<$value, $error> {
                self.call().last_event_id(id)
            }

            /// The call, whatever operation it is of.
            #[inline]
            pub fn call(self) -> $crate::StreamCall<$value, $error> {
                self.0.stream($crate::Framing::$framing, $envelope)
            }
        }

        $crate::__call_future! {
            $name, $crate::Streaming<$value, $error>, $error, $crate::StreamFuture<$value, $error>
        }
    };
    ($name:ident, $value:ty, $error:ty, whole()) => {
        $crate::__call_whole! { $name, $value, $error, }
    };
    ($name:ident, $value:ty, $error:ty, checked()) => {
        $crate::__call_whole! { $name, $value, $error, .checked() }
    };
    ($name:ident, $value:ty, $error:ty, download()) => {
        $crate::__call_whole! { $name, $value, $error, }

        impl $name {
            /// Reads the response as it comes, however long it is.
            #[inline]
            pub fn download(self) -> $crate::DownloadCall<$error> {
                self.0.download()
            }
        }
    };
}

/// A call whose response is read whole.
#[doc(hidden)]
#[macro_export]
macro_rules! __call_whole {
    ($name:ident, $value:ty, $error:ty, $($finish:tt)*) => {
        $crate::__call_settings! { $name }

        impl $name {
            /// Asks for status and headers beside the value.
            #[inline]
            pub fn with_response(
                self,
            ) -> $crate::ResponseCall<$value, $crate::ResponseHeaders, $error> {
                self.call().with_response()
            }

            /// The call, whatever operation it is of.
            #[inline]
            pub fn call(self) -> $crate::Call<$value, $error> {
                self.0 $($finish)*
            }
        }

        $crate::__call_future! { $name, $value, $error, $crate::CallFuture<$value, $error> }
    };
}

/// What every call can be told.
#[doc(hidden)]
#[macro_export]
macro_rules! __call_settings {
    ($name:ident) => {
        impl $name {
            /// The time for this call, instead of the client's.
            #[inline]
            pub fn timeout(self, timeout: std::time::Duration) -> Self {
                Self(self.0.timeout(timeout))
            }

            /// Where this call goes, instead of the client's base URL; the credential goes along.
            #[inline]
            pub fn base_url(self, base_url: impl Into<String>) -> Self {
                Self(self.0.base_url(base_url))
            }

            /// How this call is tried again if the operation is idempotent, instead of the client's policy.
            #[inline]
            pub fn retry(self, policy: $crate::RetryPolicy) -> Self {
                Self(self.0.retry(policy))
            }

            /// Sets a header that the description does not name.
            #[inline]
            pub fn header(
                self,
                name: impl Into<std::borrow::Cow<'static, str>>,
                value: impl std::fmt::Display,
            ) -> Self {
                Self(self.0.header(name, value))
            }

            /// Adds a query parameter that the description does not name.
            #[inline]
            pub fn extra_query(
                self,
                name: impl Into<std::borrow::Cow<'static, str>>,
                value: impl std::fmt::Display,
            ) -> Self {
                Self(self.0.extra_query(name, value))
            }
        }
    };
}

/// Awaiting sends the call.
#[doc(hidden)]
#[macro_export]
macro_rules! __call_future {
    ($name:ident, $output:ty, $error:ty, $future:ty) => {
        impl std::future::IntoFuture for $name {
            type Output = Result<$output, $crate::Error<$error>>;
            type IntoFuture = $future;

            #[inline]
            fn into_future(self) -> Self::IntoFuture {
                self.call().into_future()
            }
        }
    };
}
