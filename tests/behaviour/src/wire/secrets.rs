//! `Debug` and messages show no secret.

use std::fmt::Debug;

use comet_lnd::{AddInvoiceRequest, Macaroon, PreimageBytes};
use comet_provisioning::{ApiKeyHeader, BearerToken, Credential, UploadMacaroonRequest};
use comet_provisioning::{MacaroonPermission, UploadSeedRequest};
use test_server::Server;

use super::{answering, as_described, node, provisioning, users};

/// What must not be seen: as text, in hex, in base64, and as a list of bytes.
const SECRET: &[u8; 32] = b"thirty-two bytes of pure secret!";

fn text() -> &'static str {
    std::str::from_utf8(SECRET).unwrap()
}

/// Fails if the value's `Debug` shows the secret, in whatever form, or shows nothing of the kind at all.
fn hides(value: &impl Debug) {
    let shown = format!("{value:?} {value:#?}");
    let hex: String = SECRET.iter().map(|byte| format!("{byte:02x}")).collect();
    let bytes = format!("{SECRET:?}");
    let base64 = "dGhpcnR5LXR3byBieXRlcyBvZiBwdXJlIHNlY3JldCE=";
    for form in [
        text(),
        &hex,
        &hex.to_uppercase(),
        base64,
        bytes.trim_matches(['[', ']']),
    ] {
        assert!(!shown.contains(form), "{shown}");
    }
}

fn server() -> Server {
    as_described("users", "getCurrentUser")
}

#[test]
fn credentials_and_clients_hide_it() {
    let server = server();
    hides(&Macaroon::from_bytes(*SECRET));
    hides(&comet_lnd::Client::new(
        &server.url(),
        Macaroon::from_bytes(*SECRET),
    ));
    hides(&comet_lnd::Client::builder(
        &server.url(),
        Macaroon::from_bytes(*SECRET),
    ));
    hides(&comet_users::BearerToken::new(text()));
    hides(&comet_users::Client::new(comet_users::BearerToken::new(
        text(),
    )));
    hides(&comet_billing::Client::new(
        comet_billing::BearerToken::new(text()),
    ));
    let either: [Credential; 2] = [
        BearerToken::new(text()).into(),
        ApiKeyHeader::new(text()).into(),
    ];
    for credential in either {
        hides(&credential);
        hides(&provisioning(&server, credential));
    }
    hides(&Macaroon::from_hex(&format!("{}zz", "74".repeat(32))));
}

#[test]
fn requests_and_their_calls_hide_it() {
    let server = server();
    let client = provisioning(&server, BearerToken::new(text()));
    let company = comet_provisioning::CompanyId::from("c1");
    let id = comet_provisioning::NodeId::from("n1");
    let seed = UploadSeedRequest::new(comet_provisioning::EncryptedSeed::new(text()));
    hides(&seed);
    hides(&client.upload_seed(&company, &id, &seed));
    let macaroon =
        UploadMacaroonRequest::new(comet_provisioning::required::UploadMacaroonRequest {
            encrypted_macaroon: comet_provisioning::EncryptedMacaroon::new(text()),
            permissions: MacaroonPermission::Readonly,
        });
    hides(&macaroon);
    hides(&client.upload_macaroon(&company, &id, &macaroon));
    let invoice = AddInvoiceRequest::new().with_r_preimage(PreimageBytes::from_bytes(*SECRET));
    hides(&invoice);
    hides(&node(&server).add_invoice().body(&invoice));
}

#[tokio::test]
async fn answers_hide_it() {
    let key = serde_json::json!({
        "id": "k", "name": "n", "key": text(), "created_at": "2025-01-06T10:00:00Z",
    });
    let server = answering(200, &key.to_string());
    let request =
        comet_users::CreateApiKeyRequest::new(comet_users::required::CreateApiKeyRequest {
            name: "n".into(),
            permissions: vec![],
        });
    let created = users(&server).create_api_key(&request).await.unwrap();
    assert_eq!(created.key.expose(), text());
    hides(&created);

    let preimage = PreimageBytes::from_bytes(*SECRET);
    let server = answering(
        200,
        &format!("{{\"r_preimage\":\"{}\"}}", preimage.to_text().expose()),
    );
    let hash = comet_lnd::PaymentHash::from_bytes([1; 32]);
    let invoice = node(&server).lookup_invoice(&hash).await.unwrap();
    assert_eq!(invoice.r_preimage.as_ref().unwrap().expose(), SECRET);
    hides(&invoice);
}

#[tokio::test]
async fn errors_hide_it() {
    let client = provisioning(&server(), ApiKeyHeader::new(text()));
    let company = comet_provisioning::CompanyId::from("c1");
    let seed = UploadSeedRequest::new(comet_provisioning::EncryptedSeed::new(text()));
    let id = comet_provisioning::NodeId::from("n1");
    hides(&client.upload_seed(&company, &id, &seed).await.unwrap_err());

    let unreachable = comet_lnd::Client::new("http://127.0.0.1:1", Macaroon::from_bytes(*SECRET));
    let error = unreachable.unwrap().get_info().await.unwrap_err();
    assert!(error.is_connect(), "{error:?}");
    hides(&error);

    let token = format!("{}\n", text());
    let builder = comet_users::Client::builder(comet_users::BearerToken::new(token));
    let client = builder.base_url(server().url()).build().unwrap();
    hides(&client.get_current_user().await.unwrap_err());
}
