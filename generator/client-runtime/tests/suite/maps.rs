//! Maps beside `BTreeMap`: what one does, the other does.

use std::collections::BTreeMap;

use proptest::prelude::*;
use trueup_client::{Body, Map};

/// One step of using a map.
#[derive(Clone, Debug)]
enum Step {
    Insert(String, i32),
    Remove(String),
    Change(String),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let key = || "[a-e]{0,2}";
    let step = prop_oneof![
        3 => (key(), any::<i32>()).prop_map(|(key, value)| Step::Insert(key, value)),
        1 => key().prop_map(Step::Remove),
        1 => key().prop_map(Step::Change),
    ];
    prop::collection::vec(step, 0..40)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn each_step_does_what_it_does_to_a_btree_map(steps in steps()) {
        let (mut map, mut model) = (Map::new(), BTreeMap::new());
        for step in steps {
            match step {
                Step::Insert(key, value) => {
                    prop_assert_eq!(map.insert(key.as_str(), value), model.insert(key, value));
                }
                Step::Remove(key) => prop_assert_eq!(map.remove(&key), model.remove(&key)),
                Step::Change(key) => {
                    let (one, other) = (map.get_mut(&key), model.get_mut(&key));
                    prop_assert_eq!(&one, &other);
                    if let (Some(one), Some(other)) = (one, other) {
                        *one = 0;
                        *other = 0;
                    }
                }
            }
            prop_assert_eq!(map.len(), model.len());
            prop_assert_eq!(map.is_empty(), model.is_empty());
        }
        prop_assert!(map.iter().eq(model.iter().map(|(key, value)| (key.as_str(), value))));
        prop_assert_eq!(map.iter().len(), model.len());
        prop_assert!(map.keys().rev().eq(model.keys().rev()));
        prop_assert!(map.values().eq(model.values()));
        for key in model.keys() {
            prop_assert!(map.contains_key(key));
            prop_assert_eq!(map.get(key), model.get(key));
        }
        prop_assert_eq!(map.get("z"), None);
        prop_assert_eq!(format!("{map:?}"), format!("{model:?}"));
        let text = serde_json::to_string(&map).unwrap();
        prop_assert_eq!(&text, &serde_json::to_string(&model).unwrap());
        prop_assert_eq!(&serde_json::from_str::<Map<i32>>(&text).unwrap(), &map);
        prop_assert_eq!(&Body::new(200, None, text.as_bytes()).json::<Map<i32>>().unwrap(), &map);
        let mut doubled = map.clone();
        doubled.values_mut().for_each(|value| *value = value.wrapping_mul(2));
        let model_doubled = model.iter().map(|(key, value)| (key.clone(), value.wrapping_mul(2)));
        prop_assert!(doubled.into_iter().eq(model_doubled));
        prop_assert_eq!(&Map::from(model.clone()), &map);
        prop_assert_eq!(BTreeMap::from(map), model);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn entries_given_at_once_are_those_given_one_by_one(
        first in entries(), then in entries(), in_order in any::<bool>(),
    ) {
        let then = if in_order { BTreeMap::from_iter(then).into_iter().collect() } else { then };
        let mut map: Map<i32> = first.iter().cloned().collect();
        let mut model: BTreeMap<String, i32> = first.into_iter().collect();
        prop_assert!(map.clone().into_iter().eq(model.clone()));
        map.extend(then.clone());
        model.extend(then);
        prop_assert!(map.into_iter().eq(model));
    }
}

fn entries() -> impl Strategy<Value = Vec<(String, i32)>> {
    prop::collection::vec(("[a-f]{0,3}", any::<i32>()), 0..200)
}

#[test]
fn the_order_of_insertion_makes_no_difference() {
    let one = Map::from([("a", 1), ("b", 2)]);
    let other: Map<i32> = [("b", 2), ("a", 1)].into_iter().collect();
    assert_eq!(one, other);
    assert_ne!(one, Map::from([("a", 1), ("b", 3)]));
    assert_ne!(one, Map::from([("a", 1), ("c", 2)]));
    assert_ne!(one, Map::from([("a", 1)]));
    assert_eq!(Map::<i32>::default(), Map::new());
}

#[test]
fn of_a_key_that_comes_twice_the_last_value_stays() {
    let text = r#"{"b": 1, "a": 2, "b": 3}"#;
    let map: Map<i32> = serde_json::from_str(text).unwrap();
    assert_eq!(map, Map::from([("a", 2), ("b", 3)]));
    for wrong in [r#"{"a": "b"}"#, "[]", "null", r#"{"a": 1"#] {
        let map: Result<Map<i32>, _> = serde_json::from_str(wrong);
        assert!(map.is_err(), "{wrong}");
    }
}

#[test]
fn entries_are_changed_as_in_other_maps() {
    let mut map = Map::from([("b", 2), ("a", 1), ("c", 3)]);
    *map.entry("a").or_insert(9) += 10;
    *map.entry("d").or_default() += 4;
    map.entry("b")
        .and_modify(|value| *value = 20)
        .or_insert_with(|| 0);
    assert_eq!((map["a"], map["b"], map["d"]), (11, 20, 4));
    for (key, value) in &mut map {
        *value += i32::try_from(key.len()).unwrap();
    }
    map.retain(|key, value| key != "c" && *value < 20);
    assert_eq!(
        map.into_iter().collect::<Vec<_>>(),
        [("a".to_owned(), 12), ("d".to_owned(), 5)]
    );
}
