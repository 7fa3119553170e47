//! What a real node answered decodes with the operation's type and encodes back to the same JSON.

use std::collections::BTreeSet;
use std::fs;

use serde::Deserialize;
use serde_json::Value;
use trueup_description::ir::Api;
use trueup_description::ir::service::Status;

use crate::compare::{Additions, differences, unknown};
use crate::spec::{self, Body, Part};
use crate::table;

/// Where each operation of the recordings is found: `*` stands for one segment.
const PATHS: &[(&str, &str, &str)] = &[
    ("GET", "/v1/getinfo", "getInfo"),
    ("GET", "/v1/balance/blockchain", "getBlockchainBalance"),
    ("GET", "/v1/balance/channels", "getChannelBalance"),
    ("GET", "/v1/channels", "listChannels"),
    ("POST", "/v1/channels", "openChannel"),
    ("POST", "/v1/channels/stream", "openChannelStream"),
    ("POST", "/v1/channels/transactions", "sendPaymentSync"),
    ("DELETE", "/v1/channels/*/*", "closeChannel"),
    ("GET", "/v1/invoices", "listInvoices"),
    ("POST", "/v1/invoices", "addInvoice"),
    ("GET", "/v1/invoice/*", "lookupInvoice"),
    ("GET", "/v2/invoices/lookup", "lookupInvoiceV2"),
    ("POST", "/v2/invoices/hodl", "addHoldInvoice"),
    ("POST", "/v2/invoices/cancel", "cancelInvoice"),
    ("POST", "/v2/router/send", "sendPaymentV2"),
    ("GET", "/v1/payments", "listPayments"),
    ("GET", "/v1/peers", "listPeers"),
    ("POST", "/v1/peers", "connectPeer"),
    ("GET", "/v1/newaddress", "newAddress"),
    ("GET", "/v1/transactions", "listTransactions"),
    ("POST", "/v1/transactions", "sendCoins"),
    ("POST", "/v1/macaroon", "bakeMacaroon"),
];

/// A recorded exchange, as far as these tests look at it.
#[derive(Deserialize)]
pub(crate) struct Recording {
    /// The file's name without its extension.
    #[serde(skip)]
    pub(crate) name: String,
    pub(crate) request: Sent,
    pub(crate) response: Received,
}

#[derive(Deserialize)]
pub(crate) struct Sent {
    pub(crate) method: String,
    pub(crate) path: String,
}

#[derive(Deserialize)]
pub(crate) struct Received {
    pub(crate) status: u16,
    pub(crate) headers: std::collections::BTreeMap<String, String>,
    pub(crate) body_raw: String,
}

/// All recordings, in the order of their numbers.
pub(crate) fn recordings() -> Vec<Recording> {
    let data = spec::root().join("tests/data");
    let folders = ["recordings", "recordings-later"];
    let paths: BTreeSet<_> = folders
        .iter()
        .flat_map(|folder| fs::read_dir(data.join(folder)).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .collect();
    let read = |path: &std::path::PathBuf| Recording {
        name: path.file_stem().unwrap().to_str().unwrap().to_owned(),
        ..serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
    };
    paths.iter().map(read).collect()
}

#[test]
fn every_recorded_answer_survives_its_type() {
    let api = spec::api();
    let bodies = spec::bodies(&api);
    let (mut findings, mut values, mut seen) = (Vec::new(), 0, BTreeSet::new());
    for recording in recordings() {
        if recording.response.status != 200 {
            continue;
        }
        let Some(operation) = operation(&recording.request) else {
            findings.push(format!("{}: no operation", recording.name));
            continue;
        };
        seen.insert(operation);
        let place = ("lnd", operation, Part::Response(Status::Exact(200)));
        let body = bodies.iter().find(|body| body.place == place).unwrap();
        for value in split(body, &recording.response.body_raw) {
            values += 1;
            let found = judge(&api, body, &value);
            findings.extend(
                found
                    .iter()
                    .map(|found| format!("{}: {found}", recording.name)),
            );
        }
    }
    println!("{values} values of {} operations", seen.len());
    let known: BTreeSet<_> = PATHS.iter().map(|(_, _, operation)| *operation).collect();
    assert_eq!(seen, known, "the table has a row without a recording");
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

/// The operation that a request asks for.
fn operation(request: &Sent) -> Option<&'static str> {
    let path = request.path.split('?').next()?;
    let fits = |pattern: &str| {
        let (given, wanted) = (path.split('/'), pattern.split('/'));
        given.clone().count() == wanted.clone().count()
            && given
                .zip(wanted)
                .all(|(given, wanted)| wanted == "*" || given == wanted)
    };
    let row = PATHS
        .iter()
        .find(|(method, pattern, _)| request.method == *method && fits(pattern));
    row.map(|(_, _, operation)| *operation)
}

/// The values of a body: itself, or the items of a stream.
fn split(body: &Body<'_>, raw: &str) -> Vec<Value> {
    let parse = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    match body.envelope() {
        Some(envelope) => raw
            .lines()
            .map(|line| parse(line)[&envelope.item].take())
            .collect(),
        None => vec![parse(raw)],
    }
}

fn judge(api: &Api, body: &Body<'_>, value: &Value) -> Vec<String> {
    let schema = body.schema(api);
    let mut found: Vec<_> = unknown(api, schema, value)
        .into_iter()
        .map(|at| format!("{at}: not in the description"))
        .collect();
    let trip = table::trip_of(body.place).unwrap();
    match trip(&value.to_string()) {
        Ok(encoded) => {
            found.extend(differences(
                api,
                schema,
                Additions::Defaults,
                value,
                &encoded,
            ));
        }
        Err(error) => found.push(error),
    }
    found
}
