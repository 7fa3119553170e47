//! Every kind of scalar and enum, as emitted code declares them.

use std::collections::BTreeMap;
use std::fmt::{Debug, Display};
use std::str::FromStr;

use serde::Serialize;
use serde::de::DeserializeOwned;
use trueup_client::{Pattern, Piece, SecretString};

use crate::client::SECRET;

const POINT: Pattern = Pattern::new(
    "^[0-9a-f]{2}:[0-9]+$",
    &[
        Piece::new(&[('0', '9'), ('a', 'f')], 2, Some(2)),
        Piece::new(&[(':', ':')], 1, Some(1)),
        Piece::new(&[('0', '9')], 1, None),
    ],
);

trueup_client::scalar! {
    /// An amount.
    pub(crate) struct Amount: StringInteger<i64>;
}
trueup_client::scalar! {
    /// A height.
    pub(crate) struct Height: Integer<u32>;
}
trueup_client::scalar! {
    /// A share.
    pub(crate) struct Share: Float<f64>;
}
trueup_client::scalar! {
    /// A name.
    pub(crate) struct Name: Text;
}
trueup_client::scalar! {
    /// A place.
    pub(crate) struct Point: CheckedText(POINT);
}
trueup_client::scalar! {
    /// A digest.
    pub(crate) struct Digest: Hex<3>;
}
trueup_client::scalar! {
    /// The same in base64.
    pub(crate) struct DigestBase64: Base64<3>;
}
trueup_client::scalar! {
    /// Two bytes, whose text is as long in base64 as it is in hex.
    pub(crate) struct Pair: Base64<2>;
}
trueup_client::scalar! {
    /// The same for URLs.
    pub(crate) struct DigestUrl: Base64Url<3>;
}
trueup_client::scalar! {
    /// A script.
    pub(crate) struct Script: HexBytes;
}
trueup_client::scalar! {
    /// A blob.
    pub(crate) struct Blob: Base64Bytes;
}
trueup_client::scalar! {
    /// A blob for URLs.
    pub(crate) struct BlobUrl: Base64UrlBytes;
}
trueup_client::scalar! {
    /// A price.
    pub(crate) struct Price: Decimal;
}
trueup_client::scalar! {
    /// A time.
    pub(crate) struct Moment: DateTime;
}
trueup_client::scalar! {
    /// A day.
    pub(crate) struct Day: Date;
}
trueup_client::scalar! {
    /// A key.
    pub(crate) struct Key: SecretHex<3>;
}
trueup_client::scalar! {
    /// A key in base64.
    pub(crate) struct KeyBase64: SecretBase64<3>;
}
trueup_client::scalar! {
    /// A key for URLs.
    pub(crate) struct KeyUrl: SecretBase64Url<3>;
}
trueup_client::scalar! {
    /// A key of any length.
    pub(crate) struct KeyBytes: SecretHexBytes;
}
trueup_client::scalar! {
    /// A key of any length in base64.
    pub(crate) struct KeyBlob: SecretBase64Bytes;
}
trueup_client::scalar! {
    /// A key of any length for URLs.
    pub(crate) struct KeyBlobUrl: SecretBase64UrlBytes;
}
trueup_client::scalar! {
    /// A password.
    pub(crate) struct Password: SecretText;
}
trueup_client::open_enum! {
    /// How it stands.
    pub(crate) enum Status else Other {
        /// It runs.
        Running = "RUNNING",
        /// The sender does not know.
        Unknown = "UNKNOWN",
    }
}
trueup_client::closed_enum! {
    /// Which way.
    pub(crate) enum Order {
        /// Up.
        Up = "asc",
        /// Down.
        Down = "desc",
    }
}

/// Reads each of these texts as JSON, and writes it back as the second.
fn reads<T: DeserializeOwned + Serialize>(texts: &[(&str, &str)]) {
    for (json, written) in texts {
        let value: T = serde_json::from_str(json).unwrap_or_else(|error| panic!("{json}: {error}"));
        assert_eq!(serde_json::to_string(&value).unwrap(), *written);
        let tree: T = serde_json::from_value(serde_json::from_str(json).unwrap()).unwrap();
        assert_eq!(serde_json::to_string(&tree).unwrap(), *written);
    }
}

fn refuses<T: DeserializeOwned>(texts: &[&str]) {
    for json in texts {
        assert!(serde_json::from_str::<T>(json).is_err(), "{json}");
    }
}

/// `FromStr` takes these texts, and `Display` gives the second back.
fn parses<T: FromStr<Err: Debug> + Display>(texts: &[(&str, &str)]) {
    for (text, shown) in texts {
        assert_eq!(text.parse::<T>().unwrap().to_string(), *shown);
    }
}

