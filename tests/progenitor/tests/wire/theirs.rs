//! progenitor's client, driven by operation id.

use serde::de::DeserializeOwned;

use crate::ours::keeps;

#[allow(
    clippy::all,
    clippy::restriction,
    dead_code,
    missing_docs,
    unreachable_pub,
    unused_qualifications,
    reason = "made by others"
)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/users.rs"));
}

use generated::{Client, types};

/// No connection of this test is encrypted, but reqwest asks for TLS and for trust as soon as anything in the build has
/// switched it on. It gets a provider and no root at all, so that no machine's certificates matter.
pub(crate) fn client(url: &str) -> Client {
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
    Client::new_with_client(url, http.unwrap())
}

/// Sends an operation with its body or its path parameter. What comes back does not matter here.
pub(crate) async fn send(client: &Client, operation: &str, input: &str) {
    let key = types::ApiKeyId::from(input.to_owned());
    match operation {
        "getCurrentUser" => drop(client.get_current_user().await),
        "updateCurrentUser" => drop(client.update_current_user(&body(input)).await),
        "deleteCurrentUser" => drop(client.delete_current_user().await),
        "createCompany" => drop(client.create_company(&body(input)).await),
        "updateCompany" => drop(client.update_company(&body(input)).await),
        "listApiKeys" => drop(client.list_api_keys().await),
        "createApiKey" => drop(client.create_api_key(&body(input)).await),
        "getApiKey" => drop(client.get_api_key(&key).await),
        "deleteApiKey" => drop(client.delete_api_key(&key).await),
        "getNotificationSettings" => drop(client.get_notification_settings().await),
        "updateNotificationSettings" => {
            drop(client.update_notification_settings(&body(input)).await);
        }
        other => panic!("{other} is not in this table"),
    }
}

/// Whether the client can send this input. Only `null` in the body of a change is known to be beyond it.
pub(crate) fn can_say(operation: &str, input: &str) -> bool {
    match operation {
        "updateCurrentUser" => keeps::<types::UpdateUserRequest>(&body(input)),
        _ => true,
    }
}

fn body<T: DeserializeOwned>(input: &str) -> T {
    serde_json::from_str(input).unwrap()
}
