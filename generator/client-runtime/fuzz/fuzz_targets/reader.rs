//! Any bytes as the body of a response: the reader makes of them what serde_json makes of them, or refuses them too.

#![no_main]

use serde::de::IgnoredAny;
use serde_json::Value;
use trueup_client::Body;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let body = Body::new(200, None, bytes);
    let ours = body.json::<Value>();
    let theirs = serde_json::from_slice::<Value>(bytes);
    // What is passed over has to be as well-formed as what is read.
    assert_eq!(body.json::<IgnoredAny>().is_ok(), ours.is_ok());
    match (ours, theirs) {
        (Ok(ours), Ok(theirs)) => assert_eq!(whole(ours), whole(theirs)),
        (Err(_), Err(_)) => {}
        // The two stop at depths that differ by one, and where fractions end, serde_json is not exact.
        (ours, theirs) => {
            let words = format!("{ours:?} {theirs:?}");
            let by_intention = ["recursion limit", "too deep", "number out of range", "beyond what 64 bits"];
            assert!(by_intention.iter().any(|reason| words.contains(reason)), "{words}");
        }
    }
});

/// The value without its fractions, of which serde_json may get the last bit wrong.
fn whole(value: Value) -> Value {
    match value {
        Value::Number(number) if number.is_f64() => Value::Null,
        Value::Array(items) => items.into_iter().map(whole).collect(),
        Value::Object(members) => members.into_iter().map(|(key, value)| (key, whole(value))).collect(),
        value => value,
    }
}
