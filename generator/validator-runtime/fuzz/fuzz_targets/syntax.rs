//! Any bytes: the scanner takes for JSON what serde_json takes for JSON, by both of its ways over values.

#![no_main]

use trueup_validator::{Policy, Severity, Violations};

libfuzzer_sys::fuzz_target!(|text: &[u8]| {
    let theirs = match serde_json::from_slice::<serde_json::Value>(text) {
        Ok(_) => true,
        // A number too great for a double is JSON all the same.
        Err(error) if error.to_string().contains("number out of range") => return,
        Err(_) => false,
    };
    let plain = Violations::check(text, trueup_validator::any, Policy::SCHEMA).is_ok();
    let policy = Policy { duplicates: Some(Severity::Note), ..Policy::SCHEMA };
    let careful = Violations::check(text, trueup_validator::any, policy);
    let careful = careful.map_or_else(|violations| violations.errors() == 0, |()| true);
    assert_eq!((plain, careful), (theirs, theirs));
});
