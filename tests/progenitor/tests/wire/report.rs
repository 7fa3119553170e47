//! What was compared, and what was not and why: printed, and equal to what was recorded.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use serde_json::Value;

use crate::clients::Values;

/// So many operations were compared once. A new record must not say less.
const AT_LEAST: usize = 112;

/// What came of all documents.
#[derive(Default)]
pub(crate) struct Report {
    text: String,
    operations: usize,
    compared: usize,
    requests: usize,
    wrong: Vec<String>,
}

/// What came of one document.
pub(crate) struct Document {
    name: String,
    operations: usize,
    compared: usize,
    requests: usize,
    /// Operations that were not compared, and parts that progenitor does not know of, each with the reason.
    left: Vec<String>,
    /// Operation and reason, and how many requests that was.
    unsaid: BTreeMap<(String, String), usize>,
    /// Where the clients differ.
    wrong: Vec<String>,
}

impl Document {
    /// `facts` are what the build script found out.
    pub(crate) fn new(facts: &Value) -> Self {
        let left_out = facts["left_out"].as_array().unwrap().iter().map(|left| {
            let text = |index: usize| left[index].as_str().unwrap();
            match text(1) {
                "" => format!("not compared: {}: {}", text(0), text(2)),
                part => format!("left out: {}, {part}: {}", text(0), text(2)),
            }
        });
        let refused = facts["refused"].as_object().unwrap().iter();
        let refused = refused.map(|(id, reason)| {
            format!(
                "not compared: {id}: progenitor refuses it: {}",
                reason.as_str().unwrap()
            )
        });
        Self {
            name: facts["name"].as_str().unwrap().to_owned(),
            operations: facts["operations"].as_array().unwrap().len(),
            compared: 0,
            requests: 0,
            left: left_out.chain(refused).collect(),
            unsaid: BTreeMap::new(),
            wrong: Vec::new(),
        }
    }

    /// An operation was compared by so many requests; not at all by none.
    pub(crate) fn compared(&mut self, id: &str, requests: usize) {
        if requests == 0 {
            self.left.push(format!(
                "{id}: progenitor's client can say none of its requests"
            ));
            return;
        }
        self.compared += 1;
        self.requests += requests;
    }

    /// The clients differ, or ours does not do what it must.
    pub(crate) fn wrong(&mut self, id: &str, values: &Values, what: &str) {
        let name = &self.name;
        self.wrong
            .push(format!("{name} {id} {:?}\n  {what}", values.0));
    }

    /// progenitor's client cannot send a request.
    pub(crate) fn not_compared(&mut self, id: &str, reason: &str) {
        *self
            .unsaid
            .entry((id.to_owned(), reason.to_owned()))
            .or_default() += 1;
    }
}

impl Report {
    pub(crate) fn push(&mut self, document: Document) {
        let text = &mut self.text;
        writeln!(
            text,
            "{}: compared {} operations of {}, {} requests",
            document.name, document.compared, document.operations, document.requests
        )
        .unwrap();
        for left in &document.left {
            writeln!(text, "  {left}").unwrap();
        }
        for ((id, reason), count) in &document.unsaid {
            writeln!(text, "  not compared: {id}, {count} requests: {reason}").unwrap();
        }
        self.wrong.extend(document.wrong);
        self.operations += document.operations;
        self.compared += document.compared;
        self.requests += document.requests;
    }

    /// Prints the report and compares it with what was recorded: a reason that holds no longer, or an operation that
    /// is compared no longer, is a difference.
    pub(crate) fn check(&self) {
        let text = format!(
            "{}in all: compared {} operations of {}, {} requests\n",
            self.text, self.compared, self.operations, self.requests
        );
        println!("{text}");
        assert!(self.wrong.is_empty(), "{}", self.wrong.join("\n"));
        assert!(self.compared >= AT_LEAST, "{} operations", self.compared);
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wire/compared.golden");
        if std::env::var_os("TRUEUP_BLESS").is_some() {
            std::fs::write(&path, &text).unwrap();
        }
        let recorded = std::fs::read_to_string(&path).unwrap();
        assert!(
            recorded == text,
            "{} does not say this; after a change that you mean, write it anew with TRUEUP_BLESS=1",
            path.display()
        );
    }
}
