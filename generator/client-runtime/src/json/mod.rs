//! JSON, as responses bring it and requests take it: serde's two traits over one reader and one printer.
//!
//! They are ours because of what `serde_json` costs to compile: its generic code for one object, which knows the form of
//! an array too, is larger than all else that a type needs. Here whatever does not depend on the type is compiled once,
//! in this crate. The reader also keeps all digits of a decimal number, and takes an object for an object alone.

mod access;
mod de;
mod error;
#[cfg(debug_assertions)]
mod instances;
mod keys;
mod names;
mod number;
mod path;
mod printer;
mod reader;
mod ser;
#[cfg(test)]
mod tests;
mod text;
mod variant;

#[cfg(feature = "client")]
use serde::{Deserialize, Serialize};

pub(crate) use error::Error;
#[cfg(debug_assertions)]
pub use instances::instances;
#[cfg(feature = "client")]
pub(crate) use path::member;
pub(crate) use path::{path_at, position};
pub(crate) use printer::Printer;
pub(crate) use reader::Reader;

/// A name for `deserialize_newtype_struct`: the reader gives the digits of a number, by `visit_bytes`.
///
/// Other formats know nothing of it, and call `visit_newtype_struct`.
pub(crate) const DIGITS: &str = "$trueup::Digits";

/// A name for `deserialize_newtype_struct`: the reader gives any value, but the digits of a fraction by `visit_bytes`.
pub(crate) const ANY: &str = "$trueup::Any";

/// A value as JSON, by way of its text: `serde_json` makes `null` of a number that JSON does not have.
#[cfg(feature = "client")]
pub(crate) fn to_value(value: &(impl Serialize + ?Sized)) -> Result<serde_json::Value, String> {
    let mut printer = Printer::new();
    let written = value.serialize(&mut printer);
    written.map_err(|error| error.to_string())?;
    let value = serde_json::Value::deserialize(&mut Reader::new(&printer.into_bytes()));
    value.map_err(|error| error.to_string())
}
