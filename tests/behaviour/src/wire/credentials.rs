//! How a client proves who it is.

use std::sync::atomic::{AtomicU32, Ordering};

use comet_lnd::trueup_client::{ProviderError, RequestProblem, SecretString};
use comet_provisioning::Error;
use comet_provisioning::{ApiKeyHeader, BearerToken, CompanyId, Credential, NodeId};

use super::{as_described, node, provisioning, sent, users};

#[tokio::test]
async fn a_macaroon_goes_as_hex() {
    let server = as_described("lnd", "getInfo");
    node(&server).get_info().await.unwrap();
    let request = sent(&server);
    assert_eq!(request.header("grpc-metadata-macaroon"), Some("abcd"));
    assert_eq!(request.header("authorization"), None);
}

#[tokio::test]
async fn a_bearer_token_goes_as_authorization() {
    let server = as_described("users", "getCurrentUser");
    users(&server).get_current_user().await.unwrap();
    assert_eq!(
        sent(&server).header("authorization"),
        Some("Bearer users-token")
    );
}

#[tokio::test]
async fn either_alternative_is_taken_where_the_operation_has_both() {
    let server = as_described("provisioning", "listNodes");
    let company = CompanyId::from("c1");
    let table: [(Credential, _, _); 2] = [
        (BearerToken::new("t").into(), Some("Bearer t"), None),
        (ApiKeyHeader::new("k").into(), None, Some("k")),
    ];
    for (credential, authorization, key) in table {
        provisioning(&server, credential)
            .list_nodes(&company)
            .await
            .unwrap();
        let request = sent(&server);
        assert_eq!(request.header("authorization"), authorization);
        assert_eq!(request.header("x-api-key"), key);
    }
}

#[tokio::test]
async fn a_credential_that_the_operation_does_not_accept_is_not_sent() {
    let server = as_described("provisioning", "getNode");
    let client = provisioning(&server, ApiKeyHeader::new("k"));
    let (company, id) = (CompanyId::from("c1"), NodeId::from("n1"));
    let error = client.get_node(&company, &id).await.unwrap_err();
    assert!(server.take_requests().is_empty());
    assert_eq!(
        error.to_string(),
        "getNode: the client has no credential for bearerToken"
    );
    let Error::Request(error) = error else {
        panic!("{error:?}");
    };
    assert!(matches!(
        error.problem(),
        RequestProblem::MissingCredential {
            accepted: [["bearerToken"]]
        }
    ));
}

#[tokio::test]
async fn a_provider_is_asked_for_each_request() {
    static ASKED: AtomicU32 = AtomicU32::new(0);

    let server = as_described("provisioning", "getNode");
    let token = BearerToken::provider(|| async {
        match ASKED.fetch_add(1, Ordering::Relaxed) {
            2 => Err(ProviderError::from("no more")),
            count => Ok(SecretString::new(format!("t{count}"))),
        }
    });
    let client = provisioning(&server, token);
    let (company, id) = (CompanyId::from("c1"), NodeId::from("n1"));
    for expected in ["Bearer t0", "Bearer t1"] {
        client.get_node(&company, &id).await.unwrap();
        assert_eq!(sent(&server).header("authorization"), Some(expected));
    }
    let error = client.get_node(&company, &id).await.unwrap_err();
    assert!(matches!(error, Error::Request(_)), "{error:?}");
    assert!(server.take_requests().is_empty());
}
