//! Calls: how they are put together, sent, tried again and read. All of it needs the feature `client`.

mod attempt;
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
pub mod blocking;
mod builder;
mod call;
mod carrier;
mod chunks;
mod core;
mod credential;
mod download;
pub(crate) mod error;
mod exchange;
mod frames;
mod future;
#[cfg(not(target_arch = "wasm32"))]
pub mod guide;
#[cfg(all(feature = "gzip", not(target_arch = "wasm32")))]
mod inflate;
#[cfg(not(target_arch = "wasm32"))]
mod limiter;
mod messages;
mod multipart;
#[cfg(not(target_arch = "wasm32"))]
mod oauth2;
mod operation;
mod operation_call;
mod page;
mod percent;
mod rate;
mod received;
mod redirect;
mod request;
mod response_call;
mod response_stream;
mod retry;
mod settings;
mod stream;
mod style;
mod styled;
#[cfg(all(feature = "test-util", not(target_arch = "wasm32")))]
pub mod testing;
#[cfg(all(feature = "tls", not(target_arch = "wasm32")))]
mod tls;
#[cfg(not(target_arch = "wasm32"))]
mod token;
#[cfg(not(target_arch = "wasm32"))]
mod transport;
mod validation;

pub use builder::Builder;
pub use call::{Call, CallFuture};
#[doc(hidden)]
pub use core::{Core, FromCore};
pub use credential::{Credential, ProviderError, SecretSource};
pub use download::{Download, DownloadCall, DownloadFuture};
pub use error::{
    ApiError, BuildError, DecodeError, ErasedBody, ErasedError, Error, FailureError, RequestError,
    RequestProblem, TransportError, TransportProblem, UnexpectedStatus,
};
#[doc(hidden)]
pub use frames::Framing;
pub use multipart::{Labelled, MultipartBody, Parts};
#[cfg(not(target_arch = "wasm32"))]
pub use oauth2::OAuth2;
#[doc(hidden)]
pub use operation::{Method, Operation, Retry, Success};
pub use page::Items;
#[doc(hidden)]
pub use page::Page;
pub use rate::RateLimit;
#[doc(hidden)]
pub use request::ListStyle;
pub use response_call::{Response, ResponseCall, ResponseFuture};
pub use retry::RetryPolicy;
pub use stream::{StreamCall, StreamFuture, Streaming};
#[doc(hidden)]
pub use style::Style;
#[cfg(not(target_arch = "wasm32"))]
pub use token::Token;
#[cfg(all(feature = "tower", not(target_arch = "wasm32")))]
pub use transport::TowerTransport;
#[cfg(not(target_arch = "wasm32"))]
pub use transport::{CalledOperation, Transport, TransportBody, TransportFault, TransportFuture};
#[cfg(feature = "validate")]
pub use validation::{OnViolation, Severity, Validator, Violation};
