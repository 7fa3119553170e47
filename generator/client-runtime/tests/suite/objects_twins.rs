//! The same types twice: by serde's derive, and as emitted code has them.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use trueup_client::Map;
use trueup_client::object::{self, Field, Fields, Object};

/// Every kind of field, by derive.
#[derive(Debug, Deserialize, PartialEq, Serialize)]
pub(crate) struct DerivedThing {
    pub(crate) id: i64,
    #[serde(rename = "type")]
    pub(crate) kind: String,
    /// Required, but may be null: without the attribute its absence would be `None`.
    #[serde(deserialize_with = "Option::deserialize")]
    pub(crate) peer: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) note: Option<String>,
    #[serde(default)]
    pub(crate) count: u32,
    pub(crate) parts: Vec<DerivedPart>,
    #[serde(default, rename = "by-name")]
    pub(crate) by_name: BTreeMap<String, DerivedPart>,
}

/// A nested object, by derive.
#[derive(Debug, Deserialize, PartialEq, Serialize)]
pub(crate) struct DerivedPart {
    pub(crate) name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) next: Option<Box<DerivedPart>>,
}

/// As emitted.
#[derive(Debug, PartialEq)]
pub(crate) struct Thing {
    id: i64,
    kind: String,
    peer: Option<u8>,
    note: Option<String>,
    count: u32,
    parts: Vec<Part>,
    by_name: Map<Part>,
}

/// As emitted.
#[derive(Debug, PartialEq)]
pub(crate) struct Part {
    name: String,
    next: Option<Box<Part>>,
}

impl<'de> Deserialize<'de> for Thing {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        object::deserialize(deserializer)
    }
}

impl Object for Thing {
    const FIELDS: &'static Fields = &Fields {
        object: "DerivedThing",
        names: &["id", "type", "peer", "note", "count", "parts", "by-name"],
        required: &[0, 1, 2, 5],
    };

    fn start() -> Self {
        Self {
            id: Default::default(),
            kind: Default::default(),
            peer: None,
            note: None,
            count: Default::default(),
            parts: Default::default(),
            by_name: Default::default(),
        }
    }

    fn read<'de, D: Deserializer<'de>>(
        &mut self,
        index: usize,
        field: Field<'_, D>,
    ) -> Result<(), D::Error> {
        match index {
            0 => field.put(&mut self.id),
            1 => field.put(&mut self.kind),
            2 => field.opt(&mut self.peer),
            3 => field.opt(&mut self.note),
            4 => field.put(&mut self.count),
            5 => field.objects(&mut self.parts),
            6 => field.put(&mut self.by_name),
            _ => field.skip(),
        }
    }
}

impl Serialize for Thing {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut w = object::Writer::new(serializer, "Thing", 7);
        w.field("id", &self.id);
        w.field("type", &self.kind);
        w.field("peer", &self.peer);
        w.opt("note", &self.note);
        w.field("count", &self.count);
        w.field("parts", &self.parts);
        w.field("by-name", &self.by_name);
        w.end()
    }
}

impl<'de> Deserialize<'de> for Part {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        object::deserialize(deserializer)
    }
}

impl Object for Part {
    const FIELDS: &'static Fields = &Fields {
        object: "DerivedPart",
        names: &["name", "next"],
        required: &[0],
    };

    fn start() -> Self {
        Self {
            name: Default::default(),
            next: None,
        }
    }

    fn read<'de, D: Deserializer<'de>>(
        &mut self,
        index: usize,
        field: Field<'_, D>,
    ) -> Result<(), D::Error> {
        match index {
            0 => field.put(&mut self.name),
            1 => field.opt(&mut self.next),
            _ => field.skip(),
        }
    }
}

impl Serialize for Part {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut w = object::Writer::new(serializer, "Part", 2);
        w.field("name", &self.name);
        w.opt("next", &self.next);
        w.end()
    }
}

/// Fields that are objects and lists, which are read into their places, by derive.
#[derive(Debug, Deserialize, PartialEq, Serialize)]
pub(crate) struct DerivedPlaces {
    lead: DerivedPart,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    spare: Option<DerivedPart>,
    #[serde(default)]
    codes: Vec<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    marks: Option<Vec<u8>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rest: Option<Vec<DerivedPart>>,
}

/// As emitted.
#[derive(Debug, PartialEq)]
pub(crate) struct Places {
    lead: Part,
    spare: Option<Part>,
    codes: Vec<u8>,
    marks: Option<Vec<u8>>,
    rest: Option<Vec<Part>>,
}

impl<'de> Deserialize<'de> for Places {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        object::deserialize(deserializer)
    }
}

