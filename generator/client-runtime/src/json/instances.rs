//! Instances of generic functions that most clients need.
//!
//! Without optimisation, the compiler takes an instance that a dependency holds already, in place of compiling one more.
//! These are here for that alone: whoever calls a small client has a quarter less to compile. An optimised build takes
//! none, so it has none.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::{Error, Printer, Reader};
use crate::map::Map;
use crate::object::{self, Field, Fields, Object};
use crate::scalar::{Decimal, StringInteger};
use crate::secret::SecretString;
use crate::time::{Date, Timestamp};

/// An object with a field of each type that many bodies have, read and written as emitted code does it.
macro_rules! object {
    ($($index:literal $field:ident: $type:ty, $method:ident;)*) => {
        struct Everything {
            $($field: $type,)*
            secret: SecretString,
            extra: Map<Value>,
        }

        impl Object for Everything {
            const FIELDS: &'static Fields = &Fields {
                object: "Everything",
                names: &[],
                required: &[],
            };

            fn start() -> Self {
                Self {
                    $($field: Default::default(),)*
                    secret: SecretString::new(""),
                    extra: Map::new(),
                }
            }

            fn read<'de, D: Deserializer<'de>>(
                &mut self,
                index: usize,
                field: Field<'_, D>,
            ) -> Result<(), D::Error> {
                match index {
                    $($index => field.$method(&mut self.$field),)*
                    100 => field.put(&mut self.secret),
                    101 => field.skip(),
                    _ => field.extra(&mut self.extra),
                }
            }
        }

        impl<'de> Deserialize<'de> for Everything {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                object::deserialize(deserializer)
            }
        }

        impl Serialize for Everything {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut writer = object::Writer::new(serializer, "Everything", 0);
                $(writer.field("", &self.$field);)*
                writer.field("", &self.secret);
                writer.field("", &self.extra);
                writer.opt("", &self.optional_text);
                writer.opt("", &self.optional_bool);
                writer.opt("", &self.optional_integer);
                writer.opt("", &self.optional_time);
                writer.opt("", &self.optional_texts);
                writer.end()
            }
        }
    };
}

object! {
    0 bool: bool, put;
    1 i32: i32, put;
    2 i64: i64, put;
    3 u32: u32, put;
    4 u64: u64, put;
    5 f64: f64, put;
    6 text: String, put;
    7 texts: Vec<String>, put;
    8 map: Map<String>, put;
    9 integer: StringInteger<i64>, put;
    10 unsigned: StringInteger<u64>, put;
    20 signed_text: i64, integer;
    21 unsigned_text: u64, integer;
    11 decimal: Decimal, put;
    12 time: Timestamp, put;
    13 date: Date, put;
    14 any: Value, put;
    15 optional_text: Option<String>, opt;
    16 optional_bool: Option<bool>, opt;
    17 optional_integer: Option<i64>, opt;
    18 optional_time: Option<Timestamp>, opt;
    19 optional_texts: Option<Vec<String>>, opt;
}

impl object::Union for Everything {
    const NAME: &'static str = "Everything";

    const BRANCHES: &'static object::Branches = &object::Branches::Tried(&[]);

    fn read<'de, D: Deserializer<'de>>(_: usize, value: D) -> Result<Self, D::Error> {
        Self::deserialize(value)
    }
}

/// Not to be called: the compiler's way here.
#[doc(hidden)]
pub fn instances(bytes: &[u8]) -> bool {
    all(bytes).is_ok()
}

fn all(bytes: &[u8]) -> Result<(), Error> {
    let mut reader = Reader::new(bytes);
    let closed = Everything::deserialize(&mut reader)?;
    let open: Everything = object::deserialize_open(&mut reader)?;
    let kept: Everything = object::union(&mut reader)?;
    let mut printer = Printer::new();
    closed.serialize(&mut printer)?;
    open.serialize(&mut printer)?;
    kept.serialize(&mut printer)
}
