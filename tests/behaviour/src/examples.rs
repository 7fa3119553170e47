//! Every example of the descriptions decodes into the emitted type and encodes back to the same JSON.

use std::collections::BTreeSet;

use serde_json::Value;
use trueup_description::ir::Api;

use crate::compare::{Additions, differences};
use crate::spec::{self, Body, Part};
use crate::table::{self, Trip};

#[test]
fn every_example_survives_its_type() {
    let api = spec::api();
    let bodies = spec::bodies(&api);
    let with_examples: BTreeSet<_> = bodies
        .iter()
        .filter(|body| body.examples().next().is_some())
        .map(|body| body.place)
        .collect();
    let mut findings: Vec<_> = table::trips()
        .into_iter()
        .filter(|(place, _)| !with_examples.contains(place))
        .map(|(place, _)| format!("{place:?}: in the table, but has no example"))
        .collect();
    let mut examples = 0;
    for body in &bodies {
        let Some(trip) = table::trip_of(body.place) else {
            if with_examples.contains(&body.place) {
                findings.push(format!(
                    "{:?}: has examples, but no row in the table",
                    body.place
                ));
            }
            continue;
        };
        for example in body.examples() {
            examples += 1;
            let found = judge(&api, body, trip, &example.pretty.text);
            findings.extend(
                found
                    .iter()
                    .map(|found| format!("{:?} {}: {found}", body.place, example.name)),
            );
        }
    }
    println!("{examples} examples, {} rows", with_examples.len());
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

fn judge(api: &Api, body: &Body<'_>, trip: Trip, text: &str) -> Vec<String> {
    let value: Value = serde_json::from_str(text).unwrap();
    let value = match body.envelope() {
        Some(envelope) => &value[&envelope.item],
        None => &value,
    };
    match trip(&value.to_string()) {
        Ok(encoded) => differences(api, body.schema(api), additions(body), value, &encoded),
        Err(error) => vec![error],
    }
}

/// What a node answers may leave out zeros. All else comes back as it was.
fn additions(body: &Body<'_>) -> Additions {
    match body.place {
        ("lnd", _, Part::Response(_)) => Additions::Defaults,
        _ => Additions::None,
    }
}
