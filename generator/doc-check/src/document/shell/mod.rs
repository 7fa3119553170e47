//! Shell texts, and the curl calls in them.

mod curl;
mod damage;
mod options;
mod words;

pub(crate) use curl::calls;
pub(crate) use damage::with_entities;