impl Object for Places {
    const FIELDS: &'static Fields = &Fields {
        object: "DerivedPlaces",
        names: &["lead", "spare", "codes", "marks", "rest"],
        required: &[0],
    };

    fn start() -> Self {
        Self {
            lead: Part::start(),
            spare: None,
            codes: Vec::new(),
            marks: None,
            rest: None,
        }
    }

    fn read<'de, D: Deserializer<'de>>(
        &mut self,
        index: usize,
        field: Field<'_, D>,
    ) -> Result<(), D::Error> {
        match index {
            0 => field.object(&mut self.lead),
            1 => field.opt_object(&mut self.spare),
            2 => field.list(&mut self.codes),
            3 => field.opt_list(&mut self.marks),
            4 => field.opt_objects(&mut self.rest),
            _ => field.skip(),
        }
    }
}

impl Serialize for Places {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut w = object::Writer::new(serializer, "DerivedPlaces", 5);
        w.field("lead", &self.lead);
        w.opt("spare", &self.spare);
        w.field("codes", &self.codes);
        w.opt("marks", &self.marks);
        w.opt("rest", &self.rest);
        w.end()
    }
}

/// Fields with a map of all other entries beside them, by derive.
#[derive(Debug, Deserialize, PartialEq, Serialize)]
pub(crate) struct DerivedOpen {
    id: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(flatten)]
    extra: BTreeMap<String, i64>,
}

/// As emitted.
#[derive(Debug, PartialEq)]
pub(crate) struct Open {
    id: i64,
    note: Option<String>,
    extra: Map<i64>,
}

impl<'de> Deserialize<'de> for Open {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        object::deserialize_open(deserializer)
    }
}

impl Object for Open {
    const FIELDS: &'static Fields = &Fields {
        object: "DerivedOpen",
        names: &["id", "note"],
        required: &[0],
    };

    fn start() -> Self {
        Self {
            id: Default::default(),
            note: None,
            extra: Default::default(),
        }
    }

    fn read<'de, D: Deserializer<'de>>(
        &mut self,
        index: usize,
        field: Field<'_, D>,
    ) -> Result<(), D::Error> {
        match index {
            0 => field.put(&mut self.id),
            1 => field.opt(&mut self.note),
            _ => field.extra(&mut self.extra),
        }
    }
}

impl Serialize for Open {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut w = object::ExtraWriter::new(serializer);
        w.field("id", &self.id);
        w.opt("note", &self.note);
        w.extra(&self.extra);
        w.end()
    }
}

/// A type with many fields, all of which are required numbers, in both forms.
macro_rules! wide {
    ($derived:ident, $emitted:ident, [$($index:tt $field:ident)*]) => {
        #[derive(Debug, Deserialize, PartialEq, Serialize)]
        pub(crate) struct $derived { $($field: i64,)* }

        #[derive(Debug, PartialEq)]
        pub(crate) struct $emitted { $($field: i64,)* }

        impl<'de> Deserialize<'de> for $emitted {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                object::deserialize(deserializer)
            }
        }

        impl Object for $emitted {
            const FIELDS: &'static Fields = &Fields {
                object: stringify!($derived),
                names: &[$(stringify!($field)),*],
                required: &[$($index),*],
            };

            fn start() -> Self {
                Self { $($field: Default::default()),* }
            }

            fn read<'de, D: Deserializer<'de>>(&mut self, index: usize, field: Field<'_, D>) -> Result<(), D::Error> {
                match index {
                    $($index => field.put(&mut self.$field),)*
                    _ => field.skip(),
                }
            }
        }

        impl Serialize for $emitted {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut w = object::Writer::new(serializer, stringify!($emitted), Self::FIELDS.names.len());
                $(w.field(stringify!($field), &self.$field);)*
                w.end()
            }
        }
    };
}

wide!(DerivedWide, Wide, [
    0 f0 1 f1 2 f2 3 f3 4 f4 5 f5 6 f6 7 f7 8 f8 9 f9 10 f10 11 f11 12 f12 13 f13 14 f14 15 f15 16 f16 17 f17 18 f18
    19 f19 20 f20 21 f21 22 f22 23 f23 24 f24 25 f25 26 f26 27 f27 28 f28 29 f29 30 f30 31 f31 32 f32 33 f33 34 f34
    35 f35 36 f36 37 f37 38 f38 39 f39 40 f40 41 f41 42 f42 43 f43 44 f44 45 f45 46 f46 47 f47 48 f48 49 f49 50 f50
    51 f51 52 f52 53 f53 54 f54 55 f55 56 f56 57 f57 58 f58 59 f59 60 f60 61 f61 62 f62 63 f63 64 f64 65 f65 66 f66
    67 f67 68 f68 69 f69 70 f70
]);
