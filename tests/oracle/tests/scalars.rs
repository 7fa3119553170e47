//! Clients and validators are of one opinion about times, dates and numbers: each is its own implementation.

#![expect(
    clippy::unwrap_used,
    reason = "a test that meets what it did not expect should stop"
)]

use proptest::prelude::*;
use trueup_client::{Date, Timestamp};
use trueup_validator::{Policy, Violations};

/// The validator's verdict on a value of a schema of the generator's fixtures.
fn verdict(file: &str, name: &str, text: &str) -> bool {
    let services = oracle::API.services.iter();
    let mut schemas = services.flat_map(|service| service.schemas.iter());
    let schema = schemas
        .find(|schema| schema.name == name && schema.position.file == file)
        .unwrap();
    Violations::check(text.as_bytes(), schema.check, Policy::SCHEMA).is_ok()
}

/// The verdict on a reading with this member.
fn admits(name: &str, value: &str) -> bool {
    let mut members = vec![
        ("single", "1"),
        ("double", "1"),
        ("at", r#""2024-01-15T10:30:00Z""#),
    ];
    members.retain(|(other, _)| *other != name);
    members.push((name, value));
    let members = members
        .iter()
        .map(|(name, value)| format!("\"{name}\":{value}"));
    let text = format!("{{{}}}", members.collect::<Vec<_>>().join(","));
    verdict("floats-and-times.yaml", "Reading", &text)
}

/// A client makes an `Option` of each of these.
#[test]
fn nullable_beside_a_composition_admits_null() {
    for name in ["maybe", "joined"] {
        let text = format!("{{\"{name}\":null}}");
        assert!(verdict("union-of-numbers.yaml", "Job", &text), "{name}");
    }
    for text in [r#"{"maybe":"x"}"#, r#"{"joined":1}"#, r#"{"urgency":null}"#] {
        assert!(!verdict("union-of-numbers.yaml", "Job", text), "{text}");
    }
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn times(
        text in "[0-9]{4}-[01][0-9]-[0-3][0-9][Tt ][0-2][0-9]:[0-5][0-9]:([0-5][0-9]|60)(\\.[0-9]{0,12})?([Zz]|[-+][0-2][0-9]:?[0-6][0-9])?"
    ) {
        prop_assert_eq!(admits("at", &quoted(&text)), text.parse::<Timestamp>().is_ok(), "{}", text);
    }

    #[test]
    fn leap_seconds(
        text in "(2016-12-31T23:59|2017-01-01T0[0-9]:(29|59|44)|2016-12-31T1[0-9]:(29|59)):60(\\.[0-9]{1,12})?(Z|[-+]([01][0-9]|2[0-3]):[0-5][0-9])"
    ) {
        prop_assert_eq!(admits("at", &quoted(&text)), text.parse::<Timestamp>().is_ok(), "{}", text);
    }

    #[test]
    fn dates(text in "[-+]?[0-9]{3,5}-?[01]?[0-9]-?[0-3][0-9](T00:00:00)?") {
        prop_assert_eq!(admits("day", &quoted(&text)), text.parse::<Date>().is_ok(), "{}", text);
    }

    #[test]
    fn single_numbers(text in "-?(0|[1-9][0-9]{0,4})(\\.[0-9]{1,8})?([eE][-+]?(3[0-9]|[0-9]{1,2}))?") {
        let read = trueup_client::Body::new(200, None, text.as_bytes()).json::<f32>();
        prop_assert_eq!(admits("single", &text), read.is_ok(), "{}", text);
    }

    #[test]
    fn double_numbers(text in "-?(0|[1-9][0-9]{0,4})(\\.[0-9]{1,8})?([eE][-+]?(30[0-9]|[0-9]{1,2}))?") {
        let read = trueup_client::Body::new(200, None, text.as_bytes()).json::<f64>();
        prop_assert_eq!(admits("double", &text), read.is_ok(), "{}", text);
    }
}

#[test]
fn edges() {
    for (name, value, is_admitted) in [
        ("at", r#""9999-12-31T23:59:59.999999999999Z""#, true),
        ("at", r#""0000-01-01T00:00:00Z""#, true),
        ("single", "3.4028235e38", true),
        ("single", "3.4028236e38", false),
        ("single", "1e39", false),
        ("double", "1.7976931348623157e308", true),
        ("double", "1.8e308", false),
    ] {
        assert_eq!(admits(name, value), is_admitted, "{value}");
    }
}
