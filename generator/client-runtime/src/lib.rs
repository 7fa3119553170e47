//! What generated API clients call: transport, credentials, errors, scalars, streams.
#![deny(missing_docs)]

#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
pub mod blocking;
mod builder;
mod call;
mod core;
mod credential;
mod encoding;
mod error;
mod exchange;
mod future;
mod incoming;
mod json;
#[cfg(not(target_arch = "wasm32"))]
mod limiter;
mod lines;
pub mod object;
mod operation;
mod page;
mod patch;
mod rate;
mod redirect;
mod request;
mod response;
mod retry;
pub mod scalar;
mod secret;
mod stream;
#[cfg(all(feature = "tls", not(target_arch = "wasm32")))]
mod tls;
mod vocabulary;

pub use builder::{BuildError, Builder};
pub use call::{Call, CallFuture, CheckFailure};
pub use core::{Core, FromCore};
pub use credential::{Credential, ProviderError, SecretSource};
pub use error::{
    ApiError, Classify, DecodeError, Error, ErrorKind, ErrorRule, ErrorTest, FailureError,
    RequestError, RequestProblem, TransportError, TransportProblem, UnexpectedStatus,
};
pub use operation::{Method, Operation, Retry};
pub use page::{Items, Page};
pub use patch::Patch;
pub use rate::RateLimit;
pub use request::ListStyle;
pub use response::{Binary, Body, DecodeFailure, FromResponse, NoContent, Text, Undeclared};
pub use retry::RetryPolicy;
pub use scalar::{Decimal, Pattern, Piece, ScalarError, StringInteger};
pub use secret::{SecretBytes, SecretString};
pub use stream::{StreamCall, StreamFuture, Updates};

pub use jiff::Timestamp;
pub use jiff::civil::Date;
pub use serde_json::Value as Json;

pub use rust_decimal;
pub use serde;
