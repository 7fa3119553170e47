//! Values that are one of several types.

use std::any::TypeId;

use serde::de::{Deserializer, Error};

use super::branches::{Branches, candidates, tagged};
use super::kept::Kept;
use super::record::Recorder;
use super::tape::Recording;
use super::trials::{self, Outcome, Session};
use crate::json::ANY;

/// A type that is one of several.
///
/// Emitted for every union of a description, and called by [`union`].
pub trait Union: Sized + 'static {
    /// The type's name, for messages.
    const NAME: &'static str;

    /// How the branch of a value is found.
    const BRANCHES: &'static Branches;

    /// Reads a value as the branch of this index.
    ///
    /// # Errors
    ///
    /// When the value does not fit.
    fn read<'de, D: Deserializer<'de>>(index: usize, value: D) -> Result<Self, D::Error>;
}

/// The body of an emitted `Deserialize::deserialize`.
///
/// The value is kept, and its branch chosen by what can be seen of it. Where that leaves several, they are tried in the
/// order of the table. It takes time in proportion to the length of the value times the number of branches.
///
/// # Errors
///
/// When the input is not a value of any branch, or when it would take too long to find the branch.
pub fn union<'de, T: Union, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut tape = Recording::default();
    match deserializer.deserialize_newtype_struct(ANY, Recorder::new(&mut tape)) {
        Ok(Some(part)) => choose(part),
        Ok(None) => {
            let _session = Session::begin(tape.bytes().len());
            choose(tape.bytes())
        }
        Err(error) => Err(error),
    }
}

fn choose<T: Union, E: Error>(value: &[u8]) -> Result<T, E> {
    let branches = match *T::BRANCHES {
        Branches::Tried(branches) => branches,
        Branches::Tagged {
            property,
            names,
            other,
        } => {
            return match tagged(value, property, names, other) {
                Some(index) => T::read(index, Kept::<E>::new(value)),
                None => Err(no_tag(T::NAME, property)),
            };
        }
    };
    let candidates = candidates(branches, value);
    if let [only] = candidates.as_slice() {
        return T::read(*only, Kept::<E>::new(value));
    }
    let mut taken = None;
    let mut read = |index| {
        taken = T::read(index, Kept::<E>::new(value)).ok();
        taken.is_some()
    };
    let outcome = trials::first(value, TypeId::of::<T>(), &candidates, &mut read);
    match (outcome, taken) {
        (Outcome::Taken, Some(value)) => Ok(value),
        _ => Err(not_taken(T::NAME, outcome)),
    }
}

#[cold]
fn not_taken<E: Error>(union: &str, outcome: Outcome) -> E {
    match outcome {
        Outcome::Undecided => E::custom(format_args!(
            "it takes too long to tell the branches of `{union}` apart"
        )),
        _ => E::custom(format_args!("the value is no branch of `{union}`")),
    }
}

