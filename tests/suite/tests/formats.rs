//! The formats that the validator holds texts against: each by texts that its RFC allows or forbids, and, with
//! `TRUEUP_FORMATS=FOLDER`, by the suite's optional files, which are `tests/DRAFT/optional/format/FORMAT.json` there.
//!
//! JSON Schema leaves it to the reader whether `format` asserts (2020-12, Validation §7.2.1); OpenAPI's schemas do here, so
//! each is a component of a document.

#![expect(
    clippy::unwrap_used,
    reason = "a test that meets what it did not expect should stop"
)]

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use trueup_description::diagnostic::Diagnostics;
use trueup_description::source::Sources;
use trueup_registry::{Arena, load};
use trueup_validator::{Policy, Violations};

/// The suite's formats that are claimed. Of the others (`time`, `duration`, `idn-…`, `iri…`, `uri-reference`,
/// `uri-template`, `json-pointer`, `regex`, …) the validator says nothing, as the specification allows for what a reader
/// does not know.
const CLAIMED: &[&str] = &[
    "date",
    "date-time",
    "email",
    "hostname",
    "ipv4",
    "ipv6",
    "uri",
    "uuid",
];

/// Groups of the suite's files whose tests are not claimed where they say "invalid": `hostname` is that of RFC 1123, and
/// whether the letters behind `xn--` decode to a name that RFC 5892 registers takes tables of all of Unicode. Such names
/// are taken; none that is valid is refused.
const NOT_CLAIMED: &[&str] = &["validation of A-label (punycode) host names"];

/// A format, a text, and whether it is of that format.
const TEXTS: &[(&str, &str, bool)] = &[
    // RFC 3339, section 5.6 and 5.7.
    ("date", "2024-02-29", true),
    ("date", "2023-02-29", false),
    ("date", "2024-2-29", false),
    ("date", "2024-13-01", false),
    ("date", "2024-01-0१", false),
    ("date", "20240101", false),
    ("date-time", "2016-12-31T23:59:60Z", true),
    ("date-time", "2017-01-01T08:59:60+09:00", true),
    ("date-time", "2016-12-31T22:59:60Z", false),
    ("date-time", "2024-01-01t00:00:00.5z", true),
    ("date-time", "2024-01-01T00:00:00", false),
    ("date-time", "2024-01-01T24:00:00Z", false),
    ("date-time", "2024-01-01T00:00:00+24:00", false),
    ("date-time", "2024-01-01T00:00:00.Z", false),
    // RFC 5321, section 4.1.2.
    ("email", "kim@example.com", true),
    ("email", "\"kim k\"@example.com", true),
    ("email", "kim@[192.0.2.1]", true),
    ("email", "kim@[IPv6:2001:db8::1]", true),
    ("email", "kim..k@example.com", false),
    ("email", "kim@", false),
    ("email", "kim@a@b", false),
    // RFC 1123, section 2.1.
    ("hostname", "node-1.example.com", true),
    ("hostname", "1a", true),
    ("hostname", "-a.example.com", false),
    ("hostname", "a_b", false),
    ("hostname", "", false),
    ("hostname", "a..b", false),
    // RFC 2673, section 3.2, and RFC 4291, section 2.2.
    ("ipv4", "192.0.2.1", true),
    ("ipv4", "192.0.2", false),
    ("ipv4", "192.0.02.1", false),
    ("ipv4", "256.0.0.1", false),
    ("ipv6", "::ffff:192.0.2.1", true),
    ("ipv6", "1::", true),
    ("ipv6", "1:2:3:4:5:6:7:8:9", false),
    ("ipv6", "fe80::1%eth0", false),
    ("ipv6", "1::2::3", false),
    // RFC 3986, section 3.
    ("uri", "https://user@[2001:db8::1]:8080/a%20b?c#d", true),
    ("uri", "urn:isbn:0", true),
    ("uri", "/relative", false),
    ("uri", "https://example.com/a b", false),
    ("uri", "https://example.com/%2", false),
    ("uri", "https://[::1", false),
    // RFC 4122, section 3.
    ("uuid", "2eb8aa08-aa98-11ea-b4aa-73b441d16380", true),
    ("uuid", "2EB8AA08-AA98-11EA-B4AA-73B441D16380", true),
    ("uuid", "2eb8aa08aa9811eab4aa73b441d16380", false),
    ("uuid", "2eb8aa08-aa98-11ea-b4aa-73b441d1638g", false),
];

/// What is wrong with the verdicts on the tests of a schema.
fn judge(schema: &Value, tests: &[Value], about: &str) -> Vec<String> {
    let mut schema = schema.clone();
    if let Value::Object(keywords) = &mut schema {
        keywords.remove("$schema");
    }
    let document = json!({
        "openapi": "3.1.1",
        "info": { "title": "One schema", "version": "1" },
        "components": { "schemas": { "Text": schema } },
    });
    let sources = Sources::new([("document.json".to_owned(), document.to_string())].into());
    let (arena, mut diagnostics) = (Arena::default(), Diagnostics::default());
    let Some(api) = load(&sources, &mut diagnostics, &arena) else {
        return vec![format!("{about}: {:?}", diagnostics.into_sorted())];
    };
    let check = api.schema("Text").unwrap().check;
    let wrong = tests.iter().filter_map(|test| {
        let said = Violations::check(test["data"].to_string().as_bytes(), check, Policy::SCHEMA);
        let said = said.is_ok();
        (Some(said) != test["valid"].as_bool())
            .then(|| format!("{about}: {} is said to be {said}", test["data"]))
    });
    wrong.collect()
}

#[test]
fn texts_are_held_against_the_formats_that_are_claimed() {
    let mut wrong = Vec::new();
    for (format, text, valid) in TEXTS {
        let test = json!({ "data": text, "valid": valid });
        wrong.extend(judge(&json!({ "format": format }), &[test], format));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for format in CLAIMED {
        let both =
            [true, false].map(|valid| TEXTS.iter().any(|row| row.0 == *format && row.2 == valid));
        assert_eq!(both, [true, true], "{format}");
    }
}

#[test]
fn the_suites_optional_files_agree() {
    let Some(folder) = std::env::var_os("TRUEUP_FORMATS") else {
        println!("Not compared: `TRUEUP_FORMATS` names no copy of the suite.");
        return;
    };
    let (mut judged, mut left_out, mut wrong) = (0, 0, Vec::new());
    for draft in ["draft4", "draft7", "draft2020-12"] {
        for format in CLAIMED {
            let path = format!("tests/{draft}/optional/format/{format}.json");
            // Draft 4 knows no dates, and `uuid` came with 2019-09.
            let Ok(text) = fs::read_to_string(Path::new(&folder).join(&path)) else {
                continue;
            };
            for group in serde_json::from_str::<Vec<Value>>(&text).unwrap() {
                let description = group["description"].as_str().unwrap();
                let mut tests = group["tests"].as_array().unwrap().clone();
                let all = tests.len();
                if NOT_CLAIMED.contains(&description) {
                    tests.retain(|test| test["valid"] == true);
                }
                judged += tests.len();
                left_out += all - tests.len();
                let about = format!("{draft}/{format}: {description}");
                wrong.extend(judge(&group["schema"], &tests, &about));
            }
        }
    }
    println!("{judged} texts judged, {left_out} left out");
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(judged > 300, "{judged}");
}
