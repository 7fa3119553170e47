//! The runtime from outside: as emitted code calls it, and as a server sees it.

#[cfg(feature = "blocking")]
mod blocking;
mod client;
mod faults;
mod objects;
mod objects_properties;
mod objects_twins;
mod pages;
mod redirects;
mod requests;
mod responses;
mod secrets;
mod server;
mod streams;
#[cfg(feature = "tls")]
mod tls;
