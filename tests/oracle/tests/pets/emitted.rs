//! The emitted checks of the fixture, as their reader sees them: they stand in `checks.golden`. `TRUEUP_BLESS=1` writes them
//! anew.

#[test]
fn checks_are_as_they_were() {
    const EMITTED: &str = include_str!(concat!(env!("OUT_DIR"), "/suite/checks/pets.rs"));
    let golden = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pets/checks.golden");
    if std::env::var_os("TRUEUP_BLESS").is_some() {
        std::fs::write(&golden, EMITTED).unwrap();
    }
    let kept = std::fs::read_to_string(&golden).unwrap_or_default();
    let changed = kept
        .lines()
        .zip(EMITTED.lines())
        .find(|(kept, emitted)| kept != emitted);
    assert!(
        changed.is_none() && kept.len() == EMITTED.len(),
        "if this is right, bless it: {changed:?}"
    );
}
