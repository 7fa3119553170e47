//! The reader and the printer beside `serde_json`.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Number, Value};

use super::{Error, Printer, Reader};

fn read<T: DeserializeOwned>(text: &[u8]) -> Result<T, String> {
    let mut reader = Reader::new(text);
    let value = T::deserialize(&mut reader).and_then(|value| reader.end().map(|()| value));
    value.map_err(|error| error.to_string())
}

fn print<T: Serialize + ?Sized>(value: &T) -> Result<String, Error> {
    let mut printer = Printer::new();
    value.serialize(&mut printer)?;
    Ok(String::from_utf8(printer.into_bytes()).unwrap())
}

/// One of everything that serde knows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct All {
    flag: bool,
    small: i8,
    large: u64,
    huge: i128,
    float: f64,
    single: f32,
    letter: char,
    text: String,
    maybe: Option<Box<All>>,
    unit: (),
    pair: (u8, String),
    list: Vec<Vec<Choice>>,
    numbered: BTreeMap<i16, Wrapped>,
    flags: BTreeMap<bool, Unit>,
    chosen: BTreeMap<Choice, String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Wrapped(f64);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Unit;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
enum Choice {
    Nothing,
    One(i64),
    Two(u8, char),
    Named { text: String },
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![".{0,20}", "[ -~]{0,40}", "[\\x00-\\x22\\\\é€😀]{0,9}"]
}

fn choice() -> impl Strategy<Value = Choice> {
    prop_oneof![
        Just(Choice::Nothing),
        any::<i64>().prop_map(Choice::One),
        any::<(u8, char)>().prop_map(|(number, letter)| Choice::Two(number, letter)),
        text().prop_map(|text| Choice::Named { text }),
    ]
}

fn all() -> impl Strategy<Value = All> {
    let numbers = (any::<bool>(), any::<i8>(), any::<u64>(), any::<i64>());
    let floats = (
        prop::num::f64::NORMAL | prop::num::f64::SUBNORMAL | prop::num::f64::ZERO,
        prop::num::f32::NORMAL,
    );
    let maps = (
        prop::collection::btree_map(
            any::<i16>(),
            any::<i32>().prop_map(|n| Wrapped(n.into())),
            0..3,
        ),
        prop::collection::btree_map(any::<bool>(), Just(Unit), 0..2),
    );
    let lists = prop::collection::vec(prop::collection::vec(choice(), 0..3), 0..3);
    let leaf = (
        numbers,
        floats,
        (any::<char>(), text(), text()),
        lists,
        maps,
    )
        .prop_map(|(numbers, floats, texts, list, maps)| All {
            flag: numbers.0,
            small: numbers.1,
            large: numbers.2,
            huge: numbers.3.into(),
            float: floats.0,
            single: floats.1,
            letter: texts.0,
            text: texts.1.clone(),
            maybe: None,
            unit: (),
            pair: (7, texts.2),
            list,
            numbered: maps.0,
            flags: maps.1,
            chosen: BTreeMap::from([(Choice::Nothing, texts.1)]),
        });
    leaf.prop_recursive(3, 4, 1, |inner| {
        (inner.clone(), inner).prop_map(|(outer, inner)| All {
            maybe: Some(Box::new(inner)),
            ..outer
        })
    })
}

/// Text that is JSON, or nearly.
fn nearly_json() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => prop::sample::select(vec![
            "{", "}", "[", "]", ",", ":", "\"a\"", "\"\\u00e9\"", "\"\\ud83d\\ude00\"", "\"\\ud83d\"", "\"\\x\"", "0",
            "-0", "-1", "01", "1.5", "1.", ".5", "1e3", "1E-2", "1e999", "18446744073709551615",
            "18446744073709551616", "-9223372036854775808", "-9223372036854775809", "null", "nul", "true", "false",
            " ", "\n\t\r", "\"", "\\", "\u{feff}", "\"\u{1}\"", "\"é\"", "-", "+1", "NaN",
        ])
        .prop_map(|text| text.as_bytes().to_vec()),
        1 => any::<Vec<u8>>().prop_map(|bytes| bytes.into_iter().take(3).collect()),
    ];
    let pieces = prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat());
    let edited = (all(), any::<prop::sample::Index>(), any::<u8>()).prop_map(|(all, at, byte)| {
        let mut text = serde_json::to_vec(&all).unwrap();
        let at = at.index(text.len());
        text[at] = byte;
        text
    });
    prop_oneof![pieces, edited]
}

