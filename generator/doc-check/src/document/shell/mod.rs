//! Shell texts, and the curl calls in them.

mod curl;
mod damage;
mod options;
mod words;

pub(crate) use curl::{Call, Data, Header, calls};
pub(crate) use damage::with_entities;
pub(crate) use words::{Quote, Trouble, Word};
