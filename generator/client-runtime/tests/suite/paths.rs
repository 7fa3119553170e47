//! The path in a decode error, against `serde_path_to_error`, which finds it in another way: on the way down.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use trueup_client::{Body, DecodeFailure, FromResponse};

use crate::objects_properties::texts;
use crate::objects_twins::{DerivedThing, Thing};

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "only whether it decodes matters")]
struct Deep {
    list: Vec<Vec<Deep>>,
    #[serde(default)]
    map: BTreeMap<String, (u8, bool)>,
    #[serde(default)]
    number: Option<i8>,
    #[serde(default)]
    choice: Choice,
}

#[derive(Debug, Default, Deserialize)]
#[expect(dead_code, reason = "only whether it decodes matters")]
enum Choice {
    #[default]
    None,
    One(u8),
}

/// The path that we find, and the path that the other finds.
fn paths<T: DeserializeOwned>(json: &str) -> (String, String) {
    let ours = T::from_response(Body::new(200, None, json.as_bytes()))
        .err()
        .unwrap()
        .to_string();
    let ours = ours
        .split_once(" at ")
        .unwrap()
        .1
        .split_once(" (line ")
        .unwrap()
        .0
        .to_owned();
    let deserializer = &mut serde_json::Deserializer::from_str(json);
    let theirs = serde_path_to_error::deserialize::<_, T>(deserializer)
        .err()
        .unwrap()
        .path()
        .to_string();
    (ours, theirs)
}

#[test]
fn the_path_is_the_one_of_serde_path_to_error() {
    let deep = [
        r#"{"list":[[{"list":5}]]}"#,
        r#"{"list":[[],[{"list":[]},{"list":[[{}]]}]]}"#,
        r#"{"list":[],"map":{"a":[1,true],"b":[1,2]}}"#,
        r#"{"list":[],"map":{"a b.c":[256,true]}}"#,
        r#"{"list":[],"number":128}"#,
        r#"{"list":[],"number":"x"}"#,
        r#"{"list":[],"number":{}}"#,
        r#"{"list":[],"number":1.5}"#,
        r#"{"list":[],"unknown":{"list":[1]},"number":[]}"#,
        r#"{"list":[[null]]}"#,
        r#"{"list":{}}"#,
        r#"{"list":[{}]}"#,
        r#"{}"#,
        "{\n \"list\": [\n [ {\"list\": [], \"number\": \"é\"} ]\n ]\n}",
    ];
    for json in deep {
        assert_paths::<Deep>(json);
    }
    let things = [
        r#"{"id":1,"type":"a","peer":2,"parts":[{"name":"p","next":{"name":null}}]}"#,
        r#"{"id":1,"type":"a","peer":2,"parts":[{"name":"p","next":{"other":{}}}]}"#,
        r#"{"id":1,"type":"a","peer":2,"parts":[],"by-name":{"x":{"name":"q"},"y":{"name":[]}}}"#,
        r#"{"id":1,"type":"a","peer":-2,"parts":[]}"#,
        r#"{"id":true}"#,
    ];
    for json in things {
        assert_paths::<Thing>(json);
        assert_paths::<DerivedThing>(json);
    }
}

fn assert_paths<T: DeserializeOwned>(json: &str) {
    let (ours, theirs) = paths::<T>(json);
    // The other writes a key as it is, even where that reads as two.
    assert_eq!(
        ours.replace("[\"", ".").replace("\"]", ""),
        theirs,
        "{json}"
    );
}

#[test]
fn random_texts_have_the_same_path_too() {
    let mut compared = 0;
    for text in texts(10_000) {
        // Where the text is not JSON, or a key comes twice, the other shows the object and we the place in it.
        let wrong = |error: serde_json::Error| {
            error.is_data() && !error.to_string().starts_with("duplicate field")
        };
        // Of arrays within arrays, the words of the error do not tell which one is wrong.
        // And an array in place of an object is one to the other, by the order of its elements.
        let array = |failure: DecodeFailure| failure.to_string().contains("type: sequence");
        let body = Body::new(200, None, text.as_bytes());
        if text.contains("[[") || body.json::<Thing>().is_err_and(array) {
            continue;
        }
        if serde_json::from_str::<Thing>(&text).is_err_and(wrong) {
            assert_paths::<Thing>(&text);
            compared += 1;
        }
    }
    assert!(compared > 1_000, "only {compared} texts were compared");
}
