//! What a generated API validator calls: JSON scanner, checks, violations, registry types.
//!
//! The generator emits static tables for each schema; everything that does not depend on the schema is here. A check
//! reads the bytes once, builds no tree, and on valid input of declared properties allocates nothing.

#![forbid(unsafe_code)]

mod array;
mod checker;
mod code;
mod condition;
mod dom;
mod evaluated;
mod find;
mod format;
mod known;
mod locate;
mod node;
mod number;
mod object;
mod pattern;
mod policy;
pub mod registry;
mod scalar;
mod scan;
pub mod schema;
#[cfg(feature = "serde")]
mod serialize;
mod text;
mod trial;
mod union;
mod violation;

pub use code::{Code, Layer, Severity};
pub use dom::Json;
pub use format::Format;
pub use node::{Check, Mixed, Node};
#[cfg(feature = "regex")]
pub use pattern::Regex;
pub use pattern::{Class, Matcher, Part, Pattern, Run};
pub use policy::{Direction, Policy};
pub use scan::MAX_DEPTH;
pub use violation::{Declaration, Violation, Violations};
