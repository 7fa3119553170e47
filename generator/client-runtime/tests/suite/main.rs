//! The runtime from outside: as emitted code calls it, and as a server sees it.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that meets what it did not expect stops"
)]

#[cfg(feature = "blocking")]
mod blocking;
mod client;
mod downloads;
mod faults;
mod headers;
mod load;
mod maps;
mod misuse;
mod objects;
mod objects_properties;
mod objects_twins;
mod pages;
mod paths;
mod redirects;
mod requests;
mod responses;
mod retries;
mod scalars;
mod secrets;
mod server;
mod streams;
#[cfg(feature = "tls")]
mod tls;
mod tokens;
mod transports;
mod unions;
mod uploads;
