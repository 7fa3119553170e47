//! Every recorded exchange through the client, over TLS, and a table of what came of it.

use std::io::Write;
use std::sync::{Arc, Mutex};

use test_server::Reply;

use crate::case::{Case, Part};
use crate::cases::cases;
use crate::compare::differences;
use crate::recording::{Received, Recording, recordings};
use crate::secure::Identity;

#[tokio::test]
async fn recorded_exchanges_are_replayed() {
    let recordings = recordings();
    let mut cases = cases();
    cases.sort_by_key(|case| case.name);
    let names = |all: &[&str]| all.join("\n");
    assert_eq!(
        names(&cases.iter().map(|case| case.name).collect::<Vec<_>>()),
        names(
            &recordings
                .iter()
                .map(|recording| recording.name.as_str())
                .collect::<Vec<_>>()
        ),
        "each recording has one case"
    );
    let identity = Identity::generate();
    let answer = Arc::new(Mutex::new(None::<Received>));
    let current = Arc::clone(&answer);
    let server = identity.serve(move |_| match &*current.lock().unwrap() {
        Some(recorded) => recorded.reply(),
        None => Reply::new(410, ""),
    });
    let client = identity.client(&server);
    let (mut rows, mut findings) = (Vec::new(), Vec::new());
    for (case, recording) in cases.into_iter().zip(&recordings) {
        let drive = match case.part {
            Part::Replayed(drive) => drive,
            Part::Skipped(lack) => {
                assert!(lack.holds(recording), "{}: {}", case.name, lack.told());
                rows.push(Row::new(recording, "skipped", lack.told()));
                continue;
            }
        };
        *answer.lock().unwrap() = Some(recording.response.clone());
        let outcome = drive(client.clone(), recording.response.clone()).await;
        let [request] = server.take_requests().try_into().unwrap();
        let found = differences(&request, &recording.request);
        findings.extend(
            found
                .iter()
                .map(|found| format!("{}: {found}", recording.name)),
        );
        rows.push(Row::new(recording, "replayed", outcome));
    }
    show(&rows);
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

/// A row of the table.
struct Row<'a> {
    name: &'a str,
    operation: &'static str,
    done: &'static str,
    outcome: String,
}

impl<'a> Row<'a> {
    fn new(recording: &'a Recording, done: &'static str, outcome: String) -> Self {
        Self {
            name: &recording.name,
            operation: recording.request.operation().unwrap_or("-"),
            done,
            outcome,
        }
    }
}

/// Writes the table where the test runner does not swallow it.
fn show(rows: &[Row<'_>]) {
    let mut table = String::from("\n");
    for row in rows {
        table += &format!(
            "{:49} {:25} {:8} {}\n",
            row.name, row.operation, row.done, row.outcome
        );
    }
    let skipped = rows.iter().filter(|row| row.done == "skipped").count();
    table += &format!("{} replayed, {skipped} skipped\n", rows.len() - skipped);
    std::io::stdout().write_all(table.as_bytes()).unwrap();
}

#[test]
fn reasons_that_do_not_hold_are_found() {
    let recordings = recordings();
    let all: Vec<Case> = cases();
    let reasons: Vec<_> = all
        .iter()
        .filter_map(|case| match case.part {
            Part::Skipped(lack) => Some(lack),
            Part::Replayed(_) => None,
        })
        .collect();
    let open = recordings
        .iter()
        .find(|recording| recording.name == "001_getinfo")
        .unwrap();
    for lack in reasons {
        assert!(!lack.holds(open), "{lack:?}");
    }
}
