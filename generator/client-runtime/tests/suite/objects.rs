//! Emitted objects against derive: the corners, one by one.

use std::collections::BTreeMap;
use std::fmt::Debug;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use trueup_client::Patch;
use trueup_client::object::{self, Field, Fields, Object};

use crate::objects_twins::{DerivedOpen, DerivedThing, DerivedWide, Open, Part, Thing, Wide};

/// What derive makes of a text, and what the emitted form makes of it: the value as JSON, or the error.
pub(crate) fn both<D, E>(json: &str) -> (Result<String, String>, Result<String, String>)
where
    D: DeserializeOwned + Serialize,
    E: DeserializeOwned + Serialize,
{
    (read_and_write::<D>(json), read_and_write::<E>(json))
}

fn read_and_write<T: DeserializeOwned + Serialize>(json: &str) -> Result<String, String> {
    let value: T = serde_json::from_str(json).map_err(|error| error.to_string())?;
    Ok(serde_json::to_string(&value).unwrap())
}

/// Both accept with the same value, or both refuse with the same message.
fn same<D, E>(json: &str) -> Result<String, String>
where
    D: DeserializeOwned + Serialize,
    E: DeserializeOwned + Serialize,
{
    let (derived, emitted) = both::<D, E>(json);
    assert_eq!(derived, emitted, "{json}");
    derived
}

const FULL: &str = r#"{"id":1,"type":"a","peer":2,"note":"n","count":3,"parts":[{"name":"p"}],"by-name":{"x":{"name":"q"}}}"#;

#[test]
fn a_full_object_is_read_and_written_as_derive_does() {
    assert_eq!(same::<DerivedThing, Thing>(FULL).as_deref(), Ok(FULL));
}

#[test]
fn what_may_be_absent_may_be_absent_and_no_more() {
    let least = r#"{"id":1,"type":"a","peer":null,"parts":[]}"#;
    let written = r#"{"id":1,"type":"a","peer":null,"count":0,"parts":[],"by-name":{}}"#;
    assert_eq!(same::<DerivedThing, Thing>(least).as_deref(), Ok(written));
    for field in [
        r#""id":1,"#,
        r#""type":"a","#,
        r#""peer":null,"#,
        r#","parts":[]"#,
    ] {
        let error = same::<DerivedThing, Thing>(&least.replace(field, "")).unwrap_err();
        assert!(error.starts_with("missing field `"), "{error}");
    }
}

