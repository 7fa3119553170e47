//! What is JSON and what is not: as serde_json says, on texts that were cut, changed and put together at random.

use trueup_validator::{Policy, Violations};

/// Whether the scanner takes a text for JSON, by both ways of passing over values.
fn ours(text: &[u8]) -> bool {
    let plain = Violations::check(text, trueup_validator::Check::ANY, Policy::SCHEMA).is_ok();
    let thorough = Policy {
        duplicates: Some(trueup_validator::Severity::Note),
        ..Policy::SCHEMA
    };
    let careful = match Violations::check(text, trueup_validator::Check::ANY, thorough) {
        Ok(()) => true,
        Err(violations) => violations.errors() == 0,
    };
    assert_eq!(plain, careful, "{}", String::from_utf8_lossy(text));
    plain
}

/// `None` where serde_json refuses a number for its size, which is no matter of syntax.
fn theirs(text: &[u8]) -> Option<bool> {
    match serde_json::from_slice::<serde_json::Value>(text) {
        Ok(_) => Some(true),
        Err(error) if error.to_string().contains("number out of range") => None,
        Err(_) => Some(false),
    }
}

fn compare(text: &[u8]) {
    if let Some(theirs) = theirs(text) {
        assert_eq!(ours(text), theirs, "{:?}", String::from_utf8_lossy(text));
    } else {
        ours(text);
    }
}

const TEXTS: &[&str] = &[
    "",
    " ",
    "null",
    "true",
    "false",
    "nul",
    "truex",
    "0",
    "-0",
    "-",
    "01",
    "1.",
    ".1",
    "1.0",
    "1e5",
    "1E+5",
    "1e",
    "1e-",
    "-1.5e-10",
    "1.5.5",
    "+1",
    "\"\"",
    "\"a\"",
    "\"a",
    "\"\\\"\"",
    "\"\\x\"",
    "\"\\u12\"",
    "\"\\u1234\"",
    "\"\\ud83d\\ude00\"",
    "\"\\ud83d\"",
    "\"\\ude00\"",
    "\"\\ud83d\\u0041\"",
    "\"\\ud83dx\"",
    "\"\u{7f}\"",
    "\"\t\"",
    "\"é€😀\"",
    "[]",
    "[ ]",
    "[1]",
    "[1,]",
    "[,1]",
    "[1 2]",
    "[1,2",
    "]",
    "{}",
    "{ }",
    "{\"a\":1}",
    "{\"a\" : 1 , \"b\":[{}]}",
    "{\"a\":1,}",
    "{\"a\"}",
    "{a:1}",
    "{\"a\":1,b\":2}",
    "{\"a\",1}",
    "[[[[]]]]",
    "1 1",
    "\u{feff}1",
    "\u{a0}1",
    "\u{b}1",
    "\u{c}1",
    "/**/1",
    "NaN",
    "Infinity",
    "'a'",
    "[1]\n\n",
    "{\"a\":{\"b\":{\"c\":[1,2,{\"d\":null}]}}}",
    "[\"long text that is more than sixteen bytes é and goes on\\n\"]",
];

#[test]
fn by_hand() {
    for text in TEXTS {
        compare(text.as_bytes());
    }
    for bytes in [
        &b"\"\xff\""[..],
        b"\"\xc3\"",
        b"\"\xed\xa0\x80\"",
        b"\xff",
        b"[\"\xc3\xa9\"]",
        b"\"\xf4\x90\x80\x80\"",
    ] {
        compare(bytes);
    }
    for depth in [126, 127, 128, 129] {
        compare(format!("{}{}", "[".repeat(depth), "]".repeat(depth)).as_bytes());
        compare(format!("{}1{}", "{\"a\":".repeat(depth), "}".repeat(depth)).as_bytes());
    }
}

/// A generator of the kind of George Marsaglia's xorshift: small, seeded, the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }
}

#[test]
fn at_random() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let alphabet = b"{}[]:,\"\\/bfnrtu0123456789abcdefABCDEF-+.eE \n\ttruefalsn\xc3\xa9\xf0\x9f\x98\x80\xed\xa0\xff";
    for _ in 0..200_000 {
        let mut text = TEXTS[random.below(TEXTS.len())].as_bytes().to_vec();
        for _ in 0..random.below(4) {
            let other = TEXTS[random.below(TEXTS.len())].as_bytes();
            let at = random.below(text.len() + 1);
            match random.below(4) {
                0 => text.truncate(at),
                1 => text.insert(at, alphabet[random.below(alphabet.len())]),
                2 => drop(text.splice(at..at, other.iter().copied())),
                _ if at < text.len() => text[at] = alphabet[random.below(alphabet.len())],
                _ => text.extend(other),
            }
        }
        compare(&text);
    }
}
