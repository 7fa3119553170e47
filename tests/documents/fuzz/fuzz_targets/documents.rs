//! Any bytes as a document of each format: no panic, edits that fit the text, and a text that can be read again.

#![no_main]

use trueup_docs::document::{Complete, Options, apply, check};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let options = Options { complete: Complete::Yes };
    for name in ["a.md", "a.txt"] {
        let documents = [(name.to_owned(), text.clone().into_owned())];
        let found = check(&comet_validator::API, &documents, options);
        let (mended, _) = apply(&text, found.findings.iter());
        check(&comet_validator::API, &[(name.to_owned(), mended)], options);
    }
});
