//! Any text as a document. Documents to begin with are in `../tests/accepted` and `../tests/rejected`; name these folders
//! behind that of the corpus.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes).into_owned();
    trueup_codegen_fuzz::survives([("any.yaml", text)]);
});