#[cold]
fn no_tag<E: Error>(union: &str, tag: &str) -> E {
    E::custom(format_args!("`{tag}` names no branch of `{union}`"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;
    use serde::de::{DeserializeOwned, Deserializer};
    use serde_json::{Value, json};

    use super::super::branches::{ANY, Branch, Branches, TEXT};
    use super::{Union, union};
    use crate::{Body, Decimal};

    /// A union of one branch: it reads from what was kept.
    struct Kept<T>(T);

    impl<T: DeserializeOwned + 'static> Union for Kept<T> {
        const NAME: &'static str = "Kept";
        const BRANCHES: &'static Branches = &Branches::Tried(&[Branch::new(0, ANY)]);

        fn read<'de, D: Deserializer<'de>>(_: usize, value: D) -> Result<Self, D::Error> {
            T::deserialize(value).map(Self)
        }
    }

    impl<'de, T: DeserializeOwned + 'static> Deserialize<'de> for Kept<T> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            union(deserializer)
        }
    }

    fn kept<T: DeserializeOwned + 'static>(text: &str) -> Option<T> {
        let read: Option<Kept<T>> = serde_json::from_str(text).ok();
        read.map(|kept| kept.0)
    }

    #[test]
    fn values_are_kept_whole() {
        let text = r#"{"a": [1, -1, 1.5, null, true, "x", 18446744073709551615], "b": {}}"#;
        assert_eq!(kept::<Value>(text), serde_json::from_str(text).ok());
        assert_eq!(kept::<Option<i8>>("null"), Some(None));
        assert_eq!(kept::<Option<i8>>("-3"), Some(Some(-3)));
        assert_eq!(kept::<i8>("300"), None);
        assert_eq!(kept::<(u8, u8)>("[1, 2, 3]"), None);
        let value = json!({"a": [1, {"b": "\u{1f980}"}], "c": -5, "d": 2.5});
        let Kept(read) = serde_json::from_value::<Kept<Value>>(value.clone()).unwrap();
        assert_eq!(read, value);
    }

    #[test]
    fn a_union_in_a_union_reads_from_the_same_tape() {
        let text = r#"{"a": [1.5, {"b": []}], "c": "d"}"#;
        let read: Option<Kept<BTreeMap<String, Kept<Value>>>> = kept(text);
        let read = read
            .unwrap()
            .0
            .into_iter()
            .map(|(key, value)| (key, value.0));
        assert_eq!(
            read.collect::<Value>(),
            json!({"a": [1.5, {"b": []}], "c": "d"})
        );
    }

    #[test]
    fn digits_of_a_response_are_kept() {
        let digits = "0.1234567890123456789012345678";
        let text = format!("[[{digits}, 7, 1.5]]");
        let body = Body::new(200, None, text.as_bytes());
        let Kept(again) = body.json::<Kept<Vec<Kept<Vec<Decimal>>>>>().unwrap();
        assert_eq!(again[0].0[0].to_string(), digits);
        let Kept(floats) = body.json::<Kept<Vec<(f64, i8, f64)>>>().unwrap();
        assert_eq!(floats, [(0.123_456_789_012_345_68, 7, 1.5)]);
    }

    #[test]
    fn numbers_with_a_private_key_are_numbers() {
        let number = |digits: &str| format!(r#"{{"$serde_json::private::Number": "{digits}"}}"#);
        assert_eq!(kept::<u64>(&number("7")), Some(7));
        assert_eq!(kept::<i64>(&number("-7")), Some(-7));
        let decimal = kept::<Decimal>(&format!("[{}]", number("0.10")));
        assert_eq!(decimal, None);
        let decimals = kept::<Vec<Decimal>>(&format!("[{}]", number("0.10")));
        assert_eq!(decimals.unwrap()[0].to_string(), "0.10");
    }

    #[test]
    fn keys_that_come_twice_are_kept() {
        let map: Option<BTreeMap<String, i8>> = kept(r#"{"a": 1, "a": 2}"#);
        assert_eq!(json!(map), json!({"a": 2}));
    }

    /// Named by a tag.
    #[derive(Debug, PartialEq)]
    struct Tagged(usize);

    impl Union for Tagged {
        const NAME: &'static str = "Tagged";
        const BRANCHES: &'static Branches = &Branches::Tagged {
            property: "k",
            names: &[("a", 0), ("b", 1)],
            other: None,
        };

        fn read<'de, D: Deserializer<'de>>(index: usize, value: D) -> Result<Self, D::Error> {
            Value::deserialize(value).map(|_| Self(index))
        }
    }

    #[test]
    fn a_tag_stands_once() {
        let read = |text| union::<Tagged, _>(&mut serde_json::Deserializer::from_str(text)).ok();
        assert_eq!(read(r#"{"l": {"k": "a"}, "k": "b"}"#), Some(Tagged(1)));
        for text in [
            r#"{"k": "a", "k": "a"}"#,
            r#"{"k": 1}"#,
            r#"{"k": "c"}"#,
            "{}",
            "[]",
            "1",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    /// Named by a tag, or the last.
    struct Open;

    impl Union for Open {
        const NAME: &'static str = "Open";
        const BRANCHES: &'static Branches = &Branches::Tagged {
            property: "k",
            names: &[("a", 0)],
            other: Some(1),
        };

        fn read<'de, D: Deserializer<'de>>(index: usize, value: D) -> Result<Self, D::Error> {
            let known = Value::deserialize(value)?.get("k") == Some(&json!("a"));
            assert_eq!(index, usize::from(!known));
            Ok(Self)
        }
    }

    #[test]
    fn what_a_tag_does_not_name_may_have_a_branch() {
        let read = |text| union::<Open, _>(&mut serde_json::Deserializer::from_str(text)).is_ok();
        for text in [
            r#"{"k": "a"}"#,
            r#"{"k": "c"}"#,
            r#"{"k": 1}"#,
            r#"{"k": null}"#,
            "{}",
        ] {
            assert!(read(text), "{text}");
        }
        for text in [r#"{"k": "c", "k": "a"}"#, "[]", "1"] {
            assert!(!read(text), "{text}");
        }
    }

    /// A string that is a word, or any.
    #[derive(Debug, PartialEq)]
    struct Worded(usize);

    impl Union for Worded {
        const NAME: &'static str = "Worded";
        const BRANCHES: &'static Branches = &Branches::Tried(&[
            Branch::new(1, TEXT).words(&["a", "b"]),
            Branch::new(0, TEXT),
            Branch::new(1, TEXT),
        ]);

        fn read<'de, D: Deserializer<'de>>(index: usize, value: D) -> Result<Self, D::Error> {
            String::deserialize(value).map(|_| Self(index))
        }
    }

    #[test]
    fn words_are_looked_for_before_other_branches() {
        let read = |text| union::<Worded, _>(&mut serde_json::Deserializer::from_str(text));
        assert_eq!(read(r#""b""#).unwrap(), Worded(1));
        assert_eq!(read(r#""c""#).unwrap(), Worded(0));
        assert!(
            read("1")
                .unwrap_err()
                .to_string()
                .starts_with("the value is no branch of `Worded`")
        );
    }
}
