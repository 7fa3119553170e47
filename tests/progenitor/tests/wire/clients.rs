//! Both clients of every document, called by operation id with the same values.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use trueup_client::{Builder, Credential, FromCore};

use crate::same::difference;

include!(concat!(env!("OUT_DIR"), "/clients.rs"));

/// Whether a client could be told to send the values, and why not. What comes back does not matter here.
pub(crate) type Sent = Result<(), String>;

/// What an operation is called with: `body`, or place and name of a parameter.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Values(pub(crate) BTreeMap<String, Value>);

impl Values {
    fn has(&self, wire: &str) -> bool {
        self.0.contains_key(wire)
    }

    /// Whether a type can say the value, and no other thing.
    fn check<T: DeserializeOwned + Serialize>(&self, wire: &str, optional: bool) -> Sent {
        let Some(value) = self.0.get(wire) else {
            return if optional {
                Ok(())
            } else {
                Err(format!("`{wire}` must be there"))
            };
        };
        let read: T = serde_json::from_value(value.clone()).map_err(|error| {
            let error = error.to_string();
            format!(
                "`{wire}`: its type does not take it: {}",
                without_value(&error)
            )
        })?;
        match difference(&serde_json::to_value(read).unwrap(), value) {
            None => Ok(()),
            Some(difference) => Err(format!("`{wire}`: its type {difference}")),
        }
    }

    /// The value, of which [`Self::check`] has said that it can be had.
    fn get<T: DeserializeOwned>(&self, wire: &str) -> T {
        serde_json::from_value(self.0[wire].clone()).unwrap()
    }

    fn option<T: DeserializeOwned>(&self, wire: &str) -> Option<T> {
        serde_json::from_value(self.0.get(wire)?.clone()).unwrap()
    }

    #[expect(
        clippy::unused_self,
        reason = "some documents have no operation to call"
    )]
    fn unknown(&self, operation: &str) -> Sent {
        panic!("{operation} is not among the calls")
    }
}

/// The message up to what varies with the input.
fn without_value(message: &str) -> &str {
    message.split(['"', ',']).next().unwrap_or_default().trim()
}

/// A client of ours with a credential for every scheme that an operation asks for, in a header, so that it does not
/// count here.
fn our_client<C: FromCore>(url: &str, schemes: &[&'static str]) -> C {
    let asked = |scheme: &&&str| C::SCHEMES.is_none_or(|schemes| schemes.contains(scheme));
    let credential = schemes
        .iter()
        .filter(asked)
        .fold(Credential::none(), |all, scheme| {
            all.and(Credential::header(scheme, "x-credential", "", "secret"))
        });
    Builder::new(url, credential).build().unwrap()
}

/// No connection of this test is encrypted, but reqwest asks for TLS and for trust as soon as anything in the build has
/// switched it on. It gets a provider and no root at all, so that no machine's certificates matter.
fn their_client() -> reqwest::Client {
    static CLIENT: OnceLock<reqwest::Client> = OnceLock::new();
    let client = CLIENT.get_or_init(|| {
        let http = reqwest::Client::builder()
            .tls_backend_preconfigured(
                rustls::ClientConfig::builder_with_provider(
                    rustls::crypto::ring::default_provider().into(),
                )
                .with_safe_default_protocol_versions()
                .unwrap()
                .with_root_certificates(rustls::RootCertStore::empty())
                .with_no_client_auth(),
            )
            .build();
        http.unwrap()
    });
    client.clone()
}
