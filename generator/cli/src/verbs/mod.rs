//! The verbs: each takes its arguments and a program's defaults.

pub mod bundle;
pub mod check;
mod chosen;
mod document;
mod documents;
pub mod drift;
pub mod explain;
pub mod export;
pub mod generate;
pub mod init;
pub mod operations;
pub mod shell;
pub mod validate;