#[test]
fn null_is_a_value_only_where_it_may_be() {
    for (field, accepted) in [
        (r#""id":1"#, false),
        (r#""type":"a""#, false),
        (r#""peer":2"#, true),
        (r#""note":"n""#, true),
        (r#""count":3"#, false),
        (r#""parts":[{"name":"p"}]"#, false),
    ] {
        let name = field.split_once(':').unwrap().0;
        let json = FULL.replace(field, &format!("{name}:null"));
        assert_eq!(
            same::<DerivedThing, Thing>(&json).is_ok(),
            accepted,
            "{json}"
        );
    }
}

#[test]
fn a_field_that_comes_twice_is_refused_even_as_null() {
    for twice in [
        r#""id":1"#,
        r#""peer":null"#,
        r#""note":null"#,
        r#""note":"n""#,
        r#""count":1"#,
    ] {
        let error = same::<DerivedThing, Thing>(&FULL.replacen('{', &format!("{{{twice},"), 1))
            .unwrap_err();
        assert!(error.starts_with("duplicate field `"), "{error}");
    }
}

#[test]
fn unknown_fields_are_passed_over_whatever_they_hold() {
    let json = FULL.replacen(
        '{',
        r#"{"":[{"id":[]}],"ID":1,"i\u0064s":{},"x":1,"x":2,"#,
        1,
    );
    assert_eq!(same::<DerivedThing, Thing>(&json).as_deref(), Ok(FULL));
}

#[test]
fn escaped_keys_are_known() {
    let json = FULL.replace(r#""type""#, r#""t\u0079pe""#);
    assert_eq!(same::<DerivedThing, Thing>(&json).as_deref(), Ok(FULL));
}

#[test]
fn arrays_are_objects_by_position() {
    let full = r#"[1,"a",2,"n",3,[["p",null]],{"x":["q",null]}]"#;
    assert_eq!(same::<DerivedThing, Thing>(full).as_deref(), Ok(FULL));
    let short = r#"[1,"a",2,"n",3,[["p"]]]"#;
    assert!(same::<DerivedThing, Thing>(short).is_ok());
    for json in [
        r#"[1,"a",2,"n",3,[],{},4]"#,
        r#"[1,"a"]"#,
        "[]",
        r#"[1,"a",null,null,"3",[],{}]"#,
        r#"[1,"a",2,"n",3,[[]],{}]"#,
    ] {
        // The messages differ: derive counts elements, and here the absent field is named.
        let (derived, emitted) = both::<DerivedThing, Thing>(json);
        assert!(derived.is_err() && emitted.is_err(), "{json}");
    }
}

#[test]
fn other_types_are_refused_with_the_same_words() {
    for json in [
        "null",
        "1",
        "\"x\"",
        "true",
        "",
        "{",
        "[",
        r#"{"id""#,
        r#"{"id":1"#,
        r#"{"id":1,}"#,
        "{1:2}",
    ] {
        assert!(same::<DerivedThing, Thing>(json).is_err(), "{json}");
    }
    for (field, other) in [
        (r#""id":1"#, r#""id":"1""#),
        (r#""id":1"#, r#""id":{}"#),
        (r#""peer":2"#, r#""peer":256"#),
    ] {
        assert!(same::<DerivedThing, Thing>(&FULL.replace(field, other)).is_err());
    }
    assert!(
        same::<DerivedThing, Thing>(&FULL.replace(r#"{"name":"p"}"#, r#"{"name":5}"#)).is_err()
    );
}

#[test]
fn many_fields_have_a_bit_each() {
    let fields: Vec<_> = (0..71)
        .map(|index| format!("\"f{index}\":{index}"))
        .collect();
    let json = format!("{{{}}}", fields.join(","));
    assert_eq!(
        same::<DerivedWide, Wide>(&json).as_deref(),
        Ok(json.as_str())
    );
    let backwards: Vec<_> = fields.iter().rev().cloned().collect();
    assert_eq!(
        same::<DerivedWide, Wide>(&format!("{{{}}}", backwards.join(","))).as_deref(),
        Ok(json.as_str())
    );
    for index in [0, 1, 63, 64, 65, 70] {
        let mut without = fields.clone();
        let field = without.remove(index);
        assert!(same::<DerivedWide, Wide>(&format!("{{{}}}", without.join(","))).is_err());
        assert!(same::<DerivedWide, Wide>(&format!("{{{},{field}}}", fields.join(","))).is_err());
    }
}

#[test]
fn other_entries_are_kept_beside_the_fields() {
    let json = r#"{"id":1,"a":2,"b":-3}"#;
    assert_eq!(same::<DerivedOpen, Open>(json).as_deref(), Ok(json));
    assert_eq!(
        same::<DerivedOpen, Open>(r#"{"a":2,"id":1,"note":null,"a":3}"#).as_deref(),
        Ok(r#"{"id":1,"a":3}"#)
    );
    for json in [
        r#"{"id":1,"a":"x"}"#,
        r#"{"a":1}"#,
        r#"{"id":1,"id":1}"#,
        "[1,2]",
    ] {
        let (derived, emitted) = both::<DerivedOpen, Open>(json);
        assert!(
            derived.is_err() && emitted.is_err(),
            "{json}: {derived:?} {emitted:?}"
        );
    }
}

#[test]
fn an_object_under_flatten_takes_its_own_keys() {
    #[derive(Debug, Deserialize, PartialEq)]
    struct Outer<T> {
        #[serde(flatten)]
        inner: T,
        #[serde(flatten)]
        rest: BTreeMap<String, i64>,
    }

    let outer: Outer<Part> =
        serde_json::from_str(r#"{"a":1,"name":"p","next":null,"b":2}"#).unwrap();
    assert_eq!(
        outer.rest,
        BTreeMap::from([("a".to_owned(), 1), ("b".to_owned(), 2)])
    );
}

#[test]
fn objects_come_out_of_trees_too() {
    let tree: serde_json::Value = serde_json::from_str(FULL).unwrap();
    let thing: Thing = serde_json::from_value(tree.clone()).unwrap();
    assert_eq!(serde_json::to_value(&thing).unwrap(), tree);
}

/// The kinds of field that derive does not have.
#[derive(Debug, PartialEq)]
struct Special {
    hash: Option<trueup_client::StringInteger<u8>>,
    note: Patch<String>,
}

impl<'de> Deserialize<'de> for Special {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        object::deserialize(deserializer)
    }
}

impl Object for Special {
    const FIELDS: &'static Fields = &Fields {
        object: "Special",
        names: &["hash", "note"],
        required: &[],
    };

    fn start() -> Self {
        Self {
            hash: None,
            note: Patch::Keep,
        }
    }

    fn read<'de, D: Deserializer<'de>>(
        &mut self,
        index: usize,
        field: Field<'_, D>,
    ) -> Result<(), D::Error> {
        match index {
            0 => field.zero(&mut self.hash, "unset"),
            1 => field.patch(&mut self.note),
            _ => field.skip(),
        }
    }
}

impl Serialize for Special {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut w = object::Writer::new(serializer, "Special", 2);
        w.zero("hash", &self.hash, "unset");
        w.patch("note", &self.note);
        w.end()
    }
}

fn special(json: &str) -> Option<(Option<u8>, Patch<String>)> {
    serde_json::from_str(json)
        .ok()
        .map(|Special { hash, note }| (hash.map(|hash| hash.0), note))
}

#[test]
fn a_text_can_mean_not_set() {
    assert_eq!(special(r#"{"hash":"unset"}"#), Some((None, Patch::Keep)));
    assert_eq!(special(r#"{"hash":null}"#), Some((None, Patch::Keep)));
    assert_eq!(special("{}"), Some((None, Patch::Keep)));
    assert_eq!(special(r#"{"hash":"7"}"#), Some((Some(7), Patch::Keep)));
    for json in [
        r#"{"hash":"x"}"#,
        r#"{"hash":""}"#,
        r#"{"hash":[]}"#,
        r#"{"hash":"7","hash":"unset"}"#,
    ] {
        assert_eq!(special(json), None, "{json}");
    }
}

#[test]
fn a_change_has_three_states() {
    assert_eq!(
        special(r#"{"note":"x"}"#),
        Some((None, Patch::Set("x".to_owned())))
    );
    assert_eq!(special(r#"{"note":null}"#), Some((None, Patch::Clear)));
    assert_eq!(special(r#"{"note":1}"#), None);
    let written = |note| serde_json::to_string(&Special { hash: None, note }).unwrap();
    assert_eq!(written(Patch::Keep), r#"{"hash":"unset"}"#);
    assert_eq!(written(Patch::Clear), r#"{"hash":"unset","note":null}"#);
    assert_eq!(
        written("x".to_owned().into()),
        r#"{"hash":"unset","note":"x"}"#
    );
}

#[test]
fn an_object_without_fields_is_an_object() {
    #[derive(Debug)]
    struct Empty;

    impl<'de> Deserialize<'de> for Empty {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            object::deserialize(deserializer)
        }
    }

    impl Object for Empty {
        const FIELDS: &'static Fields = &Fields {
            object: "Empty",
            names: &[],
            required: &[],
        };

        fn start() -> Self {
            Self
        }

        fn read<'de, D: Deserializer<'de>>(
            &mut self,
            _: usize,
            field: Field<'_, D>,
        ) -> Result<(), D::Error> {
            field.skip()
        }
    }

    impl Serialize for Empty {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            object::Writer::new(serializer, "Empty", 0).end()
        }
    }

    fn accepted<T: DeserializeOwned + Debug>(json: &str) -> bool {
        serde_json::from_str::<T>(json).is_ok()
    }

    assert!(accepted::<Empty>("{}") && accepted::<Empty>(r#"{"a":[1]}"#));
    assert!(!accepted::<Empty>("null") && !accepted::<Empty>("{") && !accepted::<Empty>("1"));
    assert_eq!(serde_json::to_string(&Empty).unwrap(), "{}");
}
