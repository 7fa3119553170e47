//! What every call can be told before it is sent, whatever it comes to.

/// Gives a type of calls the setters that all of them have; after the colon stands where its request is.
macro_rules! with_settings {
    (<$($type:ident),*> $call:ident: $($request:ident).+) => {
        impl<$($type),*> $call<$($type),*> {
            /// The time for the whole call, or until a stream begins, instead of the client's. See
            /// [`Builder::timeout`](crate::Builder::timeout).
            pub fn timeout(mut self, timeout: std::time::Duration) -> Self {
                self.$($request).+.timeout = Some(timeout);
                self
            }

            /// Where this call goes, instead of the client's base URL: for operations that a description gives servers of
            /// their own. The credential goes along, so it must be a server that may see it.
            ///
            /// A text that is no URL of `http` or `https` makes the call an error.
            pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
                self.$($request).+.base_url = Some(base_url.into());
                self
            }

            /// How the call is tried again if the operation is idempotent, instead of the client's policy. An operation
            /// that is not idempotent is never sent twice, with any policy, nor is a body that is a stream.
            pub fn retry(mut self, policy: crate::RetryPolicy) -> Self {
                self.$($request).+.retry = Some(policy);
                self
            }

            /// Sets a header that the description does not name, or another value of one that it does.
            ///
            /// A name or a value that cannot be one makes the call an error. A credential takes the place of a header
            /// of its name; `Content-Type` is the body's, with the boundary of parts that the caller has put together.
            pub fn header(
                mut self,
                name: impl Into<std::borrow::Cow<'static, str>>,
                value: impl std::fmt::Display,
            ) -> Self {
                self.$($request).+.set_header(name.into(), &value);
                self
            }

            /// Adds a query parameter that the description does not name. One of the same name that is there already
            /// stays.
            pub fn extra_query(
                mut self,
                name: impl Into<std::borrow::Cow<'static, str>>,
                value: impl std::fmt::Display,
            ) -> Self {
                self.$($request).+.add_query(name.into(), &value);
                self
            }
        }
    };
}
pub(crate) use with_settings;