fn parses_not<T: FromStr>(texts: &[&str]) {
    for text in texts {
        assert!(text.parse::<T>().is_err(), "{text}");
    }
}

#[test]
fn numbers() {
    reads::<Amount>(&[("\"-5\"", "\"-5\""), ("7", "\"7\"")]);
    refuses::<Amount>(&["\"\"", "null", "\"9223372036854775808\"", "1.5"]);
    parses::<Amount>(&[("12", "12")]);
    parses_not::<Amount>(&["x", ""]);
    assert_eq!(
        (i64::from(Amount::from(3)), Amount::default()),
        (3, Amount(0))
    );
    reads::<Height>(&[("4294967295", "4294967295")]);
    refuses::<Height>(&["\"1\"", "-1", "4294967296", "null"]);
    parses::<Height>(&[("12", "12")]);
    parses_not::<Height>(&["-1"]);
    reads::<Share>(&[("0.25", "0.25"), ("1", "1.0")]);
    parses::<Share>(&[("0.5", "0.5")]);
    parses_not::<Share>(&["half"]);
    reads::<Price>(&[("19.99", "19.99"), ("5", "5")]);
    parses::<Price>(&[("19.90", "19.90")]);
    parses_not::<Price>(&["1e", "x"]);
}

#[test]
fn texts() {
    reads::<Name>(&[("\"\"", "\"\""), ("\"é\\n\"", "\"é\\n\"")]);
    refuses::<Name>(&["1", "null"]);
    assert_eq!(
        (
            Name::from("a").as_str(),
            Name::from("b".to_owned()).as_ref()
        ),
        ("a", "b")
    );
    reads::<Point>(&[("\"ab:12\"", "\"ab:12\"")]);
    refuses::<Point>(&["\"AB:12\"", "\"ab:\"", "\"\"", "5"]);
    parses::<Point>(&[("00:0", "00:0")]);
    assert!(Point::try_from("0:0").is_err() && Point::try_from("00:0".to_owned()).is_ok());
    assert_eq!(
        format!("{:?}", Point::try_from("00:0").unwrap()),
        "Point(00:0)"
    );
    reads::<Moment>(&[
        ("\"2024-01-15T10:30:00Z\"", "\"2024-01-15T10:30:00Z\""),
        (
            "\"2024-01-15T12:30:00.5+02:00\"",
            "\"2024-01-15T12:30:00.5+02:00\"",
        ),
    ]);
    refuses::<Moment>(&[
        "\"2024-01-15\"",
        "\"2024-01-15T10:30:00\"",
        "1705314600",
        "\"\"",
    ]);
    parses_not::<Moment>(&["now"]);
    reads::<Day>(&[("\"2024-02-29\"", "\"2024-02-29\"")]);
    refuses::<Day>(&["\"2023-02-29\"", "\"\""]);
    parses_not::<Day>(&["today"]);
}

#[test]
fn bytes() {
    reads::<Digest>(&[("\"00ffA0\"", "\"00ffa0\"")]);
    refuses::<Digest>(&[
        "\"00ff\"",
        "\"00ffa0b0\"",
        "\"AP+g\"",
        "\"0x00ff\"",
        "null",
        "\"\"",
    ]);
    parses::<Digest>(&[("00FFa0", "00ffa0")]);
    assert_eq!(Digest::from_bytes([1, 2, 3]).as_bytes(), &[1, 2, 3]);
    assert_eq!(format!("{:?}", Digest::from([1, 2, 3])), "Digest(010203)");
    reads::<DigestBase64>(&[("\"AP+g\"", "\"AP+g\"")]);
    refuses::<DigestBase64>(&["\"00ffa0\"", "\"AP-g\"", "\"AP8=\"", "\"\""]);
    parses::<DigestBase64>(&[("AP+g", "AP+g"), ("00FFA0", "AP+g")]);
    parses_not::<DigestBase64>(&["AP-g", "00ffa"]);
    parses::<Pair>(&[("AP8=", "AP8="), ("00ff", "AP8=")]);
    refuses::<Pair>(&["\"00ff\""]);
    reads::<DigestUrl>(&[("\"AP-g\"", "\"AP-g\"")]);
    parses::<DigestUrl>(&[("00ffa0", "AP-g")]);
    reads::<Script>(&[("\"\"", "\"\""), ("\"ABcd\"", "\"abcd\"")]);
    refuses::<Script>(&["\"a\""]);
    reads::<Blob>(&[("\"\"", "\"\""), ("\"AA==\"", "\"AA==\"")]);
    refuses::<Blob>(&["\"AA\""]);
    reads::<BlobUrl>(&[("\"_w\"", "\"_w==\"")]);
    assert_eq!(
        Blob::from_bytes([1, 2]).as_bytes(),
        Blob::from(vec![1, 2]).as_bytes()
    );
}