/// The same verdict, and the same value, but for the last bit of fractions: `serde_json` is not exact there, and rounds those
/// of single precision twice.
fn same<T: DeserializeOwned + Serialize>(text: &[u8]) {
    let ours = read::<T>(text).map(|value| serde_json::to_value(value).unwrap());
    let theirs =
        serde_json::from_slice::<T>(text).map(|value| serde_json::to_value(value).unwrap());
    let alike = match (&ours, &theirs) {
        (Ok(ours), Ok(theirs)) => alike(ours, theirs, f64::EPSILON),
        (Err(_), Err(_)) => true,
        _ => false,
    };
    assert!(
        alike,
        "{}: {ours:?}, but serde_json: {theirs:?}",
        String::from_utf8_lossy(text)
    );
}

fn alike(ours: &Value, theirs: &Value, precision: f64) -> bool {
    match (ours, theirs) {
        (Value::Array(ours), Value::Array(theirs)) => {
            ours.len() == theirs.len()
                && ours
                    .iter()
                    .zip(theirs)
                    .all(|(ours, theirs)| alike(ours, theirs, precision))
        }
        (Value::Object(ours), Value::Object(theirs)) => {
            let mut pairs = ours.iter().zip(theirs);
            ours.len() == theirs.len()
                && pairs.all(|((name, ours), (their_name, theirs))| {
                    let is_single = name == "single";
                    let precision = if is_single {
                        f32::EPSILON.into()
                    } else {
                        precision
                    };
                    name == their_name && alike(ours, theirs, precision)
                })
        }
        (Value::Number(ours), Value::Number(theirs)) if ours.is_f64() && theirs.is_f64() => {
            let (ours, theirs) = (ours.as_f64().unwrap(), theirs.as_f64().unwrap());
            (ours - theirs).abs() <= ours.abs() * 4.0 * precision
        }
        _ => ours == theirs,
    }
}

proptest! {
    #[test]
    fn what_serde_json_writes_is_read_and_the_other_way_round(value in all()) {
        let theirs = serde_json::to_string(&value).unwrap();
        prop_assert_eq!(read::<All>(theirs.as_bytes()), Ok(value.clone()));
        same::<All>(theirs.as_bytes());
        let pretty = serde_json::to_vec_pretty(&value).unwrap();
        prop_assert_eq!(read::<All>(&pretty), Ok(value.clone()));
        let ours = print(&value).unwrap();
        same::<Value>(ours.as_bytes());
        prop_assert_eq!(read::<All>(ours.as_bytes()), Ok(value));
    }

    #[test]
    fn verdicts_are_those_of_serde_json(text in nearly_json()) {
        // Elsewhere they differ by intention: a string that nobody asks for has to be UTF-8 too.
        if std::str::from_utf8(&text).is_ok() {
            same::<Value>(&text);
            same::<Choice>(&text);
            same::<Vec<Option<bool>>>(&text);
            same::<BTreeMap<String, Vec<i32>>>(&text);
            same::<(u8, f64)>(&text);
            prop_assert_eq!(read::<serde::de::IgnoredAny>(&text).is_ok(), read::<Value>(&text).is_ok());
        } else {
            prop_assert!(read::<Value>(&text).is_err());
        }
    }
}

#[test]
fn numbers_are_read_to_the_last_bit() {
    for text in [
        "0.1",
        "2.2250738585072011e-308",
        "9007199254740993.0",
        "1.7976931348623157e308",
        "5e-324",
        "123456789012345678901234567890",
    ] {
        assert_eq!(
            read::<f64>(text.as_bytes()),
            Ok(text.parse().unwrap()),
            "{text}"
        );
    }
    assert_eq!(
        read::<Value>(b"-0"),
        Ok(Value::Number(Number::from_f64(-0.0).unwrap()))
    );
}

#[test]
fn integers_may_be_written_as_fractions() {
    for (text, expected) in [
        ("-0", Some(0)),
        ("1.0", Some(1)),
        ("-2.50e2", Some(-250)),
        ("9007199254740992.0", Some(1 << 53)),
        ("1.5", None),
        ("9007199254740994.0", None),
    ] {
        assert_eq!(read::<i64>(text.as_bytes()).ok(), expected, "{text}");
    }
    assert!(read::<u8>(b"-1.0").is_err());
    assert!(read::<f64>(b"-0").unwrap().is_sign_negative());
}

#[test]
fn an_array_is_no_object() {
    #[derive(Debug, PartialEq, Deserialize)]
    struct Point {
        x: u8,
    }
    assert_eq!(read::<Point>(b"{\"x\": 1}"), Ok(Point { x: 1 }));
    assert_eq!(
        read::<Point>(b" [1]").unwrap_err(),
        "invalid type: sequence, expected Point"
    );
}

