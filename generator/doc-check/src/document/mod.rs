//! Documents that people read, checked against the registry.

mod json;
mod placeholder;
mod shell;
mod suggest;
mod text;
