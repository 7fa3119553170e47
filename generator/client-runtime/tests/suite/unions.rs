//! What it costs to find the branch of a value: as many readings as there are values, or little more.

use std::cell::Cell;

use serde::{Deserialize, Deserializer};
use trueup_client::Body;
use trueup_client::object::{
    self, Branch, Branches, Field, Fields, INTEGER, OBJECT, Object, TEXT, Takes, Union,
};

thread_local! {
    /// How often a branch was read.
    static READ: Cell<usize> = const { Cell::new(0) };
}

/// An object with a value of the union in `x`, and one property that tells it from the other.
macro_rules! object {
    ($name:ident, $union:ident, $told:literal: $type:ty) => {
        #[derive(Debug, Default)]
        struct $name {
            x: Option<Box<$union>>,
            told: $type,
        }

        impl Object for $name {
            const FIELDS: &'static Fields = &Fields {
                object: stringify!($name),
                names: &["x", $told],
                required: &[0, 1],
            };

            fn start() -> Self {
                Self::default()
            }

            fn read<'de, D: Deserializer<'de>>(
                &mut self,
                index: usize,
                field: Field<'_, D>,
            ) -> Result<(), D::Error> {
                match index {
                    0 => field.opt(&mut self.x),
                    1 => field.put(&mut self.told),
                    _ => field.skip(),
                }
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                object::deserialize(deserializer)
            }
        }
    };
}

macro_rules! union {
    ($name:ident, $whole:ident, $text:ident, $branches:expr) => {
        #[expect(dead_code, reason = "the values are there to be read")]
        #[derive(Debug)]
        enum $name {
            Whole($whole),
            Text($text),
            Leaf(String),
        }

        impl Union for $name {
            const NAME: &'static str = stringify!($name);
            const BRANCHES: &'static Branches = &Branches::Tried($branches);

            fn read<'de, D: Deserializer<'de>>(index: usize, value: D) -> Result<Self, D::Error> {
                READ.set(READ.get() + 1);
                match index {
                    0 => Deserialize::deserialize(value).map(Self::Whole),
                    1 => Deserialize::deserialize(value).map(Self::Text),
                    _ => Deserialize::deserialize(value).map(Self::Leaf),
                }
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                object::union(deserializer)
            }
        }
    };
}

// Told apart by what stands in `k`.
object!(Whole, Node, "k": i64);
object!(Text, Node, "k": String);
union!(
    Node,
    Whole,
    Text,
    &[
        Branch::new(0, OBJECT).with(Whole::FIELDS, &[("k", Takes::new(INTEGER))]),
        Branch::new(1, OBJECT).with(Text::FIELDS, &[("k", Takes::new(TEXT))]),
        Branch::new(2, TEXT),
    ]
);

// Told apart by what stands in an object in `m`, and that after the rest has been read.
object!(DeepWhole, Deep, "m": Holder<i64>);
object!(DeepText, Deep, "m": Holder<String>);
union!(
    Deep,
    DeepWhole,
    DeepText,
    &[
        Branch::new(0, OBJECT).with(DeepWhole::FIELDS, &[]),
        Branch::new(1, OBJECT).with(DeepText::FIELDS, &[]),
        Branch::new(2, TEXT),
    ]
);

#[derive(Debug, Default, Deserialize)]
struct Holder<T> {
    #[expect(dead_code, reason = "it is there to be read")]
    k: T,
}

/// So many objects in each other, the innermost with a leaf.
fn nested(depth: usize, told: &str, leaf: &str) -> String {
    let told = format!(", {told}}}");
    format!("{}{leaf}{}", r#"{"x": "#.repeat(depth), told.repeat(depth))
}

/// Whether a body is read, and how many branches were.
fn read<T: for<'de> Deserialize<'de>>(text: &str) -> (bool, usize) {
    READ.set(0);
    let read: Result<T, _> = Body::new(200, None, text.as_bytes()).json();
    (read.is_ok(), READ.get())
}

#[test]
fn what_can_be_seen_before_needs_no_trial() {
    for depth in [1, 10, 120] {
        for told in [r#""k": 1"#, r#""k": "1""#] {
            // Each object once, and the leaf.
            let text = nested(depth, told, r#""end""#);
            assert_eq!(read::<Node>(&text), (true, depth + 1), "{depth} {told}");
        }
        let (taken, count) = read::<Node>(&nested(depth, r#""k": 1"#, "5"));
        assert!(!taken && count <= depth, "{depth} {count}");
    }
}

#[test]
fn what_was_found_by_trial_is_not_tried_again() {
    for depth in [10, 20, 40, 60] {
        for (told, leaf, good) in [
            (r#""m": {"k": 1}"#, r#""end""#, true),
            (r#""m": {"k": "1"}"#, r#""end""#, true),
            (r#""m": {"k": "1"}"#, "5", false),
            (r#""m": {"k": true}"#, r#""end""#, false),
        ] {
            let (taken, count) = read::<Deep>(&nested(depth, told, leaf));
            // At most once for each level above, where all of them are given up late.
            let most = (depth + 1) * (depth + 1);
            assert!(
                taken == good && count <= most,
                "{depth} {told} {leaf} {count}"
            );
        }
    }
}
