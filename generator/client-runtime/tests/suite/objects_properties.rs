//! Emitted objects against derive: random texts, the same ones in every run.

use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};

use trueup_client::Body;

use crate::objects::both;
use crate::objects_twins::{
    DerivedOpen, DerivedPlaces, DerivedThing, DerivedWide, Open, Places, Thing, Wide,
};

fn runner(cases: u32) -> TestRunner {
    let config = ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

/// Values of every type, most of them right for some field.
fn value() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        any::<i16>().prop_map(|number| number.to_string()),
        Just("1.5".to_owned()),
        Just("99999999999999999999".to_owned()),
        "[a-z\"\\\\é]{0,3}".prop_map(|text| serde_json::to_string(&text).unwrap()),
        Just(r#"{"name":"p"}"#.to_owned()),
        Just(r#"[{"name":"p","next":{"name":"q"}}]"#.to_owned()),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3)
                .prop_map(|items| format!("[{}]", items.join(","))),
            prop::collection::vec((key(), inner), 0..3).prop_map(|entries| object(&entries)),
        ]
    })
}

fn key() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "id", "type", "peer", "note", "count", "parts", "by-name", "name", "next", "other", "",
    ])
}

fn object(entries: &[(&'static str, String)]) -> String {
    let entries: Vec<_> = entries
        .iter()
        .map(|(key, value)| format!("\"{key}\": {value}"))
        .collect();
    format!("{{{}}}", entries.join(" ,"))
}

/// A right object with random entries put in, its order changed, and perhaps its end cut off.
fn text() -> impl Strategy<Value = String> {
    let right = [
        ("id", "1".to_owned()),
        ("type", "\"a\"".to_owned()),
        ("peer", "2".to_owned()),
        ("parts", "[]".to_owned()),
    ];
    let some = prop::sample::subsequence(right.to_vec(), 2..=4);
    let more = prop::collection::vec((key(), value()), 0..3);
    let entries =
        (some, more).prop_flat_map(|(some, more)| Just([some, more].concat()).prop_shuffle());
    let whole = entries.prop_map(|entries| object(&entries)).boxed();
    let cut = (whole.clone(), 0usize..200)
        .prop_map(|(text, at)| text.chars().take(at).collect::<String>());
    let array =
        prop::collection::vec(value(), 0..9).prop_map(|items| format!("[{}]", items.join(",")));
    prop_oneof![8 => whole, 1 => cut, 1 => array, 1 => value()]
}

#[test]
fn verdicts_and_values_are_those_of_derive() {
    let mut accepted = 0;
    let mut count = |ok: bool| accepted += u32::from(ok);
    for text in texts(20_000) {
        let (derived, emitted) = both::<DerivedThing, Thing>(&text);
        assert_eq!(
            derived.as_ref().ok(),
            emitted.as_ref().ok(),
            "{text}: {derived:?} {emitted:?}"
        );
        count(derived.is_ok());
        let (derived, emitted) = both::<DerivedOpen, Open>(&text);
        assert_eq!(
            derived.as_ref().ok(),
            emitted.as_ref().ok(),
            "{text}: {derived:?} {emitted:?}"
        );
    }
    assert!(
        accepted > 1_000,
        "only {accepted} texts were accepted: the comparison says little"
    );
}

#[test]
fn objects_and_lists_are_read_into_their_places_as_derive_reads_them() {
    const NAMES: [&str; 5] = ["lead", "spare", "codes", "marks", "rest"];
    let known = prop_oneof![
        Just("null".to_owned()),
        Just(r#"{"name":"p"}"#.to_owned()),
        Just(r#"{"next":{"name":"q"},"name":"p"}"#.to_owned()),
        Just(r#"["p",null]"#.to_owned()),
        Just("[1,2]".to_owned()),
        Just(r#"[{"name":"p"},["q"]]"#.to_owned()),
        Just("[]".to_owned()),
        value(),
    ];
    let entry = (prop::sample::select(&NAMES[..]), known);
    let entries = prop::collection::vec(entry, 0..4);
    let strategy = entries.prop_map(|mut entries| {
        entries.push(("lead", r#"{"name":"l"}"#.to_owned()));
        object(&entries)
    });
    let mut accepted = 0;
    let mut property = |text: String| {
        let (derived, emitted) = both::<DerivedPlaces, Places>(&text);
        prop_assert_eq!(derived.as_ref().ok(), emitted.as_ref().ok(), "{}", text);
        // A response's reader takes no array for an object.
        if let Ok(read) = Body::new(200, None, text.as_bytes()).json::<Places>() {
            let written = serde_json::to_string(&read).unwrap();
            prop_assert_eq!(derived.ok(), Some(written), "{}", text);
            accepted += 1;
        }
        Ok(())
    };
    let mut runner = runner(1);
    for _ in 0..10_000 {
        let text = strategy.new_tree(&mut runner).unwrap().current();
        property(text).unwrap();
    }
    assert!(
        accepted > 500,
        "only {accepted} texts were accepted: the comparison says little"
    );
}

use proptest::strategy::ValueTree as _;

/// Random texts for [`Thing`], right and wrong.
pub(crate) fn texts(count: u32) -> Vec<String> {
    let mut runner = runner(count);
    let strategy = text();
    (0..count)
        .map(|_| strategy.new_tree(&mut runner).unwrap().current())
        .collect()
}

#[test]
fn many_fields_in_any_order() {
    let order = Just((0..71).collect::<Vec<u32>>()).prop_shuffle();
    let strategy = (order, 60usize..=73);
    let property = |(mut order, length): (Vec<u32>, usize)| {
        // Beyond the end the first ones come again.
        let again: Vec<_> = order
            .iter()
            .copied()
            .take(length.saturating_sub(71))
            .collect();
        order.truncate(length);
        order.extend(again);
        let fields: Vec<_> = order
            .iter()
            .map(|index| format!("\"f{index}\":{index}"))
            .collect();
        let (derived, emitted) = both::<DerivedWide, Wide>(&format!("{{{}}}", fields.join(",")));
        prop_assert_eq!(derived.ok(), emitted.ok());
        Ok(())
    };
    runner(500).run(&strategy, property).unwrap();
}
