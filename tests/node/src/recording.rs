//! What was recorded from a real node.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use comet_validator::trueup_validator::registry::Router;
use serde::Deserialize;
use serde_json::Value;
use test_server::Reply;

/// A recorded exchange.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Recording {
    /// The file's name without its extension.
    #[serde(skip)]
    pub(crate) name: String,
    pub(crate) request: Sent,
    pub(crate) response: Received,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Sent {
    pub(crate) method: String,
    /// With the query.
    pub(crate) path: String,
    pub(crate) headers: BTreeMap<String, String>,
    /// Null if there was none, a text if what was sent is no JSON.
    pub(crate) body: Value,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Received {
    pub(crate) status: u16,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body_raw: String,
}

/// All recordings, in the order of their numbers.
pub(crate) fn recordings() -> Vec<Recording> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/recordings");
    let files: BTreeSet<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .collect();
    let read = |path: &PathBuf| Recording {
        name: path.file_stem().unwrap().to_str().unwrap().to_owned(),
        ..serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
    };
    files.iter().map(read).collect()
}

impl Sent {
    /// The path without its query.
    pub(crate) fn path(&self) -> &str {
        self.path
            .split_once('?')
            .map_or(&self.path, |(path, _)| path)
    }

    /// What stands after the question mark.
    pub(crate) fn query(&self) -> Option<&str> {
        self.path.split_once('?').map(|(_, query)| query)
    }

    /// A header, whatever the case of its name.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// The id of the operation that it asks for, as the description knows it.
    pub(crate) fn operation(&self) -> Option<&'static str> {
        let router = Router::new(&comet_validator::API);
        let route = router.route(&self.method, self.path())?;
        Some(route.operation.id)
    }
}

impl Received {
    /// The answer as the node gave it: its headers, in chunks of a line if it came in chunks.
    pub(crate) fn reply(&self) -> Reply {
        let chunked = self.headers.contains_key("Transfer-Encoding");
        let reply = match chunked {
            true => Reply::in_chunks(self.status, self.body_raw.split_inclusive('\n')),
            false => Reply::new(self.status, self.body_raw.as_str()),
        };
        let framing = ["Transfer-Encoding", "Content-Length"];
        self.headers
            .iter()
            .filter(|(name, _)| !framing.contains(&name.as_str()))
            .fold(reply, |reply, (name, value)| reply.header(name, value))
    }

    /// The body, or each line of a stream.
    pub(crate) fn values(&self) -> Vec<Value> {
        serde_json::Deserializer::from_str(&self.body_raw)
            .into_iter()
            .map(Result::unwrap)
            .collect()
    }
}
