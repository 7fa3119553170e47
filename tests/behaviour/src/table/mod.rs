//! Which type stands for which body. Written by hand, so that a type at the wrong place is noticed.

mod backend;
mod node;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use trueup_description::ir::service::Status;

use crate::spec::{Part, Place};

/// Decodes a JSON text as some type, and encodes what came of it.
pub(crate) type Trip = fn(&str) -> Result<Value, String>;

/// The types of an operation's bodies.
pub(crate) struct Row {
    service: &'static str,
    operation: &'static str,
    parts: Vec<(Part, Trip)>,
}

impl Row {
    fn new(service: &'static str, operation: &'static str) -> Self {
        let parts = Vec::new();
        Self {
            service,
            operation,
            parts,
        }
    }

    fn takes<T: Serialize + DeserializeOwned>(mut self) -> Self {
        self.parts.push((Part::Request, trip::<T>));
        self
    }

    fn gives<T: Serialize + DeserializeOwned>(mut self) -> Self {
        let part = Part::Response(Status::Exact(200));
        self.parts.push((part, trip::<T>));
        self
    }

    fn fails<T: Serialize + DeserializeOwned>(mut self) -> Self {
        let part = Part::Response(Status::Default);
        self.parts.push((part, trip::<T>));
        self
    }
}

fn trip<T: Serialize + DeserializeOwned>(text: &str) -> Result<Value, String> {
    let value: T = serde_json::from_str(text).map_err(|error| error.to_string())?;
    serde_json::to_value(value).map_err(|error| error.to_string())
}

/// Every body that has a type, with the type's round trip.
pub(crate) fn trips() -> Vec<(Place<'static>, Trip)> {
    let rows = [
        backend::billing(),
        node::rows(),
        backend::provisioning(),
        backend::users(),
    ];
    rows.into_iter()
        .flatten()
        .flat_map(|row| {
            row.parts
                .into_iter()
                .map(move |(part, trip)| ((row.service, row.operation, part), trip))
        })
        .collect()
}

/// The round trip of one body.
pub(crate) fn trip_of(place: Place<'_>) -> Option<Trip> {
    let found = trips().into_iter().find(|(known, _)| *known == place);
    found.map(|(_, trip)| trip)
}