#[test]
fn depth_has_an_end() {
    let nested = |depth: usize| [vec![b'['; depth], vec![b']'; depth]].concat();
    assert!(read::<Value>(&nested(127)).is_ok());
    for depth in [129, 100_000] {
        let error = read::<Value>(&nested(depth)).unwrap_err();
        assert!(error.contains("too deep"), "{error}");
        assert!(read::<serde::de::IgnoredAny>(&nested(depth)).is_err());
    }
}

#[test]
fn brackets_match_even_where_nobody_asks_for_the_end() {
    for text in ["[1}", "[[1}]", "[[1]}", "[[1,2]]", "[[1"] {
        assert!(read::<(i32,)>(text.as_bytes()).is_err(), "{text}");
        assert!(read::<((i32,),)>(text.as_bytes()).is_err(), "{text}");
    }
    assert_eq!(read::<((i32,), i32)>(b"[[1], 2]"), Ok(((1,), 2)));
    assert_eq!(read::<((i32,),)>(b"[[1]]"), Ok(((1,),)));
}

#[test]
fn keys_that_are_no_text_are_refused() {
    assert!(print(&BTreeMap::from([((1, 2), 3)])).is_err());
    assert!(print(&BTreeMap::from([(Some(()), 3)])).is_err());
    assert_eq!(
        print(&BTreeMap::from([(Some('"'), 3)])).unwrap(),
        r#"{"\"":3}"#
    );
}

#[test]
fn floats_that_json_does_not_have_are_not_written() {
    assert_eq!(print(&[-1.0, 1e300]).unwrap(), "[-1.0,1e300]");
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert!(print(&[number]).is_err());
    }
    for number in [f32::NAN, f32::INFINITY] {
        assert!(print(&Some(number)).is_err());
    }
}

#[test]
fn floats_of_32_bits_are_those_of_their_digits() {
    for text in ["1e39", "-3.5e38", "4e38"] {
        assert!(read::<f32>(text.as_bytes()).is_err(), "{text}");
        assert!(read::<Vec<Option<f32>>>(format!("[{text}]").as_bytes()).is_err());
    }
    // The digits are just above the middle of two numbers of 32 bits; the nearest of 64 bits is that middle.
    let text = "1.00000005960464477539062500001";
    assert_eq!(read::<f32>(text.as_bytes()), Ok(text.parse().unwrap()));
    assert_ne!(
        text.parse::<f64>().unwrap() as f32,
        text.parse::<f32>().unwrap()
    );
    for text in ["0", "-0.0", "7", "16777217", "3.4028235e38", "1e-50"] {
        assert_eq!(
            read::<f32>(text.as_bytes()),
            Ok(text.parse().unwrap()),
            "{text}"
        );
    }
    assert!(read::<f32>(b"\"1\"").is_err());
}

#[test]
fn errors_say_what_and_where() {
    let fails = |text: &str| {
        let failure =
            crate::Body::new(200, None, text.as_bytes()).json::<BTreeMap<String, Vec<u8>>>();
        failure.unwrap_err().to_string()
    };
    for (text, message) in [
        (
            "",
            "the text ends, expected a value at . (line 1, column 1)",
        ),
        (
            "{\"a\": [1,\n 256]}",
            "invalid value: integer `256`, expected u8 at a[1] (line 2, column 4)",
        ),
        (
            "{\"a\": [{}]}",
            "invalid type: map, expected u8 at a[0] (line 1, column 8)",
        ),
        (
            "{\"a\": [1 2]}",
            "expected a comma or a closing bracket at a[0] (line 1, column 10)",
        ),
        (
            "{\"a\": [1,]}",
            "expected a value after the comma at a[1] (line 1, column 10)",
        ),
        (
            "{\"a\": [\"x\"]}",
            "invalid type: string \"x\", expected u8 at a[0] (line 1, column 10)",
        ),
        ("{a: 1}", "expected a key in quotes at . (line 1, column 2)"),
        (
            "{\"a\" 1}",
            "expected a colon after the key at a (line 1, column 6)",
        ),
        (
            "{\"a\": []} {",
            "more text after the value at . (line 1, column 11)",
        ),
        (
            "{\"a\": [01]}",
            "a digit after a leading zero at a[0] (line 1, column 9)",
        ),
        (
            "{\"a\": nul",
            "the text ends, expected null at a (line 1, column 10)",
        ),
        (
            "{\"\\q\": []}",
            "an escape that JSON does not know at [\"\\q\"] (line 1, column 3)",
        ),
    ] {
        assert_eq!(fails(text), message, "{text}");
    }
}