#[test]
fn secrets_travel_and_are_not_shown() {
    reads::<Key>(&[("\"00ffA0\"", "\"00ffa0\"")]);
    refuses::<Key>(&["\"00ff\"", "\"\""]);
    reads::<KeyBase64>(&[("\"AP+g\"", "\"AP+g\"")]);
    reads::<KeyUrl>(&[("\"AP-g\"", "\"AP-g\"")]);
    reads::<KeyBytes>(&[("\"00\"", "\"00\"")]);
    reads::<KeyBlob>(&[("\"AA==\"", "\"AA==\"")]);
    reads::<KeyBlobUrl>(&[("\"_w\"", "\"_w==\"")]);
    reads::<Password>(&[("\"hunter2\"", "\"hunter2\"")]);
    reads::<SecretString>(&[("\"hunter2\"", "\"hunter2\"")]);
    assert_eq!(
        format!("{:?}", Key::from_bytes([1, 2, 3])),
        "Key(SecretBytes([redacted]))"
    );
    assert_eq!(
        format!("{:?}", Password::new(SECRET)),
        "Password(SecretString([redacted]))"
    );
    assert_eq!(Key::from_bytes([1, 2, 3]).expose(), [1, 2, 3]);
    assert_eq!(
        KeyUrl::from_bytes([255, 255, 255]).to_text().expose(),
        "____"
    );
    assert_eq!(
        (
            Password::from(SECRET).expose(),
            Password::from(SECRET.to_owned()).expose()
        ),
        (SECRET, SECRET)
    );
    let error = serde_json::from_str::<Key>("\"hunter2hunter2\"").unwrap_err();
    assert!(!error.to_string().contains(SECRET), "{error}");
    assert!(
        !SECRET
            .parse::<KeyBytes>()
            .unwrap_err()
            .to_string()
            .contains(SECRET)
    );
}

#[test]
fn enums() {
    reads::<Status>(&[
        ("\"RUNNING\"", "\"RUNNING\""),
        ("\"NEW\"", "\"NEW\""),
        ("\"\"", "\"\""),
    ]);
    refuses::<Status>(&["1", "null"]);
    assert_eq!(Status::from("UNKNOWN"), Status::Unknown);
    assert!(matches!(Status::from("x".to_owned()), Status::Other(_)));
    assert_eq!(Status::VALUES, ["RUNNING", "UNKNOWN"]);
    parses::<Status>(&[("RUNNING", "RUNNING"), ("x", "x")]);
    reads::<Order>(&[("\"asc\"", "\"asc\"")]);
    refuses::<Order>(&["\"ASC\"", "\"\"", "0"]);
    parses::<Order>(&[("desc", "desc")]);
    assert_eq!(
        "up".parse::<Order>().unwrap_err().to_string(),
        "expected a value of Order"
    );
    assert_eq!(
        (Order::Up.as_ref(), Order::VALUES),
        ("asc", &["asc", "desc"][..])
    );
}

#[test]
fn scalars_are_keys_of_maps_too() {
    reads::<BTreeMap<Amount, Order>>(&[(r#"{"-1":"asc"}"#, r#"{"-1":"asc"}"#)]);
    reads::<BTreeMap<Digest, Status>>(&[(r#"{"00FFA0":"x"}"#, r#"{"00ffa0":"x"}"#)]);
    reads::<BTreeMap<Name, Name>>(&[(r#"{"a":"b"}"#, r#"{"a":"b"}"#)]);
}

#[test]
fn values_of_enums_stand_in_the_order_of_their_list() {
    let mut values = ["none", "UNKNOWN", "a", "RUNNING"].map(Status::from);
    values.sort();
    assert_eq!(
        values.map(|value| value.to_string()),
        ["RUNNING", "UNKNOWN", "a", "none"]
    );
    assert!(Status::Unknown > Status::Running);
}

#[test]
fn values_of_enums_are_shown_by_their_names() {
    let shown = ["RUNNING", "UNKNOWN", "a"].map(|text| format!("{:?}", Status::from(text)));
    assert_eq!(shown, ["Running", "Unknown", "Other(\"a\")"]);
}

#[test]
fn constants_of_enums_are_patterns() {
    const AWAITED: Status = Status::Running;
    let awaited = |text| matches!(Status::from(text), AWAITED);
    assert_eq!(
        ["RUNNING", "UNKNOWN", "a"].map(awaited),
        [true, false, false]
    );
}

#[test]
fn values_of_enums_are_equal_by_their_texts() {
    let texts = ["RUNNING", "RUNNING", "a", "a", "b"];
    let values = std::collections::HashSet::from(texts.map(Status::from));
    assert_eq!(values.len(), 3);
    assert_ne!(Status::from("a"), Status::from("b"));
}
